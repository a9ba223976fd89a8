//! Funds of an order have come, whole or in part: the amount and the payment order's number are written down, and the booklets
//! that they cover are active.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Response},
};
use cynic::{MutationBuilder, QueryBuilder};
use kernel::access::Role;

use crate::{
    account::proof,
    amount,
    ask::Refusal,
    form::{Form, Typed},
    format,
    page::{Page, see},
    parts::{Cell, Facts, Table},
    portal::Portal,
    schema,
    trouble::Trouble,
    visitor::Member,
    words::t,
};

#[derive(cynic::QueryVariables)]
struct OrderVars {
    order: cynic::Id,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "OrderVars")]
struct One {
    #[arguments(id: $order)]
    order: Option<Order>,
}

#[derive(cynic::QueryFragment)]
struct Order {
    label: String,
    funder_name: String,
    carnets: i32,
    cheques_per_carnet: i32,
    face_value_cents: i32,
    value_cents: i32,
    received_cents: i32,
    covered_carnets: i32,
    funds: Vec<FundsPart>,
    funds_at: Option<String>,
}

#[derive(cynic::QueryFragment)]
struct FundsPart {
    reference: String,
    amount_cents: i32,
    at: String,
}

#[derive(cynic::QueryVariables)]
struct ConfirmVars {
    key: cynic::Id,
    order: cynic::Id,
    cents: i32,
    reference: String,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "ConfirmVars")]
struct Confirm {
    #[arguments(key: $key, orderId: $order, amountCents: $cents, reference: $reference)]
    confirm_funds: ConfirmFundsPayload,
}

#[derive(cynic::QueryFragment)]
struct ConfirmFundsPayload {
    refusal: Option<Refusal>,
}

#[derive(Template)]
#[template(path = "treasurer/funds.html")]
struct Show {
    form: Form,
    path: String,
    label: String,
    facts: Facts,
    parts: Table,
    came: Option<String>,
}

pub(super) async fn show(
    State(portal): State<Portal>,
    member: Member,
    Path(order): Path<String>,
) -> Result<Page, Trouble> {
    let form = Form::blank(&portal, &member.visitor);
    page(&portal, &member, &order, form).await
}

pub(super) async fn confirm(
    State(portal): State<Portal>,
    member: Member,
    Path(order): Path<String>,
    typed: Typed,
) -> Result<Response, Trouble> {
    let mut form = Form::sent(&portal, &member.visitor, typed);
    let cents = amount::cents(form.typed().get("montant"));
    if cents.is_none() {
        form.wrong("montant", t("funds-amount-wrong"));
    }
    let Some(cents) = cents.filter(|_| !form.is_wrong()) else {
        return Ok(page(&portal, &member, &order, form).await?.into_response());
    };
    let reference = form.typed().get("reference").to_owned();
    let vars = ConfirmVars { key: form.key().into(), order: order.as_str().into(), cents, reference };
    let Some(refusal) = portal.ask(&member.visitor, Confirm::build(vars)).await?.confirm_funds.refusal else {
        return Ok(see(&format!("/reglements/fonds/{order}")).into_response());
    };
    if refusal.code == proof::NEEDED {
        return proof::step_up(&portal, &member, &format!("/reglements/fonds/{order}"), form.typed()).await;
    }
    let field = match refusal.code.as_str() {
        "FUNDS_MISMATCH" => "montant",
        "INPUT_INVALID" => "reference",
        _ => "",
    };
    form.refuse(field, &refusal);
    Ok(page(&portal, &member, &order, form).await?.into_response())
}

async fn page(portal: &Portal, member: &Member, id: &str, form: Form) -> Result<Page, Trouble> {
    member.must_be_one_of(&[Role::Treasurer])?;
    let order = portal.ask(&member.visitor, One::build(OrderVars { order: id.into() })).await?;
    let order = order.order.ok_or(Trouble::Absent)?;
    let facts = Facts::default()
        .fact(t("order-funder"), &order.funder_name)
        .fact(t("order-carnets"), format::count(order.carnets.into()))
        .fact(t("order-per-carnet"), order.cheques_per_carnet)
        .fact(t("order-face-value"), format::euros(order.face_value_cents.into()))
        .fact(t("order-value"), format::euros(order.value_cents.into()))
        .fact(t("funds-received"), format::euros(order.received_cents.into()))
        .fact(t("funds-awaited"), format::euros((order.value_cents - order.received_cents).into()))
        .fact(t("funds-covered"), format::count(order.covered_carnets.into()));
    let show = Show {
        form: form.clone(),
        path: format!("/reglements/fonds/{id}"),
        facts,
        parts: table(&order.funds),
        came: order.funds_at.as_deref().map(format::stamp),
        label: order.label,
    };
    Ok(Page::of_form(t("funds-title"), &form, &show))
}

fn table(parts: &[FundsPart]) -> Table {
    let mut table = Table::new(t("funds-parts"), ["funds-part-at", "funds-reference", "funds-part-amount"].map(t));
    for part in parts {
        table.row([
            Cell::text(format::stamp(&part.at)),
            Cell::text(&part.reference),
            Cell::number(format::euros(part.amount_cents.into())),
        ]);
    }
    table
}
