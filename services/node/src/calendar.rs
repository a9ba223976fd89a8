//! A calendar elsewhere, from which a venue publishes: its address is a secret, and what it tells is entered here once.

use std::{fmt, net::IpAddr};

use kernel::{
    address::is_public,
    clock::At,
    fold,
    ids::{CalendarId, EntryId, SessionId, VenueId, WorkshopId},
    refusal::Refusal,
};
use reqwest::Url;
use serde::{Deserialize, Serialize};

use crate::{closed_list::closed_list, refusal};

/// A calendar of a venue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Calendar {
    /// The venue.
    pub venue: VenueId,
    /// Its name for machines.
    pub id: CalendarId,
    /// Where it is.
    pub address: Address,
    /// Since when the venue publishes from it.
    pub created_at: At,
    /// Since when it does not any more, if so.
    pub ended_at: Option<At>,
    /// When it was last asked.
    pub read_at: Option<At>,
    /// When it was last read whole.
    pub whole_at: Option<At>,
    /// What its server calls the version that was read.
    pub version: Version,
    /// Why the last reading failed, if it did.
    pub trouble: Option<Trouble>,
}

/// What is remembered of a calendar by who added it: nothing of its address but where it is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Added {
    /// Its name for machines.
    pub id: CalendarId,
    /// The machine where it is kept.
    pub host: String,
    /// Since when.
    pub created_at: At,
}

/// What a server calls a version of what it serves, to be asked for news only.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Version {
    /// `ETag`.
    pub etag: Option<String>,
    /// `Last-Modified`.
    pub modified: Option<String>,
}

/// What a calendar tells of one day, and what became of it here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The venue.
    pub venue: VenueId,
    /// Its name for machines.
    pub id: EntryId,
    /// Which calendar tells it.
    pub calendar: CalendarId,
    /// What the calendar calls the event.
    pub uid: String,
    /// When it was to begin at first, of an event that comes again; 0 for one that does not.
    pub original_at: At,
    /// Its title.
    pub title: String,
    /// When it begins.
    pub starts_at: At,
    /// How long it lasts; none: as long as its workshop.
    pub minutes: Option<i64>,
    /// What became of it.
    pub stage: EntryStage,
}

/// What became of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntryStage {
    /// Nobody has said yet of which workshop it is.
    Waiting,
    /// It is this session.
    Planned(SessionId),
    /// It is no workshop.
    Aside,
    /// The calendar tells it no more.
    Gone,
}

/// What a title means at a venue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// This workshop.
    Workshop(WorkshopId),
    /// No workshop.
    Aside,
}

closed_list! {
    /// Why a calendar could not be read. Nothing that was entered before changes then.
    Trouble {
        /// Its address leads to no machine, or that machine does not answer in ten seconds.
        Unreachable "CALENDAR_UNREACHABLE";
        /// Its machine answers that the calendar is not there, or not for everybody.
        Refused "CALENDAR_REFUSED";
        /// Its address leads, or sends on, to where not everybody can go.
        NotPublic "CALENDAR_NOT_PUBLIC";
        /// More than three times it sent on elsewhere.
        SentAround "CALENDAR_SENT_AROUND";
        /// More than 1 MB.
        TooLarge "CALENDAR_TOO_LARGE";
        /// More than two thousand events.
        TooMany "CALENDAR_TOO_MANY";
        /// What is there is no calendar, or half of one.
        Unreadable "CALENDAR_UNREADABLE";
    }
}

closed_list! {
    /// Why one event of a calendar could not be read.
    Unread {
        /// It is not written as RFC 5545 says.
        Broken "BROKEN";
        /// The calendar gives it no name for machines: it could be entered twice.
        Nameless "NAMELESS";
        /// It has no title.
        Untitled "UNTITLED";
        /// It has a day and no hour.
        NoHour "NO_HOUR";
        /// Its beginning or its end cannot be read.
        NoDate "NO_DATE";
        /// Its time zone is not known.
        NoZone "NO_ZONE";
        /// Its rule is none that everybody reads alike.
        NoRule "NO_RULE";
        /// It lasts less than five minutes, or more than ten hours.
        Length "LENGTH";
        /// It comes more than two hundred times in a year: the first two hundred were read.
        TooOften "TOO_OFTEN";
    }
}

