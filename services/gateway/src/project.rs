//! What is shown: the data cut to what was asked, in that order, with the rules of null.

use serde_json::{Value, json};

use crate::{
    merge::Object,
    plan::Prepared,
    schema::{self, Fields, Heart, Schema, Type},
    selection::{Chosen, Selection},
};

/// Places told apart; whoever lies everywhere is told of so often.
const MOST_PLACES: usize = 20;

/// A value that may not be null is: the nearest place above that may be null becomes so.
#[derive(Debug)]
struct Nullified;

/// What is shown, and what could not be.
pub(crate) struct Shown {
    /// Null when a root field that may not be null is.
    pub(crate) data: Value,
    /// Where a value was not what its type says.
    pub(crate) wrong: Vec<Vec<Value>>,
    /// Where null was told of what may not be null.
    pub(crate) missing: Vec<Vec<Value>>,
}

/// The data as the caller asked for it; takes the values out of what was answered.
pub(crate) fn project(schema: &Schema, prepared: &Prepared, data: &mut Object) -> Shown {
    let (path, wrong, missing) = (Vec::new(), Vec::new(), Vec::new());
    let mut showing = Showing { schema, keeps: prepared.repeats, path, wrong, missing };
    let mut shown = Object::new();
    let data = match showing.object(&prepared.shown, data, &prepared.root_type, &mut shown) {
        Ok(()) => Value::Object(shown),
        Err(Nullified) => Value::Null,
    };
    Shown { data, wrong: showing.wrong, missing: showing.missing }
}

/// One step to the place that is being shown.
#[derive(Clone, Copy)]
enum Step<'a> {
    Key(&'a str),
    Index(usize),
}

struct Showing<'a> {
    schema: &'a Schema,
    /// Whether the same value may be shown twice.
    keeps: bool,
    path: Vec<Step<'a>>,
    wrong: Vec<Vec<Value>>,
    missing: Vec<Vec<Value>>,
}

impl<'a> Showing<'a> {
    fn object(
        &mut self,
        chosen: &'a [Selection],
        data: &mut Object,
        owner: &str,
        shown: &mut Object,
    ) -> Result<(), Nullified> {
        let Some(fields) = self.schema.fields(owner) else { return Ok(()) };
        self.chosen(chosen, data, (owner, fields), shown)
    }

