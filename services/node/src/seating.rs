//! The seats of a session: judged inside the transaction, the bookings of one venue one after the other.

use kernel::ids::{BookingId, SessionId, StructureId, VenueId};
use store::{Fault, Reply, Tx};

use crate::{
    booking::{Booking, End, Stage},
    errand, forget, refusal, rows,
    session::{self, Session},
    tidings::What,
};

/// How long a seat that came free is kept for who waited: a day, or until the session begins.
const OFFERED_MS: i64 = 24 * 3_600_000;

/// People who wait for a seat, for each seat.
const WAITING_PER_SEAT: i64 = 2;

/// A session and who comes to it, while its venue is held still.
pub(crate) struct Sitting {
    pub(crate) session: Session,
    bookings: Vec<Booking>,
}

impl Sitting {
    /// Holds the venue's bookings still; seats that were kept in vain are free, and offered to who waits. `NOT_FOUND`.
    pub(crate) fn open(tx: &mut Tx<'_>, venue: VenueId, id: SessionId) -> Reply<Self> {
        rows::hold_still(tx, venue)?;
        let session = rows::session(tx.conn, venue, id)?.ok_or_else(refusal::absent)?;
        let mut sitting = Self { session, bookings: rows::bookings_of(tx.conn, venue, &[id])? };
        let now = tx.now();
        forget::with_a_deed(tx, venue)?;
        let late = |one: &&Booking| one.stage.is_late(now);
        let late: Vec<BookingId> = sitting.bookings.iter().filter(late).map(|one| one.id).collect();
        sitting.end(tx, &late, End::Lapsed)?;
        Ok(sitting)
    }

    /// Seats that are nobody's.
    pub(crate) fn free(&self) -> i64 {
        self.session.seats - seated(&self.bookings)
    }

    /// Whether one more may wait: twice as many people as there are seats have no chance to come.
    pub(crate) fn may_wait(&self) -> bool {
        let waiting = self.bookings.iter().filter(|one| one.stage == Stage::Waiting).count();
        i64::try_from(waiting).is_ok_and(|waiting| waiting < self.session.seats.saturating_mul(WAITING_PER_SEAT))
    }

    /// The booking of that name.
    pub(crate) fn find(&self, id: BookingId) -> Option<&Booking> {
        self.bookings.iter().find(|one| one.id == id)
    }

    /// Whether it will sit and has not begun: otherwise `WRONG_STAGE`.
    pub(crate) fn still_waits(&self, tx: &Tx<'_>) -> Reply<()> {
        match self.session.stage {
            session::Stage::Cancelled { .. } => Err(refusal::stage("cancelled").into()),
            session::Stage::Planned if self.session.starts_at <= tx.now() => Err(refusal::stage("begun").into()),
            session::Stage::Planned => Ok(()),
        }
    }

    /// These bookings stand so from now on.
    pub(crate) fn put(&mut self, tx: &mut Tx<'_>, ids: &[BookingId], to: Stage) -> Result<(), Fault> {
        if ids.is_empty() {
            return Ok(());
        }
        if rows::put_at(tx, self.session.venue, ids, to)? != ids.len() {
            return Err(Fault::crossed("a booking changed meanwhile"));
        }
        for one in self.bookings.iter_mut().filter(|one| ids.contains(&one.id)) {
            one.stage = to;
        }
        Ok(())
    }

    /// These bookings are over: the centre is told of their cheques, and seats that come free are offered.
    pub(crate) fn end(&mut self, tx: &mut Tx<'_>, ids: &[BookingId], end: End) -> Result<(), Fault> {
        let over: Vec<Booking> = self.bookings.iter().filter(|one| ids.contains(&one.id)).cloned().collect();
        tell(tx, &over, end)?;
        self.put(tx, ids, Stage::Ended(end))?;
        self.offer(tx)
    }

