//! The rows of bookings, and of what the centre is still to do for them.

use std::collections::BTreeMap;

use diesel::{delete, insert_into, prelude::*, update};
use kernel::{
    clock::At,
    ids::{
        Booking as BookingKind, BookingId, Learner, LearnerRef, ReceiptId, Session, SessionId, Structure, Venue,
        VenueId,
    },
};
use store::{
    Fault, Tx,
    conn::AnyConn,
    each,
    ids::{Ref, refs},
};

use super::{put_off::MOVE, session::sessions_named};
use crate::{
    booking::{Booking, Stage},
    errand::{Errand, Kind, Why},
    tables::{agenda_generation, booking, errand, session},
};

const CLAIM: &str = "claim";
const RELEASE: &str = "release";

/// Puts the bookings of one venue one after the other, and after the changes of its sessions, until the transaction ends. Its
/// agenda stays as it is.
pub(crate) fn hold_still(tx: &mut Tx<'_>, venue: VenueId) -> Result<(), Fault> {
    update(agenda_generation::table.find(Ref(venue)))
        .set(agenda_generation::generation.eq(agenda_generation::generation))
        .execute(tx.conn)?;
    Ok(())
}

#[derive(Queryable)]
struct BookingRow {
    venue_id: Ref<Venue>,
    id: Ref<BookingKind>,
    session_id: Ref<Session>,
    structure_id: Ref<Structure>,
    learner_id: Option<Ref<Learner>>,
    called: Option<String>,
    cheques: i64,
    stage: String,
    until: Option<i64>,
    at: i64,
    _ended_at: Option<i64>,
}

impl TryFrom<BookingRow> for Booking {
    type Error = Fault;
    fn try_from(row: BookingRow) -> Result<Self, Fault> {
        let stage = Stage::read(&row.stage, row.until.map(At));
        Ok(Self {
            venue: row.venue_id.0,
            id: row.id.0,
            session: row.session_id.0,
            structure: row.structure_id.0,
            learner: row.learner_id.map(|id| id.0),
            called: row.called,
            cheques: row.cheques,
            stage: stage.ok_or_else(|| Fault::broken("a booking has an unknown stage"))?,
            at: At(row.at),
        })
    }
}

/// Writes new bookings.
pub(crate) fn insert_bookings(tx: &mut Tx<'_>, new: &[Booking]) -> Result<(), Fault> {
    let now = tx.now().0;
    for some in new.chunks(500) {
        let rows: Vec<_> = some
            .iter()
            .map(|one| {
                let (stage, until) = one.stage.kept();
                let ended_at = matches!(one.stage, Stage::Ended(_)).then_some(now);
                (
                    booking::venue_id.eq(Ref(one.venue)),
                    booking::id.eq(Ref(one.id)),
                    booking::session_id.eq(Ref(one.session)),
                    booking::structure_id.eq(Ref(one.structure)),
                    booking::learner_id.eq(one.learner.map(Ref)),
                    booking::called.eq(one.called.as_deref()),
                    booking::cheques.eq(one.cheques),
                    booking::stage.eq(stage),
                    booking::until.eq(until.map(|at| at.0)),
                    booking::at.eq(one.at.0),
                    booking::ended_at.eq(ended_at),
                )
            })
            .collect();
        each!(&mut *tx.conn, |c| insert_into(booking::table).values(&rows).execute(c))?;
    }
    Ok(())
}

/// One booking of a venue.
pub(crate) fn booking(conn: &mut AnyConn, venue: VenueId, id: BookingId) -> Result<Option<Booking>, Fault> {
    let row: Option<BookingRow> = booking::table.find((Ref(venue), Ref(id))).first(conn).optional()?;
    row.map(Booking::try_from).transpose()
}

/// The bookings of these sessions of a venue, in the order in which they were asked.
pub(crate) fn bookings_of(conn: &mut AnyConn, venue: VenueId, sessions: &[SessionId]) -> Result<Vec<Booking>, Fault> {
    let rows: Vec<BookingRow> = booking::table
        .filter(booking::venue_id.eq(Ref(venue)).and(booking::session_id.eq_any(refs(sessions))))
        .order((booking::at, booking::id))
        .load(conn)?;
    rows.into_iter().map(Booking::try_from).collect()
}

