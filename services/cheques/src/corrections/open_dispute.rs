//! Disputing: a venue says that a line of its statement is wrong, or that one is missing.

use kernel::{
    access::{Action, Actor},
    clock::Day,
    ids::{DisputeId, SettlementId, VenueId},
};
use serde::{Deserialize, Serialize};
use store::{
    Reply, Tx,
    act::{ActKey, ContentHash},
    head::{self, Event},
};

use crate::corrections::dispute::{DAYS_TO_ANSWER, DAYS_TO_DISPUTE, Dispute, LONGEST, Message, Side, Stage};
use crate::{
    desk::Desk,
    payments::settlement::{self, Settlement},
    refusal::{Refusal, written_lines},
    rows::{disputes as rows, settlements},
};

/// What is asked.
#[derive(Clone, Debug, Serialize)]
pub struct OpenDispute {
    /// Whose statement.
    pub venue: VenueId,
    /// Of which run.
    pub settlement: SettlementId,
    /// The line of the ledger; none: something is missing on the statement.
    pub line: Option<i64>,
    /// What is wrong: 1 to 1 000 characters.
    pub body: String,
}

/// What is answered when a dispute is opened, written to or closed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    /// Which.
    pub dispute: DisputeId,
    /// Its stage after this step.
    pub stage: Stage,
    /// The last day on which the network should answer.
    pub answer_by: Day,
}

/// Opens a dispute about a line of a statement, or about what is missing there.
///
/// Refusals, in this order: `INPUT_INVALID`, `NOT_FOUND` (no such statement or line, or another structure's), `WRONG_STAGE` (the
/// line is disputed already), `DISPUTE_TOO_LATE` (60 days after the payment).
pub async fn open_dispute(desk: &Desk, actor: &Actor, key: &str, asked: OpenDispute) -> Reply<Told> {
    let (_, organisation) = actor.known()?;
    actor.may(Action::OpenDispute, organisation)?;
    let asked = OpenDispute { body: written_lines(&asked.body, LONGEST, "message")?, ..asked };
    let act = ActKey::of(actor, Action::OpenDispute, key)?;
    let content = ContentHash::of(&asked)?;
    let actor = actor.clone();
    desk.store.once(act, content, move |tx| open(tx, &actor, &asked)).await
}

fn open(tx: &mut Tx<'_>, actor: &Actor, asked: &OpenDispute) -> Reply<Told> {
    let (person, _) = actor.known()?;
    let structure = registry::venue::owner(tx.conn, asked.venue)?.ok_or(Refusal::NotFound)?;
    actor.may(Action::OpenDispute, structure).map_err(|_| Refusal::NotFound)?;
    let run = settlements::find(tx.conn, asked.settlement)?.ok_or(Refusal::NotFound)?;
    in_time(tx, &run, asked)?;
    let today = tx.now().day();
    let dispute = Dispute {
        id: tx.chance().id(),
        venue: asked.venue,
        structure,
        settlement: run.id,
        line: asked.line,
        stage: Stage::Open,
        opened_at: tx.now(),
        opened_by: person,
        answer_by: today.plus_days(DAYS_TO_ANSWER),
        outcome: None,
        closed_at: None,
    };
    rows::insert(tx, &dispute)?;
    let message = Message { side: Side::Venue, author: person, at: tx.now(), body: asked.body.clone() };
    rows::write(tx, dispute.id, &message)?;
    let told = Told { dispute: dispute.id, stage: dispute.stage, answer_by: dispute.answer_by };
    head::announce(tx, &[Event::new("dispute.opened", &told)?])?;
    Ok(told)
}

/// The statement is there, the line stands on it, nobody disputes it, and its time is not over.
fn in_time(tx: &mut Tx<'_>, run: &Settlement, asked: &OpenDispute) -> Reply<()> {
    let is_told = run.stage != settlement::Stage::Preparing;
    let is_there = match asked.line {
        Some(line) => rows::is_on_statement(tx.conn, run.id, asked.venue, line)?,
        None => true,
    };
    if !is_told || !is_there {
        return Err(Refusal::NotFound.into());
    }
    if rows::is_disputed(tx.conn, run.id, asked.venue, asked.line)? {
        return Err(Refusal::WrongStage { stage: "open" }.into());
    }
    let until = run.confirmed_at.map(|at| at.day().plus_days(DAYS_TO_DISPUTE));
    match until {
        Some(until) if tx.now().day() > until => Err(Refusal::DisputeTooLate { until }.into()),
        _ => Ok(()),
    }
}
