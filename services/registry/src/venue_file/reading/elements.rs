//! Rows of a JSON file: a list of objects, wherever it stands in the document.

use std::{
    collections::{HashMap, HashSet},
    rc::Rc,
};

use serde_json::{Map, Value};

use crate::venue_file::{
    reading::record::{Columns, MOST_CELLS, MOST_COLUMNS, MOST_ROWS, Record, Table},
    unreadable::Unreadable,
    verdict::Problem,
};

/// Reads a JSON document.
pub(crate) fn read(text: &str) -> Result<Table, Unreadable> {
    if values(text) > MOST_CELLS {
        return Err(Unreadable::TooMany(MOST_CELLS));
    }
    let elements = list(document(text)?).ok_or(Unreadable::NoList)?;
    match elements.len() {
        0 => return Err(Unreadable::NoRows),
        found if found > MOST_ROWS => return Err(Unreadable::TooMany(MOST_ROWS)),
        _ => {}
    }
    let mut shared = Shared::default();
    let rows = elements.iter().enumerate();
    let records: Result<Vec<Record>, Unreadable> =
        rows.map(|(place, element)| record(place + 1, element, &mut shared)).collect();
    let records = records?;
    Ok(Table { columns: Rc::new(Columns::new(seen(&records))), records, json: true })
}

// One value, or a row in each line.
fn document(text: &str) -> Result<Value, Unreadable> {
    let values: Result<Vec<Value>, serde_json::Error> = serde_json::Deserializer::from_str(text).into_iter().collect();
    let mut values = values.map_err(|error| Unreadable::JsonBroken { line: error.line(), column: error.column() })?;
    match values.len() {
        1 => values.pop().ok_or(Unreadable::NoList),
        _ if values.iter().all(Value::is_object) => Ok(Value::Array(values)),
        _ => Err(Unreadable::NoList),
    }
}

// About how many values the document holds: commas outside texts.
fn values(text: &str) -> usize {
    let (mut inside, mut escaped, mut commas) = (false, false, 0);
    for byte in text.bytes() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if inside => escaped = true,
            b'"' => inside = !inside,
            b',' if !inside => commas += 1,
            _ => {}
        }
    }
    commas
}

/// The names under which a list of rows stands in an answer.
const LISTS: [&str; 6] = ["results", "records", "features", "data", "rows", "items"];

/// The names of an object that holds nothing but the answer.
const WRAPPERS: [&str; 6] = ["data", "result", "results", "response", "body", "payload"];

// A list; the list under a usual name, else the longest, here or one object further in; or an object of rows.
fn list(document: Value) -> Option<Vec<Value>> {
    let mut members = match document {
        Value::Array(elements) => return Some(elements),
        Value::Object(members) => members,
        _ => return None,
    };
    if let Some(name) = named_list(&members, true) {
        return taken(members, &name);
    }
    if let Some((outer, name)) = further_in(&members) {
        return members.remove(&outer).and_then(|value| match value {
            Value::Object(inside) => taken(inside, &name),
            _ => None,
        });
    }
    if !members.is_empty() && members.values().all(Value::is_object) {
        return Some(members.into_iter().map(|(_, value)| value).collect());
    }
    members.values().any(|value| value.as_array().is_some_and(Vec::is_empty)).then(Vec::new)
}

// Where a list of objects stands: under a usual name, else, if any name will do, the longest. An empty one never does.
fn named_list(members: &Map<String, Value>, any: bool) -> Option<String> {
    let is_list = |value: &Value| value.as_array().is_some_and(|list| list.iter().any(Value::is_object));
    let usual = LISTS.into_iter().find(|name| members.get(*name).is_some_and(is_list)).map(str::to_owned);
    let longest = || {
        let lists = members.iter().filter(|(_, value)| is_list(value));
        lists.max_by_key(|(_, value)| value.as_array().map_or(0, Vec::len)).map(|(name, _)| name.clone())
    };
    usual.or_else(|| longest().filter(|_| any))
}

// A list in the object that wraps the answer, or under a usual name in the only object that there is.
fn further_in(members: &Map<String, Value>) -> Option<(String, String)> {
    let objects = || members.iter().filter_map(|(outer, value)| Some((outer, value.as_object()?)));
    let alone = objects().count() == 1;
    let found = |(outer, inside): (&String, &Map<String, Value>)| {
        let wrapper = WRAPPERS.contains(&outer.as_str());
        let name = named_list(inside, wrapper).filter(|_| wrapper || alone)?;
        Some((outer.clone(), name))
    };
    objects().find_map(found)
}

fn taken(mut members: Map<String, Value>, name: &str) -> Option<Vec<Value>> {
    match members.remove(name) {
        Some(Value::Array(elements)) => Some(elements),
        _ => None,
    }
}

/// What the names of columns may weigh together, with what each costs beside its letters.
const MOST_NAMES: usize = 64 << 20;
const A_NAME: usize = 32;

/// Columns of rows that have the same names are the same.
#[derive(Default)]
struct Shared {
    columns: HashMap<Vec<String>, Rc<Columns>>,
    weight: usize,
}

