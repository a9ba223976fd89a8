//! Bookings as the network sees them.

use async_graphql::{Enum, ID, InputObject, SimpleObject};
use kernel::{ids::BookingId, refusal::Refusal as Refused};

use super::{news::Refusal, wire};
use crate::{
    book_seat::{Seat as Taken, Wish},
    booking::{self, End, Stage},
    errand,
    record_attendance::{Attendance as Written, Sheet, WalkIn},
    session_bookings::Line,
};

/// How a booking stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub(crate) enum BookingStage {
    /// The seat is kept for a short while; the cheques are not yet.
    Pending,
    /// The seat is the person's.
    Confirmed,
    /// On the list of those who wait for a seat.
    Waiting,
    /// A seat came free for who waited: it is kept for an answer.
    Offered,
    /// The person came.
    Seen,
    /// The person did not come, and had said so.
    Excused,
    /// The person did not come.
    Missed,
    /// Cancelled before the session.
    Cancelled,
    /// The person goes to another session.
    Moved,
    /// The venue called the session off.
    CalledOff,
    /// Nobody answered for a seat that was kept.
    Lapsed,
}

impl From<Stage> for BookingStage {
    fn from(stage: Stage) -> Self {
        match stage {
            Stage::Pending(_) => Self::Pending,
            Stage::Confirmed => Self::Confirmed,
            Stage::Waiting => Self::Waiting,
            Stage::Offered(_) => Self::Offered,
            Stage::Ended(End::Seen) => Self::Seen,
            Stage::Ended(End::Excused) => Self::Excused,
            Stage::Ended(End::Missed) => Self::Missed,
            Stage::Ended(End::Cancelled) => Self::Cancelled,
            Stage::Ended(End::Moved) => Self::Moved,
            Stage::Ended(End::CalledOff) => Self::CalledOff,
            Stage::Ended(End::Lapsed) => Self::Lapsed,
        }
    }
}

/// How a booking is ended before its session.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub(crate) enum BookingEnd {
    /// Cancelled.
    Cancelled,
    /// The person goes to another session.
    Moved,
    /// The person says that they cannot come.
    Excused,
}

impl From<BookingEnd> for End {
    fn from(end: BookingEnd) -> Self {
        match end {
            BookingEnd::Cancelled => Self::Cancelled,
            BookingEnd::Moved => Self::Moved,
            BookingEnd::Excused => Self::Excused,
        }
    }
}

/// What became of a booking on the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub(crate) enum Came {
    /// The person came.
    Seen,
    /// They had said that they would not.
    Excused,
    /// They did not come.
    Missed,
}

impl From<Came> for End {
    fn from(came: Came) -> Self {
        match came {
            Came::Seen => Self::Seen,
            Came::Excused => Self::Excused,
            Came::Missed => Self::Missed,
        }
    }
}

/// A seat that is wished.
#[derive(InputObject)]
pub(crate) struct SeatInput {
    /// Which session of the venue.
    session_id: ID,
    /// A first name and a letter, for who welcomes the person. Null: nobody is named.
    called: Option<String>,
    /// The person's random name, when they are recorded.
    learner_id: Option<ID>,
    /// Cheques to be kept, if not the workshop's price.
    cheques: Option<i64>,
    /// Whether the person waits for a seat when there is none.
    #[graphql(default)]
    wait: bool,
}

impl SeatInput {
    pub(crate) fn wish(self) -> Result<Wish, Refused> {
        Ok(Wish {
            session: wire::known(&self.session_id)?,
            called: self.called.filter(|called| !called.trim().is_empty()),
            learner: wire::maybe(self.learner_id.as_ref())?,
            cheques: self.cheques,
            wait: self.wait,
        })
    }
}

/// What became of one booking.
#[derive(InputObject)]
pub(crate) struct AttendanceLine {
    /// Which booking of the session.
    booking_id: ID,
    /// What became of it.
    came: Came,
}

/// Somebody who came without a booking.
#[derive(InputObject)]
pub(crate) struct WalkInInput {
    /// A first name and a letter. Null: counted, not named.
    called: Option<String>,
    /// Cheques that they give.
    #[graphql(default)]
    cheques: i64,
}

/// A sheet of attendance, or a part of it.
#[derive(InputObject)]
pub(crate) struct AttendanceInput {
    /// Which session of the venue.
    session_id: ID,
    /// Bookings, each once.
    lines: Vec<AttendanceLine>,
    /// People who came without a booking.
    walk_ins: Option<Vec<WalkInInput>>,
}

impl AttendanceInput {
    pub(crate) fn sheet(self) -> Result<Sheet, Refused> {
        let line = |line: AttendanceLine| -> Result<(BookingId, End), Refused> {
            Ok((wire::known(&line.booking_id)?, End::from(line.came)))
        };
        let came = |one: WalkInInput| WalkIn {
            called: one.called.filter(|called| !called.trim().is_empty()),
            cheques: one.cheques,
        };
        Ok(Sheet {
            session: wire::known(&self.session_id)?,
            lines: self.lines.into_iter().map(line).collect::<Result<_, Refused>>()?,
            walk_ins: self.walk_ins.unwrap_or_default().into_iter().map(came).collect(),
        })
    }
}

