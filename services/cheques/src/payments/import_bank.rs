//! Importing a file of the bank: read whole, each entry found or told why not, money posted, all in one transaction.
//!
//! The same file once more answers what the first time answered. A file that tells a statement of another file again, with
//! other content, is refused: somebody has to ask the bank which one is right.

use std::collections::{BTreeMap, BTreeSet};

use kernel::{
    access::{Action, Actor},
    cents::Cents,
    ids::{FileId, PersonId, SettlementId, StructureId, VenueId},
};
use serde::{Deserialize, Serialize};
use store::{
    Fault, Reply, Tx,
    act::{ActKey, ContentHash},
    conn::AnyConn,
    deposits,
    files::{self, FileFacts},
    head::{self, Event},
};

use super::{
    bank_news::{Kind, News, PaymentStage, Statement, blames_the_account},
    find_payments::{Books, Known, labels_in},
    read_bank::{self, Unreadable},
    share::{Carry, Share},
};
use crate::{
    desk::Desk,
    faults::reached,
    ledger::{self, Entry},
    refusal::Refusal,
    rows::{
        bank::{self as rows, Taken},
        bank_lists,
        shares::{self, NewCarry},
    },
};

/// What became of a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Imported {
    /// The file under which its entries are listed: the first with this content.
    pub file: FileId,
    /// statement, notification or answer.
    pub kind: String,
    /// The bank's own numbers of what it holds.
    pub numbers: Vec<String>,
    /// How its entries ended.
    pub totals: Totals,
}

/// How many entries ended how.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Totals {
    /// All of them.
    pub entries: i64,
    /// Payments paid.
    pub paid: i64,
    /// Payments rejected.
    pub rejected: i64,
    /// Payments that came back.
    pub returned: i64,
    /// Payments that the bank has received.
    pub accepted: i64,
    /// Told before.
    pub known: i64,
    /// Funds that wait for somebody to confirm them.
    pub proposed: i64,
    /// Funds confirmed.
    pub funds: i64,
    /// Nothing known: somebody has to look.
    pub unmatched: i64,
}

/// Imports a file that was brought by `POST /files`.
///
/// Refusals, in this order: `FORBIDDEN`, `NOT_FOUND` (not brought by the caller's organisation), `BANK_FILE_INVALID` (nothing of
/// it was taken in), `STATEMENT_KNOWN`.
pub async fn import_bank_file(desk: &Desk, actor: &Actor, key: &str, file: FileId) -> Reply<Imported> {
    actor.may_anywhere(Action::ImportBankFile)?;
    let (person, organisation) = actor.known()?;
    let act = ActKey::of(actor, Action::ImportBankFile, key)?;
    let facts = desk.store.read("bank.file", move |conn| brought(conn, file, organisation)).await?;
    let news = read(desk, &facts).await?.map_err(|why| Refusal::BankFile { why: why.name() })?;
    if news.kind != Kind::Answer && news.statements.iter().any(|one| one.iban != desk.house.iban) {
        return Err(Refusal::BankFile { why: "account" }.into());
    }
    reached("import.read");
    let content = ContentHash::of(&facts.sha256)?;
    let sha256 = files::unhex(&facts.sha256).ok_or_else(|| Fault::broken("a hash cannot be read"))?;
    let done = desk
        .store
        .once(act, content, move |tx| {
            if let Some(first) = rows::file_with(tx.conn, &sha256)? {
                return Ok(told(tx.conn, first)?);
            }
            deposits::keep(tx, file, organisation, organisation)?;
            take_in(tx, &Taken { file, sha256: &sha256, kind: news.kind, by: person }, &news)
        })
        .await;
    reached("import.answered");
    done
}

/// What is known of a file that this organisation brought; `NOT_FOUND` for any other: naming a file gives no right to it.
fn brought(conn: &mut AnyConn, file: FileId, organisation: StructureId) -> Reply<FileFacts> {
    if deposits::owner(conn, file)? != Some(organisation) {
        return Err(Refusal::NotFound.into());
    }
    files::facts(conn, file)
}

