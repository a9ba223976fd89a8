//! Calendars elsewhere, as the network sees them: never their address.

use async_graphql::{Enum, ID, SimpleObject};

use crate::{
    calendar::{self, Added},
    calendars::Seen,
    complete_entry::Completed,
};

/// A calendar elsewhere, from which a venue publishes. Its address is nowhere: whoever has it may read the calendar.
#[derive(SimpleObject)]
pub(crate) struct Calendar {
    /// Its identifier at the venue.
    id: ID,
    /// The machine where it is kept.
    host: String,
    /// Since when the venue publishes from it.
    created_at: String,
    /// When it was last asked; null: not yet.
    read_at: Option<String>,
    /// Why the last reading failed; null when it did not. Nothing that was entered before changes then.
    trouble: Option<CalendarTrouble>,
    /// How many of its days to come are sessions.
    planned: i64,
    /// How many wait for their workshop.
    waiting: i64,
    /// What could not be read of it.
    unread: Vec<CalendarUnread>,
}

/// An event of a calendar that could not be read. The others were.
#[derive(SimpleObject)]
pub(crate) struct CalendarUnread {
    /// The line of its text where the event begins.
    line: i64,
    /// Why.
    reason: CalendarReason,
}

/// Days of a calendar under one title that nobody has said the workshop of.
#[derive(SimpleObject)]
pub(crate) struct CalendarEntry {
    /// The identifier of the first one at the venue.
    id: ID,
    /// Their title.
    title: String,
    /// When the first one begins.
    starts_at: String,
    /// How long it lasts; null: as long as its workshop.
    minutes: Option<i64>,
    /// How many there are.
    count: i64,
}

/// A calendar as it was when it was added or given up.
#[derive(SimpleObject)]
pub(crate) struct AddedCalendar {
    /// Its identifier at the venue.
    id: ID,
    /// The machine where it is kept.
    host: String,
    /// Since when the venue publishes from it.
    created_at: String,
}

/// What somebody said of a title, and what came of it.
#[derive(SimpleObject)]
pub(crate) struct CompletedEntry {
    /// Of which entry.
    entry_id: ID,
    /// Its title.
    title: String,
    /// How many sessions were planned.
    planned: i64,
}

/// Why a calendar could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "calendar::Trouble")]
pub(crate) enum CalendarTrouble {
    /// Its address leads to no machine, or that machine does not answer in ten seconds.
    #[graphql(name = "CALENDAR_UNREACHABLE")]
    Unreachable,
    /// Its machine answers that the calendar is not there, or not for everybody.
    #[graphql(name = "CALENDAR_REFUSED")]
    Refused,
    /// Its address leads, or sends on, to where not everybody can go.
    #[graphql(name = "CALENDAR_NOT_PUBLIC")]
    NotPublic,
    /// More than three times it sent on elsewhere.
    #[graphql(name = "CALENDAR_SENT_AROUND")]
    SentAround,
    /// More than 1 MB.
    #[graphql(name = "CALENDAR_TOO_LARGE")]
    TooLarge,
    /// More than two thousand events.
    #[graphql(name = "CALENDAR_TOO_MANY")]
    TooMany,
    /// What is there is no calendar, or half of one.
    #[graphql(name = "CALENDAR_UNREADABLE")]
    Unreadable,
}

/// Why one event of a calendar could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "calendar::Unread")]
pub(crate) enum CalendarReason {
    /// It is not written as RFC 5545 says.
    Broken,
    /// The calendar gives it no name for machines: it could be entered twice.
    Nameless,
    /// It has no title.
    Untitled,
    /// It has a day and no hour.
    NoHour,
    /// Its beginning or its end cannot be read.
    NoDate,
    /// Its time zone is not known.
    NoZone,
    /// Its rule is none that everybody reads alike.
    NoRule,
    /// It lasts less than five minutes, or more than ten hours.
    Length,
    /// It comes more than two hundred times in a year: the first two hundred were read.
    TooOften,
}

impl From<Seen> for Calendar {
    fn from(seen: Seen) -> Self {
        let Seen { calendar, planned, waiting, unread } = seen;
        Self {
            id: ID(calendar.id.to_string()),
            host: calendar.address.host().to_owned(),
            created_at: calendar.created_at.iso_seconds(),
            read_at: calendar.read_at.map(|at| at.iso_seconds()),
            trouble: calendar.trouble.map(Into::into),
            planned: counted(planned),
            waiting: counted(waiting),
            unread: unread.into_iter().map(|(line, why)| CalendarUnread { line, reason: why.into() }).collect(),
        }
    }
}

impl From<(calendar::Entry, usize)> for CalendarEntry {
    fn from((entry, count): (calendar::Entry, usize)) -> Self {
        let (id, starts_at) = (ID(entry.id.to_string()), entry.starts_at.iso_seconds());
        Self { id, title: entry.title, starts_at, minutes: entry.minutes, count: counted(count) }
    }
}

impl From<Added> for AddedCalendar {
    fn from(added: Added) -> Self {
        Self { id: ID(added.id.to_string()), host: added.host, created_at: added.created_at.iso_seconds() }
    }
}

impl From<Completed> for CompletedEntry {
    fn from(completed: Completed) -> Self {
        let Completed { entry, title, planned } = completed;
        Self { entry_id: ID(entry.to_string()), title, planned }
    }
}

fn counted(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
