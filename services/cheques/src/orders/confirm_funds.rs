//! Confirming funds: a part of an order's money has come, and the booklets that it covers are active.

use kernel::{
    access::{Action, Actor},
    cents::{Cents, Overflow},
    ids::{OrderId, PersonId},
};
use serde::{Deserialize, Serialize};
use store::{
    Fault, Reply, Tx,
    act::{ActKey, ContentHash},
    head::Event,
};

use crate::{
    desk::Desk,
    ledger::{self, Entry},
    order::Order,
    refusal::{Refusal, written},
    rows,
};

/// What is asked.
#[derive(Clone, Debug, Serialize)]
pub struct ConfirmFunds {
    /// Whose funds.
    pub order: OrderId,
    /// What came to the bank: the whole face value, or a part of it.
    pub amount: Cents,
    /// The public payment order's number, 1 to 70 characters; once in the network, however it is written.
    pub reference: String,
}

/// What is answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Funded {
    /// The order.
    pub order: OrderId,
    /// What came now.
    pub amount: Cents,
    /// What has come in all. Receipts of when funds came whole do not say it: it was the amount.
    #[serde(default)]
    pub received: Option<Cents>,
    /// Booklets that this covers, from the first number on.
    #[serde(default)]
    pub covered_carnets: Option<i64>,
}

/// Records a part of the funds and posts bank → held: booklets become active in the order of their numbers.
///
/// Refusals, in this order: `FORBIDDEN`, `INPUT_INVALID` (reference, amount), `NOT_FOUND`, `WRONG_STAGE` (a quote, all has come, or closed),
/// `FUNDS_MISMATCH` (more than what has still to come), `REFERENCE_USED`.
pub async fn confirm_funds(desk: &Desk, actor: &Actor, key: &str, asked: ConfirmFunds) -> Reply<Funded> {
    actor.may_anywhere(Action::ConfirmFunds)?;
    let (person, _) = actor.known()?;
    let asked = ConfirmFunds { reference: written(&asked.reference, 70, "reference")?, ..asked };
    if asked.amount <= Cents::ZERO {
        return Err(Refusal::Invalid { field: "amountCents" }.into());
    }
    let act = ActKey::of(actor, Action::ConfirmFunds, key)?;
    let content = ContentHash::of(&asked)?;
    desk.store.once(act, content, move |tx| record(tx, person, &asked)).await
}

/// The same, in the transaction of whoever asks; the amount is above zero and the reference as it is kept.
pub(crate) fn record(tx: &mut Tx<'_>, person: PersonId, asked: &ConfirmFunds) -> Reply<Funded> {
    let before = rows::orders::find(tx.conn, asked.order)?.ok_or(Refusal::NotFound)?;
    let after = grown(tx, &before, asked)?;
    if !rows::orders::fund(tx, &before, &after)? {
        return Err(Fault::crossed("two parts of one order's funds crossed").into());
    }
    let funded = Funded {
        order: before.id,
        amount: asked.amount,
        received: Some(after.received),
        covered_carnets: Some(after.covered_carnets),
    };
    let event = Event::new("order.funded", &funded)?;
    let line = ledger::post(tx, &[Entry::funding(before.id, asked.amount)], &[event])?;
    rows::funds::insert(tx, &before, (&asked.reference, asked.amount), person, line)?;
    Ok(funded)
}

/// The order with what came, if it may come.
fn grown(tx: &mut Tx<'_>, order: &Order, asked: &ConfirmFunds) -> Reply<Order> {
    let awaited = order.awaited().map_err(overflow)?;
    if awaited <= Cents::ZERO || order.closed_at.is_some() || order.signed_at.is_none() {
        return Err(Refusal::WrongStage { stage: order.stage().name() }.into());
    }
    if asked.amount > awaited {
        return Err(Refusal::FundsMismatch { expected: awaited }.into());
    }
    if rows::funds::is_taken(tx.conn, &asked.reference)? {
        return Err(Refusal::ReferenceUsed.into());
    }
    Ok(order.with_funds(asked.amount, tx.now()).map_err(overflow)?)
}

fn overflow(error: Overflow) -> Fault {
    Fault::because("an order's funds do not fit", error)
}
