//! Disputes in the graph: what a venue does not agree with, the thread, how it ends.

use async_graphql::{Context, Enum, ID, Object, Result, SimpleObject, connection::Connection};
use kernel::clock::At;
use registry::graph::{
    answer::{Refusal, answer, caller, id, present},
    page,
};

use super::{objects::Venue, payload::payload};
use crate::{
    corrections::{
        close_dispute::{self, CloseDispute},
        dispute,
        disputes::{self, DisputeSeen, Wanted},
        open_dispute::{self, OpenDispute, Told},
        write_dispute::{self, AnswerDispute},
    },
    desk::Desk,
};

/// How far a dispute has come.
#[derive(Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "dispute::Stage")]
pub(super) enum DisputeStage {
    /// The network has to answer.
    Open,
    /// The network has answered: the venue may write again.
    Answered,
    /// It has an outcome.
    Closed,
}

/// How a dispute ended.
#[derive(Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "dispute::Outcome")]
pub(super) enum DisputeOutcome {
    /// The line was right.
    PaidAsIs,
    /// The line was wrong: its redemption is reversed.
    Reversed,
    /// What was missing was explained.
    Explained,
}

/// On which side somebody writes about a dispute.
#[derive(Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "dispute::Side")]
pub(super) enum DisputeSide {
    /// The venue.
    Venue,
    /// The network.
    Network,
}

/// What a venue does not agree with on a statement.
#[derive(SimpleObject)]
pub(super) struct Dispute {
    id: ID,
    venue: Venue,
    venue_name: String,
    settlement_id: ID,
    settlement_no: i64,
    /// Its line of the ledger; null: something is missing on the statement.
    line: Option<i64>,
    /// The booklet, the place in it and the value of that line's cheque.
    carnet: Option<String>,
    cheque_no: Option<i64>,
    value_cents: Option<i64>,
    stage: DisputeStage,
    opened_at: String,
    /// The last day on which the network should answer.
    answer_by: String,
    /// Whether that day is past.
    late: bool,
    outcome: Option<DisputeOutcome>,
    closed_at: Option<String>,
    /// The thread, oldest first; empty in a list.
    messages: Vec<DisputeMessage>,
}
impl From<DisputeSeen> for Dispute {
    fn from(seen: DisputeSeen) -> Self {
        let dispute = seen.dispute;
        let (carnet, cheque_no, value) = match seen.about {
            Some((carnet, no, value)) => (Some(carnet), Some(no), Some(value.get())),
            None => (None, None, None),
        };
        Self {
            id: dispute.id.to_string().into(),
            venue: dispute.venue.into(),
            venue_name: seen.venue_name,
            settlement_id: dispute.settlement.to_string().into(),
            settlement_no: seen.settlement_no,
            line: dispute.line,
            carnet,
            cheque_no,
            value_cents: value,
            stage: dispute.stage.into(),
            opened_at: dispute.opened_at.iso_seconds(),
            answer_by: dispute.answer_by.to_string(),
            late: seen.late,
            outcome: dispute.outcome.map(DisputeOutcome::from),
            closed_at: dispute.closed_at.map(At::iso_seconds),
            messages: seen.messages.into_iter().map(DisputeMessage::from).collect(),
        }
    }
}

/// One message about a dispute.
#[derive(SimpleObject)]
pub(super) struct DisputeMessage {
    side: DisputeSide,
    /// Who wrote it.
    author: ID,
    at: String,
    body: String,
}
impl From<dispute::Message> for DisputeMessage {
    fn from(message: dispute::Message) -> Self {
        Self {
            side: message.side.into(),
            author: message.author.to_string().into(),
            at: message.at.iso_seconds(),
            body: message.body,
        }
    }
}

/// The part of the root of queries that reads disputes.
#[derive(Default)]
pub(super) struct DisputeQuery;

