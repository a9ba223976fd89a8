//! What the map asks of the network: the communes of a year, those that ended since, and the venues.

use crate::schema;

/// The year that is shown, and the last one before the communes were joined.
#[derive(Clone, Debug, cynic::QueryVariables)]
pub(super) struct Year {
    pub(super) year: i32,
}

/// The whole question.
#[derive(Clone, Debug, cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "Year")]
pub(super) struct Map {
    #[arguments(year: $year)]
    pub(super) communes: Communes,
    /// The outlines are those of 2022: each leads to the commune that carries on.
    #[arguments(year: 2022)]
    #[cynic(alias, rename = "communes")]
    pub(super) first: Ended,
    #[arguments(acceptsCheques: true, first: 100)]
    pub(super) venues: Venues,
}

#[derive(Clone, Debug, cynic::QueryFragment)]
pub(super) struct Communes {
    pub(super) nodes: Vec<Commune>,
}

/// A commune and the venue that is nearest to it.
#[derive(Clone, Debug, cynic::QueryFragment)]
pub(super) struct Commune {
    pub(super) code: cynic::Id,
    pub(super) name: String,
    pub(super) nearest_venue: Option<Nearest>,
}

#[derive(Clone, Debug, cynic::QueryFragment)]
#[cynic(graphql_type = "NearestVenue")]
pub(super) struct Nearest {
    pub(super) km: f64,
    pub(super) venue: Named,
}

#[derive(Clone, Debug, cynic::QueryFragment)]
#[cynic(graphql_type = "Venue")]
pub(super) struct Named {
    pub(super) id: cynic::Id,
    pub(super) name: Option<String>,
}

#[derive(Clone, Debug, cynic::QueryFragment)]
#[cynic(graphql_type = "Communes")]
pub(super) struct Ended {
    pub(super) nodes: Vec<Successor>,
}

#[derive(Clone, Debug, cynic::QueryFragment)]
#[cynic(graphql_type = "Commune")]
pub(super) struct Successor {
    pub(super) code: cynic::Id,
    pub(super) successor: Option<cynic::Id>,
}

#[derive(Clone, Debug, cynic::QueryFragment)]
#[cynic(graphql_type = "VenueConnection")]
pub(super) struct Venues {
    pub(super) nodes: Vec<Placed>,
}

/// A venue on the map.
#[derive(Clone, Debug, cynic::QueryFragment)]
#[cynic(graphql_type = "Venue")]
pub(super) struct Placed {
    pub(super) point: Option<Point>,
    pub(super) commune: Option<CommuneCode>,
}

#[derive(Clone, Debug, cynic::QueryFragment)]
#[cynic(graphql_type = "CommuneName")]
pub(super) struct CommuneCode {
    pub(super) code: cynic::Id,
}

#[derive(Clone, Debug, cynic::QueryFragment)]
pub(super) struct Point {
    pub(super) lat: f64,
    pub(super) lon: f64,
}
