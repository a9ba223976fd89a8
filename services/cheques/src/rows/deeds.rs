//! What a line of the ledger should say, by the rows of the deed that asked for it.

use diesel::prelude::*;
use kernel::{
    clock::At,
    ids::{Id, OrderId, SettlementId, Venue},
};
use store::{Fault, conn::AnyConn, ids::Ref};

use crate::{
    account::Owner,
    tables::{funding_order, order_funds, redemption, redemption_void, settlement, settlement_venue, transfer},
};

/// Values that a line may have had: of each kind, those that its deed knows.
#[derive(Clone, Debug, Default)]
pub(crate) struct Known {
    pub(crate) amounts: Vec<i64>,
    pub(crate) owners: Vec<Id<Owner>>,
    pub(crate) subjects: Vec<Id<Owner>>,
    pub(crate) corrects: Vec<Option<i64>>,
    pub(crate) instants: Vec<At>,
}

/// What the redemption, or the undoing, at that line says; nothing for another line.
pub(crate) fn of_counter(conn: &mut AnyConn, ledger_no: i64) -> Result<Option<Known>, Fault> {
    type Said = (Ref<kernel::ids::Cheque>, i64, Ref<kernel::ids::Order>, Ref<Venue>, i64, i64, i64);
    let columns = (
        redemption::cheque_id,
        redemption::round,
        redemption::order_id,
        redemption::venue_id,
        redemption::value_cents,
        redemption::at,
        redemption::ledger_no,
    );
    let own: Option<Said> =
        redemption::table.filter(redemption::ledger_no.eq(ledger_no)).select(columns).first(conn).optional()?;
    let (said, undone_at) = match own {
        Some(said) => (said, None),
        None => {
            let undone: Option<(Ref<kernel::ids::Cheque>, i64, i64)> = redemption_void::table
                .filter(redemption_void::ledger_no.eq(ledger_no))
                .select((redemption_void::cheque_id, redemption_void::round, redemption_void::at))
                .first(conn)
                .optional()?;
            let Some((cheque, round, at)) = undone else { return Ok(None) };
            (redemption::table.find((cheque, round)).select(columns).first(conn)?, Some(at))
        }
    };
    let (cheque, _, order, venue, cents, at, line) = said;
    Ok(Some(Known {
        amounts: vec![cents],
        owners: vec![order.0.recast(), venue.0.recast()],
        subjects: vec![cheque.0.recast()],
        corrects: vec![undone_at.map(|_| line)],
        instants: vec![At(undone_at.unwrap_or(at))],
    }))
}

/// The same of the order or of the run that a line is about.
pub(crate) fn of_subject(conn: &mut AnyConn, subject: Id<Owner>) -> Result<Known, Fault> {
    let mut known = Known { corrects: vec![None], ..Known::default() };
    let order: Option<(Ref<kernel::ids::Structure>, Option<i64>, Option<i64>)> = funding_order::table
        .find(Ref::<kernel::ids::Order>(subject.recast()))
        .select((funding_order::funder_id, funding_order::funds_at, funding_order::closed_at))
        .first(conn)
        .optional()?;
    if let Some((funder, funded, closed)) = order {
        known.owners = vec![funder.0.recast(), subject];
        known.instants = [funded, closed].into_iter().flatten().map(At).collect();
        known.amounts = parts_of(conn, subject.recast())?;
        let parts = order_funds::table.filter(order_funds::order_id.eq(Ref::<kernel::ids::Order>(subject.recast())));
        let instants: Vec<i64> = parts.select(order_funds::at).load(conn)?;
        known.instants.extend(instants.into_iter().map(At));
        return Ok(known);
    }
    let run: Option<(Option<i64>, Option<i64>)> = settlement::table
        .find(Ref::<kernel::ids::Settlement>(subject.recast()))
        .select((settlement::approved_at, settlement::confirmed_at))
        .first(conn)
        .optional()?;
    if let Some((approved, confirmed)) = run {
        let venues: Vec<Ref<Venue>> = settlement_venue::table
            .filter(settlement_venue::settlement_id.eq(Ref::<kernel::ids::Settlement>(subject.recast())))
            .select(settlement_venue::venue_id)
            .load(conn)?;
        known.owners = venues.into_iter().map(|venue| venue.0.recast()).chain([subject]).collect();
        known.instants = [approved, confirmed].into_iter().flatten().map(At).collect();
        known.amounts = totals_of(conn, subject.recast())?;
    }
    Ok(known)
}

fn parts_of(conn: &mut AnyConn, order: OrderId) -> Result<Vec<i64>, Fault> {
    let parts = order_funds::table.filter(order_funds::order_id.eq(Ref(order)));
    Ok(parts.select(order_funds::cents).load(conn)?)
}

fn totals_of(conn: &mut AnyConn, run: SettlementId) -> Result<Vec<i64>, Fault> {
    let venues = super::settlements::by_venue(conn, run)?;
    let mut amounts: Vec<i64> = venues.iter().map(|total| total.amount.get()).collect();
    amounts.push(amounts.iter().sum());
    Ok(amounts)
}

/// The subjects of the deeds near a line: what it may have been about.
pub(crate) fn subjects_near(conn: &mut AnyConn, ledger_no: i64) -> Result<Vec<Id<Owner>>, Fault> {
    let near: Vec<Ref<Owner>> = subjects(conn, ledger_no)?;
    let orders: Vec<Ref<kernel::ids::Order>> = funding_order::table.select(funding_order::id).limit(1000).load(conn)?;
    let runs: Vec<Ref<kernel::ids::Settlement>> = settlement::table.select(settlement::id).limit(1000).load(conn)?;
    let orders = orders.into_iter().map(|id| id.0.recast());
    let runs = runs.into_iter().map(|id| id.0.recast());
    Ok(near.into_iter().map(|id| id.0).chain(orders).chain(runs).collect())
}

fn subjects(conn: &mut AnyConn, ledger_no: i64) -> Result<Vec<Ref<Owner>>, Fault> {
    let around = transfer::ledger_no.between(ledger_no - 2, ledger_no + 2);
    let found: Vec<Ref<crate::account::Subject>> =
        transfer::table.filter(around).select(transfer::subject).load(conn)?;
    Ok(found.into_iter().map(|id| Ref(id.0.recast())).collect())
}
