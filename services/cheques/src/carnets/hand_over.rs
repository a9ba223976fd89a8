//! Handing over: a prescriber gives a booklet to somebody. A home commune, a public and a random reference are kept, never a name.

use std::collections::BTreeSet;

use kernel::{
    access::{Action, Actor},
    cents::Cents,
    clock::Day,
    ids::{LearnerRef, PersonId, RequestId, StructureId},
};
use serde::{Deserialize, Serialize};
use store::{
    Fault, Reply, Tx,
    act::{ActKey, ContentHash},
    conn::AnyConn,
    head::{self, Event},
};

use crate::{
    carnets::{
        course::Move,
        former::{self, Attestation},
    },
    desk::Desk,
    order::{Order, Public, Serial},
    refusal::Refusal,
    rows::{
        self,
        carnets::{Found, Recipient},
        moves::Moved,
    },
};

/// What is asked.
#[derive(Clone, Debug, Serialize)]
pub struct HandOver {
    /// The prescriber's structure.
    pub prescriber: StructureId,
    /// The number printed on the booklet, as typed.
    pub carnet: String,
    /// INSEE code of the commune where the person lives, as of this year.
    pub home_commune: String,
    /// Under which public.
    pub public: Public,
    /// The day on which whoever asks saw the proof of eligibility, if they did: today or in the thirty days before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub eligibility_seen_on: Option<Day>,
    /// What the prescriber attests besides, where the order asks it.
    #[serde(skip_serializing_if = "Attestation::is_silent")]
    pub attested: Attestation,
}

/// What is answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandedOver {
    /// The booklet's printed number.
    pub carnet: String,
    /// Cheques in it.
    pub cheques: i64,
    /// Their value.
    pub value: Cents,
    /// The last day printed on them.
    pub valid_until: Day,
    /// The random reference under which the person's use is counted.
    pub learner: LearnerRef,
}

/// Hands a booklet over. Refusals, in this order: `FORBIDDEN`, `NOT_FOUND`, `NOT_ACTIVE`, `DISTRIBUTION_ENDED`,
/// `ALREADY_HANDED_OVER`, `CARNET_BLOCKED`, `OTHER_STOCK`, `CARNET_SET_ASIDE`, `DATES_INVALID` (eligibility), `COMMUNE_UNKNOWN`,
/// `OUTSIDE_PERIMETER`, `OUTSIDE_PUBLICS`,
/// then what [`former`](crate::carnets::former) refuses: `HOLDER_ONLY`, `ATTESTATION_MISSING`, `NOT_FOUND` and `DATES_INVALID` of the former
/// booklet, `SECOND_CARNET`.
pub async fn hand_over_carnet(desk: &Desk, actor: &Actor, key: &str, asked: HandOver) -> Reply<HandedOver> {
    actor.may(Action::HandOverCarnet, asked.prescriber)?;
    let (person, _) = actor.known()?;
    let act = ActKey::of(actor, Action::HandOverCarnet, key)?;
    let content = ContentHash::of(&asked)?;
    let serial = Serial::parse(&asked.carnet).ok_or(Refusal::NotFound)?;
    desk.store.once(act, content, move |tx| give(tx, person, &asked, &serial, None)).await
}

