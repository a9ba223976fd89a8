//! `/personnes/ID/carte`: the card, to be printed; and a new one for who lost it. No name stands on it.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Response},
};
use cynic::MutationBuilder;

use super::queries::{self, DeedVars, RECEIVE, RenewCard, Whole};
use crate::{
    form::{Form, Typed},
    format,
    page::{Page, see},
    parts::Slip,
    portal::Portal,
    trouble::Trouble,
    visitor::Member,
    words::t,
};

#[derive(Template)]
#[template(path = "learners/card.html")]
struct Shown<'a> {
    form: &'a Form,
    slip: Slip,
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
    Ok(page(&portal, &Form::blank(&portal, &member.visitor), &one))
}

pub(super) async fn renew(
    State(portal): State<Portal>,
    member: Member,
    Path(id): Path<String>,
    typed: Typed,
) -> Result<Response, Trouble> {
    member.must_be_one_of(&RECEIVE)?;
    let one = queries::kept(&portal, &member, &id).await?;
    let mut form = Form::sent(&portal, &member.visitor, typed);
    if form.is_wrong() {
        return Ok(page(&portal, &form, &one).into_response());
    }
    let vars = DeedVars { key: form.key().into(), id: one.id.clone() };
    let told = portal.ask(&member.visitor, RenewCard::build(vars)).await?.renew_learner_card;
    match (told.learner, told.refusal) {
        (Some(done), _) => Ok(see(&format!("/personnes/{}/carte", done.learner_id.inner())).into_response()),
        (None, Some(refusal)) => {
            form.refuse("", &refusal);
            Ok(page(&portal, &form, &one).into_response())
        }
        (None, None) => Err(Trouble::Broken),
    }
}

fn page(portal: &Portal, form: &Form, one: &Whole) -> Page {
    let back = format!("/personnes/{}", one.id.inner());
    let mut slip = Slip::new(t("learner-card-slip"))
        .line(t("learner-card-number"), one.card.clone().unwrap_or_default())
        .line(t("learner-card-network"), &portal.site().name);
    if let Some(phone) = &portal.site().phone {
        slip = slip.line(t("request-slip-phone"), format::Phone::new(phone).shown());
    }
    let shown = Shown { form, slip: slip.word(t("learner-card-word")), path: format!("{back}/carte"), back };
    Page::of_form(t("learner-card-title"), form, &shown)
}
