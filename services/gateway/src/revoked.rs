//! What ends a token before its time: a person's stamp that has risen since, a visit that has ended.
//!
//! The list is kept in memory by whoever reads the database; nothing is asked of it while a request waits.

use std::collections::{HashMap, HashSet};

use kernel::{
    access::token::Proof,
    ids::{PersonId, VisitId},
};

/// The stamps that rose and the visits that ended, for as long as a token that knew them otherwise may live.
#[derive(Clone, Debug, Default)]
pub struct Revoked {
    stamps: HashMap<PersonId, i64>,
    visits: HashSet<VisitId>,
}

impl Revoked {
    /// These people's stamps as they are now, and these visits as ended.
    pub fn of(stamps: impl IntoIterator<Item = (PersonId, i64)>, visits: impl IntoIterator<Item = VisitId>) -> Self {
        Self { stamps: stamps.into_iter().collect(), visits: visits.into_iter().collect() }
    }

    /// A person's stamp, zero unless it is known to have risen.
    pub fn stamp(&self, person: PersonId) -> i64 {
        self.stamps.get(&person).copied().unwrap_or_default()
    }

    /// Whether what this token says no longer holds.
    pub(crate) fn ends(&self, proof: &Proof) -> bool {
        let (person, stamp, visit) = proof.person();
        self.stamp(person) > stamp || visit.is_some_and(|visit| self.visits.contains(&visit))
    }
}
