//! What is answered at the counter, and kept for ever under the act's key.

use kernel::{
    cents::Cents,
    clock::{At, Day},
    ids::{ReceiptId, VenueId},
};
use serde::{Deserialize, Serialize};

use crate::counter::service::Service;

/// One act at the counter, accepted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// The act's number, needed to undo it.
    pub id: ReceiptId,
    /// The venue that is owed.
    pub venue: VenueId,
    /// When.
    pub at: At,
    /// Cheques honoured.
    pub cheques: usize,
    /// Their value.
    pub value: Cents,
    /// What remains in each booklet touched, in order of serial.
    pub remaining: Vec<Remaining>,
    /// What they paid for, as the venue declared it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub service: Option<Service>,
}

/// What remains in a booklet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remaining {
    /// The booklet's printed number.
    pub carnet: String,
    /// Cheques that can still be used.
    pub cheques: i64,
    /// Their value.
    pub value: Cents,
    /// The last day on which they are honoured.
    pub until: Day,
}

/// A redemption undone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VoidReceipt {
    /// The act that was undone.
    pub receipt: ReceiptId,
    /// When.
    pub at: At,
    /// Cheques that can be used again.
    pub cheques: usize,
    /// Their value.
    pub value: Cents,
}
