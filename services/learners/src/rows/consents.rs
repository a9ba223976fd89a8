//! What people agreed to: every word that was said, in order; none is changed.

use diesel::{dsl::max, insert_into, prelude::*};
use kernel::{
    clock::At,
    ids::{Learner as LearnerKind, LearnerRef, Person, Structure},
};
use store::{
    Fault, Tx,
    conn::AnyConn,
    ids::{Ref, refs},
};

use crate::{
    learner::{
        purpose::Purpose,
        said::{Consent, Way},
    },
    tables::learner_consent,
};

#[derive(Queryable, Selectable)]
#[diesel(table_name = learner_consent)]
struct Row {
    learner_id: Ref<LearnerKind>,
    purpose: String,
    given: i64,
    version: i64,
    way: String,
    at: i64,
    recorded_by: Ref<Person>,
    structure_id: Ref<Structure>,
}

/// Records a word.
pub(crate) fn insert(tx: &mut Tx<'_>, one: &Consent) -> Result<(), Fault> {
    let before: Option<i64> = learner_consent::table
        .filter(learner_consent::learner_id.eq(Ref(one.learner)))
        .filter(learner_consent::purpose.eq(one.purpose.name()))
        .select(max(learner_consent::no))
        .first(tx.conn)?;
    let row = (
        learner_consent::learner_id.eq(Ref(one.learner)),
        learner_consent::purpose.eq(one.purpose.name()),
        learner_consent::no.eq(before.unwrap_or_default() + 1),
        learner_consent::given.eq(i64::from(one.given)),
        learner_consent::version.eq(one.version),
        learner_consent::way.eq(one.way.name()),
        learner_consent::at.eq(one.at.0),
        learner_consent::recorded_by.eq(Ref(one.recorded_by)),
        learner_consent::structure_id.eq(Ref(one.structure)),
    );
    insert_into(learner_consent::table).values(row).execute(tx.conn)?;
    Ok(())
}

/// Every word of these rows, oldest first.
pub(crate) fn of(conn: &mut AnyConn, ids: &[LearnerRef]) -> Result<Vec<Consent>, Fault> {
    let rows: Vec<Row> = learner_consent::table
        .filter(learner_consent::learner_id.eq_any(refs(ids)))
        .order((learner_consent::at, learner_consent::no, learner_consent::learner_id))
        .select(Row::as_select())
        .load(conn)?;
    rows.into_iter().map(shaped).collect()
}

fn shaped(row: Row) -> Result<Consent, Fault> {
    let unreadable = || Fault::broken("a consent cannot be read");
    Ok(Consent {
        learner: row.learner_id.0,
        purpose: Purpose::named(&row.purpose).ok_or_else(unreadable)?,
        given: row.given == 1,
        version: row.version,
        way: Way::named(&row.way).ok_or_else(unreadable)?,
        at: At(row.at),
        recorded_by: row.recorded_by.0,
        structure: row.structure_id.0,
    })
}
