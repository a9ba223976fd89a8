//! Diagnostics as they lie in the database.

use std::collections::BTreeMap;

use diesel::{insert_into, prelude::*, update};
use kernel::{
    clock::{At, Day},
    ids::{Diagnostic as DiagnosticKind, DiagnosticId, Learner, LearnerRef, Person, Structure, StructureId},
};
use store::{
    Fault, Tx,
    conn::AnyConn,
    ids::{Ref, refs},
};

use crate::{
    diagnostic::{
        answers::Answers,
        made::Made,
        outcome::{Outcome, Way},
        skill::{Area, Level},
    },
    tables::diagnostic,
};

#[derive(Queryable, Selectable)]
#[diesel(table_name = diagnostic)]
struct Row {
    id: Ref<DiagnosticKind>,
    structure_id: Ref<Structure>,
    learner_id: Option<Ref<Learner>>,
    version: i64,
    made_on: i64,
    on_paper: i64,
    answers: Option<String>,
    information: Option<i64>,
    communication: Option<i64>,
    content: Option<i64>,
    safety: Option<i64>,
    environment: Option<i64>,
    overall: i64,
    way: String,
    entered_at: i64,
    entered_by: Ref<Person>,
}

/// Records a diagnostic.
pub(crate) fn insert(tx: &mut Tx<'_>, made: &Made) -> Result<(), Fault> {
    let written = |answers: &Answers| {
        serde_json::to_string(answers).map_err(|error| Fault::because("answers cannot be written", error))
    };
    let level = |area: Area| made.outcome.levels.get(&area).map(|level| level.number());
    let row = (
        diagnostic::id.eq(Ref(made.id)),
        diagnostic::structure_id.eq(Ref(made.structure)),
        diagnostic::learner_id.eq(made.learner.map(Ref)),
        diagnostic::version.eq(made.version),
        diagnostic::made_on.eq(made.on.number()),
        diagnostic::on_paper.eq(i64::from(made.on_paper)),
        diagnostic::answers.eq(made.answers.as_ref().map(written).transpose()?),
        diagnostic::information.eq(level(Area::Information)),
        diagnostic::communication.eq(level(Area::Communication)),
        diagnostic::content.eq(level(Area::Content)),
        diagnostic::safety.eq(level(Area::Safety)),
        diagnostic::environment.eq(level(Area::Environment)),
        diagnostic::overall.eq(made.outcome.overall.number()),
        diagnostic::way.eq(made.outcome.way.name()),
        diagnostic::entered_at.eq(made.entered_at.0),
        diagnostic::entered_by.eq(Ref(made.entered_by)),
    );
    insert_into(diagnostic::table).values(row).execute(tx.conn)?;
    Ok(())
}

pub(crate) fn find(conn: &mut AnyConn, id: DiagnosticId) -> Result<Option<Made>, Fault> {
    let row: Option<Row> = diagnostic::table.find(Ref(id)).select(Row::as_select()).first(conn).optional()?;
    row.map(shaped).transpose()
}

/// The diagnostics of these learners, the last one first.
pub(crate) fn of_learners(conn: &mut AnyConn, learners: &[LearnerRef], most: i64) -> Result<Vec<Made>, Fault> {
    let rows: Vec<Row> = diagnostic::table
        .filter(diagnostic::learner_id.eq_any(refs(learners)))
        .order((diagnostic::made_on.desc(), diagnostic::entered_at.desc(), diagnostic::id.desc()))
        .limit(most)
        .select(Row::as_select())
        .load(conn)?;
    rows.into_iter().map(shaped).collect()
}

/// Forgets what was answered by people who are not recorded, entered before an instant.
pub(crate) fn forget_unnamed(tx: &mut Tx<'_>, before: At) -> Result<(), Fault> {
    let past = diagnostic::table
        .filter(diagnostic::entered_at.lt(before.0))
        .filter(diagnostic::learner_id.is_null().and(diagnostic::answers.is_not_null()));
    update(past).set(diagnostic::answers.eq(None::<String>)).execute(tx.conn)?;
    Ok(())
}

/// Forgets what these learners answered, and that it was them: the levels and the day are still counted.
pub(crate) fn forget(tx: &mut Tx<'_>, learners: &[LearnerRef]) -> Result<(), Fault> {
    update(diagnostic::table.filter(diagnostic::learner_id.eq_any(refs(learners))))
        .set((diagnostic::learner_id.eq(None::<Ref<Learner>>), diagnostic::answers.eq(None::<String>)))
        .execute(tx.conn)?;
    Ok(())
}

/// How many a structure made between two days, both included, by way; and how many of them of people who are recorded.
pub(crate) fn counted(
    conn: &mut AnyConn,
    structure: StructureId,
    (from, until): (Day, Day),
) -> Result<(BTreeMap<Way, i64>, i64), Fault> {
    let made = || {
        diagnostic::table
            .filter(diagnostic::structure_id.eq(Ref(structure)))
            .filter(diagnostic::made_on.between(from.number(), until.number()))
    };
    let ways: Vec<(String, i64)> =
        made().group_by(diagnostic::way).select((diagnostic::way, diesel::dsl::count_star())).load(conn)?;
    let named: i64 = made().filter(diagnostic::learner_id.is_not_null()).count().get_result(conn)?;
    Ok((ways.into_iter().filter_map(|(way, count)| Some((Way::named(&way)?, count))).collect(), named))
}

fn shaped(row: Row) -> Result<Made, Fault> {
    let unreadable = || Fault::broken("a diagnostic cannot be read");
    let level = |number: i64| Level::numbered(number).ok_or_else(unreadable);
    let numbers = [row.information, row.communication, row.content, row.safety, row.environment];
    let levels = Area::ALL.into_iter().zip(numbers).filter_map(|(area, number)| Some((area, number?)));
    let levels: BTreeMap<Area, Level> =
        levels.map(|(area, number)| Ok((area, level(number)?))).collect::<Result<_, Fault>>()?;
    let answers = row.answers.as_deref().map(serde_json::from_str).transpose();
    Ok(Made {
        id: row.id.0,
        structure: row.structure_id.0,
        learner: row.learner_id.map(|id| id.0),
        version: row.version,
        on: Day::from_number(row.made_on),
        on_paper: row.on_paper != 0,
        answers: answers.map_err(|_| unreadable())?,
        outcome: Outcome { levels, overall: level(row.overall)?, way: Way::named(&row.way).ok_or_else(unreadable)? },
        entered_at: At(row.entered_at),
        entered_by: row.entered_by.0,
    })
}
