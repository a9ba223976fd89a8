//! The short code of a counter's machine: choosing it, and opening the machine with it. No mail is needed for the second.

use kernel::{
    access::{Action, Actor},
    ids::{DeviceId, PersonId},
};
use store::{
    Fault, Reply, Tx,
    act::{self, ActKey},
};

use super::{
    device::{self, MOST_WRONG},
    pin::Pin,
    second_factor as factor,
};
use crate::{
    identity::{
        access::{self, Access},
        lodge::Lodge,
        visit,
    },
    refusal::Refused,
    rows::{device as rows, membership},
};

/// Chooses the caller's short code at the machine that bears this; the wrong ones typed there are forgotten.
///
/// Refusals, in this order: `VISIT_ENDED` for nobody in particular, `INPUT_INVALID` (`pin`), `DEVICE_ENDED`, `FORBIDDEN` for who
/// holds no role there.
pub async fn set_pin(lodge: &Lodge, actor: &Actor, device: &str, pin: &str) -> Reply<device::Device> {
    let (person, _) = actor.known().map_err(|_| Refused::VisitEnded)?;
    let pin = Pin::chosen(pin)?;
    let here = lodge.clone();
    let kept = slowly(move || pin.kept(here.secrets(), here.store().chance())).await?;
    let (here, actor, device) = (lodge.clone(), actor.clone(), device.to_owned());
    lodge
        .store()
        .transact("proofs.set_pin", move |tx| {
            let row = device::borne(tx.conn, here.secrets(), &device, tx.now())?;
            if !membership::holds_any(tx.conn, person, row.structure_id.0)? {
                return Err(Refused::Forbidden.into());
            }
            rows::put_pin(tx, row.id.0, person, &kept)?;
            // Whoever was let in by a short code has not shown more than that.
            if !rows::opened_visit(tx.conn, actor.visit())? {
                rows::set_wrong(tx, row.id.0, 0)?;
            }
            factor::note(tx, &actor, Action::SetPin)?;
            Ok(device::Device::of(&row))
        })
        .await
}

/// Opens the machine that bears this with somebody's short code: a visit for the structure where it stands, without the roles
/// that want a second factor.
///
/// Refusals, in this order: `DEVICE_ENDED`, `DEVICE_LOCKED` after five wrong ones, `PIN_WRONG` (also for who has none there).
pub async fn open_device(lodge: &Lodge, device: &str, person: PersonId, typed: &str) -> Reply<Access> {
    let (here, text, now) = (lodge.clone(), device.to_owned(), lodge.store().now());
    let look = lodge.store().read("proofs.pin", move |conn| {
        let row = device::borne(conn, here.secrets(), &text, now)?;
        Ok((row.id.0, rows::pin(conn, row.id.0, person)?))
    });
    let (id, kept) = look.await?;
    let right = is_right(lodge, typed, kept).await?;
    let (here, text) = (lodge.clone(), device.to_owned());
    let opening = move |tx: &mut Tx<'_>| {
        let row = device::borne(tx.conn, here.secrets(), &text, tx.now())?;
        if row.wrong_pins >= MOST_WRONG {
            return Err(Refused::DeviceLocked.into());
        }
        if !right || !membership::holds_any(tx.conn, person, row.structure_id.0)? {
            rows::set_wrong(tx, id, row.wrong_pins + 1)?;
            return Ok(Err(Refused::WrongPin(MOST_WRONG - row.wrong_pins - 1)));
        }
        rows::set_wrong(tx, id, 0)?;
        Ok(Ok(enter(tx, &here, id, person)?))
    };
    Ok(lodge.store().transact("proofs.open_device", opening).await??)
}

fn enter(tx: &mut Tx<'_>, lodge: &Lodge, device: DeviceId, person: PersonId) -> Reply<Access> {
    let structure = rows::read(tx.conn, device)?.ok_or_else(|| Fault::broken("a machine is gone"))?.structure_id.0;
    let visit = visit::open(tx, person, Some(structure), false)?;
    rows::opened(tx, visit.id, device)?;
    let key = tx.chance().id::<()>().to_string();
    let key = ActKey::new(structure, Action::OpenDevice.field(), &key)?.by(person);
    act::note(tx, &key)?;
    Ok(access::of_visit(tx, lodge, &visit)?)
}

/// Whether it is the one that was kept; who has none waits as long.
async fn is_right(lodge: &Lodge, typed: &str, kept: Option<Vec<u8>>) -> Reply<bool> {
    let Some(pin) = Pin::typed(typed) else { return Ok(false) };
    let here = lodge.clone();
    slowly(move || match kept {
        Some(kept) => pin.is(here.secrets(), &kept),
        None => pin.is(here.secrets(), &[0; 48]).map(|_| false),
    })
    .await
}

/// Runs what takes tens of milliseconds where nobody waits behind it.
async fn slowly<T: Send + 'static>(work: impl FnOnce() -> Result<T, Fault> + Send + 'static) -> Reply<T> {
    let done = tokio::task::spawn_blocking(work).await;
    Ok(done.map_err(|error| Fault::because("a short code was not hashed", error))??)
}
