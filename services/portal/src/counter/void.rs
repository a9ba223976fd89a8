//! Undoing an act of the day, with its reason.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Response},
};
use cynic::MutationBuilder;
use kernel::access::Role;

use super::{
    queries::{ReceiptSeen, Void, VoidVariables},
    receipt::find,
};
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
#[template(path = "counter/void.html")]
struct Undo<'a> {
    form: &'a Form,
    facts: Facts,
    action: String,
}

pub(super) async fn show(
    State(portal): State<Portal>,
    member: Member,
    Path(id): Path<String>,
) -> Result<Response, Trouble> {
    member.must_be_one_of(&[Role::CounterStaff, Role::VenueManager])?;
    let receipt = find(&portal, &member, &id).await?;
    if !receipt.voidable {
        return Ok(see(&format!("/guichet/recu/{id}")).into_response());
    }
    Ok(page(&Form::blank(&portal, &member.visitor), &receipt, &id).into_response())
}

pub(super) async fn undo(
    State(portal): State<Portal>,
    member: Member,
    Path(id): Path<String>,
    typed: Typed,
) -> Result<Response, Trouble> {
    member.must_be_one_of(&[Role::CounterStaff, Role::VenueManager])?;
    let mut form = Form::sent(&portal, &member.visitor, typed);
    let reason = form.typed().get("motif").to_owned();
    if reason.is_empty() {
        form.wrong("motif", t("counter-void-reason-missing"));
    }
    if !form.is_wrong() {
        let (key, receipt) = (cynic::Id::new(form.key()), cynic::Id::new(id.clone()));
        let told = portal.ask(&member.visitor, Void::build(VoidVariables { key, receipt, reason })).await?;
        match told.void_redemption.refusal {
            None => return Ok(see("/guichet/jour?fait=annule").into_response()),
            Some(refusal) if refusal.code == "INPUT_INVALID" => form.refuse("motif", &refusal),
            Some(refusal) => form.refuse("", &refusal),
        }
    }
    Ok(page(&form, &find(&portal, &member, &id).await?, &id).into_response())
}

fn page(form: &Form, receipt: &ReceiptSeen, id: &str) -> Page {
    let value = format::euros(receipt.value_cents.into());
    let facts = Facts::default().fact(t("counter-slip-at"), format::stamp(&receipt.at)).fact(
        t("counter-slip-used"),
        t("counter-slip-cheques").with("cheques", receipt.cheques).saying("value", value),
    );
    Page::of_form(t("counter-void-title"), form, &Undo { form, facts, action: format!("/guichet/annuler/{id}") })
}
