//! What has to be told: to whoever receives and whoever sends, by mail; to the person, in the way that they wish, by whoever sent them.

use kernel::{
    clock::At,
    ids::{PersonId, ReferralId},
};

use crate::learner::needs::ToldBy;

/// To whom.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whom {
    /// Whoever receives the person.
    Receiver,
    /// Whoever sent them.
    Sender,
    /// The person.
    Person,
}

impl Whom {
    /// As the database keeps it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Receiver => "receiver",
            Self::Sender => "sender",
            Self::Person => "person",
        }
    }

    /// The one of that name.
    pub fn named(name: &str) -> Option<Self> {
        [Self::Receiver, Self::Sender, Self::Person].into_iter().find(|one| one.name() == name)
    }
}

/// What.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// It was sent.
    Sent,
    /// It was seen.
    Seen,
    /// The person is expected.
    Accepted,
    /// They are not.
    Refused,
    /// They were, and are no more.
    Recalled,
    /// Another moment is proposed.
    Proposed,
    /// The other moment suits.
    Taken,
    /// It was taken back.
    Withdrawn,
    /// It is late.
    Late,
    /// Nobody answered in time.
    Lapsed,
    /// The person has not been told for ten days.
    Untold,
}

impl What {
    /// Every one.
    pub const ALL: [Self; 11] = [
        Self::Sent,
        Self::Seen,
        Self::Accepted,
        Self::Refused,
        Self::Recalled,
        Self::Proposed,
        Self::Taken,
        Self::Withdrawn,
        Self::Late,
        Self::Lapsed,
        Self::Untold,
    ];

    /// As the database and the letters name it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Sent => "sent",
            Self::Seen => "seen",
            Self::Accepted => "accepted",
            Self::Refused => "refused",
            Self::Recalled => "recalled",
            Self::Proposed => "proposed",
            Self::Taken => "taken",
            Self::Withdrawn => "withdrawn",
            Self::Late => "late",
            Self::Lapsed => "lapsed",
            Self::Untold => "untold",
        }
    }

    /// The one of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.name() == name)
    }
}

/// One thing to tell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct News {
    /// Of which referral.
    pub referral: ReferralId,
    /// Its number there, from 1 on.
    pub no: i64,
    /// To whom.
    pub whom: Whom,
    /// What.
    pub what: What,
    /// Since when.
    pub at: At,
    /// When it was told.
    pub told_at: Option<At>,
    /// By whom; none: the network wrote a mail.
    pub told_by: Option<PersonId>,
    /// How the person was told, as the database keeps it.
    pub way: Option<String>,
}

/// How somebody was told, as the database keeps it; none: they came.
pub(crate) const fn way_name(way: Option<ToldBy>) -> &'static str {
    match way {
        None => "visit",
        Some(ToldBy::Letter) => "letter",
        Some(ToldBy::Telephone) => "telephone",
        Some(ToldBy::Sms) => "sms",
        Some(ToldBy::Mail) => "mail",
        Some(ToldBy::Somebody) => "somebody",
    }
}
