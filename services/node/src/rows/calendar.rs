//! The rows of calendars elsewhere, and of what they tell.

use std::collections::HashMap;

use diesel::{delete, insert_into, prelude::*, update};
use kernel::{
    clock::At,
    ids::{
        Calendar as CalendarKind, CalendarId, Entry as EntryKind, EntryId, Session as SessionKind, Venue, VenueId,
        Workshop as WorkshopKind,
    },
};
use store::{Fault, Tx, conn::AnyConn, ids::Ref};

use super::workshop::each;
use crate::{
    calendar::{Address, Calendar, Entry, EntryStage, Meaning, Trouble, Unread, Version, folded},
    tables::{calendar, calendar_entry, calendar_report, calendar_title},
};

const WAITING: &str = "waiting";
const PLANNED: &str = "planned";
const ASIDE: &str = "aside";
const GONE: &str = "gone";

#[derive(Queryable)]
struct CalendarRow {
    venue_id: Ref<Venue>,
    id: Ref<CalendarKind>,
    address: String,
    created_at: i64,
    ended_at: Option<i64>,
    read_at: Option<i64>,
    whole_at: Option<i64>,
    etag: Option<String>,
    modified: Option<String>,
    trouble: Option<String>,
}

#[derive(Queryable)]
struct EntryRow {
    venue_id: Ref<Venue>,
    id: Ref<EntryKind>,
    calendar_id: Ref<CalendarKind>,
    uid: String,
    original_at: i64,
    title: String,
    _folded: String,
    starts_at: i64,
    minutes: Option<i64>,
    stage: String,
    session_id: Option<Ref<SessionKind>>,
}

/// Writes a new calendar.
pub(crate) fn insert_calendar(tx: &mut Tx<'_>, new: &Calendar) -> Result<(), Fault> {
    let row = (
        calendar::venue_id.eq(Ref(new.venue)),
        calendar::id.eq(Ref(new.id)),
        calendar::address.eq(new.address.url().as_str()),
        calendar::created_at.eq(new.created_at.0),
    );
    insert_into(calendar::table).values(row).execute(tx.conn)?;
    Ok(())
}

/// Writes what is known of a calendar since it was last asked, and whether the venue still publishes from it.
pub(crate) fn update_calendar(tx: &mut Tx<'_>, now: &Calendar) -> Result<(), Fault> {
    update(calendar::table.find((Ref(now.venue), Ref(now.id))))
        .set((
            calendar::ended_at.eq(now.ended_at.map(|at| at.0)),
            calendar::read_at.eq(now.read_at.map(|at| at.0)),
            calendar::whole_at.eq(now.whole_at.map(|at| at.0)),
            calendar::etag.eq(now.version.etag.as_deref()),
            calendar::modified.eq(now.version.modified.as_deref()),
            calendar::trouble.eq(now.trouble.map(Trouble::name)),
        ))
        .execute(tx.conn)?;
    Ok(())
}

/// One calendar, given up or not.
pub(crate) fn calendar(conn: &mut AnyConn, venue: VenueId, id: CalendarId) -> Result<Option<Calendar>, Fault> {
    let row: Option<CalendarRow> = calendar::table.find((Ref(venue), Ref(id))).first(conn).optional()?;
    row.map(Calendar::try_from).transpose()
}

/// The calendars from which a venue publishes, oldest first.
pub(crate) fn calendars(conn: &mut AnyConn, venue: VenueId) -> Result<Vec<Calendar>, Fault> {
    let rows: Vec<CalendarRow> = calendar::table
        .filter(calendar::venue_id.eq(Ref(venue)).and(calendar::ended_at.is_null()))
        .order((calendar::created_at, calendar::id))
        .load(conn)?;
    each(rows)
}

/// Those that were not asked since that instant, of every venue: never asked ones, then the longest ago.
pub(crate) fn calendars_due(conn: &mut AnyConn, since: At, most: i64) -> Result<Vec<Calendar>, Fault> {
    let new: Vec<CalendarRow> = calendar::table
        .filter(calendar::ended_at.is_null().and(calendar::read_at.is_null()))
        .order((calendar::created_at, calendar::id))
        .limit(most)
        .load(conn)?;
    let old: Vec<CalendarRow> = calendar::table
        .filter(calendar::ended_at.is_null().and(calendar::read_at.le(since.0)))
        .order((calendar::read_at, calendar::id))
        .limit(most)
        .load(conn)?;
    each(new.into_iter().chain(old))
}

