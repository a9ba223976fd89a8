//! A request: for which public, where the person lives, how far it has come, and until when. Who the person is lies elsewhere, sealed.

use kernel::{
    clock::{At, Day},
    ids::{CarnetId, OrderId, PersonId, RequestId, StructureId, VenueId},
};
use serde::{Deserialize, Serialize};

use crate::order::Public;

/// How far it has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stage {
    /// In the queue; for what is told apart.
    Waiting,
    /// A booklet is promised.
    Accepted,
    /// A booklet is kept at a named place until a day.
    SetAside,
    /// A booklet left by the post; its arrival is to be noted.
    Posted,
    /// The person has the booklet.
    HandedOver,
    /// The funder said no, and why.
    Refused,
    /// Its day passed, and nobody did anything.
    Lapsed,
    /// The person gave it up.
    Withdrawn,
}

impl Stage {
    /// Every stage, in order.
    pub const ALL: [Self; 8] = [
        Self::Waiting,
        Self::Accepted,
        Self::SetAside,
        Self::Posted,
        Self::HandedOver,
        Self::Refused,
        Self::Lapsed,
        Self::Withdrawn,
    ];

    /// The stages in which somebody still has something to do.
    pub const OPEN: [Self; 4] = [Self::Waiting, Self::Accepted, Self::SetAside, Self::Posted];

    /// As the database keeps it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Accepted => "accepted",
            Self::SetAside => "set-aside",
            Self::Posted => "posted",
            Self::HandedOver => "handed-over",
            Self::Refused => "refused",
            Self::Lapsed => "lapsed",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// The stage of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stage| stage.name() == name)
    }

    /// Whether somebody still has something to do.
    pub fn is_open(self) -> bool {
        Self::OPEN.contains(&self)
    }
}

/// What a request in the queue waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum WaitsFor {
    /// Booklets, where it was recorded.
    Stock,
    /// The funder's ceiling: of the order or of the commune.
    Quota,
    /// The funder's decision.
    Funder,
}

impl WaitsFor {
    /// Everything that is waited for.
    pub const ALL: [Self; 3] = [Self::Stock, Self::Quota, Self::Funder];

    /// As the database keeps it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Stock => "stock",
            Self::Quota => "quota",
            Self::Funder => "funder",
        }
    }

    /// What bears that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.name() == name)
    }
}

/// A request, without the person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// Its identifier.
    pub id: RequestId,
    /// What the slip bears: leads to nobody.
    pub reference: String,
    /// Who recorded it, and gives the booklet.
    pub structure: StructureId,
    /// The order that pays for the booklet.
    pub order: OrderId,
    /// Under which public.
    pub public: Public,
    /// INSEE code of the commune where the person lives, in `commune_year`.
    pub home_commune: String,
    /// The year of that code.
    pub commune_year: i32,
    /// The day on which the proof was seen.
    pub proof_seen_on: Day,
    /// How far it has come.
    pub stage: Stage,
    /// What it waits for, in the queue.
    pub waits_for: Option<WaitsFor>,
    /// Why the funder refused it.
    pub reason: Option<String>,
    /// The booklet: kept, posted or given.
    pub carnet: Option<CarnetId>,
    /// Where it is kept; none: at the structure itself.
    pub place: Option<VenueId>,
    /// The number under which the post follows it.
    pub tracking: Option<String>,
    /// The last day of this stage.
    pub due_by: Day,
    /// How often somebody was told that the day has come.
    pub told: i64,
    /// When it was recorded.
    pub asked_at: At,
    /// By whom.
    pub asked_by: PersonId,
    /// When it ended.
    pub ended_at: Option<At>,
}

impl Request {
    /// Whether its day is past.
    pub fn is_late(&self, today: Day) -> bool {
        self.stage.is_open() && today > self.due_by
    }
}

/// The day by which somebody should act, for a stage that begins today.
pub fn due_by(stage: Stage, waits_for: Option<WaitsFor>, today: Day) -> Day {
    let days = match (stage, waits_for) {
        (Stage::Waiting, Some(WaitsFor::Funder)) => DAYS_TO_DECIDE,
        (Stage::Waiting, _) => DAYS_IN_QUEUE,
        (Stage::Posted, _) => DAYS_BY_POST,
        (Stage::Accepted, _) => DAYS_TO_PREPARE,
        _ => 0,
    };
    today.plus_days(days)
}

/// The funder decides within so many days.
pub const DAYS_TO_DECIDE: i64 = 10;
/// Stock or ceiling: the queue is looked at after so many.
pub const DAYS_IN_QUEUE: i64 = 30;
/// A booklet that is promised is given, kept or posted within so many.
pub const DAYS_TO_PREPARE: i64 = 15;
/// A tracked letter arrives within so many.
pub const DAYS_BY_POST: i64 = 10;
/// After its day a request is told once more so many days later; then it ends, unless the booklet is with the post.
pub const DAYS_MORE: i64 = 7;
/// Who asked is forgotten so many days after the end.
pub const DAYS_KEPT: i64 = 30;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_as_they_are_written() {
        for stage in Stage::ALL {
            assert_eq!(Stage::named(stage.name()), Some(stage));
            assert_eq!(serde_json::to_value(stage).unwrap(), stage.name());
        }
        for one in WaitsFor::ALL {
            assert_eq!(WaitsFor::named(one.name()), Some(one));
        }
    }

    #[test]
    fn every_open_stage_has_its_day() {
        let today: Day = "2025-10-01".parse().unwrap();
        for stage in Stage::ALL.into_iter().filter(|stage| stage.is_open() && *stage != Stage::SetAside) {
            assert!(due_by(stage, None, today) > today, "{stage:?}");
        }
        assert_eq!(due_by(Stage::Waiting, Some(WaitsFor::Funder), today), today.plus_days(10));
    }
}
