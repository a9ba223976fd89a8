//! What the bank says, as it lies in the database: statements, entries, and what became of payments.

use std::collections::{BTreeSet, HashMap};

use diesel::{insert_into, prelude::*, update};
use kernel::{
    cents::Cents,
    ids::{
        BankAccount, BankStatement, BankStatementId, FileId, Order, PersonId, Settlement as SettlementKind,
        SettlementId, Structure, StructureId,
    },
};
use store::{
    Fault, Tx,
    conn::AnyConn,
    each,
    ids::{Ref, refs},
};

use crate::{
    payments::{
        bank_news::{Entry, Kind, PaymentStage, Statement},
        find_payments::{Awaiting, Found, Known, Print, message_of, print},
        settlement::{Settlement, Stage},
    },
    tables::{bank_entry, bank_statement, funding_order, settlement, settlement_payment},
};

const AT_ONCE: usize = 1000;

/// Whether a file with that content was taken in, and as which file.
pub(crate) fn file_with(conn: &mut AnyConn, sha256: &[u8]) -> Result<Option<FileId>, Fault> {
    let found: Option<Ref<kernel::ids::File>> = bank_statement::table
        .filter(bank_statement::file_sha256.eq(sha256.to_vec()))
        .order(bank_statement::place)
        .select(bank_statement::file_id)
        .first(conn)
        .optional()?;
    Ok(found.map(|file| file.0))
}

/// The first of these numbers that another file has told of that account.
pub(crate) fn known_number(
    conn: &mut AnyConn,
    kind: Kind,
    iban: &str,
    numbers: &[&str],
) -> Result<Option<String>, Fault> {
    let told = bank_statement::table
        .filter(bank_statement::kind.eq(kind.name()).and(bank_statement::iban.eq(iban)))
        .filter(bank_statement::number.eq_any(numbers.to_vec()));
    Ok(told.order(bank_statement::number).select(bank_statement::number).first(conn).optional()?)
}

#[derive(Queryable)]
struct PaymentRow {
    settlement: Ref<SettlementKind>,
    structure: Ref<Structure>,
    attempt: i64,
    account: Ref<BankAccount>,
    reference: String,
    amount: i64,
    stage: String,
    no: i64,
    run_stage: String,
}

macro_rules! payments {
    () => {
        settlement_payment::table.inner_join(settlement::table).select((
            settlement_payment::settlement_id,
            settlement_payment::structure_id,
            settlement_payment::attempt,
            settlement_payment::bank_account_id,
            settlement_payment::end_to_end_id,
            settlement_payment::amount_cents,
            settlement_payment::stage,
            settlement::no,
            settlement::stage,
        ))
    };
}

/// The payments that these references follow, and those of the runs of these numbers.
pub(crate) fn payments(
    conn: &mut AnyConn,
    references: &BTreeSet<String>,
    runs: &BTreeSet<i64>,
) -> Result<Vec<Known>, Fault> {
    let mut found: HashMap<String, Known> = HashMap::new();
    let references: Vec<&String> = references.iter().collect();
    for some in references.chunks(AT_ONCE) {
        let rows: Vec<PaymentRow> =
            payments!().filter(settlement_payment::end_to_end_id.eq_any(some.to_vec())).load(conn)?;
        add(&mut found, rows)?;
    }
    if !runs.is_empty() {
        let runs: Vec<i64> = runs.iter().copied().take(AT_ONCE).collect();
        let rows: Vec<PaymentRow> = payments!().filter(settlement::no.eq_any(runs)).load(conn)?;
        add(&mut found, rows)?;
    }
    let mut found: Vec<Known> = found.into_values().collect();
    found.sort_by(|one, other| one.reference.cmp(&other.reference));
    told_by_statements(conn, &mut found)?;
    Ok(found)
}