    fn chosen(
        &mut self,
        chosen: &'a [Selection],
        data: &mut Object,
        (owner, fields): (&str, &'a Fields),
        shown: &mut Object,
    ) -> Result<(), Nullified> {
        for selection in chosen {
            match selection {
                Selection::Field(field) => self.field(field, data, (owner, fields), shown)?,
                Selection::On(narrowed) if self.schema.is(owner, &narrowed.type_name) => {
                    self.chosen(&narrowed.inside, data, (owner, fields), shown)?;
                }
                Selection::On(_) => {}
            }
        }
        Ok(())
    }

    fn field(
        &mut self,
        field: &'a Chosen,
        data: &mut Object,
        (owner, fields): (&str, &'a Fields),
        shown: &mut Object,
    ) -> Result<(), Nullified> {
        if field.name == "__typename" {
            // Whoever knew which of its objects it is did not answer.
            if self.schema.is_abstract(owner) {
                return Err(Nullified);
            }
            shown.insert(field.key.clone(), json!(owner));
            return Ok(());
        }
        let Some(declared) = fields.get(&field.name) else { return Ok(()) };
        let mut absent = Value::Null;
        let told = data.get_mut(&field.key);
        let said = told.is_some();
        self.path.push(Step::Key(&field.key));
        let at = At { heart: &declared.heart, inside: &field.inside, said };
        let value = self.complete(&declared.kind, told.unwrap_or(&mut absent), at);
        self.path.pop();
        show(shown, field, value?);
        Ok(())
    }

    fn complete(&mut self, kind: &'a Type, value: &mut Value, at: At<'a>) -> Result<Value, Nullified> {
        match (kind, value) {
            (Type::NonNull(inner), value) => {
                let missing = at.said && value.is_null();
                match self.complete(inner, value, at)? {
                    Value::Null => {
                        self.note(missing, false);
                        Err(Nullified)
                    }
                    value => Ok(value),
                }
            }
            (_, Value::Null) => Ok(Value::Null),
            (Type::List(inner), Value::Array(items)) => Ok(self.list(inner, items, at)),
            (Type::Named(name), Value::Object(object)) if *at.heart == Heart::Composite => {
                Ok(self.thing(name, object, at.inside))
            }
            (Type::Named(_), value) if at.heart.takes(value) => Ok(self.leaf(value, at.heart)),
            _ => {
                self.note(false, true);
                Ok(Value::Null)
            }
        }
    }

    fn list(&mut self, inner: &'a Type, items: &mut [Value], at: At<'a>) -> Value {
        let mut shown = Vec::with_capacity(items.len());
        for (index, item) in items.iter_mut().enumerate() {
            self.path.push(Step::Index(index));
            let completed = self.complete(inner, item, at);
            self.path.pop();
            match completed {
                Ok(item) => shown.push(item),
                Err(Nullified) => return Value::Null,
            }
        }
        Value::Array(shown)
    }

    /// A name that callers do not know is another subgraph's affair: null, and nothing is told of it.
    fn leaf(&self, value: &mut Value, heart: &Heart) -> Value {
        match (heart, &*value) {
            (Heart::Enum(known), Value::String(name)) if !known.contains(name) => Value::Null,
            _ if self.keeps => value.clone(),
            _ => value.take(),
        }
    }

    fn thing(&mut self, name: &'a str, object: &mut Object, inside: &'a [Selection]) -> Value {
        let owner = match object.get("__typename") {
            Some(Value::String(owner)) if owner != name => self.schema.object(owner),
            _ => Some(name),
        };
        let Some(owner) = owner else { return Value::Null };
        if let Some(shown) = self.as_it_stands(owner, inside, object) {
            return shown;
        }
        let mut shown = Object::with_capacity(inside.len());
        match self.object(inside, object, owner, &mut shown) {
            Ok(()) => Value::Object(shown),
            Err(Nullified) => Value::Null,
        }
    }

    /// A thing that holds just what is asked, in that order, is shown as it stands: nothing is built anew.
    fn as_it_stands(&mut self, owner: &str, inside: &'a [Selection], object: &mut Object) -> Option<Value> {
        let fields = self.schema.fields(owner)?;
        if object.len() == inside.len() + 1 {
            // Asked by the plan alone, to know what the thing is.
            object.shift_remove("__typename");
        }
        let asked = just_asked(fields, inside, object).filter(|_| !self.keeps)?;
        for ((field, declared), (_, value)) in asked.into_iter().zip(object.iter_mut()) {
            self.path.push(Step::Key(&field.key));
            let completed =
                self.complete(&declared.kind, value, At { heart: &declared.heart, inside: &field.inside, said: true });
            self.path.pop();
            match completed {
                Ok(completed) => *value = completed,
                Err(Nullified) => return Some(Value::Null),
            }
        }
        Some(Value::Object(std::mem::take(object)))
    }

    fn note(&mut self, missing: bool, wrong: bool) {
        let step = |step: &Step<'_>| match step {
            Step::Key(key) => json!(key),
            Step::Index(index) => json!(index),
        };
        if missing && self.missing.is_empty() {
            self.missing.push(self.path.iter().map(step).collect());
        }
        if wrong && self.wrong.len() < MOST_PLACES {
            self.wrong.push(self.path.iter().map(step).collect());
        }
    }
}

/// The fields asked, if they are plain ones and the object holds them and no other, in that order.
fn just_asked<'a>(
    fields: &'a Fields,
    inside: &'a [Selection],
    object: &Object,
) -> Option<Vec<(&'a Chosen, &'a schema::Field)>> {
    if object.len() != inside.len() {
        return None;
    }
    let asked = inside.iter().zip(object.keys()).map(|(selection, key)| match selection {
        Selection::Field(field) if field.key == *key && field.name != "__typename" => {
            Some((field, fields.get(&field.name)?))
        }
        _ => None,
    });
    asked.collect()
}

/// What is completed: what it is at heart, what is asked inside, whether anything was said of it at all.
#[derive(Clone, Copy)]
struct At<'a> {
    heart: &'a Heart,
    inside: &'a [Selection],
    said: bool,
}

