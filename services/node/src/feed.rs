//! A feed: a calendar that is followed from elsewhere, under a secret address. It tells sessions, and nobody who comes to them.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use icalendar::{Calendar, Component, Event, EventLike, EventStatus, Property};
use kernel::{
    clock::At,
    ids::{FeedId, RoomId, TrainerId, VenueId},
};
use serde::{Deserialize, Serialize};

use crate::{
    room::Room,
    session::{Session, Stage},
};

/// A feed that was opened. Its secret is nowhere: who opened it has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Feed {
    /// At which venue.
    pub venue: VenueId,
    /// Its name for machines.
    pub id: FeedId,
    /// The sessions of one person, wherever they sit; none: those of the venue.
    pub trainer: Option<TrainerId>,
    /// When it was opened.
    pub created_at: At,
    /// Since when its address leads nowhere, if so.
    pub ended_at: Option<At>,
}

/// RFC 5545 asks for lines of at most 75 bytes, without their end.
const LONGEST_LINE: usize = 75;

/// The sessions as a calendar (RFC 5545), in instants of UTC: whoever reads it puts them into the hour of their place.
pub(crate) fn calendar(sessions: &[Session], rooms: &HashMap<(VenueId, RoomId), Room>, now: At) -> String {
    let mut calendar = Calendar::empty();
    for (name, value) in [("VERSION", "2.0"), ("PRODID", "-//Passegue//agenda//FR"), ("CALSCALE", "GREGORIAN")] {
        calendar.append_property((name, value));
    }
    calendar.append_property(Property::new("REFRESH-INTERVAL", "PT1H").add_parameter("VALUE", "DURATION").done());
    for session in sessions {
        let room = session.post.room.and_then(|room| rooms.get(&(session.venue, room)));
        calendar.push(event(session, room, now));
    }
    short(&calendar.to_string())
}

/// Its name and its stamp are given, or `icalendar` would take a random one and the time of the machine.
fn event(session: &Session, room: Option<&Room>, now: At) -> Event {
    let status = match session.stage {
        Stage::Planned => EventStatus::Confirmed,
        Stage::Cancelled { .. } => EventStatus::Cancelled,
    };
    let mut event = Event::with_uid(&format!("{}@passegue", session.id));
    event.timestamp(instant(now)).starts(instant(session.starts_at)).ends(instant(session.ends_at()));
    event.summary(&typed(&session.workshop.offer.title)).status(status);
    if let Some(room) = room {
        event.location(&typed(&whereabouts(room)));
    }
    event
}

fn whereabouts(room: &Room) -> String {
    match &room.elsewhere {
        Some(place) => format!("{}, {}", room.name, place.address),
        None => room.name.clone(),
    }
}

fn instant(at: At) -> DateTime<Utc> {
    DateTime::from_timestamp_millis(at.0).unwrap_or_default()
}

/// Without what no text of a calendar may have; a line's end is left to `icalendar`, which escapes it.
fn typed(text: &str) -> String {
    text.chars().filter(|c| *c == '\n' || !c.is_control()).collect()
}

/// The last piece of a line that `icalendar` folds may be one byte too long: what is too long is folded once more.
fn short(text: &str) -> String {
    let mut lines = Vec::new();
    for line in text.split("\r\n") {
        let (head, tail) = line.split_at(line.floor_char_boundary(LONGEST_LINE));
        lines.push(head.to_owned());
        if !tail.is_empty() {
            lines.push(format!(" {tail}"));
        }
    }
    lines.join("\r\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(title: &str) -> String {
        let mut event = Event::with_uid("1@passegue");
        event.timestamp(instant(At(0))).summary(&typed(title));
        short(&Calendar::empty().push(event).to_string())
    }

    #[test]
    fn a_long_line_is_folded_between_letters() {
        for many in 30..120 {
            let title = "é".repeat(many);
            let text = told(&title);
            assert!(text.split("\r\n").all(|line| line.len() <= LONGEST_LINE), "{text}");
            assert!(text.replace("\r\n ", "").contains(&format!("\r\nSUMMARY:{title}\r\n")), "{text}");
            let plain = told(&"a".repeat(many * 2));
            assert!(plain.split("\r\n").all(|line| line.len() <= LONGEST_LINE), "{plain}");
        }
    }

    #[test]
    fn what_was_typed_adds_no_line() {
        let text = told("Clics; courriels, photos\\\nEND:VEVENT\r");
        assert!(text.contains("\r\nSUMMARY:Clics\\; courriels\\, photos\\\\\\nEND:VEVENT\r\n"), "{text}");
    }

    #[test]
    fn nothing_of_the_machine_stands_in_it() {
        let text = told("Premiers clics");
        let event =
            ["BEGIN:VEVENT", "DTSTAMP:19700101T000000Z", "SUMMARY:Premiers clics", "UID:1@passegue", "END:VEVENT"];
        assert_eq!(text, format!("BEGIN:VCALENDAR\r\n{}\r\nEND:VCALENDAR\r\n", event.join("\r\n")));
    }
}
