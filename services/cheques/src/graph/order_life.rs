//! The life of an order as it is read: parameters, steps, documents, deliveries, calendar, counters, tasks.

use async_graphql::{Context, Enum, ID, Object, Result, SimpleObject};
use registry::graph::answer::{caller, present};

use super::publics::Public;
use crate::{
    desk::Desk,
    orders::{calendar, delivery, document, life, rules, step, tally, tasks},
};

/// Whether somebody may be given a second booklet of an order.
#[derive(Clone, Copy, PartialEq, Eq, Enum)]
pub(super) enum SecondCarnet {
    /// At any time.
    Free,
    /// Never.
    Never,
    /// Some months after the first one.
    AfterMonths,
    /// Once every cheque of the first one was used.
    AfterAllUsed,
}

impl From<rules::Second> for SecondCarnet {
    fn from(second: rules::Second) -> Self {
        match second {
            rules::Second::Free => Self::Free,
            rules::Second::Never => Self::Never,
            rules::Second::AfterMonths(_) => Self::AfterMonths,
            rules::Second::AfterAllUsed => Self::AfterAllUsed,
        }
    }
}

/// What a funder settled for its cheques.
#[derive(SimpleObject)]
pub(super) struct OrderRules {
    /// The year under whose communes the perimeter is named; null where it names none.
    communes_year: Option<i32>,
    /// The highest price of a workshop, in cheques; null: no cap.
    cap_cheques: Option<i64>,
    second_carnet: SecondCarnet,
    /// The months of `AFTER_MONTHS`.
    second_months: Option<i64>,
    /// Whether somebody of the family may present a cheque.
    family_may_present: bool,
    /// How many bookings may be missed before no more cheques are kept in advance; null: any number. None is ever lost by it.
    holds_forgiven: Option<i64>,
    /// Days for which a venue keeps the torn paper once it was paid.
    paper_days: i64,
    /// A venue that is owed less than this waits for the next run.
    minimum_payment_cents: i64,
}
impl From<rules::Rules> for OrderRules {
    fn from(rules: rules::Rules) -> Self {
        Self {
            communes_year: rules.commune_year,
            cap_cheques: rules.cap_cheques,
            second_carnet: rules.second.into(),
            second_months: rules.second.months(),
            family_may_present: rules.family_may_present,
            holds_forgiven: rules.holds_forgiven,
            paper_days: rules.paper_days,
            minimum_payment_cents: rules.minimum_payment.get(),
        }
    }
}

/// What happened to an order.
#[derive(Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "step::Kind")]
pub(super) enum OrderStepKind {
    /// The operator made a quote.
    Quoted,
    /// The funder signed it.
    Signed,
    /// A proof of print was sent.
    ProofProposed,
    /// The funder approved it.
    ProofApproved,
    /// The funder refused it.
    ProofRefused,
    /// The booklets are printed.
    Printed,
    /// The funder took note of the end.
    EndValidated,
    /// The funder accepted the end statement.
    StatementAccepted,
    /// The funder disputed it.
    StatementDisputed,
}

/// A step of an order's life.
#[derive(SimpleObject)]
pub(super) struct OrderStep {
    /// 1, 2, 3 … within the order.
    no: i64,
    kind: OrderStepKind,
    at: String,
    /// The name of who did it; null where it is not told.
    by_name: Option<String>,
    /// The proof of print: `openProof` gives the right to fetch it.
    file_id: Option<ID>,
    /// The number of the document that it is about.
    document: Option<String>,
    /// What its author wrote.
    note: Option<String>,
}
impl OrderStep {
    pub(super) fn of(step: step::Step, by_name: Option<String>) -> Self {
        Self {
            no: step.no,
            kind: step.kind.into(),
            at: step.at.iso_seconds(),
            by_name: by_name.filter(|name| !name.is_empty()),
            file_id: step.file.map(|file| file.to_string().into()),
            document: step.document,
            note: Some(step.note).filter(|note| !note.is_empty()),
        }
    }
}

/// Booklets sent to a distribution point.
#[derive(SimpleObject)]
pub(super) struct OrderDelivery {
    /// 1, 2, 3 … within the order.
    no: i64,
    structure_id: ID,
    structure_name: Option<String>,
    /// Booklets' numbers within the order, both included.
    first: i64,
    last: i64,
    carnets: i64,
    sent_at: String,
    /// Booklets counted there; null while they are on their way.
    counted: Option<i64>,
    counted_at: Option<String>,
    /// Booklets that are missing (below zero: too many).
    missing: Option<i64>,
}
impl OrderDelivery {
    pub(super) fn of(delivery: delivery::Delivery, name: Option<String>) -> Self {
        Self {
            no: delivery.no,
            structure_id: delivery.to.to_string().into(),
            structure_name: name.filter(|name| !name.is_empty()),
            first: delivery.first,
            last: delivery.last,
            carnets: delivery.carnets(),
            sent_at: delivery.sent_at.iso_seconds(),
            counted: delivery.counted.map(|(counted, _)| counted),
            counted_at: delivery.counted.map(|(_, at)| at.iso_seconds()),
            missing: delivery.missing(),
        }
    }
}