/// These bookings stand so from now on; answers how many there were.
pub(crate) fn put_at(tx: &mut Tx<'_>, venue: VenueId, ids: &[BookingId], to: Stage) -> Result<usize, Fault> {
    let (stage, until) = to.kept();
    let ended_at = matches!(to, Stage::Ended(_)).then_some(tx.now().0);
    let these = booking::table.filter(booking::venue_id.eq(Ref(venue)).and(booking::id.eq_any(refs(ids))));
    let changed = (booking::stage.eq(stage), booking::until.eq(until.map(|at| at.0)), booking::ended_at.eq(ended_at));
    Ok(update(these).set(changed).execute(tx.conn)?)
}

/// The sessions where a seat is kept whose time has passed, at most so many.
pub(crate) fn kept_in_vain(conn: &mut AnyConn, now: At, most: i64) -> Result<Vec<(VenueId, SessionId)>, Fault> {
    let found: Vec<(Ref<Venue>, Ref<Session>)> = booking::table
        .filter(booking::until.le(now.0))
        .select((booking::venue_id, booking::session_id))
        .distinct()
        .order((booking::venue_id, booking::session_id))
        .limit(most)
        .load(conn)?;
    Ok(found.into_iter().map(|(venue, session)| (venue.0, session.0)).collect())
}

/// The venues where it is still known how somebody was called whose session was before that instant.
pub(crate) fn known_for_long(conn: &mut AnyConn, before: At) -> Result<Vec<VenueId>, Fault> {
    let theirs = session::table.on(session::venue_id.eq(booking::venue_id).and(session::id.eq(booking::session_id)));
    let found: Vec<Ref<Venue>> = booking::table
        .inner_join(theirs)
        .filter(booking::called.is_not_null().and(session::starts_at.lt(before.0)))
        .select(booking::venue_id)
        .distinct()
        .order(booking::venue_id)
        .load(conn)?;
    Ok(found.into_iter().map(|id| id.0).collect())
}

/// The venues where somebody is expected after that instant, or waits for a seat.
pub(crate) fn expecting(conn: &mut AnyConn, now: At) -> Result<Vec<VenueId>, Fault> {
    let theirs = session::table.on(session::venue_id.eq(booking::venue_id).and(session::id.eq(booking::session_id)));
    let found: Vec<Ref<Venue>> = booking::table
        .inner_join(theirs)
        .filter(booking::ended_at.is_null().and(session::starts_at.gt(now.0)))
        .select(booking::venue_id)
        .distinct()
        .order(booking::venue_id)
        .load(conn)?;
    Ok(found.into_iter().map(|id| id.0).collect())
}

/// The sessions of a venue after that instant at which somebody is expected, or waits for a seat.
pub(crate) fn expected_at(conn: &mut AnyConn, venue: VenueId, now: At) -> Result<Vec<SessionId>, Fault> {
    let theirs = session::table.on(session::venue_id.eq(booking::venue_id).and(session::id.eq(booking::session_id)));
    let found: Vec<Ref<Session>> = booking::table
        .inner_join(theirs)
        .filter(booking::venue_id.eq(Ref(venue)))
        .filter(booking::ended_at.is_null().and(session::starts_at.gt(now.0)))
        .select(booking::session_id)
        .distinct()
        .order(booking::session_id)
        .load(conn)?;
    Ok(found.into_iter().map(|id| id.0).collect())
}

/// The people of whom bookings tell, by their random names, after that one, at most so many.
pub(crate) fn learners_after(
    conn: &mut AnyConn,
    after: Option<LearnerRef>,
    most: i64,
) -> Result<Vec<LearnerRef>, Fault> {
    let mut query = booking::table.filter(booking::learner_id.is_not_null()).into_boxed();
    if let Some(after) = after {
        query = query.filter(booking::learner_id.gt(Some(Ref(after))));
    }
    let found: Vec<Option<Ref<Learner>>> =
        query.select(booking::learner_id).distinct().order(booking::learner_id).limit(most).load(conn)?;
    Ok(found.into_iter().flatten().map(|id| id.0).collect())
}

