//! What the pages of diagnostics ask of the network.

use cynic::QueryBuilder;
use kernel::access::Role;

use crate::{
    ask::{PageInfo, Refusal},
    portal::Portal,
    schema,
    trouble::Trouble,
    visitor::Member,
};

/// Who makes diagnostics.
pub(super) const RECEIVE: [Role; 3] = [Role::Prescriber, Role::CounterStaff, Role::VenueManager];

#[derive(Clone, Copy, Debug, PartialEq, Eq, cynic::Enum)]
pub(crate) enum SkillArea {
    Information,
    Communication,
    Content,
    Safety,
    Environment,
}

impl SkillArea {
    /// As its sentences name it.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Information => "information",
            Self::Communication => "communication",
            Self::Content => "content",
            Self::Safety => "safety",
            Self::Environment => "environment",
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, cynic::Enum)]
pub(super) enum SkillLevel {
    Untouched,
    Beginner,
    Intermediate,
    Advanced,
}

impl SkillLevel {
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Untouched => "untouched",
            Self::Beginner => "beginner",
            Self::Intermediate => "intermediate",
            Self::Advanced => "advanced",
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, cynic::Enum)]
pub(super) enum CoopLevel {
    Beginner,
    Intermediate,
    Advanced,
}

impl CoopLevel {
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Beginner => "beginner",
            Self::Intermediate => "intermediate",
            Self::Advanced => "advanced",
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, cynic::Enum)]
pub(super) enum SkillAnswer {
    Alone,
    Help,
    NotYet,
    Unasked,
}

impl SkillAnswer {
    pub(super) const ALL: [Self; 4] = [Self::Alone, Self::Help, Self::NotYet, Self::Unasked];

    /// As forms and sentences name it.
    pub(super) const fn value(self) -> &'static str {
        match self {
            Self::Alone => "seul",
            Self::Help => "aide",
            Self::NotYet => "pas-encore",
            Self::Unasked => "passee",
        }
    }

    pub(super) fn of_value(value: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.value() == value)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, cynic::Enum)]
pub(super) enum DiagnosticWay {
    Training,
    DoForThem,
    AtEase,
}

impl DiagnosticWay {
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Training => "training",
            Self::DoForThem => "done",
            Self::AtEase => "ease",
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, cynic::Enum)]
pub(crate) enum DiagnosticNeed {
    NoEquipment,
    NoConnection,
    NoMailbox,
    NoHelper,
    Formality,
    DoneForMe,
}

impl DiagnosticNeed {
    /// As its sentences name it.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::NoEquipment => "equipment",
            Self::NoConnection => "connection",
            Self::NoMailbox => "mailbox",
            Self::NoHelper => "helper",
            Self::Formality => "formality",
            Self::DoneForMe => "done",
        }
    }
}

// --- The questions ------------------------------------------------------------------------------------------------------

#[derive(cynic::QueryVariables)]
struct VersionVars {
    version: Option<i32>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "VersionVars")]
struct AskedSet {
    #[arguments(version: $version)]
    question_set: Option<QuestionSet>,
}

/// A version of the questions.
#[derive(Clone, Debug, cynic::QueryFragment)]
pub(crate) struct QuestionSet {
    pub(crate) version: i32,
    pub(crate) revision: i32,
    pub(crate) published: bool,
    pub(crate) title: String,
    pub(crate) sorts: Vec<SortQuestion>,
    pub(crate) skills: Vec<SkillQuestion>,
}

#[derive(Clone, Debug, cynic::QueryFragment)]
pub(crate) struct SortQuestion {
    pub(crate) id: String,
    pub(crate) ask: String,
    pub(crate) choices: Vec<SortChoice>,
}

#[derive(Clone, Debug, cynic::QueryFragment)]
pub(crate) struct SortChoice {
    pub(crate) id: String,
    pub(crate) label: String,
    pub(crate) tells: Option<DiagnosticNeed>,
}