fn add(found: &mut HashMap<String, Known>, rows: Vec<PaymentRow>) -> Result<(), Fault> {
    for row in rows {
        let stage = PaymentStage::named(&row.stage);
        let stage = stage.ok_or_else(|| Fault::broken("a payment has no known stage"))?;
        let run = Stage::named(&row.run_stage);
        let known = Known {
            settlement: row.settlement.0,
            structure: row.structure.0,
            attempt: row.attempt,
            account: row.account.0,
            reference: row.reference.clone(),
            message: Settlement::message_of(row.no),
            amount: Cents::new(row.amount),
            sent: matches!(run, Some(Stage::Exported | Stage::Confirmed)),
            was: stage,
            stage,
            reason: None,
            debited: false,
            credited: false,
        };
        found.insert(row.reference, known);
    }
    Ok(())
}

/// Marks the payments whose debit or return a statement has told.
fn told_by_statements(conn: &mut AnyConn, payments: &mut [Known]) -> Result<(), Fault> {
    let runs: BTreeSet<SettlementId> = payments.iter().map(|one| one.settlement).collect();
    if runs.is_empty() {
        return Ok(());
    }
    let runs = Vec::from_iter(runs);
    type Told = (Option<Ref<SettlementKind>>, Option<Ref<Structure>>, i64);
    let told: Vec<Told> = bank_entry::table
        .inner_join(bank_statement::table)
        .filter(bank_statement::kind.eq(Kind::Statement.name()))
        .filter(bank_entry::settlement_id.eq_any(refs(&runs).into_iter().map(Some).collect::<Vec<_>>()))
        .filter(bank_entry::ending.ne("unmatched"))
        .select((bank_entry::settlement_id, bank_entry::structure_id, bank_entry::amount_cents))
        .load(conn)?;
    // By structure; none: all of a run in one amount.
    let mut seen: HashMap<(SettlementId, Option<StructureId>), (bool, bool)> = HashMap::new();
    for (run, structure, cents) in told {
        if let Some(run) = run {
            let (debited, credited) = seen.entry((run.0, structure.map(|structure| structure.0))).or_default();
            *debited |= cents < 0;
            *credited |= cents > 0;
        }
    }
    let of =
        |run: SettlementId, structure: Option<StructureId>| seen.get(&(run, structure)).copied().unwrap_or_default();
    for payment in payments {
        let (alone, whole) = (of(payment.settlement, Some(payment.structure)), of(payment.settlement, None));
        (payment.debited, payment.credited) = (alone.0 || whole.0, alone.1);
    }
    Ok(())
}

/// The orders of these labels.
pub(crate) fn orders(conn: &mut AnyConn, labels: &BTreeSet<String>) -> Result<Vec<Awaiting>, Fault> {
    let labels: Vec<&String> = labels.iter().collect();
    let mut found = Vec::new();
    for some in labels.chunks(AT_ONCE) {
        let rows: Vec<(Ref<Order>, String, Option<i64>)> = funding_order::table
            .filter(funding_order::label.eq_any(some.to_vec()))
            .select((funding_order::id, funding_order::label, funding_order::funds_at))
            .order(funding_order::label)
            .load(conn)?;
        let awaiting = |(order, label, funds): (Ref<Order>, String, Option<i64>)| Awaiting {
            order: order.0,
            label,
            complete: funds.is_some(),
        };
        found.extend(rows.into_iter().map(awaiting));
    }
    Ok(found)
}

