//! The proof of print: the operator sends it with a file, the funder fetches it.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Response},
};
use cynic::MutationBuilder;
use kernel::access::Role;

use super::order;
use crate::{
    application,
    ask::Refusal,
    files::{Brought, NotTaken},
    form::{Form, Typed},
    page::{Page, see},
    portal::Portal,
    schema,
    trouble::Trouble,
    upload::Upload,
    visitor::Member,
    words::t,
};

#[derive(cynic::QueryVariables)]
struct ProposeVars {
    key: cynic::Id,
    order: cynic::Id,
    file: Option<cynic::Id>,
    note: Option<String>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "ProposeVars")]
struct Propose {
    #[arguments(key: $key, orderId: $order, fileId: $file, note: $note)]
    propose_proof: StepPayload,
}

#[derive(cynic::QueryFragment)]
struct StepPayload {
    refusal: Option<Refusal>,
}

#[derive(Template)]
#[template(path = "funder/proof.html")]
struct Show {
    form: Form,
    order: String,
}

pub(super) async fn show(
    State(portal): State<Portal>,
    member: Member,
    Path(id): Path<String>,
) -> Result<Page, Trouble> {
    member.must_be_one_of(&[Role::Operator])?;
    Ok(page(&id, Form::blank(&portal, &member.visitor)))
}

fn page(id: &str, form: Form) -> Page {
    let show = Show { form: form.clone(), order: format!("/commandes/{id}") };
    Page::of_form(t("bat-title"), &form, &show)
}

/// Sends the proof, with its file when there is one.
pub(super) async fn propose(
    State(portal): State<Portal>,
    member: Member,
    Path(id): Path<String>,
    upload: Upload,
) -> Result<Response, Trouble> {
    member.must_be_one_of(&[Role::Operator])?;
    let mut form = Form::sent(&portal, &member.visitor, upload.typed.clone());
    let file = brought(&portal, &member, &mut form, upload).await?;
    if form.is_wrong() {
        return Ok(page(&id, form).into_response());
    }
    let note = form.typed().some("note").map(str::to_owned);
    let vars =
        ProposeVars { key: form.key().into(), order: id.as_str().into(), file: file.map(|file| file.id.into()), note };
    match portal.ask(&member.visitor, Propose::build(vars)).await?.propose_proof.refusal {
        None => Ok(see(&format!("/commandes/{id}")).into_response()),
        Some(refusal) => {
            form.refuse(if refusal.code == "INPUT_INVALID" { "note" } else { "" }, &refusal);
            Ok(page(&id, form).into_response())
        }
    }
}

async fn brought(
    portal: &Portal,
    member: &Member,
    form: &mut Form,
    upload: Upload,
) -> Result<Option<Brought>, Trouble> {
    let Some(chosen) = upload.file.filter(|_| !form.is_wrong()) else { return Ok(None) };
    match portal.files().bring(chosen, member.visitor.token().unwrap_or_default()).await {
        Ok(brought) => Ok(Some(brought)),
        Err(NotTaken::SignedOut) => Err(Trouble::SignedOut),
        Err(not_taken) => {
            application::say(form, not_taken);
            Ok(None)
        }
    }
}

#[derive(cynic::QueryVariables)]
struct OpenVars {
    key: cynic::Id,
    order: cynic::Id,
    file: cynic::Id,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "OpenVars")]
struct Open {
    #[arguments(key: $key, orderId: $order, fileId: $file)]
    open_proof: OpenProofPayload,
}

#[derive(cynic::QueryFragment)]
struct OpenProofPayload {
    ticket: Option<FileTicket>,
    refusal: Option<Refusal>,
}

#[derive(cynic::QueryFragment)]
struct FileTicket {
    ticket: String,
}

/// Gives a link to the proof, good once.
pub(super) async fn open(
    State(portal): State<Portal>,
    member: Member,
    Path(id): Path<String>,
    typed: Typed,
) -> Result<Response, Trouble> {
    let mut form = Form::sent(&portal, &member.visitor, typed);
    if form.is_wrong() {
        return Ok(order::page(&portal, &member, &id, form).await?.into_response());
    }
    let file = form.typed().get("fichier").to_owned();
    let vars = OpenVars { key: form.key().into(), order: id.as_str().into(), file: file.as_str().into() };
    let done = portal.ask(&member.visitor, Open::build(vars)).await?.open_proof;
    if let Some(FileTicket { ticket }) = done.ticket {
        return Ok(see(&format!("/commandes/{id}?fichier={file}&ticket={ticket}")).into_response());
    }
    if let Some(refusal) = &done.refusal {
        form.refuse("", refusal);
    }
    Ok(order::page(&portal, &member, &id, form).await?.into_response())
}
