//! Drafting: the operator writes the next version of the questions. There is one draft at a time; nobody is asked it.

use kernel::{
    access::{Action, Actor},
    ids::PersonId,
};
use serde::{Deserialize, Serialize};
use store::{
    Reply, Tx,
    act::{ActKey, ContentHash},
    head,
};

use super::questions::{FIRST_VERSION, QuestionSet};
use crate::{desk::Desk, refusal::Refusal, rows::questions as rows};

/// What is asked.
#[derive(Clone, Debug, Serialize)]
pub struct DraftQuestions {
    /// The revision of the draft that was read; none when there was none.
    pub revision: Option<i64>,
    /// All that it is to ask.
    pub set: QuestionSet,
}

/// What is answered: where the questions stand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Drafted {
    /// The version.
    pub version: i64,
    /// How often it was written.
    pub revision: i64,
    /// Whether people are asked it from now on.
    pub is_published: bool,
}

/// Writes the draft, or begins one after the last version.
///
/// Refusals, in this order: `FORBIDDEN`, `INPUT_INVALID` (`title`, `question`), `WRONG_STAGE` (somebody else changed, began or published
/// the draft meanwhile).
pub async fn draft_questions(desk: &Desk, actor: &Actor, key: &str, asked: DraftQuestions) -> Reply<Drafted> {
    let (person, _) = actor.known()?;
    actor.may_anywhere(Action::DraftQuestions)?;
    let act = ActKey::of(actor, Action::DraftQuestions, key)?;
    let asked = DraftQuestions { set: asked.set.tidy()?, ..asked };
    let content = ContentHash::of(&asked)?;
    desk.store.once(act, content, move |tx| draft(tx, person, &asked)).await
}

fn draft(tx: &mut Tx<'_>, person: PersonId, asked: &DraftQuestions) -> Reply<Drafted> {
    // Two operators at once: under the head, the second sees the draft of the first.
    head::announce(tx, &[])?;
    let last = rows::last(tx.conn)?;
    match (last, asked.revision) {
        (Some(draft), Some(read)) if !draft.is_published && draft.revision == read => {
            if !rows::rewrite(tx, (draft.version, read), &asked.set, person)? {
                return Err(Refusal::WrongStage { stage: "changed" }.into());
            }
            Ok(Drafted { version: draft.version, revision: read + 1, is_published: false })
        }
        (last, None) if last.as_ref().is_none_or(|last| last.is_published) => {
            let version = last.map_or(FIRST_VERSION, |last| last.version) + 1;
            rows::begin(tx, version, &asked.set, person)?;
            Ok(Drafted { version, revision: 1, is_published: false })
        }
        _ => Err(Refusal::WrongStage { stage: "changed" }.into()),
    }
}
