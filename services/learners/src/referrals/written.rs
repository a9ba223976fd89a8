//! What is written in a referral: why somebody is sent, what is answered, who the partner is. Sealed apart, destroyed with the person.

use kernel::ids::ReferralId;
use serde::{Deserialize, Serialize};
use store::{
    Fault, Tx,
    personal::{Personal, Sealed},
};

use crate::refusal::{Refusal, written, written_lines};

/// What is written in it.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Written {
    /// Why the person is sent: read by who sent, and by others while the person agrees to that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// What whoever received answered in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// The partner outside the network.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub partner: Option<Partner>,
}

/// A place outside the network.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Partner {
    /// What it is called, 1 to 120 characters.
    pub name: String,
    /// How it is reached, 1 to 200 characters; none: not said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact: Option<String>,
}

/// Nothing of it.
impl std::fmt::Debug for Written {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Written")
    }
}

/// Nothing of it.
impl std::fmt::Debug for Partner {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Partner")
    }
}

const LONGEST_REASON: usize = 1000;
const LONGEST_NOTE: usize = 500;
const LONGEST_NAME: usize = 120;
const LONGEST_CONTACT: usize = 200;

impl Partner {
    /// The same as it is kept. Refusals: `INPUT_INVALID` (`partner`).
    pub(super) fn tidy(self) -> Result<Self, Refusal> {
        let contact = self.contact.as_deref().map(|text| written(text, LONGEST_CONTACT, "partner")).transpose()?;
        Ok(Self { name: written(&self.name, LONGEST_NAME, "partner")?, contact })
    }
}

/// Why somebody is sent, as it is kept. Refusals: `INPUT_INVALID` (`reason`).
pub(super) fn reason(text: Option<String>) -> Result<Option<String>, Refusal> {
    text.as_deref().map(|text| written_lines(text, LONGEST_REASON, "reason")).transpose()
}

/// What is answered in words, as it is kept. Refusals: `INPUT_INVALID` (`note`).
pub(super) fn note(text: Option<String>) -> Result<Option<String>, Refusal> {
    text.as_deref().map(|text| written_lines(text, LONGEST_NOTE, "note")).transpose()
}

impl Written {
    /// Whether there is nothing to seal.
    pub(super) fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    pub(super) fn seal(&self, personal: &Personal, of: ReferralId, tx: &Tx<'_>) -> Result<Sealed, Fault> {
        let clear = serde_json::to_vec(self).map_err(|_| Fault::broken("a referral cannot be written"))?;
        personal.seal(of.bytes(), &clear, tx.chance())
    }

    /// What was sealed for that referral. Faults when it was altered, or sealed under another secret.
    pub(crate) fn open(personal: &Personal, of: ReferralId, sealed: &Sealed) -> Result<Self, Fault> {
        let unreadable = || Fault::broken("a referral cannot be read");
        let clear = personal.open(of.bytes(), sealed).ok_or_else(unreadable)?;
        serde_json::from_slice(&clear).map_err(|_| unreadable())
    }
}
