//! The pen: the only place where money is written. Nothing is updated or deleted; a correction is a new line.
//!
//! Four moves, said once: funding takes bank → held(order); a redemption held → due(venue); a settlement
//! due → in transit(batch) → bank; expiry held → refundable(funder). Debit is where value leaves a promise
//! (or enters the bank), credit where it becomes one (or leaves the bank).

use kernel::{
    cents::Cents,
    clock::At,
    ids::{ChequeId, Id, OrderId, SettlementId, StructureId, VenueId},
};
use sha2::{Digest, Sha256};
use store::{
    Fault, Tx,
    head::{self, Event},
};

use crate::{
    account::{Account, Subject},
    rows::ledger as rows,
};

/// One move of money that balances by construction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    debit: Account,
    credit: Account,
    amount: Cents,
    reason: Reason,
    subject: Id<Subject>,
    corrects: Option<i64>,
}

/// Why money moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Reason {
    /// The funder's money came.
    Funding,
    /// A venue honoured a cheque.
    Redemption,
    /// The venue undid it the same day.
    Void,
    /// The batch was approved: what is due goes to the bank.
    Settlement,
    /// The bank paid.
    Payment,
    /// The tolerance is past: what is left goes back.
    Expiry,
}

impl Reason {
    /// As the ledger keeps it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Funding => "funding",
            Self::Redemption => "redemption",
            Self::Void => "void",
            Self::Settlement => "settlement",
            Self::Payment => "payment",
            Self::Expiry => "expiry",
        }
    }
}

impl Entry {
    /// The funds of an order have come.
    pub const fn funding(order: OrderId, amount: Cents) -> Self {
        Self::new(Account::Bank, Account::Held(order), amount, Reason::Funding, order.recast())
    }

    /// A cheque of an order was honoured by a venue.
    pub const fn redemption(order: OrderId, venue: VenueId, cheque: ChequeId, amount: Cents) -> Self {
        Self::new(Account::Held(order), Account::Due(venue), amount, Reason::Redemption, cheque.recast())
    }

    /// The redemption at that line of the ledger is undone.
    pub const fn void(order: OrderId, venue: VenueId, cheque: ChequeId, amount: Cents, corrects: i64) -> Self {
        let mut entry = Self::new(Account::Due(venue), Account::Held(order), amount, Reason::Void, cheque.recast());
        entry.corrects = Some(corrects);
        entry
    }

    /// What a venue is owed is given to the bank.
    pub const fn settlement(batch: SettlementId, venue: VenueId, amount: Cents) -> Self {
        Self::new(Account::Due(venue), Account::InTransit(batch), amount, Reason::Settlement, batch.recast())
    }

    /// The bank has paid the batch.
    pub const fn payment(batch: SettlementId, amount: Cents) -> Self {
        Self::new(Account::InTransit(batch), Account::Bank, amount, Reason::Payment, batch.recast())
    }

    /// What was never used goes back to the funder.
    pub const fn expiry(order: OrderId, funder: StructureId, amount: Cents) -> Self {
        Self::new(Account::Held(order), Account::Refundable(funder), amount, Reason::Expiry, order.recast())
    }

    const fn new(debit: Account, credit: Account, amount: Cents, reason: Reason, subject: Id<Subject>) -> Self {
        Self { debit, credit, amount, reason, subject, corrects: None }
    }
}

/// Writes the entries, numbered and chained, and tells the events; answers the number of the first line.
///
/// The last thing a transaction does before its own numbered rows: it takes the head.
pub fn post(tx: &mut Tx<'_>, entries: &[Entry], events: &[Event]) -> Result<i64, Fault> {
    if entries.iter().any(|entry| entry.amount <= Cents::ZERO) {
        return Err(Fault::broken("an entry of the ledger must be above zero"));
    }
    let head = head::take(tx, entries.len(), events)?;
    let mut hash = head.ledger_hash;
    let mut lines = Vec::with_capacity(entries.len());
    for (entry, ledger_no) in entries.iter().zip(head.ledger_no + 1..) {
        let line = line(entry, ledger_no, tx.now(), &hash);
        hash = line.hash;
        lines.push(line);
    }
    rows::insert(tx, &lines)?;
    head::seal(tx, &hash)?;
    Ok(head.ledger_no + 1)
}

fn line(entry: &Entry, ledger_no: i64, at: At, previous: &[u8; 32]) -> rows::Line {
    let mut line = rows::Line {
        ledger_no,
        debit_kind: entry.debit.kind().to_owned(),
        debit_owner: entry.debit.owner(),
        credit_kind: entry.credit.kind().to_owned(),
        credit_owner: entry.credit.owner(),
        amount: entry.amount,
        reason: entry.reason.name().to_owned(),
        subject: entry.subject,
        corrects: entry.corrects,
        at,
        hash: [0; 32],
    };
    line.hash = chain(previous, &line);
    line
}

/// The hash of a line: SHA-256 of the previous line's hash and of every column of this one, in this order.
pub(crate) fn chain(previous: &[u8; 32], line: &rows::Line) -> [u8; 32] {
    let corrects = line.corrects.map(|no| no.to_string()).unwrap_or_default();
    let said = format!(
        "{}|{}|{}|{}|{}|{}|{}|{}|{}|{}",
        line.ledger_no,
        line.debit_kind,
        line.debit_owner,
        line.credit_kind,
        line.credit_owner,
        line.amount.get(),
        line.reason,
        line.subject,
        corrects,
        line.at.0,
    );
    Sha256::new().chain_update(previous).chain_update(said).finalize().into()
}
