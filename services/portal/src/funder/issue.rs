//! The operator's part: the booklets of an order are issued, and their file fetched for the printer.

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
        return Ok(order::page(&portal, &member, &id, form, None).await?.into_response());
    }
    let vars = IssueVars { key: form.key().into(), order: id.as_str().into() };
    let refusal = portal.ask(&member.visitor, Issue::build(vars)).await?.issue_carnets.refusal;
    ended(&portal, &member, (&id, "emission"), form, refusal).await
}

#[derive(cynic::QueryVariables)]
struct OpenVars {
    key: cynic::Id,
    file: cynic::Id,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "OpenVars")]
struct Open {
    #[arguments(key: $key, fileId: $file)]
    open_file: OpenFilePayload,
}

#[derive(cynic::QueryFragment)]
struct OpenFilePayload {
    ticket: Option<FileTicket>,
    refusal: Option<Refusal>,
}

#[derive(cynic::QueryFragment)]
struct FileTicket {
    ticket: String,
}

/// Gives a link to the printer's file, good once.
pub(super) async fn fetch(
    State(portal): State<Portal>,
    member: Member,
    Path(id): Path<String>,
    typed: Typed,
) -> Result<Response, Trouble> {
    let form = Form::sent(&portal, &member.visitor, typed);
    if form.is_wrong() {
        return Ok(order::page(&portal, &member, &id, form, None).await?.into_response());
    }
    let file = form.typed().get("fichier").to_owned();
    let vars = OpenVars { key: form.key().into(), file: file.as_str().into() };
    let done = portal.ask(&member.visitor, Open::build(vars)).await?.open_file;
    match done.ticket {
        Some(FileTicket { ticket }) => {
            Ok(see(&format!("/commandes/{id}?fichier={file}&ticket={ticket}")).into_response())
        }
        None => ended(&portal, &member, (&id, "tirage"), form, done.refusal).await,
    }
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
    Ok(order::page(portal, member, id, form, None).await?.into_response())
}
