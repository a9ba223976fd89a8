//! Settling the rule: a funder says whether an order takes requests, who says yes to them, and how many.

use kernel::{
    access::{Action, Actor},
    ids::OrderId,
};
use serde::{Deserialize, Serialize};
use store::{
    Reply,
    act::{ActKey, ContentHash},
    head::{self, Event},
};

use super::{
    queue,
    rule::{Rule, Takes},
};
use crate::{
    desk::Desk,
    refusal::Refusal,
    rows::{self, request_counts},
};

/// What is answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settled {
    /// The order.
    pub order: OrderId,
    /// Its rule from now on.
    pub rule: Rule,
}

/// Settles the rule of an order; those who waited for a ceiling that is higher now are promised a booklet at once, and those who
/// waited for the funder too, where it decides no more one by one.
///
/// Refusals, in this order: `FORBIDDEN`, `INPUT_INVALID`, `NOT_FOUND` (absent, or another funder's), `WRONG_STAGE` (closed).
pub async fn settle_request_rule(
    desk: &Desk,
    actor: &Actor,
    key: &str,
    (order, rule): (OrderId, Rule),
) -> Reply<Settled> {
    let (person, organisation) = actor.known()?;
    actor.may(Action::SettleRequestRule, organisation)?;
    if let Some(field) = rule.wrong() {
        return Err(Refusal::Invalid { field }.into());
    }
    let act = ActKey::of(actor, Action::SettleRequestRule, key)?;
    let content = ContentHash::of(&(order, rule))?;
    let actor = actor.clone();
    desk.store
        .once(act, content, move |tx| {
            // Under the head, as whoever asks, so that nobody enters the queue by the old rule while the new one is applied.
            head::announce(tx, &[])?;
            let found = rows::orders::find(tx.conn, order)?.ok_or(Refusal::NotFound)?;
            actor.may(Action::SettleRequestRule, found.funder).map_err(|_| Refusal::NotFound)?;
            if found.closed_at.is_some() {
                return Err(Refusal::WrongStage { stage: "closed" }.into());
            }
            request_counts::settle(tx, order, &rule, person)?;
            match rule.takes {
                Takes::Automatic => queue::let_through(tx, &found, rule)?,
                Takes::ByHand | Takes::None => queue::go_on_under(tx, &found, rule)?,
            }
            let settled = Settled { order, rule };
            head::announce(tx, &[Event::new("carnet.request-rule", &settled)?])?;
            Ok(settled)
        })
        .await
}
