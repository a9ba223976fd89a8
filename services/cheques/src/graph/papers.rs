//! Torn papers in the graph: until when they are kept, asked for, answered, looked at.

use async_graphql::{Context, Enum, ID, InputObject, Object, Result, SimpleObject, connection::Connection};
use kernel::clock::At;
use registry::graph::{
    answer::{Refusal, answer, caller, id, present},
    page,
};
use store::Trouble;

use super::{mutation::day, objects::Venue, payload::payload};
use crate::{
    corrections::{
        ask_for_papers::{self, AskForPapers, Papered},
        paper_requests,
        papers::{self, PaperSeen, RequestSeen, Told},
    },
    desk::Desk,
};

/// How far a request for papers has come.
#[derive(Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "papers::Stage")]
pub(super) enum PaperStage {
    /// The venue has to answer.
    Asked,
    /// The venue has answered: the network looks.
    Answered,
    /// Each paper was seen, or is missing.
    Closed,
}

/// Torn papers that the network asks a venue for.
#[derive(SimpleObject)]
pub(super) struct PaperRequest {
    id: ID,
    venue: Venue,
    venue_name: String,
    settlement_id: ID,
    settlement_no: i64,
    stage: PaperStage,
    reason: String,
    asked_at: String,
    /// The last day on which the venue should answer.
    answer_by: String,
    /// Whether that day is past without an answer.
    late: bool,
    answered_at: Option<String>,
    closed_at: Option<String>,
    /// Its papers, in order of ledger, 1 to 100.
    papers: Vec<Paper>,
}
impl From<RequestSeen> for PaperRequest {
    fn from(seen: RequestSeen) -> Self {
        let request = seen.request;
        Self {
            id: request.id.to_string().into(),
            venue: request.venue.into(),
            venue_name: seen.venue_name,
            settlement_id: request.settlement.to_string().into(),
            settlement_no: seen.settlement_no,
            stage: request.stage.into(),
            reason: request.reason,
            asked_at: request.asked_at.iso_seconds(),
            answer_by: request.answer_by.to_string(),
            late: seen.late,
            answered_at: request.answered_at.map(At::iso_seconds),
            closed_at: request.closed_at.map(At::iso_seconds),
            papers: seen.papers.into_iter().map(Paper::from).collect(),
        }
    }
}

/// One torn paper that is asked for.
#[derive(SimpleObject)]
pub(super) struct Paper {
    /// Its redemption's line of the ledger.
    line: i64,
    /// The act that took it: what is held or reversed when it is missing.
    receipt_id: ID,
    carnet: String,
    cheque_no: i64,
    value_cents: i64,
    at: String,
    /// Whether the venue sent it; null: it has not answered.
    sent: Option<bool>,
    /// Whether the network saw it; null: not looked yet.
    seen: Option<bool>,
}
impl From<PaperSeen> for Paper {
    fn from(one: PaperSeen) -> Self {
        let (carnet, cheque_no) = one.cheque;
        Self {
            line: one.paper.line,
            receipt_id: one.receipt.to_string().into(),
            carnet,
            cheque_no,
            value_cents: one.value.get(),
            at: one.at.iso_seconds(),
            sent: one.paper.sent,
            seen: one.paper.seen,
        }
    }
}

/// The part of the root of queries that reads requests for papers.
#[derive(Default)]
pub(super) struct PapersQuery;

#[Object]
impl PapersQuery {
    /// Requests for torn papers that the caller may see, newest first, at a stage when it is told; `first` at most 100.
    async fn paper_requests(
        &self,
        ctx: &Context<'_>,
        stage: Option<PaperStage>,
        after: Option<String>,
        first: Option<i32>,
    ) -> Result<Connection<String, PaperRequest>> {
        let (most, before) = (page::size(first)?, after.as_deref().map(page::moment).transpose()?);
        let (desk, stage) = (ctx.data::<Desk>()?, stage.map(papers::Stage::from));
        let found = paper_requests::paper_requests(desk, &caller(ctx), stage, page::wide(most), before).await;
        let found = present(found)?.unwrap_or_default();
        let following = found.into_iter().map(|one| (cursor(&one), PaperRequest::from(one)));
        Ok(page::listed(following, most, before.is_some()))
    }

