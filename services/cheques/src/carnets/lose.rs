//! Losing a box: booklets that nobody was given yet were lost or stolen. All are blocked at once, by their numbers.

use kernel::{
    access::{Action, Actor},
    ids::{CarnetId, StructureId},
};
use serde::Serialize;
use store::{
    Reply,
    act::{ActKey, ContentHash},
    head::{self, Event},
};

use super::{
    course::{Move, Why},
    give_back::Left,
    lot::{Lot, may_leave},
};
use crate::{
    desk::Desk,
    refusal::{Refusal, written},
    rows::{self, moves::Moved},
};

/// What is asked.
#[derive(Clone, Debug, Serialize)]
pub struct BlockStock {
    /// Whose stock they were in; none: wherever they are, which the operator alone may say.
    pub structure: Option<StructureId>,
    /// Which booklets.
    pub lot: Lot,
    /// Lost or stolen; anything else is refused.
    pub why: Why,
    /// How it is known, in a few words: 1 to 200 characters.
    pub reason: String,
}

/// Blocks booklets that nobody was given yet; they leave their stock.
///
/// Refusals, in this order: `FORBIDDEN`, `INPUT_INVALID`, `NOT_FOUND`, `WRONG_STAGE`, `ALREADY_HANDED_OVER`, `CARNET_BLOCKED`,
/// `OTHER_STOCK`.
pub async fn block_stock(desk: &Desk, actor: &Actor, key: &str, asked: BlockStock) -> Reply<Left> {
    match asked.structure {
        Some(structure) => actor.may(Action::BlockStock, structure)?,
        None => actor.may_anywhere(Action::BlockStock)?,
    }
    let (person, organisation) = actor.known()?;
    let reason = written(&asked.reason, 200, "reason")?;
    let kind = match asked.why {
        Why::Lost => Move::Lost,
        Why::Stolen => Move::Stolen,
        Why::Missing | Why::Replaced => return Err(Refusal::Invalid { field: "why" }.into()),
    };
    let act = ActKey::of(actor, Action::BlockStock, key)?.because(&reason);
    let content = ContentHash::of(&asked)?;
    desk.store
        .once(act, content, move |tx| {
            let (order, found) = asked.lot.read(tx.conn)?;
            may_leave(&found, asked.structure)?;
            let ids: Vec<CarnetId> = found.iter().map(|carnet| carnet.id).collect();
            rows::carnets::block(tx, &ids, asked.why, asked.structure.unwrap_or(organisation))?;
            rows::stock::leave(tx, &ids)?;
            let moved = Moved { reason: Some(reason.clone()), ..Moved::of(kind, order.id, person) };
            rows::moves::record(tx, &moved, &found)?;
            let left = Left::of(asked.structure, &asked.lot);
            head::announce(tx, &[Event::new("carnets.blocked", &left)?])?;
            Ok(left)
        })
        .await
}
