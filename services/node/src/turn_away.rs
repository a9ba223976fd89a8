//! Turning away: a venue that receives nobody for now gives back the seats that were booked ahead, with their cheques; whoever booked is
//! told, and books elsewhere.

use kernel::ids::VenueId;
use store::{Reply, Store, Tx};

use crate::{rows, seating, tidings::What};

/// The venues of these books where somebody is expected, or waits for a seat.
pub async fn expecting(store: &Store) -> Reply<Vec<VenueId>> {
    let now = store.now();
    store.read("node.expecting", move |conn| Ok(rows::expecting(conn, now)?)).await
}

/// Nobody is expected at that venue any more; answers how many bookings are over. Its sessions stay as they are announced.
pub async fn turn_away(store: &Store, venue: VenueId) -> Reply<usize> {
    let away = move |tx: &mut Tx<'_>| -> Reply<usize> {
        rows::hold_still(tx, venue)?;
        let now = tx.now();
        let ahead = rows::expected_at(tx.conn, venue, now)?;
        Ok(seating::call_off(tx, venue, &ahead, (What::VenueClosed, None))?)
    };
    store.transact("node.turn_away", away).await
}
