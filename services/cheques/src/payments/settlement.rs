//! A payment run: lines up to a mark of the ledger, one payment for each structure.

use kernel::{
    cents::Cents,
    clock::{At, Day},
    ids::{BankAccountId, FileId, PersonId, ReceiptId, SettlementId, StructureId, VenueId},
};

use serde::{Deserialize, Serialize};

use crate::{order::Serial, payments::bank_news::PaymentStage};

/// How far a run has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Its lines are being gathered, chunk by chunk.
    Preparing,
    /// Ready to be looked at by another person.
    Prepared,
    /// Frozen: what was due is in transit.
    Approved,
    /// The bank file was made.
    Exported,
    /// The bank has paid.
    Confirmed,
}

impl Stage {
    /// Every stage, in order.
    pub const ALL: [Self; 5] = [Self::Preparing, Self::Prepared, Self::Approved, Self::Exported, Self::Confirmed];

    /// As the database keeps it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Preparing => "preparing",
            Self::Prepared => "prepared",
            Self::Approved => "approved",
            Self::Exported => "exported",
            Self::Confirmed => "confirmed",
        }
    }

    /// The stage of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stage| stage.name() == name)
    }
}

/// A run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settlement {
    /// Its identifier.
    pub id: SettlementId,
    /// Its number: 1, 2, 3 …
    pub no: i64,
    /// How far it has come.
    pub stage: Stage,
    /// The last line of the ledger that may enter.
    pub mark: i64,
    /// The first line that its preparation has still to look at.
    pub next: i64,
    /// Who prepared it, and so cannot approve it.
    pub prepared_by: PersonId,
    /// When its preparation began.
    pub prepared_at: At,
    /// When it was approved.
    pub approved_at: Option<At>,
    /// The day asked of the bank.
    pub execution_day: Option<Day>,
    /// Its bank file.
    pub file: Option<FileId>,
    /// When the file was made.
    pub exported_at: Option<At>,
    /// When the bank's payment was confirmed.
    pub confirmed_at: Option<At>,
    /// The bank's own reference of its payment.
    pub bank_reference: Option<String>,
    /// How many times lines left it, or came back into it, otherwise than by its mark.
    pub turns: i64,
    /// The form of its bank file.
    pub version: Version,
}

/// A form of the file for the bank.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Version {
    /// pain.001.001.03, which some banks still want.
    Three,
    /// pain.001.001.09.
    #[default]
    Nine,
}

impl Version {
    /// As the database keeps it.
    pub const fn number(self) -> i64 {
        match self {
            Self::Three => 3,
            Self::Nine => 9,
        }
    }

    /// The form of that number.
    pub const fn numbered(number: i64) -> Option<Self> {
        match number {
            3 => Some(Self::Three),
            9 => Some(Self::Nine),
            _ => None,
        }
    }
}

impl Settlement {
    /// The reference of the message to the bank (`MsgId`, at most 35 characters): derived, never drawn.
    pub fn message_id(&self) -> String {
        Self::message_of(self.no)
    }

    /// The same, of the run of that number.
    pub fn message_of(no: i64) -> String {
        format!("PASSEGUE-{no:06}")
    }

    /// The reference of one payment (`EndToEndId`, at most 35 characters): derived from the run, the structure, and how often
    /// this money was sent.
    pub fn end_to_end_id(&self, structure: StructureId, attempt: i64) -> String {
        let digits: String = structure.to_string().chars().filter(char::is_ascii_hexdigit).collect();
        let digits = digits.to_ascii_uppercase();
        match attempt {
            1 => format!("{}-{:.18}", self.message_id(), digits),
            _ => format!("{}-{:.14}-{attempt}", self.message_id(), digits),
        }
    }
}

/// What a venue is paid by a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct VenueTotal {
    /// The venue.
    pub venue: VenueId,
    /// Its structure, to which the payment goes.
    pub structure: StructureId,
    /// Cheques paid.
    pub cheques: i64,
    /// Their value.
    pub amount: Cents,
}

/// One payment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Payment {
    /// To whom.
    pub structure: StructureId,
    /// The account, as it was when the run was prepared.
    pub account: BankAccountId,
    /// Its holder.
    pub holder: String,
    /// Its IBAN.
    pub iban: String,
    /// Its BIC.
    pub bic: String,
    /// How much.
    pub amount: Cents,
    /// Cheques paid.
    pub cheques: i64,
    /// The reference that follows the money.
    pub end_to_end_id: String,
    /// How often this money was sent, this time included.
    pub attempt: i64,
    /// What became of it at the bank.
    pub stage: PaymentStage,
    /// Why it was rejected or came back.
    pub reason: Option<String>,
}

/// One cheque of a statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatementLine {
    /// The ledger line of the redemption: the line's place in the statement.
    pub ledger_no: i64,
    /// The act that honoured it.
    pub receipt: ReceiptId,
    /// When it was honoured.
    pub at: At,
    /// The booklet.
    pub serial: Serial,
    /// The cheque's place in the booklet.
    pub cheque_no: i64,
    /// Its value.
    pub value: Cents,
}

#[cfg(test)]
mod tests {
    use kernel::{chance::Chance, ids::Id};

    use super::*;

    #[test]
    fn references_fit_a_bank_and_tell_structures_apart() {
        let chance = Chance::from_seed(1);
        for no in [1, 42, 999_999, 9_999_999] {
            let run = run(no);
            let all: std::collections::HashSet<String> = (0..200).map(|_| run.end_to_end_id(chance.id(), 1)).collect();
            assert_eq!(all.len(), 200);
            assert!(all.iter().all(|id| id.len() <= 35 && id.starts_with(&run.message_id())), "{no}");
            let again: std::collections::HashSet<String> =
                (0..200).map(|_| run.end_to_end_id(chance.id(), 12)).collect();
            assert!(again.len() == 200 && again.iter().all(|id| id.len() <= 35 && id.ends_with("-12")), "{no}");
        }
        assert_eq!(run(7).message_id(), "PASSEGUE-000007");
    }

    #[test]
    fn stages_are_read_as_they_are_written() {
        for stage in Stage::ALL {
            assert_eq!(Stage::named(stage.name()), Some(stage));
        }
    }

    fn run(no: i64) -> Settlement {
        Settlement {
            id: Id::from_bytes([1; 16]),
            no,
            stage: Stage::Prepared,
            mark: 1,
            next: 2,
            prepared_by: Id::from_bytes([2; 16]),
            prepared_at: At(0),
            approved_at: None,
            execution_day: None,
            file: None,
            exported_at: None,
            confirmed_at: None,
            bank_reference: None,
            turns: 0,
            version: Version::Nine,
        }
    }
}
