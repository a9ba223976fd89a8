//! Delivering: booklets go to distribution points, where they are counted; a difference is told, never hidden.
//!
//! A delivery is the order's own word for a parcel that comes from the network: one deed makes both, one count closes both.

use kernel::{
    access::{Action, Actor},
    ids::{OrderId, StructureId},
};
use serde::{Deserialize, Serialize};
use store::{
    Reply,
    act::{ActKey, ContentHash},
    head::{self, Event},
};

use super::{
    chapter::{Chapter, may_somewhere},
    delivery::Delivery,
    step,
};
use crate::{
    carnets::{
        lot::{Lot, MOST as MOST_MOVED},
        send::{SendCarnets, send},
    },
    desk::Desk,
    refusal::Refusal,
    rows,
};

/// What is asked of who sends booklets.
#[derive(Clone, Debug, Serialize)]
pub struct DispatchCarnets {
    /// The order.
    pub order: OrderId,
    /// The distribution point.
    pub to: StructureId,
    /// The first booklet's number within the order.
    pub first: i64,
    /// The last one's, included.
    pub last: i64,
}

/// What is answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Delivered {
    /// The order.
    pub order: OrderId,
    /// The delivery.
    pub delivery: Delivery,
}

/// Records that booklets left for a distribution point. They lie in its stock from now on, and the parcel waits to be counted.
///
/// Refusals, in this order: `FORBIDDEN`, `NOT_FOUND` (order, distribution point, numbers), `WRONG_STAGE` (closed, not printed, or one
/// of them was sent before), `INPUT_INVALID` (numbers, more than 10 000), `ALREADY_HANDED_OVER`, `CARNET_BLOCKED` (one of them).
pub async fn dispatch_carnets(desk: &Desk, actor: &Actor, key: &str, asked: DispatchCarnets) -> Reply<Delivered> {
    may_somewhere(actor, Action::DispatchCarnets)?;
    let (person, _) = actor.known()?;
    let act = ActKey::of(actor, Action::DispatchCarnets, key)?;
    let (content, actor) = (ContentHash::of(&asked)?, actor.clone());
    desk.store
        .once(act, content, move |tx| {
            let chapter = Chapter::open(tx, &actor, Action::DispatchCarnets, asked.order)?;
            if !registry::structure::exists(tx.conn, asked.to)? || asked.last > chapter.order.terms.carnets {
                return Err(Refusal::NotFound.into());
            }
            chapter.is_under_way()?;
            if !step::was(&chapter.steps, step::Kind::Printed) {
                return Err(chapter.wrong().into());
            }
            if asked.first < 1 || asked.last < asked.first || asked.last - asked.first >= MOST_MOVED {
                return Err(Refusal::Invalid { field: "carnets" }.into());
            }
            let sent = rows::life::deliveries(tx.conn, &[asked.order])?.remove(&asked.order).unwrap_or_default();
            if sent.iter().any(|delivery| delivery.bears(asked.first, asked.last)) {
                return Err(Refusal::WrongStage { stage: "dispatched" }.into());
            }
            let no = sent.last().map_or(1, |last| last.no + 1);
            let (to, first, last) = (asked.to, asked.first, asked.last);
            let delivery = Delivery { no, to, first, last, sent_at: tx.now(), counted: None };
            let parcel = SendCarnets { from: None, to, lot: Lot::of(&chapter.order, first, last) };
            let parcel = send(tx, &parcel, false, person)?.parcel;
            rows::life::insert_delivery(tx, asked.order, &delivery, (parcel, person))?;
            let done = Delivered { order: asked.order, delivery };
            head::announce(tx, &[Event::new("order.dispatched", &done)?])?;
            Ok(done)
        })
        .await
}

/// What is asked of who counts booklets.
#[derive(Clone, Debug, Serialize)]
pub struct ConfirmDelivery {
    /// The order.
    pub order: OrderId,
    /// The delivery's number within the order.
    pub no: i64,
    /// How many booklets were counted.
    pub counted: i64,
}

/// Records how many booklets were counted at a distribution point; a difference stays to be read.
///
/// Which ones are missing is not said here: they stay in the stock until they are found, or told lost by their numbers. Whoever
/// knows the numbers counts the parcel instead: see [`crate::carnets::count_parcel`].
///
/// Refusals, in this order: `FORBIDDEN`, `NOT_FOUND` (order, delivery, or another's), `INPUT_INVALID`, `WRONG_STAGE` (counted before).
pub async fn confirm_delivery(desk: &Desk, actor: &Actor, key: &str, asked: ConfirmDelivery) -> Reply<Delivered> {
    may_somewhere(actor, Action::ConfirmDelivery)?;
    let (person, _) = actor.known()?;
    let act = ActKey::of(actor, Action::ConfirmDelivery, key)?;
    let (content, actor) = (ContentHash::of(&asked)?, actor.clone());
    desk.store
        .once(act, content, move |tx| {
            let sent = rows::life::deliveries(tx.conn, &[asked.order])?.remove(&asked.order).unwrap_or_default();
            let delivery = sent.into_iter().find(|delivery| delivery.no == asked.no).ok_or(Refusal::NotFound)?;
            // A distribution point counts what came to it; the operator what it was told by telephone.
            actor.may(Action::ConfirmDelivery, delivery.to).map_err(|_| Refusal::NotFound)?;
            if !(0..=MOST).contains(&asked.counted) {
                return Err(Refusal::Invalid { field: "counted" }.into());
            }
            if !rows::life::count_delivery(tx, asked.order, asked.no, asked.counted, person)? {
                return Err(Refusal::WrongStage { stage: "counted" }.into());
            }
            if let Some(parcel) = rows::life::parcel_of(tx.conn, asked.order, asked.no)? {
                rows::parcels::count(tx, parcel, asked.counted, person)?;
            }
            let counted = Some((asked.counted, tx.now()));
            let done = Delivered { order: asked.order, delivery: Delivery { counted, ..delivery } };
            head::announce(tx, &[Event::new("order.delivered", &done)?])?;
            Ok(done)
        })
        .await
}

/// As many as an order has at most.
const MOST: i64 = 100_000;
