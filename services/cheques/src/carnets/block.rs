//! Blocking: a booklet that was lost or stolen is refused everywhere from this instant on. Its number is enough.

use kernel::{
    access::{Action, Actor},
    cents::Cents,
    clock::At,
    ids::StructureId,
};
use serde::{Deserialize, Serialize};
use store::{
    Reply,
    act::{ActKey, ContentHash},
    head::{self, Event},
};

use super::course::{Move, Why};
use crate::{
    desk::Desk,
    order::Serial,
    refusal::{Refusal, written},
    rows::{self, moves::Moved},
};

/// What is asked.
#[derive(Clone, Debug, Serialize)]
pub struct BlockCarnet {
    /// The structure in whose name it is asked.
    pub structure: StructureId,
    /// The printed number, as typed.
    pub carnet: String,
    /// Lost or stolen; anything else is refused.
    pub why: Why,
    /// How it is known, in a few words: 1 to 200 characters, no name.
    pub reason: String,
}

/// What is answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Blocked {
    /// The booklet's printed number.
    pub carnet: String,
    /// Cheques that cannot be used any more.
    pub cheques: i64,
    /// Their value.
    pub value: Cents,
    /// Since when.
    pub at: At,
}

/// Blocks a booklet that is somebody's. Refusals, in this order: `FORBIDDEN`, `INPUT_INVALID`, `NOT_FOUND`, `CARNET_BLOCKED`.
///
/// One that nobody was given yet leaves the stock in which it lies: see [`super::lose`].
pub async fn block_carnet(desk: &Desk, actor: &Actor, key: &str, asked: BlockCarnet) -> Reply<Blocked> {
    actor.may(Action::BlockCarnet, asked.structure)?;
    let (person, _) = actor.known()?;
    let reason = written(&asked.reason, 200, "reason")?;
    if !matches!(asked.why, Why::Lost | Why::Stolen) {
        return Err(Refusal::Invalid { field: "why" }.into());
    }
    let act = ActKey::of(actor, Action::BlockCarnet, key)?.because(&reason);
    let content = ContentHash::of(&asked)?;
    let serial = Serial::parse(&asked.carnet).ok_or(Refusal::NotFound)?;
    desk.store
        .once(act, content, move |tx| {
            let order = rows::orders::labelled(tx.conn, &serial.label)?.ok_or(Refusal::NotFound)?;
            let carnet = rows::carnets::find(tx.conn, order.id, serial.no)?.ok_or(Refusal::NotFound)?;
            match carnet.blocked {
                Some((_, Why::Replaced)) => return Err(Refusal::CarnetReplaced.into()),
                Some((since, _)) => return Err(Refusal::CarnetBlocked { since }.into()),
                None => {}
            }
            if rows::carnets::block(tx, &[carnet.id], asked.why, asked.structure)? != 1 {
                return Err(Refusal::CarnetBlocked { since: tx.now() }.into());
            }
            let kind = match (carnet.handed_over, asked.why) {
                (true, _) => Move::Blocked,
                (false, Why::Stolen) => Move::Stolen,
                (false, _) => Move::Lost,
            };
            let moved = Moved { reason: Some(reason.clone()), ..Moved::of(kind, order.id, person) };
            rows::moves::record(tx, &moved, &[carnet])?;
            if !carnet.handed_over {
                rows::stock::leave(tx, &[carnet.id])?;
            }
            let live = rows::cheques::live_by_carnet(tx.conn, &[carnet.id])?;
            let (cheques, value) = live.get(&carnet.id).copied().unwrap_or_default();
            let done = Blocked { carnet: serial.to_string(), cheques, value, at: tx.now() };
            head::announce(tx, &[Event::new("carnet.blocked", &done)?])?;
            Ok(done)
        })
        .await
}
