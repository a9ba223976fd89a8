//! What cheques pay for, as the venue declares it when it takes them: kept with the act, judged by the rules of their orders.

use std::collections::BTreeMap;

use kernel::{
    cents::Cents,
    ids::{CarnetId, SessionId},
};
use serde::{Deserialize, Serialize};

use crate::{
    cheque::Presentable,
    refusal::{Refusal, written},
};

/// A workshop that is paid for, as its venue declares it then: the price and the seats of that day, not those of later.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Service {
    /// The venue's own session; none: somebody came without one.
    pub session: Option<SessionId>,
    /// Its title, 1 to 120 characters.
    pub title: String,
    /// Its price for one person: 0 (free) to 10 cheques.
    pub price_cheques: i64,
    /// How many people these cheques pay for, 1 to 10.
    pub people: i64,
    /// What they pay in money besides, to the venue itself: told on the receipt, never handled by the network.
    pub remainder: Cents,
    /// How many people the session seats, when the venue says so.
    pub seats: Option<i64>,
}

/// Who gives the cheques of an act, or comes for a booklet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Bearer {
    /// The person whose booklet it is.
    Holder,
    /// Somebody of the family.
    Family,
}

impl Bearer {
    /// As the database keeps it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Holder => "holder",
            Self::Family => "family",
        }
    }
}

/// 1 000 €: more is no remainder of a workshop.
const MOST_REMAINDER: i64 = 100_000;

impl Service {
    /// The same as it is kept, or `INPUT_INVALID` with its first field that cannot be.
    pub fn checked(self) -> Result<Self, Refusal> {
        let within = |value: i64, least, most| (least..=most).contains(&value);
        let wrongs = [
            (within(self.price_cheques, 0, 10), "priceCheques"),
            (within(self.people, 1, 10), "people"),
            (within(self.remainder.get(), 0, MOST_REMAINDER), "remainderCents"),
            (within(self.seats.unwrap_or(1), 1, 500), "seats"),
        ];
        match wrongs.into_iter().find(|(holds, _)| !holds) {
            Some((_, field)) => Err(Refusal::Invalid { field }),
            None => Ok(Self { title: written(&self.title, 120, "title")?, ..self }),
        }
    }

    /// Cheques that the whole costs.
    pub const fn price(&self) -> i64 {
        self.price_cheques.saturating_mul(self.people)
    }
}

/// What the rules of the orders say of an act whose cheques could all be honoured. One act pays for one workshop.
///
/// Refusals, in this order: `HOLDER_ONLY`, `NOT_PAYABLE_BY_CHEQUE`, `PRICE_OVER_CAP`, `PRICE_NOT_COVERED`. More cheques than the
/// price are no refusal: the operator looks at them.
pub(crate) fn allows(
    cheques: &[Presentable],
    service: Option<&Service>,
    presented_by: Option<Bearer>,
) -> Result<(), Refusal> {
    if let Some((_, no)) = cheques.iter().zip(1..).find(|(cheque, _)| cheque.personal && is_not_holder(presented_by)) {
        return Err(Refusal::HolderOnly { no });
    }
    if service.is_some_and(|service| service.price_cheques == 0) {
        return Err(Refusal::NotPayable);
    }
    within_cap(cheques, service)?;
    match service.map(|service| (service.price() - count(cheques), service.remainder)) {
        Some((missing, Cents::ZERO)) if missing > 0 => Err(Refusal::PriceNotCovered { missing }),
        _ => Ok(()),
    }
}

fn is_not_holder(presented_by: Option<Bearer>) -> bool {
    presented_by != Some(Bearer::Holder)
}

/// A booklet is one person's: no more of its cheques than the cap, for each of those who are paid for.
fn within_cap(cheques: &[Presentable], service: Option<&Service>) -> Result<(), Refusal> {
    let people = service.map_or(1, |service| service.people);
    let mut given: BTreeMap<CarnetId, i64> = BTreeMap::new();
    for cheque in cheques {
        let Some(cap) = cheque.cap else { continue };
        let of_booklet = given.entry(cheque.carnet).or_default();
        *of_booklet += 1;
        let price = service.map_or(0, |service| service.price_cheques);
        if price > cap || *of_booklet > cap.saturating_mul(people) {
            return Err(Refusal::PriceOverCap { cap });
        }
    }
    Ok(())
}

