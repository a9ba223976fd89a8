//! Seeing: whoever receives has looked at it; whoever sent is told that somebody takes care.

use kernel::{
    access::{Action, Actor},
    ids::ReferralId,
};
use store::{
    Reply, Tx,
    act::{ActKey, ContentHash},
    head,
};

use super::{
    moved::Moved,
    news::{What, Whom},
    referral::{Referral, Stage},
    step,
};
use crate::{desk::Desk, refusal::Refusal};

/// Says that the caller's structure has looked at what it received.
///
/// Refusals, in this order: `FORBIDDEN`, `NOT_FOUND`, `WRONG_STAGE` (it was seen, or has ended).
pub async fn see_referral(desk: &Desk, actor: &Actor, key: &str, referral: ReferralId) -> Reply<Moved> {
    let (_, organisation) = actor.known()?;
    actor.may(Action::SeeReferral, organisation)?;
    let act = ActKey::of(actor, Action::SeeReferral, key)?;
    let content = ContentHash::of(&referral)?;
    let actor = actor.clone();
    desk.store.once(act, content, move |tx| see(tx, &actor, referral)).await
}

fn see(tx: &mut Tx<'_>, actor: &Actor, referral: ReferralId) -> Reply<Moved> {
    head::announce(tx, &[])?;
    let from = step::received(tx.conn, actor, Action::SeeReferral, referral)?;
    if from.stage != Stage::Sent {
        return Err(Refusal::WrongStage { stage: from.stage.name() }.into());
    }
    let to = Referral { stage: Stage::Seen, seen_at: Some(tx.now()), ..from.clone() };
    step::turn(tx, &from, &to, &[(Whom::Sender, What::Seen)])
}