/// A seat as it was when its key was first used. Nobody is named.
#[derive(SimpleObject)]
pub(crate) struct Seat {
    /// The venue.
    venue_id: ID,
    /// The booking: the centre keeps its cheques under the same name.
    booking_id: ID,
    /// The session.
    session_id: ID,
    /// When it starts.
    starts_at: String,
    /// How the booking stands.
    stage: BookingStage,
    /// Until when a seat waits for its cheques or for an answer.
    until: Option<String>,
    /// Cheques to be kept for it.
    cheques: i64,
}

impl From<Taken> for Seat {
    fn from(seat: Taken) -> Self {
        Self {
            venue_id: ID(seat.venue.to_string()),
            booking_id: ID(seat.booking.to_string()),
            session_id: ID(seat.session.to_string()),
            starts_at: seat.starts_at.iso_seconds(),
            until: seat.stage.kept().1.map(kernel::clock::At::iso_seconds),
            stage: seat.stage.into(),
            cheques: seat.cheques,
        }
    }
}

/// What was written of a session's attendance.
#[derive(SimpleObject)]
pub(crate) struct Attendance {
    /// Who came, with a booking or without.
    seen: usize,
    /// Who had said that they would not.
    excused: usize,
    /// Who did not come.
    missed: usize,
    /// Whose cheques the centre is to redeem.
    claims: usize,
}

impl From<Written> for Attendance {
    fn from(told: Written) -> Self {
        Self { seen: told.seen, excused: told.excused, missed: told.missed, claims: told.claims }
    }
}

/// Why the centre gives cheques back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "errand::Why")]
pub(crate) enum ErrandWhy {
    /// The booking was cancelled before the session.
    Cancelled,
    /// The person goes to another session.
    Moved,
    /// The person said that they could not come.
    Excused,
    /// Nobody came.
    Missed,
    /// The venue called the session off.
    SessionCancelled,
    /// The seat was kept in vain.
    NotBooked,
}

/// What the centre is to do for a booking, or has done.
#[derive(SimpleObject)]
pub(crate) struct Errand {
    /// The booking whose cheques they are.
    booking_id: ID,
    /// Why they are given back. Null: the person came, and they are to be redeemed.
    give_back: Option<ErrandWhy>,
    /// How many.
    cheques: i64,
    /// Since when.
    at: String,
    /// Whether the centre has done it.
    done: bool,
    /// The centre's receipt of what was redeemed.
    receipt_id: Option<ID>,
}

impl From<errand::Errand> for Errand {
    fn from(one: errand::Errand) -> Self {
        let give_back = match one.kind {
            errand::Kind::Claim => None,
            errand::Kind::Release(why) => Some(why.into()),
        };
        Self {
            booking_id: ID(one.booking.to_string()),
            give_back,
            cheques: one.cheques,
            at: one.at.iso_seconds(),
            done: one.closed_at.is_some(),
            receipt_id: one.receipt.map(|receipt| ID(receipt.to_string())),
        }
    }
}

/// A line of a session's sheet: somebody who comes.
#[derive(SimpleObject)]
pub(crate) struct SessionBooking {
    /// The booking.
    id: ID,
    /// A first name and a letter; null when nobody is named, or it was forgotten.
    called: Option<String>,
    /// Cheques that are kept.
    cheques: i64,
    /// How it stands.
    stage: BookingStage,
    /// Until when a seat waits for its cheques or for an answer.
    until: Option<String>,
    /// When it was asked.
    at: String,
    /// What the centre is to do for it, or has done.
    errands: Vec<Errand>,
}

impl From<Line> for SessionBooking {
    fn from((one, errands): Line) -> Self {
        let booking::Booking { id, called, cheques, stage, at, .. } = one;
        Self {
            id: ID(id.to_string()),
            called,
            cheques,
            until: stage.kept().1.map(kernel::clock::At::iso_seconds),
            stage: stage.into(),
            at: at.iso_seconds(),
            errands: errands.into_iter().map(Errand::from).collect(),
        }
    }
}

/// The seat as it was when this key was first used, or why nothing was done.
#[derive(SimpleObject)]
pub(crate) struct SeatPayload {
    pub(crate) seat: Option<Seat>,
    pub(crate) refusal: Option<Refusal>,
}

/// What was written when this key was first used, or why nothing was done.
#[derive(SimpleObject)]
pub(crate) struct AttendancePayload {
    pub(crate) attendance: Option<Attendance>,
    pub(crate) refusal: Option<Refusal>,
}

/// The errand as it was when this key was first used, or why nothing was done.
#[derive(SimpleObject)]
pub(crate) struct ErrandPayload {
    pub(crate) errand: Option<Errand>,
    pub(crate) refusal: Option<Refusal>,
}
