//! The proof of the funds: the money of others is there, whole, at any time.
//!
//! What was promised (unused value, dues to venues, transfers under way, refunds, fees, less what venues owe back) is set
//! beside what the ledger says the bank holds, and that beside what the bank itself said last. Whatever stands between the
//! two is listed. A statement that is missing or older than a week proves nothing.

use kernel::{
    access::{Action, Actor},
    cents::{Cents, Overflow},
    clock::{At, Day},
};
use serde::{Deserialize, Serialize};
use store::{Fault, Reply, conn::AnyConn, head};

use super::differences::{self, Kind};
pub use super::differences::{Difference, Kind as DifferenceKind};
use crate::{
    account::{BANK, DUE, FEES, HELD, IN_TRANSIT, RECOVERABLE, REFUNDABLE},
    desk::Desk,
    rows::{self, sums},
};

/// The proof, as it is shown and published.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Proof {
    /// When it was made.
    pub at: At,
    /// The last line of the ledger that it counts.
    pub ledger_no: i64,
    /// What it says.
    pub verdict: Verdict,
    /// What is lacking at the bank; zero when nothing is, or when nothing can be said.
    pub missing: Cents,
    /// Value that funders paid for and nobody has used yet, by the ledger.
    pub unused: Cents,
    /// The same, counted from orders and cheques.
    pub unused_counted: Cents,
    /// Owed to venues.
    pub due: Cents,
    /// Given to the bank, not yet paid.
    pub in_transit: Cents,
    /// Promised back to funders.
    pub refundable: Cents,
    /// Fees kept until they are paid out.
    pub fees: Cents,
    /// What venues owe back.
    pub recoverable: Cents,
    /// What all of it promises: the first ones, less what venues owe back.
    pub promised: Cents,
    /// What the ledger says the bank holds.
    pub ledger_bank: Cents,
    /// What the bank said last.
    pub statement: Option<Statement>,
    /// What stands between the two.
    pub differences: Vec<Difference>,
}

/// A statement of the bank.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Statement {
    /// Its number, as the bank gives it.
    pub number: String,
    /// Its last day.
    pub day: Day,
    /// Its closing balance.
    pub closing: Cents,
}

/// What a proof says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Verdict {
    /// The money is there.
    Proven,
    /// No statement, or an old one: nothing can be said.
    Unproven,
    /// Money is missing at the bank.
    Missing,
    /// The ledger contradicts itself: see the check of the books.
    LedgerWrong,
}

/// How old the last statement may be.
const OLDEST_STATEMENT_DAYS: i64 = 7;

/// The proof of this instant, if the caller may see it.
pub async fn fund_proof(desk: &Desk, actor: &Actor) -> Reply<Option<Proof>> {
    if actor.may_anywhere(Action::FundProof).is_err() {
        return Ok(None);
    }
    now(desk).await.map(Some)
}

/// The proof of this instant, for whoever is on the centre's own machine.
pub async fn now(desk: &Desk) -> Reply<Proof> {
    let (at, iban) = (desk.store.now(), desk.house.iban.clone());
    desk.store.read_still("fundProof", move |conn| Ok(made(conn, at, &iban)?)).await
}

/// The proof at an instant of the account of that IBAN, from rows alone.
pub fn made(conn: &mut AnyConn, at: At, iban: &str) -> Result<Proof, Fault> {
    let balances = sums::balances(conn)?;
    let credit = |kind: &str| balances.iter().find(|one| one.kind == kind).map_or(0, |one| one.cents);
    let [unused, due, in_transit, refundable, fees] =
        [HELD, DUE, IN_TRANSIT, REFUNDABLE, FEES].map(credit).map(Cents::new);
    let [recoverable, ledger_bank] = [RECOVERABLE, BANK].map(|kind| Cents::new(-credit(kind)));
    let promised = Cents::total([unused, due, in_transit, refundable, fees])
        .and_then(|sum| sum.minus(recoverable))
        .map_err(overflow)?;
    let unused_counted = Cents::new(rows::proofs::unused_value(conn)?);
    let statement = rows::bank_seen::last_statement(conn, iban)?.map(|row| Statement {
        number: row.number,
        day: Day::from_number(row.to_day),
        closing: Cents::new(row.closing_cents),
    });
    let differences = match &statement {
        Some(seen) => differences::all(conn, iban, (seen.day, seen.closing), ledger_bank)?,
        None => Vec::new(),
    };
    let missing = missing(&differences).map_err(overflow)?;
    let balanced = promised == ledger_bank && unused == unused_counted;
    let verdict = verdict(at, statement.as_ref(), balanced, missing);
    let ledger_no = head::read(conn)?.ledger_no;
    Ok(Proof {
        at,
        ledger_no,
        verdict,
        missing,
        unused,
        unused_counted,
        due,
        in_transit,
        refundable,
        fees,
        recoverable,
        promised,
        ledger_bank,
        statement,
        differences,
    })
}

