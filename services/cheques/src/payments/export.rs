//! Exporting: the bank file of an approved run, made once, handed out against a ticket each time it is asked.

use kernel::{
    access::{Action, Actor, Reach},
    cents::Cents,
    ids::{FileId, PersonId, SettlementId},
    refusal::Code,
};
use serde::{Deserialize, Serialize};
use store::{
    Fault, Reply, Tx,
    act::{ActKey, ContentHash},
    deposits,
    files::{self, Ticket},
    head::{self, Event},
};

use crate::{
    carnets::{
        pages::{Imprint, lay_out_pages},
        release::{Form, Release},
    },
    desk::Desk,
    faults::reached,
    orders::print_run::{MEDIA_TYPE, lay_out},
    payments::{
        bank_file::{self, Message},
        settlement::{Settlement, Stage, Version},
    },
    refusal::Refusal,
    rows::settlements as rows,
};

/// What is answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exported {
    /// The run.
    pub settlement: SettlementId,
    /// Payments in the file.
    pub payments: usize,
    /// Their total.
    pub amount: Cents,
    /// The file and the right to fetch it once.
    pub file: Ticket,
}

/// Makes the bank file the first time, in the newer form; afterwards hands out the same. Refusals: `FORBIDDEN`, `NOT_FOUND`,
/// `WRONG_STAGE`.
pub async fn export_settlement(desk: &Desk, actor: &Actor, key: &str, settlement: SettlementId) -> Reply<Exported> {
    export_as(desk, actor, key, settlement, None).await
}

/// The same, in a form that the bank wants. A run has one file for ever: another form than that of the file that was made
/// is refused with `WRONG_STAGE`; none is the form that was made, or the newer one.
pub async fn export_as(
    desk: &Desk,
    actor: &Actor,
    key: &str,
    settlement: SettlementId,
    version: Option<Version>,
) -> Reply<Exported> {
    actor.may_anywhere(Action::ExportSettlement)?;
    let (person, _) = actor.known()?;
    let act = ActKey::of(actor, Action::ExportSettlement, key)?;
    let content = match version {
        None => ContentHash::of(&settlement)?,
        Some(version) => ContentHash::of(&(settlement, version))?,
    };
    let here = desk.clone();
    let done = desk
        .store
        .once(act, content, move |tx| {
            let run = rows::find(tx.conn, settlement)?.ok_or(Refusal::NotFound)?;
            let file = match run.file {
                Some(_) if version.is_some_and(|version| version != run.version) => {
                    return Err(Refusal::WrongStage { stage: run.stage.name() }.into());
                }
                Some(file) => files::facts(tx.conn, file)?,
                None => make(&here, tx, &run, version.unwrap_or_default())?,
            };
            let payments = rows::payments(tx.conn, run.id)?;
            let amount = Cents::total(payments.iter().map(|payment| payment.amount)).map_err(overflow)?;
            let file = files::ticket(tx, file, person)?;
            Ok(Exported { settlement: run.id, payments: payments.len(), amount, file })
        })
        .await;
    reached("export.answered");
    done
}

fn make(desk: &Desk, tx: &mut Tx<'_>, run: &Settlement, version: Version) -> Reply<files::FileFacts> {
    let (Stage::Approved, Some(created), Some(execution_day)) = (run.stage, run.approved_at, run.execution_day) else {
        return Err(Refusal::WrongStage { stage: run.stage.name() }.into());
    };
    let payments = rows::payments(tx.conn, run.id)?;
    let total = Cents::total(payments.iter().map(|payment| payment.amount)).map_err(overflow)?;
    let message =
        Message { id: run.message_id(), created, execution_day, house: &desk.house, payments: &payments, total };
    let xml =
        bank_file::write(&message, version).map_err(|error| Fault::because("a bank file cannot be written", error))?;
    let name = format!("{}.xml", message.id.to_ascii_lowercase());
    let file = desk.keys.cabinet.put(tx, &name, "application/xml", &xml)?;
    reached("export.written");
    if !rows::set_exported(tx, run.id, file.id, version)? {
        return Err(Fault::crossed("a settlement changed meanwhile").into());
    }
    reached("export.kept");
    head::announce(tx, &[Event::new("settlement.exported", &file)?])?;
    reached("export.told");
    Ok(file)
}

