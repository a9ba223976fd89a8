//! Keeping cheques for a booking: so many of a booklet are promised to one venue until the session is over.

use kernel::{
    access::{Action, Actor},
    clock::At,
    ids::{BookingId, CarnetId, PersonId, StructureId, VenueId},
    refusal::{Code, Refusal as Said},
};
use serde::{Deserialize, Serialize};
use store::{
    Reply, Tx,
    act::{ActKey, ContentHash},
    head::{self, Event},
};

use super::{
    hold::{Hold, KEPT_MS},
    holder,
    kept::Kept,
};
use crate::{
    carnets::course::Why,
    desk::Desk,
    order::Order,
    refusal::Refusal,
    rows::{self, traces::Trace},
};

/// What is asked.
#[derive(Clone, Debug, Serialize)]
pub struct HoldCheques {
    /// The booking, born on the venue's node.
    pub booking: BookingId,
    /// The number printed on the booklet, as typed.
    pub carnet: String,
    /// The code of one of its cheques, by whoever did not hand the booklet over.
    pub code: Option<String>,
    /// How many, 1 to 10.
    pub cheques: i64,
    /// Where the session is.
    pub venue: VenueId,
    /// When it begins.
    pub starts_at: At,
}

/// What is answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Held {
    /// The booking.
    pub booking: BookingId,
    /// The booklet's printed number.
    pub carnet: String,
    /// How many are kept.
    pub cheques: i64,
    /// Until when.
    pub until: At,
    /// Cheques of the booklet that are kept for nothing.
    pub free: i64,
}

/// Sessions are booked a year ahead at most.
const MOST_DAYS: i64 = 366;

/// Keeps cheques of a booklet for a booking: by count, so that any of its papers may be presented at the venue.
///
/// Refusals, in this order: `FORBIDDEN`, `INPUT_INVALID`, `CODE_MISTYPED`, `TOO_MANY_ATTEMPTS`, `NOT_FOUND` (no such booklet, or
/// not shown to be the person's; no such venue), `WRONG_STAGE` (the booking has cheques already, or the booklet is nobody's), `DATES_INVALID`,
/// `VENUE_SUSPENDED`, `VENUE_NOT_ACCREDITED`, `CARNET_BLOCKED`, `NOT_ACTIVE`, `EXPIRED` (the session is after the booklet's end),
/// `PRICE_OVER_CAP`, `BOOKINGS_MISSED`, `PRICE_NOT_COVERED` (fewer are free).
pub async fn hold_cheques(desk: &Desk, actor: &Actor, key: &str, asked: HoldCheques) -> Reply<Held> {
    let (person, organisation) = actor.known()?;
    actor.may(Action::HoldCheques, organisation)?;
    if !(1..=10).contains(&asked.cheques) {
        return Err(Refusal::Invalid { field: "cheques" }.into());
    }
    let act = ActKey::of(actor, Action::HoldCheques, key)?;
    let content = ContentHash::of(&asked)?;
    let carnet = holder::shown(desk, actor, &asked.carnet, asked.code.as_deref()).await?;
    desk.store.once(act, content, move |tx| hold(tx, &asked, carnet, (person, organisation))).await
}

fn hold(
    tx: &mut Tx<'_>,
    asked: &HoldCheques,
    carnet: CarnetId,
    (person, organisation): (PersonId, StructureId),
) -> Reply<Held> {
    if rows::cheque_holds::one(tx.conn, asked.booking)?.is_some() {
        return Err(Refusal::WrongStage { stage: "held" }.into());
    }
    let (trace, order) = booklet(tx, carnet)?;
    may_be_kept(tx, asked, &trace, &order)?;
    let free = free(tx, carnet)?;
    if free < asked.cheques {
        return Err(Refusal::PriceNotCovered { missing: asked.cheques - free }.into());
    }
    let one = Hold {
        booking: asked.booking,
        carnet,
        venue: asked.venue,
        structure: organisation,
        cheques: asked.cheques,
        used: 0,
        starts_at: asked.starts_at,
        until: asked.starts_at.plus_ms(KEPT_MS),
        released: None,
    };
    rows::cheque_holds::insert(tx, &one, person)?;
    let (carnet, left) = (trace.serial.to_string(), free - asked.cheques);
    let held = Held { booking: one.booking, carnet, cheques: one.cheques, until: one.until, free: left };
    head::announce(tx, &[Event::new("booking.cheques-held", &Told::of(&one))?])?;
    Ok(held)
}

fn booklet(tx: &mut Tx<'_>, carnet: CarnetId) -> Reply<(Trace, Order)> {
    let trace = rows::traces::of(tx.conn, carnet)?.ok_or(Refusal::NotFound)?;
    let order = rows::orders::labelled(tx.conn, &trace.serial.label)?.ok_or(Refusal::NotFound)?;
    Ok((trace, order))
}

fn may_be_kept(tx: &mut Tx<'_>, asked: &HoldCheques, trace: &Trace, order: &Order) -> Reply<()> {
    let now = tx.now();
    let situation = registry::standing::standings(tx.conn, &[asked.venue])?.remove(&asked.venue);
    let situation = situation.ok_or_else(|| Said::of(Code::NotFound))?;
    if trace.handed_over_at.is_none() {
        return Err(Refusal::WrongStage { stage: "stock" }.into());
    }
    if asked.starts_at.plus_ms(KEPT_MS) <= now || asked.starts_at.day() > now.day().plus_days(MOST_DAYS) {
        return Err(Refusal::Dates.into());
    }
    situation.accepts(order.funder, now)?;
    usable(asked, trace, order)?;
    let forgiven = order.terms.rules.holds_forgiven;
    let missed = rows::cheque_holds::missed(tx.conn, trace.id)?;
    match forgiven {
        Some(forgiven) if missed > 0 && missed >= forgiven => Err(Refusal::BookingsMissed { count: missed }.into()),
        _ => Ok(()),
    }
}

fn usable(asked: &HoldCheques, trace: &Trace, order: &Order) -> Result<(), Refusal> {
    match trace.blocked {
        Some((_, Why::Replaced)) => return Err(Refusal::CarnetReplaced),
        Some((since, Why::Lost | Why::Stolen | Why::Missing)) => return Err(Refusal::CarnetBlocked { since }),
        None => {}
    }
    if !order.is_active(trace.serial.no) && trace.replaces.is_none() {
        return Err(Refusal::CarnetNotActive);
    }
    let until = order.terms.tolerance_ends;
    if asked.starts_at.day() > until {
        return Err(Refusal::CarnetExpired { until });
    }
    match order.terms.rules.cap_cheques {
        Some(cap) if asked.cheques > cap => Err(Refusal::PriceOverCap { cap }),
        _ => Ok(()),
    }
}

/// Cheques that are live and kept for nothing. The live ones are locked first: what another process takes or keeps of this booklet
/// is seen here, or sees us.
fn free(tx: &mut Tx<'_>, carnet: CarnetId) -> Reply<i64> {
    let now = tx.now();
    let live = rows::cheques::lock_live(tx, carnet)?;
    let kept = Kept::of(&rows::cheque_holds::open(tx.conn, &[carnet], now)?);
    Ok((live - kept.total(carnet)).max(0))
}

/// What the outbox tells: nobody is named.
#[derive(Serialize)]
struct Told {
    booking: BookingId,
    venue: VenueId,
    cheques: i64,
    until: At,
}

impl Told {
    const fn of(one: &Hold) -> Self {
        Self { booking: one.booking, venue: one.venue, cheques: one.cheques, until: one.until }
    }
}
