//! A run that waits too long: somebody prepared it, and venues are not paid.

use kernel::clock::At;
use store::{Fault, conn::AnyConn};

use crate::{
    payments::settlement::{Settlement, Stage},
    rows::settlements as rows,
};

/// A run is done within a week.
const WEEK_MS: i64 = 7 * 24 * 3_600_000;

/// A run that waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Late {
    /// Its number.
    pub no: i64,
    /// How far it has come.
    pub stage: Stage,
    /// Since when nothing happened to it.
    pub since: At,
}

/// The last run, when nothing has happened to it for a week and it is not paid.
pub fn late(conn: &mut AnyConn, now: At) -> Result<Option<Late>, Fault> {
    Ok(rows::last(conn)?.and_then(|run| waits(&run, now)))
}

fn waits(run: &Settlement, now: At) -> Option<Late> {
    let since = match run.stage {
        Stage::Preparing | Stage::Prepared => run.prepared_at,
        Stage::Approved => run.approved_at?,
        Stage::Exported => run.exported_at?,
        Stage::Confirmed => return None,
    };
    (since.plus_ms(WEEK_MS) < now).then_some(Late { no: run.no, stage: run.stage, since })
}
