//! What a venue's node asks by itself: a session sits on another day, and what is kept for its bookings is kept until then.

use std::collections::BTreeMap;

use kernel::{
    clock::At,
    ids::{BookingId, VenueId},
};
use serde::Serialize;
use store::{
    Fault, Tx,
    head::{self, Event},
};

use super::hold::KEPT_MS;
use crate::rows;

/// A booking whose session was put off, or brought forward.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Later {
    /// The venue whose node says so: what is kept elsewhere under that name is none of its affairs.
    pub venue: VenueId,
    /// The booking.
    pub booking: BookingId,
    /// When its session begins from now on.
    pub starts_at: At,
}

/// What the outbox tells.
#[derive(Serialize)]
struct Told<'a> {
    venue: VenueId,
    bookings: &'a [BookingId],
    until: At,
}

/// Keeps what is still kept for these until a day after their new hour; answers for how many something was. What was given back, presented,
/// or free again by its day stays so: it may have been promised anew. Said again, it changes nothing more.
pub fn put_off(tx: &mut Tx<'_>, later: &[Later]) -> Result<usize, Fault> {
    let mut alike: BTreeMap<(VenueId, At), Vec<BookingId>> = BTreeMap::new();
    for one in later {
        alike.entry((one.venue, one.starts_at)).or_default().push(one.booking);
    }
    let (mut count, mut events) = (0, Vec::new());
    for ((venue, starts_at), bookings) in alike {
        let kept = rows::cheque_holds::kept_at(tx.conn, venue, &bookings)?;
        let until = starts_at.plus_ms(KEPT_MS);
        let moved = rows::cheque_holds::keep_until(tx, &kept, (starts_at, until))?;
        if moved > 0 {
            count += moved;
            events.push(Event::new("booking.cheques-kept-until", &Told { venue, bookings: &kept, until })?);
        }
    }
    head::announce(tx, &events)?;
    Ok(count)
}
