//! The terms under which the network pays, and its fees, as they lie in the database.

use std::collections::HashMap;

use diesel::{
    dsl::{exists, not, sql},
    insert_into,
    prelude::*,
    sql_types::BigInt,
};
use kernel::{
    cents::Cents,
    clock::Day,
    ids::{Order, OrderId, PersonId, SettlementId, Structure, StructureId, Venue, VenueId},
};
use store::{Fault, Tx, conn::AnyConn, ids::Ref};

use crate::{
    payments::terms::{Rule, Terms, fee_of},
    tables::{fee_rule, payment_terms, redemption, redemption_void, settlement_line},
};

type Row = (i64, i64, i64, Option<i64>);

macro_rules! told {
    () => {
        (
            payment_terms::from_day,
            payment_terms::minimum_cents,
            payment_terms::delay_days,
            payment_terms::first_payment_cap_cents,
        )
    };
}

/// The terms that hold on a day; none: nobody has set any.
pub(crate) fn on(conn: &mut AnyConn, day: Day) -> Result<Option<Terms>, Fault> {
    let row: Option<Row> = payment_terms::table
        .filter(payment_terms::from_day.le(day.number()))
        .order(payment_terms::from_day.desc())
        .select(told!())
        .first(conn)
        .optional()?;
    Ok(row.map(terms))
}

/// The terms that begin after a day, in order of time.
pub(crate) fn ahead(conn: &mut AnyConn, day: Day) -> Result<Vec<Terms>, Fault> {
    let rows: Vec<Row> = payment_terms::table
        .filter(payment_terms::from_day.gt(day.number()))
        .order(payment_terms::from_day.asc())
        .select(told!())
        .load(conn)?;
    Ok(rows.into_iter().map(terms).collect())
}

fn terms((from, minimum, delay_days, cap): Row) -> Terms {
    let (from, minimum) = (Day::from_number(from), Cents::new(minimum));
    Terms { from, minimum, delay_days, first_payment_cap: cap.map(Cents::new) }
}

/// Whether terms begin on that day already.
pub(crate) fn begin_on(conn: &mut AnyConn, day: Day) -> Result<bool, Fault> {
    let there: i64 = payment_terms::table.find(day.number()).count().get_result(conn)?;
    Ok(there > 0)
}

pub(crate) fn insert(tx: &mut Tx<'_>, terms: &Terms, by: PersonId) -> Result<(), Fault> {
    let row = (
        payment_terms::from_day.eq(terms.from.number()),
        payment_terms::minimum_cents.eq(terms.minimum.get()),
        payment_terms::delay_days.eq(terms.delay_days),
        payment_terms::first_payment_cap_cents.eq(terms.first_payment_cap.map(Cents::get)),
        payment_terms::set_by.eq(Ref(by)),
        payment_terms::set_at.eq(tx.now().0),
    );
    insert_into(payment_terms::table).values(row).execute(tx.conn)?;
    Ok(())
}

/// Whether a rule of that order begins on that day already.
pub(crate) fn rule_begins_on(conn: &mut AnyConn, order: OrderId, day: Day) -> Result<bool, Fault> {
    let there: i64 = fee_rule::table.find((Ref(order), day.number())).count().get_result(conn)?;
    Ok(there > 0)
}

pub(crate) fn insert_rule(tx: &mut Tx<'_>, rule: &Rule, by: PersonId) -> Result<(), Fault> {
    let row = (
        fee_rule::order_id.eq(Ref(rule.order)),
        fee_rule::from_day.eq(rule.from.number()),
        fee_rule::per_mille.eq(rule.per_mille),
        fee_rule::set_by.eq(Ref(by)),
        fee_rule::set_at.eq(tx.now().0),
    );
    insert_into(fee_rule::table).values(row).execute(tx.conn)?;
    Ok(())
}

/// Every rule, in order of order and day.
pub(crate) fn rules(conn: &mut AnyConn) -> Result<Vec<Rule>, Fault> {
    let rows: Vec<(Ref<Order>, i64, i64)> = fee_rule::table
        .order((fee_rule::order_id, fee_rule::from_day))
        .select((fee_rule::order_id, fee_rule::from_day, fee_rule::per_mille))
        .load(conn)?;
    Ok(rows.into_iter().map(rule).collect())
}

