//! Merging: two rows are one person. No fact moves: the first row leads to the second from now on, and reads follow.

use kernel::{
    access::{Action, Actor},
    ids::{LearnerRef, MergeId, PersonId, StructureId},
};
use serde::{Deserialize, Serialize};
use store::{
    Fault, Reply, Tx,
    act::{ActKey, ContentHash},
    head::{self, Event},
};

use super::{merged::Merge, mine};
use crate::{
    desk::Desk,
    refusal::Refusal,
    rows::{learners, merges},
};

/// What is asked.
#[derive(Clone, Debug, Serialize)]
pub struct MergeLearners {
    /// The row that will lead to the other one: the caller's structure keeps it.
    pub from: LearnerRef,
    /// The row under which the person is read: the caller's structure keeps or serves it.
    pub into: LearnerRef,
}

/// Two rows, one person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Merged {
    /// By which it is undone.
    pub merge: MergeId,
    /// The row under which the person is read.
    pub learner: LearnerRef,
}

/// Says that two are one. Whoever only serves the second goes on seeing of it what they saw.
///
/// Refusals, in this order: `FORBIDDEN`, `NOT_FOUND`, `INPUT_INVALID` (`into`: they are one already).
pub async fn merge_learners(desk: &Desk, actor: &Actor, key: &str, asked: MergeLearners) -> Reply<Merged> {
    let by = actor.known()?;
    actor.may(Action::MergeLearners, by.1)?;
    let act = ActKey::of(actor, Action::MergeLearners, key)?;
    let content = ContentHash::of(&asked)?;
    let actor = actor.clone();
    desk.store.once(act, content, move |tx| merge(tx, &actor, by, &asked)).await
}

fn merge(
    tx: &mut Tx<'_>,
    actor: &Actor,
    (merged_by, structure): (PersonId, StructureId),
    asked: &MergeLearners,
) -> Reply<Merged> {
    head::announce(tx, &[])?;
    let from = mine::kept(tx.conn, actor, asked.from)?;
    let into = mine::known(tx.conn, actor, asked.into)?;
    if from.id == into.id {
        return Err(Refusal::Invalid { field: "into" }.into());
    }
    let theirs = learners::group(tx.conn, from.id)?;
    let moved: Vec<(LearnerRef, Option<LearnerRef>)> =
        theirs.into_iter().map(|id| (id, (id != from.id).then_some(from.id))).collect();
    for (id, before) in &moved {
        if !learners::turn(tx, *id, *before, Some(into.id))? {
            return Err(Fault::crossed("a learner was merged meanwhile").into());
        }
    }
    let one =
        Merge { id: tx.chance().id(), from: from.id, into: into.id, structure, at: tx.now(), merged_by, undone: false };
    merges::insert(tx, &one, &moved)?;
    learners::touch(tx, into.id, from.last_contact)?;
    let merged = Merged { merge: one.id, learner: into.id };
    head::announce(tx, &[Event::new("learner.merged", &merged)?])?;
    Ok(merged)
}
