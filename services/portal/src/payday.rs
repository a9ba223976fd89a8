//! « Prochain virement » : what a venue may expect, in one sentence, wherever it is said.

use crate::{format, schema, words::t};

/// What a venue may expect, as the network tells it.
#[derive(Clone, Debug, cynic::QueryFragment)]
pub(crate) struct NextPayment {
    pub(crate) venue: Venue,
    cheques: i32,
    amount_cents: i32,
    held_cheques: i32,
    held_cents: i32,
    hold_reason: Option<String>,
    under_way: Vec<StatementListed>,
    next_run: Option<String>,
}

/// A venue and its name.
#[derive(Clone, Debug, cynic::QueryFragment)]
pub(crate) struct Venue {
    pub(crate) name: Option<String>,
}

#[derive(Clone, Debug, cynic::QueryFragment)]
struct StatementListed {
    amount_cents: i32,
    execution_day: Option<String>,
}

/// The same as it is told: an amount, and the sentence that says when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Told {
    /// The venue.
    pub(crate) venue: String,
    /// What comes next; none: nothing.
    pub(crate) amount: Option<String>,
    /// When, or why nothing is said of it.
    pub(crate) when: String,
    /// What waits besides, if something does.
    pub(crate) besides: Option<String>,
    /// What the network holds back, and why, if it does.
    pub(crate) held: Option<String>,
}

impl Told {
    /// The nearest payment first: what the bank was asked to pay, then what is being decided, then what waits.
    pub(crate) fn of(next: &NextPayment) -> Self {
        let sent = next.under_way.iter().find(|paid| paid.execution_day.is_some());
        let gathered = next.under_way.first();
        let venue = next.venue.name.clone().unwrap_or_default();
        let held = held(next);
        let waits = (next.cheques > 0).then(|| {
            let amount = format::euros(next.amount_cents.into());
            (amount.clone(), t("payment-besides").with("cheques", next.cheques).saying("amount", amount).to_string())
        });
        if let Some(paid) = sent.or(gathered) {
            let when = match &paid.execution_day {
                Some(day) => t("payment-on").saying("day", format::day(day)),
                None => t("payment-decided"),
            };
            let amount = Some(format::euros(paid.amount_cents.into()));
            return Self { venue, amount, when: when.to_string(), besides: waits.map(|(_, besides)| besides), held };
        }
        match waits {
            None => Self { venue, amount: None, when: t("payment-nothing").to_string(), besides: None, held },
            Some((amount, _)) => {
                let when = match &next.next_run {
                    Some(day) => t("payment-planned").saying("day", format::day(day)),
                    None => t("payment-not-planned"),
                };
                Self { venue, amount: Some(amount), when: when.to_string(), besides: None, held }
            }
        }
    }
}

/// What is held back: the reason is told when it is all that the venue is owed.
fn held(next: &NextPayment) -> Option<String> {
    let amount = || format::euros(next.held_cents.into());
    match (&next.hold_reason, next.held_cheques) {
        (Some(reason), _) => Some(t("payment-all-held").saying("reason", reason).to_string()),
        (None, 0) => None,
        (None, cheques) => Some(t("payment-held").with("cheques", cheques).saying("amount", amount()).to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn next(cheques: i32, under_way: Vec<(&str, Option<&str>)>, next_run: Option<&str>) -> Told {
        let paid = |(_, day): (&str, Option<&str>)| StatementListed {
            amount_cents: 5000,
            execution_day: day.map(str::to_owned),
        };
        Told::of(&NextPayment {
            venue: Venue { name: Some("Mairie".to_owned()) },
            cheques,
            amount_cents: cheques * 1000,
            held_cheques: 0,
            held_cents: 0,
            hold_reason: None,
            under_way: under_way.into_iter().map(paid).collect(),
            next_run: next_run.map(str::to_owned),
        })
    }

    #[test]
    fn the_nearest_payment_is_told_first() {
        let plain = |text: Option<&String>| text.map(|text| text.replace('\u{a0}', " "));
        let sent = next(2, vec![("prepared", None), ("exported", Some("2025-10-02"))], Some("2025-10-28"));
        assert_eq!(plain(sent.amount.as_ref()).as_deref(), Some("50 €"));
        assert!(sent.when.contains("2 octobre 2025") && sent.besides.is_some(), "{sent:?}");
        let decided = next(0, vec![("prepared", None)], None);
        assert!(decided.amount.is_some() && decided.besides.is_none());
        let planned = next(3, vec![], Some("2025-10-28"));
        assert!(planned.when.contains("28 octobre 2025"), "{planned:?}");
        assert_eq!(plain(planned.amount.as_ref()).as_deref(), Some("30 €"));
        let unknown = next(3, vec![], None);
        assert_ne!(unknown.when, planned.when, "no day is promised that nobody fixed");
        assert_eq!(next(0, vec![], Some("2025-10-28")).amount, None);
    }
}
