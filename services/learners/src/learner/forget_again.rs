//! Forgetting again: books that were put back know people who were forgotten since they were copied. Who these are is told from
//! outside the books.

use std::collections::BTreeSet;

use kernel::ids::LearnerRef;
use store::{Fault, Tx, conn::AnyConn, head};

use super::erase;
use crate::rows::learners;

/// Rows that one statement asks for.
const AT_ONCE: usize = 500;

/// Every row that was forgotten.
pub fn forgotten(conn: &mut AnyConn) -> Result<Vec<LearnerRef>, Fault> {
    learners::erased(conn)
}

/// Which of these rows are there and were not forgotten.
pub fn still_known(conn: &mut AnyConn, told: &BTreeSet<LearnerRef>) -> Result<Vec<LearnerRef>, Fault> {
    let mut known = Vec::new();
    for some in Vec::from_iter(told.iter().copied()).chunks(AT_ONCE) {
        let rows = learners::of_ids(conn, some)?;
        known.extend(rows.into_iter().filter(|row| row.erased_at.is_none()).map(|row| row.id));
    }
    Ok(known)
}

/// Forgets those of these rows that are known; answers how many.
///
/// These rows and no other: one that was merged with them when the books were copied, and parted since, is somebody else.
pub fn forget_again(tx: &mut Tx<'_>, told: &BTreeSet<LearnerRef>) -> Result<usize, Fault> {
    head::announce(tx, &[])?;
    let known = still_known(tx.conn, told)?;
    for some in known.chunks(AT_ONCE) {
        part(tx, some, told)?;
        erase::forget_rows(tx, some)?;
    }
    Ok(known.len())
}

/// Whoever leads to one of these and is not forgotten is read under their own row from now on.
fn part(tx: &mut Tx<'_>, gone: &[LearnerRef], told: &BTreeSet<LearnerRef>) -> Result<(), Fault> {
    for (id, root) in learners::leading_to(tx.conn, gone)? {
        if !told.contains(&id) {
            learners::turn(tx, id, Some(root), None)?;
        }
    }
    Ok(())
}
