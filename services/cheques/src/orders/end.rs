//! Fifteen days before the end, the funder takes note: what is handed over from a week before on is at its own cost.

use kernel::{
    access::{Action, Actor},
    ids::OrderId,
};
use store::{
    Reply,
    act::{ActKey, ContentHash},
};

use super::{
    calendar::Alert,
    chapter::{Chapter, Says, Stepped, may_somewhere},
    step,
};
use crate::{desk::Desk, refusal::Refusal};

/// Records that the funder takes note of the end of its order.
///
/// Refusals, in this order: `FORBIDDEN`, `NOT_FOUND`, `WRONG_STAGE` (a quote, closed, or validated already), `DATES_INVALID` (more than
/// thirty days before).
pub async fn validate_order_end(desk: &Desk, actor: &Actor, key: &str, order: OrderId) -> Reply<Stepped> {
    may_somewhere(actor, Action::ValidateOrderEnd)?;
    let (person, _) = actor.known()?;
    let act = ActKey::of(actor, Action::ValidateOrderEnd, key)?;
    let (content, actor) = (ContentHash::of(&order)?, actor.clone());
    desk.store
        .once(act, content, move |tx| {
            let chapter = Chapter::open(tx, &actor, Action::ValidateOrderEnd, order)?;
            chapter.is_under_way()?;
            if step::was(&chapter.steps, step::Kind::EndValidated) {
                return Err(Refusal::WrongStage { stage: "end-validated" }.into());
            }
            if tx.now().day() < Alert::MonthBefore.day(&chapter.order.terms) {
                return Err(Refusal::Dates.into());
            }
            Ok(chapter.takes(tx, step::Kind::EndValidated, person, Says::default())?)
        })
        .await
}
