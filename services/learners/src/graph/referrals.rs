//! Referrals, read: by whoever sent them, by whoever receives, and by a partner who holds a secret address.

use async_graphql::{Context, Enum, ID, Object, Result, SimpleObject, connection::Connection};
use kernel::{clock::At, ids::ReferralId};
use registry::graph::{
    answer::{caller, present},
    page,
};

use super::learner_types::{LearnerContact, LearnerNeeds};
use crate::{
    desk::Desk,
    diagnostic::counts::month,
    referrals::{
        counts::{self, Counts},
        link,
        linked::{self, Linked},
        news,
        referral::{self, Slot},
        seen::{self, Listed, Seen, Tray},
    },
};

/// How far a referral has come.
#[derive(Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "referral::Stage")]
pub(super) enum ReferralStage {
    /// Nobody looked at it yet.
    Sent,
    /// Whoever receives has looked at it.
    Seen,
    /// Another moment is proposed: whoever sent has to answer.
    Proposed,
    /// The person is expected.
    Accepted,
    /// They are not.
    Refused,
    /// Nobody answered in time.
    Lapsed,
    /// Whoever sent took it back, or the person was forgotten.
    Withdrawn,
}

/// Why a referral is refused or put off.
#[derive(Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "referral::Reason")]
pub(super) enum ReferralReason {
    /// No seat is left.
    Full,
    /// The workshop is too easy or too hard.
    Level,
    /// It is too far for them.
    Distance,
    /// The place is not fit for what they need.
    Access,
    /// It is not what the place does.
    NotOurs,
    /// The place is closed, or nobody is there.
    Closed,
    /// The person could not be reached.
    Unreachable,
    /// The person does not wish it.
    Declined,
    /// Something else.
    Other,
}

/// To whom something is told.
#[derive(Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "news::Whom")]
pub(super) enum ReferralParty {
    /// Whoever receives the person.
    Receiver,
    /// Whoever sent them.
    Sender,
    /// The person.
    Person,
}

/// What is told.
#[derive(Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "news::What")]
pub(super) enum ReferralFact {
    /// It was sent.
    Sent,
    /// It was seen.
    Seen,
    /// The person is expected.
    Accepted,
    /// They are not.
    Refused,
    /// They were, and are no more.
    Recalled,
    /// Another moment is proposed.
    Proposed,
    /// The other moment suits.
    Taken,
    /// It was taken back.
    Withdrawn,
    /// It is late.
    Late,
    /// Nobody answered in time.
    Lapsed,
    /// The person has not been told for ten days.
    Untold,
}

/// Which list is wanted.
#[derive(Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "seen::Tray")]
pub(super) enum ReferralTray {
    /// What the caller's structure received.
    Received,
    /// What it sent.
    Sent,
}

