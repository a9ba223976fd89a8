//! The runs, newest first, with what waits for somebody: the next run, funds to confirm, runs to go on with.

use askama::Template;
use axum::extract::{Query, State};
use cynic::QueryBuilder;
use kernel::access::Role;
use serde::Deserialize;

use crate::{
    ask::PageInfo,
    format,
    page::Page,
    parts::{Cell, Pager, Table},
    portal::Portal,
    schema,
    trouble::Trouble,
    visitor::Member,
    words::t,
};

#[derive(Deserialize)]
pub(super) struct Asked {
    apres: Option<String>,
}

#[derive(cynic::QueryVariables)]
struct Vars {
    after: Option<String>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "Vars")]
struct Runs {
    #[arguments(first: 20, after: $after)]
    settlements: SettlementListedConnection,
    settlement_preview: Option<SettlementPreview>,
    #[arguments(first: 100)]
    orders: OrderConnection,
}

#[derive(cynic::QueryFragment)]
struct SettlementListedConnection {
    nodes: Vec<SettlementListed>,
    page_info: PageInfo,
}

#[derive(cynic::QueryFragment)]
struct SettlementListed {
    id: cynic::Id,
    no: i32,
    stage: String,
    execution_day: Option<String>,
    confirmed_at: Option<String>,
    cheques: i32,
    amount_cents: i32,
}

#[derive(cynic::QueryFragment)]
struct SettlementPreview {
    cheques: i32,
    amount_cents: i32,
    next_run: Option<String>,
}

#[derive(cynic::QueryFragment)]
struct OrderConnection {
    nodes: Vec<Order>,
}

#[derive(cynic::QueryFragment)]
struct Order {
    id: cynic::Id,
    label: String,
    funder_name: String,
    value_cents: i32,
    received_cents: i32,
    signed_at: Option<String>,
    funds_at: Option<String>,
    closed_at: Option<String>,
}

#[derive(Template)]
#[template(path = "treasurer/list.html")]
struct Show {
    next: Option<Next>,
    funds: Vec<Funds>,
    runs: Table,
    pager: Pager,
    pays: bool,
}

/// What the next run would pay.
struct Next {
    cheques: i32,
    amount: String,
    day: Option<String>,
}

/// An order whose funds are awaited.
struct Funds {
    path: String,
    label: String,
    funder: String,
    amount: String,
}

pub(super) async fn show(
    State(portal): State<Portal>,
    member: Member,
    Query(asked): Query<Asked>,
) -> Result<Page, Trouble> {
    member.must_be_one_of(&[Role::Treasurer, Role::Operator])?;
    let runs = portal.ask(&member.visitor, Runs::build(Vars { after: asked.apres.clone() })).await?;
    let end = runs.settlements.page_info.next();
    let pays = member.is(Role::Treasurer);
    let show = Show {
        next: runs.settlement_preview.map(next),
        funds: runs.orders.nodes.into_iter().filter(|order| pays && is_awaited(order)).map(funds).collect(),
        runs: table(&runs.settlements.nodes),
        pager: Pager::new("/reglements", asked.apres.as_deref(), end.as_deref()),
        pays,
    };
    Ok(Page::new(t("runs-title"), &show).wide())
}

fn next(preview: SettlementPreview) -> Next {
    Next {
        cheques: preview.cheques,
        amount: format::euros(preview.amount_cents.into()),
        day: preview.next_run.as_deref().map(format::day),
    }
}

fn is_awaited(order: &Order) -> bool {
    order.signed_at.is_some() && order.funds_at.is_none() && order.closed_at.is_none()
}

fn funds(order: Order) -> Funds {
    Funds {
        path: format!("/reglements/fonds/{}", order.id.inner()),
        label: order.label,
        funder: order.funder_name,
        amount: format::euros((order.value_cents - order.received_cents).into()),
    }
}

fn table(runs: &[SettlementListed]) -> Table {
    let heads = ["runs-no", "runs-stage", "runs-cheques", "runs-amount", "runs-day"].map(t);
    let mut table = Table::new(t("runs-caption"), heads);
    for run in runs {
        let no = t("run-name").with("no", run.no);
        let paid = run.confirmed_at.as_deref().map(|at| at.get(..10).unwrap_or(at));
        let day = paid.or(run.execution_day.as_deref()).map(format::day);
        table.row([
            Cell::link(format!("/reglements/{}", run.id.inner()), no),
            Cell::text(t("run-stage").with("stage", run.stage.as_str())),
            Cell::number(format::count(run.cheques.into())),
            Cell::number(format::euros(run.amount_cents.into())),
            Cell::text(day.unwrap_or_else(|| t("run-no-day").to_string())),
        ]);
    }
    table
}
