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
    bank_file::{self, Message},
    desk::Desk,
    print_run::{MEDIA_TYPE, lay_out},
    refusal::Refusal,
    rows::settlements as rows,
    settlement::{Settlement, Stage},
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

/// Makes the bank file the first time; afterwards hands out the same. Refusals: `FORBIDDEN`, `NOT_FOUND`, `WRONG_STAGE`.
pub async fn export_settlement(desk: &Desk, actor: &Actor, key: &str, settlement: SettlementId) -> Reply<Exported> {
    actor.may_anywhere(Action::ExportSettlement)?;
    let (person, _) = actor.known()?;
    let act = ActKey::of(actor, Action::ExportSettlement, key)?;
    let content = ContentHash::of(&settlement)?;
    let here = desk.clone();
    desk.store
        .once(act, content, move |tx| {
            let run = rows::find(tx.conn, settlement)?.ok_or(Refusal::NotFound)?;
            let file = match run.file {
                Some(file) => files::facts(tx.conn, file)?,
                None => make(&here, tx, &run)?,
            };
            let payments = rows::payments(tx.conn, run.id)?;
            let amount = Cents::total(payments.iter().map(|payment| payment.amount)).map_err(overflow)?;
            let file = files::ticket(tx, file, person)?;
            Ok(Exported { settlement: run.id, payments: payments.len(), amount, file })
        })
        .await
}

fn make(desk: &Desk, tx: &mut Tx<'_>, run: &Settlement) -> Reply<files::FileFacts> {
    let (Stage::Approved, Some(created), Some(execution_day)) = (run.stage, run.approved_at, run.execution_day) else {
        return Err(Refusal::WrongStage { stage: run.stage.name() }.into());
    };
    let payments = rows::payments(tx.conn, run.id)?;
    let total = Cents::total(payments.iter().map(|payment| payment.amount)).map_err(overflow)?;
    let message =
        Message { id: run.message_id(), created, execution_day, house: &desk.house, payments: &payments, total };
    let xml = bank_file::write(&message).map_err(|error| Fault::because("a bank file cannot be written", error))?;
    let name = format!("{}.xml", message.id.to_ascii_lowercase());
    let file = desk.keys.cabinet.put(tx, &name, "application/xml", &xml)?;
    if !rows::set_exported(tx, run.id, file.id)? {
        return Err(Fault::crossed("a settlement changed meanwhile").into());
    }
    head::announce(tx, &[Event::new("settlement.exported", &file)?])?;
    Ok(file)
}

/// Gives the right to fetch a file once more: a print run or a bank file to whoever may make one, what somebody sent to
/// whoever may see the applications of the structure whose it is. Refusals: `FORBIDDEN`, `NOT_FOUND`.
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

/// Codes are for who issues, accounts for who pays, evidence for who applies and who decides: of another's file, nobody
/// learns that it is there.
fn may_open(tx: &mut Tx<'_>, actor: &Actor, facts: &files::FileFacts) -> Reply<()> {
    let not_theirs = |_| Refusal::NotFound;
    if let Some(owner) = deposits::owner(tx.conn, facts.id)? {
        return Ok(actor.may(Action::Applications, owner).map_err(not_theirs)?);
    }
    let makes = if facts.media_type == MEDIA_TYPE { Action::IssueCarnets } else { Action::ExportSettlement };
    if actor.reach(makes) != Reach::Any {
        return Err(Refusal::NotFound.into());
    }
    // Asked last: whoever may, but has not proved who they are of late, is told so.
    Ok(actor.may_anywhere(Action::OpenFile)?)
}

/// The content behind a ticket, laid out for its reader; the ticket is spent once the content is there. Refusal: `NOT_FOUND`.
pub async fn fetch(desk: &Desk, file: FileId, ticket: &str) -> Reply<(files::FileFacts, Vec<u8>)> {
    let facts = files::look(&desk.store, file, ticket).await?;
    let here = desk.clone();
    // A print run is signed cheque by cheque: seconds for a large one, off the threads that answer.
    let laid_out = tokio::task::spawn_blocking(move || laid_out(&here, facts)).await;
    let laid_out = laid_out.map_err(|error| Fault::because("a file died while it was laid out", error))??;
    files::take(&desk.store, file, ticket).await?;
    Ok(laid_out)
}

fn laid_out(desk: &Desk, facts: files::FileFacts) -> Result<(files::FileFacts, Vec<u8>), Fault> {
    let content = desk.keys.cabinet.open(facts.id)?;
    if facts.media_type != MEDIA_TYPE {
        return Ok((facts, content));
    }
    let csv = lay_out(&content, &desk.keys.paper, &desk.house.public_url)?;
    Ok((files::FileFacts { media_type: "text/csv; charset=utf-8".to_owned(), ..facts }, csv))
}

fn overflow(error: kernel::cents::Overflow) -> Fault {
    Fault::because("the total of a settlement does not fit", error)
}
