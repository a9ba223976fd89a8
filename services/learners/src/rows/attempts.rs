//! Tries that are counted: who, of which structure, when. Not what was tried.

use diesel::{delete, insert_into, prelude::*};
use kernel::{
    clock::At,
    ids::{Id, Person, PersonId, StructureId},
};
use store::{Fault, Tx, conn::AnyConn, ids::Ref};

use crate::tables::learner_attempt;

/// How often somebody tried after an instant, and how often all of their structure did.
pub(crate) fn since(
    conn: &mut AnyConn,
    (person, structure): (PersonId, StructureId),
    since: At,
) -> Result<(usize, usize), Fault> {
    let found: Vec<Ref<Person>> = learner_attempt::table
        .filter(learner_attempt::organisation.eq(Ref(structure)).and(learner_attempt::at.gt(since.0)))
        .select(learner_attempt::person_id)
        .load(conn)?;
    let mine = found.iter().filter(|one| one.0 == person).count();
    Ok((mine, found.len()))
}

enum Attempt {}

/// Remembers a try, and forgets those that count no more.
pub(crate) fn remember(
    tx: &mut Tx<'_>,
    (person, structure): (PersonId, StructureId),
    forgotten: At,
) -> Result<(), Fault> {
    delete(learner_attempt::table.filter(learner_attempt::at.le(forgotten.0))).execute(tx.conn)?;
    let id: Id<Attempt> = tx.chance().id();
    let row = (
        learner_attempt::id.eq(Ref(id)),
        learner_attempt::organisation.eq(Ref(structure)),
        learner_attempt::person_id.eq(Ref(person)),
        learner_attempt::at.eq(tx.now().0),
    );
    insert_into(learner_attempt::table).values(row).execute(tx.conn)?;
    Ok(())
}
