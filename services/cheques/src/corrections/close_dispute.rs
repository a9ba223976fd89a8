//! Closing a dispute: the network says how it ends. A line that was wrong is reversed in the same act.

use std::collections::BTreeSet;

use kernel::{
    access::{Action, Actor},
    ids::DisputeId,
};
use serde::Serialize;
use store::{
    Reply, Tx,
    act::{ActKey, ContentHash},
    head::{self, Event},
};

use crate::corrections::{
    chosen::Chosen,
    dispute::{Dispute, Message, Outcome, Side, Stage},
    open_dispute::Told,
    reverse::{Reverse, reverse_now},
    write_dispute::still_open,
};
use crate::{
    desk::Desk,
    refusal::{Refusal, written},
    rows::{self, disputes},
};

/// What is asked.
#[derive(Clone, Debug, Serialize)]
pub struct CloseDispute {
    /// Which dispute.
    pub dispute: DisputeId,
    /// How it ends.
    pub outcome: Outcome,
    /// Why, for the venue: 1 to 200 characters. It is the reason of the reversal too.
    pub reason: String,
}

/// Ends a dispute, and reverses its line when that is the outcome.
///
/// Refusals, in this order: `FORBIDDEN`, `INPUT_INVALID` (also an outcome that does not fit), `NOT_FOUND`, `WRONG_STAGE` (closed),
/// `VOIDED` (to be reversed, and undone already).
pub async fn close_dispute(desk: &Desk, actor: &Actor, key: &str, asked: CloseDispute) -> Reply<Told> {
    actor.may_anywhere(Action::CloseDispute)?;
    let asked = CloseDispute { reason: written(&asked.reason, 200, "reason")?, ..asked };
    let act = ActKey::of(actor, Action::CloseDispute, key)?.because(&asked.reason);
    let content = ContentHash::of(&asked)?;
    let actor = actor.clone();
    desk.store
        .once(act, content, move |tx| {
            // The head first: a reversal may follow.
            head::announce(tx, &[])?;
            let dispute = still_open(tx, &actor, Action::CloseDispute, asked.dispute)?;
            if !asked.outcome.fits(dispute.line) {
                return Err(Refusal::Invalid { field: "outcome" }.into());
            }
            if asked.outcome == Outcome::Reversed {
                reverse(tx, &actor, &dispute, &asked.reason)?;
            }
            close(tx, &actor, &dispute, &asked)
        })
        .await
}

fn reverse(tx: &mut Tx<'_>, actor: &Actor, dispute: &Dispute, reason: &str) -> Reply<()> {
    let line = dispute.line.ok_or(Refusal::NotFound)?;
    let receipt = rows::found::receipt_of_line(tx.conn, line)?.ok_or(Refusal::NotFound)?;
    let chosen = Chosen { receipt, lines: BTreeSet::from([line]) };
    reverse_now(tx, actor, &Reverse { chosen, blocked: false, reason: reason.to_owned() }).map(|_| ())
}

fn close(tx: &mut Tx<'_>, actor: &Actor, dispute: &Dispute, asked: &CloseDispute) -> Reply<Told> {
    let (person, _) = actor.known()?;
    let message = Message { side: Side::Network, author: person, at: tx.now(), body: asked.reason.clone() };
    disputes::write(tx, dispute.id, &message)?;
    disputes::close(tx, dispute.id, asked.outcome, person)?;
    let told = Told { dispute: dispute.id, stage: Stage::Closed, answer_by: dispute.answer_by };
    head::announce(tx, &[Event::new("dispute.closed", &told)?])?;
    Ok(told)
}