/// The rules of an order, in order of time.
pub(crate) fn rules_of(conn: &mut AnyConn, order: OrderId) -> Result<Vec<Rule>, Fault> {
    let rows: Vec<(Ref<Order>, i64, i64)> = fee_rule::table
        .filter(fee_rule::order_id.eq(Ref(order)))
        .order(fee_rule::from_day.asc())
        .select((fee_rule::order_id, fee_rule::from_day, fee_rule::per_mille))
        .load(conn)?;
    Ok(rows.into_iter().map(rule).collect())
}

fn rule((order, from, per_mille): (Ref<Order>, i64, i64)) -> Rule {
    Rule { order: order.0, from: Day::from_number(from), per_mille }
}

type Used = (Ref<Venue>, Ref<Structure>, Ref<Order>, i64, i64);
/// The fee of each venue.
pub(crate) type Fees = HashMap<(VenueId, StructureId), Cents>;

/// The fees on what a run has gathered. Where no order has a rule, nothing is looked at.
pub(crate) fn fees_of_run(conn: &mut AnyConn, run: SettlementId) -> Result<Fees, Fault> {
    let rules = rules(conn)?;
    if rules.is_empty() {
        return Ok(Fees::new());
    }
    let used: Vec<Used> =
        settlement_line::table
            .inner_join(redemption::table.on(
                redemption::cheque_id.eq(settlement_line::cheque_id).and(redemption::round.eq(settlement_line::round)),
            ))
            .filter(settlement_line::settlement_id.eq(Ref(run)))
            .filter(redemption::order_id.eq_any(fee_rule::table.select(fee_rule::order_id)))
            .group_by((redemption::venue_id, redemption::structure_id, redemption::order_id, redemption::day))
            .select((redemption::venue_id, redemption::structure_id, redemption::order_id, redemption::day, cents()))
            .load(conn)?;
    fees(&rules, used)
}

/// The fees on what waits between two lines of the ledger, the first one left out.
pub(crate) fn fees_waiting(conn: &mut AnyConn, after: i64, until: i64) -> Result<Fees, Fault> {
    let rules = rules(conn)?;
    if rules.is_empty() {
        return Ok(Fees::new());
    }
    let voided = redemption_void::table
        .filter(redemption_void::cheque_id.eq(redemption::cheque_id).and(redemption_void::round.eq(redemption::round)));
    let used: Vec<Used> = redemption::table
        .filter(redemption::ledger_no.gt(after).and(redemption::ledger_no.le(until)))
        .filter(not(exists(voided)))
        .filter(redemption::order_id.eq_any(fee_rule::table.select(fee_rule::order_id)))
        .group_by((redemption::venue_id, redemption::structure_id, redemption::order_id, redemption::day))
        .select((redemption::venue_id, redemption::structure_id, redemption::order_id, redemption::day, cents()))
        .load(conn)?;
    fees(&rules, used)
}

fn cents() -> diesel::expression::SqlLiteral<BigInt> {
    sql::<BigInt>("CAST(SUM(redemption.value_cents) AS BIGINT)")
}

/// A venue's fee is summed rule by rule, then cut to the cent below: what is left over is the venue's.
fn fees(rules: &[Rule], used: Vec<Used>) -> Result<Fees, Fault> {
    let mut values: HashMap<(VenueId, StructureId), HashMap<(OrderId, i64), i64>> = HashMap::new();
    for (venue, structure, order, day, cents) in used {
        let rule = rules.iter().rev().find(|rule| rule.order == order.0 && rule.from.number() <= day);
        let Some(rule) = rule.filter(|rule| rule.per_mille > 0) else { continue };
        let venue = values.entry((venue.0, structure.0)).or_default();
        *venue.entry((order.0, rule.per_mille)).or_default() += cents;
    }
    let mut fees = Fees::new();
    for (venue, parts) in values {
        let fee = fee_of(parts.into_iter().map(|((_, per_mille), cents)| (Cents::new(cents), per_mille)));
        let fee = fee.map_err(|error| Fault::because("a fee does not fit", error))?;
        if fee > Cents::ZERO {
            fees.insert(venue, fee);
        }
    }
    Ok(fees)
}
