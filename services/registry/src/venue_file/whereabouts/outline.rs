//! The outlines of the 69 communes of the 7 Vallées, and whether a point lies in one.

use std::{collections::HashMap, sync::LazyLock};

use serde::Deserialize;

use crate::{distance::Point, territory::folded};

const TOPOLOGY: &str = include_str!("../../../data/communes-7vallees.topojson");

static OUTLINES: LazyLock<Vec<Outline>> =
    LazyLock::new(|| serde_json::from_str(TOPOLOGY).map_or_else(|_| Vec::new(), trace));

/// One commune.
pub(crate) struct Outline {
    /// INSEE code of 2022.
    pub(crate) code: String,
    /// Its name of 2022.
    pub(crate) name: String,
    rings: Vec<Vec<(f64, f64)>>,
}

impl Outline {
    /// Whether the point lies inside (even-odd rule).
    pub(crate) fn holds(&self, point: Point) -> bool {
        let crossings: usize = self.rings.iter().map(|ring| crossings(ring, point)).sum();
        !crossings.is_multiple_of(2)
    }
}

// How often a ring is crossed on the way east.
fn crossings(ring: &[(f64, f64)], point: Point) -> usize {
    let crossed = |ends: &&[(f64, f64)]| {
        let ((lon_a, lat_a), (lon_b, lat_b)) = (ends[0], ends[1]);
        let between = (lat_a > point.lat) != (lat_b > point.lat);
        between && point.lon < lon_a + (point.lat - lat_a) / (lat_b - lat_a) * (lon_b - lon_a)
    };
    ring.windows(2).filter(crossed).count()
}

/// All of them.
pub(crate) fn all() -> &'static [Outline] {
    &OUTLINES
}

/// Those that a code, or a name when there is no code, may mean. A code of 2025 means all that it joined.
pub(crate) fn meant(code: Option<&str>, name: &str) -> Vec<&'static Outline> {
    let name = folded(name);
    let is_meant = |outline: &&Outline| match code {
        Some(code) => outline.code == code || (code == HESDIN && JOINED.contains(&outline.code.as_str())),
        None => folded(&outline.name) == name || (name == "hesdin la foret" && is_hesdin(&outline.code)),
    };
    all().iter().filter(is_meant).collect()
}

/// Hesdin bears since 2025, as Hesdin-la-Forêt, the ground of three communes more.
const HESDIN: &str = "62447";
const JOINED: [&str; 3] = ["62461", "62549", "62743"];

fn is_hesdin(code: &str) -> bool {
    code == HESDIN || JOINED.contains(&code)
}

// TopoJSON: arcs of steps on a grid, shared by neighbours; an arc `!n` is walked backwards.
#[derive(Deserialize)]
struct Topology {
    transform: Grid,
    objects: HashMap<String, Collection>,
    arcs: Vec<Vec<(i64, i64)>>,
}

#[derive(Deserialize)]
struct Grid {
    scale: (f64, f64),
    translate: (f64, f64),
}

#[derive(Deserialize)]
struct Collection {
    geometries: Vec<Polygon>,
}

#[derive(Deserialize)]
struct Polygon {
    id: String,
    properties: Names,
    arcs: Vec<Vec<i64>>,
}

#[derive(Deserialize)]
struct Names {
    nom: String,
}

fn trace(topology: Topology) -> Vec<Outline> {
    let arcs: Vec<Vec<(f64, f64)>> = topology.arcs.iter().map(|arc| degrees(arc, &topology.transform)).collect();
    let polygons = topology.objects.into_values().flat_map(|collection| collection.geometries);
    let outline = |polygon: Polygon| Outline {
        code: polygon.id,
        name: polygon.properties.nom,
        rings: polygon.arcs.iter().map(|ring| ring.iter().flat_map(|arc| walked(&arcs, *arc)).collect()).collect(),
    };
    polygons.map(outline).collect()
}

#[expect(clippy::cast_precision_loss, clippy::as_conversions, reason = "steps on the grid are far below 2^53")]
fn degrees(arc: &[(i64, i64)], grid: &Grid) -> Vec<(f64, f64)> {
    let mut at = (0_i64, 0_i64);
    let step = |(x, y): &(i64, i64)| {
        at = (at.0.saturating_add(*x), at.1.saturating_add(*y));
        (at.0 as f64 * grid.scale.0 + grid.translate.0, at.1 as f64 * grid.scale.1 + grid.translate.1)
    };
    arc.iter().map(step).collect()
}

fn walked(arcs: &[Vec<(f64, f64)>], arc: i64) -> Vec<(f64, f64)> {
    let place =
        |number: i64| usize::try_from(number).ok().and_then(|place| arcs.get(place)).cloned().unwrap_or_default();
    if arc < 0 { place(!arc).into_iter().rev().collect() } else { place(arc) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_commune_has_an_outline() {
        assert_eq!(all().len(), 69);
        let hesdin = Point { lat: 50.3727, lon: 2.0388 };
        let holding: Vec<&str> =
            all().iter().filter(|outline| outline.holds(hesdin)).map(|one| one.code.as_str()).collect();
        assert_eq!(holding, ["62447"]);
        assert_eq!(meant(Some("62447"), "").len(), 4);
        assert_eq!(meant(None, "Hesdin-la-Forêt").len(), 4);
        assert_eq!(meant(None, "SAINTE AUSTREBERTHE").len(), 1);
        assert!(meant(Some("62041"), "Arras").is_empty());
    }
}
