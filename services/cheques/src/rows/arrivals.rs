//! When a venue's money arrived, followed from the run that gathered it to those that paid it: as it lies in the database.

use std::collections::HashSet;

use diesel::prelude::*;
use kernel::{
    clock::At,
    ids::{SettlementId, Structure, StructureId, VenueId},
};
use store::{Fault, conn::AnyConn, ids::Ref};

use crate::{
    payments::bank_news::PaymentStage,
    tables::{settlement, settlement_carry, settlement_payment, settlement_share},
};

/// When the last of what a run gathered for a venue was paid, by that run or by later ones; none while any of it waits.
pub(crate) fn paid_at(conn: &mut AnyConn, run: SettlementId, venue: VenueId) -> Result<Option<At>, Fault> {
    let structures: Vec<Ref<Structure>> = settlement_share::table
        .filter(settlement_share::settlement_id.eq(Ref(run)).and(settlement_share::venue_id.eq(Ref(venue))))
        .select(settlement_share::structure_id)
        .load(conn)?;
    let mut last: Option<At> = None;
    for structure in structures {
        let Some(at) = followed(conn, run, (venue, structure.0))? else { return Ok(None) };
        last = last.max(Some(at));
    }
    Ok(last)
}

/// What became of a share in its own run.
enum Fate {
    /// What was not left of it was paid then, or repaid a debt.
    Paid(At),
    /// It is with the bank, or nobody has approved it.
    Open,
    /// It was kept back, or the bank did not pay it: later runs take it.
    Carried,
}

/// What a run left goes on to another, and what the bank did not pay of the same run may go to a third: all are followed, each
/// run once.
fn followed(conn: &mut AnyConn, first: SettlementId, theirs: (VenueId, StructureId)) -> Result<Option<At>, Fault> {
    let (mut ahead, mut seen) = (vec![first], HashSet::new());
    let mut last: Option<At> = None;
    while let Some(run) = ahead.pop() {
        if !seen.insert(run) {
            continue;
        }
        let fate = fate(conn, run, theirs)?;
        let left = taken_by(conn, run, theirs)?;
        match fate {
            Fate::Open => return Ok(None),
            Fate::Carried if left.is_empty() => return Ok(None),
            Fate::Carried => {}
            Fate::Paid(at) => last = last.max(Some(at)),
        }
        for later in left {
            let Some(later) = later else { return Ok(None) };
            ahead.push(later);
        }
    }
    Ok(last)
}

fn fate(conn: &mut AnyConn, run: SettlementId, (venue, structure): (VenueId, StructureId)) -> Result<Fate, Fault> {
    type Row = (Option<String>, i64, Option<i64>);
    let share: Option<Row> = settlement_share::table
        .inner_join(settlement::table)
        .filter(settlement_share::settlement_id.eq(Ref(run)).and(settlement_share::venue_id.eq(Ref(venue))))
        .filter(settlement_share::structure_id.eq(Ref(structure)))
        .select((settlement_share::held, settlement_share::paid_cents, settlement::approved_at))
        .first(conn)
        .optional()?;
    match share {
        Some((Some(_), _, _)) => Ok(Fate::Carried),
        None | Some((None, _, None)) => Ok(Fate::Open),
        // Debts took all of it when the run was approved.
        Some((None, 0, Some(approved))) => Ok(Fate::Paid(At(approved))),
        Some((None, _, Some(_))) => at_the_bank(conn, run, structure),
    }
}

fn at_the_bank(conn: &mut AnyConn, run: SettlementId, structure: StructureId) -> Result<Fate, Fault> {
    let found: Option<(String, Option<i64>)> = settlement_payment::table
        .filter(settlement_payment::settlement_id.eq(Ref(run)).and(settlement_payment::structure_id.eq(Ref(structure))))
        .select((settlement_payment::stage, settlement_payment::ended_at))
        .first(conn)
        .optional()?;
    let Some((stage, ended)) = found else { return Ok(Fate::Open) };
    let stage = PaymentStage::named(&stage).ok_or_else(|| Fault::broken("a payment has no known stage"))?;
    Ok(match (stage, ended) {
        (PaymentStage::Paid, Some(at)) => Fate::Paid(At(at)),
        (PaymentStage::Rejected | PaymentStage::Returned, _) => Fate::Carried,
        (PaymentStage::Paid | PaymentStage::Open, _) => Fate::Open,
    })
}

/// The run that took it, of each part that a run left; none where it waits.
fn taken_by(
    conn: &mut AnyConn,
    run: SettlementId,
    (venue, structure): (VenueId, StructureId),
) -> Result<Vec<Option<SettlementId>>, Fault> {
    let found: Vec<Option<Ref<kernel::ids::Settlement>>> = settlement_carry::table
        .filter(settlement_carry::settlement_id.eq(Ref(run)).and(settlement_carry::venue_id.eq(Ref(venue))))
        .filter(settlement_carry::structure_id.eq(Ref(structure)))
        .select(settlement_carry::taken_by)
        .load(conn)?;
    Ok(found.into_iter().map(|later| later.map(|later| later.0)).collect())
}
