//! Payment runs, their lines and their payments, as they lie in the database.

use std::collections::{BTreeSet, HashSet};

use diesel::{delete, insert_into, prelude::*, update};
use kernel::{
    cents::Cents,
    clock::{At, Day},
    ids::{
        BankAccount, File, FileId, Person, PersonId, Receipt, Settlement as SettlementKind, SettlementId, Structure,
        StructureId, Venue, VenueId,
    },
};
use store::{Fault, Tx, conn::AnyConn, each, ids::Ref};

use crate::{
    order::Serial,
    payments::{
        bank_news::PaymentStage,
        settlement::{Payment, Settlement, Stage, StatementLine, VenueTotal, Version},
    },
    tables::{
        carnet, cheque, funding_order, redemption, redemption_void, settlement, settlement_line, settlement_payment,
        settlement_venue,
    },
};

#[derive(Queryable, Selectable)]
#[diesel(table_name = settlement)]
pub(super) struct Row {
    id: Ref<SettlementKind>,
    no: i64,
    stage: String,
    mark_ledger_no: i64,
    next_ledger_no: i64,
    prepared_by: Ref<Person>,
    prepared_at: i64,
    approved_at: Option<i64>,
    execution_day: Option<i64>,
    file_id: Option<Ref<File>>,
    exported_at: Option<i64>,
    confirmed_at: Option<i64>,
    bank_reference: Option<String>,
    turns: i64,
    file_version: i64,
}

pub(crate) fn find(conn: &mut AnyConn, id: SettlementId) -> Result<Option<Settlement>, Fault> {
    let row = settlement::table.find(Ref(id)).select(Row::as_select()).first(conn).optional()?;
    row.map(shaped).transpose()
}

/// The run with the highest number.
pub(crate) fn last(conn: &mut AnyConn) -> Result<Option<Settlement>, Fault> {
    let row = settlement::table.order(settlement::no.desc()).select(Row::as_select()).first(conn).optional()?;
    row.map(shaped).transpose()
}

/// The oldest run that is being prepared: the last one, or one that lost lines after it was prepared.
pub(crate) fn preparing(conn: &mut AnyConn) -> Result<Option<Settlement>, Fault> {
    let row = settlement::table
        .filter(settlement::stage.eq(Stage::Preparing.name()))
        .order(settlement::no)
        .select(Row::as_select())
        .first(conn)
        .optional()?;
    row.map(shaped).transpose()
}

pub(crate) fn open(
    tx: &mut Tx<'_>,
    id: SettlementId,
    no: i64,
    from: i64,
    mark: i64,
    by: PersonId,
) -> Result<(), Fault> {
    let row = (
        settlement::id.eq(Ref(id)),
        settlement::no.eq(no),
        settlement::stage.eq(Stage::Preparing.name()),
        settlement::mark_ledger_no.eq(mark),
        settlement::next_ledger_no.eq(from),
        settlement::prepared_by.eq(Ref(by)),
        settlement::prepared_at.eq(tx.now().0),
    );
    insert_into(settlement::table).values(row).execute(tx.conn)?;
    Ok(())
}

/// Opens a run that is being prepared to later lines of the ledger.
pub(crate) fn move_mark(tx: &mut Tx<'_>, id: SettlementId, mark: i64) -> Result<(), Fault> {
    update(at_stage(id, Stage::Preparing)).set(settlement::mark_ledger_no.eq(mark)).execute(tx.conn)?;
    Ok(())
}

/// Records who prepares a run.
pub(crate) fn set_preparer(tx: &mut Tx<'_>, id: SettlementId, by: PersonId) -> Result<(), Fault> {
    update(at_stage(id, Stage::Preparing)).set(settlement::prepared_by.eq(Ref(by))).execute(tx.conn)?;
    Ok(())
}

