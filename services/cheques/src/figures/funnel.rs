//! The funnel: what was issued, handed over, used and settled, in cheques and in money, counted from cheques alone.

use kernel::{
    access::{Action, Actor, Reach},
    cents::{Cents, Overflow},
    ids::OrderId,
    small_cells::{self, Hidden},
};
use store::{Fault, Reply, conn::AnyConn};

use crate::{desk::Desk, order::Order, rows};

/// Cheques, and their value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// How many.
    pub cheques: i64,
    /// What they are worth.
    pub amount: Cents,
}

/// The four steps; each is a part of the one before.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Steps {
    /// Printed.
    pub issued: Count,
    /// In booklets that are in somebody's hand.
    pub handed_over: Count,
    /// Honoured by a venue, and not undone.
    pub used: Count,
    /// Paid to the venue by the bank.
    pub settled: Count,
}

/// The steps of one order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrderFunnel {
    /// The order.
    pub order: OrderId,
    /// Its label.
    pub label: String,
    /// None: not shown, so that nobody is recognised in a small commune.
    pub steps: Option<Steps>,
}

/// What became of the cheques that the caller may see.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Funnel {
    /// All of them; none: not shown, for the same reason.
    pub total: Option<Steps>,
    /// Order by order, newest first.
    pub orders: Vec<OrderFunnel>,
}

/// Orders of a network are some hundreds; more than these are not read.
const MOST_ORDERS: i64 = 10_000;

/// What became of the cheques of all orders that the caller may see, or of one; nothing if the caller sees none of it.
pub async fn funnel(desk: &Desk, actor: &Actor, order: Option<OrderId>) -> Reply<Option<Funnel>> {
    let funder = match (actor.reach(Action::Funnel), actor.organisation()) {
        (Reach::Any, _) => None,
        (Reach::Own, Some(mine)) => Some(mine),
        (Reach::Own, None) | (Reach::Never, _) => return Ok(None),
    };
    let actor = actor.clone();
    desk.store
        .read_still("funnel", move |conn| {
            let orders = rows::orders::page(conn, funder, None, MOST_ORDERS)?;
            let steps = steps(conn, &orders)?;
            let hidden = hidden(&actor, &orders, &steps);
            Ok(told(orders, steps, &hidden, order)?)
        })
        .await
}

fn steps(conn: &mut AnyConn, orders: &[Order]) -> Result<Vec<Steps>, Fault> {
    let ids: Vec<OrderId> = orders.iter().map(|order| order.id).collect();
    let handed_over = rows::figures::handed_over(conn, &ids)?;
    let (used, settled) = (rows::figures::used(conn, &ids)?, rows::figures::settled(conn, &ids)?);
    let count = |found: Option<&(i64, Cents)>| {
        let (cheques, amount) = found.copied().unwrap_or_default();
        Count { cheques, amount }
    };
    let steps = |order: &Order| {
        Ok(Steps {
            issued: carnets(order, order.issued_carnets)?,
            handed_over: carnets(order, handed_over.get(&order.id).copied().unwrap_or_default())?,
            used: count(used.get(&order.id)),
            settled: count(settled.get(&order.id)),
        })
    };
    orders.iter().map(steps).collect::<Result<_, Overflow>>().map_err(overflow)
}

/// That many booklets of an order, in cheques.
fn carnets(order: &Order, carnets: i64) -> Result<Count, Overflow> {
    let cheques = carnets.checked_mul(order.terms.cheques_per_carnet).ok_or(Overflow)?;
    Ok(Count { cheques, amount: order.terms.face_value.times(cheques)? })
}

/// An order that is meant for some communes says of them what their own figures may hide: it is shown to those who order or
/// pay, and to an analyst only within the whole.
fn hidden(actor: &Actor, orders: &[Order], steps: &[Steps]) -> Hidden {
    let answers_for = |order: &Order| {
        actor.may(Action::PlaceOrder, order.funder).is_ok() || actor.reach(Action::ConfirmFunds) == Reach::Any
    };
    let local = orders.iter().enumerate().filter(|(_, order)| !order.terms.communes.is_empty() && !answers_for(order));
    let people: Vec<i64> = orders
        .iter()
        .zip(steps)
        .map(|(order, steps)| steps.handed_over.cheques / order.terms.cheques_per_carnet.max(1))
        .collect();
    small_cells::with_others(local.map(|(place, _)| place).collect(), &people)
}

fn told(
    orders: Vec<Order>,
    steps: Vec<Steps>,
    hidden: &Hidden,
    only: Option<OrderId>,
) -> Result<Option<Funnel>, Fault> {
    let shown =
        orders.into_iter().zip(steps).enumerate().filter(|(_, (order, _))| only.is_none_or(|id| id == order.id));
    let shown: Vec<(bool, Order, Steps)> =
        shown.map(|(place, (order, steps))| (hidden.cells.contains(&place), order, steps)).collect();
    if only.is_some() && shown.is_empty() {
        return Ok(None);
    }
    let total = sum(shown.iter().map(|(_, _, steps)| *steps)).map_err(overflow)?;
    let told_away = match only {
        Some(_) => shown.iter().any(|(hidden, ..)| *hidden),
        None => hidden.total,
    };
    let of = |(hidden, order, steps): (bool, Order, Steps)| OrderFunnel {
        order: order.id,
        label: order.label,
        steps: (!hidden).then_some(steps),
    };
    Ok(Some(Funnel { total: (!told_away).then_some(total), orders: shown.into_iter().map(of).collect() }))
}

fn sum(all: impl Iterator<Item = Steps>) -> Result<Steps, Overflow> {
    let plus = |one: Count, other: Count| {
        let cheques = one.cheques.checked_add(other.cheques).ok_or(Overflow)?;
        Ok(Count { cheques, amount: one.amount.plus(other.amount)? })
    };
    all.into_iter().try_fold(Steps::default(), |total, one| {
        Ok(Steps {
            issued: plus(total.issued, one.issued)?,
            handed_over: plus(total.handed_over, one.handed_over)?,
            used: plus(total.used, one.used)?,
            settled: plus(total.settled, one.settled)?,
        })
    })
}

fn overflow(error: Overflow) -> Fault {
    Fault::because("the sums of a funnel do not fit", error)
}
