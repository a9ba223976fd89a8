//! What the bank said, as it is listed: statements, entries, payments that bounced.

use std::collections::HashMap;

use diesel::prelude::*;
use kernel::{
    clock::At,
    ids::{BankStatement, BankStatementId, FileId, Order, Settlement as SettlementKind, Structure},
};
use store::{Fault, conn::AnyConn, ids::Ref};

use crate::tables::{bank_entry, bank_statement, settlement, settlement_payment};

/// How the entries of a file ended, ending by ending.
pub(crate) fn totals(conn: &mut AnyConn, file: FileId) -> Result<HashMap<String, i64>, Fault> {
    let rows: Vec<(String, i64)> = bank_entry::table
        .inner_join(bank_statement::table)
        .filter(bank_statement::file_id.eq(Ref(file)))
        .group_by(bank_entry::ending)
        .select((bank_entry::ending, diesel::dsl::count_star()))
        .load(conn)?;
    Ok(rows.into_iter().collect())
}

/// A statement as it is listed.
#[derive(Clone, Debug, Queryable)]
pub(crate) struct StatementRow {
    pub(crate) id: Ref<BankStatement>,
    pub(crate) kind: String,
    pub(crate) number: String,
    pub(crate) from_day: i64,
    pub(crate) to_day: i64,
    pub(crate) opening: Option<i64>,
    pub(crate) closing: Option<i64>,
    pub(crate) file: Ref<kernel::ids::File>,
    pub(crate) imported_at: i64,
}

macro_rules! statements {
    () => {
        bank_statement::table.select((
            bank_statement::id,
            bank_statement::kind,
            bank_statement::number,
            bank_statement::from_day,
            bank_statement::to_day,
            bank_statement::opening_cents,
            bank_statement::closing_cents,
            bank_statement::file_id,
            bank_statement::imported_at,
        ))
    };
}

/// The statements of a file, in its order.
pub(crate) fn of_file(conn: &mut AnyConn, file: FileId) -> Result<Vec<StatementRow>, Fault> {
    Ok(statements!().filter(bank_statement::file_id.eq(Ref(file))).order(bank_statement::place).load(conn)?)
}

/// Statements before a place in the list (newest first), at most so many.
pub(crate) fn page(
    conn: &mut AnyConn,
    before: Option<(i64, BankStatementId)>,
    most: i64,
) -> Result<Vec<StatementRow>, Fault> {
    let (at, id) = before.unwrap_or((i64::MAX, BankStatementId::from_bytes([0; 16])));
    let earlier = bank_statement::imported_at.lt(at);
    Ok(statements!()
        .filter(earlier.or(bank_statement::imported_at.eq(at).and(bank_statement::id.lt(Ref(id)))))
        .order((bank_statement::imported_at.desc(), bank_statement::id.desc()))
        .limit(most)
        .load(conn)?)
}

/// An entry as it is listed.
#[derive(Clone, Debug, Queryable)]
pub(crate) struct EntryListed {
    pub(crate) statement: Ref<BankStatement>,
    pub(crate) place: i64,
    pub(crate) no: i64,
    pub(crate) reference: String,
    pub(crate) amount: i64,
    pub(crate) booked: i64,
    pub(crate) end_to_end: String,
    pub(crate) remittance: String,
    pub(crate) party: String,
    pub(crate) reason: Option<String>,
    pub(crate) ending: String,
    pub(crate) why: Option<String>,
    pub(crate) settlement: Option<Ref<SettlementKind>>,
    pub(crate) structure: Option<Ref<Structure>>,
    pub(crate) order: Option<Ref<Order>>,
}

macro_rules! entries {
    () => {
        bank_entry::table.inner_join(bank_statement::table).select((
            bank_entry::statement_id,
            bank_statement::place,
            bank_entry::no,
            bank_entry::reference,
            bank_entry::amount_cents,
            bank_entry::booking_day,
            bank_entry::end_to_end,
            bank_entry::remittance,
            bank_entry::party,
            bank_entry::reason_code,
            bank_entry::ending,
            bank_entry::why,
            bank_entry::settlement_id,
            bank_entry::structure_id,
            bank_entry::order_id,
        ))
    };
}

/// Entries of a file after a place in it (statement, entry), in its order, at most so many; only those that wait for somebody
/// when asked so.
pub(crate) fn entries(
    conn: &mut AnyConn,
    file: FileId,
    (place, no): (i64, i64),
    most: i64,
    waiting: bool,
) -> Result<Vec<EntryListed>, Fault> {
    let later = bank_statement::place.gt(place);
    let wanted = entries!()
        .filter(bank_statement::file_id.eq(Ref(file)))
        .filter(later.or(bank_statement::place.eq(place).and(bank_entry::no.gt(no))))
        .order((bank_statement::place, bank_entry::no))
        .limit(most);
    Ok(match waiting {
        true => wanted.filter(bank_entry::ending.eq_any(vec!["unmatched", "proposed"])).load(conn)?,
        false => wanted.load(conn)?,
    })
}

/// One entry.
pub(crate) fn entry(conn: &mut AnyConn, statement: BankStatementId, no: i64) -> Result<Option<EntryListed>, Fault> {
    let one = bank_entry::statement_id.eq(Ref(statement)).and(bank_entry::no.eq(no));
    Ok(entries!().filter(one).first(conn).optional()?)
}

/// A payment that was rejected or came back, with what became of its money since.
#[derive(Clone, Debug, Queryable)]
pub(crate) struct Bounced {
    pub(crate) settlement: Ref<SettlementKind>,
    pub(crate) no: i64,
    pub(crate) structure: Ref<Structure>,
    pub(crate) holder: String,
    pub(crate) iban: String,
    pub(crate) amount: i64,
    pub(crate) reference: String,
    pub(crate) stage: String,
    pub(crate) ended_at: Option<i64>,
    pub(crate) reason: Option<String>,
    pub(crate) attempt: i64,
}

/// Payments that were rejected or came back, before an instant (newest first), at most so many.
pub(crate) fn bounced(conn: &mut AnyConn, before: At, most: i64) -> Result<Vec<Bounced>, Fault> {
    Ok(settlement_payment::table
        .inner_join(settlement::table)
        .filter(settlement_payment::stage.eq_any(vec!["rejected", "returned"]))
        .filter(settlement_payment::ended_at.lt(before.0))
        .order((settlement_payment::ended_at.desc(), settlement_payment::end_to_end_id))
        .limit(most)
        .select((
            settlement_payment::settlement_id,
            settlement::no,
            settlement_payment::structure_id,
            settlement_payment::holder,
            settlement_payment::iban,
            settlement_payment::amount_cents,
            settlement_payment::end_to_end_id,
            settlement_payment::stage,
            settlement_payment::ended_at,
            settlement_payment::reason_code,
            settlement_payment::attempt,
        ))
        .load(conn)?)
}