/// Writes a new entry.
pub(crate) fn insert_entry(tx: &mut Tx<'_>, new: &Entry) -> Result<(), Fault> {
    let (stage, session) = told(new.stage);
    let row = (
        calendar_entry::venue_id.eq(Ref(new.venue)),
        calendar_entry::id.eq(Ref(new.id)),
        calendar_entry::calendar_id.eq(Ref(new.calendar)),
        calendar_entry::uid.eq(&new.uid),
        calendar_entry::original_at.eq(new.original_at.0),
        calendar_entry::title.eq(&new.title),
        calendar_entry::folded.eq(folded(&new.title)),
        calendar_entry::starts_at.eq(new.starts_at.0),
        calendar_entry::minutes.eq(new.minutes),
        calendar_entry::stage.eq(stage),
        calendar_entry::session_id.eq(session),
    );
    insert_into(calendar_entry::table).values(row).execute(tx.conn)?;
    Ok(())
}

/// Writes what became different of an entry.
pub(crate) fn update_entry(tx: &mut Tx<'_>, now: &Entry) -> Result<(), Fault> {
    let (stage, session) = told(now.stage);
    update(calendar_entry::table.find((Ref(now.venue), Ref(now.id))))
        .set((
            calendar_entry::calendar_id.eq(Ref(now.calendar)),
            calendar_entry::title.eq(&now.title),
            calendar_entry::folded.eq(folded(&now.title)),
            calendar_entry::starts_at.eq(now.starts_at.0),
            calendar_entry::minutes.eq(now.minutes),
            calendar_entry::stage.eq(stage),
            calendar_entry::session_id.eq(session),
        ))
        .execute(tx.conn)?;
    Ok(())
}

/// Forgets the entries of a venue that began before that instant: their sessions stay.
pub(crate) fn forget_entries(tx: &mut Tx<'_>, venue: VenueId, before: At) -> Result<(), Fault> {
    let old = calendar_entry::table
        .filter(calendar_entry::venue_id.eq(Ref(venue)).and(calendar_entry::starts_at.lt(before.0)));
    delete(old).execute(tx.conn)?;
    Ok(())
}

/// The entries of a venue that begin from that instant on, of every calendar.
pub(crate) fn entries(conn: &mut AnyConn, venue: VenueId, from: At) -> Result<Vec<Entry>, Fault> {
    let rows: Vec<EntryRow> = calendar_entry::table
        .filter(calendar_entry::venue_id.eq(Ref(venue)).and(calendar_entry::starts_at.ge(from.0)))
        .order((calendar_entry::starts_at, calendar_entry::id))
        .load(conn)?;
    each(rows)
}

/// One entry.
pub(crate) fn entry(conn: &mut AnyConn, venue: VenueId, id: EntryId) -> Result<Option<Entry>, Fault> {
    let row: Option<EntryRow> = calendar_entry::table.find((Ref(venue), Ref(id))).first(conn).optional()?;
    row.map(Entry::try_from).transpose()
}

/// What titles mean at a venue, by title as it is compared.
pub(crate) fn meanings(conn: &mut AnyConn, venue: VenueId) -> Result<HashMap<String, Meaning>, Fault> {
    let rows: Vec<(String, Option<Ref<WorkshopKind>>)> = calendar_title::table
        .filter(calendar_title::venue_id.eq(Ref(venue)))
        .select((calendar_title::folded, calendar_title::workshop_id))
        .load(conn)?;
    let meaning = |id: Option<Ref<WorkshopKind>>| id.map_or(Meaning::Aside, |id| Meaning::Workshop(id.0));
    Ok(rows.into_iter().map(|(title, id)| (title, meaning(id))).collect())
}

