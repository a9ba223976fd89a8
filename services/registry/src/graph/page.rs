//! Pages of lists, as Relay writes them: at most a hundred at once, twenty unless told. The services above write theirs with it.

use async_graphql::{
    Error, OutputType, Result,
    connection::{Connection, CursorType, Edge, OpaqueCursor},
};
use kernel::{clock::At, ids::Id, refusal::FaultCode};
use serde::{Serialize, de::DeserializeOwned};

use super::answer::said;

/// A list with cursors that only who made them reads.
pub type Page<C, N> = Connection<OpaqueCursor<C>, N>;

const USUAL: usize = 20;
const MOST: usize = 100;

/// How many are wanted: twenty unless told; below zero or above a hundred is a fault of the request.
pub fn size(first: Option<i32>) -> Result<usize> {
    match first.map(usize::try_from) {
        None => Ok(USUAL),
        Some(Ok(size)) if size <= MOST => Ok(size),
        Some(_) => Err(said(FaultCode::LimitExceeded)),
    }
}

/// The same number, as the verbs take it.
pub fn wide(size: usize) -> i64 {
    i64::try_from(size).unwrap_or(i64::MAX)
}

/// How many are read: one more than wanted tells whether more follow.
pub fn one_more(size: usize) -> i64 {
    wide(size.saturating_add(1))
}

/// The first of these, which are all that follow, or one more than wanted.
pub fn listed<C, N>(following: impl IntoIterator<Item = (C, N)>, size: usize, goes_on: bool) -> Connection<C, N>
where
    C: CursorType + Send + Sync,
    N: OutputType,
{
    let mut following = following.into_iter();
    let edges: Vec<_> = following.by_ref().take(size).map(|(cursor, node)| Edge::new(cursor, node)).collect();
    let mut page = Connection::new(goes_on, following.next().is_some());
    page.edges = edges;
    page
}

/// A page on which nothing is.
pub fn none<C, N>(goes_on: bool) -> Connection<C, N>
where
    C: CursorType + Send + Sync,
    N: OutputType,
{
    listed([], 0, goes_on)
}

/// The same, under cursors that only who made them reads.
pub fn cut<C, N>(following: impl IntoIterator<Item = (C, N)>, size: usize, goes_on: bool) -> Page<C, N>
where
    C: Serialize + DeserializeOwned + Send + Sync,
    N: OutputType,
{
    listed(following.into_iter().map(|(cursor, node)| (OpaqueCursor(cursor), node)), size, goes_on)
}

/// A page of a list that is at hand: `take(start, most)` gives the places after `start`.
pub fn of<T: OutputType>(
    after: Option<String>,
    first: Option<i32>,
    take: impl FnOnce(usize, usize) -> Vec<(usize, T)>,
) -> Result<Connection<usize, T>> {
    let start = after.as_deref().map_or(Ok(0), usize::decode_cursor).map_err(|_| unreadable())?;
    let size = size(first)?;
    Ok(listed(take(start, size + 1), size, start > 0))
}

/// Where to go on under an opaque cursor; one that we did not make is a fault of the request.
pub fn after<C: Serialize + DeserializeOwned>(cursor: Option<&str>) -> Result<Option<C>> {
    let read = |text: &str| OpaqueCursor::decode_cursor(text).map(|cursor| cursor.0);
    cursor.map(read).transpose().map_err(|_| unreadable())
}

/// The instant and the identifier that a cursor bears, as most lists are ordered.
pub fn moment<K>(cursor: &str) -> Result<(At, Id<K>)> {
    place(cursor).map(|(at, id)| (At(at), id))
}

/// The number and the identifier that a cursor bears.
pub fn place<K>(cursor: &str) -> Result<(i64, Id<K>)> {
    let parts = cursor.split_once('.');
    parts.and_then(|(at, id)| Some((at.parse().ok()?, id.parse().ok()?))).ok_or_else(unreadable)
}

/// A cursor that cannot be read.
pub fn unreadable() -> Error {
    said(FaultCode::BadRequest)
}
