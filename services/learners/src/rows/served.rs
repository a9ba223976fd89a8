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

/// Why a structure serves somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cause {
    /// They showed their card there.
    Card,
    /// Somebody sent them there, and they are expected.
    Referral,
}

impl Cause {
    const fn name(self) -> &'static str {
        match self {
            Self::Card => "card",
            Self::Referral => "referral",
        }
    }

    fn named(name: &str) -> Option<Self> {
        [Self::Card, Self::Referral].into_iter().find(|one| one.name() == name)
    }
}

/// That a structure serves somebody.
pub(crate) struct Served {
    /// The row that is served.
    pub(crate) learner: LearnerRef,
    /// Why.
    pub(crate) cause: Cause,
    /// The last day.
    pub(crate) until: Day,
}

/// Remembers that a structure serves somebody until that day, or longer where that is known already.
pub(crate) fn serve(
    tx: &mut Tx<'_>,
    id: LearnerRef,
    (structure, cause): (StructureId, Cause),
    until: Day,
) -> Result<(), Fault> {
    let row = vec![(
        learner_served::learner_id.eq(Ref(id)),
        learner_served::structure_id.eq(Ref(structure)),
        learner_served::cause.eq(cause.name()),
        learner_served::since.eq(tx.now().0),
        learner_served::until.eq(until.number()),
    )];
    each!(&mut *tx.conn, |c| insert_into(learner_served::table)
        .values(&row)
        .on_conflict((learner_served::learner_id, learner_served::structure_id, learner_served::cause))
        .do_nothing()
        .execute(c))?;
    let known = learner_served::table.find((Ref(id), Ref(structure), cause.name()));
    let shorter = known.filter(learner_served::until.lt(until.number()));
    update(shorter).set(learner_served::until.eq(until.number())).execute(tx.conn)?;
    Ok(())
}

/// A structure serves somebody until that day and no longer, where it serves them for that.
pub(crate) fn shorten(
    tx: &mut Tx<'_>,
    id: LearnerRef,
    (structure, cause): (StructureId, Cause),
    until: Day,
) -> Result<(), Fault> {
    let known = learner_served::table.find((Ref(id), Ref(structure), cause.name()));
    let longer = known.filter(learner_served::until.gt(until.number()));
    update(longer).set(learner_served::until.eq(until.number())).execute(tx.conn)?;
    Ok(())
}

/// A structure does not serve somebody for that any more.
pub(crate) fn end(tx: &mut Tx<'_>, id: LearnerRef, (structure, cause): (StructureId, Cause)) -> Result<(), Fault> {
    delete(learner_served::table.find((Ref(id), Ref(structure), cause.name()))).execute(tx.conn)?;
    Ok(())
}

/// Why and until when a structure serves each of these, whom it serves at all.
pub(crate) fn until(conn: &mut AnyConn, ids: &[LearnerRef], structure: StructureId) -> Result<Vec<Served>, Fault> {
    let found: Vec<(Ref<LearnerKind>, String, i64)> = learner_served::table
        .filter(learner_served::learner_id.eq_any(refs(ids)).and(learner_served::structure_id.eq(Ref(structure))))
        .select((learner_served::learner_id, learner_served::cause, learner_served::until))
        .load(conn)?;
    found.into_iter().map(shaped).collect()
}

fn shaped((id, cause, until): (Ref<LearnerKind>, String, i64)) -> Result<Served, Fault> {
    let cause = Cause::named(&cause).ok_or_else(|| Fault::broken("it cannot be read why somebody is served"))?;
    Ok(Served { learner: id.0, cause, until: Day::from_number(until) })
}

/// Forgets who served these.
pub(crate) fn forget(tx: &mut Tx<'_>, ids: &[LearnerRef]) -> Result<(), Fault> {
    delete(learner_served::table.filter(learner_served::learner_id.eq_any(refs(ids)))).execute(tx.conn)?;
    Ok(())
}

/// Forgets where these were sent; whoever saw their card serves them still.
pub(crate) fn forget_sent(tx: &mut Tx<'_>, ids: &[LearnerRef]) -> Result<(), Fault> {
    let sent = learner_served::table.filter(learner_served::learner_id.eq_any(refs(ids)));
    delete(sent.filter(learner_served::cause.eq(Cause::Referral.name()))).execute(tx.conn)?;
    Ok(())
}
