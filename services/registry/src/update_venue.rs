//! Updating a venue's sheet: its own people, or the operator, say what changed; the change is an act that stays.

use kernel::{
    access::{Action, Actor},
    ids::VenueId,
};
use serde::{Deserialize, Serialize};
use store::{
    Fault, Reply, Store, Tx,
    act::{ActKey, ContentHash},
    head::{self, Event},
};

use crate::{
    door,
    refusal::Refused,
    rows::venue as rows,
    sheet::{Sheet, WrittenSheet},
};

/// A sheet after its change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Updated {
    /// Which venue.
    pub venue: VenueId,
    /// What it says now.
    pub sheet: Sheet,
}

/// Changes a venue's sheet; what is absent stays.
///
/// Refusals, in this order: `FORBIDDEN`, `NOT_FOUND`, `INPUT_INVALID` and `HOURS_INVALID` from top to bottom.
pub async fn update_venue(
    store: &Store,
    actor: &Actor,
    key: &str,
    venue: VenueId,
    written: WrittenSheet,
) -> Reply<Updated> {
    door::may_on_venue(store, actor, Action::UpdateVenue, venue).await?;
    let change = written.parse()?;
    let key = ActKey::of(actor, Action::UpdateVenue, key)?;
    let content = ContentHash::of(&(venue, &change))?;
    store.once(key, content, move |tx| update(tx, venue, change.clone())).await
}

fn update(tx: &mut Tx<'_>, venue: VenueId, change: WrittenSheet) -> Reply<Updated> {
    let held = rows::sheet(tx.conn, venue)?.ok_or(Refused::NotFound)?;
    let sheet = change.over(held.clone());
    // What is said again costs no writing.
    if sheet != held {
        if !rows::update(tx, venue, &sheet)? {
            return Err(Fault::broken("a venue is gone").into());
        }
        head::announce(tx, &[Event::new("venue.updated", &serde_json::json!({ "venue": venue }))?])?;
    }
    Ok(Updated { venue, sheet })
}
