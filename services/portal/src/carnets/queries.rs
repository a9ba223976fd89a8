//! What the pages of booklets ask of the network.

use crate::{
    ask::{PageInfo, Refusal},
    schema,
};

// --- One booklet ------------------------------------------------------------------------------------------------------

#[derive(cynic::QueryVariables)]
pub(super) struct FilesVariables {
    pub(super) structure: cynic::Id,
    pub(super) serial: Option<String>,
    pub(super) day: Option<String>,
    pub(super) home: Option<String>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "FilesVariables")]
pub(super) struct Files {
    #[arguments(structureId: $structure, serial: $serial, handedOverOn: $day, homeCommune: $home)]
    pub(super) carnet_files: CarnetFilesPayload,
}

#[derive(cynic::QueryFragment)]
pub(super) struct CarnetFilesPayload {
    pub(super) nodes: Vec<CarnetFile>,
    pub(super) refusal: Option<Refusal>,
}

#[derive(Clone, Debug, cynic::QueryFragment)]
pub(super) struct CarnetFile {
    pub(super) carnet: String,
    pub(super) holder: Option<String>,
    pub(super) handed_over_on: Option<String>,
    pub(super) prescriber: Option<String>,
    pub(super) home_commune: Option<String>,
    pub(super) remaining_cheques: i32,
    pub(super) value_cents: i32,
    pub(super) until: String,
    pub(super) blocked_at: Option<String>,
    pub(super) blocked_why: Option<WhyBlocked>,
    pub(super) unblockable: bool,
    pub(super) replaced_by: Option<String>,
    pub(super) replaces: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, cynic::Enum)]
pub(super) enum WhyBlocked {
    Lost,
    Stolen,
    Missing,
    Replaced,
}

impl WhyBlocked {
    /// The name of its sentence.
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Lost => "carnets-lost",
            Self::Stolen => "carnets-stolen",
            Self::Missing => "carnets-missing",
            Self::Replaced => "carnets-replaced",
        }
    }
}

#[derive(cynic::QueryVariables)]
pub(super) struct BlockVariables {
    pub(super) key: cynic::Id,
    pub(super) input: BlockCarnetInput,
}

#[derive(cynic::InputObject)]
pub(super) struct BlockCarnetInput {
    pub(super) structure_id: cynic::Id,
    pub(super) carnet: String,
    pub(super) why: WhyBlocked,
    pub(super) reason: String,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "BlockVariables")]
pub(super) struct Block {
    #[arguments(key: $key, input: $input)]
    pub(super) block_carnet: BlockCarnetPayload,
}

#[derive(cynic::QueryFragment)]
pub(super) struct BlockCarnetPayload {
    pub(super) refusal: Option<Refusal>,
}

#[derive(cynic::QueryVariables)]
pub(super) struct UnblockVariables {
    pub(super) key: cynic::Id,
    pub(super) structure: cynic::Id,
    pub(super) carnet: String,
    pub(super) reason: String,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "UnblockVariables")]
pub(super) struct Unblock {
    #[arguments(key: $key, structureId: $structure, carnet: $carnet, reason: $reason)]
    pub(super) unblock_carnet: UnblockCarnetPayload,
}

#[derive(cynic::QueryFragment)]
pub(super) struct UnblockCarnetPayload {
    pub(super) refusal: Option<Refusal>,
}

#[derive(cynic::QueryVariables)]
pub(super) struct ReplaceVariables {
    pub(super) key: cynic::Id,
    pub(super) input: ReplaceCarnetInput,
}

#[derive(cynic::InputObject)]
pub(super) struct ReplaceCarnetInput {
    pub(super) structure_id: cynic::Id,
    pub(super) old_carnet: String,
    pub(super) new_carnet: String,
    pub(super) reason: String,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "ReplaceVariables")]
pub(super) struct Replace {
    #[arguments(key: $key, input: $input)]
    pub(super) replace_carnet: ReplaceCarnetPayload,
}

#[derive(cynic::QueryFragment)]
pub(super) struct ReplaceCarnetPayload {
    pub(super) replacement: Option<ReplacedCarnet>,
    pub(super) refusal: Option<Refusal>,
}

#[derive(cynic::QueryFragment)]
pub(super) struct ReplacedCarnet {
    pub(super) new_carnet: String,
}

// --- Stocks and parcels -----------------------------------------------------------------------------------------------

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query")]
pub(super) struct Stocks {
    #[arguments(first: 100)]
    pub(super) stocks: StockHeldConnection,
}

