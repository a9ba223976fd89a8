//! The queue: what waits for booklets or for a ceiling goes on, oldest first, as soon as it can.

use std::collections::{HashMap, HashSet};

use kernel::ids::OrderId;
use store::{Fault, Tx};

use super::{
    judge::stands,
    request::{Request, Stage, WaitsFor, due_by},
};
use crate::{
    order::Order,
    rows::{self, request_counts, requests},
};

/// More than these wait for the next round.
const MOST: i64 = 500;

/// Promises booklets to those in the queue, of an order or of all; answers to how many.
pub(crate) fn advance(tx: &mut Tx<'_>, order: Option<OrderId>) -> Result<usize, Fault> {
    let waiting = requests::queue(tx.conn, order, MOST)?;
    let mut ids: Vec<OrderId> = waiting.iter().map(|one| one.order).collect();
    ids.sort();
    ids.dedup();
    let orders: HashMap<OrderId, Order> =
        rows::orders::of_ids(tx.conn, &ids)?.into_iter().map(|order| (order.id, order)).collect();
    let rules = request_counts::rules(tx.conn, &ids)?;
    let (today, mut promised) = (tx.now().day(), 0);
    let is_open = |order: &&Order| order.closed_at.is_none() && today <= order.terms.distribution_ends;
    // Within a round booklets and ceilings only run out: what one waits for, the next of that place waits for too.
    let (mut without_stock, mut full) = (HashSet::new(), HashSet::new());
    for one in waiting {
        let Some(order) = orders.get(&one.order).filter(is_open) else { continue };
        let (stock, ceiling) = ((order.id, one.structure), (order.id, one.home_commune.clone()));
        if without_stock.contains(&stock) || full.contains(&ceiling) {
            continue;
        }
        let rule = rules.get(&order.id).copied().unwrap_or_default();
        // Who waits for booklets or a ceiling was let through by the funder already, if it had to be.
        let verdict = stands(tx.conn, order, &rule, (one.structure, &one.home_commune), true)?;
        match verdict {
            None => promised += usize::from(move_to(tx, &one, verdict)?),
            Some(WaitsFor::Stock) => _ = without_stock.insert(stock),
            Some(WaitsFor::Quota) => _ = full.insert(ceiling),
            Some(WaitsFor::Funder) => {}
        }
    }
    Ok(promised)
}

/// Writes what a request waits for now, or that a booklet is promised; answers whether it stood as it was read.
pub(super) fn move_to(tx: &mut Tx<'_>, one: &Request, waits_for: Option<WaitsFor>) -> Result<bool, Fault> {
    let stage = if waits_for.is_some() { Stage::Waiting } else { Stage::Accepted };
    let to = Request { stage, waits_for, due_by: due_by(stage, waits_for, tx.now().day()), told: 0, ..one.clone() };
    requests::change(tx, one, &to)
}
