//! The secret address of a referral: a partner outside the network reads it there until the answer is
//! due, and answers. Only a keyed hash is kept.

use kernel::{
    clock::{At, Day},
    ids::{ReferralId, ReferralLinkId},
};
use store::personal::Personal;

use crate::refusal::Refusal;

/// A secret address, without its secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// Its identifier.
    pub id: ReferralLinkId,
    /// Where it leads.
    pub referral: ReferralId,
    /// Since when.
    pub made_at: At,
    /// The first instant at which it leads nowhere.
    pub until: At,
    /// When it was closed before.
    pub ended_at: Option<At>,
}

impl Link {
    /// Whether it leads somewhere.
    pub fn is_open(&self, now: At) -> bool {
        self.ended_at.is_none() && now < self.until
    }
}

/// The first instant at which an address leads nowhere, where somebody has until that day to answer: one day more, in which whoever is late
/// is told so and has further days.
pub(super) fn until(due_by: Day) -> At {
    due_by.plus_days(2).at(0, 0)
}

/// The hash of a secret of 32 to 64 letters and digits. Refusals: `INPUT_INVALID` (`secret`).
pub(super) fn hash(personal: &Personal, secret: &str) -> Result<[u8; 32], Refusal> {
    let is_sound = (32..=64).contains(&secret.len()) && secret.bytes().all(|c| c.is_ascii_alphanumeric());
    match is_sound {
        true => Ok(personal.mark(&[b"referral link", secret.as_bytes()])),
        false => Err(Refusal::Invalid { field: "secret" }),
    }
}
