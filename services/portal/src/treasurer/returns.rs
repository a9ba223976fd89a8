//! `/reglements/retours`: payments that the bank rejected or that came back, with why.

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
struct Returned {
    #[arguments(first: 50, after: $after)]
    returned_payments: ReturnedPaymentConnection,
}

#[derive(cynic::QueryFragment)]
struct ReturnedPaymentConnection {
    nodes: Vec<ReturnedPayment>,
    page_info: PageInfo,
}

#[derive(cynic::QueryFragment)]
struct ReturnedPayment {
    settlement_id: cynic::Id,
    settlement_no: i32,
    structure_name: String,
    iban: String,
    amount_cents: i32,
    stage: String,
    at: Option<String>,
    reason: Option<String>,
}

#[derive(Template)]
#[template(path = "treasurer/returns.html")]
struct Show {
    payments: Table,
    pager: Pager,
}

pub(super) async fn show(
    State(portal): State<Portal>,
    member: Member,
    Query(asked): Query<Asked>,
) -> Result<Page, Trouble> {
    member.must_be_one_of(&[Role::Treasurer, Role::Operator])?;
    let vars = Vars { after: asked.apres.clone() };
    let seen = portal.ask(&member.visitor, Returned::build(vars)).await?.returned_payments;
    let end = seen.page_info.next();
    let heads = ["returns-who", "runs-amount", "returns-account", "returns-what", "returns-when", "runs-no"].map(t);
    let mut payments = Table::new(t("returns-caption"), heads);
    for one in &seen.nodes {
        let what = t("transfer-stage").with("stage", one.stage.as_str()).to_string();
        let what = one.reason.as_ref().map_or(what.clone(), |reason| format!("{what}. {reason}"));
        payments.row([
            Cell::text(&one.structure_name),
            Cell::number(format::euros(one.amount_cents.into())),
            Cell::text(&one.iban),
            Cell::text(what),
            Cell::text(one.at.as_deref().map(format::stamp).unwrap_or_default()),
            Cell::link(
                format!("/reglements/{}", one.settlement_id.inner()),
                t("run-name").with("no", one.settlement_no),
            ),
        ]);
    }
    let pager = Pager::new("/reglements/retours", asked.apres.as_deref(), end.as_deref());
    Ok(Page::new(t("returns-title"), &Show { payments, pager }).wide())
}