    /// The seats that are free go to who waits, in the order in which they asked.
    fn offer(&mut self, tx: &mut Tx<'_>) -> Result<(), Fault> {
        let now = tx.now();
        if self.session.stage != session::Stage::Planned || self.session.starts_at <= now {
            return Ok(());
        }
        let free = usize::try_from(self.free()).unwrap_or_default();
        let waiting = self.bookings.iter().filter(|one| one.stage == Stage::Waiting);
        let next: Vec<BookingId> = waiting.map(|one| one.id).take(free).collect();
        let until = now.plus_ms(OFFERED_MS).min(self.session.starts_at);
        self.put(tx, &next, Stage::Offered(until))
    }
}

/// How many of these take a seat.
pub(crate) fn seated(bookings: &[Booking]) -> i64 {
    i64::try_from(bookings.iter().filter(|one| one.stage.is_seated()).count()).unwrap_or(i64::MAX)
}

/// Nobody comes to these sessions: they will not sit, or not with them. Whoever booked is told, except the structure that knows. However many
/// there are, as many statements; answers how many bookings are over.
pub(crate) fn call_off(
    tx: &mut Tx<'_>,
    venue: VenueId,
    sessions: &[SessionId],
    (what, knows): (What, Option<StructureId>),
) -> Result<usize, Fault> {
    let is_open = |one: &Booking| !matches!(one.stage, Stage::Ended(_));
    let open: Vec<Booking> = rows::bookings_of(tx.conn, venue, sessions)?.into_iter().filter(is_open).collect();
    if open.is_empty() {
        return Ok(0);
    }
    tell(tx, &open, End::CalledOff)?;
    let ids: Vec<BookingId> = open.iter().map(|one| one.id).collect();
    if rows::put_at(tx, venue, &ids, Stage::Ended(End::CalledOff))? != ids.len() {
        return Err(Fault::crossed("a booking changed meanwhile"));
    }
    rows::insert_tidings(tx, venue, &told_of(&open, knows), what)?;
    Ok(ids.len())
}

/// Those of these bookings of which somebody else than the structure that knows has to be told.
fn told_of(bookings: &[Booking], knows: Option<StructureId>) -> Vec<BookingId> {
    bookings.iter().filter(|one| knows != Some(one.structure)).map(|one| one.id).collect()
}

/// A session sits on another day: until then the centre keeps the cheques of who comes, or may come yet, and whoever booked is told, except the
/// structure that knows.
pub(crate) fn put_off(tx: &mut Tx<'_>, session: &Session, knows: Option<StructureId>) -> Result<(), Fault> {
    let is_open = |one: &Booking| !matches!(one.stage, Stage::Ended(_));
    let all = rows::bookings_of(tx.conn, session.venue, &[session.id])?;
    let open: Vec<Booking> = all.into_iter().filter(is_open).collect();
    rows::insert_tidings(tx, session.venue, &told_of(&open, knows), What::PutOff)?;
    let kept: Vec<(BookingId, i64)> =
        open.into_iter().filter(|one| one.cheques > 0).map(|one| (one.id, one.cheques)).collect();
    rows::put_off(tx, session.venue, &kept, session.starts_at)
}

/// A booking of the caller's structure, or at its venue; absent for everybody else.
pub(crate) fn mine(
    tx: &mut Tx<'_>,
    (venue, id): (VenueId, BookingId),
    (organisation, owner): (StructureId, StructureId),
) -> Reply<Booking> {
    let found = rows::booking(tx.conn, venue, id)?;
    let mine = found.filter(|one| one.structure == organisation || owner == organisation);
    Ok(mine.ok_or_else(refusal::absent)?)
}

/// What the centre is to do follows from the end of bookings; who only waited had no cheque kept.
fn tell(tx: &mut Tx<'_>, over: &[Booking], end: End) -> Result<(), Fault> {
    let now = tx.now();
    let kept = over.iter().filter(|one| end == End::Seen || one.stage != Stage::Waiting);
    let errands: Vec<errand::Errand> = kept.filter_map(|one| errand::following(one, end, now)).collect();
    rows::insert_errands(tx, &errands)
}
