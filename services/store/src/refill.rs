//! Refilling: the books of a snapshot poured into PostgreSQL, in one transaction, all of it or nothing.

use std::{collections::BTreeSet, path::Path};

use diesel::{
    QueryableByName, RunQueryDsl,
    connection::{AnsiTransactionManager, TransactionManager},
    dsl::sql,
    pg::PgConnection,
    select, sql_query,
    sql_types::{BigInt, Bool, Text},
    sqlite::SqliteConnection,
};

use crate::{
    beside,
    catalogue::{self, quoted},
    claim,
    conn::{AnyConn, Place, connect},
    fault::Fault,
    indexes::Indexes,
    migrate::{self, Books, Standing},
    pour, snapshot,
};

const MIGRATIONS: &str = "__diesel_schema_migrations";

/// Whether something happened in the books of that place already, the centre's or those beside it.
pub fn holds_data(place: &Place) -> Result<bool, Fault> {
    match place {
        Place::Sqlite(path) => Ok(path.exists()),
        Place::Postgres(_) => inside(place, |conn| {
            let centre = has_rows(conn, Books::Centre)?;
            beside::go_over(conn)?;
            Ok(centre || has_rows(conn, Books::Node)?)
        }),
    }
}

/// Refills PostgreSQL. Dropped before [`Refill::keep`], it leaves everything as it was.
pub struct Refill(PgConnection);

impl Refill {
    /// Opens the transaction. With `aside`, the tables that are there first move into schemas of that name (and of
    /// that name followed by `_hosted`), with all their rows; without it, they must be empty.
    pub fn begin(place: &Place, aside: Option<&str>) -> Result<Self, Fault> {
        let AnyConn::Pg(mut conn) = connect(place)? else {
            return Err(Fault::broken("a file of SQLite is not refilled but replaced"));
        };
        AnsiTransactionManager::begin_transaction(&mut conn)?;
        let mut refill = Self(conn);
        refill.take_over(Books::Centre, aside)?;
        Ok(refill)
    }

    /// The centre's books, from a snapshot whose schema is this program's.
    pub fn centre(&mut self, from: &Path) -> Result<(), Fault> {
        self.fill(Books::Centre, Some(from))
    }

    /// The hosted venues' books, in the schema beside; without a snapshot they are new. The centre's come first.
    pub fn hosted(&mut self, from: Option<&Path>, aside: Option<&str>) -> Result<(), Fault> {
        beside::go_over(&mut self.0)?;
        self.take_over(Books::Node, aside.map(|aside| format!("{aside}_hosted")).as_deref())?;
        self.fill(Books::Node, from)
    }

    /// Whether a centre works there all the same: one that began before the tables were locked. Whoever begins later
    /// waits for the end of this, and finds what it left.
    pub fn in_use(&mut self) -> Result<bool, Fault> {
        claim::somebody_works(&mut self.0)
    }

    /// Commits.
    pub fn keep(mut self) -> Result<(), Fault> {
        Ok(AnsiTransactionManager::commit_transaction(&mut self.0)?)
    }

    /// Locks the tables that are there; with `aside`, moves them into a schema of that name.
    fn take_over(&mut self, books: Books, aside: Option<&str>) -> Result<(), Fault> {
        let mut ours = migrate::tables(books)?;
        ours.insert(MIGRATIONS.to_owned());
        let mut there: Vec<Name> = sql_query(NAMES).load(&mut self.0)?;
        there.retain(|table| ours.contains(&table.name));
        for Name { name } in &there {
            sql_query(format!("lock table {} in access exclusive mode", quoted(name))).execute(&mut self.0)?;
        }
        match aside {
            Some(aside) if !there.is_empty() => self.set_aside(&there, aside),
            _ => Ok(()),
        }
    }

    fn set_aside(&mut self, moving: &[Name], aside: &str) -> Result<(), Fault> {
        sql_query(format!("create schema {}", quoted(aside))).execute(&mut self.0)?;
        for Name { name } in moving {
            sql_query(format!("alter table {} set schema {}", quoted(name), quoted(aside))).execute(&mut self.0)?;
        }
        Ok(())
    }