/// The same key twice is the same thing: more of it is shown, unless a null has taken it away.
fn show(shown: &mut Object, field: &Chosen, value: Value) {
    match shown.get_mut(&field.key) {
        Some(present) => join(present, value),
        None => {
            shown.insert(field.key.clone(), value);
        }
    }
}

fn join(present: &mut Value, more: Value) {
    match (present, more) {
        (Value::Null, _) => {}
        (Value::Object(present), Value::Object(more)) => {
            for (key, value) in more {
                match present.get_mut(&key) {
                    Some(known) => join(known, value),
                    None => {
                        present.insert(key, value);
                    }
                }
            }
        }
        (Value::Array(present), Value::Array(more)) => {
            present.iter_mut().zip(more).for_each(|(present, more)| join(present, more));
        }
        (present, more) => *present = more,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        schema,
        selection::{field, on},
    };

    const SDL: &str = "type Query { thing: Thing must: Thing! list: [Thing!] loose: [Thing]! place: Place level: Level }
        type Thing { id: ID! note: String } enum Level { LOW }
        interface Place { id: ID! } type Venue implements Place { id: ID! name: String } type Town implements Place { id: ID! }";

    fn shown(chosen: Vec<Selection>, data: Value) -> Value {
        let schema = schema::of(SDL);
        let prepared =
            Prepared { step: None, root_type: "Query".into(), shown: chosen, variables: Vec::new(), repeats: true };
        project(&schema, &prepared, data.as_object().cloned().as_mut().unwrap()).data
    }

    fn thing(name: &str) -> Vec<Selection> {
        vec![field(name, vec![field("id", vec![]), field("note", vec![])])]
    }

    #[test]
    fn null_climbs_to_the_nearest_place_that_may_be_null() {
        let without = json!({ "note": "no id" });
        let cases = [
            ("thing", without.clone(), json!({ "thing": null })),
            ("must", without.clone(), Value::Null),
            ("list", json!([{ "id": 1 }, without]), json!({ "list": null })),
            ("loose", json!([{ "id": 1 }, without]), json!({ "loose": [{ "id": 1, "note": null }, null] })),
            ("loose", Value::Null, Value::Null),
            ("list", json!({ "id": 1 }), json!({ "list": null })),
        ];
        for (name, data, expected) in cases {
            assert_eq!(shown(thing(name), json!({ name: data })), expected, "{name}");
        }
    }

    #[test]
    fn fragments_are_shown_for_their_own_types_only() {
        let chosen = || {
            let of_venue = on("Venue", vec![field("name", vec![])]);
            vec![field("place", vec![field("__typename", vec![]), on("Place", vec![field("id", vec![])]), of_venue])]
        };
        let venue = json!({ "__typename": "Venue", "id": "v", "name": "V", "more": 1 });
        let expected = json!({ "place": { "__typename": "Venue", "id": "v", "name": "V" } });
        assert_eq!(shown(chosen(), json!({ "place": venue })), expected);
        let town = json!({ "__typename": "Town", "id": "t", "name": "not of a town" });
        assert_eq!(shown(chosen(), json!({ "place": town })), json!({ "place": { "__typename": "Town", "id": "t" } }));
        assert_eq!(shown(chosen(), json!({ "place": { "__typename": "Ghost", "id": "g" } })), json!({ "place": null }));
    }

    #[test]
    fn a_thing_of_which_only_the_interface_is_known_does_not_say_what_it_is() {
        let place = json!({ "place": { "__typename": "Place", "id": "p" } });
        let id = || field("id", vec![]);
        assert_eq!(shown(vec![field("place", vec![id()])], place.clone()), json!({ "place": { "id": "p" } }));
        let asked = vec![field("place", vec![field("__typename", vec![]), id()])];
        assert_eq!(shown(asked, place), json!({ "place": null }));
    }

    #[test]
    fn a_value_that_no_enum_knows_is_not_shown() {
        let level = |value: &str| shown(vec![field("level", vec![])], json!({ "level": value }));
        assert_eq!((level("LOW"), level("SECRET")), (json!({ "level": "LOW" }), json!({ "level": null })));
    }
}
