//! What the figures' pages ask of the network.

use cynic::QueryBuilder;
use kernel::access::Role;
use serde::Deserialize;

use crate::{funder::FunnelSteps, portal::Portal, schema, trouble::Trouble, visitor::Member};

/// The years whose communes are known.
pub(super) const YEARS: [i32; 5] = [2022, 2023, 2024, 2025, 2026];

/// What the address says.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    pub(super) annee: Option<i32>,
    pub(super) tri: String,
    pub(super) carte: String,
}

#[derive(Clone, Debug, cynic::QueryVariables)]
pub(super) struct Year {
    year: i32,
}

#[derive(Clone, Debug, cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "Year")]
pub(super) struct Numbers {
    #[arguments(year: $year)]
    commune_figures: Option<CommuneFigures>,
    funnel: Option<Funnel>,
    /// The outlines are those of 2022: each leads to the commune that carries on.
    #[arguments(year: 2022)]
    pub(super) communes: Communes,
}

#[derive(Clone, Debug, cynic::QueryFragment)]
pub(super) struct CommuneFigures {
    pub(super) year: i32,
    pub(super) carnets: Figure,
    pub(super) cheques: Figure,
    pub(super) communes: Vec<CommuneFigure>,
}

/// A number, unless it is not shown.
#[derive(Clone, Debug, cynic::QueryFragment)]
pub(super) struct Figure {
    pub(super) count: Option<i32>,
}

#[derive(Clone, Debug, cynic::QueryFragment)]
pub(super) struct CommuneFigure {
    pub(super) code: cynic::Id,
    pub(super) name: String,
    pub(super) carnets: Figure,
    pub(super) cheques: Figure,
}

#[derive(Clone, Debug, cynic::QueryFragment)]
pub(super) struct Funnel {
    pub(super) total: Option<FunnelSteps>,
}

#[derive(Clone, Debug, cynic::QueryFragment)]
pub(super) struct Communes {
    pub(super) nodes: Vec<Commune>,
}

#[derive(Clone, Debug, cynic::QueryFragment)]
pub(super) struct Commune {
    pub(super) code: cynic::Id,
    pub(super) successor: Option<cynic::Id>,
}

/// The figures of a year, what became of all cheques, and the communes of the outlines.
pub(super) struct Seen {
    pub(super) figures: CommuneFigures,
    pub(super) funnel: Option<FunnelSteps>,
    pub(super) outlines: Vec<Commune>,
}

/// The figures of the year that is asked for, else of this one.
pub(super) async fn seen(portal: &Portal, member: &Member, asked: &Asked) -> Result<Seen, Trouble> {
    member.must_be_one_of(&[Role::Analyst, Role::Funder, Role::Operator])?;
    let this_year = portal.clock().now().day().year().clamp(YEARS[0], YEARS[YEARS.len() - 1]);
    let year = asked.annee.unwrap_or(this_year);
    if !YEARS.contains(&year) {
        return Err(Trouble::Absent);
    }
    let Numbers { commune_figures, funnel, communes } =
        portal.ask(&member.visitor, Numbers::build(Year { year })).await?;
    let figures = commune_figures.ok_or(Trouble::Forbidden)?;
    let funnel = funnel.and_then(|funnel| funnel.total);
    Ok(Seen { figures, funnel, outlines: communes.nodes })
}