/// Gives the right to fetch a file once more: a bank file to whoever may make one, what somebody sent to whoever may see the
/// applications of the structure whose it is. Codes leave by another door: see [`crate::carnets::release`].
/// Refusals: `FORBIDDEN`, `NOT_FOUND`.
pub async fn open_file(desk: &Desk, actor: &Actor, key: &str, file: FileId) -> Reply<Ticket> {
    if actor.reach(Action::OpenFile) == Reach::Never {
        return Err(kernel::refusal::Refusal::of(Code::Forbidden).into());
    }
    let (person, _): (PersonId, _) = actor.known()?;
    let act = ActKey::of(actor, Action::OpenFile, key)?;
    let content = ContentHash::of(&file)?;
    let actor = actor.clone();
    desk.store
        .once(act, content, move |tx| {
            let facts = files::facts(tx.conn, file)?;
            may_open(tx, &actor, &facts)?;
            let ticket = files::ticket(tx, facts, person)?;
            head::announce(tx, &[Event::new("file.opened", &(file, person))?])?;
            Ok(ticket)
        })
        .await
}

/// Codes are for nobody here, accounts for who pays, evidence for who applies and who decides: of another's file, nobody
/// learns that it is there.
fn may_open(tx: &mut Tx<'_>, actor: &Actor, facts: &files::FileFacts) -> Reply<()> {
    let not_theirs = |_| Refusal::NotFound;
    if let Some(owner) = deposits::owner(tx.conn, facts.id)? {
        // The paper of a bank dossier is for whoever decides on it.
        let decides = actor.reach(Action::DecideBankAccount) == Reach::Any;
        if decides && registry::accounts::look::is_evidence(tx.conn, facts.id)? {
            return Ok(actor.may_anywhere(Action::OpenFile)?);
        }
        return Ok(actor.may(Action::Applications, owner).map_err(not_theirs)?);
    }
    if facts.media_type == MEDIA_TYPE || actor.reach(Action::ExportSettlement) != Reach::Any {
        return Err(Refusal::NotFound.into());
    }
    // Asked last: whoever may, but has not proved who they are of late, is told so.
    Ok(actor.may_anywhere(Action::OpenFile)?)
}

/// The content behind a ticket, laid out for its reader; the ticket is spent once the content is there. Refusal: `NOT_FOUND`.
pub async fn fetch(desk: &Desk, file: FileId, ticket: &str) -> Reply<(files::FileFacts, Vec<u8>)> {
    let facts = files::look(&desk.store, file, ticket).await?;
    let is_run = facts.media_type == MEDIA_TYPE;
    let release = if is_run { Some(behind(desk, ticket).await?) } else { None };
    let here = desk.clone();
    // A print run is signed cheque by cheque: seconds for a large one, off the threads that answer.
    let laid_out = tokio::task::spawn_blocking(move || laid_out(&here, facts, release.as_ref())).await;
    let laid_out = laid_out.map_err(|error| Fault::because("a file died while it was laid out", error))??;
    files::take(&desk.store, file, ticket).await?;
    if let Some(secret) = files::unhex(ticket).filter(|_| is_run) {
        desk.store.transact("files.fetched", move |tx| Ok(crate::rows::releases::fetched(tx, &secret)?)).await?;
    }
    Ok(laid_out)
}

/// The release that a ticket opens: codes never leave without one.
async fn behind(desk: &Desk, ticket: &str) -> Reply<Release> {
    let secret = files::unhex(ticket).ok_or(Refusal::NotFound)?;
    let found = desk.store.read("files.release", move |conn| Ok(crate::rows::releases::behind(conn, &secret)?)).await?;
    Ok(found.ok_or(Refusal::NotFound)?)
}

fn laid_out(
    desk: &Desk,
    facts: files::FileFacts,
    release: Option<&Release>,
) -> Result<(files::FileFacts, Vec<u8>), Fault> {
    let content = desk.keys.cabinet.open(facts.id)?;
    let Some(release) = release else { return Ok((facts, content)) };
    let url = &desk.house.public_url;
    let (name, media_type, content) = match release.form {
        Form::Data => (facts.name.clone(), "text/csv; charset=utf-8", lay_out(&content, &desk.keys.paper, url)?),
        Form::Pages => {
            let imprint = Imprint { public_url: url.clone(), phone: desk.phone.as_deref().map(str::to_owned) };
            let pages = lay_out_pages(&content, &desk.keys.paper, &imprint, release.first..=release.last)?;
            (facts.name.replace(".csv", ".html"), "text/html; charset=utf-8", pages)
        }
    };
    Ok((files::FileFacts { name, media_type: media_type.to_owned(), ..facts }, content))
}

fn overflow(error: kernel::cents::Overflow) -> Fault {
    Fault::because("the total of a settlement does not fit", error)
}
