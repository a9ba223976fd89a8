//! One connection type for two engines, and the two escapes where their dialects differ.

use diesel::{connection::SimpleConnection, pg::PgConnection, prelude::*, sqlite::SqliteConnection};

use crate::fault::Fault;

pub use any::{AnyConn, MultiBackend};

mod any {
    #![expect(missing_docs, reason = "the derive makes public items that it does not document")]

    use diesel::{pg::PgConnection, sqlite::SqliteConnection};

    /// A connection to SQLite or PostgreSQL: most Diesel statements are written once, on this.
    ///
    /// What does not compile here (batch inserts, `ON CONFLICT`) goes through [`each!`](crate::each).
    #[derive(diesel::MultiConnection)]
    pub enum AnyConn {
        /// PostgreSQL, through the libpq that is built in.
        Pg(PgConnection),
        /// SQLite, built in.
        Sqlite(SqliteConnection),
    }
}

/// Compiles one body for each engine, so that each engine's full dialect is checked by the compiler.
#[macro_export]
macro_rules! each {
    ($conn:expr, |$c:ident| $body:expr) => {
        match $conn {
            $crate::conn::AnyConn::Pg($c) => $body,
            $crate::conn::AnyConn::Sqlite($c) => $body,
        }
    };
}

/// Where a database is.
#[derive(Clone, PartialEq, Eq)]
pub enum Place {
    /// A file of SQLite.
    Sqlite(std::path::PathBuf),
    /// A URL of PostgreSQL (`postgres://…`); it may bear a password, so it is never printed.
    Postgres(String),
}

impl Place {
    /// The engine's name for people: `SQLite` or `PostgreSQL`.
    pub const fn engine(&self) -> &'static str {
        match self {
            Self::Sqlite(_) => "SQLite",
            Self::Postgres(_) => "PostgreSQL",
        }
    }
}

impl std::fmt::Debug for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.engine())
    }
}

// FULL: an acknowledgement is money, and NORMAL may forget the last commits at a power cut.
// No automatic checkpoint: its errors are heard by nobody, so the writer does it (see `disk`).
const SQLITE_HABITS: &str = "PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; \
                             PRAGMA foreign_keys = ON; PRAGMA cache_size = -8000; PRAGMA wal_autocheckpoint = 0; \
                             PRAGMA temp_store = MEMORY;";
// The name tells an administrator, and a restore, who works in which schema.
const PG_HABITS: &str = "SET lock_timeout = '10s'; SET idle_in_transaction_session_timeout = '60s'; \
                         SELECT set_config('application_name', 'passegue ' || coalesce(current_schema(), ''), false);";

// The writer finds rows by key and lives long. Its plans, those behind the foreign keys too, are kept: made while a table is
// nearly empty they would read it whole, and would go on doing so for a minute once it has a hundred thousand rows.
const PG_WRITER_HABITS: &str = "SET enable_seqscan = off; SET enable_hashjoin = off; SET enable_mergejoin = off; \
                                SET plan_cache_mode = force_generic_plan;";

/// How long a wire may be dead before it is given up, in libpq's own words and units (seconds; the last in milliseconds).
/// An address that says otherwise is left as it is.
const PATIENCE: [(&str, &str); 5] = [
    ("connect_timeout", "2"),
    ("keepalives_idle", "5"),
    ("keepalives_interval", "2"),
    ("keepalives_count", "3"),
    ("tcp_user_timeout", "10000"),
];

// Releases before this one may lose committed writes when two connections checkpoint at once.
const SQLITE_FLOOR: (u32, u32, u32) = (3, 51, 3);

/// Opens one connection with the habits of the house.
pub(crate) fn connect(place: &Place) -> Result<AnyConn, Fault> {
    match place {
        Place::Postgres(url) => {
            let mut conn = PgConnection::establish(&patient(url)).map_err(Fault::away)?;
            conn.batch_execute(PG_HABITS)?;
            Ok(AnyConn::Pg(conn))
        }
        Place::Sqlite(path) => {
            let mut conn = SqliteConnection::establish(&path.to_string_lossy()).map_err(Fault::away)?;
            conn.batch_execute(SQLITE_HABITS)?;
            fresh_enough(&mut conn)?;
            Ok(AnyConn::Sqlite(conn))
        }
    }
}

/// The address of a server, with the house's patience where it says nothing of its own.
fn patient(url: &str) -> String {
    let mut patient = url.to_owned();
    for (name, value) in PATIENCE.iter().filter(|(name, _)| !url.contains(name)) {
        let sign = if patient.contains('?') { '&' } else { '?' };
        patient.push_str(&format!("{sign}{name}={value}"));
    }
    patient
}

/// The same for whoever serves: no statement keeps a connection for more than a minute.
pub(crate) fn connect_to_serve(place: &Place) -> Result<AnyConn, Fault> {
    let mut conn = connect(place)?;
    if let AnyConn::Pg(conn) = &mut conn {
        conn.batch_execute("SET statement_timeout = '60s'")?;
    }
    Ok(conn)
}

/// The writer's connection: the same, and plans that suit who only looks up.
pub(crate) fn connect_writer(place: &Place) -> Result<AnyConn, Fault> {
    let mut conn = connect_to_serve(place)?;
    if let AnyConn::Pg(conn) = &mut conn {
        conn.batch_execute(PG_WRITER_HABITS)?;
    }
    Ok(conn)
}

fn fresh_enough(conn: &mut SqliteConnection) -> Result<(), Fault> {
    let version: String =
        diesel::select(diesel::dsl::sql::<diesel::sql_types::Text>("sqlite_version()")).get_result(conn)?;
    if is_too_old(&version) {
        return Err(Fault::broken(format!("SQLite {version} is older than 3.51.3, which may lose committed writes")));
    }
    Ok(())
}

fn is_too_old(version: &str) -> bool {
    let mut parts = version.split('.').map(|part| part.parse().unwrap_or(0));
    let mut next = || parts.next().unwrap_or(0);
    (next(), next(), next()) < SQLITE_FLOOR
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_old_sqlite_is_noticed() {
        for version in ["3.51.2", "3.50.9", "3.9.20", "2.99.99", "3.51", "3", "", "x.y.z"] {
            assert!(is_too_old(version), "{version}");
        }
        for version in ["3.51.3", "3.51.10", "3.52.0", "3.100.1", "4.0.0"] {
            assert!(!is_too_old(version), "{version}");
        }
    }

    #[test]
    fn the_built_in_sqlite_is_fresh_enough() {
        let mut conn = SqliteConnection::establish(":memory:").unwrap();
        fresh_enough(&mut conn).unwrap();
    }

    #[test]
    fn an_address_is_patient_in_its_own_way_or_in_ours() {
        let all = "connect_timeout=2&keepalives_idle=5&keepalives_interval=2&keepalives_count=3&tcp_user_timeout=10000";
        assert_eq!(patient("postgres://u@h/d"), format!("postgres://u@h/d?{all}"));
        assert_eq!(patient("postgres://h/d?options=-ca%3Db"), format!("postgres://h/d?options=-ca%3Db&{all}"));
        let own = patient("postgres://h/d?connect_timeout=9");
        assert!(own.starts_with("postgres://h/d?connect_timeout=9&keepalives_idle=5&"), "{own}");
    }

    #[test]
    fn a_place_never_shows_its_password() {
        let place = Place::Postgres("postgres://passegue:secret@example.org/centre".to_owned());
        assert_eq!(format!("{place:?}"), "PostgreSQL");
        assert_eq!(format!("{:?}", Place::Sqlite("var/centre.sqlite".into())), "SQLite");
    }
}
