//! What is chosen of a type: fields and fragments. Conditions are decided before anything is planned: see `planner/plain`.

use std::collections::HashSet;

use serde_json::Value;

use crate::merge::Object;

/// One thing chosen in a selection set.
#[derive(Clone, Debug)]
pub(crate) enum Selection {
    Field(Chosen),
    /// `... on Type`
    On(Narrowed),
}

/// A field chosen.
#[derive(Clone, Debug)]
pub(crate) struct Chosen {
    pub(crate) name: String,
    /// Its alias, or its name.
    pub(crate) key: String,
    /// The arguments given as text, as true or false, or by a variable.
    pub(crate) arguments: Vec<(String, Argument)>,
    pub(crate) inside: Vec<Selection>,
}

impl Chosen {
    /// How an argument is given, if it is.
    pub(crate) fn argument(&self, name: &str) -> Option<&Argument> {
        self.arguments.iter().find_map(|(given, argument)| (given == name).then_some(argument))
    }
}

/// How an argument is given.
#[derive(Clone, Debug)]
pub enum Argument {
    /// As text, in the document.
    Literal(String),
    /// As true or false, in the document.
    Flag(bool),
    /// By the variable of this name.
    Variable(String),
}

impl Argument {
    /// The text that is given under these variables.
    pub(crate) fn text<'a>(&'a self, variables: &'a Object) -> Option<&'a str> {
        match self {
            Self::Literal(text) => Some(text),
            Self::Flag(_) => None,
            Self::Variable(name) => variables.get(name)?.as_str(),
        }
    }

    /// Whether it is true under these variables.
    pub(crate) fn flag(&self, variables: &Object) -> bool {
        match self {
            Self::Literal(_) => false,
            Self::Flag(truth) => *truth,
            Self::Variable(name) => variables.get(name).and_then(Value::as_bool).unwrap_or(false),
        }
    }
}

/// What is chosen of one type only.
#[derive(Clone, Debug)]
pub(crate) struct Narrowed {
    pub(crate) type_name: String,
    pub(crate) inside: Vec<Selection>,
}

/// Whether the same key is asked twice in one place, by fragments for instance.
pub(crate) fn repeats(chosen: &[Selection]) -> bool {
    let mut keys = HashSet::new();
    repeats_among(chosen, &mut keys)
}

fn repeats_among<'s>(chosen: &'s [Selection], keys: &mut HashSet<&'s str>) -> bool {
    chosen.iter().any(|selection| match selection {
        Selection::Field(field) => !keys.insert(&field.key) || repeats(&field.inside),
        Selection::On(narrowed) => repeats_among(&narrowed.inside, keys),
    })
}

/// A field chosen in a test.
#[cfg(test)]
pub(crate) fn field(name: &str, inside: Vec<Selection>) -> Selection {
    let (name, key) = (name.to_owned(), name.to_owned());
    Selection::Field(Chosen { name, key, arguments: Vec::new(), inside })
}

/// A fragment chosen in a test.
#[cfg(test)]
pub(crate) fn on(type_name: &str, inside: Vec<Selection>) -> Selection {
    Selection::On(Narrowed { type_name: type_name.to_owned(), inside })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_asked_twice_in_one_place_is_seen_through_fragments() {
        let apart = [field("a", vec![field("id", vec![])]), field("b", vec![field("id", vec![])])];
        assert!(!repeats(&apart));
        let within = on("A", vec![field("x", vec![]), on("B", vec![field("id", vec![])])]);
        assert!(repeats(&[field("a", vec![field("id", vec![]), within])]));
    }
}
