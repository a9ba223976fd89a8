//! Answering the grid of criteria, while the application waits: what was said before is replaced.

use kernel::{
    access::{Action, Actor},
    ids::{ApplicationId, PersonId},
};
use serde::{Deserialize, Serialize};
use store::{
    Reply, Store, Tx,
    act::{ActKey, ContentHash},
};

use crate::{
    case_file,
    criteria::{Completeness, WrittenAnswers, version},
    rows::case_file as rows,
};

/// What an application still lacks once it was answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answered {
    /// Which application.
    pub application: ApplicationId,
    /// Under which version of the grid.
    pub version: i64,
    /// How many criteria it asks.
    pub asked: usize,
    /// How many have an answer.
    pub answered: usize,
    /// Whether nothing is lacking, files included.
    pub complete: bool,
}

/// Answers the grid for an application that waits.
///
/// Refusals, in this order: `FORBIDDEN`, `NOT_FOUND`, `INPUT_INVALID` (version, criterion, note), `WRONG_STAGE`.
pub async fn answer_criteria(
    store: &Store,
    actor: &Actor,
    key: &str,
    application: ApplicationId,
    written: WrittenAnswers,
) -> Reply<Answered> {
    let (person, _) = actor.known()?;
    case_file::may_on(store, actor, Action::AnswerCriteria, application).await?;
    let answers = written.parse()?;
    let key = ActKey::of(actor, Action::AnswerCriteria, key)?;
    let content = ContentHash::of(&(application, &answers))?;
    store
        .once(key, content, move |tx| {
            case_file::still_waits(tx.conn, application)?;
            record(tx, application, person, &answers)
        })
        .await
}

/// Writes the answers, in the transaction of whoever asks.
pub(crate) fn record(
    tx: &mut Tx<'_>,
    application: ApplicationId,
    person: PersonId,
    written: &WrittenAnswers,
) -> Reply<Answered> {
    rows::replace_answers(tx, application, written.version, person, &written.answers)?;
    let evidence = rows::evidence(tx.conn, application)?;
    let lacking = Completeness::of(version(written.version), &written.answers, &evidence);
    let complete = lacking.is_complete();
    let Completeness { asked, answered, .. } = lacking;
    Ok(Answered { application, version: written.version, asked, answered, complete })
}
