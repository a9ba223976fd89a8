//! Learners, as they lie in the database: without anything that says who they are.

use diesel::{insert_into, prelude::*, update};
use kernel::{
    clock::{At, Day},
    ids::{Learner as LearnerKind, LearnerRef, Person, Structure, StructureId},
};
use store::{
    Fault, Tx,
    conn::AnyConn,
    each,
    ids::{Ref, refs},
};

use crate::{
    learner::kept::Learner,
    tables::{learner, learner_served},
};

#[derive(Queryable, Selectable)]
#[diesel(table_name = learner)]
struct Row {
    id: Ref<LearnerKind>,
    structure_id: Ref<Structure>,
    home_commune: Option<String>,
    commune_year: Option<i64>,
    kept_at: i64,
    kept_by: Ref<Person>,
    last_contact: i64,
    merged_id: Option<Ref<LearnerKind>>,
    erased_at: Option<i64>,
}

pub(crate) fn insert(tx: &mut Tx<'_>, one: &Learner) -> Result<(), Fault> {
    let row = (
        learner::id.eq(Ref(one.id)),
        learner::structure_id.eq(Ref(one.keeper)),
        learner::home_commune.eq(one.home.as_ref().map(|(code, _)| code)),
        learner::commune_year.eq(one.home.as_ref().map(|(_, year)| i64::from(*year))),
        learner::kept_at.eq(one.kept_at.0),
        learner::kept_by.eq(Ref(one.kept_by)),
        learner::last_contact.eq(one.last_contact.number()),
    );
    insert_into(learner::table).values(row).execute(tx.conn)?;
    Ok(())
}

/// The same of many, five hundred a statement.
pub(crate) fn insert_all(tx: &mut Tx<'_>, all: &[Learner]) -> Result<(), Fault> {
    for some in all.chunks(500) {
        let rows: Vec<_> = some
            .iter()
            .map(|one| {
                (
                    learner::id.eq(Ref(one.id)),
                    learner::structure_id.eq(Ref(one.keeper)),
                    learner::home_commune.eq(one.home.as_ref().map(|(code, _)| code.as_str())),
                    learner::commune_year.eq(one.home.as_ref().map(|(_, year)| i64::from(*year))),
                    learner::kept_at.eq(one.kept_at.0),
                    learner::kept_by.eq(Ref(one.kept_by)),
                    learner::last_contact.eq(one.last_contact.number()),
                )
            })
            .collect();
        each!(&mut *tx.conn, |c| insert_into(learner::table).values(&rows).execute(c))?;
    }
    Ok(())
}

pub(crate) fn find(conn: &mut AnyConn, id: LearnerRef) -> Result<Option<Learner>, Fault> {
    let row: Option<Row> = learner::table.find(Ref(id)).select(Row::as_select()).first(conn).optional()?;
    row.map(shaped).transpose()
}

/// Those of these identifiers that exist.
pub(crate) fn of_ids(conn: &mut AnyConn, ids: &[LearnerRef]) -> Result<Vec<Learner>, Fault> {
    let rows: Vec<Row> = learner::table.filter(learner::id.eq_any(refs(ids))).select(Row::as_select()).load(conn)?;
    rows.into_iter().map(shaped).collect()
}

/// The rows that are one person, whose reads go on at this one; itself first.
pub(crate) fn group(conn: &mut AnyConn, root: LearnerRef) -> Result<Vec<LearnerRef>, Fault> {
    let merged: Vec<Ref<LearnerKind>> =
        learner::table.filter(learner::merged_id.eq(Ref(root))).select(learner::id).order(learner::id).load(conn)?;
    Ok(std::iter::once(root).chain(merged.into_iter().map(|id| id.0)).collect())
}

/// The rows that lead to one of these, each with the one it leads to.
pub(crate) fn leading_to(conn: &mut AnyConn, roots: &[LearnerRef]) -> Result<Vec<(LearnerRef, LearnerRef)>, Fault> {
    let found: Vec<(Ref<LearnerKind>, Option<Ref<LearnerKind>>)> = learner::table
        .filter(learner::merged_id.eq_any(refs(roots)))
        .select((learner::id, learner::merged_id))
        .order(learner::id)
        .load(conn)?;
    Ok(found.into_iter().filter_map(|(id, root)| Some((id.0, root?.0))).collect())
}