/// Gives a booklet to somebody, once everything allows it: at once, or for a request whose proof was seen when it was recorded.
/// What was attested when it left by the post stands, and is not asked twice.
pub(crate) fn give(
    tx: &mut Tx<'_>,
    person: PersonId,
    asked: &HandOver,
    serial: &Serial,
    request: Option<RequestId>,
) -> Reply<HandedOver> {
    // Under the head, it is not kept for somebody else meanwhile.
    head::announce(tx, &[])?;
    let order = rows::orders::labelled(tx.conn, &serial.label)?.ok_or(Refusal::NotFound)?;
    let carnet = rows::carnets::find(tx.conn, order.id, serial.no)?.ok_or(Refusal::NotFound)?;
    may_go(&order, &carnet, asked.prescriber, tx.now().day())?;
    let kept = rows::requests::kept_for(tx.conn, carnet.id)?;
    if kept.is_some() && kept != request {
        return Err(Refusal::CarnetSetAside.into());
    }
    if request.is_none() {
        seen_lately(asked.eligibility_seen_on, tx.now().day())?;
    }
    let to = recipient(tx, &order, asked)?;
    let stands = request.is_some() && rows::attested::stands(tx.conn, carnet.id)?;
    let attested = if stands { None } else { Some(former::judge(tx, &order, &asked.attested)?) };
    if !rows::carnets::hand_over(tx, carnet.id, person, asked.prescriber, &to)? {
        return Err(Refusal::AlreadyHandedOver.into());
    }
    if let Some(attested) = attested {
        attested.keep(tx, carnet.id, person)?;
    }
    let moved = Moved::of(Move::HandedOver, order.id, person);
    rows::moves::record(tx, &moved, &[carnet])?;
    let done = handed(&order, serial, &to)?;
    head::announce(tx, &[Event::new("carnet.handed-over", &done)?])?;
    Ok(done)
}

/// Whether a booklet may go today by the hands of this prescriber; the order of the refusals is part of the contract.
pub(crate) fn may_go(order: &Order, carnet: &Found, prescriber: StructureId, today: Day) -> Result<(), Refusal> {
    if order.closed_at.is_some() || !order.is_active(carnet.no) {
        return Err(Refusal::CarnetNotActive);
    }
    if today > order.terms.distribution_ends {
        return Err(Refusal::DistributionEnded { until: order.terms.distribution_ends });
    }
    if carnet.handed_over {
        return Err(Refusal::AlreadyHandedOver);
    }
    if let Some((since, _)) = carnet.blocked {
        return Err(Refusal::CarnetBlocked { since });
    }
    if carnet.stock_of.is_some_and(|owner| owner != prescriber) {
        return Err(Refusal::OtherStock);
    }
    Ok(())
}

/// A proof is looked at when the booklet is given, or a little before.
pub(crate) fn seen_lately(seen_on: Option<Day>, today: Day) -> Result<(), Refusal> {
    match seen_on.is_none_or(|day| day <= today && today <= day.plus_days(MOST_DAYS)) {
        true => Ok(()),
        false => Err(Refusal::Dates),
    }
}

const MOST_DAYS: i64 = 30;

fn recipient(tx: &mut Tx<'_>, order: &Order, asked: &HandOver) -> Reply<Recipient> {
    if !registry::structure::exists(tx.conn, asked.prescriber)? {
        return Err(Refusal::NotFound.into());
    }
    let year = registry::territory::known_year(tx.now().day().year());
    registry::territory::commune_at(tx.conn, &asked.home_commune, year)?.ok_or(Refusal::NoSuchCommune)?;
    let terms = &order.terms;
    if !within(tx.conn, &terms.communes, &asked.home_commune, year)? {
        return Err(Refusal::OutsidePerimeter.into());
    }
    if !terms.publics.is_empty() && !terms.publics.contains(&asked.public) {
        return Err(Refusal::OutsidePublics.into());
    }
    Ok(Recipient {
        home_commune: asked.home_commune.clone(),
        commune_year: year,
        public: asked.public,
        learner: tx.chance().id(),
        eligibility_seen_on: asked.eligibility_seen_on,
    })
}

/// Whether a commune is in a perimeter, which may name communes that have joined another since.
pub(crate) fn within(
    conn: &mut AnyConn,
    perimeter: &BTreeSet<String>,
    commune: &str,
    year: i32,
) -> Result<bool, Fault> {
    if perimeter.is_empty() || perimeter.contains(commune) {
        return Ok(true);
    }
    let successors = registry::territory::Successors::read(conn)?;
    Ok(perimeter.iter().any(|code| successors.in_year(code, year) == commune))
}

fn handed(order: &Order, serial: &Serial, to: &Recipient) -> Result<HandedOver, Fault> {
    Ok(HandedOver {
        carnet: serial.to_string(),
        cheques: order.terms.cheques_per_carnet,
        value: order.terms.carnet_value().map_err(|error| Fault::because("a booklet's value does not fit", error))?,
        valid_until: order.terms.validity_ends,
        learner: to.learner,
    })
}
