//! The chain of the ledger, broken in every way: each column of a line, lines deleted, added, swapped, an end cut off.

use cheques::books::check::{self, still_bears};
use diesel::{
    Connection, PgConnection, QueryableByName, RunQueryDsl, SqliteConnection, sql_query,
    sql_types::{Binary, Text},
};
use store::conn::Place;

use super::planted::{LAST, full_books};
use crate::support::{
    books::Centre,
    engine::{Engine, on_both_engines},
    sql::{self, meddle},
};

on_both_engines!(every_column_of_a_line, lines_that_go_and_come, an_end_cut_off);

const WHOLE: &str = "I7 Le registre est complet";
const TOLD: &str = "I7 Aucun événement";
const RECEIPTS: &str = "I4 Chaque reçu";
const TABLES: [&str; 6] = ["transfer", "redemption", "cheque", "head", "act", "outbox"];

/// Books to break and mend again and again.
struct Books {
    centre: Centre,
    place: Place,
    /// The last line.
    last: i64,
}

impl Books {
    async fn new(engine: Engine) -> Self {
        let centre = full_books(engine).await;
        let place = centre.place();
        for table in TABLES {
            meddle(&place, &format!("create table whole_{table} as select * from {table}"));
        }
        let last = sql::number(&place, "select ledger_no as number from head");
        assert!(last > 10, "there are lines to break");
        Self { centre, place, last }
    }

    /// Breaks them, says what the check names, and mends them.
    async fn broken(&self, statements: &str) -> Vec<String> {
        meddle(&self.place, statements);
        let wrong = self.centre.wrong_findings().await;
        for table in TABLES {
            meddle(&self.place, &format!("delete from {table}; insert into {table} select * from whole_{table}"));
        }
        wrong
    }

    /// The same, and the chain itself must be named.
    async fn break_the_chain(&self, what: &str, statements: &str) {
        let wrong = self.broken(statements).await;
        assert!(wrong.iter().any(|one| one.starts_with(WHOLE)), "{what}: only {wrong:?}");
    }
}

/// The columns are read from the catalogue: one that is added and left out of the hash is found here.
async fn every_column_of_a_line(engine: Engine) {
    let books = Books::new(engine).await;
    let columns = columns(&books.place);
    assert!(columns.len() >= 11, "{columns:?}");
    for line in [1, books.last / 2, books.last] {
        for Column { name, kind } in &columns {
            let other = other(name, kind);
            let change = format!("update transfer set \"{name}\" = {other} where ledger_no = {line}");
            books.break_the_chain(&format!("{name} of line {line}"), &change).await;
        }
    }
    books.centre.books_balance().await;
}

/// Another value of a column, whatever it was.
fn other(name: &str, kind: &str) -> String {
    match kind {
        _ if name == "ledger_no" => "ledger_no + 1000000".to_owned(),
        "integer" | "bigint" => format!("coalesce(\"{name}\", 0) + 1"),
        "text" => format!("\"{name}\" || 'x'"),
        "uuid" => format!("md5(\"{name}\"::text)::uuid"),
        "bytea" => format!("sha256(\"{name}\")"),
        "blob" => format!("randomblob(length(\"{name}\"))"),
        other => panic!("{name} is of kind {other}"),
    }
}

async fn lines_that_go_and_come(engine: Engine) {
    let books = Books::new(engine).await;
    let (last, middle) = (books.last, books.last / 2);
    for line in 1..=last {
        books.break_the_chain("a line deleted", &format!("delete from transfer where ledger_no = {line}")).await;
    }
    for no in [last + 1, last + 2, 1_000_000] {
        let added = format!(
            "insert into transfer select {no}, debit_kind, debit_owner, credit_kind, credit_owner, amount_cents, reason,
             subject, corrects, at, hash from transfer where ledger_no = {middle}"
        );
        books.break_the_chain("a line added", &added).await;
        let counted = format!("{added}; update head set ledger_no = {no}");
        books.break_the_chain("a line added and counted", &counted).await;
    }
    for (one, other) in [(1, 2), (middle, middle + 1), (2, last)] {
        let swapped = format!(
            "update transfer set ledger_no = 1000000 where ledger_no = {one};
             update transfer set ledger_no = {one} where ledger_no = {other};
             update transfer set ledger_no = {other} where ledger_no = 1000000"
        );
        books.break_the_chain("two lines swapped", &swapped).await;
    }
    books.centre.books_balance().await;
}

