//! The schema: brought up to date, or refused with one clear sentence.

use std::{collections::BTreeSet, time::Duration};

use diesel::{
    Connection, QueryableByName, RunQueryDsl,
    migration::{Migration, MigrationSource},
    pg::{Pg, PgConnection},
    sql_query,
    sql_types::{Bool, Text},
    sqlite::{Sqlite, SqliteConnection},
};
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

use crate::{
    catalogue,
    conn::{AnyConn, Place, connect},
    fault::Fault,
};

const CENTRE_PG: EmbeddedMigrations = embed_migrations!("../../migrations/postgresql/centre");
const CENTRE_SQLITE: EmbeddedMigrations = embed_migrations!("../../migrations/sqlite/centre");
const NODE_PG: EmbeddedMigrations = embed_migrations!("../../migrations/postgresql/node");
const NODE_SQLITE: EmbeddedMigrations = embed_migrations!("../../migrations/sqlite/node");

/// Which set of tables a database bears.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Books {
    /// Registry, cheques, ledger.
    Centre,
    /// Workshops and sessions of a venue, or of all hosted ones.
    Node,
}

/// How a schema stands beside this program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Nothing to run.
    Current,
    /// So many migrations to run.
    Behind(usize),
    /// Made by a newer program: these versions are unknown here.
    Ahead(Vec<String>),
}

/// Runs the missing migrations; answers how many. Faults on a newer schema.
pub fn run(place: &Place, books: Books) -> Result<usize, Fault> {
    let mut conn = connect(place)?;
    let before = standing(&mut conn, books)?;
    settle(&mut conn, books, true)?;
    Ok(match before {
        Standing::Behind(count) => count,
        Standing::Current | Standing::Ahead(_) => 0,
    })
}

pub(crate) fn settle(conn: &mut AnyConn, books: Books, may_run: bool) -> Result<(), Fault> {
    match standing(conn, books)? {
        Standing::Current => Ok(()),
        Standing::Behind(_) if may_run => run_pending(conn, books),
        Standing::Behind(count) => Err(Fault::broken(format!(
            "{count} migration(s) are missing in this database: run `passegue migrate` first"
        ))),
        Standing::Ahead(versions) => Err(too_new(&versions)),
    }
}

/// The same inside a transaction that is open on PostgreSQL.
pub(crate) fn settle_pg(conn: &mut PgConnection, books: Books) -> Result<(), Fault> {
    let known = versions::<Pg>(&pg(books))?;
    let applied = versions_of_pg(conn)?;
    let unknown: Vec<String> = applied.into_iter().filter(|version| !known.contains(version)).collect();
    if !unknown.is_empty() {
        return Err(too_new(&unknown));
    }
    conn.run_pending_migrations(pg(books)).map(|_| ()).map_err(trouble)
}

/// Runs those migrations and no other, on a new file of SQLite: the schema as it was when they were all there was.
pub(crate) fn run_these(conn: &mut SqliteConnection, books: Books, these: &[String]) -> Result<(), Fault> {
    let mut all: Vec<Box<dyn Migration<Sqlite>>> = sqlite(books).migrations().map_err(trouble)?;
    all.sort_by(|one, other| one.name().version().cmp(&other.name().version()));
    // Makes the library's own table.
    let _ = conn.applied_migrations().map_err(trouble)?;
    for migration in all.iter().filter(|one| these.contains(&one.name().version().to_string())) {
        conn.run_migration(migration.as_ref()).map_err(trouble)?;
    }
    Ok(())
}

/// The names of the tables that the migrations of this program make.
pub(crate) fn tables(books: Books) -> Result<BTreeSet<String>, Fault> {
    let mut conn = SqliteConnection::establish(":memory:").map_err(Fault::away)?;
    conn.run_pending_migrations(sqlite(books)).map_err(trouble)?;
    Ok(catalogue::tables_of_sqlite(&mut conn, None)?.into_iter().map(|table| table.name).collect())
}

/// The migrations that made that schema, oldest first. It only reads: the library itself would make its table.
pub fn applied_versions(conn: &mut AnyConn) -> Result<Vec<String>, Fault> {
    match conn {
        AnyConn::Pg(conn) => versions_of_pg(conn),
        AnyConn::Sqlite(conn) => applied_versions_of_sqlite(conn),
    }
}

/// The same of SQLite.
pub(crate) fn applied_versions_of_sqlite(conn: &mut SqliteConnection) -> Result<Vec<String>, Fault> {
    let made: Found = sql_query(MADE_IN_SQLITE).get_result(conn)?;
    if made.found { Ok(named(sql_query(APPLIED).load(conn)?)) } else { Ok(Vec::new()) }
}

/// The same of PostgreSQL.
pub(crate) fn versions_of_pg(conn: &mut PgConnection) -> Result<Vec<String>, Fault> {
    let made: Found = sql_query(MADE_IN_POSTGRES).get_result(conn)?;
    if made.found { Ok(named(sql_query(APPLIED).load(conn)?)) } else { Ok(Vec::new()) }
}

