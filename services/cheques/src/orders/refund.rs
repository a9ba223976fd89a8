//! The refund: the bank has paid a credit note back to the funder.

use kernel::{
    access::{Action, Actor},
    cents::Cents,
    ids::OrderId,
};
use serde::{Deserialize, Serialize};
use store::{
    Reply, Tx,
    act::{ActKey, ContentHash},
    head::Event,
};

use super::{
    chapter::{Chapter, may_somewhere},
    document::{Document, Kind},
};
use crate::{
    desk::Desk,
    ledger::{self, Entry},
    refusal::{Refusal, written},
    rows,
};

/// What is asked.
#[derive(Clone, Debug, Serialize)]
pub struct ConfirmRefund {
    /// The order.
    pub order: OrderId,
    /// The bank's own reference of its payment, 1 to 70 characters; once in the network.
    pub reference: String,
}

/// What is answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refunded {
    /// The order.
    pub order: OrderId,
    /// The credit note that is paid.
    pub credit_note: String,
    /// How much.
    pub amount: Cents,
}

/// Records that the bank paid the oldest credit note that waits, and posts refundable(funder) → bank.
///
/// Refusals, in this order: `FORBIDDEN`, `INPUT_INVALID`, `NOT_FOUND`, `WRONG_STAGE` (no credit note waits), `REFERENCE_USED`.
pub async fn confirm_refund(desk: &Desk, actor: &Actor, key: &str, asked: ConfirmRefund) -> Reply<Refunded> {
    may_somewhere(actor, Action::ConfirmRefund)?;
    let (person, _) = actor.known()?;
    let asked = ConfirmRefund { reference: written(&asked.reference, 70, "reference")?, ..asked };
    let act = ActKey::of(actor, Action::ConfirmRefund, key)?;
    let (content, actor) = (ContentHash::of(&asked)?, actor.clone());
    desk.store
        .once(act, content, move |tx| {
            let chapter = Chapter::open(tx, &actor, Action::ConfirmRefund, asked.order)?;
            let note = unpaid(tx, &chapter)?;
            let Some(note) = note else { return Err(chapter.wrong().into()) };
            if rows::funds::is_refund(tx.conn, &asked.reference)? {
                return Err(Refusal::ReferenceUsed.into());
            }
            let done = Refunded { order: asked.order, credit_note: note.number(), amount: note.body.amount };
            let entry = Entry::refund(asked.order, chapter.order.funder, note.body.amount);
            let line = ledger::post(tx, &[entry], &[Event::new("order.refunded", &done)?])?;
            rows::funds::refund(tx, (note.id, asked.order), (&asked.reference, note.body.amount), person, line)?;
            Ok(done)
        })
        .await
}

fn unpaid<'a>(tx: &mut Tx<'_>, chapter: &'a Chapter) -> Reply<Option<&'a Document>> {
    let paid = rows::funds::refunds(tx.conn, &[chapter.order.id])?;
    let notes = chapter.documents.iter().filter(|document| document.kind == Kind::CreditNote);
    Ok(notes.into_iter().find(|note| !paid.iter().any(|refund| refund.document == note.id)))
}
