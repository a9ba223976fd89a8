//! Undoing a merge: they were two after all. Each row is read for itself again, as before.

use kernel::{
    access::{Action, Actor},
    ids::{MergeId, PersonId, StructureId},
};
use store::{
    Fault, Reply, Tx,
    act::{ActKey, ContentHash},
    head::{self, Event},
};

use super::{contact, merge::Merged, merged::Merge, purpose::Purpose, said::Consent};
use crate::{
    desk::Desk,
    refusal::Refusal,
    rows::{consents, learners, merges},
};

/// Undoes a merge of the caller's structure. What was written since then stays with the row under which it was written; but what was
/// taken back while they were one is taken back by both.
///
/// Refusals, in this order: `FORBIDDEN`, `NOT_FOUND`, `WRONG_STAGE` (undone, forgotten, or the second row was merged further: that
/// merge is undone first).
pub async fn undo_learner_merge(desk: &Desk, actor: &Actor, key: &str, merge: MergeId) -> Reply<Merged> {
    let by = actor.known()?;
    actor.may(Action::UndoLearnerMerge, by.1)?;
    let act = ActKey::of(actor, Action::UndoLearnerMerge, key)?;
    let content = ContentHash::of(&merge)?;
    desk.store.once(act, content, move |tx| undo(tx, by, merge)).await
}

fn undo(tx: &mut Tx<'_>, (person, structure): (PersonId, StructureId), merge: MergeId) -> Reply<Merged> {
    head::announce(tx, &[])?;
    let found = merges::find(tx.conn, merge)?.filter(|one| one.structure == structure);
    let one = found.ok_or(Refusal::NotFound)?;
    if !merges::undo(tx, one.id, person)? {
        return Err(Refusal::WrongStage { stage: "undone" }.into());
    }
    for (id, before) in merges::moved(tx.conn, one.id)? {
        if !learners::turn(tx, id, Some(one.into), before)? {
            return Err(Refusal::WrongStage { stage: "moved-on" }.into());
        }
    }
    take_back(tx, &one)?;
    // The years of silence of each count from today: what one was heard of until now was said of both.
    contact::touch(tx, one.from)?;
    contact::touch(tx, one.into)?;
    let undone = Merged { merge: one.id, learner: one.from };
    head::announce(tx, &[Event::new("learner.parted", &undone)?])?;
    Ok(undone)
}

/// Nobody knows which of the two said no: a consent that was withdrawn never comes back to life.
fn take_back(tx: &mut Tx<'_>, merge: &Merge) -> Result<(), Fault> {
    let said = consents::of(tx.conn, &[merge.into])?;
    let last = |purpose: Purpose| said.iter().rev().find(|one| one.purpose == purpose);
    let withdrawn = Purpose::ALL.into_iter().filter_map(last).filter(|one| !one.given && one.at >= merge.at);
    for one in withdrawn {
        consents::insert(tx, &Consent { learner: merge.from, ..one.clone() })?;
    }
    Ok(())
}
