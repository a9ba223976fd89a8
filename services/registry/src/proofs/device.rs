//! The machine of a counter: enrolled for thirty days, opened with the short code of somebody enrolled there.

use kernel::{
    access::{Action, Actor},
    clock::At,
    ids::{DeviceId, PersonId, StructureId},
};
use serde::{Deserialize, Serialize};
use store::{
    Fault, Reply, Store, Tx,
    act::{ActKey, ContentHash},
    conn::AnyConn,
    files::{hex, unhex},
    ids::Ref,
};

use crate::{
    door,
    identity::{
        lodge::Lodge,
        person,
        secrets::Secrets,
        visit::{self, Ending},
    },
    refusal::Refused,
    rows::device::{self as rows, DeviceRow},
    structure,
};

const SERVES_DAYS: i64 = 30;
const LONGEST_NAME: usize = 60;
/// So many wrong short codes under a name since its own last served, and only a sign-in by mail helps that person.
pub const MOST_WRONG: i64 = 5;

/// A machine of a counter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Device {
    /// Its identifier.
    pub id: DeviceId,
    /// Where it stands.
    pub structure: StructureId,
    /// As people there call it.
    pub name: String,
    /// Since when.
    pub enrolled_at: At,
    /// First instant at which it serves no more.
    pub until: At,
    /// When somebody ended it.
    pub ended_at: Option<At>,
}

impl Device {
    pub(super) fn of(row: &DeviceRow) -> Self {
        Self {
            id: row.id.0,
            structure: row.structure_id.0,
            name: row.name.clone(),
            enrolled_at: At(row.enrolled_at),
            until: At(row.until),
            ended_at: row.ended_at.map(At),
        }
    }
}

/// What the machine's own cookie bears: its identifier and a secret made of it.
pub fn secret_of(secrets: &Secrets, id: DeviceId) -> String {
    format!("{id}.{}", hex(&secrets.mac("device", &[id.bytes()])))
}

fn secret_hash(secrets: &Secrets, secret: &[u8]) -> [u8; 32] {
    secrets.mac("device kept", &[secret])
}

/// The machine that bears this, while it serves; `DEVICE_ENDED` for any other.
pub(super) fn borne(conn: &mut AnyConn, secrets: &Secrets, text: &str, now: At) -> Reply<DeviceRow> {
    let ended = || Refused::DeviceEnded;
    let (id, secret) = text.split_once('.').ok_or_else(ended)?;
    let id: DeviceId = id.parse().map_err(|_| ended())?;
    let secret = unhex(secret).ok_or_else(ended)?;
    let row = rows::read(conn, id)?.ok_or_else(ended)?;
    let own = secret_hash(secrets, &secret)[..] == row.secret_hash[..];
    if own && row.serves(now) { Ok(row) } else { Err(ended().into()) }
}

/// Enrols the machine at which this is asked, for thirty days.
///
/// Refusals: `FORBIDDEN`, `INPUT_INVALID` (key, name), `NOT_FOUND` for a structure that does not exist.
pub async fn enrol_device(
    lodge: &Lodge,
    actor: &Actor,
    key: &str,
    structure: StructureId,
    name: &str,
) -> Reply<(Device, String)> {
    actor.may(Action::EnrolDevice, structure)?;
    let (person, _) = actor.known()?;
    let name = structure::text(name, LONGEST_NAME, "name")?;
    let key = ActKey::of(actor, Action::EnrolDevice, key)?;
    let (content, here) = (ContentHash::of(&(structure, &name))?, lodge.clone());
    let enrolling = lodge.store().once(key, content, move |tx| {
        if !structure::exists(tx.conn, structure)? {
            return Err(Refused::NotFound.into());
        }
        Ok(enrol(tx, &here, (person, structure), &name)?)
    });
    let device: Device = enrolling.await?;
    let secret = secret_of(lodge.secrets(), device.id);
    Ok((device, secret))
}

