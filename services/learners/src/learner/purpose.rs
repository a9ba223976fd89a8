//! What somebody may agree to, each apart.

use serde::{Deserialize, Serialize};

/// A use of what is known of somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Purpose {
    /// Another venue may be told who comes, and how to reach them.
    Referral,
    /// It may be told why.
    ShareReason,
    /// It may read what they can do already.
    ShareDiagnostic,
    /// They may be reminded of what they booked.
    Reminders,
}

impl Purpose {
    /// Every purpose, in the order of the form.
    pub const ALL: [Self; 4] = [Self::Referral, Self::ShareReason, Self::ShareDiagnostic, Self::Reminders];

    /// As the database keeps it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Referral => "referral",
            Self::ShareReason => "share-reason",
            Self::ShareDiagnostic => "share-diagnostic",
            Self::Reminders => "reminders",
        }
    }

    /// The purpose of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|purpose| purpose.name() == name)
    }
}
