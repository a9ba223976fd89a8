//! The sheet of a session: who comes, for those who welcome them.

use std::collections::HashMap;

use kernel::{
    access::{Action, Actor},
    ids::{BookingId, SessionId, VenueId},
};
use store::Reply;

use crate::{booking::Booking, errand::Errand, house::House, rows};

/// A booking, and what the centre is to do or did for it.
pub type Line = (Booking, Vec<Errand>);

/// The bookings of a session in the order in which they were asked, those that ended too. Refuses `NOT_FOUND`, `FORBIDDEN`.
pub async fn session_bookings(house: &House, actor: &Actor, venue: VenueId, session: SessionId) -> Reply<Vec<Line>> {
    house.lets_in(actor, venue, Action::SessionBookings)?;
    let found = house.read_still("node.session_bookings", move |conn| {
        let bookings = rows::bookings_of(conn, venue, &[session])?;
        let ids: Vec<BookingId> = bookings.iter().map(|one| one.id).collect();
        Ok((rows::errands_of(conn, venue, &ids)?, bookings))
    });
    let (errands, bookings) = found.await?;
    let mut of_each: HashMap<BookingId, Vec<Errand>> = HashMap::new();
    for one in errands {
        of_each.entry(one.booking).or_default().push(one);
    }
    let with_errands = |one: Booking| {
        let errands = of_each.remove(&one.id).unwrap_or_default();
        (one, errands)
    };
    Ok(bookings.into_iter().map(with_errands).collect())
}
