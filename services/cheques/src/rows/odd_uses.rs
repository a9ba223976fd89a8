//! Uses of booklets that the network looks at, as they lie in the database.
//!
//! Written as SQL because each crosses a month in one statement; every text is a constant of ours, the days are bound.

use diesel::{
    QueryableByName, RunQueryDsl, insert_into,
    prelude::*,
    sql_query,
    sql_types::{BigInt, Text},
};
use kernel::{
    cents::Cents,
    clock::Day,
    ids::{OrderId, Venue, VenueId},
};
use store::{
    Fault, Tx,
    conn::AnyConn,
    each,
    ids::{Ref, SqlId},
};

use crate::{order::Serial, tables::early_cheque};

/// A cheque that was presented before its booklet was anybody's.
#[derive(Clone, Debug)]
pub(crate) struct Early {
    pub(crate) order: OrderId,
    pub(crate) carnet_no: i64,
    pub(crate) cheque_no: i64,
    pub(crate) venue: VenueId,
    pub(crate) value: Cents,
}

/// Keeps those that were refused for it: each once at a venue.
pub(crate) fn keep_early(tx: &mut Tx<'_>, early: &[Early]) -> Result<(), Fault> {
    let (at, day) = (tx.now().0, tx.now().day().number());
    // In one order everywhere: two processes that keep the same ones wait for each other, never both ways.
    let mut early = early.to_vec();
    early.sort_by_key(|one| (one.order, one.carnet_no, one.cheque_no, one.venue));
    for some in early.chunks(500) {
        let rows: Vec<_> = some
            .iter()
            .map(|one| {
                (
                    early_cheque::order_id.eq(Ref(one.order)),
                    early_cheque::carnet_no.eq(one.carnet_no),
                    early_cheque::cheque_no.eq(one.cheque_no),
                    early_cheque::venue_id.eq(Ref(one.venue)),
                    early_cheque::value_cents.eq(one.value.get()),
                    early_cheque::at.eq(at),
                    early_cheque::day.eq(day),
                )
            })
            .collect();
        each!(&mut *tx.conn, |c| insert_into(early_cheque::table)
            .values(&rows)
            .on_conflict((
                early_cheque::order_id,
                early_cheque::carnet_no,
                early_cheque::cheque_no,
                early_cheque::venue_id
            ))
            .do_nothing()
            .execute(c))?;
    }
    Ok(())
}

/// A booklet at a venue, and how many of its cheques.
#[derive(Clone, Debug, QueryableByName)]
pub(crate) struct Odd {
    #[diesel(sql_type = SqlId)]
    venue_id: Ref<Venue>,
    #[diesel(sql_type = Text)]
    label: String,
    #[diesel(sql_type = BigInt)]
    carnet_no: i64,
    #[diesel(sql_type = BigInt)]
    pub(crate) cheques: i64,
    #[diesel(sql_type = BigInt)]
    pub(crate) cents: i64,
    /// When the last of them was presented.
    #[diesel(sql_type = BigInt)]
    pub(crate) at: i64,
}

impl Odd {
    pub(crate) const fn venue(&self) -> VenueId {
        self.venue_id.0
    }

    pub(crate) fn serial(&self) -> Serial {
        Serial { label: self.label.clone(), no: self.carnet_no }
    }
}

/// Booklets all of whose cheques one venue took within a minute, between two days; latest first, at most so many.
pub(crate) fn whole_at_once(conn: &mut AnyConn, from: Day, until: Day, most: i64) -> Result<Vec<Odd>, Fault> {
    asked(conn, WHOLE_AT_ONCE, (from, until), most)
}

/// Booklets that one venue took whole within a day of their hand-over, and in more than a minute; the same order and limit.
pub(crate) fn whole_in_a_day(conn: &mut AnyConn, from: Day, until: Day, most: i64) -> Result<Vec<Odd>, Fault> {
    asked(conn, WHOLE_SAME_DAY, (from, until), most)
}

/// Booklets of which a venue presented cheques before they were anybody's, between two days; latest first, at most so many.
pub(crate) fn early(conn: &mut AnyConn, from: Day, until: Day, most: i64) -> Result<Vec<Odd>, Fault> {
    asked(conn, EARLY, (from, until), most)
}

fn asked(conn: &mut AnyConn, text: &'static str, (from, until): (Day, Day), most: i64) -> Result<Vec<Odd>, Fault> {
    let statement =
        sql_query(text).bind::<BigInt, _>(from.number()).bind::<BigInt, _>(until.number()).bind::<BigInt, _>(most);
    Ok(each!(conn, |c| statement.load(c))?)
}

const WHOLE_AT_ONCE: &str = "select r.venue_id as venue_id, o.label as label, k.no as carnet_no, count(*) as cheques,
    cast(sum(r.value_cents) as bigint) as cents, max(r.at) as at
    from redemption r
    join carnet k on k.id = r.carnet_id
    join funding_order o on o.id = r.order_id
    left join redemption_void v on v.cheque_id = r.cheque_id and v.round = r.round
    where v.cheque_id is null and r.day between $1 and $2 and o.cheques_per_carnet > 1
    group by r.venue_id, o.label, k.no, o.cheques_per_carnet
    having count(*) >= o.cheques_per_carnet and max(r.at) - min(r.at) <= 60000
    order by max(r.at) desc, o.label, k.no limit $3";

const WHOLE_SAME_DAY: &str = "select r.venue_id as venue_id, o.label as label, k.no as carnet_no, count(*) as cheques,
    cast(sum(r.value_cents) as bigint) as cents, max(r.at) as at
    from redemption r
    join carnet k on k.id = r.carnet_id
    join funding_order o on o.id = r.order_id
    left join redemption_void v on v.cheque_id = r.cheque_id and v.round = r.round
    where v.cheque_id is null and r.day between $1 and $2 and o.cheques_per_carnet > 1
    group by r.venue_id, o.label, k.no, k.handed_over_at, o.cheques_per_carnet
    having count(*) >= o.cheques_per_carnet and max(r.at) - min(r.at) > 60000 and max(r.at) - k.handed_over_at <= 86400000
    order by max(r.at) desc, o.label, k.no limit $3";

const EARLY: &str = "select e.venue_id as venue_id, o.label as label, e.carnet_no as carnet_no, count(*) as cheques,
    cast(sum(e.value_cents) as bigint) as cents, max(e.at) as at
    from early_cheque e
    join funding_order o on o.id = e.order_id
    where e.day between $1 and $2
    group by e.venue_id, o.label, e.carnet_no
    order by max(e.at) desc, o.label, e.carnet_no limit $3";
