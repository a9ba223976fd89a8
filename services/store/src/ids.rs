//! How identifiers lie in the two engines: `uuid` on PostgreSQL, `blob` of 16 bytes on SQLite.

use std::{fmt, io::Write};

use diesel::{
    backend::Backend,
    deserialize::{self, FromSql, FromSqlRow},
    expression::AsExpression,
    pg::{Pg, PgValue},
    serialize::{self, IsNull, Output, ToSql},
    sql_types::{HasSqlType, SqlType},
    sqlite::{Sqlite, SqliteValue},
};
use kernel::ids::Id;

use crate::conn::MultiBackend;

/// The SQL type of every identifier.
#[derive(Clone, Copy, Debug, SqlType, diesel::query_builder::QueryId)]
// By number, or each connection would ask the catalogue for the name once.
#[diesel(postgres_type(oid = 2950, array_oid = 2951))]
#[diesel(sqlite_type(name = "Binary"))]
pub struct SqlId;

impl HasSqlType<SqlId> for MultiBackend {
    fn metadata(lookup: &mut Self::MetadataLookup) -> Self::TypeMetadata {
        MultiBackend::lookup_sql_type::<SqlId>(lookup)
    }
}

/// An identifier as a column bears it: the kernel's own type knows no database, so rows wrap it.
#[derive(AsExpression, FromSqlRow)]
#[diesel(sql_type = SqlId)]
pub struct Ref<K: 'static>(pub Id<K>);

/// Wraps many, for `eq_any`.
pub fn refs<K>(ids: &[Id<K>]) -> Vec<Ref<K>> {
    ids.iter().copied().map(Ref).collect()
}

impl<K> Clone for Ref<K> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<K> Copy for Ref<K> {}
impl<K> PartialEq for Ref<K> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}
impl<K> Eq for Ref<K> {}
impl<K> std::hash::Hash for Ref<K> {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.0.hash(state);
    }
}
impl<K> fmt::Debug for Ref<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
impl<K> From<Id<K>> for Ref<K> {
    fn from(id: Id<K>) -> Self {
        Self(id)
    }
}
impl<K> From<Ref<K>> for Id<K> {
    fn from(column: Ref<K>) -> Self {
        column.0
    }
}

impl<K> ToSql<SqlId, Pg> for Ref<K> {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Pg>) -> serialize::Result {
        out.write_all(self.0.bytes())?;
        Ok(IsNull::No)
    }
}
impl<K> FromSql<SqlId, Pg> for Ref<K> {
    fn from_sql(value: PgValue<'_>) -> deserialize::Result<Self> {
        Ok(Self(Id::from_bytes(value.as_bytes().try_into()?)))
    }
}
impl<K> ToSql<SqlId, Sqlite> for Ref<K> {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Sqlite>) -> serialize::Result {
        out.set_value(&self.0.bytes()[..]);
        Ok(IsNull::No)
    }
}
impl<K> FromSql<SqlId, Sqlite> for Ref<K> {
    fn from_sql(mut value: SqliteValue<'_, '_, '_>) -> deserialize::Result<Self> {
        Ok(Self(Id::from_bytes(value.read_blob().try_into()?)))
    }
}
impl<K> ToSql<SqlId, MultiBackend> for Ref<K> {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, MultiBackend>) -> serialize::Result {
        out.set_value((SqlId, self));
        Ok(IsNull::No)
    }
}
impl<K> FromSql<SqlId, MultiBackend> for Ref<K> {
    fn from_sql(value: <MultiBackend as Backend>::RawValue<'_>) -> deserialize::Result<Self> {
        value.from_sql::<Self, SqlId>()
    }
}
