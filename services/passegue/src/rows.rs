//! The one statement of the wiring: on PostgreSQL, the schema of the hosted venues beside the centre's own.

use diesel::{RunQueryDsl, dsl::sql, select, sql_query, sql_types::Text};
use store::{Fault, Store, Trouble, conn::AnyConn};

// A name of a schema cannot be bound in `create schema`: it goes through a setting of the transaction, quoted by the server.
const NAME_IT: &str = "set_config('passegue.hosted', \
     case current_schema() when 'public' then 'hosted' else current_schema() || '_hosted' end, true)";
const MAKE_IT: &str = "do $$ begin \
     if to_regnamespace(quote_ident(current_setting('passegue.hosted'))) is null then \
         execute format('create schema %I', current_setting('passegue.hosted')); \
     end if; end $$";

/// Makes the schema when it is absent; answers its name: `hosted`, or that of the centre's schema followed by `_hosted`.
pub(crate) async fn hosted_schema(store: &Store) -> Result<String, Fault> {
    let made = store.transact("hosted.schema", |tx| match tx.conn {
        AnyConn::Sqlite(_) => Err(Fault::broken("a file of SQLite has no schemas").into()),
        AnyConn::Pg(conn) => {
            let name: String = select(sql::<Text>(NAME_IT)).get_result(conn)?;
            sql_query(MAKE_IT).execute(conn)?;
            Ok(name)
        }
    });
    made.await.map_err(|trouble| match trouble {
        Trouble::Broken(fault) => fault,
        Trouble::Refused(refusal) => Fault::broken(refusal.code),
    })
}
