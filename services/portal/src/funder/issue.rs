//! The operator's part: the booklets of an order are issued.

use axum::{
    extract::{Path, State},
    response::{IntoResponse, Response},
};
use cynic::MutationBuilder;

use super::order;
use crate::{
    account::proof,
    ask::Refusal,
    form::{Form, Typed},
    page::see,
    portal::Portal,
    schema,
    trouble::Trouble,
    visitor::Member,
};

#[derive(cynic::QueryVariables)]
struct IssueVars {
    key: cynic::Id,
    order: cynic::Id,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "IssueVars")]
struct Issue {
    #[arguments(key: $key, orderId: $order)]
    issue_carnets: IssueCarnetsPayload,
}

#[derive(cynic::QueryFragment)]
struct IssueCarnetsPayload {
    refusal: Option<Refusal>,
}

/// Makes the booklets of an order.
pub(super) async fn issue(
    State(portal): State<Portal>,
    member: Member,
    Path(id): Path<String>,
    typed: Typed,
) -> Result<Response, Trouble> {
    let form = Form::sent(&portal, &member.visitor, typed);
    if form.is_wrong() {
        return Ok(order::page(&portal, &member, &id, form).await?.into_response());
    }
    let vars = IssueVars { key: form.key().into(), order: id.as_str().into() };
    let refusal = portal.ask(&member.visitor, Issue::build(vars)).await?.issue_carnets.refusal;
    ended(&portal, &member, (&id, "emission"), form, refusal).await
}

async fn ended(
    portal: &Portal,
    member: &Member,
    (id, step): (&str, &str),
    mut form: Form,
    refusal: Option<Refusal>,
) -> Result<Response, Trouble> {
    let path = format!("/commandes/{id}");
    let Some(refusal) = refusal else { return Ok(see(&path).into_response()) };
    if refusal.code == proof::NEEDED {
        return proof::step_up(portal, member, &format!("{path}/{step}"), form.typed()).await;
    }
    form.refuse("", &refusal);
    Ok(order::page(portal, member, id, form).await?.into_response())
}
