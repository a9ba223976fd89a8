//! Giving up: the person wishes no booklet any more. What is known of them is forgotten at once.

use kernel::{
    access::{Action, Actor},
    ids::RequestId,
};
use store::{
    Reply, Tx,
    act::{ActKey, ContentHash},
};

use super::{
    open::{Told, step, still},
    request::{Request, Stage},
};
use crate::{desk::Desk, rows::requests as rows};

/// Ends a request because the person says so; a booklet that was kept is free again.
///
/// Refusals, in this order: `FORBIDDEN`, `NOT_FOUND`, `WRONG_STAGE` (ended, or the booklet is with the post).
pub async fn withdraw_request(desk: &Desk, actor: &Actor, key: &str, request: RequestId) -> Reply<Told> {
    let (_, organisation) = actor.known()?;
    actor.may(Action::WithdrawRequest, organisation)?;
    let act = ActKey::of(actor, Action::WithdrawRequest, key)?;
    let content = ContentHash::of(&request)?;
    let actor = actor.clone();
    desk.store.once(act, content, move |tx| withdraw(tx, &actor, request)).await
}

fn withdraw(tx: &mut Tx<'_>, actor: &Actor, request: RequestId) -> Reply<Told> {
    let stages = [Stage::Waiting, Stage::Accepted, Stage::SetAside];
    let one = still(tx, actor, Action::WithdrawRequest, request, &stages)?;
    rows::free(tx, one.id)?;
    rows::forget(tx, &[one.id])?;
    rows::unmark(tx, one.id)?;
    let to = Request {
        stage: Stage::Withdrawn,
        waits_for: None,
        carnet: None,
        due_by: tx.now().day(),
        ended_at: Some(tx.now()),
        ..one.clone()
    };
    step(tx, &one, &to, "carnet.request-ended")
}