impl Shared {
    fn of(&mut self, names: Vec<String>) -> Result<Rc<Columns>, Unreadable> {
        if let Some(known) = self.columns.get(&names) {
            return Ok(Rc::clone(known));
        }
        self.weight += names.iter().map(|name| name.len() + A_NAME).sum::<usize>();
        if self.weight > MOST_NAMES {
            return Err(Unreadable::NamesTooMany);
        }
        let columns = Rc::new(Columns::new(names.clone()));
        self.columns.insert(names, Rc::clone(&columns));
        Ok(columns)
    }
}

fn record(number: usize, element: &Value, shared: &mut Shared) -> Result<Record, Unreadable> {
    let Value::Object(members) = element else {
        let says = "Cet élément de la liste n'est pas un objet : il ne peut pas être un lieu.".to_owned();
        let problem = Problem { code: "ROW_NOT_AN_OBJECT", field: "ligne", says };
        return Ok(Record::broken(number, Rc::new(Columns::default()), vec![text(element)], problem));
    };
    let mut cells = Vec::new();
    // What answers of open-data portals wrap around a row comes off.
    for wrapped in ["fields", "properties", "attributes"].iter().filter_map(|name| members.get(*name)?.as_object()) {
        flatten("", wrapped, 0, &mut cells);
    }
    flatten("", members, 0, &mut cells);
    cells.extend(geometry(members));
    let (names, cells): (Vec<String>, Vec<String>) = cells.into_iter().unzip();
    Ok(Record::new(number, shared.of(names)?, cells))
}

/// Elements of a list that have a column of their own.
const MOST_NUMBERED: usize = 200;
/// Deeper than this, only the text of the whole is kept.
const DEEPEST: usize = 6;
/// A longer name is cut, and nothing under it has a column of its own.
const LONGEST_PATH: usize = 200;

// `geo.latitude` and `categories.0` beside `geo` and `categories` themselves.
fn flatten(before: &str, members: &Map<String, Value>, depth: usize, cells: &mut Vec<(String, String)>) {
    for (name, value) in members.iter().take(MOST_COLUMNS.saturating_sub(cells.len())) {
        let path: String = before.chars().chain(name.chars()).take(LONGEST_PATH).collect();
        deeper(&path, value, depth, cells);
        cells.push((path, text(value)));
    }
}

fn deeper(path: &str, value: &Value, depth: usize, cells: &mut Vec<(String, String)>) {
    let before = format!("{path}.");
    match value {
        _ if depth >= DEEPEST || path.len() >= LONGEST_PATH => {}
        Value::Object(members) => flatten(&before, members, depth + 1, cells),
        Value::Array(elements) => {
            let room = MOST_NUMBERED.min(MOST_COLUMNS.saturating_sub(cells.len()));
            for (place, element) in elements.iter().enumerate().take(room) {
                let path = format!("{before}{place}");
                deeper(&path, element, depth + 1, cells);
                cells.push((path, text(element)));
            }
        }
        _ => {}
    }
}

// The point of a GeoJSON feature, as coordinates that the standard would name.
fn geometry(members: &Map<String, Value>) -> Vec<(String, String)> {
    let geometry = members.get("geometry").and_then(Value::as_object);
    let point = geometry.filter(|geometry| geometry.get("type").and_then(Value::as_str) == Some("Point"));
    let Some([lon, lat, ..]) = point.and_then(|point| point.get("coordinates")?.as_array()).map(Vec::as_slice) else {
        return Vec::new();
    };
    vec![("latitude".to_owned(), text(lat)), ("longitude".to_owned(), text(lon))]
}

// A value as a cell: lists joined by `|`, whole numbers without a decimal point.
fn text(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::Bool(truth) => truth.to_string(),
        Value::Number(number) => {
            let text = number.to_string();
            text.strip_suffix(".0").map(str::to_owned).unwrap_or(text)
        }
        Value::String(text) => text.clone(),
        Value::Array(elements) => {
            elements.iter().map(text).filter(|text| !text.is_empty()).collect::<Vec<_>>().join("|")
        }
        Value::Object(members) => {
            let told = members.iter().map(|(name, value)| (name, text(value))).filter(|(_, text)| !text.is_empty());
            told.map(|(name, text)| format!("{name} : {text}")).collect::<Vec<_>>().join(", ")
        }
    }
}

