//! Which structures serve whom, besides the one that keeps them.

use diesel::{delete, insert_into, prelude::*, update};
use kernel::{
    clock::Day,
    ids::{Learner as LearnerKind, LearnerRef, StructureId},
};
use store::{
    Fault, Tx,
    conn::AnyConn,
    each,
    ids::{Ref, refs},
};

use crate::tables::learner_served;

/// Remembers that a structure serves somebody until that day, or longer where that is known already.
pub(crate) fn serve(tx: &mut Tx<'_>, id: LearnerRef, structure: StructureId, until: Day) -> Result<(), Fault> {
    let row = vec![(
        learner_served::learner_id.eq(Ref(id)),
        learner_served::structure_id.eq(Ref(structure)),
        learner_served::since.eq(tx.now().0),
        learner_served::until.eq(until.number()),
    )];
    each!(&mut *tx.conn, |c| insert_into(learner_served::table)
        .values(&row)
        .on_conflict((learner_served::learner_id, learner_served::structure_id))
        .do_nothing()
        .execute(c))?;
    let shorter =
        learner_served::table.find((Ref(id), Ref(structure))).filter(learner_served::until.lt(until.number()));
    update(shorter).set(learner_served::until.eq(until.number())).execute(tx.conn)?;
    Ok(())
}

/// Until when a structure serves each of these, whom it serves at all.
pub(crate) fn until(
    conn: &mut AnyConn,
    ids: &[LearnerRef],
    structure: StructureId,
) -> Result<Vec<(LearnerRef, Day)>, Fault> {
    let found: Vec<(Ref<LearnerKind>, i64)> = learner_served::table
        .filter(learner_served::learner_id.eq_any(refs(ids)).and(learner_served::structure_id.eq(Ref(structure))))
        .select((learner_served::learner_id, learner_served::until))
        .load(conn)?;
    Ok(found.into_iter().map(|(id, until)| (id.0, Day::from_number(until))).collect())
}

/// Forgets who served these.
pub(crate) fn forget(tx: &mut Tx<'_>, ids: &[LearnerRef]) -> Result<(), Fault> {
    delete(learner_served::table.filter(learner_served::learner_id.eq_any(refs(ids)))).execute(tx.conn)?;
    Ok(())
}
