//! The prescriber in the graph: a stock, a booklet looked up, what was handed over lately.

use async_graphql::{ID, Result, SimpleObject, connection::Connection};
use kernel::{clock::At, ids::CarnetId};
use registry::graph::{answer::Refusal, page};

use super::{objects::Public, order_life::SecondCarnet};
use crate::carnets::{allot, look_carnet_up, stock};

/// A booklet, looked up before it is handed over.
#[derive(SimpleObject)]
pub(super) struct Carnet {
    /// Its printed number.
    carnet: String,
    cheques: i64,
    value_cents: i64,
    /// Last day on which it may be handed over.
    distribution_ends: String,
    /// Last day printed on its cheques.
    valid_until: String,
    /// INSEE codes of the home communes it is for; none: everywhere.
    communes: Vec<String>,
    /// Publics it is for; none: everybody.
    publics: Vec<Public>,
    /// Whether somebody may be given a second one: unless it is free, the hand-over must say whether they had one.
    second_carnet: SecondCarnet,
    /// Whether only the person themself may take it: the hand-over must say who comes.
    personal: bool,
}

/// Answer of `carnet`: a booklet that may not go is shown with the refusal.
#[derive(SimpleObject)]
pub(super) struct CarnetPayload {
    pub(super) carnet: Option<Carnet>,
    pub(super) refusal: Option<Refusal>,
}
impl From<look_carnet_up::CarnetSeen> for CarnetPayload {
    fn from(seen: look_carnet_up::CarnetSeen) -> Self {
        let refusal = seen.refusal.as_ref().map(Refusal::from);
        let carnet = Carnet {
            carnet: seen.carnet,
            cheques: seen.cheques,
            value_cents: seen.value.get(),
            distribution_ends: seen.distribution_ends.to_string(),
            valid_until: seen.valid_until.to_string(),
            communes: Vec::from_iter(seen.communes),
            publics: seen.publics.into_iter().map(Public::from).collect(),
            second_carnet: seen.second.into(),
            personal: seen.personal,
        };
        Self { carnet: Some(carnet), refusal }
    }
}

/// What a prescriber has of one order. Quantities are booklets.
#[derive(SimpleObject)]
pub(super) struct StockLine {
    order_id: ID,
    /// Printed before the number of each booklet.
    label: String,
    cheques_per_carnet: i64,
    /// Booklets ever put into the stock.
    allotted: i64,
    /// Booklets handed over, from the stock or not.
    handed_over: i64,
    /// Booklets still in the stock.
    left: i64,
    /// Last day on which they may be handed over.
    distribution_ends: String,
    /// Last day printed on the cheques.
    valid_until: String,
}
impl From<&stock::StockLine> for StockLine {
    fn from(line: &stock::StockLine) -> Self {
        Self {
            order_id: line.order.id.to_string().into(),
            label: line.order.label.clone(),
            cheques_per_carnet: line.order.terms.cheques_per_carnet,
            allotted: line.allotted,
            handed_over: line.handed_over,
            left: line.left,
            distribution_ends: line.order.terms.distribution_ends.to_string(),
            valid_until: line.order.terms.validity_ends.to_string(),
        }
    }
}

/// A booklet that was handed over. No name, no reference.
#[derive(SimpleObject)]
pub(super) struct HandOver {
    carnet: String,
    at: String,
    /// Who did it.
    by: Option<ID>,
    /// The name of the commune where the person lives.
    home_commune: String,
    public: Public,
}

/// A page of what was handed over, of which one more than wanted was read.
pub(super) fn hand_overs(found: Vec<stock::HandOverSeen>, most: usize, goes_on: bool) -> Connection<String, HandOver> {
    let edge = |one: stock::HandOverSeen| {
        let cursor = format!("{}.{}", one.at.0, one.carnet_id);
        let node = HandOver {
            carnet: one.carnet,
            at: one.at.iso_seconds(),
            by: one.by.map(|by| by.to_string().into()),
            home_commune: one.home_commune,
            public: one.public.into(),
        };
        (cursor, node)
    };
    page::listed(found.into_iter().map(edge), most, goes_on)
}

/// Where a page of hand-overs goes on.
pub(super) fn place(cursor: &str) -> Result<(At, CarnetId)> {
    page::moment(cursor)
}

/// Booklets, put into a stock.
#[derive(SimpleObject)]
pub(super) struct AllottedCarnets {
    order_id: ID,
    prescriber_id: ID,
    carnets: i64,
    first_carnet: String,
    last_carnet: String,
}
impl From<allot::Allotted> for AllottedCarnets {
    fn from(done: allot::Allotted) -> Self {
        Self {
            order_id: done.order.to_string().into(),
            prescriber_id: done.prescriber.to_string().into(),
            carnets: done.carnets,
            first_carnet: done.first,
            last_carnet: done.last,
        }
    }
}
