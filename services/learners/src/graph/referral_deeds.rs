//! What is done with referrals: sent, seen, answered, settled, told; and the secret address of a partner.

use async_graphql::{Context, Enum, ID, InputObject, Object, Result, SimpleObject};
use kernel::clock::At;
use registry::graph::answer::{answer, caller, id};
use store::Trouble;

use super::{learner_types::ToldBy, payload::payload, referrals::ReferralReason};
use crate::{
    desk::Desk,
    referrals::{
        answer::{self as answers, Answer, Moment},
        linked,
        moved::Moved,
        open_link::{self, Opened},
        see,
        send::{self, SendReferral, To},
        settle,
        tell::{self, TellReferral},
        written::Partner,
    },
    refusal::Refusal,
};

/// Somebody sent to a venue of the network, or to a partner outside: one of the two.
#[derive(InputObject)]
pub(super) struct ReferralInput {
    learner_id: ID,
    venue_id: Option<ID>,
    /// A session that the venue announced.
    session_id: Option<ID>,
    partner_name: Option<String>,
    /// How the partner is reached.
    partner_contact: Option<String>,
    /// What they want to learn, as workshops name it.
    theme: Option<String>,
    /// Why, in words: read by others only while the person agrees.
    reason: Option<String>,
}

impl ReferralInput {
    fn read(self) -> Result<SendReferral, Trouble> {
        let to = match (&self.venue_id, self.partner_name) {
            (Some(venue), None) => To::Venue(id(venue)?),
            (None, Some(name)) => To::Partner(Partner { name, contact: self.partner_contact }),
            _ => return Err(Refusal::Invalid { field: "partner" }.into()),
        };
        Ok(SendReferral {
            learner: id(&self.learner_id)?,
            to,
            theme: self.theme,
            session: self.session_id.as_ref().map(id).transpose()?,
            reason: self.reason,
        })
    }
}

/// What is answered: yes, with the moment where none was asked; another moment, when one is said; otherwise no, with a reason at least.
#[derive(InputObject)]
pub(super) struct ReferralAnswerInput {
    #[graphql(default)]
    accept: bool,
    #[graphql(default)]
    reasons: Vec<ReferralReason>,
    /// The session, of those that the venue announced, when they are expected, or that is proposed.
    session_id: Option<ID>,
    /// The moment, where it is no session.
    starts_at: Option<String>,
    /// In words, for whoever sent.
    note: Option<String>,
}

impl ReferralAnswerInput {
    fn read(self) -> Result<(Answer, Option<String>), Trouble> {
        let reasons = self.reasons.into_iter().map(Into::into).collect();
        let moment = match (&self.session_id, &self.starts_at) {
            (Some(session), _) => Some(Moment::Session(id(session)?)),
            (None, Some(at)) => Some(Moment::At(at.parse::<At>().map_err(|_| Refusal::Dates)?)),
            (None, None) => None,
        };
        let answer = match (self.accept, moment) {
            (true, moment) => Answer::Accept(moment),
            (false, Some(moment)) => Answer::Propose(reasons, moment),
            (false, None) => Answer::Refuse(reasons),
        };
        Ok((answer, self.note))
    }
}

/// What whoever sent does with it.
#[derive(Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "settle::Settle")]
pub(super) enum ReferralSettlement {
    /// The other moment suits the person.
    Take,
    /// It does not.
    Decline,
    /// The person is sent there no more.
    Withdraw,
}

/// The part of the root of mutations that is about referrals.
#[derive(Default)]
pub(super) struct ReferralDeeds;

#[Object]
impl ReferralDeeds {
    /// Sends somebody who agrees to it to another place, which has ten days to answer.
    async fn send_referral(&self, ctx: &Context<'_>, key: ID, input: ReferralInput) -> Result<ReferralPayload> {
        answer(match input.read() {
            Ok(asked) => send::send_referral(ctx.data::<Desk>()?, &caller(ctx), &key, asked).await,
            Err(trouble) => Err(trouble),
        })
    }

    /// Says that the caller's structure has looked at what it received.
    async fn see_referral(&self, ctx: &Context<'_>, key: ID, referral_id: ID) -> Result<ReferralPayload> {
        answer(match id(&referral_id) {
            Ok(referral) => see::see_referral(ctx.data::<Desk>()?, &caller(ctx), &key, referral).await,
            Err(trouble) => Err(trouble),
        })
    }

