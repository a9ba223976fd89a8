//! Finding a booklet whose cheques are not at hand: by the number on the talon, or by the day and the commune of its hand-over.

use std::collections::HashMap;

use kernel::{
    access::{Action, Actor, Reach},
    cents::Cents,
    clock::{At, Day},
    ids::{CarnetId, StructureId},
};
use store::{Fault, Reply, conn::AnyConn};

use super::course::Why;
use crate::{
    desk::Desk,
    order::Serial,
    refusal::Refusal,
    rows::{self, traces::Trace},
};

/// By what it is looked for.
#[derive(Clone, Debug, Default)]
pub struct Sought {
    /// The printed number, as typed. When it is given, the rest does not matter.
    pub serial: Option<String>,
    /// The day of the hand-over.
    pub day: Option<Day>,
    /// Where the person lives: INSEE code.
    pub home_commune: Option<String>,
    /// Who handed it over.
    pub prescriber: Option<StructureId>,
}

/// What is told of a booklet. No name, no public, no code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CarnetFile {
    /// Its printed number.
    pub carnet: String,
    /// In whose stock it lies; none once it is somebody's, or when it is in nobody's.
    pub holder: Option<String>,
    /// When it was handed over.
    pub handed_over_on: Option<Day>,
    /// By which structure.
    pub prescriber: Option<String>,
    /// The name of the commune where the person lives.
    pub home_commune: Option<String>,
    /// Cheques that can still be used, or could if it were not blocked.
    pub remaining: i64,
    /// Their value.
    pub value: Cents,
    /// The last day on which they are honoured.
    pub until: Day,
    /// Since when it is blocked, and why.
    pub blocked: Option<(At, Why)>,
    /// Whether the caller may unblock it.
    pub unblockable: bool,
    /// The booklet that took its place.
    pub replaced_by: Option<String>,
    /// The booklet whose place it took.
    pub replaces: Option<String>,
}

/// The most booklets that one search shows.
pub const MOST: i64 = 20;

/// Looks for booklets in the name of a structure; in the order of their numbers, twenty at most.
///
/// Refusals: `FORBIDDEN`; `INPUT_INVALID` (`search`) when neither a number nor a day and a commune are given.
pub async fn carnet_files(
    desk: &Desk,
    actor: &Actor,
    structure: StructureId,
    sought: Sought,
) -> Reply<Vec<CarnetFile>> {
    actor.may(Action::CarnetFiles, structure)?;
    let named = sought.serial.as_deref().filter(|typed| !typed.trim().is_empty()).map(Serial::parse);
    let reach = actor.reach(Action::UnblockCarnet);
    desk.store
        .read("carnetFiles", move |conn| {
            let found = match (named, sought.day, &sought.home_commune) {
                (Some(serial), ..) => match serial {
                    Some(serial) => rows::traces::of_serial(conn, &serial)?.into_iter().collect(),
                    None => Vec::new(),
                },
                (None, Some(day), Some(home)) => {
                    let span = (day.at(0, 0), day.plus_days(1).at(0, 0));
                    rows::traces::handed_over(conn, span, home, sought.prescriber, MOST)?
                }
                _ => return Err(Refusal::Invalid { field: "search" }.into()),
            };
            Ok(told(conn, found, &Onlooker { structure, anywhere: reach == Reach::Any })?)
        })
        .await
}

struct Onlooker {
    structure: StructureId,
    anywhere: bool,
}

fn told(conn: &mut AnyConn, found: Vec<Trace>, eye: &Onlooker) -> Result<Vec<CarnetFile>, Fault> {
    let ids: Vec<CarnetId> = found.iter().map(|trace| trace.id).collect();
    let live = rows::cheques::live_by_carnet(conn, &ids)?;
    let old: Vec<CarnetId> = found.iter().filter_map(|trace| trace.replaces).collect();
    let replaced = rows::carnets::covers(conn, &old)?;
    let replacing = rows::traces::replacing(conn, &ids)?;
    let names = Names::read(conn, &found)?;
    let file = |trace: Trace| {
        let (remaining, value) = live.get(&trace.id).copied().unwrap_or_default();
        let serial = |serial: &Serial| serial.to_string();
        CarnetFile {
            carnet: trace.serial.to_string(),
            holder: trace.stock_of.filter(|_| trace.handed_over_at.is_none()).and_then(|it| names.structure(it)),
            handed_over_on: trace.handed_over_at.map(At::day),
            prescriber: trace.prescriber.and_then(|it| names.structure(it)),
            home_commune: names.commune(&trace),
            remaining,
            value,
            until: trace.tolerance_ends,
            blocked: trace.blocked,
            unblockable: trace.blocked.is_some_and(|(_, why)| why != Why::Replaced)
                && (eye.anywhere || super::unblock::is_own(trace.blocked, trace.blocked_for, eye.structure)),
            replaced_by: replacing.get(&trace.id).map(serial),
            replaces: trace.replaces.and_then(|old| replaced.get(&old)).map(|(old, _)| serial(old)),
        }
    };
    Ok(found.into_iter().map(file).collect())
}

/// The names of structures and communes, each asked for once.
struct Names {
    structures: HashMap<StructureId, String>,
    communes: HashMap<(String, i32), String>,
}

impl Names {
    fn read(conn: &mut AnyConn, found: &[Trace]) -> Result<Self, Fault> {
        let structures: Vec<StructureId> =
            found.iter().flat_map(|trace| [trace.prescriber, trace.stock_of]).flatten().collect();
        let homes: Vec<(&str, i32)> = found.iter().filter_map(|trace| home(trace)).collect();
        let communes = registry::territory::names(conn, &homes)?;
        Ok(Self { structures: registry::structure::names(conn, &structures)?, communes })
    }

    fn structure(&self, id: StructureId) -> Option<String> {
        self.structures.get(&id).cloned()
    }

    fn commune(&self, trace: &Trace) -> Option<String> {
        let (code, year) = home(trace)?;
        Some(self.communes.get(&(code.to_owned(), year)).cloned().unwrap_or_else(|| code.to_owned()))
    }
}

fn home(trace: &Trace) -> Option<(&str, i32)> {
    let year = trace.commune_year.and_then(|year| i32::try_from(year).ok())?;
    Some((trace.home_commune.as_deref()?, year))
}
