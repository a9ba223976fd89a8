//! Declaring the machine that serves a venue.

use kernel::{
    access::{Action, Actor},
    ids::VenueId,
};
use store::{
    Reply, Store, Tx,
    act::{ActKey, ContentHash},
    head::{self, Event},
};

use crate::{door, node::DeclaredNode, refusal::Refused, rows, venue};

/// Declares a venue's machine in the place of a former one.
///
/// Refusals, in this order: `FORBIDDEN`, `NOT_FOUND`, `INPUT_INVALID` (address, key).
pub async fn declare_node(
    store: &Store,
    actor: &Actor,
    key: &str,
    venue: VenueId,
    url: &str,
    public_key: &str,
) -> Reply<DeclaredNode> {
    door::may_on_venue(store, actor, Action::DeclareNode, venue).await?;
    let node = DeclaredNode::parse(venue, url, public_key)?;
    let key = ActKey::of(actor, Action::DeclareNode, key)?;
    store.once(key, ContentHash::of(&node)?, move |tx| declare(tx, &node)).await
}

fn declare(tx: &mut Tx<'_>, node: &DeclaredNode) -> Reply<DeclaredNode> {
    venue::owner(tx.conn, node.venue)?.ok_or(Refused::NotFound)?;
    rows::node::put(tx, node.venue, &node.url, &node.public_key)?;
    head::announce(tx, &[Event::new("node.declared", &serde_json::json!({ "venue": node.venue }))?])?;
    Ok(node.clone())
}
