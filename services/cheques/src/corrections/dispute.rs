//! A dispute: a venue does not agree with a line of a statement, or misses one there.

use kernel::{
    clock::{At, Day},
    ids::{DisputeId, PersonId, SettlementId, StructureId, VenueId},
};
use serde::{Deserialize, Serialize};

/// How far it has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stage {
    /// The network has to answer.
    Open,
    /// The network has answered: the venue may write again.
    Answered,
    /// It has an outcome.
    Closed,
}

impl Stage {
    /// Every stage, in order.
    pub const ALL: [Self; 3] = [Self::Open, Self::Answered, Self::Closed];

    /// As the database keeps it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Answered => "answered",
            Self::Closed => "closed",
        }
    }

    /// The stage of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stage| stage.name() == name)
    }
}

/// How it ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// The line was right.
    PaidAsIs,
    /// The line was wrong: its redemption is reversed.
    Reversed,
    /// What was missing was never accepted, or stands elsewhere: it was explained.
    Explained,
}

impl Outcome {
    /// Every outcome.
    pub const ALL: [Self; 3] = [Self::PaidAsIs, Self::Reversed, Self::Explained];

    /// As the database keeps it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::PaidAsIs => "paid-as-is",
            Self::Reversed => "reversed",
            Self::Explained => "explained",
        }
    }

    /// The outcome of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|outcome| outcome.name() == name)
    }

    /// Whether a dispute about a line, or about one that is missing, may end so.
    pub const fn fits(self, line: Option<i64>) -> bool {
        match self {
            Self::PaidAsIs | Self::Reversed => line.is_some(),
            Self::Explained => line.is_none(),
        }
    }
}

/// A dispute, without its thread.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dispute {
    /// Its identifier.
    pub id: DisputeId,
    /// Whose statement.
    pub venue: VenueId,
    /// The venue's structure, when it was opened.
    pub structure: StructureId,
    /// Of which run.
    pub settlement: SettlementId,
    /// The line of the ledger; none: something is missing.
    pub line: Option<i64>,
    /// How far it has come.
    pub stage: Stage,
    /// When it was opened.
    pub opened_at: At,
    /// Who opened it.
    pub opened_by: PersonId,
    /// The last day on which the network should answer.
    pub answer_by: Day,
    /// How it ended.
    pub outcome: Option<Outcome>,
    /// When.
    pub closed_at: Option<At>,
}

impl Dispute {
    /// Whether the network should have answered.
    pub fn is_late(&self, today: Day) -> bool {
        self.stage == Stage::Open && today > self.answer_by
    }
}

/// On which side somebody writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Side {
    /// The venue.
    Venue,
    /// The network.
    Network,
}

impl Side {
    /// As the database keeps it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Venue => "venue",
            Self::Network => "network",
        }
    }
}

/// One message of the thread.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// On which side.
    pub side: Side,
    /// Who wrote it.
    pub author: PersonId,
    /// When.
    pub at: At,
    /// What.
    pub body: String,
}

/// The network answers within so many days.
pub(crate) const DAYS_TO_ANSWER: i64 = 15;
/// A statement is disputed within so many days of its payment.
pub(crate) const DAYS_TO_DISPUTE: i64 = 60;
/// A message has at most so many characters.
pub(crate) const LONGEST: usize = 1000;
/// A thread has at most so many messages.
pub(crate) const MOST: i64 = 200;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_as_they_are_written() {
        assert!(Stage::ALL.into_iter().all(|stage| Stage::named(stage.name()) == Some(stage)));
        assert!(Outcome::ALL.into_iter().all(|outcome| Outcome::named(outcome.name()) == Some(outcome)));
    }

    #[test]
    fn a_line_is_paid_or_reversed_and_what_is_missing_is_explained() {
        let fits = |line| Outcome::ALL.map(|outcome| outcome.fits(line));
        assert_eq!((fits(Some(3)), fits(None)), ([true, true, false], [false, false, true]));
    }
}
