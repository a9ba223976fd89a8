//! Requests for a booklet, read: with the person by the structure that recorded them, without by the funder and the network.

use async_graphql::{Context, Enum, ID, Object, Result, SimpleObject, connection::Connection};
use kernel::{clock::At, ids::OrderId};
use registry::graph::{
    answer::{caller, id, present},
    page,
};

use super::{objects::Public, order_life::SecondCarnet};
use crate::{
    desk::Desk,
    requests::{
        request, rule,
        seen::{self, Queued, RuleSeen, Seen},
        who,
    },
};

/// How far a request for a booklet has come.
#[derive(Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "request::Stage")]
pub(super) enum RequestStage {
    /// In the queue.
    Waiting,
    /// A booklet is promised.
    Accepted,
    /// A booklet is kept at a named place until a day.
    SetAside,
    /// A booklet left by the post; its arrival is to be noted.
    Posted,
    /// The person has the booklet.
    HandedOver,
    /// The funder said no.
    Refused,
    /// Its day passed, and nobody did anything.
    Lapsed,
    /// The person gave it up.
    Withdrawn,
}

/// What a request in the queue waits for.
#[derive(Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "request::WaitsFor")]
pub(super) enum RequestWait {
    /// Booklets, where it was recorded.
    Stock,
    /// The funder's ceiling.
    Quota,
    /// The funder's decision.
    Funder,
}

/// Who says yes to the requests of an order.
#[derive(Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "rule::Takes")]
pub(super) enum RequestTakes {
    /// The rule itself, at once.
    Automatic,
    /// The funder, one by one.
    ByHand,
    /// Nobody: the order takes no request.
    None,
}

/// A request for a booklet, for the structure that recorded it.
#[derive(SimpleObject)]
pub(super) struct CarnetRequest {
    id: ID,
    /// What the slip bears: leads to nobody.
    reference: String,
    order_label: String,
    /// Whether somebody may be given a second one: unless it is free, the hand-over must say whether they had one.
    second_carnet: SecondCarnet,
    /// Whether only the person themself may take it: the hand-over must say who comes.
    personal: bool,
    public: Public,
    /// The name of the commune where the person lives.
    home_commune: String,
    /// The day on which the proof was seen.
    proof_seen_on: String,
    stage: RequestStage,
    waits_for: Option<RequestWait>,
    /// Why the funder refused it.
    reason: Option<String>,
    /// The printed number of the booklet.
    carnet: Option<String>,
    /// Where it is kept.
    place_name: Option<String>,
    /// The number under which the post follows it.
    tracking: Option<String>,
    /// The last day of this stage.
    due_by: String,
    late: bool,
    asked_at: String,
    ended_at: Option<String>,
    /// How a list names the person; null once they are forgotten.
    short_name: Option<String>,
    /// Who asks; null in a list, and once they are forgotten.
    person: Option<RequestPerson>,
    /// The venues where a booklet may be kept; empty in a list.
    places: Vec<RequestPlace>,
}
impl From<Seen> for CarnetRequest {
    fn from(seen: Seen) -> Self {
        let one = seen.request;
        Self {
            id: one.id.to_string().into(),
            reference: one.reference,
            order_label: seen.order_label,
            second_carnet: seen.rules.second.into(),
            personal: !seen.rules.family_may_present,
            public: one.public.into(),
            home_commune: seen.home_name,
            proof_seen_on: one.proof_seen_on.to_string(),
            stage: one.stage.into(),
            waits_for: one.waits_for.map(RequestWait::from),
            reason: one.reason,
            carnet: seen.carnet,
            place_name: seen.place_name,
            tracking: one.tracking,
            due_by: one.due_by.to_string(),
            late: seen.late,
            asked_at: one.asked_at.iso_seconds(),
            ended_at: one.ended_at.map(At::iso_seconds),
            short_name: seen.short_name,
            person: seen.who.map(RequestPerson::from),
            places: seen
                .places
                .into_iter()
                .map(|(id, name)| RequestPlace { venue_id: id.to_string().into(), name })
                .collect(),
        }
    }
}

/// Who asks for a booklet.
#[derive(SimpleObject)]
pub(super) struct RequestPerson {
    name: String,
    birth_year: i32,
    phone: Option<String>,
    /// In several lines.
    address: Option<String>,
}
impl From<who::Who> for RequestPerson {
    fn from(who: who::Who) -> Self {
        Self { name: who.name, birth_year: who.birth_year, phone: who.phone, address: who.address }
    }
}

/// Where a booklet may be kept.
#[derive(SimpleObject)]
pub(super) struct RequestPlace {
    venue_id: ID,
    name: String,
}

