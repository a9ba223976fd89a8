//! The types of the subgraph. Money is integer cents, days are `2025-10-31`, instants `2025-10-31T09:00:00Z`.

use async_graphql::{ComplexObject, Context, Enum, ID, InputObject, Result, SimpleObject};
use kernel::{refusal::Refusal as Said, words};

use crate::{
    check, close, confirm_funds, export, hand_over, issue, look_up, order, place_order, receipt, settle, settlement,
    statement,
};

/// Why something was not done, for the person: nothing was changed.
#[derive(Clone, SimpleObject)]
#[graphql(shareable)]
pub(super) struct Refusal {
    /// Stable, for programs.
    code: &'static str,
    /// One sentence, in French.
    message: String,
    /// What to do next, in French.
    next_step: String,
}

impl From<&Said> for Refusal {
    fn from(refusal: &Said) -> Self {
        let said = words::say(refusal);
        Self { code: said.code, message: said.message, next_step: said.next_step }
    }
}

/// The publics an order may be for.
#[derive(Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "order::Public")]
pub(super) enum Public {
    /// Demandeur d'emploi.
    JobSeeker,
    /// 18-25 ans en parcours d'insertion.
    YoungInIntegration,
    /// 60 ans et plus.
    SixtyAndOver,
    /// Bénéficiaire des minima sociaux.
    SocialMinima,
    /// Autre.
    Other,
}

/// How far an order has come.
#[derive(Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "order::OrderStage")]
pub(super) enum OrderStage {
    /// Neither issued nor funded.
    Placed,
    /// Funded, not issued.
    Funded,
    /// Issued, not funded: its cheques are not active.
    Issued,
    /// Issued and funded.
    Active,
    /// Past its tolerance, the rest given back.
    Closed,
}

/// An order of booklets.
pub(super) struct Order(pub(super) order::Order);

#[async_graphql::Object]
impl Order {
    /// Its identifier.
    async fn id(&self) -> ID {
        self.0.id.to_string().into()
    }
    /// Printed before the number of each booklet.
    async fn label(&self) -> &str {
        &self.0.label
    }
    /// Who pays.
    async fn funder_id(&self) -> ID {
        self.0.funder.to_string().into()
    }
    /// How far it has come.
    async fn stage(&self) -> OrderStage {
        self.0.stage().into()
    }
    /// Booklets ordered.
    async fn carnets(&self) -> i64 {
        self.0.terms.carnets
    }
    /// Cheques in each booklet.
    async fn cheques_per_carnet(&self) -> i64 {
        self.0.terms.cheques_per_carnet
    }
    /// Value of each cheque, in cents.
    async fn face_value_cents(&self) -> i64 {
        self.0.terms.face_value.get()
    }
    /// Booklets issued so far.
    async fn issued_carnets(&self) -> i64 {
        self.0.issued_carnets
    }
    /// Last day of distribution.
    async fn distribution_ends(&self) -> String {
        self.0.terms.distribution_ends.to_string()
    }
    /// Last day printed on the cheques.
    async fn validity_ends(&self) -> String {
        self.0.terms.validity_ends.to_string()
    }
    /// Last day on which the cheques are honoured.
    async fn tolerance_ends(&self) -> String {
        self.0.terms.tolerance_ends.to_string()
    }
    /// Home communes it is for; none: everywhere.
    async fn communes(&self) -> Vec<&str> {
        self.0.terms.communes.iter().map(String::as_str).collect()
    }
    /// Publics it is for; none: everybody.
    async fn publics(&self) -> Vec<Public> {
        self.0.terms.publics.iter().map(|public| (*public).into()).collect()
    }
    /// When it was placed.
    async fn placed_at(&self) -> String {
        self.0.placed_at.iso_seconds()
    }
}

/// What an order asks.
#[derive(InputObject)]
pub(super) struct OrderInput {
    /// Who pays.
    pub(super) funder_id: ID,
    /// Booklets, 1 to 100 000.
    pub(super) carnets: i64,
    /// Cheques in each booklet, 1 to 50.
    #[graphql(default = 10)]
    pub(super) cheques_per_carnet: i64,
    /// Value of each cheque in cents: whole euros, 1 to 255.
    #[graphql(default = 1000)]
    pub(super) face_value_cents: i64,
    /// Last day of distribution.
    pub(super) distribution_ends: String,
    /// Last day printed on the cheques.
    pub(super) validity_ends: String,
    /// Last day on which the cheques are honoured.
    pub(super) tolerance_ends: String,
    /// INSEE codes of the home communes it is for; none: everywhere.
    #[graphql(default)]
    pub(super) communes: Vec<String>,
    /// Publics it is for; none: everybody.
    #[graphql(default)]
    pub(super) publics: Vec<Public>,
}

