//! Guessing: names that are sought among people whom others keep, and numbers of cards that nobody has, are counted by person and
//! structure. Typing errors are not.

use kernel::{
    clock::At,
    ids::{PersonId, StructureId},
    refusal::Refusal as Said,
};
use store::{Reply, Trouble, conn::AnyConn};

use crate::{desk::Desk, refusal::Refusal, rows::attempts as rows};

/// Who tries: somebody, of a structure.
pub(crate) type Trier = (PersonId, StructureId);

/// The window in which tries are counted.
const MINUTES: i64 = 5;
const MOST_BY_PERSON: usize = 10;
const MOST_BY_STRUCTURE: usize = 100;

/// Refuses with `TOO_MANY_ATTEMPTS` whoever has already tried ten times (a structure: a hundred).
pub(crate) fn patient(conn: &mut AnyConn, by: Trier, now: At) -> Reply<()> {
    let (mine, ours) = rows::since(conn, by, opened(now))?;
    if mine >= MOST_BY_PERSON || ours >= MOST_BY_STRUCTURE {
        return Err(Refusal::SlowDown { minutes: MINUTES }.into());
    }
    Ok(())
}

/// Counts a try. Refusals: `TOO_MANY_ATTEMPTS`.
pub(crate) async fn remember(desk: &Desk, by: Trier) -> Reply<()> {
    let remembered = desk.store.transact("learner.attempt", move |tx| {
        let now = tx.now();
        // Asked again here: of many guesses sent at once, ten are answered.
        patient(tx.conn, by, now)?;
        Ok(rows::remember(tx, by, opened(now))?)
    });
    remembered.await
}

/// The same reply; a refusal that tells something is counted before it is answered, or guessing would be free.
pub(crate) async fn counted<T>(desk: &Desk, by: Trier, reply: Reply<T>, tells: impl Fn(&Said) -> bool) -> Reply<T> {
    let is_counted = matches!(&reply, Err(Trouble::Refused(said)) if tells(said));
    if is_counted {
        remember(desk, by).await?;
    }
    reply
}

fn opened(now: At) -> At {
    now.plus_ms(-MINUTES * 60_000)
}
