//! Pages of lists: at most a hundred at once, twenty unless told.

use async_graphql::{
    Error, OutputType,
    connection::{Connection, CursorType, Edge, OpaqueCursor},
};
use kernel::refusal::FaultCode;
use serde::{Serialize, de::DeserializeOwned};

use super::bad_news;

/// A list with cursors that only the registry reads.
pub(super) type Page<C, N> = Connection<OpaqueCursor<C>, N>;

const USUAL: i32 = 20;
const MOST: usize = 100;

/// How many are wanted: twenty unless told; below zero or above a hundred is a fault of the request.
pub(super) fn wanted(first: Option<i32>) -> Result<usize, Error> {
    let asked = usize::try_from(first.unwrap_or(USUAL)).ok().filter(|asked| *asked <= MOST);
    asked.ok_or_else(|| bad_news::error(FaultCode::LimitExceeded))
}

/// Where to go on; a cursor that we did not make is a fault of the request.
pub(super) fn after<C: Serialize + DeserializeOwned>(cursor: Option<&str>) -> Result<Option<C>, Error> {
    let read = |text: &str| OpaqueCursor::decode_cursor(text).map(|cursor| cursor.0);
    cursor.map(read).transpose().map_err(|_| bad_news::error(FaultCode::BadRequest))
}

/// The first of these, which are all that follow, or one more than wanted.
pub(super) fn cut<C, N>(following: impl IntoIterator<Item = (C, N)>, wanted: usize, goes_on_from: bool) -> Page<C, N>
where
    C: Serialize + DeserializeOwned + Send + Sync,
    N: OutputType,
{
    let mut following = following.into_iter();
    let edges: Vec<_> =
        following.by_ref().take(wanted).map(|(cursor, node)| Edge::new(OpaqueCursor(cursor), node)).collect();
    let mut page = Connection::new(goes_on_from, following.next().is_some());
    page.edges = edges;
    page
}

/// How many are read: one more than wanted tells whether more follow.
pub(super) fn one_more(wanted: usize) -> i64 {
    i64::try_from(wanted.saturating_add(1)).unwrap_or(i64::MAX)
}
