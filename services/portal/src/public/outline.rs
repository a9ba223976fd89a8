//! The outlines of the communes on a grid of whole numbers. Shared borders are shared: points are rounded, never left out.

use std::{
    collections::{BTreeMap, HashMap},
    fmt::Write,
    sync::LazyLock,
};

use serde::Deserialize;

use super::lambert;

/// Contours: IGN ADMIN EXPRESS COG, Licence Ouverte 2.0; the communes of 2022.
const TOPOLOGY: &str = include_str!("../../../registry/data/communes-7vallees.topojson");
/// The grid is that wide.
const WIDTH: i32 = 1000;
const MARGIN: i32 = 8;

/// A point of the grid.
pub(crate) type Spot = (i32, i32);

/// The territory, ready to be drawn.
pub(crate) struct Ground {
    arcs: Vec<Vec<Spot>>,
    rings: HashMap<String, Vec<Vec<i32>>>,
    frame: Frame,
}

/// How degrees come onto the grid.
#[derive(Clone, Copy)]
struct Frame {
    west: f64,
    north: f64,
    metres: f64,
    height: i32,
}

/// What is drawn of one commune.
pub(crate) struct Shape {
    /// The `d` of its path.
    pub(crate) path: String,
    /// Where its number stands.
    pub(crate) centre: Spot,
}

static GROUND: LazyLock<Ground> = LazyLock::new(|| Ground::read(TOPOLOGY).unwrap_or_else(Ground::empty));

/// The outlines that are built in.
pub(crate) fn ground() -> &'static Ground {
    &GROUND
}

#[derive(Deserialize)]
struct Topology {
    transform: Transform,
    objects: Objects,
    arcs: Vec<Vec<(i32, i32)>>,
}

#[derive(Deserialize)]
struct Transform {
    scale: (f64, f64),
    translate: (f64, f64),
}

#[derive(Deserialize)]
struct Objects {
    communes: Collection,
}

#[derive(Deserialize)]
struct Collection {
    geometries: Vec<Geometry>,
}

#[derive(Deserialize)]
struct Geometry {
    properties: Properties,
    arcs: Vec<Vec<i32>>,
}

#[derive(Deserialize)]
struct Properties {
    code: String,
}

impl Ground {
    fn read(text: &str) -> Option<Self> {
        let topology: Topology = serde_json::from_str(text).ok()?;
        let metres: Vec<Vec<(f64, f64)>> = topology.arcs.iter().map(|arc| unrolled(arc, &topology.transform)).collect();
        let frame = Frame::around(metres.iter().flatten())?;
        let arcs = metres.iter().map(|arc| arc.iter().map(|point| frame.spot(*point)).collect()).collect();
        let rings = topology.objects.communes.geometries.into_iter();
        Some(Self { arcs, rings: rings.map(|one| (one.properties.code, one.arcs)).collect(), frame })
    }

    /// No outline: the table remains.
    fn empty() -> Self {
        let frame = Frame { west: 0.0, north: 0.0, metres: 1.0, height: WIDTH };
        Self { arcs: Vec::new(), rings: HashMap::new(), frame }
    }

    /// Width and height of the grid.
    pub(crate) fn size(&self) -> Spot {
        (WIDTH, self.frame.height)
    }

    /// Where a place stands.
    pub(super) fn spot(&self, lon: f64, lat: f64) -> Spot {
        self.frame.spot(lambert::project(lon, lat))
    }

    /// One commune, or several that are one now: the borders between them go.
    pub(crate) fn shape(&self, codes: &[&str]) -> Option<Shape> {
        let all = codes.iter().filter_map(|code| self.rings.get(*code)).flatten();
        let mut uses: BTreeMap<usize, Vec<i32>> = BTreeMap::new();
        for arc in all.flatten() {
            uses.entry(index(*arc)).or_default().push(*arc);
        }
        let outer = uses.into_values().filter_map(|uses| <[i32; 1]>::try_from(uses).ok());
        let lines: Vec<Vec<Spot>> = outer.filter_map(|[arc]| self.line(arc)).collect();
        let rings = stitched(lines);
        let centre = rings.iter().max_by_key(|ring| area(ring).abs()).map(|ring| centroid(ring))?;
        Some(Shape { path: rings.iter().map(|ring| drawn(ring)).collect(), centre })
    }

    /// An arc in the direction in which it is used: TopoJSON writes it backwards as its complement.
    fn line(&self, arc: i32) -> Option<Vec<Spot>> {
        let mut line = self.arcs.get(index(arc))?.clone();
        if arc < 0 {
            line.reverse();
        }
        Some(line)
    }
}

fn index(arc: i32) -> usize {
    usize::try_from(if arc < 0 { !arc } else { arc }).unwrap_or_default()
}

