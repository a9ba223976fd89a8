//! Finding somebody: under which row they are read, which rows are they, where a card leads.

use std::collections::{BTreeSet, HashMap};

use kernel::{card::CardNumber, ids::LearnerRef};
use store::{Fault, conn::AnyConn};

use super::kept::Learner;
use crate::rows::{cards, learners};

/// The row under which somebody is read, whatever row names them; none when there is none, or when they were forgotten.
pub(crate) fn resolve(conn: &mut AnyConn, id: LearnerRef) -> Result<Option<Learner>, Fault> {
    Ok(roots(conn, &[id])?.pop())
}

/// The rows under which these are read, whatever rows name them, each once; those who were forgotten are absent.
pub(crate) fn roots(conn: &mut AnyConn, ids: &[LearnerRef]) -> Result<Vec<Learner>, Fault> {
    let named = learners::of_ids(conn, ids)?;
    let roots: BTreeSet<LearnerRef> = named.iter().map(Learner::root).collect();
    let mut found = match named.iter().all(|one| one.merged.is_none()) {
        true => named,
        false => learners::of_ids(conn, &Vec::from_iter(roots))?,
    };
    found.retain(|one| one.erased_at.is_none());
    found.sort_by_key(|one| (std::cmp::Reverse(one.kept_at), one.id));
    Ok(found)
}

/// The rows that are one person: under which others are to be sought. The one that is read comes first.
pub(crate) fn ids_of(conn: &mut AnyConn, id: LearnerRef) -> Result<Vec<LearnerRef>, Fault> {
    match learners::find(conn, id)? {
        None => Ok(vec![id]),
        Some(found) => learners::group(conn, found.root()),
    }
}

/// Whom a card leads to, as somebody typed its number; none: no such card, it ended, or the number was mistyped.
pub(crate) fn of_card(conn: &mut AnyConn, written: &str) -> Result<Option<LearnerRef>, Fault> {
    let Some(row) = row_of_card(conn, written)? else { return Ok(None) };
    Ok(resolve(conn, row.id)?.map(|one| one.id))
}

/// The row that a card names, whatever row goes on for it; none as above, and when that row was forgotten.
///
/// What is written because of a card is written of this row: it stays with it when a merge is undone.
pub(crate) fn row_of_card(conn: &mut AnyConn, written: &str) -> Result<Option<Learner>, Fault> {
    let Some(number) = CardNumber::parse(written) else { return Ok(None) };
    let Some(id) = cards::whose(conn, &number)? else { return Ok(None) };
    Ok(learners::find(conn, id)?.filter(|row| row.erased_at.is_none()))
}

/// The printed number of the card that each of these has.
pub(crate) fn cards(conn: &mut AnyConn, ids: &[LearnerRef]) -> Result<HashMap<LearnerRef, String>, Fault> {
    Ok(cards::of(conn, ids)?.into_iter().map(|(id, number)| (id, number.printed())).collect())
}
