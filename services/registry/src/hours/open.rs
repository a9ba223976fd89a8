//! Whether a place is open, by its hours and the clock of Paris.

use std::sync::LazyLock;

use chrono::{NaiveDate, NaiveDateTime};
use kernel::clock::At;
use opening_hours::{Context, ContextHolidays, OpeningHours, RuleKind, localization::Country};
use opening_hours_syntax::rules::day::{HolidayKind, WeekDayRange};

/// The public holidays of France, without those of Alsace and Moselle alone.
static HOLIDAYS: LazyLock<ContextHolidays> = LazyLock::new(|| Country::FR.holidays());

/// Whether a place with these hours is open at an instant; none when they are unknown, or do not tell.
///
/// Hours do not tell on a public holiday of which they say nothing, nor where they depend on school holidays: those differ
/// from zone to zone and from year to year.
pub fn is_open(hours: &str, now: At) -> Option<bool> {
    if hours.trim().is_empty() {
        return None;
    }
    let there = in_paris(now)?;
    let read = hours.parse::<OpeningHours>().ok()?.with_context(Context::default().with_holidays(HOLIDAYS.clone()));
    let speaks_of = |wanted: HolidayKind| {
        let named = |days: &WeekDayRange| matches!(days, WeekDayRange::Holiday { kind, .. } if *kind == wanted);
        read.get_expression().rules.iter().any(|rule| rule.day_selector.weekday.iter().any(named))
    };
    if speaks_of(HolidayKind::School) {
        return None;
    }
    match read.state(there).0 {
        RuleKind::Unknown => None,
        RuleKind::Closed => Some(false),
        RuleKind::Open => {
            let unsaid = HOLIDAYS.get_public().contains(there.date()) && !speaks_of(HolidayKind::Public);
            (!unsaid).then_some(true)
        }
    }
}

fn in_paris(now: At) -> Option<NaiveDateTime> {
    let (day, (hour, minute)) = (now.day(), now.paris_time());
    NaiveDate::from_ymd_opt(day.year(), day.month(), day.day_of_month())?.and_hms_opt(hour, minute, 0)
}

#[cfg(test)]
mod tests {
    use kernel::clock::Day;

    use super::*;

    const WEEK: &str = "Mo-Fr 09:00-12:00,14:00-17:00; Sa 09:00-12:00";

    #[track_caller]
    fn at(hours: &str, day: &str, (hour, minute): (u32, u32), expected: Option<bool>) {
        let day: Day = day.parse().unwrap();
        assert_eq!(is_open(hours, day.at(hour, minute)), expected, "{hours} {day} {hour}:{minute}");
    }

    #[test]
    fn the_hours_are_those_of_paris() {
        at(WEEK, "2025-03-03", (9, 0), Some(true));
        at(WEEK, "2025-03-03", (8, 59), Some(false));
        at(WEEK, "2025-03-03", (12, 0), Some(false));
        at(WEEK, "2025-03-03", (16, 59), Some(true));
        at(WEEK, "2025-03-02", (10, 0), Some(false));
        // The same instant of the day before and after the clocks change.
        at(WEEK, "2025-03-28", (9, 0), Some(true));
        at(WEEK, "2025-03-31", (9, 0), Some(true));
        at(WEEK, "2025-10-27", (8, 59), Some(false));
        at("Fr 22:00-02:00", "2025-03-08", (1, 30), Some(true));
        at("24/7", "2025-03-08", (3, 0), Some(true));
    }

    #[test]
    fn a_public_holiday_is_closed_when_said_and_unknown_when_not() {
        let said = "Mo-Fr 09:00-17:00; PH off";
        let holidays = [
            "2025-01-01",
            "2025-04-21",
            "2025-05-01",
            "2025-05-08",
            "2025-05-29",
            "2025-06-09",
            "2025-07-14",
            "2025-11-11",
            "2025-12-25",
        ];
        for day in holidays {
            at(said, day, (10, 0), Some(false));
            at("Mo-Fr 09:00-17:00", day, (10, 0), None);
            at("Mo-Fr 09:00-17:00", day, (18, 0), Some(false));
            at("Mo-Su,PH 09:00-17:00", day, (10, 0), Some(true));
        }
        at(said, "2025-07-15", (10, 0), Some(true));
    }

    #[test]
    fn what_is_not_known_is_not_said() {
        for hours in ["", "  ", "parfois", "SH Mo-Fr 09:00-12:00; Tu 14:00-18:00", "Mo-Fr 09:00-17:00 unknown"] {
            at(hours, "2025-03-03", (10, 0), None);
        }
    }

    #[test]
    fn odd_weeks_and_first_days_of_a_month_are_counted() {
        at("week 1-53/2 Tu 09:00-12:00", "2025-03-04", (10, 0), Some(false));
        at("week 2-52/2 Tu 09:00-12:00", "2025-03-04", (10, 0), Some(true));
        at("Tu[1] 14:00-17:00", "2025-03-04", (15, 0), Some(true));
        at("Tu[1] 14:00-17:00", "2025-03-11", (15, 0), Some(false));
    }
}
