//! How instants, identifiers and pages are written in requests and answers.

use async_graphql::{
    Error, ID, OutputType, Result,
    connection::{Connection, CursorType, Edge, OpaqueCursor},
};
use kernel::{clock::At, ids::Id, refusal::FaultCode, refusal::Refusal};

use super::news;
use crate::{
    page::{Page, Slice},
    refusal,
};

/// Where a list stands: instant and identifier, opaque to clients.
pub(crate) type Cursor = OpaqueCursor<(i64, String)>;

const USUAL: i32 = 20;
const MOST: i32 = 100;

/// An instant of RFC 3339 (`2025-10-01T10:00:00+02:00`), to the second.
pub(crate) fn instant(text: &str) -> Option<At> {
    let there = chrono::DateTime::parse_from_rfc3339(text).ok()?;
    there.timestamp().checked_mul(1000).map(At)
}

/// An instant in a mutation: refused with its field.
pub(crate) fn start(text: &str) -> Result<At, Refusal> {
    instant(text).ok_or_else(|| refusal::input("startsAt"))
}

/// An instant in a query: an error.
pub(crate) fn from(text: Option<&str>) -> Result<Option<At>> {
    text.map(|text| instant(text).ok_or_else(unreadable)).transpose()
}

/// An identifier in a mutation: what is none names nothing.
pub(crate) fn known<K>(id: &ID) -> Result<Id<K>, Refusal> {
    id.parse().map_err(|_| refusal::absent())
}

/// An identifier that may be left out.
pub(crate) fn maybe<K>(id: Option<&ID>) -> Result<Option<Id<K>>, Refusal> {
    id.map(known).transpose()
}

/// How many of a list: 1 to 100, 20 if not said.
pub(crate) fn first(first: Option<i32>) -> Result<i64> {
    match first.unwrap_or(USUAL) {
        few @ 1..=MOST => Ok(i64::from(few)),
        many if many > MOST => Err(news::error(FaultCode::LimitExceeded)),
        _ => Err(unreadable()),
    }
}

/// Which page of a list.
pub(crate) fn page<K>(how_many: Option<i32>, after: Option<&str>) -> Result<Page<K>> {
    Ok(Page { first: first(how_many)?, after: after.map(place).transpose()? })
}

fn place<K>(after: &str) -> Result<(At, Id<K>)> {
    let OpaqueCursor((at, id)) = Cursor::decode_cursor(after).map_err(|_| unreadable())?;
    Ok((At(at), id.parse().map_err(|_| unreadable())?))
}

/// A page as Relay writes it; `place` says where an item stands.
pub(crate) fn connection<T, N: OutputType + From<T>>(
    slice: Slice<T>,
    is_next: bool,
    place: impl Fn(&T) -> (i64, String),
) -> Connection<Cursor, N> {
    let mut connection = Connection::new(is_next, slice.more);
    connection.edges = slice.items.into_iter().map(|item| Edge::new(OpaqueCursor(place(&item)), item.into())).collect();
    connection
}

fn unreadable() -> Error {
    news::error(FaultCode::BadRequest)
}