fn count(cheques: &[Presentable]) -> i64 {
    i64::try_from(cheques.len()).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use kernel::{clock::Day, ids::Id};

    use super::*;
    use crate::{cheque::Stage, order::Serial};

    fn cheques(count: u8, cap: Option<i64>, personal: bool) -> Vec<Presentable> {
        let one = |no: u8| Presentable {
            id: Id::from_bytes([no; 16]),
            no: i64::from(no),
            value: Cents::new(1000),
            stage: Stage::Live,
            round: 0,
            carnet: Id::from_bytes([7; 16]),
            serial: Serial { label: "K7QMX".to_owned(), no: 1 },
            handed_over: true,
            blocked: None,
            order: Id::from_bytes([8; 16]),
            funder: Id::from_bytes([3; 16]),
            active: true,
            tolerance_ends: Day::from_number(20_000),
            cap,
            personal,
        };
        (1..=count).map(one).collect()
    }

    fn workshop(price_cheques: i64, people: i64, remainder: i64) -> Service {
        let (session, seats) = (None, None);
        Service {
            session,
            title: "Premiers clics".to_owned(),
            price_cheques,
            people,
            remainder: Cents::new(remainder),
            seats,
        }
    }

    #[test]
    fn the_price_the_cap_and_the_remainder_are_judged_in_their_order() {
        // Cheques, the cap, the price for one, people, the remainder; and what is refused.
        let told = [
            (2, None, Some((2, 1, 0)), Ok(())),
            (2, None, Some((0, 1, 0)), Err(Refusal::NotPayable)),
            (1, None, Some((3, 1, 0)), Err(Refusal::PriceNotCovered { missing: 2 })),
            (1, None, Some((3, 1, 2000)), Ok(())),
            (4, None, Some((3, 1, 0)), Ok(())),
            (2, Some(2), Some((3, 1, 1000)), Err(Refusal::PriceOverCap { cap: 2 })),
            (3, Some(2), Some((2, 1, 0)), Err(Refusal::PriceOverCap { cap: 2 })),
            (4, Some(2), Some((2, 2, 0)), Ok(())),
            (3, Some(2), None, Err(Refusal::PriceOverCap { cap: 2 })),
            (2, Some(2), None, Ok(())),
            (10, None, None, Ok(())),
        ];
        for (given, cap, service, expected) in told {
            let service = service.map(|(price, people, remainder)| workshop(price, people, remainder));
            assert_eq!(
                allows(&cheques(given, cap, false), service.as_ref(), None),
                expected,
                "{given} {cap:?} {service:?}"
            );
        }
    }

    #[test]
    fn a_personal_cheque_is_given_by_its_holder() {
        let refused = Err(Refusal::HolderOnly { no: 1 });
        let told = [(None, refused.clone()), (Some(Bearer::Family), refused), (Some(Bearer::Holder), Ok(()))];
        for (bearer, expected) in told {
            assert_eq!(allows(&cheques(2, None, true), Some(&workshop(2, 1, 0)), bearer), expected);
            assert_eq!(allows(&cheques(2, None, false), None, bearer), Ok(()));
        }
    }

    #[test]
    fn what_cannot_be_declared_is_named() {
        let usual = workshop(1, 1, 0);
        let table = [
            (Service { title: " ".to_owned(), ..usual.clone() }, "title"),
            (Service { price_cheques: 11, ..usual.clone() }, "priceCheques"),
            (Service { people: 0, ..usual.clone() }, "people"),
            (Service { remainder: Cents::new(-1), ..usual.clone() }, "remainderCents"),
            (Service { seats: Some(0), ..usual.clone() }, "seats"),
        ];
        for (wrong, field) in table {
            assert_eq!(wrong.checked(), Err(Refusal::Invalid { field }));
        }
        assert_eq!(Service { title: " Premiers clics ".to_owned(), ..usual.clone() }.checked(), Ok(usual));
    }
}
