//! Time is given, never taken: instants, civil days of Paris, and the clock that tells them.

use std::{
    fmt,
    str::FromStr,
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
};

use chrono::{Datelike, NaiveDate, TimeZone, Timelike, Utc};
use chrono_tz::Europe::Paris;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// An instant: milliseconds of UTC since 1970.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct At(pub i64);

impl At {
    /// The civil day in Paris at this instant.
    pub fn day(self) -> Day {
        let there = Paris.from_utc_datetime(&self.naive());
        Day(there.date_naive())
    }

    /// Hour and minute shown by a clock in Paris, from (0, 0) to (23, 59).
    pub fn paris_time(self) -> (u32, u32) {
        let there = Paris.from_utc_datetime(&self.naive());
        (there.hour(), there.minute())
    }

    /// Later by so many milliseconds (earlier if negative); stops at the ends of time.
    pub const fn plus_ms(self, ms: i64) -> Self {
        Self(self.0.saturating_add(ms))
    }

    /// Whole seconds since 1970, as tokens count them.
    pub const fn seconds(self) -> i64 {
        self.0.div_euclid(1000)
    }

    /// `2025-10-01T08:00:00Z`, to the second: what bank files want.
    pub fn iso_seconds(self) -> String {
        self.naive().format("%Y-%m-%dT%H:%M:%SZ").to_string()
    }

    fn naive(self) -> chrono::NaiveDateTime {
        chrono::DateTime::<Utc>::from_timestamp_millis(self.0).unwrap_or_default().naive_utc()
    }
}

/// The text is not an instant: `2025-10-01T08:00:00Z` is expected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not an instant")]
pub struct NotAnInstant;

/// Reads RFC 3339, whatever its offset.
impl FromStr for At {
    type Err = NotAnInstant;
    fn from_str(text: &str) -> Result<Self, NotAnInstant> {
        let there = chrono::DateTime::parse_from_rfc3339(text).map_err(|_| NotAnInstant)?;
        Ok(Self(there.timestamp_millis()))
    }
}

/// A civil day in Paris; written `2025-10-31`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(NaiveDate);

/// The text is not a day: `AAAA-MM-JJ` is expected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a day")]
pub struct NotADay;

impl Day {
    /// That day of the calendar, or [`NotADay`] (a 30 February).
    pub fn of(year: i32, month: u32, day: u32) -> Result<Self, NotADay> {
        NaiveDate::from_ymd_opt(year, month, day).map(Self).ok_or(NotADay)
    }

    /// The day so many days after 1 January 1970 (as databases keep it).
    pub fn from_number(days: i64) -> Self {
        let day = chrono::Duration::try_days(days).and_then(|d| NaiveDate::default().checked_add_signed(d));
        Self(day.unwrap_or_default())
    }

    /// Days since 1 January 1970.
    pub fn number(self) -> i64 {
        self.0.signed_duration_since(NaiveDate::default()).num_days()
    }

    /// The year, such as 2025.
    pub fn year(self) -> i32 {
        self.0.year()
    }

    /// The month, 1 to 12.
    pub fn month(self) -> u32 {
        self.0.month()
    }

    /// The day of the month, 1 to 31.
    pub fn day_of_month(self) -> u32 {
        self.0.day()
    }

    /// Later by so many days (earlier if negative).
    pub fn plus_days(self, days: i64) -> Self {
        Self::from_number(self.number().saturating_add(days))
    }

    /// The instant at which a clock in Paris shows this hour and minute on this day.
    ///
    /// In the hour that does not exist in March, the instant one hour later; in the doubled hour of October, the first.
    pub fn at(self, hour: u32, minute: u32) -> At {
        let local = self.0.and_hms_opt(hour, minute, 0).unwrap_or_default();
        let found = Paris.from_local_datetime(&local).earliest();
        let instant = found.unwrap_or_else(|| Paris.from_utc_datetime(&local));
        At(instant.timestamp_millis())
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
impl FromStr for Day {
    type Err = NotADay;
    fn from_str(text: &str) -> Result<Self, NotADay> {
        text.parse().map(Self).map_err(|_| NotADay)
    }
}
impl Serialize for Day {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}
impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        String::deserialize(from)?.parse().map_err(serde::de::Error::custom)
    }
}

/// What tells the time; cheap to clone, all clones agree.
#[derive(Clone)]
pub struct Clock(Kind);

#[derive(Clone)]
enum Kind {
    Wall,
    /// Wall time moved by an offset, so that a story starts on a fixed date and runs on.
    Story(Arc<AtomicI64>),
    /// Moves only by hand.
    Hand(Arc<AtomicI64>),
}

impl Clock {
    /// The time of the machine.
    pub const fn wall() -> Self {
        Self(Kind::Wall)
    }

    /// Starts at `start` and runs at the speed of the wall; [`Clock::jump_to`] moves it.
    pub fn story(start: At) -> Self {
        Self(Kind::Story(Arc::new(AtomicI64::new(start.0 - wall_now().0))))
    }

    /// Stands at `start` until [`Clock::jump_to`] moves it: for tests.
    pub fn by_hand(start: At) -> Self {
        Self(Kind::Hand(Arc::new(AtomicI64::new(start.0))))
    }

