//! What an answer may hold, and the reading of an answer by it: nobody fills a field that is another's, and what was not
//! asked takes no memory.

use std::{cell::Cell, fmt};

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::{Number, Value};

use crate::{merge::Object, selection::Selection};

/// Keys of an object for which a place is made before they are read.
const MOST_FORESEEN: usize = 7;

/// The keys that may be answered, whatever the type, with what may stand within each. No key at all: any JSON.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Shape {
    keys: Vec<(String, Shape)>,
}

impl Shape {
    /// Any JSON.
    pub(crate) const ANY: Self = Self { keys: Vec::new() };

    /// What a selection asks; the same key may come from several fragments.
    pub(crate) fn of(chosen: &[Selection]) -> Self {
        let mut shape = Self::default();
        chosen.iter().for_each(|selection| shape.add(selection));
        shape
    }

    fn add(&mut self, selection: &Selection) {
        match selection {
            Selection::Field(field) => {
                let place = match self.keys.iter().position(|(key, _)| *key == field.key) {
                    Some(place) => place,
                    None => {
                        self.keys.push((field.key.clone(), Self::default()));
                        self.keys.len() - 1
                    }
                };
                field.inside.iter().for_each(|inside| self.keys[place].1.add(inside));
            }
            Selection::On(narrowed) => narrowed.inside.iter().for_each(|inside| self.add(inside)),
        }
    }

    fn within(&self, key: &str) -> Option<&(String, Self)> {
        self.keys.iter().find(|(known, _)| known == key)
    }
}

/// The body of an answer: each part that was there, null or not.
#[derive(Debug, Default)]
pub(crate) struct Body {
    pub(crate) data: Option<Value>,
    pub(crate) errors: Option<Value>,
}

/// Reads a body of `{data, errors}`, no more than so many values of it.
pub(crate) fn read(bytes: &[u8], shape: &Shape, values: usize) -> Result<Body, serde_json::Error> {
    let left = Cell::new(values);
    let mut reader = serde_json::Deserializer::from_slice(bytes);
    let body = reader.deserialize_map(Whole { shape, left: &left })?;
    reader.end()?;
    Ok(body)
}

struct Whole<'a> {
    shape: &'a Shape,
    left: &'a Cell<usize>,
}

impl<'de> Visitor<'de> for Whole<'_> {
    type Value = Body;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an answer of GraphQL")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Body, A::Error> {
        let mut body = Body::default();
        while let Some(key) = map.next_key::<String>()? {
            match key.as_str() {
                "data" => body.data = Some(map.next_value_seed(Reading { shape: self.shape, left: self.left })?),
                "errors" => body.errors = Some(map.next_value_seed(Reading { shape: &Shape::ANY, left: self.left })?),
                _ => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(body)
    }
}

#[derive(Clone, Copy)]
struct Reading<'a> {
    shape: &'a Shape,
    left: &'a Cell<usize>,
}

impl Reading<'_> {
    fn one<E: Error>(self, value: Value) -> Result<Value, E> {
        let left = self.left.get().checked_sub(1).ok_or_else(|| E::custom("too many values"))?;
        self.left.set(left);
        Ok(value)
    }
}

impl<'de> DeserializeSeed<'de> for Reading<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Reading<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_bool<E: Error>(self, truth: bool) -> Result<Value, E> {
        self.one(Value::Bool(truth))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Value, E> {
        self.one(number.into())
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Value, E> {
        self.one(number.into())
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<Value, E> {
        self.one(Number::from_f64(number).map_or(Value::Null, Value::Number))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Value, E> {
        self.one(Value::String(text.to_owned()))
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        self.one(Value::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Value, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = seq.next_element_seed(self)? {
            items.push(item);
        }
        self.one(Value::Array(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        let mut object = Object::new();
        if self.shape.keys.is_empty() {
            while let Some(key) = map.next_key::<String>()? {
                let value = map.next_value_seed(self)?;
                object.insert(key, value);
            }
        } else {
            while let Some(known) = map.next_key_seed(Key(self.shape))? {
                match known {
                    Some((key, shape)) => {
                        let value = map.next_value_seed(Self { shape, ..self })?;
                        if object.is_empty() {
                            // Its place at once, not by doubling; little, because whoever lies sends many.
                            object = Object::with_capacity(self.shape.keys.len().min(MOST_FORESEEN));
                        }
                        object.insert(key.clone(), value);
                    }
                    None => {
                        map.next_value::<IgnoredAny>()?;
                    }
                }
            }
        }
        self.one(Value::Object(object))
    }
}

/// A key, if it was asked.
struct Key<'a>(&'a Shape);

impl<'de, 'a> DeserializeSeed<'de> for Key<'a> {
    type Value = Option<&'a (String, Shape)>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'a> Visitor<'_> for Key<'a> {
    type Value = Option<&'a (String, Shape)>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E: Error>(self, key: &str) -> Result<Self::Value, E> {
        Ok(self.0.within(key))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::selection::{field, on};

    fn shape() -> Shape {
        Shape::of(&[field(
            "venue",
            vec![
                on("A", vec![field("items", vec![field("id", vec![])])]),
                on("B", vec![field("items", vec![field("name", vec![])]), field("any", vec![])]),
            ],
        )])
    }

    #[test]
    fn only_what_was_asked_is_read_through_lists_and_fragments() {
        let text = r#"{"extensions":{"iban":"x"},"data":{"iban":"x","venue":{"items":[{"id":1,"name":"n","iban":["x"]},null],
            "any":{"free":[1.5,true]},"iban":"x"}},"errors":[{"message":"m"}]}"#;
        let body = read(text.as_bytes(), &shape(), 100).unwrap();
        let expected =
            json!({ "venue": { "items": [{ "id": 1, "name": "n" }, null], "any": { "free": [1.5, true] } } });
        assert_eq!((body.data, body.errors), (Some(expected), Some(json!([{ "message": "m" }]))));
    }

    #[test]
    fn what_is_no_answer_is_none_and_values_are_counted() {
        for text in ["", "[]", "{", "{\"data\": {}} x", "{\"data\": {\"venue\": [1,}}", "3"] {
            assert!(read(text.as_bytes(), &shape(), 100).is_err(), "{text}");
        }
        let many = format!(r#"{{"data":{{"venue":[{}0]}}}}"#, "0,".repeat(99));
        assert!(read(many.as_bytes(), &shape(), 100).is_err());
        assert!(read(many.as_bytes(), &shape(), 102).is_ok());
    }
}
