//! Whether the documents of orders are true: numbered without gap, and saying what they said when they were made.

use store::{Fault, conn::AnyConn};

use super::document::{self, Document};
use crate::rows;

/// How many documents there are, and how many are wrong.
pub(crate) fn tally(conn: &mut AnyConn) -> Result<(i64, i64), Fault> {
    let documents = rows::life::all_documents(conn)?;
    let before = |place: usize| place.checked_sub(1).and_then(|place| documents.get(place));
    let wrong = documents.iter().enumerate().filter(|(place, one)| !is_whole(one, before(*place)));
    let wrong = i64::try_from(wrong.count()).unwrap_or(i64::MAX);
    Ok((i64::try_from(documents.len()).unwrap_or(i64::MAX), wrong))
}

/// A document follows the one before it, or begins its year; its text is the one that was hashed, and bears its number.
fn is_whole(one: &Document, before: Option<&Document>) -> bool {
    let before = before.filter(|before| (before.kind, before.year) == (one.kind, one.year));
    let no = before.map_or(1, |before| before.no + 1);
    let as_said = one.body.number == one.number() && one.body.amount == one.amount;
    one.no == no && document::hash(&one.text) == one.hash && as_said
}
