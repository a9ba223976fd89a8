//! `/carnets/NUMBER`: what a booklet is, on one page, with the button that blocks it.

use std::collections::HashMap;

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    response::{IntoResponse, Response},
};
use cynic::MutationBuilder;

use super::{
    find::{file, state},
    queries::{Block, BlockCarnetInput, BlockVariables, CarnetFile, Unblock, UnblockVariables, WhyBlocked},
};
use crate::{
    ask::Refusal,
    form::{Form, Typed},
    format,
    page::{Page, see},
    parts::{Facts, Notice, Radios},
    portal::Portal,
    trouble::Trouble,
    visitor::Member,
    words::t,
};

#[derive(Template)]
#[template(path = "carnets/gone.html")]
struct Shown<'a> {
    form: &'a Form,
    carnet: &'a CarnetFile,
    facts: Facts,
    done: Option<Notice>,
}

impl Shown<'_> {
    fn why(&self) -> Radios {
        self.form
            .radios("pourquoi", t("carnets-why"))
            .choice("perdu", t("carnets-lost"))
            .choice("vole", t("carnets-stolen"))
    }

    fn is_blocked(&self) -> bool {
        self.carnet.blocked_at.is_some()
    }

    fn may_be_replaced(&self) -> bool {
        self.carnet.handed_over_on.is_some() && self.carnet.replaced_by.is_none() && self.carnet.remaining_cheques > 0
    }
}

pub(super) async fn show(
    State(portal): State<Portal>,
    member: Member,
    Path(serial): Path<String>,
    Query(asked): Query<HashMap<String, String>>,
) -> Result<Response, Trouble> {
    let form = Form::blank(&portal, &member.visitor);
    let done = asked.get("fait").and_then(|what| done(what));
    page(&portal, &member, &serial, &form, done).await
}

fn done(what: &str) -> Option<Notice> {
    let word = match what {
        "bloque" => "carnets-block-done",
        "debloque" => "carnets-unblock-done",
        _ => return None,
    };
    Some(Notice::done(t(word), t(word).part("next")))
}

async fn page(
    portal: &Portal,
    member: &Member,
    serial: &str,
    form: &Form,
    done: Option<Notice>,
) -> Result<Response, Trouble> {
    let carnet = file(portal, member, serial).await?;
    let title = t("carnets-one").with("carnet", carnet.carnet.clone());
    let shown = Shown { form, facts: facts(&carnet), carnet: &carnet, done };
    Ok(Page::of_form(title, form, &shown).into_response())
}

/// What is known of a booklet without its cheques.
pub(super) fn facts(carnet: &CarnetFile) -> Facts {
    let left = t("prescriber-cheques").with("cheques", carnet.remaining_cheques);
    let left = left.saying("value", format::euros(carnet.value_cents.into()));
    Facts::default()
        .fact(t("prescriber-carnet-head"), &carnet.carnet)
        .fact(t("carnets-state"), state(carnet))
        .known(t("carnets-since"), carnet.blocked_at.as_deref().map(format::stamp))
        .known(t("carnets-holder"), carnet.holder.as_ref())
        .known(t("carnets-day"), carnet.handed_over_on.as_deref().map(format::day))
        .known(t("carnets-given-by"), carnet.prescriber.as_ref())
        .known(t("prescriber-home"), carnet.home_commune.as_ref())
        .fact(t("carnets-remains"), left)
        .fact(t("carnets-until"), format::day(&carnet.until))
        .known(t("carnets-replaced-by"), carnet.replaced_by.as_ref())
        .known(t("carnets-replaces"), carnet.replaces.as_ref())
}

pub(super) async fn block(
    State(portal): State<Portal>,
    member: Member,
    Path(serial): Path<String>,
    typed: Typed,
) -> Result<Response, Trouble> {
    let mut form = Form::sent(&portal, &member.visitor, typed);
    let why = match form.typed().get("pourquoi") {
        "perdu" => Some(WhyBlocked::Lost),
        "vole" => Some(WhyBlocked::Stolen),
        _ => None,
    };
    if why.is_none() {
        form.wrong("pourquoi", t("carnets-why-missing"));
    }
    let reason = reason(&mut form);
    let Some(why) = why.filter(|_| !form.is_wrong()) else { return page(&portal, &member, &serial, &form, None).await };
    let structure_id = cynic::Id::new(member.organisation()?);
    let input = BlockCarnetInput { structure_id, carnet: serial.clone(), why, reason };
    let act = Block::build(BlockVariables { key: form.key().into(), input });
    let refusal = portal.ask(&member.visitor, act).await?.block_carnet.refusal;
    ended(&portal, &member, &serial, form, refusal, "bloque").await
}

pub(super) async fn unblock(
    State(portal): State<Portal>,
    member: Member,
    Path(serial): Path<String>,
    typed: Typed,
) -> Result<Response, Trouble> {
    let mut form = Form::sent(&portal, &member.visitor, typed);
    let reason = reason(&mut form);
    if form.is_wrong() {
        return page(&portal, &member, &serial, &form, None).await;
    }
    let structure = cynic::Id::new(member.organisation()?);
    let variables = UnblockVariables { key: form.key().into(), structure, carnet: serial.clone(), reason };
    let refusal = portal.ask(&member.visitor, Unblock::build(variables)).await?.unblock_carnet.refusal;
    ended(&portal, &member, &serial, form, refusal, "debloque").await
}

/// Why, as it was written; says what is wrong with it.
pub(super) fn reason(form: &mut Form) -> String {
    let reason = form.typed().get("raison").to_owned();
    if reason.is_empty() || reason.chars().count() > 200 {
        form.wrong("raison", t("carnets-reason-missing"));
    }
    reason
}

async fn ended(
    portal: &Portal,
    member: &Member,
    serial: &str,
    mut form: Form,
    refusal: Option<Refusal>,
    done: &str,
) -> Result<Response, Trouble> {
    match refusal {
        None => Ok(see(&format!("/carnets/{serial}?fait={done}")).into_response()),
        Some(refusal) => {
            form.refuse("", &refusal);
            page(portal, member, serial, &form, None).await
        }
    }
}
