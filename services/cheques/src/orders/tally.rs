//! The four counters of an order, in booklets (émis, remis, en réserve, entamés), and what became of its money.

use kernel::cents::Cents;
use serde::{Deserialize, Serialize};

/// Where the booklets of an order are, and its money.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// Booklets issued (émis).
    pub issued: i64,
    /// Booklets in somebody's hand (remis).
    pub handed_over: i64,
    /// Booklets issued that nobody was given (en réserve).
    pub in_stock: i64,
    /// Booklets of which one cheque at least was used (entamés).
    pub started: i64,
    /// Cheques used.
    pub used_cheques: i64,
    /// Their value.
    pub used: Cents,
    /// What came for the order.
    pub received: Cents,
    /// What came and was not used.
    pub unused: Cents,
}
