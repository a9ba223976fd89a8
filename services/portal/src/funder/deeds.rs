//! What can be done in the life of an order: each deed, its address, who does it, and how it is asked of the network.

use cynic::MutationBuilder;
use kernel::access::Role;

use crate::{ask::Refusal, form::Form, portal::Portal, schema, trouble::Trouble, visitor::Member};

/// A deed of an order's life.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Deed {
    Sign,
    Invoice,
    AnswerProof,
    Print,
    Dispatch,
    Count,
    ValidateEnd,
    Close,
    ProposeStatement,
    AnswerStatement,
    CreditNote,
    Refund,
}

impl Deed {
    const ALL: [Self; 12] = [
        Self::Sign,
        Self::Invoice,
        Self::AnswerProof,
        Self::Print,
        Self::Dispatch,
        Self::Count,
        Self::ValidateEnd,
        Self::Close,
        Self::ProposeStatement,
        Self::AnswerStatement,
        Self::CreditNote,
        Self::Refund,
    ];

    /// As its address and its sentences name it.
    pub(super) const fn slug(self) -> &'static str {
        match self {
            Self::Sign => "signature",
            Self::Invoice => "facture",
            Self::AnswerProof => "reponse",
            Self::Print => "impression",
            Self::Dispatch => "livraison",
            Self::Count => "comptage",
            Self::ValidateEnd => "fin",
            Self::Close => "cloture",
            Self::ProposeStatement => "etat",
            Self::AnswerStatement => "accord",
            Self::CreditNote => "avoir",
            Self::Refund => "remboursement",
        }
    }

    /// The deed of that address.
    pub(super) fn of(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|deed| deed.slug() == slug)
    }

    /// Who does it.
    pub(super) const fn roles(self) -> &'static [Role] {
        match self {
            Self::Sign | Self::AnswerProof | Self::ValidateEnd | Self::AnswerStatement => &[Role::Funder],
            Self::Invoice | Self::Print | Self::Dispatch | Self::ProposeStatement => &[Role::Operator],
            Self::Count => &[Role::Operator, Role::Prescriber],
            Self::Close => &[Role::Operator, Role::Treasurer],
            Self::CreditNote | Self::Refund => &[Role::Treasurer],
        }
    }

    /// Whether it is answered by yes or no, with a reason.
    pub(super) const fn is_answer(self) -> bool {
        matches!(self, Self::AnswerProof | Self::AnswerStatement)
    }

    /// Beside which field a refusal is told.
    pub(super) fn field(self, code: &str) -> &'static str {
        match (self, code) {
            (Self::AnswerProof | Self::AnswerStatement, "INPUT_INVALID") => "motif",
            (Self::Dispatch, "NOT_FOUND" | "INPUT_INVALID" | "WRONG_STAGE") => "premier",
            (Self::Count, "INPUT_INVALID") => "comptes",
            (Self::Refund, "INPUT_INVALID" | "REFERENCE_USED") => "reference",
            _ => "",
        }
    }

    /// What was typed, asked of the network; a refusal is data.
    pub(super) async fn ask(
        self,
        portal: &Portal,
        member: &Member,
        order: &str,
        form: &Form,
    ) -> Result<Option<Refusal>, Trouble> {
        let (key, id, typed) = (form.key(), order, form.typed());
        let whole = |name: &str| crate::amount::whole(typed.get(name)).unwrap_or_default();
        let plain = || OrderVars { key: key.into(), order: id.into() };
        let (visitor, yes) = (&member.visitor, typed.get("avis") == "oui");
        let answer =
            || AnswerVars { key: key.into(), order: id.into(), yes, reason: typed.some("motif").map(str::to_owned) };
        Ok(match self {
            Self::Sign => portal.ask(visitor, Sign::build(plain())).await?.sign_order.refusal,
            Self::Invoice => portal.ask(visitor, Invoice::build(plain())).await?.issue_invoice.refusal,
            Self::AnswerProof => portal.ask(visitor, AnswerProof::build(answer())).await?.answer_proof.refusal,
            Self::Print => portal.ask(visitor, Print::build(plain())).await?.record_printing.refusal,
            Self::Dispatch => {
                let (to, first, last) = (typed.get("point").into(), whole("premier"), whole("dernier"));
                let vars = DispatchVars { key: key.into(), order: id.into(), to, first, last };
                portal.ask(visitor, Dispatch::build(vars)).await?.dispatch_carnets.refusal
            }
            Self::Count => {
                let (no, counted) = (whole("livraison"), whole("comptes"));
                let vars = CountVars { key: key.into(), order: id.into(), no, counted };
                portal.ask(visitor, Count::build(vars)).await?.confirm_delivery.refusal
            }
            Self::ValidateEnd => portal.ask(visitor, ValidateEnd::build(plain())).await?.validate_order_end.refusal,
            Self::Close => portal.ask(visitor, Close::build(plain())).await?.close_expired_order.refusal,
            Self::ProposeStatement => {
                portal.ask(visitor, ProposeStatement::build(plain())).await?.propose_end_statement.refusal
            }
            Self::AnswerStatement => {
                portal.ask(visitor, AnswerStatement::build(answer())).await?.answer_end_statement.refusal
            }
            Self::CreditNote => portal.ask(visitor, CreditNote::build(plain())).await?.issue_credit_note.refusal,
            Self::Refund => {
                let reference = typed.get("reference").to_owned();
                let vars = RefundVars { key: key.into(), order: id.into(), reference };
                portal.ask(visitor, Refund::build(vars)).await?.confirm_refund.refusal
            }
        })
    }
}

