//! What the pages of learners ask of the network.

use cynic::QueryBuilder;
use kernel::access::Role;

use super::values::{AccessNeed, AgeBand, ConsentPurpose, ConsentWay, ProxyRelation, ToldBy, Transport};
use crate::{
    ask::{PageInfo, Refusal},
    portal::Portal,
    schema,
    trouble::Trouble,
    visitor::Member,
};

/// Who records people, and knows them.
pub(super) const RECEIVE: [Role; 3] = [Role::Prescriber, Role::CounterStaff, Role::VenueManager];

// --- Lists --------------------------------------------------------------------------------------------------------------

/// Somebody in a list.
#[derive(Clone, cynic::QueryFragment)]
#[cynic(graphql_type = "Learner")]
pub(super) struct Listed {
    pub(super) id: cynic::Id,
    pub(super) card: Option<String>,
    pub(super) short_name: String,
    pub(super) kept: bool,
    pub(super) last_contact: String,
}

#[derive(cynic::InputObject)]
pub(super) struct LearnerNameInput {
    pub(super) given_name: String,
    pub(super) family_name: String,
    pub(super) birth_year: Option<i32>,
}

#[derive(Default, cynic::QueryVariables)]
pub(super) struct Wanted {
    pub(super) card: Option<String>,
    pub(super) name: Option<LearnerNameInput>,
    pub(super) after: Option<String>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "Wanted")]
struct Many {
    #[arguments(card: $card, name: $name, after: $after, first: 50)]
    learners: LearnerConnection,
}

#[derive(cynic::QueryFragment)]
struct LearnerConnection {
    nodes: Vec<Listed>,
    page_info: PageInfo,
}

/// People whom the member's structure keeps or serves, and where the list goes on.
pub(super) async fn many(
    portal: &Portal,
    member: &Member,
    wanted: Wanted,
) -> Result<(Vec<Listed>, Option<String>), Trouble> {
    let found = portal.ask(&member.visitor, Many::build(wanted)).await?.learners;
    Ok((found.nodes, found.page_info.next()))
}

#[derive(cynic::QueryVariables)]
struct SimilarVars {
    name: LearnerNameInput,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "SimilarVars")]
struct Similar {
    #[arguments(name: $name)]
    similar_learners: Option<SimilarLearners>,
}

/// Those who may be the same person.
#[derive(Clone, cynic::QueryFragment)]
pub(super) struct SimilarLearners {
    pub(super) known: Vec<Whole>,
    pub(super) elsewhere: bool,
}

/// Those of nearly that name; none for a member who asks too often.
pub(super) async fn similar(
    portal: &Portal,
    member: &Member,
    name: LearnerNameInput,
) -> Result<Option<SimilarLearners>, Trouble> {
    Ok(portal.ask(&member.visitor, Similar::build(SimilarVars { name })).await?.similar_learners)
}

// --- One person ---------------------------------------------------------------------------------------------------------

/// Somebody as far as the member's structure may see them.
#[derive(Clone, cynic::QueryFragment)]
#[cynic(graphql_type = "Learner")]
pub(super) struct Whole {
    pub(super) id: cynic::Id,
    pub(super) card: Option<String>,
    pub(super) short_name: String,
    pub(super) kept: bool,
    pub(super) age_band: Option<AgeBand>,
    pub(super) person: Option<LearnerPerson>,
    pub(super) contact: Option<LearnerContact>,
    pub(super) contact_until: Option<String>,
    pub(super) needs: Option<LearnerNeeds>,
    pub(super) last_contact: String,
    pub(super) consents: Vec<LearnerConsent>,
    pub(super) merges: Vec<LearnerMerge>,
}

impl Whole {
    /// The whole name where it is known, the short one otherwise.
    pub(super) fn name(&self) -> String {
        match &self.person {
            Some(person) => format!("{} {}", person.given_name, person.family_name),
            None => self.short_name.clone(),
        }
    }
}

