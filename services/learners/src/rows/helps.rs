//! Help outside sessions, as it lies in the database. What was undone is a row of its own.

use std::collections::HashMap;

use diesel::{
    dsl::{count_star, exists, not, sql},
    insert_into,
    prelude::*,
    sql_types::BigInt,
    update,
};
use kernel::{
    clock::{At, Day},
    ids::{Help as HelpKind, HelpId, Learner, LearnerRef, Person, PersonId, Structure, StructureId, Venue, VenueId},
};
use store::{
    Fault, Tx,
    conn::AnyConn,
    ids::{Ref, refs},
};

use crate::{
    help::{
        given::{AgeBand, Autonomy, Help, Home, Mode, Redirected, Situation, Way},
        theme::Theme,
    },
    tables::{help, help_undone, learner},
};

#[derive(Queryable, Selectable)]
#[diesel(table_name = help)]
struct Row {
    id: Ref<HelpKind>,
    venue_id: Ref<Venue>,
    structure_id: Ref<Structure>,
    day: i64,
    theme: String,
    minutes: i64,
    way: Option<String>,
    mode: String,
    autonomy: Option<String>,
    home_commune: Option<String>,
    commune_year: Option<i64>,
    age_band: Option<String>,
    situation: Option<String>,
    redirected: Option<String>,
    learner_id: Option<Ref<Learner>>,
    at: i64,
    helped_by: Ref<Person>,
}

/// Help, and whether it was undone.
#[derive(Clone, Debug)]
pub(crate) struct Kept {
    pub(crate) help: Help,
    pub(crate) undone: bool,
}

/// Writes help down.
pub(crate) fn insert(tx: &mut Tx<'_>, one: &Help) -> Result<(), Fault> {
    let home = one.home.as_ref();
    let row = (
        help::id.eq(Ref(one.id)),
        help::venue_id.eq(Ref(one.venue)),
        help::structure_id.eq(Ref(one.structure)),
        help::day.eq(one.day.number()),
        help::theme.eq(one.theme.name()),
        help::minutes.eq(one.minutes),
        help::way.eq(one.way.map(Way::name)),
        help::mode.eq(one.mode.name()),
        help::autonomy.eq(one.autonomy.map(Autonomy::name)),
        help::home_commune.eq(home.map(|home| home.commune.as_str())),
        help::commune_year.eq(home.map(|home| i64::from(home.year))),
        help::age_band.eq(one.age.map(AgeBand::name)),
        help::situation.eq(one.situation.map(Situation::name)),
        help::redirected.eq(one.redirected.map(Redirected::name)),
        help::learner_id.eq(one.learner.map(Ref)),
        help::at.eq(one.at.0),
        help::helped_by.eq(Ref(one.by)),
    );
    insert_into(help::table).values(row).execute(tx.conn)?;
    Ok(())
}

/// Crosses help out; a second time breaks the key.
pub(crate) fn undo(tx: &mut Tx<'_>, id: HelpId, by: PersonId) -> Result<(), Fault> {
    let row = (help_undone::help_id.eq(Ref(id)), help_undone::at.eq(tx.now().0), help_undone::undone_by.eq(Ref(by)));
    insert_into(help_undone::table).values(row).execute(tx.conn)?;
    Ok(())
}

/// Forgets that it was these who were helped: the help itself is still counted.
pub(crate) fn forget(tx: &mut Tx<'_>, learners: &[LearnerRef]) -> Result<(), Fault> {
    update(help::table.filter(help::learner_id.eq_any(refs(learners))))
        .set(help::learner_id.eq(None::<Ref<Learner>>))
        .execute(tx.conn)?;
    Ok(())
}

type Undone = Option<Ref<HelpKind>>;

pub(crate) fn find(conn: &mut AnyConn, id: HelpId) -> Result<Option<Kept>, Fault> {
    let row: Option<(Row, Undone)> = help::table
        .left_join(help_undone::table.on(help_undone::help_id.eq(help::id)))
        .filter(help::id.eq(Ref(id)))
        .select((Row::as_select(), help_undone::help_id.nullable()))
        .first(conn)
        .optional()?;
    row.map(kept).transpose()
}

/// What a venue gave between two days, both included; written down before a place in the list (the last first), at most so many.
pub(crate) fn page(
    conn: &mut AnyConn,
    venue: VenueId,
    (from, until): (Day, Day),
    before: Option<(At, HelpId)>,
    most: i64,
) -> Result<Vec<Kept>, Fault> {
    let (at, id) = before.unwrap_or((At(i64::MAX), HelpId::from_bytes([0; 16])));
    let rows: Vec<(Row, Undone)> = help::table
        .left_join(help_undone::table.on(help_undone::help_id.eq(help::id)))
        .filter(help::venue_id.eq(Ref(venue)))
        .filter(help::day.between(from.number(), until.number()))
        .filter(help::at.lt(at.0).or(help::at.eq(at.0).and(help::id.lt(Ref(id)))))
        .order((help::at.desc(), help::id.desc()))
        .limit(most)
        .select((Row::as_select(), help_undone::help_id.nullable()))
        .load(conn)?;
    rows.into_iter().map(kept).collect()
}

