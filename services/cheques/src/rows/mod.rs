//! Everything that knows Diesel: one file a noun.

pub(crate) mod accounting;
pub(crate) mod acts;
pub(crate) mod audits;
pub(crate) mod bank_seen;
pub(crate) mod carnets;
pub(crate) mod checks;
pub(crate) mod cheques;
pub(crate) mod deeds;
pub(crate) mod disputes;
pub(crate) mod figures;
pub(crate) mod found;
pub(crate) mod funds;
pub(crate) mod holds;
pub(crate) mod ledger;
pub(crate) mod life;
pub(crate) mod orders;
pub(crate) mod proofs;
pub(crate) mod redemptions;
pub(crate) mod reversals;
pub(crate) mod runs;
pub(crate) mod settlements;
pub(crate) mod stock;
pub(crate) mod sums;
pub(crate) mod welcomes;
