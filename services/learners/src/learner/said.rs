//! What somebody said to one use of what is known of them.

use kernel::{
    clock::At,
    ids::{LearnerRef, PersonId, StructureId},
};
use serde::{Deserialize, Serialize};

use super::purpose::Purpose;

/// How it was said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Way {
    /// By the person, who read the text or had it read to them.
    Person,
    /// On paper, with the help of whoever recorded it; the paper is kept where it was signed.
    Paper,
}

impl Way {
    /// As the database keeps it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Paper => "paper",
        }
    }

    /// The way of that name.
    pub fn named(name: &str) -> Option<Self> {
        [Self::Person, Self::Paper].into_iter().find(|way| way.name() == name)
    }
}

/// One word on one purpose; the last one counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Consent {
    /// Of whom.
    pub learner: LearnerRef,
    /// To what.
    pub purpose: Purpose,
    /// Yes; otherwise no, or no more.
    pub given: bool,
    /// The version of the text that was shown.
    pub version: i64,
    /// How it was said.
    pub way: Way,
    /// When.
    pub at: At,
    /// Who recorded it; on paper, who helped.
    pub recorded_by: PersonId,
    /// Where.
    pub structure: StructureId,
}
