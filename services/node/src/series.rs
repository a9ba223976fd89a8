//! A series: a workshop that sits again and again, by a rule, on days that are told beforehand.

use kernel::{
    clock::{At, Day},
    ids::{SeriesId, VenueId, WorkshopId},
    refusal::{Code, Refusal},
};
use serde::{Deserialize, Serialize};

use crate::{
    closed_list::closed_list,
    holidays::{self, Holiday},
    recurrence::{self, Rule},
    refusal,
    session::Post,
};

/// A series is looked at so far beyond its year, to tell whether it goes on.
const BEYOND_DAYS: i64 = 120;
/// It is planned for a year at most…
const LONGEST_DAYS: i64 = 365;
/// …and no more sessions than this: the agenda tells a thousand in all.
pub const MOST_SESSIONS: usize = 200;
const MOST_EXCEPTIONS: usize = 100;
const MOST_NEEDS: usize = 10;

closed_list! {
    /// In which weeks, by their ISO number. After a week 53, two odd ones follow each other: so do calendars on walls.
    #[derive(Default)]
    Weeks {
        /// Each.
        #[default]
        All "all";
        /// 1, 3, 5…
        Odd "odd";
        /// 2, 4, 6…
        Even "even";
    }
}

/// When a series sits, as people say it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pattern {
    /// The rule, as it is kept: `FREQ=WEEKLY;BYDAY=TU`.
    pub rule: String,
    /// In which weeks.
    pub weeks: Weeks,
    /// From which day on.
    pub first_day: Day,
    /// Minutes after midnight on a clock in Paris, whatever the season.
    pub starts_minute: i64,
    /// Also while schools are closed.
    pub in_school_holidays: bool,
    /// Days that are left out by hand.
    pub exceptions: Vec<Day>,
}

/// A workshop that sits again and again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Series {
    /// The venue.
    pub venue: VenueId,
    /// Its name for machines.
    pub id: SeriesId,
    /// What is learned.
    pub workshop: WorkshopId,
    /// When.
    pub pattern: Pattern,
    /// How long a session lasts.
    pub minutes: i64,
    /// How many people sit in one.
    pub seats: i64,
    /// What should have been learned before.
    pub needs: Vec<WorkshopId>,
    /// In which room, held by whom.
    #[serde(flatten)]
    pub post: Post,
    /// Since when nothing more is planned of it, if so.
    pub ended_at: Option<At>,
}

/// A day that the rule gives, and what becomes of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Date {
    /// The day.
    pub day: Day,
    /// When it would begin.
    pub starts_at: At,
    /// Why it does not sit, if so. A day is never moved.
    pub skipped: Option<Skipped>,
}

/// Why a day of the rule is left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Skipped {
    /// A public holiday.
    PublicHoliday(Holiday),
    /// Schools are closed.
    SchoolHoliday,
    /// By hand.
    Exception,
    /// It is over already.
    Past,
    /// The room has another session.
    RoomTaken,
    /// Who would hold it holds another one.
    TrainerTaken,
}

/// What a pattern gives within its bounds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dates {
    /// Every day of the rule, sitting or not, in order.
    pub dates: Vec<Date>,
    /// Whether the bounds cut it.
    pub cut: bool,
}

impl Dates {
    /// When it sits.
    pub fn sitting(&self) -> impl Iterator<Item = &Date> {
        self.dates.iter().filter(|date| date.skipped.is_none())
    }
}

impl Pattern {
    /// The same as it is kept, or the first field that cannot be.
    pub fn checked(mut self) -> Result<Self, Refusal> {
        self.rule = self.parsed()?.to_string();
        self.starts_minute = refusal::within("time", self.starts_minute, 0..=1439)?;
        self.exceptions.sort_unstable();
        self.exceptions.dedup();
        if self.exceptions.len() > MOST_EXCEPTIONS {
            return Err(refusal::input("exceptions"));
        }
        Ok(self)
    }

    /// The days of a year, at most so many sittings, each with what becomes of it.
    pub fn dates(&self, now: At) -> Result<Dates, Refusal> {
        let rule = self.parsed()?;
        let last = self.first_day.plus_days(LONGEST_DAYS);
        let (days, beyond): (Vec<Day>, Vec<Day>) =
            rule.days(self.first_day, last.plus_days(BEYOND_DAYS)).into_iter().partition(|day| *day <= last);
        let mut told = Dates { dates: Vec::with_capacity(days.len()), cut: !beyond.is_empty() };
        let mut sitting = 0;
        for day in days.into_iter().filter(|day| self.is_its_week(*day)) {
            let date = self.date(day, now);
            if date.skipped.is_none() && sitting == MOST_SESSIONS {
                told.cut = true;
                break;
            }
            sitting += usize::from(date.skipped.is_none());
            told.dates.push(date);
        }
        Ok(told)
    }

    fn parsed(&self) -> Result<Rule, Refusal> {
        self.rule.parse().map_err(|_| refusal::input("rule"))
    }

    fn is_its_week(&self, day: Day) -> bool {
        let odd = recurrence::iso_week(day).rem_euclid(2) == 1;
        match self.weeks {
            Weeks::All => true,
            Weeks::Odd => odd,
            Weeks::Even => !odd,
        }
    }

