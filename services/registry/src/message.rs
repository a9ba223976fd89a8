//! What applicant and operator write to each other about an application.

use kernel::{
    clock::At,
    ids::{MessageId, PersonId},
};
use serde::{Deserialize, Serialize};

/// On which side somebody writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Side {
    /// The structure that applies.
    Applicant,
    /// The network.
    Operator,
}

impl Side {
    /// As it is kept: `applicant`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Applicant => "applicant",
            Self::Operator => "operator",
        }
    }
}

/// One message of the thread.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Written {
    /// Its identifier.
    pub id: MessageId,
    /// Who wrote it.
    pub author: PersonId,
    /// On which side.
    pub side: Side,
    /// When.
    pub at: At,
    /// What; lines are parted by `\n`.
    pub body: String,
}
