//! Intake: what a calendar tells becomes sessions, each once; what it tells no more is called off. Inside one transaction, under the
//! row of the venue's agenda: two readings of one calendar follow each other.

use std::collections::{BTreeMap, HashMap, HashSet};

use kernel::{
    clock::At,
    ids::{CalendarId, SessionId, StructureId, VenueId, WorkshopId},
    words,
};
use store::{Fault, Reply, Trouble, Tx, conn::AnyConn};

use crate::{
    agenda::MOST_WORKSHOPS,
    busy::{self, Wanted},
    calendar::{Calendar, Entry, EntryStage, Meaning, folded},
    cancel_session::call_off,
    events::{Events, Told},
    rows, seating,
    session::{Post, Session, Stage},
    workshop::Workshop,
};

/// What began longer ago is forgotten: its session stays.
const KEPT_MS: i64 = 400 * 24 * 3_600_000;

/// Enters what is new, moves what moved, calls off what the calendar tells no more, and reports what could not be read.
pub(crate) fn take_in(tx: &mut Tx<'_>, owner: StructureId, calendar: &Calendar, events: &Events) -> Reply<()> {
    let (venue, now) = (calendar.venue, tx.now());
    rows::forget_entries(tx, venue, now.plus_ms(-KEPT_MS))?;
    let known = known(tx.conn, venue, now.plus_ms(-KEPT_MS))?;
    let others = others(tx.conn, calendar)?;
    let shelf = Shelf::of(tx.conn, venue)?;
    for (key, told) in events.told.iter().filter(|(_, told)| told.starts_at > now) {
        match known.get(key) {
            None => enter(tx, calendar, &shelf, key, told)?,
            // Another calendar of the venue tells it too: it was entered from there.
            Some(entry) if others.contains(&entry.calendar) && entry.stage != EntryStage::Gone => {}
            Some(entry) => follow(tx, owner, calendar, &shelf, (entry, told))?,
        }
    }
    let is_told_no_more = |(key, entry): &(&(String, At), &Entry)| {
        let could_be_read = events.unread_names.as_ref().is_some_and(|names| !names.contains(&entry.uid));
        let is_ours = entry.calendar == calendar.id && entry.stage != EntryStage::Gone;
        is_ours && could_be_read && entry.starts_at > now && !events.told.contains_key(*key)
    };
    for (_, entry) in known.iter().filter(is_told_no_more) {
        vanish(tx, entry)?;
    }
    Ok(rows::report(tx, calendar, events.unread.iter())?)
}

/// A session of a workshop, as a calendar tells it.
pub(crate) fn plan(tx: &mut Tx<'_>, workshop: &Workshop, starts_at: At, minutes: Option<i64>) -> Reply<SessionId> {
    let session = Session {
        venue: workshop.venue,
        id: tx.chance().id(),
        starts_at,
        minutes: minutes.unwrap_or(workshop.offer.minutes),
        seats: workshop.offer.seats,
        stage: Stage::Planned,
        post: Post::default(),
        workshop: workshop.clone(),
    };
    rows::insert_session(tx, &session)?;
    Ok(session.id)
}

fn known(conn: &mut AnyConn, venue: VenueId, from: At) -> Result<BTreeMap<(String, At), Entry>, Fault> {
    let entries = rows::entries(conn, venue, from)?;
    Ok(entries.into_iter().map(|entry| ((entry.uid.clone(), entry.original_at), entry)).collect())
}

/// The other calendars from which the venue publishes.
fn others(conn: &mut AnyConn, calendar: &Calendar) -> Result<HashSet<CalendarId>, Fault> {
    let open = rows::calendars(conn, calendar.venue)?;
    Ok(open.into_iter().map(|other| other.id).filter(|id| *id != calendar.id).collect())
}

fn enter(
    tx: &mut Tx<'_>,
    calendar: &Calendar,
    shelf: &Shelf,
    (uid, original_at): &(String, At),
    told: &Told,
) -> Reply<()> {
    let entry = Entry {
        venue: calendar.venue,
        id: tx.chance().id(),
        calendar: calendar.id,
        uid: uid.clone(),
        original_at: *original_at,
        title: told.title.clone(),
        starts_at: told.starts_at,
        minutes: told.minutes,
        stage: shelf.settle(tx, told)?,
    };
    Ok(rows::insert_entry(tx, &entry)?)
}

