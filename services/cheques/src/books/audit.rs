//! An audit, both ways: from a redemption to its order, its hand-over, its run, its transfer and the bank's entry; and from
//! an entry of the bank back to the cheques that it pays. For whoever is on the centre's own machine.

use std::collections::{HashSet, VecDeque};

use kernel::{cents::Cents, chance::Chance, clock::At, clock::Day, ids::VenueId};
use serde::Serialize;
use store::{Fault, Reply, Store, conn::AnyConn};

use crate::{
    order::Serial,
    payments::settlement::{Payment, Settlement},
    rows::{
        self,
        audits::{FollowedRow, PaidRow, Parts},
        bank_seen::EntryRow,
    },
};

/// A redemption, followed to the bank.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Followed {
    /// Its line of the ledger.
    pub ledger_no: i64,
    /// When the cheque was honoured.
    pub at: At,
    /// The cheque: its booklet's number and its place in it.
    pub cheque: String,
    /// Its value.
    pub value: Cents,
    /// Where.
    pub venue: String,
    /// The order that pays.
    pub order: Ordered,
    /// How the booklet came into somebody's hand; none when it never did.
    pub hand_over: Option<HandOver>,
    /// The session at which it was used, where one is known.
    pub attendance: Option<String>,
    /// Undone since: when, and at which line of the ledger.
    pub undone: Option<(At, i64)>,
    /// The runs that it went through, the one that gathered it first; none: it waits, or was undone.
    pub runs: Vec<Passage>,
}

/// A run that a redemption went through.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Passage {
    /// The run.
    pub run: Run,
    /// The transfer of that run to the structure, if there was one.
    pub transfer: Option<Transfer>,
    /// What the bank says of that transfer, oldest first.
    pub bank: Vec<BankEntry>,
    /// Why it left this run unpaid, or a part of it, as its rows say; empty: this run pays it.
    pub left: Vec<String>,
}

/// The order behind a cheque.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Ordered {
    /// Its label.
    pub label: String,
    /// Who pays.
    pub funder: String,
    /// Under which reference the funds came.
    pub funds_reference: Option<String>,
}

/// How a booklet was handed over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct HandOver {
    /// When.
    pub at: At,
    /// By which prescriber.
    pub by: String,
}

/// The run that pays a cheque.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Run {
    /// Its number.
    pub no: i64,
    /// How far it has come.
    pub stage: &'static str,
    /// When it was approved.
    pub approved_at: Option<At>,
    /// The day asked of the bank.
    pub execution_day: Option<Day>,
}

/// A transfer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Transfer {
    /// The reference that follows the money.
    pub reference: String,
    /// The holder of the account.
    pub holder: String,
    /// Its IBAN, masked.
    pub iban: String,
    /// The whole of it.
    pub amount: Cents,
    /// Cheques in it.
    pub cheques: i64,
}

/// An entry of the bank.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct BankEntry {
    /// `statement`, `notification` or `answer`.
    pub from: String,
    /// The number of that document.
    pub number: String,
    /// The bank's own reference.
    pub reference: String,
    /// When it was booked.
    pub day: Day,
    /// Above zero: money that came.
    pub amount: Cents,
    /// What it was found to be.
    pub ending: String,
}

/// What stands behind an entry of the bank.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Behind {
    /// The entry.
    pub entry: BankEntry,
    /// The run that it pays.
    pub run: Option<Run>,
    /// The order whose funds it is.
    pub order: Option<Ordered>,
    /// The cheques that it pays, in the order of the ledger.
    pub cheques: Vec<PaidCheque>,
    /// Their value.
    pub total: Cents,
    /// What was taken off for the network's fee and for what the structure owed.
    pub kept: Cents,
    /// What of the rest is not in this payment: a first payment on an account is limited, and a later one pays what is above.
    pub elsewhere: Cents,
}

