//! What the page of a place asks: what the registry knows of it, then what its own machine announces.

use crate::schema;

/// Which venue.
#[derive(Clone, Debug, cynic::QueryVariables)]
pub(super) struct Which {
    pub(super) id: cynic::Id,
}

#[derive(Clone, Debug, cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "Which")]
pub(super) struct Sheet {
    #[arguments(id: $id)]
    pub(super) venue: Option<Venue>,
}

/// The sheet. Its workshops and sessions are null while its machine is away.
#[derive(Clone, Debug, cynic::QueryFragment)]
pub(super) struct Venue {
    pub(super) name: Option<String>,
    pub(super) address: Option<String>,
    pub(super) commune: Option<CommuneName>,
    pub(super) phone: Option<String>,
    pub(super) description: Option<String>,
    pub(super) website: Option<String>,
    pub(super) hours_in_words: Option<Vec<String>>,
    pub(super) open_now: Option<bool>,
    pub(super) access_in_words: Option<Vec<String>>,
    pub(super) directions: Option<String>,
    pub(super) accepts_cheques: Option<bool>,
    pub(super) structure: Option<Structure>,
    #[arguments(first: 10)]
    pub(super) sessions: Option<Vec<Session>>,
}

#[derive(Clone, Debug, cynic::QueryFragment)]
pub(super) struct CommuneName {
    pub(super) name: String,
}

#[derive(Clone, Debug, cynic::QueryFragment)]
pub(super) struct Structure {
    pub(super) name: String,
}

/// A session to come.
#[derive(Clone, Debug, cynic::QueryFragment)]
pub(super) struct Session {
    pub(super) id: cynic::Id,
    pub(super) title: Option<String>,
    pub(super) starts_at: Option<String>,
    pub(super) minutes: Option<i32>,
    pub(super) seats: Option<i32>,
    pub(super) workshop: Option<Workshop>,
}

#[derive(Clone, Debug, cynic::QueryFragment)]
pub(super) struct Workshop {
    pub(super) price_cheques: Option<i32>,
    pub(super) level: Option<WorkshopLevel>,
}

/// What a person can do already.
#[derive(Clone, Copy, Debug, PartialEq, Eq, cynic::Enum)]
pub(super) enum WorkshopLevel {
    Advanced,
    Beginner,
    Intermediate,
    NeverTouched,
}

/// What the centre last heard of a venue whose machine is away.
#[derive(Clone, Debug, cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "Which")]
pub(super) struct Heard {
    #[arguments(id: $id)]
    pub(super) venue: Option<HeardOf>,
}

#[derive(Clone, Debug, cynic::QueryFragment)]
#[cynic(graphql_type = "Venue")]
pub(super) struct HeardOf {
    pub(super) agenda: Option<Agenda>,
}

/// Its agenda, and when it was told.
#[derive(Clone, Debug, cynic::QueryFragment)]
pub(super) struct Agenda {
    pub(super) as_of: String,
    #[arguments(first: 10)]
    pub(super) sessions: Vec<AnnouncedSession>,
}

#[derive(Clone, Debug, cynic::QueryFragment)]
pub(super) struct AnnouncedSession {
    pub(super) title: String,
    pub(super) starts_at: String,
    pub(super) minutes: i32,
    pub(super) seats: i32,
    pub(super) price_cheques: Option<i32>,
}
