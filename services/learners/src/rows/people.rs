//! Who learners are: sealed, in a table apart; and the marks by which the same person is found again.

use std::collections::BTreeSet;

use diesel::{delete, insert_into, prelude::*, update};
use kernel::ids::{Learner as LearnerKind, LearnerRef};
use store::{
    Fault, Tx,
    conn::AnyConn,
    ids::{Ref, refs},
    personal::Sealed,
};

use crate::tables::{learner_mark, learner_person};

/// Keeps who somebody is.
pub(crate) fn insert(tx: &mut Tx<'_>, id: LearnerRef, sealed: &Sealed) -> Result<(), Fault> {
    let row = (
        learner_person::learner_id.eq(Ref(id)),
        learner_person::sealed_key.eq(&sealed.key),
        learner_person::sealed.eq(&sealed.content),
    );
    insert_into(learner_person::table).values(row).execute(tx.conn)?;
    Ok(())
}

/// Keeps who somebody is in the place of what was kept, key included; answers whether anything was.
pub(crate) fn replace(tx: &mut Tx<'_>, id: LearnerRef, sealed: &Sealed) -> Result<bool, Fault> {
    let set = (learner_person::sealed_key.eq(&sealed.key), learner_person::sealed.eq(&sealed.content));
    Ok(update(learner_person::table.find(Ref(id))).set(set).execute(tx.conn)? == 1)
}

/// Who they are, sealed; those who were forgotten are absent.
pub(crate) fn sealed(conn: &mut AnyConn, ids: &[LearnerRef]) -> Result<Vec<(LearnerRef, Sealed)>, Fault> {
    let found: Vec<(Ref<LearnerKind>, Vec<u8>, Vec<u8>)> =
        learner_person::table.filter(learner_person::learner_id.eq_any(refs(ids))).load(conn)?;
    Ok(found.into_iter().map(|(id, key, content)| (id.0, Sealed { key, content })).collect())
}

/// Marks somebody, in the place of the marks before.
pub(crate) fn mark(tx: &mut Tx<'_>, id: LearnerRef, marks: &BTreeSet<[u8; 32]>) -> Result<(), Fault> {
    delete(learner_mark::table.filter(learner_mark::learner_id.eq(Ref(id)))).execute(tx.conn)?;
    let row = |mark: &[u8; 32]| (learner_mark::mark.eq(mark.to_vec()), learner_mark::learner_id.eq(Ref(id)));
    let rows: Vec<_> = marks.iter().map(row).collect();
    store::each!(&mut *tx.conn, |c| insert_into(learner_mark::table).values(&rows).execute(c))?;
    Ok(())
}

/// Those who share one of these marks, at most so many.
pub(crate) fn marked(conn: &mut AnyConn, marks: &BTreeSet<[u8; 32]>, most: i64) -> Result<Vec<LearnerRef>, Fault> {
    let marks: Vec<Vec<u8>> = marks.iter().map(|mark| mark.to_vec()).collect();
    let found: Vec<Ref<LearnerKind>> = learner_mark::table
        .filter(learner_mark::mark.eq_any(marks))
        .select(learner_mark::learner_id)
        .distinct()
        .order(learner_mark::learner_id)
        .limit(most)
        .load(conn)?;
    Ok(found.into_iter().map(|id| id.0).collect())
}

/// Forgets who these are: the rows with their keys, and the marks.
pub(crate) fn forget(tx: &mut Tx<'_>, ids: &[LearnerRef]) -> Result<(), Fault> {
    delete(learner_person::table.filter(learner_person::learner_id.eq_any(refs(ids)))).execute(tx.conn)?;
    delete(learner_mark::table.filter(learner_mark::learner_id.eq_any(refs(ids)))).execute(tx.conn)?;
    Ok(())
}