fn named(applied: Vec<Applied>) -> Vec<String> {
    applied.into_iter().map(|one| one.version).collect()
}

#[derive(QueryableByName)]
struct Applied {
    #[diesel(sql_type = Text)]
    version: String,
}

#[derive(QueryableByName)]
struct Found {
    #[diesel(sql_type = Bool)]
    found: bool,
}

const APPLIED: &str = "select cast(version as text) as version from __diesel_schema_migrations order by version";
const MADE_IN_SQLITE: &str =
    "select exists (select 1 from sqlite_master where type = 'table' and name = '__diesel_schema_migrations') as found";
const MADE_IN_POSTGRES: &str = "select exists (select 1 from pg_tables
    where schemaname = current_schema() and tablename = '__diesel_schema_migrations') as found";

pub(crate) fn too_new(versions: &[String]) -> Fault {
    Fault::broken(format!(
        "this database was made by a newer passegue (unknown migration {}): install that version or restore a backup",
        versions.join(", ")
    ))
}

/// Compares the schema with what this program knows.
pub fn standing(conn: &mut AnyConn, books: Books) -> Result<Standing, Fault> {
    let applied: BTreeSet<String> = applied_versions(conn)?.into_iter().collect();
    let known = known(conn, books)?;
    let unknown: Vec<String> = applied.difference(&known).cloned().collect();
    let missing = known.difference(&applied).count();
    Ok(match (unknown.is_empty(), missing) {
        (false, _) => Standing::Ahead(unknown),
        (true, 0) => Standing::Current,
        (true, count) => Standing::Behind(count),
    })
}

fn known(conn: &AnyConn, books: Books) -> Result<BTreeSet<String>, Fault> {
    match conn {
        AnyConn::Pg(_) => versions::<Pg>(&pg(books)),
        AnyConn::Sqlite(_) => versions::<Sqlite>(&sqlite(books)),
    }
}

fn versions<DB: diesel::backend::Backend>(source: &EmbeddedMigrations) -> Result<BTreeSet<String>, Fault> {
    let all: Vec<Box<dyn Migration<DB>>> = source.migrations().map_err(trouble)?;
    Ok(all.iter().map(|migration| migration.name().version().to_string()).collect())
}

fn run_pending(conn: &mut AnyConn, books: Books) -> Result<(), Fault> {
    patiently(|| match conn {
        AnyConn::Pg(c) => c.run_pending_migrations(pg(books)).map(|_| ()).map_err(trouble),
        AnyConn::Sqlite(c) => c.run_pending_migrations(sqlite(books)).map(|_| ()).map_err(trouble),
    })
}

/// Another process may be at the same work, or be ending it after it was killed: what it makes is waited for, rather than
/// made twice.
fn patiently<T>(mut work: impl FnMut() -> Result<T, Fault>) -> Result<T, Fault> {
    const PAUSE: Duration = Duration::from_millis(250);
    const MOST_TRIES: usize = 40;
    for _ in 1..MOST_TRIES {
        match work() {
            Err(fault) if crossed(&fault) => std::thread::sleep(PAUSE),
            done => return done,
        }
    }
    work()
}

/// Whether somebody else made the same thing meanwhile, in the words of the two engines.
fn crossed(fault: &Fault) -> bool {
    const WORDS: [&str; 5] = ["duplicate key", "already exists", "UNIQUE constraint", "deadlock", "database is locked"];
    let said = fault.to_string();
    WORDS.iter().any(|words| said.contains(words))
}

/// Undoes every migration, newest first: for tests that a schema comes back the same.
pub fn revert_all(place: &Place, books: Books) -> Result<(), Fault> {
    match connect(place)? {
        AnyConn::Pg(mut c) => c.revert_all_migrations(pg(books)).map(|_| ()),
        AnyConn::Sqlite(mut c) => c.revert_all_migrations(sqlite(books)).map(|_| ()),
    }
    .map_err(trouble)
}

const fn pg(books: Books) -> EmbeddedMigrations {
    match books {
        Books::Centre => CENTRE_PG,
        Books::Node => NODE_PG,
    }
}

const fn sqlite(books: Books) -> EmbeddedMigrations {
    match books {
        Books::Centre => CENTRE_SQLITE,
        Books::Node => NODE_SQLITE,
    }
}

fn trouble(error: Box<dyn std::error::Error + Send + Sync>) -> Fault {
    Fault::broken(format!("a migration failed: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_somebody_else_makes_meanwhile_is_waited_for_and_nothing_else() {
        let mut tries = 0;
        let done = patiently(|| {
            tries += 1;
            let said = "duplicate key value violates unique constraint \"pg_type_typname_nsp_index\"";
            if tries == 1 { Err(trouble(said.into())) } else { Ok(tries) }
        });
        assert_eq!(done.unwrap(), 2);
        let mut tries = 0;
        let wrong = patiently(|| {
            tries += 1;
            Err::<(), _>(trouble("syntax error at or near \"tabel\"".into()))
        });
        assert!(wrong.is_err());
        assert_eq!(tries, 1);
    }
}