/// The four counters of an order, in booklets, and what became of its money.
#[derive(SimpleObject)]
pub(super) struct OrderTally {
    /// Booklets issued.
    issued_carnets: i64,
    /// Booklets in somebody's hand.
    handed_over_carnets: i64,
    /// Booklets issued that nobody was given.
    in_stock_carnets: i64,
    /// Booklets of which one cheque at least was used.
    started_carnets: i64,
    used_cheques: i64,
    used_cents: i64,
    received_cents: i64,
    /// What came and was not used.
    unused_cents: i64,
}
impl From<tally::Tally> for OrderTally {
    fn from(tally: tally::Tally) -> Self {
        Self {
            issued_carnets: tally.issued,
            handed_over_carnets: tally.handed_over,
            in_stock_carnets: tally.in_stock,
            started_carnets: tally.started,
            used_cheques: tally.used_cheques,
            used_cents: tally.used.get(),
            received_cents: tally.received.get(),
            unused_cents: tally.unused.get(),
        }
    }
}

/// What a document of an order is.
#[derive(Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "document::Kind")]
pub(super) enum OrderDocumentKind {
    /// Devis.
    Quote,
    /// Facture de valeur faciale.
    Invoice,
    /// État contradictoire.
    EndStatement,
    /// Avoir.
    CreditNote,
}

/// A document of an order, as it was when it was drawn up.
pub(super) struct OrderDocument {
    document: document::Document,
    paid: Option<(kernel::clock::At, String)>,
}

#[Object]
impl OrderDocument {
    /// What it is.
    async fn kind(&self) -> OrderDocumentKind {
        self.document.kind.into()
    }
    /// Its number: `F-2026-0001`.
    async fn number(&self) -> String {
        self.document.number()
    }
    /// The day on which it was drawn up.
    async fn day(&self) -> String {
        self.document.body.day.to_string()
    }
    /// What it is about: to pay, or to be given back.
    async fn amount_cents(&self) -> i64 {
        self.document.body.amount.get()
    }
    /// The SHA-256 of what it says.
    async fn sha256(&self) -> String {
        store::files::hex(&self.document.hash)
    }
    /// The network.
    async fn issuer(&self) -> &str {
        &self.document.body.issuer
    }
    /// The network's own account, on which funders pay.
    async fn iban(&self) -> &str {
        &self.document.body.iban
    }
    /// Of which bank.
    async fn bic(&self) -> &str {
        &self.document.body.bic
    }
    /// Who pays.
    async fn funder_name(&self) -> &str {
        &self.document.body.funder
    }
    /// The order's label.
    async fn label(&self) -> &str {
        &self.document.body.label
    }
    /// Booklets ordered.
    async fn carnets(&self) -> i64 {
        self.document.body.carnets
    }
    /// Cheques in each booklet.
    async fn cheques_per_carnet(&self) -> i64 {
        self.document.body.cheques_per_carnet
    }
    /// Value of each cheque, in cents.
    async fn face_value_cents(&self) -> i64 {
        self.document.body.face_value.get()
    }
    /// The face value of all, in cents.
    async fn value_cents(&self) -> i64 {
        self.document.body.value.get()
    }
    /// Last day of distribution.
    async fn distribution_ends(&self) -> String {
        self.document.body.distribution_ends.to_string()
    }
    /// Last day printed on the cheques.
    async fn validity_ends(&self) -> String {
        self.document.body.validity_ends.to_string()
    }
    /// Last day on which the cheques are honoured.
    async fn tolerance_ends(&self) -> String {
        self.document.body.tolerance_ends.to_string()
    }
    /// Home communes it is for; none: everywhere.
    async fn communes(&self) -> &[String] {
        &self.document.body.communes
    }
    /// Publics it is for; none: everybody.
    async fn publics(&self) -> Vec<Public> {
        self.document.body.publics.iter().map(|public| (*public).into()).collect()
    }
    /// What the funder settled besides.
    async fn rules(&self) -> OrderRules {
        self.document.body.rules.into()
    }
    /// The last day of a quote.
    async fn until(&self) -> Option<String> {
        self.document.body.until.map(|day| day.to_string())
    }
    /// The frozen figures of an end statement or a credit note.
    async fn tally(&self) -> Option<OrderTally> {
        self.document.body.tally.map(OrderTally::from)
    }
    /// The number of the document that it follows from.
    async fn follows(&self) -> Option<&str> {
        self.document.body.follows.as_deref()
    }
    /// When the bank paid a credit note back.
    async fn paid_at(&self) -> Option<String> {
        self.paid.as_ref().map(|(at, _)| at.iso_seconds())
    }
    /// The bank's reference of this payment.
    async fn paid_reference(&self) -> Option<&str> {
        self.paid.as_ref().map(|(_, reference)| reference.as_str())
    }
}

