//! A proposal to pay a structure on an account, and what became of it.

use kernel::{
    clock::{At, Day},
    ids::{DossierId, FileId, PersonId, StructureId},
};
use serde::{Deserialize, Serialize};

/// How far a dossier has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Stage {
    /// Somebody else decides.
    Open,
    /// The structure is paid on it, from the end of the three days on.
    Approved,
    /// It is not.
    Refused,
}

impl Stage {
    /// Every stage.
    pub const ALL: [Self; 3] = [Self::Open, Self::Approved, Self::Refused];

    /// As the database keeps it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Approved => "approved",
            Self::Refused => "refused",
        }
    }

    /// The stage of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stage| stage.name() == name)
    }
}

/// What the bank says of holder and account (verification of payee, Regulation (EU) 2024/886).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum PayeeCheck {
    /// The holder is the one of the account.
    Match,
    /// Nearly: the bank gives the name.
    CloseMatch,
    /// Another one.
    NoMatch,
    /// The other bank does not answer.
    NotPossible,
    /// Nobody asked.
    NotAsked,
}

impl PayeeCheck {
    /// Every answer.
    pub const ALL: [Self; 5] = [Self::Match, Self::CloseMatch, Self::NoMatch, Self::NotPossible, Self::NotAsked];

    /// As the database keeps it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Match => "match",
            Self::CloseMatch => "close-match",
            Self::NoMatch => "no-match",
            Self::NotPossible => "not-possible",
            Self::NotAsked => "not-asked",
        }
    }

    /// The answer of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|check| check.name() == name)
    }

    /// Whether whoever takes the account all the same must say why.
    pub const fn warns(self) -> bool {
        matches!(self, Self::CloseMatch | Self::NoMatch)
    }
}

/// A dossier as it may be shown: the IBAN is masked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dossier {
    /// Its identifier.
    pub id: DossierId,
    /// Whose.
    pub structure: StructureId,
    /// The structure's name.
    pub structure_name: String,
    /// The holder, exactly as on the bank's own paper.
    pub holder: String,
    /// The IBAN, masked.
    pub iban: String,
    /// The BIC.
    pub bic: String,
    /// The day on the bank's own paper.
    pub document_day: Day,
    /// That paper.
    pub file: Option<FileId>,
    /// Of a public venue: its régie or its mandate.
    pub public_reference: Option<String>,
    /// Who proposed it, and so does not decide.
    pub proposed_by: PersonId,
    /// When.
    pub proposed_at: At,
    /// How far it has come.
    pub stage: Stage,
    /// When it was decided.
    pub decided_at: Option<At>,
    /// Why it was refused.
    pub reason: Option<String>,
    /// What the bank said.
    pub payee_check: Option<PayeeCheck>,
    /// The name that the bank gave when it was close.
    pub payee_name: Option<String>,
    /// Why the account was taken all the same; by whoever decided.
    pub override_reason: Option<String>,
}
