//! What the pages of requests ask of the network.

use cynic::QueryBuilder;
use kernel::access::Role;

use crate::{
    ask::{PageInfo, Refusal},
    format,
    portal::Portal,
    prescriber::{AttestationInput, Public, SecondCarnet},
    schema,
    trouble::Trouble,
    visitor::Member,
    words::t,
};

/// Who records requests, and knows who asks.
pub(super) const RECEIVE: [Role; 3] = [Role::Prescriber, Role::CounterStaff, Role::VenueManager];

#[derive(Clone, Copy, Debug, PartialEq, Eq, cynic::Enum)]
pub(crate) enum RequestStage {
    Waiting,
    Accepted,
    SetAside,
    Posted,
    HandedOver,
    Refused,
    Lapsed,
    Withdrawn,
}

impl RequestStage {
    /// As its sentences name it.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Accepted => "accepted",
            Self::SetAside => "aside",
            Self::Posted => "posted",
            Self::HandedOver => "given",
            Self::Refused => "refused",
            Self::Lapsed => "lapsed",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// Whether somebody still has something to do.
    pub(crate) const fn is_open(self) -> bool {
        matches!(self, Self::Waiting | Self::Accepted | Self::SetAside | Self::Posted)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, cynic::Enum)]
pub(crate) enum RequestWait {
    Stock,
    Quota,
    Funder,
}

impl RequestWait {
    const fn word(self) -> &'static str {
        match self {
            Self::Stock => "stock",
            Self::Quota => "quota",
            Self::Funder => "funder",
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, cynic::Enum)]
pub(super) enum RequestTakes {
    Automatic,
    ByHand,
    None,
}

/// How far a request has come, in a sentence.
pub(super) fn state(stage: RequestStage, waits_for: Option<RequestWait>) -> String {
    match waits_for {
        Some(wait) => t("request-waits").with("wait", wait.word()).to_string(),
        None => t("request-stage").with("stage", stage.word()).to_string(),
    }
}

// --- Of the structure that recorded them --------------------------------------------------------------------------------

#[derive(Clone, Debug, cynic::QueryFragment)]
pub(crate) struct CarnetRequest {
    pub(crate) id: cynic::Id,
    pub(crate) reference: String,
    pub(crate) stage: RequestStage,
    pub(crate) waits_for: Option<RequestWait>,
    pub(crate) due_by: String,
    pub(crate) late: bool,
    pub(crate) short_name: Option<String>,
}

impl CarnetRequest {
    pub(super) fn state(&self) -> String {
        state(self.stage, self.waits_for)
    }
}

#[derive(cynic::QueryVariables)]
struct Wanted {
    after: Option<String>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "Wanted")]
struct Listed {
    #[arguments(after: $after, first: 50)]
    carnet_requests: CarnetRequestConnection,
}

#[derive(cynic::QueryFragment)]
struct CarnetRequestConnection {
    nodes: Vec<CarnetRequest>,
    page_info: PageInfo,
}

/// A page of the requests of the member's structure, newest first, and where it goes on.
pub(crate) async fn own(
    portal: &Portal,
    member: &Member,
    after: Option<String>,
) -> Result<(Vec<CarnetRequest>, Option<String>), Trouble> {
    let found = portal.ask(&member.visitor, Listed::build(Wanted { after })).await?.carnet_requests;
    Ok((found.nodes, found.page_info.next()))
}

#[derive(cynic::QueryVariables)]
struct ById {
    id: cynic::Id,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "ById")]
struct One {
    #[arguments(id: $id)]
    carnet_request: Option<Whole>,
}

/// A request with the person.
#[derive(Clone, Debug, cynic::QueryFragment)]
#[cynic(graphql_type = "CarnetRequest")]
pub(super) struct Whole {
    pub(super) id: cynic::Id,
    pub(super) reference: String,
    pub(super) order_label: String,
    pub(super) second_carnet: SecondCarnet,
    pub(super) personal: bool,
    pub(super) public: Public,
    pub(super) home_commune: String,
    pub(super) proof_seen_on: String,
    pub(super) stage: RequestStage,
    pub(super) waits_for: Option<RequestWait>,
    pub(super) reason: Option<String>,
    pub(super) carnet: Option<String>,
    pub(super) place_name: Option<String>,
    pub(super) tracking: Option<String>,
    pub(super) due_by: String,
    pub(super) late: bool,
    pub(super) asked_at: String,
    pub(super) person: Option<RequestPerson>,
    pub(super) places: Vec<RequestPlace>,
}

