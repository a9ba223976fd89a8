//! What the accountant, those who pay and everybody read of the books.

use async_graphql::{Context, ID, InputObject, Object, Result, SimpleObject, connection::Connection};
use kernel::{
    access::Action,
    clock::Day,
    ids::Id,
    refusal::{Code, Refusal as Said},
};
use registry::graph::{
    answer::{self, Refusal, answer as payload, caller, present},
    page,
};
use store::Trouble;

use super::{
    payload::FileTicket,
    proof::{FundProof, place},
};
use crate::{
    books::{
        account_statement, balance, daily_root,
        export_fec::{self, Asked},
        fec::Exercise,
        fund_proof, order_statement, plan,
    },
    desk::Desk,
};

/// The part of the root of queries that reads the books.
#[derive(Default)]
pub(super) struct BooksQuery;

#[Object]
impl BooksQuery {
    /// What went through each account and what it holds, at the end of a day; today unless told.
    async fn trial_balance(&self, ctx: &Context<'_>, day: Option<String>) -> Result<Option<TrialBalance>> {
        let Ok(day) = optional(day) else { return Ok(None) };
        let seen = balance::trial_balance(ctx.data::<Desk>()?, &caller(ctx), day).await;
        Ok(present(seen)?.flatten().map(TrialBalance))
    }

    /// The statement of one account between two days, both included; left out: from the first line, to today.
    async fn account_statement(
        &self,
        ctx: &Context<'_>,
        account: LedgerAccountInput,
        from: Option<String>,
        until: Option<String>,
        after: Option<String>,
        first: Option<i32>,
    ) -> Result<Option<AccountStatement>> {
        let owner = account.owner_id.map_or(Ok(Id::from_bytes([0; 16])), |id| id.parse());
        let (Ok(owner), Ok(from), Ok(until)) = (owner, optional(from), optional(until)) else { return Ok(None) };
        let most = page::size(first)?;
        let after = after.map(|cursor| cursor.parse::<i64>().map_err(|_| page::unreadable())).transpose()?;
        let asked = account_statement::Asked { kind: account.kind, owner, from, until, after, first: page::wide(most) };
        let seen = account_statement::account_statement(ctx.data::<Desk>()?, &caller(ctx), asked).await;
        Ok(present(seen)?.flatten().map(|seen| AccountStatement::shown(seen, most, after.is_some())))
    }

    /// What became of the money of an order, month by month.
    async fn order_statement(&self, ctx: &Context<'_>, order_id: ID) -> Result<Option<OrderStatement>> {
        let Ok(order) = order_id.parse() else { return Ok(None) };
        let seen = order_statement::order_statement(ctx.data::<Desk>()?, &caller(ctx), order).await;
        Ok(present(seen)?.flatten().map(OrderStatement::from))
    }

    /// Whether the money of others is there, now: what is promised, what the bank said last, what stands between the two.
    async fn fund_proof(&self, ctx: &Context<'_>) -> Result<Option<FundProof>> {
        let seen = fund_proof::fund_proof(ctx.data::<Desk>()?, &caller(ctx)).await;
        // What the bank wrote names people: it is told to those who read the bank's files.
        let reads = caller(ctx).may_anywhere(Action::BankFiles).is_ok();
        let told = present(seen)?.flatten().map(FundProof::from);
        Ok(told.map(|proof| if reads { proof } else { proof.without_names() }))
    }

    /// The signed roots of the ledger, day by day, newest first; `first` at most 100.
    async fn daily_roots(
        &self,
        ctx: &Context<'_>,
        after: Option<String>,
        first: Option<i32>,
    ) -> Result<Connection<String, DailyRoot>> {
        let (most, before) = (page::size(first)?, place(after.as_deref())?);
        let found = daily_root::daily_roots(ctx.data::<Desk>()?, &caller(ctx), page::wide(most), before).await;
        let found = present(found)?.unwrap_or_default();
        let edge = |root: kernel::root::PrintedRoot| (root.root.day.to_string(), DailyRoot::from(root));
        Ok(page::listed(found.into_iter().map(edge), most, before.is_some()))
    }
}

/// The part of the root of mutations that makes files of the books.
#[derive(Default)]
pub(super) struct BooksMutation;

