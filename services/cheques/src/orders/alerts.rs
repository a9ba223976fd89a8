//! The alerts of the end: which are due and were never told, and whom they concern. What tells them is elsewhere.

use std::collections::BTreeSet;

use kernel::{
    clock::{At, Day},
    ids::{OrderId, StructureId},
};
use store::{Fault, Tx, conn::AnyConn};

use super::{
    calendar::{self, Alert},
    count::count,
    tally::Tally,
};
use crate::{order::Order, rows};

/// An alert that is to be told now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due {
    /// The order, with its funder and its dates.
    pub order: Order,
    /// What is to be told.
    pub alert: Alert,
    /// The day of the alert.
    pub day: Day,
    /// The four counters.
    pub tally: Tally,
    /// Prescribers who have or had booklets to hand over: they are told to stop.
    pub distributors: BTreeSet<StructureId>,
    /// Structures whose venues honoured cheques of this order.
    pub venues: BTreeSet<StructureId>,
}

/// Orders whose end is looked at; those of some years.
const MOST_ORDERS: i64 = 10_000;

/// The alerts whose day has come and that were not told; of an order at most one, the last.
pub fn due(conn: &mut AnyConn, now: At) -> Result<Vec<Due>, Fault> {
    let orders = rows::orders::page(conn, None, None, MOST_ORDERS)?;
    let today = now.day();
    let near: Vec<(Order, Alert)> = orders
        .into_iter()
        .filter(|order| order.issued_at.is_some() && order.covered_carnets > 0)
        .filter_map(|order| calendar::due(&order.terms, today).map(|alert| (order, alert)))
        .collect();
    let ids: Vec<OrderId> = near.iter().map(|(order, _)| order.id).collect();
    let told = rows::life::told(conn, &ids)?;
    let untold = near.into_iter().filter(|(order, alert)| !told.contains_key(&(order.id, alert.name().to_owned())));
    untold.map(|(order, alert)| gathered(conn, order, alert)).collect()
}

fn gathered(conn: &mut AnyConn, order: Order, alert: Alert) -> Result<Due, Fault> {
    let mut distributors = rows::life::distributors(conn, order.id)?;
    distributors.extend(rows::stock::holders(conn, order.id)?);
    let venues = rows::redemptions::structures_of(conn, order.id)?;
    Ok(Due {
        day: alert.day(&order.terms),
        tally: count(conn, &order)?,
        distributors: distributors.into_iter().collect(),
        venues: venues.into_iter().collect(),
        order,
        alert,
    })
}

/// Remembers that an alert was told in so many letters, in the transaction that writes them: it is told once.
///
/// Answers whether it is the first time; when not, no letter is to be written.
pub fn record(tx: &mut Tx<'_>, due: &Due, letters: usize) -> Result<bool, Fault> {
    let told = rows::life::told(tx.conn, &[due.order.id])?;
    if told.contains_key(&(due.order.id, due.alert.name().to_owned())) {
        return Ok(false);
    }
    rows::life::tell(tx, due.order.id, due.alert.name(), i64::try_from(letters).unwrap_or(i64::MAX))?;
    Ok(true)
}