/// A day of the calendar of an order's end.
#[derive(SimpleObject)]
pub(super) struct OrderAlert {
    /// `J-30`, `J-15`, `J-7`, `J+30` or `J+37`.
    name: &'static str,
    day: String,
    /// When it was told to those whom it concerns.
    told_at: Option<String>,
}

/// How the proof of print stands.
#[derive(Clone, Copy, PartialEq, Eq, Enum)]
pub(super) enum ProofStage {
    /// None was sent.
    None,
    /// It waits for the funder.
    Waiting,
    /// It was not answered in six days: another is to be sent.
    Lapsed,
    /// It was approved.
    Approved,
    /// It was refused.
    Refused,
}

/// What happened to an order, and what is to come; told to those who order, pay or run the network.
#[derive(SimpleObject)]
pub(super) struct OrderLife {
    /// Oldest first.
    steps: Vec<OrderStep>,
    /// Oldest first.
    documents: Vec<OrderDocument>,
    deliveries: Vec<OrderDelivery>,
    calendar: Vec<OrderAlert>,
    tally: OrderTally,
    proof: ProofStage,
    /// The last day on which the proof that waits may be answered.
    proof_until: Option<String>,
}
impl From<life::Life> for OrderLife {
    fn from(life: life::Life) -> Self {
        let (proof, until) = match life.proof {
            step::Proof::None => (ProofStage::None, None),
            step::Proof::Waiting { until } => (ProofStage::Waiting, Some(until)),
            step::Proof::Lapsed { until } => (ProofStage::Lapsed, Some(until)),
            step::Proof::Approved => (ProofStage::Approved, None),
            step::Proof::Refused => (ProofStage::Refused, None),
        };
        let mut refunds = life.refunds;
        let document = |document: document::Document| OrderDocument { paid: refunds.remove(&document.id), document };
        let alert = |(alert, day, told): (calendar::Alert, kernel::clock::Day, Option<kernel::clock::At>)| OrderAlert {
            name: alert.name(),
            day: day.to_string(),
            told_at: told.map(kernel::clock::At::iso_seconds),
        };
        Self {
            documents: life.documents.into_iter().map(document).collect(),
            steps: life.steps.into_iter().map(|(step, name)| OrderStep::of(step, Some(name))).collect(),
            deliveries: life.deliveries.into_iter().map(|(one, name)| OrderDelivery::of(one, Some(name))).collect(),
            calendar: life.calendar.into_iter().map(alert).collect(),
            tally: life.tally.into(),
            proof,
            proof_until: until.map(|day| day.to_string()),
        }
    }
}

/// What is to be done about an order.
#[derive(Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "tasks::Task")]
pub(super) enum OrderTaskKind {
    /// A quote waits to be signed.
    SignQuote,
    /// The invoice is to be drawn up.
    Invoice,
    /// A proof of print is to be sent.
    ProposeProof,
    /// A proof of print waits for its answer.
    AnswerProof,
    /// The booklets are to be printed.
    Print,
    /// Booklets that were sent have not been counted.
    Count,
    /// The end is near.
    EndNears,
    /// The funder has to take note of the end.
    ValidateEnd,
    /// What is left is to be given back.
    Close,
    /// The end statement is to be proposed.
    ProposeStatement,
    /// The end statement waits for its answer.
    AnswerStatement,
    /// The credit note is to be drawn up.
    CreditNote,
    /// The bank's payment of the credit note is to be recorded.
    Refund,
}

/// What waits for the caller about an order.
#[derive(SimpleObject)]
pub(super) struct OrderTask {
    order_id: ID,
    label: String,
    kind: OrderTaskKind,
    /// By when, where there is a day.
    until: Option<String>,
}
impl From<tasks::OrderTask> for OrderTask {
    fn from(task: tasks::OrderTask) -> Self {
        Self {
            order_id: task.order.to_string().into(),
            label: task.label,
            kind: task.task.into(),
            until: task.until.map(|day| day.to_string()),
        }
    }
}

/// The part of the root of queries that reads what waits in the life of orders.
#[derive(Default)]
pub(super) struct OrdersQuery;

#[Object]
impl OrdersQuery {
    /// What waits for the caller in the life of orders, the nearest day first.
    async fn order_tasks(&self, ctx: &Context<'_>) -> Result<Vec<OrderTask>> {
        let found = present(tasks::order_tasks(ctx.data::<Desk>()?, &caller(ctx)).await)?;
        Ok(found.unwrap_or_default().into_iter().map(OrderTask::from).collect())
    }
}
