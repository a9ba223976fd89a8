//! A page of a list: how many after which one, and whether more follow.

use kernel::{clock::At, ids::Id};

/// What is asked of a list that is ordered by instant, then by identifier.
pub struct Page<K> {
    /// How many at most, 1 or more.
    pub first: i64,
    /// After this one: its instant and its identifier.
    pub after: Option<(At, Id<K>)>,
}

/// What a list answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slice<T> {
    /// In the order of the list.
    pub items: Vec<T>,
    /// Whether more follow.
    pub more: bool,
}

impl<T> Slice<T> {
    /// Cuts what was read with one more than asked.
    pub(crate) fn cut(mut items: Vec<T>, first: i64) -> Self {
        let first = usize::try_from(first).unwrap_or(0);
        let more = items.len() > first;
        items.truncate(first);
        Self { items, more }
    }
}
