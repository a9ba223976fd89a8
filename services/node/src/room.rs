//! A room: where sessions sit, within the venue's walls or in a village to which the venue goes.

use kernel::{
    clock::At,
    ids::{RoomId, VenueId},
    refusal::Refusal,
};
use serde::{Deserialize, Serialize};

use crate::refusal;

/// A room of a venue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Room {
    /// Whose room.
    pub venue: VenueId,
    /// Its name for machines.
    pub id: RoomId,
    /// Its name for people; 1 to 80 characters.
    pub name: String,
    /// How many people it takes.
    pub seats: i64,
    /// Where it is, when it is not within the venue's walls.
    pub elsewhere: Option<Elsewhere>,
    /// Since when nothing more is planned there, if so.
    pub ended_at: Option<At>,
}

/// A place to which a venue goes: a town hall, a library, a village hall.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Elsewhere {
    /// Number and street; 1 to 200 characters.
    pub address: String,
    /// The commune, by its INSEE code.
    pub commune: String,
}

impl Elsewhere {
    /// The same as it is kept, or the first field that cannot be.
    pub(crate) fn checked(self) -> Result<Self, Refusal> {
        let is_code =
            self.commune.len() == 5 && self.commune.chars().all(|c| c.is_ascii_digit() || c == 'A' || c == 'B');
        let commune = if is_code { self.commune } else { return Err(refusal::input("commune")) };
        Ok(Self { address: refusal::text("address", &self.address, 200)?, commune })
    }
}
