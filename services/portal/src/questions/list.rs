//! `/reseau/questions`: every version; and a draft of the next one, made of the one that is asked now.

use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};

use super::queries::{self, Listed};
use crate::{
    diagnostic::queries::questions,
    form::{Form, Typed},
    format,
    page::{Page, see},
    parts::{Cell, Table},
    portal::Portal,
    trouble::Trouble,
    visitor::Member,
    words::t,
};

#[derive(Template)]
#[template(path = "questions/list.html")]
struct Shown<'a> {
    form: &'a Form,
    table: Table,
    /// A draft is being written: there is one at a time.
    has_draft: bool,
}

pub(super) async fn show(State(portal): State<Portal>, member: Member) -> Result<Page, Trouble> {
    queries::operator(&member)?;
    page(&portal, &member, &Form::blank(&portal, &member.visitor)).await
}

pub(super) async fn begin(State(portal): State<Portal>, member: Member, typed: Typed) -> Result<Response, Trouble> {
    queries::operator(&member)?;
    let mut form = Form::sent(&portal, &member.visitor, typed);
    if form.is_wrong() {
        return Ok(page(&portal, &member, &form).await?.into_response());
    }
    let now = questions(&portal, &member, None).await?;
    match queries::write(&portal, &member, &form, (None, now)).await? {
        Ok(version) => Ok(see(&format!("/reseau/questions/{version}")).into_response()),
        Err(refusal) => {
            form.refuse("", &refusal);
            Ok(page(&portal, &member, &form).await?.into_response())
        }
    }
}

async fn page(portal: &Portal, member: &Member, form: &Form) -> Result<Page, Trouble> {
    let all = queries::all(portal, member).await?;
    let has_draft = all.iter().any(|one| !one.published);
    let heads = ["questions-version-head", "questions-name-head", "questions-state-head"].map(t);
    let mut table = Table::new(t("questions-caption"), heads);
    for one in &all {
        table.row([
            Cell::link(format!("/reseau/questions/{}", one.version), one.version),
            Cell::text(&one.title),
            Cell::text(state(one)),
        ]);
    }
    Ok(Page::of_form(t("questions-title"), form, &Shown { form, table, has_draft }).wide())
}

fn state(one: &Listed) -> String {
    match (one.published, &one.published_at) {
        (false, _) => t("questions-draft").to_string(),
        (true, None) => t("questions-first").to_string(),
        (true, Some(at)) => t("questions-since").with("day", format::stamp(at)).to_string(),
    }
}
