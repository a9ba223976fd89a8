//! The funder's rule at work: which order pays for a booklet, and whether the request is accepted, queued or refused.

use std::collections::HashMap;

use kernel::{
    clock::Day,
    ids::{OrderId, StructureId},
};
use store::{Fault, Reply, conn::AnyConn};

use super::{
    request::{Request, Stage, WaitsFor},
    room::Room,
    rule::{Rule, Takes},
};
use crate::{
    carnets::{former::later, hand_over::within},
    order::{Order, Public},
    orders::rules::Second,
    refusal::Refusal,
    rows::{self, request_counts},
};

/// What somebody wishes, without who they are.
pub(super) struct Wish<'a> {
    pub(super) structure: StructureId,
    pub(super) public: Public,
    pub(super) home_commune: &'a str,
    pub(super) commune_year: i32,
    /// What the same person asked before.
    pub(super) before: &'a [Request],
}

/// Orders that are under way are some tens; more than these are not looked at.
const MOST_ORDERS: i64 = 500;

/// The order that takes the request, and how: of those that may, the one whose distribution ends first and that has booklets.
///
/// Refusals, in this order: `REQUEST_OPEN`, `REQUESTS_CLOSED`, `OUTSIDE_PERIMETER`, `OUTSIDE_PUBLICS`,
/// `SECOND_CARNET` (the rule of the order).
pub(super) fn judge(conn: &mut AnyConn, wish: &Wish<'_>, today: Day) -> Reply<(OrderId, Verdict)> {
    if wish.before.iter().any(|one| one.stage.is_open()) {
        return Err(Refusal::RequestOpen.into());
    }
    let mut first: Option<(OrderId, Verdict)> = None;
    for (order, rule) in fitting(conn, wish, today)? {
        let verdict = stands(conn, &order, &rule, (wish.structure, wish.home_commune), false)?;
        if verdict.is_none() {
            return Ok((order.id, None));
        }
        first = first.or(Some((order.id, verdict)));
    }
    Ok(first.ok_or(Refusal::RequestsClosed)?)
}

/// Nothing: a booklet is promised. Otherwise what is waited for.
pub(super) type Verdict = Option<WaitsFor>;

/// How a request stands under the rule of its order now; `decided` once the funder has said yes to it.
pub(super) fn stands(
    conn: &mut AnyConn,
    order: &Order,
    rule: &Rule,
    (structure, commune): (StructureId, &str),
    decided: bool,
) -> Result<Verdict, Fault> {
    if rule.takes == Takes::ByHand && !decided {
        return Ok(Some(WaitsFor::Funder));
    }
    Ok(Room::read(conn, order, *rule)?.stands(structure, commune))
}

/// The orders that the request may be of, the one that ends first at the top; the refusal of them all when there is none.
fn fitting(conn: &mut AnyConn, wish: &Wish<'_>, today: Day) -> Reply<Vec<(Order, Rule)>> {
    let orders = rows::orders::page(conn, None, None, MOST_ORDERS)?;
    let ids: Vec<OrderId> = orders.iter().map(|order| order.id).collect();
    let rules: HashMap<OrderId, Rule> = request_counts::rules(conn, &ids)?;
    let rule = |order: &Order| rules.get(&order.id).copied().unwrap_or_default();
    let is_open = |order: &Order| {
        order.signed_at.is_some() && order.closed_at.is_none() && today <= order.terms.distribution_ends
    };
    let mut left: Vec<(Order, Rule)> = orders
        .into_iter()
        .filter(is_open)
        .map(|order| (rule(&order), order))
        .filter(|(rule, _)| rule.takes != Takes::None)
        .map(|(rule, order)| (order, rule))
        .collect();
    some(&left, Refusal::RequestsClosed)?;
    let mut near = Vec::new();
    for (order, rule) in left {
        if within(conn, &order.terms.communes, wish.home_commune, wish.commune_year)? {
            near.push((order, rule));
        }
    }
    some(&near, Refusal::OutsidePerimeter)?;
    near.retain(|(order, _)| order.terms.publics.is_empty() || order.terms.publics.contains(&wish.public));
    some(&near, Refusal::OutsidePublics)?;
    left = Vec::new();
    for (order, rule) in near {
        if !is_second(conn, &order, wish.before, today)? {
            left.push((order, rule));
        }
    }
    some(&left, Refusal::SecondCarnet { from: None, left: None })?;
    left.sort_by_key(|(order, _)| (order.terms.distribution_ends, order.placed_at));
    Ok(left)
}

fn some(left: &[(Order, Rule)], refusal: Refusal) -> Result<(), Refusal> {
    if left.is_empty() { Err(refusal) } else { Ok(()) }
}

/// Whether the order's rule forbids one more booklet to whoever asked these before.
fn is_second(conn: &mut AnyConn, order: &Order, before: &[Request], today: Day) -> Result<bool, Fault> {
    let given = before.iter().filter(|one| one.order == order.id && one.stage == Stage::HandedOver);
    let Some(last) = given.max_by_key(|one| one.ended_at) else { return Ok(false) };
    Ok(match order.terms.rules.second {
        Second::Free => false,
        Second::Never => true,
        Second::AfterMonths(months) => {
            let since = last.ended_at.unwrap_or(last.asked_at).day();
            today < later(since, months)
        }
        Second::AfterAllUsed => match last.carnet {
            Some(carnet) => rows::attested::left(conn, carnet)? > 0,
            None => true,
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_go_by_as_people_count_them() {
        let after = |day: &str, months| later(day.parse().unwrap(), months).to_string();
        assert_eq!(after("2025-10-01", 3), "2026-01-01");
        assert_eq!(after("2025-12-31", 2), "2026-02-28");
        assert_eq!(after("2025-12-15", 12), "2026-12-15");
    }
}