/// Those whom a structure keeps or has served, newest first, before a place, at most so many.
pub(crate) fn page(
    conn: &mut AnyConn,
    structure: StructureId,
    before: Option<(At, LearnerRef)>,
    most: i64,
) -> Result<Vec<Learner>, Fault> {
    let (at, id) = before.unwrap_or((At(i64::MAX), LearnerRef::from_bytes([0; 16])));
    let earlier = learner::kept_at.lt(at.0).or(learner::kept_at.eq(at.0).and(learner::id.lt(Ref(id))));
    let served = || {
        learner_served::table.filter(learner_served::structure_id.eq(Ref(structure))).select(learner_served::learner_id)
    };
    // Whoever was served under a row that leads to another one now is read under that one.
    let row = diesel::alias!(learner as leading_learner);
    let led_to = row
        .filter(row.field(learner::id).eq_any(served()))
        .filter(row.field(learner::merged_id).is_not_null())
        .select(row.field(learner::merged_id));
    let theirs = learner::structure_id
        .eq(Ref(structure))
        .or(learner::id.eq_any(served()))
        .or(learner::id.nullable().eq_any(led_to));
    let rows: Vec<Row> = learner::table
        .filter(earlier.and(theirs))
        .filter(learner::merged_id.is_null().and(learner::erased_at.is_null()))
        .order((learner::kept_at.desc(), learner::id.desc()))
        .limit(most)
        .select(Row::as_select())
        .load(conn)?;
    rows.into_iter().map(shaped).collect()
}

/// Writes where somebody lives.
pub(crate) fn settle_home(tx: &mut Tx<'_>, id: LearnerRef, home: Option<&(String, i32)>) -> Result<(), Fault> {
    let set = (
        learner::home_commune.eq(home.map(|(code, _)| code)),
        learner::commune_year.eq(home.map(|(_, year)| i64::from(*year))),
    );
    update(learner::table.find(Ref(id))).set(set).execute(tx.conn)?;
    Ok(())
}

/// Writes the last contact, unless a later one is known.
pub(crate) fn touch(tx: &mut Tx<'_>, id: LearnerRef, day: Day) -> Result<(), Fault> {
    let older = learner::table.filter(learner::id.eq(Ref(id)).and(learner::last_contact.lt(day.number())));
    update(older).set(learner::last_contact.eq(day.number())).execute(tx.conn)?;
    Ok(())
}

/// Turns a row to another one, or to itself; answers whether it led until then where it was read to lead.
pub(crate) fn turn(
    tx: &mut Tx<'_>,
    id: LearnerRef,
    from: Option<LearnerRef>,
    to: Option<LearnerRef>,
) -> Result<bool, Fault> {
    let there = learner::table.filter(learner::id.eq(Ref(id)).and(learner::erased_at.is_null()));
    let set = learner::merged_id.eq(to.map(Ref));
    let turned = match from {
        None => update(there.filter(learner::merged_id.is_null())).set(set).execute(tx.conn)?,
        Some(from) => update(there.filter(learner::merged_id.eq(Ref(from)))).set(set).execute(tx.conn)?,
    };
    Ok(turned == 1)
}

/// Writes that these are forgotten.
pub(crate) fn erase(tx: &mut Tx<'_>, ids: &[LearnerRef]) -> Result<(), Fault> {
    let now = tx.now().0;
    update(learner::table.filter(learner::id.eq_any(refs(ids)).and(learner::erased_at.is_null())))
        .set(learner::erased_at.eq(Some(now)))
        .execute(tx.conn)?;
    Ok(())
}

/// Those of these who were forgotten.
pub(crate) fn erased_among(conn: &mut AnyConn, ids: &[LearnerRef]) -> Result<Vec<LearnerRef>, Fault> {
    let found: Vec<Ref<LearnerKind>> = learner::table
        .filter(learner::id.eq_any(refs(ids)).and(learner::erased_at.is_not_null()))
        .order(learner::id)
        .select(learner::id)
        .load(conn)?;
    Ok(found.into_iter().map(|id| id.0).collect())
}

/// Every row that was forgotten.
pub(crate) fn erased(conn: &mut AnyConn) -> Result<Vec<LearnerRef>, Fault> {
    let found: Vec<Ref<LearnerKind>> =
        learner::table.filter(learner::erased_at.is_not_null()).select(learner::id).order(learner::id).load(conn)?;
    Ok(found.into_iter().map(|id| id.0).collect())
}

/// Those who are read under their own row, and with whom nobody had to do after that day.
pub(crate) fn silent_since(conn: &mut AnyConn, day: Day, most: i64) -> Result<Vec<LearnerRef>, Fault> {
    let found: Vec<Ref<LearnerKind>> = learner::table
        .filter(learner::last_contact.le(day.number()))
        .filter(learner::merged_id.is_null().and(learner::erased_at.is_null()))
        .order((learner::last_contact, learner::id))
        .limit(most)
        .select(learner::id)
        .load(conn)?;
    Ok(found.into_iter().map(|id| id.0).collect())
}

fn shaped(row: Row) -> Result<Learner, Fault> {
    let year = |year: i64| i32::try_from(year).map_err(|_| Fault::broken("a learner cannot be read"));
    let home = match (row.home_commune, row.commune_year) {
        (Some(code), Some(of)) => Some((code, year(of)?)),
        _ => None,
    };
    Ok(Learner {
        id: row.id.0,
        keeper: row.structure_id.0,
        home,
        kept_at: At(row.kept_at),
        kept_by: row.kept_by.0,
        last_contact: Day::from_number(row.last_contact),
        merged: row.merged_id.map(|id| id.0),
        erased_at: row.erased_at.map(At),
    })
}