#[derive(Clone, cynic::QueryFragment)]
pub(super) struct LearnerPerson {
    pub(super) given_name: String,
    pub(super) family_name: String,
    pub(super) birth_year: Option<i32>,
    pub(super) birth_date: Option<String>,
    pub(super) address: Option<String>,
    pub(super) home_commune: Option<String>,
    pub(super) transport: Option<Transport>,
}

#[derive(Clone, cynic::QueryFragment)]
pub(super) struct LearnerContact {
    pub(super) phone: Option<String>,
    pub(super) phone_shared: bool,
    pub(super) mail: Option<String>,
    pub(super) told_by: Option<ToldBy>,
    pub(super) proxy: Option<LearnerProxy>,
}

#[derive(Clone, cynic::QueryFragment)]
pub(super) struct LearnerProxy {
    pub(super) name: String,
    pub(super) relation: ProxyRelation,
    pub(super) phone: Option<String>,
}

#[derive(Clone, cynic::QueryFragment)]
pub(super) struct LearnerNeeds {
    pub(super) language: String,
    pub(super) access: Vec<AccessNeed>,
}

#[derive(Clone, cynic::QueryFragment)]
pub(super) struct LearnerConsent {
    pub(super) purpose: ConsentPurpose,
    pub(super) given: bool,
    pub(super) at: String,
    pub(super) way: ConsentWay,
    pub(super) recorded_by: Option<String>,
}

#[derive(Clone, cynic::QueryFragment)]
pub(super) struct LearnerMerge {
    pub(super) id: cynic::Id,
    pub(super) at: String,
}

#[derive(cynic::QueryVariables)]
struct ById {
    id: cynic::Id,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "ById")]
struct One {
    #[arguments(id: $id)]
    learner: Option<Whole>,
}

/// Somebody; absent when the member's structure neither keeps nor serves them.
pub(super) async fn one(portal: &Portal, member: &Member, id: &str) -> Result<Whole, Trouble> {
    portal.ask(&member.visitor, One::build(ById { id: id.into() })).await?.learner.ok_or(Trouble::Absent)
}

/// The same, whom the member's structure keeps.
pub(super) async fn kept(portal: &Portal, member: &Member, id: &str) -> Result<Whole, Trouble> {
    Some(one(portal, member, id).await?).filter(|one| one.kept).ok_or(Trouble::Absent)
}

// --- The form of consent ------------------------------------------------------------------------------------------------

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query")]
struct Form {
    consent_form: Option<ConsentForm>,
}

#[derive(cynic::QueryFragment)]
pub(super) struct ConsentForm {
    pub(super) version: i32,
    pub(super) lead: String,
    pub(super) purposes: Vec<ConsentText>,
}

#[derive(cynic::QueryFragment)]
pub(super) struct ConsentText {
    pub(super) purpose: ConsentPurpose,
    pub(super) title: String,
    pub(super) text: String,
}

/// What is shown before somebody says yes or no.
pub(super) async fn consent_form(portal: &Portal, member: &Member) -> Result<ConsentForm, Trouble> {
    portal.ask(&member.visitor, Form::build(())).await?.consent_form.ok_or(Trouble::Broken)
}

// --- Deeds --------------------------------------------------------------------------------------------------------------

#[derive(cynic::InputObject)]
pub(super) struct LearnerInput {
    pub(super) given_name: String,
    pub(super) family_name: String,
    pub(super) birth_year: Option<i32>,
    pub(super) birth_date: Option<String>,
    pub(super) phone: Option<String>,
    pub(super) phone_shared: bool,
    pub(super) mail: Option<String>,
    pub(super) address: Option<String>,
    pub(super) told_by: Option<ToldBy>,
    pub(super) proxy: Option<ProxyInput>,
    pub(super) language: String,
    pub(super) access: Vec<AccessNeed>,
    pub(super) transport: Option<Transport>,
    pub(super) home_commune: Option<String>,
}

#[derive(cynic::InputObject)]
pub(super) struct ProxyInput {
    pub(super) name: String,
    pub(super) relation: ProxyRelation,
    pub(super) phone: Option<String>,
}

