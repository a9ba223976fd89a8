//! The statement of an account: what it held when a span of days began, line after line, and what it held at its end.

use kernel::{
    access::{Action, Actor},
    cents::Cents,
    clock::{At, Day},
    ids::Id,
};
use store::{Fault, Reply, conn::AnyConn};

use super::{
    parties::{Parties, Party},
    pieces::{self, Cheques, Piece},
    plan,
};
use crate::{account::Owner, desk::Desk, rows};

/// What is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The kind of account: see [`plan::CHART`].
    pub kind: String,
    /// Whose it is; zeros for an account that is one.
    pub owner: Id<Owner>,
    /// From the beginning of this day; none: from the first line.
    pub from: Option<Day>,
    /// To the end of this day; none: today.
    pub until: Option<Day>,
    /// Lines after this one.
    pub after: Option<i64>,
    /// At most so many.
    pub first: i64,
}

/// A page of a statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// Its account of the chart.
    pub chart: &'static plan::Entry,
    /// Whose it is.
    pub party: Party,
    /// Debit less credit when the span began.
    pub opening: Cents,
    /// The same at its end.
    pub closing: Cents,
    /// The lines of the page; one more than asked when others follow.
    pub lines: Vec<Line>,
}

/// A line of an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its number in the ledger.
    pub ledger_no: i64,
    /// When.
    pub at: At,
    /// What it rests on.
    pub piece: Piece,
    /// The account on the other side.
    pub other: &'static plan::Entry,
    /// Whose that is.
    pub other_party: Party,
    /// What it debits.
    pub debit: Cents,
    /// What it credits.
    pub credit: Cents,
    /// Debit less credit after it.
    pub balance: Cents,
}

/// A page of the statement of an account at any time, if the caller may see it; nothing for a kind that is not known.
pub async fn account_statement(desk: &Desk, actor: &Actor, asked: Asked) -> Reply<Option<Statement>> {
    if actor.may_anywhere(Action::AccountStatement).is_err() {
        return Ok(None);
    }
    let Some(chart) = plan::of(&asked.kind) else { return Ok(None) };
    let today = desk.store.now().day();
    desk.store.read_still("accountStatement", move |conn| Ok(Some(page(conn, chart, &asked, today)?))).await
}

fn page(conn: &mut AnyConn, chart: &'static plan::Entry, asked: &Asked, today: Day) -> Result<Statement, Fault> {
    let until = asked.until.unwrap_or(today).min(today);
    let last = rows::accounting::last_before(conn, until.plus_days(1).at(0, 0))?;
    let before = match asked.from {
        Some(day) => rows::accounting::last_before(conn, day.at(0, 0))?.min(last),
        None => 0,
    };
    let after = asked.after.unwrap_or(before).max(before);
    let opening = held(conn, asked, before)?;
    let closing = held(conn, asked, last)?;
    let mut balance = held(conn, asked, after)?;
    let mut parties = Parties::default();
    let numbers = rows::accounting::lines_of(conn, chart.kind, asked.owner, (after, last), asked.first + 1)?;
    let mut lines = Vec::with_capacity(numbers.len());
    for no in numbers {
        let line = line(conn, chart.kind, asked.owner, no, balance, &mut parties)?;
        balance = line.balance;
        lines.push(line);
    }
    let party = parties.of(conn, chart.kind, asked.owner)?;
    Ok(Statement { chart, party, opening, closing, lines })
}

fn held(conn: &mut AnyConn, asked: &Asked, until: i64) -> Result<Cents, Fault> {
    let (debit, credit) = rows::accounting::moved_of(conn, &asked.kind, asked.owner, until)?;
    Cents::new(debit).minus(Cents::new(credit)).map_err(overflow)
}

fn line(
    conn: &mut AnyConn,
    kind: &str,
    owner: Id<Owner>,
    no: i64,
    before: Cents,
    parties: &mut Parties,
) -> Result<Line, Fault> {
    let found = rows::ledger::after(conn, no - 1, 1)?;
    let cheques = Cheques::behind(conn, &found)?;
    let line = found.first().ok_or_else(|| Fault::broken("a line of the ledger is not there any more"))?;
    let piece = pieces::of(conn, line, &cheques)?;
    let debits = line.debit_kind == kind && line.debit_owner == owner;
    let (other, other_owner) =
        if debits { (&line.credit_kind, line.credit_owner) } else { (&line.debit_kind, line.debit_owner) };
    let other_party = parties.of(conn, other, other_owner)?;
    let other = plan::of(other).ok_or_else(|| Fault::broken("the ledger has an account of no kind"))?;
    let (debit, credit) = if debits { (line.amount, Cents::ZERO) } else { (Cents::ZERO, line.amount) };
    let balance = before.plus(debit).and_then(|sum| sum.minus(credit)).map_err(overflow)?;
    Ok(Line { ledger_no: no, at: line.at, piece, other, other_party, debit, credit, balance })
}

fn overflow(error: kernel::cents::Overflow) -> Fault {
    Fault::because("the sums of a statement do not fit", error)
}