#[Object]
impl BooksMutation {
    /// Makes the file of accounting entries (FEC) of some days, both included; `from` left out: since the first entry.
    async fn export_fec(
        &self,
        ctx: &Context<'_>,
        key: ID,
        siren: String,
        from: Option<String>,
        until: String,
    ) -> Result<ExportFecPayload> {
        let days = (optional(from), until.parse::<Day>());
        let reply = match days {
            (Ok(from), Ok(until)) => {
                let asked = Asked { siren, exercise: Exercise { from, until } };
                export_fec::export_fec(ctx.data::<Desk>()?, &caller(ctx), &key, asked).await
            }
            _ => Err(Trouble::Refused(Said::of(Code::DatesInvalid))),
        };
        payload(reply)
    }
}

fn optional(day: Option<String>) -> std::result::Result<Option<Day>, kernel::clock::NotADay> {
    day.map(|day| day.parse()).transpose()
}

/// Which account of the ledger.
#[derive(InputObject)]
pub(super) struct LedgerAccountInput {
    /// The ledger's word: `bank`, `held`, `due`, `recoverable`, `in-transit`, `refundable` or `fees`.
    kind: String,
    /// Whose it is (an order, a venue, a run, a funder); left out for an account that is one.
    owner_id: Option<ID>,
}

/// An account of the chart. The numbers are a proposal: an accountant confirms them.
#[derive(SimpleObject)]
pub(super) struct ChartAccount {
    /// The ledger's word for it.
    kind: &'static str,
    number: &'static str,
    label: &'static str,
    /// What stands behind it, for people, in French.
    meaning: &'static str,
}
impl From<&plan::Entry> for ChartAccount {
    fn from(entry: &plan::Entry) -> Self {
        Self { kind: entry.kind, number: entry.number, label: entry.label, meaning: entry.meaning }
    }
}

/// A trial balance.
pub(super) struct TrialBalance(balance::Balance);

#[Object]
impl TrialBalance {
    /// At the end of which day.
    async fn day(&self) -> String {
        self.0.day.to_string()
    }

    /// The last line of the ledger that is counted.
    async fn ledger_no(&self) -> i64 {
        self.0.ledger_no
    }

    /// The sum of all debits, which is that of all credits.
    async fn total_cents(&self) -> Result<i64> {
        let totals = self.0.totals().map_err(|fault| answer::error(&fault))?;
        Ok(totals.0.get())
    }

    /// Account by account, in order of number; `first` at most 100.
    async fn accounts(&self, after: Option<String>, first: Option<i32>) -> Result<Connection<usize, BalanceAccount>> {
        page::of(after, first, |start, most| {
            let rest = self.0.accounts.iter().enumerate().skip(start);
            rest.take(most).map(|(place, one)| (place + 1, BalanceAccount::from(one))).collect()
        })
    }
}

/// An account in a balance.
#[derive(SimpleObject)]
pub(super) struct BalanceAccount {
    account: ChartAccount,
    /// What its statement is asked with.
    owner_id: ID,
    /// The auxiliary number (a SIRET, an order's label, a run's message); null for an account that is one.
    auxiliary: Option<String>,
    /// Whose it is.
    name: Option<String>,
    debit_cents: i64,
    credit_cents: i64,
    /// Debit less credit.
    balance_cents: i64,
}
impl From<&balance::Account> for BalanceAccount {
    fn from(one: &balance::Account) -> Self {
        Self {
            account: one.chart.into(),
            owner_id: one.owner.to_string().into(),
            auxiliary: some(&one.party.number),
            name: some(&one.party.name),
            debit_cents: one.debit.get(),
            credit_cents: one.credit.get(),
            balance_cents: one.debit.get() - one.credit.get(),
        }
    }
}

fn some(text: &str) -> Option<String> {
    Some(text.to_owned()).filter(|text| !text.is_empty())
}

/// The statement of an account.
#[derive(SimpleObject)]
pub(super) struct AccountStatement {
    account: ChartAccount,
    auxiliary: Option<String>,
    name: Option<String>,
    /// Debit less credit when the span began.
    opening_cents: i64,
    /// The same at its end.
    closing_cents: i64,
    lines: Connection<i64, AccountLine>,
}
impl AccountStatement {
    fn shown(seen: account_statement::Statement, most: usize, not_first: bool) -> Self {
        let following = seen.lines.iter().map(|line| (line.ledger_no, AccountLine::from(line)));
        let lines = page::listed(following, most, not_first);
        Self {
            account: seen.chart.into(),
            auxiliary: some(&seen.party.number),
            name: some(&seen.party.name),
            opening_cents: seen.opening.get(),
            closing_cents: seen.closing.get(),
            lines,
        }
    }
}

