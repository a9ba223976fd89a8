//! A parcel: booklets on their way to a stock, until whoever receives them has counted them.

use kernel::{
    clock::At,
    ids::{OrderId, ParcelId, StructureId},
};

use crate::order::Serial;

/// What was sent, and what was found in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parcel {
    /// Its identifier.
    pub id: ParcelId,
    /// The order of its booklets.
    pub order: OrderId,
    /// Whose stock they left; none: they were in nobody's.
    pub from: Option<StructureId>,
    /// Whose stock they go to.
    pub to: StructureId,
    /// The first one's printed number.
    pub first: Serial,
    /// The last one's.
    pub last: Serial,
    /// Booklets sent.
    pub carnets: i64,
    /// When.
    pub sent_at: At,
    /// Booklets that were there; none until somebody has counted.
    pub counted: Option<i64>,
    /// When they were counted.
    pub counted_at: Option<At>,
}

/// A parcel that nobody has counted after so many days is late.
pub const LATE_DAYS: i64 = 14;

impl Parcel {
    /// Booklets that were sent and were not there.
    pub fn missing(&self) -> i64 {
        self.counted.map_or(0, |counted| self.carnets - counted)
    }

    /// Whether it should have been counted by now.
    pub fn is_late(&self, now: At) -> bool {
        self.counted.is_none() && self.sent_at.day().plus_days(LATE_DAYS) < now.day()
    }
}
