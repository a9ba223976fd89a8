//! Merges: two rows that are one person, and what each merge turned.

use diesel::{insert_into, prelude::*, update};
use kernel::{
    clock::At,
    ids::{Learner as LearnerKind, LearnerRef, Merge as MergeKind, MergeId, Person, Structure},
};
use store::{
    Fault, Tx,
    conn::AnyConn,
    ids::{Ref, refs},
};

use crate::{
    learner::merged::Merge,
    tables::{learner_merge, learner_moved},
};

#[derive(Queryable, Selectable)]
#[diesel(table_name = learner_merge)]
struct Row {
    id: Ref<MergeKind>,
    from_id: Ref<LearnerKind>,
    into_id: Ref<LearnerKind>,
    structure_id: Ref<Structure>,
    at: i64,
    merged_by: Ref<Person>,
    undone_at: Option<i64>,
}

/// Records a merge, and where each row that it turned led before.
pub(crate) fn insert(tx: &mut Tx<'_>, one: &Merge, moved: &[(LearnerRef, Option<LearnerRef>)]) -> Result<(), Fault> {
    let row = (
        learner_merge::id.eq(Ref(one.id)),
        learner_merge::from_id.eq(Ref(one.from)),
        learner_merge::into_id.eq(Ref(one.into)),
        learner_merge::structure_id.eq(Ref(one.structure)),
        learner_merge::at.eq(one.at.0),
        learner_merge::merged_by.eq(Ref(one.merged_by)),
    );
    insert_into(learner_merge::table).values(row).execute(tx.conn)?;
    for (id, before) in moved {
        let row = (
            learner_moved::merge_id.eq(Ref(one.id)),
            learner_moved::learner_id.eq(Ref(*id)),
            learner_moved::before_id.eq(before.map(Ref)),
        );
        insert_into(learner_moved::table).values(row).execute(tx.conn)?;
    }
    Ok(())
}

pub(crate) fn find(conn: &mut AnyConn, id: MergeId) -> Result<Option<Merge>, Fault> {
    let row: Option<Row> = learner_merge::table.find(Ref(id)).select(Row::as_select()).first(conn).optional()?;
    Ok(row.map(shaped))
}

/// The merges that stand and turned something to these rows, newest first.
pub(crate) fn into(conn: &mut AnyConn, ids: &[LearnerRef]) -> Result<Vec<Merge>, Fault> {
    let rows: Vec<Row> = learner_merge::table
        .filter(learner_merge::into_id.eq_any(refs(ids)).and(learner_merge::undone_at.is_null()))
        .order((learner_merge::at.desc(), learner_merge::id.desc()))
        .select(Row::as_select())
        .load(conn)?;
    Ok(rows.into_iter().map(shaped).collect())
}

/// The rows that a merge turned, and where each led before.
pub(crate) fn moved(conn: &mut AnyConn, id: MergeId) -> Result<Vec<(LearnerRef, Option<LearnerRef>)>, Fault> {
    let found: Vec<(Ref<LearnerKind>, Option<Ref<LearnerKind>>)> = learner_moved::table
        .filter(learner_moved::merge_id.eq(Ref(id)))
        .order(learner_moved::learner_id)
        .select((learner_moved::learner_id, learner_moved::before_id))
        .load(conn)?;
    Ok(found.into_iter().map(|(id, before)| (id.0, before.map(|id| id.0))).collect())
}

/// Writes that a merge is undone; answers whether it stood.
pub(crate) fn undo(tx: &mut Tx<'_>, id: MergeId, by: kernel::ids::PersonId) -> Result<bool, Fault> {
    let now = tx.now().0;
    let stands = learner_merge::table.filter(learner_merge::id.eq(Ref(id)).and(learner_merge::undone_at.is_null()));
    let set = (learner_merge::undone_at.eq(Some(now)), learner_merge::undone_by.eq(Some(Ref(by))));
    Ok(update(stands).set(set).execute(tx.conn)? == 1)
}

fn shaped(row: Row) -> Merge {
    Merge {
        id: row.id.0,
        from: row.from_id.0,
        into: row.into_id.0,
        structure: row.structure_id.0,
        at: At(row.at),
        merged_by: row.merged_by.0,
        undone: row.undone_at.is_some(),
    }
}