/// Movements of these days that are no payment, told by news of another kind and not told again since by this one.
pub(crate) fn told(conn: &mut AnyConn, kind: Kind, (from, until): (i64, i64)) -> Result<HashMap<Print, usize>, Fault> {
    type Row = (String, i64, i64, String, String, String, String);
    let rows: Vec<Row> = bank_entry::table
        .inner_join(bank_statement::table)
        .filter(bank_entry::booking_day.between(from, until))
        .filter(bank_entry::ending.eq_any(vec!["proposed", "funds", "unmatched", "known"]))
        .filter(bank_entry::settlement_id.is_null())
        .select((
            bank_statement::kind,
            bank_entry::amount_cents,
            bank_entry::booking_day,
            bank_entry::reference,
            bank_entry::end_to_end,
            bank_entry::remittance,
            bank_entry::ending,
        ))
        .load(conn)?;
    let mut told: HashMap<Print, usize> = HashMap::new();
    let (ours, others): (Vec<Row>, Vec<Row>) = rows.into_iter().partition(|row| row.0 == kind.name());
    let printed = |(_, cents, day, reference, end_to_end, remittance, _): &Row| {
        print(Cents::new(*cents), kernel::clock::Day::from_number(*day), reference, end_to_end, remittance)
    };
    for row in others.iter().filter(|row| row.6 != "known") {
        *told.entry(printed(row)).or_default() += 1;
    }
    for row in ours.iter().filter(|row| row.6 == "known") {
        if let Some(left) = told.get_mut(&printed(row)) {
            *left = left.saturating_sub(1);
        }
    }
    Ok(told)
}

/// A file that is taken in.
pub(crate) struct Taken<'f> {
    pub(crate) file: FileId,
    pub(crate) sha256: &'f [u8],
    pub(crate) kind: Kind,
    pub(crate) by: PersonId,
}

/// Keeps a statement with its entries; answers its identifier.
pub(crate) fn insert(
    tx: &mut Tx<'_>,
    taken: &Taken<'_>,
    place: i64,
    told: &Statement,
    found: &[Found],
) -> Result<BankStatementId, Fault> {
    let id: BankStatementId = tx.chance().id();
    let today = tx.now().day();
    let from = told.from.or(told.until).unwrap_or(today);
    let row = (
        bank_statement::id.eq(Ref(id)),
        bank_statement::kind.eq(taken.kind.name()),
        bank_statement::iban.eq(&told.iban),
        bank_statement::number.eq(&told.number),
        bank_statement::from_day.eq(from.number()),
        bank_statement::to_day.eq(told.until.unwrap_or(from).max(from).number()),
        bank_statement::opening_cents.eq(told.opening.map(Cents::get)),
        bank_statement::closing_cents.eq(told.closing.map(Cents::get)),
        bank_statement::file_id.eq(Ref(taken.file)),
        bank_statement::file_sha256.eq(taken.sha256.to_vec()),
        bank_statement::place.eq(place),
        bank_statement::imported_at.eq(tx.now().0),
        bank_statement::imported_by.eq(Ref(taken.by)),
    );
    insert_into(bank_statement::table).values(row).execute(tx.conn)?;
    let numbered: Vec<(i64, (&Entry, &Found))> = (1_i64..).zip(told.entries.iter().zip(found)).collect();
    for some in numbered.chunks(AT_ONCE) {
        let rows: Vec<EntryRow<'_>> =
            some.iter().map(|(no, (entry, found))| entry_row(id, *no, entry, found, today.number())).collect();
        each!(&mut *tx.conn, |c| insert_into(bank_entry::table).values(&rows).execute(c))?;
    }
    Ok(id)
}

#[derive(Insertable)]
// Columns that may be left out would make SQLite insert row by row.
#[diesel(table_name = bank_entry, treat_none_as_default_value = false)]
struct EntryRow<'e> {
    statement_id: Ref<BankStatement>,
    no: i64,
    reference: &'e str,
    amount_cents: i64,
    booking_day: i64,
    value_day: Option<i64>,
    end_to_end: &'e str,
    remittance: &'e str,
    party: &'e str,
    reason_code: Option<&'e str>,
    ending: &'static str,
    why: Option<&'static str>,
    settlement_id: Option<Ref<SettlementKind>>,
    structure_id: Option<Ref<Structure>>,
    attempt: Option<i64>,
    order_id: Option<Ref<Order>>,
}