/// A line of an account.
#[derive(SimpleObject)]
pub(super) struct AccountLine {
    ledger_no: i64,
    at: String,
    /// What it rests on.
    piece: String,
    /// What happened, in French.
    label: String,
    /// The account on the other side.
    other: ChartAccount,
    other_name: Option<String>,
    debit_cents: i64,
    credit_cents: i64,
    /// Debit less credit after it.
    balance_cents: i64,
}
impl From<&account_statement::Line> for AccountLine {
    fn from(line: &account_statement::Line) -> Self {
        Self {
            ledger_no: line.ledger_no,
            at: line.at.iso_seconds(),
            piece: line.piece.reference.clone(),
            label: line.piece.label.clone(),
            other: line.other.into(),
            other_name: some(&line.other_party.name),
            debit_cents: line.debit.get(),
            credit_cents: line.credit.get(),
            balance_cents: line.balance.get(),
        }
    }
}

/// The statement of an order: no cheque, no venue and nobody is in it.
#[derive(SimpleObject)]
pub(super) struct OrderStatement {
    order_id: ID,
    label: String,
    /// What is held for it now.
    held_cents: i64,
    /// Months in which something moved, in order: as many as an order lasts.
    months: Vec<OrderMonth>,
    /// The last signed root of the ledger.
    root: Option<String>,
}
impl From<order_statement::OrderStatement> for OrderStatement {
    fn from(seen: order_statement::OrderStatement) -> Self {
        Self {
            order_id: seen.order.to_string().into(),
            label: seen.label,
            held_cents: seen.held.get(),
            months: seen.months.into_iter().map(OrderMonth::from).collect(),
            root: seen.root.map(|root| root.to_string()),
        }
    }
}

/// A month of an order.
#[derive(SimpleObject)]
pub(super) struct OrderMonth {
    /// Its first day.
    month: String,
    /// Funds received.
    funded_cents: i64,
    /// Cheques used, undone ones taken off.
    used_cents: i64,
    /// Given back to the funder.
    given_back_cents: i64,
    /// What is held at its end.
    held_cents: i64,
}
impl From<order_statement::Month> for OrderMonth {
    fn from(month: order_statement::Month) -> Self {
        Self {
            month: month.first.to_string(),
            funded_cents: month.funded.get(),
            used_cents: month.used.get(),
            given_back_cents: month.given_back.get(),
            held_cents: month.held.get(),
        }
    }
}

/// The signed root of a day.
#[derive(SimpleObject)]
pub(super) struct DailyRoot {
    day: String,
    /// The last line of the ledger that day.
    ledger_no: i64,
    /// Root and signature, as `passegue check --root` takes them.
    root: String,
}
impl From<kernel::root::PrintedRoot> for DailyRoot {
    fn from(printed: kernel::root::PrintedRoot) -> Self {
        let (day, ledger_no) = (printed.root.day.to_string(), printed.root.ledger_no);
        Self { day, ledger_no, root: printed.to_string() }
    }
}

/// The file of accounting entries, made.
#[derive(SimpleObject)]
pub(super) struct ExportedFec {
    entries: i64,
    lines: i64,
    /// The right to fetch the file once.
    file: FileTicket,
}
impl From<export_fec::Exported> for ExportedFec {
    fn from(exported: export_fec::Exported) -> Self {
        let (entries, lines) = (exported.written.entries, exported.written.lines);
        Self { entries, lines, file: exported.file.into() }
    }
}

/// Answer of `exportFec`.
#[derive(SimpleObject)]
pub(super) struct ExportFecPayload {
    /// What was done.
    export: Option<ExportedFec>,
    /// Why it was not.
    refusal: Option<Refusal>,
}
impl From<(Option<ExportedFec>, Option<Refusal>)> for ExportFecPayload {
    fn from((export, refusal): (Option<ExportedFec>, Option<Refusal>)) -> Self {
        Self { export, refusal }
    }
}
