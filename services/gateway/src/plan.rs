//! What is to be done for one operation, in the gateway's own words: which subgraph is asked what, in which order,
//! and what of the answers is shown. Knows nothing of who made the plan.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::{schema::Type, selection::Selection, subgraph::Document};

/// One operation, ready to be run as often as it comes.
#[derive(Debug)]
pub(crate) struct Prepared {
    /// The steps; nothing to fetch when only `__typename` is asked.
    pub(crate) step: Option<Step>,
    /// The type the operation starts from: `Query` or `Mutation`.
    pub(crate) root_type: String,
    /// What the caller asked to see, in that order.
    pub(crate) shown: Vec<Selection>,
    /// Whether the same key is asked twice in one place.
    pub(crate) repeats: bool,
    /// The variables that the operation declares.
    pub(crate) variables: Vec<Declared>,
}

/// A variable as the operation declares it.
#[derive(Debug)]
pub(crate) struct Declared {
    pub(crate) name: String,
    pub(crate) kind: Type,
    pub(crate) default: Option<Value>,
}

/// One step of a plan.
#[derive(Debug)]
pub(crate) enum Step {
    /// One after the other.
    Sequence(Vec<Step>),
    /// All at once.
    Parallel(Vec<Step>),
    /// Root fields.
    Fetch(Fetch),
    /// More fields of things already found.
    Entities(EntityFetch),
}

/// Root fields asked of one subgraph.
#[derive(Debug)]
pub(crate) struct Fetch {
    pub(crate) service: String,
    pub(crate) document: Document,
    /// The request's variables that the document uses.
    pub(crate) variables: BTreeSet<String>,
    pub(crate) output_rewrites: Vec<Rewrite>,
}

/// `_entities` asked of one subgraph, for one or several groups of things.
#[derive(Debug)]
pub(crate) struct EntityFetch {
    pub(crate) service: String,
    pub(crate) document: Document,
    pub(crate) variables: BTreeSet<String>,
    pub(crate) groups: Vec<Group>,
}

/// Things of one kind asked together: one `_entities` field of the document.
#[derive(Debug)]
pub(crate) struct Group {
    /// The key of the answer: `_entities`, or `_e0` where several are asked at once.
    pub(crate) answer: String,
    /// The variable that carries the representations.
    pub(crate) variable: String,
    /// Where in the data the things are.
    pub(crate) paths: Vec<Vec<PathPart>>,
    /// What a representation is made of.
    pub(crate) requires: Vec<Selection>,
    pub(crate) input_rewrites: Vec<Rewrite>,
    pub(crate) output_rewrites: Vec<Rewrite>,
}

/// One step on the way to a thing.
#[derive(Debug)]
pub(crate) enum PathPart {
    Field(String),
    /// Only if the thing is one of these types.
    Narrow(BTreeSet<String>),
    /// Every element of a list.
    List,
}

/// A key to rename or a value to set, in what is sent or what came back.
#[derive(Debug)]
pub(crate) struct Rewrite {
    pub(crate) path: Vec<RewritePart>,
    pub(crate) deed: Deed,
}

/// One step on the way to a rewrite.
#[derive(Debug)]
pub(crate) enum RewritePart {
    Key(String),
    Narrow(BTreeSet<String>),
}

/// What a rewrite does at its place.
#[derive(Debug)]
pub(crate) enum Deed {
    RenameTo(String),
    SetTo(String),
}
