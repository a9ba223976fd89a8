//! How a thing already found is named to another subgraph: where it is, what must be said of it, what is renamed.

use std::collections::HashMap;

use serde_json::{Value, json};

use crate::{
    merge::{Down, Object},
    plan::{Deed, Group, PathPart, Rewrite, RewritePart},
    schema::Schema,
    selection::Selection,
};

const TYPE_NAME: &str = "__typename";

/// Each distinct thing once, with every place where it stands in the data.
#[derive(Debug, Default)]
pub(crate) struct Represented<'p> {
    pub(crate) representations: Vec<Value>,
    pub(crate) places: Vec<Vec<Vec<Down<'p>>>>,
}

/// Finds the things of a group in the data and says who they are.
pub(crate) fn represent<'p>(schema: &Schema, group: &'p Group, data: &Value) -> Represented<'p> {
    let mut represented = Represented::default();
    let mut seen: HashMap<String, usize> = HashMap::new();
    for path in &group.paths {
        let mut found = Vec::new();
        find(schema, data, path, &mut Vec::new(), &mut found);
        for (place, thing) in found {
            let Some(mut representation) = named(schema, &group.requires, thing) else { continue };
            for rewrite in &group.input_rewrites {
                apply_rewrite(schema, &mut representation, rewrite);
            }
            let next = represented.representations.len();
            let index = *seen.entry(representation.to_string()).or_insert(next);
            if index == next {
                represented.representations.push(representation);
                represented.places.push(Vec::new());
            }
            represented.places[index].push(place);
        }
    }
    represented
}

fn find<'v, 'p>(
    schema: &Schema,
    value: &'v Value,
    path: &'p [PathPart],
    here: &mut Vec<Down<'p>>,
    found: &mut Vec<(Vec<Down<'p>>, &'v Value)>,
) {
    match value {
        Value::Array(items) => {
            let rest = if let [PathPart::List, rest @ ..] = path { rest } else { path };
            for (index, item) in items.iter().enumerate() {
                here.push(Down::Index(index));
                find(schema, item, rest, here, found);
                here.pop();
            }
        }
        Value::Object(object) => find_in_object(schema, value, object, path, here, found),
        _ => {}
    }
}

fn find_in_object<'v, 'p>(
    schema: &Schema,
    value: &'v Value,
    object: &'v Object,
    path: &'p [PathPart],
    here: &mut Vec<Down<'p>>,
    found: &mut Vec<(Vec<Down<'p>>, &'v Value)>,
) {
    match path {
        [] => found.push((here.clone(), value)),
        [PathPart::Field(name), rest @ ..] => {
            let Some(inside) = object.get(name) else { return };
            here.push(Down::Key(name));
            find(schema, inside, rest, here, found);
            here.pop();
        }
        [PathPart::Narrow(types), rest @ ..] => {
            if schema.is_any(type_name(object), types) {
                find(schema, value, rest, here, found);
            }
        }
        [PathPart::List, ..] => {}
    }
}

/// The part of a thing by which another subgraph knows it; nothing where a part is not known: what is computed of
/// unknown parts would be wrong.
fn named(schema: &Schema, required: &[Selection], thing: &Value) -> Option<Value> {
    let Value::Object(object) = thing else { return None };
    let whole = require_object(schema, required, object)?;
    let says_more = whole.keys().any(|key| key != TYPE_NAME);
    (says_more || (only_type_name(required) && !whole.is_empty())).then_some(Value::Object(whole))
}

/// The part of a value that a selection requires. Nulls stay where they are, in lists too.
fn require(schema: &Schema, required: &[Selection], value: &Value) -> Option<Value> {
    match value {
        Value::Array(items) => items.iter().map(|item| require(schema, required, item)).collect(),
        Value::Object(object) if !required.is_empty() => require_object(schema, required, object).map(Value::Object),
        whole => Some(whole.clone()),
    }
}

fn require_object(schema: &Schema, required: &[Selection], object: &Object) -> Option<Object> {
    let name = type_name(object);
    let mut whole = Object::new();
    if let Some(name) = name {
        whole.insert(TYPE_NAME.into(), json!(name));
    }
    gather(schema, required, object, name, &mut whole)?;
    Some(whole)
}

fn only_type_name(required: &[Selection]) -> bool {
    matches!(required, [Selection::Field(field)] if field.key == TYPE_NAME)
}

fn gather(
    schema: &Schema,
    required: &[Selection],
    object: &Object,
    name: Option<&str>,
    whole: &mut Object,
) -> Option<()> {
    for selection in required {
        match selection {
            Selection::Field(field) if field.key == TYPE_NAME => {}
            Selection::Field(field) => {
                // Under a name of the plan's own where the caller asks the same field otherwise.
                let value = object.get(&field.name).or_else(|| object.get(&field.key))?;
                whole.insert(field.key.clone(), require(schema, &field.inside, value)?);
            }
            Selection::On(narrowed) => {
                if name.is_none_or(|name| schema.is(name, &narrowed.type_name)) {
                    gather(schema, &narrowed.inside, object, name, whole)?;
                }
            }
        }
    }
    Some(())
}

