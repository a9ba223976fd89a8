//! The numbered documents of an order: quote, invoice, end statement, credit note. Frozen when they are made, with their hash.

use kernel::{
    cents::Cents,
    clock::{At, Day},
    ids::{DocumentId, OrderId, PersonId},
};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{rules::Rules, tally::Tally};
use crate::order::Public;

/// What a document is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// Devis.
    Quote,
    /// Facture de valeur faciale.
    Invoice,
    /// État contradictoire.
    EndStatement,
    /// Avoir.
    CreditNote,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 4] = [Self::Quote, Self::Invoice, Self::EndStatement, Self::CreditNote];

    /// As the database keeps it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Quote => "quote",
            Self::Invoice => "invoice",
            Self::EndStatement => "end-statement",
            Self::CreditNote => "credit-note",
        }
    }

    /// The kind of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// What its numbers begin with: D(evis), F(acture), E(tat), A(voir).
    pub const fn letter(self) -> char {
        match self {
            Self::Quote => 'D',
            Self::Invoice => 'F',
            Self::EndStatement => 'E',
            Self::CreditNote => 'A',
        }
    }
}

/// What a document says, as it was when it was made: a later change of names or accounts does not reach it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Body {
    /// Its number: `F-2026-0001`.
    pub number: String,
    /// The day on which it was made.
    pub day: Day,
    /// The network.
    pub issuer: String,
    /// The network's own account.
    pub iban: String,
    /// Of which bank.
    pub bic: String,
    /// Who pays.
    pub funder: String,
    /// The order's label.
    pub label: String,
    /// Booklets.
    pub carnets: i64,
    /// Cheques in each.
    pub cheques_per_carnet: i64,
    /// Value of each cheque.
    pub face_value: Cents,
    /// The face value of all.
    pub value: Cents,
    /// What this document is about: to pay, or to be given back.
    pub amount: Cents,
    /// Last day of distribution.
    pub distribution_ends: Day,
    /// Last day printed.
    pub validity_ends: Day,
    /// Last day on which cheques are honoured.
    pub tolerance_ends: Day,
    /// Communes it is for; none: everywhere.
    pub communes: Vec<String>,
    /// Publics it is for; none: everybody.
    pub publics: Vec<Public>,
    /// What the funder settled besides.
    pub rules: Rules,
    /// The last day of a quote.
    pub until: Option<Day>,
    /// The four counters and the money, for what comes at the end.
    pub tally: Option<Tally>,
    /// The number of the document that this one follows from.
    pub follows: Option<String>,
}

/// A document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// Its identifier.
    pub id: DocumentId,
    /// What it is.
    pub kind: Kind,
    /// The year of its number.
    pub year: i32,
    /// Its number in that year, from 1, without gap.
    pub no: i64,
    /// Whose.
    pub order: OrderId,
    /// When it was made.
    pub at: At,
    /// By whom.
    pub by: PersonId,
    /// What it is about: to pay, or to be given back.
    pub amount: Cents,
    /// What it says.
    pub body: Body,
    /// What it says, byte for byte.
    pub text: String,
    /// The SHA-256 of this text.
    pub hash: [u8; 32],
}

impl Document {
    /// `F-2026-0001`.
    pub fn number(&self) -> String {
        number(self.kind, self.year, self.no)
    }
}

/// The number of a document, as it is printed.
pub fn number(kind: Kind, year: i32, no: i64) -> String {
    format!("{}-{year}-{no:04}", kind.letter())
}

/// The SHA-256 of what a document says.
pub fn hash(text: &str) -> [u8; 32] {
    Sha256::digest(text.as_bytes()).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_people_file_them() {
        assert_eq!(number(Kind::Invoice, 2026, 1), "F-2026-0001");
        assert_eq!(number(Kind::CreditNote, 2026, 12_345), "A-2026-12345");
        for kind in Kind::ALL {
            assert_eq!(Kind::named(kind.name()), Some(kind));
        }
    }
}
