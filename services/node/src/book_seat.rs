//! Booking: a seat first, kept for a short while; the cheques after, at the centre; then the seat is confirmed.

use kernel::{
    access::Action,
    clock::At,
    ids::{BookingId, LearnerRef, SessionId, StructureId, VenueId},
    refusal::{Code, Refusal},
};
use serde::{Deserialize, Serialize};
use store::{Reply, Tx, act::ContentHash};

use crate::{
    booking::{Booking, Stage},
    house::{Asked, House},
    refusal, rows,
    seating::Sitting,
};

/// What is asked.
#[derive(Clone)]
pub struct Wish {
    /// Which session.
    pub session: SessionId,
    /// A first name and a letter, 1 to 60 characters, for who welcomes the person; none: nobody is named.
    pub called: Option<String>,
    /// The person's random name, when they are recorded.
    pub learner: Option<LearnerRef>,
    /// Cheques to be kept, if not the workshop's price: only the venue's own people ask fewer, or none.
    pub cheques: Option<i64>,
    /// Whether the person waits for a seat when there is none.
    pub wait: bool,
}

/// What is answered, and kept for ever under the key: nobody is named.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seat {
    /// The venue.
    pub venue: VenueId,
    /// The booking.
    pub booking: BookingId,
    /// The session.
    pub session: SessionId,
    /// When it begins.
    pub starts_at: At,
    /// How the booking stands.
    pub stage: Stage,
    /// Cheques to be kept for it.
    pub cheques: i64,
}

/// A seat waits half an hour for its cheques: a saga that a crash interrupts is taken up again well within.
const PENDING_MS: i64 = 30 * 60_000;

/// Books a seat in the name of the caller's structure, at any venue of the network.
///
/// Refuses `NOT_FOUND`, `FORBIDDEN`, `INPUT_INVALID` (the cheques are not the price), `KEY_REUSED`, `WRONG_STAGE` (the venue
/// receives nobody now; cancelled, or begun), `SESSION_FULL` (unless the person waits, and the list is not full too). What costs nothing is confirmed at once.
pub async fn book_seat(house: &House, asked: &Asked<'_>, wish: Wish) -> Reply<Seat> {
    let act = house.admit(asked, Action::BookSeat)?;
    let (_, structure) = asked.actor.known()?;
    let owner = house.lets_in(asked.actor, asked.venue, Action::BookSeat)?;
    let called = wish.called.as_deref().map(|called| refusal::text("called", called, 60)).transpose()?;
    let cheques = wish.cheques.map(|cheques| refusal::within("cheques", cheques, 0..=10)).transpose()?;
    let venue = asked.venue;
    // How the person is called is left out: what is kept for ever leads to nobody.
    let content = ContentHash::of(&(venue, wish.session, wish.learner, cheques, wish.wait))?;
    let wish = Wish { called, cheques, ..wish };
    // Asked before and refused within: a seat that was booked while the venue was open is answered again.
    let is_open = house.is_open(venue).await?;
    let book = move |tx: &mut Tx<'_>| -> Reply<Seat> {
        match is_open {
            true => take(tx, (venue, structure), (&wish, structure == owner)),
            false => Err(refusal::stage("venue-closed").into()),
        }
    };
    house.book(act, content, book).await
}

fn take(tx: &mut Tx<'_>, (venue, structure): (VenueId, StructureId), (wish, at_home): (&Wish, bool)) -> Reply<Seat> {
    let sitting = Sitting::open(tx, venue, wish.session)?;
    sitting.still_waits(tx)?;
    let now = tx.now();
    let session = &sitting.session;
    let cheques = asked_for(wish.cheques, session.workshop.offer.price_cheques, at_home)?;
    let stage = match (sitting.free() > 0, cheques) {
        (true, 0) => Stage::Confirmed,
        (true, _) => Stage::Pending(now.plus_ms(PENDING_MS)),
        (false, _) if wish.wait && sitting.may_wait() => Stage::Waiting,
        (false, _) => return Err(Refusal::of(Code::SessionFull).into()),
    };
    let one = Booking {
        venue,
        id: tx.chance().id(),
        session: session.id,
        structure,
        learner: wish.learner,
        called: wish.called.clone(),
        cheques,
        stage,
        at: now,
    };
    rows::insert_bookings(tx, std::slice::from_ref(&one))?;
    Ok(Seat::of(&one, session.starts_at))
}

/// A seat costs what the workshop costs; the venue alone may ask less, for who pays a part in money or nothing.
fn asked_for(wished: Option<i64>, price: i64, at_home: bool) -> Result<i64, Refusal> {
    match wished {
        None => Ok(price),
        Some(cheques) if cheques == price || (at_home && cheques < price) => Ok(cheques),
        Some(_) => Err(refusal::input("cheques")),
    }
}

impl Seat {
    /// A booking as it is answered.
    pub(crate) const fn of(one: &Booking, starts_at: At) -> Self {
        let (venue, booking, session) = (one.venue, one.id, one.session);
        Self { venue, booking, session, starts_at, stage: one.stage, cheques: one.cheques }
    }
}
