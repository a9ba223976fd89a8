//! Lapsing: a seat that was kept in vain comes free when its time has passed, and goes to who waits, though nobody asks for one.

use kernel::ids::{SessionId, VenueId};
use store::{Reply, Store, Tx};

use crate::{rows, seating::Sitting};

/// More than these wait for the next round.
const MOST: i64 = 200;

/// Lapses them at every venue of these books; answers at how many sessions.
pub async fn lapse(store: &Store) -> Reply<usize> {
    let now = store.now();
    let late: Vec<(VenueId, SessionId)> =
        store.read("node.kept_in_vain", move |conn| Ok(rows::kept_in_vain(conn, now, MOST)?)).await?;
    let count = late.len();
    // One session after the other: a counter waits behind each transaction.
    for (venue, session) in late {
        let one = move |tx: &mut Tx<'_>| -> Reply<()> { Sitting::open(tx, venue, session).map(drop) };
        store.transact("node.lapse", one).await?;
    }
    Ok(count)
}
