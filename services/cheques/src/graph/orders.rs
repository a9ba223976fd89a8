//! The life of orders in the schema: what is done to them from the quote to the refund.

use async_graphql::{Context, ID, Object, Result};
use registry::graph::answer::{Refusal, caller, id, split};
use store::Reply;

use super::{
    input::OrderInput,
    mutation::{day, wanted},
    order_payload::{
        ConfirmRefundPayload, DeliveryPayload, DocumentPayload, OpenProofPayload, QuoteOrderPayload, StepPayload,
    },
};
use crate::{
    desk::Desk,
    orders::{
        credit_note, deliver, end,
        end_statement::{self, AnswerEndStatement},
        invoice, printing,
        proof::{self, AnswerProof, ProposeProof},
        quote::{self, QuoteOrder},
        refund::{self, ConfirmRefund},
    },
};

/// The part of the root of mutations that leads an order through its life.
#[derive(Default)]
pub(super) struct OrdersMutation;

#[Object]
impl OrdersMutation {
    /// Makes a quote: an order that waits for its funder's signature until a day, included.
    async fn quote_order(
        &self,
        ctx: &Context<'_>,
        key: ID,
        input: OrderInput,
        until: String,
    ) -> Result<QuoteOrderPayload> {
        let asked = wanted(&input).and_then(|order| Ok(QuoteOrder { order, until: day(&until)? }));
        answer(match asked {
            Ok(asked) => quote::quote_order(ctx.data::<Desk>()?, &caller(ctx), &key, asked).await,
            Err(trouble) => Err(trouble),
        })
    }

    /// Signs a quote: from now on it is an order.
    async fn sign_order(&self, ctx: &Context<'_>, key: ID, order_id: ID) -> Result<StepPayload> {
        answer(match id(&order_id) {
            Ok(order) => quote::sign_order(ctx.data::<Desk>()?, &caller(ctx), &key, order).await,
            Err(trouble) => Err(trouble),
        })
    }

    /// Draws up the face value invoice of an order.
    async fn issue_invoice(&self, ctx: &Context<'_>, key: ID, order_id: ID) -> Result<DocumentPayload> {
        answer(match id(&order_id) {
            Ok(order) => invoice::issue_invoice(ctx.data::<Desk>()?, &caller(ctx), &key, order).await,
            Err(trouble) => Err(trouble),
        })
    }

    /// Sends a proof of print to the funder, who has six days to answer.
    async fn propose_proof(
        &self,
        ctx: &Context<'_>,
        key: ID,
        order_id: ID,
        file_id: Option<ID>,
        note: Option<String>,
    ) -> Result<StepPayload> {
        let asked = id(&order_id).and_then(|order| {
            let file = file_id.as_ref().map(id).transpose()?;
            Ok(ProposeProof { order, file, note: note.unwrap_or_default() })
        });
        answer(match asked {
            Ok(asked) => proof::propose_proof(ctx.data::<Desk>()?, &caller(ctx), &key, asked).await,
            Err(trouble) => Err(trouble),
        })
    }

    /// Approves the proof of print that waits, or says what is to be changed.
    async fn answer_proof(
        &self,
        ctx: &Context<'_>,
        key: ID,
        order_id: ID,
        approve: bool,
        reason: Option<String>,
    ) -> Result<StepPayload> {
        let asked = id(&order_id).map(|order| AnswerProof { order, approve, reason });
        answer(match asked {
            Ok(asked) => proof::answer_proof(ctx.data::<Desk>()?, &caller(ctx), &key, asked).await,
            Err(trouble) => Err(trouble),
        })
    }

    /// Gives the right to fetch a proof of print once.
    async fn open_proof(&self, ctx: &Context<'_>, key: ID, order_id: ID, file_id: ID) -> Result<OpenProofPayload> {
        let asked = id(&order_id).and_then(|order| Ok((order, id(&file_id)?)));
        answer(match asked {
            Ok((order, file)) => proof::open_proof(ctx.data::<Desk>()?, &caller(ctx), &key, order, file).await,
            Err(trouble) => Err(trouble),
        })
    }

