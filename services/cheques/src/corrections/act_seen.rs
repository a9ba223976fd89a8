//! An act at a counter as the operator sees it: its cheques, and what became of each.

use kernel::{
    cents::Cents,
    clock::At,
    ids::{PersonId, ReceiptId, SettlementId, VenueId},
};

use crate::payments::settlement::Stage;

/// An act, whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActSeen {
    /// Its number.
    pub receipt: ReceiptId,
    /// Where.
    pub venue: VenueId,
    /// The venue's name.
    pub venue_name: String,
    /// When.
    pub at: At,
    /// Who took the cheques.
    pub by: PersonId,
    /// Why all that the venue is owed is held, when it is.
    pub venue_hold: Option<HoldSeen>,
    /// Its cheques, in order of ledger.
    pub lines: Vec<LineSeen>,
}

/// One cheque of an act.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineSeen {
    /// Its line of the ledger: what it is called by when it is reversed or held.
    pub line: i64,
    /// Its booklet's printed number.
    pub carnet: String,
    /// Its place in the booklet.
    pub cheque_no: i64,
    /// Its value.
    pub value: Cents,
    /// The run in which it is, if any: its identifier, its number, its stage.
    pub run: Option<(SettlementId, i64, Stage)>,
    /// Why it is held, when it is.
    pub hold: Option<HoldSeen>,
    /// How it was undone, when it was.
    pub undone: Option<UndoneSeen>,
}

impl LineSeen {
    /// Whether it can still be held: it stands, and no approved run has it.
    pub fn may_be_held(&self) -> bool {
        let before = |stage: Stage| matches!(stage, Stage::Preparing | Stage::Prepared);
        self.undone.is_none() && self.hold.is_none() && self.run.is_none_or(|(_, _, stage)| before(stage))
    }
}

/// Why something is held.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HoldSeen {
    /// In the words of who held it.
    pub reason: String,
    /// Since when.
    pub at: At,
    /// Who.
    pub by: PersonId,
}

/// How a redemption was undone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UndoneSeen {
    /// In the words of who did it.
    pub reason: String,
    /// When.
    pub at: At,
    /// Who.
    pub by: PersonId,
    /// Whether it was the operator, later; otherwise the venue, the same day.
    pub reversed: bool,
    /// Whether the venue had been paid, or nearly, and so owes the money back.
    pub recoverable: bool,
    /// Whether the cheque does not live again.
    pub blocked: bool,
}
