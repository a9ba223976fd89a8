//! `/orientations/ID/repondre`: the person is expected, and when; is not, or no more; or another moment is proposed.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Response},
};
use cynic::MutationBuilder;

use super::{
    deeds::{Answer, AnswerVars},
    facts,
    queries::{self, AnnouncedSession, RECEIVE, Whole},
    reply::{self, Asked, Reply},
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
    /// The name of its title.
    title: &'static str,
    /// Whether the person is not named, because they do not agree any more.
    unnamed: bool,
    facts: Facts,
    path: String,
}

pub(super) async fn show(
    State(portal): State<Portal>,
    member: Member,
    Path(id): Path<String>,
) -> Result<Page, Trouble> {
    let one = received(&portal, &member, &id).await?;
    let sessions = queries::announced(&portal, &member, one.venue_id.as_ref()).await?;
    Ok(page(&Form::blank(&portal, &member.visitor), &one, asked(&one, &sessions)))
}

pub(super) async fn answer(
    State(portal): State<Portal>,
    member: Member,
    Path(id): Path<String>,
    typed: Typed,
) -> Result<Response, Trouble> {
    let one = received(&portal, &member, &id).await?;
    let sessions = queries::announced(&portal, &member, one.venue_id.as_ref()).await?;
    let asked = asked(&one, &sessions);
    let mut form = Form::sent(&portal, &member.visitor, typed);
    let input = reply::read(&mut form, asked);
    if form.is_wrong() {
        return Ok(page(&form, &one, asked).into_response());
    }
    let vars = AnswerVars { key: form.key().into(), id: one.id.clone(), input };
    match portal.ask(&member.visitor, Answer::build(vars)).await?.answer_referral.refusal {
        None => Ok(see(&one.path()).into_response()),
        Some(refusal) => {
            reply::refuse(&mut form, asked, &refusal);
            Ok(page(&form, &one, asked).into_response())
        }
    }
}

async fn received(portal: &Portal, member: &Member, id: &str) -> Result<Whole, Trouble> {
    member.must_be_one_of(&RECEIVE)?;
    Some(queries::one(portal, member, id).await?).filter(|one| one.receiver).ok_or(Trouble::Absent)
}

/// What was asked stands in the place of what is proposed, and of what was agreed.
fn asked<'a>(one: &Whole, sessions: &'a [AnnouncedSession]) -> Asked<'a> {
    Asked { moment: one.starts_at.is_some(), expected: one.is_expected(), sessions }
}

fn page(form: &Form, one: &Whole, asked: Asked<'_>) -> Page {
    let title = if asked.expected { "referral-answer-again" } else { "referral-answer-title" };
    let (facts, path, unnamed) = (facts::all(one), one.path(), one.short_name.is_none());
    let shown = Shown { form, reply: Reply { form, asked }, title, unnamed, facts, path };
    Page::of_form(t(title), form, &shown)
}