/// What is known to lack is said whatever the statement's age; a young statement alone proves.
fn verdict(at: At, statement: Option<&Statement>, balanced: bool, missing: Cents) -> Verdict {
    match statement {
        _ if !balanced => Verdict::LedgerWrong,
        Some(_) if missing > Cents::ZERO => Verdict::Missing,
        Some(seen) if at.day().number() - seen.day.number() <= OLDEST_STATEMENT_DAYS => Verdict::Proven,
        Some(_) | None => Verdict::Unproven,
    }
}

/// What is lacking: what left without a reason, what should have come, and charges that nobody has made good. Money of an
/// unknown giver makes charges good, and nothing else: it is somebody's.
fn missing(differences: &[Difference]) -> Result<Cents, Overflow> {
    let sum = |kinds: &[Kind], sign: i64| {
        let some = differences.iter().filter(|one| kinds.contains(&one.kind) && one.amount.get().signum() == sign);
        Cents::total(some.map(|one| one.amount))
    };
    let lost = sum(&[Kind::UnknownDebit, Kind::Late, Kind::NotPosted, Kind::Unexplained], -1)?;
    let charges = sum(&[Kind::Charge], -1)?.plus(sum(&[Kind::UnknownCredit], 1)?)?;
    let lacking = lost.plus(charges.min(Cents::ZERO))?;
    Cents::ZERO.minus(lacking)
}

fn overflow(error: Overflow) -> Fault {
    Fault::because("the sums of a proof do not fit", error)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn difference(kind: Kind, cents: i64) -> Difference {
        Difference { kind, amount: Cents::new(cents), day: None, about: String::new() }
    }

    #[test]
    fn what_lacks_is_what_left_without_a_reason() {
        use Kind::{Charge, InFlight, Late, NotPosted, Unexplained, UnknownCredit, UnknownDebit};
        let table: [(&[(Kind, i64)], i64); 10] = [
            (&[], 0),
            (&[(InFlight, -5000), (InFlight, 3000)], 0),
            (&[(Late, -5000)], 5000),
            (&[(Late, 5000)], 0),
            (&[(UnknownDebit, -1_000_000)], 1_000_000),
            (&[(UnknownDebit, -1000), (UnknownCredit, 1000)], 1000),
            (&[(Charge, -350)], 350),
            (&[(Charge, -350), (UnknownCredit, 1000)], 0),
            (&[(NotPosted, 2000), (NotPosted, -700)], 700),
            (&[(Unexplained, -1), (Unexplained, 9)], 1),
        ];
        for (told, lacking) in table {
            let told: Vec<Difference> = told.iter().map(|(kind, cents)| difference(*kind, *cents)).collect();
            assert_eq!(missing(&told), Ok(Cents::new(lacking)), "{told:?}");
        }
    }

    #[test]
    fn an_old_statement_proves_nothing_and_hides_nothing() {
        let today = Day::of(2025, 11, 20).unwrap();
        let statement =
            |age: i64| Statement { number: "1".to_owned(), day: today.plus_days(-age), closing: Cents::ZERO };
        let said = |age: Option<i64>, balanced, missing| {
            verdict(today.at(9, 0), age.map(statement).as_ref(), balanced, Cents::new(missing))
        };
        assert_eq!(said(None, true, 0), Verdict::Unproven);
        assert_eq!([said(Some(0), true, 0), said(Some(7), true, 0)], [Verdict::Proven; 2]);
        assert_eq!(said(Some(8), true, 0), Verdict::Unproven);
        assert_eq!([said(Some(0), true, 1), said(Some(30), true, 1)], [Verdict::Missing; 2]);
        assert_eq!([said(None, false, 0), said(Some(0), false, 1)], [Verdict::LedgerWrong; 2]);
    }
}
