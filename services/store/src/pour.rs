//! Pouring rows from one engine into the other: whole tables, a few megabytes at a time, as JSON.
//!
//! Nothing is rounded: numbers of 64 bits are JSON numbers, which both engines read exactly; bytes are hexadecimal;
//! a double is the shortest text that reads back as the same double, written and read by Rust or by PostgreSQL
//! (SQLite's own text of a double does not always read back as the same one, and it keeps no minus zero).

use diesel::{
    QueryableByName, RunQueryDsl,
    pg::PgConnection,
    sql_query,
    sql_types::{BigInt, Double, Nullable, Text},
    sqlite::SqliteConnection,
};

use crate::{
    catalogue::{Column, Kind, Table, quoted},
    fault::Fault,
};

/// About how much JSON is under way at once.
const CHUNK_BYTES: usize = 4 * 1024 * 1024;
const FIRST_ROWS: i64 = 16;
const MOST_ROWS: i64 = 8192;

#[diesel::declare_sql_function]
extern "SQL" {
    /// The shortest text that reads back as this very double.
    fn double_as_text(number: Nullable<Double>) -> Nullable<Text>;
    /// The double nearest to that text.
    fn text_as_double(text: Nullable<Text>) -> Nullable<Double>;
}

/// Gives a connection to SQLite the two functions that doubles pass through.
pub(crate) fn teach(conn: &mut SqliteConnection) -> Result<(), Fault> {
    double_as_text_utils::register_impl(conn, |number: Option<f64>| number.map(|number| format!("{number:?}")))?;
    text_as_double_utils::register_impl(conn, |text: Option<String>| text.and_then(|text| text.parse::<f64>().ok()))?;
    Ok(())
}

/// Pours a table of PostgreSQL, inside the transaction that is open there, into the same table of SQLite; how many rows.
pub(crate) fn into_sqlite(table: &Table, from: &mut PgConnection, to: &mut SqliteConnection) -> Result<i64, Fault> {
    let lines = join(table, pg_reads);
    let declare = format!(
        "declare poured no scroll cursor for select json_build_array({lines})::text as line from {}",
        quoted(&table.name)
    );
    let insert = format!(
        "insert into {} ({}) select {} from json_each(?)",
        quoted(&table.name),
        join(table, |column, _| quoted(&column.name)),
        join(table, sqlite_writes)
    );
    sql_query(declare).execute(from)?;
    let (mut poured, mut pace) = (0, Pace::new());
    loop {
        let some: Vec<Line> = sql_query(format!("fetch forward {} from poured", pace.rows)).load(from)?;
        if some.is_empty() {
            break;
        }
        let rows = i64::try_from(some.len()).map_err(|error| Fault::because("too many rows", error))?;
        let chunk = bracketed(&some);
        drop(some);
        sql_query(&insert).bind::<Text, _>(&chunk).execute(to)?;
        pace.after(rows, chunk.len());
        poured += rows;
    }
    sql_query("close poured").execute(from)?;
    Ok(poured)
}

/// Pours a table of SQLite into the same table of PostgreSQL, whose catalogue told its columns; how many rows.
pub(crate) fn into_postgres(table: &Table, from: &mut SqliteConnection, to: &mut PgConnection) -> Result<i64, Fault> {
    let select = format!(
        "select json_group_array(json_array({})) as chunk, count(*) as rows, coalesce(max(\"__at\"), 0) as last \
         from (select rowid as \"__at\", * from {} where rowid > ? order by rowid limit ?)",
        join(table, sqlite_reads),
        quoted(&table.name)
    );
    let insert = format!(
        "insert into {} ({}) select {} from jsonb_array_elements($1::jsonb) as poured(line)",
        quoted(&table.name),
        join(table, |column, _| quoted(&column.name)),
        join(table, pg_writes)
    );
    let (mut poured, mut last, mut pace) = (0, i64::MIN, Pace::new());
    loop {
        let some: Chunk = sql_query(&select).bind::<BigInt, _>(last).bind::<BigInt, _>(pace.rows).get_result(from)?;
        if some.rows == 0 {
            return Ok(poured);
        }
        sql_query(&insert).bind::<Text, _>(&some.chunk).execute(to)?;
        pace.after(some.rows, some.chunk.len());
        (poured, last) = (poured + some.rows, some.last);
    }
}

