//! Tidings: what whoever booked a seat has to be told of it, when it did not come from them. Nobody is named.

use kernel::{
    clock::At,
    ids::{BookingId, SessionId, StructureId, VenueId, WorkshopId},
};

/// What is to be told of one booking.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tidings {
    /// The venue.
    pub venue: VenueId,
    /// The booking.
    pub booking: BookingId,
    /// Who booked, and has to be told.
    pub structure: StructureId,
    /// The session.
    pub session: SessionId,
    /// The workshop that sits in it.
    pub workshop: WorkshopId,
    /// What is learned there.
    pub title: String,
    /// When the session begins, or would have.
    pub starts_at: At,
    /// What happened.
    pub what: What,
    /// Since when it is to be told.
    pub at: At,
}

/// Where tidings stand among those that wait, oldest first.
pub type Place = (At, BookingId);

/// What happened to a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum What {
    /// The venue called it off.
    CalledOff,
    /// It sits on another day, or at another hour.
    PutOff,
    /// The venue receives nobody for now.
    VenueClosed,
}

impl Tidings {
    /// Their place among those that wait, oldest first.
    pub const fn place(&self) -> Place {
        (self.at, self.booking)
    }
}

impl What {
    const ALL: [Self; 3] = [Self::CalledOff, Self::PutOff, Self::VenueClosed];

    /// As the database and the letters name it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::CalledOff => "called-off",
            Self::PutOff => "put-off",
            Self::VenueClosed => "venue-closed",
        }
    }

    /// The one of that name.
    pub(crate) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|what| what.name() == name)
    }
}
