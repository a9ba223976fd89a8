//! Small readings of the JSON of a mapping, each of which names the key that it cannot follow.

use serde_json::{Map, Value};

use crate::venue_file::unreadable::Unreadable;

/// The refusal of a key.
pub(crate) fn refused(key: &str, why: &'static str) -> Unreadable {
    Unreadable::MappingKey { key: key.to_owned(), why }
}

/// An object.
pub(crate) fn member<'a>(key: &str, value: &'a Value) -> Result<&'a Map<String, Value>, Unreadable> {
    value.as_object().ok_or_else(|| refused(key, "un objet est attendu, comme {\"colonne\": \"…\"}"))
}

/// Refuses a key that is none of these: a slip of the pen would change what is imported.
pub(crate) fn known_keys(key: &str, members: &Map<String, Value>, known: &[&str]) -> Result<(), Unreadable> {
    match members.keys().find(|name| !known.contains(&name.as_str())) {
        Some(name) => Err(refused(&format!("{key}.{name}"), "ce mot n'est pas connu ici")),
        None => Ok(()),
    }
}

/// A text; a number will do.
pub(crate) fn text(key: &str, value: &Value) -> Result<String, Unreadable> {
    match value {
        Value::String(text) => Ok(text.clone()),
        Value::Number(number) => Ok(number.to_string()),
        _ => Err(refused(key, "un texte est attendu")),
    }
}

/// Texts.
pub(crate) fn columns(key: &str, value: &Value) -> Result<Vec<String>, Unreadable> {
    match value {
        Value::Array(names) => names.iter().map(|name| text(key, name)).collect(),
        other => Ok(vec![text(key, other)?]),
    }
}

/// The names of columns; none when it is absent or empty.
pub(crate) fn column(key: &str, value: &Value) -> Result<Vec<String>, Unreadable> {
    if value.is_null() {
        return Ok(Vec::new());
    }
    Ok(columns(key, value)?.into_iter().filter(|name| !name.trim().is_empty()).collect())
}
