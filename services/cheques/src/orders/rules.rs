//! What a funder settles for its own cheques: price cap, second booklet, who may present, what is kept, who is paid when.

use kernel::cents::Cents;
use serde::{Deserialize, Serialize};

/// Whether somebody may be given a second booklet of an order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Second {
    /// At any time.
    #[default]
    Free,
    /// Never.
    Never,
    /// So many months after the first one, 1 to 60.
    AfterMonths(i64),
    /// Once every cheque of the first one was used.
    AfterAllUsed,
}

impl Second {
    /// As the database keeps it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Free => "free",
            Self::Never => "never",
            Self::AfterMonths(_) => "after-months",
            Self::AfterAllUsed => "after-all-used",
        }
    }

    /// The months, where they are the rule.
    pub const fn months(self) -> Option<i64> {
        match self {
            Self::AfterMonths(months) => Some(months),
            Self::Free | Self::Never | Self::AfterAllUsed => None,
        }
    }

    /// The rule of that name.
    pub fn named(name: &str, months: Option<i64>) -> Option<Self> {
        match (name, months) {
            ("free", None) => Some(Self::Free),
            ("never", None) => Some(Self::Never),
            ("after-months", Some(months)) => Some(Self::AfterMonths(months)),
            ("after-all-used", None) => Some(Self::AfterAllUsed),
            _ => None,
        }
    }
}

/// The parameters of an order. The usual ones forbid nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rules {
    /// The year under whose communes the perimeter is named; none where it names none.
    pub commune_year: Option<i32>,
    /// The highest price of a workshop, in cheques; none: no cap.
    pub cap_cheques: Option<i64>,
    /// Whether somebody may be given a second booklet.
    pub second: Second,
    /// Whether somebody of the family may present a cheque.
    pub family_may_present: bool,
    /// How many bookings may be missed before no more cheques of the booklet are kept in advance: with 2, no third one. None: any
    /// number. No cheque is ever lost by it.
    pub holds_forgiven: Option<i64>,
    /// Days for which a venue keeps the torn paper once it was paid.
    pub paper_days: i64,
    /// A venue that is owed less than this waits for the next run.
    pub minimum_payment: Cents,
}

impl Default for Rules {
    fn default() -> Self {
        Self {
            commune_year: None,
            cap_cheques: None,
            second: Second::Free,
            family_may_present: true,
            holds_forgiven: None,
            paper_days: 0,
            minimum_payment: Cents::ZERO,
        }
    }
}

impl Rules {
    /// Whether nothing is settled but the usual.
    pub fn is_usual(&self) -> bool {
        *self == Self::default()
    }

    /// The name of the first value that cannot be, for booklets of that many cheques.
    pub fn wrong(&self, cheques_per_carnet: i64) -> Option<&'static str> {
        let within = |value: Option<i64>, least, most| value.is_none_or(|value| (least..=most).contains(&value));
        let wrongs = [
            (within(self.cap_cheques, 1, cheques_per_carnet), "capCheques"),
            (within(self.second.months(), 1, 60), "secondMonths"),
            (within(self.holds_forgiven, 0, 50), "holdsForgiven"),
            (within(Some(self.paper_days), 0, MOST_PAPER_DAYS), "paperDays"),
            (within(Some(self.minimum_payment.get()), 0, MOST_MINIMUM), "minimumPaymentCents"),
        ];
        wrongs.into_iter().find(|(holds, _)| !holds).map(|(_, field)| field)
    }
}

/// Ten years: what accounts are kept.
const MOST_PAPER_DAYS: i64 = 3_653;
/// 1 000 €: a venue is not made to wait for more.
const MOST_MINIMUM: i64 = 100_000;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_are_read_as_they_are_written() {
        for rule in [Second::Free, Second::Never, Second::AfterMonths(6), Second::AfterAllUsed] {
            assert_eq!(Second::named(rule.name(), rule.months()), Some(rule));
        }
        assert_eq!(Second::named("after-months", None), None);
        assert_eq!(Second::named("never", Some(3)), None);
    }

    #[test]
    fn what_cannot_be_is_named() {
        let usual = Rules::default();
        assert!(usual.is_usual() && usual.wrong(10).is_none());
        let table = [
            (Rules { cap_cheques: Some(11), ..usual }, "capCheques"),
            (Rules { cap_cheques: Some(0), ..usual }, "capCheques"),
            (Rules { second: Second::AfterMonths(0), ..usual }, "secondMonths"),
            (Rules { holds_forgiven: Some(-1), ..usual }, "holdsForgiven"),
            (Rules { paper_days: -1, ..usual }, "paperDays"),
            (Rules { minimum_payment: Cents::new(100_001), ..usual }, "minimumPaymentCents"),
        ];
        for (rules, field) in table {
            assert_eq!(rules.wrong(10), Some(field));
        }
        let full = Rules { cap_cheques: Some(10), holds_forgiven: Some(2), paper_days: 90, ..usual };
        assert_eq!(full.wrong(10), None);
    }
}
