//! The lists: what a venue disputes, what the network has to answer.

use askama::Template;
use axum::extract::{Query, State};
use serde::Deserialize;

use super::{eye::Eye, queries};
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
#[template(path = "disputes/list.html")]
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
    list(&portal, &member, Eye::Venue, after).await
}

pub(super) async fn of_network(
    State(portal): State<Portal>,
    member: Member,
    Query(after): Query<After>,
) -> Result<Page, Trouble> {
    list(&portal, &member, Eye::Network, after).await
}

async fn list(portal: &Portal, member: &Member, eye: Eye, after: After) -> Result<Page, Trouble> {
    eye.opens(member)?;
    let (found, end) = queries::list(portal, member, None, after.apres.clone()).await?;
    let heads = ["dispute-what", "dispute-venue", "dispute-run", "dispute-since", "dispute-state"].map(t);
    let mut table = Table::new(t("disputes-caption"), heads);
    for one in &found {
        table.row([
            Cell::link(eye.path(one.id.inner()), one.about()),
            Cell::text(&one.venue_name),
            Cell::number(one.settlement_no),
            Cell::text(format::stamp(&one.opened_at)),
            Cell::text(one.state()),
        ]);
    }
    let pager = Pager::new(eye.list(), after.apres.as_deref(), end.as_deref());
    let network = eye == Eye::Network;
    let title = if network { "disputes-network-title" } else { "disputes-title" };
    Ok(Page::new(t(title), &List { network, table, pager }).wide())
}
