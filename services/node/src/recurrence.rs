//! Recurrence: the rule of a series (RRULE of RFC 5545), and the days that it gives.
//!
//! Days alone, never instants: 14:00 stays 14:00 when the clocks change, because the hour is put on the day afterwards. What a
//! village's agenda needs is read (every so many days, weeks or months); what two programs would read differently is not.

use std::{fmt, str::FromStr};

use kernel::clock::Day;

/// How often something sits; written `FREQ=WEEKLY;BYDAY=TU`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    pace: Pace,
    every: i64,
    most: Option<usize>,
    until: Option<Day>,
    months: Vec<i64>,
    month_days: Vec<i64>,
    days: Vec<(i64, i64)>,
    places: Vec<i64>,
    week_start: i64,
}

/// The text is no rule that is read here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unreadable;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Pace {
    Daily,
    Weekly,
    Monthly,
}

/// Names of the days of the week, Monday first.
const DAYS: [&str; 7] = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];
const PACES: [(Pace, &str); 3] = [(Pace::Daily, "DAILY"), (Pace::Weekly, "WEEKLY"), (Pace::Monthly, "MONTHLY")];
/// More steps than this find nothing within a year: a rule of a 30 February ends too.
const MOST_STEPS: i64 = 5000;
const LONGEST: usize = 300;

impl Rule {
    /// The days from `first` on, in order, up to `last`. The first one counts only when the rule says so.
    pub fn days(&self, first: Day, last: Day) -> Vec<Day> {
        let last = self.until.map_or(last, |until| until.min(last));
        let most = self.most.unwrap_or(usize::MAX);
        let mut found = Vec::new();
        for step in 0..MOST_STEPS {
            let Some((start, days)) = self.step(first, step) else { break };
            if start > last || found.len() >= most {
                break;
            }
            found.extend(days.into_iter().filter(|day| (first..=last).contains(day)));
        }
        found.truncate(most);
        found
    }

    /// One day, week or month of the rule: where it begins, and which of its days are meant.
    fn step(&self, first: Day, step: i64) -> Option<(Day, Vec<Day>)> {
        let far = step.checked_mul(self.every)?;
        let (start, length) = match self.pace {
            Pace::Daily => (first.plus_days(far), 1),
            Pace::Weekly => {
                let back = (weekday(first) - self.week_start).rem_euclid(7);
                (first.plus_days(7 * far - back), 7)
            }
            Pace::Monthly => month_after(first, far)?,
        };
        let days = (0..length).map(|n| start.plus_days(n)).filter(|day| self.means(first, *day)).collect();
        Some((start, self.placed(days)))
    }

    fn means(&self, first: Day, day: Day) -> bool {
        let month = self.months.is_empty() || self.months.contains(&i64::from(day.month()));
        month && (self.month_days.is_empty() || self.is_its_date(day)) && self.is_its_day(first, day)
    }

    fn is_its_date(&self, day: Day) -> bool {
        let number = i64::from(day.day_of_month());
        let from_end = number - month_length(day) - 1;
        self.month_days.iter().any(|its| *its == number || *its == from_end)
    }

    fn is_its_day(&self, first: Day, day: Day) -> bool {
        if !self.days.is_empty() {
            let today = weekday(day);
            return self.days.iter().any(|(rank, its)| *its == today && (*rank == 0 || is_ranked(day, *rank)));
        }
        match self.pace {
            Pace::Weekly => weekday(day) == weekday(first),
            Pace::Monthly if self.month_days.is_empty() => day.day_of_month() == first.day_of_month(),
            Pace::Daily | Pace::Monthly => true,
        }
    }

    /// The places that are meant among the days of a month: the last, the second…
    fn placed(&self, days: Vec<Day>) -> Vec<Day> {
        if self.places.is_empty() {
            return days;
        }
        let length = i64::try_from(days.len()).unwrap_or_default();
        let meant = |n: i64| self.places.contains(&n) || self.places.contains(&(n - length - 1));
        (1..).zip(days).filter(|(n, _)| meant(*n)).map(|(_, day)| day).collect()
    }
}

