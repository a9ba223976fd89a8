//! Ending a booking before its session: cancelled, moved, excused. The seat goes to who waits, the cheques go back.

use kernel::{access::Action, ids::BookingId};
use store::{Reply, Tx, act::ContentHash};

use crate::{
    book_seat::Seat,
    booking::{End, Stage},
    house::{Asked, House},
    refusal,
    seating::{self, Sitting},
};

/// Ends a booking that is not over. Asked by whoever booked it, or by the venue. A move is a booking elsewhere, then this.
///
/// Refuses `FORBIDDEN`, `NOT_FOUND`, `INPUT_INVALID` (an end that only attendance or the venue brings about), `KEY_REUSED`,
/// `WRONG_STAGE` (over, or the session has begun).
pub async fn end_booking(house: &House, asked: &Asked<'_>, id: BookingId, end: End) -> Reply<Seat> {
    let (act, parties) = house.hears(asked, Action::EndBooking)?;
    if !matches!(end, End::Cancelled | End::Moved | End::Excused) {
        return Err(refusal::input("end").into());
    }
    let venue = asked.venue;
    let content = ContentHash::of(&(venue, id, end))?;
    let apply = move |tx: &mut Tx<'_>| -> Reply<Seat> {
        let mine = seating::mine(tx, (venue, id), parties)?;
        let mut sitting = Sitting::open(tx, venue, mine.session)?;
        let stage = sitting.find(id).ok_or_else(refusal::absent)?.stage;
        if let Stage::Ended(_) = stage {
            return Err(refusal::stage(stage.kept().0).into());
        }
        sitting.still_waits(tx)?;
        sitting.end(tx, &[id], end)?;
        let one = sitting.find(id).ok_or_else(refusal::absent)?;
        Ok(Seat::of(one, sitting.session.starts_at))
    };
    house.book(act, content, apply).await
}
