//! Names that nobody bears: as many as are needed, none of which sounds like another.

const SYLLABLES: [&str; 16] =
    ["ba", "bo", "bi", "da", "do", "di", "fa", "fo", "ga", "la", "lo", "ma", "mi", "na", "ra", "va"];

/// First names, then family names, before they begin again.
const GIVEN: usize = 128;
const FAMILY: usize = 256;

/// The first name, the family name and the year of birth of somebody of that number: many share a name, few share all three.
pub(crate) fn of(no: usize) -> (String, String, i32) {
    let given = format!("{}l", spelt(no % GIVEN, 2));
    let family = format!("{}r", spelt(no / GIVEN % FAMILY, 3));
    let year = 1940 + i32::try_from(no / 7 % 60).unwrap_or_default();
    (given, family, year)
}

fn spelt(no: usize, syllables: u32) -> String {
    (0..syllables).map(|place| SYLLABLES[no / 16_usize.pow(place) % 16]).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn a_hundred_thousand_people_bear_a_hundred_thousand_names() {
        let all: BTreeSet<(String, String, i32)> = (0..100_000).map(of).collect();
        assert_eq!(all.len(), 100_000);
    }
}