#[derive(cynic::QueryFragment)]
pub(super) struct LearnerPayload {
    pub(super) learner: Option<LearnerStep>,
    pub(super) refusal: Option<Refusal>,
}

#[derive(cynic::QueryFragment)]
pub(super) struct LearnerStep {
    pub(super) learner_id: cynic::Id,
}

#[derive(cynic::QueryFragment)]
pub(super) struct LearnerCardPayload {
    pub(super) learner: Option<LearnerCard>,
    pub(super) refusal: Option<Refusal>,
}

#[derive(cynic::QueryFragment)]
pub(super) struct LearnerCard {
    pub(super) learner_id: cynic::Id,
}

#[derive(cynic::QueryVariables)]
pub(super) struct KeepVars {
    pub(super) key: cynic::Id,
    pub(super) input: LearnerInput,
    pub(super) another: Option<bool>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "KeepVars")]
pub(super) struct Keep {
    #[arguments(key: $key, input: $input, isAnother: $another)]
    pub(super) keep_learner: LearnerCardPayload,
}

#[derive(cynic::QueryVariables)]
pub(super) struct ChangeVars {
    pub(super) key: cynic::Id,
    pub(super) id: cynic::Id,
    pub(super) input: LearnerInput,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "ChangeVars")]
pub(super) struct Change {
    #[arguments(key: $key, learnerId: $id, input: $input)]
    pub(super) change_learner: LearnerPayload,
}

#[derive(cynic::QueryVariables)]
pub(super) struct DeedVars {
    pub(super) key: cynic::Id,
    pub(super) id: cynic::Id,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "DeedVars")]
pub(super) struct RenewCard {
    #[arguments(key: $key, learnerId: $id)]
    pub(super) renew_learner_card: LearnerCardPayload,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "DeedVars")]
pub(super) struct Erase {
    #[arguments(key: $key, learnerId: $id)]
    pub(super) erase_learner: LearnerPayload,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "DeedVars")]
pub(super) struct UndoMerge {
    #[arguments(key: $key, mergeId: $id)]
    pub(super) undo_learner_merge: LearnerMergePayload,
}

#[derive(cynic::QueryVariables)]
pub(super) struct ServeVars {
    pub(super) key: cynic::Id,
    pub(super) card: String,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "ServeVars")]
pub(super) struct Serve {
    #[arguments(key: $key, card: $card)]
    pub(super) serve_learner: LearnerPayload,
}

#[derive(cynic::InputObject)]
pub(super) struct ConsentsInput {
    pub(super) learner_id: cynic::Id,
    pub(super) answers: Vec<ConsentAnswerInput>,
    pub(super) version: i32,
    pub(super) way: ConsentWay,
}

#[derive(cynic::InputObject)]
pub(super) struct ConsentAnswerInput {
    pub(super) purpose: ConsentPurpose,
    pub(super) given: bool,
}

#[derive(cynic::QueryVariables)]
pub(super) struct ConsentVars {
    pub(super) key: cynic::Id,
    pub(super) input: ConsentsInput,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "ConsentVars")]
pub(super) struct RecordConsents {
    #[arguments(key: $key, input: $input)]
    pub(super) record_consents: LearnerPayload,
}

#[derive(cynic::QueryVariables)]
pub(super) struct MergeVars {
    pub(super) key: cynic::Id,
    pub(super) from: cynic::Id,
    pub(super) into: cynic::Id,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "MergeVars")]
pub(super) struct MergeTwo {
    #[arguments(key: $key, fromId: $from, intoId: $into)]
    pub(super) merge_learners: LearnerMergePayload,
}

#[derive(cynic::QueryFragment)]
pub(super) struct LearnerMergePayload {
    pub(super) merge: Option<MergedLearner>,
    pub(super) refusal: Option<Refusal>,
}

#[derive(cynic::QueryFragment)]
pub(super) struct MergedLearner {
    pub(super) learner_id: cynic::Id,
}
