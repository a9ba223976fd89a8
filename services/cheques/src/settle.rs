//! Settling: lines up to a mark of the ledger, prepared by one person, approved by another, paid by the bank.
//!
//! A redemption enters a run by its line, up to the mark: one committed later waits for the next run. The preparation goes in
//! chunks, so that no redemption waits behind it.

use std::collections::BTreeMap;

use kernel::{
    access::{Action, Actor},
    cents::Cents,
    clock::Day,
    ids::{PersonId, SettlementId, StructureId},
};
use serde::{Deserialize, Serialize};
use store::{
    Fault, Reply, Tx,
    act::{ActKey, ContentHash},
    head::{self, Event},
};

use crate::{
    desk::Desk,
    ledger::{self, Entry},
    refusal::{Refusal, written},
    rows::{holds, settlements as rows},
    settlement::{Payment, Settlement, Stage, VenueTotal},
};

/// A run, as it is answered at each step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunReceipt {
    /// The run.
    pub settlement: SettlementId,
    /// Its number.
    pub no: i64,
    /// Its stage after this step.
    pub stage: String,
    /// Venues paid.
    pub venues: usize,
    /// Payments: one a structure.
    pub payments: usize,
    /// Cheques paid.
    pub cheques: i64,
    /// The total.
    pub amount: Cents,
}

/// Gathers what is owed. Refusals: `FORBIDDEN`, `NOTHING_TO_SETTLE`, `NO_ACCOUNT`.
///
/// If a preparation was interrupted, it is resumed, whoever began it.
pub async fn prepare(desk: &Desk, actor: &Actor, key: &str) -> Reply<RunReceipt> {
    actor.may_anywhere(Action::PrepareSettlement)?;
    let (person, _) = actor.known()?;
    let act = ActKey::of(actor, Action::PrepareSettlement, key)?;
    let content = ContentHash::of(&"")?;
    let opening = act.clone();
    let opened: Option<Settlement> =
        desk.store.transact("prepareSettlement.begin", move |tx| begin(tx, &opening, person)).await?;
    let mut run = opened;
    while let Some(id) = run.as_ref().filter(|run| run.next <= run.mark).map(|run| run.id) {
        run = desk.store.transact("prepareSettlement.chunk", move |tx| gather(tx, id)).await?;
    }
    let id = run.map(|run| run.id);
    if let Some(id) = id {
        while desk.store.transact("prepareSettlement.freed", move |tx| take_freed(tx, id)).await? {}
    }
    let gathered = match id {
        Some(id) => gathered(desk, id).await?,
        None => None,
    };
    desk.store.once(act, content, move |tx| end(tx, id, gathered.as_ref())).await
}

/// What a run pays, summed beside the writer: a month of lines takes longer than a counter should wait.
///
/// A line that has entered leaves only when it is held or reversed, which turns the run: what holds at a mark that is reached
/// holds as long as mark and turns do.
#[derive(Clone, Debug)]
struct Gathered {
    mark: i64,
    turns: i64,
    venues: Vec<VenueTotal>,
}

async fn gathered(desk: &Desk, id: SettlementId) -> Reply<Option<Gathered>> {
    let look = desk.store.read("settlement.lines", move |conn| {
        let Some(run) = rows::find(conn, id)?.filter(|run| run.next > run.mark) else { return Ok(None) };
        Ok(Some(Gathered { mark: run.mark, turns: run.turns, venues: rows::by_venue(conn, id)? }))
    });
    look.await
}

/// The same inside a transaction: summed anew if somebody has moved the mark or turned the run since.
fn venues_of(tx: &mut Tx<'_>, run: &Settlement, gathered: Option<&Gathered>) -> Result<Vec<VenueTotal>, Fault> {
    match gathered.filter(|gathered| (gathered.mark, gathered.turns) == (run.mark, run.turns)) {
        Some(gathered) => Ok(gathered.venues.clone()),
        None => rows::by_venue(tx.conn, run.id),
    }
}

/// Opens a run, or finds the interrupted one; nothing when this key was answered before.
fn begin(tx: &mut Tx<'_>, key: &ActKey, person: PersonId) -> Reply<Option<Settlement>> {
    if store::act::recall(tx.conn, std::slice::from_ref(key))?.contains_key(key) {
        return Ok(None);
    }
    let mark = head::read(tx.conn)?.ledger_no;
    if let Some(run) = rows::preparing(tx.conn)? {
        return go_on(tx, &run, mark, person);
    }
    let (no, from) = rows::last(tx.conn)?.map_or((1, 1), |run| (run.no + 1, run.mark + 1));
    if !rows::anything_waits(tx.conn, from, mark)? && !holds::anything_freed(tx.conn)? {
        return Err(Refusal::NothingToSettle.into());
    }
    let id = tx.chance().id();
    rows::open(tx, id, no, from, mark, person)?;
    Ok(rows::find(tx.conn, id)?)
}

