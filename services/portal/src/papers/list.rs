//! The lists: what a venue is asked for, what the network asked.

use askama::Template;
use axum::extract::{Query, State};
use kernel::access::Role;
use serde::Deserialize;

use super::queries;
use crate::{
    format,
    page::Page,
    parts::{Cell, Pager, Table},
    portal::Portal,
    trouble::Trouble,
    visitor::Member,
    words::t,
};

/// Where the list goes on.
#[derive(Deserialize)]
pub(super) struct After {
    apres: Option<String>,
}

#[derive(Template)]
#[template(path = "papers/list.html")]
struct List {
    network: bool,
    table: Table,
    pager: Pager,
}

pub(super) async fn of_venue(
    State(portal): State<Portal>,
    member: Member,
    Query(after): Query<After>,
) -> Result<Page, Trouble> {
    member.must_be_one_of(&[Role::VenueManager])?;
    list(&portal, &member, "/lieu/papiers", after).await
}

pub(super) async fn of_network(
    State(portal): State<Portal>,
    member: Member,
    Query(after): Query<After>,
) -> Result<Page, Trouble> {
    member.must_be_one_of(&[Role::Operator])?;
    list(&portal, &member, "/reseau/papiers", after).await
}

async fn list(portal: &Portal, member: &Member, path: &'static str, after: After) -> Result<Page, Trouble> {
    let (found, end) = queries::list(portal, member, None, after.apres.clone()).await?;
    let heads = ["papers-asked-on", "papers-venue", "papers-run", "papers-count", "papers-state"].map(t);
    let mut table = Table::new(t("papers-caption"), heads);
    for one in &found {
        table.row([
            Cell::link(format!("{path}/{}", one.id.inner()), format::stamp(&one.asked_at)),
            Cell::text(&one.venue_name),
            Cell::number(one.settlement_no),
            Cell::number(one.papers.len()),
            Cell::text(one.state()),
        ]);
    }
    let network = path == "/reseau/papiers";
    let pager = Pager::new(path, after.apres.as_deref(), end.as_deref());
    Ok(Page::new(t("papers-title"), &List { network, table, pager }).wide())
}
