//! The file that says which column is which, in the format published for `mednum`.
//!
//! Keys are those of the standard, v1 or v0. A field of one text takes `colonne` (and `sinon`), `valeur`, `joindre` or
//! `dissocier`; a closed list takes choices `{colonnes, termes, sauf, cible}`; `horaires` takes `jours`, `semaine`, `osm`.

use serde_json::{Map, Value};

use crate::venue_file::{
    columns::{
        lists::List,
        written::{FIELDS, Field, HOURS, LISTS, OTHER_LABELS},
    },
    reading::record::Columns,
    unreadable::Unreadable,
};
use parse::{column, columns, known_keys, member, refused, text};

mod parse;

mod twice;

/// How the columns of a foreign layout answer the fields of the standard.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Mapping {
    pub(crate) texts: Vec<(Field, Vec<Source>)>,
    pub(crate) lists: Vec<(List, Vec<Choice>)>,
    pub(crate) other_labels: Vec<Choice>,
    pub(crate) hours: Hours,
    /// Keys that nobody reads.
    pub(crate) ignored: Vec<String>,
}

/// Where a text comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Source {
    /// What stands in a column.
    Column(String),
    /// Always this.
    Value(String),
    /// Several columns with this between them.
    Join(Vec<String>, String),
    /// One piece of the first column that holds something.
    Split(Vec<String>, String, usize),
}

/// One value of a list and when it holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Choice {
    /// Where it is looked for; none: it always holds.
    pub(crate) columns: Option<Vec<String>>,
    /// What is looked for; none: anything.
    pub(crate) terms: Option<Vec<String>>,
    /// What forbids it.
    pub(crate) except: Vec<String>,
    /// The value; none: what stands in the column.
    pub(crate) target: Option<String>,
    /// It holds only where this way of help is offered.
    pub(crate) support: Option<String>,
}

/// Where opening hours come from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Hours {
    /// A day (Monday is 0) and its columns.
    pub(crate) days: Vec<(usize, Vec<String>)>,
    /// A column for the whole week.
    pub(crate) week: Vec<String>,
    /// A column in OpenStreetMap's syntax.
    pub(crate) osm: Vec<String>,
    /// A column that says in which weeks (`semaine_ouverture`).
    pub(crate) weeks: Vec<String>,
}

impl Mapping {
    /// Reads a mapping; what cannot be followed is named. Keys that nobody reads are passed over and told with the file.
    pub fn parse(written: &str) -> Result<Self, Unreadable> {
        let written = written.trim_start_matches('\u{feff}');
        let document: Value = serde_json::from_str(written)
            .map_err(|error| Unreadable::MappingBroken { line: error.line(), column: error.column() })?;
        if let Some(key) = twice::given_twice(written) {
            return Err(refused(&key, "elle est donnée deux fois, gardez-en une"));
        }
        let Value::Object(members) = &document else { return Err(refused("", "un objet JSON est attendu")) };
        let mut mapping = Self::default();
        for (key, value) in members {
            mapping.take(key, value)?;
        }
        if !mapping.texts.iter().any(|(field, _)| *field == Field::Name) {
            return Err(refused("nom", "elle manque : indiquez la colonne qui porte le nom du lieu"));
        }
        Ok(mapping)
    }

    fn take(&mut self, key: &str, value: &Value) -> Result<(), Unreadable> {
        let name = Columns::new(vec![key.to_owned()]);
        let is = |names: &[&str]| names.iter().any(|known| name.place(known).is_some());
        if let Some((field, _)) = FIELDS.iter().find(|(_, names)| is(names)) {
            self.texts.push((*field, sources(key, value)?));
        } else if let Some((list, _)) = LISTS.iter().find(|(_, names)| is(names)) {
            self.lists.push((*list, choices(key, value)?));
        } else if is(&OTHER_LABELS) {
            self.other_labels.extend(choices(key, value)?);
        } else if is(&[HOURS]) {
            if self.hours != (Hours { weeks: self.hours.weeks.clone(), ..Hours::default() }) {
                return Err(refused(key, "elle est donnée deux fois, gardez-en une"));
            }
            let weeks = std::mem::take(&mut self.hours.weeks);
            self.hours = Hours { weeks, ..hours(value)? };
        } else if is(&["semaine_ouverture"]) {
            self.hours.weeks = column(key, member(key, value)?.get("colonne").unwrap_or(&Value::Null))?;
        } else {
            self.ignored.push(key.to_owned());
        }
        Ok(())
    }

    /// Every column that it names.
    pub(crate) fn columns(&self) -> impl Iterator<Item = &str> {
        let texts = self.texts.iter().flat_map(|(_, sources)| sources).flat_map(Source::columns);
        let choices = self.lists.iter().flat_map(|(_, choices)| choices).chain(&self.other_labels);
        let choices = choices.filter_map(|choice| choice.columns.as_ref()).flatten();
        let days = self.hours.days.iter().flat_map(|(_, names)| names);
        let hours = days.chain(&self.hours.week).chain(&self.hours.osm).chain(&self.hours.weeks);
        texts.chain(choices).chain(hours).map(|name| name.trim()).filter(|name| !name.is_empty())
    }

