//! Welcoming anyway: no refusal sends a person away. Attendance is counted; no payment is promised, no name is kept.

use kernel::{
    access::{Action, Actor},
    ids::VenueId,
    refusal::{Code, Refusal as Said},
};
use serde::Serialize;
use store::{
    Reply,
    act::{ActKey, ContentHash},
    head::{self, Event},
};

use crate::{
    counter::welcome::{Kind, Welcome},
    desk::Desk,
    refusal::Refusal,
    rows,
};

/// What is asked.
#[derive(Clone, Debug, Serialize)]
pub struct RecordWelcome {
    /// Where.
    pub venue: VenueId,
    /// How.
    pub kind: Kind,
    /// The code of the refusal that led to it, if any.
    pub reason: Option<String>,
    /// How many people, 1 to 50.
    pub people: i64,
}

const MOST_PEOPLE: i64 = 50;

/// Records that people were welcomed without a cheque, also at a venue that is suspended.
///
/// Refusals, in this order: `INPUT_INVALID`, `FORBIDDEN` (absent or another structure's).
pub async fn record_welcome(desk: &Desk, actor: &Actor, key: &str, asked: RecordWelcome) -> Reply<Welcome> {
    let (person, organisation) = actor.known()?;
    actor.may(Action::RecordWelcome, organisation)?;
    sensible(&asked)?;
    let act = ActKey::of(actor, Action::RecordWelcome, key)?;
    let content = ContentHash::of(&asked)?;
    let actor = actor.clone();
    desk.store
        .once(act, content, move |tx| {
            let owner = registry::venue::owner(tx.conn, asked.venue)?;
            let structure = owner.ok_or_else(|| Said::of(Code::Forbidden))?;
            actor.may(Action::RecordWelcome, structure)?;
            let welcome = Welcome {
                id: tx.chance().id(),
                venue: asked.venue,
                structure,
                kind: asked.kind,
                reason: asked.reason.clone(),
                people: asked.people,
                at: tx.now(),
                by: person,
            };
            rows::welcomes::insert(tx, &welcome)?;
            head::announce(tx, &[Event::new("person.welcomed", &welcome)?])?;
            Ok(welcome)
        })
        .await
}

fn sensible(asked: &RecordWelcome) -> Result<(), Refusal> {
    let is_code = |reason: &String| Code::ALL.iter().any(|code| code.name() == reason);
    if !asked.reason.as_ref().is_none_or(is_code) {
        return Err(Refusal::Invalid { field: "reason" });
    }
    if !(1..=MOST_PEOPLE).contains(&asked.people) {
        return Err(Refusal::Invalid { field: "people" });
    }
    Ok(())
}