/// Whether some redemption between two lines of the ledger waits to be paid.
pub(crate) fn anything_waits(conn: &mut AnyConn, from: i64, mark: i64) -> Result<bool, Fault> {
    let voided = redemption_void::table
        .filter(redemption_void::cheque_id.eq(redemption::cheque_id).and(redemption_void::round.eq(redemption::round)));
    let waiting = redemption::table
        .filter(redemption::ledger_no.between(from, mark))
        .filter(diesel::dsl::not(diesel::dsl::exists(voided)));
    Ok(diesel::select(diesel::dsl::exists(waiting)).get_result(conn)?)
}

/// Lines of the ledger that one chunk looks at: as many as a counter can wait for, some three tenths of a second.
///
/// Keys are spread evenly: a chunk of any size touches nearly every page of SQLite's file, so fewer are better.
/// PostgreSQL asks for the keys of others row by row.
pub(crate) const fn lines_at_once(conn: &AnyConn) -> i64 {
    match conn {
        AnyConn::Sqlite(_) => 50_000,
        AnyConn::Pg(_) => 15_000,
    }
}

/// Enters the redemptions between two lines of the ledger, undone ones left out; in the order of their key, so that each
/// page is written once.
pub(crate) fn enter(tx: &mut Tx<'_>, id: SettlementId, from: i64, until: i64) -> Result<(), Fault> {
    name_venues(tx, id, from, until)?;
    let voided = redemption_void::table
        .filter(redemption_void::cheque_id.eq(redemption::cheque_id).and(redemption_void::round.eq(redemption::round)));
    let entering = redemption::table
        .filter(redemption::ledger_no.between(from, until))
        .filter(diesel::dsl::not(diesel::dsl::exists(voided)))
        .order(redemption::cheque_id)
        .select((
            redemption::cheque_id,
            redemption::round,
            Ref(id).into_sql::<store::ids::SqlId>(),
            redemption::venue_id,
            redemption::structure_id,
            redemption::value_cents,
        ));
    insert_into(settlement_line::table)
        .values(entering)
        .into_columns((
            settlement_line::cheque_id,
            settlement_line::round,
            settlement_line::settlement_id,
            settlement_line::venue_id,
            settlement_line::structure_id,
            settlement_line::value_cents,
        ))
        .execute(tx.conn)?;
    update(settlement::table.find(Ref(id))).set(settlement::next_ledger_no.eq(until + 1)).execute(tx.conn)?;
    Ok(())
}

/// Names the venues of those lines in the run, those that it does not have yet: lines refer to them.
fn name_venues(tx: &mut Tx<'_>, id: SettlementId, from: i64, until: i64) -> Result<(), Fault> {
    let named = settlement_venue::table.filter(
        settlement_venue::settlement_id
            .eq(Ref(id))
            .and(settlement_venue::venue_id.eq(redemption::venue_id))
            .and(settlement_venue::structure_id.eq(redemption::structure_id)),
    );
    let new = redemption::table
        .filter(redemption::ledger_no.between(from, until))
        .filter(diesel::dsl::not(diesel::dsl::exists(named)))
        .select((Ref(id).into_sql::<store::ids::SqlId>(), redemption::venue_id, redemption::structure_id))
        .distinct();
    insert_into(settlement_venue::table)
        .values(new)
        .into_columns((settlement_venue::settlement_id, settlement_venue::venue_id, settlement_venue::structure_id))
        .execute(tx.conn)?;
    Ok(())
}

/// Names these venues in a run, those that it does not have yet.
pub(super) fn name(tx: &mut Tx<'_>, id: SettlementId, venues: BTreeSet<(VenueId, StructureId)>) -> Result<(), Fault> {
    let found: Vec<(Ref<Venue>, Ref<Structure>)> = settlement_venue::table
        .filter(settlement_venue::settlement_id.eq(Ref(id)))
        .select((settlement_venue::venue_id, settlement_venue::structure_id))
        .load(tx.conn)?;
    let named: HashSet<_> = found.into_iter().map(|(venue, structure)| (venue.0, structure.0)).collect();
    let new: Vec<_> = venues.into_iter().filter(|one| !named.contains(one)).collect();
    for some in new.chunks(1000) {
        let rows: Vec<_> = some
            .iter()
            .map(|(venue, structure)| {
                (
                    settlement_venue::settlement_id.eq(Ref(id)),
                    settlement_venue::venue_id.eq(Ref(*venue)),
                    settlement_venue::structure_id.eq(Ref(*structure)),
                )
            })
            .collect();
        each!(&mut *tx.conn, |c| insert_into(settlement_venue::table).values(&rows).execute(c))?;
    }
    Ok(())
}

