//! What the pages of referrals have done by the network.

use super::queries::{ReferralReason, ReferralSettlement};
use crate::{ask::Refusal, learners::values::ToldBy, schema};

#[derive(cynic::InputObject)]
pub(super) struct ReferralInput {
    pub(super) learner_id: cynic::Id,
    pub(super) venue_id: Option<cynic::Id>,
    pub(super) session_id: Option<cynic::Id>,
    pub(super) partner_name: Option<String>,
    pub(super) partner_contact: Option<String>,
    pub(super) theme: Option<String>,
    pub(super) reason: Option<String>,
}

#[derive(cynic::InputObject)]
pub(super) struct ReferralAnswerInput {
    pub(super) accept: bool,
    pub(super) reasons: Vec<ReferralReason>,
    pub(super) session_id: Option<cynic::Id>,
    pub(super) starts_at: Option<String>,
    pub(super) note: Option<String>,
}

#[derive(cynic::QueryFragment)]
pub(super) struct ReferralPayload {
    pub(super) referral: Option<MovedReferral>,
    pub(super) refusal: Option<Refusal>,
}

#[derive(cynic::QueryFragment)]
pub(super) struct MovedReferral {
    pub(super) referral_id: cynic::Id,
}

#[derive(cynic::QueryVariables)]
pub(super) struct SendVars {
    pub(super) key: cynic::Id,
    pub(super) input: ReferralInput,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "SendVars")]
pub(super) struct SendReferral {
    #[arguments(key: $key, input: $input)]
    pub(super) send_referral: ReferralPayload,
}

#[derive(cynic::QueryVariables)]
pub(super) struct AnswerVars {
    pub(super) key: cynic::Id,
    pub(super) id: cynic::Id,
    pub(super) input: ReferralAnswerInput,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "AnswerVars")]
pub(super) struct Answer {
    #[arguments(key: $key, referralId: $id, input: $input)]
    pub(super) answer_referral: ReferralPayload,
}

#[derive(cynic::QueryVariables)]
pub(super) struct SeeVars {
    pub(super) key: cynic::Id,
    pub(super) id: cynic::Id,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "SeeVars")]
pub(super) struct See {
    #[arguments(key: $key, referralId: $id)]
    pub(super) see_referral: ReferralPayload,
}

#[derive(cynic::QueryVariables)]
pub(super) struct SettleVars {
    pub(super) key: cynic::Id,
    pub(super) id: cynic::Id,
    pub(super) settlement: ReferralSettlement,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "SettleVars")]
pub(super) struct Settle {
    #[arguments(key: $key, referralId: $id, settlement: $settlement)]
    pub(super) settle_referral: ReferralPayload,
}

#[derive(cynic::QueryVariables)]
pub(super) struct TellVars {
    pub(super) key: cynic::Id,
    pub(super) id: cynic::Id,
    pub(super) no: i32,
    pub(super) way: Option<ToldBy>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "TellVars")]
pub(super) struct Tell {
    #[arguments(key: $key, referralId: $id, no: $no, way: $way)]
    pub(super) tell_referral: ReferralPayload,
}

#[derive(cynic::QueryFragment)]
pub(super) struct ReferralLinkPayload {
    pub(super) refusal: Option<Refusal>,
}

#[derive(cynic::QueryVariables)]
pub(super) struct OpenVars {
    pub(super) key: cynic::Id,
    pub(super) id: cynic::Id,
    pub(super) secret: String,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "OpenVars")]
pub(super) struct OpenLink {
    #[arguments(key: $key, referralId: $id, secret: $secret)]
    pub(super) open_referral_link: ReferralLinkPayload,
}

#[derive(cynic::QueryVariables)]
pub(super) struct CloseVars {
    pub(super) key: cynic::Id,
    pub(super) link: cynic::Id,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "CloseVars")]
pub(super) struct CloseLink {
    #[arguments(key: $key, linkId: $link)]
    pub(super) close_referral_link: ReferralLinkPayload,
}

#[derive(cynic::QueryVariables)]
pub(super) struct AnswerLinkedVars {
    pub(super) key: cynic::Id,
    pub(super) secret: String,
    pub(super) input: ReferralAnswerInput,
}

#[derive(cynic::QueryFragment)]
pub(super) struct LinkedReferralPayload {
    pub(super) refusal: Option<Refusal>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "AnswerLinkedVars")]
pub(super) struct AnswerLinked {
    #[arguments(key: $key, secret: $secret, input: $input)]
    pub(super) answer_linked_referral: LinkedReferralPayload,
}
