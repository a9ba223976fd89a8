//! The secret address for a partner: opened under a secret that the caller makes, closed when it went astray.

use kernel::{
    access::{Action, Actor},
    ids::{PersonId, ReferralId, ReferralLinkId},
};
use serde::{Deserialize, Serialize};
use store::{
    Reply, Tx,
    act::{ActKey, ContentHash},
    head::{self, Event},
};

use super::{
    link::{self, Link},
    step,
};
use crate::{desk::Desk, learner::sight, refusal::Refusal, rows::referral_links as rows};

/// An address that was opened or closed, without its secret.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opened {
    /// Which.
    pub link: ReferralLinkId,
    /// Where it leads.
    pub referral: ReferralId,
}

/// Opens an address of a referral to a partner, until the day after the one on which the answer is due. Those before lead nowhere from now on.
///
/// Refusals, in this order: `FORBIDDEN`, `INPUT_INVALID` (`secret`: 32 to 64 letters and digits), `NOT_FOUND`, `WRONG_STAGE` (it goes to
/// a venue of the network; it has ended; the secret served before), `NOT_FOUND` (the person is reached no more), `CONSENT_MISSING`.
pub async fn open_referral_link(
    desk: &Desk,
    actor: &Actor,
    key: &str,
    referral: ReferralId,
    secret: &str,
) -> Reply<Opened> {
    let (person, organisation) = actor.known()?;
    actor.may(Action::OpenReferralLink, organisation)?;
    let hash = link::hash(&desk.personal(), secret)?;
    let act = ActKey::of(actor, Action::OpenReferralLink, key)?;
    let content = ContentHash::of(&(referral, hash))?;
    let actor = actor.clone();
    desk.store.once(act, content, move |tx| open(tx, &actor, person, referral, &hash)).await
}

fn open(tx: &mut Tx<'_>, actor: &Actor, by: PersonId, referral: ReferralId, hash: &[u8; 32]) -> Reply<Opened> {
    head::announce(tx, &[])?;
    let one = step::sent(tx.conn, actor, Action::OpenReferralLink, referral)?;
    if one.to.is_some() {
        return Err(Refusal::WrongStage { stage: "venue" }.into());
    }
    let learner = one.learner.filter(|_| one.is_open()).ok_or(Refusal::WrongStage { stage: one.stage.name() })?;
    if rows::of_secret(tx.conn, hash)?.is_some() {
        return Err(Refusal::WrongStage { stage: "used" }.into());
    }
    // Through an address nobody reads more of the person than they would themselves.
    if !sight::sight(tx.conn, actor, learner)?.is_open(tx.now().day()) {
        return Err(Refusal::NotFound.into());
    }
    step::agrees(tx.conn, learner)?;
    rows::close(tx, &[one.id])?;
    let until = link::until(one.due_by.max(tx.now().day()));
    let link = Link { id: tx.chance().id(), referral: one.id, made_at: tx.now(), until, ended_at: None };
    rows::insert(tx, &link, hash, by)?;
    let opened = Opened { link: link.id, referral: one.id };
    head::announce(tx, &[Event::new("referral.linked", &opened)?])?;
    Ok(opened)
}

/// Closes an address: it leads nowhere from now on. Refusals, in this order: `FORBIDDEN`, `NOT_FOUND`, `WRONG_STAGE` (it was closed).
pub async fn close_referral_link(desk: &Desk, actor: &Actor, key: &str, id: ReferralLinkId) -> Reply<Opened> {
    let (_, organisation) = actor.known()?;
    actor.may(Action::CloseReferralLink, organisation)?;
    let act = ActKey::of(actor, Action::CloseReferralLink, key)?;
    let content = ContentHash::of(&id)?;
    let actor = actor.clone();
    desk.store.once(act, content, move |tx| close(tx, &actor, id)).await
}

fn close(tx: &mut Tx<'_>, actor: &Actor, id: ReferralLinkId) -> Reply<Opened> {
    head::announce(tx, &[])?;
    let known = rows::find(tx.conn, id)?.ok_or(Refusal::NotFound)?;
    let one = step::sent(tx.conn, actor, Action::CloseReferralLink, known.referral)?;
    if !rows::close_one(tx, id)? {
        return Err(Refusal::WrongStage { stage: "ended" }.into());
    }
    let closed = Opened { link: id, referral: one.id };
    head::announce(tx, &[Event::new("referral.unlinked", &closed)?])?;
    Ok(closed)
}
