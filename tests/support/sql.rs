//! Looking at a database, and meddling with it, behind the store's back.

use diesel::{
    Connection, PgConnection, QueryableByName, RunQueryDsl, SqliteConnection, connection::SimpleConnection, sql_query,
    sql_types::BigInt,
};
use store::conn::Place;

/// Runs statements on a connection of their own, foreign keys not looked at.
pub(crate) fn meddle(place: &Place, statements: &str) {
    match place {
        Place::Sqlite(path) => {
            let mut conn = sqlite(path);
            conn.batch_execute("pragma foreign_keys = off").expect("a pragma");
            conn.batch_execute(statements)
        }
        Place::Postgres(url) => {
            let mut conn = postgres(url);
            conn.batch_execute("set session_replication_role = replica").expect("the tests' user may do anything");
            conn.batch_execute(statements)
        }
    }
    .unwrap_or_else(|error| panic!("{error}: {statements}"));
}

#[derive(QueryableByName)]
struct Number {
    #[diesel(sql_type = BigInt)]
    number: i64,
}

/// The one number that a statement answers under the name `number`.
pub(crate) fn number(place: &Place, statement: &str) -> i64 {
    let found: Number = match place {
        Place::Sqlite(path) => sql_query(statement).get_result(&mut sqlite(path)),
        Place::Postgres(url) => sql_query(statement).get_result(&mut postgres(url)),
    }
    .unwrap_or_else(|error| panic!("{error}: {statement}"));
    found.number
}

/// How many rows a table has.
pub(crate) fn count(place: &Place, table: &str) -> i64 {
    number(place, &format!("select count(*) as number from {table}"))
}

fn sqlite(path: &std::path::Path) -> SqliteConnection {
    let mut conn = SqliteConnection::establish(&path.to_string_lossy()).expect("the file opens");
    conn.batch_execute("pragma busy_timeout = 10000").expect("a pragma");
    conn
}

fn postgres(url: &str) -> PgConnection {
    PgConnection::establish(url).expect("the server answers")
}
