//! By what the same person is found again: keyed hashes of a first name with a family name, as they sound, and of the year of birth.
//!
//! The two names are taken in either order, without accents, in any alphabet that can be spelt in ours. A year that is one more or
//! one less finds as well, and so does one whose last two digits were swapped. Who has no year is found by the names alone.

use std::collections::BTreeSet;

use kernel::fold;
use store::personal::Personal;

use super::who::Who;

/// A mark; two rows that share one may be the same person.
pub(crate) type Mark = [u8; 32];

/// More names than these are not marked.
const MOST: usize = 4;
const PARTICLES: [&str; 9] = ["de", "du", "des", "la", "le", "les", "d", "l", "et"];

/// What is kept of somebody.
pub(crate) fn kept(personal: &Personal, who: &Who) -> BTreeSet<Mark> {
    let by_year = |pair: &Pair| match who.birth_year {
        Some(year) => dated(personal, pair, year),
        None => marked(personal, b"learner, no year", pair),
    };
    pairs(who).iter().flat_map(|pair| [marked(personal, b"learner", pair), by_year(pair)]).collect()
}

/// What is sought for somebody: what the same person may have been kept under.
pub(crate) fn sought(personal: &Personal, who: &Who) -> BTreeSet<Mark> {
    let of_pair = |pair: &Pair| -> Vec<Mark> {
        let Some(year) = who.birth_year else { return vec![marked(personal, b"learner", pair)] };
        let near = BTreeSet::from([year - 1, year, year + 1, swapped(year)]);
        let mut all: Vec<Mark> = near.into_iter().map(|year| dated(personal, pair, year)).collect();
        all.push(marked(personal, b"learner, no year", pair));
        all
    };
    pairs(who).iter().flat_map(of_pair).collect()
}

type Pair = [String; 2];

/// Each first name with each family name, the two in the order of the alphabet.
fn pairs(who: &Who) -> BTreeSet<Pair> {
    let (given, family) = (sounds(&who.given), sounds(&who.family));
    let with = |one: &String| -> Vec<Pair> {
        let sorted =
            |other: &String| if one <= other { [one.clone(), other.clone()] } else { [other.clone(), one.clone()] };
        family.iter().map(sorted).collect()
    };
    given.iter().flat_map(with).collect()
}

fn marked(personal: &Personal, kind: &[u8], pair: &Pair) -> Mark {
    personal.mark(&[kind, pair[0].as_bytes(), pair[1].as_bytes()])
}

fn dated(personal: &Personal, pair: &Pair, year: i32) -> Mark {
    personal.mark(&[b"learner, year", pair[0].as_bytes(), pair[1].as_bytes(), &year.to_be_bytes()])
}

/// 1951 for 1915, and the other way.
fn swapped(year: i32) -> i32 {
    let (tens, ones) = (year / 10 % 10, year % 10);
    year - year % 100 + ones * 10 + tens
}

/// The words of a name as they sound; particles are no names, unless there is nothing else.
fn sounds(name: &str) -> Vec<String> {
    let plain = fold::plain(&deunicode::deunicode(name));
    let words: Vec<&str> = plain.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let mut names: Vec<&str> = words.iter().copied().filter(|word| !PARTICLES.contains(word)).collect();
    if names.is_empty() {
        names = words;
    }
    names.into_iter().take(MOST).map(sound).collect()
}

/// Spellings that are said alike, in the order in which they are taken for one another.
const ALIKE: [(&str, &str); 18] = [
    ("ault", "o"),
    ("eau", "o"),
    ("au", "o"),
    ("ph", "f"),
    ("th", "t"),
    ("ck", "k"),
    ("qu", "k"),
    ("q", "k"),
    ("ce", "se"),
    ("ci", "si"),
    ("cy", "si"),
    ("ch", "x"),
    ("c", "k"),
    ("h", ""),
    ("y", "i"),
    ("z", "s"),
    ("ai", "e"),
    ("ei", "e"),
];

/// A word as it sounds, roughly: what two people may write of one name.
fn sound(word: &str) -> String {
    let alike = ALIKE.iter().fold(word.to_owned(), |text, (from, to)| text.replace(from, to));
    let mut said = String::with_capacity(alike.len());
    for letter in alike.chars() {
        if !said.ends_with(letter) {
            said.push(letter);
        }
    }
    let kept = said.trim_end_matches(['e', 's', 't', 'd', 'x']);
    if kept.len() >= 2 { kept.to_owned() } else { said }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::learner::who::tests::{personal, who};

    /// Whether somebody kept is found when somebody is sought.
    fn found((given, family, year): (&str, &str, Option<i32>), kept_as: (&str, &str, Option<i32>)) -> bool {
        let of = |(given, family, year): (&str, &str, Option<i32>)| who(given, family, year);
        !sought(&personal(), &of((given, family, year))).is_disjoint(&kept(&personal(), &of(kept_as)))
    }

    #[test]
    fn the_same_person_is_found_again() {
        let amina = ("Amina", "Ba", Some(1951));
        let again = [
            ("amina", "BA", Some(1951)),
            ("Ba", "Amina", Some(1951)),
            ("Âmina", "Bâ", Some(1952)),
            ("Amina", "Bah", Some(1950)),
            ("Amina", "Ba", Some(1915)),
            ("Amina", "Ba", None),
            ("Amina Fatou", "Ba Diop", Some(1951)),
            ("Amina", "de Ba", Some(1951)),
        ];
        for one in again {
            assert!(found(one, amina), "{one:?}");
            assert!(found(amina, one), "{one:?} the other way");
        }
        for (one, other) in [
            (("Zoé", "Thibault", None), ("Zoë", "Tibo", None)),
            (("Cathy", "Lefebvre", None), ("Kathie", "Lefebvre", None)),
            (("Łukasz", "Muñoz", None), ("Lukas", "Munos", None)),
            (("Олена", "Шевченко", None), ("Olena", "Shevchenko", None)),
        ] {
            assert!(found(one, other), "{one:?} {other:?}");
        }
    }

    #[test]
    fn another_person_is_not() {
        let amina = ("Amina", "Ba", Some(1951));
        for other in [
            ("Amina", "Diop", Some(1951)),
            ("Fatou", "Ba", Some(1951)),
            ("Amina", "Ba", Some(1953)),
            ("Amina", "Ba", Some(1990)),
        ] {
            assert!(!found(other, amina), "{other:?}");
        }
        assert!(!found(("Jean Pierre", "Dupont", None), ("Jean Pierre", "Martin", None)));
    }

    #[test]
    fn a_mark_says_nothing_without_the_secret() {
        let other = store::files::Cabinet::new(std::path::PathBuf::new(), [8; 32]).personal();
        let amina = who("Amina", "Ba", Some(1951));
        assert!(kept(&personal(), &amina).is_disjoint(&kept(&other, &amina)));
        assert_eq!(kept(&personal(), &amina).len(), 2);
    }
}
