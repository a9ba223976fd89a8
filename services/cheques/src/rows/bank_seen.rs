//! What the bank said, as the imports of its files keep it: read here, written by the imports alone.

use diesel::{
    OptionalExtension, QueryableByName, RunQueryDsl, sql_query,
    sql_types::{BigInt, Nullable, Text},
};
use kernel::ids::{Id, OrderId, SettlementId, StructureId};
use store::{
    Fault,
    conn::AnyConn,
    each,
    ids::{Ref, SqlId},
};

use crate::account::Owner;

/// A statement of the bank.
#[derive(Clone, Debug, PartialEq, Eq, QueryableByName)]
pub(crate) struct StatementRow {
    #[diesel(sql_type = Text)]
    pub(crate) number: String,
    #[diesel(sql_type = BigInt)]
    pub(crate) to_day: i64,
    #[diesel(sql_type = BigInt)]
    pub(crate) closing_cents: i64,
}

/// The last statement of that account that tells a closing balance.
pub(crate) fn last_statement(conn: &mut AnyConn, iban: &str) -> Result<Option<StatementRow>, Fault> {
    Ok(each!(conn, |c| sql_query(LAST).bind::<Text, _>(iban).get_result(c).optional())?)
}

const LAST: &str = "select number, to_day, closing_cents from bank_statement
    where kind = 'statement' and iban = $1 and closing_cents is not null order by to_day desc, imported_at desc limit 1";

/// What statements say of one order or one run: the sum, and when last.
#[derive(Clone, Debug, QueryableByName)]
pub(crate) struct SubjectRow {
    #[diesel(sql_type = SqlId)]
    subject: Ref<Owner>,
    #[diesel(sql_type = BigInt)]
    pub(crate) cents: i64,
    #[diesel(sql_type = BigInt)]
    pub(crate) day: i64,
}

impl SubjectRow {
    pub(crate) const fn subject(&self) -> Id<Owner> {
        self.subject.0
    }
}

/// What the statements of that account say of each run, and of each order whose funds were found.
pub(crate) fn by_subject(conn: &mut AnyConn, iban: &str) -> Result<Vec<SubjectRow>, Fault> {
    Ok(each!(conn, |c| sql_query(BY_SUBJECT).bind::<Text, _>(iban).load(c))?)
}

// A movement that a notification told first bears its order there: the statement's own entry is only known.
const BY_SUBJECT: &str = "select subject, cast(sum(cents) as bigint) as cents, max(day) as day from (
        select coalesce(e.settlement_id, e.order_id, (
                select n.order_id from bank_entry n join bank_statement m on m.id = n.statement_id
                where n.ending = 'funds' and n.booking_day = e.booking_day and m.kind = 'notification' and m.iban = s.iban
                and n.amount_cents = e.amount_cents and n.reference = e.reference and n.end_to_end = e.end_to_end
                and n.remittance = e.remittance limit 1)) as subject,
            e.amount_cents as cents, e.booking_day as day
        from bank_entry e join bank_statement s on s.id = e.statement_id
        where s.kind = 'statement' and s.iban = $1 and e.ending not in ('proposed', 'unmatched')
    ) entries where subject is not null group by subject order by subject";

/// An entry that nothing in the ledger answers.
#[derive(Clone, Debug, QueryableByName)]
pub(crate) struct LooseRow {
    #[diesel(sql_type = Text)]
    pub(crate) reference: String,
    #[diesel(sql_type = BigInt)]
    pub(crate) amount_cents: i64,
    #[diesel(sql_type = BigInt)]
    pub(crate) booking_day: i64,
    #[diesel(sql_type = Text)]
    pub(crate) remittance: String,
    #[diesel(sql_type = Text)]
    pub(crate) party: String,
    #[diesel(sql_type = Text)]
    pub(crate) ending: String,
}

/// The entries of the statements of that account that were found to be nothing, or only seem to be an order's funds.
pub(crate) fn loose(conn: &mut AnyConn, iban: &str) -> Result<Vec<LooseRow>, Fault> {
    Ok(each!(conn, |c| sql_query(LOOSE).bind::<Text, _>(iban).load(c))?)
}

