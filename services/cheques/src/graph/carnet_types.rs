//! What is told of booklets one by one. Quantities are booklets unless they say cheques.

use async_graphql::{Enum, ID, SimpleObject};
use registry::graph::answer::Refusal;

use crate::carnets::{
    course::{Move, Why},
    find, share_out, stocks,
};

/// Why a booklet is blocked.
#[derive(Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "Why")]
pub(super) enum WhyBlocked {
    /// Nobody knows where it is.
    Lost,
    /// Somebody took it.
    Stolen,
    /// It was not in the parcel in which it was sent.
    Missing,
    /// Another booklet has taken its place.
    Replaced,
}

/// By which move booklets went.
#[derive(Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "Move")]
pub(super) enum CarnetMoveKind {
    /// The operator put them into a stock.
    Allotted,
    /// They were sent.
    Sent,
    /// They were not in their parcel.
    Missing,
    /// They were given back to the network.
    Returned,
    /// They were lost out of a stock.
    Lost,
    /// They were stolen out of a stock.
    Stolen,
    /// They became somebody's.
    HandedOver,
    /// They were blocked in somebody's hand.
    Blocked,
    /// They were found again.
    Unblocked,
    /// Others took their place.
    Replaced,
}

/// A booklet found without its cheques. No name, no public, no code.
#[derive(SimpleObject)]
pub(super) struct CarnetFile {
    /// Its printed number.
    carnet: String,
    /// In whose stock it lies, by name; null once it is somebody's, and when it is in nobody's.
    holder: Option<String>,
    /// The day of the hand-over; null before.
    handed_over_on: Option<String>,
    /// Who handed it over, by name.
    prescriber: Option<String>,
    /// The name of the commune where the person lives.
    home_commune: Option<String>,
    /// Cheques that can still be used, or could if it were not blocked.
    remaining_cheques: i64,
    /// Their value in cents.
    value_cents: i64,
    /// The last day on which they are honoured.
    until: String,
    /// Since when it is blocked; null: it is not.
    blocked_at: Option<String>,
    /// Why it is blocked.
    blocked_why: Option<WhyBlocked>,
    /// Whether the caller may unblock it.
    unblockable: bool,
    /// The booklet that took its place.
    replaced_by: Option<String>,
    /// The booklet whose place it took.
    replaces: Option<String>,
}
impl From<find::CarnetFile> for CarnetFile {
    fn from(file: find::CarnetFile) -> Self {
        Self {
            carnet: file.carnet,
            holder: file.holder,
            handed_over_on: file.handed_over_on.map(|day| day.to_string()),
            prescriber: file.prescriber,
            home_commune: file.home_commune,
            remaining_cheques: file.remaining,
            value_cents: file.value.get(),
            until: file.until.to_string(),
            blocked_at: file.blocked.map(|(at, _)| at.iso_seconds()),
            blocked_why: file.blocked.map(|(_, why)| why.into()),
            unblockable: file.unblockable,
            replaced_by: file.replaced_by,
            replaces: file.replaces,
        }
    }
}

/// Answer of `carnetFiles`.
#[derive(SimpleObject)]
pub(super) struct CarnetFilesPayload {
    /// Twenty at most, in the order of their numbers.
    pub(super) nodes: Vec<CarnetFile>,
    /// Why nothing was looked for.
    pub(super) refusal: Option<Refusal>,
}

/// Booklets of one order that lie in one stock.
#[derive(SimpleObject)]
pub(super) struct StockHeld {
    /// The order.
    order_id: ID,
    /// Printed before the number of each booklet.
    label: String,
    /// Whose stock; null: the network's own.
    holder_id: Option<ID>,
    /// Its name.
    holder_name: Option<String>,
    /// Booklets that are there.
    carnets: i64,
    /// Last day on which they may be handed over.
    distribution_ends: String,
}
impl From<stocks::Lying> for StockHeld {
    fn from(one: stocks::Lying) -> Self {
        let (holder_id, holder_name) = one.holder.map(|(id, name)| (id.to_string().into(), name)).unzip();
        Self {
            order_id: one.order.id.to_string().into(),
            label: one.order.label,
            holder_id,
            holder_name,
            carnets: one.carnets,
            distribution_ends: one.order.terms.distribution_ends.to_string(),
        }
    }
}

