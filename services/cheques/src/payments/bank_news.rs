//! What the bank says: statements (camt.053), notifications (camt.054) and answers to our files (pain.002), entry by entry.

use kernel::{
    cents::Cents,
    clock::Day,
    ids::{OrderId, SettlementId, StructureId},
};

/// What kind of news it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// camt.053: all entries of an account between two balances.
    Statement,
    /// camt.054: some entries of an account, told as they come.
    Notification,
    /// pain.002: what became of a file of ours.
    Answer,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 3] = [Self::Statement, Self::Notification, Self::Answer];

    /// As the database and the schema keep it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Statement => "statement",
            Self::Notification => "notification",
            Self::Answer => "answer",
        }
    }

    /// The kind of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// A file of the bank, read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct News {
    /// What kind.
    pub kind: Kind,
    /// Statements, notifications, or the one answer; at least one.
    pub statements: Vec<Statement>,
}

/// A statement, a notification or an answer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Statement {
    /// The bank's own identification of it.
    pub number: String,
    /// The account; empty for an answer.
    pub iban: String,
    /// The first day that it tells of.
    pub from: Option<Day>,
    /// The last day.
    pub until: Option<Day>,
    /// The balance before its entries.
    pub opening: Option<Cents>,
    /// The balance after them.
    pub closing: Option<Cents>,
    /// What moved, or what was answered.
    pub entries: Vec<Entry>,
}

/// What the bank says of one payment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Word {
    /// It moved on the account.
    #[default]
    Booked,
    /// It will not be executed.
    Rejected,
    /// It was received, or is under way.
    Accepted,
}

/// One entry, or one payment of an entry that gathers several.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// What the bank says.
    pub word: Word,
    /// The bank's own reference; may be empty.
    pub reference: String,
    /// Above zero: money that comes; zero in an answer.
    pub amount: Cents,
    /// The day on which it was booked, or answered.
    pub booked: Option<Day>,
    /// The day from which it counts.
    pub value_day: Option<Day>,
    /// The reference that follows the money; empty when none is told.
    pub end_to_end: String,
    /// The message of ours that it is about, when the bank names it.
    pub message: String,
    /// What was written for the one who is paid.
    pub remittance: String,
    /// Who paid, or was paid.
    pub party: String,
    /// Why it was rejected or came back: `AC04`.
    pub reason: Option<String>,
    /// Whether the bank took it for itself: charges, interest.
    pub charge: bool,
}

/// What an entry was found to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// The bank paid a payment of ours.
    Paid,
    /// The bank will not pay it: its money is due again.
    Rejected,
    /// It was paid and came back: its money is due again.
    Returned,
    /// The bank has received it; no money moved.
    Accepted,
    /// Told before, by another file.
    Known,
    /// Funds that seem to be those of an order: a treasurer confirms.
    Proposed(OrderId),
    /// Funds of an order, confirmed.
    Funds(OrderId),
    /// Nothing known.
    Unmatched(Why),
}

impl Ending {
    /// As the database and the schema keep it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Paid => "paid",
            Self::Rejected => "rejected",
            Self::Returned => "returned",
            Self::Accepted => "accepted",
            Self::Known => "known",
            Self::Proposed(_) => "proposed",
            Self::Funds(_) => "funds",
            Self::Unmatched(_) => "unmatched",
        }
    }

    /// The order that it is about.
    pub const fn order(self) -> Option<OrderId> {
        match self {
            Self::Proposed(order) | Self::Funds(order) => Some(order),
            _ => None,
        }
    }

    /// Why nothing was found.
    pub const fn why(self) -> Option<Why> {
        match self {
            Self::Unmatched(why) => Some(why),
            _ => None,
        }
    }
}

/// Why nothing was found for an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// The bank's own charges or interest.
    Charge,
    /// It bears no reference of ours.
    NoReference,
    /// It bears a reference like ours that no payment has.
    UnknownReference,
    /// The payment has another amount.
    Amount,
    /// The payment was not with the bank, or was settled otherwise.
    Stage,
    /// The same movement twice.
    Twice,
    /// Funds for an order that has all of its funds.
    Overdue,
}

impl Why {
    /// As the database keeps it, and `kernel::words` says it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Charge => "charge",
            Self::NoReference => "no-reference",
            Self::UnknownReference => "unknown-reference",
            Self::Amount => "amount",
            Self::Stage => "stage",
            Self::Twice => "twice",
            Self::Overdue => "overdue",
        }
    }
}

/// The payment that an entry is about: of one structure, or all of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct About {
    /// The run.
    pub settlement: SettlementId,
    /// The structure and how often its money was sent; none: the whole run.
    pub payment: Option<(StructureId, i64)>,
}

/// What became of a payment at the bank.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PaymentStage {
    /// Not told yet.
    Open,
    /// The bank paid it.
    Paid,
    /// The bank will not pay it.
    Rejected,
    /// It was paid and came back.
    Returned,
}

impl PaymentStage {
    /// Every stage.
    pub const ALL: [Self; 4] = [Self::Open, Self::Paid, Self::Rejected, Self::Returned];

    /// As the database keeps it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Paid => "paid",
            Self::Rejected => "rejected",
            Self::Returned => "returned",
        }
    }

    /// The stage of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stage| stage.name() == name)
    }
}

/// Whether a reason tells that the account itself is not to be paid on: somebody has to look at it again.
///
/// Codes of ISO 20022: the account is wrong, closed, blocked or takes no transfer, its bank is wrong, its holder is another
/// one or has died.
pub fn blames_the_account(reason: Option<&str>) -> bool {
    matches!(reason, Some("AC01" | "AC03" | "AC04" | "AC06" | "AC13" | "BE01" | "CNOR" | "FRAD" | "MD07" | "RC01"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_as_they_are_written() {
        assert!(Kind::ALL.into_iter().all(|kind| Kind::named(kind.name()) == Some(kind)));
        assert!(PaymentStage::ALL.into_iter().all(|stage| PaymentStage::named(stage.name()) == Some(stage)));
        for why in
            [Why::Charge, Why::NoReference, Why::UnknownReference, Why::Amount, Why::Stage, Why::Twice, Why::Overdue]
        {
            assert!(!kernel::words::bank_next_step(why.name()).is_empty(), "{why:?}");
        }
    }
}
