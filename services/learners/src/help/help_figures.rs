//! Figures of a month: how often people of each commune were helped, and never so few that somebody could be recognised.
//!
//! Shown by fives under the rule of `kernel::small_cells`. The grid is fixed (commune, month) and months are added up nowhere:
//! no sum gives a hidden month away. Help without a card counts as one person each time.

use std::collections::{HashMap, HashSet};

use kernel::{
    access::{Action, Actor, Reach},
    clock::Day,
    ids::LearnerRef,
    small_cells::{Grid, rounded},
};
use registry::territory::{self, Commune, Successors};
use store::{Fault, Reply, conn::AnyConn};

use crate::{
    desk::Desk,
    rows::{self, helps::Counted},
};

/// The figures of a month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figures {
    /// Its first day.
    pub month: Day,
    /// Commune by commune, by name.
    pub communes: Vec<CommuneFigures>,
    /// People who live elsewhere, or would not say; none: not shown.
    pub elsewhere: Option<i64>,
    /// In all; none: not shown.
    pub total: Option<i64>,
}

/// The figures of a commune.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CommuneFigures {
    /// Its code that year.
    pub code: String,
    /// Its name that year.
    pub name: String,
    /// How often people who live there were helped; none: not shown.
    pub helps: Option<i64>,
}

/// The figures of a month; nothing for whoever may not see them, or for a month that is none or of a year that is not known.
pub async fn help_figures(desk: &Desk, actor: &Actor, (year, month): (i32, u32)) -> Reply<Option<Figures>> {
    let days = days(year, month).filter(|_| actor.reach(Action::HelpFigures) == Reach::Any);
    let Some((first, last)) = days else { return Ok(None) };
    desk.store
        .read_still("help.figures", move |conn| {
            let communes = territory::communes(conn, year)?;
            if communes.is_empty() {
                return Ok(None);
            }
            let cells = cells(conn, &communes, (first, last))?;
            Ok(Some(shown(first, communes, &cells)))
        })
        .await
}

/// The first and the last day of a month.
fn days(year: i32, month: u32) -> Option<(Day, Day)> {
    let first = Day::of(year, month, 1).ok()?;
    let next = if month == 12 { Day::of(year + 1, 1, 1) } else { Day::of(year, month + 1, 1) };
    Some((first, next.ok()?.plus_days(-1)))
}

/// How often, and how many people at most stand behind it.
#[derive(Clone, Copy, Default)]
struct Cell {
    helps: i64,
    people: i64,
}

/// One cell for each commune, in their order, and one for everywhere else.
fn cells(conn: &mut AnyConn, communes: &[Commune], days: (Day, Day)) -> Result<Vec<Cell>, Fault> {
    let (successors, merged) = (Successors::read(conn)?, rows::helps::merged(conn)?);
    let places: HashMap<&str, usize> =
        communes.iter().enumerate().map(|(place, commune)| (commune.code.as_str(), place)).collect();
    let year = days.0.year();
    let mut cells = vec![Cell::default(); communes.len() + 1];
    let mut seen: HashSet<(usize, LearnerRef)> = HashSet::new();
    for Counted { home, learner, helps } in rows::helps::homes(conn, days)? {
        let place = home.as_deref().and_then(|home| places.get(successors.in_year(home, year)).copied());
        let place = place.unwrap_or(communes.len());
        let person = learner.map(|one| merged.get(&one).copied().unwrap_or(one));
        cells[place].helps += helps;
        cells[place].people += person.map_or(helps, |person| i64::from(seen.insert((place, person))));
    }
    Ok(cells)
}

fn shown(month: Day, communes: Vec<Commune>, cells: &[Cell]) -> Figures {
    let grid = Grid { all: cells.iter().map(|cell| cell.people).collect(), shares: Vec::new() };
    let hidden = grid.for_all();
    let told = |place: usize| {
        let helps = cells.get(place).map_or(0, |cell| cell.helps);
        (!hidden.cells.contains(&place)).then(|| rounded(helps))
    };
    let elsewhere = told(communes.len());
    let commune = |(place, commune): (usize, Commune)| CommuneFigures {
        code: commune.code,
        name: commune.name,
        helps: told(place),
    };
    Figures {
        month,
        communes: communes.into_iter().enumerate().map(commune).collect(),
        elsewhere,
        total: (!hidden.total).then(|| rounded(cells.iter().map(|cell| cell.helps).sum())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_has_its_days() {
        let told = |year, month| days(year, month).map(|(first, last)| format!("{first} {last}"));
        assert_eq!(told(2025, 12).as_deref(), Some("2025-12-01 2025-12-31"));
        assert_eq!(told(2024, 2).as_deref(), Some("2024-02-01 2024-02-29"));
        assert_eq!((told(2025, 0), told(2025, 13)), (None, None));
    }
}
