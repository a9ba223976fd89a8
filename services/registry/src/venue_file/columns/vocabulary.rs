//! Sorting what is written into the closed lists: old and new values, whatever their case, accents and separators.

use std::{collections::HashMap, sync::LazyLock};

use crate::territory::folded;
use crate::venue_file::{
    columns::lists::{self, List, Meaning},
    notes::{Notes, quoted},
    place::ListedPlace,
};

/// Puts the values of one field into the place. What is not known stays out, and is said.
pub(crate) fn sort(list: List, written: &[String], place: &mut ListedPlace, notes: &mut Notes) {
    for value in written.iter().flat_map(|cell| values(list, cell)) {
        match meanings(list, &value) {
            Some(meanings) => meanings.iter().for_each(|meaning| put(*meaning, place)),
            None if list.is_of_labels() => {
                let says = format!(
                    "{} n'est pas un label national connu : il est gardé parmi les autres labels.",
                    quoted(&value)
                );
                notes.warn("LABEL_OTHER", list.field(), says);
                push(&mut place.other_labels, &value);
            }
            None => {
                let says =
                    format!("Valeur inconnue {} dans « {} » : elle est laissée de côté.", quoted(&value), list.field());
                notes.warn("VALUE_UNKNOWN", list.field(), says);
            }
        }
    }
}

/// Puts labels as they are written; one that speaks of the Pass numérique says that it is taken.
pub(crate) fn sort_other_labels(written: &[String], place: &mut ListedPlace) {
    for label in written.iter().flat_map(|cell| cell.split(['|', ';'])).map(str::trim).filter(|label| !label.is_empty())
    {
        place.takes_pass |= speaks_of_pass(label);
        push(&mut place.other_labels, label);
    }
}

fn speaks_of_pass(label: &str) -> bool {
    let label = folded(label);
    label.contains("pass numerique") || label.split(' ').any(|word| word == "aptic")
}

/// The values of a cell: parted by `|` or `;`, and by a slash or a comma where that alone makes sense of it.
fn values(list: List, cell: &str) -> Vec<String> {
    let parts = cell.split(['|', ';', '\n']).map(str::trim).filter(|value| !value.is_empty());
    parts.flat_map(|value| finer(list, value)).collect()
}

fn finer(list: List, value: &str) -> Vec<String> {
    let known = |part: &String| meanings(list, part).is_some();
    let parted = |separator: &str| -> Vec<String> {
        value.split(separator).map(|part| part.trim().to_owned()).filter(|part| !part.is_empty()).collect()
    };
    let whole = vec![value.to_owned()];
    if find(list, value).is_some() {
        return whole;
    }
    // No value holds a slash before a space: several values, whether known or not.
    if value.contains("/ ") {
        return parted("/ ").iter().flat_map(|part| finer(list, part)).collect();
    }
    // Several values before one value and its explanation.
    let all = SEPARATORS.into_iter().map(parted).find(|parts| parts.len() > 1 && parts.iter().all(known));
    let some = || SEPARATORS.into_iter().map(parted).find(|parts| parts.len() > 1 && parts.iter().any(known));
    match all {
        Some(parts) => parts,
        None if known(&whole[0]) => whole,
        None => some().unwrap_or(whole),
    }
}

const SEPARATORS: [&str; 2] = ["/", ","];

static KNOWN: LazyLock<HashMap<(List, String), Vec<Meaning>>> = LazyLock::new(|| {
    let old = lists::OLD.iter().map(|(list, value, meanings)| ((*list, folded(value)), meanings.to_vec()));
    let new = lists::VALUES.iter().flat_map(|(list, values)| {
        values.iter().map(|value| ((*list, folded(value)), vec![Meaning::Value(*list, value)]))
    });
    old.chain(new).collect()
});

// What a value means in a field, also without what explains it after a colon or in brackets.
fn meanings(list: List, value: &str) -> Option<&'static [Meaning]> {
    let head = |mark: char| value.split_once(mark).and_then(|(head, _)| find(list, head));
    let bracketed = || head('(').filter(|_| value.trim_end().ends_with(')'));
    find(list, value).or_else(|| head(':')).or_else(bracketed)
}

// Whatever its case, accents and apostrophes.
fn find(list: List, value: &str) -> Option<&'static [Meaning]> {
    list.neighbours().iter().find_map(|list| KNOWN.get(&(*list, folded(value)))).map(Vec::as_slice)
}

fn put(meaning: Meaning, place: &mut ListedPlace) {
    match meaning {
        Meaning::Pass => place.takes_pass = true,
        Meaning::OtherLabel(label) => push(&mut place.other_labels, label),
        Meaning::Value(list, value) => push(list.of(place), value),
    }
}

/// Values that one list may hold: more than the longest closed list.
const MOST: usize = 100;

