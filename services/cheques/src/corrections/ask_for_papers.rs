//! Asking a venue for torn papers, its answer, and what was seen of them.

use std::collections::BTreeSet;

use kernel::{
    access::{Action, Actor},
    clock::Day,
    ids::{PaperRequestId, SettlementId, VenueId},
};
use serde::Serialize;
use store::{
    Reply, Tx,
    act::{ActKey, ContentHash},
    head::{self, Event},
};

use crate::corrections::papers::{DAYS_TO_ANSWER, Keeping, MOST, Papers, Request, Stage, Told};
use crate::{
    desk::Desk,
    payments::settlement,
    refusal::{Refusal, written},
    rows::{arrivals, papers as rows, settlements},
};

/// What is asked.
#[derive(Clone, Debug, Serialize)]
pub struct AskForPapers {
    /// Of which venue.
    pub venue: VenueId,
    /// On which statement.
    pub settlement: SettlementId,
    /// The lines of the ledger, 1 to 100.
    pub lines: BTreeSet<i64>,
    /// Why, in a few words: 1 to 200 characters.
    pub reason: String,
    /// The last day of the answer; none: in fifteen days.
    pub answer_by: Option<Day>,
}

/// Asks a venue for the papers of some lines of a statement.
///
/// Refusals, in this order: `FORBIDDEN`, `INPUT_INVALID`, `NOT_FOUND` (no such statement), `INPUT_INVALID` (a line is not on it), `DATES_INVALID`,
/// `WRONG_STAGE` (one of them is asked for already), `DEADLINE_PASSED` (the venue need not keep them any more).
pub async fn ask_for_papers(desk: &Desk, actor: &Actor, key: &str, asked: AskForPapers) -> Reply<Told> {
    actor.may_anywhere(Action::AskForPapers)?;
    let asked = AskForPapers { reason: written(&asked.reason, 200, "reason")?, ..asked };
    if asked.lines.is_empty() || asked.lines.len() > MOST {
        return Err(Refusal::Invalid { field: "lines" }.into());
    }
    let act = ActKey::of(actor, Action::AskForPapers, key)?.because(&asked.reason);
    let content = ContentHash::of(&asked)?;
    let actor = actor.clone();
    desk.store.once(act, content, move |tx| ask(tx, &actor, &asked)).await
}

fn ask(tx: &mut Tx<'_>, actor: &Actor, asked: &AskForPapers) -> Reply<Told> {
    // Under the head, nobody else asks for the same papers meanwhile.
    head::announce(tx, &[])?;
    let (person, _) = actor.known()?;
    let structure = registry::venue::owner(tx.conn, asked.venue)?.ok_or(Refusal::NotFound)?;
    let run = settlements::find(tx.conn, asked.settlement)?.ok_or(Refusal::NotFound)?;
    if run.stage == settlement::Stage::Preparing {
        return Err(Refusal::NotFound.into());
    }
    let there = rows::on_statement(tx.conn, run.id, asked.venue, &Vec::from_iter(asked.lines.iter().copied()))?;
    if there.len() != asked.lines.len() {
        return Err(Refusal::Invalid { field: "lines" }.into());
    }
    let today = tx.now().day();
    let answer_by = asked.answer_by.unwrap_or_else(|| today.plus_days(DAYS_TO_ANSWER));
    if answer_by < today || answer_by > today.plus_days(90) {
        return Err(Refusal::Dates.into());
    }
    if rows::is_asked_for(tx.conn, &there)? {
        return Err(Refusal::WrongStage { stage: "asked" }.into());
    }
    let paid_at = arrivals::paid_at(tx.conn, run.id, asked.venue)?;
    let keeping = Keeping::of(rows::days_kept(tx.conn, run.id, asked.venue)?, paid_at);
    if let Some(until) = keeping.until.filter(|until| today > *until) {
        return Err(Refusal::DeadlinePassed { until }.into());
    }
    let request = Request {
        id: tx.chance().id(),
        venue: asked.venue,
        structure,
        settlement: run.id,
        stage: Stage::Asked,
        reason: asked.reason.clone(),
        asked_at: tx.now(),
        answer_by,
        answered_at: None,
        closed_at: None,
    };
    rows::insert(tx, &request, person, &there)?;
    told(tx, "papers.asked", &request, Stage::Asked, 0)
}