#[derive(Clone, cynic::QueryFragment)]
pub(super) struct RequestPerson {
    pub(super) name: String,
    pub(super) birth_year: i32,
    pub(super) phone: Option<String>,
    pub(super) address: Option<String>,
}

/// Nothing of it.
impl std::fmt::Debug for RequestPerson {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("RequestPerson")
    }
}

#[derive(Clone, Debug, cynic::QueryFragment)]
pub(super) struct RequestPlace {
    pub(super) venue_id: cynic::Id,
    pub(super) name: String,
}

impl Whole {
    pub(super) fn state(&self) -> String {
        state(self.stage, self.waits_for)
    }

    pub(super) fn until(&self) -> String {
        format::day(&self.due_by)
    }

    pub(super) fn has_address(&self) -> bool {
        self.person.as_ref().is_some_and(|person| person.address.is_some())
    }
}

/// One request; absent when another structure recorded it.
pub(super) async fn one(portal: &Portal, member: &Member, id: &str) -> Result<Whole, Trouble> {
    portal.ask(&member.visitor, One::build(ById { id: id.into() })).await?.carnet_request.ok_or(Trouble::Absent)
}

// --- Deeds --------------------------------------------------------------------------------------------------------------

#[derive(cynic::QueryFragment)]
pub(super) struct RequestPayload {
    pub(super) request: Option<RequestStep>,
    pub(super) refusal: Option<Refusal>,
}

#[derive(cynic::QueryFragment)]
pub(super) struct RequestStep {
    pub(super) request_id: cynic::Id,
}

#[derive(cynic::InputObject)]
pub(super) struct RequestInput {
    pub(super) name: String,
    pub(super) birth_year: i32,
    pub(super) phone: Option<String>,
    pub(super) address: Option<String>,
    pub(super) public: Public,
    pub(super) home_commune: String,
    pub(super) proof_seen_on: String,
    pub(super) another_person: bool,
}

#[derive(cynic::QueryVariables)]
pub(super) struct AskVars {
    pub(super) key: cynic::Id,
    pub(super) input: RequestInput,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "AskVars")]
pub(super) struct Ask {
    #[arguments(key: $key, input: $input)]
    pub(super) request_carnet: RequestPayload,
}

#[derive(cynic::QueryVariables)]
pub(super) struct WithdrawVars {
    pub(super) key: cynic::Id,
    pub(super) id: cynic::Id,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "WithdrawVars")]
pub(super) struct Withdraw {
    #[arguments(key: $key, requestId: $id)]
    pub(super) withdraw_request: RequestPayload,
}

#[derive(cynic::QueryVariables)]
pub(super) struct AsideVars {
    pub(super) key: cynic::Id,
    pub(super) id: cynic::Id,
    pub(super) carnet: String,
    pub(super) place: Option<cynic::Id>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "AsideVars")]
pub(super) struct SetAside {
    #[arguments(key: $key, requestId: $id, carnet: $carnet, venueId: $place)]
    pub(super) set_carnet_aside: RequestPayload,
}

#[derive(cynic::QueryVariables)]
pub(super) struct PostVars {
    pub(super) key: cynic::Id,
    pub(super) id: cynic::Id,
    pub(super) carnet: String,
    pub(super) tracking: String,
    pub(super) attested: Option<AttestationInput>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "PostVars")]
pub(super) struct PostCarnet {
    #[arguments(key: $key, requestId: $id, carnet: $carnet, tracking: $tracking, attested: $attested)]
    pub(super) post_carnet: RequestPayload,
}

