//! Redemptions and their undoing, as they lie in the database.

use std::collections::HashMap;

use diesel::{insert_into, prelude::*};
use kernel::{
    cents::Cents,
    clock::{At, Day},
    ids::{
        Carnet, CarnetId, Cheque as ChequeKind, ChequeId, Order as OrderKind, OrderId, Person, PersonId, Receipt,
        ReceiptId, Structure, StructureId, Venue, VenueId,
    },
};
use store::{
    Fault, Tx,
    conn::AnyConn,
    each,
    ids::{Ref, refs},
};

use crate::tables::{redemption, redemption_void, settlement_line};

/// A cheque honoured in a round.
#[derive(Clone, Debug)]
pub(crate) struct Redemption {
    pub(crate) cheque: ChequeId,
    pub(crate) round: i64,
    pub(crate) receipt: ReceiptId,
    pub(crate) order: OrderId,
    pub(crate) carnet: CarnetId,
    pub(crate) venue: VenueId,
    pub(crate) structure: StructureId,
    pub(crate) value: Cents,
    pub(crate) at: At,
    pub(crate) by: PersonId,
    pub(crate) ledger_no: i64,
}

#[derive(Insertable, Queryable, Selectable)]
// Columns that may be left out would make SQLite insert row by row.
#[diesel(table_name = redemption, treat_none_as_default_value = false)]
pub(super) struct Row {
    cheque_id: Ref<ChequeKind>,
    round: i64,
    receipt_id: Ref<Receipt>,
    order_id: Ref<OrderKind>,
    carnet_id: Ref<Carnet>,
    venue_id: Ref<Venue>,
    structure_id: Ref<Structure>,
    value_cents: i64,
    at: i64,
    day: i64,
    redeemed_by: Ref<Person>,
    ledger_no: i64,
}

pub(crate) fn insert(tx: &mut Tx<'_>, redemptions: &[Redemption], day: Day) -> Result<(), Fault> {
    for some in redemptions.chunks(1000) {
        let rows: Vec<Row> = some.iter().map(|one| row(one, day)).collect();
        each!(&mut *tx.conn, |c| insert_into(redemption::table).values(&rows).execute(c))?;
    }
    Ok(())
}

/// Where and when these redeemed cheques were honoured last.
pub(crate) fn last_of(conn: &mut AnyConn, cheques: &[ChequeId]) -> Result<HashMap<ChequeId, (VenueId, At)>, Fault> {
    let found: Vec<(Ref<ChequeKind>, Ref<Venue>, i64)> = redemption::table
        .filter(redemption::cheque_id.eq_any(refs(cheques)))
        .select((redemption::cheque_id, redemption::venue_id, redemption::at))
        .order(redemption::round)
        .load(conn)?;
    Ok(found.into_iter().map(|(cheque, venue, at)| (cheque.0, (venue.0, At(at)))).collect())
}

/// The cheques of one act.
pub(crate) fn of_receipt(conn: &mut AnyConn, receipt: ReceiptId) -> Result<Vec<Redemption>, Fault> {
    let rows: Vec<Row> = redemption::table
        .filter(redemption::receipt_id.eq(Ref(receipt)))
        .order((redemption::cheque_id, redemption::round))
        .select(Row::as_select())
        .load(conn)?;
    Ok(rows.into_iter().map(shaped).collect())
}

/// How many of these redemptions were undone, and whether one is in a settlement.
pub(crate) fn ended(conn: &mut AnyConn, cheques: &[(ChequeId, i64)]) -> Result<(usize, bool), Fault> {
    let ids: Vec<ChequeId> = cheques.iter().map(|(id, _)| *id).collect();
    let voided: Vec<(Ref<ChequeKind>, i64)> = redemption_void::table
        .filter(redemption_void::cheque_id.eq_any(refs(&ids)))
        .select((redemption_void::cheque_id, redemption_void::round))
        .load(conn)?;
    let settled: Vec<(Ref<ChequeKind>, i64)> = settlement_line::table
        .filter(settlement_line::cheque_id.eq_any(refs(&ids)))
        .select((settlement_line::cheque_id, settlement_line::round))
        .load(conn)?;
    let mine = |(id, round): &&(Ref<ChequeKind>, i64)| cheques.contains(&(id.0, *round));
    Ok((voided.iter().filter(mine).count(), settled.iter().any(|row| mine(&row))))
}

/// Records the undoing of these redemptions; the first is corrected by line `ledger_no`, the next by the next.
pub(crate) fn void(
    tx: &mut Tx<'_>,
    redemptions: &[Redemption],
    by: PersonId,
    reason: &str,
    ledger_no: i64,
) -> Result<(), Fault> {
    let now = tx.now().0;
    let rows: Vec<_> = redemptions
        .iter()
        .zip(ledger_no..)
        .map(|(one, line)| {
            (
                redemption_void::cheque_id.eq(Ref(one.cheque)),
                redemption_void::round.eq(one.round),
                redemption_void::venue_id.eq(Ref(one.venue)),
                redemption_void::at.eq(now),
                redemption_void::voided_by.eq(Ref(by)),
                redemption_void::reason.eq(reason),
                redemption_void::ledger_no.eq(line),
            )
        })
        .collect();
    each!(&mut *tx.conn, |c| insert_into(redemption_void::table).values(&rows).execute(c))?;
    Ok(())
}

fn row(one: &Redemption, day: Day) -> Row {
    Row {
        cheque_id: Ref(one.cheque),
        round: one.round,
        receipt_id: Ref(one.receipt),
        order_id: Ref(one.order),
        carnet_id: Ref(one.carnet),
        venue_id: Ref(one.venue),
        structure_id: Ref(one.structure),
        value_cents: one.value.get(),
        at: one.at.0,
        day: day.number(),
        redeemed_by: Ref(one.by),
        ledger_no: one.ledger_no,
    }
}

pub(super) fn shaped(row: Row) -> Redemption {
    Redemption {
        cheque: row.cheque_id.0,
        round: row.round,
        receipt: row.receipt_id.0,
        order: row.order_id.0,
        carnet: row.carnet_id.0,
        venue: row.venue_id.0,
        structure: row.structure_id.0,
        value: Cents::new(row.value_cents),
        at: At(row.at),
        by: row.redeemed_by.0,
        ledger_no: row.ledger_no,
    }
}

/// Structures whose venues honoured cheques of an order.
pub(crate) fn structures_of(conn: &mut AnyConn, order: OrderId) -> Result<Vec<StructureId>, Fault> {
    let found: Vec<Ref<Structure>> = redemption::table
        .filter(redemption::order_id.eq(Ref(order)))
        .select(redemption::structure_id)
        .distinct()
        .load(conn)?;
    Ok(found.into_iter().map(|structure| structure.0).collect())
}
