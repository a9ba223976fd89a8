//! Closing an order past its tolerance: what came for it and was never used goes back to the funder.

use kernel::{
    access::{Action, Actor},
    cents::Cents,
    ids::OrderId,
};
use serde::{Deserialize, Serialize};
use store::{
    Fault, Reply,
    act::{ActKey, ContentHash},
    head::{self, Event},
};

use crate::{
    desk::Desk,
    ledger::{self, Entry},
    refusal::Refusal,
    rows,
};

/// What is answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Closed {
    /// The order.
    pub order: OrderId,
    /// What is now promised back to the funder.
    pub refundable: Cents,
}

/// Closes an order. Refusals: `FORBIDDEN`, `NOT_FOUND`, `WRONG_STAGE` (nothing came for it, or closed), `DATES_INVALID` (tolerance not past).
pub async fn close_expired_order(desk: &Desk, actor: &Actor, key: &str, order: OrderId) -> Reply<Closed> {
    actor.may_anywhere(Action::CloseExpiredOrder)?;
    let act = ActKey::of(actor, Action::CloseExpiredOrder, key)?;
    let content = ContentHash::of(&order)?;
    desk.store
        .once(act, content, move |tx| {
            let order = rows::orders::find(tx.conn, order)?.ok_or(Refusal::NotFound)?;
            if order.received == Cents::ZERO {
                return Err(Refusal::WrongStage { stage: order.stage().name() }.into());
            }
            // A whole day later: no redemption of the last evening is still on its way in another process.
            if tx.now().day() <= order.terms.tolerance_ends.plus_days(1) {
                return Err(Refusal::Dates.into());
            }
            if !rows::orders::close(tx, order.id)? {
                return Err(Refusal::WrongStage { stage: "closed" }.into());
            }
            // What covers no booklet, or a booklet that was never printed, is unused as well.
            let used = rows::cheques::used_value(tx.conn, order.id)?;
            let refundable =
                order.received.minus(used).map_err(|error| Fault::because("what was unused does not fit", error))?;
            let closed = Closed { order: order.id, refundable };
            let event = Event::new("order.closed", &closed)?;
            if refundable == Cents::ZERO {
                head::announce(tx, &[event])?;
            } else {
                ledger::post(tx, &[Entry::expiry(order.id, order.funder, refundable)], &[event])?;
            }
            Ok(closed)
        })
        .await
}
