//! The versions of the questions, as they are read: those that were published by everybody, a draft by who writes it.

use kernel::access::{Action, Actor, Reach};
use store::{Fault, Reply, conn::AnyConn};

use super::{
    questions::{FIRST_VERSION, QuestionSet},
    version::Version,
};
use crate::{desk::Desk, rows::questions as rows};

/// That version, if people are asked it; the last one of those when none is named. Whoever drafts reads drafts too.
pub async fn question_set(desk: &Desk, actor: &Actor, version: Option<i64>) -> Reply<Option<Version>> {
    let drafts = actor.reach(Action::DraftQuestions) == Reach::Any;
    desk.store
        .read_still("question-set", move |conn| {
            let found = match version {
                Some(version) => find(conn, version)?,
                None => rows::last_published(conn)?.or_else(|| Some(Version::first())),
            };
            Ok(found.filter(|one| one.is_published || drafts))
        })
        .await
}

/// Every version, the last one first. Refusal: `FORBIDDEN`.
pub async fn question_sets(desk: &Desk, actor: &Actor) -> Reply<Vec<Version>> {
    actor.may_anywhere(Action::QuestionSets)?;
    desk.store
        .read_still("question-sets", |conn| {
            let mut all = rows::all(conn)?;
            all.push(Version::first());
            Ok(all)
        })
        .await
}

/// What that version asks, if people are asked it.
pub(super) fn published(conn: &mut AnyConn, version: i64) -> Result<Option<QuestionSet>, Fault> {
    Ok(find(conn, version)?.filter(|one| one.is_published).map(|one| one.set))
}

/// What that version asks; it is of a diagnostic, so that it was published.
pub(super) fn asked(conn: &mut AnyConn, version: i64) -> Result<QuestionSet, Fault> {
    published(conn, version)?.ok_or_else(|| Fault::broken("the questions of a diagnostic are not there"))
}

fn find(conn: &mut AnyConn, version: i64) -> Result<Option<Version>, Fault> {
    match version {
        FIRST_VERSION => Ok(Some(Version::first())),
        version => rows::find(conn, version),
    }
}