/// How often a venue gave help between two days, both included, and for how many minutes; what was undone is left out.
pub(crate) fn sums(conn: &mut AnyConn, venue: VenueId, (from, until): (Day, Day)) -> Result<(i64, i64), Fault> {
    let undone = help_undone::table.filter(help_undone::help_id.eq(help::id));
    Ok(help::table
        .filter(help::venue_id.eq(Ref(venue)))
        .filter(help::day.between(from.number(), until.number()))
        .filter(not(exists(undone)))
        .select((count_star(), sql::<BigInt>("CAST(COALESCE(SUM(minutes), 0) AS BIGINT)")))
        .first(conn)?)
}

/// Help that a structure gave to these learners, the last first; what was undone is left out.
pub(crate) fn of_learners(
    conn: &mut AnyConn,
    learners: &[LearnerRef],
    structure: StructureId,
) -> Result<Vec<Help>, Fault> {
    let undone = help_undone::table.filter(help_undone::help_id.eq(help::id));
    let rows: Vec<Row> = help::table
        .filter(help::learner_id.eq_any(refs(learners)))
        .filter(help::structure_id.eq(Ref(structure)))
        .filter(not(exists(undone)))
        .order((help::day.desc(), help::id.desc()))
        .select(Row::as_select())
        .load(conn)?;
    rows.into_iter().map(shaped).collect()
}

/// What a venue wrote down last, and did not undo.
pub(crate) fn last(conn: &mut AnyConn, venue: VenueId) -> Result<Option<Help>, Fault> {
    let undone = help_undone::table.filter(help_undone::help_id.eq(help::id));
    let row: Option<Row> = help::table
        .filter(help::venue_id.eq(Ref(venue)))
        .filter(not(exists(undone)))
        .order((help::at.desc(), help::id.desc()))
        .select(Row::as_select())
        .first(conn)
        .optional()?;
    row.map(shaped).transpose()
}

/// How often one person, or people without a card, of one commune were helped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Counted {
    /// INSEE code; none: elsewhere, or not said.
    pub(crate) home: Option<String>,
    /// None: people without a card.
    pub(crate) learner: Option<LearnerRef>,
    pub(crate) helps: i64,
}

/// Help between two days, both included, by home commune and person; what was undone is left out.
pub(crate) fn homes(conn: &mut AnyConn, (from, until): (Day, Day)) -> Result<Vec<Counted>, Fault> {
    let undone = help_undone::table.filter(help_undone::help_id.eq(help::id));
    let found: Vec<(Option<String>, Option<Ref<Learner>>, i64)> = help::table
        .filter(help::day.between(from.number(), until.number()))
        .filter(not(exists(undone)))
        .group_by((help::home_commune, help::learner_id))
        .select((help::home_commune, help::learner_id, count_star()))
        .load(conn)?;
    let counted = |(home, learner, helps): (Option<String>, Option<Ref<Learner>>, i64)| Counted {
        home,
        learner: learner.map(|learner| learner.0),
        helps,
    };
    Ok(found.into_iter().map(counted).collect())
}

/// The rows of people that are another row's person, each with that one.
pub(crate) fn merged(conn: &mut AnyConn) -> Result<HashMap<LearnerRef, LearnerRef>, Fault> {
    let found: Vec<(Ref<Learner>, Option<Ref<Learner>>)> =
        learner::table.filter(learner::merged_id.is_not_null()).select((learner::id, learner::merged_id)).load(conn)?;
    Ok(found.into_iter().filter_map(|(one, other)| Some((one.0, other?.0))).collect())
}

fn kept((row, undone): (Row, Undone)) -> Result<Kept, Fault> {
    Ok(Kept { help: shaped(row)?, undone: undone.is_some() })
}

fn shaped(row: Row) -> Result<Help, Fault> {
    Ok(Help {
        id: row.id.0,
        venue: row.venue_id.0,
        structure: row.structure_id.0,
        day: Day::from_number(row.day),
        theme: known(&row.theme, Theme::named)?,
        minutes: row.minutes,
        way: said(row.way, Way::named)?,
        mode: known(&row.mode, Mode::named)?,
        autonomy: said(row.autonomy, Autonomy::named)?,
        home: row.home_commune.zip(row.commune_year).map(home).transpose()?,
        age: said(row.age_band, AgeBand::named)?,
        situation: said(row.situation, Situation::named)?,
        redirected: said(row.redirected, Redirected::named)?,
        learner: row.learner_id.map(|learner| learner.0),
        at: At(row.at),
        by: row.helped_by.0,
    })
}

fn home((commune, year): (String, i64)) -> Result<Home, Fault> {
    let year = i32::try_from(year).map_err(|error| Fault::because("the year of a commune does not fit", error))?;
    Ok(Home { commune, year })
}

fn known<T>(name: &str, named: fn(&str) -> Option<T>) -> Result<T, Fault> {
    named(name).ok_or_else(|| Fault::broken("help bears a name that is not known"))
}

fn said<T>(name: Option<String>, named: fn(&str) -> Option<T>) -> Result<Option<T>, Fault> {
    name.map(|name| known(&name, named)).transpose()
}
