//! The face value invoice (facture de valeur faciale): what the funder has to pay, at the value of the cheques and no more.

use kernel::{
    access::{Action, Actor},
    cents::Cents,
    ids::OrderId,
};
use serde::{Deserialize, Serialize};
use store::{
    Fault, Reply,
    act::{ActKey, ContentHash},
    head::{self, Event},
};

use super::{
    chapter::{Chapter, may_somewhere},
    document::Kind,
    draw_up::draw_up,
};
use crate::{desk::Desk, refusal::Refusal};

/// What is answered when a document was drawn up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Issued {
    /// The order.
    pub order: OrderId,
    /// What it is.
    pub kind: Kind,
    /// Its number: `F-2026-0001`.
    pub number: String,
    /// What it is about.
    pub amount: Cents,
}

/// Draws the invoice of an order up, once.
///
/// Refusals, in this order: `FORBIDDEN`, `NOT_FOUND`, `WRONG_STAGE` (a quote, closed, or invoiced already).
pub async fn issue_invoice(desk: &Desk, actor: &Actor, key: &str, order: OrderId) -> Reply<Issued> {
    may_somewhere(actor, Action::IssueInvoice)?;
    let (person, _) = actor.known()?;
    let act = ActKey::of(actor, Action::IssueInvoice, key)?;
    let (content, actor, house) = (ContentHash::of(&order)?, actor.clone(), desk.house.clone());
    desk.store
        .once(act, content, move |tx| {
            let chapter = Chapter::open(tx, &actor, Action::IssueInvoice, order)?;
            chapter.is_under_way()?;
            if chapter.last(Kind::Invoice).is_some() {
                return Err(Refusal::WrongStage { stage: "invoiced" }.into());
            }
            let amount =
                chapter.order.terms.value().map_err(|error| Fault::because("an invoice does not fit", error))?;
            let quote = chapter.last(Kind::Quote).map(|quote| quote.number());
            let invoice =
                draw_up(tx, &house, &chapter.order, (Kind::Invoice, amount), person, |body| body.follows = quote)?;
            let issued = Issued { order, kind: Kind::Invoice, number: invoice.number(), amount };
            head::announce(tx, &[Event::new("order.document", &issued)?])?;
            Ok(issued)
        })
        .await
}
