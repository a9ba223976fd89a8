//! Whose affair each field is: `classes.txt` says it for every field of every type, and the schema is held against it.

use std::collections::{BTreeMap, BTreeSet};

use kernel::access::{Action, Reach, policy};

use super::{
    lines::OF_ONESELF,
    surface::{Part, Surface},
};

const TABLE: &str = include_str!("classes.txt");

/// Whose affair a field is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Class {
    /// Everybody's.
    Public,
    /// Of the answer itself: pages, refusals.
    Form,
    /// A structure's affairs: what it orders, is owed, has applied for.
    Own,
    /// The network's as a whole: figures, runs, checks.
    Network,
    /// Says who a person is, or how to reach them.
    Person,
    /// Of an account.
    Bank,
    /// Opens something to whoever holds it.
    Secret,
    /// Stands on a public sheet, and is told to those concerned alone.
    Guarded,
}

impl Class {
    fn named(name: &str) -> Option<Self> {
        Some(match name {
            "public" => Self::Public,
            "form" => Self::Form,
            "own" => Self::Own,
            "network" => Self::Network,
            "person" => Self::Person,
            "bank" => Self::Bank,
            "secret" => Self::Secret,
            "guarded" => Self::Guarded,
            _ => return None,
        })
    }
}

/// The class of each field, and which root fields lead to it.
pub(super) struct Classes {
    classes: BTreeMap<String, Class>,
    surface: &'static Surface,
}

impl Classes {
    pub(super) fn read() -> Self {
        let mut classes = BTreeMap::new();
        for line in TABLE.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
            let (head, fields) = line.split_once(':').unwrap_or_else(|| panic!("« class Type: fields » in {line}"));
            let (class, name) = head.split_once(' ').unwrap_or_else(|| panic!("« class Type: fields » in {line}"));
            let class = Class::named(class).unwrap_or_else(|| panic!("no class {class}"));
            for field in fields.split_whitespace() {
                let twice = classes.insert(format!("{name}.{field}"), class);
                assert!(twice.is_none(), "{name}.{field} stands twice in tests/trust/classes.txt");
            }
        }
        Self { classes, surface: Surface::read() }
    }

    /// The fields of that class, as `Type.field`.
    pub(super) fn of(&self, class: Class) -> Vec<String> {
        let there = |whole: &str| {
            let (name, field) = whole.split_once('.').unwrap_or_default();
            self.surface.fields(name).iter().any(|one| one.name == field)
        };
        let ours = self.classes.iter().filter(|(whole, one)| **one == class && there(whole));
        ours.map(|(whole, _)| whole.clone()).collect()
    }

    /// The root fields whose answer may show it.
    pub(super) fn shown_by(&self, field: &str) -> Vec<String> {
        let asks = self.surface.asks();
        asks.iter().filter(|ask| self.reachable(&ask.named).contains_key(field)).map(|ask| ask.field.clone()).collect()
    }

    /// Every field that can be asked from a type on, whatever the way: `Type.field`.
    fn reachable(&self, from: &str) -> BTreeMap<String, &'static Part> {
        let (mut found, mut seen, mut next) = (BTreeMap::new(), BTreeSet::new(), vec![from.to_owned()]);
        while let Some(name) = next.pop() {
            if seen.insert(name.clone()) {
                for field in self.surface.fields(&name) {
                    found.insert(format!("{name}.{}", field.name), field);
                    next.push(field.named.clone());
                }
            }
        }
        found
    }

    fn missing(&self) -> Vec<String> {
        let unclassed = |(name, fields): (&str, &[Part])| {
            let named = fields.iter().map(|field| (format!("{name}.{}", field.name), field));
            named
                .filter(|(whole, field)| self.class(whole, field).is_none())
                .map(|(whole, _)| whole)
                .collect::<Vec<_>>()
        };
        self.surface.objects().flat_map(unclassed).collect()
    }

    /// Pages and payloads are alike for every type: only what they hold is of a class of its own.
    fn class(&self, whole: &str, field: &Part) -> Option<Class> {
        const PAGE: [&str; 5] =
            ["Connection.edges", "Connection.nodes", "Connection.pageInfo", "Edge.node", "Edge.cursor"];
        let wraps = whole.contains("Payload.") && !self.surface.fields(&field.named).is_empty();
        let form = wraps || PAGE.iter().any(|end| whole.ends_with(end));
        if form { Some(Class::Form) } else { self.classes.get(whole).copied() }
    }
}

#[test]
fn every_field_of_every_type_is_somebodys_affair() {
    let classes = Classes::read();
    let missing = classes.missing();
    assert!(missing.is_empty(), "say in tests/trust/classes.txt whose affair these are:\n{}", missing.join("\n"));
    let known: BTreeSet<String> = classes
        .surface
        .objects()
        .flat_map(|(name, fields)| fields.iter().map(move |field| format!("{name}.{}", field.name)))
        .collect();
    let stale: Vec<_> = classes.classes.keys().filter(|field| !known.contains(*field)).collect();
    assert!(stale.is_empty(), "no such fields: {stale:?}");
}

/// Whatever the way from one type to the next, nobody in particular meets only what is public.
#[test]
fn from_a_public_question_nothing_private_is_reached() {
    let classes = Classes::read();
    let public = |field: &str| {
        let action = Action::ALL.iter().find(|action| action.field() == field);
        action.is_none_or(|action| policy::public(*action) != Reach::Never)
    };
    let mut wrong = Vec::new();
    for ask in
        classes.surface.asks().iter().filter(|ask| public(&ask.field) && !OF_ONESELF.contains(&ask.field.as_str()))
    {
        for (whole, field) in classes.reachable(&ask.named) {
            match classes.class(&whole, field) {
                Some(Class::Public | Class::Form | Class::Guarded) => {}
                class => wrong.push(format!("{} shows {whole} ({class:?})", ask.field)),
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_new_field_without_a_class_is_found() {
    let classes = Classes { classes: BTreeMap::new(), surface: Surface::read() };
    let missing = classes.missing();
    assert!(missing.contains(&"Member.personId".to_owned()) && missing.len() > 100, "{}", missing.len());
}
