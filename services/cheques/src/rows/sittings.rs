//! Sums over what acts paid for: session by session, and what was taken without one.
//!
//! Written as SQL because each crosses a month in one statement; every text is a constant of ours, the days are bound.

use diesel::{
    QueryableByName, RunQueryDsl, sql_query,
    sql_types::{BigInt, Nullable, Text},
};
use kernel::{
    clock::Day,
    ids::{Venue, VenueId},
};
use store::{
    Fault,
    conn::AnyConn,
    each,
    ids::{Ref, SqlId},
};

/// Only tells the identifiers of sessions and of receipts, which are never compared.
#[derive(Debug)]
pub(crate) enum Paid {}

/// What was taken for a session, or in one act without a session.
#[derive(Clone, Debug, QueryableByName)]
pub(crate) struct Sitting {
    #[diesel(sql_type = SqlId)]
    venue_id: Ref<Venue>,
    #[diesel(sql_type = SqlId)]
    paid_id: Ref<Paid>,
    #[diesel(sql_type = BigInt)]
    pub(crate) sat: i64,
    #[diesel(sql_type = Text)]
    pub(crate) title: String,
    #[diesel(sql_type = BigInt)]
    pub(crate) day: i64,
    #[diesel(sql_type = Nullable<BigInt>)]
    pub(crate) seats: Option<i64>,
    #[diesel(sql_type = BigInt)]
    pub(crate) least_price: i64,
    #[diesel(sql_type = BigInt)]
    pub(crate) price: i64,
    #[diesel(sql_type = BigInt)]
    pub(crate) people: i64,
    #[diesel(sql_type = BigInt)]
    pub(crate) due: i64,
    #[diesel(sql_type = BigInt)]
    pub(crate) cheques: i64,
    #[diesel(sql_type = BigInt)]
    pub(crate) cents: i64,
}

impl Sitting {
    pub(crate) const fn venue(&self) -> VenueId {
        self.venue_id.0
    }

    /// The session, or the receipt of an act without one, as it is written.
    pub(crate) fn paid(&self) -> String {
        self.paid_id.0.to_string()
    }
}

/// What to look at between two days: more cheques than seats or than the price of who came, or two prices for one session.
pub(crate) fn to_look_at(conn: &mut AnyConn, from: Day, until: Day, most: i64) -> Result<Vec<Sitting>, Fault> {
    let statement = sql_query(TO_LOOK_AT)
        .bind::<BigInt, _>(from.number())
        .bind::<BigInt, _>(until.number())
        .bind::<BigInt, _>(most);
    Ok(each!(conn, |c| statement.load(c))?)
}

/// Cheques that stand between two days, by what was said of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, QueryableByName)]
pub(crate) struct Counted {
    #[diesel(sql_type = BigInt)]
    pub(crate) with_session: i64,
    #[diesel(sql_type = BigInt)]
    pub(crate) walk_in: i64,
    #[diesel(sql_type = BigInt)]
    pub(crate) unsaid: i64,
}

/// Counts them.
pub(crate) fn counted(conn: &mut AnyConn, from: Day, until: Day) -> Result<Counted, Fault> {
    let statement = sql_query(COUNTED).bind::<BigInt, _>(from.number()).bind::<BigInt, _>(until.number());
    Ok(each!(conn, |c| statement.get_result(c))?)
}

/// What was paid in money besides, in acts of which a cheque stands.
pub(crate) fn remainders(conn: &mut AnyConn, from: Day, until: Day) -> Result<i64, Fault> {
    #[derive(QueryableByName)]
    struct Sum {
        #[diesel(sql_type = BigInt)]
        cents: i64,
    }
    let statement = sql_query(REMAINDERS).bind::<BigInt, _>(from.number()).bind::<BigInt, _>(until.number());
    let sum: Sum = each!(conn, |c| statement.get_result(c))?;
    Ok(sum.cents)
}

const TO_LOOK_AT: &str = "select s.venue_id as venue_id, coalesce(s.session_id, s.receipt_id) as paid_id,
    cast(count(s.session_id) as bigint) as sat, max(s.title) as title, max(s.day) as day, max(s.seats) as seats,
    min(s.price_cheques) as least_price, max(s.price_cheques) as price, cast(sum(s.people) as bigint) as people,
    cast(sum(s.price_cheques * s.people) as bigint) as due, cast(sum(c.cheques) as bigint) as cheques,
    cast(sum(c.cents) as bigint) as cents
    from paid_service s join (
        select r.receipt_id, count(*) as cheques, sum(r.value_cents) as cents from redemption r
        left join redemption_void v on v.cheque_id = r.cheque_id and v.round = r.round
        where v.cheque_id is null and r.day between $1 and $2 group by r.receipt_id
    ) c on c.receipt_id = s.receipt_id
    where s.title is not null and s.day between $1 and $2
    group by s.venue_id, coalesce(s.session_id, s.receipt_id)
    having sum(c.cheques) > sum(s.price_cheques * s.people) or min(s.price_cheques) < max(s.price_cheques)
        or sum(s.people) > max(s.seats) or sum(c.cheques) > max(s.seats) * max(s.price_cheques)
    order by max(s.day) desc, s.venue_id, coalesce(s.session_id, s.receipt_id) limit $3";

const COUNTED: &str = "select count(case when s.session_id is not null then 1 end) as with_session,
    count(case when s.session_id is null and s.title is not null then 1 end) as walk_in,
    count(case when s.title is null then 1 end) as unsaid
    from redemption r
    left join redemption_void v on v.cheque_id = r.cheque_id and v.round = r.round
    left join paid_service s on s.receipt_id = r.receipt_id
    where v.cheque_id is null and r.day between $1 and $2";

const REMAINDERS: &str = "select cast(coalesce(sum(s.remainder_cents), 0) as bigint) as cents from paid_service s
    where s.day between $1 and $2 and exists (
        select 1 from redemption r left join redemption_void v on v.cheque_id = r.cheque_id and v.round = r.round
        where r.receipt_id = s.receipt_id and v.cheque_id is null)";
