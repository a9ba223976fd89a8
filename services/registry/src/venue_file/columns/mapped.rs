//! Rows of a foreign layout, through a mapping.

use crate::territory::folded;
use crate::venue_file::{
    columns::{
        lists::List,
        mapping::{Choice, Mapping, Source},
        vocabulary,
        written::Written,
    },
    hours::WrittenHours,
    reading::record::Record,
};

/// The row in the terms of the standard.
pub(crate) fn written(mapping: &Mapping, record: &Record) -> Written {
    let mut written = Written::default();
    for (field, sources) in &mapping.texts {
        let text = sources.iter().map(|source| text(source, record)).find(|text| !text.trim().is_empty());
        if let Some(text) = text {
            written.texts.entry(*field).or_insert(text);
        }
    }
    let support = chosen_of(mapping, List::Support, record, &[]);
    for (list, _) in &mapping.lists {
        written.lists.push((*list, chosen_of(mapping, *list, record, &support)));
    }
    written.other_labels = chosen(&mapping.other_labels, None, record, &[]);
    written.hours = hours(mapping, record);
    written
}

fn text(source: &Source, record: &Record) -> String {
    match source {
        Source::Column(name) => record.cell(name).to_owned(),
        Source::Value(value) => value.clone(),
        Source::Join(names, separator) => {
            let cells = names.iter().map(|name| record.cell(name).trim()).filter(|cell| !cell.is_empty());
            cells.collect::<Vec<_>>().join(separator)
        }
        Source::Split(names, separator, part) => {
            let cell = first(names, record);
            cell.split(separator.as_str()).nth(*part).unwrap_or_default().trim().to_owned()
        }
    }
}

fn first<'a>(names: &[String], record: &'a Record) -> &'a str {
    names.iter().map(|name| record.cell(name)).find(|cell| !cell.trim().is_empty()).unwrap_or_default()
}

fn chosen_of(mapping: &Mapping, list: List, record: &Record, support: &[String]) -> Vec<String> {
    let choices = mapping.lists.iter().filter(|(known, _)| *known == list).flat_map(|(_, choices)| choices);
    choices.flat_map(|choice| held(choice, Some(list), record, support)).collect()
}

fn chosen(choices: &[Choice], list: Option<List>, record: &Record, support: &[String]) -> Vec<String> {
    choices.iter().flat_map(|choice| held(choice, list, record, support)).collect()
}

// What a choice brings: its target once, or what stands in its columns when it has no target.
fn held(choice: &Choice, list: Option<List>, record: &Record, support: &[String]) -> Vec<String> {
    if choice.support.as_ref().is_some_and(|wanted| !support.iter().any(|offered| folded(offered) == folded(wanted))) {
        return Vec::new();
    }
    let Some(columns) = &choice.columns else { return choice.target.iter().cloned().collect() };
    let cells = columns.iter().map(|name| record.cell(name)).filter(|cell| matches(choice, list, cell));
    match &choice.target {
        Some(target) => cells.take(1).map(|_| target.clone()).collect(),
        None => cells.map(str::to_owned).collect(),
    }
}

// Each column alone: one of the terms stands in it, and nothing that forbids it. Case, accents and apostrophes do not
// matter. Without terms, anything will do.
fn matches(choice: &Choice, list: Option<List>, cell: &str) -> bool {
    if cell.trim().is_empty() || choice.except.iter().any(|term| holds(term, list, cell)) {
        return false;
    }
    choice.terms.as_ref().is_none_or(|terms| terms.iter().any(|term| holds(term, list, cell)))
}

fn holds(term: &str, list: Option<List>, cell: &str) -> bool {
    let wanted = folded(term);
    match () {
        // « € » has no letter to fold.
        () if wanted.is_empty() => !term.trim().is_empty() && cell.contains(term.trim()),
        // « 1 » is a number of a list, not a digit of « 12 ».
        () if wanted.bytes().all(|c| c.is_ascii_digit()) => folded(cell).split(' ').any(|word| word == wanted),
        () if list == Some(List::Kinds) && is_code(term) => holds_code(&term.trim().to_uppercase(), cell),
        () => folded(cell).contains(&wanted),
    }
}

fn is_code(term: &str) -> bool {
    let term = term.trim();
    !term.is_empty()
        && term.len() <= 14
        && term.bytes().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == b'_')
}

// « CC » does not stand in « CCAS », which is a code of its own; « ASSO » stands in « ASSOCIATION ».
fn holds_code(code: &str, cell: &str) -> bool {
    let words = cell.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').map(str::to_uppercase);
    words.into_iter().any(|word| word == *code || (word.starts_with(code) && !vocabulary::is_kind(&word)))
}

