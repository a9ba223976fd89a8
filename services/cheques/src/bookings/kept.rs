//! What is kept of some booklets, as an act at a counter sees it: by count, venue by venue.

use std::collections::HashMap;

use kernel::{
    clock::At,
    ids::{BookingId, CarnetId, ReceiptId, VenueId},
};

/// Cheques that are kept for one booking now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Open {
    pub(crate) booking: BookingId,
    pub(crate) carnet: CarnetId,
    pub(crate) venue: VenueId,
    /// How many are still kept: at least one.
    pub(crate) left: i64,
    pub(crate) starts_at: At,
}

/// Cheques of an act that were kept for a booking.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Use {
    pub(crate) booking: BookingId,
    pub(crate) receipt: ReceiptId,
    pub(crate) cheques: i64,
}

/// What is kept of some booklets; the next session first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Kept(HashMap<CarnetId, Vec<Open>>);

impl Kept {
    /// Holds as they were read, in the order of their sessions.
    pub(crate) fn of(open: &[Open]) -> Self {
        let mut kept = Self::default();
        for one in open {
            kept.0.entry(one.carnet).or_default().push(one.clone());
        }
        kept
    }

    /// How many cheques of a booklet are kept for other venues than this one.
    pub(crate) fn elsewhere(&self, carnet: CarnetId, venue: VenueId) -> i64 {
        self.of_carnet(carnet).filter(|one| one.venue != venue).map(|one| one.left).sum()
    }

    /// How many are kept in all.
    pub(crate) fn total(&self, carnet: CarnetId) -> i64 {
        self.of_carnet(carnet).map(|one| one.left).sum()
    }

    /// Takes so many cheques of a booklet at a venue from what is kept there, the next session first: any paper of the booklet
    /// counts. Answers what each booking gave.
    pub(crate) fn spend(&mut self, carnet: CarnetId, venue: VenueId, cheques: i64) -> Vec<(BookingId, i64)> {
        let mut missing = cheques;
        let mut given = Vec::new();
        for one in self.0.get_mut(&carnet).into_iter().flatten().filter(|one| one.venue == venue) {
            let taken = one.left.min(missing);
            if taken > 0 {
                one.left -= taken;
                missing -= taken;
                given.push((one.booking, taken));
            }
        }
        given
    }

    fn of_carnet(&self, carnet: CarnetId) -> impl Iterator<Item = &Open> {
        self.0.get(&carnet).into_iter().flatten()
    }
}

#[cfg(test)]
mod tests {
    use kernel::ids::Id;

    use super::*;

    const CARNET: CarnetId = Id::from_bytes([1; 16]);
    const HERE: VenueId = Id::from_bytes([2; 16]);
    const THERE: VenueId = Id::from_bytes([3; 16]);

    fn open(booking: u8, venue: VenueId, left: i64) -> Open {
        let booking = Id::from_bytes([booking; 16]);
        Open { booking, carnet: CARNET, venue, left, starts_at: At(left) }
    }

    #[test]
    fn what_is_kept_elsewhere_is_counted_and_what_is_kept_here_is_given_next_session_first() {
        let mut kept = Kept::of(&[open(10, HERE, 2), open(11, THERE, 3), open(12, HERE, 1)]);
        assert_eq!((kept.elsewhere(CARNET, HERE), kept.elsewhere(CARNET, THERE), kept.total(CARNET)), (3, 3, 6));
        assert_eq!(kept.spend(CARNET, HERE, 1), [(Id::from_bytes([10; 16]), 1)]);
        let rest = [(Id::from_bytes([10; 16]), 1), (Id::from_bytes([12; 16]), 1)];
        assert_eq!(kept.spend(CARNET, HERE, 4), rest, "what is presented beyond was free");
        assert_eq!((kept.elsewhere(CARNET, HERE), kept.elsewhere(CARNET, THERE)), (3, 0));
        assert_eq!(kept.spend(CARNET, HERE, 1), []);
        assert_eq!(kept.elsewhere(Id::from_bytes([9; 16]), HERE), 0);
    }
}