#[derive(cynic::QueryVariables)]
struct OrderVars {
    key: cynic::Id,
    order: cynic::Id,
}

#[derive(cynic::QueryVariables)]
struct AnswerVars {
    key: cynic::Id,
    order: cynic::Id,
    yes: bool,
    reason: Option<String>,
}

#[derive(cynic::QueryVariables)]
struct DispatchVars {
    key: cynic::Id,
    order: cynic::Id,
    to: cynic::Id,
    first: i32,
    last: i32,
}

#[derive(cynic::QueryVariables)]
struct CountVars {
    key: cynic::Id,
    order: cynic::Id,
    no: i32,
    counted: i32,
}

#[derive(cynic::QueryVariables)]
struct RefundVars {
    key: cynic::Id,
    order: cynic::Id,
    reference: String,
}

#[derive(cynic::QueryFragment)]
struct StepPayload {
    refusal: Option<Refusal>,
}

#[derive(cynic::QueryFragment)]
struct DocumentPayload {
    refusal: Option<Refusal>,
}

#[derive(cynic::QueryFragment)]
struct DeliveryPayload {
    refusal: Option<Refusal>,
}

#[derive(cynic::QueryFragment)]
struct CloseExpiredOrderPayload {
    refusal: Option<Refusal>,
}

#[derive(cynic::QueryFragment)]
struct ConfirmRefundPayload {
    refusal: Option<Refusal>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "OrderVars")]
struct Sign {
    #[arguments(key: $key, orderId: $order)]
    sign_order: StepPayload,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "OrderVars")]
struct Invoice {
    #[arguments(key: $key, orderId: $order)]
    issue_invoice: DocumentPayload,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "AnswerVars")]
struct AnswerProof {
    #[arguments(key: $key, orderId: $order, approve: $yes, reason: $reason)]
    answer_proof: StepPayload,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "OrderVars")]
struct Print {
    #[arguments(key: $key, orderId: $order)]
    record_printing: StepPayload,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "DispatchVars")]
struct Dispatch {
    #[arguments(key: $key, orderId: $order, structureId: $to, first: $first, last: $last)]
    dispatch_carnets: DeliveryPayload,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "CountVars")]
struct Count {
    #[arguments(key: $key, orderId: $order, deliveryNo: $no, counted: $counted)]
    confirm_delivery: DeliveryPayload,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "OrderVars")]
struct ValidateEnd {
    #[arguments(key: $key, orderId: $order)]
    validate_order_end: StepPayload,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "OrderVars")]
struct Close {
    #[arguments(key: $key, orderId: $order)]
    close_expired_order: CloseExpiredOrderPayload,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "OrderVars")]
struct ProposeStatement {
    #[arguments(key: $key, orderId: $order)]
    propose_end_statement: DocumentPayload,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "AnswerVars")]
struct AnswerStatement {
    #[arguments(key: $key, orderId: $order, accept: $yes, reason: $reason)]
    answer_end_statement: StepPayload,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "OrderVars")]
struct CreditNote {
    #[arguments(key: $key, orderId: $order)]
    issue_credit_note: DocumentPayload,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "RefundVars")]
struct Refund {
    #[arguments(key: $key, orderId: $order, reference: $reference)]
    confirm_refund: ConfirmRefundPayload,
}
