//! The accounts of the ledger: value held is a promise made to somebody.

use kernel::ids::{Id, OrderId, SettlementId, StructureId, VenueId};

/// Marks the owner of an account, whatever it is.
#[derive(Debug)]
pub enum Owner {}

/// Marks what a posting is about, whatever it is.
#[derive(Debug)]
pub enum Subject {}

/// An account: where money is, or to whom it is promised.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Account {
    /// The segregated bank account of the network.
    Bank,
    /// Promised to the learners of an order.
    Held(OrderId),
    /// Owed to a venue.
    Due(VenueId),
    /// Given to the bank to be paid, not yet confirmed.
    InTransit(SettlementId),
    /// Promised back to a funder.
    Refundable(StructureId),
    /// What the network keeps for its own work, until it is paid out.
    Fees,
    /// What a venue owes back: it was paid for redemptions that were reversed afterwards. An asset, like the bank.
    Recoverable(VenueId),
}

impl Account {
    /// The kind, as the ledger keeps it.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Bank => BANK,
            Self::Held(_) => HELD,
            Self::Due(_) => DUE,
            Self::InTransit(_) => IN_TRANSIT,
            Self::Refundable(_) => REFUNDABLE,
            Self::Fees => FEES,
            Self::Recoverable(_) => RECOVERABLE,
        }
    }

    /// The bits of the owner, as the ledger keeps them; zeros for the bank and for the fees.
    pub const fn owner(&self) -> Id<Owner> {
        match self {
            Self::Bank | Self::Fees => Id::from_bytes([0; 16]),
            Self::Held(order) => order.recast(),
            Self::Due(venue) | Self::Recoverable(venue) => venue.recast(),
            Self::InTransit(settlement) => settlement.recast(),
            Self::Refundable(funder) => funder.recast(),
        }
    }
}

/// The name of the kind [`Account::Bank`].
pub const BANK: &str = "bank";
/// The name of the kind [`Account::Held`].
pub const HELD: &str = "held";
/// The name of the kind [`Account::Due`].
pub const DUE: &str = "due";
/// The name of the kind [`Account::InTransit`].
pub const IN_TRANSIT: &str = "in-transit";
/// The name of the kind [`Account::Refundable`].
pub const REFUNDABLE: &str = "refundable";
/// The name of the kind [`Account::Recoverable`].
pub const RECOVERABLE: &str = "recoverable";

/// The name of the kind [`Account::Fees`].
pub const FEES: &str = "fees";

/// Every kind of account that is money or a right to some: what stands behind the promises.
pub const ASSETS: [&str; 2] = [BANK, RECOVERABLE];

/// Every kind of account that is a promise: their sum is what the assets come to.
pub const PROMISES: [&str; 5] = [HELD, DUE, IN_TRANSIT, REFUNDABLE, FEES];
