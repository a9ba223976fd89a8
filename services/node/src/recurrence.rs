//! Recurrence: the rule of a series (RRULE of RFC 5545), and the days that it gives.
//!
//! Days alone, never instants: 14:00 stays 14:00 when the clocks change, because the hour is put on the day afterwards. The
//! crate `rrule` counts, at midnights of UTC; what is read of its language is only what every program reads alike.

use std::{fmt, str::FromStr};

use chrono::{DateTime, Datelike, Utc, Weekday};
use kernel::clock::Day;
use rrule::{Frequency, NWeekday, RRule, Tz, Unvalidated};

/// How often something sits; written `FREQ=WEEKLY;BYDAY=TU`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule(RRule<Unvalidated>);

/// The text is no rule that is read here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unreadable;

/// What a rule may say; `rrule` reads more.
const PARTS: [&str; 9] = ["FREQ", "INTERVAL", "COUNT", "UNTIL", "BYMONTH", "BYMONTHDAY", "BYDAY", "BYSETPOS", "WKST"];
const DAY_SECONDS: i64 = 86_400;
const LONGEST: usize = 300;

impl Rule {
    /// The days from `first` on, in order, up to `last`. The first one counts only when the rule says so.
    ///
    /// A rule of a 30 February ends too: `rrule` gives up after so many empty steps, or at the year 10000.
    pub fn days(&self, first: Day, last: Day) -> Vec<Day> {
        if !(1970..=9999).contains(&first.year()) {
            return Vec::new();
        }
        // Since the text was validated, only a rule that ended before its first day is refused here.
        let Ok(set) = self.0.clone().build(midnight(first)) else { return Vec::new() };
        let found = set.limit().into_iter().map(|at| Day::from_number(at.timestamp().div_euclid(DAY_SECONDS)));
        found.take_while(|day| *day <= last).collect()
    }

    /// Whether everybody reads it alike: RFC 5545 leaves out some mixtures, and programs differ on others.
    fn is_plain(&self) -> bool {
        let rule = &self.0;
        let (days, dates) = (rule.get_by_weekday(), rule.get_by_month_day());
        let ranked = days.iter().filter(|day| matches!(day, NWeekday::Nth(..))).count();
        let monthly = rule.get_freq() == Frequency::Monthly;
        let ends_once = rule.get_count().is_none() || rule.get_until().is_none();
        let ranks = ranked == 0 || (monthly && ranked == days.len());
        let places = rule.get_by_set_pos().is_empty() || (monthly && !(days.is_empty() && dates.is_empty()));
        ends_once && ranks && places && (dates.is_empty() || rule.get_freq() != Frequency::Weekly)
    }

    /// Bounds that `rrule` does not hold: it passes over a date 0.
    fn is_within_bounds(&self) -> bool {
        let rule = &self.0;
        let pace = matches!(rule.get_freq(), Frequency::Daily | Frequency::Weekly | Frequency::Monthly);
        let count = rule.get_count().is_none_or(|count| (1..=500).contains(&count));
        pace && count && (1..=99).contains(&rule.get_interval()) && !rule.get_by_month_day().contains(&0)
    }
}

/// The number of the ISO week: the week of the year's first Thursday is 1.
pub fn iso_week(day: Day) -> u32 {
    midnight(day).iso_week().week()
}

fn midnight(day: Day) -> DateTime<Tz> {
    DateTime::<Utc>::from_timestamp(day.number() * DAY_SECONDS, 0).unwrap_or_default().with_timezone(&Tz::UTC)
}

impl FromStr for Rule {
    type Err = Unreadable;

    fn from_str(text: &str) -> Result<Self, Unreadable> {
        let text = text.trim().to_ascii_uppercase();
        if text.len() > LONGEST || !text.is_ascii() {
            return Err(Unreadable);
        }
        let parts = text.strip_prefix("RRULE:").unwrap_or(&text).split(';').map(part);
        let parts: Vec<String> = parts.collect::<Result<_, _>>()?;
        let rule = Self(parts.join(";").parse().map_err(|_| Unreadable)?);
        // From its earliest possible day: the numbers are judged, and a rule that ends earlier still is none.
        rule.0.clone().validate(midnight(Day::from_number(0))).map_err(|_| Unreadable)?;
        if rule.is_plain() && rule.is_within_bounds() { Ok(rule) } else { Err(Unreadable) }
    }
}

