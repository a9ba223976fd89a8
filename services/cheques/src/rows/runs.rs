//! Runs as a list, and what the next one would gather, as they lie in the database.

use std::collections::HashMap;

use diesel::{
    dsl::{count_star, exists, not, sql},
    prelude::*,
    sql_types::BigInt,
};
use kernel::{
    cents::Cents,
    ids::{Settlement as SettlementKind, SettlementId, Structure, StructureId, Venue, VenueId},
};
use store::{
    Fault,
    conn::AnyConn,
    ids::{Ref, refs},
};

use super::settlements::{Row, shaped};
use crate::{
    payments::{
        bank_news::PaymentStage,
        settlement::{Settlement, Stage, VenueTotal},
    },
    tables::{redemption, redemption_void, settlement, settlement_payment},
};

/// Runs with a lower number than that one, newest first, at most so many.
pub(crate) fn page(conn: &mut AnyConn, before: Option<i64>, most: i64) -> Result<Vec<Settlement>, Fault> {
    let rows: Vec<Row> = settlement::table
        .filter(settlement::no.lt(before.unwrap_or(i64::MAX)))
        .order(settlement::no.desc())
        .limit(most)
        .select(Row::as_select())
        .load(conn)?;
    rows.into_iter().map(shaped).collect()
}

/// The last run whose lines are all there.
pub(crate) fn last_whole(conn: &mut AnyConn) -> Result<Option<Settlement>, Fault> {
    let row = settlement::table
        .filter(settlement::stage.ne(Stage::Preparing.name()))
        .order(settlement::no.desc())
        .select(Row::as_select())
        .first(conn)
        .optional()?;
    row.map(shaped).transpose()
}

/// The runs that lines may still leave: prepared, or being so.
pub(crate) fn changeable(conn: &mut AnyConn) -> Result<Vec<SettlementId>, Fault> {
    let open = settlement::stage.eq_any([Stage::Preparing.name(), Stage::Prepared.name()]);
    let found: Vec<Ref<SettlementKind>> = settlement::table.filter(open).select(settlement::id).load(conn)?;
    Ok(found.into_iter().map(|run| run.0).collect())
}

/// What the payments of a run come to.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Sums {
    pub(crate) payments: i64,
    pub(crate) cheques: i64,
    pub(crate) amount: Cents,
}

/// The sums of these runs; one that pays nobody yet has none.
pub(crate) fn sums(conn: &mut AnyConn, runs: &[SettlementId]) -> Result<HashMap<SettlementId, Sums>, Fault> {
    let cheques = sql::<BigInt>("CAST(SUM(cheques) AS BIGINT)");
    let cents = sql::<BigInt>("CAST(SUM(amount_cents) AS BIGINT)");
    let found: Vec<(Ref<SettlementKind>, i64, i64, i64)> = settlement_payment::table
        .filter(settlement_payment::settlement_id.eq_any(refs(runs)))
        .group_by(settlement_payment::settlement_id)
        .select((settlement_payment::settlement_id, count_star(), cheques, cents))
        .load(conn)?;
    let sums = |(run, payments, cheques, cents): (Ref<SettlementKind>, i64, i64, i64)| {
        (run.0, Sums { payments, cheques, amount: Cents::new(cents) })
    };
    Ok(found.into_iter().map(sums).collect())
}

type Owed = (Ref<Venue>, Ref<Structure>, i64, i64);

/// What waits after a line of the ledger, up to another, undone acts left out: venue by venue.
pub(crate) fn waiting(conn: &mut AnyConn, after: i64, until: i64) -> Result<Vec<VenueTotal>, Fault> {
    let voided = redemption_void::table
        .filter(redemption_void::cheque_id.eq(redemption::cheque_id).and(redemption_void::round.eq(redemption::round)));
    let found: Vec<Owed> = redemption::table
        .filter(redemption::ledger_no.gt(after).and(redemption::ledger_no.le(until)))
        .filter(not(exists(voided)))
        .group_by((redemption::venue_id, redemption::structure_id))
        .select((redemption::venue_id, redemption::structure_id, count_star(), cents()))
        .order((redemption::venue_id, redemption::structure_id))
        .load(conn)?;
    Ok(found.into_iter().map(owed).collect())
}

/// The same at these venues alone, whatever has come since that line.
pub(crate) fn waiting_at(conn: &mut AnyConn, venues: &[VenueId], after: i64) -> Result<Vec<VenueTotal>, Fault> {
    let voided = redemption_void::table
        .filter(redemption_void::cheque_id.eq(redemption::cheque_id).and(redemption_void::round.eq(redemption::round)));
    let found: Vec<Owed> = redemption::table
        .filter(redemption::venue_id.eq_any(refs(venues)).and(redemption::ledger_no.gt(after)))
        .filter(not(exists(voided)))
        .group_by((redemption::venue_id, redemption::structure_id))
        .select((redemption::venue_id, redemption::structure_id, count_star(), cents()))
        .load(conn)?;
    Ok(found.into_iter().map(owed).collect())
}

/// These runs, in no order.
pub(crate) fn these(conn: &mut AnyConn, runs: &[SettlementId]) -> Result<HashMap<SettlementId, Settlement>, Fault> {
    let rows: Vec<Row> =
        settlement::table.filter(settlement::id.eq_any(refs(runs))).select(Row::as_select()).load(conn)?;
    rows.into_iter().map(|row| shaped(row).map(|run| (run.id, run))).collect()
}

/// How a structure is paid by a run.
#[derive(Clone, Debug)]
pub(crate) struct PaidOn {
    pub(crate) holder: String,
    pub(crate) iban: String,
    pub(crate) amount: Cents,
    pub(crate) reference: String,
    pub(crate) stage: PaymentStage,
    pub(crate) reason: Option<String>,
}

/// The payments of these runs to these structures.
pub(crate) fn paid_on(
    conn: &mut AnyConn,
    runs: &[SettlementId],
    structures: &[StructureId],
) -> Result<HashMap<(SettlementId, StructureId), PaidOn>, Fault> {
    type Found = (Ref<SettlementKind>, Ref<Structure>, String, String, i64, String, (String, Option<String>));
    let found: Vec<Found> = settlement_payment::table
        .filter(settlement_payment::settlement_id.eq_any(refs(runs)))
        .filter(settlement_payment::structure_id.eq_any(refs(structures)))
        .select((
            settlement_payment::settlement_id,
            settlement_payment::structure_id,
            settlement_payment::holder,
            settlement_payment::iban,
            settlement_payment::amount_cents,
            settlement_payment::end_to_end_id,
            (settlement_payment::stage, settlement_payment::reason_code),
        ))
        .load(conn)?;
    let paid = |(run, structure, holder, iban, cents, reference, (stage, reason)): Found| {
        let stage = PaymentStage::named(&stage).ok_or_else(|| Fault::broken("a payment has no known stage"))?;
        Ok(((run.0, structure.0), PaidOn { holder, iban, amount: Cents::new(cents), reference, stage, reason }))
    };
    found.into_iter().map(paid).collect()
}

fn cents() -> diesel::expression::SqlLiteral<BigInt> {
    sql::<BigInt>("CAST(SUM(value_cents) AS BIGINT)")
}

fn owed((venue, structure, cheques, cents): Owed) -> VenueTotal {
    VenueTotal { venue: venue.0, structure: structure.0, cheques, amount: Cents::new(cents) }
}