#[derive(cynic::QueryVariables)]
pub(super) struct GiveVars {
    pub(super) key: cynic::Id,
    pub(super) id: cynic::Id,
    pub(super) carnet: Option<String>,
    pub(super) attested: Option<AttestationInput>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "GiveVars")]
pub(super) struct Give {
    #[arguments(key: $key, requestId: $id, carnet: $carnet, attested: $attested)]
    pub(super) hand_over_request: HandOverRequestPayload,
}

#[derive(cynic::QueryFragment)]
pub(super) struct HandOverRequestPayload {
    pub(super) refusal: Option<Refusal>,
}

// --- Of the funder and the network --------------------------------------------------------------------------------------

#[derive(Clone, Debug, cynic::QueryFragment)]
pub(crate) struct QueuedRequest {
    pub(crate) id: cynic::Id,
    pub(crate) reference: String,
    pub(crate) order_id: cynic::Id,
    pub(crate) order_label: String,
    pub(crate) structure_name: String,
    pub(crate) public: Public,
    pub(crate) home_commune: String,
    pub(crate) stage: RequestStage,
    pub(crate) waits_for: Option<RequestWait>,
    pub(crate) due_by: String,
    pub(crate) late: bool,
    pub(crate) asked_at: String,
}

#[derive(cynic::QueryVariables)]
struct QueueVars {
    order: Option<cynic::Id>,
    request: Option<cynic::Id>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "QueueVars")]
struct Queue {
    #[arguments(orderId: $order, requestId: $request, first: 100)]
    request_queue: QueuedRequestConnection,
}

#[derive(cynic::QueryFragment)]
struct QueuedRequestConnection {
    nodes: Vec<QueuedRequest>,
}

/// The queue: of an order, of one request, or of all that the member may see; the first hundred.
pub(crate) async fn queued(
    portal: &Portal,
    member: &Member,
    order: Option<&str>,
    request: Option<&str>,
) -> Result<Vec<QueuedRequest>, Trouble> {
    let vars = QueueVars { order: order.map(Into::into), request: request.map(Into::into) };
    Ok(portal.ask(&member.visitor, Queue::build(vars)).await?.request_queue.nodes)
}

#[derive(cynic::QueryVariables)]
pub(super) struct RuleVars {
    pub(super) order: cynic::Id,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "RuleVars")]
pub(super) struct RuleOf {
    #[arguments(orderId: $order)]
    pub(super) request_rule: Option<RequestRule>,
}

#[derive(cynic::QueryFragment)]
pub(super) struct RequestRule {
    pub(super) label: String,
    pub(super) takes: RequestTakes,
    pub(super) ceiling: Option<i32>,
    pub(super) per_commune: Option<i32>,
    pub(super) keep_days: i32,
    pub(super) counts: Vec<RequestCount>,
}

#[derive(cynic::QueryFragment)]
pub(super) struct RequestCount {
    pub(super) stage: RequestStage,
    pub(super) requests: i32,
}

#[derive(cynic::InputObject)]
pub(super) struct RequestRuleInput {
    pub(super) takes: RequestTakes,
    pub(super) ceiling: Option<i32>,
    pub(super) per_commune: Option<i32>,
    pub(super) keep_days: i32,
}

#[derive(cynic::QueryVariables)]
pub(super) struct SettleVars {
    pub(super) key: cynic::Id,
    pub(super) order: cynic::Id,
    pub(super) input: RequestRuleInput,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "SettleVars")]
pub(super) struct Settle {
    #[arguments(key: $key, orderId: $order, input: $input)]
    pub(super) settle_request_rule: RequestRulePayload,
}

#[derive(cynic::QueryFragment)]
pub(super) struct RequestRulePayload {
    pub(super) refusal: Option<Refusal>,
}

#[derive(cynic::QueryVariables)]
pub(super) struct DecideVars {
    pub(super) key: cynic::Id,
    pub(super) id: cynic::Id,
    pub(super) accept: bool,
    pub(super) reason: Option<String>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "DecideVars")]
pub(super) struct Decide {
    #[arguments(key: $key, requestId: $id, accept: $accept, reason: $reason)]
    pub(super) decide_request: RequestPayload,
}
