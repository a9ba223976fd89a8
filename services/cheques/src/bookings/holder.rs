//! Whose booklet it is, as far as it can be shown: by who handed it over, or by one of its cheques. No name is known here.

use kernel::{
    access::Actor,
    clock::At,
    code::Code,
    ids::{CarnetId, ChequeId, PersonId, StructureId},
};
use store::{Reply, conn::AnyConn};

use crate::{
    counter::attempts,
    desk::Desk,
    order::Serial,
    refusal::{Refusal, of_one},
    rows,
};

/// The booklet of that printed number, for the structure that handed it over, or for whoever has one of its cheques.
///
/// Refusals: `CODE_MISTYPED`, `TOO_MANY_ATTEMPTS`, and `NOT_FOUND` whatever does not match.
pub(super) async fn shown(desk: &Desk, actor: &Actor, serial: &str, code: Option<&str>) -> Reply<CarnetId> {
    let (person, organisation) = actor.known()?;
    let code = code.map(Code::parse).transpose().map_err(|misread| of_one(misread.refusal(1).into()))?;
    let (serial, ids) = (Serial::parse(serial), code.as_ref().map(|code| desk.ids_of(code)));
    let now = desk.store.now();
    let found = desk.store.read("carnet.holder", move |conn| {
        attempts::read(conn, &[organisation], now)?.patient(organisation, person)?;
        let serial = serial.ok_or(Refusal::NotFound)?;
        let trace = rows::traces::of_serial(conn, &serial)?.ok_or(Refusal::NotFound)?;
        match &ids {
            Some(ids) => Ok(is_in(conn, ids, trace.id)?.then_some(trace.id)),
            None if trace.prescriber == Some(organisation) => Ok(Some(trace.id)),
            None => Err(Refusal::NotFound.into()),
        }
    });
    match found.await? {
        Some(carnet) => Ok(carnet),
        // A cheque of another booklet, or of none: counted.
        None => Err(remember(desk, organisation, person).await?.into()),
    }
}

/// The booklet of a cheque that lies on the counter. The same refusals.
pub(super) async fn of_paper(desk: &Desk, actor: &Actor, code: &str) -> Reply<CarnetId> {
    let (person, organisation) = actor.known()?;
    let code = Code::parse(code).map_err(|misread| of_one(misread.refusal(1).into()))?;
    let (ids, now) = (desk.ids_of(&code), desk.store.now());
    let found = desk.store.read("carnet.paper", move |conn| {
        attempts::read(conn, &[organisation], now)?.patient(organisation, person)?;
        in_hand(conn, &ids, now)
    });
    match found.await? {
        Some(carnet) => Ok(carnet),
        None => Err(remember(desk, organisation, person).await?.into()),
    }
}

/// Whether the paper is still in that booklet: one that was torn off proves nothing. That the booklet is blocked or over is for
/// whoever keeps cheques of it to say.
fn is_in(conn: &mut AnyConn, ids: &[ChequeId], carnet: CarnetId) -> Reply<bool> {
    let cheque = rows::cheques::presentable(conn, ids)?.into_values().next();
    Ok(cheque.is_some_and(|cheque| cheque.carnet == carnet && !cheque.is_redeemed()))
}

/// The booklet of a paper that somebody could pay with now. One that was torn off, or whose booklet is blocked or over, proves
/// nothing: venues keep those by the hundred.
fn in_hand(conn: &mut AnyConn, ids: &[ChequeId], now: At) -> Reply<Option<CarnetId>> {
    let cheque = rows::cheques::presentable(conn, ids)?.into_values().next();
    let usable = cheque.filter(|cheque| cheque.honour(1, now.day(), None).is_ok());
    Ok(usable.map(|cheque| cheque.carnet))
}

/// Wrong pairs are counted like guessed codes, before they are answered.
async fn remember(desk: &Desk, organisation: StructureId, person: PersonId) -> Reply<Refusal> {
    let remembered = desk.store.transact("carnet.unknown", move |tx| {
        attempts::read(tx.conn, &[organisation], tx.now())?.patient(organisation, person)?;
        rows::cheques::remember_unknown(tx, &[(organisation, person)])?;
        Ok(Refusal::NotFound)
    });
    remembered.await
}