/// A cheque behind an entry of the bank.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PaidCheque {
    /// Its line of the ledger.
    pub ledger_no: i64,
    /// When it was honoured.
    pub at: At,
    /// Its booklet's number and its place in it.
    pub cheque: String,
    /// Its value.
    pub value: Cents,
    /// Where.
    pub venue: String,
}

/// A sample of redemptions, each followed to the bank: the same seed over the same books gives the same ones.
pub async fn sample(store: &Store, most: usize, seed: u64) -> Reply<Vec<Followed>> {
    store
        .read_still("audit.sample", move |conn| {
            let drawn = drawn(rows::audits::numbers(conn)?, most, &Chance::from_seed(seed));
            let mut all = Vec::with_capacity(drawn.len());
            for no in drawn {
                all.extend(followed(conn, no)?);
            }
            Ok(all)
        })
        .await
}

/// So many of them, each as likely as the others, in order.
fn drawn(mut numbers: Vec<i64>, most: usize, chance: &Chance) -> Vec<i64> {
    let wanted = most.min(numbers.len());
    for place in 0..wanted {
        let left = u64::try_from(numbers.len() - place).unwrap_or(1);
        // Of 2^64 values: what a remainder favours is below one in a million millions.
        let step = u64::from_be_bytes(chance.bytes()) % left;
        numbers.swap(place, place + usize::try_from(step).unwrap_or(0));
    }
    numbers.truncate(wanted);
    numbers.sort_unstable();
    numbers
}

/// What stands behind the entries under a reference: the bank's own, or the one that follows the money.
pub async fn bank_entry(store: &Store, reference: &str) -> Reply<Vec<Behind>> {
    let reference = reference.trim().to_owned();
    store
        .read_still("audit.bankEntry", move |conn| {
            let entries = rows::bank_seen::under(conn, &reference)?;
            Ok(entries.iter().map(|entry| behind(conn, entry)).collect::<Result<_, _>>()?)
        })
        .await
}

fn followed(conn: &mut AnyConn, ledger_no: i64) -> Result<Option<Followed>, Fault> {
    let Some(row) = rows::audits::followed(conn, ledger_no)? else { return Ok(None) };
    Ok(Some(Followed {
        ledger_no,
        at: At(row.at),
        cheque: named(&row.label, row.carnet_no, row.cheque_no),
        value: Cents::new(row.value_cents),
        venue: venue(conn, row.venue())?,
        order: Ordered {
            label: row.label.clone(),
            funder: structure(conn, row.funder())?,
            funds_reference: rows::accounting::funds_reference(conn, row.order(), None)?,
        },
        hand_over: handed_over(conn, &row)?,
        attendance: None,
        undone: row.undone_at.map(At).zip(row.undone_no),
        runs: passages(conn, &row)?,
    }))
}

/// From the run that gathered it to those that pay it: what leaves a run unpaid is taken by a later one, each told once.
fn passages(conn: &mut AnyConn, row: &FollowedRow) -> Result<Vec<Passage>, Fault> {
    let (mut all, mut seen) = (Vec::new(), HashSet::new());
    let mut ahead = VecDeque::from_iter(row.run());
    while let Some(id) = ahead.pop_front() {
        if !seen.insert(id) {
            continue;
        }
        let Some(run) = rows::settlements::find(conn, id)? else { break };
        let payments = rows::settlements::payments(conn, id)?;
        let left = rows::audits::left(conn, id, row.venue(), row.structure())?;
        all.push(Passage {
            run: told(&run),
            transfer: payments.into_iter().find(|one| one.structure == row.structure()).map(transfer),
            bank: rows::bank_seen::of_payment(conn, id, row.structure())?.iter().map(entry).collect(),
            left: left.iter().map(|left| left.why.clone()).collect(),
        });
        ahead.extend(left.iter().filter_map(|left| left.taken_by));
    }
    Ok(all)
}

fn handed_over(conn: &mut AnyConn, row: &FollowedRow) -> Result<Option<HandOver>, Fault> {
    let Some((at, prescriber)) = row.handed_over_at.zip(row.prescriber()) else { return Ok(None) };
    Ok(Some(HandOver { at: At(at), by: structure(conn, prescriber)? }))
}

