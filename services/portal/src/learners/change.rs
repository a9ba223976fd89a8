//! `/personnes/ID/modifier`: what is known of somebody is written anew.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Response},
};
use cynic::MutationBuilder;

use super::{
    fields::{self, Fields},
    queries::{self, Change, ChangeVars, RECEIVE, Whole},
};
use crate::{
    form::{Form, Typed},
    page::{Page, see},
    portal::Portal,
    prescriber::Commune,
    trouble::Trouble,
    visitor::Member,
    words::t,
};

#[derive(Template)]
#[template(path = "learners/change.html")]
struct Shown<'a> {
    form: &'a Form,
    fields: Fields<'a>,
    /// Why the page is shown to somebody who did not ask for it.
    lead: Option<String>,
    path: String,
    back: String,
}

pub(super) async fn show(
    State(portal): State<Portal>,
    member: Member,
    Path(id): Path<String>,
) -> Result<Page, Trouble> {
    member.must_be_one_of(&RECEIVE)?;
    let one = queries::kept(&portal, &member, &id).await?;
    let form = Form::filled(&portal, &member.visitor, fields::known(&one));
    Ok(page(&form, &one, Vec::new(), None))
}

pub(super) async fn change(
    State(portal): State<Portal>,
    member: Member,
    Path(id): Path<String>,
    typed: Typed,
) -> Result<Response, Trouble> {
    member.must_be_one_of(&RECEIVE)?;
    let one = queries::kept(&portal, &member, &id).await?;
    let mut form = Form::sent(&portal, &member.visitor, typed);
    let found = fields::communes(&portal, &member, &form).await?;
    let input = fields::read(&mut form, &found);
    let Some(input) = input.filter(|_| !form.is_wrong()) else {
        return Ok(page(&form, &one, found, None).into_response());
    };
    let vars = ChangeVars { key: form.key().into(), id: one.id.clone(), input };
    let told = portal.ask(&member.visitor, Change::build(vars)).await?.change_learner;
    match (told.learner, told.refusal) {
        (Some(done), _) => Ok(see(&format!("/personnes/{}", done.learner_id.inner())).into_response()),
        (None, Some(refusal)) => {
            form.refuse(if refusal.code == "COMMUNE_UNKNOWN" { "commune" } else { "" }, &refusal);
            Ok(page(&form, &one, found, None).into_response())
        }
        (None, None) => Err(Trouble::Broken),
    }
}

/// The page where that person is written anew.
pub(super) fn page(form: &Form, one: &Whole, choices: Vec<Commune>, lead: Option<String>) -> Page {
    let back = format!("/personnes/{}", one.id.inner());
    let shown = Shown { form, fields: Fields { form, choices }, lead, path: format!("{back}/modifier"), back };
    Page::of_form(t("learner-change-title"), form, &shown)
}
