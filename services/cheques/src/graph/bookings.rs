//! Cheques kept for bookings, in the graph.

use async_graphql::{Context, Enum, ID, InputObject, Object, Result, SimpleObject};
use kernel::{
    ids::BookingId,
    refusal::{Code, Refusal as Said},
};
use registry::graph::answer::{Refusal, answer, caller, id};
use store::Trouble;

use super::payload::payload;
use crate::{
    bookings::{
        hold,
        hold_cheques::{self, Held, HoldCheques},
        release_cheques::{self, ReleaseCheques, Released, Which},
    },
    desk::Desk,
};

/// Why cheques are given back.
#[derive(Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "hold::Why")]
pub(super) enum ReleaseWhy {
    /// The booking was cancelled before the session.
    Cancelled,
    /// The person goes to another session.
    Moved,
    /// The person said that they could not come.
    Excused,
    /// Nobody came, and nobody said so: told by the venue alone.
    Missed,
    /// The venue cancelled the session: told by the venue alone.
    SessionCancelled,
    /// No seat was found after all.
    NotBooked,
    /// The person wanted their cheques back, at a counter.
    ByBearer,
}

/// Cheques to be kept for a booking.
#[derive(InputObject)]
pub(super) struct HoldChequesInput {
    /// The booking, as the venue's node names it.
    booking_id: ID,
    /// The number printed on the booklet, as typed.
    carnet: String,
    /// The code of one of its cheques, by whoever did not hand the booklet over.
    code: Option<String>,
    /// How many, 1 to 10.
    cheques: i64,
    /// Where the session is.
    venue_id: ID,
    /// When it begins.
    starts_at: String,
}

impl HoldChequesInput {
    fn read(self) -> Result<HoldCheques, Trouble> {
        Ok(HoldCheques {
            booking: id(&self.booking_id)?,
            carnet: self.carnet,
            code: self.code.filter(|code| !code.trim().is_empty()),
            cheques: self.cheques,
            venue: id(&self.venue_id)?,
            starts_at: self.starts_at.parse().map_err(|_| Trouble::Refused(Said::of(Code::DatesInvalid)))?,
        })
    }
}

/// The part of the root of mutations that keeps cheques and gives them back.
#[derive(Default)]
pub(super) struct BookingDeeds;

#[Object]
impl BookingDeeds {
    /// Keeps cheques of a booklet for a booking until the day after its session: by count, so that any of its papers may be
    /// presented there. Nothing is paid, and a session that is missed costs no cheque.
    async fn hold_cheques(&self, ctx: &Context<'_>, key: ID, input: HoldChequesInput) -> Result<HoldChequesPayload> {
        answer(match input.read() {
            Ok(asked) => hold_cheques::hold_cheques(ctx.data::<Desk>()?, &caller(ctx), &key, asked).await,
            Err(trouble) => Err(trouble),
        })
    }

    /// Gives kept cheques back: those of a booking, or all that are kept of the booklet whose paper (`code`) is in hand.
    async fn release_cheques(
        &self,
        ctx: &Context<'_>,
        key: ID,
        booking_id: Option<ID>,
        code: Option<String>,
        why: ReleaseWhy,
    ) -> Result<ReleaseChequesPayload> {
        answer(match which(booking_id, code) {
            Ok(which) => {
                let asked = ReleaseCheques { which, why: why.into() };
                release_cheques::release_cheques(ctx.data::<Desk>()?, &caller(ctx), &key, asked).await
            }
            Err(trouble) => Err(trouble),
        })
    }
}

/// A booking or a paper: one of the two.
fn which(booking: Option<ID>, code: Option<String>) -> Result<Which, Trouble> {
    match (booking, code) {
        (Some(booking), None) => Ok(Which::Booking(id(&booking)?)),
        (None, Some(code)) => Ok(Which::Paper(code)),
        (Some(_), Some(_)) | (None, None) => {
            Err(Trouble::Refused(Said::of(Code::InputInvalid).with("field", "bookingId")))
        }
    }
}

/// Cheques, kept.
#[derive(SimpleObject)]
pub(super) struct HeldCheques {
    booking_id: ID,
    /// The booklet's printed number.
    carnet: String,
    /// How many are kept.
    cheques: i64,
    /// Until when.
    until: String,
    /// Cheques of the booklet that are kept for nothing.
    free_cheques: i64,
}
impl From<Held> for HeldCheques {
    fn from(held: Held) -> Self {
        Self {
            booking_id: held.booking.to_string().into(),
            carnet: held.carnet,
            cheques: held.cheques,
            until: held.until.iso_seconds(),
            free_cheques: held.free,
        }
    }
}
payload! {
    /// Answer of `holdCheques`.
    HoldChequesPayload { held: HeldCheques }
}

/// Cheques, given back. Where and when they were kept is not told.
#[derive(SimpleObject)]
pub(super) struct ReleasedCheques {
    booking_ids: Vec<ID>,
    /// How many are free again.
    cheques: i64,
    at: String,
}
impl From<Released> for ReleasedCheques {
    fn from(released: Released) -> Self {
        let written = |booking: BookingId| ID::from(booking.to_string());
        Self {
            booking_ids: released.bookings.into_iter().map(written).collect(),
            cheques: released.cheques,
            at: released.at.iso_seconds(),
        }
    }
}
payload! {
    /// Answer of `releaseCheques`.
    ReleaseChequesPayload { released: ReleasedCheques }
}
