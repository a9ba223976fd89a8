//! Redemptions as the operator finds them: each with its booklet, and what became of it.

use std::collections::HashMap;

use diesel::prelude::*;
use kernel::{
    clock::At,
    ids::{
        Carnet, Cheque, ChequeId, Person, PersonId, Receipt, ReceiptId, Settlement as SettlementKind, SettlementId,
        VenueId,
    },
};
use store::{
    Fault,
    conn::AnyConn,
    ids::{Ref, refs},
};

use super::{
    holds::Key,
    redemptions::{Redemption, Row, shaped},
};
use crate::{
    order::Serial,
    payments::settlement::Stage,
    tables::{carnet, cheque, funding_order, redemption, redemption_void, reversal, settlement, settlement_line},
};

/// A redemption, with the number of its booklet and its cheque's place there.
#[derive(Clone, Debug)]
pub(crate) struct Found {
    pub(crate) redemption: Redemption,
    pub(crate) serial: Serial,
    pub(crate) cheque_no: i64,
}

/// Every redemption of these acts, in order of ledger.
pub(crate) fn of_receipts(conn: &mut AnyConn, receipts: &[ReceiptId]) -> Result<Vec<Found>, Fault> {
    let found: Vec<(Row, String, i64, i64)> = redemption::table
        .inner_join(carnet::table)
        .inner_join(cheque::table)
        .inner_join(funding_order::table)
        .filter(redemption::receipt_id.eq_any(refs(receipts)))
        .order(redemption::ledger_no)
        .select((Row::as_select(), funding_order::label, carnet::no, cheque::no))
        .load(conn)?;
    let found = found.into_iter().map(|(row, label, no, cheque_no)| Found {
        redemption: shaped(row),
        serial: Serial { label, no },
        cheque_no,
    });
    Ok(found.collect())
}

/// The redemptions at these lines of the ledger.
pub(crate) fn of_lines(conn: &mut AnyConn, lines: &[i64]) -> Result<Vec<Found>, Fault> {
    let receipts: Vec<Ref<Receipt>> =
        redemption::table.filter(redemption::ledger_no.eq_any(lines)).select(redemption::receipt_id).load(conn)?;
    let receipts: Vec<ReceiptId> = receipts.into_iter().map(|receipt| receipt.0).collect();
    let mut found = of_receipts(conn, &receipts)?;
    found.retain(|one| lines.contains(&one.redemption.ledger_no));
    Ok(found)
}

/// The act to which a line of the ledger belongs, when it is a redemption's.
pub(crate) fn receipt_of_line(conn: &mut AnyConn, line: i64) -> Result<Option<ReceiptId>, Fault> {
    let found: Option<Ref<Receipt>> = redemption::table
        .filter(redemption::ledger_no.eq(line))
        .select(redemption::receipt_id)
        .first(conn)
        .optional()?;
    Ok(found.map(|receipt| receipt.0))
}

/// The acts in which a booklet's cheques were used, newest first, at most so many.
pub(crate) fn receipts_of(conn: &mut AnyConn, serial: &Serial, most: i64) -> Result<Vec<ReceiptId>, Fault> {
    let booklet: Option<Ref<Carnet>> = carnet::table
        .inner_join(funding_order::table)
        .filter(funding_order::label.eq(&serial.label).and(carnet::no.eq(serial.no)))
        .select(carnet::id)
        .first(conn)
        .optional()?;
    let Some(booklet) = booklet else { return Ok(Vec::new()) };
    // Its cheques first: uses are found by their key.
    let cheques: Vec<Ref<Cheque>> =
        cheque::table.filter(cheque::carnet_id.eq(booklet)).select(cheque::id).load(conn)?;
    let found: Vec<(Ref<Receipt>, i64)> = redemption::table
        .filter(redemption::cheque_id.eq_any(cheques))
        .select((redemption::receipt_id, redemption::at))
        .distinct()
        .order((redemption::at.desc(), redemption::receipt_id.desc()))
        .limit(most)
        .load(conn)?;
    Ok(found.into_iter().map(|(receipt, _)| receipt.0).collect())
}

/// The acts of a venue before a place in the list, newest first, at most so many.
pub(crate) fn receipts_at(
    conn: &mut AnyConn,
    venue: VenueId,
    (before, id): (At, ReceiptId),
    most: i64,
) -> Result<Vec<ReceiptId>, Fault> {
    let earlier = redemption::at.lt(before.0);
    let found: Vec<(Ref<Receipt>, i64)> = redemption::table
        .filter(redemption::venue_id.eq(Ref(venue)))
        .filter(earlier.or(redemption::at.eq(before.0).and(redemption::receipt_id.lt(Ref(id)))))
        .select((redemption::receipt_id, redemption::at))
        .distinct()
        .order((redemption::at.desc(), redemption::receipt_id.desc()))
        .limit(most)
        .load(conn)?;
    Ok(found.into_iter().map(|(receipt, _)| receipt.0).collect())
}

/// The run in which a redemption is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct InRun {
    pub(crate) id: SettlementId,
    pub(crate) no: i64,
    pub(crate) stage: Stage,
}

/// The runs in which redemptions of these cheques are.
pub(crate) fn runs_of(conn: &mut AnyConn, cheques: &[ChequeId]) -> Result<HashMap<Key, InRun>, Fault> {
    type Line = (Ref<Cheque>, i64, Ref<SettlementKind>, i64, String);
    let found: Vec<Line> = settlement_line::table
        .inner_join(settlement::table)
        .filter(settlement_line::cheque_id.eq_any(refs(cheques)))
        .select((settlement_line::cheque_id, settlement_line::round, settlement::id, settlement::no, settlement::stage))
        .load(conn)?;
    let run = |(cheque, round, id, no, stage): Line| {
        let stage = Stage::named(&stage).ok_or_else(|| Fault::broken("a settlement has no known stage"))?;
        Ok(((cheque.0, round), InRun { id: id.0, no, stage }))
    };
    found.into_iter().map(run).collect()
}

/// How a redemption was undone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Undone {
    pub(crate) at: At,
    pub(crate) by: PersonId,
    pub(crate) reason: String,
    /// When it was the operator: whether the venue owes the money back, and whether the cheque is blocked.
    pub(crate) reversed: Option<(bool, bool)>,
}

/// How redemptions of these cheques were undone.
pub(crate) fn undone_of(conn: &mut AnyConn, cheques: &[ChequeId]) -> Result<HashMap<Key, Undone>, Fault> {
    type Void = (Ref<Cheque>, i64, i64, Ref<Person>, String, Option<String>, Option<i64>);
    let same = reversal::cheque_id.eq(redemption_void::cheque_id).and(reversal::round.eq(redemption_void::round));
    let found: Vec<Void> = redemption_void::table
        .left_join(reversal::table.on(same))
        .filter(redemption_void::cheque_id.eq_any(refs(cheques)))
        .select((
            redemption_void::cheque_id,
            redemption_void::round,
            redemption_void::at,
            redemption_void::voided_by,
            redemption_void::reason,
            reversal::owing.nullable(),
            reversal::blocked.nullable(),
        ))
        .load(conn)?;
    let undone = |(cheque, round, at, by, reason, owing, blocked): Void| {
        let reversed = owing.zip(blocked).map(|(owing, blocked)| (owing == crate::account::RECOVERABLE, blocked == 1));
        ((cheque.0, round), Undone { at: At(at), by: by.0, reason, reversed })
    };
    Ok(found.into_iter().map(undone).collect())
}
