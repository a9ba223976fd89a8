//! Settling: lines up to a mark of the ledger, prepared by one person, approved by another, paid by the bank.
//!
//! A redemption enters a run by its line, up to the mark: one committed later waits for the next run. The preparation goes in
//! chunks, so that no redemption waits behind it. What each venue has of it is shared out once, when it is prepared; a
//! structure that cannot be paid now keeps nobody else waiting.

use std::collections::HashSet;

use kernel::{
    access::{Action, Actor},
    cents::Cents,
    clock::Day,
    ids::{PersonId, SettlementId},
};
use serde::{Deserialize, Serialize};
use store::{
    Fault, Reply, Tx,
    act::{ActKey, ContentHash},
    conn::AnyConn,
    head::{self, Event},
};

use crate::{
    desk::Desk,
    faults::reached,
    ledger::{self, Entry},
    payments::{
        bank_news::PaymentStage,
        pay_run::{self, overflow},
        settlement::{Payment, Settlement, Stage, VenueTotal},
        share::{Held, Share, Shared},
    },
    refusal::{Refusal, written},
    rows::{
        holds, settlements as rows, shares,
        terms::{self, Fees},
    },
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
    /// Venues of which all or a part waits for a later run.
    #[serde(default)]
    pub held: usize,
    /// What waits of this run.
    #[serde(default)]
    pub held_amount: Cents,
}

/// Gathers what is owed. Refusals: `FORBIDDEN`, `NOTHING_TO_SETTLE`, `NO_ACCOUNT` (nobody that is owed has one).
///
/// If a preparation was interrupted, it is resumed, whoever began it. What cannot be paid now is carried over.
pub async fn prepare(desk: &Desk, actor: &Actor, key: &str) -> Reply<RunReceipt> {
    actor.may_anywhere(Action::PrepareSettlement)?;
    let (person, _) = actor.known()?;
    let act = ActKey::of(actor, Action::PrepareSettlement, key)?;
    let content = ContentHash::of(&"")?;
    let opening = act.clone();
    let opened: Option<Settlement> =
        desk.store.transact("prepareSettlement.begin", move |tx| begin(tx, &opening, person)).await?;
    reached("prepare.opened");
    let mut run = opened;
    while let Some(id) = run.as_ref().filter(|run| run.next <= run.mark).map(|run| run.id) {
        run = desk.store.transact("prepareSettlement.chunk", move |tx| gather(tx, id)).await?;
        reached("prepare.gathered");
    }
    let id = run.map(|run| run.id);
    if let Some(id) = id {
        while desk.store.transact("prepareSettlement.freed", move |tx| take_freed(tx, id)).await? {}
    }
    let gathered = match id {
        Some(id) => gathered(desk, id).await?,
        None => None,
    };
    reached("prepare.freed");
    let done = desk.store.once(act, content, move |tx| end(tx, id, gathered.as_ref())).await;
    reached("prepare.answered");
    done
}

/// What a run gathered, summed beside the writer: a month of lines takes longer than a counter should wait.
///
/// A line that has entered leaves only when it is held or reversed, which turns the run: what holds at a mark that is reached
/// holds as long as mark and turns do.
#[derive(Clone, Debug)]
struct Gathered {
    mark: i64,
    turns: i64,
    venues: Vec<VenueTotal>,
    fees: Fees,
}

async fn gathered(desk: &Desk, id: SettlementId) -> Reply<Option<Gathered>> {
    let look = desk.store.read("settlement.lines", move |conn| {
        let Some(run) = rows::find(conn, id)?.filter(|run| run.next > run.mark) else { return Ok(None) };
        Ok(Some(summed(conn, &run)?))
    });
    look.await
}

fn summed(conn: &mut AnyConn, run: &Settlement) -> Result<Gathered, Fault> {
    let (venues, fees) = (rows::by_venue(conn, run.id)?, terms::fees_of_run(conn, run.id)?);
    Ok(Gathered { mark: run.mark, turns: run.turns, venues, fees })
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
    let anything = rows::anything_waits(tx.conn, from, mark)? || holds::anything_freed(tx.conn)?;
    if !anything && !can_pay_what_was_left(tx)? {
        return Err(Refusal::NothingToSettle.into());
    }
    let id = tx.chance().id();
    rows::open(tx, id, no, from, mark, person)?;
    Ok(rows::find(tx.conn, id)?)
}

