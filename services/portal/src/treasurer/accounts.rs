//! `/reglements/comptes`: accounts that somebody proposed, to be approved or refused by somebody else.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Response},
};
use cynic::{MutationBuilder, QueryBuilder};
use kernel::access::Role;

use crate::{
    account::proof,
    ask::Refusal,
    form::{Form, Typed},
    format,
    page::{Page, see},
    parts::{Facts, Radios},
    portal::Portal,
    schema,
    trouble::Trouble,
    visitor::Member,
    words::t,
};

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query")]
struct Waiting {
    #[arguments(first: 100)]
    bank_dossiers: WaitingDossierConnection,
}

#[derive(cynic::QueryFragment)]
struct WaitingDossierConnection {
    nodes: Vec<WaitingDossier>,
}

#[derive(Clone, cynic::QueryFragment)]
struct WaitingDossier {
    dossier: BankDossier,
    is_own: bool,
    present_iban: Option<String>,
    also_of: Vec<String>,
}

#[derive(Clone, cynic::QueryFragment)]
struct BankDossier {
    id: cynic::Id,
    structure_name: String,
    holder: String,
    iban: String,
    bic: String,
    document_day: String,
    file_id: Option<cynic::Id>,
    public_reference: Option<String>,
    proposed_at: String,
}

#[derive(Clone, Copy, cynic::Enum)]
enum PayeeCheck {
    Match,
    CloseMatch,
    NoMatch,
    NotPossible,
    NotAsked,
}

#[derive(cynic::InputObject)]
struct BankDecisionInput {
    accept: bool,
    payee_check: Option<PayeeCheck>,
    payee_name: Option<String>,
    override_reason: Option<String>,
    reason: Option<String>,
}

#[derive(cynic::QueryVariables)]
struct DecideVars {
    key: cynic::Id,
    dossier: cynic::Id,
    decision: BankDecisionInput,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "DecideVars")]
struct Decide {
    #[arguments(key: $key, dossierId: $dossier, decision: $decision)]
    decide_bank_account: BankDossierPayload,
}

#[derive(cynic::QueryFragment)]
struct BankDossierPayload {
    refusal: Option<Refusal>,
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
    file: FileInfo,
    ticket: String,
}

#[derive(cynic::QueryFragment)]
struct FileInfo {
    id: cynic::Id,
}

#[derive(Template)]
#[template(path = "treasurer/accounts.html")]
struct List {
    waiting: Vec<WaitingDossier>,
}

impl List {
    fn at(&self, one: &WaitingDossier) -> String {
        format::stamp(&one.dossier.proposed_at)
    }
}

#[derive(Template)]
#[template(path = "treasurer/account.html")]
struct Show {
    form: Form,
    path: String,
    one: WaitingDossier,
    facts: Facts,
}

impl Show {
    fn decision(&self) -> Radios {
        self.form
            .radios("decision", t("account-decision"))
            .choice("oui", t("account-yes"))
            .choice("non", t("account-no"))
    }

    fn check(&self) -> Radios {
        let checks = self.form.radios("verification", t("account-check")).hint(t("account-check-hint"));
        CHECKS.iter().fold(checks, |checks, (name, _)| checks.choice(name, t("payee-check").with("check", *name)))
    }
}

const CHECKS: [(&str, PayeeCheck); 5] = [
    ("match", PayeeCheck::Match),
    ("close-match", PayeeCheck::CloseMatch),
    ("no-match", PayeeCheck::NoMatch),
    ("not-possible", PayeeCheck::NotPossible),
    ("not-asked", PayeeCheck::NotAsked),
];

async fn waiting(portal: &Portal, member: &Member) -> Result<Vec<WaitingDossier>, Trouble> {
    member.must_be_one_of(&[Role::Treasurer, Role::Operator])?;
    Ok(portal.ask(&member.visitor, Waiting::build(())).await?.bank_dossiers.nodes)
}

/// The accounts that wait, oldest first.
pub(super) async fn list(State(portal): State<Portal>, member: Member) -> Result<Page, Trouble> {
    let waiting = waiting(&portal, &member).await?;
    Ok(Page::new(t("accounts-title"), &List { waiting }).wide())
}

