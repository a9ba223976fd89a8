//! The queue: what waits for booklets or for a ceiling goes on, order by order, oldest first, as soon as it can.

use kernel::ids::{OrderId, RequestId};
use store::{Fault, Tx, head};

use super::{
    request::{Request, Stage, WaitsFor, due_by},
    room::Room,
    rule::Rule,
};
use crate::{
    order::Order,
    rows::{self, request_counts, requests},
};

/// Requests that are read at once.
const PAGE: i64 = 200;

/// Promises booklets to those in the queue, of an order or of all; answers to how many.
///
/// Each order has its own turn, and only those are read whom it can serve: a long queue keeps nobody else waiting.
pub(crate) fn advance(tx: &mut Tx<'_>, order: Option<OrderId>) -> Result<usize, Fault> {
    // Under the head, nobody else promises the same booklet meanwhile.
    head::announce(tx, &[])?;
    let today = tx.now().day();
    let ids = match order {
        Some(order) => vec![order],
        None => requests::queued_orders(tx.conn, today, MOST_ORDERS)?,
    };
    let rules = request_counts::rules(tx.conn, &ids)?;
    let mut promised = 0;
    for order in rows::orders::of_ids(tx.conn, &ids)? {
        if order.closed_at.is_none() && today <= order.terms.distribution_ends {
            promised += serve(tx, &order, rules.get(&order.id).copied().unwrap_or_default())?;
        }
    }
    Ok(promised)
}

/// The same for an order whose rule says yes by itself now: who waited for the funder waits for booklets or a ceiling like others.
pub(super) fn let_through(tx: &mut Tx<'_>, order: &Order, rule: Rule) -> Result<(), Fault> {
    let until = due_by(Stage::Waiting, Some(WaitsFor::Stock), tx.now().day());
    requests::let_through(tx, order.id, until)?;
    go_on_under(tx, order, rule)
}

/// The same under the new rule of an order; those who are left are told what they wait for now.
pub(super) fn go_on_under(tx: &mut Tx<'_>, order: &Order, rule: Rule) -> Result<(), Fault> {
    advance(tx, Some(order.id))?;
    let full = Room::read(tx.conn, order, rule)?.full();
    requests::wait_for_stock(tx, order.id)?;
    requests::wait_for_ceiling(tx, order.id, full.as_deref())
}

/// Orders that are under way are some tens; more than these are not looked at.
const MOST_ORDERS: i64 = 500;

/// Promises what an order has left, page by page, until nobody is left whom it can serve.
fn serve(tx: &mut Tx<'_>, order: &Order, rule: Rule) -> Result<usize, Fault> {
    let mut room = Room::read(tx.conn, order, rule)?;
    let (mut promised, mut after) = (0, None);
    while let Some(left) = room.left() {
        // Who waits for booklets or a ceiling was let through by the funder already, if it had to be.
        let page = requests::queue(tx.conn, order.id, &left, after, PAGE)?;
        let Some(last) = page.last() else { break };
        after = Some((last.asked_at, last.id));
        let served = chosen(&mut room, &page);
        promised += accept(tx, &served)?;
    }
    Ok(promised)
}

/// Those of a page for whom there is a booklet: what one does not get, the next of that place does not get either.
fn chosen(room: &mut Room, page: &[Request]) -> Vec<RequestId> {
    let served = page.iter().filter(|one| room.take(one.structure, &one.home_commune).is_none());
    served.map(|one| one.id).collect()
}

fn accept(tx: &mut Tx<'_>, served: &[RequestId]) -> Result<usize, Fault> {
    let until = due_by(Stage::Accepted, None, tx.now().day());
    match requests::accept(tx, served, until)? == served.len() {
        true => Ok(served.len()),
        false => Err(Fault::crossed("a request changed meanwhile")),
    }
}
