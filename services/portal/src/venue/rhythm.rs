//! How often a series sits, as people say it, and the rule that says it to the network.

use kernel::clock::Day;

use super::{catalogue::Choice, week};
use crate::{format, schema};

/// In which weeks, for the network.
#[derive(Clone, Copy, Debug, PartialEq, Eq, cynic::Enum)]
pub(super) enum SeriesWeeks {
    All,
    Even,
    Odd,
}

/// How often, for people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rhythm {
    Weekly,
    EveryOtherWeek,
    OddWeeks,
    EvenWeeks,
    Monthly,
}

pub(super) const RHYTHMS: [Choice<Rhythm>; 5] = [
    (Rhythm::Weekly, "semaine", "rhythm-weekly"),
    (Rhythm::EveryOtherWeek, "quinzaine", "rhythm-other"),
    (Rhythm::OddWeeks, "impaires", "rhythm-odd"),
    (Rhythm::EvenWeeks, "paires", "rhythm-even"),
    (Rhythm::Monthly, "mois", "rhythm-monthly"),
];

const DAYS: [&str; 7] = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];

impl Rhythm {
    /// The rule of a series that begins on a day and ends on another, if said.
    pub(super) fn rule(self, first: Day, last: Option<Day>) -> String {
        let day = DAYS[format::weekday_number(first)];
        let rule = match self {
            Self::Weekly | Self::OddWeeks | Self::EvenWeeks => format!("FREQ=WEEKLY;BYDAY={day}"),
            Self::EveryOtherWeek => format!("FREQ=WEEKLY;INTERVAL=2;BYDAY={day}"),
            Self::Monthly => format!("FREQ=MONTHLY;BYDAY={}{day}", rank(first)),
        };
        match last {
            Some(last) => format!("{rule};UNTIL={}", last.to_string().replace('-', "")),
            None => rule,
        }
    }

    /// In which weeks it sits.
    pub(super) const fn weeks(self) -> SeriesWeeks {
        match self {
            Self::OddWeeks => SeriesWeeks::Odd,
            Self::EvenWeeks => SeriesWeeks::Even,
            Self::Weekly | Self::EveryOtherWeek | Self::Monthly => SeriesWeeks::All,
        }
    }
}

/// Which one of its month a day is: a fifth Tuesday is the last one, because most months have none.
fn rank(day: Day) -> &'static str {
    match day.day_of_month() {
        1..=7 => "1",
        8..=14 => "2",
        15..=21 => "3",
        22..=28 => "4",
        _ => "-1",
    }
}

/// `14:00`, of an hour as people type it.
pub(super) fn time(text: &str) -> Option<String> {
    let minutes = week::time(text).filter(|minutes| *minutes < 24 * 60)?;
    Some(format!("{:02}:{:02}", minutes / 60, minutes % 60))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rhythm_is_a_rule() {
        let day = |text: &str| text.parse::<Day>().unwrap();
        let (first, last) = (day("2026-03-31"), Some(day("2026-06-30")));
        let cases = [
            (Rhythm::Weekly, "FREQ=WEEKLY;BYDAY=TU;UNTIL=20260630"),
            (Rhythm::EveryOtherWeek, "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU;UNTIL=20260630"),
            (Rhythm::Monthly, "FREQ=MONTHLY;BYDAY=-1TU;UNTIL=20260630"),
        ];
        for (rhythm, rule) in cases {
            assert_eq!(rhythm.rule(first, last), rule);
        }
        assert_eq!(Rhythm::Monthly.rule(day("2026-03-10"), None), "FREQ=MONTHLY;BYDAY=2TU");
        assert_eq!(Rhythm::OddWeeks.weeks(), SeriesWeeks::Odd);
        assert_eq!((time("14 h"), time("9h30"), time("25 h")), (Some("14:00".into()), Some("09:30".into()), None));
    }
}
