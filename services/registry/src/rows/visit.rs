//! Visits, and the wishes to sign in that opened them.

use diesel::{delete, insert_into, prelude::*, update};
use kernel::{
    clock::At,
    ids::{Person, PersonId, SignIn, SignInId, Structure, StructureId, Visit, VisitId},
};
use store::{Fault, Tx, conn::AnyConn, ids::Ref};

use crate::tables::{sign_in, visit};

/// A visit as it lies in its table.
#[derive(Queryable)]
pub(crate) struct VisitRow {
    pub(crate) id: Ref<Visit>,
    pub(crate) person: Ref<Person>,
    pub(crate) structure: Option<Ref<Structure>>,
    pub(crate) generation: i64,
    pub(crate) started_at: i64,
    pub(crate) renewed_at: i64,
    pub(crate) until_at: i64,
    pub(crate) proved_at: Option<i64>,
    pub(crate) ended_at: Option<i64>,
    pub(crate) ended_by: Option<String>,
}

pub(crate) fn read(conn: &mut AnyConn, id: VisitId) -> Result<Option<VisitRow>, Fault> {
    Ok(visit::table.find(Ref(id)).first(conn).optional()?)
}

pub(crate) fn insert(tx: &mut Tx<'_>, row: &VisitRow) -> Result<(), Fault> {
    let values = (
        visit::id.eq(row.id),
        visit::person_id.eq(row.person),
        visit::structure_id.eq(row.structure),
        visit::generation.eq(row.generation),
        visit::started_at.eq(row.started_at),
        visit::renewed_at.eq(row.renewed_at),
        visit::until_at.eq(row.until_at),
        visit::proved_at.eq(row.proved_at),
        visit::ended_at.eq(row.ended_at),
        visit::ended_by.eq(&row.ended_by),
    );
    insert_into(visit::table).values(values).execute(tx.conn)?;
    Ok(())
}

/// One generation further, counted: false when it is another generation by now, or has ended.
pub(crate) fn renew(tx: &mut Tx<'_>, id: VisitId, from: i64, until: At) -> Result<bool, Fault> {
    let now = tx.now().0;
    let still = visit::id.eq(Ref(id)).and(visit::generation.eq(from)).and(visit::ended_at.is_null());
    let set = (visit::generation.eq(from + 1), visit::renewed_at.eq(now), visit::until_at.eq(until.0));
    Ok(update(visit::table.filter(still)).set(set).execute(tx.conn)? == 1)
}

/// Ends it, unless it had ended.
pub(crate) fn end(tx: &mut Tx<'_>, id: VisitId, by: &str) -> Result<(), Fault> {
    let goes_on = visit::table.filter(visit::id.eq(Ref(id)).and(visit::ended_at.is_null()));
    let set = (visit::ended_at.eq(Some(tx.now().0)), visit::ended_by.eq(Some(by)));
    update(goes_on).set(set).execute(tx.conn)?;
    Ok(())
}

/// Ends all those of a person that go on.
pub(crate) fn end_all(tx: &mut Tx<'_>, person: PersonId, by: &str) -> Result<(), Fault> {
    let go_on = visit::table.filter(visit::person_id.eq(Ref(person)).and(visit::ended_at.is_null()));
    let set = (visit::ended_at.eq(Some(tx.now().0)), visit::ended_by.eq(Some(by)));
    update(go_on).set(set).execute(tx.conn)?;
    Ok(())
}

pub(crate) fn choose(tx: &mut Tx<'_>, id: VisitId, structure: StructureId) -> Result<(), Fault> {
    update(visit::table.find(Ref(id))).set(visit::structure_id.eq(Some(Ref(structure)))).execute(tx.conn)?;
    Ok(())
}

pub(crate) fn prove(tx: &mut Tx<'_>, id: VisitId) -> Result<(), Fault> {
    update(visit::table.find(Ref(id))).set(visit::proved_at.eq(Some(tx.now().0))).execute(tx.conn)?;
    Ok(())
}

/// The visits that ended after that instant.
pub(crate) fn ended_since(conn: &mut AnyConn, since: At) -> Result<Vec<VisitId>, Fault> {
    let ended: Vec<Ref<Visit>> = visit::table.filter(visit::ended_at.gt(since.0)).select(visit::id).load(conn)?;
    Ok(ended.into_iter().map(Into::into).collect())
}

/// A wish to sign in as it lies in its table.
#[derive(Queryable)]
pub(crate) struct SignInRow {
    pub(crate) id: Ref<SignIn>,
    pub(crate) person: Option<Ref<Person>>,
    pub(crate) account: Vec<u8>,
    pub(crate) code_hash: Vec<u8>,
    pub(crate) link_hash: Vec<u8>,
    pub(crate) asked_at: i64,
    pub(crate) until_at: i64,
    pub(crate) tries: i64,
    pub(crate) used_at: Option<i64>,
    pub(crate) visit: Option<Ref<Visit>>,
}

pub(crate) fn read_wish(conn: &mut AnyConn, id: SignInId) -> Result<Option<SignInRow>, Fault> {
    Ok(sign_in::table.find(Ref(id)).first(conn).optional()?)
}

pub(crate) fn insert_wish(tx: &mut Tx<'_>, row: &SignInRow) -> Result<(), Fault> {
    let values = (
        sign_in::id.eq(row.id),
        sign_in::person_id.eq(row.person),
        sign_in::account.eq(&row.account),
        sign_in::code_hash.eq(&row.code_hash),
        sign_in::link_hash.eq(&row.link_hash),
        sign_in::asked_at.eq(row.asked_at),
        sign_in::until_at.eq(row.until_at),
        sign_in::tries.eq(row.tries),
        sign_in::used_at.eq(row.used_at),
        sign_in::visit_id.eq(row.visit),
    );
    insert_into(sign_in::table).values(values).execute(tx.conn)?;
    Ok(())
}

/// One more wrong code.
pub(crate) fn tried(tx: &mut Tx<'_>, id: SignInId) -> Result<(), Fault> {
    update(sign_in::table.find(Ref(id))).set(sign_in::tries.eq(sign_in::tries + 1)).execute(tx.conn)?;
    Ok(())
}

/// The proof of a wish that did not serve.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Other {
    Code,
    Link,
}

/// It served, counted: false when it had served before. What is kept of the other proof is forgotten.
pub(crate) fn used(tx: &mut Tx<'_>, id: SignInId, visit: VisitId, other: Other) -> Result<bool, Fault> {
    let fresh = sign_in::table.filter(sign_in::id.eq(Ref(id)).and(sign_in::used_at.is_null()));
    let set = (sign_in::used_at.eq(Some(tx.now().0)), sign_in::visit_id.eq(Some(Ref(visit))));
    let nothing = Vec::<u8>::new();
    let count = match other {
        Other::Code => update(fresh).set((set, sign_in::code_hash.eq(nothing))).execute(tx.conn)?,
        Other::Link => update(fresh).set((set, sign_in::link_hash.eq(nothing))).execute(tx.conn)?,
    };
    Ok(count == 1)
}

/// Deletes wishes over since the one instant, and visits that ended, or could not be renewed any more, since the other.
pub(crate) fn sweep(tx: &mut Tx<'_>, wishes: At, visits: At) -> Result<(), Fault> {
    delete(sign_in::table.filter(sign_in::until_at.lt(wishes.0))).execute(tx.conn)?;
    let over = visit::until_at.lt(visits.0);
    delete(visit::table.filter(over)).execute(tx.conn)?;
    Ok(())
}
