//! Coordinates, as they are found: decimal commas, the two swapped, metres instead of degrees.

use crate::distance::Point;
use crate::venue_file::{
    notes::{Notes, quoted},
    whereabouts::{ground, lambert},
};

const FIELD: &str = "latitude";

/// The point, if it can be told. `lat` and `lon` are as written.
pub(crate) fn read(lat: &str, lon: &str, notes: &mut Notes) -> Option<Point> {
    if lat.trim().is_empty() && lon.trim().is_empty() {
        return None;
    }
    let (Some(lat_number), Some(lon_number)) = (number(lat), number(lon)) else {
        let says = format!(
            "Les coordonnées {} et {} ne sont pas deux nombres : elles sont laissées vides.",
            quoted(lat),
            quoted(lon)
        );
        notes.warn("POINT_INVALID", FIELD, says);
        return None;
    };
    placed(lat_number, lon_number, notes)
}

fn placed(lat: f64, lon: f64, notes: &mut Notes) -> Option<Point> {
    let here = Point { lat, lon };
    let swapped = Point { lat: lon, lon: lat };
    if lat == 0.0 && lon == 0.0 {
        notes.warn("POINT_ZERO", FIELD, "Les coordonnées valent zéro : elles sont laissées vides.");
        return None;
    }
    if ground::in_france(here) {
        return Some(here);
    }
    if ground::in_france(swapped) {
        notes.warn(
            "POINT_SWAPPED",
            FIELD,
            "La latitude et la longitude étaient inversées : elles ont été remises en ordre.",
        );
        return Some(swapped);
    }
    match metres(lat, lon) {
        Some(point) => {
            notes.warn(
                "POINT_LAMBERT",
                FIELD,
                format!("Les coordonnées en Lambert-93 sont devenues {}, {}.", point.lat, point.lon),
            );
            Some(point)
        }
        None => {
            let says = format!("Le point ({lat}, {lon}) n'est pas en France : il est laissé vide.");
            notes.warn("POINT_OUTSIDE_FRANCE", FIELD, says);
            None
        }
    }
}

fn metres(one: f64, other: f64) -> Option<Point> {
    let pairs = [(one, other), (other, one)];
    let (x, y) = pairs.into_iter().find(|(x, y)| lambert::is_lambert(*x, *y))?;
    Some(lambert::to_degrees(x, y)).filter(|point| ground::in_france(*point))
}

fn number(raw: &str) -> Option<f64> {
    let dense: String = raw.chars().filter(|c| !c.is_whitespace() && *c != '°').collect();
    let plain = dense.replace(['−', '–'], "-").replace(',', ".");
    let digits = plain.bytes().all(|c| c.is_ascii_digit() || matches!(c, b'.' | b'-' | b'+' | b'e' | b'E'));
    plain.parse::<f64>().ok().filter(|value| digits && value.is_finite())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_are_put_right_or_left_out() {
        let hesdin = Some((50.3727, 2.0388));
        type Case = (&'static str, &'static str, Option<(f64, f64)>, &'static [&'static str]);
        let cases: [Case; 12] = [
            ("", "", None, &[]),
            ("50.3727", "2.0388", hesdin, &[]),
            ("50,3727", " 2,0388 ", hesdin, &[]),
            ("50.3727°", "2.0388", hesdin, &[]),
            ("-20.9", "−20", None, &["POINT_OUTSIDE_FRANCE"]),
            ("2.0388", "50.3727", hesdin, &["POINT_SWAPPED"]),
            ("7030975,641", "631528,640", hesdin, &["POINT_LAMBERT"]),
            ("631528.640", "7030975.641", hesdin, &["POINT_LAMBERT"]),
            ("0", "0.0", None, &["POINT_ZERO"]),
            ("50.3727", "", None, &["POINT_INVALID"]),
            ("NaN", "inf", None, &["POINT_INVALID"]),
            ("47497123", "-612345", None, &["POINT_OUTSIDE_FRANCE"]),
        ];
        for (lat, lon, expected, warned) in cases {
            let mut notes = Notes::default();
            let read = read(lat, lon, &mut notes);
            let codes: Vec<&str> = notes.take().iter().map(|problem| problem.code).collect();
            assert_eq!((read.map(|point| (point.lat, point.lon)), codes.as_slice()), (expected, warned), "{lat} {lon}");
        }
    }
}
