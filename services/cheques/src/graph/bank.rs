//! What the treasurer asks of the bank's files: bringing one, reading what it says, confirming funds that came.

use async_graphql::{ComplexObject, Context, ID, Object, Result, SimpleObject, connection::Connection};
use kernel::{
    clock::At,
    ids::{BankStatementId, FileId},
    words,
};
use registry::graph::{
    answer::{Refusal, answer, caller, id, present},
    page,
};

use super::payload::ConfirmFundsPayload;
use crate::{
    desk::Desk,
    payments::{
        bank_report::{self, BouncedSeen, EntrySeen, StatementSeen},
        confirm_incoming::{ConfirmIncoming, confirm_incoming_funds},
        import_bank::{self, Imported},
    },
};

/// The part of the root of queries that reads what the bank said.
#[derive(Default)]
pub(super) struct BankQuery;

#[Object]
impl BankQuery {
    /// What the bank's files told, newest first; `first` at most 100.
    async fn bank_files(
        &self,
        ctx: &Context<'_>,
        after: Option<String>,
        first: Option<i32>,
    ) -> Result<Connection<String, BankStatement>> {
        let most = page::size(first)?;
        let before = after.as_deref().map(page::place).transpose()?;
        let found = bank_report::bank_files(ctx.data::<Desk>()?, &caller(ctx), page::wide(most), before).await;
        let found = present(found)?.unwrap_or_default();
        Ok(page::listed(found.into_iter().map(|one| (cursor(&one), one.into())), most, before.is_some()))
    }

    /// A file of the bank that was imported, by the identifier of its first deposit.
    async fn bank_file(&self, ctx: &Context<'_>, id: ID) -> Result<Option<BankFile>> {
        let Ok(id) = id.parse::<FileId>() else { return Ok(None) };
        let seen = bank_report::bank_file(ctx.data::<Desk>()?, &caller(ctx), id, 0, START, false).await;
        Ok(present(seen)?.flatten().map(BankFile::from))
    }

    /// Payments that the bank rejected or that came back, newest first; `first` at most 100.
    async fn returned_payments(
        &self,
        ctx: &Context<'_>,
        after: Option<String>,
        first: Option<i32>,
    ) -> Result<Connection<i64, ReturnedPayment>> {
        let most = page::size(first)?;
        let before = after.as_deref().map(|at| at.parse::<i64>().map_err(|_| page::unreadable())).transpose()?;
        let (desk, before) = (ctx.data::<Desk>()?, before.map(At));
        let found = bank_report::returned_payments(desk, &caller(ctx), page::wide(most), before).await;
        let found = present(found)?.unwrap_or_default();
        let at = |one: &BouncedSeen| one.at.map_or(0, |at| at.0);
        Ok(page::listed(found.into_iter().map(|one| (at(&one), one.into())), most, before.is_some()))
    }
}

const START: (i64, i64) = (0, 0);

fn cursor(seen: &StatementSeen) -> String {
    format!("{}.{}", seen.imported_at.0, seen.id)
}

/// The part of the root of mutations that takes the bank's files in.
#[derive(Default)]
pub(super) struct BankMutation;

#[Object]
impl BankMutation {
    /// Takes in a file of the bank that was brought by `POST /files`: camt.053, camt.054 or pain.002. The same file again
    /// answers what the first time answered.
    async fn import_bank_file(&self, ctx: &Context<'_>, key: ID, file_id: ID) -> Result<ImportBankFilePayload> {
        answer(match id(&file_id) {
            Ok(file) => import_bank::import_bank_file(ctx.data::<Desk>()?, &caller(ctx), &key, file).await,
            Err(trouble) => Err(trouble),
        })
    }

    /// Records that an entry of the bank is the funds of the order that it was proposed for.
    async fn confirm_incoming_funds(
        &self,
        ctx: &Context<'_>,
        key: ID,
        statement_id: ID,
        no: i64,
        reference: String,
    ) -> Result<ConfirmFundsPayload> {
        let asked = id(&statement_id).map(|statement: BankStatementId| ConfirmIncoming { statement, no, reference });
        answer(match asked {
            Ok(asked) => confirm_incoming_funds(ctx.data::<Desk>()?, &caller(ctx), &key, asked).await,
            Err(trouble) => Err(trouble),
        })
    }
}

