//! What is asked of booklets one by one, and what is answered. Quantities are booklets unless they say cheques.

use async_graphql::{ID, InputObject, SimpleObject};
use registry::graph::answer::Refusal;
use store::Trouble;

use super::{carnet_types::WhyBlocked, payload::payload};
use crate::carnets::{block, count_parcel, give_back, lot::Lot, replace, send, share_out, unblock};

/// Which booklet is blocked, and why.
#[derive(InputObject)]
pub(super) struct BlockCarnetInput {
    /// The structure in whose name it is asked.
    pub(super) structure_id: ID,
    /// The number printed on the booklet or its talon.
    pub(super) carnet: String,
    /// Lost or stolen.
    pub(super) why: WhyBlocked,
    /// How it is known, in a few words. No name.
    pub(super) reason: String,
}

/// Which booklet takes the place of which.
#[derive(InputObject)]
pub(super) struct ReplaceCarnetInput {
    /// The structure at which it is done.
    pub(super) structure_id: ID,
    /// The number of the booklet that was lost.
    pub(super) old_carnet: String,
    /// The number of the new one: of the same order, from the structure's stock or from nobody's.
    pub(super) new_carnet: String,
    /// Why, in a few words. No name.
    pub(super) reason: String,
}

/// Booklets of one order whose numbers follow one another.
#[derive(InputObject)]
pub(super) struct LotInput {
    /// The first one's printed number.
    first: String,
    /// The last one's; null: the first one alone.
    last: Option<String>,
}
impl LotInput {
    pub(super) fn read(&self) -> Result<Lot, Trouble> {
        Ok(Lot::parse(&self.first, self.last.as_deref().unwrap_or_default())?)
    }
}

/// What one stock is to receive.
#[derive(InputObject)]
pub(super) struct DestinationInput {
    /// Whose stock.
    pub(super) structure_id: ID,
    /// How many booklets.
    pub(super) carnets: i64,
}

/// A booklet, blocked.
#[derive(SimpleObject)]
pub(super) struct BlockedCarnet {
    /// Its printed number.
    carnet: String,
    /// Cheques that cannot be used any more.
    cheques: i64,
    /// Their value in cents.
    value_cents: i64,
    /// Since when.
    at: String,
}
impl From<block::Blocked> for BlockedCarnet {
    fn from(done: block::Blocked) -> Self {
        Self { carnet: done.carnet, cheques: done.cheques, value_cents: done.value.get(), at: done.at.iso_seconds() }
    }
}
payload! {
    /// Answer of `blockCarnet`.
    BlockCarnetPayload { block: BlockedCarnet }
}

/// A booklet that serves again.
#[derive(SimpleObject)]
pub(super) struct UnblockedCarnet {
    /// Its printed number.
    carnet: String,
    /// Cheques that can be used again.
    cheques: i64,
    /// Since when.
    at: String,
}
impl From<unblock::Unblocked> for UnblockedCarnet {
    fn from(done: unblock::Unblocked) -> Self {
        Self { carnet: done.carnet, cheques: done.cheques, at: done.at.iso_seconds() }
    }
}
payload! {
    /// Answer of `unblockCarnet`.
    UnblockCarnetPayload { unblocked: UnblockedCarnet }
}

/// A booklet that took the place of another.
#[derive(SimpleObject)]
pub(super) struct ReplacedCarnet {
    /// The booklet whose codes have died.
    old_carnet: String,
    /// The booklet that bears its cheques.
    new_carnet: String,
    /// Cheques that can be used in it: its first ones.
    cheques: i64,
    /// Their value in cents.
    value_cents: i64,
    /// Its last cheques, which are cancelled: to be torn out.
    cancelled_cheques: i64,
    /// The last day printed on them.
    valid_until: String,
}
impl From<replace::Replaced> for ReplacedCarnet {
    fn from(done: replace::Replaced) -> Self {
        Self {
            old_carnet: done.old,
            new_carnet: done.new,
            cheques: done.cheques,
            value_cents: done.value.get(),
            cancelled_cheques: done.cancelled,
            valid_until: done.valid_until.to_string(),
        }
    }
}
payload! {
    /// Answer of `replaceCarnet`.
    ReplaceCarnetPayload { replacement: ReplacedCarnet }
}

/// Booklets, sent.
#[derive(SimpleObject)]
pub(super) struct SentCarnets {
    /// The parcel, to be counted.
    parcel_id: ID,
    /// Whose stock they go to.
    to_id: ID,
    /// How many.
    carnets: i64,
    /// The first one's printed number.
    first_carnet: String,
    /// The last one's.
    last_carnet: String,
}
impl From<send::Sent> for SentCarnets {
    fn from(sent: send::Sent) -> Self {
        Self {
            parcel_id: sent.parcel.to_string().into(),
            to_id: sent.to.to_string().into(),
            carnets: sent.carnets,
            first_carnet: sent.first,
            last_carnet: sent.last,
        }
    }
}
payload! {
    /// Answer of `sendCarnets`.
    SendCarnetsPayload { sent: SentCarnets }
}

/// A parcel, counted.
#[derive(SimpleObject)]
pub(super) struct CountedParcel {
    /// The parcel.
    parcel_id: ID,
    /// Booklets sent.
    sent: i64,
    /// Booklets that were there.
    counted: i64,
    /// Booklets that were not, blocked from now on.
    missing: i64,
}
impl From<count_parcel::Counted> for CountedParcel {
    fn from(done: count_parcel::Counted) -> Self {
        Self {
            parcel_id: done.parcel.to_string().into(),
            sent: done.sent,
            counted: done.counted,
            missing: done.missing,
        }
    }
}
payload! {
    /// Answer of `countParcel`.
    CountParcelPayload { count: CountedParcel }
}

/// Booklets that left a stock.
#[derive(SimpleObject)]
pub(super) struct CarnetsLeft {
    /// Whose stock they left; null: wherever they were.
    structure_id: Option<ID>,
    /// How many.
    carnets: i64,
    /// The first one's printed number.
    first_carnet: String,
    /// The last one's.
    last_carnet: String,
}
impl From<give_back::Left> for CarnetsLeft {
    fn from(left: give_back::Left) -> Self {
        Self {
            structure_id: left.structure.map(|it| it.to_string().into()),
            carnets: left.carnets,
            first_carnet: left.first,
            last_carnet: left.last,
        }
    }
}
payload! {
    /// Answer of `returnCarnets` and `blockStock`.
    CarnetsLeftPayload { left: CarnetsLeft }
}

/// Booklets, shared out.
#[derive(SimpleObject)]
pub(super) struct AllocatedCarnets {
    /// The order.
    order_id: ID,
    /// How many.
    carnets: i64,
    /// The parcels, one a run of numbers.
    parcels: Vec<SentCarnets>,
}
impl From<share_out::Allocated> for AllocatedCarnets {
    fn from(done: share_out::Allocated) -> Self {
        Self {
            order_id: done.order.to_string().into(),
            carnets: done.carnets,
            parcels: done.parcels.into_iter().map(SentCarnets::from).collect(),
        }
    }
}
payload! {
    /// Answer of `allocateCarnets`.
    AllocateCarnetsPayload { allocation: AllocatedCarnets }
}
