//! Holding a venue's payments: all that it is owed waits while the network looks into it, as a suspension may ask.

use std::collections::BTreeSet;

use kernel::{
    access::{Action, Actor},
    clock::At,
    ids::{SettlementId, VenueId},
};
use serde::{Deserialize, Serialize};
use store::{
    Reply, Tx,
    act::{ActKey, ContentHash},
    head::{self, Event},
};

use crate::corrections::{act_seen::HoldSeen, acts::shown, chosen::turned};
use crate::{
    desk::Desk,
    refusal::{Refusal, written},
    rows::{holds, runs},
};

/// What is asked.
#[derive(Clone, Debug, Serialize)]
pub struct HoldVenue {
    /// Whose payments.
    pub venue: VenueId,
    /// Why, in a few words: 1 to 200 characters.
    pub reason: String,
}

/// What is answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeldVenue {
    /// Whose payments.
    pub venue: VenueId,
    /// When.
    pub at: At,
    /// Whether they are held now.
    pub held: bool,
}

/// Keeps all that a venue is owed, and will be, out of every run until it is released. What an approved run has is paid; a run
/// that is prepared and not approved loses what it had of the venue, and is to be prepared again.
///
/// Refusals, in this order: `FORBIDDEN`, `INPUT_INVALID`, `NOT_FOUND`, `WRONG_STAGE` (held already).
pub async fn hold_payments(desk: &Desk, actor: &Actor, key: &str, asked: HoldVenue) -> Reply<HeldVenue> {
    actor.may_anywhere(Action::HoldPayments)?;
    let (person, _) = actor.known()?;
    let asked = HoldVenue { reason: written(&asked.reason, 200, "reason")?, ..asked };
    let act = ActKey::of(actor, Action::HoldPayments, key)?.because(&asked.reason);
    let content = ContentHash::of(&asked)?;
    desk.store
        .once(act, content, move |tx| {
            head::announce(tx, &[])?;
            registry::venue::owner(tx.conn, asked.venue)?.ok_or(Refusal::NotFound)?;
            if holds::of_venue(tx.conn, asked.venue)?.is_some() {
                return Err(Refusal::WrongStage { stage: "held" }.into());
            }
            leave_every_run(tx, asked.venue)?;
            holds::hold_venue(tx, asked.venue, person, &asked.reason)?;
            told(tx, "payments.held", asked.venue, true)
        })
        .await
}

/// Every run that may still change loses what it had of a venue.
fn leave_every_run(tx: &mut Tx<'_>, venue: VenueId) -> Reply<()> {
    let open: BTreeSet<SettlementId> = runs::changeable(tx.conn)?.into_iter().collect();
    for run in open {
        if holds::take_venue_out(tx, run, venue)? > 0 {
            turned(tx, run)?;
        }
    }
    Ok(())
}

/// Lets a venue be paid again, from the next run on. Refusals, in this order: `FORBIDDEN`, `INPUT_INVALID`, `NOT_FOUND`,
/// `WRONG_STAGE` (not held).
pub async fn release_payments(desk: &Desk, actor: &Actor, key: &str, asked: HoldVenue) -> Reply<HeldVenue> {
    actor.may_anywhere(Action::ReleasePayments)?;
    let (person, _) = actor.known()?;
    let asked = HoldVenue { reason: written(&asked.reason, 200, "reason")?, ..asked };
    let act = ActKey::of(actor, Action::ReleasePayments, key)?.because(&asked.reason);
    let content = ContentHash::of(&asked)?;
    desk.store
        .once(act, content, move |tx| {
            head::announce(tx, &[])?;
            registry::venue::owner(tx.conn, asked.venue)?.ok_or(Refusal::NotFound)?;
            if !holds::release_venue(tx, asked.venue, person, &asked.reason)? {
                return Err(Refusal::WrongStage { stage: "free" }.into());
            }
            told(tx, "payments.released", asked.venue, false)
        })
        .await
}

fn told(tx: &mut Tx<'_>, topic: &'static str, venue: VenueId, held: bool) -> Reply<HeldVenue> {
    let answer = HeldVenue { venue, at: tx.now(), held };
    head::announce(tx, &[Event::new(topic, &answer)?])?;
    Ok(answer)
}

/// A venue whose payments are held.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VenueOnHold {
    /// Which.
    pub venue: VenueId,
    /// Its name.
    pub name: String,
    /// Since when, by whom and why.
    pub hold: HoldSeen,
}

/// Every venue whose payments are held, the oldest first, for those who look into acts.
pub async fn held_payments(desk: &Desk, actor: &Actor) -> Reply<Vec<VenueOnHold>> {
    if actor.may_anywhere(Action::HeldPayments).is_err() {
        return Ok(Vec::new());
    }
    desk.store
        .read_still("heldPayments", move |conn| {
            let held = holds::venues(conn)?;
            let ids: Vec<VenueId> = held.keys().copied().collect();
            let names = registry::venue::names(conn, &ids)?;
            let named = |(venue, hold): (VenueId, holds::Hold)| VenueOnHold {
                venue,
                name: names.get(&venue).cloned().unwrap_or_default(),
                hold: shown(&hold),
            };
            let mut venues: Vec<VenueOnHold> = held.into_iter().map(named).collect();
            venues.sort_by_key(|one| (one.hold.at, one.venue));
            Ok(venues)
        })
        .await
}
