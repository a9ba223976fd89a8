//! `/reserve`: what lies where, which parcels wait to be counted, and every move of a booklet.

use std::collections::HashMap;

use askama::Template;
use axum::extract::{Query, State};
use cynic::QueryBuilder;
use kernel::access::Role;

use super::{
    door::{keeps_a_stock, whose},
    queries::{CarnetMove, Moves, MovesVariables, Parcel, Parcels, ParcelsVariables, StockHeld, Stocks},
};
use crate::{
    format,
    page::Page,
    parts::{Cell, Notice, Pager, Table},
    portal::Portal,
    prescriber::{Stock, StockVariables},
    trouble::Trouble,
    visitor::Member,
    words::t,
};

#[derive(Template)]
#[template(path = "carnets/stock.html")]
struct Shown {
    operator: bool,
    done: Option<Notice>,
    stocks: Table,
    parcels: Table,
}

pub(super) async fn show(
    State(portal): State<Portal>,
    member: Member,
    Query(asked): Query<HashMap<String, String>>,
) -> Result<Page, Trouble> {
    keeps_a_stock(&member)?;
    let operator = member.is(Role::Operator);
    let stocks = match operator {
        true => table(&all(&portal, &member).await?),
        false => own(&portal, &member).await?,
    };
    let parcels = portal.ask(&member.visitor, Parcels::build(ParcelsVariables { structure: whose(&member)? })).await?;
    let done = asked.get("fait").map(|_| Notice::done(t("reserve-done"), t("reserve-done").part("next")));
    let shown = Shown { operator, done, stocks, parcels: waiting(&parcels.parcels.nodes) };
    Ok(Page::new(t("reserve-title"), &shown).wide())
}

/// Every stock of the network.
pub(super) async fn all(portal: &Portal, member: &Member) -> Result<Vec<StockHeld>, Trouble> {
    Ok(portal.ask(&member.visitor, Stocks::build(())).await?.stocks.nodes)
}

fn table(stocks: &[StockHeld]) -> Table {
    let heads = ["prescriber-order", "reserve-holder", "reserve-carnets", "prescriber-until"].map(t);
    let mut table = Table::new(t("reserve-all"), heads);
    for one in stocks {
        let holder = one.holder_name.clone().unwrap_or_else(|| t("reserve-nobody").to_string());
        table.row([
            Cell::text(&one.label),
            Cell::text(holder),
            Cell::number(format::count(one.carnets.into())),
            Cell::text(format::day(&one.distribution_ends)),
        ]);
    }
    table
}

async fn own(portal: &Portal, member: &Member) -> Result<Table, Trouble> {
    let heads = ["prescriber-order", "prescriber-gone", "prescriber-rest", "prescriber-until"].map(t);
    let mut table = Table::new(t("prescriber-stock"), heads);
    if !member.is(Role::Prescriber) {
        return Ok(table);
    }
    let variables = StockVariables { prescriber: cynic::Id::new(member.organisation()?) };
    for edge in portal.ask(&member.visitor, Stock::build(variables)).await?.stock.edges {
        let line = edge.node;
        table.row([
            Cell::text(&line.label),
            Cell::number(format::count(line.handed_over.into())),
            Cell::number(format::count(line.left.into())),
            Cell::text(format::day(&line.distribution_ends)),
        ]);
    }
    Ok(table)
}

fn waiting(parcels: &[Parcel]) -> Table {
    let heads = ["parcel-numbers", "reserve-carnets", "parcel-from", "parcel-to", "parcel-sent", "parcel-state"];
    let mut table = Table::new(t("parcel-all"), heads.map(t));
    for one in parcels {
        let numbers = format!("{} – {}", one.first_carnet, one.last_carnet);
        table.row([
            Cell::link(format!("/reserve/envois/{}", one.id.inner()), numbers),
            Cell::number(format::count(one.carnets.into())),
            Cell::text(one.from_name.clone().unwrap_or_else(|| t("reserve-nobody").to_string())),
            Cell::text(&one.to_name),
            Cell::text(format::stamp(&one.sent_at)),
            Cell::text(state(one)),
        ]);
    }
    table
}

/// How a parcel stands, in a few words.
pub(super) fn state(parcel: &Parcel) -> String {
    match (parcel.counted, parcel.missing, parcel.late) {
        (None, _, true) => t("parcel-late").to_string(),
        (None, _, false) => t("parcel-waits").to_string(),
        (Some(_), 0, _) => t("parcel-counted").to_string(),
        (Some(_), missing, _) => t("parcel-short").with("missing", missing).to_string(),
    }
}

#[derive(Template)]
#[template(path = "carnets/moves.html")]
struct Listed {
    table: Table,
    pager: Pager,
}

pub(super) async fn moves(
    State(portal): State<Portal>,
    member: Member,
    Query(asked): Query<HashMap<String, String>>,
) -> Result<Page, Trouble> {
    keeps_a_stock(&member)?;
    let after = asked.get("apres").cloned();
    let variables = MovesVariables { structure: whose(&member)?, after: after.clone() };
    let told = portal.ask(&member.visitor, Moves::build(variables)).await?.carnet_moves;
    let end = told.page_info.next();
    let pager = Pager::new("/reserve/mouvements", after.as_deref(), end.as_deref());
    let listed = Listed { table: moved(&told.nodes), pager };
    Ok(Page::new(t("moves-title"), &listed).wide())
}

fn moved(moves: &[CarnetMove]) -> Table {
    let heads =
        ["moves-at", "moves-what", "parcel-numbers", "reserve-carnets", "parcel-from", "parcel-to", "moves-why"];
    let mut table = Table::new(t("moves-all"), heads.map(t));
    for one in moves {
        let numbers = match one.first_carnet == one.last_carnet {
            true => one.first_carnet.clone(),
            false => format!("{} – {}", one.first_carnet, one.last_carnet),
        };
        let known = |name: &Option<String>| name.clone().unwrap_or_else(|| t("moves-none").to_string());
        table.row([
            Cell::text(format::stamp(&one.at)),
            Cell::text(t(one.kind.word())),
            Cell::text(numbers),
            Cell::number(format::count(one.carnets.into())),
            Cell::text(known(&one.from_name)),
            Cell::text(known(&one.to_name)),
            Cell::text(known(&one.reason)),
        ]);
    }
    table
}
