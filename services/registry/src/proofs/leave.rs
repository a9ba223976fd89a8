//! Leaving a structure: every role that one holds there ends, at once, and what is still offered there.

use kernel::{
    access::{Action, Actor, Role},
    ids::{PersonId, StructureId},
};
use serde::{Deserialize, Serialize};
use store::{
    Reply, Tx,
    act::{ActKey, ContentHash},
};

use crate::{
    enrol::another_administrator,
    identity::{lodge::Lodge, person},
    refusal::Refused,
    rows::{invitation, membership as rows},
};

/// What was left.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Left {
    /// The structure.
    pub structure: StructureId,
    /// How many roles ended.
    pub roles: usize,
}

/// Ends the caller's roles in a structure.
///
/// Refusals, in this order: `INPUT_INVALID` (key), `NOT_FOUND` where the caller holds none,
/// `LAST_ADMINISTRATOR` when nobody else could let people in.
pub async fn leave_organisation(lodge: &Lodge, actor: &Actor, key: &str, structure: StructureId) -> Reply<Left> {
    let (person, _) = actor.known().map_err(|_| Refused::NotFound)?;
    // An act of the structure that is left, whichever one the caller acts for.
    let key = ActKey::new(structure, Action::LeaveOrganisation.field(), key)?.by(person);
    lodge.store().once(key, ContentHash::of(&(person, structure))?, move |tx| leave(tx, person, structure)).await
}

fn leave(tx: &mut Tx<'_>, person: PersonId, structure: StructureId) -> Reply<Left> {
    let held: Vec<_> =
        rows::of_person(tx.conn, person)?.into_iter().filter(|row| row.structure.0 == structure).collect();
    if held.is_empty() {
        return Err(Refused::NotFound.into());
    }
    if held.iter().any(|row| row.role == Role::Administrator.name()) {
        another_administrator(tx, person)?;
    }
    for row in &held {
        rows::end(tx, row.id.0)?;
    }
    invitation::cancel_waiting(tx, structure, person)?;
    person::raise_stamp(tx, person)?;
    Ok(Left { structure, roles: held.len() })
}
