//! The rows of bookings whose session was put off, until the centre keeps their cheques for the new day.

use std::collections::BTreeMap;

use diesel::{delete, insert_into, prelude::*, update};
use kernel::{
    clock::At,
    ids::{Booking, BookingId, Venue, VenueId},
};
use store::{
    Fault, Tx,
    conn::AnyConn,
    each,
    ids::{Ref, refs},
};

use crate::{errand::PutOff, tables::errand};

pub(super) const MOVE: &str = "move";

/// The session of these bookings, each with its cheques, begins then: what was to be done about another day is forgotten.
pub(crate) fn put_off(
    tx: &mut Tx<'_>,
    venue: VenueId,
    bookings: &[(BookingId, i64)],
    starts_at: At,
) -> Result<(), Fault> {
    let now = tx.now().0;
    for some in bookings.chunks(500) {
        let ids: Vec<BookingId> = some.iter().map(|(id, _)| *id).collect();
        let before = errand::table.filter(errand::venue_id.eq(Ref(venue)).and(errand::booking_id.eq_any(refs(&ids))));
        delete(before.filter(errand::kind.eq(MOVE))).execute(tx.conn)?;
        let rows: Vec<_> = some
            .iter()
            .map(|(id, cheques)| {
                (
                    errand::venue_id.eq(Ref(venue)),
                    errand::booking_id.eq(Ref(*id)),
                    errand::kind.eq(MOVE),
                    errand::cheques.eq(*cheques),
                    errand::at.eq(now),
                    errand::starts_at.eq(Some(starts_at.0)),
                )
            })
            .collect();
        each!(&mut *tx.conn, |c| insert_into(errand::table).values(&rows).execute(c))?;
    }
    Ok(())
}

/// The cheques of a booking may have been kept after the centre was told of another day: it is told again.
pub(crate) fn put_off_again(tx: &mut Tx<'_>, venue: VenueId, booking: BookingId) -> Result<(), Fault> {
    update(errand::table.find((Ref(venue), Ref(booking), MOVE)))
        .set(errand::closed_at.eq(None::<i64>))
        .execute(tx.conn)?;
    Ok(())
}

/// Whose cheques are to be kept until another day, of whichever venue, oldest first, at most so many.
pub(crate) fn open_put_off(conn: &mut AnyConn, most: i64) -> Result<Vec<PutOff>, Fault> {
    let rows: Vec<(Ref<Venue>, Ref<Booking>, Option<i64>)> = errand::table
        .filter(errand::kind.eq(MOVE).and(errand::closed_at.is_null()))
        .order((errand::at, errand::booking_id))
        .limit(most)
        .select((errand::venue_id, errand::booking_id, errand::starts_at))
        .load(conn)?;
    let shaped = |(venue, booking, starts_at): (Ref<Venue>, Ref<Booking>, Option<i64>)| {
        let starts_at = starts_at.ok_or_else(|| Fault::broken("a session was put off to no day"))?;
        Ok(PutOff { venue: venue.0, booking: booking.0, starts_at: At(starts_at) })
    };
    rows.into_iter().map(shaped).collect()
}

/// The centre keeps them until that day; answers how many were still to be told. A session that was put off once more meanwhile stays
/// to be told.
pub(crate) fn close_put_off(tx: &mut Tx<'_>, done: &[PutOff]) -> Result<usize, Fault> {
    let now = tx.now().0;
    let mut alike: BTreeMap<(VenueId, At), Vec<BookingId>> = BTreeMap::new();
    for one in done {
        alike.entry((one.venue, one.starts_at)).or_default().push(one.booking);
    }
    let mut closed = 0;
    for ((venue, starts_at), bookings) in alike {
        let open = errand::table
            .filter(errand::venue_id.eq(Ref(venue)).and(errand::booking_id.eq_any(refs(&bookings))))
            .filter(errand::kind.eq(MOVE).and(errand::starts_at.eq(Some(starts_at.0))))
            .filter(errand::closed_at.is_null());
        closed += update(open).set(errand::closed_at.eq(Some(now))).execute(tx.conn)?;
    }
    Ok(closed)
}
