//! A visit: one stay of a person, from signing in to leaving.

use kernel::{
    access::token::PROVED_SECONDS,
    clock::At,
    ids::{PersonId, StructureId, VisitId},
};
use store::{Fault, Tx, conn::AnyConn, ids::Ref};

use crate::rows::visit::{self as rows, VisitRow};

/// A working day: a visit that nobody renews for so long is over.
const IDLE_MS: i64 = 12 * 3_600_000;
/// A week: then one signs in again, whatever one does.
const WHOLE_MS: i64 = 7 * 24 * 3_600_000;

/// One stay, as it lies in the books.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Visit {
    /// Its identifier, in access tokens as `sid`.
    pub id: VisitId,
    /// Whose.
    pub person: PersonId,
    /// The structure acted for, once one was chosen.
    pub structure: Option<StructureId>,
    /// Which refresh token is the last one.
    pub generation: i64,
    /// When it began.
    pub started_at: At,
    /// When that refresh token was made.
    pub renewed_at: At,
    /// The first instant at which it cannot be renewed any more.
    pub until: At,
    /// When a second factor was last given in it.
    pub proved_at: Option<At>,
    /// Whether it has ended before its time.
    pub ended: bool,
}

/// Why a visit ends before its time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// The person left.
    Left,
    /// An older refresh token was presented: somebody holds a copy.
    Reused,
    /// Somebody else ended it: the administrator, or the person from another place.
    Ended,
}

impl Ending {
    const fn name(self) -> &'static str {
        match self {
            Self::Left => "left",
            Self::Reused => "reused",
            Self::Ended => "ended",
        }
    }
}

impl Visit {
    fn of(row: VisitRow) -> Self {
        Self {
            id: row.id.0,
            person: row.person.0,
            structure: row.structure.map(|structure| structure.0),
            generation: row.generation,
            started_at: At(row.started_at),
            renewed_at: At(row.renewed_at),
            until: At(row.until_at),
            proved_at: row.proved_at.map(At),
            ended: row.ended_at.is_some(),
        }
    }

    /// Whether it goes on at that instant.
    pub fn goes_on(&self, now: At) -> bool {
        !self.ended && now < self.until
    }

    /// Whether a second factor was given in the last five minutes.
    pub fn is_proved(&self, now: At) -> bool {
        self.proved_at.is_some_and(|at| now.seconds().saturating_sub(at.seconds()) < PROVED_SECONDS)
    }

    /// Until when it can be renewed if that is done now.
    fn renewable(&self, now: At) -> At {
        now.plus_ms(IDLE_MS).min(self.started_at.plus_ms(WHOLE_MS))
    }
}

/// A visit by its identifier, whether it goes on or not.
pub fn find(conn: &mut AnyConn, id: VisitId) -> Result<Option<Visit>, Fault> {
    Ok(rows::read(conn, id)?.map(Visit::of))
}

/// Opens one for a person; `proved` when a second factor was given with it.
pub fn open(tx: &mut Tx<'_>, person: PersonId, structure: Option<StructureId>, proved: bool) -> Result<Visit, Fault> {
    let (id, now) = (tx.chance().id(), tx.now());
    let row = VisitRow {
        id: Ref(id),
        person: Ref(person),
        structure: structure.map(Ref),
        generation: 1,
        started_at: now.0,
        renewed_at: now.0,
        until_at: now.plus_ms(IDLE_MS).0,
        proved_at: proved.then_some(now.0),
        ended_at: None,
        ended_by: None,
    };
    rows::insert(tx, &row)?;
    Ok(Visit::of(row))
}

/// One generation further. Crosses another process that was quicker: what it made of it is judged again.
pub fn renew(tx: &mut Tx<'_>, visit: Visit) -> Result<Visit, Fault> {
    let until = visit.renewable(tx.now());
    if !rows::renew(tx, visit.id, visit.generation, until)? {
        return Err(Fault::crossed("a visit was renewed meanwhile"));
    }
    Ok(Visit { generation: visit.generation + 1, renewed_at: tx.now(), until, ..visit })
}

/// A second factor was given in it, now.
pub fn prove(tx: &mut Tx<'_>, visit: Visit) -> Result<Visit, Fault> {
    rows::prove(tx, visit.id)?;
    Ok(Visit { proved_at: Some(tx.now()), ..visit })
}

/// From now on it acts for that structure.
pub fn choose(tx: &mut Tx<'_>, visit: Visit, structure: StructureId) -> Result<Visit, Fault> {
    rows::choose(tx, visit.id, structure)?;
    Ok(Visit { structure: Some(structure), ..visit })
}

/// Ends it: its tokens are refused within a second or two.
pub fn end(tx: &mut Tx<'_>, id: VisitId, why: Ending) -> Result<(), Fault> {
    rows::end(tx, id, why.name())
}

/// Ends all those of a person, wherever they are.
pub fn end_all(tx: &mut Tx<'_>, person: PersonId, why: Ending) -> Result<(), Fault> {
    rows::end_all(tx, person, why.name())
}
