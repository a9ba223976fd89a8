//! The poster of a commune: the places near it, their telephone and their hours, on one A4 page for a wall.

use askama::Template;
use axum::extract::{Path, State};
use cynic::QueryBuilder;

use crate::{format, page::Page, portal::Portal, schema, trouble::Trouble, visitor::Visitor, words::t};

const YEARS: (i32, i32) = (2022, 2026);

#[derive(Clone, Debug, cynic::QueryVariables)]
struct Wanted {
    commune: cynic::Id,
    year: i32,
}

#[derive(Clone, Debug, cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "Wanted")]
struct Near {
    #[arguments(code: $commune, year: $year)]
    commune: Option<Commune>,
    /// As many as one page holds in letters that are read from two steps away.
    #[arguments(commune: $commune, acceptsCheques: true, first: 5)]
    venues: Venues,
}

#[derive(Clone, Debug, cynic::QueryFragment)]
struct Commune {
    name: String,
}

#[derive(Clone, Debug, cynic::QueryFragment)]
#[cynic(graphql_type = "VenueConnection")]
struct Venues {
    nodes: Vec<Venue>,
}

#[derive(Clone, Debug, cynic::QueryFragment)]
struct Venue {
    name: Option<String>,
    address: Option<String>,
    commune: Option<CommuneName>,
    phone: Option<String>,
    hours_in_words: Option<Vec<String>>,
    distance: Option<Distance>,
}

#[derive(Clone, Debug, cynic::QueryFragment)]
struct CommuneName {
    name: String,
}

#[derive(Clone, Debug, cynic::QueryFragment)]
struct Distance {
    km: f64,
}

struct Line {
    name: String,
    place: String,
    way: Option<String>,
    phone: Option<format::Phone>,
    hours: Vec<String>,
}

#[derive(Template)]
#[template(path = "public/poster.html")]
struct Poster {
    commune: String,
    lines: Vec<Line>,
    address: String,
    help: Option<format::Phone>,
}

pub(super) async fn show(
    State(portal): State<Portal>,
    visitor: Visitor,
    Path(code): Path<String>,
) -> Result<Page, Trouble> {
    let year = portal.clock().now().day().year().clamp(YEARS.0, YEARS.1);
    let near = portal.ask(&visitor, Near::build(Wanted { commune: cynic::Id::new(code), year })).await?;
    let commune = near.commune.ok_or(Trouble::Absent)?.name;
    let title = t("poster-title").with("commune", commune.as_str()).to_string();
    let site = portal.site();
    let address = site.public_url.to_lowercase().split("://").last().unwrap_or_default().to_owned();
    let help = site.phone.as_deref().map(format::Phone::new);
    let lines = near.venues.nodes.into_iter().map(line).collect();
    Ok(Page::new(title, &Poster { commune, lines, address, help }).wide())
}

fn line(venue: Venue) -> Line {
    Line {
        name: venue.name.unwrap_or_default(),
        place: format::address(venue.address.as_deref(), venue.commune.as_ref().map(|commune| commune.name.as_str())),
        way: venue.distance.map(|way| format::km(way.km)),
        phone: venue.phone.as_deref().map(format::Phone::new),
        // More than that, and five places do not fit one page.
        hours: venue.hours_in_words.unwrap_or_default().into_iter().take(3).collect(),
    }
}