/// Somebody sent to a place. Who they are is told as far as the caller may see it.
#[derive(SimpleObject)]
pub(super) struct Referral {
    id: ID,
    /// Whether the caller's structure sent it; false in a list.
    sender: bool,
    /// Whether it receives; false in a list.
    receiver: bool,
    sender_name: String,
    /// Null: a partner outside the network.
    venue_id: Option<ID>,
    venue_name: Option<String>,
    /// For whoever sent; null in a list.
    partner_name: Option<String>,
    /// How the partner is reached, for the same.
    partner_contact: Option<String>,
    /// Under which the caller's structure knows the person.
    learner_id: Option<ID>,
    /// « Amina B. »
    short_name: Option<String>,
    /// How the person is reached; null in a list.
    contact: Option<LearnerContact>,
    /// What helps them take part; null in a list.
    needs: Option<LearnerNeeds>,
    /// Why they are sent: for whoever sent, and for others while the person agrees; null in a list.
    reason: Option<String>,
    /// What was answered in words; null in a list.
    note: Option<String>,
    /// What they want to learn, as workshops name it.
    theme: Option<String>,
    session_id: Option<ID>,
    /// When they are expected, as things stand; null once it ended otherwise.
    starts_at: Option<String>,
    /// What is proposed, or was agreed, instead; null once it ended otherwise.
    other_starts_at: Option<String>,
    other_session_id: Option<ID>,
    stage: ReferralStage,
    reasons: Vec<ReferralReason>,
    sent_at: String,
    seen_at: Option<String>,
    ended_at: Option<String>,
    /// The last day for whoever has to answer.
    due_by: String,
    /// Whether both sides were told that it is late.
    late: bool,
    /// Whether the caller's structure has still to tell the person something.
    to_tell: bool,
    /// What was told to whom, for whoever sent; empty in a list.
    news: Vec<ReferralNews>,
    /// The secret addresses, without their secrets, for whoever sent; empty in a list.
    links: Vec<ReferralLink>,
}
impl From<Listed> for Referral {
    fn from(listed: Listed) -> Self {
        let one = listed.referral;
        let (slot, other) = (one.agreed(), one.other.filter(|_| one.is_live()));
        Self {
            id: one.id.to_string().into(),
            sender: false,
            receiver: false,
            sender_name: listed.sender_name,
            venue_id: one.to.map(|(venue, _)| venue.to_string().into()),
            venue_name: listed.venue_name,
            partner_name: None,
            partner_contact: None,
            learner_id: None,
            short_name: listed.short,
            contact: None,
            needs: None,
            reason: None,
            note: None,
            theme: one.theme,
            session_id: session(slot),
            starts_at: slot.map(|slot| slot.starts_at.iso_seconds()),
            other_starts_at: other.map(|slot| slot.starts_at.iso_seconds()),
            other_session_id: session(other),
            stage: one.stage.into(),
            reasons: one.reasons.into_iter().map(ReferralReason::from).collect(),
            sent_at: one.sent_at.iso_seconds(),
            seen_at: one.seen_at.map(At::iso_seconds),
            ended_at: one.ended_at.map(At::iso_seconds),
            due_by: one.due_by.to_string(),
            late: one.is_reminded,
            to_tell: listed.is_to_tell,
            news: Vec::new(),
            links: Vec::new(),
        }
    }
}
impl From<Seen> for Referral {
    fn from(seen: Seen) -> Self {
        let (partner_name, partner_contact) = match seen.partner {
            Some(partner) => (Some(partner.name), partner.contact),
            None => (None, None),
        };
        Self {
            sender: seen.is_sender,
            receiver: seen.is_receiver,
            partner_name,
            partner_contact,
            learner_id: seen.learner.map(|id| id.to_string().into()),
            contact: seen.reached.map(LearnerContact::from),
            needs: seen.needs.map(LearnerNeeds::from),
            reason: seen.reason,
            note: seen.note,
            news: seen.news.into_iter().map(ReferralNews::from).collect(),
            links: seen.links.into_iter().map(ReferralLink::from).collect(),
            ..Self::from(seen.listed)
        }
    }
}

fn session(slot: Option<Slot>) -> Option<ID> {
    slot?.session.map(|id| id.to_string().into())
}

/// Something that had to be told.
#[derive(SimpleObject)]
pub(super) struct ReferralNews {
    /// Its number in the referral.
    no: i64,
    whom: ReferralParty,
    fact: ReferralFact,
    at: String,
    /// Null: it waits.
    told_at: Option<String>,
    /// How the person was told: `letter`, `telephone`, `sms`, `mail`, `somebody`, `visit`; null for a mail of the network.
    way: Option<String>,
}
impl From<news::News> for ReferralNews {
    fn from(one: news::News) -> Self {
        Self {
            no: one.no,
            whom: one.whom.into(),
            fact: one.what.into(),
            at: one.at.iso_seconds(),
            told_at: one.told_at.map(At::iso_seconds),
            way: one.way,
        }
    }
}

/// A secret address, without its secret.
#[derive(SimpleObject)]
pub(super) struct ReferralLink {
    id: ID,
    made_at: String,
    /// The first instant at which it leads nowhere.
    until: String,
    /// Null: it was not closed before.
    ended_at: Option<String>,
}
impl From<link::Link> for ReferralLink {
    fn from(one: link::Link) -> Self {
        Self {
            id: one.id.to_string().into(),
            made_at: one.made_at.iso_seconds(),
            until: one.until.iso_seconds(),
            ended_at: one.ended_at.map(At::iso_seconds),
        }
    }
}