    /// The columns in which a name may stand.
    pub(crate) fn name_columns(&self) -> Vec<&str> {
        let name = self.texts.iter().filter(|(field, _)| *field == Field::Name);
        name.flat_map(|(_, sources)| sources).flat_map(Source::columns).map(String::as_str).collect()
    }
}

impl Source {
    fn columns(&self) -> &[String] {
        match self {
            Self::Column(name) => std::slice::from_ref(name),
            Self::Value(_) => &[],
            Self::Join(names, _) | Self::Split(names, _, _) => names,
        }
    }
}

// In the order in which they are tried.
fn sources(key: &str, value: &Value) -> Result<Vec<Source>, Unreadable> {
    if let Value::String(name) = value {
        return Ok(vec![Source::Column(name.clone())]);
    }
    let members = member(key, value)?;
    known_keys(key, members, &["colonne", "sinon", "valeur", "joindre", "dissocier"])?;
    let mut sources = Vec::new();
    if let Some(value) = members.get("joindre") {
        sources.push(join(&format!("{key}.joindre"), value)?);
    }
    if let Some(value) = members.get("dissocier") {
        sources.push(split(&format!("{key}.dissocier"), value)?);
    }
    for name in ["colonne", "sinon"] {
        let found = members.get(name).map(|value| column(&format!("{key}.{name}"), value)).transpose()?;
        sources.extend(found.into_iter().flatten().map(Source::Column));
    }
    if let Some(value) = members.get("valeur") {
        sources.push(Source::Value(text(&format!("{key}.valeur"), value)?));
    }
    Ok(sources)
}

const SEPARATORS: [&str; 2] = ["séparateur", "separateur"];

fn separator(key: &str, members: &Map<String, Value>, usual: &str) -> Result<String, Unreadable> {
    let found = SEPARATORS.iter().find_map(|name| members.get(*name));
    found.map_or_else(|| Ok(usual.to_owned()), |value| text(&format!("{key}.séparateur"), value))
}

fn join(key: &str, value: &Value) -> Result<Source, Unreadable> {
    let members = member(key, value)?;
    known_keys(key, members, &["colonnes", "séparateur", "separateur"])?;
    let names = members.get("colonnes").ok_or_else(|| refused(key, "il manque « colonnes »"))?;
    Ok(Source::Join(columns(&format!("{key}.colonnes"), names)?, separator(key, members, " ")?))
}

fn split(key: &str, value: &Value) -> Result<Source, Unreadable> {
    let members = member(key, value)?;
    known_keys(key, members, &["colonne", "colonnes", "séparateur", "separateur", "partie"])?;
    let names = members.get("colonne").or_else(|| members.get("colonnes"));
    let names = columns(&format!("{key}.colonne"), names.ok_or_else(|| refused(key, "il manque « colonne »"))?)?;
    let separator = separator(key, members, ",")?;
    if separator.is_empty() {
        return Err(refused(&format!("{key}.séparateur"), "un texte est attendu, il est vide"));
    }
    let part = members.get("partie").and_then(Value::as_u64).and_then(|part| usize::try_from(part).ok());
    let part =
        part.ok_or_else(|| refused(&format!("{key}.partie"), "un nombre est attendu (0 pour la première partie)"))?;
    Ok(Source::Split(names, separator, part))
}

fn choices(key: &str, value: &Value) -> Result<Vec<Choice>, Unreadable> {
    let whole = |name: &str| Choice { columns: Some(vec![name.to_owned()]), ..Choice::default() };
    match value {
        Value::Array(all) => {
            all.iter().enumerate().map(|(place, one)| choice(&format!("{key}[{place}]"), one)).collect()
        }
        // A lone column stands for its own values.
        Value::Object(members) if members.contains_key("colonne") => {
            known_keys(key, members, &["colonne"])?;
            let names = column(&format!("{key}.colonne"), members.get("colonne").unwrap_or(&Value::Null))?;
            Ok(names.iter().map(|name| whole(name)).collect())
        }
        Value::Object(_) => Ok(vec![choice(key, value)?]),
        _ => Err(refused(key, "une liste de choix est attendue")),
    }
}

const CHOICE: [&str; 6] =
    ["colonnes", "termes", "sauf", "cible", "modalitesAccompagnement", "modalites_accompagnement"];

fn choice(key: &str, value: &Value) -> Result<Choice, Unreadable> {
    let members = member(key, value)?;
    known_keys(key, members, &CHOICE)?;
    let list = |name: &str| members.get(name).map(|value| columns(&format!("{key}.{name}"), value)).transpose();
    let one = |name: &str| {
        members
            .get(name)
            .filter(|value| !value.is_null())
            .map(|value| text(&format!("{key}.{name}"), value))
            .transpose()
    };
    let choice = Choice {
        columns: list("colonnes")?,
        terms: list("termes")?,
        except: list("sauf")?.unwrap_or_default(),
        target: one("cible")?,
        support: one("modalitesAccompagnement")?.or(one("modalites_accompagnement")?),
    };
    if choice.columns.is_none() && choice.target.is_none() {
        return Err(refused(key, "il manque « colonnes » ou « cible »"));
    }
    Ok(choice)
}

