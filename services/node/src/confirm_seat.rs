//! Confirming: the cheques are kept, or a seat that came free is wanted still.

use kernel::{access::Action, ids::BookingId};
use store::{Reply, Tx, act::ContentHash};

use crate::{
    book_seat::Seat,
    booking::Stage,
    house::{Asked, House},
    refusal, rows,
    seating::{self, Sitting},
};

/// Confirms a seat that is kept. Asked by whoever booked it, or by the venue.
///
/// Refuses `FORBIDDEN`, `NOT_FOUND`, `KEY_REUSED`, `WRONG_STAGE` (confirmed before, still on the list, over, or kept for too long).
pub async fn confirm_seat(house: &House, asked: &Asked<'_>, id: BookingId) -> Reply<Seat> {
    let (act, parties) = house.hears(asked, Action::ConfirmSeat)?;
    let venue = asked.venue;
    let content = ContentHash::of(&(venue, id))?;
    let confirm = move |tx: &mut Tx<'_>| -> Reply<Seat> {
        let mine = seating::mine(tx, (venue, id), parties)?;
        let mut sitting = Sitting::open(tx, venue, mine.session)?;
        let stage = sitting.find(id).ok_or_else(refusal::absent)?.stage;
        if !matches!(stage, Stage::Pending(_) | Stage::Offered(_)) {
            return Err(refusal::stage(stage.kept().0).into());
        }
        sitting.put(tx, &[id], Stage::Confirmed)?;
        rows::put_off_again(tx, venue, id)?;
        let one = sitting.find(id).ok_or_else(refusal::absent)?;
        Ok(Seat::of(one, sitting.session.starts_at))
    };
    house.book(act, content, confirm).await
}
