//! The home commune, typed by hand: a name or a postcode, whatever the accents and the hyphens.

use cynic::QueryBuilder;

use super::queries::{Commune, CommunesVariables, Territory};
use crate::{portal::Portal, trouble::Trouble, visitor::Visitor};

/// The last year whose communes the network knows: what it knew last goes on.
const LAST_YEAR: i32 = 2026;

/// The communes of today.
pub(super) async fn all(portal: &Portal, visitor: &Visitor) -> Result<Vec<Commune>, Trouble> {
    let year = portal.clock().now().day().year().min(LAST_YEAR);
    Ok(portal.ask(visitor, Territory::build(CommunesVariables { year })).await?.communes.nodes)
}

/// The communes that a text means: one when it is clear, several when it could be any of them.
pub(super) fn meant<'a>(communes: &'a [Commune], typed: &str) -> Vec<&'a Commune> {
    let wanted = fold(typed);
    if wanted.is_empty() {
        return Vec::new();
    }
    let exact = |one: &&Commune| fold(&one.name) == wanted || one.code.inner() == typed.trim();
    let found: Vec<&Commune> = communes.iter().filter(exact).collect();
    if !found.is_empty() {
        return found;
    }
    let near = |one: &&Commune| one.postcode == wanted || fold(&one.name).split(' ').any(|word| word == wanted);
    let found: Vec<&Commune> = communes.iter().filter(near).collect();
    match found.is_empty() {
        true => communes.iter().filter(|one| fold(&one.name).starts_with(&wanted)).collect(),
        false => found,
    }
}

/// Small letters without accents, words parted by one space, « st » for « saint ».
fn fold(text: &str) -> String {
    let plain: String = text.to_lowercase().chars().map(bare).collect();
    let plain = plain.replace('œ', "oe").replace('æ', "ae");
    let words = plain.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let words: Vec<&str> =
        words.map(|word| if matches!(word, "saint" | "sainte" | "ste") { "st" } else { word }).collect();
    words.join(" ")
}

const fn bare(letter: char) -> char {
    match letter {
        'à' | 'â' | 'ä' => 'a',
        'é' | 'è' | 'ê' | 'ë' => 'e',
        'î' | 'ï' => 'i',
        'ô' | 'ö' => 'o',
        'ù' | 'û' | 'ü' => 'u',
        'ÿ' => 'y',
        'ç' => 'c',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn communes() -> Vec<Commune> {
        let named = [
            ("62447", "Hesdin-la-Forêt", "62140"),
            ("62050", "Auchy-lès-Hesdin", "62770"),
            ("62212", "Capelle-lès-Hesdin", "62140"),
            ("62850", "Vieil-Hesdin", "62770"),
            ("62100", "Beaurainville", "62990"),
            ("62750", "Saint-Georges", "62770"),
            ("62657", "Œuf-en-Ternois", "62130"),
        ];
        let one = |(code, name, postcode): (&str, &str, &str)| Commune {
            code: cynic::Id::new(code),
            name: name.to_owned(),
            postcode: postcode.to_owned(),
        };
        named.map(one).to_vec()
    }

    #[test]
    fn a_commune_is_meant_however_it_is_typed() {
        let all = communes();
        let told = |typed: &str| meant(&all, typed).iter().map(|one| one.name.clone()).collect::<Vec<_>>();
        for typed in ["Hesdin-la-Forêt", "hesdin la foret", " HESDIN  LA FORET ", "62447"] {
            assert_eq!(told(typed), ["Hesdin-la-Forêt"], "{typed}");
        }
        assert_eq!(told("st georges"), ["Saint-Georges"]);
        assert_eq!(told("oeuf en ternois"), ["Œuf-en-Ternois"]);
        assert_eq!(told("beau"), ["Beaurainville"]);
        assert_eq!(told("62140"), ["Hesdin-la-Forêt", "Capelle-lès-Hesdin"]);
        assert_eq!(told("hesdin").len(), 4);
        for nothing in ["", " ", "Paris", "75001", "<b>"] {
            assert!(told(nothing).is_empty(), "{nothing}");
        }
    }
}