/// Remembers what a title means from now on.
pub(crate) fn remember(tx: &mut Tx<'_>, venue: VenueId, title: &str, meaning: Meaning) -> Result<(), Fault> {
    let workshop = match meaning {
        Meaning::Workshop(id) => Some(Ref(id)),
        Meaning::Aside => None,
    };
    let known = update(calendar_title::table.find((Ref(venue), title)))
        .set(calendar_title::workshop_id.eq(workshop))
        .execute(tx.conn)?;
    if known == 0 {
        let row = (
            calendar_title::venue_id.eq(Ref(venue)),
            calendar_title::folded.eq(title),
            calendar_title::workshop_id.eq(workshop),
        );
        insert_into(calendar_title::table).values(row).execute(tx.conn)?;
    }
    Ok(())
}

/// Writes what could not be read of a calendar, instead of what was written before.
pub(crate) fn report<'a>(
    tx: &mut Tx<'_>,
    calendar: &Calendar,
    unread: impl Iterator<Item = (&'a i64, &'a Unread)>,
) -> Result<(), Fault> {
    let (venue, id) = (Ref(calendar.venue), Ref(calendar.id));
    let before =
        calendar_report::table.filter(calendar_report::venue_id.eq(venue).and(calendar_report::calendar_id.eq(id)));
    delete(before).execute(tx.conn)?;
    for (line, why) in unread {
        let row = (
            calendar_report::venue_id.eq(venue),
            calendar_report::calendar_id.eq(id),
            calendar_report::line.eq(*line),
            calendar_report::reason.eq(why.name()),
        );
        insert_into(calendar_report::table).values(row).execute(tx.conn)?;
    }
    Ok(())
}

/// What could not be read of the calendars of a venue: which one, at which line, why.
pub(crate) fn reports(conn: &mut AnyConn, venue: VenueId) -> Result<Vec<(CalendarId, i64, Unread)>, Fault> {
    let rows: Vec<(Ref<CalendarKind>, i64, String)> = calendar_report::table
        .filter(calendar_report::venue_id.eq(Ref(venue)))
        .order((calendar_report::calendar_id, calendar_report::line))
        .select((calendar_report::calendar_id, calendar_report::line, calendar_report::reason))
        .load(conn)?;
    let read = |(id, line, reason): (Ref<CalendarKind>, i64, String)| -> Result<_, Fault> {
        let why = Unread::named(&reason).ok_or_else(|| Fault::broken("a report has an unknown reason"))?;
        Ok((id.0, line, why))
    };
    rows.into_iter().map(read).collect()
}

fn told(stage: EntryStage) -> (&'static str, Option<Ref<SessionKind>>) {
    match stage {
        EntryStage::Waiting => (WAITING, None),
        EntryStage::Planned(session) => (PLANNED, Some(Ref(session))),
        EntryStage::Aside => (ASIDE, None),
        EntryStage::Gone => (GONE, None),
    }
}

impl TryFrom<CalendarRow> for Calendar {
    type Error = Fault;
    fn try_from(row: CalendarRow) -> Result<Self, Fault> {
        let unreadable = || Fault::broken("a calendar cannot be read");
        let trouble = row.trouble.map(|name| Trouble::named(&name).ok_or_else(unreadable));
        Ok(Self {
            venue: row.venue_id.0,
            id: row.id.0,
            address: Address::kept(&row.address).ok_or_else(unreadable)?,
            created_at: At(row.created_at),
            ended_at: row.ended_at.map(At),
            read_at: row.read_at.map(At),
            whole_at: row.whole_at.map(At),
            version: Version { etag: row.etag, modified: row.modified },
            trouble: trouble.transpose()?,
        })
    }
}

impl TryFrom<EntryRow> for Entry {
    type Error = Fault;
    fn try_from(row: EntryRow) -> Result<Self, Fault> {
        let stage = match (row.stage.as_str(), row.session_id) {
            (WAITING, None) => EntryStage::Waiting,
            (PLANNED, Some(session)) => EntryStage::Planned(session.0),
            (ASIDE, None) => EntryStage::Aside,
            (GONE, None) => EntryStage::Gone,
            _ => return Err(Fault::broken("an entry has an unknown stage")),
        };
        Ok(Self {
            venue: row.venue_id.0,
            id: row.id.0,
            calendar: row.calendar_id.0,
            uid: row.uid,
            original_at: At(row.original_at),
            title: row.title,
            starts_at: At(row.starts_at),
            minutes: row.minutes,
            stage,
        })
    }
}