/// Carries out one rewrite of the plan.
pub(crate) fn apply_rewrite(schema: &Schema, value: &mut Value, rewrite: &Rewrite) {
    rewrite_at(schema, value, &rewrite.path, &rewrite.deed);
}

fn rewrite_at(schema: &Schema, value: &mut Value, path: &[RewritePart], deed: &Deed) {
    let [part, rest @ ..] = path else {
        if let Deed::SetTo(text) = deed {
            *value = json!(text);
        }
        return;
    };
    match (value, part) {
        (Value::Array(items), _) => items.iter_mut().for_each(|item| rewrite_at(schema, item, path, deed)),
        (Value::Object(object), RewritePart::Key(key)) => rewrite_key(schema, object, key, rest, deed),
        (value @ Value::Object(_), RewritePart::Narrow(types))
            if schema.is_any(value.get("__typename").and_then(Value::as_str), types) =>
        {
            rewrite_at(schema, value, rest, deed);
        }
        _ => {}
    }
}

fn rewrite_key(schema: &Schema, object: &mut Object, key: &str, rest: &[RewritePart], deed: &Deed) {
    match deed {
        Deed::RenameTo(new) if rest.is_empty() => {
            if new != key
                && let Some(value) = object.remove(key)
            {
                object.insert(new.clone(), value);
            }
        }
        _ => {
            if let Some(inside) = object.get_mut(key) {
                rewrite_at(schema, inside, rest, deed);
            }
        }
    }
}

fn type_name(object: &Object) -> Option<&str> {
    object.get(TYPE_NAME).and_then(Value::as_str)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::{
        schema,
        selection::{field, on},
    };

    fn schema() -> Schema {
        schema::of(
            "interface Place { id: ID } type Venue implements Place { id: ID } type Town implements Place { id: ID }",
        )
    }

    fn key(name: &str) -> RewritePart {
        RewritePart::Key(name.into())
    }

    fn venues_of(paths: Vec<Vec<PathPart>>, input_rewrites: Vec<Rewrite>) -> Group {
        Group {
            answer: "_entities".into(),
            variable: "representations".into(),
            paths,
            requires: vec![on("Venue", vec![field("__typename", vec![]), field("id", vec![])])],
            input_rewrites,
            output_rewrites: Vec::new(),
        }
    }

    #[test]
    fn each_thing_is_named_once_with_all_its_places() {
        let narrow = PathPart::Narrow(BTreeSet::from(["Venue".to_owned()]));
        let list = vec![PathPart::Field("places".into()), PathPart::List, narrow];
        let single = vec![PathPart::Field("first".into())];
        let venue = |id: &str| json!({ "__typename": "Venue", "id": id, "name": "not a key" });
        let data = json!({
            "first": venue("a"),
            "places": [venue("b"), { "__typename": "Town", "id": "t" }, venue("a"), null, { "__typename": "Venue" }],
        });
        let group = venues_of(vec![list, single], Vec::new());
        let found = represent(&schema(), &group, &data);
        let named = |id: &str| json!({ "__typename": "Venue", "id": id });
        assert_eq!(found.representations, [named("b"), named("a")]);
        let place = |index| vec![Down::Key("places"), Down::Index(index)];
        assert_eq!(found.places, [vec![place(0)], vec![place(2), vec![Down::Key("first")]]]);
    }

    #[test]
    fn rewrites_rename_and_set_for_the_types_they_name() {
        let narrow = |name: &str| RewritePart::Narrow(BTreeSet::from([name.to_owned()]));
        let cases = [
            (
                vec![narrow("Place"), key("id")],
                Deed::RenameTo("code".into()),
                json!({ "__typename": "Venue", "in": [{ "x": 1 }], "code": 7 }),
            ),
            (
                vec![narrow("Town"), key("id")],
                Deed::RenameTo("code".into()),
                json!({ "__typename": "Venue", "id": 7, "in": [{ "x": 1 }] }),
            ),
            (
                vec![key("__typename")],
                Deed::SetTo("Place".into()),
                json!({ "__typename": "Place", "id": 7, "in": [{ "x": 1 }] }),
            ),
            (
                vec![key("in"), key("x")],
                Deed::RenameTo("y".into()),
                json!({ "__typename": "Venue", "id": 7, "in": [{ "y": 1 }] }),
            ),
        ];
        for (path, deed, expected) in cases {
            let mut value = json!({ "__typename": "Venue", "id": 7, "in": [{ "x": 1 }] });
            apply_rewrite(&schema(), &mut value, &Rewrite { path, deed });
            assert_eq!(value, expected);
        }
    }
}
