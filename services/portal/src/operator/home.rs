//! `/reseau`: what the operator may do, and what waits.

use askama::Template;
use axum::extract::State;

use super::door;
use crate::{
    application::{self, ApplicationStage},
    page::Page,
    portal::Portal,
    trouble::Trouble,
    visitor::Member,
    words::t,
};

#[derive(Template)]
#[template(path = "operator/home.html")]
struct Home {
    waiting: usize,
}

pub(super) async fn show(State(portal): State<Portal>, member: Member) -> Result<Page, Trouble> {
    door::operator(&member)?;
    let (waiting, _) = application::list(&portal, &member, Some(ApplicationStage::Pending), None).await?;
    Ok(Page::new(t("network-title"), &Home { waiting: waiting.len() }).wide())
}
