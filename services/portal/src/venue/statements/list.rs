//! The list: what comes next for each venue, then what was paid.

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
    payday::{self, NextPayment},
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
struct Statements {
    next_payments: Vec<NextPayment>,
    #[arguments(first: 20, after: $after)]
    statements: StatementListedConnection,
}

#[derive(cynic::QueryFragment)]
struct StatementListedConnection {
    nodes: Vec<StatementListed>,
    page_info: PageInfo,
}

#[derive(cynic::QueryFragment)]
struct StatementListed {
    settlement_id: cynic::Id,
    settlement_no: i32,
    stage: String,
    venue: Venue,
    cheques: i32,
    amount_cents: i32,
    execution_day: Option<String>,
    paid_at: Option<String>,
}

#[derive(cynic::QueryFragment)]
struct Venue {
    id: cynic::Id,
    name: Option<String>,
}

#[derive(Template)]
#[template(path = "venue/statements.html")]
struct Show {
    next: Vec<payday::Told>,
    statements: Table,
    pager: Pager,
}

pub(super) async fn show(
    State(portal): State<Portal>,
    member: Member,
    Query(asked): Query<Asked>,
) -> Result<Page, Trouble> {
    member.must_be_one_of(&[Role::VenueManager])?;
    let found = portal.ask(&member.visitor, Statements::build(Vars { after: asked.apres.clone() })).await?;
    let end = found.statements.page_info.next();
    let show = Show {
        next: found.next_payments.iter().map(payday::Told::of).collect(),
        statements: table(&found.statements.nodes),
        pager: Pager::new("/lieu/releves", asked.apres.as_deref(), end.as_deref()),
    };
    Ok(Page::new(t("statements-title"), &show).wide())
}

fn table(statements: &[StatementListed]) -> Table {
    let heads = ["statement-head", "statement-venue", "statement-state", "runs-cheques", "runs-amount", "runs-day"];
    let mut table = Table::new(t("statements-caption"), heads.map(t));
    for one in statements {
        let venue = one.venue.id.inner();
        let path = format!("/lieu/releves/{}/{venue}", one.settlement_id.inner());
        let paid = one.paid_at.as_deref().map(|at| at.get(..10).unwrap_or(at));
        let day = paid.or(one.execution_day.as_deref()).map(format::day);
        table.row([
            Cell::link(path, t("statement-name").with("no", one.settlement_no)),
            Cell::text(one.venue.name.as_deref().unwrap_or(venue)),
            Cell::text(t("payment-stage").with("stage", one.stage.as_str())),
            Cell::number(format::count(one.cheques.into())),
            Cell::number(format::euros(one.amount_cents.into())),
            Cell::text(day.unwrap_or_else(|| t("run-no-day").to_string())),
        ]);
    }
    table
}
