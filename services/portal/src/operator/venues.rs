//! `/reseau/lieux`: every venue of the network, by name, with how it stands.

use askama::Template;
use axum::extract::{Query, State};
use cynic::QueryBuilder;
use serde::Deserialize;

use super::door;
use crate::{
    ask::PageInfo,
    page::Page,
    parts::{Cell, Pager, Table},
    portal::Portal,
    schema,
    trouble::Trouble,
    venue::own::{self, StandingState},
    visitor::Member,
    words::t,
};

#[derive(cynic::QueryVariables)]
struct Wanted {
    after: Option<String>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "Wanted")]
struct All {
    #[arguments(first: 50, after: $after)]
    venues: VenueConnection,
}

#[derive(cynic::QueryFragment)]
struct VenueConnection {
    nodes: Vec<Venue>,
    page_info: PageInfo,
}

#[derive(cynic::QueryFragment)]
struct Venue {
    id: cynic::Id,
    name: Option<String>,
    commune: Option<CommuneName>,
    structure: Option<Structure>,
    standing: Option<Standing>,
}

#[derive(cynic::QueryFragment)]
struct CommuneName {
    name: String,
}

#[derive(cynic::QueryFragment)]
struct Structure {
    name: String,
}

#[derive(cynic::QueryFragment)]
struct Standing {
    state: StandingState,
}

/// Where the list goes on.
#[derive(Deserialize)]
pub(super) struct After {
    apres: Option<String>,
}

#[derive(Template)]
#[template(path = "operator/venues.html")]
struct Venues {
    table: Table,
    pager: Pager,
}

pub(super) async fn list(
    State(portal): State<Portal>,
    member: Member,
    Query(after): Query<After>,
) -> Result<Page, Trouble> {
    door::operator(&member)?;
    let found = portal.ask(&member.visitor, All::build(Wanted { after: after.apres.clone() })).await?.venues;
    let heads = ["network-venue", "network-commune", "network-structure", "network-standing"].map(t);
    let mut table = Table::new(t("network-venues"), heads);
    for venue in found.nodes {
        let state = venue.standing.map_or(StandingState::Never, |standing| standing.state);
        table.row([
            Cell::link(format!("/reseau/lieux/{}", venue.id.inner()), venue.name.unwrap_or_default()),
            Cell::text(venue.commune.map(|commune| commune.name).unwrap_or_default()),
            Cell::text(venue.structure.map(|structure| structure.name).unwrap_or_default()),
            Cell::text(t(own::sentence(state)).part("short")),
        ]);
    }
    let end = found.page_info.next();
    let pager = Pager::new("/reseau/lieux", after.apres.as_deref(), end.as_deref());
    Ok(Page::new(t("network-venues"), &Venues { table, pager }).wide())
}
