//! How far: an estimate from the great circle, and said to be one.

use serde::{Deserialize, Serialize};

use crate::refusal::Refused;

/// A point of the earth, in degrees.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Point {
    /// North of the equator.
    pub lat: f64,
    /// East of Greenwich.
    pub lon: f64,
}

impl Point {
    /// The point, or `INPUT_INVALID` when it is not one.
    pub(crate) fn parse(lat: f64, lon: f64) -> Result<Self, Refused> {
        let there = (-90.0..=90.0).contains(&lat) && (-180.0..=180.0).contains(&lon);
        if there { Ok(Self { lat, lon }) } else { Err(Refused::Input("point")) }
    }
}

/// A way by road, estimated.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Distance {
    /// Kilometres: the great circle and three tenths more.
    pub km: f64,
    /// Minutes at 45 km/h.
    pub minutes: f64,
}

const EARTH_KM: f64 = 6371.0;
const ROAD: f64 = 1.3;
const KM_PER_HOUR: f64 = 45.0;

/// The way between two points, to the hectometre and the tenth of a minute.
pub fn between(here: Point, there: Point) -> Distance {
    let km = great_circle(here, there) * ROAD;
    Distance { km: tenth(km), minutes: tenth(km / KM_PER_HOUR * 60.0) }
}

/// Kilometres in a straight line over the ground: what is sorted by.
pub(crate) fn great_circle(here: Point, there: Point) -> f64 {
    let half_lat = (there.lat - here.lat).to_radians() / 2.0;
    let half_lon = (there.lon - here.lon).to_radians() / 2.0;
    let cosines = here.lat.to_radians().cos() * there.lat.to_radians().cos();
    let chord = half_lat.sin().powi(2) + cosines * half_lon.sin().powi(2);
    2.0 * EARTH_KM * chord.sqrt().min(1.0).asin()
}

fn tenth(number: f64) -> f64 {
    (number * 10.0).round() / 10.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_known_pair_of_communes() {
        let aix = Point { lat: 50.4776, lon: 1.85985 };
        let aubin = Point { lat: 50.39598, lon: 1.97331 };
        assert_eq!(between(aix, aubin), Distance { km: 15.8, minutes: 21.0 });
        assert_eq!(between(aix, aix), Distance { km: 0.0, minutes: 0.0 });
    }

    #[test]
    fn points_are_on_the_earth() {
        assert!(Point::parse(50.37, 2.03).is_ok());
        for (lat, lon) in [(91.0, 0.0), (0.0, 181.0), (f64::NAN, 0.0)] {
            assert_eq!(Point::parse(lat, lon), Err(Refused::Input("point")));
        }
    }
}
