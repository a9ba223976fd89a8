//! Giving back: cheques that were kept for a booking are free again. It costs nobody anything.

use kernel::{
    access::{Action, Actor},
    clock::At,
    ids::{BookingId, CarnetId, StructureId},
};
use serde::{Deserialize, Serialize};
use store::{
    Fault, Reply, Tx,
    act::{ActKey, ContentHash},
    head::{self, Event},
};

use super::{
    hold::{Hold, Why},
    holder,
};
use crate::{desk::Desk, refusal::Refusal, rows};

/// What is asked.
#[derive(Clone, Debug, Serialize)]
pub struct ReleaseCheques {
    /// Whose cheques.
    pub which: Which,
    /// Why.
    pub why: Why,
}

/// Which cheques are given back.
#[derive(Clone, Debug, Serialize)]
pub enum Which {
    /// Those of a booking: asked by whoever booked, or by the venue.
    Booking(BookingId),
    /// All that is kept of the booklet whose paper lies on the counter: its code, as typed.
    Paper(String),
}

/// What is answered. Where and when they were kept is not told: other venues never see a person's days.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Released {
    /// The bookings that keep no cheque any more.
    pub bookings: Vec<BookingId>,
    /// Cheques that are free again.
    pub cheques: i64,
    /// When.
    pub at: At,
}

/// Gives cheques back that were kept for a booking, or for all those of a booklet.
///
/// Refusals, in this order: `FORBIDDEN`, `CODE_MISTYPED`, `TOO_MANY_ATTEMPTS`, `NOT_FOUND` (absent, or neither asked by the caller's
/// structure nor kept for its venue), `INPUT_INVALID` (only the venue says that nobody came, or that it cancelled), `WRONG_STAGE`
/// (given back before, all presented, or nothing kept).
pub async fn release_cheques(desk: &Desk, actor: &Actor, key: &str, asked: ReleaseCheques) -> Reply<Released> {
    let (_, organisation) = actor.known()?;
    actor.may(Action::ReleaseCheques, organisation)?;
    let act = ActKey::of(actor, Action::ReleaseCheques, key)?;
    let content = ContentHash::of(&asked)?;
    let carnet = match &asked.which {
        Which::Paper(code) => Some(holder::of_paper(desk, actor, code).await?),
        Which::Booking(_) => None,
    };
    let actor = actor.clone();
    desk.store.once(act, content, move |tx| release(tx, &actor, &asked, carnet)).await
}

fn release(tx: &mut Tx<'_>, actor: &Actor, asked: &ReleaseCheques, carnet: Option<CarnetId>) -> Reply<Released> {
    let (person, organisation) = actor.known()?;
    let (holds, why) = match (&asked.which, carnet) {
        (Which::Booking(booking), _) => (vec![of_booking(tx, *booking, organisation, asked.why)?], asked.why),
        (Which::Paper(_), Some(carnet)) => (of_booklet(tx, carnet)?, Why::ByBearer),
        (Which::Paper(_), None) => return Err(Fault::broken("a paper without its booklet").into()),
    };
    let bookings: Vec<BookingId> = holds.iter().map(|one| one.booking).collect();
    if rows::cheque_holds::release(tx, &bookings, why, Some(person))? != bookings.len() {
        return Err(Fault::crossed("a hold changed meanwhile").into());
    }
    let cheques = holds.iter().map(|one| one.cheques - one.used).sum();
    let released = Released { bookings, cheques, at: tx.now() };
    let told = holds.iter().map(|one| Event::new("booking.cheques-released", &Told::of(one, why)));
    head::announce(tx, &told.collect::<Result<Vec<Event>, Fault>>()?)?;
    Ok(released)
}

fn of_booking(tx: &mut Tx<'_>, booking: BookingId, organisation: StructureId, why: Why) -> Reply<Hold> {
    let one = rows::cheque_holds::one(tx.conn, booking)?.ok_or(Refusal::NotFound)?;
    let is_venues = registry::venue::owner(tx.conn, one.venue)? == Some(organisation);
    if !is_venues && one.structure != organisation {
        return Err(Refusal::NotFound.into());
    }
    if !is_venues && matches!(why, Why::Missed | Why::SessionCancelled) {
        return Err(Refusal::Invalid { field: "why" }.into());
    }
    if one.released.is_some() {
        return Err(Refusal::WrongStage { stage: "released" }.into());
    }
    if one.used == one.cheques {
        return Err(Refusal::WrongStage { stage: "used" }.into());
    }
    Ok(one)
}

/// Whoever has the paper in hand is at liberty to use it, whatever was booked.
fn of_booklet(tx: &mut Tx<'_>, carnet: CarnetId) -> Reply<Vec<Hold>> {
    let now = tx.now();
    let open = rows::cheque_holds::of_carnet(tx.conn, carnet, now)?;
    if open.is_empty() {
        return Err(Refusal::WrongStage { stage: "free" }.into());
    }
    Ok(open)
}

/// What the outbox tells, for the venue's node.
#[derive(Serialize)]
struct Told {
    booking: BookingId,
    venue: kernel::ids::VenueId,
    cheques: i64,
    why: Why,
}

impl Told {
    const fn of(one: &Hold, why: Why) -> Self {
        Self { booking: one.booking, venue: one.venue, cheques: one.cheques - one.used, why }
    }
}
