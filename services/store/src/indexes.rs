//! Indexes, undone while whole tables come in and made again after: sorted once rather than row by row. Those that a
//! constraint made stay.

use diesel::{QueryableByName, RunQueryDsl, pg::PgConnection, sql_query, sql_types::Text, sqlite::SqliteConnection};

use crate::{catalogue::quoted, fault::Fault};

/// The indexes that were undone.
#[derive(Debug)]
pub(crate) struct Indexes(Vec<Index>);

#[derive(Debug, QueryableByName)]
struct Index {
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Text)]
    definition: String,
}

impl Indexes {
    /// Undoes those of a file of SQLite.
    pub(crate) fn undo_in_sqlite(conn: &mut SqliteConnection) -> Result<Self, Fault> {
        let all: Vec<Index> = sql_query(INDEXES_OF_SQLITE).load(conn)?;
        for Index { name, .. } in &all {
            sql_query(format!("drop index {}", quoted(name))).execute(conn)?;
        }
        Ok(Self(all))
    }

    /// Makes them again.
    pub(crate) fn redo_in_sqlite(self, conn: &mut SqliteConnection) -> Result<(), Fault> {
        for Index { definition, .. } in self.0 {
            sql_query(definition).execute(conn)?;
        }
        Ok(())
    }

    /// Undoes those of the schema of PostgreSQL; foreign keys that lean on one are undone before.
    pub(crate) fn undo_in_postgres(conn: &mut PgConnection) -> Result<Self, Fault> {
        let all: Vec<Index> = sql_query(INDEXES_OF_POSTGRES).load(conn)?;
        for Index { name, .. } in &all {
            sql_query(format!("drop index {}", quoted(name))).execute(conn)?;
        }
        Ok(Self(all))
    }

    /// Makes them again.
    pub(crate) fn redo_in_postgres(self, conn: &mut PgConnection) -> Result<(), Fault> {
        for Index { definition, .. } in self.0 {
            sql_query(definition).execute(conn)?;
        }
        Ok(())
    }
}

const INDEXES_OF_SQLITE: &str =
    "select name, sql as definition from sqlite_master where type = 'index' and sql is not null order by name";

const INDEXES_OF_POSTGRES: &str = "
    select c.relname::text as name, pg_get_indexdef(c.oid) as definition
    from pg_index i join pg_class c on c.oid = i.indexrelid join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = current_schema() and not i.indisprimary
    and not exists (select 1 from pg_constraint k where k.conindid = c.oid and k.contype in ('p', 'u', 'x'))
    order by c.relname";
