//! Counting a parcel: whoever receives it says which booklets were not there. Those are blocked, and the network is told.

use std::collections::BTreeSet;

use kernel::{
    access::{Action, Actor},
    ids::{CarnetId, ParcelId, PersonId},
};
use serde::{Deserialize, Serialize};
use store::{
    Reply, Tx,
    act::{ActKey, ContentHash},
    head::{self, Event},
};

use super::{
    course::{Move, Why},
    parcel::Parcel,
};
use crate::{
    desk::Desk,
    order::Serial,
    refusal::Refusal,
    rows::{self, carnets::Found, moves::Moved},
};

/// What is asked.
#[derive(Clone, Debug, Serialize)]
pub struct CountParcel {
    /// Which parcel.
    pub parcel: ParcelId,
    /// Booklets that were there.
    pub counted: i64,
    /// The printed numbers of those that were not, as typed.
    pub missing: Vec<String>,
}

/// What is answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counted {
    /// The parcel.
    pub parcel: ParcelId,
    /// Booklets sent.
    pub sent: i64,
    /// Booklets that were there.
    pub counted: i64,
    /// Booklets that were not: they are blocked from now on.
    pub missing: i64,
}

/// Counts a parcel, and with it the delivery of an order that it is. A booklet that was handed over meanwhile was there.
///
/// Refusals, in this order: `FORBIDDEN`, `NOT_FOUND` (absent, or not for the caller), `WRONG_STAGE` (counted before),
/// `INPUT_INVALID` (`missing`: a number of no booklet of the parcel, or as many as are said to be missing do not add up).
pub async fn count_parcel(desk: &Desk, actor: &Actor, key: &str, asked: CountParcel) -> Reply<Counted> {
    let (person, organisation) = actor.known()?;
    actor.may(Action::CountParcel, organisation)?;
    let act = ActKey::of(actor, Action::CountParcel, key)?;
    let content = ContentHash::of(&asked)?;
    let actor = actor.clone();
    desk.store
        .once(act, content, move |tx| {
            let parcel = rows::parcels::find(tx.conn, asked.parcel)?.ok_or(Refusal::NotFound)?;
            actor.may(Action::CountParcel, parcel.to).map_err(|_| Refusal::NotFound)?;
            if parcel.counted.is_some() {
                return Err(Refusal::WrongStage { stage: "counted" }.into());
            }
            let missing = missing(tx, &parcel, &asked)?;
            close(tx, &parcel, &missing, &asked, person)?;
            let counted = Counted {
                parcel: parcel.id,
                sent: parcel.carnets,
                counted: asked.counted,
                missing: parcel.carnets - asked.counted,
            };
            head::announce(tx, &[Event::new("parcel.counted", &counted)?])?;
            Ok(counted)
        })
        .await
}

/// The booklets that were not there: as many as the count says, each of this parcel, none of them gone or blocked since.
fn missing(tx: &mut Tx<'_>, parcel: &Parcel, asked: &CountParcel) -> Reply<Vec<Found>> {
    let wrong = Refusal::Invalid { field: "missing" };
    let named = asked.missing.iter().map(|typed| Serial::parse(typed)).collect::<Option<BTreeSet<_>>>();
    let named = named.ok_or(wrong.clone())?;
    let within =
        |serial: &Serial| serial.label == parcel.first.label && (parcel.first.no..=parcel.last.no).contains(&serial.no);
    let count = i64::try_from(named.len()).unwrap_or(i64::MAX);
    if !named.iter().all(within) || asked.counted < 0 || parcel.carnets - asked.counted != count {
        return Err(wrong.into());
    }
    let found = rows::carnets::between(tx.conn, parcel.order, (parcel.first.no, parcel.last.no))?;
    let missing: Vec<Found> =
        found.into_iter().filter(|carnet| named.iter().any(|serial| serial.no == carnet.no)).collect();
    let there = |carnet: &Found| carnet.handed_over || carnet.blocked.is_some() || carnet.stock_of != Some(parcel.to);
    if missing.iter().any(there) {
        return Err(wrong.into());
    }
    Ok(missing)
}

fn close(tx: &mut Tx<'_>, parcel: &Parcel, missing: &[Found], asked: &CountParcel, person: PersonId) -> Reply<()> {
    if !rows::parcels::count(tx, parcel.id, asked.counted, person)? {
        return Err(Refusal::WrongStage { stage: "counted" }.into());
    }
    rows::life::count_parcel(tx, parcel.id, asked.counted, person)?;
    if missing.is_empty() {
        return Ok(());
    }
    let ids: Vec<CarnetId> = missing.iter().map(|carnet| carnet.id).collect();
    rows::carnets::block(tx, &ids, Why::Missing, parcel.to)?;
    rows::stock::leave(tx, &ids)?;
    let moved = Moved { parcel: Some(parcel.id), ..Moved::of(Move::Missing, parcel.order, person) };
    rows::moves::record(tx, &moved, missing)?;
    Ok(())
}
