//! Printing: the booklets of an order lie on the table, as the approved proof said.

use kernel::{
    access::{Action, Actor},
    ids::OrderId,
};
use store::{
    Reply,
    act::{ActKey, ContentHash},
};

use super::{
    chapter::{Chapter, Says, Stepped, may_somewhere},
    step::{self, Proof},
};
use crate::{desk::Desk, refusal::Refusal};

/// Records that the booklets are printed.
///
/// Refusals, in this order: `FORBIDDEN`, `NOT_FOUND`, `WRONG_STAGE` (a quote, closed, not issued, or printed already), `PROOF_NOT_APPROVED`.
pub async fn record_printing(desk: &Desk, actor: &Actor, key: &str, order: OrderId) -> Reply<Stepped> {
    may_somewhere(actor, Action::RecordPrinting)?;
    let (person, _) = actor.known()?;
    let act = ActKey::of(actor, Action::RecordPrinting, key)?;
    let (content, actor) = (ContentHash::of(&order)?, actor.clone());
    desk.store
        .once(act, content, move |tx| {
            let chapter = Chapter::open(tx, &actor, Action::RecordPrinting, order)?;
            chapter.is_under_way()?;
            if chapter.order.issued_at.is_none() {
                return Err(chapter.wrong().into());
            }
            if step::was(&chapter.steps, step::Kind::Printed) {
                return Err(Refusal::WrongStage { stage: "printed" }.into());
            }
            if step::proof(&chapter.steps, tx.now().day()) != Proof::Approved {
                return Err(Refusal::ProofNotApproved.into());
            }
            Ok(chapter.takes(tx, step::Kind::Printed, person, Says::default())?)
        })
        .await
}
