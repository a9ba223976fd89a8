//! `/lieu/compte`: on which account the structure is paid, what was proposed, and another account to propose.

use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use cynic::{MutationBuilder, QueryBuilder};

use super::own;
use crate::{
    account::proof,
    application,
    ask::Refusal,
    files::NotTaken,
    form::{Form, Typed},
    format,
    page::{Page, see},
    parts::{Cell, Facts, Table},
    portal::Portal,
    schema,
    trouble::Trouble,
    upload::Upload,
    visitor::Member,
    words::t,
};

#[derive(cynic::QueryVariables)]
struct Vars {
    structure: cynic::Id,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "Vars")]
struct Own {
    #[arguments(structureId: $structure)]
    bank_account: Option<BankAccount>,
}

#[derive(Clone, Copy, PartialEq, Eq, cynic::Enum)]
enum AccountState {
    None,
    Paid,
    Cooling,
    Suspended,
}

#[derive(Clone, Copy, PartialEq, Eq, cynic::Enum)]
enum DossierStage {
    Open,
    Approved,
    Refused,
}

#[derive(cynic::QueryFragment)]
struct BankAccount {
    state: AccountState,
    held_until: Option<String>,
    holder: Option<String>,
    iban: Option<String>,
    bic: Option<String>,
    dossiers: Vec<BankDossier>,
}

#[derive(cynic::QueryFragment)]
struct BankDossier {
    holder: String,
    iban: String,
    proposed_at: String,
    stage: DossierStage,
    reason: Option<String>,
}

#[derive(cynic::InputObject)]
struct BankAccountInput {
    structure_id: cynic::Id,
    holder: String,
    iban: String,
    bic: String,
    document_day: String,
    file_id: Option<cynic::Id>,
    public_reference: Option<String>,
}

#[derive(cynic::QueryVariables)]
struct ProposeVars {
    key: cynic::Id,
    input: BankAccountInput,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "ProposeVars")]
struct Propose {
    #[arguments(key: $key, input: $input)]
    propose_bank_account: BankDossierPayload,
}

#[derive(cynic::QueryFragment)]
struct BankDossierPayload {
    refusal: Option<Refusal>,
}

#[derive(Template)]
#[template(path = "venue/account.html")]
struct Show {
    state: String,
    until: Option<String>,
    facts: Facts,
    has_account: bool,
    dossiers: Table,
    open: bool,
}

#[derive(Template)]
#[template(path = "venue/account_new.html")]
struct New {
    form: Form,
}

/// What is known of the account.
pub(super) async fn show(State(portal): State<Portal>, member: Member) -> Result<Page, Trouble> {
    own::managers(&member)?;
    let vars = Vars { structure: member.organisation()?.into() };
    let seen = portal.ask(&member.visitor, Own::build(vars)).await?.bank_account.ok_or(Trouble::Forbidden)?;
    let state = match seen.state {
        AccountState::None => "none",
        AccountState::Paid => "paid",
        AccountState::Cooling => "cooling",
        AccountState::Suspended => "suspended",
    };
    let facts = Facts::default()
        .known(t("account-holder"), seen.holder.as_ref())
        .known(t("account-iban"), seen.iban.as_ref())
        .known(t("account-bic"), seen.bic.as_ref());
    let show = Show {
        state: t("own-account-state").with("state", state).to_string(),
        until: seen.held_until.as_deref().map(format::stamp),
        has_account: seen.holder.is_some(),
        open: seen.dossiers.iter().any(|one| one.stage == DossierStage::Open),
        dossiers: table(&seen.dossiers),
        facts,
    };
    Ok(Page::new(t("own-account-title"), &show))
}

fn table(dossiers: &[BankDossier]) -> Table {
    let heads = ["account-proposed", "account-holder", "account-iban", "own-account-stage"].map(t);
    let mut table = Table::new(t("own-account-caption"), heads);
    for one in dossiers {
        let stage = match one.stage {
            DossierStage::Open => "open",
            DossierStage::Approved => "approved",
            DossierStage::Refused => "refused",
        };
        let told = t("own-account-dossier").with("stage", stage).to_string();
        table.row([
            Cell::text(format::stamp(&one.proposed_at)),
            Cell::text(&one.holder),
            Cell::text(&one.iban),
            Cell::text(one.reason.as_ref().map_or(told.clone(), |reason| format!("{told} : {reason}"))),
        ]);
    }
    table
}

/// Whether the bank sent money back, so that nothing is paid until somebody has looked at the account.
pub(crate) async fn is_suspended(portal: &Portal, member: &Member) -> Result<bool, Trouble> {
    let vars = Vars { structure: member.organisation()?.into() };
    let seen = portal.ask(&member.visitor, Own::build(vars)).await?.bank_account;
    Ok(seen.is_some_and(|seen| seen.state == AccountState::Suspended))
}

/// The form of another account.
pub(super) async fn ask(State(portal): State<Portal>, member: Member) -> Result<Page, Trouble> {
    own::managers(&member)?;
    let today = portal.clock().now().day().to_string();
    let form = Form::filled(&portal, &member.visitor, Typed::default().with("date", today));
    Ok(page(form))
}

fn page(form: Form) -> Page {
    Page::of_form(t("account-new-title"), &form.clone(), &New { form })
}

/// The account is proposed; somebody of the network decides.
pub(super) async fn propose(State(portal): State<Portal>, member: Member, upload: Upload) -> Result<Response, Trouble> {
    own::managers(&member)?;
    let mut form = Form::sent(&portal, &member.visitor, upload.typed.clone());
    if form.is_wrong() {
        return Ok(page(form).into_response());
    }
    let file = match upload.file {
        None => None,
        Some(chosen) => match portal.files().bring(chosen, member.visitor.token().unwrap_or_default()).await {
            Ok(brought) => Some(brought.id.into()),
            Err(NotTaken::SignedOut) => return Err(Trouble::SignedOut),
            Err(not_taken) => {
                application::say(&mut form, not_taken);
                return Ok(page(form).into_response());
            }
        },
    };
    let typed = form.typed();
    let input = BankAccountInput {
        structure_id: member.organisation()?.into(),
        holder: typed.get("titulaire").to_owned(),
        iban: typed.get("iban").to_owned(),
        bic: typed.get("bic").to_owned(),
        document_day: typed.get("date").to_owned(),
        file_id: file,
        public_reference: typed.some("regie").map(str::to_owned),
    };
    let done = portal.ask(&member.visitor, Propose::build(ProposeVars { key: form.key().into(), input })).await?;
    let Some(refusal) = done.propose_bank_account.refusal else { return Ok(see("/lieu/compte").into_response()) };
    if refusal.code == proof::NEEDED {
        // A file cannot be sent on: the proof is given first, and the form asked again.
        return Ok(see("/preuve?suite=/lieu/compte/proposer").into_response());
    }
    let field = match refusal.code.as_str() {
        "IBAN_INVALID" => "iban",
        "BIC_INVALID" => "bic",
        _ => "",
    };
    form.refuse(field, &refusal);
    Ok(page(form).into_response())
}
