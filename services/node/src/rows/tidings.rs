//! The rows of what whoever booked has to be told.

use std::collections::BTreeMap;

use diesel::{delete, insert_into, prelude::*, update};
use kernel::{
    clock::At,
    ids::{
        Booking as BookingKind, BookingId, Session as SessionKind, SessionId, Structure, Venue, VenueId,
        Workshop as WorkshopKind, WorkshopId,
    },
};
use store::{
    Fault, Tx,
    conn::AnyConn,
    each,
    ids::{Ref, refs},
};

use super::session::PLANNED;
use crate::{
    tables::{booking, session, tidings, workshop},
    tidings::{Place, Tidings, What},
};

/// Whoever made these bookings is to be told that; what they were to be told before is forgotten.
pub(crate) fn insert_tidings(tx: &mut Tx<'_>, venue: VenueId, bookings: &[BookingId], what: What) -> Result<(), Fault> {
    let now = tx.now().0;
    for some in bookings.chunks(500) {
        let before =
            tidings::table.filter(tidings::venue_id.eq(Ref(venue)).and(tidings::booking_id.eq_any(refs(some))));
        delete(before).execute(tx.conn)?;
        let rows: Vec<_> = some
            .iter()
            .map(|id| {
                (
                    tidings::venue_id.eq(Ref(venue)),
                    tidings::booking_id.eq(Ref(*id)),
                    tidings::what.eq(what.name()),
                    tidings::at.eq(now),
                )
            })
            .collect();
        each!(&mut *tx.conn, |c| insert_into(tidings::table).values(&rows).execute(c))?;
    }
    Ok(())
}

type Row =
    ((Ref<Venue>, Ref<BookingKind>, Ref<Structure>, Ref<SessionKind>), (Ref<WorkshopKind>, String, i64, String, i64));

/// What is to be told, of whichever venue, oldest first, after that place, at most so many.
pub(crate) fn open_tidings(conn: &mut AnyConn, after: Option<Place>, most: i64) -> Result<Vec<Tidings>, Fault> {
    let (at, id) = after.unwrap_or((At(i64::MIN), BookingId::from_bytes([0; 16])));
    let same_instant = tidings::at.eq(at.0).and(tidings::booking_id.gt(Ref(id)));
    let of_booking =
        booking::table.on(booking::venue_id.eq(tidings::venue_id).and(booking::id.eq(tidings::booking_id)));
    let of_session =
        session::table.on(session::venue_id.eq(booking::venue_id).and(session::id.eq(booking::session_id)));
    let of_workshop =
        workshop::table.on(workshop::venue_id.eq(session::venue_id).and(workshop::id.eq(session::workshop_id)));
    let rows: Vec<Row> = tidings::table
        .inner_join(of_booking)
        .inner_join(of_session)
        .inner_join(of_workshop)
        .filter(tidings::told_at.is_null().and(tidings::at.gt(at.0).or(same_instant)))
        .order((tidings::at, tidings::booking_id))
        .limit(most)
        .select((
            (tidings::venue_id, tidings::booking_id, booking::structure_id, booking::session_id),
            (session::workshop_id, workshop::title, session::starts_at, tidings::what, tidings::at),
        ))
        .load(conn)?;
    rows.into_iter().map(shaped).collect()
}

/// These were told; answers how many still had to be. What happened once more meanwhile stays to be told.
pub(crate) fn close_tidings(tx: &mut Tx<'_>, done: &[Tidings]) -> Result<usize, Fault> {
    let now = tx.now().0;
    let mut alike: BTreeMap<(VenueId, At), Vec<BookingId>> = BTreeMap::new();
    for one in done {
        alike.entry((one.venue, one.at)).or_default().push(one.booking);
    }
    let mut closed = 0;
    for ((venue, at), bookings) in alike {
        let open = tidings::table
            .filter(tidings::venue_id.eq(Ref(venue)).and(tidings::booking_id.eq_any(refs(&bookings))))
            .filter(tidings::at.eq(at.0).and(tidings::told_at.is_null()));
        closed += update(open).set(tidings::told_at.eq(Some(now))).execute(tx.conn)?;
    }
    Ok(closed)
}

/// When a workshop sits next after that instant, in another session than that one.
pub(crate) fn sits_next(
    conn: &mut AnyConn,
    venue: VenueId,
    (workshop, but): (WorkshopId, SessionId),
    from: At,
) -> Result<Option<(SessionId, At)>, Fault> {
    let found: Option<(Ref<SessionKind>, i64)> = session::table
        .filter(session::venue_id.eq(Ref(venue)).and(session::workshop_id.eq(Ref(workshop))))
        .filter(session::stage.eq(PLANNED).and(session::starts_at.gt(from.0)))
        .filter(session::id.ne(Ref(but)))
        .order((session::starts_at, session::id))
        .select((session::id, session::starts_at))
        .first(conn)
        .optional()?;
    Ok(found.map(|(id, at)| (id.0, At(at))))
}

fn shaped(row: Row) -> Result<Tidings, Fault> {
    let ((venue, booking, structure, session), (workshop, title, starts_at, what, at)) = row;
    Ok(Tidings {
        venue: venue.0,
        booking: booking.0,
        structure: structure.0,
        session: session.0,
        workshop: workshop.0,
        title,
        starts_at: At(starts_at),
        what: What::named(&what).ok_or_else(|| Fault::broken("tidings are of no known kind"))?,
        at: At(at),
    })
}
