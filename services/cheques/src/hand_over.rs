//! Handing over: a prescriber gives a booklet to somebody. A home commune, a public and a random reference are kept, never a name.

use std::collections::BTreeSet;

use kernel::{
    access::{Action, Actor},
    cents::Cents,
    clock::Day,
    ids::{LearnerRef, StructureId},
};
use serde::{Deserialize, Serialize};
use store::{
    Fault, Reply, Tx,
    act::{ActKey, ContentHash},
    head::{self, Event},
};

use crate::{
    carnets::course::Move,
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
/// `ALREADY_HANDED_OVER`, `CARNET_BLOCKED`, `OTHER_STOCK`, `DATES_INVALID` (eligibility), `COMMUNE_UNKNOWN`, `OUTSIDE_PERIMETER`,
/// `OUTSIDE_PUBLICS`.
pub async fn hand_over_carnet(desk: &Desk, actor: &Actor, key: &str, asked: HandOver) -> Reply<HandedOver> {
    actor.may(Action::HandOverCarnet, asked.prescriber)?;
    let (person, _) = actor.known()?;
    let act = ActKey::of(actor, Action::HandOverCarnet, key)?;
    let content = ContentHash::of(&asked)?;
    let serial = Serial::parse(&asked.carnet).ok_or(Refusal::NotFound)?;
    desk.store
        .once(act, content, move |tx| {
            let order = rows::orders::labelled(tx.conn, &serial.label)?.ok_or(Refusal::NotFound)?;
            let carnet = rows::carnets::find(tx.conn, order.id, serial.no)?.ok_or(Refusal::NotFound)?;
            may_go(&order, &carnet, asked.prescriber, tx.now().day())?;
            seen_lately(asked.eligibility_seen_on, tx.now().day())?;
            let to = recipient(tx, &order, &asked)?;
            if !rows::carnets::hand_over(tx, carnet.id, person, asked.prescriber, &to)? {
                return Err(Refusal::AlreadyHandedOver.into());
            }
            let moved = Moved::of(Move::HandedOver, order.id, person);
            rows::moves::record(tx, &moved, &[carnet])?;
            let done = handed(&order, &serial, &to)?;
            head::announce(tx, &[Event::new("carnet.handed-over", &done)?])?;
            Ok(done)
        })
        .await
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
fn seen_lately(seen_on: Option<Day>, today: Day) -> Result<(), Refusal> {
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
    if !within(tx, &terms.communes, &asked.home_commune, year)? {
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
fn within(tx: &mut Tx<'_>, perimeter: &BTreeSet<String>, commune: &str, year: i32) -> Result<bool, Fault> {
    if perimeter.is_empty() || perimeter.contains(commune) {
        return Ok(true);
    }
    let successors = registry::territory::Successors::read(tx.conn)?;
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