#[derive(Clone, Debug, cynic::QueryFragment)]
pub(crate) struct SkillQuestion {
    pub(crate) id: String,
    pub(crate) area: SkillArea,
    pub(crate) competence: String,
    pub(crate) topic: String,
    pub(crate) ask: String,
    pub(crate) alone: String,
    pub(crate) helped: String,
    pub(crate) next: String,
}

/// That version of the questions, or the one that is asked now; absent for who may not read it.
pub(crate) async fn questions(portal: &Portal, member: &Member, version: Option<i32>) -> Result<QuestionSet, Trouble> {
    let found = portal.ask(&member.visitor, AskedSet::build(VersionVars { version })).await?;
    found.question_set.ok_or(Trouble::Absent)
}

// --- One diagnostic -----------------------------------------------------------------------------------------------------

#[derive(cynic::QueryVariables)]
struct ById {
    id: cynic::Id,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "ById")]
struct One {
    #[arguments(id: $id)]
    diagnostic: Option<Diagnostic>,
}

/// A diagnostic, in both voices.
#[derive(Clone, Debug, cynic::QueryFragment)]
pub(super) struct Diagnostic {
    pub(super) id: cynic::Id,
    pub(super) structure_name: String,
    pub(super) learner_id: Option<cynic::Id>,
    pub(super) version: i32,
    pub(super) made_on: String,
    pub(super) on_paper: bool,
    pub(super) way: DiagnosticWay,
    pub(super) overall: SkillLevel,
    pub(super) levels: Vec<AreaLevel>,
    pub(super) needs: Vec<DiagnosticNeed>,
    pub(super) chosen: Vec<ChosenAnswer>,
    pub(super) answers: Vec<AnsweredSkill>,
    pub(super) can: Vec<String>,
    pub(super) helped: Vec<String>,
    pub(super) next: Vec<String>,
    pub(super) progress: Option<DiagnosticProgress>,
}

#[derive(Clone, Debug, cynic::QueryFragment)]
pub(super) struct AreaLevel {
    pub(super) area: SkillArea,
    pub(super) level: SkillLevel,
    pub(super) coop: CoopLevel,
}

#[derive(Clone, Debug, cynic::QueryFragment)]
pub(super) struct ChosenAnswer {
    pub(super) ask: String,
    pub(super) label: String,
}

#[derive(Clone, Debug, cynic::QueryFragment)]
pub(super) struct AnsweredSkill {
    pub(super) competence: String,
    pub(super) topic: String,
    pub(super) answer: SkillAnswer,
}

#[derive(Clone, Debug, cynic::QueryFragment)]
pub(super) struct DiagnosticProgress {
    pub(super) since: String,
    pub(super) areas: Vec<AreaProgress>,
    pub(super) learnt: Vec<String>,
}

#[derive(Clone, Debug, cynic::QueryFragment)]
pub(super) struct AreaProgress {
    pub(super) area: SkillArea,
    pub(super) before: SkillLevel,
}

/// One diagnostic; absent when the caller may not read it, or its day is over.
pub(super) async fn one(portal: &Portal, member: &Member, id: &str) -> Result<Diagnostic, Trouble> {
    portal.ask(&member.visitor, One::build(ById { id: id.into() })).await?.diagnostic.ok_or(Trouble::Absent)
}

// --- Those of a person, and how many -------------------------------------------------------------------------------------

#[derive(cynic::QueryVariables)]
struct OfPersonVars {
    learner: cynic::Id,
    after: Option<String>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "OfPersonVars")]
struct OfPerson {
    #[arguments(learnerId: $learner, after: $after, first: 20)]
    diagnostics: DiagnosticMadeConnection,
}

#[derive(cynic::QueryFragment)]
struct DiagnosticMadeConnection {
    nodes: Vec<DiagnosticMade>,
    page_info: PageInfo,
}

/// A diagnostic in a list.
#[derive(Clone, Debug, cynic::QueryFragment)]
pub(super) struct DiagnosticMade {
    pub(super) id: cynic::Id,
    pub(super) structure_name: String,
    pub(super) made_on: String,
    pub(super) way: DiagnosticWay,
    pub(super) overall: SkillLevel,
}