#[derive(QueryableByName)]
struct Line {
    #[diesel(sql_type = Text)]
    line: String,
}

#[derive(QueryableByName)]
struct Chunk {
    #[diesel(sql_type = Text)]
    chunk: String,
    #[diesel(sql_type = BigInt)]
    rows: i64,
    #[diesel(sql_type = BigInt)]
    last: i64,
}

fn bracketed(lines: &[Line]) -> String {
    let mut chunk = String::with_capacity(lines.iter().map(|line| line.line.len() + 1).sum::<usize>() + 2);
    for (no, line) in lines.iter().enumerate() {
        chunk.push(if no == 0 { '[' } else { ',' });
        chunk.push_str(&line.line);
    }
    chunk.push(']');
    chunk
}

fn join(table: &Table, write: impl Fn(&Column, usize) -> String) -> String {
    table.columns.iter().enumerate().map(|(no, column)| write(column, no)).collect::<Vec<_>>().join(", ")
}

fn pg_reads(column: &Column, _: usize) -> String {
    let name = quoted(&column.name);
    match column.kind {
        Kind::Number | Kind::Text | Kind::Id => name,
        Kind::Real => format!("{name}::text"),
        Kind::Bytes => format!("encode({name}, 'hex')"),
    }
}

pub(crate) fn sqlite_writes(column: &Column, no: usize) -> String {
    match column.kind {
        Kind::Number | Kind::Text => format!("value ->> {no}"),
        Kind::Real => format!("text_as_double(value ->> {no})"),
        Kind::Bytes | Kind::Id => format!("unhex(value ->> {no}, '-')"),
    }
}

fn sqlite_reads(column: &Column, _: usize) -> String {
    let name = quoted(&column.name);
    match column.kind {
        Kind::Number | Kind::Text => name,
        Kind::Real => format!("double_as_text({name})"),
        Kind::Bytes => format!("case when {name} is not null then '\\x' || hex({name}) end"),
        Kind::Id => format!("case when {name} is not null then hex({name}) end"),
    }
}

fn pg_writes(column: &Column, no: usize) -> String {
    match column.kind {
        Kind::Number => format!("(line ->> {no})::bigint"),
        Kind::Text => format!("line ->> {no}"),
        Kind::Real => format!("(line ->> {no})::double precision"),
        Kind::Bytes => format!("(line ->> {no})::bytea"),
        Kind::Id => format!("(line ->> {no})::uuid"),
    }
}

/// How many rows make a chunk, as the last one weighed: a row may hold a whole agenda.
struct Pace {
    rows: i64,
}

impl Pace {
    const fn new() -> Self {
        Self { rows: FIRST_ROWS }
    }

    fn after(&mut self, rows: i64, bytes: usize) {
        let each = bytes.checked_div(usize::try_from(rows).unwrap_or(1)).unwrap_or(1).max(1);
        self.rows = i64::try_from(CHUNK_BYTES / each).unwrap_or(MOST_ROWS).clamp(1, MOST_ROWS);
    }
}

#[cfg(test)]
mod tests {
    use diesel::Connection;

    use super::*;

    #[test]
    fn a_double_passes_as_text_to_the_bit() {
        let mut conn = SqliteConnection::establish(":memory:").unwrap();
        teach(&mut conn).unwrap();
        for number in [0.1 + 0.2, 50.373, 1e300, 5e-324, -0.0, f64::MAX, 2.037_270_000_000_000_4] {
            let back: Option<f64> =
                diesel::select(text_as_double(double_as_text(number))).get_result(&mut conn).unwrap();
            assert_eq!(back.map(f64::to_bits), Some(number.to_bits()), "{number}");
        }
    }

    #[test]
    fn heavy_rows_make_small_chunks() {
        let mut pace = Pace::new();
        pace.after(256, 256 * 100);
        assert_eq!(pace.rows, MOST_ROWS);
        pace.after(10, 10 * 400_000);
        assert_eq!(pace.rows, 10);
        pace.after(1, 50_000_000);
        assert_eq!(pace.rows, 1);
        pace.after(0, 2);
        assert!(pace.rows >= 1);
    }
}
