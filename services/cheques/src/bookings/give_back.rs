//! What a venue's node asks by itself: cheques of bookings that ended there are free again. Nobody is asked, and nobody loses anything.

use std::collections::BTreeMap;

use kernel::ids::{BookingId, VenueId};
use serde::Serialize;
use store::{
    Fault, Tx,
    head::{self, Event},
};

use super::hold::Why;
use crate::rows;

/// A booking that ended at a venue, and how.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Over {
    /// The venue whose node says so: what is kept elsewhere under that name is none of its affairs.
    pub venue: VenueId,
    /// The booking.
    pub booking: BookingId,
    /// Why nothing is kept for it any more.
    pub why: Why,
}

/// What the outbox tells.
#[derive(Serialize)]
struct Told<'a> {
    venue: VenueId,
    bookings: &'a [BookingId],
    why: Why,
}

/// Gives back what is still kept for these; answers for how many something was. Said again, it changes nothing more.
pub fn give_back(tx: &mut Tx<'_>, over: &[Over]) -> Result<usize, Fault> {
    let mut alike: BTreeMap<(VenueId, Why), Vec<BookingId>> = BTreeMap::new();
    for one in over {
        alike.entry((one.venue, one.why)).or_default().push(one.booking);
    }
    let (mut count, mut events) = (0, Vec::new());
    for ((venue, why), bookings) in alike {
        let kept = rows::cheque_holds::kept_at(tx.conn, venue, &bookings)?;
        if kept.is_empty() {
            continue;
        }
        if rows::cheque_holds::release(tx, &kept, why, None)? != kept.len() {
            return Err(Fault::crossed("a hold changed meanwhile"));
        }
        count += kept.len();
        events.push(Event::new("booking.cheques-released", &Told { venue, bookings: &kept, why })?);
    }
    head::announce(tx, &events)?;
    Ok(count)
}
