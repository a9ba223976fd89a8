//! A new card: the one before was lost, or somebody else has it; its number leads nowhere any more.

use kernel::{
    access::{Action, Actor},
    card::CardNumber,
    ids::LearnerRef,
};
use store::{
    Reply, Tx,
    act::{ActKey, ContentHash},
    head::{self, Event},
};

use super::{
    carded::{Carded, Receipt},
    contact, mine,
};
use crate::{
    desk::Desk,
    rows::{cards, learners},
};

/// Gives somebody a new card, in the place of every one they had.
///
/// Refusals, in this order: `FORBIDDEN`, `NOT_FOUND`.
pub async fn renew_learner_card(desk: &Desk, actor: &Actor, key: &str, learner: LearnerRef) -> Reply<Carded> {
    let (_, organisation) = actor.known()?;
    actor.may(Action::RenewLearnerCard, organisation)?;
    let act = ActKey::of(actor, Action::RenewLearnerCard, key)?;
    let content = ContentHash::of(&learner)?;
    let actor = actor.clone();
    desk.store.once(act, content, move |tx| renew(tx, &actor, learner)).await?.told(desk).await
}

fn renew(tx: &mut Tx<'_>, actor: &Actor, learner: LearnerRef) -> Reply<Receipt> {
    head::announce(tx, &[])?;
    let root = mine::kept(tx.conn, actor, learner)?;
    let theirs = learners::group(tx.conn, root.id)?;
    cards::end(tx, &theirs)?;
    let number = CardNumber::draw(tx.chance());
    cards::insert(tx, root.id, &number)?;
    contact::touch(tx, root.id)?;
    head::announce(tx, &[Event::new("learner.card-renewed", &root.id)?])?;
    Ok(Receipt { learner: root.id })
}
