//! The change of a sheet, as the network takes it.

use super::own::VenueAccess;
use crate::{ask::Refusal, schema};

#[derive(cynic::QueryVariables)]
pub(super) struct Change {
    pub(super) key: cynic::Id,
    pub(super) venue: cynic::Id,
    pub(super) input: VenueSheetInput,
}

/// What is absent stays.
#[derive(Default, cynic::InputObject)]
pub(super) struct VenueSheetInput {
    #[cynic(skip_serializing_if = "Option::is_none")]
    pub(super) name: Option<String>,
    #[cynic(skip_serializing_if = "Option::is_none")]
    pub(super) address: Option<String>,
    #[cynic(skip_serializing_if = "Option::is_none")]
    pub(super) hours: Option<String>,
    #[cynic(skip_serializing_if = "Option::is_none")]
    pub(super) phone: Option<String>,
    #[cynic(skip_serializing_if = "Option::is_none")]
    pub(super) mail: Option<String>,
    #[cynic(skip_serializing_if = "Option::is_none")]
    pub(super) website: Option<String>,
    #[cynic(skip_serializing_if = "Option::is_none")]
    pub(super) access: Option<Vec<VenueAccess>>,
    #[cynic(skip_serializing_if = "Option::is_none")]
    pub(super) directions: Option<String>,
    #[cynic(skip_serializing_if = "Option::is_none")]
    pub(super) description: Option<String>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "Change")]
pub(super) struct UpdateVenue {
    #[arguments(key: $key, venueId: $venue, input: $input)]
    pub(super) update_venue: VenueSheetPayload,
}

#[derive(cynic::QueryFragment)]
pub(super) struct VenueSheetPayload {
    pub(super) refusal: Option<Refusal>,
}