/// A request in the queue, for the funder and the network. No name.
#[derive(SimpleObject)]
pub(super) struct QueuedRequest {
    id: ID,
    reference: String,
    order_id: ID,
    order_label: String,
    /// Who recorded it.
    structure_name: String,
    public: Public,
    /// The name of the commune where the person lives.
    home_commune: String,
    stage: RequestStage,
    waits_for: Option<RequestWait>,
    due_by: String,
    late: bool,
    asked_at: String,
}
impl From<Seen> for QueuedRequest {
    fn from(seen: Seen) -> Self {
        let one = seen.request;
        Self {
            id: one.id.to_string().into(),
            reference: one.reference,
            order_id: one.order.to_string().into(),
            order_label: seen.order_label,
            structure_name: seen.structure_name,
            public: one.public.into(),
            home_commune: seen.home_name,
            stage: one.stage.into(),
            waits_for: one.waits_for.map(RequestWait::from),
            due_by: one.due_by.to_string(),
            late: seen.late,
            asked_at: one.asked_at.iso_seconds(),
        }
    }
}

/// The rule of an order for requests, and how many stand at each stage.
#[derive(SimpleObject)]
pub(super) struct RequestRule {
    order_id: ID,
    label: String,
    takes: RequestTakes,
    /// Booklets promised or given on request at most; null: as many as there are.
    ceiling: Option<i64>,
    /// The same for the people of one commune.
    per_commune: Option<i64>,
    /// For how many days a booklet is kept for somebody.
    keep_days: i64,
    counts: Vec<RequestCount>,
}
impl From<RuleSeen> for RequestRule {
    fn from(seen: RuleSeen) -> Self {
        let count = |stage: request::Stage| RequestCount {
            stage: stage.into(),
            requests: seen.counts.get(&stage).copied().unwrap_or_default(),
        };
        Self {
            order_id: seen.order.to_string().into(),
            takes: seen.rule.takes.into(),
            ceiling: seen.rule.ceiling,
            per_commune: seen.rule.per_commune,
            keep_days: seen.rule.keep_days,
            counts: request::Stage::ALL.into_iter().map(count).collect(),
            label: seen.label,
        }
    }
}

/// How many requests stand at a stage.
#[derive(SimpleObject)]
pub(super) struct RequestCount {
    stage: RequestStage,
    requests: i64,
}

/// The part of the root of queries that reads requests for a booklet.
#[derive(Default)]
pub(super) struct RequestsQuery;

#[Object]
impl RequestsQuery {
    /// The requests that the caller's structure recorded, newest first: at a stage when it is told; `first` at most 100.
    async fn carnet_requests(
        &self,
        ctx: &Context<'_>,
        stage: Option<RequestStage>,
        after: Option<String>,
        first: Option<i32>,
    ) -> Result<Connection<String, CarnetRequest>> {
        let (most, before) = (page::size(first)?, after.as_deref().map(page::moment).transpose()?);
        let (desk, stage) = (ctx.data::<Desk>()?, stage.map(request::Stage::from));
        let found = seen::carnet_requests(desk, &caller(ctx), stage, page::wide(most), before).await;
        Ok(listed(present(found)?.unwrap_or_default(), most, before.is_some()))
    }

    /// A request of the caller's structure, with the person.
    async fn carnet_request(&self, ctx: &Context<'_>, id: ID) -> Result<Option<CarnetRequest>> {
        let Ok(id) = id.parse() else { return Ok(None) };
        let seen = seen::carnet_request(ctx.data::<Desk>()?, &caller(ctx), id).await;
        Ok(present(seen)?.flatten().map(CarnetRequest::from))
    }

    /// The requests in the queue of the caller's orders, or of all for the network, newest first; of an order, or one alone, when it
    /// is told. Nobody is named. `first` at most 100.
    async fn request_queue(
        &self,
        ctx: &Context<'_>,
        order_id: Option<ID>,
        request_id: Option<ID>,
        after: Option<String>,
        first: Option<i32>,
    ) -> Result<Connection<String, QueuedRequest>> {
        let (most, before) = (page::size(first)?, after.as_deref().map(page::moment).transpose()?);
        let order = order_id.as_ref().map(id::<kernel::ids::Order>).transpose();
        let request = request_id.as_ref().map(id::<kernel::ids::Request>).transpose();
        let (Ok(order), Ok(request)) = (order, request) else { return Ok(page::none(before.is_some())) };
        let queued = Queued { order, request };
        let found = seen::request_queue(ctx.data::<Desk>()?, &caller(ctx), queued, page::wide(most), before).await;
        Ok(listed(present(found)?.unwrap_or_default(), most, before.is_some()))
    }

    /// The rule of an order for requests, and how many stand at each stage.
    async fn request_rule(&self, ctx: &Context<'_>, order_id: ID) -> Result<Option<RequestRule>> {
        let Ok(order) = order_id.parse::<OrderId>() else { return Ok(None) };
        let seen = seen::request_rule(ctx.data::<Desk>()?, &caller(ctx), order).await;
        Ok(present(seen)?.flatten().map(RequestRule::from))
    }
}

fn listed<T: From<Seen> + async_graphql::OutputType>(
    found: Vec<Seen>,
    most: usize,
    goes_on: bool,
) -> Connection<String, T> {
    let edge = |one: Seen| (format!("{}.{}", one.request.asked_at.0, one.request.id), T::from(one));
    page::listed(found.into_iter().map(edge), most, goes_on)
}
