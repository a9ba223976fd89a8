//! `/personnes/ID/separer/MERGE`: they were two after all; each sheet is as it was.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Response},
};
use cynic::MutationBuilder;

use super::queries::{self, DeedVars, RECEIVE, UndoMerge, Whole};
use crate::{
    form::{Form, Typed},
    format,
    page::{Page, see},
    parts::Facts,
    portal::Portal,
    trouble::Trouble,
    visitor::Member,
    words::t,
};

#[derive(Template)]
#[template(path = "learners/part.html")]
struct Shown<'a> {
    form: &'a Form,
    facts: Facts,
    path: String,
    back: String,
}

pub(super) async fn show(
    State(portal): State<Portal>,
    member: Member,
    Path((id, merge)): Path<(String, String)>,
) -> Result<Page, Trouble> {
    member.must_be_one_of(&RECEIVE)?;
    let one = queries::one(&portal, &member, &id).await?;
    page(&Form::blank(&portal, &member.visitor), &one, &merge)
}

pub(super) async fn part(
    State(portal): State<Portal>,
    member: Member,
    Path((id, merge)): Path<(String, String)>,
    typed: Typed,
) -> Result<Response, Trouble> {
    member.must_be_one_of(&RECEIVE)?;
    let one = queries::one(&portal, &member, &id).await?;
    let mut form = Form::sent(&portal, &member.visitor, typed);
    if form.is_wrong() {
        return Ok(page(&form, &one, &merge)?.into_response());
    }
    let vars = DeedVars { key: form.key().into(), id: merge.as_str().into() };
    let told = portal.ask(&member.visitor, UndoMerge::build(vars)).await?.undo_learner_merge;
    match (told.merge, told.refusal) {
        (Some(done), _) => Ok(see(&format!("/personnes/{}", done.learner_id.inner())).into_response()),
        (None, Some(refusal)) => {
            form.refuse("", &refusal);
            Ok(page(&form, &one, &merge)?.into_response())
        }
        (None, None) => Err(Trouble::Broken),
    }
}

fn page(form: &Form, one: &Whole, merge: &str) -> Result<Page, Trouble> {
    let merged = one.merges.iter().find(|known| known.id.inner() == merge).ok_or(Trouble::Absent)?;
    let back = format!("/personnes/{}", one.id.inner());
    let facts =
        Facts::default().fact(t("learner-person"), one.name()).fact(t("learner-merged-at"), format::stamp(&merged.at));
    let shown = Shown { form, facts, path: format!("{back}/separer/{merge}"), back };
    Ok(Page::of_form(t("learner-part-title"), form, &shown))
}