/// What each venue is paid by a run, in order of venue.
pub(crate) fn by_venue(conn: &mut AnyConn, id: SettlementId) -> Result<Vec<VenueTotal>, Fault> {
    let sum = diesel::dsl::sql::<diesel::sql_types::BigInt>("CAST(SUM(value_cents) AS BIGINT)");
    let found: Vec<(Ref<Venue>, Ref<Structure>, i64, i64)> = settlement_line::table
        .filter(settlement_line::settlement_id.eq(Ref(id)))
        .group_by((settlement_line::venue_id, settlement_line::structure_id))
        .select((settlement_line::venue_id, settlement_line::structure_id, diesel::dsl::count_star(), sum))
        .order((settlement_line::venue_id, settlement_line::structure_id))
        .load(conn)?;
    let total = |(venue, structure, cheques, cents): (Ref<Venue>, Ref<Structure>, i64, i64)| VenueTotal {
        venue: venue.0,
        structure: structure.0,
        cheques,
        amount: Cents::new(cents),
    };
    Ok(found.into_iter().map(total).collect())
}

pub(crate) fn insert_payments(tx: &mut Tx<'_>, id: SettlementId, payments: &[Payment]) -> Result<(), Fault> {
    for some in payments.chunks(1000) {
        let rows: Vec<_> = some
            .iter()
            .map(|payment| {
                (
                    settlement_payment::settlement_id.eq(Ref(id)),
                    settlement_payment::structure_id.eq(Ref(payment.structure)),
                    settlement_payment::bank_account_id.eq(Ref(payment.account)),
                    settlement_payment::holder.eq(&payment.holder),
                    settlement_payment::iban.eq(&payment.iban),
                    settlement_payment::bic.eq(&payment.bic),
                    settlement_payment::amount_cents.eq(payment.amount.get()),
                    settlement_payment::cheques.eq(payment.cheques),
                    settlement_payment::end_to_end_id.eq(&payment.end_to_end_id),
                    settlement_payment::attempt.eq(payment.attempt),
                )
            })
            .collect();
        each!(&mut *tx.conn, |c| insert_into(settlement_payment::table).values(&rows).execute(c))?;
    }
    Ok(())
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = settlement_payment)]
struct PaymentRow {
    structure_id: Ref<Structure>,
    bank_account_id: Ref<BankAccount>,
    holder: String,
    iban: String,
    bic: String,
    amount_cents: i64,
    cheques: i64,
    end_to_end_id: String,
    attempt: i64,
    stage: String,
    reason_code: Option<String>,
}

/// The payments of a run, in order of their references.
pub(crate) fn payments(conn: &mut AnyConn, id: SettlementId) -> Result<Vec<Payment>, Fault> {
    let found: Vec<PaymentRow> = settlement_payment::table
        .filter(settlement_payment::settlement_id.eq(Ref(id)))
        .select(PaymentRow::as_select())
        .order(settlement_payment::end_to_end_id)
        .load(conn)?;
    let payment = |row: PaymentRow| {
        Ok(Payment {
            structure: row.structure_id.0,
            account: row.bank_account_id.0,
            holder: row.holder,
            iban: row.iban,
            bic: row.bic,
            amount: Cents::new(row.amount_cents),
            cheques: row.cheques,
            end_to_end_id: row.end_to_end_id,
            attempt: row.attempt,
            stage: PaymentStage::named(&row.stage).ok_or_else(|| Fault::broken("a payment has no known stage"))?,
            reason: row.reason_code,
        })
    };
    found.into_iter().map(payment).collect()
}

