//! Errands: what the centre is still to do for a venue's bookings, and what it has done.

use kernel::{
    access::{Action, Actor},
    clock::At,
    ids::{BookingId, ReceiptId, VenueId},
};
use store::{Reply, Store, Tx, act::ContentHash};

use crate::{
    errand::{Errand, Kind, PutOff},
    house::{Asked, House},
    refusal, rows, seating,
};

/// More than these are told once the first ones are done.
const MOST: i64 = 500;

/// What is still to be done for a venue's bookings, oldest first. Refuses `NOT_FOUND`, `FORBIDDEN`.
pub async fn errands(house: &House, actor: &Actor, venue: VenueId) -> Reply<Vec<Errand>> {
    house.lets_in(actor, venue, Action::Errands)?;
    Ok(house.read("node.errands", move |conn| rows::open_errands(conn, venue, MOST)).await?)
}

/// What is to be given back for whichever venue of these books, written before that instant, oldest first.
pub async fn to_give_back(store: &Store, before: At) -> Reply<Vec<Errand>> {
    store.read("node.to_give_back", move |conn| Ok(rows::open_releases(conn, before, MOST)?)).await
}

/// The centre has given these back; answers how many were still to be done.
pub async fn given_back(store: &Store, done: Vec<Errand>) -> Reply<usize> {
    let close = move |tx: &mut Tx<'_>| -> Reply<usize> { Ok(rows::close_releases(tx, &done)?) };
    store.transact("node.given_back", close).await
}

/// Whose cheques are to be kept until another day, at whichever venue of these books: their session was put off, or brought forward.
pub async fn to_put_off(store: &Store) -> Reply<Vec<PutOff>> {
    store.read("node.to_put_off", move |conn| Ok(rows::open_put_off(conn, MOST)?)).await
}

/// The centre keeps these until then; answers how many it was still to be told of.
pub async fn kept_longer(store: &Store, done: Vec<PutOff>) -> Reply<usize> {
    let close = move |tx: &mut Tx<'_>| -> Reply<usize> { Ok(rows::close_put_off(tx, &done)?) };
    store.transact("node.kept_longer", close).await
}

/// The centre has redeemed the cheques of a booking (its receipt: the venue alone says so), or given them back (none: whoever booked, too).
///
/// Refuses `FORBIDDEN`, `NOT_FOUND`, `KEY_REUSED`, `WRONG_STAGE` (nothing of that kind is to be done).
pub async fn close_errand(
    house: &House,
    asked: &Asked<'_>,
    booking: BookingId,
    receipt: Option<ReceiptId>,
) -> Reply<Errand> {
    let (act, parties) = house.hears(asked, Action::CloseErrand)?;
    let venue = asked.venue;
    let content = ContentHash::of(&(venue, booking, receipt))?;
    let done = move |tx: &mut Tx<'_>| -> Reply<Errand> {
        seating::mine(tx, (venue, booking), parties)?;
        // What the venue is still owed is not crossed out by somebody else.
        if receipt.is_some() && parties.0 != parties.1 {
            return Err(refusal::absent().into());
        }
        let found = rows::errands_of(tx.conn, venue, &[booking])?;
        let wanted = |one: &Errand| one.kind.is_claim() == receipt.is_some() && one.closed_at.is_none();
        let one = found.into_iter().find(wanted).ok_or_else(|| refusal::stage("closed"))?;
        close(tx, one, receipt)
    };
    house.book(act, content, done).await
}

fn close(tx: &mut Tx<'_>, one: Errand, receipt: Option<ReceiptId>) -> Reply<Errand> {
    let kind: Kind = one.kind;
    if !rows::close_errand(tx, (one.venue, one.booking), kind, receipt)? {
        return Err(refusal::stage("closed").into());
    }
    Ok(Errand { closed_at: Some(tx.now()), receipt, ..one })
}
