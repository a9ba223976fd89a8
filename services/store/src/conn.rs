//! One connection type for two engines, and the two escapes where their dialects differ.

use diesel::{
    connection::SimpleConnection, pg::PgConnection, prelude::*, result::ConnectionError, sqlite::SqliteConnection,
};

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
// Deleted content is overwritten: somebody who is forgotten, key included, does not linger in a free page.
const SQLITE_HABITS: &str = "PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; \
                             PRAGMA foreign_keys = ON; PRAGMA cache_size = -8000; PRAGMA wal_autocheckpoint = 0; \
                             PRAGMA temp_store = MEMORY; PRAGMA secure_delete = ON;";
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
            let mut conn = PgConnection::establish(&patient(url)).map_err(|error| away(url, error))?;
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

/// Where the settings of an address begin: the `?` after its user, its password and its host, else its end.
///
/// As libpq reads it: user and password end at the first `@` before any `/`, and may hold a `?`.
pub fn settings_at(url: &str) -> usize {
    let host = host_at(url);
    url[host..].find('?').map_or(url.len(), |at| host + at)
}

fn host_at(url: &str) -> usize {
    let begin = url.find("://").map_or(0, |at| at + "://".len());
    let end = url[begin..].find('/').map_or(url.len(), |at| begin + at);
    url[begin..end].find('@').map_or(begin, |at| begin + at + 1)
}

/// The address of a server, with the house's patience where it says nothing of its own.
fn patient(url: &str) -> String {
    let own = &url[settings_at(url)..];
    let says = |name: &str| own.split(['?', '&']).any(|setting| setting.split('=').next() == Some(name));
    let mut sign = if own.is_empty() { '?' } else { '&' };
    let mut patient = url.to_owned();
    for (name, value) in PATIENCE.iter().filter(|(name, _)| !says(name)) {
        patient.push_str(&format!("{sign}{name}={value}"));
        sign = '&';
    }
    patient
}

/// What libpq says of an address that it cannot read quotes it, with its password perhaps: that is not passed on.
fn away(url: &str, error: ConnectionError) -> Fault {
    const OF_THE_SERVER: [&str; 2] = ["connection to server", "could not translate host name"];
    let said = error.to_string();
    let plain = !url[host_at(url)..settings_at(url)].contains('@');
    match plain && OF_THE_SERVER.iter().any(|beginning| said.starts_with(beginning)) {
        true => Fault::away(error),
        false => Fault::out_of_reach("the address of the database cannot be used"),
    }
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
        let begun = [
            ("postgres://h/d?connect_timeout=9", "&keepalives_idle=5&"),
            // A name is a setting's only where settings are.
            ("postgres://keepalives_idle:connect_timeout@h/tcp_user_timeout", "?connect_timeout=2&keepalives_idle=5&"),
            ("postgres://h/d?application_name=connect_timeout", "&connect_timeout=2&"),
            ("postgres://u:a?b@h/d", "?connect_timeout=2&"),
            ("postgres://u:a?b@h/d?sslmode=require", "&connect_timeout=2&"),
            ("postgres://u:a?b@h?user=c@d", "&connect_timeout=2&"),
            ("postgres://u@/d?host=/run", "&connect_timeout=2&"),
            ("postgres://?host=/run", "&connect_timeout=2&"),
            ("postgres://", "?connect_timeout=2&"),
        ];
        for (url, added) in begun {
            assert!(patient(url).starts_with(&format!("{url}{added}")), "{}", patient(url));
        }
    }

    #[test]
    fn no_part_of_a_password_is_told() {
        let ill = [
            "postgres://u:secret/word@127.0.0.1:1/d",
            "postgres://u:1/secret@127.0.0.1:1/d",
            "postgres://u:p@secret?word@127.0.0.1:1/d",
            "postgres://u:p@secret/word@127.0.0.1:1/d",
            "postgres://u:se%cret@127.0.0.1:1/d",
            "postgres://u:secret@127.0.0.1:1/d?nonsense",
        ];
        let told = |url: &str| {
            let fault = connect(&Place::Postgres(url.to_owned())).map(drop).unwrap_err();
            format!("{fault} {fault:?}")
        };
        for url in ill {
            let told = told(url);
            assert!(!told.contains("secret") && !told.contains("word") && !told.contains("cret@"), "{told}");
            assert!(told.starts_with("the address of the database cannot be used"), "{told}");
        }
        let told = told("postgres://u:sec?ret@127.0.0.1:1/d");
        assert!(told.contains("127.0.0.1") && !told.contains("sec?") && !told.contains("ret@"), "{told}");
    }

    #[test]
    fn a_place_never_shows_its_password() {
        let place = Place::Postgres("postgres://passegue:secret@example.org/centre".to_owned());
        assert_eq!(format!("{place:?}"), "PostgreSQL");
        assert_eq!(format!("{:?}", Place::Sqlite("var/centre.sqlite".into())), "SQLite");
    }
}
