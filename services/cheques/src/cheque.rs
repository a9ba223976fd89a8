//! A cheque, and the stairs it descends before it is honoured.

use kernel::{
    cents::Cents,
    clock::{At, Day},
    ids::{CarnetId, ChequeId, OrderId, StructureId},
};

use crate::{order::Serial, refusal::Refusal};

/// What a cheque itself remembers. "Active", "handed over" and "expired" are facts of others: see [`Presentable`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// May be honoured.
    Live,
    /// Kept for a booking.
    Held,
    /// Honoured.
    Redeemed,
    /// Lost or stolen.
    Blocked,
    /// Replaced or withdrawn.
    Cancelled,
}

impl Stage {
    /// Every stage.
    pub const ALL: [Self; 5] = [Self::Live, Self::Held, Self::Redeemed, Self::Blocked, Self::Cancelled];

    /// As the database keeps it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Live => "live",
            Self::Held => "held",
            Self::Redeemed => "redeemed",
            Self::Blocked => "blocked",
            Self::Cancelled => "cancelled",
        }
    }

    /// The stage of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stage| stage.name() == name)
    }
}

/// A cheque with every fact on which its fate depends, read in one go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Presentable {
    /// Its identifier.
    pub id: ChequeId,
    /// Its place in the booklet, from 1.
    pub no: i64,
    /// Its value.
    pub value: Cents,
    /// What it remembers.
    pub stage: Stage,
    /// How many times it was undone.
    pub round: i64,
    /// Its booklet.
    pub carnet: CarnetId,
    /// The booklet's printed number.
    pub serial: Serial,
    /// Whether the booklet was handed over.
    pub handed_over: bool,
    /// Its order.
    pub order: OrderId,
    /// Who paid for it.
    pub funder: StructureId,
    /// Whether the order's funds are there.
    pub funded: bool,
    /// The last day on which it is honoured.
    pub tolerance_ends: Day,
}

impl Presentable {
    /// Whether it was honoured.
    pub fn is_redeemed(&self) -> bool {
        self.stage == Stage::Redeemed
    }

    /// Descends the stairs; the order of the refusals is part of the contract.
    ///
    /// `no` is the cheque's place in the act; `honoured` is when this same venue honoured it, if it did.
    pub fn honour(&self, no: usize, today: Day, honoured: Option<At>) -> Result<(), Refusal> {
        match self.stage {
            Stage::Redeemed => return Err(Refusal::AlreadyRedeemed { no, at: honoured }),
            Stage::Blocked | Stage::Cancelled => return Err(Refusal::Blocked { no }),
            Stage::Held => return Err(Refusal::Held { no }),
            Stage::Live => {}
        }
        if !self.funded {
            return Err(Refusal::NotActive { no });
        }
        if !self.handed_over {
            return Err(Refusal::NotHandedOver { no });
        }
        if today > self.tolerance_ends {
            return Err(Refusal::Expired { no, until: self.tolerance_ends });
        }
        Ok(())
    }
}
