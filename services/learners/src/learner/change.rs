//! Changing: what is known of somebody is written anew, whole, under a new key.

use kernel::{
    access::{Action, Actor},
    ids::LearnerRef,
};
use serde::{Deserialize, Serialize};
use store::{
    Reply, Tx,
    act::{ActKey, ContentHash},
    head::{self, Event},
    personal::Personal,
};

use super::{contact, keep::home, marks, mine, who::Who};
use crate::{
    desk::Desk,
    refusal::Refusal,
    rows::{learners, people},
};

/// What is asked.
#[derive(Clone, Debug)]
pub struct Change {
    /// Whom.
    pub learner: LearnerRef,
    /// Who it is now, whole.
    pub who: Who,
    /// INSEE code of the commune where the person lives, as of this year.
    pub home_commune: Option<String>,
}

/// Somebody of whom something was written. Nobody is named.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Changed {
    /// Whom, under the row that is read.
    pub learner: LearnerRef,
}

/// Writes what is known of somebody anew, for the structure that keeps them.
///
/// Refusals, in this order: `FORBIDDEN`, `INPUT_INVALID` (who it is), `NOT_FOUND`, `COMMUNE_UNKNOWN`.
pub async fn change_learner(desk: &Desk, actor: &Actor, key: &str, asked: Change) -> Reply<Changed> {
    let (_, organisation) = actor.known()?;
    actor.may(Action::ChangeLearner, organisation)?;
    let personal = desk.personal();
    let asked = Change { who: asked.who.tidy(desk.store.now().day())?, ..asked };
    let act = ActKey::of(actor, Action::ChangeLearner, key)?;
    let content = ContentHash::of(&(asked.learner, asked.who.seal_of_content(&personal)?, &asked.home_commune))?;
    let actor = actor.clone();
    desk.store.once(act, content, move |tx| change(tx, &actor, &personal, &asked)).await
}

fn change(tx: &mut Tx<'_>, actor: &Actor, personal: &Personal, asked: &Change) -> Reply<Changed> {
    head::announce(tx, &[])?;
    let root = mine::kept(tx.conn, actor, asked.learner)?;
    let home = home(tx, asked.home_commune.as_deref())?;
    let sealed = asked.who.seal(personal, root.id, tx)?;
    if !people::replace(tx, root.id, &sealed)? {
        return Err(Refusal::NotFound.into());
    }
    people::mark(tx, root.id, &marks::kept(personal, &asked.who))?;
    learners::settle_home(tx, root.id, home.as_ref())?;
    contact::touch(tx, root.id)?;
    head::announce(tx, &[Event::new("learner.changed", &root.id)?])?;
    Ok(Changed { learner: root.id })
}