pub(super) async fn show(
    State(portal): State<Portal>,
    member: Member,
    Path(id): Path<String>,
) -> Result<Page, Trouble> {
    let form = Form::blank(&portal, &member.visitor);
    page(&portal, &member, &id, form).await
}

async fn page(portal: &Portal, member: &Member, id: &str, form: Form) -> Result<Page, Trouble> {
    let waiting = waiting(portal, member).await?;
    let one = waiting.into_iter().find(|one| one.dossier.id.inner() == id).ok_or(Trouble::Absent)?;
    let told = &one.dossier;
    let facts = Facts::default()
        .fact(t("account-holder"), &told.holder)
        .fact(t("account-iban"), &told.iban)
        .fact(t("account-bic"), &told.bic)
        .fact(t("account-document"), format::day(&told.document_day))
        .known(t("account-reference"), told.public_reference.as_ref())
        .fact(t("account-proposed"), format::stamp(&told.proposed_at))
        .fact(t("account-present"), one.present_iban.clone().unwrap_or_else(|| t("account-first").to_string()));
    let title = t("account-proposed-for").saying("name", &told.structure_name);
    let show = Show { path: format!("/reglements/comptes/{id}"), facts, form: form.clone(), one };
    Ok(Page::of_form(title, &form, &show))
}

pub(super) async fn decide(
    State(portal): State<Portal>,
    member: Member,
    Path(id): Path<String>,
    typed: Typed,
) -> Result<Response, Trouble> {
    let mut form = Form::sent(&portal, &member.visitor, typed);
    if form.typed().some("decision").is_none() {
        form.wrong("decision", t("account-decision-missing"));
    }
    if form.is_wrong() {
        return Ok(page(&portal, &member, &id, form).await?.into_response());
    }
    let typed = form.typed();
    let text = |name: &str| typed.some(name).map(str::to_owned);
    let said = typed.get("verification");
    let decision = BankDecisionInput {
        accept: typed.get("decision") == "oui",
        payee_check: CHECKS.iter().find(|(name, _)| *name == said).map(|(_, check)| *check),
        payee_name: text("nom"),
        override_reason: text("raison"),
        reason: text("motif"),
    };
    let vars = DecideVars { key: form.key().into(), dossier: id.as_str().into(), decision };
    let done = portal.ask(&member.visitor, Decide::build(vars)).await?.decide_bank_account;
    let Some(refusal) = done.refusal else { return Ok(see("/reglements/comptes").into_response()) };
    if refusal.code == proof::NEEDED {
        return proof::step_up(&portal, &member, &format!("/reglements/comptes/{id}"), form.typed()).await;
    }
    form.refuse("", &refusal);
    Ok(page(&portal, &member, &id, form).await?.into_response())
}

/// The bank's own paper, to be compared with what was typed.
pub(super) async fn open(
    State(portal): State<Portal>,
    member: Member,
    Path(id): Path<String>,
    typed: Typed,
) -> Result<Response, Trouble> {
    let mut form = Form::sent(&portal, &member.visitor, typed);
    let dossiers = waiting(&portal, &member).await?;
    let one = dossiers.into_iter().find(|one| one.dossier.id.inner() == id).ok_or(Trouble::Absent)?;
    let file = one.dossier.file_id.ok_or(Trouble::Absent)?;
    let done = portal.ask(&member.visitor, Open::build(OpenVars { key: form.key().into(), file })).await?.open_file;
    if let Some(FileTicket { file, ticket }) = done.ticket {
        return Ok(see(&format!("/files/{}?ticket={ticket}", file.id.inner())).into_response());
    }
    let refusal = done.refusal.ok_or(Trouble::Broken)?;
    if refusal.code == proof::NEEDED {
        return proof::step_up(&portal, &member, &format!("/reglements/comptes/{id}/document"), form.typed()).await;
    }
    form.refuse("", &refusal);
    Ok(page(&portal, &member, &id, form).await?.into_response())
}
