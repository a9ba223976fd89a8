//! `/reglements/banque`: files of the bank are brought here, and each is told with what its entries were found to be.

use askama::Template;
use axum::{
    extract::{Query, State},
    response::{IntoResponse, Response},
};
use cynic::{MutationBuilder, QueryBuilder};
use kernel::access::Role;
use serde::Deserialize;

use crate::{
    application,
    ask::{PageInfo, Refusal},
    files::{Brought, NotTaken},
    form::Form,
    format,
    page::{Page, see},
    parts::{Cell, Pager, Table},
    portal::Portal,
    schema,
    trouble::Trouble,
    upload::Upload,
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
struct Files {
    #[arguments(first: 20, after: $after)]
    bank_files: BankStatementConnection,
}

#[derive(cynic::QueryFragment)]
struct BankStatementConnection {
    nodes: Vec<BankStatement>,
    page_info: PageInfo,
}

#[derive(cynic::QueryFragment)]
struct BankStatement {
    kind: String,
    number: String,
    until_day: String,
    closing_cents: Option<i32>,
    file_id: cynic::Id,
    imported_at: String,
}

#[derive(cynic::QueryVariables)]
struct Import {
    key: cynic::Id,
    file: cynic::Id,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "Import")]
struct ImportBankFile {
    #[arguments(key: $key, fileId: $file)]
    import_bank_file: ImportBankFilePayload,
}

#[derive(cynic::QueryFragment)]
struct ImportBankFilePayload {
    file: Option<ImportedBankFile>,
    refusal: Option<Refusal>,
}

#[derive(cynic::QueryFragment)]
struct ImportedBankFile {
    file_id: cynic::Id,
}

#[derive(Template)]
#[template(path = "treasurer/bank.html")]
struct Show {
    form: Form,
    files: Table,
    pager: Pager,
    pays: bool,
}

pub(super) async fn show(
    State(portal): State<Portal>,
    member: Member,
    Query(asked): Query<Asked>,
) -> Result<Page, Trouble> {
    let form = Form::blank(&portal, &member.visitor);
    page(&portal, &member, form, asked.apres).await
}

async fn page(portal: &Portal, member: &Member, form: Form, after: Option<String>) -> Result<Page, Trouble> {
    member.must_be_one_of(&[Role::Treasurer, Role::Operator])?;
    let seen = portal.ask(&member.visitor, Files::build(Vars { after: after.clone() })).await?.bank_files;
    let end = seen.page_info.next();
    let show = Show {
        form: form.clone(),
        files: table(&seen.nodes),
        pager: Pager::new("/reglements/banque", after.as_deref(), end.as_deref()),
        pays: member.is(Role::Treasurer),
    };
    Ok(Page::of_form(t("bank-title"), &form, &show).wide())
}

fn table(files: &[BankStatement]) -> Table {
    let heads = ["bank-number", "bank-kind", "bank-until", "bank-balance", "bank-imported"].map(t);
    let mut table = Table::new(t("bank-caption"), heads);
    for one in files {
        let balance = one.closing_cents.map(|cents| format::euros(cents.into()));
        table.row([
            Cell::link(format!("/reglements/banque/{}", one.file_id.inner()), &one.number),
            Cell::text(t("bank-kind-name").with("kind", one.kind.as_str())),
            Cell::text(format::day(&one.until_day)),
            Cell::number(balance.unwrap_or_else(|| t("bank-no-balance").to_string())),
            Cell::text(format::stamp(&one.imported_at)),
        ]);
    }
    table
}

/// The file is brought and taken in; its report is the next page.
pub(super) async fn import(State(portal): State<Portal>, member: Member, upload: Upload) -> Result<Response, Trouble> {
    member.must_be_one_of(&[Role::Treasurer])?;
    let mut form = Form::sent(&portal, &member.visitor, upload.typed.clone());
    let Some(file) = brought(&portal, &member, &mut form, upload).await? else {
        return Ok(page(&portal, &member, form, None).await?.into_response());
    };
    let import = Import { key: form.key().into(), file: file.id.into() };
    let done = portal.ask(&member.visitor, ImportBankFile::build(import)).await?.import_bank_file;
    if let Some(file) = done.file {
        return Ok(see(&format!("/reglements/banque/{}", file.file_id.inner())).into_response());
    }
    let refusal = done.refusal.ok_or(Trouble::Broken)?;
    form.refuse("fichier", &refusal);
    Ok(page(&portal, &member, form, None).await?.into_response())
}

async fn brought(
    portal: &Portal,
    member: &Member,
    form: &mut Form,
    upload: Upload,
) -> Result<Option<Brought>, Trouble> {
    let Some(chosen) = upload.file else {
        form.wrong("fichier", t("bank-wrong-none"));
        return Ok(None);
    };
    if form.is_wrong() {
        form.wrong("fichier", t("piece-choose-again"));
        return Ok(None);
    }
    match portal.files().bring(chosen, member.visitor.token().unwrap_or_default()).await {
        Ok(brought) => Ok(Some(brought)),
        Err(NotTaken::SignedOut) => Err(Trouble::SignedOut),
        Err(NotTaken::Kind) => {
            form.wrong("fichier", t("bank-wrong-kind"));
            Ok(None)
        }
        Err(not_taken) => {
            application::say(form, not_taken);
            Ok(None)
        }
    }
}
