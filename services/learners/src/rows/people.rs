//! Who learners are: sealed, in a table apart; and the marks by which the same person is found again.

use std::collections::BTreeSet;

use diesel::{delete, dsl::not, insert_into, prelude::*, update};
use kernel::ids::{Learner as LearnerKind, LearnerRef, StructureId};
use store::{
    Fault, Tx,
    conn::AnyConn,
    ids::{Ref, refs},
    personal::Sealed,
};

use crate::tables::{learner, learner_mark, learner_person, learner_served};

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

/// The same of many, five hundred a statement.
pub(crate) fn insert_all(tx: &mut Tx<'_>, all: &[(LearnerRef, Sealed)]) -> Result<(), Fault> {
    for some in all.chunks(500) {
        let row = |(id, sealed): &(LearnerRef, Sealed)| {
            (
                learner_person::learner_id.eq(Ref(*id)),
                learner_person::sealed_key.eq(sealed.key.clone()),
                learner_person::sealed.eq(sealed.content.clone()),
            )
        };
        let rows: Vec<_> = some.iter().map(row).collect();
        store::each!(&mut *tx.conn, |c| insert_into(learner_person::table).values(&rows).execute(c))?;
    }
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

/// Marks people who had no mark.
pub(crate) fn mark_all(tx: &mut Tx<'_>, marked: &[([u8; 32], LearnerRef)]) -> Result<(), Fault> {
    for some in marked.chunks(500) {
        let row = |(mark, id): &([u8; 32], LearnerRef)| {
            (learner_mark::mark.eq(mark.to_vec()), learner_mark::learner_id.eq(Ref(*id)))
        };
        let rows: Vec<_> = some.iter().map(row).collect();
        store::each!(&mut *tx.conn, |c| insert_into(learner_mark::table).values(&rows).execute(c))?;
    }
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

/// Those who share one of these marks and whom a structure keeps or serves, under that row or another one of theirs; at most so many.
pub(crate) fn marked_of(
    conn: &mut AnyConn,
    marks: &BTreeSet<[u8; 32]>,
    structure: StructureId,
    most: i64,
) -> Result<Vec<LearnerRef>, Fault> {
    let marks: Vec<Vec<u8>> = marks.iter().map(|mark| mark.to_vec()).collect();
    let served = || {
        learner_served::table.filter(learner_served::structure_id.eq(Ref(structure))).select(learner_served::learner_id)
    };
    // Where a row that was served leads to.
    let led = diesel::alias!(learner as leading_learner);
    let led_to = || {
        led.filter(led.field(learner::id).eq_any(served()))
            .filter(led.field(learner::merged_id).is_not_null())
            .select(led.field(learner::merged_id))
    };
    // What a row leads to is kept, or served.
    let root = diesel::alias!(learner as root_learner);
    let known =
        root.filter(root.field(learner::structure_id).eq(Ref(structure)).or(root.field(learner::id).eq_any(served())));
    let theirs = learner::structure_id
        .eq(Ref(structure))
        .or(learner::id.eq_any(served()))
        .or(learner::id.nullable().eq_any(led_to()))
        .or(learner::merged_id.eq_any(known.select(root.field(learner::id).nullable())))
        .or(learner::merged_id.eq_any(led_to()));
    let found: Vec<Ref<LearnerKind>> = learner_mark::table
        .inner_join(learner::table.on(learner::id.eq(learner_mark::learner_id)))
        .filter(learner_mark::mark.eq_any(marks))
        .filter(theirs)
        .select(learner_mark::learner_id)
        .distinct()
        .order(learner_mark::learner_id)
        .limit(most)
        .load(conn)?;
    Ok(found.into_iter().map(|id| id.0).collect())
}

/// Whether anybody but these shares one of these marks.
pub(crate) fn are_others_marked(
    conn: &mut AnyConn,
    marks: &BTreeSet<[u8; 32]>,
    but: &[LearnerRef],
) -> Result<bool, Fault> {
    let marks: Vec<Vec<u8>> = marks.iter().map(|mark| mark.to_vec()).collect();
    let other: Option<Ref<LearnerKind>> = learner_mark::table
        .filter(learner_mark::mark.eq_any(marks))
        .filter(not(learner_mark::learner_id.eq_any(refs(but))))
        .select(learner_mark::learner_id)
        .first(conn)
        .optional()?;
    Ok(other.is_some())
}

/// Forgets who these are: the rows with their keys, and the marks.
pub(crate) fn forget(tx: &mut Tx<'_>, ids: &[LearnerRef]) -> Result<(), Fault> {
    delete(learner_person::table.filter(learner_person::learner_id.eq_any(refs(ids)))).execute(tx.conn)?;
    delete(learner_mark::table.filter(learner_mark::learner_id.eq_any(refs(ids)))).execute(tx.conn)?;
    Ok(())
}