/// A page of one person's, the last one first, and where it goes on.
pub(super) async fn of_person(
    portal: &Portal,
    member: &Member,
    learner: &str,
    after: Option<String>,
) -> Result<(Vec<DiagnosticMade>, Option<String>), Trouble> {
    let vars = OfPersonVars { learner: learner.into(), after };
    let found = portal.ask(&member.visitor, OfPerson::build(vars)).await?.diagnostics;
    Ok((found.nodes, found.page_info.next()))
}

#[derive(cynic::QueryVariables)]
struct MonthVars {
    month: String,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "MonthVars")]
struct OfMonth {
    #[arguments(month: $month)]
    diagnostic_counts: Option<DiagnosticCounts>,
}

#[derive(Clone, Copy, Debug, cynic::QueryFragment)]
pub(super) struct DiagnosticCounts {
    pub(super) all: i32,
    pub(super) unnamed: i32,
}

/// How many the caller's structure made in a month.
pub(super) async fn counts(portal: &Portal, member: &Member, month: String) -> Result<DiagnosticCounts, Trouble> {
    let found = portal.ask(&member.visitor, OfMonth::build(MonthVars { month })).await?;
    found.diagnostic_counts.ok_or(Trouble::Forbidden)
}

// --- Where a formality is done for somebody --------------------------------------------------------------------------------

#[derive(cynic::QueryVariables)]
struct AroundVars {
    commune: cynic::Id,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "AroundVars")]
struct Around {
    #[arguments(commune: $commune, first: 3)]
    formality_places: FormalityPlaceConnection,
}

#[derive(cynic::QueryFragment)]
struct FormalityPlaceConnection {
    nodes: Vec<FormalityPlace>,
}

/// A place where a formality is done with somebody, or for them.
#[derive(Clone, Debug, cynic::QueryFragment)]
pub(super) struct FormalityPlace {
    pub(super) name: String,
    pub(super) address: String,
    pub(super) commune_name: String,
    pub(super) phone: Option<String>,
    pub(super) distance: Option<Distance>,
}

#[derive(Clone, Debug, cynic::QueryFragment)]
pub(super) struct Distance {
    pub(super) km: f64,
}

/// The three nearest to a commune.
pub(super) async fn around(portal: &Portal, member: &Member, commune: &str) -> Result<Vec<FormalityPlace>, Trouble> {
    let vars = AroundVars { commune: commune.into() };
    Ok(portal.ask(&member.visitor, Around::build(vars)).await?.formality_places.nodes)
}

// --- Deeds ----------------------------------------------------------------------------------------------------------------

#[derive(cynic::InputObject)]
pub(super) struct DiagnosticInput {
    pub(super) learner_id: Option<cynic::Id>,
    pub(super) version: i32,
    pub(super) made_on: String,
    pub(super) on_paper: bool,
    pub(super) chosen: Vec<ChosenAnswerInput>,
    pub(super) answers: Vec<AnsweredSkillInput>,
}

#[derive(cynic::InputObject)]
pub(super) struct ChosenAnswerInput {
    pub(super) question: String,
    pub(super) choice: String,
}

#[derive(cynic::InputObject)]
pub(super) struct AnsweredSkillInput {
    pub(super) question: String,
    pub(super) answer: SkillAnswer,
}

#[derive(cynic::QueryVariables)]
pub(super) struct RecordVars {
    pub(super) key: cynic::Id,
    pub(super) input: DiagnosticInput,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "RecordVars")]
pub(super) struct Record {
    #[arguments(key: $key, input: $input)]
    pub(super) record_diagnostic: RecordDiagnosticPayload,
}

#[derive(cynic::QueryFragment)]
pub(super) struct RecordDiagnosticPayload {
    pub(super) diagnostic: Option<RecordedDiagnostic>,
    pub(super) refusal: Option<Refusal>,
}

#[derive(cynic::QueryFragment)]
pub(super) struct RecordedDiagnostic {
    pub(super) diagnostic_id: cynic::Id,
}
