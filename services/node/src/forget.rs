//! Forgetting: how people were called is known for thirty days after their session, and not a day more.

use kernel::{
    clock::At,
    ids::{LearnerRef, VenueId},
};
use store::{Fault, Reply, Store, Tx};

use crate::rows;

const KNOWN_MS: i64 = 30 * 24 * 3_600_000;
/// People who are asked about at once.
const AT_ONCE: i64 = 500;

/// Forgets it at every venue of these books, whether or not anything happens there; answers how many people are nameless now.
pub async fn forget(store: &Store) -> Reply<usize> {
    let before = long_ago(store.now());
    let known = store.read("node.known_for_long", move |conn| Ok(rows::known_for_long(conn, before)?)).await?;
    let mut forgotten = 0;
    // One venue after the other: a counter waits behind each transaction.
    for venue in known {
        let one = move |tx: &mut Tx<'_>| -> Reply<usize> {
            let before = long_ago(tx.now());
            rows::hold_still(tx, venue)?;
            Ok(rows::forget(tx, venue, before)?)
        };
        forgotten += store.transact("node.forget", one).await?;
    }
    Ok(forgotten)
}

/// The people of whom the bookings of these books tell, by their random names, after that one: some at a time, none once all were told.
pub async fn booked_learners(store: &Store, after: Option<LearnerRef>) -> Reply<Vec<LearnerRef>> {
    store.read("node.booked_learners", move |conn| Ok(rows::learners_after(conn, after, AT_ONCE)?)).await
}

/// These people are forgotten in the whole network: no booking leads to them any more; answers how many did.
pub async fn forget_learners(store: &Store, learners: Vec<LearnerRef>) -> Reply<usize> {
    store.transact("node.forget_learners", move |tx| Ok(rows::forget_learners(tx, &learners)?)).await
}

/// The same with a deed about a seat of that venue, in its transaction.
pub(crate) fn with_a_deed(tx: &mut Tx<'_>, venue: VenueId) -> Result<(), Fault> {
    let before = long_ago(tx.now());
    rows::forget(tx, venue, before)?;
    Ok(())
}

/// Whose session was before this is called nothing any more.
const fn long_ago(now: At) -> At {
    now.plus_ms(-KNOWN_MS)
}