/// Ends the preparation.
pub(crate) fn set_prepared(tx: &mut Tx<'_>, id: SettlementId) -> Result<bool, Fault> {
    let there = at_stage(id, Stage::Preparing);
    Ok(update(there).set(settlement::stage.eq(Stage::Prepared.name())).execute(tx.conn)? == 1)
}

/// Opens a prepared run again, because lines left it: its payments are made anew.
pub(crate) fn reopen(tx: &mut Tx<'_>, id: SettlementId) -> Result<(), Fault> {
    if update(at_stage(id, Stage::Prepared)).set(settlement::stage.eq(Stage::Preparing.name())).execute(tx.conn)? == 1 {
        delete(settlement_payment::table.filter(settlement_payment::settlement_id.eq(Ref(id)))).execute(tx.conn)?;
        super::shares::forget(tx, id)?;
    }
    Ok(())
}

/// Says that lines left a run, or came back into it.
pub(crate) fn turn(tx: &mut Tx<'_>, id: SettlementId) -> Result<(), Fault> {
    update(settlement::table.find(Ref(id))).set(settlement::turns.eq(settlement::turns + 1)).execute(tx.conn)?;
    Ok(())
}

/// Ends a run that has nothing left to pay, so that nobody waits for it.
pub(crate) fn end_empty(tx: &mut Tx<'_>, id: SettlementId) -> Result<(), Fault> {
    let ended = (settlement::stage.eq(Stage::Confirmed.name()), settlement::confirmed_at.eq(tx.now().0));
    update(at_stage(id, Stage::Preparing)).set(ended).execute(tx.conn)?;
    Ok(())
}

/// Ends an approved run that has nothing to send to the bank.
pub(crate) fn end_unpaid(tx: &mut Tx<'_>, id: SettlementId) -> Result<(), Fault> {
    let ended = (settlement::stage.eq(Stage::Confirmed.name()), settlement::confirmed_at.eq(tx.now().0));
    update(at_stage(id, Stage::Approved)).set(ended).execute(tx.conn)?;
    Ok(())
}

/// Whether a run has any line.
pub(crate) fn has_lines(conn: &mut AnyConn, id: SettlementId) -> Result<bool, Fault> {
    let lines = settlement_line::table.filter(settlement_line::settlement_id.eq(Ref(id)));
    Ok(diesel::select(diesel::dsl::exists(lines)).get_result(conn)?)
}

/// Freezes a prepared run; answers whether it was still prepared.
pub(crate) fn set_approved(tx: &mut Tx<'_>, id: SettlementId, by: PersonId, execution: Day) -> Result<bool, Fault> {
    let next = (
        settlement::stage.eq(Stage::Approved.name()),
        settlement::approved_by.eq(Some(Ref(by))),
        settlement::approved_at.eq(tx.now().0),
        settlement::execution_day.eq(execution.number()),
    );
    Ok(update(at_stage(id, Stage::Prepared)).set(next).execute(tx.conn)? == 1)
}

/// Keeps the bank file of an approved run; answers whether it was still approved.
pub(crate) fn set_exported(tx: &mut Tx<'_>, id: SettlementId, file: FileId, version: Version) -> Result<bool, Fault> {
    let next = (
        settlement::file_version.eq(version.number()),
        settlement::stage.eq(Stage::Exported.name()),
        settlement::file_id.eq(Some(Ref(file))),
        settlement::exported_at.eq(tx.now().0),
    );
    Ok(update(at_stage(id, Stage::Approved)).set(next).execute(tx.conn)? == 1)
}

/// Records that the bank has paid; answers whether the run was still only exported.
pub(crate) fn set_confirmed(tx: &mut Tx<'_>, id: SettlementId, by: PersonId, reference: &str) -> Result<bool, Fault> {
    let next = (
        settlement::stage.eq(Stage::Confirmed.name()),
        settlement::confirmed_by.eq(Some(Ref(by))),
        settlement::confirmed_at.eq(tx.now().0),
        settlement::bank_reference.eq(reference),
    );
    Ok(update(at_stage(id, Stage::Exported)).set(next).execute(tx.conn)? == 1)
}

