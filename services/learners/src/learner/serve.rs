//! Serving: somebody shows their card where nobody knows them. The place learns a first name, and how to reach them for a month.

use kernel::{
    access::{Action, Actor},
    ids::StructureId,
};
use store::{
    Reply, Tx,
    act::{ActKey, ContentHash},
    head::{self, Event},
};

use super::{change::Changed, contact, find};
use crate::{
    desk::Desk,
    refusal::Refusal,
    rows::{learners, served},
};

/// Days for which a place may reach somebody whom it served, after it did.
pub const DAYS_REACHED: i64 = 30;

/// Serves somebody by the number on their card: the caller's structure sees a first name and a letter from now on.
///
/// Refusals, in this order: `FORBIDDEN`, `NOT_FOUND` (no such card, or it ended, or it was mistyped).
pub async fn serve_learner(desk: &Desk, actor: &Actor, key: &str, card: String) -> Reply<Changed> {
    let (_, organisation) = actor.known()?;
    actor.may(Action::ServeLearner, organisation)?;
    let act = ActKey::of(actor, Action::ServeLearner, key)?;
    let content = ContentHash::of(&desk.personal().mark(&[b"learner card", card.as_bytes()]))?;
    desk.store.once(act, content, move |tx| serve(tx, organisation, &card)).await
}

fn serve(tx: &mut Tx<'_>, structure: StructureId, card: &str) -> Reply<Changed> {
    head::announce(tx, &[])?;
    let id = find::of_card(tx.conn, card)?.ok_or(Refusal::NotFound)?;
    let root = learners::find(tx.conn, id)?.ok_or(Refusal::NotFound)?;
    if root.keeper != structure {
        let until = tx.now().day().plus_days(DAYS_REACHED);
        served::serve(tx, root.id, structure, until)?;
    }
    contact::touch(tx, root.id)?;
    head::announce(tx, &[Event::new("learner.served", &(root.id, structure))?])?;
    Ok(Changed { learner: root.id })
}
