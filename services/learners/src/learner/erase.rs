//! Erasing: the key, the marks and the cards are destroyed. A random name, a commune and dates remain, and lead to nobody.

use kernel::{
    access::{Action, Actor},
    ids::LearnerRef,
};
use store::{
    Fault, Reply, Tx,
    act::{ActKey, ContentHash},
    head::{self, Event},
};

use super::{change::Changed, mine};
use crate::{
    desk::Desk,
    referrals,
    rows::{cards, diagnostics, helps, learners, people, served},
};

/// The topic under which whoever was forgotten is told: the random names of their rows.
pub const ERASED: &str = "learner.erased";

/// Forgets somebody because they ask it, with every row that is them; at once, and for ever.
///
/// Refusals, in this order: `FORBIDDEN`, `NOT_FOUND`.
pub async fn erase_learner(desk: &Desk, actor: &Actor, key: &str, learner: LearnerRef) -> Reply<Changed> {
    let (_, organisation) = actor.known()?;
    actor.may(Action::EraseLearner, organisation)?;
    let act = ActKey::of(actor, Action::EraseLearner, key)?;
    let content = ContentHash::of(&learner)?;
    let actor = actor.clone();
    desk.store
        .once(act, content, move |tx| {
            head::announce(tx, &[])?;
            let root = mine::kept(tx.conn, &actor, learner)?;
            forget(tx, root.id)?;
            Ok(Changed { learner: root.id })
        })
        .await
}

/// Forgets whoever is read under that row.
pub(super) fn forget(tx: &mut Tx<'_>, root: LearnerRef) -> Result<(), Fault> {
    let theirs = learners::group(tx.conn, root)?;
    forget_rows(tx, &theirs)
}

/// Forgets whoever these rows are.
pub(super) fn forget_rows(tx: &mut Tx<'_>, theirs: &[LearnerRef]) -> Result<(), Fault> {
    people::forget(tx, theirs)?;
    cards::forget(tx, theirs)?;
    served::forget(tx, theirs)?;
    diagnostics::forget(tx, theirs)?;
    helps::forget(tx, theirs)?;
    referrals::forget::forget(tx, theirs)?;
    learners::erase(tx, theirs)?;
    // Whoever holds something of theirs elsewhere forgets it too.
    head::announce(tx, &[Event::new(ERASED, &theirs)?])
}
