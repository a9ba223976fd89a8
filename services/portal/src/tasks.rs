//! What waits in the life of orders: the cards of « Aujourd'hui », and the next step on an order's page.

use cynic::QueryBuilder;

use crate::{format, portal::Portal, schema, today::card::Card, trouble::Trouble, visitor::Member, words::t};

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query")]
struct Tasks {
    order_tasks: Vec<OrderTask>,
}

#[derive(cynic::QueryFragment)]
struct OrderTask {
    order_id: cynic::Id,
    label: String,
    kind: OrderTaskKind,
    until: Option<String>,
}

/// What is to be done about an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, cynic::Enum)]
pub(crate) enum OrderTaskKind {
    SignQuote,
    Invoice,
    ProposeProof,
    AnswerProof,
    Print,
    Count,
    EndNears,
    ValidateEnd,
    Close,
    ProposeStatement,
    AnswerStatement,
    CreditNote,
    Refund,
}

impl OrderTaskKind {
    /// As its sentence names it.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::SignQuote => "sign",
            Self::Invoice => "invoice",
            Self::ProposeProof => "proof",
            Self::AnswerProof => "answer",
            Self::Print => "print",
            Self::Count => "count",
            Self::EndNears => "nears",
            Self::ValidateEnd => "end",
            Self::Close => "close",
            Self::ProposeStatement => "statement",
            Self::AnswerStatement => "agree",
            Self::CreditNote => "credit",
            Self::Refund => "refund",
        }
    }

    /// Where it is done, under the page of the order; none: it is only to be known.
    pub(crate) const fn address(self) -> Option<&'static str> {
        match self {
            Self::SignQuote => Some("etapes/signature"),
            Self::Invoice => Some("etapes/facture"),
            Self::ProposeProof => Some("bon-a-tirer"),
            Self::AnswerProof => Some("etapes/reponse"),
            Self::Print => Some("etapes/impression"),
            Self::Count => Some("etapes/comptage"),
            Self::EndNears => None,
            Self::ValidateEnd => Some("etapes/fin"),
            Self::Close => Some("etapes/cloture"),
            Self::ProposeStatement => Some("etapes/etat"),
            Self::AnswerStatement => Some("etapes/accord"),
            Self::CreditNote => Some("etapes/avoir"),
            Self::Refund => Some("etapes/remboursement"),
        }
    }
}

/// More cards than these say less: the others are found on the pages of their orders.
const MOST_CARDS: usize = 6;

/// What waits for a member in the life of orders.
pub(crate) async fn cards(portal: &Portal, member: &Member) -> Result<Vec<Card>, Trouble> {
    let tasks = portal.ask(&member.visitor, Tasks::build(())).await?.order_tasks;
    Ok(tasks.iter().take(MOST_CARDS).map(card).collect())
}

fn card(task: &OrderTask) -> Card {
    let until = task.until.as_deref().map_or_else(|| "none".to_owned(), format::day);
    let says = t("task-says").with("task", task.kind.word()).with("until", until).to_string();
    let sentence = t("task-of").with("label", task.label.clone()).with("says", says);
    let card = Card::new(sentence, format!("/commandes/{}", task.order_id.inner()), t("today-order-see"));
    if task.kind == OrderTaskKind::EndNears { card } else { card.waits() }
}
