//! Sending: booklets leave a stock, or the network, for another stock. Whoever receives them counts them.

use kernel::{
    access::{Action, Actor, Reach},
    ids::{CarnetId, ParcelId, PersonId, StructureId},
};
use serde::{Deserialize, Serialize};
use store::{
    Reply, Tx,
    act::{ActKey, ContentHash},
    head::{self, Event},
};

use super::{
    course::Move,
    lot::{Lot, may_leave},
    parcel::Parcel,
};
use crate::{
    desk::Desk,
    refusal::Refusal,
    rows::{self, moves::Moved},
};

/// What is asked.
#[derive(Clone, Debug, Serialize)]
pub struct SendCarnets {
    /// Whose stock they leave; none: wherever they are, which the operator alone may say.
    pub from: Option<StructureId>,
    /// Whose stock they go to.
    pub to: StructureId,
    /// Which booklets.
    pub lot: Lot,
}

/// What is answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sent {
    /// The parcel, to be counted.
    pub parcel: ParcelId,
    /// Whose stock they go to.
    pub to: StructureId,
    /// Booklets sent.
    pub carnets: i64,
    /// The first one's printed number.
    pub first: String,
    /// The last one's.
    pub last: String,
}

/// Sends booklets. They are in the stock of whoever receives them from now on; the parcel waits to be counted.
///
/// Refusals, in this order: `FORBIDDEN`, `INPUT_INVALID` (to where they are), `NOT_FOUND` (order, numbers, structure),
/// `WRONG_STAGE` (not issued, closed), `ALREADY_HANDED_OVER`, `CARNET_BLOCKED`, `OTHER_STOCK` (one of them).
pub async fn send_carnets(desk: &Desk, actor: &Actor, key: &str, asked: SendCarnets) -> Reply<Sent> {
    match asked.from {
        Some(from) => actor.may(Action::SendCarnets, from)?,
        None => actor.may_anywhere(Action::SendCarnets)?,
    }
    if asked.from == Some(asked.to) {
        return Err(Refusal::Invalid { field: "to" }.into());
    }
    let (person, _) = actor.known()?;
    let strict = actor.reach(Action::SendCarnets) != Reach::Any || asked.from.is_some();
    let act = ActKey::of(actor, Action::SendCarnets, key)?;
    let content = ContentHash::of(&asked)?;
    desk.store
        .once(act, content, move |tx| {
            let sent = send(tx, &asked, strict, person)?;
            head::announce(tx, &[Event::new("carnets.sent", &sent)?])?;
            Ok(sent)
        })
        .await
}

/// The parcel, made within an act; `strict`: all of them lie in the stock that they are to leave.
pub(crate) fn send(tx: &mut Tx<'_>, asked: &SendCarnets, strict: bool, person: PersonId) -> Reply<Sent> {
    let (order, found) = asked.lot.read(tx.conn)?;
    if !registry::structure::exists(tx.conn, asked.to)? {
        return Err(Refusal::NotFound.into());
    }
    may_leave(&found, asked.from.filter(|_| strict))?;
    let ids: Vec<CarnetId> = found.iter().map(|carnet| carnet.id).collect();
    if rows::requests::any_kept(tx.conn, &ids)? {
        return Err(Refusal::CarnetSetAside.into());
    }
    let parcel = Parcel {
        id: tx.chance().id(),
        order: order.id,
        from: asked.from,
        to: asked.to,
        first: asked.lot.first(),
        last: asked.lot.last(),
        carnets: asked.lot.carnets(),
        sent_at: tx.now(),
        counted: None,
        counted_at: None,
    };
    rows::parcels::insert(tx, &parcel, person)?;
    rows::stock::allot(tx, order.id, &ids, asked.to, person)?;
    let moved = Moved { to: Some(asked.to), parcel: Some(parcel.id), ..Moved::of(Move::Sent, order.id, person) };
    rows::moves::record(tx, &moved, &found)?;
    Ok(Sent {
        parcel: parcel.id,
        to: asked.to,
        carnets: parcel.carnets,
        first: parcel.first.to_string(),
        last: parcel.last.to_string(),
    })
}
