//! Choices: one among few, several among few, one among many.

use std::fmt::Display;

use askama::{Template, filters::HtmlSafe};

use super::problem::Problem;

#[derive(Clone, Debug)]
struct Choice {
    id: String,
    value: String,
    label: String,
    hint: Option<String>,
    chosen: bool,
}

fn choice(name: &str, at: usize, value: &str, label: &impl Display, hint: Option<String>, chosen: bool) -> Choice {
    // The first one bears the name itself: the summary's link leads there.
    let id = if at == 0 { name.to_owned() } else { format!("{name}-{}", at + 1) };
    Choice { id, value: value.to_owned(), label: label.to_string(), hint, chosen }
}

/// One choice among few.
#[derive(Clone, Debug, Template)]
#[template(path = "parts/choices.html")]
pub struct Radios {
    kind: &'static str,
    name: String,
    legend: String,
    hint: Option<String>,
    values: Vec<String>,
    choices: Vec<Choice>,
    problem: Option<Problem>,
}

/// Several choices among few.
pub type Checks = Radios;

impl Radios {
    pub(crate) fn new(name: &str, legend: impl Display, value: &str) -> Self {
        Self::of("radio", name, legend, vec![value.to_owned()])
    }

    pub(crate) fn ticked(name: &str, legend: impl Display, values: Vec<&str>) -> Self {
        Self::of("checkbox", name, legend, values.into_iter().map(str::to_owned).collect())
    }

    fn of(kind: &'static str, name: &str, legend: impl Display, values: Vec<String>) -> Self {
        let (name, legend) = (name.to_owned(), legend.to_string());
        Self { kind, name, legend, hint: None, values, choices: Vec::new(), problem: None }
    }

    pub(crate) fn problem(mut self, problem: Option<Problem>) -> Self {
        self.problem = problem;
        self
    }

    /// A sentence below the legend.
    pub fn hint(mut self, hint: impl Display) -> Self {
        self.hint = Some(hint.to_string());
        self
    }

    /// One more choice.
    pub fn choice(self, value: &str, label: impl Display) -> Self {
        self.add(value, label, None)
    }

    /// One more choice, with a sentence about it.
    pub fn explained(self, value: &str, label: impl Display, hint: impl Display) -> Self {
        self.add(value, label, Some(hint.to_string()))
    }

    fn add(mut self, value: &str, label: impl Display, hint: Option<String>) -> Self {
        let chosen = self.values.iter().any(|known| known == value);
        self.choices.push(choice(&self.name, self.choices.len(), value, &label, hint, chosen));
        self
    }
}

impl HtmlSafe for Radios {}

/// One choice among many.
#[derive(Clone, Debug, Template)]
#[template(path = "parts/select.html")]
pub struct Select {
    name: String,
    label: String,
    hint: Option<String>,
    value: String,
    choices: Vec<Choice>,
    problem: Option<Problem>,
}

impl Select {
    pub(crate) fn new(name: &str, label: impl Display, value: &str) -> Self {
        let (name, label, value) = (name.to_owned(), label.to_string(), value.to_owned());
        Self { name, label, hint: None, value, choices: Vec::new(), problem: None }
    }

    pub(crate) fn problem(mut self, problem: Option<Problem>) -> Self {
        self.problem = problem;
        self
    }

    /// A sentence between label and list.
    pub fn hint(mut self, hint: impl Display) -> Self {
        self.hint = Some(hint.to_string());
        self
    }

    /// One more choice.
    pub fn choice(mut self, value: &str, label: impl Display) -> Self {
        let chosen = self.value == value;
        self.choices.push(choice(&self.name, self.choices.len(), value, &label, None, chosen));
        self
    }
}

impl HtmlSafe for Select {}
