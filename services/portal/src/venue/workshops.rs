//! `/lieu/ID/ateliers`: what the venue offers and when; asked of the venue's own machine, which may be away.

use askama::Template;
use axum::extract::{Path, Query, State};
use cynic::QueryBuilder;
use serde::Deserialize;

use super::own::{self, Venue};
use crate::{format, page::Page, portal::Portal, schema, trouble::Trouble, visitor::Member, words::t};

#[derive(cynic::QueryVariables)]
struct OfVenue {
    venue: cynic::Id,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "OfVenue")]
struct Agenda {
    #[arguments(venueId: $venue, first: 100)]
    workshops: Option<WorkshopConnection>,
    #[arguments(venueId: $venue, first: 50, withCancelled: true)]
    sessions: Option<SessionConnection>,
}

#[derive(cynic::QueryFragment)]
struct WorkshopConnection {
    nodes: Vec<Workshop>,
}

/// A workshop that the venue offers.
#[derive(Clone, cynic::QueryFragment)]
pub(super) struct Workshop {
    pub(super) id: cynic::Id,
    pub(super) title: Option<String>,
    pub(super) minutes: Option<i32>,
    pub(super) price_cheques: Option<i32>,
    pub(super) seats: Option<i32>,
}

#[derive(cynic::QueryFragment)]
struct SessionConnection {
    nodes: Vec<Session>,
}

/// A session that is announced.
#[derive(Clone, cynic::QueryFragment)]
pub(super) struct Session {
    pub(super) id: cynic::Id,
    pub(super) title: Option<String>,
    pub(super) starts_at: Option<String>,
    pub(super) seats: Option<i32>,
    pub(super) reason: Option<String>,
}

/// What a venue offers, and when; none when its machine is away.
pub(super) struct Offered {
    pub(super) workshops: Vec<Workshop>,
    pub(super) sessions: Vec<Session>,
}

/// Asks the venue's machine.
pub(super) async fn offered(portal: &Portal, member: &Member, venue: &Venue) -> Result<Option<Offered>, Trouble> {
    let asked = portal.ask_partly(&member.visitor, Agenda::build(OfVenue { venue: venue.id.clone() })).await;
    let told = match asked {
        Ok(told) => told.data,
        Err(Trouble::Away) => return Ok(None),
        Err(trouble) => return Err(trouble),
    };
    let (Some(workshops), Some(sessions)) = (told.workshops, told.sessions) else { return Ok(None) };
    Ok(Some(Offered { workshops: workshops.nodes, sessions: sessions.nodes }))
}

#[derive(Template)]
#[template(path = "venue/workshops.html")]
struct Workshops {
    venue: Venue,
    offered: Option<Offered>,
    done: String,
}

impl Workshops {
    fn when(&self, session: &Session) -> String {
        session.starts_at.as_deref().map(format::moment).unwrap_or_default()
    }

    fn facts(&self, workshop: &Workshop) -> String {
        t("workshops-facts")
            .with("minutes", workshop.minutes.unwrap_or_default())
            .with("seats", workshop.seats.unwrap_or_default())
            .with("price", workshop.price_cheques.unwrap_or_default())
            .to_string()
    }

    fn done(&self) -> Option<&'static str> {
        match self.done.as_str() {
            "atelier" => Some("workshops-done-workshop"),
            "seance" => Some("workshops-done-session"),
            "annulation" => Some("workshops-done-cancel"),
            "serie" => Some("workshops-done-series"),
            _ => None,
        }
    }
}

/// What a page that follows a change is told.
#[derive(Deserialize)]
pub(super) struct After {
    #[serde(default)]
    fait: String,
}

pub(super) async fn show(
    State(portal): State<Portal>,
    member: Member,
    Path(id): Path<String>,
    Query(after): Query<After>,
) -> Result<Page, Trouble> {
    let venue = own::for_staff(&portal, &member, &id).await?;
    let offered = offered(&portal, &member, &venue).await?;
    Ok(Page::new(t("workshops-title"), &Workshops { venue, offered, done: after.fait }).wide())
}