    /// Records that the booklets of an order are printed.
    async fn record_printing(&self, ctx: &Context<'_>, key: ID, order_id: ID) -> Result<StepPayload> {
        answer(match id(&order_id) {
            Ok(order) => printing::record_printing(ctx.data::<Desk>()?, &caller(ctx), &key, order).await,
            Err(trouble) => Err(trouble),
        })
    }

    /// Records that booklets left for a distribution point; numbers are those within the order, both included.
    async fn dispatch_carnets(
        &self,
        ctx: &Context<'_>,
        key: ID,
        order_id: ID,
        structure_id: ID,
        first: i64,
        last: i64,
    ) -> Result<DeliveryPayload> {
        let ids = id(&order_id).and_then(|order| Ok((order, id(&structure_id)?)));
        let asked = ids.map(|(order, to)| deliver::DispatchCarnets { order, to, first, last });
        answer(match asked {
            Ok(asked) => deliver::dispatch_carnets(ctx.data::<Desk>()?, &caller(ctx), &key, asked).await,
            Err(trouble) => Err(trouble),
        })
    }

    /// Records how many booklets of a delivery were counted at its distribution point.
    async fn confirm_delivery(
        &self,
        ctx: &Context<'_>,
        key: ID,
        order_id: ID,
        delivery_no: i64,
        counted: i64,
    ) -> Result<DeliveryPayload> {
        let asked = id(&order_id).map(|order| deliver::ConfirmDelivery { order, no: delivery_no, counted });
        answer(match asked {
            Ok(asked) => deliver::confirm_delivery(ctx.data::<Desk>()?, &caller(ctx), &key, asked).await,
            Err(trouble) => Err(trouble),
        })
    }

    /// Records that the funder takes note of the end of its order: distribution stops.
    async fn validate_order_end(&self, ctx: &Context<'_>, key: ID, order_id: ID) -> Result<StepPayload> {
        answer(match id(&order_id) {
            Ok(order) => end::validate_order_end(ctx.data::<Desk>()?, &caller(ctx), &key, order).await,
            Err(trouble) => Err(trouble),
        })
    }

    /// Proposes the end statement of a closed order: its figures are frozen.
    async fn propose_end_statement(&self, ctx: &Context<'_>, key: ID, order_id: ID) -> Result<DocumentPayload> {
        answer(match id(&order_id) {
            Ok(order) => end_statement::propose_end_statement(ctx.data::<Desk>()?, &caller(ctx), &key, order).await,
            Err(trouble) => Err(trouble),
        })
    }

    /// Signs the end statement that waits, or disputes it with a reason.
    async fn answer_end_statement(
        &self,
        ctx: &Context<'_>,
        key: ID,
        order_id: ID,
        accept: bool,
        reason: Option<String>,
    ) -> Result<StepPayload> {
        let asked = id(&order_id).map(|order| AnswerEndStatement { order, accept, reason });
        answer(match asked {
            Ok(asked) => end_statement::answer_end_statement(ctx.data::<Desk>()?, &caller(ctx), &key, asked).await,
            Err(trouble) => Err(trouble),
        })
    }

    /// Draws up the credit note of what an order did not use.
    async fn issue_credit_note(&self, ctx: &Context<'_>, key: ID, order_id: ID) -> Result<DocumentPayload> {
        answer(match id(&order_id) {
            Ok(order) => credit_note::issue_credit_note(ctx.data::<Desk>()?, &caller(ctx), &key, order).await,
            Err(trouble) => Err(trouble),
        })
    }

    /// Records that the bank paid a credit note back to the funder.
    async fn confirm_refund(
        &self,
        ctx: &Context<'_>,
        key: ID,
        order_id: ID,
        reference: String,
    ) -> Result<ConfirmRefundPayload> {
        let asked = id(&order_id).map(|order| ConfirmRefund { order, reference });
        answer(match asked {
            Ok(asked) => refund::confirm_refund(ctx.data::<Desk>()?, &caller(ctx), &key, asked).await,
            Err(trouble) => Err(trouble),
        })
    }
}

fn answer<V, T, P>(reply: Reply<V>) -> Result<P>
where
    T: From<V>,
    P: From<(Option<T>, Option<Refusal>)>,
{
    let (value, refusal) = split(reply)?;
    Ok(P::from((value.map(T::from), refusal)))
}
