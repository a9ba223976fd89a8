//! The machines of counters.

use diesel::{delete, insert_into, prelude::*, update};
use kernel::{
    clock::At,
    ids::{Device, DeviceId, Person, PersonId, Structure, StructureId, Visit, VisitId},
};
use store::{Fault, Tx, conn::AnyConn, ids::Ref};

use crate::tables::{device, device_pin, device_visit, membership, visit};

/// A machine as it lies in its table.
#[derive(Clone, Debug, Queryable, Insertable)]
#[diesel(table_name = device, treat_none_as_default_value = false)]
pub(crate) struct DeviceRow {
    pub(crate) id: Ref<Device>,
    pub(crate) structure_id: Ref<Structure>,
    pub(crate) name: String,
    pub(crate) secret_hash: Vec<u8>,
    pub(crate) enrolled_by: Ref<Person>,
    pub(crate) enrolled_at: i64,
    pub(crate) until: i64,
    pub(crate) ended_at: Option<i64>,
    /// What earlier versions counted; nobody reads it any more.
    pub(crate) wrong_pins: i64,
}

impl DeviceRow {
    /// Whether it serves at that instant.
    pub(crate) fn serves(&self, now: At) -> bool {
        self.ended_at.is_none() && now.0 < self.until
    }
}

pub(crate) fn read(conn: &mut AnyConn, id: DeviceId) -> Result<Option<DeviceRow>, Fault> {
    Ok(device::table.find(Ref(id)).first(conn).optional()?)
}

/// The machines of a structure that nobody ended and whose time is not over, oldest first, `most` at most.
pub(crate) fn of_structure(
    conn: &mut AnyConn,
    structure: StructureId,
    now: At,
    after: (i64, DeviceId),
    most: i64,
) -> Result<Vec<DeviceRow>, Fault> {
    let (at, id) = after;
    let beyond = device::enrolled_at.gt(at).or(device::enrolled_at.eq(at).and(device::id.gt(Ref(id))));
    Ok(device::table
        .filter(device::structure_id.eq(Ref(structure)).and(device::ended_at.is_null()))
        .filter(device::until.gt(now.0).and(beyond))
        .order((device::enrolled_at.asc(), device::id.asc()))
        .limit(most)
        .load(conn)?)
}

pub(crate) fn insert(tx: &mut Tx<'_>, row: &DeviceRow) -> Result<(), Fault> {
    store::each!(&mut *tx.conn, |c| insert_into(device::table).values(row).execute(c))?;
    Ok(())
}

/// Ends a machine, counted: false when it had ended.
pub(crate) fn end(tx: &mut Tx<'_>, id: DeviceId) -> Result<bool, Fault> {
    let now = tx.now().0;
    let going_on = device::table.filter(device::id.eq(Ref(id)).and(device::ended_at.is_null()));
    Ok(update(going_on).set(device::ended_at.eq(Some(now))).execute(tx.conn)? == 1)
}

/// Somebody's short code at a machine: what is kept of it, and how many wrong ones were typed under their name since it last
/// served.
#[derive(Clone, Debug, Queryable)]
pub(crate) struct PinRow {
    pub(crate) kept: Vec<u8>,
    pub(crate) wrong: i64,
}

pub(crate) fn pin(conn: &mut AnyConn, device: DeviceId, person: PersonId) -> Result<Option<PinRow>, Fault> {
    let own = device_pin::table.find((Ref(device), Ref(person)));
    Ok(own.select((device_pin::kept, device_pin::wrong)).first(conn).optional()?)
}

/// One more wrong code under somebody's name.
pub(crate) fn count_wrong(tx: &mut Tx<'_>, device: DeviceId, person: PersonId) -> Result<(), Fault> {
    let own = device_pin::table.find((Ref(device), Ref(person)));
    update(own).set(device_pin::wrong.eq(device_pin::wrong + 1)).execute(tx.conn)?;
    Ok(())
}

/// Their own code served: the wrong ones are forgotten.
pub(crate) fn forget_wrong(tx: &mut Tx<'_>, device: DeviceId, person: PersonId) -> Result<(), Fault> {
    let own = device_pin::table.find((Ref(device), Ref(person)));
    update(own).set(device_pin::wrong.eq(0)).execute(tx.conn)?;
    Ok(())
}

/// Whose short codes open a machine, and how many wrong ones were typed under each name: those who still hold a role where it
/// stands, a hundred at most.
pub(crate) fn people_with_roles(
    conn: &mut AnyConn,
    device: DeviceId,
    structure: StructureId,
) -> Result<Vec<(PersonId, i64)>, Fault> {
    let members = membership::table
        .filter(membership::structure_id.eq(Ref(structure)).and(membership::until.is_null()))
        .select(membership::person_id);
    let found: Vec<(Ref<Person>, i64)> = device_pin::table
        .filter(device_pin::device_id.eq(Ref(device)).and(device_pin::person_id.eq_any(members)))
        .select((device_pin::person_id, device_pin::wrong))
        .order(device_pin::since.asc())
        .limit(100)
        .load(conn)?;
    Ok(found.into_iter().map(|(person, wrong)| (person.0, wrong)).collect())
}

/// Keeps somebody's short code in the place of a former one, whose wrong tries are forgotten.
pub(crate) fn put_pin(tx: &mut Tx<'_>, device: DeviceId, person: PersonId, kept: &[u8]) -> Result<(), Fault> {
    delete(device_pin::table.find((Ref(device), Ref(person)))).execute(tx.conn)?;
    let values = (
        device_pin::device_id.eq(Ref(device)),
        device_pin::person_id.eq(Ref(person)),
        device_pin::kept.eq(kept),
        device_pin::since.eq(tx.now().0),
        device_pin::wrong.eq(0),
    );
    insert_into(device_pin::table).values(values).execute(tx.conn)?;
    Ok(())
}

/// Keeps that a visit was opened by a short code there.
pub(crate) fn opened(tx: &mut Tx<'_>, visit: VisitId, device: DeviceId) -> Result<(), Fault> {
    let values = (device_visit::visit_id.eq(Ref(visit)), device_visit::device_id.eq(Ref(device)));
    insert_into(device_visit::table).values(values).execute(tx.conn)?;
    Ok(())
}

/// Whether a visit was opened by a short code.
pub(crate) fn opened_visit(conn: &mut AnyConn, visit: Option<VisitId>) -> Result<bool, Fault> {
    let Some(visit) = visit else { return Ok(false) };
    let count: i64 = device_visit::table.filter(device_visit::visit_id.eq(Ref(visit))).count().get_result(conn)?;
    Ok(count > 0)
}

/// The visits that a machine opened.
pub(crate) fn visits(conn: &mut AnyConn, device: DeviceId) -> Result<Vec<VisitId>, Fault> {
    let goes_on = visit::table.filter(visit::ended_at.is_null()).select(visit::id);
    let found: Vec<Ref<Visit>> = device_visit::table
        .filter(device_visit::device_id.eq(Ref(device)).and(device_visit::visit_id.eq_any(goes_on)))
        .select(device_visit::visit_id)
        .load(conn)?;
    Ok(found.into_iter().map(|visit| visit.0).collect())
}
