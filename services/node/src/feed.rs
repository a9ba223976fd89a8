//! A feed: a calendar that is followed from elsewhere, under a secret address. It tells sessions, and nobody who comes to them.

use std::collections::HashMap;

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
    let mut text = String::new();
    for line in ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Passegue//agenda//FR", "CALSCALE:GREGORIAN"] {
        fold(&mut text, line);
    }
    fold(&mut text, "REFRESH-INTERVAL;VALUE=DURATION:PT1H");
    for session in sessions {
        let room = session.post.room.and_then(|room| rooms.get(&(session.venue, room)));
        event(&mut text, session, room, now);
    }
    fold(&mut text, "END:VCALENDAR");
    text
}

fn event(text: &mut String, session: &Session, room: Option<&Room>, now: At) {
    let status = match session.stage {
        Stage::Planned => "CONFIRMED",
        Stage::Cancelled { .. } => "CANCELLED",
    };
    fold(text, "BEGIN:VEVENT");
    fold(text, &format!("UID:{}@passegue", session.id));
    fold(text, &format!("DTSTAMP:{}", stamp(now)));
    fold(text, &format!("DTSTART:{}", stamp(session.starts_at)));
    fold(text, &format!("DTEND:{}", stamp(session.ends_at())));
    fold(text, &format!("SUMMARY:{}", escaped(&session.workshop.offer.title)));
    if let Some(room) = room {
        fold(text, &format!("LOCATION:{}", escaped(&whereabouts(room))));
    }
    fold(text, &format!("STATUS:{status}"));
    fold(text, "END:VEVENT");
}

fn whereabouts(room: &Room) -> String {
    match &room.elsewhere {
        Some(place) => format!("{}, {}", room.name, place.address),
        None => room.name.clone(),
    }
}

/// `20251020T120000Z`.
fn stamp(at: At) -> String {
    at.iso_seconds().replace(['-', ':'], "")
}

fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | ';' | ',' => safe.extend(['\\', c]),
            '\n' => safe.push_str("\\n"),
            _ if c.is_control() => {}
            _ => safe.push(c),
        }
    }
    safe
}

/// Adds a line, broken where it is too long: what follows a break begins with a space, and no letter is cut in two.
fn fold(text: &mut String, line: &str) {
    let mut used = 0;
    for c in line.chars() {
        if used + c.len_utf8() > LONGEST_LINE {
            text.push_str("\r\n ");
            used = 1;
        }
        text.push(c);
        used += c.len_utf8();
    }
    text.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_line_is_folded_between_letters() {
        let mut text = String::new();
        fold(&mut text, &format!("SUMMARY:{}", "é".repeat(80)));
        assert!(text.split("\r\n").all(|line| line.len() <= LONGEST_LINE), "{text}");
        assert_eq!(text.replace("\r\n ", ""), format!("SUMMARY:{}\r\n", "é".repeat(80)));
    }

    #[test]
    fn what_was_typed_adds_no_line() {
        assert_eq!(
            escaped("Clics; courriels, photos\\\nEND:VEVENT\r"),
            "Clics\\; courriels\\, photos\\\\\\nEND:VEVENT"
        );
    }
}