#[derive(cynic::QueryFragment)]
pub(super) struct StockHeldConnection {
    pub(super) nodes: Vec<StockHeld>,
}

#[derive(Clone, Debug, cynic::QueryFragment)]
pub(super) struct StockHeld {
    pub(super) order_id: cynic::Id,
    pub(super) label: String,
    pub(super) holder_name: Option<String>,
    pub(super) carnets: i32,
    pub(super) distribution_ends: String,
}

#[derive(cynic::QueryVariables)]
pub(crate) struct ParcelsVariables {
    pub(crate) structure: Option<cynic::Id>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "ParcelsVariables")]
pub(crate) struct Parcels {
    #[arguments(structureId: $structure, first: 100)]
    pub(crate) parcels: ParcelConnection,
}

#[derive(cynic::QueryFragment)]
pub(crate) struct ParcelConnection {
    pub(crate) nodes: Vec<Parcel>,
}

#[derive(Clone, Debug, cynic::QueryFragment)]
pub(crate) struct Parcel {
    pub(crate) id: cynic::Id,
    pub(crate) from_name: Option<String>,
    pub(crate) to_id: cynic::Id,
    pub(crate) to_name: String,
    pub(crate) first_carnet: String,
    pub(crate) last_carnet: String,
    pub(crate) carnets: i32,
    pub(crate) sent_at: String,
    pub(crate) counted: Option<i32>,
    pub(crate) counted_at: Option<String>,
    pub(crate) missing: i32,
    pub(crate) late: bool,
}

#[derive(cynic::QueryVariables)]
pub(super) struct MovesVariables {
    pub(super) structure: Option<cynic::Id>,
    pub(super) after: Option<String>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "MovesVariables")]
pub(super) struct Moves {
    #[arguments(structureId: $structure, after: $after, first: 50)]
    pub(super) carnet_moves: CarnetMoveConnection,
}

#[derive(cynic::QueryFragment)]
pub(super) struct CarnetMoveConnection {
    pub(super) nodes: Vec<CarnetMove>,
    pub(super) page_info: PageInfo,
}

#[derive(Clone, Debug, cynic::QueryFragment)]
pub(super) struct CarnetMove {
    pub(super) at: String,
    pub(super) kind: CarnetMoveKind,
    pub(super) first_carnet: String,
    pub(super) last_carnet: String,
    pub(super) carnets: i32,
    pub(super) from_name: Option<String>,
    pub(super) to_name: Option<String>,
    pub(super) reason: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, cynic::Enum)]
pub(super) enum CarnetMoveKind {
    Allotted,
    Sent,
    Missing,
    Returned,
    Lost,
    Stolen,
    HandedOver,
    Blocked,
    Unblocked,
    Replaced,
}

impl CarnetMoveKind {
    /// The name of its sentence.
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Allotted => "moves-allotted",
            Self::Sent => "moves-sent",
            Self::Missing => "moves-missing",
            Self::Returned => "moves-returned",
            Self::Lost => "moves-lost",
            Self::Stolen => "moves-stolen",
            Self::HandedOver => "moves-handed-over",
            Self::Blocked => "moves-blocked",
            Self::Unblocked => "moves-unblocked",
            Self::Replaced => "moves-replaced",
        }
    }
}

#[derive(cynic::QueryVariables)]
pub(super) struct PointsVariables {
    pub(super) after: Option<String>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "PointsVariables")]
pub(super) struct Points {
    #[arguments(first: 100, after: $after)]
    pub(super) distribution_points: DistributionPointConnection,
}

#[derive(cynic::QueryFragment)]
pub(super) struct DistributionPointConnection {
    pub(super) nodes: Vec<DistributionPoint>,
    pub(super) page_info: PageInfo,
}

#[derive(Clone, Debug, cynic::QueryFragment)]
pub(super) struct DistributionPoint {
    pub(super) id: cynic::Id,
    pub(super) name: String,
}

#[derive(cynic::InputObject)]
pub(super) struct LotInput {
    pub(super) first: String,
    pub(super) last: Option<String>,
}

#[derive(cynic::QueryVariables)]
pub(super) struct SendVariables {
    pub(super) key: cynic::Id,
    pub(super) from: Option<cynic::Id>,
    pub(super) to: cynic::Id,
    pub(super) lot: LotInput,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "SendVariables")]
pub(super) struct Send {
    #[arguments(key: $key, fromId: $from, toId: $to, lot: $lot)]
    pub(super) send_carnets: SendCarnetsPayload,
}