fn enrol(tx: &mut Tx<'_>, lodge: &Lodge, by: (PersonId, StructureId), name: &str) -> Result<Device, Fault> {
    let (id, now): (DeviceId, At) = (tx.chance().id(), tx.now());
    let secret = lodge.secrets().mac("device", &[id.bytes()]);
    let row = DeviceRow {
        id: Ref(id),
        structure_id: Ref(by.1),
        name: name.to_owned(),
        secret_hash: secret_hash(lodge.secrets(), &secret).to_vec(),
        enrolled_by: Ref(by.0),
        enrolled_at: now.0,
        until: now.day().plus_days(SERVES_DAYS).at(0, 0).0.max(now.0 + 1),
        ended_at: None,
        wrong_pins: 0,
    };
    rows::insert(tx, &row)?;
    Ok(Device::of(&row))
}

/// Ends a machine: from then on its cookie opens nothing, and the visits that it opened are over.
///
/// Refusals: `FORBIDDEN`, `NOT_FOUND`, `INPUT_INVALID` (key), `WRONG_STAGE` when it had ended.
pub async fn end_device(lodge: &Lodge, actor: &Actor, key: &str, id: DeviceId) -> Reply<Device> {
    let owner = lodge.store().read("device.owner", move |conn| Ok(rows::read(conn, id)?)).await?;
    door::may(actor, Action::EndDevice, owner.map(|row| row.structure_id.0))?;
    let key = ActKey::of(actor, Action::EndDevice, key)?;
    lodge
        .store()
        .once(key, ContentHash::of(&id)?, move |tx| {
            if !rows::end(tx, id)? {
                return Err(Refused::Stage("ended").into());
            }
            for visit in rows::visits(tx.conn, id)? {
                visit::end(tx, visit, Ending::Ended)?;
            }
            let row = rows::read(tx.conn, id)?.ok_or_else(|| Fault::broken("a machine is gone"))?;
            Ok(Device::of(&row))
        })
        .await
}

/// Where a page of machines goes on: after this instant and identifier.
pub type Cursor = (i64, DeviceId);

/// The machines that serve a structure, oldest first, `most` at most; none for who may not see them.
pub async fn devices(
    store: &Store,
    actor: &Actor,
    structure: StructureId,
    after: Option<Cursor>,
    most: i64,
) -> Reply<Vec<Device>> {
    if actor.may(Action::Devices, structure).is_err() {
        return Ok(Vec::new());
    }
    let (now, after) = (store.now(), after.unwrap_or((i64::MIN, DeviceId::from_bytes([0; 16]))));
    let look = move |conn: &mut AnyConn| Ok(rows::of_structure(conn, structure, now, after, most)?);
    Ok(store.read("devices", look).await?.iter().map(Device::of).collect())
}

/// A machine as it sees itself while it is locked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Locked {
    /// The machine.
    pub device: Device,
    /// The name of the structure where it stands.
    pub structure_name: String,
    /// Whose short code opens it: who still holds a role there.
    pub people: Vec<(PersonId, String)>,
    /// Whether too many wrong ones were typed under each of these names: only a sign-in by mail helps.
    pub shut: bool,
}

/// What the machine that bears this shows while it is locked. Refusal: `DEVICE_ENDED`.
pub async fn locked(lodge: &Lodge, text: &str) -> Reply<Locked> {
    let (here, text, now) = (lodge.clone(), text.to_owned(), lodge.store().now());
    lodge
        .store()
        .read("device.locked", move |conn| {
            let row = borne(conn, here.secrets(), &text, now)?;
            let structure = row.structure_id.0;
            let (ids, wrong): (Vec<_>, Vec<_>) =
                rows::people_with_roles(conn, row.id.0, structure)?.into_iter().unzip();
            let shut = !ids.is_empty() && wrong.iter().all(|count| *count >= MOST_WRONG);
            let named = person::of_ids(conn, &ids)?;
            let mut people: Vec<_> = named.into_iter().map(|person| (person.id, person.name)).collect();
            people.sort_by(|one, other| one.1.cmp(&other.1));
            let structure_name = structure::names(conn, &[structure])?.remove(&structure).unwrap_or_default();
            Ok(Locked { device: Device::of(&row), structure_name, people, shut })
        })
        .await
}
