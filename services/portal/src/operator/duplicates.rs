//! What may be the same as a venue, side by side with it.

use cynic::QueryBuilder;

use crate::{
    parts::{Cell, Table},
    portal::Portal,
    schema,
    trouble::Trouble,
    visitor::Member,
    words::t,
};

#[derive(cynic::QueryVariables)]
struct OfVenue {
    venue: cynic::Id,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "OfVenue")]
struct Duplicates {
    #[arguments(venueId: $venue)]
    duplicates: Vec<Lookalike>,
}

#[derive(cynic::QueryFragment)]
struct Lookalike {
    venue_id: Option<cynic::Id>,
    name: String,
    address: String,
    commune: Option<CommuneName>,
    phone: String,
    structure_name: String,
    siret: Option<String>,
    rna: Option<String>,
    because: Vec<Likeness>,
}

#[derive(cynic::QueryFragment)]
struct CommuneName {
    name: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, cynic::Enum)]
enum Likeness {
    Siret,
    Rna,
    Name,
    Phone,
}

const fn likeness(likeness: Likeness) -> &'static str {
    match likeness {
        Likeness::Siret => "same-siret",
        Likeness::Rna => "same-rna",
        Likeness::Name => "same-name",
        Likeness::Phone => "same-phone",
    }
}

/// A table with the venue in its first row and what may be the same below; none when nothing may be.
pub(super) async fn side_by_side(portal: &Portal, member: &Member, venue: &str) -> Result<Option<Table>, Trouble> {
    let found = portal.ask(&member.visitor, Duplicates::build(OfVenue { venue: venue.into() })).await?.duplicates;
    if found.len() < 2 {
        return Ok(None);
    }
    let heads = ["same-venue", "same-why", "same-structure", "same-numbers", "same-address", "same-telephone"].map(t);
    let mut table = Table::new(t("same-title"), heads);
    for one in found {
        table.row(cells(one));
    }
    Ok(Some(table))
}

fn cells(one: Lookalike) -> [Cell; 6] {
    let name = match &one.venue_id {
        Some(id) => Cell::link(format!("/reseau/lieux/{}", id.inner()), &one.name),
        None => Cell::text(t("same-no-venue")),
    };
    let why: Vec<String> = one.because.iter().map(|why| t(likeness(*why)).to_string()).collect();
    let why = if why.is_empty() { t("same-itself").to_string() } else { why.join(", ") };
    let numbers: Vec<String> = one.siret.into_iter().chain(one.rna).collect();
    let address = match one.commune {
        Some(commune) => format!("{}, {}", one.address, commune.name),
        None => one.address,
    };
    [
        name,
        Cell::text(why),
        Cell::text(one.structure_name),
        Cell::text(numbers.join(", ")),
        Cell::text(address),
        Cell::text(one.phone),
    ]
}
