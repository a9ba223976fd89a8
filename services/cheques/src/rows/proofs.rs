//! What the proof of the funds and the roots of days rest on, as it lies in the database.

use diesel::{
    QueryableByName, RunQueryDsl, insert_into,
    prelude::*,
    sql_query,
    sql_types::{BigInt, Text},
};
use kernel::{
    clock::{At, Day},
    ids::Id,
};
use store::{
    Fault, Tx,
    conn::AnyConn,
    each,
    ids::{Ref, SqlId},
};

use crate::{
    account::Owner,
    tables::{daily_root, publication, transfer},
};

/// What went through an account on a day, for one reason: credit less debit.
#[derive(Clone, Debug)]
pub(crate) struct OfDay {
    pub(crate) number: i64,
    pub(crate) reason: String,
    pub(crate) cents: i64,
}

#[derive(QueryableByName)]
struct OfHour {
    #[diesel(sql_type = BigInt)]
    hour: i64,
    #[diesel(sql_type = Text)]
    reason: String,
    #[diesel(sql_type = BigInt)]
    cents: i64,
}

const HOUR_MS: i64 = 3_600_000;

/// What went through an account, hour by hour: Paris has whole hours, so its days are made of them.
pub(crate) fn days_of(conn: &mut AnyConn, kind: &str, owner: Id<Owner>) -> Result<Vec<OfDay>, Fault> {
    let asked = || {
        sql_query(HOURS_OF)
            .bind::<Text, _>(kind)
            .bind::<SqlId, _>(Ref(owner))
            .bind::<Text, _>(kind)
            .bind::<SqlId, _>(Ref(owner))
    };
    let hours: Vec<OfHour> = each!(conn, |c| asked().load(c))?;
    let of_day = |hour: OfHour| OfDay {
        number: At(hour.hour.saturating_mul(HOUR_MS)).day().number(),
        reason: hour.reason,
        cents: hour.cents,
    };
    Ok(hours.into_iter().map(of_day).collect())
}

const HOURS_OF: &str = "select hour, reason, cast(sum(cents) as bigint) as cents from (
        select at / 3600000 as hour, reason, amount_cents as cents from transfer where credit_kind = $1 and credit_owner = $2
        union all
        select at / 3600000 as hour, reason, -amount_cents as cents from transfer where debit_kind = $3 and debit_owner = $4
    ) moves group by hour, reason order by hour, reason";

/// What the bank account of the ledger moved by, for each order or run: debit less credit, and when last.
#[derive(Clone, Debug, QueryableByName)]
pub(crate) struct BankMoved {
    #[diesel(sql_type = SqlId)]
    subject: Ref<Owner>,
    #[diesel(sql_type = BigInt)]
    pub(crate) cents: i64,
    #[diesel(sql_type = BigInt)]
    at: i64,
}

impl BankMoved {
    pub(crate) const fn subject(&self) -> Id<Owner> {
        self.subject.0
    }

    pub(crate) fn day(&self) -> Day {
        At(self.at).day()
    }
}

/// The moves of the ledger's bank account, summed by what they are about.
pub(crate) fn bank_moved(conn: &mut AnyConn) -> Result<Vec<BankMoved>, Fault> {
    Ok(sql_query(BANK_MOVED).load(conn)?)
}

const BANK_MOVED: &str = "select subject, cast(sum(cents) as bigint) as cents, max(at) as at from (
        select subject, amount_cents as cents, at from transfer where debit_kind = 'bank'
        union all
        select subject, -amount_cents as cents, at from transfer where credit_kind = 'bank'
    ) moves group by subject order by at, subject";

#[derive(QueryableByName)]
struct Sum {
    #[diesel(sql_type = BigInt)]
    cents: i64,
}

/// The value of cheques that funders paid for and nobody has used yet, of orders that are not closed: counted from orders
/// and cheques, not from the ledger.
pub(crate) fn unused_value(conn: &mut AnyConn) -> Result<i64, Fault> {
    let sum: Sum = sql_query(UNUSED_VALUE).get_result(conn)?;
    Ok(sum.cents)
}

// The count of each order is read from an index alone.
const UNUSED_VALUE: &str = "select cast(coalesce(sum(o.received_cents - o.face_value_cents * coalesce(u.used, 0)), 0) as bigint) as cents
    from funding_order o
    left join (select order_id, count(*) as used from cheque where stage = 'redeemed' group by order_id) u on u.order_id = o.id
    where o.closed_at is null";

/// A root as it lies in its table.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Insertable)]
#[diesel(table_name = daily_root)]
pub(crate) struct RootRow {
    pub(crate) day: i64,
    pub(crate) ledger_no: i64,
    pub(crate) ledger_hash: Vec<u8>,
    pub(crate) key_no: i64,
    pub(crate) public_key: Vec<u8>,
    pub(crate) signature: Vec<u8>,
    pub(crate) signed_at: i64,
}

/// The last root that was signed, for a day up to that one where it is told.
pub(crate) fn last_root(conn: &mut AnyConn, until: Option<Day>) -> Result<Option<RootRow>, Fault> {
    let upto = daily_root::table.filter(daily_root::day.le(until.map_or(i64::MAX, Day::number)));
    Ok(upto.order(daily_root::day.desc()).first(conn).optional()?)
}

