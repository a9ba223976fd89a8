//! Undoing: written down by mistake, help is crossed out the same day; the line stays, and counts no more.

use kernel::{
    access::{Action, Actor},
    clock::At,
    ids::{HelpId, PersonId},
};
use serde::{Deserialize, Serialize};
use store::{
    Reply, Tx,
    act::{ActKey, ContentHash},
    head::{self, Event},
};

use crate::{desk::Desk, refusal::Refusal, rows};

/// Help, undone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Undone {
    /// Which.
    pub help: HelpId,
    /// When.
    pub at: At,
}

/// Undoes help on the day on which it was written down, by anybody of its structure who may.
///
/// Refusals, in this order: `FORBIDDEN`, `NOT_FOUND` (absent or another structure's), `VOIDED`, `VOID_TOO_LATE`.
pub async fn undo_help(desk: &Desk, actor: &Actor, key: &str, help: HelpId) -> Reply<Undone> {
    let (person, organisation) = actor.known()?;
    actor.may(Action::UndoHelp, organisation)?;
    let act = ActKey::of(actor, Action::UndoHelp, key)?;
    let content = ContentHash::of(&help)?;
    let actor = actor.clone();
    desk.store.once(act, content, move |tx| undo(tx, &actor, person, help)).await
}

fn undo(tx: &mut Tx<'_>, actor: &Actor, person: PersonId, help: HelpId) -> Reply<Undone> {
    let seen = rows::helps::find(tx.conn, help)?.ok_or(Refusal::NotFound)?;
    actor.may(Action::UndoHelp, seen.help.structure).map_err(|_| Refusal::NotFound)?;
    if seen.undone {
        return Err(Refusal::HelpUndone.into());
    }
    if seen.help.at.day() != tx.now().day() {
        return Err(Refusal::HelpTooOld.into());
    }
    rows::helps::undo(tx, help, person)?;
    let undone = Undone { help, at: tx.now() };
    head::announce(tx, &[Event::new("help.undone", &undone)?])?;
    Ok(undone)
}
