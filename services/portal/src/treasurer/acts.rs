//! The steps of a run: approved by a second person, made into a bank file, confirmed with the bank's reference.

use axum::{
    extract::{Path, State},
    response::{IntoResponse, Response},
};
use cynic::MutationBuilder;

use super::seen;
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
struct ApproveVars {
    key: cynic::Id,
    run: cynic::Id,
    day: Option<String>,
    seen: Option<bool>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "ApproveVars")]
struct Approve {
    #[arguments(key: $key, settlementId: $run, executionDay: $day, newAccountsSeen: $seen)]
    approve_settlement: SettlementPayload,
}

#[derive(cynic::QueryFragment)]
struct SettlementPayload {
    refusal: Option<Refusal>,
}

/// Freezes the run for a day of the bank.
pub(super) async fn approve(
    State(portal): State<Portal>,
    member: Member,
    Path(run): Path<String>,
    typed: Typed,
) -> Result<Response, Trouble> {
    let form = Form::sent(&portal, &member.visitor, typed);
    if form.is_wrong() {
        return again(&portal, &member, &run, form).await;
    }
    let day = form.typed().some("jour").map(str::to_owned);
    let seen = form.typed().has("comptes").then_some(true);
    let act = Approve::build(ApproveVars { key: form.key().into(), run: run.as_str().into(), day, seen });
    let done = portal.ask(&member.visitor, act).await?.approve_settlement;
    let field = |code: &str| match code {
        "DATES_INVALID" => "jour",
        "NEW_ACCOUNTS" => "comptes",
        _ => "",
    };
    ended(&portal, &member, (&run, "valider"), form, done.refusal, field).await
}

#[derive(Clone, Copy, cynic::Enum)]
enum BankFileVersion {
    Three,
    Nine,
}

#[derive(cynic::QueryVariables)]
struct ExportVars {
    key: cynic::Id,
    run: cynic::Id,
    version: Option<BankFileVersion>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "ExportVars")]
struct Export {
    #[arguments(key: $key, settlementId: $run, version: $version)]
    export_settlement: ExportSettlementPayload,
}

#[derive(cynic::QueryFragment)]
struct ExportSettlementPayload {
    export: Option<ExportedSettlement>,
    refusal: Option<Refusal>,
}

#[derive(cynic::QueryFragment)]
struct ExportedSettlement {
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

/// Makes the bank file, or hands out the same once more.
pub(super) async fn export(
    State(portal): State<Portal>,
    member: Member,
    Path(run): Path<String>,
    typed: Typed,
) -> Result<Response, Trouble> {
    let form = Form::sent(&portal, &member.visitor, typed);
    if form.is_wrong() {
        return again(&portal, &member, &run, form).await;
    }
    let version = match form.typed().get("format") {
        "3" => Some(BankFileVersion::Three),
        "9" => Some(BankFileVersion::Nine),
        // The file that was made is asked again, in whatever form it is.
        _ => None,
    };
    let act = Export::build(ExportVars { key: form.key().into(), run: run.as_str().into(), version });
    let done = portal.ask(&member.visitor, act).await?.export_settlement;
    match done.export {
        Some(ExportedSettlement { file: FileTicket { file, ticket } }) => {
            let path = format!("/reglements/{run}?fichier={}&ticket={ticket}", file.id.inner());
            Ok(see(&path).into_response())
        }
        None => ended(&portal, &member, (&run, "fichier"), form, done.refusal, |_| "").await,
    }
}

#[derive(cynic::QueryVariables)]
struct ConfirmVars {
    key: cynic::Id,
    run: cynic::Id,
    reference: String,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "ConfirmVars")]
struct Confirm {
    #[arguments(key: $key, settlementId: $run, bankReference: $reference)]
    confirm_settlement: SettlementPayload,
}

/// Records that the bank has paid.
pub(super) async fn confirm(
    State(portal): State<Portal>,
    member: Member,
    Path(run): Path<String>,
    typed: Typed,
) -> Result<Response, Trouble> {
    let form = Form::sent(&portal, &member.visitor, typed);
    if form.is_wrong() {
        return again(&portal, &member, &run, form).await;
    }
    let reference = form.typed().get("reference").to_owned();
    let act = Confirm::build(ConfirmVars { key: form.key().into(), run: run.as_str().into(), reference });
    let done = portal.ask(&member.visitor, act).await?.confirm_settlement;
    let field = |code: &str| if code == "INPUT_INVALID" { "reference" } else { "" };
    ended(&portal, &member, (&run, "paiement"), form, done.refusal, field).await
}

/// Done: the page of the run as it is now. Refused: the same page, with what was typed; or a fresh proof first, and then the
/// same step with the same form.
async fn ended(
    portal: &Portal,
    member: &Member,
    (run, step): (&str, &str),
    mut form: Form,
    refusal: Option<Refusal>,
    field: impl Fn(&str) -> &'static str,
) -> Result<Response, Trouble> {
    let path = format!("/reglements/{run}");
    let Some(refusal) = refusal else { return Ok(see(&path).into_response()) };
    if refusal.code == proof::NEEDED {
        return proof::step_up(portal, member, &format!("{path}/{step}"), form.typed()).await;
    }
    form.refuse(field(&refusal.code), &refusal);
    again(portal, member, run, form).await
}

async fn again(portal: &Portal, member: &Member, run: &str, form: Form) -> Result<Response, Trouble> {
    Ok(seen::page(portal, member, run, form, (None, None)).await?.into_response())
}