/// The day of the week, Monday being 0.
pub fn weekday(day: Day) -> i64 {
    (day.number() + 3).rem_euclid(7)
}

/// The number of the ISO week: the week of the year's first Thursday is 1.
pub fn iso_week(day: Day) -> i64 {
    let thursday = day.plus_days(3 - weekday(day));
    let new_year = Day::of(thursday.year(), 1, 1).unwrap_or(thursday);
    (thursday.number() - new_year.number()) / 7 + 1
}

/// Whether a day is that one of its kind in its month: the second Tuesday (2), the last one but one (-2).
fn is_ranked(day: Day, rank: i64) -> bool {
    let number = i64::from(day.day_of_month());
    rank == (number - 1) / 7 + 1 || rank == -((month_length(day) - number) / 7 + 1)
}

fn month_length(day: Day) -> i64 {
    month_after(day, 0).map_or(31, |(_, length)| length)
}

/// The first day and the length of the month that comes so many months after that of a day.
fn month_after(day: Day, months: i64) -> Option<(Day, i64)> {
    let first = |number: i64| {
        let month = u32::try_from(number.rem_euclid(12) + 1).ok()?;
        Day::of(i32::try_from(number.div_euclid(12)).ok()?, month, 1).ok()
    };
    let number = (i64::from(day.year()) * 12 + i64::from(day.month()) - 1).checked_add(months)?;
    let (this, next) = (first(number)?, first(number + 1)?);
    Some((this, next.number() - this.number()))
}

impl FromStr for Rule {
    type Err = Unreadable;

    fn from_str(text: &str) -> Result<Self, Unreadable> {
        let text = text.trim().to_ascii_uppercase();
        if text.len() > LONGEST {
            return Err(Unreadable);
        }
        let mut parts = Parts::read(text.strip_prefix("RRULE:").unwrap_or(&text))?;
        let pace = parts.take("FREQ").ok_or(Unreadable)?;
        let rule = Self {
            pace: PACES.iter().find(|(_, name)| *name == pace).ok_or(Unreadable)?.0,
            every: parts.number("INTERVAL", 1..=99)?.unwrap_or(1),
            most: parts.number("COUNT", 1..=500)?.and_then(|most| usize::try_from(most).ok()),
            until: parts.take("UNTIL").map(until).transpose()?,
            months: parts.numbers("BYMONTH", 1..=12)?,
            month_days: parts.numbers("BYMONTHDAY", -31..=31)?,
            days: parts.take("BYDAY").map(days).transpose()?.unwrap_or_default(),
            places: parts.numbers("BYSETPOS", -31..=31)?,
            week_start: parts.take("WKST").map(day_named).transpose()?.unwrap_or(0),
        };
        if parts.0.is_empty() && rule.is_plain() { Ok(rule) } else { Err(Unreadable) }
    }
}

impl Rule {
    /// Whether everybody reads it alike: RFC 5545 leaves out some mixtures, and programs differ on others.
    fn is_plain(&self) -> bool {
        let ranked = self.days.iter().filter(|(rank, _)| *rank != 0).count();
        let monthly = self.pace == Pace::Monthly;
        let ends_once = self.most.is_none() || self.until.is_none();
        let ranks = ranked == 0 || (monthly && ranked == self.days.len());
        let places = self.places.is_empty() || (monthly && !(self.days.is_empty() && self.month_days.is_empty()));
        ends_once && ranks && places && (self.month_days.is_empty() || self.pace != Pace::Weekly)
    }
}

/// The parts of a rule that were not read yet.
struct Parts<'a>(Vec<(&'a str, &'a str)>);

impl<'a> Parts<'a> {
    fn read(text: &'a str) -> Result<Self, Unreadable> {
        let parts: Vec<_> =
            text.split(';').map(|part| part.split_once('=').ok_or(Unreadable)).collect::<Result<_, _>>()?;
        let twice = parts.iter().any(|(name, _)| parts.iter().filter(|(other, _)| name == other).count() > 1);
        if twice { Err(Unreadable) } else { Ok(Self(parts)) }
    }

