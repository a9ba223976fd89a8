//! Publishing: from now on people are asked the draft. It never changes any more, and what was answered to those before stays as it was.

use kernel::{
    access::{Action, Actor},
    ids::PersonId,
};
use serde::Serialize;
use store::{
    Reply, Tx,
    act::{ActKey, ContentHash},
    head::{self, Event},
};

use super::draft::Drafted;
use crate::{desk::Desk, refusal::Refusal, rows::questions as rows};

/// What is asked.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct PublishQuestions {
    /// The version.
    pub version: i64,
    /// The revision that was read: nobody publishes what they have not seen.
    pub revision: i64,
}

/// Publishes the draft.
///
/// Refusals, in this order: `FORBIDDEN`, `WRONG_STAGE` (no draft, or another revision of it), `INPUT_INVALID` (`questions`, `areas`: it
/// may not be asked of people yet).
pub async fn publish_questions(desk: &Desk, actor: &Actor, key: &str, asked: PublishQuestions) -> Reply<Drafted> {
    let (person, _) = actor.known()?;
    actor.may_anywhere(Action::PublishQuestions)?;
    let act = ActKey::of(actor, Action::PublishQuestions, key)?;
    let content = ContentHash::of(&asked)?;
    desk.store.once(act, content, move |tx| publish(tx, person, asked)).await
}

fn publish(tx: &mut Tx<'_>, person: PersonId, asked: PublishQuestions) -> Reply<Drafted> {
    head::announce(tx, &[])?;
    let PublishQuestions { version, revision } = asked;
    let changed = || Refusal::WrongStage { stage: "changed" };
    let last = rows::last(tx.conn)?.filter(|last| !last.is_published).ok_or_else(changed)?;
    if (last.version, last.revision) != (version, revision) {
        return Err(changed().into());
    }
    last.set.whole()?;
    if !rows::publish(tx, (version, revision), person)? {
        return Err(changed().into());
    }
    let told = Drafted { version, revision, is_published: true };
    head::announce(tx, &[Event::new("diagnostic.questions-published", &told)?])?;
    Ok(told)
}