/// Nothing in a booking leads to these people any more; answers how many bookings did. Seats, cheques and figures stay.
pub(crate) fn forget_learners(tx: &mut Tx<'_>, learners: &[LearnerRef]) -> Result<usize, Fault> {
    let theirs = booking::table.filter(booking::learner_id.eq_any(refs(learners)));
    let nobody = (booking::learner_id.eq(None::<Ref<Learner>>), booking::called.eq(None::<String>));
    Ok(update(theirs).set(nobody).execute(tx.conn)?)
}

/// Forgets how people are called whose session was before that instant; answers how many they are.
pub(crate) fn forget(tx: &mut Tx<'_>, venue: VenueId, before: At) -> Result<usize, Fault> {
    let named: Vec<Ref<Session>> = booking::table
        .filter(booking::venue_id.eq(Ref(venue)).and(booking::called.is_not_null()))
        .filter(booking::at.lt(before.0))
        .select(booking::session_id)
        .distinct()
        .load(tx.conn)?;
    let named: Vec<(VenueId, SessionId)> = named.into_iter().map(|id| (venue, id.0)).collect();
    if named.is_empty() {
        return Ok(0);
    }
    let past = sessions_named(tx.conn, &named)?.into_iter().filter(|session| session.starts_at < before);
    let past: Vec<SessionId> = past.map(|session| session.id).collect();
    if past.is_empty() {
        return Ok(0);
    }
    let theirs = booking::table
        .filter(booking::venue_id.eq(Ref(venue)).and(booking::session_id.eq_any(refs(&past))))
        .filter(booking::called.is_not_null());
    Ok(update(theirs).set(booking::called.eq(None::<String>)).execute(tx.conn)?)
}

/// Writes what the centre is to do.
pub(crate) fn insert_errands(tx: &mut Tx<'_>, errands: &[Errand]) -> Result<(), Fault> {
    for some in errands.chunks(500) {
        let rows: Vec<_> = some
            .iter()
            .map(|one| {
                let (kind, why) = told(one.kind);
                (
                    errand::venue_id.eq(Ref(one.venue)),
                    errand::booking_id.eq(Ref(one.booking)),
                    errand::kind.eq(kind),
                    errand::why.eq(why),
                    errand::cheques.eq(one.cheques),
                    errand::at.eq(one.at.0),
                )
            })
            .collect();
        each!(&mut *tx.conn, |c| insert_into(errand::table).values(&rows).execute(c))?;
    }
    Ok(())
}

/// Nothing follows any more from how these bookings ended.
pub(crate) fn take_back_errands(tx: &mut Tx<'_>, venue: VenueId, bookings: &[BookingId]) -> Result<(), Fault> {
    let theirs = errand::table
        .filter(errand::venue_id.eq(Ref(venue)).and(errand::booking_id.eq_any(refs(bookings))))
        .filter(errand::kind.ne(MOVE));
    delete(theirs).execute(tx.conn)?;
    Ok(())
}

type ErrandRow = (
    (Ref<Venue>, Ref<BookingKind>, String, Option<String>),
    (i64, i64, Option<i64>, Option<Ref<kernel::ids::Receipt>>),
);

/// What is still to be done for a venue's bookings, oldest first, at most so many.
pub(crate) fn open_errands(conn: &mut AnyConn, venue: VenueId, most: i64) -> Result<Vec<Errand>, Fault> {
    let rows: Vec<ErrandRow> = errand::table
        .filter(errand::venue_id.eq(Ref(venue)).and(errand::closed_at.is_null()).and(errand::kind.ne(MOVE)))
        .order((errand::at, errand::booking_id))
        .limit(most)
        .select((
            (errand::venue_id, errand::booking_id, errand::kind, errand::why),
            (errand::cheques, errand::at, errand::closed_at, errand::receipt_id),
        ))
        .load(conn)?;
    rows.into_iter().map(shaped).collect()
}