    fn take(&mut self, name: &str) -> Option<&'a str> {
        let place = self.0.iter().position(|(its, _)| *its == name)?;
        Some(self.0.remove(place).1)
    }

    fn number(&mut self, name: &str, range: std::ops::RangeInclusive<i64>) -> Result<Option<i64>, Unreadable> {
        self.take(name).map(|text| number(text, &range)).transpose()
    }

    fn numbers(&mut self, name: &str, range: std::ops::RangeInclusive<i64>) -> Result<Vec<i64>, Unreadable> {
        let Some(text) = self.take(name) else { return Ok(Vec::new()) };
        text.split(',').map(|text| number(text, &range)).collect()
    }
}

fn number(text: &str, range: &std::ops::RangeInclusive<i64>) -> Result<i64, Unreadable> {
    let number: i64 = text.parse().map_err(|_| Unreadable)?;
    if number != 0 && range.contains(&number) { Ok(number) } else { Err(Unreadable) }
}

/// `20260630`, or the day of `20260630T120000Z`: a rule of days ends with a day.
fn until(text: &str) -> Result<Day, Unreadable> {
    let day = text.split('T').next().unwrap_or_default();
    if day.len() != 8 || !day.is_ascii() {
        return Err(Unreadable);
    }
    format!("{}-{}-{}", &day[..4], &day[4..6], &day[6..]).parse().map_err(|_| Unreadable)
}

fn days(text: &str) -> Result<Vec<(i64, i64)>, Unreadable> {
    text.split(',').map(ranked_day).collect()
}

/// `TU`, `1TU`, `-1FR`.
fn ranked_day(text: &str) -> Result<(i64, i64), Unreadable> {
    let (rank, day) = text.split_at_checked(text.len().saturating_sub(2)).ok_or(Unreadable)?;
    let rank = if rank.is_empty() { 0 } else { number(rank, &(-5..=5))? };
    Ok((rank, day_named(day)?))
}

fn day_named(name: &str) -> Result<i64, Unreadable> {
    (0..).zip(DAYS).find(|(_, its)| *its == name).map(|(number, _)| number).ok_or(Unreadable)
}

/// The rule as it is kept: its parts in one order, what goes without saying left out.
impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let pace = PACES.iter().find(|(pace, _)| *pace == self.pace).map_or("", |(_, name)| name);
        write!(f, "FREQ={pace}")?;
        if self.every != 1 {
            write!(f, ";INTERVAL={}", self.every)?;
        }
        if let Some(most) = self.most {
            write!(f, ";COUNT={most}")?;
        }
        if let Some(until) = self.until {
            write!(f, ";UNTIL={}", until.to_string().replace('-', ""))?;
        }
        listed(f, "BYMONTH", &self.months, |n| n.to_string())?;
        listed(f, "BYMONTHDAY", &self.month_days, |n| n.to_string())?;
        listed(f, "BYDAY", &self.days, |(rank, day)| written_day(*rank, *day))?;
        listed(f, "BYSETPOS", &self.places, |n| n.to_string())?;
        if self.week_start != 0 {
            write!(f, ";WKST={}", written_day(0, self.week_start))?;
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

fn written_day(rank: i64, day: i64) -> String {
    let name = usize::try_from(day).ok().and_then(|day| DAYS.get(day)).unwrap_or(&"");
    if rank == 0 { (*name).to_owned() } else { format!("{rank}{name}") }
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
        assert!(days_of("FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30", "2025-10-01", "2030-10-31").is_empty());
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
            "FREQ=WEEKLY;COUNT=2;UNTIL=20261231",
            "FREQ=WEEKLY;COUNT=0",
            "FREQ=WEEKLY;INTERVAL=100",
            "FREQ=WEEKLY;UNTIL=demain",
            "FREQ=WEEKLY;BYDAY=É",
            "FREQ=WEEKLY;BYHOUR=9",
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
        assert_eq!(weekday(day("2025-10-01")), 2, "a Wednesday");
    }
}