fn behind(conn: &mut AnyConn, row: &EntryRow) -> Result<Behind, Fault> {
    let run = row.settlement().map(|id| rows::settlements::find(conn, id)).transpose()?.flatten();
    let paid = match row.settlement() {
        Some(run) => rows::audits::paid_by(conn, run, row.structure())?,
        None => Vec::new(),
    };
    let total = Cents::total(paid.iter().map(|one| Cents::new(one.value_cents)))
        .map_err(|error| Fault::because("the sum of a payment does not fit", error))?;
    let parts = match row.settlement() {
        Some(run) => rows::audits::parts(conn, run, row.structure())?,
        None => Parts::default(),
    };
    let order = match row.order() {
        Some(id) => rows::orders::find(conn, id)?,
        None => None,
    };
    let order = match order {
        Some(order) => Some(Ordered {
            funder: structure(conn, order.funder)?,
            funds_reference: rows::accounting::funds_reference(conn, order.id, None)?,
            label: order.label,
        }),
        None => None,
    };
    Ok(Behind {
        entry: entry(row),
        run: run.as_ref().map(told),
        order,
        cheques: paid.iter().map(|one| paid_cheque(conn, one)).collect::<Result<_, _>>()?,
        total,
        kept: Cents::new(parts.kept),
        elsewhere: Cents::new((total.get() - parts.kept - parts.paid).max(0)),
    })
}

fn told(run: &Settlement) -> Run {
    Run { no: run.no, stage: run.stage.name(), approved_at: run.approved_at, execution_day: run.execution_day }
}

fn paid_cheque(conn: &mut AnyConn, row: &PaidRow) -> Result<PaidCheque, Fault> {
    Ok(PaidCheque {
        ledger_no: row.ledger_no,
        at: At(row.at),
        cheque: named(&row.label, row.carnet_no, row.cheque_no),
        value: Cents::new(row.value_cents),
        venue: venue(conn, row.venue())?,
    })
}

fn transfer(payment: Payment) -> Transfer {
    Transfer {
        reference: payment.end_to_end_id,
        holder: payment.holder,
        iban: registry::account::masked(&payment.iban),
        amount: payment.amount,
        cheques: payment.cheques,
    }
}

fn entry(row: &EntryRow) -> BankEntry {
    BankEntry {
        from: row.kind.clone(),
        number: row.number.clone(),
        reference: if row.reference.is_empty() { row.end_to_end.clone() } else { row.reference.clone() },
        day: Day::from_number(row.booking_day),
        amount: Cents::new(row.amount_cents),
        ending: row.ending.clone(),
    }
}

fn named(label: &str, carnet_no: i64, cheque_no: i64) -> String {
    format!("{}/{cheque_no}", Serial { label: label.to_owned(), no: carnet_no })
}

fn venue(conn: &mut AnyConn, id: VenueId) -> Result<String, Fault> {
    Ok(registry::venue::names(conn, &[id])?.remove(&id).unwrap_or_default())
}

fn structure(conn: &mut AnyConn, id: kernel::ids::StructureId) -> Result<String, Fault> {
    Ok(registry::structure::names(conn, &[id])?.remove(&id).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sample_is_the_same_for_the_same_seed_and_takes_nothing_twice() {
        let all: Vec<i64> = (1..=500).collect();
        let draw = |seed| drawn(all.clone(), 60, &Chance::from_seed(seed));
        assert_eq!(draw(1), draw(1));
        assert_ne!(draw(1), draw(2));
        let sample = draw(3);
        assert_eq!(sample.len(), 60);
        assert!(sample.windows(2).all(|two| two[0] < two[1]));
        assert_eq!(drawn(vec![5, 9], 60, &Chance::from_seed(1)), [5, 9]);
        assert!(drawn(Vec::new(), 60, &Chance::from_seed(1)).is_empty());
    }
}
