//! Unblocking: a booklet that was found again serves again, unless another one has taken its place.

use kernel::{
    access::{Action, Actor, Reach},
    clock::At,
    ids::StructureId,
    refusal::{Code, Refusal as Said},
};
use serde::{Deserialize, Serialize};
use store::{
    Fault, Reply,
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
pub struct UnblockCarnet {
    /// The structure in whose name it is asked.
    pub structure: StructureId,
    /// The printed number, as typed.
    pub carnet: String,
    /// How it was found, in a few words: 1 to 200 characters, no name.
    pub reason: String,
}

/// What is answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unblocked {
    /// The booklet's printed number.
    pub carnet: String,
    /// Cheques that can be used again.
    pub cheques: i64,
    /// Since when.
    pub at: At,
}

/// Lifts a block. Whoever blocked a lost booklet may, and the operator any of them: a stolen one, the operator alone.
///
/// Refusals, in this order: `FORBIDDEN`, `INPUT_INVALID`, `NOT_FOUND`, `CARNET_BLOCKED` (replaced), `WRONG_STAGE` (not blocked),
/// `FORBIDDEN` (blocked by somebody else, or stolen).
pub async fn unblock_carnet(desk: &Desk, actor: &Actor, key: &str, asked: UnblockCarnet) -> Reply<Unblocked> {
    actor.may(Action::UnblockCarnet, asked.structure)?;
    let anywhere = actor.reach(Action::UnblockCarnet) == Reach::Any;
    let (person, _) = actor.known()?;
    let reason = written(&asked.reason, 200, "reason")?;
    let act = ActKey::of(actor, Action::UnblockCarnet, key)?.because(&reason);
    let content = ContentHash::of(&asked)?;
    let serial = Serial::parse(&asked.carnet).ok_or(Refusal::NotFound)?;
    desk.store
        .once(act, content, move |tx| {
            let trace = rows::traces::of_serial(tx.conn, &serial)?.ok_or(Refusal::NotFound)?;
            match trace.blocked {
                Some((_, Why::Replaced)) => return Err(Refusal::CarnetReplaced.into()),
                None => return Err(Refusal::WrongStage { stage: "unblocked" }.into()),
                Some(_) => {}
            }
            if !anywhere && !is_own(trace.blocked, trace.blocked_for, asked.structure) {
                return Err(Said::of(Code::Forbidden).into());
            }
            if !rows::carnets::unblock(tx, trace.id)? {
                return Err(Fault::crossed("a booklet was unblocked meanwhile").into());
            }
            let found = rows::carnets::find(tx.conn, trace.order, serial.no)?.ok_or(Refusal::NotFound)?;
            let moved = Moved { reason: Some(reason.clone()), ..Moved::of(Move::Unblocked, trace.order, person) };
            rows::moves::record(tx, &moved, &[found])?;
            let live = rows::cheques::live_by_carnet(tx.conn, &[trace.id])?;
            let cheques = live.get(&trace.id).map_or(0, |(count, _)| *count);
            let done = Unblocked { carnet: serial.to_string(), cheques, at: tx.now() };
            head::announce(tx, &[Event::new("carnet.unblocked", &done)?])?;
            Ok(done)
        })
        .await
}

/// Whether a structure may lift the block by itself: it set it, for a booklet that was lost.
pub(crate) fn is_own(blocked: Option<(At, Why)>, by: Option<StructureId>, structure: StructureId) -> bool {
    blocked.is_some_and(|(_, why)| why == Why::Lost) && by == Some(structure)
}
