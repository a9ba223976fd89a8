//! What the operator may do to a venue's right: suspend it, reinstate it, withdraw it.

use kernel::{
    access::{Action, Actor},
    ids::{PersonId, VenueId},
};
use serde::{Deserialize, Serialize};
use store::{
    Reply, Store, Tx,
    act::{ActKey, ContentHash},
    head::{self, Event},
};

use crate::{
    door,
    refusal::Refused,
    rows,
    standing::{self, EventKind, Standing, StandingEvent},
    structure::text,
};

/// How a venue stands after what was done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Done {
    /// Which venue.
    pub venue: VenueId,
    /// How it stands.
    pub standing: Standing,
    /// Why.
    pub reason: String,
}

/// Holds a venue's right back from now on. Refusals: `FORBIDDEN`, `NOT_FOUND`, `INPUT_INVALID`, `WRONG_STAGE` unless accredited.
pub async fn suspend_venue(store: &Store, actor: &Actor, key: &str, venue: VenueId, reason: &str) -> Reply<Done> {
    happen(store, actor, key, (Action::SuspendVenue, EventKind::Suspended), venue, reason).await
}

/// Gives the right back. Refusals: `FORBIDDEN`, `NOT_FOUND`, `INPUT_INVALID`, `WRONG_STAGE` unless suspended.
pub async fn reinstate_venue(store: &Store, actor: &Actor, key: &str, venue: VenueId, reason: &str) -> Reply<Done> {
    happen(store, actor, key, (Action::ReinstateVenue, EventKind::Reinstated), venue, reason).await
}

/// Ends the right for good. Refusals: `FORBIDDEN`, `NOT_FOUND`, `INPUT_INVALID`, `WRONG_STAGE` unless accredited or suspended.
pub async fn withdraw_venue(store: &Store, actor: &Actor, key: &str, venue: VenueId, reason: &str) -> Reply<Done> {
    happen(store, actor, key, (Action::WithdrawVenue, EventKind::Withdrawn), venue, reason).await
}

async fn happen(
    store: &Store,
    actor: &Actor,
    key: &str,
    (action, kind): (Action, EventKind),
    venue: VenueId,
    reason: &str,
) -> Reply<Done> {
    let (person, _) = actor.known()?;
    door::may_on_venue(store, actor, action, venue).await?;
    let reason = text(reason, standing::LONGEST_REASON, "reason")?;
    let key = ActKey::of(actor, action, key)?.because(&reason);
    let content = ContentHash::of(&(venue, &reason))?;
    store.once(key, content, move |tx| record(tx, person, kind, venue, &reason)).await
}

fn record(tx: &mut Tx<'_>, person: PersonId, kind: EventKind, venue: VenueId, reason: &str) -> Reply<Done> {
    let mut situation = standing::standings(tx.conn, &[venue])?.remove(&venue).ok_or(Refused::NotFound)?;
    let at = situation.next_instant(tx.now());
    let before = situation.standing(at);
    if !follows(kind, before) {
        return Err(Refused::Stage(before.name()).into());
    }
    rows::accreditation::insert_event(tx, venue, kind.name(), at, reason, person)?;
    situation.events.push(StandingEvent { kind, at });
    let topic = match kind {
        EventKind::Suspended => "venue.suspended",
        EventKind::Reinstated => "venue.reinstated",
        EventKind::Withdrawn => "venue.withdrawn",
    };
    head::announce(tx, &[Event::new(topic, &serde_json::json!({ "venue": venue, "at": at }))?])?;
    Ok(Done { venue, standing: situation.standing(at), reason: reason.to_owned() })
}

/// Which standing each event may follow.
fn follows(kind: EventKind, before: Standing) -> bool {
    match kind {
        EventKind::Suspended => matches!(before, Standing::Accredited { .. }),
        EventKind::Reinstated => matches!(before, Standing::Suspended { .. }),
        EventKind::Withdrawn => matches!(before, Standing::Accredited { .. } | Standing::Suspended { .. }),
    }
}