/// The points of an arc, which are written each from the last.
fn unrolled(arc: &[(i32, i32)], transform: &Transform) -> Vec<(f64, f64)> {
    let mut at = (0, 0);
    let point = |step: &(i32, i32)| {
        at = (at.0 + step.0, at.1 + step.1);
        let lon = f64::from(at.0) * transform.scale.0 + transform.translate.0;
        lambert::project(lon, f64::from(at.1) * transform.scale.1 + transform.translate.1)
    };
    arc.iter().map(point).collect()
}

impl Frame {
    fn around<'a>(points: impl Iterator<Item = &'a (f64, f64)>) -> Option<Self> {
        let wide = |(west, east, south, north): (f64, f64, f64, f64), point: &(f64, f64)| {
            (west.min(point.0), east.max(point.0), south.min(point.1), north.max(point.1))
        };
        let nowhere = (f64::INFINITY, f64::NEG_INFINITY, f64::INFINITY, f64::NEG_INFINITY);
        let (west, east, south, north) = points.fold(nowhere, wide);
        let metres = (east - west) / f64::from(WIDTH - 2 * MARGIN);
        let height = whole((north - south) / metres)? + 2 * MARGIN;
        Some(Self { west, north, metres, height })
    }

    fn spot(&self, (east, north): (f64, f64)) -> Spot {
        let across = whole((east - self.west) / self.metres).unwrap_or_default();
        let down = whole((self.north - north) / self.metres).unwrap_or_default();
        (across + MARGIN, down + MARGIN)
    }
}

/// The nearest whole number.
fn whole(number: f64) -> Option<i32> {
    format!("{number:.0}").parse().ok()
}

/// Lines put end to end until each comes back to its beginning.
fn stitched(mut lines: Vec<Vec<Spot>>) -> Vec<Vec<Spot>> {
    let mut rings = Vec::new();
    while let Some(mut ring) = lines.pop() {
        while ring.first() != ring.last() {
            let Some(next) = lines.iter().position(|line| line.first() == ring.last()) else { break };
            ring.extend(lines.swap_remove(next).into_iter().skip(1));
        }
        rings.push(ring);
    }
    rings
}

/// Twice the area, with its sign.
fn area(ring: &[Spot]) -> i64 {
    ring.iter().zip(ring.iter().skip(1)).map(|(one, next)| cross(*one, *next)).sum()
}

fn cross(one: Spot, next: Spot) -> i64 {
    i64::from(one.0) * i64::from(next.1) - i64::from(next.0) * i64::from(one.1)
}

fn centroid(ring: &[Spot]) -> Spot {
    let thrice = 3 * area(ring);
    let sum = |axis: fn(Spot) -> i32| -> i64 {
        let pairs = ring.iter().zip(ring.iter().skip(1));
        pairs.map(|(one, next)| (i64::from(axis(*one)) + i64::from(axis(*next))) * cross(*one, *next)).sum()
    };
    let at = |total: i64| total.checked_div(thrice).and_then(|mean| i32::try_from(mean).ok()).unwrap_or_default();
    (at(sum(|spot| spot.0)), at(sum(|spot| spot.1)))
}

/// `M120 40l5-3 2 7z`: each step from the last, those that round to nothing left out.
fn drawn(ring: &[Spot]) -> String {
    let Some((first, rest)) = ring.split_first() else { return String::new() };
    let (mut path, mut at) = (format!("M{} {}l", first.0, first.1), *first);
    let closing = rest.len().saturating_sub(1);
    for spot in rest.iter().take(closing) {
        let (across, down) = (spot.0 - at.0, spot.1 - at.1);
        if (across, down) == (0, 0) {
            continue;
        }
        let apart = if across < 0 || path.ends_with('l') { "" } else { " " };
        let between = if down < 0 { "" } else { " " };
        // Writing to a text cannot fail.
        let _ = write!(path, "{apart}{across}{between}{down}");
        at = *spot;
    }
    path.push('z');
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_commune_has_an_outline_and_its_number_stands_inside_the_frame() {
        let ground = ground();
        assert_eq!(ground.rings.len(), 69);
        let (width, height) = ground.size();
        assert!(width == 1000 && (700..1000).contains(&height), "{height}");
        for code in ground.rings.keys() {
            let shape = ground.shape(&[code.as_str()]).unwrap();
            assert!(shape.path.starts_with('M') && shape.path.ends_with('z'), "{}", shape.path);
            assert!((0..width).contains(&shape.centre.0) && (0..height).contains(&shape.centre.1));
        }
    }

    #[test]
    fn communes_that_are_one_now_have_one_outline() {
        let four = ["62447", "62461", "62549", "62743"];
        let one = ground().shape(&four).unwrap();
        assert_eq!(one.path.matches('M').count(), 1, "{}", one.path);
        let apart: usize = four.iter().map(|code| ground().shape(&[code]).unwrap().path.len()).sum();
        assert!(one.path.len() < apart);
    }

    #[test]
    fn the_whole_territory_has_no_hole_and_no_sliver() {
        let codes: Vec<&str> = ground().rings.keys().map(String::as_str).collect();
        let whole = ground().shape(&codes).unwrap();
        assert!(whole.path.matches('M').count() <= 2, "{}", whole.path);
    }
}
