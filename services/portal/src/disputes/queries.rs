//! What is known of a dispute, and what is written about it.

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

/// A dispute, with its thread when it is asked alone.
#[derive(Clone, Debug, cynic::QueryFragment)]
pub(crate) struct Dispute {
    pub(crate) id: cynic::Id,
    pub(crate) venue_name: String,
    pub(crate) venue: Venue,
    pub(crate) settlement_id: cynic::Id,
    pub(crate) settlement_no: i32,
    pub(crate) line: Option<i32>,
    pub(crate) carnet: Option<String>,
    pub(crate) cheque_no: Option<i32>,
    pub(crate) value_cents: Option<i32>,
    pub(crate) stage: DisputeStage,
    pub(crate) opened_at: String,
    pub(crate) answer_by: String,
    pub(crate) late: bool,
    pub(crate) outcome: Option<DisputeOutcome>,
    pub(crate) messages: Vec<DisputeMessage>,
}

#[derive(Clone, Debug, cynic::QueryFragment)]
pub(crate) struct Venue {
    pub(crate) id: cynic::Id,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, cynic::Enum)]
pub(crate) enum DisputeStage {
    Open,
    Answered,
    Closed,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, cynic::Enum)]
pub(crate) enum DisputeOutcome {
    PaidAsIs,
    Reversed,
    Explained,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, cynic::Enum)]
pub(crate) enum DisputeSide {
    Venue,
    Network,
}

#[derive(Clone, Debug, cynic::QueryFragment)]
pub(crate) struct DisputeMessage {
    pub(crate) side: DisputeSide,
    pub(crate) at: String,
    pub(crate) body: String,
}

impl DisputeMessage {
    pub(crate) fn head(&self) -> String {
        let side = if self.side == DisputeSide::Venue { "dispute-by-venue" } else { "dispute-by-network" };
        t(side).with("at", format::stamp(&self.at)).to_string()
    }

    pub(crate) fn lines(&self) -> Vec<&str> {
        self.body.lines().collect()
    }
}

impl Dispute {
    /// « K7QMX-0042, chèque 3, 10 € », or that a cheque is missing.
    pub(crate) fn about(&self) -> String {
        match (&self.carnet, self.cheque_no, self.value_cents) {
            (Some(carnet), Some(no), Some(cents)) => t("dispute-line")
                .saying("carnet", carnet)
                .with("no", no)
                .with("value", format::euros(cents.into()))
                .to_string(),
            _ => t("dispute-missing").to_string(),
        }
    }

    /// How far it has come, or how it ended.
    pub(crate) fn state(&self) -> String {
        let day = format::day(&self.answer_by);
        match (self.stage, self.outcome) {
            (_, Some(DisputeOutcome::PaidAsIs)) => t("dispute-paid-as-is").to_string(),
            (_, Some(DisputeOutcome::Reversed)) => t("dispute-reversed").to_string(),
            (_, Some(DisputeOutcome::Explained)) => t("dispute-explained").to_string(),
            (DisputeStage::Answered, None) => t("dispute-answered").to_string(),
            (_, None) if self.late => t("dispute-late").with("day", day).to_string(),
            (_, None) => t("dispute-open").with("day", day).to_string(),
        }
    }

    pub(crate) fn is_closed(&self) -> bool {
        self.stage == DisputeStage::Closed
    }
}

#[derive(cynic::QueryVariables)]
struct Wanted {
    stage: Option<DisputeStage>,
    after: Option<String>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "Wanted")]
struct Listed {
    #[arguments(stage: $stage, after: $after, first: 50)]
    disputes: DisputeConnection,
}

#[derive(cynic::QueryFragment)]
struct DisputeConnection {
    nodes: Vec<Dispute>,
    page_info: PageInfo,
}

/// A page of disputes that the member may see, and where it goes on.
pub(super) async fn list(
    portal: &Portal,
    member: &Member,
    stage: Option<DisputeStage>,
    after: Option<String>,
) -> Result<(Vec<Dispute>, Option<String>), Trouble> {
    let found = portal.ask(&member.visitor, Listed::build(Wanted { stage, after })).await?.disputes;
    Ok((found.nodes, found.page_info.next()))
}

/// The disputes at a stage, for the cards of the day.
pub(crate) async fn waiting(portal: &Portal, member: &Member, stage: DisputeStage) -> Result<Vec<Dispute>, Trouble> {
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
    dispute: Option<Dispute>,
}

/// One dispute with its thread; absent when it is not the member's.
pub(super) async fn one(portal: &Portal, member: &Member, id: &str) -> Result<Dispute, Trouble> {
    portal.ask(&member.visitor, One::build(ById { id: id.into() })).await?.dispute.ok_or(Trouble::Absent)
}

#[derive(cynic::QueryFragment)]
struct DisputePayload {
    dispute: Option<DisputeStep>,
    refusal: Option<Refusal>,
}

#[derive(cynic::QueryFragment)]
struct DisputeStep {
    dispute_id: cynic::Id,
}

#[derive(cynic::QueryVariables)]
struct Writing {
    key: cynic::Id,
    id: cynic::Id,
    body: String,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "Writing")]
struct Write {
    #[arguments(key: $key, disputeId: $id, body: $body)]
    answer_dispute: DisputePayload,
}

/// Writes about a dispute; the refusal, if any.
pub(super) async fn write(
    portal: &Portal,
    member: &Member,
    key: &str,
    id: &str,
    body: String,
) -> Result<Option<Refusal>, Trouble> {
    let writing = Writing { key: key.into(), id: id.into(), body };
    Ok(portal.ask(&member.visitor, Write::build(writing)).await?.answer_dispute.refusal)
}

#[derive(cynic::QueryVariables)]
pub(super) struct Opening {
    pub(super) key: cynic::Id,
    pub(super) venue: cynic::Id,
    pub(super) run: cynic::Id,
    pub(super) line: Option<i32>,
    pub(super) body: String,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "Opening")]
struct Open {
    #[arguments(key: $key, venueId: $venue, settlementId: $run, line: $line, body: $body)]
    open_dispute: DisputePayload,
}

/// Opens a dispute: its identifier, or the refusal.
pub(super) async fn open(
    portal: &Portal,
    member: &Member,
    opening: Opening,
) -> Result<Result<String, Refusal>, Trouble> {
    let done = portal.ask(&member.visitor, Open::build(opening)).await?.open_dispute;
    match (done.dispute, done.refusal) {
        (Some(step), None) => Ok(Ok(step.dispute_id.inner().to_owned())),
        (_, Some(refusal)) => Ok(Err(refusal)),
        (None, None) => Err(Trouble::Broken),
    }
}

#[derive(cynic::QueryVariables)]
pub(super) struct Closing {
    pub(super) key: cynic::Id,
    pub(super) id: cynic::Id,
    pub(super) outcome: DisputeOutcome,
    pub(super) reason: String,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "Closing")]
struct Close {
    #[arguments(key: $key, disputeId: $id, outcome: $outcome, reason: $reason)]
    close_dispute: DisputePayload,
}

/// Ends a dispute; the refusal, if any.
pub(super) async fn close(portal: &Portal, member: &Member, closing: Closing) -> Result<Option<Refusal>, Trouble> {
    Ok(portal.ask(&member.visitor, Close::build(closing)).await?.close_dispute.refusal)
}
