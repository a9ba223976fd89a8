//! Stocks of booklets as they lie in the database.

use std::collections::HashMap;

use diesel::{delete, insert_into, prelude::*};
use kernel::ids::{CarnetId, Order, OrderId, PersonId, Structure, StructureId};
use store::{
    Fault, Tx,
    conn::AnyConn,
    each,
    ids::{Ref, refs},
};

use crate::tables::{carnet, carnet_stock};

/// Puts booklets into a prescriber's stock, out of whatever stock they were in.
pub(crate) fn allot(
    tx: &mut Tx<'_>,
    order: OrderId,
    carnets: &[CarnetId],
    to: StructureId,
    by: PersonId,
) -> Result<(), Fault> {
    let now = tx.now().0;
    for some in carnets.chunks(1000) {
        delete(carnet_stock::table.filter(carnet_stock::carnet_id.eq_any(refs(some)))).execute(tx.conn)?;
        let rows: Vec<_> = some
            .iter()
            .map(|carnet| {
                (
                    carnet_stock::carnet_id.eq(Ref(*carnet)),
                    carnet_stock::order_id.eq(Ref(order)),
                    carnet_stock::prescriber_id.eq(Ref(to)),
                    carnet_stock::allotted_by.eq(Ref(by)),
                    carnet_stock::allotted_at.eq(now),
                )
            })
            .collect();
        each!(&mut *tx.conn, |c| insert_into(carnet_stock::table).values(&rows).execute(c))?;
    }
    Ok(())
}

/// Takes booklets out of whatever stock they are in.
pub(crate) fn leave(tx: &mut Tx<'_>, carnets: &[CarnetId]) -> Result<(), Fault> {
    for some in carnets.chunks(1000) {
        delete(carnet_stock::table.filter(carnet_stock::carnet_id.eq_any(refs(some)))).execute(tx.conn)?;
    }
    Ok(())
}

/// Booklets that lie in each stock, order by order; a stock that is empty is absent.
pub(crate) fn held(conn: &mut AnyConn) -> Result<Vec<(StructureId, OrderId, i64)>, Fault> {
    let found: Vec<(Ref<Structure>, Ref<Order>, i64)> = carnet_stock::table
        .inner_join(carnet::table)
        .filter(carnet::handed_over_at.is_null())
        .group_by((carnet_stock::prescriber_id, carnet_stock::order_id))
        .select((carnet_stock::prescriber_id, carnet_stock::order_id, diesel::dsl::count_star()))
        .load(conn)?;
    Ok(found.into_iter().map(|(holder, order, count)| (holder.0, order.0, count)).collect())
}

/// Booklets of each issued order that lie in no stock and may still go.
pub(crate) fn unallotted(conn: &mut AnyConn) -> Result<Vec<(OrderId, i64)>, Fault> {
    let found: Vec<(Ref<Order>, i64)> = carnet::table
        .left_join(carnet_stock::table)
        .filter(carnet_stock::prescriber_id.nullable().is_null())
        .filter(carnet::handed_over_at.is_null().and(carnet::blocked_at.is_null()))
        .group_by(carnet::order_id)
        .select((carnet::order_id, diesel::dsl::count_star()))
        .load(conn)?;
    Ok(found.into_iter().map(|(order, count)| (order.0, count)).collect())
}

/// Booklets in a prescriber's stock, order by order: how many were ever put there, and how many of them have gone.
pub(crate) fn allotted(conn: &mut AnyConn, prescriber: StructureId) -> Result<HashMap<OrderId, (i64, i64)>, Fault> {
    let gone = diesel::dsl::sql::<diesel::sql_types::BigInt>("COUNT(carnet.handed_over_at)");
    let found: Vec<(Ref<Order>, i64, i64)> = carnet_stock::table
        .inner_join(carnet::table)
        .filter(carnet_stock::prescriber_id.eq(Ref(prescriber)))
        .group_by(carnet_stock::order_id)
        .select((carnet_stock::order_id, diesel::dsl::count_star(), gone))
        .load(conn)?;
    Ok(found.into_iter().map(|(order, all, gone)| (order.0, (all, gone))).collect())
}

/// Booklets that a prescriber handed over, from a stock or not, order by order.
pub(crate) fn handed_over(conn: &mut AnyConn, prescriber: StructureId) -> Result<HashMap<OrderId, i64>, Fault> {
    let found: Vec<(Ref<Order>, i64)> = carnet::table
        .filter(carnet::prescriber_id.eq(Ref(prescriber)))
        .group_by(carnet::order_id)
        .select((carnet::order_id, diesel::dsl::count_star()))
        .load(conn)?;
    Ok(found.into_iter().map(|(order, count)| (order.0, count)).collect())
}

/// Prescribers in whose stock booklets of an order still lie.
pub(crate) fn holders(conn: &mut AnyConn, order: OrderId) -> Result<Vec<StructureId>, Fault> {
    let found: Vec<Ref<kernel::ids::Structure>> = carnet_stock::table
        .inner_join(carnet::table)
        .filter(carnet_stock::order_id.eq(Ref(order)).and(carnet::handed_over_at.is_null()))
        .select(carnet_stock::prescriber_id)
        .distinct()
        .load(conn)?;
    Ok(found.into_iter().map(|structure| structure.0).collect())
}