/// To whom a booklet goes. Never a name.
#[derive(InputObject)]
pub(super) struct HandOverInput {
    /// The prescriber's structure.
    pub(super) prescriber_id: ID,
    /// The number printed on the booklet.
    pub(super) carnet: String,
    /// INSEE code of the commune where the person lives.
    pub(super) home_commune: String,
    /// Under which public.
    pub(super) public: Public,
}

macro_rules! payload {
    ($(#[$doc:meta])* $name:ident { $field:ident: $type:ty }) => {
        $(#[$doc])*
        #[derive(SimpleObject)]
        pub(super) struct $name {
            /// What was done.
            pub(super) $field: Option<$type>,
            /// Why it was not.
            pub(super) refusal: Option<Refusal>,
        }
        impl From<(Option<$type>, Option<Refusal>)> for $name {
            fn from(($field, refusal): (Option<$type>, Option<Refusal>)) -> Self {
                Self { $field, refusal }
            }
        }
    };
}

/// An order, placed.
#[derive(SimpleObject)]
pub(super) struct PlacedOrder {
    order_id: ID,
    label: String,
}
impl From<place_order::Placed> for PlacedOrder {
    fn from(placed: place_order::Placed) -> Self {
        Self { order_id: placed.order.to_string().into(), label: placed.label }
    }
}
payload! {
    /// Answer of `placeOrder`.
    PlaceOrderPayload { order: PlacedOrder }
}

/// Funds, confirmed.
#[derive(SimpleObject)]
pub(super) struct ConfirmedFunds {
    order_id: ID,
    amount_cents: i64,
}
impl From<confirm_funds::Funded> for ConfirmedFunds {
    fn from(funded: confirm_funds::Funded) -> Self {
        Self { order_id: funded.order.to_string().into(), amount_cents: funded.amount.get() }
    }
}
payload! {
    /// Answer of `confirmFunds`.
    ConfirmFundsPayload { funds: ConfirmedFunds }
}

/// A file that the network made.
#[derive(SimpleObject)]
pub(super) struct FileInfo {
    id: ID,
    name: String,
    /// SHA-256 in lower-case hexadecimal.
    sha256: String,
    bytes: i64,
}
impl From<store::files::FileFacts> for FileInfo {
    fn from(facts: store::files::FileFacts) -> Self {
        Self { id: facts.id.to_string().into(), name: facts.name, sha256: facts.sha256, bytes: facts.bytes }
    }
}

/// The right to fetch a file once: `GET /files/ID?ticket=TICKET`.
#[derive(SimpleObject)]
pub(super) struct FileTicket {
    file: FileInfo,
    ticket: String,
    until: String,
}
impl From<store::files::Ticket> for FileTicket {
    fn from(ticket: store::files::Ticket) -> Self {
        Self { file: ticket.file.into(), ticket: ticket.ticket, until: ticket.until.iso_seconds() }
    }
}
payload! {
    /// Answer of `openFile`.
    OpenFilePayload { ticket: FileTicket }
}

/// Booklets, issued.
#[derive(SimpleObject)]
pub(super) struct IssuedCarnets {
    order_id: ID,
    carnets: i64,
    cheques: i64,
    first_carnet: String,
    last_carnet: String,
    /// The sealed print run: `openFile` gives the right to fetch it.
    print_run: FileInfo,
}
impl From<issue::Issued> for IssuedCarnets {
    fn from(issued: issue::Issued) -> Self {
        Self {
            order_id: issued.order.to_string().into(),
            carnets: issued.carnets,
            cheques: issued.cheques,
            first_carnet: issued.first,
            last_carnet: issued.last,
            print_run: issued.print_run.into(),
        }
    }
}
payload! {
    /// Answer of `issueCarnets`.
    IssueCarnetsPayload { issue: IssuedCarnets }
}

/// A booklet, handed over.
#[derive(SimpleObject)]
pub(super) struct HandedOver {
    carnet: String,
    cheques: i64,
    value_cents: i64,
    valid_until: String,
    /// Random; leads to no person.
    learner_ref: ID,
}
impl From<hand_over::HandedOver> for HandedOver {
    fn from(done: hand_over::HandedOver) -> Self {
        Self {
            carnet: done.carnet,
            cheques: done.cheques,
            value_cents: done.value.get(),
            valid_until: done.valid_until.to_string(),
            learner_ref: done.learner.to_string().into(),
        }
    }
}
payload! {
    /// Answer of `handOverCarnet`.
    HandOverCarnetPayload { hand_over: HandedOver }
}

/// What remains in a booklet.
#[derive(SimpleObject)]
pub(super) struct Remaining {
    carnet: String,
    cheques: i64,
    value_cents: i64,
    until: String,
}

/// An act at the counter, accepted.
#[derive(SimpleObject)]
pub(super) struct Receipt {
    id: ID,
    venue_id: ID,
    at: String,
    cheques: usize,
    value_cents: i64,
    remaining: Vec<Remaining>,
}
impl From<receipt::Receipt> for Receipt {
    fn from(receipt: receipt::Receipt) -> Self {
        let remaining = |one: receipt::Remaining| Remaining {
            carnet: one.carnet,
            cheques: one.cheques,
            value_cents: one.value.get(),
            until: one.until.to_string(),
        };
        Self {
            id: receipt.id.to_string().into(),
            venue_id: receipt.venue.to_string().into(),
            at: receipt.at.iso_seconds(),
            cheques: receipt.cheques,
            value_cents: receipt.value.get(),
            remaining: receipt.remaining.into_iter().map(remaining).collect(),
        }
    }
}
payload! {
    /// Answer of `redeemCheques`.
    RedeemChequesPayload { receipt: Receipt }
}

/// An act at the counter, undone.
#[derive(SimpleObject)]
pub(super) struct VoidReceipt {
    receipt_id: ID,
    at: String,
    cheques: usize,
    value_cents: i64,
}
impl From<receipt::VoidReceipt> for VoidReceipt {
    fn from(void: receipt::VoidReceipt) -> Self {
        Self {
            receipt_id: void.receipt.to_string().into(),
            at: void.at.iso_seconds(),
            cheques: void.cheques,
            value_cents: void.value.get(),
        }
    }
}
payload! {
    /// Answer of `voidRedemption`.
    VoidRedemptionPayload { void: VoidReceipt }
}

/// An order, closed.
#[derive(SimpleObject)]
pub(super) struct ClosedOrder {
    order_id: ID,
    refundable_cents: i64,
}
impl From<close::Closed> for ClosedOrder {
    fn from(closed: close::Closed) -> Self {
        Self { order_id: closed.order.to_string().into(), refundable_cents: closed.refundable.get() }
    }
}
payload! {
    /// Answer of `closeExpiredOrder`.
    CloseExpiredOrderPayload { closed: ClosedOrder }
}

/// A payment run at one of its steps.
#[derive(SimpleObject)]
pub(super) struct SettlementStep {
    settlement_id: ID,
    no: i64,
    stage: String,
    venues: usize,
    payments: usize,
    cheques: i64,
    amount_cents: i64,
}
impl From<settle::RunReceipt> for SettlementStep {
    fn from(run: settle::RunReceipt) -> Self {
        Self {
            settlement_id: run.settlement.to_string().into(),
            no: run.no,
            stage: run.stage,
            venues: run.venues,
            payments: run.payments,
            cheques: run.cheques,
            amount_cents: run.amount.get(),
        }
    }
}
payload! {
    /// Answer of `prepareSettlement`, `approveSettlement` and `confirmSettlement`.
    SettlementPayload { settlement: SettlementStep }
}

/// A bank file, made.
#[derive(SimpleObject)]
pub(super) struct ExportedSettlement {
    settlement_id: ID,
    payments: usize,
    amount_cents: i64,
    /// The right to fetch the file once.
    file: FileTicket,
}
impl From<export::Exported> for ExportedSettlement {
    fn from(exported: export::Exported) -> Self {
        Self {
            settlement_id: exported.settlement.to_string().into(),
            payments: exported.payments,
            amount_cents: exported.amount.get(),
            file: exported.file.into(),
        }
    }
}
payload! {
    /// Answer of `exportSettlement`.
    ExportSettlementPayload { export: ExportedSettlement }
}

/// A cheque, looked up without being consumed.
#[derive(SimpleObject)]
pub(super) struct Cheque {
    carnet: String,
    no: i64,
    value_cents: i64,
    /// The last day on which it is honoured.
    until: String,
    /// Whether it would be honoured now.
    redeemable: bool,
    /// Cheques of the booklet that can still be used.
    remaining_cheques: i64,
}

/// Answer of `cheque`: a cheque that would be refused is shown with its refusal.
#[derive(SimpleObject)]
pub(super) struct ChequePayload {
    cheque: Option<Cheque>,
    refusal: Option<Refusal>,
}
impl ChequePayload {
    pub(super) const fn refused(refusal: Option<Refusal>) -> Self {
        Self { cheque: None, refusal }
    }
}
impl From<look_up::Seen> for ChequePayload {
    fn from(seen: look_up::Seen) -> Self {
        let refusal = seen.refusal.as_ref().map(Refusal::from);
        let cheque = Cheque {
            carnet: seen.carnet,
            no: seen.no,
            value_cents: seen.value.get(),
            until: seen.until.to_string(),
            redeemable: refusal.is_none(),
            remaining_cheques: seen.remaining,
        };
        Self { cheque: Some(cheque), refusal }
    }
}

/// What a venue is paid by a run.
#[derive(SimpleObject)]
pub(super) struct VenueTotal {
    venue_id: ID,
    cheques: i64,
    amount_cents: i64,
}
impl From<settlement::VenueTotal> for VenueTotal {
    fn from(total: settlement::VenueTotal) -> Self {
        Self { venue_id: total.venue.to_string().into(), cheques: total.cheques, amount_cents: total.amount.get() }
    }
}

/// A payment run.
#[derive(SimpleObject)]
#[graphql(complex)]
pub(super) struct Settlement {
    #[graphql(skip)]
    seen: statement::RunSeen,
    id: ID,
    no: i64,
    stage: &'static str,
    prepared_at: String,
    approved_at: Option<String>,
    execution_day: Option<String>,
    confirmed_at: Option<String>,
}
impl From<statement::RunSeen> for Settlement {
    fn from(seen: statement::RunSeen) -> Self {
        let run = &seen.run;
        Self {
            id: run.id.to_string().into(),
            no: run.no,
            stage: run.stage.name(),
            prepared_at: run.prepared_at.iso_seconds(),
            approved_at: run.approved_at.map(kernel::clock::At::iso_seconds),
            execution_day: run.execution_day.map(|day| day.to_string()),
            confirmed_at: run.confirmed_at.map(kernel::clock::At::iso_seconds),
            seen,
        }
    }
}

#[ComplexObject]
impl Settlement {
    /// The total, in cents.
    async fn amount_cents(&self) -> Result<i64> {
        self.seen.amount().map(kernel::cents::Cents::get).map_err(|fault| super::answer::error(&fault))
    }
    /// Payments: one a structure.
    async fn payments(&self) -> usize {
        self.seen.payments.len()
    }
    /// What each venue is paid, in order of venue; `first` at most 100.
    async fn venues(
        &self,
        _ctx: &Context<'_>,
        after: Option<String>,
        first: Option<i32>,
    ) -> Result<async_graphql::connection::Connection<usize, VenueTotal>> {
        super::query::page_of(after, first, |start, most| {
            let rest = self.seen.venues.iter().enumerate().skip(start);
            rest.take(most).map(|(place, total)| (place + 1, VenueTotal::from(*total))).collect()
        })
        .await
    }
}

/// One cheque of a statement.
#[derive(SimpleObject)]
pub(super) struct StatementLine {
    at: String,
    carnet: String,
    cheque_no: i64,
    value_cents: i64,
}
impl From<&settlement::StatementLine> for StatementLine {
    fn from(line: &settlement::StatementLine) -> Self {
        Self {
            at: line.at.iso_seconds(),
            carnet: line.serial.to_string(),
            cheque_no: line.cheque_no,
            value_cents: line.value.get(),
        }
    }
}

/// One invariant, as it was last recomputed.
#[derive(SimpleObject)]
pub(super) struct Finding {
    name: String,
    says: String,
    counted: i64,
    wrong: i64,
}

/// The last recomputation of the invariants.
#[derive(SimpleObject)]
pub(super) struct NetworkCheck {
    at: String,
    holds: bool,
    findings: Vec<Finding>,
}
impl From<check::Report> for NetworkCheck {
    fn from(report: check::Report) -> Self {
        let holds = report.holds();
        let finding =
            |one: check::Finding| Finding { name: one.name, says: one.says, counted: one.counted, wrong: one.wrong };
        Self { at: report.at.iso_seconds(), holds, findings: report.findings.into_iter().map(finding).collect() }
    }
}
payload! {
    /// Answer of `checkNetwork`.
    CheckNetworkPayload { check: NetworkCheck }
}
