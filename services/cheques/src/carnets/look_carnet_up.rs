//! Looking a booklet up before it is handed over: what it is, for whom, and whether it may go.

use std::collections::BTreeSet;

use kernel::{
    access::{Action, Actor},
    cents::Cents,
    clock::Day,
    code::{Code, Misread},
    ids::{PersonId, StructureId},
    refusal::Refusal as Said,
};
use store::{Fault, Reply, Trouble, conn::AnyConn};

use crate::{
    carnets::hand_over,
    counter::attempts,
    desk::Desk,
    order::{Order, Public, Serial},
    orders::rules::Second,
    refusal::{Refusal, of_one},
    rows::{self, carnets::Found},
};

/// What is told of a booklet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CarnetSeen {
    /// Its printed number.
    pub carnet: String,
    /// Cheques in it.
    pub cheques: i64,
    /// Their value.
    pub value: Cents,
    /// Last day on which it may be handed over.
    pub distribution_ends: Day,
    /// The last day printed on its cheques.
    pub valid_until: Day,
    /// Home communes it is for; none: everywhere.
    pub communes: BTreeSet<String>,
    /// Publics it is for; none: everybody.
    pub publics: BTreeSet<Public>,
    /// Whether somebody may be given a second booklet of its order: asked of who takes it, unless it is free.
    pub second: Second,
    /// Whether only the person themself may take it and give its cheques.
    pub personal: bool,
    /// Why it may not go now, if so.
    pub refusal: Option<Said>,
}

/// Looks a booklet up by its printed number or by the code of one of its cheques.
///
/// Refusals: `FORBIDDEN`, `CODE_MISTYPED`, `NOT_FOUND`, and for codes `TOO_MANY_ATTEMPTS`, `BLOCKED` (of a print run that was
/// cancelled: another cheque stands in its place), `CODE_UNKNOWN`.
pub async fn look_carnet_up(desk: &Desk, actor: &Actor, prescriber: StructureId, written: &str) -> Reply<CarnetSeen> {
    actor.may(Action::Carnet, prescriber)?;
    let (person, organisation) = actor.known()?;
    match (Code::parse(written), Serial::parse(written)) {
        (Ok(code), _) => by_code(desk, prescriber, (organisation, person), &code).await,
        (Err(_), Some(serial)) => by_serial(desk, prescriber, serial).await,
        (Err(misread @ Misread::Check { .. }), None) => Err(of_one(misread.refusal(1).into())),
        (Err(Misread::Shape), None) => Err(Refusal::NotFound.into()),
    }
}

async fn by_serial(desk: &Desk, prescriber: StructureId, serial: Serial) -> Reply<CarnetSeen> {
    let today = desk.store.now().day();
    let seen = desk.store.read("carnet", move |conn| Ok(seen(conn, &serial, prescriber, today)?));
    Ok(seen.await?.ok_or(Refusal::NotFound)?)
}

async fn by_code(
    desk: &Desk,
    prescriber: StructureId,
    (organisation, person): (StructureId, PersonId),
    code: &Code,
) -> Reply<CarnetSeen> {
    let (ids, now) = (desk.ids_of(code), desk.store.now());
    let found = desk.store.read("carnet", move |conn| {
        attempts::read(conn, &[organisation], now)?.patient(organisation, person)?;
        let cheque = rows::cheques::presentable(conn, &ids)?.into_values().next();
        if cheque.is_none() && !rows::withdrawn::among(conn, &ids)?.is_empty() {
            return Err(of_one(Refusal::Replaced { no: 1 }.into()));
        }
        let Some(cheque) = cheque else { return Ok(None) };
        Ok(seen(conn, &cheque.serial, prescriber, now.day())?)
    });
    match found.await? {
        Some(seen) => Ok(seen),
        None => Err(remember(desk, organisation, person).await?),
    }
}

/// An unknown code is counted before it is answered, or guessing would be free.
async fn remember(desk: &Desk, organisation: StructureId, person: PersonId) -> Reply<Trouble> {
    let remembered = desk.store.transact("carnet.unknown", move |tx| {
        attempts::read(tx.conn, &[organisation], tx.now())?.patient(organisation, person)?;
        rows::cheques::remember_unknown(tx, &[(organisation, person)])?;
        Ok(())
    });
    remembered.await?;
    Ok(of_one(Refusal::Unknown { no: 1 }.into()))
}

fn seen(conn: &mut AnyConn, serial: &Serial, prescriber: StructureId, today: Day) -> Result<Option<CarnetSeen>, Fault> {
    let Some(order) = rows::orders::labelled(conn, &serial.label)? else { return Ok(None) };
    let Some(carnet) = rows::carnets::find(conn, order.id, serial.no)? else { return Ok(None) };
    let mut seen = described(&order, &carnet, serial, prescriber, today)?;
    if seen.refusal.is_none() && rows::requests::kept_for(conn, carnet.id)?.is_some() {
        seen.refusal = Some(Refusal::CarnetSetAside.into());
    }
    Ok(Some(seen))
}

fn described(
    order: &Order,
    carnet: &Found,
    serial: &Serial,
    prescriber: StructureId,
    today: Day,
) -> Result<CarnetSeen, Fault> {
    let terms = &order.terms;
    Ok(CarnetSeen {
        carnet: serial.to_string(),
        cheques: terms.cheques_per_carnet,
        value: terms.carnet_value().map_err(|error| Fault::because("a booklet's value does not fit", error))?,
        distribution_ends: terms.distribution_ends,
        valid_until: terms.validity_ends,
        communes: terms.communes.clone(),
        publics: terms.publics.clone(),
        second: terms.rules.second,
        personal: !terms.rules.family_may_present,
        refusal: hand_over::may_go(order, carnet, prescriber, today).err().map(Said::from),
    })
}