/// The interrupted run, up to its own mark; if all that it was opened for is undone since, up to today's.
///
/// Whoever resumes it has prepared it, and so cannot approve it.
fn go_on(tx: &mut Tx<'_>, run: &Settlement, mark: i64, person: PersonId) -> Reply<Option<Settlement>> {
    let empty = !rows::has_lines(tx.conn, run.id)? && !rows::anything_waits(tx.conn, run.next, run.mark)?;
    if empty && !holds::anything_freed(tx.conn)? {
        if !rows::anything_waits(tx.conn, run.next, mark)? {
            return Err(Refusal::NothingToSettle.into());
        }
        rows::move_mark(tx, run.id, mark)?;
    }
    rows::set_preparer(tx, run.id, person)?;
    Ok(rows::find(tx.conn, run.id)?)
}

fn gather(tx: &mut Tx<'_>, id: SettlementId) -> Reply<Option<Settlement>> {
    // Holding the head keeps a void of another process out: it takes the head before it looks for lines.
    head::announce(tx, &[])?;
    let run = rows::find(tx.conn, id)?.ok_or(Refusal::NotFound)?;
    if run.stage == Stage::Preparing && run.next <= run.mark {
        let until = run.mark.min(run.next + rows::lines_at_once(tx.conn) - 1);
        rows::enter(tx, id, run.next, until)?;
        // Those that are held leave again: holds are few, and asking each line for its own would cost more.
        holds::pass_over(tx, id, (run.next, until))?;
    }
    Ok(rows::find(tx.conn, id)?)
}

/// Enters what earlier runs passed over and nothing holds any more, chunk by chunk; answers whether there may be more.
fn take_freed(tx: &mut Tx<'_>, id: SettlementId) -> Reply<bool> {
    head::announce(tx, &[])?;
    let run = rows::find(tx.conn, id)?.ok_or(Refusal::NotFound)?;
    if run.stage != Stage::Preparing {
        return Ok(false);
    }
    Ok(holds::enter_freed(tx, id, FREED_AT_ONCE)? == usize::try_from(FREED_AT_ONCE).unwrap_or(usize::MAX))
}

/// Redemptions that one chunk takes from those that were passed over: a fraction of a second.
const FREED_AT_ONCE: i64 = 5000;

fn end(tx: &mut Tx<'_>, id: Option<SettlementId>, gathered: Option<&Gathered>) -> Reply<RunReceipt> {
    let id = id.ok_or(Refusal::NothingToSettle)?;
    let mut run = rows::find(tx.conn, id)?.ok_or(Refusal::NotFound)?;
    // Somebody else may have moved the mark since the last chunk: no line is left behind.
    while run.stage == Stage::Preparing && run.next <= run.mark {
        run = gather(tx, id)?.ok_or(Refusal::NotFound)?;
    }
    if !rows::set_prepared(tx, id)? {
        return Err(Refusal::WrongStage { stage: run.stage.name() }.into());
    }
    let venues = venues_of(tx, &run, gathered)?;
    if venues.is_empty() {
        // All of it was undone while it was gathered: the run stays open for what comes next.
        return Err(Refusal::NothingToSettle.into());
    }
    let payments = pay_structures(tx, &run, &venues)?;
    rows::insert_payments(tx, id, &payments)?;
    announced(tx, &run, Stage::Prepared, &venues, payments.len())
}

/// One payment for each structure, to its latest account.
fn pay_structures(tx: &mut Tx<'_>, run: &Settlement, venues: &[VenueTotal]) -> Reply<Vec<Payment>> {
    let mut owed: BTreeMap<StructureId, (i64, Cents)> = BTreeMap::new();
    for total in venues {
        let (cheques, amount) = owed.entry(total.structure).or_default();
        *cheques += total.cheques;
        *amount = amount.plus(total.amount).map_err(overflow)?;
    }
    let structures: Vec<StructureId> = owed.keys().copied().collect();
    let accounts = registry::account::latest(tx.conn, &structures)?;
    owed.into_iter()
        .map(|(structure, (cheques, amount))| {
            let account = accounts.get(&structure).ok_or(Refusal::NoAccount)?;
            Ok(Payment {
                structure,
                account: account.id,
                holder: account.holder.clone(),
                iban: account.iban.clone(),
                bic: account.bic.clone(),
                amount,
                cheques,
                end_to_end_id: run.end_to_end_id(structure),
            })
        })
        .collect()
}

/// What is asked to approve.
#[derive(Clone, Debug, Serialize)]
pub struct Approve {
    /// Which run.
    pub settlement: SettlementId,
    /// The day asked of the bank; tomorrow when absent.
    pub execution_day: Option<Day>,
}

