//! What the operator's pages of questions ask of the network: the versions, and a draft that is sent whole.

use cynic::{MutationBuilder, QueryBuilder};
use kernel::access::Role;

use crate::{
    ask::Refusal,
    diagnostic::queries::{DiagnosticNeed, QuestionSet, SkillQuestion, SortQuestion, questions},
    form::Form,
    portal::Portal,
    schema,
    trouble::Trouble,
    visitor::Member,
};

/// A page of the operator alone.
pub(super) fn operator(member: &Member) -> Result<(), Trouble> {
    member.must_be_one_of(&[Role::Operator])
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query")]
struct All {
    #[arguments(first: 100)]
    question_sets: QuestionSetConnection,
}

#[derive(cynic::QueryFragment)]
struct QuestionSetConnection {
    nodes: Vec<Listed>,
}

/// A version in the list.
#[derive(Clone, Debug, cynic::QueryFragment)]
#[cynic(graphql_type = "QuestionSet")]
pub(super) struct Listed {
    pub(super) version: i32,
    pub(super) published: bool,
    pub(super) published_at: Option<String>,
    pub(super) title: String,
}

/// Every version, the last one first.
pub(super) async fn all(portal: &Portal, member: &Member) -> Result<Vec<Listed>, Trouble> {
    Ok(portal.ask(&member.visitor, All::build(())).await?.question_sets.nodes)
}

/// The version of that number, as an address names it.
pub(super) async fn of(portal: &Portal, member: &Member, version: &str) -> Result<QuestionSet, Trouble> {
    let version = version.parse().map_err(|_| Trouble::Absent)?;
    questions(portal, member, Some(version)).await
}

/// The draft of that number.
pub(super) async fn draft(portal: &Portal, member: &Member, version: &str) -> Result<QuestionSet, Trouble> {
    let set = of(portal, member, version).await?;
    if set.published { Err(Trouble::Absent) } else { Ok(set) }
}

// --- Deeds --------------------------------------------------------------------------------------------------------------

#[derive(cynic::InputObject)]
struct QuestionSetInput {
    title: String,
    sorts: Vec<SortQuestionInput>,
    skills: Vec<SkillQuestionInput>,
}

#[derive(cynic::InputObject)]
struct SortQuestionInput {
    id: String,
    ask: String,
    choices: Vec<SortChoiceInput>,
}

#[derive(cynic::InputObject)]
struct SortChoiceInput {
    id: String,
    label: String,
    tells: Option<DiagnosticNeed>,
}

#[derive(cynic::InputObject)]
struct SkillQuestionInput {
    id: String,
    competence: String,
    topic: String,
    ask: String,
    alone: String,
    helped: String,
    next: String,
}

impl From<QuestionSet> for QuestionSetInput {
    fn from(set: QuestionSet) -> Self {
        Self {
            title: set.title,
            sorts: set.sorts.into_iter().map(SortQuestionInput::from).collect(),
            skills: set.skills.into_iter().map(SkillQuestionInput::from).collect(),
        }
    }
}

impl From<SortQuestion> for SortQuestionInput {
    fn from(one: SortQuestion) -> Self {
        let choices = one.choices.into_iter();
        let choices = choices.map(|one| SortChoiceInput { id: one.id, label: one.label, tells: one.tells });
        Self { id: one.id, ask: one.ask, choices: choices.collect() }
    }
}

impl From<SkillQuestion> for SkillQuestionInput {
    fn from(one: SkillQuestion) -> Self {
        Self {
            id: one.id,
            competence: one.competence,
            topic: one.topic,
            ask: one.ask,
            alone: one.alone,
            helped: one.helped,
            next: one.next,
        }
    }
}

#[derive(cynic::QueryVariables)]
struct DraftVars {
    key: cynic::Id,
    revision: Option<i32>,
    input: QuestionSetInput,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "DraftVars")]
struct Draft {
    #[arguments(key: $key, revision: $revision, input: $input)]
    draft_questions: QuestionsPayload,
}

#[derive(cynic::QueryVariables)]
struct PublishVars {
    key: cynic::Id,
    version: i32,
    revision: i32,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "PublishVars")]
struct Publish {
    #[arguments(key: $key, version: $version, revision: $revision)]
    publish_questions: QuestionsPayload,
}

#[derive(cynic::QueryFragment)]
struct QuestionsPayload {
    questions: Option<DraftedQuestions>,
    refusal: Option<Refusal>,
}

#[derive(cynic::QueryFragment)]
struct DraftedQuestions {
    version: i32,
}

/// Writes the draft whole, in the place of the revision that was read; the number of its version, or why not.
pub(super) async fn write(
    portal: &Portal,
    member: &Member,
    form: &Form,
    (revision, set): (Option<i32>, QuestionSet),
) -> Result<Result<i32, Refusal>, Trouble> {
    let vars = DraftVars { key: form.key().into(), revision, input: set.into() };
    told(portal.ask(&member.visitor, Draft::build(vars)).await?.draft_questions)
}

/// Publishes that revision of the draft.
pub(super) async fn publish(
    portal: &Portal,
    member: &Member,
    form: &Form,
    (version, revision): (i32, i32),
) -> Result<Result<i32, Refusal>, Trouble> {
    let vars = PublishVars { key: form.key().into(), version, revision };
    told(portal.ask(&member.visitor, Publish::build(vars)).await?.publish_questions)
}

fn told(payload: QuestionsPayload) -> Result<Result<i32, Refusal>, Trouble> {
    match (payload.questions, payload.refusal) {
        (Some(questions), _) => Ok(Ok(questions.version)),
        (None, Some(refusal)) => Ok(Err(refusal)),
        (None, None) => Err(Trouble::Broken),
    }
}