const LOOSE: &str = "select e.reference, e.amount_cents, e.booking_day, e.remittance, e.party, e.ending
    from bank_entry e join bank_statement s on s.id = e.statement_id
    where s.kind = 'statement' and s.iban = $1 and e.amount_cents <> 0
        and (e.ending in ('proposed', 'unmatched') or (coalesce(e.settlement_id, e.order_id) is null and not exists (
            select 1 from bank_entry n join bank_statement m on m.id = n.statement_id
            where n.ending = 'funds' and n.booking_day = e.booking_day and m.kind = 'notification' and m.iban = s.iban
            and n.amount_cents = e.amount_cents and n.reference = e.reference and n.end_to_end = e.end_to_end
            and n.remittance = e.remittance)))
    order by e.booking_day, s.number, e.no";

/// An entry of the bank, for whoever follows one payment.
#[derive(Clone, Debug, PartialEq, Eq, QueryableByName)]
pub(crate) struct EntryRow {
    #[diesel(sql_type = Text)]
    pub(crate) kind: String,
    #[diesel(sql_type = Text)]
    pub(crate) number: String,
    #[diesel(sql_type = Text)]
    pub(crate) reference: String,
    #[diesel(sql_type = BigInt)]
    pub(crate) amount_cents: i64,
    #[diesel(sql_type = BigInt)]
    pub(crate) booking_day: i64,
    #[diesel(sql_type = Text)]
    pub(crate) end_to_end: String,
    #[diesel(sql_type = Text)]
    pub(crate) ending: String,
    #[diesel(sql_type = Nullable<SqlId>)]
    settlement: Option<Ref<Owner>>,
    #[diesel(sql_type = Nullable<SqlId>)]
    structure: Option<Ref<Owner>>,
    #[diesel(sql_type = Nullable<SqlId>)]
    order_id: Option<Ref<Owner>>,
}

impl EntryRow {
    pub(crate) fn settlement(&self) -> Option<SettlementId> {
        self.settlement.map(|id| id.0.recast())
    }

    pub(crate) fn structure(&self) -> Option<StructureId> {
        self.structure.map(|id| id.0.recast())
    }

    pub(crate) fn order(&self) -> Option<OrderId> {
        self.order_id.map(|id| id.0.recast())
    }
}

/// The entries about the payment of a run to a structure, oldest first; those about the whole run too.
pub(crate) fn of_payment(
    conn: &mut AnyConn,
    run: SettlementId,
    structure: StructureId,
) -> Result<Vec<EntryRow>, Fault> {
    let asked = || sql_query(OF_PAYMENT).bind::<SqlId, _>(Ref(run)).bind::<SqlId, _>(Ref(structure));
    Ok(each!(conn, |c| asked().load(c))?)
}

const OF_PAYMENT: &str =
    "select s.kind as kind, s.number as number, e.reference as reference, e.amount_cents as amount_cents,
        e.booking_day as booking_day, e.end_to_end as end_to_end, e.ending as ending,
        e.settlement_id as settlement, e.structure_id as structure, e.order_id as order_id
    from bank_entry e join bank_statement s on s.id = e.statement_id
    where e.settlement_id = $1 and (e.structure_id is null or e.structure_id = $2)
    order by e.booking_day, s.imported_at, e.no";

/// The entries under a reference of the bank, or under the reference that follows the money.
pub(crate) fn under(conn: &mut AnyConn, reference: &str) -> Result<Vec<EntryRow>, Fault> {
    let asked = || sql_query(UNDER).bind::<Text, _>(reference).bind::<Text, _>(reference);
    Ok(each!(conn, |c| asked().load(c))?)
}

const UNDER: &str =
    "select s.kind as kind, s.number as number, e.reference as reference, e.amount_cents as amount_cents,
        e.booking_day as booking_day, e.end_to_end as end_to_end, e.ending as ending,
        e.settlement_id as settlement, e.structure_id as structure, e.order_id as order_id
    from bank_entry e join bank_statement s on s.id = e.statement_id
    where e.reference = $1 or e.end_to_end = $2
    order by e.booking_day, s.imported_at, e.no";