/// The address of a calendar: whoever has it may read the calendar, so it is shown to nobody.
#[derive(Clone, PartialEq, Eq)]
pub struct Address(Url);

const LONGEST_ADDRESS: usize = 2000;

impl Address {
    /// Reads what somebody copied (`webcal://` too), or refuses `INPUT_INVALID`: no address of the web, a name and a password in it,
    /// or at a number where not everybody can go.
    pub fn typed(text: &str) -> Result<Self, Refusal> {
        let text = text.trim();
        let wrong = || refusal::input("address");
        let text = match text.split_once("://") {
            Some((scheme, rest)) if ["webcal", "webcals"].contains(&scheme.to_ascii_lowercase().as_str()) => {
                format!("https://{rest}")
            }
            _ => text.to_owned(),
        };
        let mut url = Url::parse(&text).ok().filter(|_| text.len() <= LONGEST_ADDRESS).ok_or_else(wrong)?;
        url.set_fragment(None);
        if is_askable(&url) && !is_at_home(&url) { Ok(Self(url)) } else { Err(wrong()) }
    }

    /// The same, as it was kept.
    pub(crate) fn kept(text: &str) -> Option<Self> {
        Url::parse(text).ok().map(Self)
    }

    /// The machine where it is kept: what may be shown.
    pub fn host(&self) -> &str {
        self.0.host_str().unwrap_or_default()
    }

    /// Whole: for the database and for who asks it, never for a log or a page.
    pub(crate) const fn url(&self) -> &Url {
        &self.0
    }
}

impl fmt::Debug for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Address({}/…)", self.host())
    }
}

/// Whether it can be asked at all: of the web, without a password.
pub(crate) fn is_askable(url: &Url) -> bool {
    let plain = url.username().is_empty() && url.password().is_none();
    ["http", "https"].contains(&url.scheme()) && url.has_host() && plain
}

/// A number that not everybody reaches. Where a name leads is known when it is asked, and judged there.
fn is_at_home(url: &Url) -> bool {
    bare_host(url).parse::<IpAddr>().is_ok_and(|address| !is_public(address))
}

/// The host as names are looked up: without the brackets of IPv6.
pub(crate) fn bare_host(url: &Url) -> &str {
    url.host_str().unwrap_or_default().trim_matches(['[', ']'])
}

/// A title as it is compared: in small letters, without accents or signs, its words with one space between.
pub(crate) fn folded(title: &str) -> String {
    let plain = fold::plain(title);
    plain.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_of_the_web_is_kept_and_never_shown() {
        let secret = "webcal://agenda.example/private-0123456789abcdef/basic.ics#top";
        let address = Address::typed(secret).unwrap();
        assert_eq!(address.url().as_str(), "https://agenda.example/private-0123456789abcdef/basic.ics");
        assert_eq!(format!("{address:?}"), "Address(agenda.example/…)");
        assert_eq!(address.host(), "agenda.example");
    }

    #[test]
    fn what_is_no_address_of_a_calendar_is_refused() {
        for text in [
            "",
            "agenda",
            "file:///etc/passwd",
            "ftp://agenda.example/a.ics",
            "https://moi:secret@agenda.example/a.ics",
            "http://127.0.0.1/a.ics",
            "http://0x7f.1/a.ics",
            "http://2130706433/a.ics",
            "http://[::1]/a.ics",
            "http://[::ffff:10.0.0.1]/a.ics",
            "http://169.254.169.254/latest/meta-data",
            "http://192.168.1.1/a.ics",
        ] {
            assert_eq!(Address::typed(text).unwrap_err(), refusal::input("address"), "{text}");
        }
    }

    #[test]
    fn titles_are_compared_by_their_words() {
        assert_eq!(folded("  Premiers clics – séance n° 2 !"), "premiers clics seance n 2");
        assert_eq!(folded("PREMIERS-CLICS (Séance n°2)"), folded("Premiers clics, seance n 2"));
    }
}
