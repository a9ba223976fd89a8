//! What the deeds of an order's life answer: made of the kept receipt alone.

use async_graphql::{ID, SimpleObject};
use registry::graph::answer::Refusal;

use super::{
    order_life::{OrderDelivery, OrderStep},
    payload::FileTicket,
};
use crate::orders::{chapter::Stepped, deliver, invoice, quote, refund};

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

/// A quote, made.
#[derive(SimpleObject)]
pub(super) struct QuotedOrder {
    order_id: ID,
    label: String,
    /// The quote's number: `D-2026-0001`.
    number: String,
}
impl From<quote::Quoted> for QuotedOrder {
    fn from(quoted: quote::Quoted) -> Self {
        Self { order_id: quoted.order.to_string().into(), label: quoted.label, number: quoted.number }
    }
}
payload! {
    /// Answer of `quoteOrder`.
    QuoteOrderPayload { quote: QuotedOrder }
}

/// A step of an order, made.
#[derive(SimpleObject)]
pub(super) struct TakenStep {
    order_id: ID,
    step: OrderStep,
}
impl From<Stepped> for TakenStep {
    fn from(done: Stepped) -> Self {
        Self { order_id: done.order.to_string().into(), step: OrderStep::of(done.step, None) }
    }
}
payload! {
    /// Answer of what makes a step in an order's life.
    StepPayload { taken: TakenStep }
}

/// A document of an order, drawn up.
#[derive(SimpleObject)]
pub(super) struct DrawnDocument {
    order_id: ID,
    /// Its number: `F-2026-0001`.
    number: String,
    amount_cents: i64,
}
impl From<invoice::Issued> for DrawnDocument {
    fn from(issued: invoice::Issued) -> Self {
        let (order_id, amount_cents) = (issued.order.to_string().into(), issued.amount.get());
        Self { order_id, number: issued.number, amount_cents }
    }
}
payload! {
    /// Answer of what draws a document of an order up.
    DocumentPayload { document: DrawnDocument }
}

/// A delivery, sent or counted.
#[derive(SimpleObject)]
pub(super) struct MadeDelivery {
    order_id: ID,
    delivery: OrderDelivery,
}
impl From<deliver::Delivered> for MadeDelivery {
    fn from(done: deliver::Delivered) -> Self {
        Self { order_id: done.order.to_string().into(), delivery: OrderDelivery::of(done.delivery, None) }
    }
}
payload! {
    /// Answer of `dispatchCarnets` and `confirmDelivery`.
    DeliveryPayload { made: MadeDelivery }
}

/// A credit note, paid back.
#[derive(SimpleObject)]
pub(super) struct ConfirmedRefund {
    order_id: ID,
    /// The credit note's number: `A-2026-0001`.
    credit_note: String,
    amount_cents: i64,
}
impl From<refund::Refunded> for ConfirmedRefund {
    fn from(done: refund::Refunded) -> Self {
        let (order_id, amount_cents) = (done.order.to_string().into(), done.amount.get());
        Self { order_id, credit_note: done.credit_note, amount_cents }
    }
}
payload! {
    /// Answer of `confirmRefund`.
    ConfirmRefundPayload { refund: ConfirmedRefund }
}

payload! {
    /// Answer of `openProof`.
    OpenProofPayload { ticket: FileTicket }
}