/// Freezes a run: what was due to each venue is in transit. Refusals: `FORBIDDEN`, `NOT_FOUND`, `WRONG_STAGE`, `SAME_PERSON`, `DATES_INVALID`.
pub async fn approve(desk: &Desk, actor: &Actor, key: &str, asked: Approve) -> Reply<RunReceipt> {
    actor.may_anywhere(Action::ApproveSettlement)?;
    let (person, _) = actor.known()?;
    let act = ActKey::of(actor, Action::ApproveSettlement, key)?;
    let content = ContentHash::of(&asked)?;
    let gathered = gathered(desk, asked.settlement).await?;
    desk.store
        .once(act, content, move |tx| {
            let run = rows::find(tx.conn, asked.settlement)?.ok_or(Refusal::NotFound)?;
            if run.stage != Stage::Prepared {
                return Err(Refusal::WrongStage { stage: run.stage.name() }.into());
            }
            if run.prepared_by == person {
                return Err(Refusal::SamePerson.into());
            }
            let today = tx.now().day();
            let day = asked.execution_day.unwrap_or_else(|| today.plus_days(1));
            if day < today || day > today.plus_days(60) {
                return Err(Refusal::Dates.into());
            }
            freeze(tx, &run, person, day, gathered.as_ref())
        })
        .await
}

fn freeze(
    tx: &mut Tx<'_>,
    run: &Settlement,
    person: PersonId,
    day: Day,
    gathered: Option<&Gathered>,
) -> Reply<RunReceipt> {
    if !rows::set_approved(tx, run.id, person, day)? {
        return Err(Fault::crossed("a settlement changed meanwhile").into());
    }
    let venues = venues_of(tx, run, gathered)?;
    let payments = rows::payments(tx.conn, run.id)?.len();
    let receipt = receipt(run, Stage::Approved, &venues, payments)?;
    let entries: Vec<Entry> = venues.iter().map(|total| Entry::settlement(run.id, total.venue, total.amount)).collect();
    ledger::post(tx, &entries, &[Event::new("settlement.approved", &receipt)?])?;
    Ok(receipt)
}

/// What is asked to confirm.
#[derive(Clone, Debug, Serialize)]
pub struct Confirm {
    /// Which run.
    pub settlement: SettlementId,
    /// The bank's own reference, 1 to 70 characters.
    pub bank_reference: String,
}

/// Records that the bank has paid. Refusals: `FORBIDDEN`, `INPUT_INVALID`, `NOT_FOUND`, `WRONG_STAGE`.
pub async fn confirm(desk: &Desk, actor: &Actor, key: &str, asked: Confirm) -> Reply<RunReceipt> {
    actor.may_anywhere(Action::ConfirmSettlement)?;
    let (person, _) = actor.known()?;
    let asked = Confirm { bank_reference: written(&asked.bank_reference, 70, "bankReference")?, ..asked };
    let act = ActKey::of(actor, Action::ConfirmSettlement, key)?;
    let content = ContentHash::of(&asked)?;
    let gathered = gathered(desk, asked.settlement).await?;
    desk.store
        .once(act, content, move |tx| {
            let run = rows::find(tx.conn, asked.settlement)?.ok_or(Refusal::NotFound)?;
            if run.stage != Stage::Exported || !rows::set_confirmed(tx, run.id, person, &asked.bank_reference)? {
                return Err(Refusal::WrongStage { stage: run.stage.name() }.into());
            }
            let venues = venues_of(tx, &run, gathered.as_ref())?;
            let payments = rows::payments(tx.conn, run.id)?.len();
            let receipt = receipt(&run, Stage::Confirmed, &venues, payments)?;
            ledger::post(
                tx,
                &[Entry::payment(run.id, receipt.amount)],
                &[Event::new("settlement.confirmed", &receipt)?],
            )?;
            Ok(receipt)
        })
        .await
}

fn announced(
    tx: &mut Tx<'_>,
    run: &Settlement,
    stage: Stage,
    venues: &[VenueTotal],
    payments: usize,
) -> Reply<RunReceipt> {
    let receipt = receipt(run, stage, venues, payments)?;
    head::announce(tx, &[Event::new("settlement.prepared", &receipt)?])?;
    Ok(receipt)
}

fn receipt(run: &Settlement, stage: Stage, venues: &[VenueTotal], payments: usize) -> Result<RunReceipt, Fault> {
    Ok(RunReceipt {
        settlement: run.id,
        no: run.no,
        stage: stage.name().to_owned(),
        venues: venues.len(),
        payments,
        cheques: venues.iter().map(|total| total.cheques).sum(),
        amount: Cents::total(venues.iter().map(|total| total.amount)).map_err(overflow)?,
    })
}

fn overflow(error: kernel::cents::Overflow) -> Fault {
    Fault::because("the total of a settlement does not fit", error)
}
