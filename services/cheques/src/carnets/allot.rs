//! Allotting: the operator puts booklets into a prescriber's stock, and no other prescriber hands those over.

use kernel::{
    access::{Action, Actor},
    ids::{CarnetId, OrderId, StructureId},
};
use serde::{Deserialize, Serialize};
use store::{
    Reply,
    act::{ActKey, ContentHash},
    head::{self, Event},
};

use crate::{
    carnets::course::Move,
    desk::Desk,
    order::Order,
    refusal::Refusal,
    rows::{self, carnets::Found, moves::Moved},
};

/// What is asked.
#[derive(Clone, Debug, Serialize)]
pub struct AllotCarnets {
    /// The order whose booklets they are.
    pub order: OrderId,
    /// The prescriber's structure.
    pub prescriber: StructureId,
    /// The first number within the order.
    pub first: i64,
    /// The last one, included; at most 10 000 booklets in an act.
    pub last: i64,
}

/// What is answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Allotted {
    /// The order.
    pub order: OrderId,
    /// The prescriber's structure.
    pub prescriber: StructureId,
    /// Booklets put into its stock.
    pub carnets: i64,
    /// The first one's printed number.
    pub first: String,
    /// The last one's printed number.
    pub last: String,
}

const MOST: i64 = 10_000;

/// Puts booklets into a stock, out of whatever stock they were in; those that have gone stay where they went.
///
/// Refusals, in this order: `FORBIDDEN`, `INPUT_INVALID`, `NOT_FOUND` (order, prescriber, numbers), `WRONG_STAGE` (not issued),
/// `ALREADY_HANDED_OVER`, `CARNET_BLOCKED` (one of them).
pub async fn allot_carnets(desk: &Desk, actor: &Actor, key: &str, asked: AllotCarnets) -> Reply<Allotted> {
    actor.may_anywhere(Action::AllotCarnets)?;
    let (person, _) = actor.known()?;
    let count = asked.last.saturating_sub(asked.first).saturating_add(1);
    if asked.first < 1 || !(1..=MOST).contains(&count) {
        return Err(Refusal::Invalid { field: "carnets" }.into());
    }
    let act = ActKey::of(actor, Action::AllotCarnets, key)?;
    let content = ContentHash::of(&asked)?;
    desk.store
        .once(act, content, move |tx| {
            let order = rows::orders::find(tx.conn, asked.order)?.ok_or(Refusal::NotFound)?;
            if !registry::structure::exists(tx.conn, asked.prescriber)? {
                return Err(Refusal::NotFound.into());
            }
            let range = rows::carnets::between(tx.conn, order.id, (asked.first, asked.last))?;
            let carnets = free(&order, &asked, range)?;
            let ids: Vec<CarnetId> = carnets.iter().map(|carnet| carnet.id).collect();
            rows::stock::allot(tx, order.id, &ids, asked.prescriber, person)?;
            let moved = Moved { to: Some(asked.prescriber), ..Moved::of(Move::Allotted, order.id, person) };
            rows::moves::record(tx, &moved, &carnets)?;
            let done = Allotted {
                order: order.id,
                prescriber: asked.prescriber,
                carnets: count,
                first: order.serial(asked.first).to_string(),
                last: order.serial(asked.last).to_string(),
            };
            head::announce(tx, &[Event::new("carnets.allotted", &done)?])?;
            Ok(done)
        })
        .await
}

/// The booklets asked for: all issued, none gone, none blocked.
fn free(order: &Order, asked: &AllotCarnets, range: Vec<Found>) -> Result<Vec<Found>, Refusal> {
    if asked.last > order.terms.carnets {
        return Err(Refusal::NotFound);
    }
    if order.issued_at.is_none() {
        return Err(Refusal::WrongStage { stage: order.stage().name() });
    }
    if range.iter().any(|carnet| carnet.handed_over) {
        return Err(Refusal::AlreadyHandedOver);
    }
    match range.iter().find_map(|carnet| carnet.blocked) {
        Some((since, _)) => Err(Refusal::CarnetBlocked { since }),
        None => Ok(range),
    }
}
