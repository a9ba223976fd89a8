//! Snapshots: the books of one instant as a file of SQLite, whichever engine they live on, while they are in use.
//!
//! SQLite copies itself (`VACUUM INTO`, one read transaction). From PostgreSQL every table is poured inside one
//! `REPEATABLE READ` transaction that only reads: all rows are those of the same instant, and no writer waits.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs::Permissions,
    os::unix::fs::PermissionsExt,
    path::Path,
};

use diesel::{
    Connection, QueryableByName, RunQueryDsl,
    connection::SimpleConnection,
    pg::PgConnection,
    sql_query,
    sql_types::{BigInt, Text},
    sqlite::SqliteConnection,
};
use serde::{Deserialize, Serialize};

use crate::{
    catalogue::{self, Table, quoted},
    conn::{AnyConn, Place, connect},
    fault::Fault,
    files::hex,
    head,
    indexes::Indexes,
    migrate::{self, Books, Standing},
    pour,
};

/// What a snapshot holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facts {
    /// The migrations that made its schema, oldest first.
    pub schema: Vec<String>,
    /// How many rows each table has.
    pub rows: BTreeMap<String, i64>,
    /// The last row of the outbox.
    pub position: i64,
    /// The last line of the ledger.
    pub ledger_no: i64,
    /// The hash of that line, lower-case hexadecimal.
    pub ledger_hash: String,
}

/// Copies the books as they are at one instant into a new file; none when that place bears no books yet.
///
/// Faults: the place does not answer, the schema is newer than this program, the file exists.
pub fn take(place: &Place, books: Books, into: &Path) -> Result<Option<Facts>, Fault> {
    if into.exists() {
        return Err(Fault::broken("a snapshot is made in a new file"));
    }
    if matches!(place, Place::Sqlite(path) if !path.exists()) {
        return Ok(None);
    }
    let mut conn = connect(place)?;
    if let Standing::Ahead(versions) = migrate::standing(&mut conn, books)? {
        return Err(migrate::too_new(&versions));
    }
    if migrate::applied_versions(&mut conn)?.is_empty() {
        return Ok(None);
    }
    match &mut conn {
        AnyConn::Sqlite(conn) => vacuum(conn, into)?,
        AnyConn::Pg(conn) => copy(conn, books, into)?,
    }
    std::fs::File::open(into)
        .and_then(|file| file.set_permissions(Permissions::from_mode(0o600)).and_then(|()| file.sync_all()))
        .map_err(|error| Fault::because("a snapshot cannot be kept", error))?;
    facts(into).map(Some)
}

/// What the snapshot in that file holds.
pub fn facts(path: &Path) -> Result<Facts, Fault> {
    let mut conn = AnyConn::Sqlite(open(path)?);
    let schema = migrate::applied_versions(&mut conn)?;
    let mut rows = BTreeMap::new();
    for Table { name, .. } in catalogue::tables(&mut conn, None)? {
        let count: Count =
            sql_query(format!("select count(*) as count from {}", quoted(&name))).get_result(&mut conn)?;
        rows.insert(name, count.count);
    }
    let (position, head) = (head::position(&mut conn)?, head::read(&mut conn)?);
    Ok(Facts { schema, rows, position, ledger_no: head.ledger_no, ledger_hash: hex(&head.ledger_hash) })
}

/// How the snapshot's schema stands beside this program.
pub fn standing(path: &Path, books: Books) -> Result<Standing, Fault> {
    migrate::standing(&mut AnyConn::Sqlite(open(path)?), books)
}

/// Looks into a snapshot without changing the file.
pub fn look<T>(path: &Path, look: impl FnOnce(&mut AnyConn) -> Result<T, Fault>) -> Result<T, Fault> {
    look(&mut AnyConn::Sqlite(open(path)?))
}

/// A connection without the habits of the house: they would turn the file into a database at work.
pub(crate) fn open(path: &Path) -> Result<SqliteConnection, Fault> {
    let mut conn = SqliteConnection::establish(text(path)?).map_err(Fault::away)?;
    conn.batch_execute("pragma foreign_keys = off; pragma cache_size = -64000;")?;
    pour::teach(&mut conn)?;
    Ok(conn)
}

#[derive(QueryableByName)]
struct Count {
    #[diesel(sql_type = BigInt)]
    count: i64,
}

fn text(path: &Path) -> Result<&str, Fault> {
    path.to_str().ok_or_else(|| Fault::broken("the path of a database is no text"))
}

fn vacuum(conn: &mut SqliteConnection, into: &Path) -> Result<(), Fault> {
    sql_query("vacuum into ?").bind::<Text, _>(text(into)?).execute(conn)?;
    Ok(())
}

const STILL: &str = "begin isolation level repeatable read read only; set local extra_float_digits = 1";
// Nobody reads the file before it is whole; if the machine stops, it is made again.
pub(crate) const IN_HASTE: &str = "pragma journal_mode = off; pragma synchronous = off";

fn copy(from: &mut PgConnection, books: Books, into: &Path) -> Result<(), Fault> {
    let mut to = open(into)?;
    to.batch_execute(IN_HASTE)?;
    from.batch_execute(STILL)?;
    let poured = copy_still(from, books, &mut to);
    // It only read; and whatever went wrong before is the news.
    let _ = from.batch_execute("rollback");
    poured
}

fn copy_still(from: &mut PgConnection, books: Books, to: &mut SqliteConnection) -> Result<(), Fault> {
    let versions = migrate::versions_of_pg(from)?;
    migrate::run_these(to, books, &versions)?;
    let ours = names(to)?;
    let tables = catalogue::tables_of_pg(from, Some(&ours))?;
    if tables.len() != ours.len() {
        return Err(Fault::broken("a table of these books is missing"));
    }
    to.batch_execute("begin")?;
    let indexes = Indexes::undo_in_sqlite(to)?;
    for table in &tables {
        // Rows that a migration brought along come with the others.
        sql_query(format!("delete from {}", quoted(&table.name))).execute(to)?;
        pour::into_sqlite(table, from, to)?;
    }
    indexes.redo_in_sqlite(to)?;
    to.batch_execute("commit")?;
    Ok(())
}

fn names(conn: &mut SqliteConnection) -> Result<BTreeSet<String>, Fault> {
    Ok(catalogue::tables_of_sqlite(conn, None)?.into_iter().map(|table| table.name).collect())
}
