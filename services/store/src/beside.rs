//! The schema beside: where the hosted venues' tables lie on PostgreSQL, in the same database as the centre's.

use diesel::{
    RunQueryDsl,
    dsl::sql,
    pg::PgConnection,
    select, sql_query,
    sql_types::{Nullable, Text},
};

use crate::{
    conn::{AnyConn, Place, connect},
    fault::Fault,
};

// A name of a schema cannot be bound in `create schema`: it goes through a setting of the transaction, quoted by the server.
const NAME_IT: &str = "set_config('passegue.hosted', \
     case current_schema() when 'public' then 'hosted' else current_schema() || '_hosted' end, true)";
const MAKE_IT: &str = "do $$ begin \
     if to_regnamespace(quote_ident(current_setting('passegue.hosted'))) is null then \
         execute format('create schema %I', current_setting('passegue.hosted')); \
     end if; end $$";
const FIND_IT: &str = "(select nspname::text from pg_namespace \
     where nspname = case current_schema() when 'public' then 'hosted' else current_schema() || '_hosted' end)";
const GO_OVER: &str = "set_config('search_path', quote_ident(current_setting('passegue.hosted')), true)";

/// Makes the schema when it is absent, inside the transaction that is open; answers its name: `hosted`, or that of the
/// centre's schema followed by `_hosted`.
pub fn make(conn: &mut AnyConn) -> Result<String, Fault> {
    let AnyConn::Pg(conn) = conn else { return Err(Fault::broken("a file of SQLite has no schemas")) };
    Ok(made(conn)?)
}

/// Its name, if it is there; nothing is made.
pub fn find(place: &Place) -> Result<Option<String>, Fault> {
    match connect(place)? {
        AnyConn::Sqlite(_) => Err(Fault::broken("a file of SQLite has no schemas")),
        AnyConn::Pg(mut conn) => Ok(select(sql::<Nullable<Text>>(FIND_IT)).get_result(&mut conn)?),
    }
}

/// From here to the end of the transaction, names mean the tables of the schema beside.
pub(crate) fn go_over(conn: &mut PgConnection) -> Result<(), Fault> {
    made(conn)?;
    let _: String = select(sql::<Text>(GO_OVER)).get_result(conn)?;
    Ok(())
}

fn made(conn: &mut PgConnection) -> diesel::QueryResult<String> {
    let name: String = select(sql::<Text>(NAME_IT)).get_result(conn)?;
    sql_query(MAKE_IT).execute(conn)?;
    Ok(name)
}
