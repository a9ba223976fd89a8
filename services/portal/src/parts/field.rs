//! Fields of one line, of several, and hidden ones.

use std::fmt::Display;

use askama::{Template, filters::HtmlSafe};

use super::problem::Problem;

/// A field of one line, with its label above it.
#[derive(Clone, Debug, Template)]
#[template(path = "parts/field.html")]
pub struct Field {
    name: String,
    label: String,
    hint: Option<String>,
    value: String,
    kind: &'static str,
    mode: Option<&'static str>,
    complete: &'static str,
    width: &'static str,
    focus: bool,
    required: bool,
    problem: Option<Problem>,
}

impl Field {
    pub(crate) fn new(name: &str, label: impl Display, value: &str) -> Self {
        Self {
            name: name.to_owned(),
            label: label.to_string(),
            hint: None,
            value: value.to_owned(),
            kind: "text",
            mode: None,
            complete: "off",
            width: "",
            focus: false,
            required: false,
            problem: None,
        }
    }

    pub(crate) fn problem(mut self, problem: Option<Problem>) -> Self {
        self.problem = problem;
        self
    }

    /// A sentence between label and field: what is meant, an example.
    pub fn hint(mut self, hint: impl Display) -> Self {
        self.hint = Some(hint.to_string());
        self
    }

    /// Another kind of field: `email`, `tel`, `date`, `time`, `number`, `search`, `password`.
    pub fn kind(mut self, kind: &'static str) -> Self {
        self.kind = kind;
        self
    }

    /// Digits typed on a telephone: `numeric`; amounts: `decimal`.
    pub fn mode(mut self, mode: &'static str) -> Self {
        self.mode = Some(mode);
        self
    }

    /// What the browser may fill in: `email`, `name`, `one-time-code`, `street-address`…
    pub fn complete(mut self, what: &'static str) -> Self {
        self.complete = what;
        self
    }

    /// As wide as what is expected: `court` (a postcode, a number), `moyen` (a code, a telephone).
    pub fn width(mut self, width: &'static str) -> Self {
        self.width = width;
        self
    }

    /// The field where typing begins: one a page.
    pub fn focus(mut self) -> Self {
        self.focus = true;
        self
    }

    /// Said to whoever cannot see; the judge of what is missing is the server, so that nothing typed is held back.
    pub fn required(mut self) -> Self {
        self.required = true;
        self
    }
}

impl HtmlSafe for Field {}

/// A field of several lines.
#[derive(Clone, Debug, Template)]
#[template(path = "parts/area.html")]
pub struct Area {
    name: String,
    label: String,
    hint: Option<String>,
    value: String,
    rows: u8,
    problem: Option<Problem>,
}

impl Area {
    pub(crate) fn new(name: &str, label: impl Display, value: &str) -> Self {
        let (name, label, value) = (name.to_owned(), label.to_string(), value.to_owned());
        Self { name, label, hint: None, value, rows: 5, problem: None }
    }

    pub(crate) fn problem(mut self, problem: Option<Problem>) -> Self {
        self.problem = problem;
        self
    }

    /// A sentence between label and field.
    pub fn hint(mut self, hint: impl Display) -> Self {
        self.hint = Some(hint.to_string());
        self
    }

    /// How many lines are seen.
    pub fn rows(mut self, rows: u8) -> Self {
        self.rows = rows;
        self
    }
}

impl HtmlSafe for Area {}

/// A value that goes with the form and is not shown.
#[derive(Clone, Debug, Template)]
#[template(source = r#"<input type="hidden" name="{{ name }}" value="{{ value }}">"#, ext = "html")]
pub struct Hidden {
    name: String,
    value: String,
}

impl Hidden {
    /// This value under that name.
    pub fn new(name: &str, value: impl Display) -> Self {
        Self { name: name.to_owned(), value: value.to_string() }
    }
}

impl HtmlSafe for Hidden {}