/// A statement, a notification or an answer of the bank.
#[derive(SimpleObject)]
pub(super) struct BankStatement {
    id: ID,
    /// statement (camt.053), notification (camt.054) or answer (pain.002).
    kind: String,
    /// The bank's own number.
    number: String,
    /// Its first day.
    from_day: String,
    /// Its last day.
    until_day: String,
    /// The balance before its entries, in cents; null where none is told.
    opening_cents: Option<i64>,
    /// The balance after them.
    closing_cents: Option<i64>,
    /// The file that brought it: `bankFile` tells its entries.
    file_id: ID,
    /// When it was taken in.
    imported_at: String,
}
impl From<StatementSeen> for BankStatement {
    fn from(seen: StatementSeen) -> Self {
        Self {
            id: seen.id.to_string().into(),
            kind: seen.kind,
            number: seen.number,
            from_day: seen.from.to_string(),
            until_day: seen.until.to_string(),
            opening_cents: seen.opening.map(kernel::cents::Cents::get),
            closing_cents: seen.closing.map(kernel::cents::Cents::get),
            file_id: seen.file.to_string().into(),
            imported_at: seen.imported_at.iso_seconds(),
        }
    }
}

/// How many entries of a file ended how.
#[derive(SimpleObject)]
pub(super) struct BankTotals {
    /// All of them.
    entries: i64,
    /// Payments paid.
    paid: i64,
    /// Payments rejected: due again.
    rejected: i64,
    /// Payments that came back: due again.
    returned: i64,
    /// Payments that the bank has received.
    accepted: i64,
    /// Told before by another file.
    known: i64,
    /// Funds that seem to be those of an order.
    proposed: i64,
    /// Funds confirmed.
    funds: i64,
    /// Nothing known: somebody has to look.
    unmatched: i64,
}
impl From<import_bank::Totals> for BankTotals {
    fn from(totals: import_bank::Totals) -> Self {
        let import_bank::Totals { entries, paid, rejected, returned, accepted, known, proposed, funds, unmatched } =
            totals;
        Self { entries, paid, rejected, returned, accepted, known, proposed, funds, unmatched }
    }
}

/// A file of the bank, taken in.
#[derive(SimpleObject)]
pub(super) struct ImportedBankFile {
    /// The file under which its entries are listed.
    file_id: ID,
    /// statement, notification or answer.
    kind: String,
    /// The bank's own numbers of what it holds.
    numbers: Vec<String>,
    totals: BankTotals,
}
impl From<Imported> for ImportedBankFile {
    fn from(imported: Imported) -> Self {
        Self {
            file_id: imported.file.to_string().into(),
            kind: imported.kind,
            numbers: imported.numbers,
            totals: imported.totals.into(),
        }
    }
}

/// Answer of `importBankFile`.
#[derive(SimpleObject)]
pub(super) struct ImportBankFilePayload {
    /// What was done.
    file: Option<ImportedBankFile>,
    /// Why it was not.
    refusal: Option<Refusal>,
}
impl From<(Option<ImportedBankFile>, Option<Refusal>)> for ImportBankFilePayload {
    fn from((file, refusal): (Option<ImportedBankFile>, Option<Refusal>)) -> Self {
        Self { file, refusal }
    }
}

/// A file of the bank, with what its entries were found to be.
#[derive(SimpleObject)]
#[graphql(complex)]
pub(super) struct BankFile {
    #[graphql(skip)]
    file: FileId,
    id: ID,
    /// statement, notification or answer.
    kind: String,
    totals: BankTotals,
    /// What it holds, in its order.
    statements: Vec<BankStatement>,
}
impl From<bank_report::FileSeen> for BankFile {
    fn from(seen: bank_report::FileSeen) -> Self {
        Self {
            file: seen.imported.file,
            id: seen.imported.file.to_string().into(),
            kind: seen.imported.kind,
            totals: seen.imported.totals.into(),
            statements: seen.statements.into_iter().map(BankStatement::from).collect(),
        }
    }
}

#[ComplexObject]
impl BankFile {
    /// Its entries, in its order; with `waiting`, only those that somebody has to look at. `first` at most 100.
    async fn entries(
        &self,
        ctx: &Context<'_>,
        waiting: Option<bool>,
        after: Option<String>,
        first: Option<i32>,
    ) -> Result<Connection<String, BankEntry>> {
        let most = page::size(first)?;
        let place = after.as_deref().map(place_of).transpose()?;
        let (desk, start) = (ctx.data::<Desk>()?, place.unwrap_or(START));
        let waiting = waiting.unwrap_or_default();
        let seen = bank_report::bank_file(desk, &caller(ctx), self.file, page::wide(most), start, waiting).await;
        let found = present(seen)?.flatten().map(|seen| seen.entries).unwrap_or_default();
        let at = |one: &EntrySeen| format!("{}.{}", one.place, one.no);
        Ok(page::listed(found.into_iter().map(|one| (at(&one), one.into())), most, place.is_some()))
    }
}

