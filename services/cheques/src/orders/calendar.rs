//! The calendar of an order's end: computed from its dates, never kept. Only that an alert was told is.

use kernel::clock::Day;

use crate::order::Terms;

/// What is told about the end of an order, in the order of the days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Alert {
    /// J-30: the funder reads the four counters.
    MonthBefore,
    /// J-15: the funder validates, distributors are told to stop.
    FortnightBefore,
    /// J-7: what is handed over from now on is at the funder's cost.
    WeekBefore,
    /// J+30: venues see the cheques invalid.
    Invalid,
    /// J+37: the end statement is due.
    Statement,
}

impl Alert {
    /// Every alert.
    pub const ALL: [Self; 5] =
        [Self::MonthBefore, Self::FortnightBefore, Self::WeekBefore, Self::Invalid, Self::Statement];

    /// As the database keeps it, and as people of the trade say it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::MonthBefore => "J-30",
            Self::FortnightBefore => "J-15",
            Self::WeekBefore => "J-7",
            Self::Invalid => "J+30",
            Self::Statement => "J+37",
        }
    }

    /// The alert of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|alert| alert.name() == name)
    }

    /// Its day. Those before count from the printed day; the others too, but never before cheques are really refused.
    pub fn day(self, terms: &Terms) -> Day {
        let invalid = terms.validity_ends.plus_days(30).max(terms.tolerance_ends.plus_days(1));
        match self {
            Self::MonthBefore => terms.validity_ends.plus_days(-30),
            Self::FortnightBefore => terms.validity_ends.plus_days(-15),
            Self::WeekBefore => terms.validity_ends.plus_days(-7),
            Self::Invalid => invalid,
            Self::Statement => invalid.plus_days(7),
        }
    }
}

/// For how many days after its own an alert is still told: a centre that was away for longer does not tell old news.
const STILL_NEWS: i64 = 10;

/// The last alert whose day has come and is not long past.
pub fn due(terms: &Terms, today: Day) -> Option<Alert> {
    let come = |alert: &Alert| alert.day(terms) <= today && today <= alert.day(terms).plus_days(STILL_NEWS);
    Alert::ALL.into_iter().rfind(come)
}

/// The next alert and its day, when it is at most that many days away.
pub fn next(terms: &Terms, today: Day, days: i64) -> Option<(Alert, Day)> {
    let ahead = |day: Day| today <= day && day <= today.plus_days(days);
    Alert::ALL.into_iter().map(|alert| (alert, alert.day(terms))).find(|(_, day)| ahead(*day))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use kernel::cents::Cents;

    use super::*;
    use crate::orders::rules::Rules;

    fn terms(validity: &str, tolerance: &str) -> Terms {
        let day = |text: &str| text.parse::<Day>().unwrap();
        Terms {
            carnets: 1,
            cheques_per_carnet: 1,
            face_value: Cents::new(1000),
            distribution_ends: day(validity),
            validity_ends: day(validity),
            tolerance_ends: day(tolerance),
            communes: BTreeSet::new(),
            publics: BTreeSet::new(),
            rules: Rules::default(),
        }
    }

    #[test]
    fn the_five_days_are_those_of_the_trade() {
        let days = |terms: &Terms| Alert::ALL.map(|alert| alert.day(terms).to_string());
        let usual = terms("2025-12-31", "2026-01-29");
        assert_eq!(days(&usual), ["2025-12-01", "2025-12-16", "2025-12-24", "2026-01-30", "2026-02-06"]);
        let longer = terms("2025-12-31", "2026-02-28");
        assert_eq!(days(&longer)[3..], ["2026-03-01", "2026-03-08"], "never before cheques are refused");
    }

    #[test]
    fn only_the_last_alert_is_told_and_no_old_news() {
        let terms = terms("2025-12-31", "2026-01-29");
        let told = |day: &str| due(&terms, day.parse().unwrap()).map(Alert::name);
        assert_eq!(told("2025-11-30"), None);
        assert_eq!(told("2025-12-01"), Some("J-30"));
        assert_eq!(told("2025-12-11"), Some("J-30"));
        assert_eq!(told("2025-12-12"), None);
        assert_eq!(told("2025-12-25"), Some("J-7"), "not the one before as well");
        assert_eq!(told("2026-02-06"), Some("J+37"));
        assert_eq!(told("2026-02-17"), None);
        for alert in Alert::ALL {
            assert_eq!(Alert::named(alert.name()), Some(alert));
        }
        let ahead = next(&terms, "2025-12-10".parse().unwrap(), 10).map(|(alert, _)| alert);
        assert_eq!(ahead, Some(Alert::FortnightBefore));
    }
}
