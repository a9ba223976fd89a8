//! One form, drawn or sent: its key, what stands in its fields, and what is wrong with them.

use std::fmt::Display;

use super::{Typed, key};
use crate::{
    ask::Refusal,
    parts::{Area, Checks, Field, Hidden, Problem, Radios, Select, Summary},
    portal::Portal,
    visitor::Visitor,
    words::t,
};

/// A form as a handler holds it. Its fields are made by it, so that each shows what was typed and what is wrong with it.
#[derive(Clone, Debug)]
pub struct Form {
    key: String,
    shown: String,
    fresh: String,
    typed: Typed,
    problems: Vec<Problem>,
}

/// After one of these the same key would be refused again.
const SPENT: [&str; 1] = ["KEY_REUSED"];

impl Form {
    /// A form to be filled.
    pub fn blank(portal: &Portal, visitor: &Visitor) -> Self {
        Self::filled(portal, visitor, Typed::default())
    }

    /// A form to be changed: its fields say what is known. Make [`Typed`] by `Typed::default().with("nom", name)`.
    pub fn filled(portal: &Portal, visitor: &Visitor, typed: Typed) -> Self {
        let fresh = key::draw(portal, visitor);
        let key = fresh.split('.').next().unwrap_or_default().to_owned();
        Self { key, shown: fresh.clone(), fresh, typed, problems: Vec::new() }
    }

    /// A form that was sent. When its key is not of this visit (the session ended meanwhile), it is wrong already: the page
    /// shows all that was typed, and asks to send it again.
    pub fn sent(portal: &Portal, visitor: &Visitor, typed: Typed) -> Self {
        let known = key::read(portal, visitor, typed.raw(key::KEY));
        let shown = typed.raw(key::KEY).to_owned();
        let mut form = Self::filled(portal, visitor, typed);
        match known {
            Some(key) => (form.key, form.shown) = (key, shown),
            None => form.problems.push(Problem::of_all(t("form-stale").to_string(), String::new())),
        }
        form
    }

    /// The idempotency key of the act.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// What was typed.
    pub fn typed(&self) -> &Typed {
        &self.typed
    }

    /// Whether something is wrong: show the form again.
    pub fn is_wrong(&self) -> bool {
        !self.problems.is_empty()
    }

    /// Says what is wrong with a field: the same words at the top and beside it.
    pub fn wrong(&mut self, field: &str, message: impl Display) {
        self.problems.push(Problem::of(field, message.to_string(), String::new()));
    }

    /// Says what is wrong with no field in particular.
    pub fn wrong_all(&mut self, message: impl Display) {
        self.problems.push(Problem::of_all(message.to_string(), String::new()));
    }

    /// Tells a refusal of the network at a field; with an empty name, of the whole form.
    pub fn refuse(&mut self, field: &str, refusal: &Refusal) {
        if SPENT.contains(&refusal.code.as_str()) {
            self.shown.clone_from(&self.fresh);
        }
        let Refusal { message, next_step, .. } = refusal.clone();
        self.problems.push(match field {
            "" => Problem::of_all(message, next_step),
            field => Problem::of(field, message, next_step),
        });
    }

    /// The summary at the top of the page; nothing while nothing is wrong.
    pub fn summary(&self) -> Summary {
        Summary::of(self.problems.clone())
    }

    /// The hidden key: put it into every form that acts.
    pub fn hidden(&self) -> Hidden {
        Hidden::new(key::KEY, &self.shown)
    }

    /// A field of one line.
    pub fn text(&self, name: &str, label: impl Display) -> Field {
        Field::new(name, label, self.typed.raw(name)).problem(self.problem(name))
    }

    /// A field of several lines.
    pub fn area(&self, name: &str, label: impl Display) -> Area {
        Area::new(name, label, self.typed.raw(name)).problem(self.problem(name))
    }

    /// One choice among few.
    pub fn radios(&self, name: &str, legend: impl Display) -> Radios {
        Radios::new(name, legend, self.typed.raw(name)).problem(self.problem(name))
    }

    /// Boxes to tick.
    pub fn checks(&self, name: &str, legend: impl Display) -> Checks {
        Checks::ticked(name, legend, self.typed.all(name)).problem(self.problem(name))
    }

    /// One choice among many.
    pub fn select(&self, name: &str, label: impl Display) -> Select {
        Select::new(name, label, self.typed.raw(name)).problem(self.problem(name))
    }

    fn problem(&self, name: &str) -> Option<Problem> {
        self.problems.iter().find(|problem| problem.is_of(name)).cloned()
    }
}
