//! A quote (devis): the operator says what an order would be; it becomes one when the funder signs it.

use kernel::{
    access::{Action, Actor},
    clock::Day,
    ids::OrderId,
};
use serde::{Deserialize, Serialize};
use store::{
    Fault, Reply,
    act::{ActKey, ContentHash},
};

use super::{
    chapter::{Chapter, Says, Stepped, may_somewhere},
    document::Kind,
    draw_up::draw_up,
    step,
};
use crate::{
    desk::Desk,
    orders::place_order::{self, PlaceOrder},
    refusal::Refusal,
    rows,
};

/// What is asked.
#[derive(Clone, Debug, Serialize)]
pub struct QuoteOrder {
    /// For whom, and what.
    pub order: PlaceOrder,
    /// The last day on which it may be signed: today to a year from now.
    pub until: Day,
}

/// What is answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quoted {
    /// The order, which waits to be signed.
    pub order: OrderId,
    /// Its label.
    pub label: String,
    /// The quote's number: `D-2026-0001`.
    pub number: String,
}

const MOST_DAYS: i64 = 366;

/// Makes a quote. Refusals: `FORBIDDEN`, `DATES_INVALID`, then those of an order.
pub async fn quote_order(desk: &Desk, actor: &Actor, key: &str, asked: QuoteOrder) -> Reply<Quoted> {
    actor.may_anywhere(Action::QuoteOrder)?;
    let (person, _) = actor.known()?;
    let act = ActKey::of(actor, Action::QuoteOrder, key)?;
    let content = ContentHash::of(&asked)?;
    let house = desk.house.clone();
    desk.store
        .once(act, content, move |tx| {
            let today = tx.now().day();
            if asked.until < today || asked.until > today.plus_days(MOST_DAYS) {
                return Err(Refusal::Dates.into());
            }
            let order = place_order::write(tx, &asked.order, Some(asked.until), person)?;
            let amount = order.terms.value().map_err(|error| Fault::because("a quote does not fit", error))?;
            let quote =
                draw_up(tx, &house, &order, (Kind::Quote, amount), person, |body| body.until = Some(asked.until))?;
            let (number, done) = (quote.number(), (order.id, order.label.clone()));
            let chapter = Chapter { order, steps: Vec::new(), documents: Vec::new() };
            let says = Says { document: Some((quote.id, number.clone())), ..Says::default() };
            chapter.takes(tx, step::Kind::Quoted, person, says)?;
            Ok(Quoted { order: done.0, label: done.1, number })
        })
        .await
}

/// Signs a quote: from now on it is an order.
///
/// Refusals, in this order: `FORBIDDEN`, `NOT_FOUND`, `WRONG_STAGE` (signed), `DEADLINE_PASSED` (the quote's last day),
/// `DATES_INVALID` (distribution would be over).
pub async fn sign_order(desk: &Desk, actor: &Actor, key: &str, order: OrderId) -> Reply<Stepped> {
    may_somewhere(actor, Action::SignOrder)?;
    let (person, _) = actor.known()?;
    let act = ActKey::of(actor, Action::SignOrder, key)?;
    let (content, actor) = (ContentHash::of(&order)?, actor.clone());
    desk.store
        .once(act, content, move |tx| {
            let chapter = Chapter::open(tx, &actor, Action::SignOrder, order)?;
            let today = tx.now().day();
            if chapter.order.signed_at.is_some() {
                return Err(chapter.wrong().into());
            }
            if let Some(until) = chapter.order.quote_ends.filter(|until| today > *until) {
                return Err(Refusal::DeadlinePassed { until }.into());
            }
            if today > chapter.order.terms.distribution_ends {
                return Err(Refusal::Dates.into());
            }
            if !rows::orders::sign(tx, order, person)? {
                return Err(Fault::crossed("a quote was signed meanwhile").into());
            }
            let quote = chapter.last(Kind::Quote).map(|quote| (quote.id, quote.number()));
            Ok(chapter.takes(tx, step::Kind::Signed, person, Says { document: quote, ..Says::default() })?)
        })
        .await
}
