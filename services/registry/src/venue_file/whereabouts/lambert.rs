//! From Lambert-93 (EPSG:2154) to degrees.
//!
//! Source: IGN, « Projection cartographique conique conforme de Lambert », NT/G 71, algorithms ALG0002 and ALG0004, with
//! the constants of Lambert-93 on the ellipsoid IAG GRS 1980.

use crate::distance::Point;

const EXPONENT: f64 = 0.725_607_765_0;
const RADIUS: f64 = 11_754_255.426;
const X_OF_POLE: f64 = 700_000.0;
const Y_OF_POLE: f64 = 12_655_612.050;
const ECCENTRICITY: f64 = 0.081_819_191_06;
const MERIDIAN_DEGREES: f64 = 3.0;

/// Whether two numbers look like metres of Lambert-93 in mainland France.
pub(crate) fn is_lambert(x: f64, y: f64) -> bool {
    (50_000.0..=1_300_000.0).contains(&x) && (6_000_000.0..=7_200_000.0).contains(&y)
}

/// The point, rounded to a tenth of a metre.
pub(crate) fn to_degrees(x: f64, y: f64) -> Point {
    let (east, south) = (x - X_OF_POLE, Y_OF_POLE - y);
    let lon = (east / south).atan() / EXPONENT + MERIDIAN_DEGREES.to_radians();
    let isometric = -(east.hypot(south) / RADIUS).abs().ln() / EXPONENT;
    Point { lat: rounded(latitude(isometric).to_degrees()), lon: rounded(lon.to_degrees()) }
}

// Eight rounds reach less than a millimetre.
fn latitude(isometric: f64) -> f64 {
    let start = 2.0 * isometric.exp().atan() - std::f64::consts::FRAC_PI_2;
    (0..8).fold(start, |last, _| {
        let bent = ECCENTRICITY * last.sin();
        let stretch = ((1.0 + bent) / (1.0 - bent)).powf(ECCENTRICITY / 2.0);
        2.0 * (stretch * isometric.exp()).atan() - std::f64::consts::FRAC_PI_2
    })
}

fn rounded(degrees: f64) -> f64 {
    (degrees * 1e6).round() / 1e6
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_points() {
        // Hesdin, the Eiffel tower, and the origin of the projection.
        let cases = [
            ((631_528.640, 7_030_975.641), (50.3727, 2.0388)),
            ((648_237.3, 6_862_271.7), (48.8584, 2.2945)),
            ((700_000.0, 6_600_000.0), (46.5, 3.0)),
        ];
        for ((x, y), (lat, lon)) in cases {
            let point = to_degrees(x, y);
            assert!((point.lat - lat).abs() < 1e-4 && (point.lon - lon).abs() < 1e-4, "{point:?}");
        }
        assert!(is_lambert(652_709.0, 6_859_290.0) && !is_lambert(48.8, 2.3));
    }
}
