//! Counting the booklets of an order: émis, remis, en réserve, entamés, and what became of its money.

use kernel::cents::Overflow;
use store::{Fault, conn::AnyConn};

use super::tally::Tally;
use crate::{order::Order, rows};

/// The counters of an order, at this instant.
pub(crate) fn count(conn: &mut AnyConn, order: &Order) -> Result<Tally, Fault> {
    let id = [order.id];
    let handed_over = rows::figures::handed_over(conn, &id)?.get(&order.id).copied().unwrap_or_default();
    let (used_cheques, used) = rows::figures::used(conn, &id)?.get(&order.id).copied().unwrap_or_default();
    Ok(Tally {
        issued: order.issued_carnets,
        handed_over,
        in_stock: order.issued_carnets - handed_over,
        started: rows::life::started(conn, order.id)?,
        used_cheques,
        used,
        received: order.received,
        unused: order.received.minus(used).map_err(overflow)?,
    })
}

fn overflow(error: Overflow) -> Fault {
    Fault::because("what an order did not use does not fit", error)
}