    /// This instant.
    pub fn now(&self) -> At {
        match &self.0 {
            Kind::Wall => wall_now(),
            Kind::Story(offset) => At(wall_now().0 + offset.load(Ordering::SeqCst)),
            Kind::Hand(at) => At(at.load(Ordering::SeqCst)),
        }
    }

    /// Moves a story or hand clock to `to`; the wall does not move.
    pub fn jump_to(&self, to: At) {
        match &self.0 {
            Kind::Wall => {}
            Kind::Story(offset) => offset.store(to.0 - wall_now().0, Ordering::SeqCst),
            Kind::Hand(at) => at.store(to.0, Ordering::SeqCst),
        }
    }
}

impl fmt::Debug for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Clock({})", self.now().iso_seconds())
    }
}

#[expect(clippy::disallowed_methods, reason = "the one place where the machine's time is read")]
fn wall_now() -> At {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    At(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> At {
        At(chrono::DateTime::parse_from_rfc3339(text).unwrap().timestamp_millis())
    }

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn a_day_begins_and_ends_at_midnight_in_paris() {
        let cases = [
            ("2025-01-14T22:59:59.999Z", "2025-01-14", (23, 59)),
            ("2025-01-14T23:00:00Z", "2025-01-15", (0, 0)),
            ("2025-07-14T21:59:59.999Z", "2025-07-14", (23, 59)),
            ("2025-07-14T22:00:00Z", "2025-07-15", (0, 0)),
            ("2025-12-31T23:00:00Z", "2026-01-01", (0, 0)),
            ("1969-12-31T22:59:59.999Z", "1969-12-31", (23, 59)),
        ];
        for (instant, expected, time) in cases {
            assert_eq!((at(instant).day(), at(instant).paris_time()), (day(expected), time), "{instant}");
        }
    }

    #[test]
    fn hours_change_in_march_and_october() {
        let cases = [
            ("2025-03-30", (1, 59), "2025-03-30T00:59:00Z"),
            ("2025-03-30", (2, 30), "2025-03-30T02:30:00Z"), // does not exist
            ("2025-03-30", (3, 0), "2025-03-30T01:00:00Z"),
            ("2025-10-26", (1, 59), "2025-10-25T23:59:00Z"),
            ("2025-10-26", (2, 30), "2025-10-26T00:30:00Z"), // twice: the first
            ("2025-10-26", (3, 0), "2025-10-26T02:00:00Z"),
            ("2025-06-01", (12, 0), "2025-06-01T10:00:00Z"),
        ];
        for (date, (hour, minute), instant) in cases {
            assert_eq!(day(date).at(hour, minute).iso_seconds(), instant, "{date} {hour}:{minute}");
        }
        let day_length = |date: &str| day(date).plus_days(1).at(0, 0).0 - day(date).at(0, 0).0;
        assert_eq!(["2025-03-30", "2025-10-26", "2025-10-27"].map(day_length), [23, 25, 24].map(|h| h * 3_600_000));
    }

    #[test]
    fn days_are_counted_read_and_written() {
        assert_eq!(day("1970-01-01").number(), 0);
        assert_eq!(day("2020-01-01").number(), 18_262);
        assert_eq!(Day::from_number(18_262), day("2020-01-01"));
        assert_eq!(day("2024-02-28").plus_days(2), day("2024-03-01"));
        assert_eq!(day("2025-03-01").plus_days(-1).to_string(), "2025-02-28");
        assert_eq!(Day::of(2025, 2, 30), Err(NotADay));
        assert_eq!("31/10/2025".parse::<Day>(), Err(NotADay));
        let last = day("2025-10-31");
        assert_eq!((last.year(), last.month(), last.day_of_month()), (2025, 10, 31));
        assert_eq!(serde_json::to_string(&last).unwrap(), "\"2025-10-31\"");
        assert_eq!(serde_json::from_str::<Day>("\"2025-10-31\"").unwrap(), last);
    }

    #[test]
    fn instants_are_read_as_the_network_writes_them() {
        let eight = day("2025-10-01").at(8, 0);
        assert_eq!("2025-10-01T08:00:00+02:00".parse(), Ok(eight));
        assert_eq!(eight.iso_seconds().parse(), Ok(eight));
        assert_eq!("2025-10-01".parse::<At>(), Err(NotAnInstant));
    }

    #[test]
    fn seconds_round_down_also_before_1970() {
        assert_eq!([At(1999), At(2000), At(-1)].map(At::seconds), [1, 2, -1]);
        assert_eq!(At(i64::MAX).plus_ms(1), At(i64::MAX));
    }

    #[test]
    fn a_clock_by_hand_moves_only_by_hand_and_with_its_clones() {
        let clock = Clock::by_hand(At(1000));
        let same = clock.clone();
        assert_eq!((clock.now(), same.now()), (At(1000), At(1000)));
        clock.jump_to(At(5000));
        assert_eq!(same.now(), At(5000));
    }

    #[test]
    fn a_story_starts_on_its_date_and_runs_on() {
        let start = at("2025-10-01T08:00:00Z");
        let clock = Clock::story(start);
        assert!(clock.now() >= start && clock.now() < start.plus_ms(60_000));
        let later = at("2025-11-01T08:00:00Z");
        clock.clone().jump_to(later);
        assert!(clock.now() >= later);
    }
}
