//! A hold: what is kept of a booklet for one booking, and why it was given back.

use kernel::{
    clock::At,
    ids::{BookingId, CarnetId, StructureId, VenueId},
};
use serde::{Deserialize, Serialize};

/// Cheques are kept for a day after the session begins: then they are everybody's again, whatever became of the booking.
pub(crate) const KEPT_MS: i64 = 24 * 3_600_000;

/// Why cheques are not kept any more. None of them takes any value from anybody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Why {
    /// The booking was cancelled before the session.
    Cancelled,
    /// The person goes to another session.
    Moved,
    /// The person said that they could not come.
    Excused,
    /// Nobody came, and nobody said so.
    Missed,
    /// The venue cancelled the session.
    SessionCancelled,
    /// No seat was found after all.
    NotBooked,
    /// The person wanted their cheques back, at a counter.
    ByBearer,
}

impl Why {
    const ALL: [Self; 7] = [
        Self::Cancelled,
        Self::Moved,
        Self::Excused,
        Self::Missed,
        Self::SessionCancelled,
        Self::NotBooked,
        Self::ByBearer,
    ];

    /// As the database keeps it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Cancelled => "cancelled",
            Self::Moved => "moved",
            Self::Excused => "excused",
            Self::Missed => "missed",
            Self::SessionCancelled => "session-cancelled",
            Self::NotBooked => "not-booked",
            Self::ByBearer => "by-bearer",
        }
    }

    /// The reason of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|why| why.name() == name)
    }
}

/// What is kept for one booking.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Hold {
    pub(crate) booking: BookingId,
    pub(crate) carnet: CarnetId,
    pub(crate) venue: VenueId,
    /// In whose name it was asked.
    pub(crate) structure: StructureId,
    pub(crate) cheques: i64,
    /// How many were presented since.
    pub(crate) used: i64,
    pub(crate) starts_at: At,
    /// Until when they are kept.
    pub(crate) until: At,
    /// Why they are not kept any more, if so.
    pub(crate) released: Option<Why>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reasons_are_read_as_they_are_written() {
        for why in Why::ALL {
            assert_eq!(Why::named(why.name()), Some(why));
        }
        assert_eq!(Why::named("lost"), None);
    }
}
