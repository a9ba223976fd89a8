//! The end statement (état contradictoire): figures frozen with their hash, signed by both sides, or disputed with a reason.

use kernel::{
    access::{Action, Actor},
    ids::OrderId,
};
use serde::Serialize;
use store::{
    Reply,
    act::{ActKey, ContentHash},
    head::{self, Event},
};

use super::{
    chapter::{Chapter, Says, Stepped, may_somewhere},
    count::count,
    document::{Document, Kind},
    draw_up::draw_up,
    invoice::Issued,
    step,
};
use crate::{
    desk::Desk,
    refusal::{Refusal, written},
};

/// Proposes the end statement of a closed order: who proposes it has signed it.
///
/// Refusals, in this order: `FORBIDDEN`, `NOT_FOUND`, `WRONG_STAGE` (not closed, or one waits for an answer, or was accepted with these
/// same figures).
pub async fn propose_end_statement(desk: &Desk, actor: &Actor, key: &str, order: OrderId) -> Reply<Issued> {
    may_somewhere(actor, Action::ProposeEndStatement)?;
    let (person, _) = actor.known()?;
    let act = ActKey::of(actor, Action::ProposeEndStatement, key)?;
    let (content, actor, house) = (ContentHash::of(&order)?, actor.clone(), desk.house.clone());
    desk.store
        .once(act, content, move |tx| {
            let chapter = Chapter::open(tx, &actor, Action::ProposeEndStatement, order)?;
            if chapter.order.closed_at.is_none() {
                return Err(chapter.wrong().into());
            }
            let tally = count(tx.conn, &chapter.order)?;
            match (chapter.last(Kind::EndStatement), answer(&chapter)) {
                (Some(_), None) => return Err(Refusal::WrongStage { stage: "statement-proposed" }.into()),
                (Some(last), Some(step::Kind::StatementAccepted)) if last.body.tally == Some(tally) => {
                    return Err(Refusal::WrongStage { stage: "statement-accepted" }.into());
                }
                _ => {}
            }
            let follows = chapter.last(Kind::EndStatement).map(Document::number);
            let statement = draw_up(tx, &house, &chapter.order, (Kind::EndStatement, tally.unused), person, |body| {
                body.tally = Some(tally);
                body.follows = follows;
            })?;
            let issued = Issued { order, kind: Kind::EndStatement, number: statement.number(), amount: tally.unused };
            head::announce(tx, &[Event::new("order.document", &issued)?])?;
            Ok(issued)
        })
        .await
}

/// How the last end statement was answered; none while it waits, or where there is none.
pub(crate) fn answer(chapter: &Chapter) -> Option<step::Kind> {
    let number = chapter.last(Kind::EndStatement)?.number();
    let its = chapter.steps.iter().rfind(|step| step.document.as_ref() == Some(&number));
    its.map(|step| step.kind)
}

/// What is asked of who answers it.
#[derive(Clone, Debug, Serialize)]
pub struct AnswerEndStatement {
    /// The order.
    pub order: OrderId,
    /// Whether the figures are accepted.
    pub accept: bool,
    /// What is wrong with them: needed when they are not.
    pub reason: Option<String>,
}

/// Signs the end statement that waits, or disputes it.
///
/// Refusals, in this order: `FORBIDDEN`, `NOT_FOUND`, `WRONG_STAGE` (none waits), `SAME_PERSON` (who proposed it), `INPUT_INVALID`
/// (a dispute without a reason).
pub async fn answer_end_statement(desk: &Desk, actor: &Actor, key: &str, asked: AnswerEndStatement) -> Reply<Stepped> {
    may_somewhere(actor, Action::AnswerEndStatement)?;
    let (person, _) = actor.known()?;
    let reason = asked.reason.clone().unwrap_or_default();
    let act = ActKey::of(actor, Action::AnswerEndStatement, key)?.because(&reason);
    let (content, actor) = (ContentHash::of(&asked)?, actor.clone());
    desk.store
        .once(act, content, move |tx| {
            let chapter = Chapter::open(tx, &actor, Action::AnswerEndStatement, asked.order)?;
            let waiting = chapter.last(Kind::EndStatement).filter(|_| answer(&chapter).is_none());
            let Some(statement) = waiting else { return Err(chapter.wrong().into()) };
            if statement.by == person {
                return Err(Refusal::SamePerson.into());
            }
            let (kind, note) = match asked.accept {
                true => (step::Kind::StatementAccepted, String::new()),
                false => (step::Kind::StatementDisputed, written(&reason, 500, "reason")?),
            };
            let document = Some((statement.id, statement.number()));
            Ok(chapter.takes(tx, kind, person, Says { document, note, ..Says::default() })?)
        })
        .await
}