// Every column of the first rows: rows may leave out what they do not know.
fn seen(records: &[Record]) -> Vec<String> {
    let mut known = HashSet::new();
    let names = records.iter().take(1000).flat_map(Record::names).filter(|name| known.insert((*name).to_owned()));
    names.map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str) -> Vec<String> {
        read(text).unwrap().records.iter().map(|record| record.cell("nom").to_owned()).collect()
    }

    #[test]
    fn the_list_is_found_wherever_it_stands() {
        let row = r#"{"nom":"A"}"#;
        let documents = [
            format!("[{row}]"),
            format!(r#"{{"total_count":1,"results":[{row}]}}"#),
            format!(r#"{{"nhits":1,"records":[{{"recordid":"x","fields":{row}}}],"parameters":{{}}}}"#),
            format!(r#"{{"type":"FeatureCollection","features":[{{"type":"Feature","properties":{row}}}]}}"#),
            format!(r#"{{"lieux":[{row}],"liens":[]}}"#),
            format!(r#"{{"12":{row}}}"#),
            format!(r#"{{"data":{{"results":[{row}]}}}}"#),
            format!(r#"{{"meta":{{"n":1}},"data":{{"lieux":[{row}]}}}}"#),
            format!(r#"{{"reponse":{{"results":[{row}]}},"n":1}}"#),
            format!(r#"{{"results":[],"lieux":[{row}]}}"#),
            format!(r#"{{"results":[],"data":{{"items":[{row}]}}}}"#),
        ];
        for document in documents {
            assert_eq!(names(&document), ["A"], "{document}");
        }
    }

    #[test]
    fn a_row_in_each_line_is_a_list() {
        assert_eq!(names("{\"nom\":\"A\"}\n{\"nom\":\"B\"}\r\n\n{\"nom\":\"C\"}\n"), ["A", "B", "C"]);
        assert_eq!(read("{\"nom\":\"A\"}\n{\"nom\":").err(), Some(Unreadable::JsonBroken { line: 2, column: 7 }));
        assert_eq!(read("{\"nom\":\"A\"}\n[1]").err(), Some(Unreadable::NoList));
    }

    #[test]
    fn names_cost_no_more_than_they_should() {
        let long = "k".repeat(1_000_000);
        let list = "{\"a\":1},".repeat(199);
        let table = read(&format!(r#"[{{"nom":"A","{long}":[{list}{{"a":1}}]}}]"#)).unwrap();
        let weight: usize = table.columns.names.iter().map(String::len).sum();
        assert_eq!((table.records[0].cell("nom"), weight), ("A", "nom".len() + LONGEST_PATH));
        let turns = read(r#"[{"nom":"A"},{"nom":"B","x":1},{"nom":"C"}]"#).unwrap();
        assert_eq!(turns.records.iter().map(|row| row.cell("nom")).collect::<Vec<_>>(), ["A", "B", "C"]);
        let mut shared = Shared { weight: MOST_NAMES - 40, ..Shared::default() };
        let known = shared.of(vec!["a".to_owned()]).unwrap();
        assert!(Rc::ptr_eq(&known, &shared.of(vec!["a".to_owned()]).unwrap()));
        assert_eq!(shared.of(vec!["b".to_owned()]).err(), Some(Unreadable::NamesTooMany));
    }

    #[test]
    fn values_become_cells() {
        let text = r#"[{"nom":3230,"cp":62140.0,"oui":true,"rien":null,"liste":["a",null,"b"],
            "geo":{"lat":50.3,"lon":2},"tags":[{"label":"x"}]}]"#;
        let record = &read(text).unwrap().records[0];
        let cases = [
            ("nom", "3230"),
            ("cp", "62140"),
            ("oui", "true"),
            ("rien", ""),
            ("liste", "a|b"),
            ("liste.2", "b"),
            ("geo.lat", "50.3"),
            ("geo", "lat : 50.3, lon : 2"),
            ("tags.0.label", "x"),
            ("absent", ""),
        ];
        for (column, expected) in cases {
            assert_eq!(record.cell(column), expected, "{column}");
        }
    }

    #[test]
    fn a_point_of_geojson_is_a_point() {
        let text =
            r#"{"features":[{"properties":{"nom":"A"},"geometry":{"type":"Point","coordinates":[2.03,50.37]}}]}"#;
        let record = &read(text).unwrap().records[0];
        assert_eq!([record.cell("latitude"), record.cell("longitude")], ["50.37", "2.03"]);
    }

    #[test]
    fn elements_that_are_no_objects_are_told() {
        let table = read(r#"[{"nom":"A"}, 12, null]"#).unwrap();
        let codes: Vec<_> =
            table.records.iter().map(|record| record.broken.as_ref().map(|problem| problem.code)).collect();
        assert_eq!(codes, [None, Some("ROW_NOT_AN_OBJECT"), Some("ROW_NOT_AN_OBJECT")]);
    }

    #[test]
    fn what_is_no_list_is_refused() {
        assert_eq!(read("[{\"nom\": }]").err(), Some(Unreadable::JsonBroken { line: 1, column: 10 }));
        assert_eq!(read("12").err(), Some(Unreadable::NoList));
        assert_eq!(read("{\"a\": 1}").err(), Some(Unreadable::NoList));
        assert_eq!(read("[]").err(), Some(Unreadable::NoRows));
        assert!(matches!(read(&"[".repeat(100_000)).err(), Some(Unreadable::JsonBroken { .. })));
        assert_eq!(read(&format!("[{}]", "1,".repeat(MOST_CELLS + 1))).err(), Some(Unreadable::TooMany(MOST_CELLS)));
    }
}
