//! The file of accounting entries: the days and the SIREN are asked, the file is made, and fetched once.

use askama::Template;
use axum::{
    extract::{Query, State},
    response::{IntoResponse, Response},
};
use cynic::MutationBuilder;
use kernel::access::Role;
use serde::Deserialize;

use crate::{
    account::proof,
    ask::Refusal,
    form::{Form, Typed},
    page::{Page, see},
    portal::Portal,
    schema,
    trouble::Trouble,
    visitor::Member,
    words::t,
};

#[derive(Deserialize)]
pub(super) struct Asked {
    fichier: Option<String>,
    ticket: Option<String>,
    lignes: Option<i64>,
}

#[derive(cynic::QueryVariables)]
struct Vars {
    key: cynic::Id,
    siren: String,
    from: Option<String>,
    until: String,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "Vars")]
struct Export {
    #[arguments(key: $key, siren: $siren, from: $from, until: $until)]
    export_fec: ExportFecPayload,
}

#[derive(cynic::QueryFragment)]
struct ExportFecPayload {
    export: Option<ExportedFec>,
    refusal: Option<Refusal>,
}

#[derive(cynic::QueryFragment)]
struct ExportedFec {
    lines: i32,
    file: FileTicket,
}

#[derive(cynic::QueryFragment)]
struct FileTicket {
    file: FileInfo,
    ticket: String,
}

#[derive(cynic::QueryFragment)]
struct FileInfo {
    id: cynic::Id,
}

#[derive(Template)]
#[template(path = "books/fec.html")]
struct Show {
    form: Form,
    file: Option<(String, String)>,
    lines: i64,
}

pub(super) async fn show(
    State(portal): State<Portal>,
    member: Member,
    Query(asked): Query<Asked>,
) -> Result<Page, Trouble> {
    let today = portal.clock().now().day();
    let typed = Typed::default().with("du", format!("{}-01-01", today.year())).with("au", today.to_string());
    let form = Form::filled(&portal, &member.visitor, typed);
    let file = asked.fichier.zip(asked.ticket).filter(|(file, ticket)| is_plain(file) && is_plain(ticket));
    page(&member, form, file, asked.lignes.unwrap_or_default())
}

/// Makes the file, then shows the way to fetch it.
pub(super) async fn export(State(portal): State<Portal>, member: Member, typed: Typed) -> Result<Response, Trouble> {
    let mut form = Form::sent(&portal, &member.visitor, typed);
    if form.is_wrong() {
        return Ok(page(&member, form, None, 0)?.into_response());
    }
    let vars = Vars {
        key: form.key().into(),
        siren: form.typed().get("siren").to_owned(),
        from: form.typed().some("du").map(str::to_owned),
        until: form.typed().get("au").to_owned(),
    };
    let done = portal.ask(&member.visitor, Export::build(vars)).await?.export_fec;
    if let Some(ExportedFec { lines, file: FileTicket { file, ticket } }) = done.export {
        let path = format!("/comptabilite/fec?fichier={}&ticket={ticket}&lignes={lines}", file.id.inner());
        return Ok(see(&path).into_response());
    }
    let refusal = done.refusal.ok_or(Trouble::Broken)?;
    if refusal.code == proof::NEEDED {
        return proof::step_up(&portal, &member, "/comptabilite/fec", form.typed()).await;
    }
    let field = match refusal.code.as_str() {
        "INPUT_INVALID" => "siren",
        "DATES_INVALID" => "au",
        _ => "",
    };
    form.refuse(field, &refusal);
    Ok(page(&member, form, None, 0)?.into_response())
}

fn page(member: &Member, form: Form, file: Option<(String, String)>, lines: i64) -> Result<Page, Trouble> {
    member.must_be_one_of(&[Role::Treasurer])?;
    Ok(Page::of_form(t("fec-title"), &form, &Show { form: form.clone(), file, lines }))
}

/// Digits, letters and hyphens: what stands in an address is written into a link.
fn is_plain(text: &str) -> bool {
    text.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
}
