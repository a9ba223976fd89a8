//! The statement of an order: what became of the funder's money, month by month. To be printed, or taken into a spreadsheet.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::Response,
};
use cynic::QueryBuilder;
use kernel::access::Role;

use crate::{
    format,
    page::Page,
    parts::{Cell, Table},
    portal::Portal,
    schema,
    spreadsheet::{self, Spreadsheet},
    trouble::Trouble,
    visitor::Member,
    words::t,
};

#[derive(cynic::QueryVariables)]
struct Vars {
    order: cynic::Id,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "Vars")]
struct One {
    #[arguments(orderId: $order)]
    order_statement: Option<OrderStatement>,
}

#[derive(cynic::QueryFragment)]
struct OrderStatement {
    label: String,
    held_cents: i32,
    months: Vec<OrderMonth>,
    root: Option<String>,
}

#[derive(cynic::QueryFragment)]
struct OrderMonth {
    month: String,
    funded_cents: i32,
    used_cents: i32,
    given_back_cents: i32,
    held_cents: i32,
}

#[derive(Template)]
#[template(path = "books/order.html")]
struct Show {
    label: String,
    back: String,
    held: String,
    months: Table,
    root: Option<String>,
    csv: String,
}

pub(super) async fn show(
    State(portal): State<Portal>,
    member: Member,
    Path(order): Path<String>,
) -> Result<Page, Trouble> {
    let seen = statement(&portal, &member, &order).await?;
    let mut months = Table::new(t("order-statement-caption"), HEADS.map(t));
    for month in &seen.months {
        let [funded, used, back, held] = amounts(month).map(|cents| Cell::number(format::euros(cents.into())));
        months.row([Cell::text(format::month(&month.month)), funded, used, back, held]);
    }
    let show = Show {
        back: format!("/commandes/{order}"),
        held: format::euros(seen.held_cents.into()),
        months,
        root: seen.root,
        csv: format!("/commandes/{order}/releve/csv"),
        label: seen.label,
    };
    Ok(Page::new(t("order-statement-title"), &show).wide())
}

/// The same, for a spreadsheet.
pub(super) async fn spreadsheet(
    State(portal): State<Portal>,
    member: Member,
    Path(order): Path<String>,
) -> Result<Response, Trouble> {
    let seen = statement(&portal, &member, &order).await?;
    let mut sheet = Spreadsheet::new(HEADS.map(|head| t(head).to_string()));
    for month in &seen.months {
        let [funded, used, back, held] = amounts(month).map(spreadsheet::euros);
        sheet.line([month.month.clone(), funded, used, back, held]);
    }
    Ok(sheet.download(&format!("commande-{}.csv", seen.label)))
}

const HEADS: [&str; 5] = ["order-month", "order-funded", "order-used", "order-given-back", "order-held"];

const fn amounts(month: &OrderMonth) -> [i32; 4] {
    [month.funded_cents, month.used_cents, month.given_back_cents, month.held_cents]
}

async fn statement(portal: &Portal, member: &Member, order: &str) -> Result<OrderStatement, Trouble> {
    member.must_be_one_of(&[Role::Funder, Role::Operator, Role::Treasurer])?;
    portal.ask(&member.visitor, One::build(Vars { order: order.into() })).await?.order_statement.ok_or(Trouble::Absent)
}
