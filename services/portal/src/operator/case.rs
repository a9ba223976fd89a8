//! `/reseau/demandes/ID`: one application: what it answers, its files, what may be the same, and the thread.

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    response::{IntoResponse, Response},
};
use serde::Deserialize;

use super::{door, duplicates};
use crate::{
    application::{self, ApplicationStage, Case, Line},
    form::{Form, Typed},
    format,
    page::{Page, see},
    parts::Table,
    portal::Portal,
    trouble::Trouble,
    visitor::Member,
    words::t,
};

#[derive(Template)]
#[template(path = "operator/case.html")]
struct Shown {
    case: Case,
    lines: Vec<Line>,
    same: Option<Table>,
    form: Form,
    done: String,
}

impl Shown {
    fn path(&self) -> String {
        format!("/reseau/demandes/{}", self.case.application.id.inner())
    }

    fn waits(&self) -> bool {
        self.case.application.stage == ApplicationStage::Pending
    }

    fn stage(&self) -> &'static str {
        application::stage(self.case.application.stage)
    }

    fn last_day(&self) -> String {
        self.case.application.last_day.as_deref().map(format::day).unwrap_or_default()
    }

    fn at(&self) -> String {
        format::stamp(&self.case.application.applied_at)
    }

    fn done(&self) -> Option<&'static str> {
        match self.done.as_str() {
            "message" => Some("case-done-message"),
            "decision" => Some("decide-done"),
            _ => None,
        }
    }
}

/// What a page that follows a change is told.
#[derive(Deserialize)]
pub(super) struct After {
    #[serde(default)]
    fait: String,
}

pub(super) async fn show(
    State(portal): State<Portal>,
    member: Member,
    Path(id): Path<String>,
    Query(after): Query<After>,
) -> Result<Page, Trouble> {
    door::operator(&member)?;
    let case = application::fetch(&portal, &member, &id).await?;
    page(&portal, &member, case, Form::blank(&portal, &member.visitor), after.fait).await
}

async fn page(portal: &Portal, member: &Member, case: Case, form: Form, done: String) -> Result<Page, Trouble> {
    let same = duplicates::side_by_side(portal, member, case.application.venue_id.inner()).await?;
    let lines = case.grid.as_ref().map(|grid| application::lines(grid, &case.answers, &case.evidence));
    let shown = Shown { lines: lines.unwrap_or_default(), same, form: form.clone(), case, done };
    Ok(Page::of_form(t("case-title"), &form, &shown).wide())
}

pub(super) async fn write(
    State(portal): State<Portal>,
    member: Member,
    Path(id): Path<String>,
    typed: Typed,
) -> Result<Response, Trouble> {
    door::operator(&member)?;
    let case = application::fetch(&portal, &member, &id).await?;
    let mut form = Form::sent(&portal, &member.visitor, typed);
    let body = form.typed().get("message").to_owned();
    if body.is_empty() {
        form.wrong("message", t("thread-wrong-empty"));
    }
    if !form.is_wrong() {
        match application::write(&portal, &member, form.key(), &id, &body).await? {
            None => return Ok(see(&format!("/reseau/demandes/{id}?fait=message")).into_response()),
            Some(refusal) => form.refuse("message", &refusal),
        }
    }
    Ok(page(&portal, &member, case, form, String::new()).await?.into_response())
}

/// Opens a file: the right to fetch it is asked, then the browser is sent to it.
pub(super) async fn open(
    State(portal): State<Portal>,
    member: Member,
    Path((id, file)): Path<(String, String)>,
    typed: Typed,
) -> Result<Response, Trouble> {
    door::operator(&member)?;
    if Form::sent(&portal, &member.visitor, typed).is_wrong() {
        return Ok(see(&format!("/reseau/demandes/{id}")).into_response());
    }
    // Each opening is an act of its own: a link that was followed is spent.
    let fresh = Form::blank(&portal, &member.visitor);
    Ok(see(&application::open(&portal, &member, fresh.key(), &id, &file).await?).into_response())
}
