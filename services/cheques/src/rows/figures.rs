//! What became of the cheques, counted in the database.

use std::collections::HashMap;

use diesel::{
    dsl::{count_star, exists, not, sql},
    prelude::*,
    sql_types::BigInt,
};
use kernel::{
    cents::Cents,
    clock::{At, Day},
    ids::{Carnet, CarnetId, Order as OrderKind, OrderId, Structure, StructureId, Venue, VenueId},
};
use store::{
    Fault,
    conn::AnyConn,
    ids::{Ref, refs},
};

use crate::{
    cheque,
    payments::settlement::Stage,
    tables::{carnet, cheque as cheque_table, funding_order, redemption, redemption_void, settlement, settlement_line},
};

/// Booklets handed over, order by order; an order without any is absent. One that replaces another is that other.
pub(crate) fn handed_over(conn: &mut AnyConn, orders: &[OrderId]) -> Result<HashMap<OrderId, i64>, Fault> {
    let found: Vec<(Ref<OrderKind>, i64)> = carnet::table
        .filter(carnet::order_id.eq_any(refs(orders)).and(carnet::handed_over_at.is_not_null()))
        .filter(carnet::replaces_id.is_null())
        .group_by(carnet::order_id)
        .select((carnet::order_id, count_star()))
        .load(conn)?;
    Ok(found.into_iter().map(|(order, count)| (order.0, count)).collect())
}

type Counted = HashMap<OrderId, (i64, Cents)>;

/// Cheques used, order by order, with their value.
pub(crate) fn used(conn: &mut AnyConn, orders: &[OrderId]) -> Result<Counted, Fault> {
    let cents = sql::<BigInt>("CAST(SUM(value_cents) AS BIGINT)");
    let found: Vec<(Ref<OrderKind>, i64, i64)> = cheque_table::table
        .filter(cheque_table::order_id.eq_any(refs(orders)))
        .filter(cheque_table::stage.eq(cheque::Stage::Redeemed.name()))
        .group_by(cheque_table::order_id)
        .select((cheque_table::order_id, count_star(), cents))
        .load(conn)?;
    Ok(counted(found))
}

/// Cheques whose venue has been paid by the bank, order by order, with their value.
pub(crate) fn settled(conn: &mut AnyConn, orders: &[OrderId]) -> Result<Counted, Fault> {
    let cents = sql::<BigInt>("CAST(SUM(settlement_line.value_cents) AS BIGINT)");
    let its_line = settlement_line::cheque_id.eq(cheque_table::id).and(settlement_line::round.eq(cheque_table::round));
    let found: Vec<(Ref<OrderKind>, i64, i64)> = cheque_table::table
        .inner_join(settlement_line::table.on(its_line))
        .inner_join(settlement::table.on(settlement::id.eq(settlement_line::settlement_id)))
        .filter(cheque_table::order_id.eq_any(refs(orders)))
        .filter(cheque_table::stage.eq(cheque::Stage::Redeemed.name()))
        .filter(settlement::stage.eq(Stage::Confirmed.name()))
        .group_by(cheque_table::order_id)
        .select((cheque_table::order_id, count_star(), cents))
        .load(conn)?;
    Ok(counted(found))
}

fn counted(found: Vec<(Ref<OrderKind>, i64, i64)>) -> Counted {
    found.into_iter().map(|(order, count, cents)| (order.0, (count, Cents::new(cents)))).collect()
}

/// Booklets handed over in a time, by home commune and funder.
pub(crate) fn homes(conn: &mut AnyConn, from: At, until: At) -> Result<Vec<(String, StructureId, i64)>, Fault> {
    let found: Vec<(Option<String>, Ref<Structure>, i64)> = carnet::table
        .inner_join(funding_order::table)
        .filter(carnet::handed_over_at.ge(from.0).and(carnet::handed_over_at.lt(until.0)))
        .filter(carnet::replaces_id.is_null())
        .group_by((carnet::home_commune, funding_order::funder_id))
        .select((carnet::home_commune, funding_order::funder_id, count_star()))
        .load(conn)?;
    Ok(found.into_iter().filter_map(|(home, funder, count)| Some((home?, funder.0, count))).collect())
}

/// Cheques of one booklet used at one venue.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Used {
    pub(crate) venue: VenueId,
    pub(crate) funder: StructureId,
    pub(crate) carnet: CarnetId,
    pub(crate) cheques: i64,
}

type UsedRow = (Ref<Venue>, Ref<Structure>, Ref<Carnet>, i64);

/// Cheques used on days from one until another, both included, undone acts left out: by venue and booklet.
pub(crate) fn uses(conn: &mut AnyConn, from: Day, until: Day) -> Result<Vec<Used>, Fault> {
    let voided = redemption_void::table
        .filter(redemption_void::cheque_id.eq(redemption::cheque_id).and(redemption_void::round.eq(redemption::round)));
    let found: Vec<UsedRow> = redemption::table
        .inner_join(funding_order::table)
        .filter(redemption::day.between(from.number(), until.number()))
        .filter(not(exists(voided)))
        .group_by((redemption::venue_id, funding_order::funder_id, redemption::carnet_id))
        .select((redemption::venue_id, funding_order::funder_id, redemption::carnet_id, count_star()))
        .load(conn)?;
    let used = |(venue, funder, carnet, cheques): UsedRow| Used {
        venue: venue.0,
        funder: funder.0,
        carnet: carnet.0,
        cheques,
    };
    Ok(found.into_iter().map(used).collect())
}
