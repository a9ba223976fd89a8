//! Calendars elsewhere: added by their address, which is told to nobody again, and given up when the venue writes here alone.

use std::collections::{
    HashMap,
    hash_map::Entry::{Occupied, Vacant},
};

use kernel::{
    access::{Action, Actor},
    ids::{CalendarId, VenueId},
};
use store::{Reply, Tx, act::ContentHash};

use crate::{
    calendar::{Added, Address, Calendar, Entry, EntryStage, Unread, Version, folded},
    house::{Asked, House},
    refusal, rows,
};

/// A calendar of a venue, and what became of what it tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    /// The calendar.
    pub calendar: Calendar,
    /// How many of its days to come are sessions.
    pub planned: usize,
    /// How many wait for their workshop.
    pub waiting: usize,
    /// At which lines an event could not be read, and why.
    pub unread: Vec<(i64, Unread)>,
}

const MOST_CALENDARS: usize = 5;

/// A venue publishes from a calendar, which is read within minutes and then twice an hour.
///
/// Refuses `NOT_FOUND`, `FORBIDDEN`, `INPUT_INVALID` (the address), `KEY_REUSED`, `WRONG_STAGE` (it is read already, or five are).
pub async fn add_calendar(house: &House, asked: &Asked<'_>, address: &str) -> Reply<Added> {
    let act = house.admit(asked, Action::AddCalendar)?;
    let address = Address::typed(address)?;
    let venue = asked.venue;
    let content = ContentHash::of(&(venue, address.url().as_str()))?;
    let add = move |tx: &mut Tx<'_>| -> Reply<Added> {
        let open = rows::calendars(tx.conn, venue)?;
        if open.iter().any(|other| other.address == address) {
            return Err(refusal::stage("known").into());
        }
        if open.len() >= MOST_CALENDARS {
            return Err(refusal::stage("full").into());
        }
        let calendar = Calendar {
            venue,
            id: tx.chance().id(),
            address: address.clone(),
            created_at: tx.now(),
            ended_at: None,
            read_at: None,
            whole_at: None,
            version: Version::default(),
            trouble: None,
        };
        rows::insert_calendar(tx, &calendar)?;
        Ok(Added::from(&calendar))
    };
    house.change(act, content, venue, add).await
}

/// A venue publishes from it no more: what is planned stays, and is changed here from now on.
///
/// Refuses `NOT_FOUND`, `FORBIDDEN`, `KEY_REUSED`, `WRONG_STAGE` (given up already).
pub async fn remove_calendar(house: &House, asked: &Asked<'_>, id: CalendarId) -> Reply<Added> {
    let act = house.admit(asked, Action::RemoveCalendar)?;
    let venue = asked.venue;
    let content = ContentHash::of(&(venue, id))?;
    let remove = move |tx: &mut Tx<'_>| -> Reply<Added> {
        let calendar = rows::calendar(tx.conn, venue, id)?.ok_or_else(refusal::absent)?;
        if calendar.ended_at.is_some() {
            return Err(refusal::stage("ended").into());
        }
        let ended = Calendar { ended_at: Some(tx.now()), ..calendar };
        rows::update_calendar(tx, &ended)?;
        Ok(Added::from(&ended))
    };
    house.change(act, content, venue, remove).await
}

/// The calendars from which a venue publishes, oldest first, with what their last reading gave. Refuses `NOT_FOUND`, `FORBIDDEN`.
pub async fn calendars(house: &House, actor: &Actor, venue: VenueId) -> Reply<Vec<Seen>> {
    house.lets_in(actor, venue, Action::Calendars)?;
    let now = house.store().now();
    let look = house.read_still("node.calendars", move |conn| {
        let entries = rows::entries(conn, venue, now.plus_ms(1))?;
        let reports = rows::reports(conn, venue)?;
        let calendars = rows::calendars(conn, venue)?;
        Ok(calendars.into_iter().map(|calendar| Seen::of(calendar, &entries, &reports)).collect())
    });
    Ok(look.await?)
}

/// What waits for its workshop at a venue, soonest first: the first day of each title, and how many there are of it.
///
/// Refuses `NOT_FOUND`, `FORBIDDEN`.
pub async fn waiting(house: &House, actor: &Actor, venue: VenueId) -> Reply<Vec<(Entry, usize)>> {
    house.lets_in(actor, venue, Action::CalendarEntries)?;
    let now = house.store().now();
    let look = house.read_still("node.calendarEntries", move |conn| {
        let open: Vec<CalendarId> = rows::calendars(conn, venue)?.into_iter().map(|calendar| calendar.id).collect();
        let mut entries = rows::entries(conn, venue, now.plus_ms(1))?;
        entries.retain(|entry| entry.stage == EntryStage::Waiting && open.contains(&entry.calendar));
        Ok(by_title(entries))
    });
    Ok(look.await?)
}

/// The first of each title, and how many bear it.
fn by_title(entries: Vec<Entry>) -> Vec<(Entry, usize)> {
    let mut told: Vec<(Entry, usize)> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    for entry in entries {
        match places.entry(folded(&entry.title)) {
            Occupied(place) => told[*place.get()].1 += 1,
            Vacant(place) => {
                place.insert(told.len());
                told.push((entry, 1));
            }
        }
    }
    told
}

impl Seen {
    fn of(calendar: Calendar, entries: &[Entry], reports: &[(CalendarId, i64, Unread)]) -> Self {
        let id = calendar.id;
        let own = move || entries.iter().filter(move |entry| entry.calendar == id);
        let planned = own().filter(|entry| matches!(entry.stage, EntryStage::Planned(_))).count();
        let waiting = own().filter(|entry| entry.stage == EntryStage::Waiting).count();
        let unread = reports.iter().filter(|(of, ..)| *of == id).map(|(_, line, why)| (*line, *why)).collect();
        Self { planned, waiting, unread, calendar }
    }
}

impl From<&Calendar> for Added {
    fn from(calendar: &Calendar) -> Self {
        let host = calendar.address.host().to_owned();
        Self { id: calendar.id, host, created_at: calendar.created_at }
    }
}
