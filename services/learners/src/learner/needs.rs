//! What somebody needs: how they are told, who acts for them, what helps them take part.

use serde::{Deserialize, Serialize};

use super::spelling;
use crate::refusal::{Refusal, written};

/// How somebody wishes to be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ToldBy {
    /// A letter.
    Letter,
    /// A call.
    Telephone,
    /// A short message.
    Sms,
    /// A mail.
    Mail,
    /// Whoever acts for them tells them.
    Somebody,
}

/// What somebody needs to take part, as the national list of places names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Access {
    /// Deaf, or hard of hearing.
    Hearing,
    /// Blind, or sees badly.
    Sight,
    /// Walks or moves with difficulty.
    Motor,
    /// A mental or psychic disability.
    Mental,
    /// Reads or writes with difficulty.
    Reading,
}

/// How somebody comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Transport {
    /// On foot: nothing else is there.
    None,
    /// By bus.
    Bus,
    /// By their own car.
    Car,
    /// Somebody takes them.
    Lift,
}

/// Who somebody is to a learner.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Relation {
    /// Of the family, a neighbour, a friend.
    Relative,
    /// A guardian: a judge named them.
    Guardian,
    /// A professional: social worker, home help.
    Professional,
}

/// Who acts for a learner.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proxy {
    /// Their name, 1 to 100 characters.
    pub name: String,
    /// Who they are to the learner.
    pub relation: Relation,
    /// Where they may be called.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
}

/// Nothing of it.
impl std::fmt::Debug for Proxy {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Proxy")
    }
}

impl Proxy {
    /// The same as it is kept. Refusals: `INPUT_INVALID` (`proxy`).
    pub(super) fn tidy(self) -> Result<Self, Refusal> {
        let name = written(&self.name, 100, "proxy")?;
        let phone = self.phone.as_deref().map(|text| spelling::phone(text, "proxy")).transpose()?;
        Ok(Self { name, phone, ..self })
    }
}
