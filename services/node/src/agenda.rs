//! The agenda: everything public that a venue offers, as one document for the centre.

use kernel::{
    clock::At,
    ids::{SessionId, VenueId, WorkshopId},
};
use serde::{Deserialize, Serialize};

use crate::workshop::Details;

/// A session further down the list is not told: the document stays small.
pub const MOST_SESSIONS: i64 = 1000;
/// The same for workshops.
pub const MOST_WORKSHOPS: i64 = 1000;

/// The whole public agenda of a venue, replaced as one.
///
/// A receiver keeps the highest generation of an epoch; a lost document is healed by the next one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Agenda {
    /// Whose agenda.
    pub venue_id: VenueId,
    /// Which life of the database: the instant of the venue's first change, in UTC milliseconds.
    pub epoch: i64,
    /// Grows by one with each change.
    pub generation: i64,
    /// What is offered now or sits in a session below, oldest first.
    pub workshops: Vec<ListedWorkshop>,
    /// What will sit, soonest first.
    pub sessions: Vec<ListedSession>,
}

/// A workshop as the agenda tells it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ListedWorkshop {
    /// Its name for machines.
    pub id: WorkshopId,
    /// Its title, in French.
    pub title: String,
    /// The name of its theme: `COMPUTER_BASICS`.
    pub theme: String,
    /// 0 never touched, 1 beginner, 2 intermediate, 3 advanced.
    pub level: i64,
    /// How long a session lasts.
    pub minutes: i64,
    /// Its price in cheques; 0: free.
    pub price_cheques: i64,
    /// How many people sit in a session.
    pub seats: i64,
    /// What else the catalogue says; a centre that knows none of it leaves it aside.
    #[serde(flatten)]
    pub details: Details,
}

/// A session as the agenda tells it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ListedSession {
    /// Its name for machines.
    pub id: SessionId,
    /// Of which workshop.
    pub workshop_id: WorkshopId,
    /// The workshop's title, in French.
    pub title: String,
    /// When it starts, in UTC milliseconds.
    pub starts_at: At,
    /// How long it lasts.
    pub minutes: i64,
    /// How many people it seats.
    pub seats: i64,
}
