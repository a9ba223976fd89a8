//! A receipt, told again: to the venue that gave it, as it was when it was given.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use kernel::{
    access::{Action, Actor},
    cents::Cents,
    ids::{CarnetId, ChequeId, PersonId, ReceiptId},
};
use store::{Fault, Reply, conn::AnyConn};

use crate::{
    counter::receipt::{Receipt, Remaining},
    desk::Desk,
    rows::{self, acts::Use, carnets::Cover, redemptions::Redemption},
};

/// A receipt and what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReceiptSeen {
    /// As it was given.
    pub receipt: Receipt,
    /// The venue's name.
    pub venue_name: String,
    /// Who took the cheques.
    pub by: PersonId,
    /// Whether the whole act was undone.
    pub voided: bool,
    /// How many of its cheques were: by the venue all, by the network some or all.
    pub undone: usize,
    /// Whether it can still be undone.
    pub voidable: bool,
}

/// The receipt of an act, if it is the caller's own. What remains is told as of the act: what is used elsewhere later is not.
pub async fn receipt(desk: &Desk, actor: &Actor, id: ReceiptId) -> Reply<Option<ReceiptSeen>> {
    let (actor, today) = (actor.clone(), desk.store.now().day());
    desk.store
        .read("receipt", move |conn| {
            let redemptions = rows::redemptions::of_receipt(conn, id)?;
            let Some(first) = redemptions.first().filter(|one| actor.may(Action::Receipt, one.structure).is_ok())
            else {
                return Ok(None);
            };
            let keys: Vec<(ChequeId, i64)> = redemptions.iter().map(|one| (one.cheque, one.round)).collect();
            let (undone, settled) = rows::redemptions::ended(conn, &keys)?;
            Ok(Some(ReceiptSeen {
                receipt: given(conn, id, first, &redemptions)?,
                venue_name: registry::venue::names(conn, &[first.venue])?.remove(&first.venue).unwrap_or_default(),
                by: first.by,
                voided: undone == keys.len(),
                undone,
                voidable: undone == 0 && !settled && first.at.day() == today,
            }))
        })
        .await
}

fn given(conn: &mut AnyConn, id: ReceiptId, first: &Redemption, redemptions: &[Redemption]) -> Result<Receipt, Fault> {
    let carnets = Vec::from_iter(redemptions.iter().map(|one| one.carnet).collect::<BTreeSet<_>>());
    let last = redemptions.iter().map(|one| one.ledger_no).max().unwrap_or_default();
    let covers = rows::carnets::covers(conn, &carnets)?;
    Ok(Receipt {
        id,
        venue: first.venue,
        at: first.at,
        cheques: redemptions.len(),
        value: Cents::total(redemptions.iter().map(|one| one.value)).map_err(overflow)?,
        remaining: remaining(&rows::acts::uses(conn, &carnets)?, &covers, last)?,
        service: rows::services::of_receipts(conn, &[id])?.remove(&id),
    })
}

/// What remained in each booklet just after a line of the ledger, in order of serial.
fn remaining(uses: &[Use], covers: &HashMap<CarnetId, Cover>, last: i64) -> Result<Vec<Remaining>, Fault> {
    let spent = |one: &Use| {
        let by_then = |line: Option<i64>| line.is_some_and(|line| line <= last);
        by_then(one.redeemed) && !by_then(one.undone)
    };
    let mut cheques: BTreeMap<ChequeId, (&Use, bool)> = BTreeMap::new();
    for one in uses {
        cheques.entry(one.cheque).or_insert((one, false)).1 |= spent(one);
    }
    let mut told: Vec<_> = covers.iter().collect();
    told.sort_by_key(|(_, (serial, _))| serial);
    told.into_iter()
        .map(|(carnet, (serial, until))| {
            let left = cheques.values().filter(|(one, spent)| one.carnet == *carnet && !spent && !one.set_aside);
            let values: Vec<Cents> = left.map(|(one, _)| one.value).collect();
            Ok(Remaining {
                carnet: serial.to_string(),
                cheques: i64::try_from(values.len()).unwrap_or(i64::MAX),
                value: Cents::total(values).map_err(overflow)?,
                until: *until,
            })
        })
        .collect()
}

fn overflow(error: kernel::cents::Overflow) -> Fault {
    Fault::because("the value of a receipt does not fit", error)
}

#[cfg(test)]
mod tests {
    use kernel::{clock::Day, ids::Id};

    use super::*;
    use crate::order::Serial;

    /// Three cheques: one taken at line 4, one at line 6 and undone at line 7, one kept for a booking.
    #[test]
    fn what_remains_is_told_as_of_a_line() {
        let carnet = Id::from_bytes([9; 16]);
        let one = |no: u8, redeemed, undone, set_aside| Use {
            cheque: Id::from_bytes([no; 16]),
            carnet,
            value: Cents::new(1000),
            set_aside,
            redeemed,
            undone,
        };
        let uses = [
            one(1, Some(4), None, false),
            one(2, Some(6), Some(7), false),
            one(2, Some(9), None, false),
            one(3, None, None, false),
            one(4, None, None, true),
        ];
        let cover = (Serial { label: "K7QMX".to_owned(), no: 42 }, Day::from_number(20_000));
        let covers = HashMap::from([(carnet, cover)]);
        for (line, left) in [(3, 3), (4, 2), (5, 2), (6, 1), (7, 2), (8, 2), (9, 1)] {
            let told = remaining(&uses, &covers, line).unwrap();
            assert_eq!((told[0].cheques, told[0].value), (left, Cents::new(1000 * left)), "line {line}");
            assert_eq!(told[0].carnet, "K7QMX-0042");
        }
    }
}