/// Opening and reading are long: off the threads that answer.
async fn read(desk: &Desk, facts: &FileFacts) -> Reply<Result<News, Unreadable>> {
    let (cabinet, file) = (desk.keys.cabinet.clone(), facts.id);
    let reading = tokio::task::spawn_blocking(move || -> Result<Result<News, Unreadable>, Fault> {
        Ok(read_bank::read(&cabinet.open(file)?))
    });
    Ok(reading.await.map_err(|error| Fault::because("a file died while it was read", error))??)
}

fn take_in(tx: &mut Tx<'_>, taken: &Taken<'_>, news: &News) -> Reply<Imported> {
    // Under the head: what another file tells at the same time is read before or after, never beside.
    head::announce(tx, &[])?;
    told_by_no_other(tx.conn, news)?;
    let mut books = books(tx.conn, news)?;
    for (place, statement) in (1_i64..).zip(&news.statements) {
        let found = books.find(news.kind, &statement.entries);
        rows::insert(tx, taken, place, statement, &found)?;
    }
    reached("import.listed");
    let changed: Vec<&Known> = books.payments.iter().filter(|payment| payment.was != payment.stage).collect();
    if rows::end_payments(tx, &changed)? != changed.len() {
        return Err(Fault::crossed("a payment changed meanwhile").into());
    }
    reached("import.ended");
    let shares = shares_of(tx.conn, &changed)?;
    shares::insert_carries(tx, &due_again(&changed, &shares))?;
    end_runs(tx, taken.by, &changed, news)?;
    reopen(tx, &changed)?;
    reached("import.carried");
    let imported = told(tx.conn, taken.file)?;
    let event = Event::new("bank.imported", &imported)?;
    let entries = moves(&changed, &shares);
    if entries.is_empty() {
        head::announce(tx, &[event])?;
    } else {
        ledger::post(tx, &entries, &[event])?;
    }
    reached("import.posted");
    Ok(imported)
}

/// Refused when a number is told by another file, or twice by this one.
fn told_by_no_other(conn: &mut AnyConn, news: &News) -> Reply<()> {
    let mut numbers: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    let mut seen = BTreeSet::new();
    for one in &news.statements {
        if !seen.insert((&one.iban, &one.number)) {
            return Err(Refusal::StatementKnown { number: one.number.clone() }.into());
        }
        numbers.entry(&one.iban).or_default().push(&one.number);
    }
    for (iban, numbers) in numbers {
        if let Some(number) = rows::known_number(conn, news.kind, iban, &numbers)? {
            return Err(Refusal::StatementKnown { number }.into());
        }
    }
    Ok(())
}

/// What the entries may be about, read once for all of them.
fn books(conn: &mut AnyConn, news: &News) -> Result<Books, Fault> {
    let entries = || news.statements.iter().flat_map(|one: &Statement| &one.entries);
    let references = entries().filter(|one| !one.end_to_end.is_empty()).map(|one| one.end_to_end.clone()).collect();
    let runs =
        entries().filter(|one| one.end_to_end.is_empty()).filter_map(|one| rows::run_named(&one.message)).collect();
    let labels: BTreeSet<String> = entries().filter(|one| one.amount > Cents::ZERO).flat_map(labels_in).collect();
    let days = || entries().filter_map(|one| one.booked).map(|day| day.number());
    let span = (days().min().unwrap_or(0), days().max().unwrap_or(0));
    Ok(Books::new(
        rows::payments(conn, &references, &runs)?,
        rows::orders(conn, &labels)?,
        rows::told(conn, news.kind, span)?,
    ))
}

type Shares = BTreeMap<(SettlementId, StructureId), Vec<Share>>;

fn shares_of(conn: &mut AnyConn, changed: &[&Known]) -> Result<Shares, Fault> {
    let runs: BTreeSet<SettlementId> = changed.iter().map(|payment| payment.settlement).collect();
    let mut shares = Shares::new();
    for (run, share) in shares::of_runs(conn, &Vec::from_iter(runs))? {
        if share.paid > Cents::ZERO {
            shares.entry((run, share.structure)).or_default().push(share);
        }
    }
    Ok(shares)
}

