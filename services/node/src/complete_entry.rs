//! Completing: somebody says once which workshop a title means; what waits under it is planned, and so is what comes later.

use kernel::{
    access::Action,
    ids::{EntryId, VenueId, WorkshopId},
};
use serde::{Deserialize, Serialize};
use store::{Reply, Tx, act::ContentHash};

use crate::{
    calendar::{Entry, EntryStage, Meaning, folded},
    house::{Asked, House},
    intake, refusal, rows,
    workshop::Workshop,
};

/// What was said, and what came of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Completed {
    /// Of which entry.
    pub entry: EntryId,
    /// Its title.
    pub title: String,
    /// How many sessions were planned.
    pub planned: i64,
}

/// Says which workshop an entry is, or that it is none: the same holds for its title from now on.
///
/// Refuses `NOT_FOUND` (entry, workshop), `FORBIDDEN`, `KEY_REUSED`, `WRONG_STAGE` (it is planned or gone, or the workshop is no longer
/// offered).
pub async fn complete_entry(
    house: &House,
    asked: &Asked<'_>,
    id: EntryId,
    workshop: Option<WorkshopId>,
) -> Reply<Completed> {
    let act = house.admit(asked, Action::CompleteCalendarEntry)?;
    let venue = asked.venue;
    let content = ContentHash::of(&(venue, id, workshop))?;
    let complete = move |tx: &mut Tx<'_>| -> Reply<Completed> {
        let entry = rows::entry(tx.conn, venue, id)?.ok_or_else(refusal::absent)?;
        match entry.stage {
            EntryStage::Waiting | EntryStage::Aside => {}
            EntryStage::Planned(_) => return Err(refusal::stage("planned").into()),
            EntryStage::Gone => return Err(refusal::stage("gone").into()),
        }
        let workshop = workshop.map(|workshop| offered(tx, venue, workshop)).transpose()?;
        let title = folded(&entry.title);
        let meaning = workshop.as_ref().map_or(Meaning::Aside, |workshop| Meaning::Workshop(workshop.id));
        rows::remember(tx, venue, &title, meaning)?;
        let planned = settle(tx, venue, &title, workshop.as_ref())?;
        Ok(Completed { entry: id, title: entry.title, planned })
    };
    house.change(act, content, venue, complete).await
}

fn offered(tx: &mut Tx<'_>, venue: VenueId, id: WorkshopId) -> Reply<Workshop> {
    let workshop = rows::workshop(tx.conn, venue, id)?.ok_or_else(refusal::absent)?;
    if workshop.ended_at.is_some() {
        return Err(refusal::stage("ended").into());
    }
    Ok(workshop)
}

/// What is told under that title and has not begun: how many sessions it makes.
fn settle(tx: &mut Tx<'_>, venue: VenueId, title: &str, workshop: Option<&Workshop>) -> Reply<i64> {
    let from = tx.now().plus_ms(1);
    let is_meant =
        |entry: &Entry| matches!(entry.stage, EntryStage::Waiting | EntryStage::Aside) && folded(&entry.title) == title;
    let mut planned = 0;
    for entry in rows::entries(tx.conn, venue, from)?.into_iter().filter(is_meant) {
        let stage = match workshop {
            Some(workshop) => EntryStage::Planned(intake::plan(tx, workshop, entry.starts_at, entry.minutes)?),
            None => EntryStage::Aside,
        };
        planned += i64::from(workshop.is_some());
        rows::update_entry(tx, &Entry { stage, ..entry })?;
    }
    Ok(planned)
}