/// Whether something of earlier runs can be paid now.
fn can_pay_what_was_left(tx: &mut Tx<'_>) -> Result<bool, Fault> {
    let now = tx.now();
    let (left, _) = pay_run::look(tx.conn, &[], &Fees::new(), now)?;
    Ok(!pays_nobody(&left))
}

/// The interrupted run, up to its own mark; if nothing of the last one can be paid (undone since, or no account), up to today's.
///
/// Whoever resumes it has prepared it, and so cannot approve it.
fn go_on(tx: &mut Tx<'_>, run: &Settlement, mark: i64, person: PersonId) -> Reply<Option<Settlement>> {
    let whole = !rows::anything_waits(tx.conn, run.next, run.mark)? && !holds::anything_freed(tx.conn)?;
    if whole && is_last(tx, run)? {
        let (gathered, now) = (summed(tx.conn, run)?, tx.now());
        let (shared, _) = pay_run::look(tx.conn, &gathered.venues, &gathered.fees, now)?;
        if pays_nobody(&shared) {
            if !rows::anything_waits(tx.conn, run.next, mark)? {
                return Err(why_nobody(&shared).into());
            }
            rows::move_mark(tx, run.id, mark)?;
        }
    }
    rows::set_preparer(tx, run.id, person)?;
    Ok(rows::find(tx.conn, run.id)?)
}

fn is_last(tx: &mut Tx<'_>, run: &Settlement) -> Result<bool, Fault> {
    Ok(rows::last(tx.conn)?.is_some_and(|last| last.id == run.id))
}

fn pays_nobody(shared: &Shared) -> bool {
    shared.payments.is_empty() && shared.offsets.is_empty()
}

/// All of it was undone, or nobody who is owed can be paid now.
fn why_nobody(shared: &Shared) -> Refusal {
    let nowhere = shared.shares.iter().any(|share| share.held == Some(Held::NoAccount));
    if nowhere { Refusal::NoAccount } else { Refusal::NothingToSettle }
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
    // What waits from earlier runs is read and taken under the head: an import or another run ends before or after.
    head::announce(tx, &[])?;
    let mut run = rows::find(tx.conn, id)?.ok_or(Refusal::NotFound)?;
    // Somebody else may have moved the mark since the last chunk: no line is left behind.
    while run.stage == Stage::Preparing && run.next <= run.mark {
        run = gather(tx, id)?.ok_or(Refusal::NotFound)?;
    }
    if run.stage != Stage::Preparing {
        return Err(Refusal::WrongStage { stage: run.stage.name() }.into());
    }
    let known = gathered.filter(|gathered| (gathered.mark, gathered.turns) == (run.mark, run.turns));
    let gathered = match known {
        Some(gathered) => gathered.clone(),
        None => summed(tx.conn, &run)?,
    };
    let now = tx.now();
    let look = pay_run::look(tx.conn, &gathered.venues, &gathered.fees, now)?;
    let nobody = pays_nobody(&look.0);
    if nobody && is_last(tx, &run)? {
        // The run stays open for what comes next.
        return Err(why_nobody(&look.0).into());
    }
    let payments = pay_run::keep(tx, &run, &look)?;
    reached("prepare.shared");
    let stage = if nobody { Stage::Confirmed } else { Stage::Prepared };
    if nobody {
        // An earlier run that was opened again, and whose venues cannot be paid now: all of it waits for a later one.
        rows::end_empty(tx, id)?;
    } else if !rows::set_prepared(tx, id)? {
        return Err(Fault::crossed("a settlement changed meanwhile").into());
    }
    let receipt = receipt(&run, stage, &look.0.shares, &payments)?;
    // What waits has lost its fee: a run that ends here keeps it now, since nobody will approve it.
    let kept = if nobody { fees(id, &look.0.shares) } else { Vec::new() };
    tell(tx, &kept, Event::new("settlement.prepared", &receipt)?)?;
    reached("prepare.told");
    Ok(receipt)
}