/// Whether any run was ever approved.
pub(crate) fn has_paid(conn: &mut AnyConn) -> Result<bool, Fault> {
    let approved = settlement::table.filter(settlement::approved_at.is_not_null());
    Ok(diesel::select(diesel::dsl::exists(approved)).get_result(conn)?)
}

/// Records that the bank has paid all payments of a run that are open.
pub(crate) fn pay_open(tx: &mut Tx<'_>, id: SettlementId) -> Result<usize, Fault> {
    let open = settlement_payment::table
        .filter(settlement_payment::settlement_id.eq(Ref(id)))
        .filter(settlement_payment::stage.eq(PaymentStage::Open.name()));
    let next =
        (settlement_payment::stage.eq(PaymentStage::Paid.name()), settlement_payment::ended_at.eq(Some(tx.now().0)));
    Ok(update(open).set(next).execute(tx.conn)?)
}

type AtStage = diesel::dsl::Filter<
    settlement::table,
    diesel::dsl::And<
        diesel::dsl::Eq<settlement::id, Ref<SettlementKind>>,
        diesel::dsl::Eq<settlement::stage, &'static str>,
    >,
>;

fn at_stage(id: SettlementId, stage: Stage) -> AtStage {
    settlement::table.filter(settlement::id.eq(Ref(id)).and(settlement::stage.eq(stage.name())))
}

/// Lines of a venue's statement after a place, in order of ledger, at most so many.
pub(crate) fn statement_lines(
    conn: &mut AnyConn,
    id: SettlementId,
    venue: VenueId,
    after: i64,
    most: i64,
) -> Result<Vec<StatementLine>, Fault> {
    type Found = (i64, Ref<Receipt>, i64, String, i64, i64, i64);
    let found: Vec<Found> =
        settlement_line::table
            .inner_join(redemption::table.on(
                redemption::cheque_id.eq(settlement_line::cheque_id).and(redemption::round.eq(settlement_line::round)),
            ))
            .inner_join(cheque::table.on(cheque::id.eq(redemption::cheque_id)))
            .inner_join(carnet::table.on(carnet::id.eq(redemption::carnet_id)))
            .inner_join(funding_order::table.on(funding_order::id.eq(redemption::order_id)))
            .filter(settlement_line::settlement_id.eq(Ref(id)).and(settlement_line::venue_id.eq(Ref(venue))))
            .filter(redemption::ledger_no.gt(after))
            .order(redemption::ledger_no)
            .limit(most)
            .select((
                redemption::ledger_no,
                redemption::receipt_id,
                redemption::at,
                funding_order::label,
                carnet::no,
                cheque::no,
                settlement_line::value_cents,
            ))
            .load(conn)?;
    let line = |(ledger_no, receipt, at, label, carnet, no, cents): Found| StatementLine {
        ledger_no,
        receipt: receipt.0,
        at: At(at),
        serial: Serial { label, no: carnet },
        cheque_no: no,
        value: Cents::new(cents),
    };
    Ok(found.into_iter().map(line).collect())
}

pub(super) fn shaped(row: Row) -> Result<Settlement, Fault> {
    Ok(Settlement {
        id: row.id.0,
        no: row.no,
        stage: Stage::named(&row.stage).ok_or_else(|| Fault::broken("a settlement has no known stage"))?,
        mark: row.mark_ledger_no,
        next: row.next_ledger_no,
        prepared_by: row.prepared_by.0,
        prepared_at: At(row.prepared_at),
        approved_at: row.approved_at.map(At),
        execution_day: row.execution_day.map(Day::from_number),
        file: row.file_id.map(|file| file.0),
        exported_at: row.exported_at.map(At),
        confirmed_at: row.confirmed_at.map(At),
        bank_reference: row.bank_reference,
        turns: row.turns,
        version: Version::numbered(row.file_version).ok_or_else(|| Fault::broken("a bank file has no known form"))?,
    })
}
