//! Attendance: who came, who did not, who came without a booking. What the centre is to redeem is written in the same transaction.

use std::collections::HashSet;

use kernel::{
    access::Action,
    ids::{BookingId, SessionId, StructureId, VenueId},
};
use serde::{Deserialize, Serialize};
use store::{Reply, Tx, act::ContentHash};

use crate::{
    booking::{Booking, End, Stage},
    errand,
    house::{Asked, House},
    refusal, rows,
    seating::Sitting,
    session,
};

/// What is asked: a whole sheet, or a part of it.
#[derive(Clone)]
pub struct Sheet {
    /// Which session.
    pub session: SessionId,
    /// Bookings, each with what became of it; 500 at most.
    pub lines: Vec<(BookingId, End)>,
    /// People who came without a booking, 50 at most.
    pub walk_ins: Vec<WalkIn>,
}

/// Somebody who came without a booking.
#[derive(Clone)]
pub struct WalkIn {
    /// A first name and a letter; none: counted, not named.
    pub called: Option<String>,
    /// Cheques that they give, 0 to 10.
    pub cheques: i64,
}

/// What was written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attendance {
    /// Who came, with a booking or without.
    pub seen: usize,
    /// Who had said that they would not.
    pub excused: usize,
    /// Who did not come.
    pub missed: usize,
    /// Whose cheques the centre is to redeem.
    pub claims: usize,
}

const MOST_LINES: usize = 500;
const MOST_WALK_INS: usize = 50;
/// The sheet may be filled in from an hour before the session on.
const EARLY_MS: i64 = 3_600_000;

/// Writes who came. A line that says again what was written is left aside; one that says something else stands in its place, as long as
/// nothing was redeemed for it.
///
/// Refuses `NOT_FOUND` (the session, a booking), `FORBIDDEN`, `INPUT_INVALID` (a booking twice, too many lines), `KEY_REUSED`,
/// `WRONG_STAGE` (too early, the session was cancelled, a booking is over otherwise, or its
/// cheques were redeemed).
pub async fn record_attendance(house: &House, asked: &Asked<'_>, sheet: Sheet) -> Reply<Attendance> {
    let act = house.admit(asked, Action::RecordAttendance)?;
    let owner = house.lets_in(asked.actor, asked.venue, Action::RecordAttendance)?;
    let sheet = checked(sheet)?;
    let venue = asked.venue;
    let walk_ins: Vec<i64> = sheet.walk_ins.iter().map(|one| one.cheques).collect();
    let content = ContentHash::of(&(venue, sheet.session, &sheet.lines, walk_ins))?;
    house.book(act, content, move |tx| record(tx, (venue, owner), &sheet)).await
}

fn checked(mut sheet: Sheet) -> Reply<Sheet> {
    let each: HashSet<BookingId> = sheet.lines.iter().map(|(id, _)| *id).collect();
    let is_told = |end: &End| matches!(end, End::Seen | End::Excused | End::Missed);
    if each.len() != sheet.lines.len() || each.len() > MOST_LINES || !sheet.lines.iter().all(|(_, end)| is_told(end)) {
        return Err(refusal::input("lines").into());
    }
    if sheet.walk_ins.len() > MOST_WALK_INS {
        return Err(refusal::input("walkIns").into());
    }
    for one in &mut sheet.walk_ins {
        one.called = one.called.as_deref().map(|called| refusal::text("called", called, 60)).transpose()?;
        refusal::within("cheques", one.cheques, 0..=10)?;
    }
    Ok(sheet)
}

fn record(tx: &mut Tx<'_>, (venue, owner): (VenueId, StructureId), sheet: &Sheet) -> Reply<Attendance> {
    let mut sitting = Sitting::open(tx, venue, sheet.session)?;
    if sitting.session.stage != session::Stage::Planned {
        return Err(refusal::stage("cancelled").into());
    }
    if tx.now() < sitting.session.starts_at.plus_ms(-EARLY_MS) {
        return Err(refusal::stage("planned").into());
    }
    let mut told = Attendance::default();
    for end in [End::Seen, End::Excused, End::Missed] {
        let ids = new_ones(tx, &sitting, &sheet.lines, end)?;
        if end == End::Seen {
            told.claims += ids.iter().filter_map(|id| sitting.find(*id)).filter(|one| one.cheques > 0).count();
        }
        *told.of(end) += ids.len();
        sitting.end(tx, &ids, end)?;
    }
    let came = walk_ins(tx, (venue, owner), sheet)?;
    told.seen += came.len();
    told.claims += came.iter().filter(|one| one.cheques > 0).count();
    Ok(told)
}

/// The bookings of which that is said for the first time, or in the place of what was said before.
fn new_ones(tx: &mut Tx<'_>, sitting: &Sitting, lines: &[(BookingId, End)], end: End) -> Reply<Vec<BookingId>> {
    let (mut ids, mut otherwise) = (Vec::new(), Vec::new());
    for (id, _) in lines.iter().filter(|(_, told)| *told == end) {
        match sitting.find(*id).ok_or_else(refusal::absent)?.stage {
            Stage::Ended(before) if before == end => {}
            // Who was late for a seat that was kept in vain, and came all the same.
            Stage::Ended(End::Lapsed) if end == End::Seen => ids.push(*id),
            Stage::Ended(End::Seen | End::Excused | End::Missed) => otherwise.push(*id),
            Stage::Ended(_) => return Err(refusal::stage("recorded").into()),
            Stage::Pending(_) | Stage::Confirmed | Stage::Waiting | Stage::Offered(_) => ids.push(*id),
        }
    }
    take_back(tx, sitting.session.venue, &otherwise)?;
    ids.extend(otherwise);
    Ok(ids)
}

/// What was said of these asks nothing of the centre any more. What was redeemed stays said.
fn take_back(tx: &mut Tx<'_>, venue: VenueId, ids: &[BookingId]) -> Reply<()> {
    if ids.is_empty() {
        return Ok(());
    }
    let is_redeemed = |one: &errand::Errand| one.kind.is_claim() && one.closed_at.is_some();
    if rows::errands_of(tx.conn, venue, ids)?.iter().any(is_redeemed) {
        return Err(refusal::stage("redeemed").into());
    }
    Ok(rows::take_back_errands(tx, venue, ids)?)
}

/// Nobody is sent away for want of a seat: a venue seats who came as it can.
fn walk_ins(tx: &mut Tx<'_>, (venue, owner): (VenueId, StructureId), sheet: &Sheet) -> Reply<Vec<Booking>> {
    let now = tx.now();
    let came: Vec<Booking> = sheet
        .walk_ins
        .iter()
        .map(|one| Booking {
            venue,
            id: tx.chance().id(),
            session: sheet.session,
            structure: owner,
            learner: None,
            called: one.called.clone(),
            cheques: one.cheques,
            stage: Stage::Ended(End::Seen),
            at: now,
        })
        .collect();
    rows::insert_bookings(tx, &came)?;
    let claims: Vec<errand::Errand> = came.iter().filter_map(|one| errand::following(one, End::Seen, now)).collect();
    rows::insert_errands(tx, &claims)?;
    Ok(came)
}

impl Attendance {
    const fn of(&mut self, end: End) -> &mut usize {
        match end {
            End::Seen => &mut self.seen,
            End::Excused => &mut self.excused,
            _ => &mut self.missed,
        }
    }
}