async fn an_end_cut_off(engine: Engine) {
    let books = Books::new(engine).await;
    let last = books.last;
    for left in 0..last {
        let cut = format!("delete from transfer where ledger_no > {left}");
        books.break_the_chain("an end cut off", &cut).await;
        // The chain itself is whole again: whatever those lines were for now lacks them.
        let wrong = books.broken(&format!("{cut}; {}", head_at(left))).await;
        assert!(!wrong.is_empty(), "an end of {} lines cut off, and the head set back", last - left);
        assert!(left == 0 || !wrong.iter().any(|one| one.starts_with(WHOLE)), "the head was set back well: {wrong:?}");
    }

    // The last act of all was a redemption: it is taken away with everything that speaks of it, step by step.
    let act = format!(
        "delete from transfer where ledger_no = {last}; {};
         update cheque set stage = 'live' where id = (select cheque_id from redemption where ledger_no = {last});
         delete from redemption where ledger_no = {last}",
        head_at(last - 1)
    );
    let wrong = books.broken(&act).await;
    assert!(wrong.iter().any(|one| one.starts_with(RECEIPTS)), "its receipt is left: {wrong:?}");
    let receipt = format!("delete from act where verb = 'redeemCheques' and key = '{LAST}'");
    let wrong = books.broken(&format!("{act}; {receipt}; update head set position = position - 1")).await;
    assert!(wrong.iter().any(|one| one.starts_with(TOLD)), "its event is left: {wrong:?}");

    // With nothing left of it, these books are those of a minute earlier: only what is kept elsewhere knows better.
    let hash: [u8; 32] = hash_of(&books.place, last).try_into().expect("32 bytes");
    assert!(still_bears(&books.centre.store, last, hash).await.expect("an answer"));
    let event = "delete from outbox where position = (select position from head);
        update head set position = position - 1";
    meddle(&books.place, &format!("{act}; {receipt}; {event}"));
    let report = check::run(&books.centre.store).await.expect("a report");
    assert!(report.holds(), "true books of a minute ago: {report:?}");
    assert!(!still_bears(&books.centre.store, last, hash).await.expect("an answer"), "what was kept outside sees it");
    assert!(still_bears(&books.centre.store, 0, [0; 32]).await.expect("an answer"), "books that had not begun");
}

fn head_at(line: i64) -> String {
    format!(
        "update head set ledger_no = {line}, ledger_hash = coalesce(
            (select hash from transfer where ledger_no = {line}), (select hash from transfer where ledger_no = 1), ledger_hash)"
    )
}

#[derive(Debug, QueryableByName)]
struct Column {
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Text)]
    kind: String,
}

#[derive(QueryableByName)]
struct Hash {
    #[diesel(sql_type = Binary)]
    hash: Vec<u8>,
}

fn columns(place: &Place) -> Vec<Column> {
    const OF_SQLITE: &str = "select name, lower(type) as kind from pragma_table_info('transfer')";
    const OF_POSTGRES: &str = "select column_name::text as name, data_type::text as kind
        from information_schema.columns where table_schema = current_schema() and table_name = 'transfer'";
    match place {
        Place::Sqlite(path) => sql_query(OF_SQLITE).load(&mut sqlite(path)),
        Place::Postgres(url) => sql_query(OF_POSTGRES).load(&mut postgres(url)),
    }
    .expect("columns")
}

fn hash_of(place: &Place, line: i64) -> Vec<u8> {
    let statement = format!("select hash from transfer where ledger_no = {line}");
    let found: Hash = match place {
        Place::Sqlite(path) => sql_query(statement).get_result(&mut sqlite(path)),
        Place::Postgres(url) => sql_query(statement).get_result(&mut postgres(url)),
    }
    .expect("a line");
    found.hash
}

fn sqlite(path: &std::path::Path) -> SqliteConnection {
    SqliteConnection::establish(&path.to_string_lossy()).expect("the file opens")
}

fn postgres(url: &str) -> PgConnection {
    PgConnection::establish(url).expect("the server answers")
}