fn place_of(cursor: &str) -> Result<(i64, i64)> {
    let parts = cursor.split_once('.');
    parts.and_then(|(place, no)| Some((place.parse().ok()?, no.parse().ok()?))).ok_or_else(page::unreadable)
}

/// One entry, or one payment of an entry that gathers several.
#[derive(SimpleObject)]
pub(super) struct BankEntry {
    statement_id: ID,
    /// Its place in the statement, from 1.
    no: i64,
    /// The bank's own reference; may be empty.
    reference: String,
    /// Above zero: money that came. An answer moves none.
    amount_cents: i64,
    /// The day on which it was booked, or answered.
    booked_on: String,
    /// The reference that followed the money; may be empty.
    end_to_end_id: String,
    /// What was written with it.
    remittance: String,
    /// Who paid, or was paid, as the bank says.
    party: String,
    /// paid, rejected, returned, accepted, known, proposed, funds or unmatched.
    ending: String,
    /// Why a payment was rejected or came back: the code of ISO 20022.
    reason_code: Option<String>,
    /// The same, in French.
    reason: Option<String>,
    /// What an entry is that leads to nothing known, in French.
    why: Option<String>,
    /// What to do about it, in French.
    next_step: Option<String>,
    /// The run that it is about.
    settlement_id: Option<ID>,
    /// The name of who was to be paid.
    structure_name: Option<String>,
    /// The order whose funds it is, or seems to be.
    order_id: Option<ID>,
    /// What is printed on that order's booklets.
    order_label: Option<String>,
}
impl From<EntrySeen> for BankEntry {
    fn from(seen: EntrySeen) -> Self {
        Self {
            statement_id: seen.statement.to_string().into(),
            no: seen.no,
            reference: seen.reference,
            amount_cents: seen.amount.get(),
            booked_on: seen.booked.to_string(),
            end_to_end_id: seen.end_to_end,
            remittance: seen.remittance,
            party: seen.party,
            ending: seen.ending,
            reason: seen.reason.as_deref().map(words::bank_reason),
            reason_code: seen.reason,
            why: seen.why.as_deref().map(words::bank_why),
            next_step: seen.why.as_deref().map(words::bank_next_step),
            settlement_id: seen.settlement.map(|id| id.to_string().into()),
            structure_name: seen.structure.map(|(_, name)| name),
            order_id: seen.order.as_ref().map(|(id, _)| id.to_string().into()),
            order_label: seen.order.map(|(_, label)| label),
        }
    }
}

/// A payment that the bank rejected or that came back.
#[derive(SimpleObject)]
pub(super) struct ReturnedPayment {
    settlement_id: ID,
    settlement_no: i64,
    /// To whom it went.
    structure_id: ID,
    /// The name of who was to be paid.
    structure_name: String,
    /// The holder of the account.
    holder: String,
    /// Its IBAN, masked.
    iban: String,
    amount_cents: i64,
    /// The reference that followed the money.
    reference: String,
    /// rejected or returned.
    stage: String,
    /// When the bank's file said so.
    at: Option<String>,
    /// The code of ISO 20022.
    reason_code: Option<String>,
    /// Why, in French.
    reason: Option<String>,
    /// How often this money was sent.
    attempt: i64,
}
impl From<BouncedSeen> for ReturnedPayment {
    fn from(seen: BouncedSeen) -> Self {
        let (structure, structure_name) = seen.structure;
        Self {
            settlement_id: seen.settlement.to_string().into(),
            settlement_no: seen.no,
            structure_id: structure.to_string().into(),
            structure_name,
            holder: seen.holder,
            iban: seen.iban,
            amount_cents: seen.amount.get(),
            reference: seen.reference,
            stage: seen.stage,
            at: seen.at.map(At::iso_seconds),
            reason: seen.reason.as_deref().map(words::bank_reason),
            reason_code: seen.reason,
            attempt: seen.attempt,
        }
    }
}
