//! The rows of series, each read with what should have been learned before.

use std::collections::HashMap;

use diesel::{insert_into, prelude::*, update};
use kernel::{
    clock::{At, Day},
    ids::{
        Room as RoomKind, Series as SeriesKind, SeriesId, Trainer as TrainerKind, Venue, VenueId,
        Workshop as WorkshopKind, WorkshopId,
    },
};
use store::{Fault, Tx, conn::AnyConn, ids::Ref};

use crate::{
    series::{Pattern, Series, Weeks},
    session::Post,
    tables::{series, series_need},
};

#[derive(Queryable, Insertable)]
#[diesel(table_name = series)]
struct SeriesRow {
    venue_id: Ref<Venue>,
    id: Ref<SeriesKind>,
    workshop_id: Ref<WorkshopKind>,
    rule: String,
    weeks: String,
    first_day: i64,
    starts_minute: i64,
    minutes: i64,
    seats: i64,
    in_school_holidays: i64,
    exceptions: String,
    room_id: Option<Ref<RoomKind>>,
    trainer_id: Option<Ref<TrainerKind>>,
    created_at: i64,
    ended_at: Option<i64>,
}

/// Writes a new series and its needs.
pub(crate) fn insert_series(tx: &mut Tx<'_>, new: &Series) -> Result<(), Fault> {
    let pattern = &new.pattern;
    let row = SeriesRow {
        venue_id: Ref(new.venue),
        id: Ref(new.id),
        workshop_id: Ref(new.workshop),
        rule: pattern.rule.clone(),
        weeks: pattern.weeks.name().to_owned(),
        first_day: pattern.first_day.number(),
        starts_minute: pattern.starts_minute,
        minutes: new.minutes,
        seats: new.seats,
        in_school_holidays: i64::from(pattern.in_school_holidays),
        exceptions: pattern.exceptions.iter().map(Day::to_string).collect::<Vec<_>>().join(" "),
        room_id: new.post.room.map(Ref),
        trainer_id: new.post.trainer.map(Ref),
        created_at: tx.now().0,
        ended_at: new.ended_at.map(|at| at.0),
    };
    insert_into(series::table).values(row).execute(tx.conn)?;
    for need in &new.needs {
        let row = (
            series_need::venue_id.eq(Ref(new.venue)),
            series_need::series_id.eq(Ref(new.id)),
            series_need::workshop_id.eq(Ref(*need)),
        );
        insert_into(series_need::table).values(row).execute(tx.conn)?;
    }
    Ok(())
}

/// Nothing more is planned of it from now on.
pub(crate) fn end_series(tx: &mut Tx<'_>, venue: VenueId, id: SeriesId) -> Result<(), Fault> {
    let now = tx.now().0;
    update(series::table.find((Ref(venue), Ref(id)))).set(series::ended_at.eq(now)).execute(tx.conn)?;
    Ok(())
}

/// The series of a venue, oldest first, those that ended too. Two statements.
pub(crate) fn series_of(conn: &mut AnyConn, venue: VenueId, most: i64) -> Result<Vec<Series>, Fault> {
    let rows: Vec<SeriesRow> = series::table
        .filter(series::venue_id.eq(Ref(venue)))
        .order((series::created_at.desc(), series::id))
        .limit(most)
        .load(conn)?;
    let needs: Vec<(Ref<SeriesKind>, Ref<WorkshopKind>)> = series_need::table
        .filter(series_need::venue_id.eq(Ref(venue)))
        .order((series_need::series_id, series_need::workshop_id))
        .select((series_need::series_id, series_need::workshop_id))
        .load(conn)?;
    with_needs(rows, needs)
}

/// One series, ended or not.
pub(crate) fn one_series(conn: &mut AnyConn, venue: VenueId, id: SeriesId) -> Result<Option<Series>, Fault> {
    let row: Option<SeriesRow> = series::table.find((Ref(venue), Ref(id))).first(conn).optional()?;
    let needs: Vec<(Ref<SeriesKind>, Ref<WorkshopKind>)> = series_need::table
        .filter(series_need::venue_id.eq(Ref(venue)).and(series_need::series_id.eq(Ref(id))))
        .order(series_need::workshop_id)
        .select((series_need::series_id, series_need::workshop_id))
        .load(conn)?;
    Ok(with_needs(row, needs)?.pop())
}

fn with_needs(
    rows: impl IntoIterator<Item = SeriesRow>,
    needs: Vec<(Ref<SeriesKind>, Ref<WorkshopKind>)>,
) -> Result<Vec<Series>, Fault> {
    let mut before: HashMap<SeriesId, Vec<WorkshopId>> = HashMap::new();
    for (series, workshop) in needs {
        before.entry(series.0).or_default().push(workshop.0);
    }
    let read = |row: SeriesRow| -> Result<Series, Fault> {
        let needs = before.remove(&row.id.0).unwrap_or_default();
        Ok(Series { needs, ..Series::try_from(row)? })
    };
    rows.into_iter().map(read).collect()
}

impl TryFrom<SeriesRow> for Series {
    type Error = Fault;
    fn try_from(row: SeriesRow) -> Result<Self, Fault> {
        let unreadable = || Fault::broken("a series cannot be read");
        let exceptions = row.exceptions.split_whitespace().map(str::parse::<Day>).collect::<Result<Vec<_>, _>>();
        let pattern = Pattern {
            rule: row.rule,
            weeks: Weeks::named(&row.weeks).ok_or_else(unreadable)?,
            first_day: Day::from_number(row.first_day),
            starts_minute: row.starts_minute,
            in_school_holidays: row.in_school_holidays == 1,
            exceptions: exceptions.map_err(|_| unreadable())?,
        };
        let (room, trainer) = (row.room_id.map(|id| id.0), row.trainer_id.map(|id| id.0));
        Ok(Self {
            venue: row.venue_id.0,
            id: row.id.0,
            workshop: row.workshop_id.0,
            pattern,
            minutes: row.minutes,
            seats: row.seats,
            needs: Vec::new(),
            post: Post { series: None, room, trainer },
            ended_at: row.ended_at.map(At),
        })
    }
}
