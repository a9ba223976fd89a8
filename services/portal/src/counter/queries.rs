//! What the counter's pages ask of the network.

use crate::{
    ask::{PageInfo, Refusal},
    schema,
};

// --- Where one sits ---------------------------------------------------------------------------------------------------

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query")]
pub(crate) struct Counters {
    #[arguments(first: 100)]
    pub(crate) counters: CounterConnection,
}

#[derive(cynic::QueryFragment)]
pub(crate) struct CounterConnection {
    pub(crate) edges: Vec<CounterEdge>,
}

#[derive(cynic::QueryFragment)]
pub(crate) struct CounterEdge {
    pub(crate) node: Counter,
}

#[derive(cynic::QueryFragment)]
pub(crate) struct Counter {
    pub(crate) venue_id: cynic::Id,
    pub(crate) name: String,
    pub(crate) open: bool,
}

// --- Looking over -----------------------------------------------------------------------------------------------------

#[derive(cynic::QueryVariables)]
pub(super) struct LookOverVariables {
    pub(super) venue: cynic::Id,
    pub(super) codes: Vec<String>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "LookOverVariables")]
pub(super) struct LookOver {
    #[arguments(venueId: $venue, codes: $codes)]
    pub(super) look_over: LookOverPayload,
}

#[derive(cynic::QueryFragment)]
pub(super) struct LookOverPayload {
    pub(super) look: Option<CounterLook>,
    pub(super) refusal: Option<Refusal>,
}

#[derive(cynic::QueryFragment)]
pub(super) struct CounterLook {
    pub(super) cheques: Vec<CounterCheque>,
    pub(super) accepted: i32,
    pub(super) value_cents: i32,
    pub(super) remaining: Vec<Remaining>,
    pub(super) personal: bool,
    pub(super) cap_cheques: Option<i32>,
}

#[derive(cynic::QueryFragment)]
pub(super) struct CounterCheque {
    pub(super) last_four: Option<String>,
    pub(super) carnet: Option<String>,
    pub(super) no: Option<i32>,
    pub(super) value_cents: Option<i32>,
    pub(super) refusal: Option<Refusal>,
}

#[derive(cynic::QueryFragment)]
pub(super) struct Remaining {
    pub(super) carnet: String,
    pub(super) cheques: i32,
    pub(super) value_cents: i32,
    pub(super) until: String,
}

// --- What they pay for ------------------------------------------------------------------------------------------------

#[derive(cynic::QueryVariables)]
pub(super) struct CounterOfferVariables {
    pub(super) venue: cynic::Id,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "CounterOfferVariables")]
pub(super) struct CounterOffer {
    #[arguments(venueId: $venue, first: 100)]
    pub(super) counter_offer: OfferedServiceConnection,
}

#[derive(cynic::QueryFragment)]
pub(super) struct OfferedServiceConnection {
    pub(super) nodes: Vec<OfferedService>,
}

#[derive(cynic::QueryFragment)]
pub(super) struct OfferedService {
    pub(super) session_id: Option<cynic::Id>,
    pub(super) title: String,
    pub(super) starts_at: Option<String>,
    pub(super) price_cheques: i32,
    pub(super) seats: i32,
}

#[derive(cynic::InputObject)]
pub(super) struct ServiceInput {
    pub(super) session_id: Option<cynic::Id>,
    pub(super) title: String,
    pub(super) price_cheques: i32,
    pub(super) people: i32,
    pub(super) remainder_cents: i32,
    pub(super) seats: Option<i32>,
}

#[derive(Clone, Copy, PartialEq, Eq, cynic::Enum)]
pub(super) enum Bearer {
    Holder,
    Family,
}

#[derive(cynic::QueryFragment)]
pub(super) struct PaidService {
    pub(super) title: String,
    pub(super) price_cheques: i32,
    pub(super) people: i32,
    pub(super) remainder_cents: i32,
}

// --- The act ----------------------------------------------------------------------------------------------------------

#[derive(cynic::QueryVariables)]
pub(super) struct RedeemVariables {
    pub(super) key: cynic::Id,
    pub(super) venue: cynic::Id,
    pub(super) codes: Vec<String>,
    pub(super) service: Option<ServiceInput>,
    pub(super) presented_by: Option<Bearer>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "RedeemVariables")]
pub(super) struct Redeem {
    #[arguments(key: $key, venueId: $venue, codes: $codes, service: $service, presentedBy: $presented_by)]
    pub(super) redeem_cheques: RedeemChequesPayload,
}

