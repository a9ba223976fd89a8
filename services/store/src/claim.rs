//! Having a database for oneself: what replaces books begins when no centre works on them, and none begins meanwhile.

use diesel::{
    QueryableByName, RunQueryDsl, connection::SimpleConnection, dsl::sql, pg::PgConnection, select, sql_query,
    sql_types::Bool, sql_types::Text, sqlite::SqliteConnection,
};

use crate::{
    conn::{AnyConn, Place, connect},
    fault::Fault,
    snapshot,
};

/// A place where no centre works. A file of SQLite is held: none can begin there, under whatever name, until this is
/// dropped. Nothing of PostgreSQL is held: [`Refill`](crate::refill::Refill) locks its tables and asks again.
pub struct Claim(Option<SqliteConnection>);

/// Takes that place for oneself; none when a centre works there.
///
/// On PostgreSQL a centre is known by the name of its connections, on SQLite by the file that it holds open. A file that
/// is absent or damaged is nobody's, and cannot be held.
pub fn claim(place: &Place) -> Result<Option<Claim>, Fault> {
    match place {
        Place::Postgres(_) => {
            let AnyConn::Pg(mut conn) = connect(place)? else {
                return Err(Fault::broken("a file of SQLite is held otherwise"));
            };
            Ok((!somebody_works(&mut conn)?).then_some(Claim(None)))
        }
        Place::Sqlite(path) if !path.exists() => Ok(Some(Claim(None))),
        Place::Sqlite(path) => match snapshot::open(path).and_then(held) {
            Ok(held) => Ok(held.map(|conn| Claim(Some(conn)))),
            Err(fault) if fault.is_crossed() => Ok(None),
            Err(fault) if fault.damaged() => Ok(Some(Claim(None))),
            Err(fault) => Err(fault),
        },
    }
}

impl Claim {
    /// Asks again where nothing could be held: a centre may have made its file since.
    pub fn still(self, place: &Place) -> Result<Option<Self>, Fault> {
        match self.0 {
            Some(_) => Ok(Some(self)),
            None => claim(place),
        }
    }
}

impl std::fmt::Debug for Claim {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Claim")
    }
}

/// Whether another connection of the house works where this one does.
pub(crate) fn somebody_works(conn: &mut PgConnection) -> Result<bool, Fault> {
    // Inside a transaction the server goes on telling what it told first.
    sql_query("select pg_stat_clear_snapshot()").execute(conn)?;
    Ok(select(sql::<Bool>(SOMEBODY_WORKS)).get_result(conn)?)
}

/// Leaving the write-ahead log needs the file for oneself; a centre that took the log up again before the lock is there.
fn held(mut conn: SqliteConnection) -> Result<Option<SqliteConnection>, Fault> {
    conn.batch_execute("pragma journal_mode = delete; begin exclusive")?;
    let Mode { journal_mode } = sql_query("pragma journal_mode").get_result(&mut conn)?;
    Ok((journal_mode == "delete").then_some(conn))
}

#[derive(QueryableByName)]
struct Mode {
    #[diesel(sql_type = Text)]
    journal_mode: String,
}

// Every connection of the house says where it works: see `conn`.
const SOMEBODY_WORKS: &str = "exists (select 1 from pg_stat_activity where datname = current_database()
    and application_name = current_setting('application_name') and pid <> pg_backend_pid())";
