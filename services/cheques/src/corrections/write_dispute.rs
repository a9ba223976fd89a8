//! Writing about a dispute: venue and network, each on their side, in one thread that nobody changes.

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
    dispute::{DAYS_TO_ANSWER, Dispute, LONGEST, MOST, Message, Side, Stage},
    open_dispute::Told,
};
use crate::{
    desk::Desk,
    refusal::{Refusal, written_lines},
    rows::disputes as rows,
};

/// What is asked.
#[derive(Clone, Debug, Serialize)]
pub struct AnswerDispute {
    /// Which dispute.
    pub dispute: DisputeId,
    /// What to write: 1 to 1 000 characters.
    pub body: String,
}

/// Adds a message. What the network writes answers the dispute; what the venue writes opens it again, with new days to answer.
///
/// Refusals, in this order: `INPUT_INVALID` (also a thread of 200 messages), `NOT_FOUND` (absent, or another structure's),
/// `WRONG_STAGE` (closed).
pub async fn answer_dispute(desk: &Desk, actor: &Actor, key: &str, asked: AnswerDispute) -> Reply<Told> {
    let (_, organisation) = actor.known()?;
    actor.may(Action::AnswerDispute, organisation)?;
    let asked = AnswerDispute { body: written_lines(&asked.body, LONGEST, "message")?, ..asked };
    let act = ActKey::of(actor, Action::AnswerDispute, key)?;
    let content = ContentHash::of(&asked)?;
    let actor = actor.clone();
    desk.store
        .once(act, content, move |tx| {
            let dispute = still_open(tx, &actor, Action::AnswerDispute, asked.dispute)?;
            let (person, organisation) = actor.known()?;
            let side = if organisation == dispute.structure { Side::Venue } else { Side::Network };
            if rows::length(tx.conn, dispute.id)? >= MOST {
                return Err(Refusal::Invalid { field: "message" }.into());
            }
            let message = Message { side, author: person, at: tx.now(), body: asked.body.clone() };
            rows::write(tx, dispute.id, &message)?;
            let (stage, answer_by) = match side {
                Side::Network => (Stage::Answered, dispute.answer_by),
                Side::Venue => (Stage::Open, tx.now().day().plus_days(DAYS_TO_ANSWER)),
            };
            rows::set_stage(tx, dispute.id, stage, answer_by)?;
            let told = Told { dispute: dispute.id, stage, answer_by };
            head::announce(tx, &[Event::new("dispute.answered", &told)?])?;
            Ok(told)
        })
        .await
}

/// The dispute, if the caller may do that with it and it is not closed.
pub(super) fn still_open(tx: &mut Tx<'_>, actor: &Actor, action: Action, id: DisputeId) -> Reply<Dispute> {
    let dispute = rows::find(tx.conn, id)?.ok_or(Refusal::NotFound)?;
    actor.may(action, dispute.structure).map_err(|_| Refusal::NotFound)?;
    if dispute.stage == Stage::Closed {
        return Err(Refusal::WrongStage { stage: "closed" }.into());
    }
    Ok(dispute)
}
