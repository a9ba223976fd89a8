//! A session: one dated sitting of a workshop.

use kernel::{
    clock::At,
    ids::{RoomId, SeriesId, SessionId, TrainerId, VenueId},
    refusal::{Code, Refusal},
};
use serde::{Deserialize, Serialize};

use crate::{refusal, workshop::Workshop};

/// How far ahead a session may be: two years.
const FARTHEST_MS: i64 = 2 * 366 * 24 * 60 * 60 * 1000;

/// One dated sitting of a workshop.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    /// The venue where it sits.
    pub venue: VenueId,
    /// Its name for machines; the venue's own.
    pub id: SessionId,
    /// What is learned there, as it was when this was read.
    pub workshop: Workshop,
    /// When it starts, to the second.
    pub starts_at: At,
    /// How long it lasts.
    pub minutes: i64,
    /// How many people it seats.
    pub seats: i64,
    /// Whether it will sit.
    pub stage: Stage,
    /// Of which series, in which room, held by whom.
    #[serde(flatten)]
    pub post: Post,
}

/// Where a session stands in the house: of which series, in which room, held by whom.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Post {
    /// The series that it is one of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub series: Option<SeriesId>,
    /// The room.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub room: Option<RoomId>,
    /// Who holds it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub trainer: Option<TrainerId>,
}

/// Whether a session sits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Stage {
    /// It will, or did.
    Planned,
    /// It will not.
    Cancelled {
        /// Why, in French, for people.
        reason: String,
    },
}

impl Session {
    /// When it ends.
    pub const fn ends_at(&self) -> At {
        self.starts_at.plus_ms(self.minutes * 60_000)
    }

    /// The same at other figures; refused when it does not wait any more, or when the new start cannot be.
    pub(crate) fn changed(self, to: Option<At>, minutes: i64, seats: i64, now: At) -> Result<Self, Refusal> {
        self.still_waits(now)?;
        let starts_at = to.map_or(Ok(self.starts_at), |at| start(at, now))?;
        Ok(Self { starts_at, minutes, seats, ..self })
    }

    /// The same, called off; refused when it does not wait any more.
    pub(crate) fn cancelled(self, reason: String, now: At) -> Result<Self, Refusal> {
        self.still_waits(now)?;
        Ok(Self { stage: Stage::Cancelled { reason }, ..self })
    }

    fn still_waits(&self, now: At) -> Result<(), Refusal> {
        match self.stage {
            Stage::Cancelled { .. } => Err(refusal::stage("cancelled")),
            Stage::Planned if self.starts_at <= now => Err(refusal::stage("begun")),
            Stage::Planned => Ok(()),
        }
    }
}

/// A start that is neither past nor too far ahead, otherwise `DATES_INVALID`.
///
/// Asked inside the transaction: asked at the door, a replay after the start would lose its receipt.
pub(crate) fn start(at: At, now: At) -> Result<At, Refusal> {
    if at < now || at > now.plus_ms(FARTHEST_MS) {
        return Err(Refusal::of(Code::DatesInvalid));
    }
    Ok(at)
}
