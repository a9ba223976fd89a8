//! The sets of questions that follow the program's own.

use diesel::{insert_into, prelude::*, update};
use kernel::{clock::At, ids::PersonId};
use store::{Fault, Tx, conn::AnyConn, ids::Ref};

use crate::{
    diagnostic::{questions::QuestionSet, version::Version},
    tables::question_set,
};

#[derive(Queryable, Selectable)]
#[diesel(table_name = question_set)]
struct Row {
    version: i64,
    document: String,
    revision: i64,
    published_at: Option<i64>,
}

/// That version, drafted or published.
pub(crate) fn find(conn: &mut AnyConn, version: i64) -> Result<Option<Version>, Fault> {
    let row: Option<Row> = question_set::table.find(version).select(Row::as_select()).first(conn).optional()?;
    row.map(shaped).transpose()
}

/// Every version, the last one first.
pub(crate) fn all(conn: &mut AnyConn) -> Result<Vec<Version>, Fault> {
    let rows: Vec<Row> = question_set::table.order(question_set::version.desc()).select(Row::as_select()).load(conn)?;
    rows.into_iter().map(shaped).collect()
}

/// The last version, drafted or published.
pub(crate) fn last(conn: &mut AnyConn) -> Result<Option<Version>, Fault> {
    let row: Option<Row> =
        question_set::table.order(question_set::version.desc()).select(Row::as_select()).first(conn).optional()?;
    row.map(shaped).transpose()
}

/// The last version that was published.
pub(crate) fn last_published(conn: &mut AnyConn) -> Result<Option<Version>, Fault> {
    let row: Option<Row> = question_set::table
        .filter(question_set::published_at.is_not_null())
        .order(question_set::version.desc())
        .select(Row::as_select())
        .first(conn)
        .optional()?;
    row.map(shaped).transpose()
}

/// Begins a draft.
pub(crate) fn begin(tx: &mut Tx<'_>, version: i64, set: &QuestionSet, by: PersonId) -> Result<(), Fault> {
    let row = (
        question_set::version.eq(version),
        question_set::document.eq(document(set)?),
        question_set::revision.eq(1_i64),
        question_set::drafted_at.eq(tx.now().0),
        question_set::drafted_by.eq(Ref(by)),
    );
    insert_into(question_set::table).values(row).execute(tx.conn)?;
    Ok(())
}

/// Writes a draft anew, in the place of that revision; false when it is not there any more.
pub(crate) fn rewrite(
    tx: &mut Tx<'_>,
    (version, revision): (i64, i64),
    set: &QuestionSet,
    by: PersonId,
) -> Result<bool, Fault> {
    let values = (
        question_set::document.eq(document(set)?),
        question_set::revision.eq(revision + 1),
        question_set::drafted_at.eq(tx.now().0),
        question_set::drafted_by.eq(Ref(by)),
    );
    let draft = question_set::table
        .filter(question_set::version.eq(version).and(question_set::revision.eq(revision)))
        .filter(question_set::published_at.is_null());
    Ok(update(draft).set(values).execute(tx.conn)? == 1)
}

/// Publishes that revision of a draft; false when it is not there any more.
pub(crate) fn publish(tx: &mut Tx<'_>, (version, revision): (i64, i64), by: PersonId) -> Result<bool, Fault> {
    let values = (question_set::published_at.eq(Some(tx.now().0)), question_set::published_by.eq(Some(Ref(by))));
    let draft = question_set::table
        .filter(question_set::version.eq(version).and(question_set::revision.eq(revision)))
        .filter(question_set::published_at.is_null());
    Ok(update(draft).set(values).execute(tx.conn)? == 1)
}

fn document(set: &QuestionSet) -> Result<String, Fault> {
    serde_json::to_string(set).map_err(|error| Fault::because("questions cannot be written", error))
}

fn shaped(row: Row) -> Result<Version, Fault> {
    let set = serde_json::from_str(&row.document)
        .map_err(|error| Fault::because("a set of questions cannot be read", error))?;
    Ok(Version {
        version: row.version,
        revision: row.revision,
        is_published: row.published_at.is_some(),
        published_at: row.published_at.map(At),
        set,
    })
}
