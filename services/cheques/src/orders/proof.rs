//! The proof of print (BAT): the operator sends it, the funder approves it within six days or says what is to be changed.

use kernel::{
    access::{Action, Actor},
    ids::{FileId, OrderId},
};
use serde::Serialize;
use store::{
    Reply,
    act::{ActKey, ContentHash},
    deposits,
    files::{self, Ticket},
    head::{self, Event},
};

use super::{
    chapter::{Chapter, Says, Stepped, may_somewhere},
    step::{self, Proof},
};
use crate::{
    desk::Desk,
    refusal::{Refusal, written},
};

/// What is asked of who sends a proof.
#[derive(Clone, Debug, Serialize)]
pub struct ProposeProof {
    /// The order.
    pub order: OrderId,
    /// The proof, brought by the same person's structure; none: it was sent on paper.
    pub file: Option<FileId>,
    /// What the funder should look at; may be empty.
    pub note: String,
}

/// Sends a proof. Refusals, in this order: `FORBIDDEN`, `NOT_FOUND` (order, file), `WRONG_STAGE` (a quote, closed, printed, or a proof
/// waits or was approved), `INPUT_INVALID`.
pub async fn propose_proof(desk: &Desk, actor: &Actor, key: &str, asked: ProposeProof) -> Reply<Stepped> {
    may_somewhere(actor, Action::ProposeProof)?;
    let (person, organisation) = actor.known()?;
    let act = ActKey::of(actor, Action::ProposeProof, key)?;
    let (content, actor) = (ContentHash::of(&asked)?, actor.clone());
    desk.store
        .once(act, content, move |tx| {
            let chapter = Chapter::open(tx, &actor, Action::ProposeProof, asked.order)?;
            chapter.is_under_way()?;
            match step::proof(&chapter.steps, tx.now().day()) {
                Proof::None | Proof::Refused | Proof::Lapsed { .. } => {}
                Proof::Waiting { .. } => return Err(Refusal::WrongStage { stage: "proof-proposed" }.into()),
                Proof::Approved => return Err(Refusal::WrongStage { stage: "proof-approved" }.into()),
            }
            let note = said(&asked.note)?;
            if let Some(file) = asked.file {
                deposits::keep(tx, file, organisation, chapter.order.funder)?;
            }
            let says = Says { file: asked.file, note, ..Says::default() };
            Ok(chapter.takes(tx, step::Kind::ProofProposed, person, says)?)
        })
        .await
}

/// What is asked of who answers a proof.
#[derive(Clone, Debug, Serialize)]
pub struct AnswerProof {
    /// The order.
    pub order: OrderId,
    /// Whether it may be printed so.
    pub approve: bool,
    /// What is to be changed: needed when it is refused.
    pub reason: Option<String>,
}

/// Approves or refuses the proof that waits.
///
/// Refusals, in this order: `FORBIDDEN`, `NOT_FOUND`, `WRONG_STAGE` (no proof waits), `DEADLINE_PASSED` (six days), `SAME_PERSON`,
/// `INPUT_INVALID` (a refusal without a reason).
pub async fn answer_proof(desk: &Desk, actor: &Actor, key: &str, asked: AnswerProof) -> Reply<Stepped> {
    may_somewhere(actor, Action::AnswerProof)?;
    let (person, _) = actor.known()?;
    let reason = asked.reason.clone().unwrap_or_default();
    let act = ActKey::of(actor, Action::AnswerProof, key)?.because(&reason);
    let (content, actor) = (ContentHash::of(&asked)?, actor.clone());
    desk.store
        .once(act, content, move |tx| {
            let chapter = Chapter::open(tx, &actor, Action::AnswerProof, asked.order)?;
            match step::proof(&chapter.steps, tx.now().day()) {
                Proof::Waiting { .. } => {}
                Proof::Lapsed { until } => return Err(Refusal::DeadlinePassed { until }.into()),
                Proof::None | Proof::Approved | Proof::Refused => return Err(chapter.wrong().into()),
            }
            let proposed = chapter.steps.iter().rfind(|step| step.kind == step::Kind::ProofProposed);
            if proposed.is_some_and(|step| step.by == person) {
                return Err(Refusal::SamePerson.into());
            }
            let (kind, note) = match asked.approve {
                true => (step::Kind::ProofApproved, said(&reason)?),
                false => (step::Kind::ProofRefused, written(&reason, MOST_SIGNS, "reason")?),
            };
            Ok(chapter.takes(tx, kind, person, Says { note, ..Says::default() })?)
        })
        .await
}

/// Gives the right to fetch a proof once, to whoever sent it and whoever answers it. Refusals: `FORBIDDEN`, `NOT_FOUND`.
pub async fn open_proof(desk: &Desk, actor: &Actor, key: &str, order: OrderId, file: FileId) -> Reply<Ticket> {
    may_somewhere(actor, Action::OpenProof)?;
    let (person, _) = actor.known()?;
    let act = ActKey::of(actor, Action::OpenProof, key)?;
    let (content, actor) = (ContentHash::of(&(order, file))?, actor.clone());
    desk.store
        .once(act, content, move |tx| {
            let chapter = Chapter::open(tx, &actor, Action::OpenProof, order)?;
            if !chapter.steps.iter().any(|step| step.file == Some(file)) {
                return Err(Refusal::NotFound.into());
            }
            let facts = files::facts(tx.conn, file)?;
            let ticket = files::ticket(tx, facts, person)?;
            head::announce(tx, &[Event::new("proof.opened", &(order, file, person))?])?;
            Ok(ticket)
        })
        .await
}

const MOST_SIGNS: usize = 500;

/// A note that may be empty.
fn said(note: &str) -> Result<String, Refusal> {
    match note.trim() {
        "" => Ok(String::new()),
        note => written(note, MOST_SIGNS, "note"),
    }
}
