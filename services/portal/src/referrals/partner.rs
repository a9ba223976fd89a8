//! `/o/SECRET`: a partner outside the network reads who is sent, and answers. Whoever has the address needs nothing else.

use askama::Template;
use axum::{
    extract::{Path, State},
    http::header,
    response::{IntoResponse, Response},
};
use cynic::MutationBuilder;

use super::{
    deeds::{AnswerLinked, AnswerLinkedVars},
    facts,
    queries::{self, LinkedReferral, ReferralStage},
    reply::{self, Asked, Reply},
};
use crate::{
    form::{Form, Typed},
    format,
    page::{Page, see},
    parts::Facts,
    portal::Portal,
    trouble::Trouble,
    visitor::Visitor,
    words::t,
};

#[derive(Template)]
#[template(path = "referrals/partner.html")]
struct Shown<'a> {
    form: &'a Form,
    reply: Reply<'a>,
    facts: Facts,
    /// Whether an answer is waited for.
    waits: bool,
    /// Whether the person is expected: that can be taken back.
    expected: bool,
    /// Whether the person is not named, because they do not agree any more.
    unnamed: bool,
    sender: String,
    path: String,
}

pub(super) async fn show(
    State(portal): State<Portal>,
    visitor: Visitor,
    Path(secret): Path<String>,
) -> Result<Response, Trouble> {
    let one = queries::linked(&portal, &visitor, &secret).await?;
    Ok(unkept(page(&Form::blank(&portal, &visitor), &one, &secret)))
}

pub(super) async fn answer(
    State(portal): State<Portal>,
    visitor: Visitor,
    Path(secret): Path<String>,
    typed: Typed,
) -> Result<Response, Trouble> {
    let one = queries::linked(&portal, &visitor, &secret).await?;
    let mut form = Form::sent(&portal, &visitor, typed);
    let input = reply::read(&mut form, asked(&one));
    if form.is_wrong() {
        return Ok(unkept(page(&form, &one, &secret)));
    }
    let vars = AnswerLinkedVars { key: form.key().into(), secret: secret.clone(), input };
    match portal.ask(&visitor, AnswerLinked::build(vars)).await?.answer_linked_referral.refusal {
        None => Ok(see(&format!("/o/{secret}")).into_response()),
        Some(refusal) => {
            reply::refuse(&mut form, asked(&one), &refusal);
            Ok(unkept(page(&form, &one, &secret)))
        }
    }
}

/// Nobody is signed in here, and yet the page is one person's: no browser keeps it.
fn unkept(page: Page) -> Response {
    ([(header::CACHE_CONTROL, "no-store")], page).into_response()
}

/// A partner has no sessions that the network knows.
fn asked(one: &LinkedReferral) -> Asked<'static> {
    Asked { moment: one.starts_at.is_some(), expected: one.stage == ReferralStage::Accepted, sessions: &[] }
}

fn page(form: &Form, one: &LinkedReferral, secret: &str) -> Page {
    let facts = Facts::default()
        .fact(t("referral-state"), facts::stage(one.stage))
        .known(facts::starts(one.stage), one.starts_at.as_deref().map(format::moment))
        .known(t("referral-person"), one.short_name.as_ref());
    let facts = facts::reached(facts, one.contact.as_ref(), one.needs.as_ref());
    let facts = facts.known(t("referral-reason"), one.reason.as_ref());
    let waits = one.stage.waits_for_receiver();
    let facts = if waits { facts.fact(t("referral-due"), format::day(&one.due_by)) } else { facts };
    let shown = Shown {
        form,
        reply: Reply { form, asked: asked(one) },
        facts,
        waits,
        expected: one.stage == ReferralStage::Accepted,
        unnamed: waits && one.short_name.is_none(),
        sender: one.sender_name.clone(),
        path: format!("/o/{secret}"),
    };
    Page::of_form(t("referral-partner-title"), form, &shown)
}
