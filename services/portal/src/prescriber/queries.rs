//! What the prescriber's pages ask of the network.

use crate::{
    ask::{PageInfo, Refusal},
    schema,
};

#[derive(Clone, Copy, Debug, PartialEq, Eq, cynic::Enum)]
pub(crate) enum Public {
    JobSeeker,
    YoungInIntegration,
    SixtyAndOver,
    SocialMinima,
    Other,
}

// --- The stock --------------------------------------------------------------------------------------------------------

#[derive(cynic::QueryVariables)]
pub(crate) struct StockVariables {
    pub(crate) prescriber: cynic::Id,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "StockVariables")]
pub(crate) struct Stock {
    #[arguments(prescriberId: $prescriber, first: 100)]
    pub(crate) stock: StockLineConnection,
}

#[derive(cynic::QueryFragment)]
pub(crate) struct StockLineConnection {
    pub(crate) edges: Vec<StockLineEdge>,
}

#[derive(cynic::QueryFragment)]
pub(crate) struct StockLineEdge {
    pub(crate) node: StockLine,
}

#[derive(cynic::QueryFragment)]
pub(crate) struct StockLine {
    pub(crate) label: String,
    pub(crate) allotted: i32,
    pub(crate) handed_over: i32,
    pub(crate) left: i32,
    pub(crate) distribution_ends: String,
}

#[derive(cynic::QueryVariables)]
pub(super) struct StockPageVariables {
    pub(super) prescriber: cynic::Id,
    pub(super) after: Option<String>,
}

/// The stock, and what was handed over lately.
#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "StockPageVariables")]
pub(super) struct StockPage {
    #[arguments(prescriberId: $prescriber, first: 100)]
    pub(super) stock: StockLineConnection,
    #[arguments(prescriberId: $prescriber, first: 10, after: $after)]
    pub(super) hand_overs: HandOverConnection,
}

#[derive(cynic::QueryFragment)]
pub(super) struct HandOverConnection {
    pub(super) edges: Vec<HandOverEdge>,
    pub(super) page_info: PageInfo,
}

#[derive(cynic::QueryFragment)]
pub(super) struct HandOverEdge {
    pub(super) node: HandOver,
}

#[derive(cynic::QueryFragment)]
pub(super) struct HandOver {
    pub(super) carnet: String,
    pub(super) at: String,
    pub(super) home_commune: String,
    pub(super) public: Public,
}

// --- A booklet --------------------------------------------------------------------------------------------------------

#[derive(cynic::QueryVariables)]
pub(super) struct CarnetVariables {
    pub(super) prescriber: cynic::Id,
    pub(super) written: String,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "CarnetVariables")]
pub(super) struct CarnetLook {
    #[arguments(prescriberId: $prescriber, written: $written)]
    pub(super) carnet: CarnetPayload,
}

#[derive(cynic::QueryFragment)]
pub(super) struct CarnetPayload {
    pub(super) carnet: Option<Carnet>,
    pub(super) refusal: Option<Refusal>,
}

#[derive(Clone, Debug, cynic::QueryFragment)]
pub(super) struct Carnet {
    pub(super) carnet: String,
    pub(super) cheques: i32,
    pub(super) value_cents: i32,
    pub(super) distribution_ends: String,
    pub(super) valid_until: String,
    pub(super) publics: Vec<Public>,
    pub(super) second_carnet: SecondCarnet,
    pub(super) personal: bool,
}

/// Whether somebody may be given a second booklet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, cynic::Enum)]
pub(crate) enum SecondCarnet {
    Free,
    Never,
    AfterMonths,
    AfterAllUsed,
}

// --- Where somebody lives ---------------------------------------------------------------------------------------------

#[derive(cynic::QueryVariables)]
pub(super) struct PlacesVariables {
    pub(super) search: String,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "PlacesVariables")]
pub(super) struct Places {
    #[arguments(search: $search)]
    pub(super) places: Vec<Commune>,
}

#[derive(Clone, Debug, cynic::QueryFragment)]
#[cynic(graphql_type = "Place")]
pub(crate) struct Commune {
    pub(crate) code: cynic::Id,
    pub(crate) name: String,
    pub(crate) found_as: Option<String>,
}

// --- The hand-over ----------------------------------------------------------------------------------------------------

#[derive(cynic::InputObject)]
pub(super) struct HandOverInput {
    pub(super) prescriber_id: cynic::Id,
    pub(super) carnet: String,
    pub(super) home_commune: String,
    pub(super) public: Public,
    pub(super) eligibility_seen_on: Option<String>,
    pub(super) attested: Option<AttestationInput>,
}

#[derive(cynic::InputObject)]
pub(crate) struct AttestationInput {
    pub(super) first_carnet: bool,
    pub(super) former_carnet: Option<String>,
    pub(super) former_on: Option<String>,
    pub(super) taken_by: Option<Bearer>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, cynic::Enum)]
pub(super) enum Bearer {
    Holder,
    Family,
}

#[derive(cynic::QueryVariables)]
pub(super) struct HandOverVariables {
    pub(super) key: cynic::Id,
    pub(super) input: HandOverInput,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "HandOverVariables")]
pub(super) struct HandOverCarnet {
    #[arguments(key: $key, input: $input)]
    pub(super) hand_over_carnet: HandOverCarnetPayload,
}

#[derive(cynic::QueryFragment)]
pub(super) struct HandOverCarnetPayload {
    pub(super) hand_over: Option<HandedOver>,
    pub(super) refusal: Option<Refusal>,
}

#[derive(cynic::QueryFragment)]
pub(super) struct HandedOver {
    pub(super) carnet: String,
}

// --- Where to use it --------------------------------------------------------------------------------------------------

#[derive(cynic::QueryVariables)]
pub(super) struct NearVariables {
    pub(super) commune: cynic::Id,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "NearVariables")]
pub(super) struct Near {
    #[arguments(commune: $commune, acceptsCheques: true, first: 4)]
    pub(super) venues: VenueConnection,
}

#[derive(cynic::QueryFragment)]
pub(super) struct VenueConnection {
    pub(super) edges: Vec<VenueEdge>,
}

#[derive(cynic::QueryFragment)]
pub(super) struct VenueEdge {
    pub(super) node: Venue,
}

#[derive(cynic::QueryFragment)]
pub(super) struct Venue {
    pub(super) name: Option<String>,
    pub(super) address: Option<String>,
    pub(super) commune: Option<CommuneName>,
    pub(super) phone: Option<String>,
}

#[derive(cynic::QueryFragment)]
pub(super) struct CommuneName {
    pub(super) name: String,
}
