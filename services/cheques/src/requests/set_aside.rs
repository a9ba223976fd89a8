//! Setting aside: a booklet is kept for somebody, at a named place, until a day. The slip says no more than that.

use kernel::{
    access::{Action, Actor},
    ids::{RequestId, VenueId},
};
use serde::Serialize;
use store::{
    Reply, Tx,
    act::{ActKey, ContentHash},
};

use super::{
    open::{Told, keep, step, still},
    request::{Request, Stage},
};
use crate::{desk::Desk, refusal::Refusal, rows::request_counts};

/// What is asked.
#[derive(Clone, Debug, Serialize)]
pub struct SetAside {
    /// Which request.
    pub request: RequestId,
    /// The number printed on the booklet, as typed.
    pub carnet: String,
    /// A venue of the same structure, where it is kept; none: at the structure itself.
    pub place: Option<VenueId>,
}

/// Keeps a booklet for a request: one that was promised, kept elsewhere, or that came back from the post.
///
/// Refusals, in this order: `FORBIDDEN`, `NOT_FOUND` (the request or the place: absent, or another structure's), `WRONG_STAGE`,
/// then those of the booklet.
pub async fn set_carnet_aside(desk: &Desk, actor: &Actor, key: &str, asked: SetAside) -> Reply<Told> {
    let (_, organisation) = actor.known()?;
    actor.may(Action::SetCarnetAside, organisation)?;
    let act = ActKey::of(actor, Action::SetCarnetAside, key)?;
    let content = ContentHash::of(&asked)?;
    let actor = actor.clone();
    desk.store.once(act, content, move |tx| set_aside(tx, &actor, &asked)).await
}

fn set_aside(tx: &mut Tx<'_>, actor: &Actor, asked: &SetAside) -> Reply<Told> {
    let stages = [Stage::Accepted, Stage::SetAside, Stage::Posted];
    let one = still(tx, actor, Action::SetCarnetAside, asked.request, &stages)?;
    if let Some(place) = asked.place
        && registry::venue::owner(tx.conn, place)? != Some(one.structure)
    {
        return Err(Refusal::NotFound.into());
    }
    let (order, carnet) = keep(tx, &one, &asked.carnet)?;
    let rule = request_counts::rules(tx.conn, &[order.id])?.remove(&order.id).unwrap_or_default();
    let until = tx.now().day().plus_days(rule.keep_days).min(order.terms.distribution_ends);
    let to = Request {
        stage: Stage::SetAside,
        carnet: Some(carnet),
        place: asked.place,
        tracking: None,
        due_by: until,
        told: 0,
        ..one.clone()
    };
    step(tx, &one, &to, "carnet.set-aside")
}
