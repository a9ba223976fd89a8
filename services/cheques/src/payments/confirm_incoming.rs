//! Confirming that money which came is the funds of the order that it names.

use kernel::{
    access::{Action, Actor},
    cents::Cents,
    ids::BankStatementId,
};
use serde::Serialize;
use store::{
    Fault, Reply,
    act::{ActKey, ContentHash},
};

use crate::{
    desk::Desk,
    orders::confirm_funds::{self, ConfirmFunds, Funded},
    refusal::{Refusal, written},
    rows::{bank, bank_lists},
};

/// What is asked.
#[derive(Clone, Debug, Serialize)]
pub struct ConfirmIncoming {
    /// The statement or the notification.
    pub statement: BankStatementId,
    /// The entry's place in it.
    pub no: i64,
    /// The public payment order's number, 1 to 70 characters.
    pub reference: String,
}

/// Records the funds of the order that an entry was proposed for, with the entry's own amount.
///
/// Refusals: `FORBIDDEN`, `INPUT_INVALID` (reference), `NOT_FOUND`, `WRONG_STAGE` (not proposed, or the order has its funds),
/// `FUNDS_MISMATCH`.
pub async fn confirm_incoming_funds(desk: &Desk, actor: &Actor, key: &str, asked: ConfirmIncoming) -> Reply<Funded> {
    actor.may_anywhere(Action::ConfirmIncomingFunds)?;
    let (person, _) = actor.known()?;
    let asked = ConfirmIncoming { reference: written(&asked.reference, 70, "reference")?, ..asked };
    let act = ActKey::of(actor, Action::ConfirmIncomingFunds, key)?;
    let content = ContentHash::of(&asked)?;
    desk.store
        .once(act, content, move |tx| {
            let entry = bank_lists::entry(tx.conn, asked.statement, asked.no)?.ok_or(Refusal::NotFound)?;
            let order = entry.order.filter(|_| entry.ending == "proposed");
            let order = order.ok_or(Refusal::WrongStage { stage: "matched" })?;
            let funds =
                ConfirmFunds { order: order.0, amount: Cents::new(entry.amount), reference: asked.reference.clone() };
            let funded = confirm_funds::record(tx, person, &funds)?;
            if !bank::confirm_funds(tx, asked.statement, asked.no)? {
                return Err(Fault::crossed("an entry changed meanwhile").into());
            }
            Ok(funded)
        })
        .await
}