    fn fill(&mut self, books: Books, from: Option<&Path>) -> Result<(), Fault> {
        migrate::settle_pg(&mut self.0, books)?;
        let Some(from) = from else { return Ok(()) };
        if snapshot::standing(from, books)? != Standing::Current {
            return Err(Fault::broken("a snapshot is brought up to date before it is poured"));
        }
        let mut from = snapshot::open(from)?;
        let ours: BTreeSet<String> =
            catalogue::tables_of_sqlite(&mut from, None)?.into_iter().map(|table| table.name).collect();
        let tables = catalogue::tables_of_pg(&mut self.0, Some(&ours))?;
        let leanings = Leanings::undo(&mut self.0)?;
        let indexes = Indexes::undo_in_postgres(&mut self.0)?;
        for table in &tables {
            sql_query(format!("delete from {}", quoted(&table.name))).execute(&mut self.0)?;
            pour::into_postgres(table, &mut from, &mut self.0)?;
        }
        indexes.redo_in_postgres(&mut self.0)?;
        leanings.redo(&mut self.0)?;
        for table in &tables {
            counted(&table.name, &mut from, &mut self.0)?;
            sql_query(format!("analyze {}", quoted(&table.name))).execute(&mut self.0)?;
        }
        Ok(())
    }
}

impl std::fmt::Debug for Refill {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Refill")
    }
}

/// The foreign keys, undone while rows come in and made again after: checked table by table rather than row by row.
struct Leanings(Vec<Constraint>);

impl Leanings {
    fn undo(conn: &mut PgConnection) -> Result<Self, Fault> {
        let all: Vec<Constraint> = sql_query(FOREIGN_KEYS).load(conn)?;
        for Constraint { in_table, name, .. } in &all {
            let undo = format!("alter table {} drop constraint {}", quoted(in_table), quoted(name));
            sql_query(undo).execute(conn)?;
        }
        Ok(Self(all))
    }

    fn redo(self, conn: &mut PgConnection) -> Result<(), Fault> {
        for Constraint { in_table, name, definition } in &self.0 {
            let redo = format!("alter table {} add constraint {} {definition}", quoted(in_table), quoted(name));
            sql_query(redo).execute(conn)?;
        }
        Ok(())
    }
}

#[derive(QueryableByName)]
struct Constraint {
    #[diesel(sql_type = Text)]
    in_table: String,
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Text)]
    definition: String,
}

#[derive(QueryableByName)]
struct Name {
    #[diesel(sql_type = Text)]
    name: String,
}

#[derive(QueryableByName)]
struct Count {
    #[diesel(sql_type = BigInt)]
    count: i64,
}

fn inside<T>(place: &Place, work: impl FnOnce(&mut PgConnection) -> Result<T, Fault>) -> Result<T, Fault> {
    let AnyConn::Pg(mut conn) = connect(place)? else {
        return Err(Fault::broken("a file of SQLite is looked at otherwise"));
    };
    // Never committed: what was made to look around goes with the connection.
    AnsiTransactionManager::begin_transaction(&mut conn)?;
    work(&mut conn)
}

fn has_rows(conn: &mut PgConnection, books: Books) -> Result<bool, Fault> {
    for table in catalogue::tables_of_pg(conn, Some(&migrate::tables(books)?))? {
        // A schema that was just made has its head row, on zeros.
        let used = if table.name == "head" { " where position > 0 or ledger_no > 0" } else { "" };
        let found = format!("exists (select 1 from {}{used})", quoted(&table.name));
        if select(sql::<Bool>(&found)).get_result(conn)? {
            return Ok(true);
        }
    }
    Ok(false)
}

fn counted(table: &str, from: &mut SqliteConnection, to: &mut PgConnection) -> Result<(), Fault> {
    let count = format!("select count(*) as count from {}", quoted(table));
    let (read, written): (Count, Count) = (sql_query(&count).get_result(from)?, sql_query(&count).get_result(to)?);
    match read.count == written.count {
        true => Ok(()),
        false => Err(Fault::broken(format!("{table}: {} rows of {} came over", written.count, read.count))),
    }
}

const NAMES: &str = "select c.relname::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = current_schema() and c.relkind = 'r' order by c.relname";

const FOREIGN_KEYS: &str = "
    select c.relname::text as in_table, k.conname::text as name, pg_get_constraintdef(k.oid) as definition
    from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
    where k.contype = 'f' and n.nspname = current_schema() order by c.relname, k.conname";