fn push(values: &mut Vec<String>, value: &str) {
    if values.len() < MOST && !values.iter().any(|known| known == value) {
        values.push(value.to_owned());
    }
}

/// Whether this is the code of a typology.
pub(crate) fn is_kind(code: &str) -> bool {
    matches!(find(List::Kinds, code), Some([Meaning::Value(_, known)]) if known.eq_ignore_ascii_case(code))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sorted(list: List, cell: &str) -> (ListedPlace, Vec<&'static str>) {
        let (mut place, mut notes) = (ListedPlace::default(), Notes::default());
        sort(list, &[cell.to_owned()], &mut place, &mut notes);
        (place, notes.take().into_iter().map(|problem| problem.code).collect())
    }

    #[test]
    fn old_services_become_nine() {
        let old = "Devenir autonome dans les démarches administratives;Accompagner les démarches de santé;\
                   Prendre en main un ordinateur;Accéder à du matériel;S’équiper en matériel informatique;\
                   Soutenir la parentalité et l’éducation avec le numérique";
        let (place, warned) = sorted(List::Services, old);
        let expected = [
            "Aide aux démarches administratives",
            "Maîtrise des outils numériques du quotidien",
            "Accès internet et matériel informatique",
            "Acquisition de matériel informatique à prix solidaire",
            "Parentalité et éducation avec le numérique",
        ];
        assert_eq!((place.services, warned), (expected.map(str::to_owned).to_vec(), vec![]));
    }

    #[test]
    fn the_pass_is_heard_wherever_it_is_said() {
        let (place, _) = sorted(List::Fees, "Payant : L'accès est payant;Accepte le Pass numérique : Il est possible…");
        assert_eq!((place.fees.join("|").as_str(), place.takes_pass), ("Payant|Gratuit sous condition", true));
        let (place, _) = sorted(List::Programmes, "CNFS;APTIC;Fabriques de Territoire;Point relais CAF");
        assert_eq!(place.programmes, ["Conseillers numériques", "Point d'accès numérique CAF"]);
        assert_eq!(
            (place.labels.join("|").as_str(), place.other_labels.join("|").as_str()),
            ("Fabriques de Territoire", "APTIC")
        );
        assert!(place.takes_pass);
        let mut place = ListedPlace::default();
        sort_other_labels(&["Label bleu|Accepte le pass numérique".to_owned()], &mut place);
        assert!(place.takes_pass && place.other_labels.len() == 2);
    }

    #[test]
    fn publics_part_in_two() {
        let (place, warned) =
            sorted(List::Publics, "Adultes;Seniors (+65 ans);Jeunes (16/26 ans);Surdité;Uniquement femmes");
        assert_eq!(
            (place.publics.join("|").as_str(), place.special_care.join("|").as_str()),
            ("Seniors|Jeunes|Femmes", "Surdité")
        );
        assert!(warned.is_empty());
    }

    #[test]
    fn slashes_part_values_where_that_makes_sense() {
        let (place, warned) = sorted(List::Publics, "Familles et/ou enfants");
        assert_eq!((place.publics.len(), warned.len()), (1, 0));
        let (place, warned) = sorted(List::Support, "Seul : j’ai accès à du matériel / Dans un atelier : ensemble");
        assert_eq!(
            (place.support_ways.join("|").as_str(), warned.len()),
            ("En autonomie|Dans un atelier collectif", 0)
        );
        let (place, warned) =
            sorted(List::Publics, "Seniors (+65 ans) / Marins / Familles/ enfant / Jeunes (16-26 ans)");
        assert_eq!((place.publics.join("|").as_str(), warned.len()), ("Seniors|Familles et/ou enfants|Jeunes", 1));
        let (place, _) =
            sorted(List::Fees, "Gratuit : sans rien payer/ Adhésion : L’accès au lieu et/ou à ses services");
        assert_eq!(place.fees.join("|"), "Gratuit|Gratuit sous condition");
    }

    #[test]
    fn what_is_unknown_is_said() {
        let (place, warned) = sorted(List::Services, "Aide aux démarches administratives|Jardinage");
        assert_eq!((place.services.len(), warned), (1, vec!["VALUE_UNKNOWN"]));
        let (place, warned) = sorted(List::Labels, "Label inventé");
        assert_eq!((place.other_labels, warned), (vec!["Label inventé".to_owned()], vec!["LABEL_OTHER"]));
    }

    #[test]
    fn every_value_of_the_standard_is_itself() {
        for (list, values) in lists::VALUES {
            for value in values {
                assert_eq!(meanings(list, value), Some([Meaning::Value(list, value)].as_slice()), "{value}");
                let typographic = value.replace('\'', "’").to_uppercase();
                assert!(meanings(list, &typographic).is_some(), "{typographic}");
            }
        }
    }
}
