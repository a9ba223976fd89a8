//! What the finder asks: the communes that somebody may mean, then the venues around one of them.

use crate::{ask::PageInfo, schema};

/// What was typed.
#[derive(Clone, Debug, cynic::QueryVariables)]
pub(super) struct Typed {
    pub(super) search: String,
    pub(super) year: i32,
}

#[derive(Clone, Debug, cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "Typed")]
pub(super) struct Places {
    #[arguments(search: $search, year: $year)]
    pub(super) places: Vec<Place>,
}

/// A commune that may be meant.
#[derive(Clone, Debug, cynic::QueryFragment)]
pub(super) struct Place {
    pub(super) code: cynic::Id,
    pub(super) name: String,
    pub(super) postcode: String,
    pub(super) found_as: Option<String>,
}

/// Around which commune, and what matters.
#[derive(Clone, Debug, cynic::QueryVariables)]
pub(super) struct Wanted {
    pub(super) commune: cynic::Id,
    pub(super) year: i32,
    pub(super) cheques: Option<bool>,
    pub(super) open: Option<bool>,
    pub(super) after: Option<String>,
}

#[derive(Clone, Debug, cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "Wanted")]
pub(super) struct Around {
    #[arguments(code: $commune, year: $year)]
    pub(super) commune: Option<Commune>,
    #[arguments(commune: $commune, acceptsCheques: $cheques, openNow: $open, first: 10, after: $after)]
    pub(super) venues: Venues,
    /// The outlines are those of 2022: each leads to the commune that carries on.
    #[arguments(year: 2022)]
    pub(super) communes: Outlined,
}

#[derive(Clone, Debug, cynic::QueryFragment)]
pub(super) struct Commune {
    pub(super) code: cynic::Id,
    pub(super) name: String,
}

#[derive(Clone, Debug, cynic::QueryFragment)]
#[cynic(graphql_type = "Communes")]
pub(super) struct Outlined {
    pub(super) nodes: Vec<Successor>,
}

/// A commune of 2022 and the one that carries on.
#[derive(Clone, Debug, cynic::QueryFragment)]
#[cynic(graphql_type = "Commune")]
pub(super) struct Successor {
    pub(super) code: cynic::Id,
    pub(super) successor: Option<cynic::Id>,
}

#[derive(Clone, Debug, cynic::QueryFragment)]
#[cynic(graphql_type = "VenueConnection")]
pub(super) struct Venues {
    pub(super) nodes: Vec<Venue>,
    pub(super) page_info: PageInfo,
}

/// A venue in the list.
#[derive(Clone, Debug, cynic::QueryFragment)]
pub(super) struct Venue {
    pub(super) id: cynic::Id,
    pub(super) name: Option<String>,
    pub(super) address: Option<String>,
    pub(super) commune: Option<CommuneName>,
    pub(super) phone: Option<String>,
    pub(super) accepts_cheques: Option<bool>,
    pub(super) open_now: Option<bool>,
    pub(super) distance: Option<Distance>,
    pub(super) point: Option<Point>,
}

#[derive(Clone, Debug, cynic::QueryFragment)]
pub(super) struct CommuneName {
    pub(super) name: String,
}

#[derive(Clone, Debug, cynic::QueryFragment)]
pub(super) struct Distance {
    pub(super) km: f64,
    pub(super) minutes: f64,
}

#[derive(Clone, Debug, cynic::QueryFragment)]
pub(super) struct Point {
    pub(super) lat: f64,
    pub(super) lon: f64,
}
