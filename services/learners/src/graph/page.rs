//! Pages of lists, as Relay writes them.

use async_graphql::{
    Error, OutputType, Result,
    connection::{Connection, CursorType, Edge},
};
use kernel::{ids::Id, refusal::FaultCode};

use super::answer::said;

/// A page of a list that is at hand: `take(start, most)` gives the places after `start`.
pub(super) fn of<T: OutputType>(
    after: Option<String>,
    first: Option<i32>,
    take: impl FnOnce(usize, usize) -> Vec<(usize, T)>,
) -> Result<Connection<usize, T>> {
    let start = after.as_deref().map_or(Ok(0), usize::decode_cursor).map_err(|_| unreadable())?;
    let most = size(first)?;
    let mut found = take(start, most + 1);
    let more = found.len() > most;
    found.truncate(most);
    let mut page = Connection::new(start > 0, more);
    page.edges.extend(found.into_iter().map(|(place, node)| Edge::new(place, node)));
    Ok(page)
}

/// The instant and the identifier that a cursor bears.
pub(super) fn place<K>(cursor: &str) -> Result<(i64, Id<K>)> {
    let parts = cursor.split_once('.');
    parts.and_then(|(at, id)| Some((at.parse().ok()?, id.parse().ok()?))).ok_or_else(unreadable)
}

/// A cursor that cannot be read.
pub(super) fn unreadable() -> Error {
    said(FaultCode::BadRequest)
}

const DEFAULT_PAGE: usize = 20;
const LARGEST_PAGE: usize = 100;

/// How many are wanted: 20 when nothing is said, at most 100.
pub(super) fn size(first: Option<i32>) -> Result<usize> {
    match first.map(usize::try_from) {
        None => Ok(DEFAULT_PAGE),
        Some(Ok(size)) if size <= LARGEST_PAGE => Ok(size),
        Some(_) => Err(said(FaultCode::LimitExceeded)),
    }
}

/// The same number, as the verbs take it.
pub(super) fn wide(size: usize) -> i64 {
    i64::try_from(size).unwrap_or(i64::MAX)
}
