//! The stock of a prescriber: what lies there, order by order, and what it handed over lately.

use std::collections::{BTreeSet, HashMap};

use kernel::{
    access::{Action, Actor},
    clock::At,
    ids::{CarnetId, Id, OrderId, PersonId, StructureId},
};
use store::{Fault, Reply, conn::AnyConn};

use crate::{
    desk::Desk,
    order::{Order, Public},
    rows::{self, carnets::Handed},
};

/// What a prescriber has of one order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StockLine {
    /// The order: its label, its dates.
    pub order: Order,
    /// Booklets ever put into the stock.
    pub allotted: i64,
    /// Booklets that the prescriber handed over, from the stock or not.
    pub handed_over: i64,
    /// Booklets that are still in the stock.
    pub left: i64,
}

/// A booklet that the prescriber handed over. No name, no reference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HandOverSeen {
    /// Identifies the line.
    pub carnet_id: CarnetId,
    /// Its printed number.
    pub carnet: String,
    /// When.
    pub at: At,
    /// Who did it.
    pub by: Option<PersonId>,
    /// The commune where the person lives, in the year of the hand-over.
    pub home_commune: String,
    /// Under which public.
    pub public: Public,
}

/// The stock of a prescriber, the order that ends first at the top; nothing for who may not see it.
pub async fn stock(desk: &Desk, actor: &Actor, prescriber: StructureId) -> Reply<Vec<StockLine>> {
    if actor.may(Action::Stock, prescriber).is_err() {
        return Ok(Vec::new());
    }
    desk.store.read("stock", move |conn| Ok(lines(conn, prescriber)?)).await
}

fn lines(conn: &mut AnyConn, prescriber: StructureId) -> Result<Vec<StockLine>, Fault> {
    let allotted = rows::stock::allotted(conn, prescriber)?;
    let handed = rows::stock::handed_over(conn, prescriber)?;
    let ids: BTreeSet<OrderId> = allotted.keys().chain(handed.keys()).copied().collect();
    let orders = rows::orders::of_ids(conn, &Vec::from_iter(ids))?;
    let mut lines: Vec<StockLine> = orders.into_iter().map(|order| line(order, &allotted, &handed)).collect();
    lines.sort_by(|one, two| {
        let of = |line: &StockLine| (line.order.terms.distribution_ends, line.order.label.clone());
        of(one).cmp(&of(two))
    });
    Ok(lines)
}

fn line(order: Order, allotted: &HashMap<OrderId, (i64, i64)>, handed: &HashMap<OrderId, i64>) -> StockLine {
    let (all, gone) = allotted.get(&order.id).copied().unwrap_or_default();
    let handed_over = handed.get(&order.id).copied().unwrap_or_default();
    StockLine { order, allotted: all, handed_over, left: all - gone }
}

/// What a prescriber handed over before a place, newest first; one more than asked when others follow. Nothing for who may
/// not see it.
pub async fn hand_overs(
    desk: &Desk,
    actor: &Actor,
    prescriber: StructureId,
    first: i64,
    before: Option<(At, CarnetId)>,
) -> Reply<Vec<HandOverSeen>> {
    if actor.may(Action::HandOvers, prescriber).is_err() {
        return Ok(Vec::new());
    }
    let (at, id) = before.unwrap_or((At(i64::MAX), Id::from_bytes([0; 16])));
    desk.store
        .read("hand-overs", move |conn| {
            let handed = rows::carnets::handed_over(conn, prescriber, (at.0, id), first + 1)?;
            Ok(named(conn, handed)?)
        })
        .await
}

/// The same with the names of the communes, in one statement for all.
fn named(conn: &mut AnyConn, handed: Vec<Handed>) -> Result<Vec<HandOverSeen>, Fault> {
    let year = |one: &Handed| i32::try_from(one.commune_year).unwrap_or_default();
    let wanted: Vec<(&str, i32)> = handed.iter().map(|one| (one.home_commune.as_str(), year(one))).collect();
    let names = registry::territory::names(conn, &wanted)?;
    let told = |one: Handed| {
        let name = names.get(&(one.home_commune.clone(), year(&one))).cloned();
        Ok(HandOverSeen {
            carnet_id: one.id,
            carnet: one.serial.to_string(),
            at: one.at,
            by: one.by,
            home_commune: name.unwrap_or(one.home_commune),
            public: Public::named(&one.public).ok_or_else(|| Fault::broken("a public has no known name"))?,
        })
    };
    handed.into_iter().map(told).collect()
}
