//! What mutations answer: made of the kept receipt alone, so that a replay answers the same.

use async_graphql::{ID, SimpleObject};
use registry::graph::answer::Refusal;

use super::{
    counter::Welcome,
    objects::{NetworkCheck, Remaining, remaining},
    paid::PaidService,
    prescriber::AllottedCarnets,
};
use crate::{
    carnets::hand_over,
    counter::receipt,
    orders::{close, confirm_funds, issue, place_order},
    payments::{export, settle},
};

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

pub(super) use payload;

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
    /// What came now.
    amount_cents: i64,
    /// What has come in all.
    received_cents: Option<i64>,
    /// Booklets that this covers, from the first number on: they are active once they are issued.
    covered_carnets: Option<i64>,
}
impl From<confirm_funds::Funded> for ConfirmedFunds {
    fn from(funded: confirm_funds::Funded) -> Self {
        Self {
            order_id: funded.order.to_string().into(),
            amount_cents: funded.amount.get(),
            received_cents: funded.received.map(kernel::cents::Cents::get),
            covered_carnets: funded.covered_carnets,
        }
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
payload! {
    /// Answer of `openPrint`.
    OpenPrintPayload { ticket: FileTicket }
}

/// Booklets, issued.
#[derive(SimpleObject)]
pub(super) struct IssuedCarnets {
    order_id: ID,
    carnets: i64,
    cheques: i64,
    first_carnet: String,
    last_carnet: String,
    /// The sealed print run: `askPrintRelease` is the way to it.
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

/// An act at the counter, accepted.
#[derive(SimpleObject)]
pub(super) struct Receipt {
    id: ID,
    venue_id: ID,
    at: String,
    cheques: usize,
    value_cents: i64,
    remaining: Vec<Remaining>,
    /// What they paid for, when it was declared.
    service: Option<PaidService>,
}
impl From<receipt::Receipt> for Receipt {
    fn from(receipt: receipt::Receipt) -> Self {
        Self {
            id: receipt.id.to_string().into(),
            venue_id: receipt.venue.to_string().into(),
            at: receipt.at.iso_seconds(),
            cheques: receipt.cheques,
            value_cents: receipt.value.get(),
            remaining: remaining(receipt.remaining),
            service: receipt.service.map(PaidService::from),
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
    /// Answer of `recordWelcome`.
    RecordWelcomePayload { welcome: Welcome }
}
payload! {
    /// Answer of `allotCarnets`.
    AllotCarnetsPayload { allotment: AllottedCarnets }
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
    /// Venues that are not paid, or not all that is theirs, this time.
    held: usize,
    /// What waits of theirs.
    held_cents: i64,
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
            held: run.held,
            held_cents: run.held_amount.get(),
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

payload! {
    /// Answer of `checkNetwork`.
    CheckNetworkPayload { check: NetworkCheck }
}