    fn date(&self, day: Day, now: At) -> Date {
        let (hour, minute) = (self.starts_minute / 60, self.starts_minute.rem_euclid(60));
        let starts_at = day.at(u32::try_from(hour).unwrap_or(0), u32::try_from(minute).unwrap_or(0));
        Date { day, starts_at, skipped: self.why_not(day, starts_at, now) }
    }

    fn why_not(&self, day: Day, starts_at: At, now: At) -> Option<Skipped> {
        if starts_at < now {
            return Some(Skipped::Past);
        }
        if self.exceptions.contains(&day) {
            return Some(Skipped::Exception);
        }
        if let Some(holiday) = holidays::public_holiday(day) {
            return Some(Skipped::PublicHoliday(holiday));
        }
        let no_school = !self.in_school_holidays && holidays::school_holiday(day) == Some(true);
        no_school.then_some(Skipped::SchoolHoliday)
    }
}

/// What should have been learned before, each once, in the order in which it was said.
pub(crate) fn needs(said: Vec<WorkshopId>, workshop: WorkshopId) -> Result<Vec<WorkshopId>, Refusal> {
    let mut needs = Vec::with_capacity(said.len());
    for one in said {
        if !needs.contains(&one) {
            needs.push(one);
        }
    }
    if needs.len() > MOST_NEEDS || needs.contains(&workshop) {
        return Err(refusal::input("needs"));
    }
    Ok(needs)
}

/// Nothing would sit: every day is past, a holiday, or left out.
pub(crate) const fn never_sits() -> Refusal {
    Refusal::of(Code::DatesInvalid)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pattern(rule: &str, first: &str) -> Pattern {
        Pattern {
            rule: rule.to_owned(),
            weeks: Weeks::All,
            first_day: first.parse().unwrap(),
            starts_minute: 14 * 60,
            in_school_holidays: true,
            exceptions: Vec::new(),
        }
    }

    fn told(pattern: &Pattern) -> Vec<(String, Option<Skipped>)> {
        let dates = pattern.dates(At(0)).unwrap().dates;
        dates.into_iter().map(|date| (date.starts_at.iso_seconds(), date.skipped)).collect()
    }

    #[test]
    fn two_o_clock_stays_two_o_clock() {
        let dates = told(&pattern("FREQ=WEEKLY;COUNT=3", "2026-03-21"));
        let starts: Vec<_> = dates.iter().map(|(at, _)| at.as_str()).collect();
        assert_eq!(starts, ["2026-03-21T13:00:00Z", "2026-03-28T13:00:00Z", "2026-04-04T12:00:00Z"]);
        let dates = told(&pattern("FREQ=DAILY;COUNT=2", "2025-10-25"));
        assert_eq!(
            [&dates[0].0, &dates[1].0],
            ["2025-10-25T12:00:00Z", "2025-10-26T13:00:00Z"],
            "a Sunday of 25 hours"
        );
    }

    #[test]
    fn a_holiday_is_skipped_and_told_never_moved() {
        let mondays = told(&pattern("FREQ=WEEKLY;COUNT=3", "2026-03-30"));
        let expected = [None, Some(Skipped::PublicHoliday(Holiday::EasterMonday)), None];
        assert_eq!(mondays.iter().map(|(_, why)| *why).collect::<Vec<_>>(), expected);
        let closed = Pattern { in_school_holidays: false, ..pattern("FREQ=WEEKLY;COUNT=4", "2026-02-10") };
        let expected = [None, Some(Skipped::SchoolHoliday), Some(Skipped::SchoolHoliday), None];
        assert_eq!(told(&closed).iter().map(|(_, why)| *why).collect::<Vec<_>>(), expected);
        let without =
            Pattern { exceptions: vec!["2026-02-10".parse().unwrap()], ..pattern("FREQ=WEEKLY;COUNT=2", "2026-02-10") };
        assert_eq!(told(&without).iter().map(|(_, why)| *why).collect::<Vec<_>>(), [Some(Skipped::Exception), None]);
    }

    #[test]
    fn odd_weeks_follow_a_week_53() {
        let odd = Pattern { weeks: Weeks::Odd, ..pattern("FREQ=WEEKLY;BYDAY=TU;UNTIL=20270119", "2026-12-15") };
        let days: Vec<_> = odd.dates(At(0)).unwrap().dates.iter().map(|date| date.day.to_string()).collect();
        assert_eq!(days, ["2026-12-15", "2026-12-29", "2027-01-05", "2027-01-19"]);
    }

    #[test]
    fn a_series_has_bounds_and_says_when_they_cut() {
        let daily = pattern("FREQ=DAILY", "2026-01-01").dates(At(0)).unwrap();
        assert_eq!((daily.sitting().count(), daily.cut), (MOST_SESSIONS, true));
        let weekly = pattern("FREQ=WEEKLY", "2026-01-02").dates(At(0)).unwrap();
        assert!(weekly.cut && weekly.dates.len() == 53);
        assert!(!pattern("FREQ=WEEKLY;COUNT=9", "2026-01-02").dates(At(0)).unwrap().cut);
        assert!(pattern("FREQ=HOURLY", "2026-01-02").checked().is_err());
    }
}
