//! Which communes somebody means: a name in any spelling, or a postcode, which offers its communes.

use std::collections::BTreeSet;

use super::ask::{Ground, Name};

/// A commune that may be meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) code: String,
    pub(super) name: String,
    pub(super) postcode: String,
    /// The former name by which it was found.
    pub(super) found_as: Option<String>,
}

/// Those that are meant, exact names alone when there are any.
pub(super) fn search(ground: &Ground, typed: &str) -> Vec<Place> {
    let typed = folded(typed);
    if typed.is_empty() {
        return Vec::new();
    }
    let now = ground.communes.nodes.iter();
    let mut found: Vec<Place> =
        now.clone().filter(|commune| meant(commune, &typed)).map(|commune| place(commune, None)).collect();
    for former in ground.first.nodes.iter().filter(|former| !is_digits(&typed) && meant(former, &typed)) {
        let code = former.successor.as_ref().unwrap_or(&former.code);
        let today = now.clone().find(|commune| commune.code == *code && commune.name != former.name);
        found.extend(today.map(|commune| place(commune, Some(former.name.clone()))));
    }
    let exact = |place: &Place| folded(place.found_as.as_ref().unwrap_or(&place.name)) == typed;
    if found.iter().any(exact) {
        found.retain(exact);
    }
    let mut told = BTreeSet::new();
    found.retain(|place| told.insert(place.code.clone()));
    found
}

fn place(commune: &Name, found_as: Option<String>) -> Place {
    let Name { code, name, postcode, .. } = commune.clone();
    Place { code: code.into_inner(), name, postcode, found_as }
}

fn meant(commune: &Name, typed: &str) -> bool {
    if is_digits(typed) {
        return commune.postcode.starts_with(&typed.replace(' ', "")) || commune.code.inner() == typed;
    }
    let name = folded(&commune.name);
    typed.split(' ').all(|word| name.split(' ').any(|own| own.starts_with(word)))
}

fn is_digits(text: &str) -> bool {
    text.chars().all(|c| c.is_ascii_digit() || c == ' ')
}

/// No case, no accent, no hyphen, no apostrophe, `œ` as `oe`, `saint` for `st`.
fn folded(text: &str) -> String {
    let mut plain = String::new();
    for letter in text.to_lowercase().chars() {
        match letter {
            'à' | 'â' | 'ä' => plain.push('a'),
            'ç' => plain.push('c'),
            'é' | 'è' | 'ê' | 'ë' => plain.push('e'),
            'î' | 'ï' => plain.push('i'),
            'ô' | 'ö' => plain.push('o'),
            'ù' | 'û' | 'ü' => plain.push('u'),
            'œ' => plain.push_str("oe"),
            'æ' => plain.push_str("ae"),
            // Some keyboards write an accent after its letter.
            '\u{300}'..='\u{36f}' => {}
            other => plain.push(if other.is_alphanumeric() { other } else { ' ' }),
        }
    }
    let words = plain.split_whitespace().map(|word| match word {
        "st" => "saint",
        "ste" => "sainte",
        other => other,
    });
    words.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::public::finder::ask::Named;

    fn name(code: &str, name: &str, postcode: &str, successor: Option<&str>) -> Name {
        let (name, postcode) = (name.to_owned(), postcode.to_owned());
        Name { code: cynic::Id::new(code), name, postcode, successor: successor.map(cynic::Id::new) }
    }

    fn ground() -> Ground {
        let kept = [
            name("62050", "Auchy-lès-Hesdin", "62770", None),
            name("62767", "Saint-Rémy-au-Bois", "62870", None),
            name("62633", "Œuf-en-Ternois", "62130", None),
        ];
        let now = [&kept[..], &[name("62447", "Hesdin-la-Forêt", "62140", None)]].concat();
        let then = [name("62447", "Hesdin", "62140", None), name("62549", "Marconne", "62140", Some("62447"))];
        Ground { communes: Named { nodes: now }, first: Named { nodes: [&kept[..], &then[..]].concat() } }
    }

    #[track_caller]
    fn found(typed: &str, expected: &[&str]) {
        let found: Vec<String> = search(&ground(), typed).into_iter().map(|place| place.code).collect();
        assert_eq!(found, expected, "{typed}");
    }

    #[test]
    fn a_name_is_found_in_any_spelling() {
        found("AUCHY LES HESDIN", &["62050"]);
        found("st remy au bois", &["62767"]);
        found("oeuf", &["62633"]);
        found("oe\u{301}uf en ternois", &["62633"]);
        found("forêt", &["62447"]);
        found("ailleurs", &[]);
        found(" ", &[]);
    }

    #[test]
    fn a_postcode_offers_its_communes_and_a_former_name_leads_on() {
        found("62 140", &["62447"]);
        found("62", &["62050", "62767", "62633", "62447"]);
        found("Hesdin", &["62447"]);
        let marconne = search(&ground(), "marconne");
        assert_eq!(marconne[0].found_as.as_deref(), Some("Marconne"));
    }
}
