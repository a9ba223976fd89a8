//! The rules of requests, and what they count: booklets that are free, requests by stage and commune.

use std::collections::HashMap;

use diesel::{insert_into, prelude::*};
use kernel::ids::{Order as OrderKind, OrderId, PersonId, Structure, StructureId};
use store::{
    Fault, Tx,
    conn::AnyConn,
    ids::{Ref, refs},
};

use crate::{
    requests::{
        request::Stage,
        rule::{Rule, Takes},
    },
    tables::{carnet, carnet_kept, carnet_request, carnet_stock, request_rule},
};

/// Writes the rule of an order, in the place of the one before.
pub(crate) fn settle(tx: &mut Tx<'_>, order: OrderId, rule: &Rule, by: PersonId) -> Result<(), Fault> {
    let set = || {
        (
            request_rule::takes.eq(rule.takes.name()),
            request_rule::ceiling.eq(rule.ceiling),
            request_rule::per_commune.eq(rule.per_commune),
            request_rule::keep_days.eq(rule.keep_days),
            request_rule::settled_at.eq(tx.now().0),
            request_rule::settled_by.eq(Ref(by)),
        )
    };
    let (changed, new) = (set(), (request_rule::order_id.eq(Ref(order)), set()));
    if diesel::update(request_rule::table.find(Ref(order))).set(changed).execute(tx.conn)? == 0 {
        insert_into(request_rule::table).values(new).execute(tx.conn)?;
    }
    Ok(())
}

/// The rules that were settled for these orders; the others have the usual one.
pub(crate) fn rules(conn: &mut AnyConn, orders: &[OrderId]) -> Result<HashMap<OrderId, Rule>, Fault> {
    type Row = (Ref<OrderKind>, String, Option<i64>, Option<i64>, i64);
    let found: Vec<Row> = request_rule::table
        .filter(request_rule::order_id.eq_any(refs(orders)))
        .select((
            request_rule::order_id,
            request_rule::takes,
            request_rule::ceiling,
            request_rule::per_commune,
            request_rule::keep_days,
        ))
        .load(conn)?;
    let rule = |(order, takes, ceiling, per_commune, keep_days): Row| {
        let takes = Takes::named(&takes).ok_or_else(|| Fault::broken("a rule of requests cannot be read"))?;
        Ok((order.0, Rule { takes, ceiling, per_commune, keep_days }))
    };
    found.into_iter().map(rule).collect()
}

/// Booklets of an order that may be given today (active and not blocked, kept for no request): in the stock of each structure, and in
/// nobody's.
pub(crate) fn free_carnets(
    conn: &mut AnyConn,
    order: OrderId,
    covered: i64,
) -> Result<(HashMap<StructureId, i64>, i64), Fault> {
    let own: Vec<(Ref<Structure>, i64)> = carnet::table
        .inner_join(carnet_stock::table)
        .filter(carnet::order_id.eq(Ref(order)).and(carnet::no.le(covered)))
        .filter(carnet::handed_over_at.is_null().and(carnet::blocked_at.is_null()))
        .filter(carnet::id.ne_all(carnet_kept::table.select(carnet_kept::carnet_id)))
        .group_by(carnet_stock::prescriber_id)
        .select((carnet_stock::prescriber_id, diesel::dsl::count_star()))
        .load(conn)?;
    let common: i64 = carnet::table
        .left_join(carnet_stock::table)
        .filter(carnet::order_id.eq(Ref(order)).and(carnet::no.le(covered)))
        .filter(carnet::handed_over_at.is_null().and(carnet::blocked_at.is_null()))
        .filter(carnet::id.ne_all(carnet_kept::table.select(carnet_kept::carnet_id)))
        .filter(carnet_stock::prescriber_id.nullable().is_null())
        .count()
        .get_result(conn)?;
    Ok((own.into_iter().map(|(structure, count)| (structure.0, count)).collect(), common))
}

/// Requests of an order to which structures have promised a booklet, and for which they keep none yet.
pub(crate) fn promised(conn: &mut AnyConn, order: OrderId) -> Result<HashMap<StructureId, i64>, Fault> {
    let found: Vec<(Ref<Structure>, i64)> = carnet_request::table
        .filter(carnet_request::order_id.eq(Ref(order)).and(carnet_request::stage.eq(Stage::Accepted.name())))
        .group_by(carnet_request::structure_id)
        .select((carnet_request::structure_id, diesel::dsl::count_star()))
        .load(conn)?;
    Ok(found.into_iter().map(|(structure, count)| (structure.0, count)).collect())
}

/// Booklets of an order that were promised or given on request, by home commune.
pub(crate) fn granted(conn: &mut AnyConn, order: OrderId) -> Result<HashMap<String, i64>, Fault> {
    let stages = [Stage::Accepted, Stage::SetAside, Stage::Posted, Stage::HandedOver].map(Stage::name);
    let homes: Vec<(String, i64)> = carnet_request::table
        .filter(carnet_request::order_id.eq(Ref(order)).and(carnet_request::stage.eq_any(stages)))
        .group_by(carnet_request::home_commune)
        .select((carnet_request::home_commune, diesel::dsl::count_star()))
        .load(conn)?;
    Ok(homes.into_iter().collect())
}

/// How many requests of an order stand at each stage.
pub(crate) fn by_stage(conn: &mut AnyConn, order: OrderId) -> Result<HashMap<Stage, i64>, Fault> {
    let found: Vec<(String, i64)> = carnet_request::table
        .filter(carnet_request::order_id.eq(Ref(order)))
        .group_by(carnet_request::stage)
        .select((carnet_request::stage, diesel::dsl::count_star()))
        .load(conn)?;
    Ok(found.into_iter().filter_map(|(stage, count)| Some((Stage::named(&stage)?, count))).collect())
}
