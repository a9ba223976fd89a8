//! Deciding by hand: the funder says yes or no to a request that waits for it, without knowing whose it is.

use kernel::{
    access::{Action, Actor},
    ids::RequestId,
};
use serde::Serialize;
use store::{
    Reply, Tx,
    act::{ActKey, ContentHash},
    head,
};

use super::{
    judge::stands,
    open::{Told, at, step},
    request::{Request, Stage, WaitsFor, due_by},
};
use crate::{
    desk::Desk,
    refusal::{Refusal, written},
    rows::{self, request_counts, requests},
};

/// What is asked.
#[derive(Clone, Debug, Serialize)]
pub struct Decide {
    /// Which request.
    pub request: RequestId,
    /// Yes or no.
    pub accept: bool,
    /// Why not, for the person: 1 to 200 characters.
    pub reason: Option<String>,
}

/// Accepts a request, or refuses it with a reason that is told to the person.
///
/// Refusals, in this order: `FORBIDDEN`, `INPUT_INVALID` (`reason`), `NOT_FOUND` (absent, or of another funder's order),
/// `WRONG_STAGE` (it waits for no decision).
pub async fn decide_request(desk: &Desk, actor: &Actor, key: &str, asked: Decide) -> Reply<Told> {
    let (_, organisation) = actor.known()?;
    actor.may(Action::DecideRequest, organisation)?;
    let reason = match asked.accept {
        true => None,
        false => Some(written(asked.reason.as_deref().unwrap_or_default(), 200, "reason")?),
    };
    let asked = Decide { reason, ..asked };
    let act = ActKey::of(actor, Action::DecideRequest, key)?;
    let content = ContentHash::of(&asked)?;
    let actor = actor.clone();
    desk.store.once(act, content, move |tx| decide(tx, &actor, &asked)).await
}

fn decide(tx: &mut Tx<'_>, actor: &Actor, asked: &Decide) -> Reply<Told> {
    // Under the head, nobody else promises the same booklet meanwhile.
    head::announce(tx, &[])?;
    let one = requests::find(tx.conn, asked.request)?.ok_or(Refusal::NotFound)?;
    let order = rows::orders::find(tx.conn, one.order)?.ok_or(Refusal::NotFound)?;
    actor.may(Action::DecideRequest, order.funder).map_err(|_| Refusal::NotFound)?;
    at(&one, &[Stage::Waiting])?;
    if one.waits_for != Some(WaitsFor::Funder) {
        return Err(Refusal::WrongStage { stage: "waiting" }.into());
    }
    let to = match asked.accept {
        false => Request {
            stage: Stage::Refused,
            waits_for: None,
            reason: asked.reason.clone(),
            due_by: tx.now().day(),
            ended_at: Some(tx.now()),
            ..one.clone()
        },
        true => {
            let rule = request_counts::rules(tx.conn, &[order.id])?.remove(&order.id).unwrap_or_default();
            let waits_for = stands(tx.conn, &order, &rule, (one.structure, &one.home_commune), true)?;
            let stage = if waits_for.is_some() { Stage::Waiting } else { Stage::Accepted };
            Request { stage, waits_for, due_by: due_by(stage, waits_for, tx.now().day()), told: 0, ..one.clone() }
        }
    };
    step(tx, &one, &to, "carnet.request-decided")
}