#[derive(cynic::QueryFragment)]
pub(super) struct SendCarnetsPayload {
    pub(super) sent: Option<SentCarnets>,
    pub(super) refusal: Option<Refusal>,
}

#[derive(cynic::QueryFragment)]
pub(super) struct SentCarnets {
    pub(super) parcel_id: cynic::Id,
}

#[derive(cynic::QueryVariables)]
pub(super) struct CountVariables {
    pub(super) key: cynic::Id,
    pub(super) parcel: cynic::Id,
    pub(super) counted: i32,
    pub(super) missing: Option<Vec<String>>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "CountVariables")]
pub(super) struct Count {
    #[arguments(key: $key, parcelId: $parcel, counted: $counted, missing: $missing)]
    pub(super) count_parcel: CountParcelPayload,
}

#[derive(cynic::QueryFragment)]
pub(super) struct CountParcelPayload {
    pub(super) refusal: Option<Refusal>,
}

#[derive(cynic::QueryVariables)]
pub(super) struct ReturnVariables {
    pub(super) key: cynic::Id,
    pub(super) structure: cynic::Id,
    pub(super) lot: LotInput,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "ReturnVariables")]
pub(super) struct GiveBack {
    #[arguments(key: $key, structureId: $structure, lot: $lot)]
    pub(super) return_carnets: CarnetsLeftPayload,
}

#[derive(cynic::QueryVariables)]
pub(super) struct LoseVariables {
    pub(super) key: cynic::Id,
    pub(super) structure: Option<cynic::Id>,
    pub(super) lot: LotInput,
    pub(super) why: WhyBlocked,
    pub(super) reason: String,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "LoseVariables")]
pub(super) struct Lose {
    #[arguments(key: $key, structureId: $structure, lot: $lot, why: $why, reason: $reason)]
    pub(super) block_stock: CarnetsLeftPayload,
}

#[derive(cynic::QueryFragment)]
pub(super) struct CarnetsLeftPayload {
    pub(super) refusal: Option<Refusal>,
}

#[derive(cynic::QueryVariables)]
pub(super) struct AllotVariables {
    pub(super) key: cynic::Id,
    pub(super) order: cynic::Id,
    pub(super) prescriber: cynic::Id,
    pub(super) first: i32,
    pub(super) last: i32,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "AllotVariables")]
pub(super) struct Allot {
    #[arguments(key: $key, orderId: $order, prescriberId: $prescriber, first: $first, last: $last)]
    pub(super) allot_carnets: AllotCarnetsPayload,
}

#[derive(cynic::QueryFragment)]
pub(super) struct AllotCarnetsPayload {
    pub(super) refusal: Option<Refusal>,
}

#[derive(cynic::QueryVariables)]
pub(super) struct PlanVariables {
    pub(super) order: cynic::Id,
    pub(super) carnets: i32,
    pub(super) fixed: i32,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "PlanVariables")]
pub(super) struct Plan {
    #[arguments(orderId: $order, carnets: $carnets, fixed: $fixed)]
    pub(super) allocation_plan: AllocationPlanPayload,
}

#[derive(cynic::QueryFragment)]
pub(super) struct AllocationPlanPayload {
    pub(super) plan: Option<AllocationPlan>,
    pub(super) refusal: Option<Refusal>,
}

#[derive(Clone, Debug, cynic::QueryFragment)]
pub(super) struct AllocationPlan {
    pub(super) shares: Vec<AllocationShare>,
}

#[derive(Clone, Debug, cynic::QueryFragment)]
pub(super) struct AllocationShare {
    pub(super) code: String,
    pub(super) name: String,
    pub(super) population: i32,
    pub(super) carnets: i32,
}

#[derive(cynic::InputObject)]
pub(super) struct DestinationInput {
    pub(super) structure_id: cynic::Id,
    pub(super) carnets: i32,
}

#[derive(cynic::QueryVariables)]
pub(super) struct AllocateVariables {
    pub(super) key: cynic::Id,
    pub(super) order: cynic::Id,
    pub(super) to: Vec<DestinationInput>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "AllocateVariables")]
pub(super) struct Allocate {
    #[arguments(key: $key, orderId: $order, destinations: $to)]
    pub(super) allocate_carnets: AllocateCarnetsPayload,
}

#[derive(cynic::QueryFragment)]
pub(super) struct AllocateCarnetsPayload {
    pub(super) refusal: Option<Refusal>,
}
