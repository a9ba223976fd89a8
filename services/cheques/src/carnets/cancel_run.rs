//! Cancelling a print run: before any of its cheques is active, its codes are withdrawn, and the order may be issued anew.

use kernel::{
    access::{Action, Actor},
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
    refusal::{Refusal, written},
    rows,
};

/// What is asked.
#[derive(Clone, Debug, Serialize)]
pub struct CancelRun {
    /// The order.
    pub order: OrderId,
    /// Why, in a few words: 1 to 200 characters.
    pub reason: String,
}

/// What is answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cancelled {
    /// The order, which may be issued anew with new codes.
    pub order: OrderId,
    /// Booklets whose codes were withdrawn.
    pub carnets: i64,
}

// As many as an issue makes at once: whoever waits behind a chunk waits some tens of milliseconds.
const CHEQUES_PER_CHUNK: i64 = 2000;

/// Withdraws the codes of a run, chunk by chunk from its end; a crash in the middle is resumed by asking again.
///
/// Refusals: `FORBIDDEN`, `STEP_UP_NEEDED`, `INPUT_INVALID`, `NOT_FOUND`, `WRONG_STAGE` (never issued, or funds cover a booklet of it).
pub async fn cancel_print_run(desk: &Desk, actor: &Actor, key: &str, asked: CancelRun) -> Reply<Cancelled> {
    actor.may_anywhere(Action::CancelPrintRun)?;
    let (person, _) = actor.known()?;
    let reason = written(&asked.reason, 200, "reason")?;
    let act = ActKey::of(actor, Action::CancelPrintRun, key)?.because(&reason);
    let content = ContentHash::of(&asked)?;
    if !answered(desk, &act).await? {
        while chunk(desk, asked.order).await? {}
    }
    desk.store
        .once(act, content, move |tx| {
            let order = rows::orders::find(tx.conn, asked.order)?.ok_or(Refusal::NotFound)?;
            let file = order.print_file.ok_or(Refusal::WrongStage { stage: "placed" })?;
            if order.covered_carnets > 0 || order.issued_carnets > 0 {
                return Err(Refusal::WrongStage { stage: order.stage().name() }.into());
            }
            rows::withdrawn::run(tx, file, order.id, &reason, person)?;
            if !rows::orders::forget_print_file(tx, order.id, file)? {
                return Err(Fault::crossed("an order was issued meanwhile").into());
            }
            let done = Cancelled { order: order.id, carnets: order.terms.carnets };
            head::announce(tx, &[Event::new("order.run-cancelled", &done)?])?;
            Ok(done)
        })
        .await
}

async fn answered(desk: &Desk, act: &ActKey) -> Reply<bool> {
    let act = act.clone();
    desk.store
        .read(
            "cancelPrintRun.recall",
            move |conn| Ok(!store::act::recall(conn, std::slice::from_ref(&act))?.is_empty()),
        )
        .await
}

/// Withdraws the last codes that are left; answers whether some were.
async fn chunk(desk: &Desk, id: OrderId) -> Reply<bool> {
    desk.store
        .transact("cancelPrintRun.chunk", move |tx| {
            let order = rows::orders::find(tx.conn, id)?.ok_or(Refusal::NotFound)?;
            if order.print_file.is_none() || order.covered_carnets > 0 || order.closed_at.is_some() {
                return Err(Refusal::WrongStage { stage: order.stage().name() }.into());
            }
            let (to, size) = (order.issued_carnets, (CHEQUES_PER_CHUNK / order.terms.cheques_per_carnet).max(1));
            if to == 0 {
                return Ok(false);
            }
            let from = (to - size).max(0);
            if !rows::orders::retreat_issue(tx, order.id, to, from)? {
                return Err(Fault::crossed("two deeds on one order crossed").into());
            }
            rows::withdrawn::codes(tx, order.id, (from + 1, to))?;
            Ok(true)
        })
        .await
}
