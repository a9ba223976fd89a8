//! JSON put together: how answers of several subgraphs become one.

use serde_json::{Map, Value};

/// A JSON object, its keys in the order they came.
pub type Object = Map<String, Value>;

/// One step down into a JSON value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Down<'a> {
    Key(&'a str),
    Index(usize),
}

impl From<&Down<'_>> for Value {
    fn from(down: &Down<'_>) -> Self {
        match down {
            Down::Key(key) => Self::from(*key),
            Down::Index(index) => Self::from(*index),
        }
    }
}

/// The value at a place, if it is there.
pub(crate) fn at<'v>(value: &'v mut Value, place: &[Down<'_>]) -> Option<&'v mut Value> {
    place.iter().try_fold(value, |value, down| match down {
        Down::Key(key) => value.get_mut(*key),
        Down::Index(index) => value.get_mut(index),
    })
}

/// Adds what `source` knows to `target`: objects key by key, lists of one length element by element; a null adds nothing.
pub(crate) fn merge(target: &mut Value, source: Value) {
    match (target, source) {
        (_, Value::Null) => {}
        (Value::Object(target), Value::Object(source)) => {
            for (key, value) in source {
                merge_key(target, key, value);
            }
        }
        (Value::Array(target), Value::Array(source)) if target.len() == source.len() => {
            for (target, source) in target.iter_mut().zip(source) {
                merge(target, source);
            }
        }
        // A thing that is known is not given up for something that is none.
        (Value::Object(_), _) => {}
        (target, source) => *target = source,
    }
}

/// The same for one key of an object.
pub(crate) fn merge_key(target: &mut Object, key: String, value: Value) {
    match target.get_mut(&key) {
        Some(present) => merge(present, value),
        None => {
            target.insert(key, value);
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn objects_and_lists_are_put_together_and_null_adds_nothing() {
        let mut target = json!({"venues": [{"id": "a"}, {"id": "b", "name": "B"}], "kept": 1});
        merge(&mut target, json!({"venues": [{"name": "A"}, {"name": null}], "kept": null, "new": [1]}));
        assert_eq!(
            target,
            json!({"venues": [{"id": "a", "name": "A"}, {"id": "b", "name": "B"}], "kept": 1, "new": [1]})
        );
    }
}
