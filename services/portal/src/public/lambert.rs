//! Lambert-93, the projection of French maps: degrees to metres, by its closed formula (IGN, NTG 71; GRS 80, parallels 44° and 49° N).

const EXPONENT: f64 = 0.725_607_765_053_267;
const CONSTANT: f64 = 11_754_255.426_1;
const ORIGIN: (f64, f64) = (700_000.0, 12_655_612.049_9);
const ECCENTRICITY: f64 = 0.081_819_191_042_815_8;
const MERIDIAN: f64 = 3.0;

/// East and north, in metres, of a longitude and a latitude.
pub(super) fn project(lon: f64, lat: f64) -> (f64, f64) {
    let sine = lat.to_radians().sin();
    let flattened = ECCENTRICITY / 2.0 * ((1.0 + ECCENTRICITY * sine) / (1.0 - ECCENTRICITY * sine)).ln();
    let latitude = ((1.0 + sine) / (1.0 - sine)).ln() / 2.0 - flattened;
    let radius = CONSTANT * (-EXPONENT * latitude).exp();
    let angle = EXPONENT * (lon - MERIDIAN).to_radians();
    (ORIGIN.0 + radius * angle.sin(), ORIGIN.1 - radius * angle.cos())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paris_is_where_it_is() {
        let (east, north) = project(2.3522, 48.8566);
        assert_eq!((east.round(), north.round()), (652_469.0, 6_862_035.0));
    }
}
