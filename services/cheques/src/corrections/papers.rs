//! Torn papers: a venue keeps them, cancelled by stamp, until its money has arrived and for as long as the orders say; the network
//! may ask for some, and each is seen or missing.

use std::collections::BTreeMap;

use kernel::{
    cents::Cents,
    clock::{At, Day},
    ids::{PaperRequestId, ReceiptId, SettlementId, StructureId, VenueId},
};
use serde::{Deserialize, Serialize};

/// How far a request has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stage {
    /// The venue has to answer.
    Asked,
    /// The venue has answered: the network looks.
    Answered,
    /// Each paper was seen, or is missing.
    Closed,
}

impl Stage {
    /// Every stage, in order.
    pub const ALL: [Self; 3] = [Self::Asked, Self::Answered, Self::Closed];

    /// As the database keeps it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Asked => "asked",
            Self::Answered => "answered",
            Self::Closed => "closed",
        }
    }

    /// The stage of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stage| stage.name() == name)
    }
}

/// A request, without its lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// Its identifier.
    pub id: PaperRequestId,
    /// Of which venue.
    pub venue: VenueId,
    /// The venue's structure, when it was asked.
    pub structure: StructureId,
    /// On which statement the lines stand.
    pub settlement: SettlementId,
    /// How far it has come.
    pub stage: Stage,
    /// Why, in the words of who asked.
    pub reason: String,
    /// When.
    pub asked_at: At,
    /// The last day on which the venue should answer.
    pub answer_by: Day,
    /// When the venue answered.
    pub answered_at: Option<At>,
    /// When it ended.
    pub closed_at: Option<At>,
}

impl Request {
    /// Whether the venue should have answered.
    pub fn is_late(&self, today: Day) -> bool {
        self.stage == Stage::Asked && today > self.answer_by
    }
}

/// One paper of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaperLine {
    /// The redemption's line of the ledger.
    pub line: i64,
    /// Whether the venue sent it; none: it has not answered.
    pub sent: Option<bool>,
    /// Whether the network saw it; none: not looked yet.
    pub seen: Option<bool>,
}

/// A paper as it is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaperSeen {
    /// What was answered and seen.
    pub paper: PaperLine,
    /// The act that took it: what is held or reversed when it is missing.
    pub receipt: ReceiptId,
    /// The booklet's number and the cheque's place in it.
    pub cheque: (String, i64),
    /// Its value.
    pub value: Cents,
    /// When it was taken.
    pub at: At,
}

/// A request as it is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequestSeen {
    /// The request.
    pub request: Request,
    /// The venue's name.
    pub venue_name: String,
    /// The run's number.
    pub settlement_no: i64,
    /// Whether the venue should have answered.
    pub late: bool,
    /// Its papers, in order of ledger.
    pub papers: Vec<PaperSeen>,
}

/// Until when the papers of a statement are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Keeping {
    /// Days after the payment: the most that the orders of its lines ask.
    pub days: i64,
    /// The last day, once the venue itself was paid, by the run of the statement or by the later one that took it over.
    pub until: Option<Day>,
}

impl Keeping {
    /// Of a statement whose venue was paid then, or not yet.
    pub(crate) fn of(days: i64, paid_at: Option<At>) -> Self {
        Self { days, until: paid_at.map(|at| at.day().plus_days(days)) }
    }
}

/// What is answered when papers are asked for, told of or looked at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    /// Which request.
    pub request: PaperRequestId,
    /// Its stage after this step.
    pub stage: Stage,
    /// The last day on which the venue should answer.
    pub answer_by: Day,
    /// Papers that are missing, as far as it is known.
    pub missing: i64,
}

/// The papers of a request by line.
pub(crate) type Papers = BTreeMap<i64, PaperLine>;

/// A venue answers within so many days, unless told.
pub(crate) const DAYS_TO_ANSWER: i64 = 15;
/// At most so many papers at once: an envelope.
pub(crate) const MOST: usize = 100;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stages_are_read_as_they_are_written() {
        assert!(Stage::ALL.into_iter().all(|stage| Stage::named(stage.name()) == Some(stage)));
    }

    #[test]
    fn papers_are_kept_for_so_many_days_after_the_payment() {
        let paid = At(1_759_305_600_000);
        assert_eq!(Keeping::of(90, None).until, None);
        assert_eq!(Keeping::of(90, Some(paid)).until, Some(paid.day().plus_days(90)));
    }
}
