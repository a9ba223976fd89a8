//! Giving back: what a stock will not hand over goes back to the network, where anybody may be sent it.

use kernel::{
    access::{Action, Actor},
    ids::{CarnetId, StructureId},
};
use serde::{Deserialize, Serialize};
use store::{
    Reply,
    act::{ActKey, ContentHash},
    head::{self, Event},
};

use super::{
    course::Move,
    lot::{Lot, may_leave},
};
use crate::{
    desk::Desk,
    refusal::Refusal,
    rows::{self, moves::Moved},
};

/// What is asked.
#[derive(Clone, Debug, Serialize)]
pub struct GiveBack {
    /// Whose stock they leave.
    pub structure: StructureId,
    /// Which booklets.
    pub lot: Lot,
}

/// What is answered, of booklets that left a stock.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Left {
    /// Whose stock they left; none: nobody's.
    pub structure: Option<StructureId>,
    /// How many.
    pub carnets: i64,
    /// The first one's printed number.
    pub first: String,
    /// The last one's.
    pub last: String,
}

impl Left {
    pub(crate) fn of(structure: Option<StructureId>, lot: &Lot) -> Self {
        Self { structure, carnets: lot.carnets(), first: lot.first().to_string(), last: lot.last().to_string() }
    }
}

/// Gives booklets of a stock back.
///
/// Refusals, in this order: `FORBIDDEN`, `NOT_FOUND`, `WRONG_STAGE`, `ALREADY_HANDED_OVER`, `CARNET_BLOCKED`, `OTHER_STOCK`,
/// `CARNET_SET_ASIDE` (one is kept for a request).
pub async fn return_carnets(desk: &Desk, actor: &Actor, key: &str, asked: GiveBack) -> Reply<Left> {
    actor.may(Action::ReturnCarnets, asked.structure)?;
    let (person, _) = actor.known()?;
    let act = ActKey::of(actor, Action::ReturnCarnets, key)?;
    let content = ContentHash::of(&asked)?;
    desk.store
        .once(act, content, move |tx| {
            let (order, found) = asked.lot.read(tx.conn)?;
            may_leave(&found, Some(asked.structure))?;
            let ids: Vec<CarnetId> = found.iter().map(|carnet| carnet.id).collect();
            if rows::requests::any_kept(tx.conn, &ids)? {
                return Err(Refusal::CarnetSetAside.into());
            }
            rows::stock::leave(tx, &ids)?;
            rows::moves::record(tx, &Moved::of(Move::Returned, order.id, person), &found)?;
            let left = Left::of(Some(asked.structure), &asked.lot);
            head::announce(tx, &[Event::new("carnets.returned", &left)?])?;
            Ok(left)
        })
        .await
}