/// Booklets on their way to a stock, or counted there.
#[derive(SimpleObject)]
pub(super) struct Parcel {
    /// Its identifier.
    id: ID,
    /// Whose stock they left; null: the network's own.
    from_name: Option<String>,
    /// Whose stock they go to.
    to_id: ID,
    /// Its name.
    to_name: String,
    /// The first one's printed number.
    first_carnet: String,
    /// The last one's.
    last_carnet: String,
    /// Booklets sent.
    carnets: i64,
    /// When.
    sent_at: String,
    /// Booklets that were there; null until somebody has counted.
    counted: Option<i64>,
    /// When they were counted.
    counted_at: Option<String>,
    /// Booklets that were not there.
    missing: i64,
    /// Whether it should have been counted by now.
    late: bool,
}
impl From<stocks::ParcelSeen> for Parcel {
    fn from(seen: stocks::ParcelSeen) -> Self {
        let parcel = seen.parcel;
        Self {
            id: parcel.id.to_string().into(),
            from_name: seen.from_name,
            to_id: parcel.to.to_string().into(),
            to_name: seen.to_name,
            first_carnet: parcel.first.to_string(),
            last_carnet: parcel.last.to_string(),
            carnets: parcel.carnets,
            sent_at: parcel.sent_at.iso_seconds(),
            counted: parcel.counted,
            counted_at: parcel.counted_at.map(kernel::clock::At::iso_seconds),
            missing: parcel.missing(),
            late: seen.late,
        }
    }
}

/// Booklets that were moved together.
#[derive(SimpleObject)]
pub(super) struct CarnetMove {
    /// When.
    at: String,
    /// By which move.
    kind: CarnetMoveKind,
    /// The first one's printed number.
    first_carnet: String,
    /// The last one's.
    last_carnet: String,
    /// How many.
    carnets: i64,
    /// Whose stock they left; null: nobody's.
    from_name: Option<String>,
    /// Whose stock they entered; null: nobody's.
    to_name: Option<String>,
    /// Who did it.
    by: Option<ID>,
    /// Why, in their own words.
    reason: Option<String>,
}
impl From<stocks::MoveSeen> for CarnetMove {
    fn from(seen: stocks::MoveSeen) -> Self {
        Self {
            at: seen.at.iso_seconds(),
            kind: seen.kind.into(),
            first_carnet: seen.first.to_string(),
            last_carnet: seen.last.to_string(),
            carnets: seen.carnets,
            from_name: seen.from_name,
            to_name: seen.to_name,
            by: seen.by.map(|by| by.to_string().into()),
            reason: seen.reason,
        }
    }
}

/// A structure to which booklets may be sent.
#[derive(SimpleObject)]
pub(super) struct DistributionPoint {
    /// Its identifier.
    id: ID,
    /// Its name.
    name: String,
}
impl From<(kernel::ids::StructureId, String)> for DistributionPoint {
    fn from((id, name): (kernel::ids::StructureId, String)) -> Self {
        Self { id: id.to_string().into(), name }
    }
}

/// What one commune is proposed.
#[derive(SimpleObject)]
pub(super) struct AllocationShare {
    /// INSEE code.
    code: String,
    /// Its name.
    name: String,
    /// Its inhabitants.
    population: i64,
    /// Booklets.
    carnets: i64,
}

/// A proposal to share booklets out.
#[derive(SimpleObject)]
pub(super) struct AllocationPlan {
    /// The order.
    order_id: ID,
    /// Booklets that lie in no stock.
    available: i64,
    /// Commune by commune, by name.
    shares: Vec<AllocationShare>,
}
impl From<share_out::Proposal> for AllocationPlan {
    fn from(plan: share_out::Proposal) -> Self {
        let share = |one: share_out::Share| AllocationShare {
            code: one.code,
            name: one.name,
            population: one.population,
            carnets: one.carnets,
        };
        Self {
            order_id: plan.order.to_string().into(),
            available: plan.available,
            shares: plan.shares.into_iter().map(share).collect(),
        }
    }
}

/// Answer of `allocationPlan`.
#[derive(SimpleObject)]
pub(super) struct AllocationPlanPayload {
    /// The proposal.
    pub(super) plan: Option<AllocationPlan>,
    /// Why there is none.
    pub(super) refusal: Option<Refusal>,
}
