//! The pen: the only place where money is written. Nothing is updated or deleted; a correction is a new line.
//!
//! Four moves, said once: funding takes bank → held(order); a redemption held → due(venue); a settlement
//! due → in transit(batch) → bank; expiry held → refundable(funder) → bank. What the bank rejects goes back from in transit
//! to due, what it returns from bank to due; a settlement also takes fees (due → fees) and what is owed back
//! (due → recoverable). Debit is where value leaves a promise
//! (or enters the bank), credit where it becomes one (or leaves the bank).
//!
//! Two moves go back. A reversal undoes a redemption: due → held, or recoverable(venue) → held when an approved run has it, for
//! the venue then owes the money back; once the order is closed, to refundable in the place of held. An offset takes what a venue
//! owes back from what it is due: due → recoverable.

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
    /// The bank paid a credit note.
    Refund,
    /// The operator undid a redemption, paid or not.
    Reversal,
    /// What a venue owes back was taken from what it, or another of its structure, was due.
    Offset,
    /// The bank did not execute a payment: it is due again.
    Rejection,
    /// A payment came back: it is due again.
    Return,
    /// The network keeps its fee of what a venue is owed.
    Fee,
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
            Self::Refund => "refund",
            Self::Reversal => "reversal",
            Self::Offset => "offset",
            Self::Rejection => "rejection",
            Self::Return => "return",
            Self::Fee => "fee",
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

    /// The bank has paid what was promised back to the funder of an order.
    pub const fn refund(order: OrderId, funder: StructureId, amount: Cents) -> Self {
        Self::new(Account::Refundable(funder), Account::Bank, amount, Reason::Refund, order.recast())
    }

    /// The redemption at that line of the ledger is undone by the operator.
    ///
    /// `owing` is the account that gives the money back: due to the venue as long as no approved run has the redemption,
    /// recoverable from it after. `to` is the order that holds it again, or the funder of an order that is closed.
    pub const fn reversal(owing: Account, to: Account, cheque: ChequeId, amount: Cents, corrects: i64) -> Self {
        let mut entry = Self::new(owing, to, amount, Reason::Reversal, cheque.recast());
        entry.corrects = Some(corrects);
        entry
    }

    /// What a venue owes back is taken, by a run, from what a venue of the same structure is due: the same one, or another.
    pub const fn offset(batch: SettlementId, due: VenueId, owing: VenueId, amount: Cents) -> Self {
        Self::new(Account::Due(due), Account::Recoverable(owing), amount, Reason::Offset, batch.recast())
    }

    /// The bank did not execute what a batch paid a venue: it is due again.
    pub const fn rejection(batch: SettlementId, venue: VenueId, amount: Cents) -> Self {
        Self::new(Account::InTransit(batch), Account::Due(venue), amount, Reason::Rejection, batch.recast())
    }

    /// What a batch paid a venue came back to the bank account: it is due again.
    pub const fn returned(batch: SettlementId, venue: VenueId, amount: Cents) -> Self {
        Self::new(Account::Bank, Account::Due(venue), amount, Reason::Return, batch.recast())
    }

    /// Of what a venue is owed, so much is the network's fee.
    pub const fn fee(batch: SettlementId, venue: VenueId, amount: Cents) -> Self {
        Self::new(Account::Due(venue), Account::Fees, amount, Reason::Fee, batch.recast())
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

#[cfg(test)]
mod tests {
    use super::*;

    fn at(ms: i64) -> At {
        At(1_741_000_000_000 + ms)
    }

    /// Computed by another program from the sentence above [`chain`]: the form of the chain never changes.
    #[test]
    fn the_chain_is_the_one_that_was_documented() {
        let order: OrderId = Id::from_bytes([7; 16]);
        let first = line(&Entry::funding(order, Cents::new(123_400)), 1, at(0), &[0; 32]);
        assert_eq!(store::files::hex(&first.hash), "7548b81c7c3276754b7854a258bd5feee1d3d58fd40b670572ec71654a4906a3");
        let void = Entry::void(order, Id::from_bytes([8; 16]), Id::from_bytes([9; 16]), Cents::new(1000), 1);
        let second = line(&void, 2, at(1), &first.hash);
        assert_eq!(store::files::hex(&second.hash), "280e58ccfafb37e470c965a37d928e51a0e0d66684bae83f6a35b6324c0446b6");
    }

    #[test]
    fn each_column_of_a_line_is_in_its_hash() {
        let entry =
            Entry::redemption(Id::from_bytes([1; 16]), Id::from_bytes([2; 16]), Id::from_bytes([3; 16]), Cents::new(5));
        let whole = line(&entry, 4, at(0), &[0; 32]);
        let changes: [fn(&mut rows::Line); 10] = [
            |line| line.ledger_no += 1,
            |line| line.debit_kind = "due".to_owned(),
            |line| line.debit_owner = Id::from_bytes([9; 16]),
            |line| line.credit_kind = "held".to_owned(),
            |line| line.credit_owner = Id::from_bytes([9; 16]),
            |line| line.amount = Cents::new(6),
            |line| line.reason = "void".to_owned(),
            |line| line.subject = Id::from_bytes([9; 16]),
            |line| line.corrects = Some(1),
            |line| line.at = at(1),
        ];
        for (change, no) in changes.into_iter().zip(1..) {
            let mut other = whole.clone();
            change(&mut other);
            assert_ne!(chain(&[0; 32], &other), whole.hash, "change {no}");
        }
        assert_ne!(chain(&[1; 32], &whole), whole.hash, "the line before");
    }

    #[test]
    fn money_moves_as_the_page_says() {
        let (order, venue, batch): (OrderId, VenueId, SettlementId) =
            (Id::from_bytes([1; 16]), Id::from_bytes([2; 16]), Id::from_bytes([3; 16]));
        let (cheque, funder, amount) = (Id::from_bytes([4; 16]), Id::from_bytes([5; 16]), Cents::new(1));
        let reversal = |owing, to| Entry::reversal(owing, to, cheque, amount, 9);
        let told = [
            (Entry::funding(order, amount), "bank", "held", "funding"),
            (Entry::redemption(order, venue, cheque, amount), "held", "due", "redemption"),
            (Entry::void(order, venue, cheque, amount, 9), "due", "held", "void"),
            (Entry::settlement(batch, venue, amount), "due", "in-transit", "settlement"),
            (Entry::payment(batch, amount), "in-transit", "bank", "payment"),
            (Entry::expiry(order, funder, amount), "held", "refundable", "expiry"),
            (Entry::refund(order, funder, amount), "refundable", "bank", "refund"),
            (reversal(Account::Due(venue), Account::Held(order)), "due", "held", "reversal"),
            (reversal(Account::Due(venue), Account::Refundable(funder)), "due", "refundable", "reversal"),
            (reversal(Account::Recoverable(venue), Account::Held(order)), "recoverable", "held", "reversal"),
            (
                reversal(Account::Recoverable(venue), Account::Refundable(funder)),
                "recoverable",
                "refundable",
                "reversal",
            ),
            (Entry::offset(batch, venue, venue, amount), "due", "recoverable", "offset"),
            (Entry::rejection(batch, venue, amount), "in-transit", "due", "rejection"),
            (Entry::returned(batch, venue, amount), "bank", "due", "return"),
            (Entry::fee(batch, venue, amount), "due", "fees", "fee"),
        ];
        for (entry, debit, credit, reason) in told {
            assert_eq!((entry.debit.kind(), entry.credit.kind(), entry.reason.name()), (debit, credit, reason));
            assert_eq!(entry.corrects, ["void", "reversal"].contains(&reason).then_some(9));
        }
    }
}