#[derive(cynic::QueryFragment)]
pub(super) struct RedeemChequesPayload {
    pub(super) receipt: Option<Receipt>,
    pub(super) refusal: Option<Refusal>,
}

#[derive(cynic::QueryFragment)]
pub(super) struct Receipt {
    pub(super) id: cynic::Id,
}

#[derive(cynic::QueryVariables)]
pub(super) struct ReceiptVariables {
    pub(super) id: cynic::Id,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "ReceiptVariables")]
pub(super) struct ReceiptAgain {
    #[arguments(id: $id)]
    pub(super) receipt: Option<ReceiptSeen>,
}

#[derive(cynic::QueryFragment)]
pub(super) struct ReceiptSeen {
    pub(super) venue_name: String,
    pub(super) at: String,
    pub(super) cheques: i32,
    pub(super) value_cents: i32,
    pub(super) voided: bool,
    pub(super) voidable: bool,
    pub(super) remaining: Vec<Remaining>,
    pub(super) service: Option<PaidService>,
}

#[derive(cynic::QueryVariables)]
pub(super) struct VoidVariables {
    pub(super) key: cynic::Id,
    pub(super) receipt: cynic::Id,
    pub(super) reason: String,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "VoidVariables")]
pub(super) struct Void {
    #[arguments(key: $key, receiptId: $receipt, reason: $reason)]
    pub(super) void_redemption: VoidRedemptionPayload,
}

#[derive(cynic::QueryFragment)]
pub(super) struct VoidRedemptionPayload {
    pub(super) refusal: Option<Refusal>,
}

// --- Welcoming anyway -------------------------------------------------------------------------------------------------

#[derive(Clone, Copy, PartialEq, Eq, cynic::Enum)]
pub(super) enum WelcomeKind {
    Free,
    ToRegularise,
}

#[derive(cynic::InputObject)]
pub(super) struct WelcomeInput {
    pub(super) venue_id: cynic::Id,
    pub(super) kind: WelcomeKind,
    pub(super) reason_code: Option<String>,
    pub(super) people: i32,
}

#[derive(cynic::QueryVariables)]
pub(super) struct WelcomeVariables {
    pub(super) key: cynic::Id,
    pub(super) input: WelcomeInput,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "WelcomeVariables")]
pub(super) struct RecordWelcome {
    #[arguments(key: $key, input: $input)]
    pub(super) record_welcome: RecordWelcomePayload,
}

#[derive(cynic::QueryFragment)]
pub(super) struct RecordWelcomePayload {
    pub(super) refusal: Option<Refusal>,
}

// --- The day ----------------------------------------------------------------------------------------------------------

#[derive(cynic::QueryVariables)]
pub(super) struct DayVariables {
    pub(super) venue: cynic::Id,
    pub(super) after: Option<String>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "DayVariables")]
pub(super) struct Day {
    #[arguments(venueId: $venue, first: 50, after: $after)]
    pub(super) counter_day: Option<CounterDay>,
}

#[derive(cynic::QueryFragment)]
pub(super) struct CounterDay {
    pub(super) venue_name: String,
    pub(super) day: String,
    pub(super) cheques: i32,
    pub(super) value_cents: i32,
    pub(super) welcomed: i32,
    pub(super) entries: CounterEntryConnection,
}

#[derive(cynic::QueryFragment)]
pub(super) struct CounterEntryConnection {
    pub(super) edges: Vec<CounterEntryEdge>,
    pub(super) page_info: PageInfo,
}

#[derive(cynic::QueryFragment)]
pub(super) struct CounterEntryEdge {
    pub(super) node: CounterEntry,
}

#[derive(cynic::QueryFragment)]
pub(super) struct CounterEntry {
    pub(super) id: cynic::Id,
    pub(super) at: String,
    pub(super) by: cynic::Id,
    pub(super) by_name: Option<String>,
    pub(super) cheques: i32,
    pub(super) value_cents: i32,
    pub(super) voided: bool,
    pub(super) voidable: bool,
    pub(super) welcome: Option<WelcomeKind>,
    pub(super) people: i32,
}

#[derive(cynic::QueryVariables)]
pub(crate) struct DayFiguresVariables {
    pub(crate) venue: cynic::Id,
}

/// The figures of the day alone, for « Aujourd'hui ».
#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "DayFiguresVariables")]
pub(crate) struct DayFigures {
    #[arguments(venueId: $venue, first: 0)]
    pub(crate) counter_day: Option<Figures>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "CounterDay")]
pub(crate) struct Figures {
    pub(crate) cheques: i32,
}
