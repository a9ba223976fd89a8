//! `/lieu/ID/ateliers/seances.csv`: what will sit, as a table for the town bulletin.

use axum::{
    extract::{Path, State},
    response::Response,
};
use cynic::QueryBuilder;
use kernel::clock::At;

use super::own;
use crate::{format, portal::Portal, schema, spreadsheet::Spreadsheet, trouble::Trouble, visitor::Member, words::t};

#[derive(cynic::QueryVariables)]
struct OfVenue {
    venue: cynic::Id,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "OfVenue")]
struct Coming {
    #[arguments(venueId: $venue, first: 100)]
    sessions: Option<SessionConnection>,
}

#[derive(cynic::QueryFragment)]
struct SessionConnection {
    nodes: Vec<Session>,
}

#[derive(cynic::QueryFragment)]
struct Session {
    title: Option<String>,
    starts_at: Option<String>,
    minutes: Option<i32>,
    seats: Option<i32>,
    room: Option<Room>,
    workshop: Option<Workshop>,
}

#[derive(cynic::QueryFragment)]
struct Room {
    name: String,
    address: Option<String>,
}

#[derive(cynic::QueryFragment)]
struct Workshop {
    price_cheques: Option<i32>,
}

const HEADS: [&str; 7] = [
    "bulletin-day",
    "bulletin-hour",
    "bulletin-minutes",
    "bulletin-title",
    "bulletin-place",
    "bulletin-seats",
    "bulletin-price",
];

pub(super) async fn download(
    State(portal): State<Portal>,
    member: Member,
    Path(id): Path<String>,
) -> Result<Response, Trouble> {
    let venue = own::for_staff(&portal, &member, &id).await?;
    let told = portal.ask(&member.visitor, Coming::build(OfVenue { venue: venue.id.clone() })).await?;
    let mut sheet = Spreadsheet::new(HEADS.map(|head| t(head).to_string()));
    for session in told.sessions.ok_or(Trouble::Away)?.nodes {
        sheet.line(cells(&session, venue.name()));
    }
    Ok(sheet.download("seances.csv"))
}

fn cells(session: &Session, venue: &str) -> [String; 7] {
    let at = session.starts_at.as_deref().and_then(|text| text.parse::<At>().ok());
    let number = |number: Option<i32>| number.map(|number| number.to_string()).unwrap_or_default();
    let place = match &session.room {
        Some(Room { name, address: Some(address) }) => format!("{name}, {address}"),
        Some(Room { name, address: None }) => format!("{venue}, {name}"),
        None => venue.to_owned(),
    };
    [
        at.map(|at| format::weekday(at.day())).unwrap_or_default(),
        at.map(format::hour).unwrap_or_default(),
        number(session.minutes),
        session.title.clone().unwrap_or_default(),
        place,
        number(session.seats),
        number(session.workshop.as_ref().and_then(|workshop| workshop.price_cheques)),
    ]
}
