//! Vital signs of a database: what engine it is, whether it keeps what it is told, what it last heard.

use diesel::{
    QueryableByName, RunQueryDsl,
    connection::SimpleConnection,
    dsl::max,
    prelude::*,
    sql_query,
    sql_types::{BigInt, Bool, Integer, Text},
};
use kernel::clock::At;

use crate::{
    conn::{AnyConn, Place, connect},
    fault::Fault,
    migrate::{self, Books, Standing},
    parked,
    tables::{act, outbox},
};

/// What was seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Vitals {
    /// The engine's version: `3.53.2`, `15.20`.
    pub version: String,
    /// The first number of it.
    pub major: i64,
    /// What the server's own clock says; none for SQLite, which has no other than the machine's.
    pub server_now: Option<At>,
    /// The settings of the server under which an acknowledged act may be lost, by name.
    pub careless: Vec<String>,
    /// How the schema stands beside this program.
    pub standing: Standing,
    /// The rest, when the schema is this program's.
    pub books: Option<Pulse>,
}

/// What the books say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pulse {
    /// Why nothing can be written, if so.
    pub unwritable: Option<String>,
    /// When something last happened.
    pub newest: Option<At>,
    /// How many acts wait for somebody to look at them.
    pub parked: i64,
}

/// Looks at a database. Nothing is changed. Faults: it does not answer, it is no database, SQLite is too old.
///
/// A file of SQLite that is absent is a fault too: it is not made.
pub fn look(place: &Place, books: Books) -> Result<Vitals, Fault> {
    if matches!(place, Place::Sqlite(path) if !path.exists()) {
        return Err(Fault::unavailable("there is no such file"));
    }
    let mut conn = connect(place)?;
    let (version, major, server_now, careless) = match &mut conn {
        AnyConn::Sqlite(conn) => of_sqlite(conn)?,
        AnyConn::Pg(conn) => of_postgres(conn)?,
    };
    let standing = migrate::standing(&mut conn, books)?;
    let books = match standing {
        Standing::Current => Some(pulse(&mut conn)?),
        Standing::Behind(_) | Standing::Ahead(_) => None,
    };
    Ok(Vitals { version, major, server_now, careless, standing, books })
}

/// Asks the books one thing, with a connection of its own.
pub fn ask<T>(place: &Place, ask: impl FnOnce(&mut AnyConn) -> Result<T, Fault>) -> Result<T, Fault> {
    ask(&mut connect(place)?)
}

type Engine = (String, i64, Option<At>, Vec<String>);

fn of_sqlite(conn: &mut SqliteConnection) -> Result<Engine, Fault> {
    #[derive(QueryableByName)]
    struct Seen {
        #[diesel(sql_type = Text)]
        version: String,
        #[diesel(sql_type = Integer)]
        synchronous: i32,
    }
    const SEEN: &str = "select sqlite_version() as version, synchronous from pragma_synchronous";
    const FULL: i32 = 2;
    let Seen { version, synchronous } = sql_query(SEEN).get_result(conn)?;
    let careless = if synchronous < FULL { vec!["synchronous".to_owned()] } else { Vec::new() };
    Ok((version, 3, None, careless))
}

fn of_postgres(conn: &mut PgConnection) -> Result<Engine, Fault> {
    #[derive(QueryableByName)]
    struct Seen {
        #[diesel(sql_type = Text)]
        version: String,
        #[diesel(sql_type = BigInt)]
        number: i64,
        #[diesel(sql_type = BigInt)]
        now: i64,
        #[diesel(sql_type = Bool)]
        fsync: bool,
        #[diesel(sql_type = Bool)]
        full_page_writes: bool,
        #[diesel(sql_type = Bool)]
        synchronous_commit: bool,
    }
    const SEEN: &str = "select split_part(current_setting('server_version'), ' ', 1) as version,
        current_setting('server_version_num')::bigint as number,
        (extract(epoch from clock_timestamp()) * 1000)::bigint as now,
        current_setting('fsync')::bool as fsync,
        current_setting('full_page_writes')::bool as full_page_writes,
        current_setting('synchronous_commit') <> 'off' as synchronous_commit";
    let seen: Seen = sql_query(SEEN).get_result(conn)?;
    let settings = [
        ("fsync", seen.fsync),
        ("full_page_writes", seen.full_page_writes),
        ("synchronous_commit", seen.synchronous_commit),
    ];
    let careless = settings.iter().filter(|(_, on)| !on).map(|(name, _)| (*name).to_owned()).collect();
    Ok((seen.version, seen.number / 10_000, Some(At(seen.now)), careless))
}

fn pulse(conn: &mut AnyConn) -> Result<Pulse, Fault> {
    let unwritable = unwritable(conn);
    let told: Option<i64> = outbox::table.order(outbox::position.desc()).select(outbox::at).first(conn).optional()?;
    let kept: Option<i64> = act::table.select(max(act::at)).first(conn)?;
    let newest = told.max(kept);
    Ok(Pulse { unwritable, newest: newest.map(At), parked: parked::count(conn)? })
}

/// Begins to write, and takes it back.
fn unwritable(conn: &mut AnyConn) -> Option<String> {
    const TRY: &str = "update head set position = position where id = 1";
    let tried = match conn {
        AnyConn::Pg(conn) => conn.batch_execute("begin").and_then(|()| conn.batch_execute(TRY)),
        AnyConn::Sqlite(conn) => conn.batch_execute("begin immediate").and_then(|()| conn.batch_execute(TRY)),
    };
    let _ = match conn {
        AnyConn::Pg(conn) => conn.batch_execute("rollback"),
        AnyConn::Sqlite(conn) => conn.batch_execute("rollback"),
    };
    tried.err().map(|error| Fault::from(error).to_string())
}
