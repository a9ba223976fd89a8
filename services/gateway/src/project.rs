//! What is shown: the data cut to what was asked, in that order, with the rules of null.

use serde_json::{Value, json};

use crate::{
    merge::{Object, merge_key},
    plan::Prepared,
    schema::{Schema, Type},
    selection::{Chosen, Selection},
};

/// A value that may not be null is: the nearest place above that may be null becomes so.
#[derive(Debug)]
struct Nullified;

/// The data as the caller asked for it; null when a root field that may not be null is.
pub(crate) fn project(schema: &Schema, prepared: &Prepared, variables: &Object, data: &Object) -> Value {
    let showing = Showing { schema, variables };
    let mut shown = Object::new();
    match showing.object(&prepared.shown, data, &prepared.root_type, &mut shown) {
        Ok(()) => Value::Object(shown),
        Err(Nullified) => Value::Null,
    }
}

struct Showing<'a> {
    schema: &'a Schema,
    variables: &'a Object,
}

impl Showing<'_> {
    fn object(&self, chosen: &[Selection], data: &Object, owner: &str, shown: &mut Object) -> Result<(), Nullified> {
        for selection in chosen {
            match selection {
                Selection::Field(field) if !field.hidden && field.when.holds(self.variables) => {
                    self.field(field, data, owner, shown)?;
                }
                Selection::On(narrowed)
                    if narrowed.when.holds(self.variables) && self.schema.is(owner, &narrowed.type_name) =>
                {
                    self.object(&narrowed.inside, data, owner, shown)?;
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn field(&self, field: &Chosen, data: &Object, owner: &str, shown: &mut Object) -> Result<(), Nullified> {
        if field.name == "__typename" {
            shown.insert(field.key.clone(), json!(owner));
            return Ok(());
        }
        let Some(kind) = self.schema.field(owner, &field.name) else { return Ok(()) };
        let value = self.complete(kind, data.get(&field.key).unwrap_or(&Value::Null), &field.inside)?;
        merge_key(shown, field.key.clone(), value);
        Ok(())
    }

    fn complete(&self, kind: &Type, value: &Value, inside: &[Selection]) -> Result<Value, Nullified> {
        match (kind, value) {
            (Type::NonNull(inner), value) => match self.complete(inner, value, inside)? {
                Value::Null => Err(Nullified),
                value => Ok(value),
            },
            (_, Value::Null) => Ok(Value::Null),
            (Type::List(inner), Value::Array(items)) => {
                let items: Result<Vec<_>, _> = items.iter().map(|item| self.complete(inner, item, inside)).collect();
                Ok(items.map_or(Value::Null, Value::Array))
            }
            (Type::List(_), _) => Ok(Value::Null),
            (Type::Named(name), value) => Ok(self.named(name, value, inside)),
        }
    }

    fn named(&self, name: &str, value: &Value, inside: &[Selection]) -> Value {
        match value {
            Value::Object(object) if self.schema.is_composite(name) => self.thing(name, object, inside),
            Value::String(text) if !self.schema.enum_shows(name, text) => Value::Null,
            value => value.clone(),
        }
    }

    fn thing(&self, name: &str, object: &Object, inside: &[Selection]) -> Value {
        let owner = object.get("__typename").and_then(Value::as_str).unwrap_or(name);
        if owner != name && !self.schema.is_object(owner) {
            return Value::Null;
        }
        let mut shown = Object::new();
        match self.object(inside, object, owner, &mut shown) {
            Ok(()) => Value::Object(shown),
            Err(Nullified) => Value::Null,
        }
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
        let prepared = Prepared { step: None, root_type: "Query".into(), shown: chosen, variables: Vec::new() };
        project(&schema, &prepared, &Object::new(), data.as_object().unwrap())
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
    fn a_value_that_no_enum_knows_is_not_shown() {
        let level = |value: &str| shown(vec![field("level", vec![])], json!({ "level": value }));
        assert_eq!((level("LOW"), level("SECRET")), (json!({ "level": "LOW" }), json!({ "level": null })));
    }
}
