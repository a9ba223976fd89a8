//! The clocks of other places, as calendars name them.

use chrono::{Duration, NaiveDateTime, TimeZone};
use chrono_tz::{Europe, Tz};
use kernel::clock::At;

/// What one maker of calendars calls the clocks of Paris.
const PARIS: [&str; 3] = ["Romance Standard Time", "W. Europe Standard Time", "Central European Standard Time"];

/// The zone of that name: `Europe/Paris`, also at the end of a longer name, or as Windows says it.
pub(crate) fn zone(name: &str) -> Option<Tz> {
    let name = name.trim_matches('"').trim();
    if PARIS.contains(&name) {
        return Some(Europe::Paris);
    }
    let places: Vec<&str> = name.rsplit('/').take(2).collect();
    let short = places.iter().rev().copied().collect::<Vec<_>>().join("/");
    name.parse().or_else(|_| short.parse()).ok()
}

/// The instant at which the clocks of that zone show this. In an hour that does not exist, one hour later; in a doubled one, the first.
pub(crate) fn instant(zone: Tz, local: NaiveDateTime) -> At {
    let hour = Duration::hours(1);
    let an_hour_before = || zone.from_local_datetime(&(local - hour)).earliest().map(|before| before + hour);
    let found = zone.from_local_datetime(&local).earliest().or_else(an_hour_before);
    At(found.unwrap_or_else(|| zone.from_utc_datetime(&local)).timestamp_millis())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zones_are_known_by_the_names_that_calendars_give_them() {
        for name in
            ["Europe/Paris", "\"Europe/Paris\"", "/citadel.org/20250101_1/Europe/Paris", "Romance Standard Time"]
        {
            assert_eq!(zone(name), Some(Europe::Paris), "{name}");
        }
        assert_eq!(zone("UTC"), Some(Tz::UTC));
        assert_eq!(zone("Ici"), None);
    }

    #[test]
    fn hours_change_in_march_and_october() {
        let at = |text: &str| instant(Europe::Paris, text.parse().unwrap()).iso_seconds();
        assert_eq!(at("2025-10-28T14:00:00"), "2025-10-28T13:00:00Z");
        assert_eq!(at("2025-10-26T02:30:00"), "2025-10-26T00:30:00Z");
        assert_eq!(at("2025-03-30T02:30:00"), "2025-03-30T01:30:00Z");
    }
}
