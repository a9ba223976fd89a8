//! The things of the subgraph. Money is integer cents, days are `2025-10-31`, instants `2025-10-31T09:00:00Z`.

use async_graphql::{ComplexObject, Context, Enum, ID, Result, SimpleObject, connection::Connection};
use kernel::{
    access::{Action, Reach},
    ids::{PersonId, VenueId},
};
use registry::graph::{
    answer::{self, Refusal},
    page,
};

use super::{
    order_life::{OrderLife, OrderRules},
    paid::PaidService,
};

pub(super) use super::publics::Public;
use crate::{
    books::check,
    counter::{look_up, receipt, service::Service},
    desk::Desk,
    order,
    orders::life,
    payments::{settlement, statement},
};

/// How far an order has come.
#[derive(Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "order::OrderStage")]
pub(super) enum OrderStage {
    /// A quote that its funder has not signed.
    Quoted,
    /// Neither issued nor funded.
    Placed,
    /// A booklet at least is covered by funds; not issued.
    Funded,
    /// Issued; no booklet is covered, so that no cheque is active.
    Issued,
    /// Issued, and a booklet at least is covered.
    Active,
    /// Past its tolerance, the rest given back.
    Closed,
}

/// An order of booklets.
pub(super) struct Order(pub(super) statement::OrderSeen);

#[async_graphql::Object]
impl Order {
    /// Its identifier.
    async fn id(&self) -> ID {
        self.0.order.id.to_string().into()
    }
    /// Printed before the number of each booklet.
    async fn label(&self) -> &str {
        &self.0.order.label
    }
    /// Who pays.
    async fn funder_id(&self) -> ID {
        self.0.order.funder.to_string().into()
    }
    /// The name of who pays.
    async fn funder_name(&self) -> &str {
        &self.0.funder_name
    }
    /// How far it has come.
    async fn stage(&self) -> OrderStage {
        self.0.order.stage().into()
    }
    /// Booklets ordered.
    async fn carnets(&self) -> i64 {
        self.0.order.terms.carnets
    }
    /// Cheques in each booklet.
    async fn cheques_per_carnet(&self) -> i64 {
        self.0.order.terms.cheques_per_carnet
    }
    /// Value of each cheque, in cents.
    async fn face_value_cents(&self) -> i64 {
        self.0.order.terms.face_value.get()
    }
    /// Booklets issued so far.
    async fn issued_carnets(&self) -> i64 {
        self.0.order.issued_carnets
    }
    /// Last day of distribution.
    async fn distribution_ends(&self) -> String {
        self.0.order.terms.distribution_ends.to_string()
    }
    /// Last day printed on the cheques.
    async fn validity_ends(&self) -> String {
        self.0.order.terms.validity_ends.to_string()
    }
    /// Last day on which the cheques are honoured.
    async fn tolerance_ends(&self) -> String {
        self.0.order.terms.tolerance_ends.to_string()
    }
    /// Home communes it is for; none: everywhere.
    async fn communes(&self) -> Vec<&str> {
        self.0.order.terms.communes.iter().map(String::as_str).collect()
    }
    /// Publics it is for; none: everybody.
    async fn publics(&self) -> Vec<Public> {
        self.0.order.terms.publics.iter().map(|public| (*public).into()).collect()
    }
    /// When it was placed.
    async fn placed_at(&self) -> String {
        self.0.order.placed_at.iso_seconds()
    }
    /// What the funder pays: every cheque at its face value, in cents.
    async fn value_cents(&self) -> Result<i64> {
        let value = self.0.order.terms.value().map(kernel::cents::Cents::get);
        value.map_err(|error| answer::error(&store::Fault::because("an order's value does not fit", error)))
    }
    /// What has come so far, in cents.
    async fn received_cents(&self) -> i64 {
        self.0.order.received.get()
    }
    /// Booklets that this covers, from the first number on: none beyond is active.
    async fn covered_carnets(&self) -> i64 {
        self.0.order.covered_carnets
    }
    /// The parts in which the funds came, oldest first; told to those who order or pay.
    async fn funds(&self, ctx: &Context<'_>) -> Result<Vec<FundsPart>> {
        let parts = statement::funds(ctx.data::<Desk>()?, &answer::caller(ctx), &self.0.order).await;
        Ok(answer::present(parts)?.unwrap_or_default().into_iter().map(FundsPart::from).collect())
    }
    /// When all of the funds had come.
    async fn funds_at(&self) -> Option<String> {
        self.0.order.funds_at.map(kernel::clock::At::iso_seconds)
    }
    /// When its booklets were issued.
    async fn issued_at(&self) -> Option<String> {
        self.0.order.issued_at.map(kernel::clock::At::iso_seconds)
    }
    /// When what was left was given back.
    async fn closed_at(&self) -> Option<String> {
        self.0.order.closed_at.map(kernel::clock::At::iso_seconds)
    }
    /// When it was signed: placing an order signs it; null for a quote that waits.
    async fn signed_at(&self) -> Option<String> {
        self.0.order.signed_at.map(kernel::clock::At::iso_seconds)
    }
    /// The last day on which its quote may be signed; null: it was ordered without one.
    async fn quote_ends(&self) -> Option<String> {
        self.0.order.quote_ends.map(|day| day.to_string())
    }
    /// What the funder settled besides.
    async fn rules(&self) -> OrderRules {
        self.0.order.terms.rules.into()
    }
    /// What happened to it and what is to come; null for who neither orders nor pays nor runs the network.
    async fn life(&self, ctx: &Context<'_>) -> Result<Option<OrderLife>> {
        let life = life::life(ctx.data::<Desk>()?, &answer::caller(ctx), &self.0.order).await;
        Ok(answer::present(life)?.flatten().map(OrderLife::from))
    }
    /// The file of codes for the printer, told to those who may issue: `askPrintRelease` is the way to it.
    async fn print_file_id(&self, ctx: &Context<'_>) -> Option<ID> {
        let issues = answer::caller(ctx).reach(Action::IssueCarnets) == Reach::Any;
        self.0.order.print_file.filter(|_| issues).map(|file| file.to_string().into())
    }
}