fn entry_row<'e>(id: BankStatementId, no: i64, entry: &'e Entry, found: &Found, today: i64) -> EntryRow<'e> {
    let payment = found.about.and_then(|about| about.payment);
    EntryRow {
        statement_id: Ref(id),
        no,
        reference: &entry.reference,
        amount_cents: entry.amount.get(),
        booking_day: entry.booked.map_or(today, |day| day.number()),
        value_day: entry.value_day.map(|day| day.number()),
        end_to_end: &entry.end_to_end,
        remittance: &entry.remittance,
        party: &entry.party,
        reason_code: entry.reason.as_deref(),
        ending: found.ending.name(),
        why: found.ending.why().map(|why| why.name()),
        settlement_id: found.about.map(|about| Ref(about.settlement)),
        structure_id: payment.map(|(structure, _)| Ref(structure)),
        attempt: payment.map(|(_, attempt)| attempt),
        order_id: found.ending.order().map(Ref),
    }
}

/// Records what became of these payments, which were at those stages; answers how many were.
pub(crate) fn end_payments(tx: &mut Tx<'_>, changed: &[&Known]) -> Result<usize, Fault> {
    let mut alike: HashMap<(PaymentStage, PaymentStage, Option<&str>), Vec<&str>> = HashMap::new();
    for one in changed {
        alike.entry((one.was, one.stage, one.reason.as_deref())).or_default().push(&one.reference);
    }
    let mut count = 0;
    for ((was, stage, reason), references) in alike {
        for some in references.chunks(AT_ONCE) {
            let there = settlement_payment::table
                .filter(settlement_payment::end_to_end_id.eq_any(some.to_vec()))
                .filter(settlement_payment::stage.eq(was.name()));
            let next = (
                settlement_payment::stage.eq(stage.name()),
                settlement_payment::ended_at.eq(Some(tx.now().0)),
                settlement_payment::reason_code.eq(reason),
            );
            count += update(there).set(next).execute(tx.conn)?;
        }
    }
    Ok(count)
}

/// Ends these runs at the bank, those of which no payment is open any more; answers how many.
pub(crate) fn end_runs(tx: &mut Tx<'_>, runs: &[SettlementId], by: PersonId, reference: &str) -> Result<usize, Fault> {
    let open = settlement_payment::table
        .filter(settlement_payment::settlement_id.eq(settlement::id))
        .filter(settlement_payment::stage.eq(PaymentStage::Open.name()));
    let done = settlement::table
        .filter(settlement::id.eq_any(refs(runs)).and(settlement::stage.eq(Stage::Exported.name())))
        .filter(diesel::dsl::not(diesel::dsl::exists(open)))
        .select(settlement::id);
    let done: Vec<Ref<SettlementKind>> = done.load(tx.conn)?;
    let next = (
        settlement::stage.eq(Stage::Confirmed.name()),
        settlement::confirmed_by.eq(Some(Ref(by))),
        settlement::confirmed_at.eq(tx.now().0),
        settlement::bank_reference.eq(reference),
    );
    let exported =
        settlement::table.filter(settlement::id.eq_any(done).and(settlement::stage.eq(Stage::Exported.name())));
    Ok(update(exported).set(next).execute(tx.conn)?)
}

/// The number of a run that a bank's entry names whole.
pub(crate) fn run_named(message: &str) -> Option<i64> {
    message_of(message).strip_prefix("PASSEGUE-")?.parse().ok()
}

/// Records that a proposed entry is the funds of its order; answers whether it was still proposed.
pub(crate) fn confirm_funds(tx: &mut Tx<'_>, statement: BankStatementId, no: i64) -> Result<bool, Fault> {
    let proposed = bank_entry::table
        .filter(bank_entry::statement_id.eq(Ref(statement)).and(bank_entry::no.eq(no)))
        .filter(bank_entry::ending.eq("proposed"));
    Ok(update(proposed).set(bank_entry::ending.eq("funds")).execute(tx.conn)? == 1)
}
