//! Telling the person: by letter, by telephone, when they come. Whoever sent them does it, and says so.

use kernel::{
    access::{Action, Actor},
    ids::{PersonId, ReferralId},
};
use serde::Serialize;
use store::{
    Reply, Tx,
    act::{ActKey, ContentHash},
    head::{self, Event},
};

use super::{
    moved::Moved,
    news::{Whom, way_name},
    step,
};
use crate::{
    desk::Desk,
    learner::{contact, needs::ToldBy},
    refusal::Refusal,
    rows::referral_news,
};

/// What is said.
#[derive(Clone, Debug, Serialize)]
pub struct TellReferral {
    /// Of which referral.
    pub referral: ReferralId,
    /// The number of what was told.
    pub no: i64,
    /// How; none: the person came.
    pub way: Option<ToldBy>,
}

/// Says that the person was told.
///
/// Refusals, in this order: `FORBIDDEN`, `NOT_FOUND` (the referral, or nothing of that number is to be told to the person), `WRONG_STAGE`
/// (they were told).
pub async fn tell_referral(desk: &Desk, actor: &Actor, key: &str, said: TellReferral) -> Reply<Moved> {
    let (person, organisation) = actor.known()?;
    actor.may(Action::TellReferral, organisation)?;
    let act = ActKey::of(actor, Action::TellReferral, key)?;
    let content = ContentHash::of(&said)?;
    let actor = actor.clone();
    desk.store.once(act, content, move |tx| tell(tx, &actor, person, &said)).await
}

fn tell(tx: &mut Tx<'_>, actor: &Actor, by: PersonId, said: &TellReferral) -> Reply<Moved> {
    head::announce(tx, &[])?;
    let one = step::sent(tx.conn, actor, Action::TellReferral, said.referral)?;
    let news = referral_news::of(tx.conn, &[one.id])?;
    if !news.iter().any(|news| news.no == said.no && news.whom == Whom::Person) {
        return Err(Refusal::NotFound.into());
    }
    if !referral_news::tell(tx, (one.id, said.no), Some(by), Some(way_name(said.way)))? {
        return Err(Refusal::WrongStage { stage: "told" }.into());
    }
    if let Some(learner) = one.learner {
        contact::touch(tx, learner)?;
    }
    let moved = Moved { referral: one.id };
    head::announce(tx, &[Event::new("referral.told", &moved)?])?;
    Ok(moved)
}
