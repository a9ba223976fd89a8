//! A delivery: booklets that left the printer for a distribution point, and what was counted there.

use kernel::{clock::At, ids::StructureId};
use serde::{Deserialize, Serialize};

/// Booklets sent to a distribution point.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Delivery {
    /// 1, 2, 3 … within the order.
    pub no: i64,
    /// The distribution point.
    pub to: StructureId,
    /// The first booklet's number within the order.
    pub first: i64,
    /// The last one's, included.
    pub last: i64,
    /// When it was sent.
    pub sent_at: At,
    /// How many booklets were counted there, and when; none while it is on its way.
    pub counted: Option<(i64, At)>,
}

impl Delivery {
    /// Booklets that were sent.
    pub const fn carnets(&self) -> i64 {
        self.last - self.first + 1
    }

    /// Booklets that are missing (or, below zero, too many), once it was counted.
    pub fn missing(&self) -> Option<i64> {
        self.counted.map(|(counted, _)| self.carnets() - counted)
    }

    /// Whether it bears one of these booklets.
    pub const fn bears(&self, first: i64, last: i64) -> bool {
        self.first <= last && first <= self.last
    }
}

#[cfg(test)]
mod tests {
    use kernel::ids::Id;

    use super::*;

    #[test]
    fn what_is_missing_is_told_once_it_was_counted() {
        let to = Id::from_bytes([1; 16]);
        let sent = Delivery { no: 1, to, first: 11, last: 20, sent_at: At(0), counted: None };
        assert_eq!((sent.carnets(), sent.missing()), (10, None));
        assert_eq!(Delivery { counted: Some((8, At(1))), ..sent }.missing(), Some(2));
        assert!(
            sent.bears(1, 11) && sent.bears(20, 30) && sent.bears(12, 13) && !sent.bears(21, 30) && !sent.bears(1, 10)
        );
    }
}