/// What a venue answers, or what the network saw.
#[derive(Clone, Debug, Serialize)]
pub struct Papered {
    /// Which request.
    pub request: PaperRequestId,
    /// The lines whose paper is missing; all the others were sent, or seen.
    pub missing: BTreeSet<i64>,
}

/// The venue says which papers it sends, and which are missing. It may say it again until the network has looked.
///
/// Refusals, in this order: `NOT_FOUND` (absent or another structure's), `WRONG_STAGE` (closed), `INPUT_INVALID` (a line that was
/// not asked for).
pub async fn answer_papers(desk: &Desk, actor: &Actor, key: &str, asked: Papered) -> Reply<Told> {
    let (_, organisation) = actor.known()?;
    actor.may(Action::AnswerPapers, organisation)?;
    let act = ActKey::of(actor, Action::AnswerPapers, key)?;
    let content = ContentHash::of(&asked)?;
    let actor = actor.clone();
    desk.store
        .once(act, content, move |tx| {
            // Under the head, an answer and a look do not cross.
            head::announce(tx, &[])?;
            let (person, _) = actor.known()?;
            let (request, papers) = open(tx, &actor, Action::AnswerPapers, &asked)?;
            rows::answer(tx, request.id, &papers, &asked.missing, person)?;
            told(tx, "papers.answered", &request, Stage::Answered, count(&asked.missing))
        })
        .await
}

/// The network has looked at the papers: what is missing is dealt with by holding or reversing its act.
///
/// Refusals, in this order: `FORBIDDEN`, `NOT_FOUND`, `WRONG_STAGE` (closed), `INPUT_INVALID` (a line that was not asked for).
pub async fn check_papers(desk: &Desk, actor: &Actor, key: &str, asked: Papered) -> Reply<Told> {
    actor.may_anywhere(Action::CheckPapers)?;
    let act = ActKey::of(actor, Action::CheckPapers, key)?;
    let content = ContentHash::of(&asked)?;
    let actor = actor.clone();
    desk.store
        .once(act, content, move |tx| {
            // Under the head, an answer and a look do not cross.
            head::announce(tx, &[])?;
            let (person, _) = actor.known()?;
            let (request, papers) = open(tx, &actor, Action::CheckPapers, &asked)?;
            rows::close(tx, request.id, &papers, &asked.missing, person)?;
            told(tx, "papers.checked", &request, Stage::Closed, count(&asked.missing))
        })
        .await
}

fn open(tx: &mut Tx<'_>, actor: &Actor, action: Action, asked: &Papered) -> Reply<(Request, Papers)> {
    let request = rows::find(tx.conn, asked.request)?.ok_or(Refusal::NotFound)?;
    actor.may(action, request.structure).map_err(|_| Refusal::NotFound)?;
    if request.stage == Stage::Closed {
        return Err(Refusal::WrongStage { stage: "closed" }.into());
    }
    let papers = rows::lines(tx.conn, &[request.id])?.remove(&request.id).unwrap_or_default();
    if !asked.missing.iter().all(|line| papers.contains_key(line)) {
        return Err(Refusal::Invalid { field: "lines" }.into());
    }
    Ok((request, papers))
}

fn count(missing: &BTreeSet<i64>) -> i64 {
    i64::try_from(missing.len()).unwrap_or(i64::MAX)
}

fn told(tx: &mut Tx<'_>, topic: &'static str, request: &Request, stage: Stage, missing: i64) -> Reply<Told> {
    let told = Told { request: request.id, stage, answer_by: request.answer_by, missing };
    head::announce(tx, &[Event::new(topic, &told)?])?;
    Ok(told)
}
