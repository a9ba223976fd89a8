//! Settling: whoever sent takes the other moment for the person, does not, or takes the whole back.

use kernel::{
    access::{Action, Actor},
    ids::ReferralId,
};
use serde::Serialize;
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
use crate::{desk::Desk, refusal::Refusal, rows::referral_links};

/// What is done with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Settle {
    /// The other moment suits the person.
    Take,
    /// It does not.
    Decline,
    /// The person is sent there no more.
    Withdraw,
}

/// Settles what the caller's structure sent.
///
/// What was sent is taken back until the answer; once the person is expected, until the moment that was agreed.
///
/// Refusals, in this order: `FORBIDDEN`, `NOT_FOUND`, `WRONG_STAGE` (nothing is proposed; it has ended; the moment has come; the person was forgotten),
/// `CONSENT_MISSING` and `DATES_INVALID` (taking, once that moment has passed).
pub async fn settle_referral(
    desk: &Desk,
    actor: &Actor,
    key: &str,
    referral: ReferralId,
    settle: Settle,
) -> Reply<Moved> {
    let (_, organisation) = actor.known()?;
    actor.may(Action::SettleReferral, organisation)?;
    let act = ActKey::of(actor, Action::SettleReferral, key)?;
    let content = ContentHash::of(&(referral, settle))?;
    let actor = actor.clone();
    desk.store.once(act, content, move |tx| settled(tx, &actor, referral, settle)).await
}

fn settled(tx: &mut Tx<'_>, actor: &Actor, referral: ReferralId, settle: Settle) -> Reply<Moved> {
    head::announce(tx, &[])?;
    let from = step::sent(tx.conn, actor, Action::SettleReferral, referral)?;
    let is_timely = match settle {
        Settle::Take | Settle::Decline => from.stage == Stage::Proposed,
        Settle::Withdraw => from.is_open() || from.is_ahead(tx.now()),
    };
    if !is_timely {
        return Err(Refusal::WrongStage { stage: from.stage.name() }.into());
    }
    let over = |stage: Stage, now| Referral { stage, ended_at: Some(now), ..from.clone() };
    match settle {
        Settle::Take => {
            let news = [(Whom::Receiver, What::Taken), (Whom::Person, What::Accepted)];
            step::expect(tx, &from, from.other, &news)
        }
        Settle::Decline => {
            let to = over(Stage::Refused, tx.now());
            step::turn(tx, &from, &to, &[(Whom::Receiver, What::Withdrawn), (Whom::Person, What::Refused)])
        }
        Settle::Withdraw => {
            let to = over(Stage::Withdrawn, tx.now());
            referral_links::close(tx, &[from.id])?;
            let moved =
                step::turn(tx, &from, &to, &[(Whom::Receiver, What::Withdrawn), (Whom::Person, What::Withdrawn)])?;
            step::expect_no_more(tx, &from)?;
            Ok(moved)
        }
    }
}
