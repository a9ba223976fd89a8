//! What an order can still promise on request: its ceilings and its booklets, read once and lessened by each promise.

use std::collections::HashMap;

use kernel::ids::StructureId;
use store::{Fault, conn::AnyConn};

use super::{request::WaitsFor, rule::Rule};
use crate::{
    order::Order,
    rows::{request_counts, requests::Left},
};

/// What is left of an order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Room {
    rule: Rule,
    /// Booklets promised or given on request, by home commune.
    granted: HashMap<String, i64>,
    /// Free booklets in the stock of each structure, less what it has promised; below zero it counts on nobody's.
    own: HashMap<StructureId, i64>,
    /// Free booklets in nobody's stock, less what structures have promised above their own: each is promised once.
    common: i64,
}

impl Room {
    /// How an order stands now.
    pub(super) fn read(conn: &mut AnyConn, order: &Order, rule: Rule) -> Result<Self, Fault> {
        let granted = request_counts::granted(conn, order.id)?;
        let (own, common) = request_counts::free_carnets(conn, order.id, order.covered_carnets)?;
        let promised = request_counts::promised(conn, order.id)?;
        Ok(Self { rule, granted, own, common }.less(promised))
    }

    fn less(mut self, promised: HashMap<StructureId, i64>) -> Self {
        for (structure, count) in promised {
            let left = self.own.entry(structure).or_default();
            let above = count - (*left).clamp(0, count);
            *left -= count;
            self.common -= above;
        }
        self
    }

    /// What a request recorded by that structure, for somebody of that commune, would wait for; nothing: a booklet can be promised.
    pub(super) fn stands(&self, structure: StructureId, commune: &str) -> Option<WaitsFor> {
        if self.is_full() || self.is_full_for(self.granted.get(commune).copied()) {
            return Some(WaitsFor::Quota);
        }
        let has_own = self.own.get(&structure).is_some_and(|left| *left > 0);
        (!has_own && self.common <= 0).then_some(WaitsFor::Stock)
    }

    /// Promises a booklet, if there is one; otherwise what is waited for.
    pub(super) fn take(&mut self, structure: StructureId, commune: &str) -> Option<WaitsFor> {
        let waits_for = self.stands(structure, commune);
        if waits_for.is_none() {
            *self.granted.entry(commune.to_owned()).or_default() += 1;
            let left = self.own.entry(structure).or_default();
            if *left <= 0 {
                self.common -= 1;
            }
            *left -= 1;
        }
        waits_for
    }

    /// Whom the order can still serve; nothing: nobody.
    pub(super) fn left(&self) -> Option<Left> {
        let own = self.own.iter().filter(|(_, left)| **left > 0).map(|(structure, _)| *structure);
        let structures = if self.common > 0 { None } else { Some(Vec::from_iter(own)) };
        if structures.as_ref().is_some_and(Vec::is_empty) {
            return None;
        }
        Some(Left { structures, full_communes: self.full()? })
    }

    /// The communes whose ceiling is reached; nothing: that of the whole order is.
    pub(super) fn full(&self) -> Option<Vec<String>> {
        let full = self.granted.iter().filter(|(_, count)| self.is_full_for(Some(**count)));
        (!self.is_full()).then(|| full.map(|(commune, _)| commune.clone()).collect())
    }

    fn is_full(&self) -> bool {
        self.rule.ceiling.is_some_and(|most| self.granted.values().sum::<i64>() >= most)
    }

    fn is_full_for(&self, granted: Option<i64>) -> bool {
        self.rule.per_commune.is_some_and(|most| granted.unwrap_or(0) >= most)
    }
}

#[cfg(test)]
mod tests {
    use kernel::ids::Id;

    use super::*;

    fn structure(no: u8) -> StructureId {
        Id::from_bytes([no; 16])
    }

    fn room(rule: Rule, own: &[(u8, i64)], common: i64, promised: &[(u8, i64)]) -> Room {
        let counts = |some: &[(u8, i64)]| some.iter().map(|(no, count)| (structure(*no), *count)).collect();
        Room { rule, granted: HashMap::new(), own: counts(own), common }.less(counts(promised))
    }

    #[test]
    fn what_lies_in_nobodys_stock_is_promised_once() {
        let stands = |room: &Room, no: u8| room.stands(structure(no), "62447");
        let one = room(Rule::default(), &[], 1, &[(1, 1)]);
        assert_eq!((stands(&one, 1), stands(&one, 2)), (Some(WaitsFor::Stock), Some(WaitsFor::Stock)));
        // What a structure has of its own is taken first.
        let some = room(Rule::default(), &[(1, 2), (2, 1)], 1, &[(1, 2), (2, 2)]);
        assert_eq!([1, 2, 3].map(|no| stands(&some, no)), [Some(WaitsFor::Stock); 3]);
        let more = room(Rule::default(), &[(1, 3), (2, 1)], 1, &[(1, 2), (2, 2)]);
        assert_eq!([1, 2, 3].map(|no| stands(&more, no)), [None, Some(WaitsFor::Stock), Some(WaitsFor::Stock)]);
        let free = room(Rule::default(), &[(1, 1)], 1, &[(1, 1)]);
        assert_eq!([1, 2].map(|no| stands(&free, no)), [None; 2]);
    }

    #[test]
    fn each_promise_lessens_what_is_left() {
        let mut room = room(Rule { ceiling: Some(4), ..Rule::default() }, &[(1, 1), (2, 0)], 2, &[]);
        let mut takes = |no: u8| room.take(structure(no), "62447");
        assert_eq!([1, 2, 2, 2, 1].map(&mut takes), [None, None, None, Some(WaitsFor::Stock), Some(WaitsFor::Stock)]);
        assert!(room.left().is_none());
        let mut room = self::room(Rule { per_commune: Some(1), ..Rule::default() }, &[(1, 3)], 0, &[]);
        assert_eq!(room.take(structure(1), "62447"), None);
        let left = room.left().expect("two booklets");
        assert_eq!((left.structures, left.full_communes), (Some(vec![structure(1)]), vec!["62447".to_owned()]));
        room.common = 1;
        assert_eq!(room.left().expect("three booklets").structures, None, "anybody");
    }

    #[test]
    fn ceilings_come_before_booklets() {
        let rule = Rule { ceiling: Some(3), per_commune: Some(2), ..Rule::default() };
        let mut room = room(rule, &[], 5, &[]);
        room.granted = HashMap::from([("62447".to_owned(), 2)]);
        assert_eq!(room.stands(structure(1), "62447"), Some(WaitsFor::Quota));
        assert_eq!(room.stands(structure(1), "62050"), None);
        room.granted.insert("62050".to_owned(), 1);
        assert_eq!(room.stands(structure(1), "62041"), Some(WaitsFor::Quota));
    }
}
