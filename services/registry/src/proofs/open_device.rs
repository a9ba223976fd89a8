//! The short code of a counter's machine: choosing it, and opening the machine with it. No mail is needed for the second.

use kernel::{
    access::{Action, Actor},
    ids::{DeviceId, PersonId},
};
use store::{
    Reply, Tx,
    act::{self, ActKey},
    conn::AnyConn,
};

use super::{
    device::{self, MOST_WRONG},
    pin::{self, Pin},
    second_factor as factor,
};
use crate::{
    identity::{
        access::{self, Access},
        lodge::Lodge,
        visit,
    },
    refusal::Refused,
    rows::{
        device::{self as rows, DeviceRow, PinRow},
        membership,
    },
};

/// Chooses the caller's short code at the machine that bears this; the wrong ones typed there under their name are forgotten.
///
/// Refusals, in this order: `VISIT_ENDED` for nobody in particular, `INPUT_INVALID` (`pin`), `DEVICE_ENDED`, `FORBIDDEN` for who
/// holds no role there, `MAIL_SIGN_IN_NEEDED` in a visit that a short code opened.
pub async fn set_pin(lodge: &Lodge, actor: &Actor, device: &str, pin: &str) -> Reply<device::Device> {
    actor.known().map_err(|_| Refused::VisitEnded)?;
    let pin = Pin::chosen(pin)?;
    let judge = {
        let (here, actor, device) = (lodge.clone(), actor.clone(), device.to_owned());
        move |conn: &mut AnyConn| may_choose(conn, &here, &actor, &device)
    };
    // Judged before the hashing as well: that is slow, and no use to whoever is refused.
    lodge.store().read("proofs.may_set_pin", judge.clone()).await?;
    let here = lodge.clone();
    let kept = pin::slowly(move || pin.kept(here.secrets(), here.store().chance())).await?;
    let actor = actor.clone();
    let choose = move |tx: &mut Tx<'_>| {
        let (row, person) = judge(tx.conn)?;
        rows::put_pin(tx, row.id.0, person, &kept)?;
        factor::note(tx, &actor, Action::SetPin)?;
        Ok(device::Device::of(&row))
    };
    lodge.store().transact("proofs.set_pin", choose).await
}

fn may_choose(conn: &mut AnyConn, lodge: &Lodge, actor: &Actor, device: &str) -> Reply<(DeviceRow, PersonId)> {
    let (person, _) = actor.known().map_err(|_| Refused::VisitEnded)?;
    let row = device::borne(conn, lodge.secrets(), device, lodge.store().now())?;
    if !membership::holds_any(conn, person, row.structure_id.0)? {
        return Err(Refused::Forbidden.into());
    }
    // Whoever was let in by a short code has not shown more than that.
    if rows::opened_visit(conn, actor.visit())? {
        return Err(Refused::MailSignIn.into());
    }
    Ok((row, person))
}

/// Opens the machine that bears this with somebody's short code: a visit for the structure where it stands, without the roles
/// that want a second factor.
///
/// Refusals, in this order: `DEVICE_ENDED`, `DEVICE_LOCKED` after five wrong ones under that name, `PIN_WRONG` (also for who has
/// none there).
pub async fn open_device(lodge: &Lodge, device: &str, person: PersonId, typed: &str) -> Reply<Access> {
    let judge = {
        let (here, device) = (lodge.clone(), device.to_owned());
        move |conn: &mut AnyConn| may_try(conn, &here, &device, person)
    };
    let (_, kept) = lodge.store().read("proofs.pin", judge.clone()).await?;
    let right = is_right(lodge, typed, kept).await?;
    let here = lodge.clone();
    let opening = move |tx: &mut Tx<'_>| {
        let (row, kept) = judge(tx.conn)?;
        if !right || !membership::holds_any(tx.conn, person, row.structure_id.0)? {
            // What is counted stays, so this is no refusal to the database.
            rows::count_wrong(tx, row.id.0, person)?;
            return Ok(Err(Refused::WrongPin(kept.map(|kept| MOST_WRONG - kept.wrong - 1))));
        }
        rows::forget_wrong(tx, row.id.0, person)?;
        Ok(Ok(enter(tx, &here, &row, person)?))
    };
    Ok(lodge.store().transact("proofs.open_device", opening).await??)
}

/// The machine that bears this, and what is kept there of that person's short code, while they may try one.
fn may_try(conn: &mut AnyConn, lodge: &Lodge, text: &str, person: PersonId) -> Reply<(DeviceRow, Option<PinRow>)> {
    let row = device::borne(conn, lodge.secrets(), text, lodge.store().now())?;
    let kept = rows::pin(conn, row.id.0, person)?;
    match kept.as_ref().is_some_and(|kept| kept.wrong >= MOST_WRONG) {
        true => Err(Refused::DeviceLocked.into()),
        false => Ok((row, kept)),
    }
}

fn enter(tx: &mut Tx<'_>, lodge: &Lodge, device: &DeviceRow, person: PersonId) -> Reply<Access> {
    let (structure, id): (_, DeviceId) = (device.structure_id.0, device.id.0);
    let visit = visit::open(tx, person, Some(structure), false)?;
    rows::opened(tx, visit.id, id)?;
    let key = tx.chance().id::<()>().to_string();
    let key = ActKey::new(structure, Action::OpenDevice.field(), &key)?.by(person);
    act::note(tx, &key)?;
    Ok(access::of_visit(tx, lodge, &visit)?)
}

/// Whether it is the one that was kept; who has none waits as long.
async fn is_right(lodge: &Lodge, typed: &str, kept: Option<PinRow>) -> Reply<bool> {
    let Some(pin) = Pin::typed(typed) else { return Ok(false) };
    let here = lodge.clone();
    pin::slowly(move || match kept {
        Some(row) => pin.is(here.secrets(), &row.kept),
        None => pin.is(here.secrets(), &[0; 48]).map(|_| false),
    })
    .await
}
