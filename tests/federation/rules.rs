//! How a test subgraph finds a value: as its data says, or by one of a few rules written there.
//!
//! | rule | gives |
//! | --- | --- |
//! | `{"->": "Venue", "id": "v1"}` | the first venue of the data for which the rest agrees, or null |
//! | `{"$all": "Venue", "town": …}` | every venue for which the rest agrees; what is null asks nothing |
//! | `{"$new": "Venue", "id": …}` | a venue, from now on in the data |
//! | `{"$arg": "id"}`, `{"$of": "town.code"}` | an argument of the field; a part of the thing itself |
//! | `{"$text": […]}`, `{"$sum": […]}` | texts in a row; numbers added |
//! | `{"$error": "…"}` | an error at this place |

use serde_json::{Map, Value, json};

/// What may be told of a value: it, or the words of an error.
pub(super) type Told = Result<Value, String>;

/// The data of one subgraph, as its file says.
#[derive(Clone)]
pub(super) struct Data {
    things: Map<String, Value>,
    fields: Map<String, Value>,
    roots: Map<String, Value>,
}

/// Where a rule is read: on which thing, with which arguments.
#[derive(Clone, Copy)]
pub(super) struct Here<'a> {
    pub(super) thing: &'a Value,
    pub(super) arguments: &'a Map<String, Value>,
}

impl Data {
    /// `{"things": {"Venue": […]}, "fields": {"Venue": {"label": rule}}, "roots": {"venues": rule}}`
    pub(super) fn read(text: &str) -> Self {
        let mut whole: Map<String, Value> =
            serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"));
        let mut part = |name: &str| match whole.remove(name) {
            Some(Value::Object(part)) => part,
            None => Map::new(),
            Some(other) => panic!("{name} is no object: {other}"),
        };
        Self { things: part("things"), fields: part("fields"), roots: part("roots") }
    }

    /// A field of a thing: its own value, or by the rule of its type; at the root, by the rule of that name.
    pub(super) fn field(&mut self, owner: &str, field: &str, here: Here<'_>) -> Told {
        let own = here.thing.get(field).cloned();
        let rule = own.or_else(|| self.fields.get(owner)?.get(field).cloned());
        let rule = rule.or_else(|| matches!(owner, "Query" | "Mutation").then(|| self.roots.get(field).cloned())?);
        self.value(&rule.unwrap_or(Value::Null), here)
    }

    /// The thing that a representation names by one of these keys, with what it says besides.
    pub(super) fn entity(&self, name: &str, keys: &[Vec<String>], said: &Value) -> Option<Value> {
        let Some(known) = self.things.get(name).and_then(Value::as_array) else { return Some(said.clone()) };
        let mut found = known.iter().find(|thing| keys.iter().any(|key| agree(thing, said, key)))?.clone();
        for (field, value) in said.as_object().into_iter().flatten() {
            let own = found.as_object_mut().expect("things are objects");
            own.entry(field.clone()).or_insert_with(|| value.clone());
        }
        Some(found)
    }

    fn value(&mut self, rule: &Value, here: Here<'_>) -> Told {
        match rule {
            Value::Array(items) => items.iter().map(|item| self.value(item, here)).collect(),
            Value::Object(object) => match object.iter().next() {
                Some((word, first)) if word == "->" || word.starts_with('$') => self.rule(word, first, object, here),
                _ => Ok(rule.clone()),
            },
            plain => Ok(plain.clone()),
        }
    }

    fn rule(&mut self, word: &str, first: &Value, whole: &Map<String, Value>, here: Here<'_>) -> Told {
        Ok(match word {
            "->" => self.all(first, whole, here)?.into_iter().next().unwrap_or(Value::Null),
            "$all" => Value::Array(self.all(first, whole, here)?),
            "$new" => self.new_thing(first, whole, here)?,
            "$arg" => inside(&Value::Object(here.arguments.clone()), first),
            "$of" => inside(here.thing, first),
            "$text" => json!(self.parts(first, here)?.iter().map(plain).collect::<String>()),
            "$sum" => json!(self.parts(first, here)?.iter().filter_map(Value::as_i64).sum::<i64>()),
            "$error" => return Err(plain(first)),
            other => panic!("no rule {other}"),
        })
    }

    fn parts(&mut self, rules: &Value, here: Here<'_>) -> Result<Vec<Value>, String> {
        let parts = rules.as_array().expect("a list of parts").iter().map(|part| self.value(part, here));
        let parts: Vec<Value> = parts.collect::<Result<_, _>>()?;
        Ok(parts.into_iter().flat_map(|part| if let Value::Array(items) = part { items } else { vec![part] }).collect())
    }

    fn all(&mut self, name: &Value, whole: &Map<String, Value>, here: Here<'_>) -> Result<Vec<Value>, String> {
        let mut things = self.things.get(&plain(name)).and_then(Value::as_array).cloned().unwrap_or_default();
        for (field, rule) in whole.iter().skip(1) {
            let wanted = self.value(rule, here)?;
            things.retain(|thing| wanted.is_null() || thing.get(field).is_some_and(|own| plain(own) == plain(&wanted)));
        }
        Ok(things)
    }

    fn new_thing(&mut self, name: &Value, whole: &Map<String, Value>, here: Here<'_>) -> Told {
        let fields = whole.iter().skip(1).map(|(field, rule)| Ok((field.clone(), self.value(rule, here)?)));
        let thing = Value::Object(fields.collect::<Result<_, String>>()?);
        let known = self.things.entry(plain(name)).or_insert_with(|| json!([]));
        known.as_array_mut().expect("a list of things").push(thing.clone());
        Ok(thing)
    }
}

fn agree(thing: &Value, said: &Value, key: &[String]) -> bool {
    key.iter().all(|field| match (thing.get(field), said.get(field)) {
        (Some(own), Some(said)) => same(own, said),
        _ => false,
    })
}

/// Whether what is said of a part is so; `__typename` and order of fields tell nothing.
fn same(own: &Value, said: &Value) -> bool {
    match (own, said) {
        (Value::Object(own), Value::Object(said)) => {
            said.iter().all(|(field, said)| field == "__typename" || own.get(field).is_some_and(|own| same(own, said)))
        }
        (Value::Array(own), Value::Array(said)) => {
            own.len() == said.len() && own.iter().zip(said).all(|(own, said)| same(own, said))
        }
        (own, said) => plain(own) == plain(said),
    }
}

fn inside(value: &Value, path: &Value) -> Value {
    let path = plain(path);
    path.split('.').fold(value.clone(), |value, step| match value {
        Value::Array(items) => items.iter().map(|item| item.get(step).cloned().unwrap_or_default()).collect(),
        value => value.get(step).cloned().unwrap_or_default(),
    })
}

fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
