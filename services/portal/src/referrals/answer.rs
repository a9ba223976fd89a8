//! `/orientations/ID/repondre`: the person is expected, is not, or another moment is proposed.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Response},
};
use cynic::MutationBuilder;

use super::{
    deeds::{Answer, AnswerVars},
    facts,
    queries::{self, RECEIVE, Whole},
    reply::{self, Reply},
};
use crate::{
    form::{Form, Typed},
    page::{Page, see},
    parts::Facts,
    portal::Portal,
    trouble::Trouble,
    visitor::Member,
    words::t,
};

#[derive(Template)]
#[template(path = "referrals/answer.html")]
struct Shown<'a> {
    form: &'a Form,
    reply: Reply<'a>,
    facts: Facts,
    path: String,
}

pub(super) async fn show(
    State(portal): State<Portal>,
    member: Member,
    Path(id): Path<String>,
) -> Result<Page, Trouble> {
    let one = received(&portal, &member, &id).await?;
    Ok(page(&Form::blank(&portal, &member.visitor), &one))
}

pub(super) async fn answer(
    State(portal): State<Portal>,
    member: Member,
    Path(id): Path<String>,
    typed: Typed,
) -> Result<Response, Trouble> {
    let one = received(&portal, &member, &id).await?;
    let mut form = Form::sent(&portal, &member.visitor, typed);
    let input = reply::read(&mut form);
    if form.is_wrong() {
        return Ok(page(&form, &one).into_response());
    }
    let vars = AnswerVars { key: form.key().into(), id: one.id.clone(), input };
    match portal.ask(&member.visitor, Answer::build(vars)).await?.answer_referral.refusal {
        None => Ok(see(&one.path()).into_response()),
        Some(refusal) => {
            form.refuse(if refusal.code == "DATES_INVALID" { "jour" } else { "" }, &refusal);
            Ok(page(&form, &one).into_response())
        }
    }
}

async fn received(portal: &Portal, member: &Member, id: &str) -> Result<Whole, Trouble> {
    member.must_be_one_of(&RECEIVE)?;
    Some(queries::one(portal, member, id).await?).filter(|one| one.receiver).ok_or(Trouble::Absent)
}

fn page(form: &Form, one: &Whole) -> Page {
    let shown = Shown { form, reply: Reply { form }, facts: facts::all(one), path: one.path() };
    Page::of_form(t("referral-answer-title"), form, &shown)
}