fn hours(mapping: &Mapping, record: &Record) -> WrittenHours {
    let hours = &mapping.hours;
    let joined = |names: &[String]| {
        let cells = names.iter().map(|name| record.cell(name).trim()).filter(|cell| !cell.is_empty());
        cells.collect::<Vec<_>>().join(" ")
    };
    WrittenHours {
        osm: first(&hours.osm, record).to_owned(),
        days: hours.days.iter().map(|(day, names)| (*day, joined(names))).collect(),
        week: first(&hours.week, record).to_owned(),
        weeks: first(&hours.weeks, record).to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use super::*;
    use crate::venue_file::columns::written::Field;
    use crate::venue_file::reading::record::Columns;

    fn record(cells: &[(&str, &str)]) -> Record {
        let (names, cells): (Vec<String>, Vec<String>) =
            cells.iter().map(|(name, cell)| ((*name).to_owned(), (*cell).to_owned())).unzip();
        Record::new(1, Rc::new(Columns::new(names)), cells)
    }

    fn services(choices: &str, cells: &[(&str, &str)]) -> Vec<String> {
        let mapping = Mapping::parse(&format!(r#"{{"nom": "n", "services": {choices}}}"#)).unwrap();
        written(&mapping, &record(cells)).lists.into_iter().flat_map(|(_, values)| values).collect()
    }

    #[test]
    fn texts_are_taken_joined_and_parted() {
        let mapping = Mapping::parse(
            r#"{"nom": {"colonne": "n"}, "adresse": {"joindre": {"colonnes": ["no", "rue"], "séparateur": " "}},
                "latitude": {"dissocier": {"colonne": ["geo"], "séparateur": ",", "partie": 0}},
                "longitude": {"dissocier": {"colonne": "geo", "séparateur": ",", "partie": 1}},
                "commune": {"colonne": ""}, "source": {"valeur": "X"}, "date_maj": {"colonne": "modif", "sinon": "saisie"}}"#,
        );
        let cells = [
            ("n", "Lieu"),
            ("no", ""),
            ("rue", "Grand-Place"),
            ("geo", "50.3, 2.03"),
            ("saisie", "2024-01-01"),
            ("", "vide"),
        ];
        let written = written(&mapping.unwrap(), &record(&cells));
        let expected = [
            (Field::Name, "Lieu"),
            (Field::Address, "Grand-Place"),
            (Field::Latitude, "50.3"),
            (Field::Longitude, "2.03"),
            (Field::Commune, ""),
            (Field::Source, "X"),
            (Field::UpdatedOn, "2024-01-01"),
        ];
        for (field, text) in expected {
            assert_eq!(written.text(field), text, "{field:?}");
        }
    }

    #[test]
    fn choices_hold_as_published() {
        let always = r#"[{"cible": "S"}]"#;
        assert_eq!(services(always, &[]), ["S"]);
        let any = r#"[{"colonnes": ["c"], "cible": "S"}]"#;
        assert_eq!((services(any, &[("c", "X")]), services(any, &[("c", " ")])), (vec!["S".to_owned()], vec![]));
        let term = r#"[{"colonnes": ["c", "d"], "termes": ["Étudiant", "€"], "sauf": ["gratuit sous condition"], "cible": "S"}]"#;
        assert_eq!(services(term, &[("d", "les ETUDIANTS")]), ["S"]);
        assert_eq!(services(term, &[("c", "12 €")]), ["S"]);
        assert!(services(term, &[("c", "étudiants : Gratuit sous condition")]).is_empty());
        assert_eq!(services(term, &[("c", "adultes"), ("d", "étudiants")]), ["S"]);
        let number = r#"[{"colonnes": ["c"], "termes": ["1"], "cible": "S"}]"#;
        assert_eq!((services(number, &[("c", "10,12")]).len(), services(number, &[("c", "2,1")]).len()), (0, 1));
        let values = r#"[{"colonnes": ["c"]}]"#;
        assert_eq!(services(values, &[("c", "A|B")]), ["A|B"]);
    }

    #[test]
    fn codes_of_kinds_are_whole_words() {
        let mapping = Mapping::parse(
            r#"{"nom": "n", "typologie": [{"colonnes": ["t"], "termes": ["CC"], "cible": "CC"},
                {"colonnes": ["t"], "termes": ["CCAS"], "cible": "CCAS"}, {"colonnes": ["t"], "termes": ["ASSO"], "cible": "ASSO"}]}"#,
        )
        .unwrap();
        let kinds = |cell: &str| written(&mapping, &record(&[("t", cell)])).lists.remove(0).1.join("|");
        assert_eq!([kinds("CCAS"), kinds("CC;ASSO"), kinds("Association")], ["CCAS", "CC|ASSO", "ASSO"]);
    }

    #[test]
    fn a_service_may_ask_for_a_way_of_help() {
        let mapping = Mapping::parse(
            r#"{"nom": "n", "modalites_accompagnement": [{"colonnes": ["m"], "termes": ["seul"], "cible": "En autonomie"}],
                "services": [{"colonnes": ["s"], "cible": "S", "modalitesAccompagnement": "En autonomie"}]}"#,
        )
        .unwrap();
        let services = |help: &str| written(&mapping, &record(&[("s", "x"), ("m", help)])).lists.remove(1).1.len();
        assert_eq!([services("seul"), services("aidé")], [1, 0]);
    }
}
