//! The door of every verb: whose it is, and whether the caller may.

use kernel::{
    access::{Action, Actor, Reach},
    ids::{StructureId, VenueId},
    refusal::Refusal,
};
use store::{Reply, Store};

use crate::{refusal::Refused, venue};

/// Asks the right to do it on what belongs to `owner`. What is absent is told only to those who may see all.
pub(crate) fn may(actor: &Actor, action: Action, owner: Option<StructureId>) -> Result<StructureId, Refusal> {
    match owner {
        Some(owner) => actor.may(action, owner).map(|()| owner),
        None if actor.reach(action) == Reach::Any => Err(Refused::NotFound.into()),
        None => Err(Refused::Forbidden.into()),
    }
}

/// The same for a venue; answers the structure it belongs to.
pub(crate) async fn may_on_venue(store: &Store, actor: &Actor, action: Action, id: VenueId) -> Reply<StructureId> {
    let owner = store.read("venue.owner", move |conn| Ok(venue::owner(conn, id)?)).await?;
    Ok(may(actor, action, owner)?)
}
