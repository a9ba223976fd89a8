//! Invitations.

use std::collections::HashMap;

use diesel::{delete, insert_into, prelude::*, update};
use kernel::{
    clock::At,
    ids::{Invitation, InvitationId, Person, PersonId, Structure, StructureId},
};
use store::{
    Fault, Tx,
    conn::AnyConn,
    ids::{Ref, refs},
};

use crate::tables::invitation;

/// An invitation as it lies in its table.
#[derive(Clone, Debug, Queryable, Insertable)]
#[diesel(table_name = invitation, treat_none_as_default_value = false)]
pub(crate) struct InvitationRow {
    pub(crate) id: Ref<Invitation>,
    pub(crate) structure_id: Ref<Structure>,
    pub(crate) person_id: Ref<Person>,
    pub(crate) roles: String,
    pub(crate) invited_by: Ref<Person>,
    pub(crate) invited_at: i64,
    pub(crate) until: i64,
    pub(crate) stage: String,
    pub(crate) decided_at: Option<i64>,
    /// As it was typed by whoever invites.
    pub(crate) name: String,
}

pub(crate) fn read(conn: &mut AnyConn, id: InvitationId) -> Result<Option<InvitationRow>, Fault> {
    Ok(invitation::table.find(Ref(id)).first(conn).optional()?)
}

/// The names that were typed for these, in one statement; none where it is not known.
pub(crate) fn names(conn: &mut AnyConn, ids: &[InvitationId]) -> Result<HashMap<InvitationId, String>, Fault> {
    let named: Vec<(Ref<Invitation>, String)> = invitation::table
        .filter(invitation::id.eq_any(refs(ids)).and(invitation::name.ne("")))
        .select((invitation::id, invitation::name))
        .load(conn)?;
    Ok(named.into_iter().map(|(id, name)| (id.0, name)).collect())
}

/// The invitations of a structure that wait and can still be taken, newest first, `most` at most.
pub(crate) fn of_structure(
    conn: &mut AnyConn,
    structure: StructureId,
    now: At,
    after: (i64, InvitationId),
    most: i64,
) -> Result<Vec<InvitationRow>, Fault> {
    let (at, id) = after;
    let beyond = invitation::invited_at.lt(at).or(invitation::invited_at.eq(at).and(invitation::id.gt(Ref(id))));
    Ok(invitation::table
        .filter(invitation::structure_id.eq(Ref(structure)).and(invitation::stage.eq("pending")).and(beyond))
        .filter(invitation::until.gt(now.0))
        .order((invitation::invited_at.desc(), invitation::id.asc()))
        .limit(most)
        .load(conn)?)
}

/// The invitations of a person that wait and can still be taken, newest first.
pub(crate) fn of_person(conn: &mut AnyConn, person: PersonId, now: i64) -> Result<Vec<InvitationRow>, Fault> {
    Ok(invitation::table
        .filter(invitation::person_id.eq(Ref(person)).and(invitation::stage.eq("pending")))
        .filter(invitation::until.gt(now))
        .order((invitation::invited_at.desc(), invitation::id.asc()))
        .limit(20)
        .load(conn)?)
}

pub(crate) fn insert(tx: &mut Tx<'_>, row: &InvitationRow) -> Result<(), Fault> {
    store::each!(&mut *tx.conn, |c| insert_into(invitation::table).values(row).execute(c))?;
    Ok(())
}

/// Ends one that waits, counted: false when somebody was first.
pub(crate) fn close(tx: &mut Tx<'_>, id: InvitationId, stage: &str) -> Result<bool, Fault> {
    let now = tx.now().0;
    let waiting = invitation::table.filter(invitation::id.eq(Ref(id)).and(invitation::stage.eq("pending")));
    let closed = (invitation::stage.eq(stage), invitation::decided_at.eq(Some(now)));
    Ok(update(waiting).set(closed).execute(tx.conn)? == 1)
}

/// Offers no more what waits for a person in a structure.
pub(crate) fn cancel_waiting(tx: &mut Tx<'_>, structure: StructureId, person: PersonId) -> Result<(), Fault> {
    let now = tx.now().0;
    let waiting = invitation::table
        .filter(invitation::structure_id.eq(Ref(structure)).and(invitation::person_id.eq(Ref(person))))
        .filter(invitation::stage.eq("pending"));
    let closed = (invitation::stage.eq("cancelled"), invitation::decided_at.eq(Some(now)));
    update(waiting).set(closed).execute(tx.conn)?;
    Ok(())
}

/// Deletes those whose time was over before that instant, whatever was answered: the acts tell.
pub(crate) fn sweep(tx: &mut Tx<'_>, before: At) -> Result<(), Fault> {
    delete(invitation::table.filter(invitation::until.lt(before.0))).execute(tx.conn)?;
    Ok(())
}
