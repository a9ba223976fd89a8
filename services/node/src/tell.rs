//! Telling: whoever booked at a venue of these books hears of what happened to the session. What writes the letters is elsewhere.

use kernel::{
    clock::At,
    ids::{SessionId, VenueId, WorkshopId},
};
use store::{Reply, Store, Tx};

use crate::{
    rows,
    tidings::{Place, Tidings},
};

/// So many are told at a time.
const AT_ONCE: i64 = 200;

/// What is to be told, oldest first, after that place: some at a time, none once all were read.
pub async fn to_tell(store: &Store, after: Option<Place>) -> Reply<Vec<Tidings>> {
    store.read("node.to_tell", move |conn| Ok(rows::open_tidings(conn, after, AT_ONCE)?)).await
}

/// These were told; answers how many still had to be.
pub async fn told(store: &Store, done: Vec<Tidings>) -> Reply<usize> {
    let close = move |tx: &mut Tx<'_>| -> Reply<usize> { Ok(rows::close_tidings(tx, &done)?) };
    store.transact("node.told", close).await
}

/// When a workshop sits next at its venue, in another session than that one.
pub async fn sits_next(
    store: &Store,
    venue: VenueId,
    workshop: WorkshopId,
    session: SessionId,
) -> Reply<Option<(SessionId, At)>> {
    let now = store.now();
    store.read("node.sits_next", move |conn| Ok(rows::sits_next(conn, venue, (workshop, session), now)?)).await
}
