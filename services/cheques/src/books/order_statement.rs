//! The statement of an order: what became of a funder's money, month by month. No cheque, no venue and nobody is in it.

use std::collections::BTreeMap;

use kernel::{
    access::{Action, Actor},
    cents::Cents,
    clock::Day,
    ids::OrderId,
    root::PrintedRoot,
};
use store::{Fault, Reply, conn::AnyConn};

use super::daily_root;
use crate::{account::Account, desk::Desk, rows};

/// The statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrderStatement {
    /// The order.
    pub order: OrderId,
    /// Its label.
    pub label: String,
    /// Month by month, in order.
    pub months: Vec<Month>,
    /// What is held for it now.
    pub held: Cents,
    /// The last signed root of the ledger.
    pub root: Option<PrintedRoot>,
}

/// A month of an order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Month {
    /// Its first day.
    pub first: Day,
    /// Funds received.
    pub funded: Cents,
    /// Cheques used, undone ones taken off.
    pub used: Cents,
    /// Given back to the funder.
    pub given_back: Cents,
    /// What is held at its end.
    pub held: Cents,
}

/// The statement of an order, if the caller may see it.
pub async fn order_statement(desk: &Desk, actor: &Actor, order: OrderId) -> Reply<Option<OrderStatement>> {
    let (actor, today) = (actor.clone(), desk.store.now().day());
    desk.store
        .read_still("orderStatement", move |conn| {
            let found = rows::orders::find(conn, order)?;
            let Some(found) = found.filter(|order| actor.may(Action::OrderStatement, order.funder).is_ok()) else {
                return Ok(None);
            };
            let months = months(conn, order)?;
            let held = months.last().map_or(Cents::ZERO, |month| month.held);
            let root = daily_root::up_to(conn, today)?;
            Ok(Some(OrderStatement { order, label: found.label, months, held, root }))
        })
        .await
}

fn months(conn: &mut AnyConn, order: OrderId) -> Result<Vec<Month>, Fault> {
    let account = Account::Held(order);
    let mut months: BTreeMap<Day, [i64; 3]> = BTreeMap::new();
    for day in rows::proofs::days_of(conn, account.kind(), account.owner())? {
        let at = Day::from_number(day.number);
        let first = at.plus_days(1 - i64::from(at.day_of_month()));
        let [funded, used, back] = months.entry(first).or_default();
        match day.reason.as_str() {
            "funding" => *funded += day.cents,
            "expiry" => *back -= day.cents,
            _ => *used -= day.cents,
        }
    }
    let mut held = Cents::ZERO;
    months
        .into_iter()
        .map(|(first, sums)| {
            let [funded, used, given_back] = sums.map(Cents::new);
            held = held.plus(funded).and_then(|sum| sum.minus(used)).and_then(|sum| sum.minus(given_back))?;
            Ok(Month { first, funded, used, given_back, held })
        })
        .collect::<Result<_, kernel::cents::Overflow>>()
        .map_err(|error| Fault::because("the sums of an order do not fit", error))
}