    /// Answers what the caller's structure received: the person is expected, is not, or another moment is proposed. Until the moment
    /// that was agreed comes, whoever expects somebody can still refuse, with a reason, or propose another one.
    async fn answer_referral(
        &self,
        ctx: &Context<'_>,
        key: ID,
        referral_id: ID,
        input: ReferralAnswerInput,
    ) -> Result<ReferralPayload> {
        let asked = id(&referral_id).and_then(|referral| Ok((referral, input.read()?)));
        answer(match asked {
            Ok((referral, (said, note))) => {
                answers::answer_referral(ctx.data::<Desk>()?, &caller(ctx), &key, (referral, said), note).await
            }
            Err(trouble) => Err(trouble),
        })
    }

    /// Takes or declines the other moment that was proposed, or takes back what the caller's structure sent, until the moment that was agreed.
    async fn settle_referral(
        &self,
        ctx: &Context<'_>,
        key: ID,
        referral_id: ID,
        settlement: ReferralSettlement,
    ) -> Result<ReferralPayload> {
        answer(match id(&referral_id) {
            Ok(referral) => {
                settle::settle_referral(ctx.data::<Desk>()?, &caller(ctx), &key, referral, settlement.into()).await
            }
            Err(trouble) => Err(trouble),
        })
    }

    /// Says that the person was told, and how; without a way, when they came.
    async fn tell_referral(
        &self,
        ctx: &Context<'_>,
        key: ID,
        referral_id: ID,
        no: i64,
        way: Option<ToldBy>,
    ) -> Result<ReferralPayload> {
        answer(match id(&referral_id) {
            Ok(referral) => {
                let said = TellReferral { referral, no, way: way.map(Into::into) };
                tell::tell_referral(ctx.data::<Desk>()?, &caller(ctx), &key, said).await
            }
            Err(trouble) => Err(trouble),
        })
    }

    /// Opens a secret address for the partner, until a day after the answer is due; the secret is made by the caller, 32 to 64 letters and digits.
    async fn open_referral_link(
        &self,
        ctx: &Context<'_>,
        key: ID,
        referral_id: ID,
        secret: String,
    ) -> Result<ReferralLinkPayload> {
        answer(match id(&referral_id) {
            Ok(referral) => {
                open_link::open_referral_link(ctx.data::<Desk>()?, &caller(ctx), &key, referral, &secret).await
            }
            Err(trouble) => Err(trouble),
        })
    }

    /// Closes a secret address.
    async fn close_referral_link(&self, ctx: &Context<'_>, key: ID, link_id: ID) -> Result<ReferralLinkPayload> {
        answer(match id(&link_id) {
            Ok(link) => open_link::close_referral_link(ctx.data::<Desk>()?, &caller(ctx), &key, link).await,
            Err(trouble) => Err(trouble),
        })
    }

    /// Answers under a secret address, in the name of the partner.
    async fn answer_linked_referral(
        &self,
        ctx: &Context<'_>,
        key: ID,
        secret: String,
        input: ReferralAnswerInput,
    ) -> Result<LinkedReferralPayload> {
        answer(match input.read() {
            Ok((said, note)) => linked::answer_linked_referral(ctx.data::<Desk>()?, &key, &secret, said, note).await,
            Err(trouble) => Err(trouble),
        })
    }
}

/// A referral with which something was done. Nobody is named.
#[derive(SimpleObject)]
pub(super) struct MovedReferral {
    referral_id: ID,
}
impl From<Moved> for MovedReferral {
    fn from(moved: Moved) -> Self {
        Self { referral_id: moved.referral.to_string().into() }
    }
}
payload! {
    /// Answer of the mutations about a referral.
    ReferralPayload { referral: MovedReferral }
}

/// What a partner answered.
#[derive(SimpleObject)]
pub(super) struct AnsweredReferral {
    /// Always: the answer reached whoever sent.
    answered: bool,
}
impl From<Moved> for AnsweredReferral {
    fn from(_: Moved) -> Self {
        Self { answered: true }
    }
}
payload! {
    /// Answer of `answerLinkedReferral`.
    LinkedReferralPayload { referral: AnsweredReferral }
}

/// A secret address, without its secret.
#[derive(SimpleObject)]
pub(super) struct OpenedReferralLink {
    link_id: ID,
    referral_id: ID,
}
impl From<Opened> for OpenedReferralLink {
    fn from(opened: Opened) -> Self {
        Self { link_id: opened.link.to_string().into(), referral_id: opened.referral.to_string().into() }
    }
}
payload! {
    /// Answer of `openReferralLink` and `closeReferralLink`.
    ReferralLinkPayload { link: OpenedReferralLink }
}
