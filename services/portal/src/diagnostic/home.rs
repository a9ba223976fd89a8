//! `/bilans`: begin one, print the paper, enter a paper; and how many were made this month.

use askama::Template;
use axum::extract::State;

use super::queries::{self, RECEIVE};
use crate::{
    form::{Form, Typed},
    page::Page,
    portal::Portal,
    trouble::Trouble,
    visitor::Member,
    words::t,
};

#[derive(Template)]
#[template(path = "diagnostic/home.html")]
struct Home {
    form: Form,
    counted: String,
}

pub(super) async fn show(State(portal): State<Portal>, member: Member) -> Result<Page, Trouble> {
    member.must_be_one_of(&RECEIVE)?;
    let today = portal.clock().now().day();
    let month = format!("{:04}-{:02}", today.year(), today.month());
    let counts = queries::counts(&portal, &member, month).await?;
    let version = queries::questions(&portal, &member, None).await?.version;
    // Papers that were printed before the questions changed bear an older number.
    let typed = Typed::default().with("version", version.to_string());
    let counted = t("diagnostic-counted").with("all", counts.all).with("unnamed", counts.unnamed).to_string();
    let shown = Home { form: Form::filled(&portal, &member.visitor, typed), counted };
    Ok(Page::new(t("diagnostic-title"), &shown))
}