#[Object]
impl DisputeQuery {
    /// Disputes, newest first: of a venue or at a stage when it is told, otherwise all that the caller may see; `first` at most
    /// 100.
    async fn disputes(
        &self,
        ctx: &Context<'_>,
        venue_id: Option<ID>,
        stage: Option<DisputeStage>,
        after: Option<String>,
        first: Option<i32>,
    ) -> Result<Connection<String, Dispute>> {
        let (most, before) = (page::size(first)?, after.as_deref().map(page::moment).transpose()?);
        let goes_on = before.is_some();
        let Ok(venue) = venue_id.map(|venue| venue.parse()).transpose() else { return Ok(page::none(goes_on)) };
        let wanted = Wanted { venue, stage: stage.map(dispute::Stage::from) };
        let found = disputes::disputes(ctx.data::<Desk>()?, &caller(ctx), wanted, page::wide(most), before).await;
        let found = present(found)?.unwrap_or_default();
        Ok(page::listed(found.into_iter().map(|one| (cursor(&one), Dispute::from(one))), most, goes_on))
    }

    /// A dispute with its thread.
    async fn dispute(&self, ctx: &Context<'_>, id: ID) -> Result<Option<Dispute>> {
        let Ok(id) = id.parse() else { return Ok(None) };
        let seen = disputes::dispute(ctx.data::<Desk>()?, &caller(ctx), id).await;
        Ok(present(seen)?.flatten().map(Dispute::from))
    }
}

fn cursor(seen: &DisputeSeen) -> String {
    format!("{}.{}", seen.dispute.opened_at.0, seen.dispute.id)
}

/// The part of the root of mutations that disputes.
#[derive(Default)]
pub(super) struct DisputeDeeds;

#[Object]
impl DisputeDeeds {
    /// Says that a line of a statement is wrong, or, without a line, that one is missing there.
    async fn open_dispute(
        &self,
        ctx: &Context<'_>,
        key: ID,
        venue_id: ID,
        settlement_id: ID,
        line: Option<i64>,
        body: String,
    ) -> Result<DisputePayload> {
        let ids = id(&venue_id).and_then(|venue| Ok((venue, id(&settlement_id)?)));
        let asked = ids.map(|(venue, settlement)| OpenDispute { venue, settlement, line, body });
        answer(match asked {
            Ok(asked) => open_dispute::open_dispute(ctx.data::<Desk>()?, &caller(ctx), &key, asked).await,
            Err(trouble) => Err(trouble),
        })
    }

    /// Writes about a dispute that is not closed.
    async fn answer_dispute(&self, ctx: &Context<'_>, key: ID, dispute_id: ID, body: String) -> Result<DisputePayload> {
        let asked = id(&dispute_id).map(|dispute| AnswerDispute { dispute, body });
        answer(match asked {
            Ok(asked) => write_dispute::answer_dispute(ctx.data::<Desk>()?, &caller(ctx), &key, asked).await,
            Err(trouble) => Err(trouble),
        })
    }

    /// Ends a dispute; a line that was wrong is reversed in the same act.
    async fn close_dispute(
        &self,
        ctx: &Context<'_>,
        key: ID,
        dispute_id: ID,
        outcome: DisputeOutcome,
        reason: String,
    ) -> Result<DisputePayload> {
        let asked = id(&dispute_id).map(|dispute| CloseDispute { dispute, outcome: outcome.into(), reason });
        answer(match asked {
            Ok(asked) => close_dispute::close_dispute(ctx.data::<Desk>()?, &caller(ctx), &key, asked).await,
            Err(trouble) => Err(trouble),
        })
    }
}

/// A dispute after a step.
#[derive(SimpleObject)]
pub(super) struct DisputeStep {
    dispute_id: ID,
    stage: DisputeStage,
    /// The last day on which the network should answer.
    answer_by: String,
}
impl From<Told> for DisputeStep {
    fn from(told: Told) -> Self {
        Self {
            dispute_id: told.dispute.to_string().into(),
            stage: told.stage.into(),
            answer_by: told.answer_by.to_string(),
        }
    }
}
payload! {
    /// Answer of `openDispute`, `answerDispute` and `closeDispute`.
    DisputePayload { dispute: DisputeStep }
}
