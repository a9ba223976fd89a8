//! What a structure keeps of somebody, for the person who asks it.

use async_graphql::{Context, ID, Object, Result, SimpleObject};
use kernel::ids::LearnerRef;
use registry::graph::answer::{caller, present};

use super::{
    help::{HelpTheme, HelpWay},
    learner_types::LearnerConsent,
    referrals::{ReferralReason, ReferralStage},
};
use crate::{
    desk::Desk,
    export::record::{self, Record},
    help::given::Help,
    referrals::{referral::Referral, written::Written},
};

/// What a structure holds of somebody besides their sheet and their diagnostics.
#[derive(SimpleObject)]
pub(super) struct LearnerRecord {
    /// Every word that they said to a use of it, oldest first.
    words: Vec<LearnerConsent>,
    /// The help that they were given here, the last first.
    helps: Vec<HeldHelp>,
    /// Where they were sent from here, the last first.
    referrals: Vec<HeldReferral>,
}
impl From<Record> for LearnerRecord {
    fn from(held: Record) -> Self {
        let help = |(one, venue_name): (Help, String)| HeldHelp {
            day: one.day.to_string(),
            theme: one.theme.into(),
            minutes: one.minutes,
            way: one.way.map(HelpWay::from),
            venue_name,
        };
        let referral = |(one, place, written): (Referral, Option<String>, Written)| HeldReferral {
            sent_at: one.sent_at.iso_seconds(),
            place,
            stage: one.stage.into(),
            starts_at: one.agreed().map(|slot| slot.starts_at.iso_seconds()),
            reasons: one.reasons.into_iter().map(ReferralReason::from).collect(),
            reason: written.reason,
            note: written.note,
        };
        Self {
            words: held.words.into_iter().map(LearnerConsent::from).collect(),
            helps: held.helps.into_iter().map(help).collect(),
            referrals: held.referrals.into_iter().map(referral).collect(),
        }
    }
}

/// Help that somebody was given.
#[derive(SimpleObject)]
pub(super) struct HeldHelp {
    day: String,
    theme: HelpTheme,
    minutes: i64,
    way: Option<HelpWay>,
    venue_name: String,
}

/// A place to which somebody was sent.
#[derive(SimpleObject)]
pub(super) struct HeldReferral {
    sent_at: String,
    /// The venue, or the partner outside the network.
    place: Option<String>,
    stage: ReferralStage,
    starts_at: Option<String>,
    reasons: Vec<ReferralReason>,
    /// Why they were sent.
    reason: Option<String>,
    /// What was answered in words.
    note: Option<String>,
}

/// The part of the root of queries that tells somebody what is kept of them.
#[derive(Default)]
pub(super) struct RecordQuery;

#[Object]
impl RecordQuery {
    /// What the caller's structure holds of somebody whom it keeps, for the person who asks it; null for anybody else.
    async fn learner_record(&self, ctx: &Context<'_>, id: ID) -> Result<Option<LearnerRecord>> {
        let Ok(id) = id.parse::<LearnerRef>() else { return Ok(None) };
        let held = record::learner_record(ctx.data::<Desk>()?, &caller(ctx), id).await;
        Ok(present(held)?.flatten().map(LearnerRecord::from))
    }
}
