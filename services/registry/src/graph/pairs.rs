//! What the graph tells of deeds that two persons do.

use async_graphql::{Enum, SimpleObject};
use kernel::words;

use crate::pairs;

/// How a deed that two persons do stands with those who are there.
#[derive(Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "pairs::Standing")]
pub(super) enum PairStanding {
    /// Whoever begins it, somebody else can end it.
    Open,
    /// What one person begins, nobody else can end.
    Narrow,
    /// Nobody can end what another began.
    Blocked,
}

/// A deed that two persons do: what one begins, another ends.
#[derive(SimpleObject)]
pub(super) struct DeedInPairs {
    /// The mutation of the one.
    begins: String,
    /// The mutation of the other.
    ends: String,
    /// What each does, in French.
    says: String,
    /// How many people may begin.
    beginners: usize,
    /// How many people may end.
    enders: usize,
    /// Whether it can be done.
    standing: PairStanding,
    /// What to do, in French, where somebody lacks; null where nobody does.
    way_out: Option<String>,
}

impl From<pairs::Pair> for DeedInPairs {
    fn from(pair: pairs::Pair) -> Self {
        let lacks = pair.standing != pairs::Standing::Open;
        Self {
            begins: pair.begins.field().to_owned(),
            ends: pair.ends.field().to_owned(),
            says: words::in_pair(pair.ends),
            beginners: pair.beginners,
            enders: pair.enders,
            standing: pair.standing.into(),
            way_out: lacks.then(|| words::in_pair_wants(pair.ends)),
        }
    }
}
