//! What ends access tokens before their time, for whoever believes them: read every second, in two statements.

use kernel::{
    clock::At,
    ids::{PersonId, VisitId},
};
use store::{Fault, conn::AnyConn};

use crate::rows::{person, visit};

/// Longer than any token lives: those that the machine mints live a day at most.
const STAMPS_MS: i64 = 25 * 3_600_000;
/// Longer than the token of a visit lives.
const VISITS_MS: i64 = 3_600_000;

/// The stamps that rose and the visits that ended while a token that knew them otherwise may live.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Revoked {
    /// People and their stamps of now.
    pub stamps: Vec<(PersonId, i64)>,
    /// Visits that ended before their time.
    pub visits: Vec<VisitId>,
}

/// What was revoked lately.
pub fn revoked(conn: &mut AnyConn, now: At) -> Result<Revoked, Fault> {
    Ok(Revoked {
        stamps: person::stamps_since(conn, now.plus_ms(-STAMPS_MS))?,
        visits: visit::ended_since(conn, now.plus_ms(-VISITS_MS))?,
    })
}

/// The stamp of somebody now; zero for somebody who was never written down.
pub fn stamp(conn: &mut AnyConn, id: PersonId) -> Result<i64, Fault> {
    Ok(person::read(conn, id)?.map(|row| row.stamp).unwrap_or_default())
}