/// What is to be given back, of whichever venue, since before that instant, oldest first, at most so many.
pub(crate) fn open_releases(conn: &mut AnyConn, before: At, most: i64) -> Result<Vec<Errand>, Fault> {
    let rows: Vec<ErrandRow> = errand::table
        .filter(errand::kind.eq(RELEASE).and(errand::closed_at.is_null()).and(errand::at.lt(before.0)))
        .order((errand::at, errand::booking_id))
        .limit(most)
        .select((
            (errand::venue_id, errand::booking_id, errand::kind, errand::why),
            (errand::cheques, errand::at, errand::closed_at, errand::receipt_id),
        ))
        .load(conn)?;
    rows.into_iter().map(shaped).collect()
}

/// These were given back; answers how many were still to be: one statement a venue.
pub(crate) fn close_releases(tx: &mut Tx<'_>, done: &[Errand]) -> Result<usize, Fault> {
    let now = tx.now().0;
    let mut of_each: BTreeMap<VenueId, Vec<BookingId>> = BTreeMap::new();
    for one in done {
        of_each.entry(one.venue).or_default().push(one.booking);
    }
    let mut closed = 0;
    for (venue, bookings) in of_each {
        let open = errand::table
            .filter(errand::venue_id.eq(Ref(venue)).and(errand::booking_id.eq_any(refs(&bookings))))
            .filter(errand::kind.eq(RELEASE).and(errand::closed_at.is_null()));
        closed += update(open).set(errand::closed_at.eq(Some(now))).execute(tx.conn)?;
    }
    Ok(closed)
}

/// What is or was to be done for these bookings; the days until which their cheques are kept are the rounds' affair.
pub(crate) fn errands_of(conn: &mut AnyConn, venue: VenueId, bookings: &[BookingId]) -> Result<Vec<Errand>, Fault> {
    let rows: Vec<ErrandRow> = errand::table
        .filter(errand::venue_id.eq(Ref(venue)).and(errand::booking_id.eq_any(refs(bookings))))
        .filter(errand::kind.ne(MOVE))
        .select((
            (errand::venue_id, errand::booking_id, errand::kind, errand::why),
            (errand::cheques, errand::at, errand::closed_at, errand::receipt_id),
        ))
        .load(conn)?;
    rows.into_iter().map(shaped).collect()
}

/// The centre has done it; answers whether it was still to be done.
pub(crate) fn close_errand(
    tx: &mut Tx<'_>,
    (venue, booking): (VenueId, BookingId),
    kind: Kind,
    receipt: Option<ReceiptId>,
) -> Result<bool, Fault> {
    let now = tx.now().0;
    let open = errand::table.find((Ref(venue), Ref(booking), told(kind).0)).filter(errand::closed_at.is_null());
    let closed = (errand::closed_at.eq(Some(now)), errand::receipt_id.eq(receipt.map(Ref)));
    Ok(update(open).set(closed).execute(tx.conn)? == 1)
}

const fn told(kind: Kind) -> (&'static str, Option<&'static str>) {
    match kind {
        Kind::Claim => (CLAIM, None),
        Kind::Release(why) => (RELEASE, Some(why.name())),
    }
}

fn shaped(((venue, booking, kind, why), (cheques, at, closed_at, receipt)): ErrandRow) -> Result<Errand, Fault> {
    let kind = match (kind.as_str(), why.as_deref().map(Why::named)) {
        (CLAIM, None) => Kind::Claim,
        (RELEASE, Some(Some(why))) => Kind::Release(why),
        _ => return Err(Fault::broken("an errand is of no known kind")),
    };
    let (closed_at, receipt) = (closed_at.map(At), receipt.map(|id| id.0));
    Ok(Errand { venue: venue.0, booking: booking.0, kind, cheques, at: At(at), closed_at, receipt })
}
