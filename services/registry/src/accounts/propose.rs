//! Proposing an account: what the bank's own paper says, and that paper.

use kernel::{
    access::{Action, Actor},
    clock::Day,
    ids::{FileId, PersonId, StructureId},
};
use serde::Serialize;
use store::{
    Reply, Store, Tx,
    act::{ActKey, ContentHash},
    deposits,
    head::{self, Event},
};

use super::{dossier::Dossier, look};
use crate::{
    account::DeclaredAccount,
    refusal::Refused,
    rows::{
        dossier::{self as rows, NewDossier},
        structure::{self, AccountRow},
    },
    structure::text,
};

/// What is proposed, as somebody wrote it down.
#[derive(Clone, Debug, Default)]
pub struct WrittenAccount {
    /// Who holds the account, exactly as on the bank's paper.
    pub holder: String,
    /// The IBAN.
    pub iban: String,
    /// The BIC.
    pub bic: String,
    /// The day on that paper, as `2025-10-01`.
    pub document_day: String,
    /// That paper, brought by `POST /files`.
    pub file: Option<FileId>,
    /// Of a public venue: its régie or its mandate; 1 to 70 characters.
    pub public_reference: Option<String>,
}

/// The same, checked: what the key stands for.
#[derive(Clone, Debug, Serialize)]
struct Checked {
    structure: StructureId,
    account: DeclaredAccount,
    document_day: Day,
    file: Option<FileId>,
    public_reference: Option<String>,
}

const LONGEST_REFERENCE: usize = 70;
/// A paper older than that says nothing of today.
const OLDEST_DAYS: i64 = 366;

/// Proposes to pay a structure on an account; somebody else decides.
///
/// Refusals, in this order: `FORBIDDEN`; what is written: `INPUT_INVALID` (holder), `IBAN_INVALID` `BIC_INVALID`,
/// `INPUT_INVALID` (documentDay, publicReference); what is known: `NOT_FOUND`, `STEP_UP_NEEDED` when the structure has an
/// account already, `DOSSIER_OPEN`, `NOT_FOUND` for a file that the caller's organisation did not bring.
pub async fn propose_bank_account(
    store: &Store,
    actor: &Actor,
    key: &str,
    structure: StructureId,
    written: &WrittenAccount,
) -> Reply<Dossier> {
    let (person, organisation) = actor.known()?;
    actor.may(Action::ProposeBankAccount, structure)?;
    let checked = check(structure, written, store.now().day())?;
    let key = ActKey::of(actor, Action::ProposeBankAccount, key)?;
    let content = ContentHash::of(&checked)?;
    let proved = actor.is_proved();
    store.once(key, content, move |tx| propose(tx, (person, organisation), proved, &checked)).await
}

fn check(structure: StructureId, written: &WrittenAccount, today: Day) -> Reply<Checked> {
    let account = DeclaredAccount::parse(&written.holder, &written.iban, &written.bic)?;
    let day: Option<Day> = written.document_day.trim().parse().ok();
    let recent = |day: &Day| *day <= today && *day >= today.plus_days(-OLDEST_DAYS);
    let document_day = day.filter(recent).ok_or(Refused::Input("documentDay"))?;
    let reference = written.public_reference.as_deref().filter(|text| !text.trim().is_empty());
    let public_reference = reference.map(|it| text(it, LONGEST_REFERENCE, "publicReference")).transpose()?;
    Ok(Checked { structure, account, document_day, file: written.file, public_reference })
}

fn propose(
    tx: &mut Tx<'_>,
    (person, organisation): (PersonId, StructureId),
    proved: bool,
    asked: &Checked,
) -> Reply<Dossier> {
    let structure = asked.structure;
    if structure::read(tx.conn, &[structure])?.is_empty() {
        return Err(Refused::NotFound.into());
    }
    if !proved && !rows::periods(tx.conn, &[structure])?.is_empty() {
        return Err(Refused::StepUp.into());
    }
    if rows::open_of(tx.conn, structure)? {
        return Err(Refused::DossierOpen.into());
    }
    if let Some(file) = asked.file {
        deposits::keep(tx, file, organisation, structure)?;
    }
    let account = AccountRow {
        id: tx.chance().id(),
        structure,
        holder: &asked.account.holder,
        iban: &asked.account.iban,
        bic: &asked.account.bic,
        declared_by: person,
    };
    structure::insert_account(tx, &account)?;
    let dossier = NewDossier {
        id: tx.chance().id(),
        structure,
        account: account.id,
        document_day: asked.document_day,
        file: asked.file,
        public_reference: asked.public_reference.as_deref(),
        proposed_by: person,
    };
    rows::insert(tx, &dossier)?;
    let told = serde_json::json!({ "dossier": dossier.id, "structure": structure });
    head::announce(tx, &[Event::new("account.proposed", &told)?])?;
    Ok(look::one(tx.conn, dossier.id)?.ok_or(Refused::NotFound)?)
}