/// What was paid to each venue by payments that did not arrive: due again, venue by venue.
fn due_again(changed: &[&Known], shares: &Shares) -> Vec<NewCarry> {
    let bounced = changed.iter().filter(|payment| bounced(payment));
    bounced.flat_map(|payment| of(payment, shares).map(|share| carry(payment, share))).collect()
}

const fn bounced(payment: &Known) -> bool {
    matches!(payment.stage, PaymentStage::Rejected | PaymentStage::Returned)
}

fn of<'s>(payment: &Known, shares: &'s Shares) -> impl Iterator<Item = &'s Share> + use<'s> {
    shares.get(&(payment.settlement, payment.structure)).into_iter().flatten()
}

fn carry(payment: &Known, share: &Share) -> NewCarry {
    let carry = Carry {
        settlement: payment.settlement,
        venue: share.venue,
        structure: share.structure,
        cheques: share.cheques + share.carried_cheques,
        amount: share.paid,
        attempt: payment.attempt,
    };
    NewCarry { carry, why: payment.stage.name() }
}

/// How the money moved: a payment leaves, one that is rejected is due again, one that came back was paid before.
fn moves(changed: &[&Known], shares: &Shares) -> Vec<Entry> {
    let mut entries = Vec::with_capacity(changed.len());
    for payment in changed {
        let run = payment.settlement;
        let left = payment.was == PaymentStage::Open && payment.stage != PaymentStage::Rejected;
        entries.extend(left.then(|| Entry::payment(run, payment.amount)));
        let back: fn(SettlementId, VenueId, Cents) -> Entry =
            if payment.stage == PaymentStage::Rejected { Entry::rejection } else { Entry::returned };
        if bounced(payment) {
            entries.extend(of(payment, shares).map(|share| back(run, share.venue, share.paid)));
        }
    }
    entries
}

/// A run has ended once no payment of it is open any more.
fn end_runs(tx: &mut Tx<'_>, by: PersonId, changed: &[&Known], news: &News) -> Result<(), Fault> {
    let runs: BTreeSet<SettlementId> = changed.iter().map(|payment| payment.settlement).collect();
    let reference = news.statements.last().map(|one| one.number.as_str()).unwrap_or_default();
    rows::end_runs(tx, &Vec::from_iter(runs), by, reference)?;
    Ok(())
}

/// Accounts that did not take a payment are paid on no more until somebody has looked at them.
fn reopen(tx: &mut Tx<'_>, changed: &[&Known]) -> Result<(), Fault> {
    let blamed = |payment: &&&Known| match payment.stage {
        PaymentStage::Returned => true,
        PaymentStage::Rejected => blames_the_account(payment.reason.as_deref()),
        PaymentStage::Open | PaymentStage::Paid => false,
    };
    let accounts: Vec<_> = changed.iter().filter(blamed).map(|one| (one.structure, one.account)).collect();
    if !accounts.is_empty() {
        registry::accounts::reopen(tx, &accounts)?;
    }
    Ok(())
}

/// What a file was found to hold, from its rows: the same whenever it is asked, but for funds confirmed since.
pub(crate) fn told(conn: &mut AnyConn, file: FileId) -> Result<Imported, Fault> {
    let statements = bank_lists::of_file(conn, file)?;
    let ended = bank_lists::totals(conn, file)?;
    let of = |ending: &str| ended.get(ending).copied().unwrap_or_default();
    let totals = Totals {
        entries: ended.values().sum(),
        paid: of("paid"),
        rejected: of("rejected"),
        returned: of("returned"),
        accepted: of("accepted"),
        known: of("known"),
        proposed: of("proposed"),
        funds: of("funds"),
        unmatched: of("unmatched"),
    };
    let kind =
        statements.first().map(|one| one.kind.clone()).ok_or_else(|| Fault::broken("a file of the bank is gone"))?;
    Ok(Imported { file, kind, numbers: statements.into_iter().map(|one| one.number).collect(), totals })
}