/// What is asked to approve.
#[derive(Clone, Debug, Serialize)]
pub struct Approve {
    /// Which run.
    pub settlement: SettlementId,
    /// The day asked of the bank; tomorrow when absent.
    pub execution_day: Option<Day>,
}

/// Whether whoever approves has looked at the accounts that are paid for the first time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub enum NewAccounts {
    /// Not asked.
    #[default]
    Unseen,
    /// Looked at, one by one.
    Seen,
}

/// Freezes a run: what was due to each venue is in transit. A run that has nothing to send has ended: debts took all that was
/// due, or every account has changed since it was prepared, and a later run pays.
///
/// Refusals: `FORBIDDEN`, `NOT_FOUND`, `WRONG_STAGE`, `SAME_PERSON`, `DATES_INVALID`, `NEW_ACCOUNTS`.
pub async fn approve(desk: &Desk, actor: &Actor, key: &str, asked: Approve) -> Reply<RunReceipt> {
    approve_knowing(desk, actor, key, asked, NewAccounts::Unseen).await
}

/// The same, when whoever approves has looked at the new accounts.
pub async fn approve_knowing(
    desk: &Desk,
    actor: &Actor,
    key: &str,
    asked: Approve,
    new: NewAccounts,
) -> Reply<RunReceipt> {
    actor.may_anywhere(Action::ApproveSettlement)?;
    let (person, _) = actor.known()?;
    let act = ActKey::of(actor, Action::ApproveSettlement, key)?;
    let content = match new {
        NewAccounts::Unseen => ContentHash::of(&asked)?,
        NewAccounts::Seen => ContentHash::of(&(&asked, new))?,
    };
    let done = desk
        .store
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
            pay_run::withhold(tx, run.id)?;
            reached("approve.withheld");
            let payments = rows::payments(tx.conn, run.id)?;
            let first_times = first_times(tx.conn, &payments)?;
            if new == NewAccounts::Unseen && too_many_new(first_times, payments.len()) {
                return Err(Refusal::NewAccounts { count: first_times }.into());
            }
            freeze(tx, &run, person, day, &payments)
        })
        .await;
    reached("approve.answered");
    done
}

/// How many of these payments go to an account on which nothing was paid before. None, where nothing was ever paid: there is
/// nothing to compare with.
pub(crate) fn first_times(conn: &mut AnyConn, payments: &[Payment]) -> Result<usize, Fault> {
    let ibans: Vec<String> = payments.iter().map(|payment| payment.iban.clone()).collect();
    first_times_at(conn, &ibans)
}

/// The same, for these IBANs.
pub(crate) fn first_times_at(conn: &mut AnyConn, ibans: &[String]) -> Result<usize, Fault> {
    if !rows::has_paid(conn)? {
        return Ok(0);
    }
    let known: HashSet<String> = shares::paid_before(conn, ibans)?.into_iter().collect();
    Ok(ibans.iter().filter(|iban| !known.contains(*iban)).count())
}

/// More than one in twenty.
pub(crate) const fn too_many_new(new: usize, payments: usize) -> bool {
    new * 20 > payments
}

fn freeze(tx: &mut Tx<'_>, run: &Settlement, person: PersonId, day: Day, payments: &[Payment]) -> Reply<RunReceipt> {
    let shared = shares::of_run(tx.conn, run.id)?;
    let offsets = shares::offsets(tx.conn, run.id)?;
    if !rows::set_approved(tx, run.id, person, day)? {
        return Err(Fault::crossed("a settlement changed meanwhile").into());
    }
    let stage = if payments.is_empty() { Stage::Confirmed } else { Stage::Approved };
    if payments.is_empty() {
        // Debts took all of it, or every account has changed and a later run pays: there is nothing to send.
        rows::end_unpaid(tx, run.id)?;
    }
    reached("approve.frozen");
    let receipt = receipt(run, stage, &shared, payments)?;
    let paid = shared.iter().filter(|share| share.paid > Cents::ZERO);
    let mut entries: Vec<Entry> = paid.map(|share| Entry::settlement(run.id, share.venue, share.paid)).collect();
    entries.extend(fees(run.id, &shared));
    entries.extend(offsets.iter().map(|one| Entry::offset(run.id, one.venue, one.owing, one.amount)));
    tell(tx, &entries, Event::new("settlement.approved", &receipt)?)?;
    reached("approve.posted");
    Ok(receipt)
}