/// A referral as a partner outside the network reads it.
#[derive(SimpleObject)]
pub(super) struct LinkedReferral {
    stage: ReferralStage,
    sender_name: String,
    /// « Amina B. »; null where the person does not agree any more.
    short_name: Option<String>,
    contact: Option<LearnerContact>,
    needs: Option<LearnerNeeds>,
    /// Why they are sent, while the person agrees that it is read.
    reason: Option<String>,
    theme: Option<String>,
    starts_at: Option<String>,
    /// The last day to answer.
    due_by: String,
    /// The first instant at which the address leads nowhere.
    until: String,
}
impl From<Linked> for LinkedReferral {
    fn from(one: Linked) -> Self {
        let (short_name, contact, needs) = match one.person {
            Some((short, reached, needs)) => (Some(short), Some(reached.into()), Some(needs.into())),
            None => (None, None, None),
        };
        Self {
            stage: one.stage.into(),
            sender_name: one.sender_name,
            short_name,
            contact,
            needs,
            reason: one.reason,
            theme: one.theme,
            starts_at: one.slot.map(|slot| slot.starts_at.iso_seconds()),
            due_by: one.due_by.to_string(),
            until: one.until.iso_seconds(),
        }
    }
}

/// How many referrals stand at a stage.
#[derive(SimpleObject)]
pub(super) struct ReferralCount {
    stage: ReferralStage,
    sent: i64,
    received: i64,
}

/// How many referrals a structure sent and received in a month. Nobody is named.
#[derive(SimpleObject)]
pub(super) struct ReferralCounts {
    sent: i64,
    received: i64,
    stages: Vec<ReferralCount>,
}
impl From<Counts> for ReferralCounts {
    fn from(counts: Counts) -> Self {
        let count = |stage: &referral::Stage| ReferralCount {
            stage: (*stage).into(),
            sent: counts.sent.get(stage).copied().unwrap_or_default(),
            received: counts.received.get(stage).copied().unwrap_or_default(),
        };
        Self {
            stages: referral::Stage::ALL.iter().map(count).collect(),
            sent: counts.sent.values().sum(),
            received: counts.received.values().sum(),
        }
    }
}

/// The part of the root of queries that reads referrals.
#[derive(Default)]
pub(super) struct ReferralQuery;

#[Object]
impl ReferralQuery {
    /// What the caller's structure received, or sent, newest first; `first` at most 100.
    async fn referrals(
        &self,
        ctx: &Context<'_>,
        tray: Option<ReferralTray>,
        after: Option<String>,
        first: Option<i32>,
    ) -> Result<Connection<String, Referral>> {
        let (most, before) = (page::size(first)?, after.as_deref().map(page::moment).transpose()?);
        let tray = tray.map_or(Tray::Received, Tray::from);
        let found = seen::referrals(ctx.data::<Desk>()?, &caller(ctx), tray, page::wide(most), before).await;
        Ok(listed(present(found)?.unwrap_or_default(), most, before.is_some()))
    }

    /// A referral, for whoever sent it or receives.
    async fn referral(&self, ctx: &Context<'_>, id: ID) -> Result<Option<Referral>> {
        let Ok(id) = id.parse::<ReferralId>() else { return Ok(None) };
        let seen = seen::referral(ctx.data::<Desk>()?, &caller(ctx), id).await;
        Ok(present(seen)?.flatten().map(Referral::from))
    }

    /// How many the caller's structure sent and received in a month (`2025-10`); null for who does neither.
    async fn referral_counts(&self, ctx: &Context<'_>, month: String) -> Result<Option<ReferralCounts>> {
        let span = self::month(&month).ok_or_else(page::unreadable)?;
        let counted = counts::referral_counts(ctx.data::<Desk>()?, &caller(ctx), span).await;
        Ok(present(counted)?.flatten().map(ReferralCounts::from))
    }

    /// What a secret address leads to, for a partner outside the network; null for any other.
    async fn linked_referral(&self, ctx: &Context<'_>, secret: String) -> Result<Option<LinkedReferral>> {
        let seen = linked::linked_referral(ctx.data::<Desk>()?, &secret).await;
        Ok(present(seen)?.flatten().map(LinkedReferral::from))
    }
}

fn listed(found: Vec<Listed>, most: usize, goes_on: bool) -> Connection<String, Referral> {
    let edge = |one: Listed| (format!("{}.{}", one.referral.sent_at.0, one.referral.id), Referral::from(one));
    page::listed(found.into_iter().map(edge), most, goes_on)
}
