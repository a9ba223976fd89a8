//! A lot: booklets of one order whose numbers follow one another.

use serde::Serialize;
use store::{Reply, conn::AnyConn};

use kernel::ids::StructureId;

use crate::{
    order::{Order, Serial},
    refusal::Refusal,
    rows::{self, carnets::Found},
};

/// The most booklets that one act moves.
pub const MOST: i64 = 10_000;

/// From a printed number to another, both included.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Lot {
    label: String,
    first: i64,
    last: i64,
}

impl Lot {
    /// Reads two printed numbers as typed; an empty second one means the first booklet alone.
    ///
    /// Refusals: `NOT_FOUND` (no such number), `INPUT_INVALID` (of two orders, backwards, more than 10 000).
    pub fn parse(first: &str, last: &str) -> Result<Self, Refusal> {
        let first = Serial::parse(first).ok_or(Refusal::NotFound)?;
        let last = match last.trim() {
            "" => first.clone(),
            typed => Serial::parse(typed).ok_or(Refusal::NotFound)?,
        };
        let count = last.no.saturating_sub(first.no).saturating_add(1);
        if first.label != last.label || !(1..=MOST).contains(&count) {
            return Err(Refusal::Invalid { field: "carnets" });
        }
        Ok(Self { label: first.label, first: first.no, last: last.no })
    }

    /// These numbers of an order, which the caller has looked at.
    pub(crate) fn of(order: &Order, first: i64, last: i64) -> Self {
        Self { label: order.label.clone(), first, last }
    }

    /// The first one's printed number.
    pub fn first(&self) -> Serial {
        Serial { label: self.label.clone(), no: self.first }
    }

    /// The last one's printed number.
    pub fn last(&self) -> Serial {
        Serial { label: self.label.clone(), no: self.last }
    }

    /// How many booklets.
    pub const fn carnets(&self) -> i64 {
        self.last - self.first + 1
    }

    /// The booklets and their order, all issued. Refusals: `NOT_FOUND`, `WRONG_STAGE` (not issued, closed).
    pub(crate) fn read(&self, conn: &mut AnyConn) -> Reply<(Order, Vec<Found>)> {
        let order = rows::orders::labelled(conn, &self.label)?.ok_or(Refusal::NotFound)?;
        if self.last > order.terms.carnets {
            return Err(Refusal::NotFound.into());
        }
        if order.issued_at.is_none() || order.closed_at.is_some() {
            return Err(Refusal::WrongStage { stage: order.stage().name() }.into());
        }
        let found = rows::carnets::between(conn, order.id, (self.first, self.last))?;
        Ok((order, found))
    }
}

/// Whether all these booklets may leave: none handed over, none blocked, all in the stock that is meant (if one is).
pub(crate) fn may_leave(found: &[Found], stock: Option<StructureId>) -> Result<(), Refusal> {
    if found.iter().any(|carnet| carnet.handed_over) {
        return Err(Refusal::AlreadyHandedOver);
    }
    if let Some((since, _)) = found.iter().find_map(|carnet| carnet.blocked) {
        return Err(Refusal::CarnetBlocked { since });
    }
    match stock {
        Some(stock) if found.iter().any(|carnet| carnet.stock_of != Some(stock)) => Err(Refusal::OtherStock),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lot_is_read_as_people_type_it() {
        let lot = Lot::parse("k7qmx 1", "K7QMX-0010").unwrap();
        assert_eq!(
            (lot.carnets(), lot.first().to_string(), lot.last().to_string()),
            (10, "K7QMX-0001".to_owned(), "K7QMX-0010".to_owned())
        );
        assert_eq!(Lot::parse("K7QMX-0004", " ").map(|lot| lot.carnets()), Ok(1));
        for (first, last) in [("", ""), ("K7QMX", ""), ("K7QMX-1", "autre")] {
            assert_eq!(Lot::parse(first, last), Err(Refusal::NotFound), "{first} {last}");
        }
        for (first, last) in [("K7QMX-2", "K7QMX-1"), ("K7QMX-1", "ZZZZZ-2"), ("K7QMX-1", "K7QMX-10001")] {
            assert_eq!(Lot::parse(first, last), Err(Refusal::Invalid { field: "carnets" }), "{first} {last}");
        }
    }
}
