//! What a database says of itself: its tables, their columns, and which table leans on which.

use std::collections::{BTreeMap, BTreeSet};

use diesel::{QueryableByName, RunQueryDsl, pg::PgConnection, sql_query, sql_types::Text, sqlite::SqliteConnection};

use crate::{conn::AnyConn, fault::Fault};

/// A table as its engine's catalogue tells it. The migrations' own is never among them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Table {
    pub(crate) name: String,
    /// In the order in which they were made.
    pub(crate) columns: Vec<Column>,
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Column {
    pub(crate) name: String,
    pub(crate) kind: Kind,
}

/// What a column bears.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Number,
    Real,
    Text,
    Bytes,
    /// Sixteen bytes, which SQLite does not tell from [`Kind::Bytes`].
    Id,
}

/// The tables of the schema, or those of these names alone; the ones that others lean on come first.
pub(crate) fn tables(conn: &mut AnyConn, only: Option<&BTreeSet<String>>) -> Result<Vec<Table>, Fault> {
    match conn {
        AnyConn::Pg(conn) => tables_of_pg(conn, only),
        AnyConn::Sqlite(conn) => tables_of_sqlite(conn, only),
    }
}

/// The same of PostgreSQL.
pub(crate) fn tables_of_pg(conn: &mut PgConnection, only: Option<&BTreeSet<String>>) -> Result<Vec<Table>, Fault> {
    made_of(sql_query(COLUMNS_OF_POSTGRES).load(conn)?, &sql_query(LEANINGS_OF_POSTGRES).load(conn)?, only)
}

/// The same of SQLite.
pub(crate) fn tables_of_sqlite(
    conn: &mut SqliteConnection,
    only: Option<&BTreeSet<String>>,
) -> Result<Vec<Table>, Fault> {
    made_of(sql_query(COLUMNS_OF_SQLITE).load(conn)?, &sql_query(LEANINGS_OF_SQLITE).load(conn)?, only)
}

fn made_of(
    columns: Vec<ColumnRow>,
    leanings: &[Leaning],
    only: Option<&BTreeSet<String>>,
) -> Result<Vec<Table>, Fault> {
    let columns = columns.into_iter().filter(|column| only.is_none_or(|only| only.contains(&column.in_table)));
    let mut tables: BTreeMap<String, Vec<Column>> = BTreeMap::new();
    for ColumnRow { in_table, name, kind } in columns {
        let kind = kind_of(&in_table, &name, &kind)?;
        tables.entry(in_table).or_default().push(Column { name, kind });
    }
    in_order(tables, leanings)
}

/// A name as both engines quote it. Names come from the catalogue alone; a statement cannot bind them.
pub(crate) fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

fn kind_of(table: &str, column: &str, kind: &str) -> Result<Kind, Fault> {
    Ok(match kind {
        "bigint" | "integer" => Kind::Number,
        "double precision" | "real" => Kind::Real,
        "text" => Kind::Text,
        "bytea" | "blob" => Kind::Bytes,
        "uuid" => Kind::Id,
        // Left out in silence, it would be missed on the day of a restore.
        other => return Err(Fault::broken(format!("{table}.{column} is of kind {other}, which no copy knows"))),
    })
}

/// Among those that are ready, by name: the same order on every machine.
fn in_order(mut tables: BTreeMap<String, Vec<Column>>, leanings: &[Leaning]) -> Result<Vec<Table>, Fault> {
    let mut ordered: Vec<Table> = Vec::with_capacity(tables.len());
    let mut placed: BTreeSet<String> = BTreeSet::new();
    while !tables.is_empty() {
        let ready = |name: &&String| {
            let mut parents = leanings.iter().filter(|one| one.child == **name && one.parent != **name);
            parents.all(|one| placed.contains(&one.parent))
        };
        let Some(name) = tables.keys().find(ready).cloned() else {
            return Err(Fault::broken("tables lean on each other in a ring"));
        };
        let columns = tables.remove(&name).unwrap_or_default();
        placed.insert(name.clone());
        ordered.push(Table { name, columns });
    }
    Ok(ordered)
}

#[derive(QueryableByName)]
struct ColumnRow {
    #[diesel(sql_type = Text)]
    in_table: String,
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Text)]
    kind: String,
}

#[derive(QueryableByName)]
struct Leaning {
    #[diesel(sql_type = Text)]
    child: String,
    #[diesel(sql_type = Text)]
    parent: String,
}

const COLUMNS_OF_POSTGRES: &str = "
    select c.relname::text as in_table, a.attname::text as name, format_type(a.atttypid, null) as kind
    from pg_class c
    join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid
    where n.nspname = current_schema() and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped
    and c.relname <> '__diesel_schema_migrations'
    order by c.relname, a.attnum";

const LEANINGS_OF_POSTGRES: &str = "
    select distinct child.relname::text as child, parent.relname::text as parent
    from pg_constraint k
    join pg_class child on child.oid = k.conrelid
    join pg_class parent on parent.oid = k.confrelid
    join pg_namespace n on n.oid = child.relnamespace
    where k.contype = 'f' and n.nspname = current_schema()";

const COLUMNS_OF_SQLITE: &str = "
    select m.name as in_table, c.name as name, lower(c.type) as kind
    from sqlite_master m join pragma_table_info(m.name) c
    where m.type = 'table' and m.name not like 'sqlite\\_%' escape '\\' and m.name <> '__diesel_schema_migrations'
    order by m.name, c.cid";

const LEANINGS_OF_SQLITE: &str = "
    select distinct m.name as child, k.\"table\" as parent
    from sqlite_master m join pragma_foreign_key_list(m.name) k where m.type = 'table'";

#[cfg(test)]
mod tests {
    use super::*;

    fn leaning(child: &str, parent: &str) -> Leaning {
        Leaning { child: child.to_owned(), parent: parent.to_owned() }
    }

    fn ordered(names: &[&str], leanings: &[Leaning]) -> Option<Vec<String>> {
        let tables = names.iter().map(|name| ((*name).to_owned(), Vec::new())).collect();
        let tables = in_order(tables, leanings).ok()?;
        Some(tables.into_iter().map(|table| table.name).collect())
    }

    #[test]
    fn what_others_lean_on_comes_first() {
        let leanings = [leaning("a", "c"), leaning("c", "b"), leaning("c", "c"), leaning("d", "a")];
        assert_eq!(ordered(&["a", "b", "c", "d", "e"], &leanings).unwrap(), ["b", "c", "a", "d", "e"]);
        assert_eq!(ordered(&["a", "b"], &[leaning("a", "b"), leaning("b", "a")]), None);
    }

    #[test]
    fn a_kind_that_is_not_known_is_told() {
        let said = kind_of("cheque", "seen", "timestamp with time zone").unwrap_err().to_string();
        assert!(said.contains("cheque.seen") && said.contains("timestamp"), "{said}");
        assert_eq!(quoted("a\"b"), "\"a\"\"b\"");
    }
}
