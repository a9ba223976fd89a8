//! Sharing out: how many booklets of an order each commune is proposed, and the parcels that carry it out.
//!
//! The proposal is a fixed part for each commune and, of what is left, a part by inhabitants. People adjust it; what they
//! decided is sent.

use kernel::{
    access::{Action, Actor},
    ids::{OrderId, PersonId, StructureId},
};
use serde::{Deserialize, Serialize};
use store::{
    Reply, Tx,
    act::{ActKey, ContentHash},
    head::{self, Event},
};

use super::{
    lot::{Lot, MOST},
    send::{SendCarnets, Sent, send},
};
use crate::{desk::Desk, order::Order, refusal::Refusal, rows, rows::carnets::Found};

/// What one commune is proposed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Share {
    /// INSEE code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Its inhabitants.
    pub population: i64,
    /// Booklets.
    pub carnets: i64,
}

/// A proposal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// The order.
    pub order: OrderId,
    /// Booklets that lie in no stock.
    pub available: i64,
    /// Commune by commune, by name.
    pub shares: Vec<Share>,
}

/// Proposes how booklets that lie in no stock are shared out among the communes of the order.
///
/// Refusals, in this order: `FORBIDDEN`, `NOT_FOUND`, `INPUT_INVALID` (`carnets`: negative, or more than 10 000), `OUT_OF_STOCK`.
pub async fn allocation_plan(desk: &Desk, actor: &Actor, order: OrderId, carnets: i64, fixed: i64) -> Reply<Proposal> {
    actor.may_anywhere(Action::AllocationPlan)?;
    let year = registry::territory::known_year(desk.store.now().day().year());
    desk.store
        .read("allocationPlan", move |conn| {
            let order = rows::orders::find(conn, order)?.ok_or(Refusal::NotFound)?;
            if !(0..=MOST).contains(&carnets) || !(0..=MOST).contains(&fixed) {
                return Err(Refusal::Invalid { field: "carnets" }.into());
            }
            let free = rows::stock::unallotted(conn)?;
            let available = free.iter().find(|(id, _)| *id == order.id).map_or(0, |(_, count)| *count);
            if carnets > available {
                return Err(Refusal::OutOfStock.into());
            }
            let communes = registry::territory::communes(conn, year)?;
            let meant = |code: &String| order.terms.communes.is_empty() || order.terms.communes.contains(code);
            let communes: Vec<_> = communes.into_iter().filter(|commune| meant(&commune.code)).collect();
            let weights: Vec<i64> = communes.iter().map(|commune| commune.population).collect();
            let parts = parts(carnets, fixed, &weights);
            let share = |(commune, carnets): (registry::territory::Commune, i64)| Share {
                code: commune.code,
                name: commune.name,
                population: commune.population,
                carnets,
            };
            let shares = communes.into_iter().zip(parts).map(share).collect();
            Ok(Proposal { order: order.id, available, shares })
        })
        .await
}

/// A fixed part each (less where that is too much), then the rest by weight; of equal remainders the first is served first.
fn parts(all: i64, fixed: i64, weights: &[i64]) -> Vec<i64> {
    let places = i64::try_from(weights.len()).unwrap_or(i64::MAX);
    if places == 0 {
        return Vec::new();
    }
    let fixed = fixed.min(all / places);
    let rest = all - fixed * places;
    let total: i64 = weights.iter().sum();
    if total == 0 {
        return parts(all, fixed, &vec![1; weights.len()]);
    }
    let share = |weight: i64| (i128::from(rest) * i128::from(weight), i128::from(total));
    let whole = |weight: &i64| {
        let (num, den) = share(*weight);
        fixed + i64::try_from(num / den).unwrap_or(0)
    };
    let mut parts: Vec<i64> = weights.iter().map(whole).collect();
    let mut places: Vec<usize> = (0..weights.len()).collect();
    places.sort_by_key(|place| {
        let (num, den) = share(weights[*place]);
        (std::cmp::Reverse(num % den), *place)
    });
    let left = usize::try_from(all - parts.iter().sum::<i64>()).unwrap_or(0);
    for place in places.into_iter().take(left) {
        parts[place] += 1;
    }
    parts
}

/// What one stock is to receive.
#[derive(Clone, Debug, Serialize)]
pub struct Destination {
    /// Whose stock.
    pub structure: StructureId,
    /// How many booklets.
    pub carnets: i64,
}