/// What was entered before, as it is told now: the session moves when the calendar moved it, and stays as people changed it otherwise.
fn follow(
    tx: &mut Tx<'_>,
    owner: StructureId,
    calendar: &Calendar,
    shelf: &Shelf,
    (entry, told): (&Entry, &Told),
) -> Reply<()> {
    let has_moved = (entry.starts_at, entry.minutes) != (told.starts_at, told.minutes);
    let stage = match entry.stage {
        EntryStage::Planned(session) => {
            if has_moved {
                put_off(tx, owner, (calendar.venue, session), told)?;
            }
            entry.stage
        }
        EntryStage::Waiting | EntryStage::Aside | EntryStage::Gone => shelf.settle(tx, told)?,
    };
    let after = Entry {
        calendar: calendar.id,
        title: told.title.clone(),
        starts_at: told.starts_at,
        minutes: told.minutes,
        stage,
        ..entry.clone()
    };
    if after != *entry {
        rows::update_entry(tx, &after)?;
    }
    Ok(())
}

/// Moves a session that still waits. A room or a person that is taken then is let go: the calendar does not ask, people do again.
fn put_off(tx: &mut Tx<'_>, owner: StructureId, (venue, id): (VenueId, SessionId), told: &Told) -> Reply<()> {
    let Some(session) = waiting(tx, venue, id)? else { return Ok(()) };
    let (held, seats, began) = (session.post, session.seats, session.starts_at);
    let minutes = told.minutes.unwrap_or(session.minutes);
    let moved = session.changed(Some(told.starts_at), minutes, seats, tx.now())?;
    let span = [(moved.starts_at, moved.ends_at())];
    let moved = match busy::claim(tx, &Wanted::of(owner, &moved, &span).moved(id, held)) {
        Ok(()) => moved,
        Err(Trouble::Refused(_)) => Session { post: Post { series: held.series, ..Post::default() }, ..moved },
        Err(broken) => return Err(broken),
    };
    rows::update_session(tx, &moved)?;
    if moved.starts_at != began {
        seating::put_off(tx, &moved, None)?;
    }
    Ok(())
}

fn vanish(tx: &mut Tx<'_>, entry: &Entry) -> Reply<()> {
    if let EntryStage::Planned(session) = entry.stage
        && let Some(session) = waiting(tx, entry.venue, session)?
    {
        call_off(tx, session, words::line("calendar-told-no-more", &[]), None)?;
    }
    Ok(rows::update_entry(tx, &Entry { stage: EntryStage::Gone, ..entry.clone() })?)
}

/// A session that has not begun and was not called off by hand.
fn waiting(tx: &mut Tx<'_>, venue: VenueId, id: SessionId) -> Result<Option<Session>, Fault> {
    let now = tx.now();
    let session = rows::session(tx.conn, venue, id)?;
    Ok(session.filter(|session| session.stage == Stage::Planned && session.starts_at > now))
}

/// What a venue offers, by what calendars may call it.
struct Shelf {
    workshops: HashMap<WorkshopId, Workshop>,
    /// None: two workshops bear this title, and nothing tells them apart.
    titles: HashMap<String, Option<WorkshopId>>,
    meanings: HashMap<String, Meaning>,
}

impl Shelf {
    fn of(conn: &mut AnyConn, venue: VenueId) -> Result<Self, Fault> {
        let offered = rows::offered(conn, &[venue], MOST_WORKSHOPS)?;
        let mut titles = HashMap::new();
        for workshop in &offered {
            let title = folded(&workshop.offer.title);
            titles.entry(title).and_modify(|one| *one = None).or_insert(Some(workshop.id));
        }
        let workshops = offered.into_iter().map(|workshop| (workshop.id, workshop)).collect();
        Ok(Self { workshops, titles, meanings: rows::meanings(conn, venue)? })
    }

    /// A session at once when the workshop is known; otherwise it waits, or is set aside.
    fn settle(&self, tx: &mut Tx<'_>, told: &Told) -> Reply<EntryStage> {
        let said = told.names.first().and_then(|title| self.meanings.get(title)).copied();
        let workshop = match said {
            Some(Meaning::Aside) => return Ok(EntryStage::Aside),
            Some(Meaning::Workshop(id)) => self.workshops.get(&id),
            None => told.names.iter().find_map(|name| self.workshops.get(&self.titles.get(name).copied()??)),
        };
        match workshop {
            Some(workshop) => Ok(EntryStage::Planned(plan(tx, workshop, told.starts_at, told.minutes)?)),
            None => Ok(EntryStage::Waiting),
        }
    }
}
