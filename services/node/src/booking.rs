//! A booking: who comes to a session, as far as the venue needs to know.

use kernel::{
    clock::At,
    ids::{BookingId, LearnerRef, SessionId, StructureId, VenueId},
};
use serde::{Deserialize, Serialize};

/// A seat at a session, wished, taken, or given back.
#[derive(Clone, PartialEq, Eq)]
pub struct Booking {
    /// The venue where the session sits.
    pub venue: VenueId,
    /// Its name for machines; the cheques that the centre keeps for it bear the same.
    pub id: BookingId,
    /// Which session.
    pub session: SessionId,
    /// Who booked.
    pub structure: StructureId,
    /// The person's random name in the network, when they are recorded.
    pub learner: Option<LearnerRef>,
    /// A first name and a letter; forgotten thirty days after the session.
    pub called: Option<String>,
    /// Cheques to be kept; 0: none.
    pub cheques: i64,
    /// How it stands.
    pub stage: Stage,
    /// When it was asked.
    pub at: At,
}

/// Nobody is named in a log.
impl std::fmt::Debug for Booking {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Booking({}, {:?})", self.id, self.stage)
    }
}

/// How a booking stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stage {
    /// The seat is kept until then; the cheques are not yet.
    Pending(At),
    /// The seat is the person's.
    Confirmed,
    /// On the list of those who wait for a seat, in the order in which they asked.
    Waiting,
    /// A seat came free for who waited: it is kept until then.
    Offered(At),
    /// It is over, one way or another.
    Ended(End),
}

/// How a booking ended. None of these takes a cheque from anybody by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum End {
    /// The person came.
    Seen,
    /// The person did not come, and had said so.
    Excused,
    /// The person did not come.
    Missed,
    /// Cancelled before the session.
    Cancelled,
    /// The person goes to another session.
    Moved,
    /// The venue called the session off.
    CalledOff,
    /// Nobody answered for a seat that was kept.
    Lapsed,
}

impl Stage {
    /// As the database keeps it: the name, and until when.
    pub(crate) const fn kept(self) -> (&'static str, Option<At>) {
        match self {
            Self::Pending(until) => ("pending", Some(until)),
            Self::Confirmed => ("confirmed", None),
            Self::Waiting => ("waiting", None),
            Self::Offered(until) => ("offered", Some(until)),
            Self::Ended(end) => (end.name(), None),
        }
    }

    /// The stage that is kept so.
    pub(crate) fn read(name: &str, until: Option<At>) -> Option<Self> {
        match (name, until) {
            ("pending", Some(until)) => Some(Self::Pending(until)),
            ("confirmed", None) => Some(Self::Confirmed),
            ("waiting", None) => Some(Self::Waiting),
            ("offered", Some(until)) => Some(Self::Offered(until)),
            (name, None) => End::ALL.into_iter().find(|end| end.name() == name).map(Self::Ended),
            _ => None,
        }
    }

    /// Whether it takes a seat: somebody who came keeps theirs.
    pub const fn is_seated(self) -> bool {
        matches!(self, Self::Pending(_) | Self::Confirmed | Self::Offered(_) | Self::Ended(End::Seen))
    }

    /// Whether a seat was kept in vain, at that instant.
    pub fn is_late(self, now: At) -> bool {
        matches!(self, Self::Pending(until) | Self::Offered(until) if until <= now)
    }
}

impl End {
    const ALL: [Self; 7] =
        [Self::Seen, Self::Excused, Self::Missed, Self::Cancelled, Self::Moved, Self::CalledOff, Self::Lapsed];

    const fn name(self) -> &'static str {
        match self {
            Self::Seen => "seen",
            Self::Excused => "excused",
            Self::Missed => "missed",
            Self::Cancelled => "cancelled",
            Self::Moved => "moved",
            Self::CalledOff => "called-off",
            Self::Lapsed => "lapsed",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stages_are_read_as_they_are_kept() {
        let open = [Stage::Pending(At(7)), Stage::Confirmed, Stage::Waiting, Stage::Offered(At(8))];
        for stage in open.into_iter().chain(End::ALL.map(Stage::Ended)) {
            let (name, until) = stage.kept();
            assert_eq!(Stage::read(name, until), Some(stage));
        }
        assert_eq!((Stage::read("pending", None), Stage::read("seen", Some(At(1)))), (None, None));
        assert!(Stage::Pending(At(7)).is_late(At(7)) && !Stage::Offered(At(7)).is_late(At(6)));
        assert!(!Stage::Confirmed.is_late(At(i64::MAX)));
    }
}
