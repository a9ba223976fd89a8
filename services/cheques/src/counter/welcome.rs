//! Somebody received without a cheque: counted, never named, and no payment is promised.

use kernel::{
    clock::At,
    ids::{PersonId, StructureId, VenueId, WelcomeId},
};
use serde::{Deserialize, Serialize};

/// How somebody was welcomed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// Free of charge.
    Free,
    /// With a cheque that could not be taken: the network looks into it afterwards.
    ToRegularise,
}

impl Kind {
    /// As the database keeps it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Free => "free",
            Self::ToRegularise => "to-regularise",
        }
    }

    /// The kind of that name.
    pub fn named(name: &str) -> Option<Self> {
        [Self::Free, Self::ToRegularise].into_iter().find(|kind| kind.name() == name)
    }
}

/// Somebody, welcomed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Welcome {
    /// Its identifier.
    pub id: WelcomeId,
    /// Where.
    pub venue: VenueId,
    /// The structure that answers for the venue.
    pub structure: StructureId,
    /// How.
    pub kind: Kind,
    /// The code of the refusal that led to it, if any.
    pub reason: Option<String>,
    /// How many people.
    pub people: i64,
    /// When.
    pub at: At,
    /// By whom.
    pub by: PersonId,
}
