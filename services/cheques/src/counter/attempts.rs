//! Guessing: well-formed codes that no cheque has are counted by person and structure. Typing errors are not.

use std::collections::HashMap;

use kernel::{
    clock::At,
    ids::{PersonId, StructureId},
};
use store::{Fault, act::NOBODY, conn::AnyConn};

use crate::{refusal::Refusal, rows};

/// The window in which unknown codes are counted.
pub(crate) const MINUTES: i64 = 5;
const MOST_BY_PERSON: usize = 10;
const MOST_BY_STRUCTURE: usize = 100;
/// Of everybody without an account together, whose "person" is the booklet that was tried.
const MOST_BY_NOBODY: usize = 1000;

/// Unknown codes of the last minutes, and those of this transaction.
#[derive(Debug, Default)]
pub(crate) struct Attempts {
    by_person: HashMap<(StructureId, PersonId), usize>,
    by_structure: HashMap<StructureId, usize>,
    added: Vec<(StructureId, PersonId)>,
}

pub(crate) fn read(conn: &mut AnyConn, organisations: &[StructureId], now: At) -> Result<Attempts, Fault> {
    let since = now.plus_ms(-MINUTES * 60_000);
    let mut attempts = Attempts::default();
    for (organisation, person) in rows::cheques::unknown_since(conn, organisations, since)? {
        attempts.count(organisation, person);
    }
    Ok(attempts)
}

impl Attempts {
    /// Refuses with `TOO_MANY_ATTEMPTS` whoever has already typed ten (a structure: a hundred; everybody without one: a thousand).
    pub(crate) fn patient(&self, organisation: StructureId, person: PersonId) -> Result<(), Refusal> {
        let mine = self.by_person.get(&(organisation, person)).copied().unwrap_or_default();
        let ours = self.by_structure.get(&organisation).copied().unwrap_or_default();
        let most = if organisation == NOBODY { MOST_BY_NOBODY } else { MOST_BY_STRUCTURE };
        if mine >= MOST_BY_PERSON || ours >= most {
            return Err(Refusal::SlowDown { minutes: MINUTES });
        }
        Ok(())
    }

    /// One more.
    pub(crate) fn add(&mut self, organisation: StructureId, person: PersonId) {
        self.count(organisation, person);
        self.added.push((organisation, person));
    }

    /// Those of this transaction, to be written.
    pub(crate) fn added(&self) -> &[(StructureId, PersonId)] {
        &self.added
    }

    fn count(&mut self, organisation: StructureId, person: PersonId) {
        *self.by_person.entry((organisation, person)).or_default() += 1;
        *self.by_structure.entry(organisation).or_default() += 1;
    }
}
