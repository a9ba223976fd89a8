//! People.

use std::collections::HashMap;

use diesel::{insert_into, prelude::*, update};
use kernel::{
    clock::At,
    ids::{Person, PersonId, Structure, StructureId},
};
use store::{
    Fault, Tx,
    conn::AnyConn,
    ids::{Ref, refs},
};

use crate::tables::{membership, person};

/// Somebody as they lie in their table.
#[derive(Queryable)]
pub(crate) struct PersonRow {
    pub(crate) id: Ref<Person>,
    pub(crate) name: String,
    pub(crate) mail: Option<String>,
    pub(crate) stamp: i64,
    pub(crate) stamp_at: i64,
}

type Columns = (person::id, person::name, person::mail, person::stamp, person::stamp_at);
const COLUMNS: Columns = (person::id, person::name, person::mail, person::stamp, person::stamp_at);

pub(crate) fn read(conn: &mut AnyConn, id: PersonId) -> Result<Option<PersonRow>, Fault> {
    Ok(person::table.find(Ref(id)).select(COLUMNS).first(conn).optional()?)
}

pub(crate) fn read_many(conn: &mut AnyConn, ids: &[PersonId]) -> Result<Vec<PersonRow>, Fault> {
    Ok(person::table.filter(person::id.eq_any(refs(ids))).select(COLUMNS).load(conn)?)
}

pub(crate) fn of_mail(conn: &mut AnyConn, mail: &str) -> Result<Option<PersonRow>, Fault> {
    Ok(person::table.filter(person::mail.eq(mail)).select(COLUMNS).first(conn).optional()?)
}

pub(crate) fn insert(tx: &mut Tx<'_>, row: &PersonRow) -> Result<(), Fault> {
    let values = (
        person::id.eq(row.id),
        person::name.eq(&row.name),
        person::mail.eq(&row.mail),
        person::stamp.eq(row.stamp),
        person::stamp_at.eq(row.stamp_at),
        person::created_at.eq(tx.now().0),
    );
    insert_into(person::table).values(values).execute(tx.conn)?;
    Ok(())
}

pub(crate) fn name(tx: &mut Tx<'_>, id: PersonId, name: &str, mail: &str) -> Result<(), Fault> {
    let set = (person::name.eq(name), person::mail.eq(Some(mail)));
    update(person::table.find(Ref(id))).set(set).execute(tx.conn)?;
    Ok(())
}

/// False when nobody has that identifier.
pub(crate) fn raise_stamp(tx: &mut Tx<'_>, id: PersonId) -> Result<bool, Fault> {
    let set = (person::stamp.eq(person::stamp + 1), person::stamp_at.eq(tx.now().0));
    Ok(update(person::table.find(Ref(id))).set(set).execute(tx.conn)? == 1)
}

/// The stamps that rose after that instant.
pub(crate) fn stamps_since(conn: &mut AnyConn, since: At) -> Result<Vec<(PersonId, i64)>, Fault> {
    let rose: Vec<(Ref<Person>, i64)> = person::table
        .filter(person::stamp_at.gt(since.0).and(person::stamp.gt(0)))
        .select((person::id, person::stamp))
        .load(conn)?;
    Ok(rose.into_iter().map(|(id, stamp)| (id.0, stamp)).collect())
}

/// As those people are called, in one statement.
pub(crate) fn names(conn: &mut AnyConn, ids: &[PersonId]) -> Result<HashMap<PersonId, String>, Fault> {
    let named: Vec<(Ref<Person>, String)> =
        person::table.filter(person::id.eq_any(refs(ids))).select((person::id, person::name)).load(conn)?;
    Ok(named.into_iter().map(|(id, name)| (id.0, name)).collect())
}

/// As everybody is called who has a name; ten thousand at most.
pub(crate) fn all_names(conn: &mut AnyConn) -> Result<Vec<(PersonId, String)>, Fault> {
    let named: Vec<(Ref<Person>, String)> = person::table
        .filter(person::name.ne(""))
        .select((person::id, person::name))
        .order(person::id.asc())
        .limit(10_000)
        .load(conn)?;
    Ok(named.into_iter().map(|(id, name)| (id.0, name)).collect())
}

/// Where the administrators are written to.
pub(crate) fn administrators(conn: &mut AnyConn) -> Result<Vec<String>, Fault> {
    holders_anywhere(conn, "administrator")
}

/// Where those who hold a role in these structures are written to.
pub(crate) fn holders(
    conn: &mut AnyConn,
    role: &str,
    structures: &[StructureId],
) -> Result<Vec<(StructureId, String)>, Fault> {
    let found: Vec<(Ref<Structure>, Option<String>)> = membership::table
        .inner_join(person::table.on(person::id.eq(membership::person_id)))
        .filter(membership::role.eq(role).and(membership::until.is_null()))
        .filter(membership::structure_id.eq_any(refs(structures)).and(person::mail.is_not_null()))
        .select((membership::structure_id, person::mail))
        .order((membership::structure_id.asc(), person::id.asc()))
        .load(conn)?;
    Ok(found.into_iter().filter_map(|(structure, mail)| Some((structure.0, mail?))).collect())
}

/// Where those who hold a role anywhere are written to.
pub(crate) fn holders_anywhere(conn: &mut AnyConn, role: &str) -> Result<Vec<String>, Fault> {
    let held = membership::table
        .filter(membership::role.eq(role).and(membership::until.is_null()))
        .select(membership::person_id);
    let mails: Vec<Option<String>> = person::table
        .filter(person::id.eq_any(held).and(person::mail.is_not_null()))
        .select(person::mail)
        .order(person::id.asc())
        .load(conn)?;
    Ok(mails.into_iter().flatten().collect())
}

/// Where those are written to who manage a structure, or did at some instant since then.
pub(crate) fn managers(conn: &mut AnyConn, structure: StructureId, since: At) -> Result<Vec<String>, Fault> {
    let held = membership::table
        .filter(membership::role.eq("venue-manager").and(membership::structure_id.eq(Ref(structure))))
        .filter(membership::until.is_null().or(membership::until.gt(since.0)))
        .select(membership::person_id);
    let mails: Vec<Option<String>> = person::table
        .filter(person::id.eq_any(held).and(person::mail.is_not_null()))
        .select(person::mail)
        .order(person::id.asc())
        .load(conn)?;
    Ok(mails.into_iter().flatten().collect())
}
