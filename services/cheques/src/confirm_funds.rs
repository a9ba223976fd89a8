//! Confirming funds: the money of an order has come, so its cheques are active.

use kernel::{
    access::{Action, Actor},
    cents::Cents,
    ids::OrderId,
};
use serde::{Deserialize, Serialize};
use store::{
    Fault, Reply,
    act::{ActKey, ContentHash},
    head::Event,
};

use crate::{
    desk::Desk,
    ledger::{self, Entry},
    refusal::{Refusal, written},
    rows,
};

/// What is asked.
#[derive(Clone, Debug, Serialize)]
pub struct ConfirmFunds {
    /// Whose funds.
    pub order: OrderId,
    /// What came to the bank: the whole face value.
    pub amount: Cents,
    /// The public payment order's number, 1 to 70 characters.
    pub reference: String,
}

/// What is answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Funded {
    /// The order.
    pub order: OrderId,
    /// What is now held for its learners.
    pub amount: Cents,
}

/// Records the funds and posts bank → held. Refusals: `FORBIDDEN`, `NOT_FOUND`, `WRONG_STAGE` (already funded), `FUNDS_MISMATCH`, `INPUT_INVALID`.
pub async fn confirm_funds(desk: &Desk, actor: &Actor, key: &str, asked: ConfirmFunds) -> Reply<Funded> {
    actor.may_anywhere(Action::ConfirmFunds)?;
    let (person, _) = actor.known()?;
    let asked = ConfirmFunds { reference: written(&asked.reference, 70, "reference")?, ..asked };
    let act = ActKey::of(actor, Action::ConfirmFunds, key)?;
    let content = ContentHash::of(&asked)?;
    desk.store
        .once(act, content, move |tx| {
            let order = rows::orders::find(tx.conn, asked.order)?.ok_or(Refusal::NotFound)?;
            let expected =
                order.terms.value().map_err(|error| Fault::because("an order's value does not fit", error))?;
            if order.funds_at.is_some() {
                return Err(Refusal::WrongStage { stage: order.stage().name() }.into());
            }
            if asked.amount != expected {
                return Err(Refusal::FundsMismatch { expected }.into());
            }
            if !rows::orders::fund(tx, order.id, expected, &asked.reference, person)? {
                return Err(Refusal::WrongStage { stage: "funded" }.into());
            }
            let funded = Funded { order: order.id, amount: expected };
            ledger::post(tx, &[Entry::funding(order.id, expected)], &[Event::new("order.funded", &funded)?])?;
            Ok(funded)
        })
        .await
}