    /// A request for torn papers.
    async fn paper_request(&self, ctx: &Context<'_>, id: ID) -> Result<Option<PaperRequest>> {
        let Ok(id) = id.parse() else { return Ok(None) };
        let seen = paper_requests::paper_request(ctx.data::<Desk>()?, &caller(ctx), id).await;
        Ok(present(seen)?.flatten().map(PaperRequest::from))
    }
}

fn cursor(seen: &RequestSeen) -> String {
    format!("{}.{}", seen.request.asked_at.0, seen.request.id)
}

/// Which torn papers are asked for.
#[derive(InputObject)]
pub(super) struct PapersInput {
    /// Of which venue.
    venue_id: ID,
    /// On which statement.
    settlement_id: ID,
    /// Lines of the ledger that stand on it, 1 to 100.
    lines: Vec<i64>,
    /// Why, for the venue: 1 to 200 characters.
    reason: String,
    /// The last day of the answer; null: in fifteen days.
    answer_by: Option<String>,
}

impl PapersInput {
    fn read(self) -> Result<AskForPapers, Trouble> {
        Ok(AskForPapers {
            venue: id(&self.venue_id)?,
            settlement: id(&self.settlement_id)?,
            lines: self.lines.into_iter().collect(),
            reason: self.reason,
            answer_by: self.answer_by.as_deref().map(day).transpose()?,
        })
    }
}

/// The part of the root of mutations that asks for papers.
#[derive(Default)]
pub(super) struct PapersDeeds;

#[Object]
impl PapersDeeds {
    /// Asks a venue for the torn papers of 1 to 100 lines of a statement.
    async fn ask_for_papers(&self, ctx: &Context<'_>, key: ID, input: PapersInput) -> Result<PapersPayload> {
        answer(match input.read() {
            Ok(asked) => ask_for_papers::ask_for_papers(ctx.data::<Desk>()?, &caller(ctx), &key, asked).await,
            Err(trouble) => Err(trouble),
        })
    }

    /// The venue's answer: the lines whose paper is missing; all the others are sent.
    async fn answer_papers(
        &self,
        ctx: &Context<'_>,
        key: ID,
        request_id: ID,
        missing: Option<Vec<i64>>,
    ) -> Result<PapersPayload> {
        let asked =
            id(&request_id).map(|request| Papered { request, missing: missing.into_iter().flatten().collect() });
        answer(match asked {
            Ok(asked) => ask_for_papers::answer_papers(ctx.data::<Desk>()?, &caller(ctx), &key, asked).await,
            Err(trouble) => Err(trouble),
        })
    }

    /// What the network saw: the lines whose paper is missing; all the others were seen. The request is closed.
    async fn check_papers(
        &self,
        ctx: &Context<'_>,
        key: ID,
        request_id: ID,
        missing: Option<Vec<i64>>,
    ) -> Result<PapersPayload> {
        let asked =
            id(&request_id).map(|request| Papered { request, missing: missing.into_iter().flatten().collect() });
        answer(match asked {
            Ok(asked) => ask_for_papers::check_papers(ctx.data::<Desk>()?, &caller(ctx), &key, asked).await,
            Err(trouble) => Err(trouble),
        })
    }
}

/// A request for papers after a step.
#[derive(SimpleObject)]
pub(super) struct PapersStep {
    request_id: ID,
    stage: PaperStage,
    /// The last day on which the venue should answer.
    answer_by: String,
    /// Papers that are missing, as far as it is known.
    missing: i64,
}
impl From<Told> for PapersStep {
    fn from(told: Told) -> Self {
        Self {
            request_id: told.request.to_string().into(),
            stage: told.stage.into(),
            answer_by: told.answer_by.to_string(),
            missing: told.missing,
        }
    }
}
payload! {
    /// Answer of `askForPapers`, `answerPapers` and `checkPapers`.
    PapersPayload { papers: PapersStep }
}