/// One part of a rule, as it is handed to `rrule`: which would read a day of a nameless zone in the machine's own, and pass over
/// a rank that is no number.
fn part(text: &str) -> Result<String, Unreadable> {
    let (name, value) = text.split_once('=').ok_or(Unreadable)?;
    let sound = match name {
        "BYDAY" => value.split(',').all(is_ranked_day),
        _ => PARTS.contains(&name) && !value.is_empty() && !value.contains([':', '\n', '\r']),
    };
    match (sound, name) {
        (false, _) => Err(Unreadable),
        // `20260630`, or the day of `20260630T120000Z`: a rule of days ends with a day.
        (true, "UNTIL") => Ok(format!("UNTIL={}T000000Z", value.split('T').next().unwrap_or_default())),
        (true, _) => Ok(text.to_owned()),
    }
}

/// `TU`, `1TU`, `-1FR`.
fn is_ranked_day(text: &str) -> bool {
    let rank = text.split_at_checked(text.len().saturating_sub(2)).map_or("", |(rank, _)| rank);
    rank.is_empty() || rank.parse::<i16>().is_ok_and(|rank| rank != 0)
}

/// The rule as it is kept: its parts in one order, what goes without saying left out. `rrule` would write `1TU` as `TU`.
impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let rule = &self.0;
        write!(f, "FREQ={}", rule.get_freq())?;
        if rule.get_interval() != 1 {
            write!(f, ";INTERVAL={}", rule.get_interval())?;
        }
        if let Some(count) = rule.get_count() {
            write!(f, ";COUNT={count}")?;
        }
        if let Some(until) = rule.get_until() {
            write!(f, ";UNTIL={}", until.format("%Y%m%d"))?;
        }
        listed(f, "BYMONTH", rule.get_by_month(), u8::to_string)?;
        listed(f, "BYMONTHDAY", rule.get_by_month_day(), i8::to_string)?;
        listed(f, "BYDAY", rule.get_by_weekday(), written_day)?;
        listed(f, "BYSETPOS", rule.get_by_set_pos(), i32::to_string)?;
        if rule.get_week_start() != Weekday::Mon {
            write!(f, ";WKST={}", NWeekday::Every(rule.get_week_start()))?;
        }
        Ok(())
    }
}

fn listed<T>(f: &mut fmt::Formatter<'_>, name: &str, list: &[T], write: impl Fn(&T) -> String) -> fmt::Result {
    if list.is_empty() {
        return Ok(());
    }
    write!(f, ";{name}={}", list.iter().map(write).collect::<Vec<_>>().join(","))
}

