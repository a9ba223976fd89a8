//! Looking at a database, and meddling with it, behind the store's back.

use diesel::{
    Connection, PgConnection, QueryableByName, RunQueryDsl, SqliteConnection,
    connection::SimpleConnection,
    sql_query,
    sql_types::{BigInt, Text},
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

#[derive(QueryableByName)]
struct Line {
    #[diesel(sql_type = Text)]
    line: String,
}

/// An identifier as a statement compares it: 32 digits.
fn digits(place: &Place, column: &str) -> String {
    match place {
        Place::Sqlite(_) => format!("lower(hex({column}))"),
        Place::Postgres(_) => format!("replace(cast({column} as text), '-', '')"),
    }
}

/// The payments of a run: reference, cents.
pub(crate) fn payments(place: &Place, run: &str) -> Vec<(String, i64)> {
    let of_run = digits(place, "settlement_id");
    let statement = format!(
        "select end_to_end_id || '|' || cast(amount_cents as text) as line from settlement_payment
            where {of_run} = '{}' order by end_to_end_id",
        run.replace('-', "")
    );
    let row = |line: String| {
        let (reference, cents) = line.split_once('|').expect("two parts");
        (reference.to_owned(), cents.parse().expect("cents"))
    };
    lines(place, &statement).into_iter().map(row).collect()
}

/// The last account of a structure, when nothing is paid on it any more: holder, IBAN, BIC.
pub(crate) fn suspended(place: &Place, structure: &str) -> Option<(String, String, String)> {
    let (of, wanted) = (digits(place, "structure_id"), structure.replace('-', ""));
    let last = format!(
        "select case when bank_account_id is null then 'no' else 'yes' end as line from account_period
            where {of} = '{wanted}' order by from_at desc limit 1"
    );
    if lines(place, &last) != ["no"] {
        return None;
    }
    let account = format!(
        "select holder || '|' || iban || '|' || bic as line from bank_account where {of} = '{wanted}'
            order by declared_at desc limit 1"
    );
    let line = lines(place, &account).pop()?;
    let parts: Vec<&str> = line.split('|').collect();
    Some((parts[0].to_owned(), parts[1].to_owned(), parts[2].to_owned()))
}

fn lines(place: &Place, statement: &str) -> Vec<String> {
    let found: Vec<Line> = match place {
        Place::Sqlite(path) => sql_query(statement).load(&mut sqlite(path)),
        Place::Postgres(url) => sql_query(statement).load(&mut postgres(url)),
    }
    .unwrap_or_else(|error| panic!("{error}: {statement}"));
    found.into_iter().map(|found| found.line).collect()
}

/// The names of the tables, but for the migrations' own.
pub(crate) fn tables(place: &Place) -> Vec<String> {
    lines(place, if matches!(place, Place::Sqlite(_)) { TABLES_OF_SQLITE } else { TABLES_OF_POSTGRES })
}

const TABLES_OF_SQLITE: &str = "select name as line from sqlite_master
    where type = 'table' and substr(name, 1, 2) <> '__' and substr(name, 1, 7) <> 'sqlite_' order by name";

const TABLES_OF_POSTGRES: &str = "select cast(table_name as text) as line from information_schema.tables
    where table_schema = current_schema() and substr(table_name, 1, 2) <> '__' order by table_name";

/// Every row of every table, sorted: two databases that dump the same hold the same.
pub(crate) fn dump(place: &Place) -> Vec<String> {
    let statements = match place {
        Place::Sqlite(_) => lines(place, ROWS_OF_SQLITE),
        Place::Postgres(_) => lines(place, ROWS_OF_POSTGRES),
    };
    assert!(statements.len() > 20, "the tables are seen");
    let mut all: Vec<String> = statements.iter().flat_map(|statement| lines(place, statement)).collect();
    all.sort();
    all
}

/// For each table the statement that tells its rows.
const ROWS_OF_SQLITE: &str = r#"
    select 'select ''' || m.name || ': '' || ' || group_concat('quote("' || c.name || '")', ' || '', '' || ')
        || ' as line from "' || m.name || '"' as line
    from sqlite_master m join pragma_table_info(m.name) c
    where m.type = 'table' and m.name not like 'sqlite_%' group by m.name"#;

const ROWS_OF_POSTGRES: &str = "
    select 'select ''' || table_name || ': '' || cast(t as text) as line from ' || quote_ident(table_name) || ' t' as line
    from information_schema.tables where table_schema = current_schema()";

fn sqlite(path: &std::path::Path) -> SqliteConnection {
    let mut conn = SqliteConnection::establish(&path.to_string_lossy()).expect("the file opens");
    conn.batch_execute("pragma busy_timeout = 10000").expect("a pragma");
    conn
}

fn postgres(url: &str) -> PgConnection {
    PgConnection::establish(url).expect("the server answers")
}
