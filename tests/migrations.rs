//! The schema on both engines: it goes up, down and up again to the same, and a wrong one is refused clearly.

use diesel::{
    Connection, PgConnection, RunQueryDsl, SqliteConnection, connection::SimpleConnection, sql_query, sql_types::Text,
};
use kernel::{chance::Chance, clock::Clock};
use store::{
    Fault, Store,
    conn::Place,
    migrate::{self, Books},
    store::Settings,
};

use crate::support::engine::{Engine, on_both_engines};

on_both_engines!(up_down_up, a_newer_schema_is_refused, a_missing_migration_is_refused, a_second_run_changes_nothing);

const NEWER: &str = "20991231235959";

async fn up_down_up(engine: Engine) {
    for books in [Books::Centre, Books::Node] {
        let database = engine.fresh("up_down_up");
        let place = database.place();
        assert!(migrate::run(&place, books).expect("the first way up") > 0);
        let first = schema(&place);
        assert!(!first.is_empty(), "the dump sees the tables");
        migrate::revert_all(&place, books).expect("the way down");
        assert_eq!(schema(&place), Vec::<String>::new(), "{books:?}: down leaves nothing");
        migrate::run(&place, books).expect("the second way up");
        assert_eq!(schema(&place), first, "{books:?}: up again is the same");
    }
}

async fn a_second_run_changes_nothing(engine: Engine) {
    let database = engine.fresh("second_run");
    let place = database.place();
    migrate::run(&place, Books::Centre).expect("the first run");
    let first = schema(&place);
    assert_eq!(migrate::run(&place, Books::Centre).expect("the second run"), 0);
    assert_eq!(schema(&place), first);
}

async fn a_newer_schema_is_refused(engine: Engine) {
    let database = engine.fresh("newer");
    migrate::run(&database.place(), Books::Centre).expect("the way up");
    execute(&database.place(), &format!("insert into __diesel_schema_migrations (version) values ('{NEWER}')"));
    for may_run in [true, false] {
        let said = refused(&database.place(), may_run);
        assert!(said.contains("newer passegue") && said.contains(NEWER), "names the reason and the version: {said}");
    }
}

async fn a_missing_migration_is_refused(engine: Engine) {
    let database = engine.fresh("missing");
    let said = refused(&database.place(), false);
    assert!(said.contains("missing") && said.contains("passegue migrate"), "says what to do: {said}");
    migrate::run(&database.place(), Books::Centre).expect("the advice works");
    assert!(open(&database.place(), false).is_ok());
}

#[test]
fn both_engines_bear_the_same_columns() {
    for books in [Books::Centre, Books::Node] {
        let [sqlite, postgresql] = Engine::both().map(|engine| {
            let database = engine.fresh("same_columns");
            migrate::run(&database.place(), books).expect("the way up");
            columns(&database.place())
        });
        assert!(!sqlite.is_empty(), "the columns are seen");
        assert_eq!(sqlite, postgresql, "{books:?}");
    }
}

fn refused(place: &Place, may_run: bool) -> String {
    open(place, may_run).err().expect("this schema is not opened").to_string()
}

fn open(place: &Place, migrate: bool) -> Result<Store, Fault> {
    Store::open(Settings {
        place: place.clone(),
        books: Books::Centre,
        clock: Clock::wall(),
        chance: Chance::from_seed(1),
        migrate,
        readers: 1,
    })
}

#[derive(diesel::QueryableByName)]
struct Line {
    #[diesel(sql_type = Text)]
    line: String,
}

/// The schema as sorted lines, without the migrations' own table.
pub(crate) fn schema(place: &Place) -> Vec<String> {
    lines(place, OF_SQLITE, OF_POSTGRES)
}

/// `table.column` and whether it may be null, for all tables but the migrations' own.
fn columns(place: &Place) -> Vec<String> {
    lines(place, COLUMNS_OF_SQLITE, COLUMNS_OF_POSTGRES)
}

fn lines(place: &Place, of_sqlite: &str, of_postgres: &str) -> Vec<String> {
    let lines: Vec<Line> = match place {
        Place::Sqlite(path) => sql_query(of_sqlite).load(&mut sqlite(path)),
        Place::Postgres(url) => sql_query(of_postgres).load(&mut postgres(url)),
    }
    .expect("the schema can be read");
    let mut lines: Vec<String> = lines.into_iter().map(|line| line.line).collect();
    // Each engine orders text in its own way.
    lines.sort();
    lines
}

fn execute(place: &Place, sql: &str) {
    match place {
        Place::Sqlite(path) => sqlite(path).batch_execute(sql),
        Place::Postgres(url) => postgres(url).batch_execute(sql),
    }
    .expect("the statement runs");
}

fn sqlite(path: &std::path::Path) -> SqliteConnection {
    SqliteConnection::establish(&path.to_string_lossy()).expect("the file opens")
}

fn postgres(url: &str) -> PgConnection {
    PgConnection::establish(url).expect("the server answers")
}

const OF_SQLITE: &str = "
    select type || ' ' || tbl_name || ' ' || name || ' ' || coalesce(sql, '') as line
    from sqlite_master
    where tbl_name <> '__diesel_schema_migrations'";

const OF_POSTGRES: &str = "
    with mine as (
        select c.oid, c.relname from pg_class c
        where c.relnamespace = current_schema()::regnamespace and c.relkind = 'r'
          and c.relname <> '__diesel_schema_migrations'
    )
    select line from (
        select 'column ' || table_name || ' ' || ordinal_position || ' ' || column_name || ' ' || data_type
            || ' nullable ' || is_nullable || ' default ' || coalesce(column_default, '') as line
        from information_schema.columns
        where table_schema = current_schema() and table_name in (select relname from mine)
        union all
        select 'constraint ' || mine.relname || ' ' || conname || ' ' || pg_get_constraintdef(pg_constraint.oid)
        from pg_constraint join mine on mine.oid = conrelid
        union all
        select 'index ' || tablename || ' ' || replace(indexdef, quote_ident(current_schema()) || '.', '')
        from pg_indexes where schemaname = current_schema() and tablename in (select relname from mine)
        union all
        select 'other ' || relkind::text || ' ' || relname::text from pg_class
        where relnamespace = current_schema()::regnamespace and relkind not in ('r', 'i')
        union all
        select 'function ' || proname::text from pg_proc where pronamespace = current_schema()::regnamespace
    ) lines";

const COLUMNS_OF_SQLITE: &str = "
    select m.name || '.' || c.name || case when c.\"notnull\" = 1 then ' not null' else '' end as line
    from sqlite_master m join pragma_table_info(m.name) c
    where m.type = 'table' and m.name <> '__diesel_schema_migrations'";

const COLUMNS_OF_POSTGRES: &str = "
    select table_name || '.' || column_name || case is_nullable when 'NO' then ' not null' else '' end as line
    from information_schema.columns
    where table_schema = current_schema() and table_name <> '__diesel_schema_migrations'";
