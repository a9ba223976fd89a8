//! `/personnes/ID/effacer`: somebody asks to be forgotten. It cannot be undone, so it is asked twice.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Response},
};
use cynic::MutationBuilder;

use super::queries::{self, DeedVars, Erase, RECEIVE, Whole};
use crate::{
    form::{Form, Typed},
    page::{Page, see},
    parts::{Checks, Facts},
    portal::Portal,
    trouble::Trouble,
    visitor::Member,
    words::t,
};

#[derive(Template)]
#[template(path = "learners/erase.html")]
struct Shown<'a> {
    form: &'a Form,
    facts: Facts,
    path: String,
    back: String,
}

impl Shown<'_> {
    fn sure(&self) -> Checks {
        self.form.checks("certain", t("learner-erase-ask")).choice("oui", t("learner-erase-sure"))
    }
}

pub(super) async fn show(
    State(portal): State<Portal>,
    member: Member,
    Path(id): Path<String>,
) -> Result<Page, Trouble> {
    member.must_be_one_of(&RECEIVE)?;
    let one = queries::kept(&portal, &member, &id).await?;
    Ok(page(&Form::blank(&portal, &member.visitor), &one))
}

pub(super) async fn erase(
    State(portal): State<Portal>,
    member: Member,
    Path(id): Path<String>,
    typed: Typed,
) -> Result<Response, Trouble> {
    member.must_be_one_of(&RECEIVE)?;
    let one = match queries::kept(&portal, &member, &id).await {
        // Sent twice: they are forgotten already.
        Err(Trouble::Absent) => return Ok(see("/personnes").into_response()),
        one => one?,
    };
    let mut form = Form::sent(&portal, &member.visitor, typed);
    if form.typed().get("certain") != "oui" {
        form.wrong("certain", t("learner-erase-missing"));
    }
    if form.is_wrong() {
        return Ok(page(&form, &one).into_response());
    }
    let vars = DeedVars { key: form.key().into(), id: one.id.clone() };
    match portal.ask(&member.visitor, Erase::build(vars)).await?.erase_learner.refusal {
        None => Ok(see("/personnes?fait=efface").into_response()),
        Some(refusal) => {
            form.refuse("", &refusal);
            Ok(page(&form, &one).into_response())
        }
    }
}

fn page(form: &Form, one: &Whole) -> Page {
    let back = format!("/personnes/{}", one.id.inner());
    let facts = Facts::default().fact(t("learner-person"), one.name()).known(t("learner-card"), one.card.as_ref());
    let shown = Shown { form, facts, path: format!("{back}/effacer"), back };
    Page::of_form(t("learner-erase-title"), form, &shown)
}
