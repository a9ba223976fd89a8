//! A second booklet: whether the person had one of the order before. Nobody is known by name, so the prescriber asks and attests;
//! what is told of a former booklet is looked up, and what was attested is kept.

use kernel::{
    clock::Day,
    ids::{CarnetId, PersonId},
};
use serde::Serialize;
use store::{Fault, Reply, Tx};

use crate::{
    counter::service::Bearer,
    order::{Order, Serial},
    orders::rules::Second,
    refusal::Refusal,
    rows::{self, attested::Attested},
};

/// What the prescriber attests. All of it may be left out where the order does not ask.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Attestation {
    /// Whether the person had a booklet of this order before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub former: Option<Former>,
    /// Who comes for the booklet.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub taken_by: Option<Bearer>,
}

impl Attestation {
    /// Whether nothing is attested.
    pub const fn is_silent(&self) -> bool {
        self.former.is_none() && self.taken_by.is_none()
    }
}

/// Whether somebody had a booklet before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub enum Former {
    /// They had none.
    None,
    /// They had this one: its printed number, as typed.
    Carnet(String),
    /// They had one, given on about that day.
    Day(Day),
}

/// Judges what is attested by the rules of the order: at the counter, on request or not, and before a letter leaves.
///
/// Refusals, in this order: `HOLDER_ONLY`, `ATTESTATION_MISSING`, `NOT_FOUND` (no such booklet was handed over), `DATES_INVALID`,
/// `SECOND_CARNET`.
pub(crate) fn judge(tx: &mut Tx<'_>, order: &Order, told: &Attestation) -> Reply<Judged> {
    let rules = &order.terms.rules;
    if !rules.family_may_present && told.taken_by == Some(Bearer::Family) {
        return Err(Refusal::CarnetHolderOnly.into());
    }
    if !rules.family_may_present && told.taken_by.is_none() {
        return Err(Refusal::AttestationMissing { field: "takenBy" }.into());
    }
    let judged = match &told.former {
        None if rules.second == Second::Free => Judged::default(),
        None => return Err(Refusal::AttestationMissing { field: "former" }.into()),
        Some(Former::None) => Judged { former: Some("none"), ..Judged::default() },
        Some(Former::Day(day)) => of_day(rules.second, *day, tx.now().day())?,
        Some(Former::Carnet(serial)) => of_carnet(tx, order, serial)?,
    };
    Ok(Judged { taken_by: told.taken_by, ..judged })
}

/// What is kept of an attestation.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Judged {
    former: Option<&'static str>,
    carnet: Option<CarnetId>,
    day: Option<Day>,
    taken_by: Option<Bearer>,
}

impl Judged {
    /// Keeps it with the booklet.
    pub(crate) fn keep(self, tx: &mut Tx<'_>, carnet: CarnetId, by: PersonId) -> Result<(), Fault> {
        if self.former.is_none() && self.taken_by.is_none() {
            return Ok(());
        }
        let Self { former, carnet: former_carnet, day: former_day, taken_by } = self;
        rows::attested::insert(tx, &Attested { carnet, former, former_carnet, former_day, taken_by, by })
    }
}

fn of_day(second: Second, day: Day, today: Day) -> Result<Judged, Refusal> {
    if day > today {
        return Err(Refusal::Dates);
    }
    match second {
        // Whether all of it was used is told by the booklet alone.
        Second::AfterAllUsed => Err(Refusal::AttestationMissing { field: "serial" }),
        rule => {
            long_enough_ago(rule, day, today)?;
            Ok(Judged { former: Some("day"), day: Some(day), ..Judged::default() })
        }
    }
}

fn of_carnet(tx: &mut Tx<'_>, order: &Order, written: &str) -> Reply<Judged> {
    let serial = Serial::parse(written).ok_or(Refusal::NotFound)?;
    let first = rows::attested::given(tx.conn, &serial)?.ok_or(Refusal::NotFound)?;
    if first.order == order.id {
        match order.terms.rules.second {
            Second::AfterAllUsed if first.left > 0 => {
                return Err(Refusal::SecondCarnet { from: None, left: Some(first.left) }.into());
            }
            Second::AfterAllUsed => {}
            rule => long_enough_ago(rule, first.at.day(), tx.now().day())?,
        }
    }
    Ok(Judged { former: Some("carnet"), carnet: Some(first.carnet), day: Some(first.at.day()), taken_by: None })
}

fn long_enough_ago(rule: Second, day: Day, today: Day) -> Result<(), Refusal> {
    match rule {
        Second::Never => Err(Refusal::SecondCarnet { from: None, left: None }),
        Second::AfterMonths(months) => match later(day, months) {
            from if today < from => Err(Refusal::SecondCarnet { from: Some(from), left: None }),
            _ => Ok(()),
        },
        Second::Free | Second::AfterAllUsed => Ok(()),
    }
}

/// The same day so many months later, or the last one of a shorter month.
pub(crate) fn later(day: Day, months: i64) -> Day {
    let count = i64::from(day.year()) * 12 + i64::from(day.month()) - 1 + months;
    let year = i32::try_from(count.div_euclid(12)).unwrap_or(i32::MAX);
    let month = u32::try_from(count.rem_euclid(12) + 1).unwrap_or(1);
    let tried = (1..=day.day_of_month()).rev().find_map(|number| Day::of(year, month, number).ok());
    tried.unwrap_or(day)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn months_are_counted_to_the_same_day_or_the_last_one() {
        let table = [
            ("2025-01-31", 1, "2025-02-28"),
            ("2024-01-31", 1, "2024-02-29"),
            ("2025-10-15", 6, "2026-04-15"),
            ("2025-12-01", 12, "2026-12-01"),
            ("2025-08-31", 60, "2030-08-31"),
        ];
        for (from, months, expected) in table {
            assert_eq!(later(day(from), months), day(expected));
        }
    }

    #[test]
    fn a_day_told_is_judged_by_the_rule() {
        let (then, today) = (day("2025-03-01"), day("2025-08-31"));
        let told = [
            (Second::Free, None),
            (Second::Never, Some(Refusal::SecondCarnet { from: None, left: None })),
            (Second::AfterMonths(6), Some(Refusal::SecondCarnet { from: Some(day("2025-09-01")), left: None })),
            (Second::AfterMonths(5), None),
            (Second::AfterAllUsed, Some(Refusal::AttestationMissing { field: "serial" })),
        ];
        for (rule, expected) in told {
            assert_eq!(of_day(rule, then, today).err(), expected, "{rule:?}");
        }
        assert_eq!(of_day(Second::Free, day("2025-09-01"), today).err(), Some(Refusal::Dates));
    }
}