fn written_day(day: &NWeekday) -> String {
    match day {
        NWeekday::Every(_) => day.to_string(),
        NWeekday::Nth(rank, day) => format!("{rank}{}", NWeekday::Every(*day)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    fn days_of(rule: &str, first: &str, last: &str) -> Vec<String> {
        let rule: Rule = rule.parse().unwrap();
        rule.days(day(first), day(last)).into_iter().map(|day| day.to_string()).collect()
    }

    #[test]
    fn days_are_those_that_people_mean() {
        let cases: [(&str, &str, &[&str]); 7] = [
            ("FREQ=WEEKLY;BYDAY=TU", "2025-10-01", &["2025-10-07", "2025-10-14", "2025-10-21", "2025-10-28"]),
            ("FREQ=WEEKLY;INTERVAL=2", "2025-10-01", &["2025-10-01", "2025-10-15", "2025-10-29"]),
            ("FREQ=MONTHLY;BYDAY=1TU,3TU", "2025-10-01", &["2025-10-07", "2025-10-21"]),
            ("FREQ=MONTHLY;BYDAY=-1FR", "2025-10-01", &["2025-10-31"]),
            ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "2025-10-01", &["2025-10-31"]),
            ("RRULE:freq=daily;count=2", "2025-10-30", &["2025-10-30", "2025-10-31"]),
            ("FREQ=DAILY;UNTIL=20251002T120000Z", "2025-10-01", &["2025-10-01", "2025-10-02"]),
        ];
        for (rule, first, expected) in cases {
            assert_eq!(days_of(rule, first, "2025-10-31"), expected, "{rule}");
        }
    }

    #[test]
    fn a_rule_that_gives_nothing_ends_too() {
        for rule in
            ["FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30", "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", "FREQ=DAILY;UNTIL=20250930"]
        {
            assert!(days_of(rule, "2025-10-01", "2030-10-31").is_empty(), "{rule}");
        }
        assert!(days_of("FREQ=DAILY", "9999-12-31", "9999-12-31").len() == 1);
        assert!(days_of("FREQ=DAILY", "+12000-01-01", "+12000-01-02").is_empty());
    }

    #[test]
    fn what_two_programs_would_read_differently_is_not_read() {
        let unreadable = [
            "",
            "WEEKLY",
            "FREQ=YEARLY",
            "FREQ=WEEKLY;FREQ=DAILY",
            "FREQ=WEEKLY;BYDAY=1TU",
            "FREQ=MONTHLY;BYDAY=1TU,WE",
            "FREQ=WEEKLY;BYDAY=TU;BYSETPOS=1",
            "FREQ=WEEKLY;BYMONTHDAY=1",
            "FREQ=WEEKLY;BYMONTHDAY=-1",
            "FREQ=WEEKLY;COUNT=2;UNTIL=20261231",
            "FREQ=WEEKLY;COUNT=0",
            "FREQ=WEEKLY;INTERVAL=100",
            "FREQ=WEEKLY;UNTIL=demain",
            "FREQ=WEEKLY;BYDAY=É",
            "FREQ=WEEKLY;BYHOUR=9",
            "FREQ=WEEKLY;BYDAY=",
            "FREQ=WEEKLY;BYDAY=ÉTU",
            "FREQ=MONTHLY;BYDAY=XTU",
            "FREQ=MONTHLY;BYDAY=0TU",
            "FREQ=MONTHLY;BYDAY=6TU",
            "FREQ=MONTHLY;BYDAY=-5TU",
            "FREQ=MONTHLY;BYMONTHDAY=0",
            "FREQ=MONTHLY;BYMONTHDAY=32",
            "FREQ=MONTHLY;BYMONTH=",
            "FREQ=MONTHLY;BYSETPOS=1",
            "FREQ=WEEKLY;BYWEEKDAY=TU",
            "FREQ=WEEKLY;WKST=LUNDI",
            "FREQ=WEEKLY;",
            "EXRULE:FREQ=WEEKLY",
        ];
        for text in unreadable {
            assert_eq!(text.parse::<Rule>(), Err(Unreadable), "{text}");
        }
        assert_eq!("FREQ=DAILY;".repeat(40).parse::<Rule>(), Err(Unreadable));
    }

    #[test]
    fn a_rule_is_written_as_it_is_read() {
        let text = "FREQ=MONTHLY;INTERVAL=2;COUNT=9;BYMONTH=1,2;BYMONTHDAY=-1,3;BYDAY=-1FR,2MO;BYSETPOS=1;WKST=SU";
        assert_eq!(text.parse::<Rule>().unwrap().to_string(), text);
        assert_eq!("wkst=mo;freq=WEEKLY;interval=1".parse::<Rule>().unwrap().to_string(), "FREQ=WEEKLY");
    }

    #[test]
    fn weeks_are_those_of_iso() {
        let cases = [("2025-12-29", 1), ("2026-01-04", 1), ("2026-01-05", 2), ("2026-12-31", 53), ("2027-01-03", 53)];
        for (text, week) in cases {
            assert_eq!(iso_week(day(text)), week, "{text}");
        }
    }
}
