//! Figures by commune and year: booklets handed over to people who live there, cheques used at venues there.
//!
//! Counted from cheques alone, shown by fives, and not at all where somebody could be recognised: `kernel::small_cells`.
//! The grid is fixed (commune, year): there is no other filter to compare it with, save one funder's own orders.

use std::collections::{BTreeMap, HashMap, HashSet};

use kernel::{
    access::{Action, Actor, Reach},
    clock::Day,
    ids::{CarnetId, StructureId},
    small_cells::{Grid, Hidden, rounded},
};
use registry::territory::{self, Commune, Successors};
use store::{Fault, Reply, conn::AnyConn};

use crate::{desk::Desk, rows};

/// The figures of a year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figures {
    /// The year.
    pub year: i32,
    /// Commune by commune, by name.
    pub communes: Vec<CommuneFigures>,
    /// Booklets handed over in all; none: not shown.
    pub carnets: Option<i64>,
    /// Cheques used in all; none: not shown.
    pub cheques: Option<i64>,
}

/// The figures of a commune.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CommuneFigures {
    /// Its code that year.
    pub code: String,
    /// Its name that year.
    pub name: String,
    /// Booklets handed over to people who live there; none: not shown.
    pub carnets: Option<i64>,
    /// Cheques used at its venues; none: not shown.
    pub cheques: Option<i64>,
}

/// The figures of a year, of all orders or of the caller's own; nothing for whoever may see neither, or for a year that
/// the registry does not know.
pub async fn commune_figures(desk: &Desk, actor: &Actor, year: i32) -> Reply<Option<Figures>> {
    let funder = match (actor.reach(Action::CommuneFigures), actor.organisation()) {
        (Reach::Any, _) => None,
        (Reach::Own, Some(mine)) => Some(mine),
        (Reach::Own, None) | (Reach::Never, _) => return Ok(None),
    };
    desk.store
        .read_still("communeFigures", move |conn| {
            let communes = territory::communes(conn, year)?;
            let (Ok(first), Ok(last)) = (Day::of(year, 1, 1), Day::of(year, 12, 31)) else { return Ok(None) };
            if communes.is_empty() {
                return Ok(None);
            }
            let mut board = Board::over(&communes, Successors::read(conn)?);
            board.count(conn, first, last)?;
            Ok(Some(board.shown(communes, funder)))
        })
        .await
}

/// What is counted of one thing in one commune: how many, and the people behind it, funder by funder.
#[derive(Default)]
struct Cell {
    counts: HashMap<StructureId, i64>,
    people: HashMap<StructureId, i64>,
}

struct Board {
    year: i32,
    successors: Successors,
    places: HashMap<String, usize>,
    carnets: Vec<Cell>,
    cheques: Vec<Cell>,
}

impl Board {
    fn over(communes: &[Commune], successors: Successors) -> Self {
        let places = communes.iter().enumerate().map(|(place, commune)| (commune.code.clone(), place)).collect();
        let cells = || communes.iter().map(|_| Cell::default()).collect();
        let year = communes.first().map_or(0, |commune| commune.year);
        Self { year, successors, places, carnets: cells(), cheques: cells() }
    }

    fn place(&self, code: &str) -> Option<usize> {
        self.places.get(self.successors.in_year(code, self.year)).copied()
    }

    /// A booklet is one person's: its number of people is its own.
    fn count(&mut self, conn: &mut AnyConn, first: Day, last: Day) -> Result<(), Fault> {
        for (home, funder, count) in rows::figures::homes(conn, first.at(0, 0), last.plus_days(1).at(0, 0))? {
            if let Some(place) = self.place(&home) {
                self.carnets[place].add(funder, count, count);
            }
        }
        let grounds = registry::venue::communes(conn)?;
        let mut seen: HashSet<(usize, CarnetId)> = HashSet::new();
        for used in rows::figures::uses(conn, first, last)? {
            if let Some(place) = grounds.get(&used.venue).and_then(|code| self.place(code)) {
                let new = i64::from(seen.insert((place, used.carnet)));
                self.cheques[place].add(used.funder, used.cheques, new);
            }
        }
        Ok(())
    }

    fn shown(self, communes: Vec<Commune>, funder: Option<StructureId>) -> Figures {
        let (carnets, all_carnets) = shown(&self.carnets, funder);
        let (cheques, all_cheques) = shown(&self.cheques, funder);
        let told = communes.into_iter().zip(carnets).zip(cheques).map(|((commune, carnets), cheques)| CommuneFigures {
            code: commune.code,
            name: commune.name,
            carnets,
            cheques,
        });
        Figures { year: self.year, communes: told.collect(), carnets: all_carnets, cheques: all_cheques }
    }
}

impl Cell {
    fn add(&mut self, funder: StructureId, count: i64, people: i64) {
        *self.counts.entry(funder).or_default() += count;
        *self.people.entry(funder).or_default() += people;
    }
}

/// Each commune's number and the total, where they may be shown.
fn shown(cells: &[Cell], funder: Option<StructureId>) -> (Vec<Option<i64>>, Option<i64>) {
    let hidden = hidden(cells, funder);
    let count = |cell: &Cell| match funder {
        Some(funder) => cell.counts.get(&funder).copied().unwrap_or_default(),
        None => cell.counts.values().sum(),
    };
    let total = (!hidden.total).then(|| rounded(cells.iter().map(count).sum()));
    let of = |(place, cell)| (!hidden.cells.contains(&place)).then(|| rounded(count(cell)));
    (cells.iter().enumerate().map(of).collect(), total)
}

fn hidden(cells: &[Cell], funder: Option<StructureId>) -> Hidden {
    let mut funders: BTreeMap<StructureId, Vec<i64>> = BTreeMap::new();
    for (place, cell) in cells.iter().enumerate() {
        for (funder, people) in &cell.people {
            funders.entry(*funder).or_insert_with(|| vec![0; cells.len()])[place] = *people;
        }
    }
    let share = funder.map(|funder| funders.keys().position(|one| *one == funder));
    let all = cells.iter().map(|cell| cell.people.values().sum()).collect();
    let grid = Grid { all, shares: funders.into_values().collect() };
    match share {
        None => grid.for_all(),
        Some(share) => share.map_or_else(Hidden::default, |share| grid.for_share(share)),
    }
}