/// The network's fee on each share, paid or waiting.
fn fees(run: SettlementId, shares: &[Share]) -> Vec<Entry> {
    let kept = shares.iter().filter(|share| share.fee > Cents::ZERO);
    kept.map(|share| Entry::fee(run, share.venue, share.fee)).collect()
}

/// Posts what moves, and tells what happened; where nothing moves, only tells.
fn tell(tx: &mut Tx<'_>, entries: &[Entry], event: Event) -> Result<(), Fault> {
    if entries.is_empty() {
        return head::announce(tx, &[event]).map(drop);
    }
    ledger::post(tx, entries, &[event]).map(drop)
}

/// What is asked to confirm.
#[derive(Clone, Debug, Serialize)]
pub struct Confirm {
    /// Which run.
    pub settlement: SettlementId,
    /// The bank's own reference, 1 to 70 characters.
    pub bank_reference: String,
}

/// Records that the bank has paid all that is open of a run, by hand: where no bank file says so. Refusals: `FORBIDDEN`,
/// `INPUT_INVALID`, `NOT_FOUND`, `WRONG_STAGE`.
pub async fn confirm(desk: &Desk, actor: &Actor, key: &str, asked: Confirm) -> Reply<RunReceipt> {
    actor.may_anywhere(Action::ConfirmSettlement)?;
    let (person, _) = actor.known()?;
    let asked = Confirm { bank_reference: written(&asked.bank_reference, 70, "bankReference")?, ..asked };
    let act = ActKey::of(actor, Action::ConfirmSettlement, key)?;
    let content = ContentHash::of(&asked)?;
    desk.store
        .once(act, content, move |tx| {
            let run = rows::find(tx.conn, asked.settlement)?.ok_or(Refusal::NotFound)?;
            if run.stage != Stage::Exported || !rows::set_confirmed(tx, run.id, person, &asked.bank_reference)? {
                return Err(Refusal::WrongStage { stage: run.stage.name() }.into());
            }
            let payments = rows::payments(tx.conn, run.id)?;
            let open: Vec<Cents> =
                payments.iter().filter(|one| one.stage == PaymentStage::Open).map(|one| one.amount).collect();
            if rows::pay_open(tx, run.id)? != open.len() {
                return Err(Fault::crossed("a payment changed meanwhile").into());
            }
            let amount = Cents::total(open).map_err(overflow)?;
            let receipt = receipt(&run, Stage::Confirmed, &shares::of_run(tx.conn, run.id)?, &payments)?;
            let paid = (amount > Cents::ZERO).then(|| Entry::payment(run.id, amount));
            tell(tx, paid.as_slice(), Event::new("settlement.confirmed", &receipt)?)?;
            Ok(receipt)
        })
        .await
}

fn receipt(run: &Settlement, stage: Stage, shares: &[Share], payments: &[Payment]) -> Result<RunReceipt, Fault> {
    let held: Vec<&Share> = shares.iter().filter(|share| share.why().is_some()).collect();
    let waits: Result<Vec<Cents>, _> = held.iter().map(|share| share.waits()).collect();
    Ok(RunReceipt {
        settlement: run.id,
        no: run.no,
        stage: stage.name().to_owned(),
        venues: shares.iter().filter(|share| share.paid > Cents::ZERO).count(),
        payments: payments.len(),
        cheques: payments.iter().map(|payment| payment.cheques).sum(),
        amount: Cents::total(payments.iter().map(|payment| payment.amount)).map_err(overflow)?,
        held: held.len(),
        held_amount: Cents::total(waits.map_err(overflow)?).map_err(overflow)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_new_account_in_twenty_is_ordinary() {
        assert!(!too_many_new(0, 0) && !too_many_new(0, 200) && !too_many_new(10, 200) && !too_many_new(1, 20));
        assert!(too_many_new(1, 19) && too_many_new(11, 200) && too_many_new(1, 1));
    }
}