/// A part of an order's funds.
#[derive(SimpleObject)]
pub(super) struct FundsPart {
    /// 1, 2, 3 … within the order.
    no: i64,
    /// The public payment order's number.
    reference: String,
    amount_cents: i64,
    at: String,
}
impl From<order::Part> for FundsPart {
    fn from(part: order::Part) -> Self {
        Self { no: part.no, reference: part.reference, amount_cents: part.amount.get(), at: part.at.iso_seconds() }
    }
}

/// A cheque, looked up without being consumed.
#[derive(SimpleObject)]
pub(super) struct Cheque {
    carnet: String,
    no: i64,
    value_cents: i64,
    /// The last day on which it is honoured.
    until: String,
    /// Whether the cheque itself would be honoured now; the standing of a venue is judged when it presents one.
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

/// What remains in a booklet.
#[derive(SimpleObject)]
pub(super) struct Remaining {
    carnet: String,
    cheques: i64,
    value_cents: i64,
    until: String,
}

/// What remains in each booklet.
pub(super) fn remaining(told: Vec<receipt::Remaining>) -> Vec<Remaining> {
    let remaining = |one: receipt::Remaining| Remaining {
        carnet: one.carnet,
        cheques: one.cheques,
        value_cents: one.value.get(),
        until: one.until.to_string(),
    };
    told.into_iter().map(remaining).collect()
}

/// A venue, of which the registry knows the rest.
#[derive(SimpleObject)]
#[graphql(unresolvable = "id")]
pub(super) struct Venue {
    id: ID,
}
impl From<VenueId> for Venue {
    fn from(venue: VenueId) -> Self {
        Self { id: venue.to_string().into() }
    }
}

/// What a venue is paid by a run.
#[derive(SimpleObject)]
pub(super) struct VenueTotal {
    venue_id: ID,
    venue: Venue,
    cheques: i64,
    amount_cents: i64,
}
impl From<settlement::VenueTotal> for VenueTotal {
    fn from(total: settlement::VenueTotal) -> Self {
        let (cheques, amount_cents) = (total.cheques, total.amount.get());
        Self { venue_id: total.venue.to_string().into(), venue: total.venue.into(), cheques, amount_cents }
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
    exported_at: Option<String>,
    confirmed_at: Option<String>,
    /// The bank's own reference of its payment.
    bank_reference: Option<String>,
    /// Whether the caller prepared it, and so cannot approve it.
    prepared_by_me: bool,
    /// Accounts on which nothing was paid before, while it waits to be approved.
    new_accounts: usize,
    /// Whether there are so many of them that whoever approves must say that each was looked at.
    new_accounts_ask: bool,
}
impl Settlement {
    /// A run as that person sees it.
    pub(super) fn seen_by(seen: statement::RunSeen, person: Option<PersonId>) -> Self {
        let run = &seen.run;
        Self {
            id: run.id.to_string().into(),
            no: run.no,
            stage: run.stage.name(),
            prepared_at: run.prepared_at.iso_seconds(),
            approved_at: run.approved_at.map(kernel::clock::At::iso_seconds),
            execution_day: run.execution_day.map(|day| day.to_string()),
            exported_at: run.exported_at.map(kernel::clock::At::iso_seconds),
            confirmed_at: run.confirmed_at.map(kernel::clock::At::iso_seconds),
            bank_reference: run.bank_reference.clone(),
            prepared_by_me: person == Some(run.prepared_by),
            new_accounts: seen.new_accounts,
            new_accounts_ask: crate::payments::settle::too_many_new(seen.new_accounts, seen.payments.len()),
            seen,
        }
    }
}

#[ComplexObject]
impl Settlement {
    /// The total, in cents.
    async fn amount_cents(&self) -> Result<i64> {
        self.seen.amount().map(kernel::cents::Cents::get).map_err(|fault| answer::error(&fault))
    }
    /// Payments: one a structure.
    async fn payments(&self) -> usize {
        self.seen.payments.len()
    }
    /// The payments, in order of reference, with what became of each at the bank; `first` at most 100.
    async fn transfers(&self, after: Option<String>, first: Option<i32>) -> Result<Connection<usize, Payment>> {
        page::of(after, first, |start, most| {
            let rest = self.seen.payments.iter().enumerate().skip(start);
            rest.take(most).map(|(place, one)| (place + 1, Payment::told(one, &self.seen.names))).collect()
        })
    }
    /// Venues of which nothing is paid this time, or not all, with why: what is told waits for a later run. At most 100.
    async fn held(&self) -> Vec<HeldShare> {
        let held = self.seen.shares.iter().filter_map(|share| Some((share, share.why()?)));
        let told = held.map(|(share, why)| HeldShare {
            venue: share.venue.into(),
            amount_cents: share.waits().unwrap_or_default().get(),
            why,
        });
        told.take(100).collect()
    }
    /// What each venue has of it, in order of venue; `first` at most 100.
    async fn venues(&self, after: Option<String>, first: Option<i32>) -> Result<Connection<usize, VenueTotal>> {
        page::of(after, first, |start, most| {
            let rest = self.seen.venues.iter().enumerate().skip(start);
            rest.take(most).map(|(place, total)| (place + 1, VenueTotal::from(*total))).collect()
        })
    }
}

/// A payment of a run.
#[derive(SimpleObject)]
pub(super) struct Payment {
    /// Who is paid.
    structure_name: String,
    /// The holder of the account.
    holder: String,
    /// Its IBAN, masked.
    iban: String,
    amount_cents: i64,
    cheques: i64,
    /// The reference that follows the money.
    reference: String,
    /// How often this money was sent, this time included.
    attempt: i64,
    /// open, paid, rejected or returned.
    stage: &'static str,
    /// The code of ISO 20022.
    reason_code: Option<String>,
    /// Why it was rejected or came back, in French.
    reason: Option<String>,
}
impl Payment {
    fn told(
        payment: &settlement::Payment,
        names: &std::collections::HashMap<kernel::ids::StructureId, String>,
    ) -> Self {
        Self {
            structure_name: names.get(&payment.structure).cloned().unwrap_or_default(),
            holder: payment.holder.clone(),
            iban: registry::account::masked(&payment.iban),
            amount_cents: payment.amount.get(),
            cheques: payment.cheques,
            reference: payment.end_to_end_id.clone(),
            attempt: payment.attempt,
            stage: payment.stage.name(),
            reason: payment.reason.as_deref().map(kernel::words::bank_reason),
            reason_code: payment.reason.clone(),
        }
    }
}

/// A venue of which nothing is paid this time, or not all.
#[derive(SimpleObject)]
pub(super) struct HeldShare {
    venue: Venue,
    /// What waits.
    amount_cents: i64,
    /// no-account, cooling, suspended, minimum, changed or capped.
    why: &'static str,
}

/// One cheque of a statement.
#[derive(SimpleObject)]
pub(super) struct StatementLine {
    /// Its line of the ledger: how it is named when it is disputed.
    line: i64,
    at: String,
    carnet: String,
    cheque_no: i64,
    value_cents: i64,
    /// What it paid for, when the venue declared it.
    service: Option<PaidService>,
}
impl StatementLine {
    /// A line, with what the venue declared of its act.
    pub(super) fn of(line: &settlement::StatementLine, service: Option<Service>) -> Self {
        Self {
            line: line.ledger_no,
            at: line.at.iso_seconds(),
            carnet: line.serial.to_string(),
            cheque_no: line.cheque_no,
            value_cents: line.value.get(),
            service: service.map(PaidService::from),
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
    /// What to think and to do about it, in French; null when nothing is wrong.
    advice: Option<String>,
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
        let finding = |one: check::Finding| Finding {
            name: one.name,
            says: one.says,
            counted: one.counted,
            wrong: one.wrong,
            advice: Some(one.advice).filter(|advice| !advice.is_empty()),
        };
        Self { at: report.at.iso_seconds(), holds, findings: report.findings.into_iter().map(finding).collect() }
    }
}