/// Roots of days before one, newest first, at most so many.
pub(crate) fn roots(conn: &mut AnyConn, before: Option<Day>, most: i64) -> Result<Vec<RootRow>, Fault> {
    let before = before.map_or(i64::MAX, Day::number);
    let earlier = daily_root::table.filter(daily_root::day.lt(before));
    Ok(earlier.order(daily_root::day.desc()).limit(most).load(conn)?)
}

/// Keeps roots; one of a day that has one already is a fault, which the caller looks for first.
pub(crate) fn keep_roots(tx: &mut Tx<'_>, rows: &[RootRow]) -> Result<(), Fault> {
    for row in rows {
        insert_into(daily_root::table).values(row.clone()).execute(tx.conn)?;
    }
    Ok(())
}

/// The last line before an instant with its hash, and when the first line of all came.
pub(crate) fn line_before(conn: &mut AnyConn, at: At) -> Result<Option<(i64, Vec<u8>)>, Fault> {
    let before = transfer::table.filter(transfer::at.lt(at.0));
    let last = before.order(transfer::ledger_no.desc()).select((transfer::ledger_no, transfer::hash));
    Ok(last.first(conn).optional()?)
}

/// When the first line of the ledger came.
pub(crate) fn first_at(conn: &mut AnyConn) -> Result<Option<At>, Fault> {
    let first: Option<i64> = transfer::table.order(transfer::ledger_no).select(transfer::at).first(conn).optional()?;
    Ok(first.map(At))
}

/// What was published of months before one, newest first, at most so many: month, when, document.
pub(crate) fn publications(
    conn: &mut AnyConn,
    before: Option<Day>,
    most: i64,
) -> Result<Vec<(i64, i64, String)>, Fault> {
    let before = before.map_or(i64::MAX, Day::number);
    let earlier = publication::table.filter(publication::month.lt(before));
    Ok(earlier.order(publication::month.desc()).limit(most).load(conn)?)
}

/// Whether a month is published.
pub(crate) fn is_published(conn: &mut AnyConn, month: Day) -> Result<bool, Fault> {
    let found: Option<i64> =
        publication::table.find(month.number()).select(publication::month).first(conn).optional()?;
    Ok(found.is_some())
}

/// Publishes a month.
pub(crate) fn publish(tx: &mut Tx<'_>, month: Day, document: &str) -> Result<(), Fault> {
    let row = (
        publication::month.eq(month.number()),
        publication::published_at.eq(tx.now().0),
        publication::document.eq(document),
    );
    insert_into(publication::table).values(row).execute(tx.conn)?;
    Ok(())
}

/// Cheques of a run by the day on which they were honoured.
#[derive(Clone, Debug, QueryableByName)]
pub(crate) struct Waited {
    /// When the bank paid, in milliseconds.
    #[diesel(sql_type = BigInt)]
    paid_at: i64,
    #[diesel(sql_type = BigInt)]
    day: i64,
    #[diesel(sql_type = BigInt)]
    pub(crate) cheques: i64,
}

impl Waited {
    /// Days from the redemption to the payment.
    pub(crate) fn days(&self) -> i64 {
        At(self.paid_at).day().number() - self.day
    }
}

/// The cheques that the bank paid from one instant to before another.
pub(crate) fn waited(conn: &mut AnyConn, from: At, until: At) -> Result<Vec<Waited>, Fault> {
    let asked = || sql_query(WAITED).bind::<BigInt, _>(from.0).bind::<BigInt, _>(until.0);
    Ok(each!(conn, |c| asked().load(c))?)
}

const WAITED: &str = "select s.confirmed_at as paid_at, r.day as day, count(*) as cheques
    from settlement s
    join settlement_line l on l.settlement_id = s.id
    join redemption r on r.cheque_id = l.cheque_id and r.round = l.round
    where s.confirmed_at >= $1 and s.confirmed_at < $2
    group by s.confirmed_at, r.day";

/// Totals since the beginning, for everybody.
#[derive(Clone, Debug, PartialEq, Eq, QueryableByName)]
pub(crate) struct Totals {
    #[diesel(sql_type = BigInt)]
    pub(crate) carnets: i64,
    #[diesel(sql_type = BigInt)]
    pub(crate) used_cents: i64,
    #[diesel(sql_type = BigInt)]
    pub(crate) funded_cents: i64,
    #[diesel(sql_type = BigInt)]
    pub(crate) paid_cents: i64,
    #[diesel(sql_type = BigInt)]
    pub(crate) venues: i64,
}

/// Totals since the beginning: booklets handed over, money received, used and paid, venues paid.
pub(crate) fn totals(conn: &mut AnyConn) -> Result<Totals, Fault> {
    Ok(sql_query(TOTALS).get_result(conn)?)
}

const TOTALS: &str = "select
    (select count(*) from carnet where handed_over_at is not null) as carnets,
    cast((select coalesce(sum(amount_cents), 0) from transfer where credit_kind = 'due')
        - (select coalesce(sum(amount_cents), 0) from transfer where debit_kind = 'due' and credit_kind in ('held', 'refundable'))
        as bigint) as used_cents,
    cast((select coalesce(sum(amount_cents), 0) from transfer where debit_kind = 'bank' and credit_kind = 'held') as bigint)
        as funded_cents,
    cast((select coalesce(sum(amount_cents), 0) from transfer where debit_kind = 'in-transit' and credit_kind = 'bank') as bigint)
        as paid_cents,
    (select count(distinct p.venue_id) from settlement_venue p join settlement s on s.id = p.settlement_id
        where s.confirmed_at is not null) as venues";
