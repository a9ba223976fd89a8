//! The receipts that are in the database, read without any code of the network, beside those that clients were given.

use std::collections::BTreeMap;

use diesel::{
    Connection, PgConnection, QueryableByName, RunQueryDsl, SqliteConnection,
    connection::SimpleConnection,
    sql_query,
    sql_types::{BigInt, Text},
};
use store::conn::Place;

use super::journal::{Journal, Told};
use crate::support::{afar::Ground, sql};

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = Text)]
    receipt: String,
    #[diesel(sql_type = Text)]
    venue: String,
    #[diesel(sql_type = BigInt)]
    cents: i64,
    #[diesel(sql_type = BigInt)]
    cheques: i64,
}

/// Every receipt in the database.
pub(crate) fn kept(place: &Place) -> BTreeMap<String, Told> {
    const SQLITE: &str = "select lower(hex(receipt_id)) as receipt, lower(hex(venue_id)) as venue, \
        sum(value_cents) as cents, count(*) as cheques from redemption group by receipt_id, venue_id";
    const POSTGRES: &str = "select replace(receipt_id::text, '-', '') as receipt, replace(venue_id::text, '-', '') as venue, \
        sum(value_cents)::bigint as cents, count(*) as cheques from redemption group by receipt_id, venue_id";
    let rows: Vec<Row> = match place {
        Place::Sqlite(path) => {
            let mut conn = SqliteConnection::establish(&path.to_string_lossy()).expect("the file opens");
            conn.batch_execute("pragma busy_timeout = 10000").expect("a pragma");
            sql_query(SQLITE).load(&mut conn).expect("receipts")
        }
        Place::Postgres(url) => {
            let mut conn = PgConnection::establish(url).expect("the server answers");
            sql_query(POSTGRES).load(&mut conn).expect("receipts")
        }
    };
    let count = rows.len();
    let all: BTreeMap<_, _> = rows
        .into_iter()
        .map(|Row { receipt, venue, cents, cheques }| (receipt, Told { venue, cents, cheques }))
        .collect();
    assert_eq!(all.len(), count, "no receipt of two venues");
    all
}

/// While acts are under way: nothing that was acknowledged is lost or altered, no cheque is taken twice, and the books
/// balance. How many were acknowledged.
pub(crate) async fn nothing_is_lost(ground: &Ground, journal: &Journal) -> usize {
    let told = are_all_there(ground, journal);
    each_cheque_is_taken_once(&ground.place());
    ground.runs(&["check"]).await.well();
    told
}

/// Nothing that was acknowledged is lost or altered. How many acts were.
pub(crate) fn are_all_there(ground: &Ground, journal: &Journal) -> usize {
    let (told, kept) = (journal.all(), kept(&ground.place()));
    let lost: Vec<_> = told.iter().filter(|(receipt, told)| kept.get(*receipt) != Some(told)).collect();
    assert!(lost.is_empty(), "acknowledged and lost: {lost:?}");
    told.len()
}

/// Once every act is acknowledged: what clients were told is what is there, and nothing else. How many acts.
pub(crate) async fn nothing_else_is_there(ground: &Ground, journal: &Journal) -> usize {
    let told = journal.all();
    assert_eq!(told, kept(&ground.place()), "what was acknowledged is what is there");
    each_cheque_is_taken_once(&ground.place());
    ground.runs(&["check"]).await.well();
    told.len()
}

fn each_cheque_is_taken_once(place: &Place) {
    const DOUBLED: &str = "select count(*) - count(distinct cheque_id) as number from redemption";
    assert_eq!(sql::number(place, DOUBLED), 0, "doubled");
}
