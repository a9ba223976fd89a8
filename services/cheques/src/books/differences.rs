//! What stands between the bank's balance and the ledger's: each difference by its name, its day and its amount.

use std::collections::{BTreeMap, BTreeSet};

use kernel::{cents::Cents, clock::Day, ids::Id};
use serde::{Deserialize, Serialize};
use store::{Fault, conn::AnyConn};

use crate::{
    account::Owner,
    rows::{self, bank_seen::LooseRow, proofs::BankMoved},
};

/// Why the bank and the ledger do not say the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Kind {
    /// The ledger has it, the statement does not show it yet.
    InFlight,
    /// The same for more than a week: it should have been seen.
    Late,
    /// The bank has it, the ledger does not yet.
    NotPosted,
    /// What the bank took for its services.
    Charge,
    /// Money that came and belongs to nobody known.
    UnknownCredit,
    /// Money that left, and nobody knows why.
    UnknownDebit,
    /// What no entry explains: a statement is missing, or money was on the account before the first one.
    Unexplained,
}

/// One difference: what the bank has more than the ledger (less, below zero).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Difference {
    /// Why.
    pub kind: Kind,
    /// How much more the bank has.
    pub amount: Cents,
    /// Since when; none: it is not known.
    pub day: Option<Day>,
    /// The order, the run, or what the bank wrote, for a treasurer.
    pub about: String,
}

/// How long what the ledger has may take to be seen at the bank.
const LONGEST_FLIGHT_DAYS: i64 = 7;
/// What banks write when they charge for something.
const CHARGES: [&str; 6] = ["FRAIS", "COMMISSION", "COTISATION", "COTIS", "AGIOS", "TENUE DE COMPTE"];

/// Every difference between a closing balance and what the ledger's bank account holds now: they sum to the whole of it.
pub(super) fn all(
    conn: &mut AnyConn,
    iban: &str,
    (until, closing): (Day, Cents),
    ledger: Cents,
) -> Result<Vec<Difference>, Fault> {
    let loose = rows::bank_seen::loose(conn, iban)?.iter().map(loose).collect();
    let mut found = paired(by_subject(conn, iban, until)?, loose);
    let told = Cents::total(found.iter().map(|one| one.amount)).map_err(overflow)?;
    let rest = closing.minus(ledger).and_then(|whole| whole.minus(told)).map_err(overflow)?;
    if rest != Cents::ZERO {
        found.push(Difference { kind: Kind::Unexplained, amount: rest, day: None, about: String::new() });
    }
    Ok(found)
}

/// Funds and refunds that somebody confirmed by hand, and the entries of that very amount that nothing else answers, are
/// the same: no reference of ours follows this money. A payment of a run bears one, and is never taken for another.
fn paired(by_subject: Vec<(bool, Difference)>, mut loose: Vec<Difference>) -> Vec<Difference> {
    let mut left = Vec::with_capacity(by_subject.len() + loose.len());
    for (of_order, one) in by_subject {
        let answers = |entry: &Difference| of_order && Cents::ZERO.minus(entry.amount) == Ok(one.amount);
        match loose.iter().position(answers) {
            Some(place) => drop(loose.remove(place)),
            None => left.push(one),
        }
    }
    left.append(&mut loose);
    left
}

/// Orders and runs of which the bank shows more or less than the ledger; whether each is an order.
fn by_subject(conn: &mut AnyConn, iban: &str, until: Day) -> Result<Vec<(bool, Difference)>, Fault> {
    let posted: BTreeMap<Id<Owner>, BankMoved> =
        rows::proofs::bank_moved(conn)?.into_iter().map(|one| (one.subject(), one)).collect();
    let mut shown: BTreeMap<Id<Owner>, (i64, Day)> = BTreeMap::new();
    for one in rows::bank_seen::by_subject(conn, iban)? {
        shown.insert(one.subject(), (one.cents, Day::from_number(one.day)));
    }
    let subjects: BTreeSet<Id<Owner>> = posted.keys().chain(shown.keys()).copied().collect();
    let mut found = Vec::new();
    for subject in subjects {
        let (at_bank, seen_on) = shown.get(&subject).copied().unzip();
        let (in_ledger, posted_on) = posted.get(&subject).map(|one| (one.cents, one.day())).unzip();
        let amount = at_bank.unwrap_or(0) - in_ledger.unwrap_or(0);
        if amount == 0 {
            continue;
        }
        // The ledger is ahead where it moved last, or alone.
        let ahead = posted_on.is_some() && seen_on <= posted_on;
        let day = if ahead { posted_on } else { seen_on };
        let kind = match ahead {
            false => Kind::NotPosted,
            true if day.is_some_and(|day| until.number() - day.number() > LONGEST_FLIGHT_DAYS) => Kind::Late,
            true => Kind::InFlight,
        };
        let (of_order, about) = about(conn, subject)?;
        found.push((of_order, Difference { kind, amount: Cents::new(amount), day, about }));
    }
    Ok(found)
}

/// Whether it is an order, and its name.
fn about(conn: &mut AnyConn, subject: Id<Owner>) -> Result<(bool, String), Fault> {
    if let Some(run) = rows::settlements::find(conn, subject.recast())? {
        return Ok((false, format!("Règlement n° {}", run.no)));
    }
    let order = rows::orders::find(conn, subject.recast())?;
    Ok((true, order.map_or_else(String::new, |order| format!("Commande {}", order.label))))
}

fn loose(entry: &LooseRow) -> Difference {
    let written = [entry.party.trim(), entry.remittance.trim(), entry.reference.trim()];
    let about = written.iter().filter(|text| !text.is_empty()).copied().collect::<Vec<_>>().join(" · ");
    let shouted = about.to_uppercase();
    let kind = match entry.amount_cents > 0 {
        true if entry.ending == "proposed" => Kind::NotPosted,
        true => Kind::UnknownCredit,
        false if CHARGES.iter().any(|word| shouted.contains(word)) => Kind::Charge,
        false => Kind::UnknownDebit,
    };
    let day = Some(Day::from_number(entry.booking_day));
    Difference { kind, amount: Cents::new(entry.amount_cents), day, about: about.chars().take(140).collect() }
}

fn overflow(error: kernel::cents::Overflow) -> Fault {
    Fault::because("the differences with the bank do not fit", error)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(kind: Kind, cents: i64) -> Difference {
        Difference { kind, amount: Cents::new(cents), day: None, about: String::new() }
    }

    #[test]
    fn what_was_confirmed_by_hand_finds_its_entry_and_a_run_finds_none() {
        let entries = || vec![one(Kind::UnknownCredit, 10_000), one(Kind::UnknownDebit, -700), one(Kind::Charge, -350)];
        let funds = (true, one(Kind::InFlight, -10_000));
        let refund = (true, one(Kind::InFlight, 700));
        assert_eq!(paired(vec![funds, refund], entries()), [one(Kind::Charge, -350)]);
        let run = (false, one(Kind::InFlight, 700));
        assert_eq!(paired(vec![run], entries()).len(), 4, "a payment of a run is known by its reference alone");
        let twice = vec![(true, one(Kind::InFlight, -10_000)), (true, one(Kind::Late, -10_000))];
        let left = paired(twice, entries());
        assert_eq!(left[0], one(Kind::Late, -10_000), "an entry answers once");
    }
}