const DAYS: [&str; 7] = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"];

fn hours(value: &Value) -> Result<Hours, Unreadable> {
    let members = member(HOURS, value)?;
    known_keys(HOURS, members, &["jours", "semaine", "osm", "colonne"])?;
    let names =
        |name: &str| members.get(name).map_or(Ok(Vec::new()), |value| column(&format!("{HOURS}.{name}"), value));
    let mut hours =
        Hours { week: [names("semaine")?, names("colonne")?].concat(), osm: names("osm")?, ..Hours::default() };
    let days = members
        .get("jours")
        .map(|value| value.as_array().ok_or_else(|| refused("horaires.jours", "une liste est attendue")));
    for (place, day) in days.transpose()?.into_iter().flatten().enumerate() {
        hours.days.push(one_day(&format!("horaires.jours[{place}]"), day)?);
    }
    Ok(hours)
}

fn one_day(key: &str, value: &Value) -> Result<(usize, Vec<String>), Unreadable> {
    let members = member(key, value)?;
    known_keys(key, members, &["colonne", "colonnes", "osm"])?;
    let names = members.get("colonne").or_else(|| members.get("colonnes")).unwrap_or(&Value::Null);
    let day = members.get("osm").and_then(Value::as_str).and_then(|name| DAYS.iter().position(|day| *day == name));
    let day =
        day.ok_or_else(|| refused(&format!("{key}.osm"), "un jour est attendu : Mo, Tu, We, Th, Fr, Sa ou Su"))?;
    Ok((day, column(&format!("{key}.colonne"), names)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(text: &str) -> String {
        Mapping::parse(text).err().map(|error| error.to_string()).unwrap_or_default()
    }

    #[test]
    fn every_operator_is_known() {
        let text = r#"{
            "nom": {"colonne": "Structure"}, "voie": {"joindre": {"colonnes": ["N°", "Rue"], "séparateur": " "}},
            "latitude": {"dissocier": {"colonne": ["Geo"], "separateur": ",", "partie": 0}},
            "date_maj": {"colonne": "modif", "sinon": "saisie"}, "source": {"valeur": "Mairie"},
            "conditionAcces": [{"colonnes": ["Tarif"], "termes": ["gratuit"], "sauf": ["sous"], "cible": "Gratuit"}],
            "services": [{"cible": "Créer avec le numérique", "modalitesAccompagnement": "Seul"}],
            "autres_formations_labels": [{"colonnes": ["labels"]}],
            "horaires": {"jours": [{"colonne": ["a", "b"], "osm": "Mo"}], "semaine": "H", "osm": "O"},
            "semaine_ouverture": {"colonne": "ouverture"}, "prive": {"colonne": "prive"}
        }"#;
        let mapping = Mapping::parse(text).unwrap();
        assert_eq!(mapping.texts.len(), 5);
        let geo = mapping.texts.iter().find(|(field, _)| *field == Field::Latitude).unwrap();
        assert_eq!(geo.1, [Source::Split(vec!["Geo".to_owned()], ",".to_owned(), 0)]);
        assert_eq!(mapping.hours.days, [(0, vec!["a".to_owned(), "b".to_owned()])]);
        assert_eq!(
            (mapping.hours.weeks.as_slice(), mapping.ignored.as_slice()),
            (["ouverture".to_owned()].as_slice(), ["prive".to_owned()].as_slice())
        );
        assert_eq!(mapping.name_columns(), ["Structure"]);
    }

    #[test]
    fn what_cannot_be_followed_is_named() {
        let cases = [
            ("{", "ligne 1, colonne 1"),
            ("[]", "un objet JSON est attendu"),
            ("{}", "« nom »"),
            (r#"{"nom": {"colone": "x"}}"#, "« nom.colone »"),
            (r#"{"nom": "x", "voie": "a", "nom": "y"}"#, "« nom » ne peut pas être suivie : elle est donnée deux fois"),
            (
                r#"{"nom": "x", "services": [{"cible": "c"}, {"cible": "c", "termes": ["a"], "termes": [1, 2.5, null]}]}"#,
                "« services[1].termes »",
            ),
            (r#"{"nom": "x", "horaires": {"osm": "a"}, "Horaires": {"osm": "b"}}"#, "« Horaires »"),
            (r#"{"nom": {"colonne": {}}}"#, "« nom.colonne »"),
            (
                r#"{"nom": "x", "services": [{"colonnes": ["a"], "terme": ["b"], "cible": "c"}]}"#,
                "« services[0].terme »",
            ),
            (r#"{"nom": "x", "services": [{}]}"#, "« services[0] »"),
            (
                r#"{"nom": "x", "latitude": {"dissocier": {"colonne": "g", "séparateur": ","}}}"#,
                "« latitude.dissocier.partie »",
            ),
            (r#"{"nom": "x", "horaires": {"jours": [{"colonne": "a", "osm": "Lu"}]}}"#, "« horaires.jours[0].osm »"),
        ];
        for (text, expected) in cases {
            assert!(refusal(text).contains(expected), "{text}: {}", refusal(text));
        }
    }
}
