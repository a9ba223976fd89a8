//! The trial balance: what went through each account, and what it holds, at the end of any day.

use kernel::{
    access::{Action, Actor},
    cents::Cents,
    clock::Day,
    ids::Id,
};
use store::{Fault, Reply, conn::AnyConn};

use super::{
    parties::{Parties, Party},
    plan,
};
use crate::{account::Owner, desk::Desk, rows};

/// The trial balance at the end of a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Balance {
    /// The day.
    pub day: Day,
    /// The last line of the ledger that is counted.
    pub ledger_no: i64,
    /// Account by account, in order of number, then of party.
    pub accounts: Vec<Account>,
}

/// An account in the balance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// Its account of the chart.
    pub chart: &'static plan::Entry,
    /// Whose it is: what an account's statement is asked with.
    pub owner: Id<Owner>,
    /// The same, for an accountant.
    pub party: Party,
    /// All debits.
    pub debit: Cents,
    /// All credits.
    pub credit: Cents,
}

impl Account {
    /// Debit less credit: above zero where the account is owed or holds money.
    pub fn balance(&self) -> Result<Cents, Fault> {
        self.debit.minus(self.credit).map_err(overflow)
    }
}

impl Balance {
    /// The sums of both columns: equal, or the books are wrong.
    pub fn totals(&self) -> Result<(Cents, Cents), Fault> {
        let debit = Cents::total(self.accounts.iter().map(|account| account.debit)).map_err(overflow)?;
        let credit = Cents::total(self.accounts.iter().map(|account| account.credit)).map_err(overflow)?;
        Ok((debit, credit))
    }
}

/// The balance at the end of a day, today unless told, if the caller may see it.
pub async fn trial_balance(desk: &Desk, actor: &Actor, day: Option<Day>) -> Reply<Option<Balance>> {
    if actor.may_anywhere(Action::TrialBalance).is_err() {
        return Ok(None);
    }
    let today = desk.store.now().day();
    let day = day.unwrap_or(today).min(today);
    desk.store.read_still("trialBalance", move |conn| Ok(Some(at_end_of(conn, day)?))).await
}

fn at_end_of(conn: &mut AnyConn, day: Day) -> Result<Balance, Fault> {
    let ledger_no = rows::accounting::last_before(conn, day.plus_days(1).at(0, 0))?;
    let mut parties = Parties::default();
    let mut accounts = Vec::new();
    for moved in rows::accounting::moved(conn, ledger_no)? {
        let chart = plan::of(&moved.kind).ok_or_else(|| Fault::broken("the ledger has an account of no kind"))?;
        let (debit, credit) = (Cents::new(moved.debit), Cents::new(moved.credit));
        let (owner, party) = (moved.owner(), parties.of(conn, &moved.kind, moved.owner())?);
        accounts.push(Account { chart, owner, party, debit, credit });
    }
    accounts.sort_by(|one, other| (one.chart.number, &one.party).cmp(&(other.chart.number, &other.party)));
    Ok(Balance { day, ledger_no, accounts })
}

fn overflow(error: kernel::cents::Overflow) -> Fault {
    Fault::because("the sums of a balance do not fit", error)
}
