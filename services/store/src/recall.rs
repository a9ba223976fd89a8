//! Acts looked up by their whole key, each once, in one statement.
//!
//! A list for each column of the key (`organisation IN … AND key IN …`) makes both engines try every pair: the square of a
//! batch. Here a row is sought for each act and no other. On PostgreSQL the text is the same however many are sought, so
//! its plan is kept.

use diesel::{
    RunQueryDsl,
    pg::{Pg, PgConnection},
    query_builder::{AstPass, Query, QueryFragment, QueryId},
    result::QueryResult,
    sql_types::{Array, Binary, Text},
    sqlite::{Sqlite, SqliteConnection},
};
use kernel::ids::Structure;

use crate::{
    conn::AnyConn,
    each,
    ids::{Ref, SqlId},
};

/// Organisation, verb, key, hash of the content, receipt.
pub(crate) type Recalled = (Ref<Structure>, String, String, Vec<u8>, String);

/// Whose acts are sought: for each, its organisation, verb and key at the same place.
pub(crate) struct Sought<'k> {
    pub(crate) organisations: Vec<Ref<Structure>>,
    pub(crate) verbs: Vec<&'k str>,
    pub(crate) keys: Vec<&'k str>,
}

/// Those that are kept.
pub(crate) fn recalled(conn: &mut AnyConn, sought: Sought<'_>) -> QueryResult<Vec<Recalled>> {
    if sought.keys.is_empty() {
        return Ok(Vec::new());
    }
    each!(conn, |c| sought.load(c))
}

impl Query for Sought<'_> {
    type SqlType = (SqlId, Text, Text, Binary, Text);
}
impl RunQueryDsl<PgConnection> for Sought<'_> {}
impl RunQueryDsl<SqliteConnection> for Sought<'_> {}

impl QueryId for Sought<'_> {
    type QueryId = Sought<'static>;
    const HAS_STATIC_QUERY_ID: bool = true;
}

const COLUMNS: &str = "SELECT act.organisation, act.verb, act.key, act.content_hash, act.receipt FROM act ";

impl QueryFragment<Pg> for Sought<'_> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        out.push_sql(COLUMNS);
        out.push_sql("JOIN unnest(");
        out.push_bind_param::<Array<SqlId>, _>(&self.organisations)?;
        out.push_sql(", ");
        out.push_bind_param::<Array<Text>, _>(&self.verbs)?;
        out.push_sql(", ");
        out.push_bind_param::<Array<Text>, _>(&self.keys)?;
        out.push_sql(") AS sought (organisation, verb, key) USING (organisation, verb, key)");
        Ok(())
    }
}

impl QueryFragment<Sqlite> for Sought<'_> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Sqlite>) -> QueryResult<()> {
        out.unsafe_to_cache_prepared();
        out.push_sql(COLUMNS);
        out.push_sql("WHERE (organisation, verb, key) IN (VALUES ");
        for (place, organisation) in self.organisations.iter().enumerate() {
            out.push_sql(if place == 0 { "(" } else { ", (" });
            out.push_bind_param::<SqlId, _>(organisation)?;
            out.push_sql(", ");
            out.push_bind_param::<Text, _>(&self.verbs[place])?;
            out.push_sql(", ");
            out.push_bind_param::<Text, _>(&self.keys[place])?;
            out.push_sql(")");
        }
        out.push_sql(")");
        Ok(())
    }
}
