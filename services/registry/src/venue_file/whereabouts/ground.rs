//! Whether a point can be where the row says: exactly in the 7 Vallées, roughly elsewhere.

use std::{ops::RangeInclusive, sync::LazyLock};

use serde::Deserialize;

use crate::distance::Point;
use crate::venue_file::{
    notes::{Notes, quoted},
    whereabouts::outline,
};

const DEPARTMENTS: &str = include_str!("../../../data/departements.csv");

static BOXES: LazyLock<Vec<Box>> =
    LazyLock::new(|| csv::Reader::from_reader(DEPARTMENTS.as_bytes()).deserialize().filter_map(Result::ok).collect());

/// A département and the box around it.
#[derive(Deserialize)]
struct Box {
    code: String,
    nom: String,
    lat_min: f64,
    lat_max: f64,
    lon_min: f64,
    lon_max: f64,
}

/// About two kilometres: outlines are rounded, and a place may stand on the border.
const MARGIN: f64 = 0.02;

impl Box {
    fn holds(&self, point: Point) -> bool {
        let lat = self.lat_min - MARGIN..=self.lat_max + MARGIN;
        let lon = self.lon_min - MARGIN..=self.lon_max + MARGIN;
        lat.contains(&point.lat) && lon.contains(&point.lon)
    }
}

/// Where France is, in boxes of (latitudes, longitudes): the mainland, then overseas.
const FRANCE: [(RangeInclusive<f64>, RangeInclusive<f64>); 12] = [
    (41.2..=51.2, -5.3..=9.7),
    (15.7..=16.6, -62.0..=-60.9),
    (17.8..=18.2, -63.3..=-62.7),
    (14.3..=15.0, -61.4..=-60.7),
    (2.0..=5.9, -54.7..=-51.5),
    (-21.5..=-20.7, 55.1..=55.9),
    (-13.1..=-12.5, 44.9..=45.4),
    (46.7..=47.2, -56.6..=-56.0),
    (-23.0..=-19.0, 163.0..=169.0),
    (-14.5..=-13.0, -178.5..=-176.0),
    (-28.0..=-7.5, -155.0..=-134.0),
    (9.8..=10.8, -110.0..=-108.5),
];

/// Whether the point lies in France, overseas included.
pub(crate) fn in_france(point: Point) -> bool {
    FRANCE.iter().any(|(lat, lon)| lat.contains(&point.lat) && lon.contains(&point.lon))
}

/// Says when a point is not where the commune is.
pub(crate) fn check(point: Point, insee: Option<&str>, commune: &str, postcode: &str, notes: &mut Notes) {
    let candidates = department_codes(insee, postcode);
    let meant = if insee.is_some() || postcode.starts_with("62") { outline::meant(insee, commune) } else { Vec::new() };
    if !meant.is_empty() {
        if !meant.iter().any(|outline| outline.holds(point)) {
            notes.warn("POINT_OUTSIDE_COMMUNE", "latitude", outside_commune(point, commune));
        }
        return;
    }
    let known: Vec<&Box> = BOXES.iter().filter(|known| candidates.contains(&known.code)).collect();
    if let Some(first) = known.first().filter(|_| !known.iter().any(|known| known.holds(point))) {
        let says = format!(
            "Le point ({}, {}) n'est pas dans le département de {} ({}) : vérifiez les coordonnées.",
            point.lat,
            point.lon,
            quoted(commune),
            first.nom
        );
        notes.warn("POINT_OUTSIDE_COMMUNE", "latitude", says);
    }
}

fn outside_commune(point: Point, commune: &str) -> String {
    let there = outline::all().iter().find(|outline| outline.holds(point));
    let there = there.map_or_else(|| "hors des 7 Vallées".to_owned(), |outline| format!("à {}", outline.name));
    format!(
        "Le point ({}, {}) n'est pas dans la commune de {} mais {there} : vérifiez les coordonnées.",
        point.lat,
        point.lon,
        quoted(commune)
    )
}

// The commune's code decides; a postcode may serve a commune of the next département, so it is only asked without one.
fn department_codes(insee: Option<&str>, postcode: &str) -> Vec<String> {
    let code = insee.unwrap_or(postcode);
    let long = code.get(..3).filter(|head| head.starts_with("97") || head.starts_with("98"));
    match (long, code.get(..2)) {
        (Some(head), _) => vec![head.to_owned()],
        (None, Some("20")) => vec!["2A".to_owned(), "2B".to_owned()],
        (None, Some(head)) => vec![head.to_owned()],
        (None, None) => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn warned(lat: f64, lon: f64, insee: Option<&str>, commune: &str, postcode: &str) -> bool {
        let mut notes = Notes::default();
        check(Point { lat, lon }, insee, commune, postcode, &mut notes);
        !notes.take().is_empty()
    }

    #[test]
    fn points_are_held_against_their_commune() {
        assert_eq!(BOXES.len(), 101);
        assert!(warned(43.52609, 5.41423, Some("51454"), "Reims", "51100"), "the standard's own example");
        assert!(!warned(49.25, 4.03, Some("51454"), "Reims", "51100"));
        assert!(!warned(50.3727, 2.0388, Some("62447"), "Hesdin", "62140"));
        assert!(!warned(50.3727, 2.0388, None, "Hesdin", "62140"));
        assert!(warned(50.423572, 1.901385, None, "Hesdin", "62140"), "Beaurainville");
        assert!(!warned(42.35, 9.04, None, "Corscia", "20224"));
        assert!(!warned(-20.9, 55.5, None, "Saint-Denis", "97400"));
        assert!(warned(45.927153, 5.961982, None, "Sainte-Marie", "97230"));
        assert!(!warned(-22.27, 166.45, None, "Nouméa", "98800"), "no box is known there");
        assert!(!warned(48.0, 2.0, None, "", ""));
    }

    #[test]
    fn france_is_where_it_is() {
        let inside = [(50.37, 2.03), (41.9, 9.1), (14.6, -61.0), (-22.27, 166.45), (-17.5, -149.5)];
        let outside = [(0.0, 0.0), (2.03, 50.37), (51.5, -0.1), (40.4, -3.7)];
        assert!(inside.iter().all(|(lat, lon)| in_france(Point { lat: *lat, lon: *lon })));
        assert!(!outside.iter().any(|(lat, lon)| in_france(Point { lat: *lat, lon: *lon })));
    }
}
