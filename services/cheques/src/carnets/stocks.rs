//! Looking at stocks: what lies where, which parcels are on their way, what was moved.

use std::collections::{BTreeMap, HashMap};

use kernel::{
    access::{Action, Actor, Reach},
    clock::At,
    ids::{OrderId, PersonId, StructureId},
};
use store::{Fault, Reply, conn::AnyConn};

use super::{course::Move, parcel::Parcel};
use crate::{
    desk::Desk,
    order::{Order, Serial},
    rows,
};

/// What lies in one stock of one order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lying {
    /// The order.
    pub order: Order,
    /// Whose stock; none: the network's own.
    pub holder: Option<(StructureId, String)>,
    /// Booklets that are there.
    pub carnets: i64,
}

/// Every stock, order by order, the one that ends first at the top; nothing for who may not see them.
pub async fn stocks(desk: &Desk, actor: &Actor) -> Reply<Vec<Lying>> {
    if actor.may_anywhere(Action::Stocks).is_err() {
        return Ok(Vec::new());
    }
    desk.store.read("stocks", |conn| Ok(lying(conn)?)).await
}

fn lying(conn: &mut AnyConn) -> Result<Vec<Lying>, Fault> {
    let held = rows::stock::held(conn)?;
    let free = rows::stock::unallotted(conn)?;
    let holders: Vec<StructureId> = held.iter().map(|(holder, ..)| *holder).collect();
    let names = registry::structure::names(conn, &holders)?;
    let all = held.into_iter().map(|(holder, order, count)| (Some(holder), order, count));
    let all: Vec<_> = all.chain(free.into_iter().map(|(order, count)| (None, order, count))).collect();
    let ids: Vec<OrderId> = all.iter().map(|(_, order, _)| *order).collect();
    let orders: HashMap<OrderId, Order> =
        rows::orders::of_ids(conn, &ids)?.into_iter().map(|order| (order.id, order)).collect();
    let mut lying: Vec<Lying> = all
        .into_iter()
        .filter_map(|(holder, order, carnets)| {
            let order = orders.get(&order).filter(|order| order.closed_at.is_none())?.clone();
            let holder = holder.map(|id| (id, names.get(&id).cloned().unwrap_or_default()));
            Some(Lying { order, holder, carnets })
        })
        .collect();
    lying.sort_by_key(|one| {
        let (ends, label) = (one.order.terms.distribution_ends, one.order.label.clone());
        (ends, label, one.holder.as_ref().map(|(_, name)| name.clone()))
    });
    Ok(lying)
}

/// A parcel, with the names of who sent it and who receives it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParcelSeen {
    /// The parcel.
    pub parcel: Parcel,
    /// Whose stock it left; none: the network's own.
    pub from_name: Option<String>,
    /// Whose stock it goes to.
    pub to_name: String,
    /// Whether it should have been counted by now.
    pub late: bool,
}

/// Parcels to or from a structure, or all of them for whoever sees the network: those that nobody has counted first.
///
/// One more than asked when others follow; nothing for who may not see them.
pub async fn parcels(
    desk: &Desk,
    actor: &Actor,
    structure: Option<StructureId>,
    skipped: i64,
    most: i64,
) -> Reply<Vec<ParcelSeen>> {
    if !sees(actor, Action::Parcels, structure) {
        return Ok(Vec::new());
    }
    let now = desk.store.now();
    desk.store
        .read("parcels", move |conn| {
            let found = rows::parcels::page(conn, structure, skipped, most)?;
            let involved: Vec<StructureId> =
                found.iter().flat_map(|parcel| [parcel.from, Some(parcel.to)]).flatten().collect();
            let names = registry::structure::names(conn, &involved)?;
            let named = |parcel: Parcel| ParcelSeen {
                from_name: parcel.from.and_then(|from| names.get(&from).cloned()),
                to_name: names.get(&parcel.to).cloned().unwrap_or_default(),
                late: parcel.is_late(now),
                parcel,
            };
            Ok(found.into_iter().map(named).collect())
        })
        .await
}

/// Booklets that were moved together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MoveSeen {
    /// When.
    pub at: At,
    /// By which move.
    pub kind: Move,
    /// The first one's printed number.
    pub first: Serial,
    /// The last one's.
    pub last: Serial,
    /// How many.
    pub carnets: i64,
    /// Whose stock they left; none: nobody's.
    pub from_name: Option<String>,
    /// Whose stock they entered; none: nobody's.
    pub to_name: Option<String>,
    /// Who did it.
    pub by: Option<PersonId>,
    /// Why, in their own words.
    pub reason: Option<String>,
}

/// What was moved into or out of a stock, or anywhere for whoever sees the network; newest first.
///
/// One more than asked when others follow; nothing for who may not see it.
pub async fn moves(
    desk: &Desk,
    actor: &Actor,
    structure: Option<StructureId>,
    skipped: i64,
    most: i64,
) -> Reply<Vec<MoveSeen>> {
    if !sees(actor, Action::CarnetMoves, structure) {
        return Ok(Vec::new());
    }
    desk.store
        .read("carnetMoves", move |conn| {
            let lines = rows::moves::lines(conn, structure, skipped, most)?;
            let involved: Vec<StructureId> = lines.iter().flat_map(|line| [line.from, line.to]).flatten().collect();
            let names = registry::structure::names(conn, &involved)?;
            let named = |id: Option<StructureId>| id.and_then(|id| names.get(&id).cloned());
            let seen = |line: rows::moves::Line| MoveSeen {
                at: line.at,
                kind: line.kind,
                first: Serial { label: line.label.clone(), no: line.first },
                last: Serial { label: line.label, no: line.last },
                carnets: line.carnets,
                from_name: named(line.from),
                to_name: named(line.to),
                by: line.by,
                reason: line.reason,
            };
            Ok(lines.into_iter().map(seen).collect())
        })
        .await
}

/// Where booklets may be sent: prescribers, and whoever holds a stock; by name. Nothing for who may not see it.
pub async fn distribution_points(desk: &Desk, actor: &Actor) -> Reply<Vec<(StructureId, String)>> {
    if actor.may_anywhere(Action::DistributionPoints).is_err() {
        return Ok(Vec::new());
    }
    desk.store
        .read("distributionPoints", |conn| {
            let mut points: BTreeMap<StructureId, String> =
                registry::structure::prescribers(conn)?.into_iter().collect();
            let holders: Vec<StructureId> = rows::stock::held(conn)?.into_iter().map(|(holder, ..)| holder).collect();
            points.extend(registry::structure::names(conn, &holders)?);
            let mut points: Vec<(StructureId, String)> = points.into_iter().collect();
            points.sort_by_cached_key(|(id, name)| (kernel::fold::plain(name), *id));
            Ok(points)
        })
        .await
}

fn sees(actor: &Actor, action: Action, structure: Option<StructureId>) -> bool {
    match structure {
        Some(structure) => actor.may(action, structure).is_ok(),
        None => actor.reach(action) == Reach::Any,
    }
}
