//! What is known of requests for papers, and what is answered.

use cynic::{MutationBuilder, QueryBuilder};

use crate::{
    ask::{PageInfo, Refusal},
    format,
    portal::Portal,
    schema,
    trouble::Trouble,
    visitor::Member,
    words::t,
};

/// Torn papers that are asked for.
#[derive(Clone, Debug, cynic::QueryFragment)]
pub(crate) struct PaperRequest {
    pub(super) id: cynic::Id,
    pub(super) venue_name: String,
    pub(super) venue: Venue,
    pub(super) settlement_id: cynic::Id,
    pub(super) settlement_no: i32,
    pub(super) stage: PaperStage,
    pub(super) reason: String,
    pub(super) asked_at: String,
    pub(super) answer_by: String,
    pub(crate) late: bool,
    pub(super) papers: Vec<Paper>,
}

#[derive(Clone, Debug, cynic::QueryFragment)]
pub(super) struct Venue {
    pub(super) id: cynic::Id,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, cynic::Enum)]
pub(crate) enum PaperStage {
    Asked,
    Answered,
    Closed,
}

/// One of them.
#[derive(Clone, Debug, cynic::QueryFragment)]
pub(super) struct Paper {
    pub(super) line: i32,
    pub(super) receipt_id: cynic::Id,
    carnet: String,
    cheque_no: i32,
    pub(super) value_cents: i32,
    pub(super) at: String,
    pub(super) sent: Option<bool>,
    pub(super) seen: Option<bool>,
}

impl Paper {
    /// « K7QMX-0042, chèque 3 ».
    pub(super) fn name(&self) -> String {
        t("torn-name").saying("carnet", &self.carnet).with("no", self.cheque_no).to_string()
    }

    /// What is known of it.
    pub(super) fn fate(&self) -> String {
        t(match (self.seen, self.sent) {
            (Some(true), _) => "paper-seen",
            (Some(false), _) => "paper-missing",
            (None, Some(true)) => "paper-sent",
            (None, Some(false)) => "paper-said-missing",
            (None, None) => "paper-awaited",
        })
        .to_string()
    }
}

impl PaperRequest {
    /// How far it has come.
    pub(super) fn state(&self) -> String {
        let day = format::day(&self.answer_by);
        match self.stage {
            PaperStage::Asked if self.late => t("papers-late").with("day", day).to_string(),
            PaperStage::Asked => t("papers-asked").with("day", day).to_string(),
            PaperStage::Answered => t("papers-answered").to_string(),
            PaperStage::Closed => {
                let missing = self.papers.iter().filter(|paper| paper.seen == Some(false)).count();
                t("papers-closed").with("missing", missing).to_string()
            }
        }
    }

    pub(super) fn is_closed(&self) -> bool {
        self.stage == PaperStage::Closed
    }
}

#[derive(cynic::QueryVariables)]
struct Wanted {
    stage: Option<PaperStage>,
    after: Option<String>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "Wanted")]
struct Listed {
    #[arguments(stage: $stage, after: $after, first: 20)]
    paper_requests: PaperRequestConnection,
}

#[derive(cynic::QueryFragment)]
struct PaperRequestConnection {
    nodes: Vec<PaperRequest>,
    page_info: PageInfo,
}

/// A page of requests that the member may see, and where it goes on.
pub(super) async fn list(
    portal: &Portal,
    member: &Member,
    stage: Option<PaperStage>,
    after: Option<String>,
) -> Result<(Vec<PaperRequest>, Option<String>), Trouble> {
    let found = portal.ask(&member.visitor, Listed::build(Wanted { stage, after })).await?.paper_requests;
    Ok((found.nodes, found.page_info.next()))
}

/// The requests at a stage, for the cards of the day.
pub(crate) async fn waiting(portal: &Portal, member: &Member, stage: PaperStage) -> Result<Vec<PaperRequest>, Trouble> {
    Ok(list(portal, member, Some(stage), None).await?.0)
}

#[derive(cynic::QueryVariables)]
struct ById {
    id: cynic::Id,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "ById")]
struct One {
    #[arguments(id: $id)]
    paper_request: Option<PaperRequest>,
}

/// One request; absent when it is not the member's.
pub(super) async fn one(portal: &Portal, member: &Member, id: &str) -> Result<PaperRequest, Trouble> {
    portal.ask(&member.visitor, One::build(ById { id: id.into() })).await?.paper_request.ok_or(Trouble::Absent)
}

#[derive(cynic::QueryFragment)]
struct PapersPayload {
    papers: Option<PapersStep>,
    refusal: Option<Refusal>,
}

#[derive(cynic::QueryFragment)]
struct PapersStep {
    request_id: cynic::Id,
}

#[derive(cynic::InputObject)]
pub(super) struct PapersInput {
    pub(super) venue_id: cynic::Id,
    pub(super) settlement_id: cynic::Id,
    pub(super) lines: Vec<i32>,
    pub(super) reason: String,
    pub(super) answer_by: Option<String>,
}

#[derive(cynic::QueryVariables)]
struct Asking {
    key: cynic::Id,
    input: PapersInput,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "Asking")]
struct Ask {
    #[arguments(key: $key, input: $input)]
    ask_for_papers: PapersPayload,
}

/// Asks for papers: the request's identifier, or the refusal.
pub(super) async fn ask(
    portal: &Portal,
    member: &Member,
    key: &str,
    input: PapersInput,
) -> Result<Result<String, Refusal>, Trouble> {
    let done = portal.ask(&member.visitor, Ask::build(Asking { key: key.into(), input })).await?.ask_for_papers;
    match (done.papers, done.refusal) {
        (Some(step), None) => Ok(Ok(step.request_id.inner().to_owned())),
        (_, Some(refusal)) => Ok(Err(refusal)),
        (None, None) => Err(Trouble::Broken),
    }
}

#[derive(cynic::QueryVariables)]
pub(super) struct Telling {
    pub(super) key: cynic::Id,
    pub(super) id: cynic::Id,
    pub(super) missing: Option<Vec<i32>>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "Telling")]
struct Answer {
    #[arguments(key: $key, requestId: $id, missing: $missing)]
    answer_papers: PapersPayload,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "Telling")]
struct Check {
    #[arguments(key: $key, requestId: $id, missing: $missing)]
    check_papers: PapersPayload,
}

/// The venue's answer; the refusal, if any.
pub(super) async fn answer(portal: &Portal, member: &Member, telling: Telling) -> Result<Option<Refusal>, Trouble> {
    Ok(portal.ask(&member.visitor, Answer::build(telling)).await?.answer_papers.refusal)
}

/// What the network saw; the refusal, if any.
pub(super) async fn check(portal: &Portal, member: &Member, telling: Telling) -> Result<Option<Refusal>, Trouble> {
    Ok(portal.ask(&member.visitor, Check::build(telling)).await?.check_papers.refusal)
}
