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
    files::{Chosen, NotTaken},
    form::{Form, Typed},
    format,
    page::{Page, see},
    parts::{Cell, Facts, Field, Hidden, Table},
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
    /// The document, once it was brought.
    piece: Option<String>,
}

/// The field that bears the document that was brought: a browser does not choose a file twice.
const PIECE: &str = "piece";

impl New {
    fn file(&self) -> Field {
        let field = self.form.text("fichier", t("account-new-file")).kind("file");
        field.hint(if self.piece.is_some() { t("account-new-file-kept") } else { t("account-new-file-hint") })
    }

    fn kept(&self) -> Option<Hidden> {
        self.piece.as_ref().map(|piece| Hidden::new(PIECE, piece))
    }
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
    Ok(page(form, None))
}

fn page(form: Form, piece: Option<String>) -> Page {
    Page::of_form(t("account-new-title"), &form.clone(), &New { form, piece })
}

/// The account is proposed; somebody of the network decides.
pub(super) async fn propose(State(portal): State<Portal>, member: Member, upload: Upload) -> Result<Response, Trouble> {
    own::managers(&member)?;
    let mut form = Form::sent(&portal, &member.visitor, upload.typed);
    let piece = document(&portal, &member, &mut form, upload.file).await?;
    if form.is_wrong() {
        return Ok(page(form, piece).into_response());
    }
    let input = written(&member, form.typed(), piece.as_deref())?;
    let done = portal.ask(&member.visitor, Propose::build(ProposeVars { key: form.key().into(), input })).await?;
    let Some(refusal) = done.propose_bank_account.refusal else { return Ok(see("/lieu/compte").into_response()) };
    match refusal.code.as_str() {
        proof::NEEDED => {
            let kept = kept(form.typed(), piece.as_deref());
            return proof::step_up(&portal, &member, "/lieu/compte/proposer", &kept).await;
        }
        // Its day is over: the network keeps a document that serves nothing for a day.
        "NOT_FOUND" if piece.is_some() => {
            form.wrong("fichier", t("piece-choose-again"));
            return Ok(page(form, None).into_response());
        }
        "IBAN_INVALID" => form.refuse("iban", &refusal),
        "BIC_INVALID" => form.refuse("bic", &refusal),
        _ => form.refuse("", &refusal),
    }
    Ok(page(form, piece).into_response())
}

/// The document: the file that was chosen, which is brought now; otherwise the one that was brought before.
async fn document(
    portal: &Portal,
    member: &Member,
    form: &mut Form,
    chosen: Option<Chosen>,
) -> Result<Option<String>, Trouble> {
    let before = form.typed().some(PIECE).map(str::to_owned);
    let Some(chosen) = chosen else { return Ok(before) };
    if form.is_wrong() {
        form.wrong("fichier", t("piece-choose-again"));
        return Ok(before);
    }
    match portal.files().bring(chosen, member.visitor.token().unwrap_or_default()).await {
        Ok(brought) => Ok(Some(brought.id)),
        Err(NotTaken::SignedOut) => Err(Trouble::SignedOut),
        Err(not_taken) => {
            application::say(form, not_taken);
            Ok(before)
        }
    }
}

fn written(member: &Member, typed: &Typed, piece: Option<&str>) -> Result<BankAccountInput, Trouble> {
    Ok(BankAccountInput {
        structure_id: member.organisation()?.into(),
        holder: typed.get("titulaire").to_owned(),
        iban: typed.get("iban").to_owned(),
        bic: typed.get("bic").to_owned(),
        document_day: typed.get("date").to_owned(),
        file_id: piece.map(Into::into),
        public_reference: typed.some("regie").map(str::to_owned),
    })
}

/// What goes along while the proof is given: all that was typed, and the document that was brought.
fn kept(typed: &Typed, piece: Option<&str>) -> Typed {
    let fields = typed.pairs().filter(|(name, _)| *name != PIECE);
    let fields = fields.fold(Typed::default(), |typed, (name, value)| typed.with(name, value));
    piece.into_iter().fold(fields, |typed, piece| typed.with(PIECE, piece))
}
