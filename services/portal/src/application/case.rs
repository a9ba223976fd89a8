//! What is known of an application.

use cynic::QueryBuilder;

use crate::{ask::PageInfo, format, portal::Portal, schema, trouble::Trouble, visitor::Member, words::t};

/// An application in a list.
#[derive(Clone, Debug, cynic::QueryFragment)]
pub(crate) struct Application {
    pub(crate) id: cynic::Id,
    pub(crate) venue_id: cynic::Id,
    pub(crate) venue_name: String,
    pub(crate) structure_name: String,
    pub(crate) account: MaskedAccount,
    pub(crate) applied_at: String,
    pub(crate) stage: ApplicationStage,
    pub(crate) last_day: Option<String>,
    pub(crate) reason: Option<String>,
}

#[derive(Clone, Debug, cynic::QueryFragment)]
pub(crate) struct MaskedAccount {
    pub(crate) holder: String,
    pub(crate) iban: String,
    pub(crate) bic: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, cynic::Enum)]
pub(crate) enum ApplicationStage {
    Pending,
    Accepted,
    Refused,
}

/// All that belongs to one.
#[derive(Clone, Debug, cynic::QueryFragment)]
#[cynic(graphql_type = "CaseFile")]
pub(crate) struct Case {
    pub(crate) application: Application,
    pub(crate) is_own: bool,
    pub(crate) grid: Option<Grid>,
    pub(crate) answers: Vec<CriterionAnswer>,
    pub(crate) evidence: Vec<Evidence>,
    pub(crate) thread: Vec<ApplicationMessage>,
    pub(crate) completeness: Completeness,
}

#[derive(Clone, Debug, cynic::QueryFragment)]
#[cynic(graphql_type = "CriteriaGrid")]
pub(crate) struct Grid {
    pub(crate) version: i32,
    pub(crate) title: String,
    pub(crate) criteria: Vec<Criterion>,
}

#[derive(Clone, Debug, cynic::QueryFragment)]
pub(crate) struct Criterion {
    pub(crate) id: cynic::Id,
    pub(crate) question: String,
    pub(crate) help: String,
    pub(crate) evidence: EvidenceWanted,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, cynic::Enum)]
pub(crate) enum EvidenceWanted {
    None,
    Welcome,
    Needed,
}

#[derive(Clone, Debug, cynic::QueryFragment)]
pub(crate) struct CriterionAnswer {
    pub(crate) criterion: cynic::Id,
    pub(crate) reply: CriterionReply,
    pub(crate) note: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, cynic::Enum)]
pub(crate) enum CriterionReply {
    Yes,
    No,
    Soon,
}

#[derive(Clone, Debug, cynic::QueryFragment)]
pub(crate) struct Evidence {
    pub(crate) file_id: cynic::Id,
    pub(crate) name: String,
    pub(crate) criterion: cynic::Id,
}

#[derive(Clone, Debug, cynic::QueryFragment)]
pub(crate) struct ApplicationMessage {
    pub(crate) author_name: Option<String>,
    pub(crate) side: MessageSide,
    pub(crate) at: String,
    pub(crate) body: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, cynic::Enum)]
pub(crate) enum MessageSide {
    Applicant,
    Operator,
}

#[derive(Clone, Debug, cynic::QueryFragment)]
pub(crate) struct Completeness {
    pub(crate) complete: bool,
    pub(crate) asked: i32,
    pub(crate) answered: i32,
}

impl ApplicationMessage {
    /// Whose side wrote it, and when.
    pub(crate) fn head(&self) -> String {
        let side = if self.side == MessageSide::Operator { "thread-operator" } else { "thread-applicant" };
        let head = t(side).saying("at", format::stamp(&self.at)).to_string();
        match &self.author_name {
            Some(name) => format!("{name}, {head}"),
            None => head,
        }
    }

    /// Its lines.
    pub(crate) fn lines(&self) -> std::str::Lines<'_> {
        self.body.lines()
    }
}

/// The sentence of a stage.
pub(crate) const fn stage(stage: ApplicationStage) -> &'static str {
    match stage {
        ApplicationStage::Pending => "application-pending",
        ApplicationStage::Accepted => "application-accepted",
        ApplicationStage::Refused => "application-refused",
    }
}

/// One criterion with what was answered and shown.
pub(crate) struct Line {
    pub(crate) question: String,
    pub(crate) reply: &'static str,
    pub(crate) note: String,
    pub(crate) files: Vec<Evidence>,
    pub(crate) wants_file: bool,
}

/// The grid, line by line, with what was answered to it and what shows it.
pub(crate) fn lines(grid: &Grid, answers: &[CriterionAnswer], evidence: &[Evidence]) -> Vec<Line> {
    let line = |criterion: &Criterion| {
        let answer = answers.iter().find(|answer| answer.criterion == criterion.id);
        let files: Vec<Evidence> = evidence.iter().filter(|one| one.criterion == criterion.id).cloned().collect();
        Line {
            question: criterion.question.clone(),
            reply: reply(answer.map(|answer| answer.reply)),
            note: answer.map(|answer| answer.note.clone()).unwrap_or_default(),
            wants_file: criterion.evidence == EvidenceWanted::Needed && files.is_empty(),
            files,
        }
    };
    grid.criteria.iter().map(line).collect()
}

const fn reply(reply: Option<CriterionReply>) -> &'static str {
    match reply {
        Some(CriterionReply::Yes) => "reply-yes",
        Some(CriterionReply::No) => "reply-no",
        Some(CriterionReply::Soon) => "reply-soon",
        None => "reply-none",
    }
}

#[derive(cynic::QueryVariables)]
struct ById {
    id: cynic::Id,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "ById")]
struct One {
    #[arguments(id: $id)]
    application: Option<Case>,
}

/// One application with all that belongs to it; another's is absent.
pub(crate) async fn fetch(portal: &Portal, member: &Member, id: &str) -> Result<Case, Trouble> {
    let asked = One::build(ById { id: id.into() });
    portal.ask(&member.visitor, asked).await?.application.ok_or(Trouble::Absent)
}

#[derive(cynic::QueryVariables)]
struct Wanted {
    stage: Option<ApplicationStage>,
    after: Option<String>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "Wanted")]
struct Applications {
    #[arguments(stage: $stage, first: 50, after: $after)]
    applications: ApplicationConnection,
}

#[derive(cynic::QueryFragment)]
struct ApplicationConnection {
    nodes: Vec<Application>,
    page_info: PageInfo,
}

/// The applications that the caller may see, oldest first, and where the list goes on.
pub(crate) async fn list(
    portal: &Portal,
    member: &Member,
    stage: Option<ApplicationStage>,
    after: Option<String>,
) -> Result<(Vec<Application>, Option<String>), Trouble> {
    let found = portal.ask(&member.visitor, Applications::build(Wanted { stage, after })).await?.applications;
    Ok((found.nodes, found.page_info.next()))
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query")]
struct Latest {
    criteria_grid: Option<Grid>,
}

/// The grid that is asked now.
pub(crate) async fn latest_grid(portal: &Portal, member: &Member) -> Result<Grid, Trouble> {
    portal.ask(&member.visitor, Latest::build(())).await?.criteria_grid.ok_or(Trouble::Broken)
}
