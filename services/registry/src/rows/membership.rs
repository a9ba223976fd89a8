//! Roles held by people.

use diesel::{insert_into, prelude::*, update};
use kernel::ids::{Membership, MembershipId, Person, PersonId, Structure, StructureId};
use store::{Fault, Tx, conn::AnyConn, ids::Ref};

use crate::tables::membership;

/// A role as it lies in its table.
#[derive(Clone, Debug, Queryable)]
pub(crate) struct MembershipRow {
    pub(crate) id: Ref<Membership>,
    pub(crate) person: Ref<Person>,
    pub(crate) structure: Ref<Structure>,
    pub(crate) role: String,
    pub(crate) since: i64,
    pub(crate) until: Option<i64>,
}

pub(crate) fn read(conn: &mut AnyConn, id: MembershipId) -> Result<Option<MembershipRow>, Fault> {
    Ok(membership::table.filter(membership::id.eq(Ref(id))).first(conn).optional()?)
}

/// The roles that nobody ended in this structure, longest held first.
pub(crate) fn of_structure(
    conn: &mut AnyConn,
    structure: StructureId,
    after: (i64, MembershipId),
    most: i64,
) -> Result<Vec<MembershipRow>, Fault> {
    let (since, id) = after;
    let beyond = membership::since.gt(since).or(membership::since.eq(since).and(membership::id.gt(Ref(id))));
    Ok(membership::table
        .filter(membership::structure_id.eq(Ref(structure)).and(membership::until.is_null()).and(beyond))
        .order((membership::since.asc(), membership::id.asc()))
        .limit(most)
        .load(conn)?)
}

/// The same role of the same person in the same structure, if it goes on.
pub(crate) fn going_on(
    conn: &mut AnyConn,
    person: PersonId,
    structure: StructureId,
    role: &str,
) -> Result<Option<MembershipRow>, Fault> {
    Ok(membership::table
        .filter(membership::person_id.eq(Ref(person)).and(membership::structure_id.eq(Ref(structure))))
        .filter(membership::role.eq(role).and(membership::until.is_null()))
        .first(conn)
        .optional()?)
}

pub(crate) fn insert(tx: &mut Tx<'_>, row: &MembershipRow) -> Result<(), Fault> {
    let values = (
        membership::id.eq(row.id),
        membership::person_id.eq(row.person),
        membership::structure_id.eq(row.structure),
        membership::role.eq(&row.role),
        membership::since.eq(row.since),
        membership::until.eq(row.until),
    );
    insert_into(membership::table).values(values).execute(tx.conn)?;
    Ok(())
}

/// Who holds which of these roles, each once, in whatever structure.
pub(crate) fn holders(conn: &mut AnyConn, roles: &[&str]) -> Result<Vec<(PersonId, String)>, Fault> {
    let held: Vec<(Ref<Person>, String)> = membership::table
        .filter(membership::role.eq_any(roles.iter().copied()).and(membership::until.is_null()))
        .select((membership::person_id, membership::role))
        .distinct()
        .load(conn)?;
    Ok(held.into_iter().map(|(person, role)| (person.0, role)).collect())
}

/// Ends a role, counted: false when it had ended.
pub(crate) fn end(tx: &mut Tx<'_>, id: MembershipId) -> Result<bool, Fault> {
    let going_on = membership::table.filter(membership::id.eq(Ref(id)).and(membership::until.is_null()));
    Ok(update(going_on).set(membership::until.eq(Some(tx.now().0))).execute(tx.conn)? == 1)
}

/// The roles of a person that nobody ended, longest held first.
pub(crate) fn of_person(conn: &mut AnyConn, person: PersonId) -> Result<Vec<MembershipRow>, Fault> {
    Ok(membership::table
        .filter(membership::person_id.eq(Ref(person)).and(membership::until.is_null()))
        .order((membership::since.asc(), membership::id.asc()))
        .load(conn)?)
}

/// Whether a person holds any role in a structure.
pub(crate) fn holds_any(conn: &mut AnyConn, person: PersonId, structure: StructureId) -> Result<bool, Fault> {
    let held: i64 = membership::table
        .filter(membership::person_id.eq(Ref(person)).and(membership::structure_id.eq(Ref(structure))))
        .filter(membership::until.is_null())
        .count()
        .get_result(conn)?;
    Ok(held > 0)
}

/// Keeps those who hold a role from being changed by another transaction until this one ends.
pub(crate) fn lock(tx: &mut Tx<'_>, role: &str) -> Result<(), Fault> {
    let held = membership::table.filter(membership::role.eq(role).and(membership::until.is_null()));
    // Nothing changes; a row that another transaction is changing is waited for, and read again as it then is.
    update(held).set(membership::role.eq(role)).execute(tx.conn)?;
    Ok(())
}

/// How often a role was given in a structure, whether it goes on or not.
pub(crate) fn times_given(conn: &mut AnyConn, structure: StructureId, role: &str) -> Result<i64, Fault> {
    let given = membership::table.filter(membership::structure_id.eq(Ref(structure)).and(membership::role.eq(role)));
    Ok(given.count().get_result(conn)?)
}

/// How often a role is held by others than that person.
pub(crate) fn others_with(conn: &mut AnyConn, role: &str, person: PersonId) -> Result<i64, Fault> {
    Ok(membership::table
        .filter(membership::role.eq(role).and(membership::until.is_null()))
        .filter(membership::person_id.ne(Ref(person)))
        .count()
        .get_result(conn)?)
}
