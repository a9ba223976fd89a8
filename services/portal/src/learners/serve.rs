//! `/personnes/carte`: somebody shows their card. The place sees a first name, and for a month how to reach them.

use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use cynic::MutationBuilder;

use super::queries::{RECEIVE, Serve, ServeVars};
use crate::{
    form::{Form, Typed},
    page::{Page, see},
    portal::Portal,
    trouble::Trouble,
    visitor::Member,
    words::t,
};

#[derive(Template)]
#[template(path = "learners/serve.html")]
struct Shown<'a> {
    form: &'a Form,
}

pub(super) async fn show(State(portal): State<Portal>, member: Member) -> Result<Page, Trouble> {
    member.must_be_one_of(&RECEIVE)?;
    Ok(page(&Form::blank(&portal, &member.visitor)))
}

pub(super) async fn serve(State(portal): State<Portal>, member: Member, typed: Typed) -> Result<Response, Trouble> {
    member.must_be_one_of(&RECEIVE)?;
    let mut form = Form::sent(&portal, &member.visitor, typed);
    let card = form.typed().get("carte").to_owned();
    if card.is_empty() {
        form.wrong("carte", t("learner-card-missing"));
    }
    if form.is_wrong() {
        return Ok(page(&form).into_response());
    }
    let vars = ServeVars { key: form.key().into(), card };
    let told = portal.ask(&member.visitor, Serve::build(vars)).await?.serve_learner;
    match (told.learner, told.refusal) {
        (Some(done), _) => Ok(see(&format!("/personnes/{}", done.learner_id.inner())).into_response()),
        (None, Some(refusal)) if refusal.code == "NOT_FOUND" => {
            form.wrong("carte", t("learner-card-unknown"));
            Ok(page(&form).into_response())
        }
        (None, Some(refusal)) => {
            form.refuse("", &refusal);
            Ok(page(&form).into_response())
        }
        (None, None) => Err(Trouble::Broken),
    }
}

fn page(form: &Form) -> Page {
    Page::of_form(t("learner-serve-title"), form, &Shown { form })
}