/// What is asked.
#[derive(Clone, Debug, Serialize)]
pub struct Allocate {
    /// The order.
    pub order: OrderId,
    /// Stock by stock; at most 100, and 10 000 booklets in all.
    pub destinations: Vec<Destination>,
}

/// What is answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Allocated {
    /// The order.
    pub order: OrderId,
    /// Booklets sent.
    pub carnets: i64,
    /// The parcels, one a run of numbers.
    pub parcels: Vec<Sent>,
}

const MOST_DESTINATIONS: usize = 100;

/// Sends each stock its booklets, out of those that lie in none, in the order of their numbers.
///
/// Refusals, in this order: `FORBIDDEN`, `INPUT_INVALID` (`carnets`), `NOT_FOUND`, `WRONG_STAGE`, `OUT_OF_STOCK`.
pub async fn allocate_carnets(desk: &Desk, actor: &Actor, key: &str, asked: Allocate) -> Reply<Allocated> {
    actor.may_anywhere(Action::AllocateCarnets)?;
    let (person, _) = actor.known()?;
    let positive = asked.destinations.iter().all(|one| (1..=MOST).contains(&one.carnets));
    let all: i64 = asked.destinations.iter().map(|one| one.carnets.min(MOST)).sum();
    if !positive || !(1..=MOST_DESTINATIONS).contains(&asked.destinations.len()) || all > MOST {
        return Err(Refusal::Invalid { field: "carnets" }.into());
    }
    let act = ActKey::of(actor, Action::AllocateCarnets, key)?;
    let content = ContentHash::of(&asked)?;
    desk.store
        .once(act, content, move |tx| {
            let order = rows::orders::find(tx.conn, asked.order)?.ok_or(Refusal::NotFound)?;
            if order.issued_at.is_none() || order.closed_at.is_some() {
                return Err(Refusal::WrongStage { stage: order.stage().name() }.into());
            }
            let free = rows::carnets::unallotted(tx.conn, order.id, all)?;
            if i64::try_from(free.len()).unwrap_or(0) < all {
                return Err(Refusal::OutOfStock.into());
            }
            let parcels = carry_out(tx, &order, &asked, &free, person)?;
            let done = Allocated { order: order.id, carnets: all, parcels };
            head::announce(tx, &[Event::new("carnets.allocated", &done)?])?;
            Ok(done)
        })
        .await
}

fn carry_out(tx: &mut Tx<'_>, order: &Order, asked: &Allocate, free: &[Found], person: PersonId) -> Reply<Vec<Sent>> {
    let (mut rest, mut parcels) = (free, Vec::new());
    for one in &asked.destinations {
        let count = usize::try_from(one.carnets).unwrap_or(0).min(rest.len());
        let (taken, others) = rest.split_at(count);
        rest = others;
        for run in taken.chunk_by(|one, next| one.no + 1 == next.no) {
            let (Some(first), Some(last)) = (run.first(), run.last()) else { continue };
            let lot = Lot::of(order, first.no, last.no);
            parcels.push(send(tx, &SendCarnets { from: None, to: one.structure, lot }, false, person)?);
        }
    }
    Ok(parcels)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_has_its_fixed_part_and_the_rest_goes_by_weight() {
        assert_eq!(parts(100, 10, &[300, 100]), [70, 30]);
        assert_eq!(parts(10, 0, &[1, 1, 1]), [4, 3, 3], "of equal remainders the first is served first");
        assert_eq!(parts(5, 10, &[9, 1]), [3, 2], "too few for the fixed part");
        assert_eq!(parts(7, 1, &[0, 0]), [4, 3], "nobody lives there");
        assert_eq!(parts(7, 1, &[]), Vec::<i64>::new());
    }

    #[test]
    fn nothing_is_lost_nor_made() {
        let weights: Vec<i64> = (1..=66).map(|no| no * 37 % 211 + 40).collect();
        for all in [0, 1, 65, 66, 67, 500, 9_999] {
            for fixed in [0, 1, 3, 500] {
                let parts = parts(all, fixed, &weights);
                assert_eq!(parts.iter().sum::<i64>(), all, "{all} {fixed}");
                assert!(parts.iter().all(|part| *part >= fixed.min(all / 66)), "{all} {fixed}");
            }
        }
    }
}
