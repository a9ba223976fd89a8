//! `/orientations/ID/etapes/ETAPE`: one step, one button: seen; the other moment taken or declined; the whole taken back.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Response},
};
use cynic::MutationBuilder;

use super::{
    deeds::{See, SeeVars, Settle, SettleVars},
    facts,
    queries::{self, RECEIVE, ReferralSettlement, Whole},
};
use crate::{
    ask::Refusal,
    form::{Form, Typed},
    page::{Page, see},
    parts::Facts,
    portal::Portal,
    trouble::Trouble,
    visitor::Member,
    words::t,
};

/// A step, as its address names it.
#[derive(Clone, Copy)]
enum Step {
    See,
    Settle(ReferralSettlement),
}

impl Step {
    fn of(slug: &str) -> Result<Self, Trouble> {
        let settlements = [ReferralSettlement::Take, ReferralSettlement::Decline, ReferralSettlement::Withdraw];
        match settlements.into_iter().find(|one| one.word() == slug) {
            Some(settlement) => Ok(Self::Settle(settlement)),
            None if slug == Self::See.word() => Ok(Self::See),
            None => Err(Trouble::Absent),
        }
    }

    const fn word(self) -> &'static str {
        match self {
            Self::See => "voir",
            Self::Settle(settlement) => settlement.word(),
        }
    }

    /// Whether it is this side's to take.
    const fn fits(self, one: &Whole) -> bool {
        match self {
            Self::See => one.receiver,
            Self::Settle(_) => one.sender,
        }
    }
}

#[derive(Template)]
#[template(path = "referrals/step.html")]
struct Shown<'a> {
    form: &'a Form,
    word: &'static str,
    facts: Facts,
    path: String,
}

pub(super) async fn show(
    State(portal): State<Portal>,
    member: Member,
    Path((id, slug)): Path<(String, String)>,
) -> Result<Page, Trouble> {
    let step = Step::of(&slug)?;
    let one = mine(&portal, &member, &id, step).await?;
    Ok(page(step, &one, &Form::blank(&portal, &member.visitor)))
}

pub(super) async fn act(
    State(portal): State<Portal>,
    member: Member,
    Path((id, slug)): Path<(String, String)>,
    typed: Typed,
) -> Result<Response, Trouble> {
    let step = Step::of(&slug)?;
    let one = mine(&portal, &member, &id, step).await?;
    let mut form = Form::sent(&portal, &member.visitor, typed);
    if form.is_wrong() {
        return Ok(page(step, &one, &form).into_response());
    }
    match ask(&portal, &member, step, &one, &form).await? {
        None => Ok(see(&one.path()).into_response()),
        Some(refusal) => {
            form.refuse("", &refusal);
            Ok(page(step, &one, &form).into_response())
        }
    }
}

async fn ask(
    portal: &Portal,
    member: &Member,
    step: Step,
    one: &Whole,
    form: &Form,
) -> Result<Option<Refusal>, Trouble> {
    let (key, id) = (form.key().into(), one.id.clone());
    Ok(match step {
        Step::See => portal.ask(&member.visitor, See::build(SeeVars { key, id })).await?.see_referral.refusal,
        Step::Settle(settlement) => {
            let vars = SettleVars { key, id, settlement };
            portal.ask(&member.visitor, Settle::build(vars)).await?.settle_referral.refusal
        }
    })
}

async fn mine(portal: &Portal, member: &Member, id: &str, step: Step) -> Result<Whole, Trouble> {
    member.must_be_one_of(&RECEIVE)?;
    Some(queries::one(portal, member, id).await?).filter(|one| step.fits(one)).ok_or(Trouble::Absent)
}

fn page(step: Step, one: &Whole, form: &Form) -> Page {
    let shown = Shown { form, word: step.word(), facts: facts::all(one), path: one.path() };
    Page::of_form(t("referral-step").with("step", step.word()), form, &shown)
}
