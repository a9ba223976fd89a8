//! The check of the books, in words: what must be true, what was counted, what to do when something is not.

use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use cynic::{MutationBuilder, QueryBuilder};
use kernel::access::Role;

use crate::{
    ask::Refusal,
    form::{Form, Typed},
    format,
    page::{Page, see},
    portal::Portal,
    schema,
    trouble::Trouble,
    visitor::Member,
    words::t,
};

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query")]
struct Last {
    network_check: Option<NetworkCheck>,
}

#[derive(cynic::QueryFragment)]
struct NetworkCheck {
    at: String,
    holds: bool,
    findings: Vec<Finding>,
}

#[derive(cynic::QueryFragment)]
struct Finding {
    says: String,
    counted: i32,
    wrong: i32,
    advice: Option<String>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation")]
struct Check {
    check_network: CheckNetworkPayload,
}

#[derive(cynic::QueryFragment)]
struct CheckNetworkPayload {
    refusal: Option<Refusal>,
}

#[derive(Template)]
#[template(path = "treasurer/control.html")]
struct Show {
    form: Form,
    checked: Option<Checked>,
    checks: bool,
}

struct Checked {
    at: String,
    holds: bool,
    wrong: Vec<Finding>,
    right: Vec<Finding>,
}

const WHO: [Role; 5] = [Role::Treasurer, Role::Operator, Role::Administrator, Role::Funder, Role::Analyst];
const WHO_CHECKS: [Role; 3] = [Role::Treasurer, Role::Operator, Role::Administrator];

pub(super) async fn show(State(portal): State<Portal>, member: Member) -> Result<Page, Trouble> {
    let form = Form::blank(&portal, &member.visitor);
    page(&portal, &member, form).await
}

pub(super) async fn check(State(portal): State<Portal>, member: Member, typed: Typed) -> Result<Response, Trouble> {
    let mut form = Form::sent(&portal, &member.visitor, typed);
    if !form.is_wrong() {
        match portal.ask(&member.visitor, Check::build(())).await?.check_network.refusal {
            None => return Ok(see("/reglements/controle").into_response()),
            Some(refusal) => form.refuse("", &refusal),
        }
    }
    Ok(page(&portal, &member, form).await?.into_response())
}

async fn page(portal: &Portal, member: &Member, form: Form) -> Result<Page, Trouble> {
    member.must_be_one_of(&WHO)?;
    let last = portal.ask(&member.visitor, Last::build(())).await?.network_check;
    let checked = last.map(|check| {
        let (wrong, right) = check.findings.into_iter().partition(|finding| finding.wrong > 0);
        Checked { at: format::stamp(&check.at), holds: check.holds, wrong, right }
    });
    let checks = member.must_be_one_of(&WHO_CHECKS).is_ok();
    Ok(Page::of_form(t("control-title"), &form, &Show { form: form.clone(), checked, checks }))
}
