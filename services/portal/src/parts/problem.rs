//! What is wrong with a form: beside a field, and in the summary at the top.

use askama::{Template, filters::HtmlSafe};

/// One thing that is wrong, and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    field: Option<String>,
    /// What is the matter.
    pub message: String,
    /// What to do now; may be empty.
    pub next: String,
}

impl Problem {
    pub(crate) fn of(field: &str, message: String, next: String) -> Self {
        Self { field: Some(field.to_owned()), message, next }
    }

    pub(crate) fn of_all(message: String, next: String) -> Self {
        Self { field: None, message, next }
    }

    pub(crate) fn is_of(&self, field: &str) -> bool {
        self.field.as_deref() == Some(field)
    }
}

/// The summary at the top of a page: each error with a link to its field. Writes nothing while nothing is wrong.
#[derive(Clone, Debug, Template)]
#[template(path = "parts/summary.html")]
pub struct Summary {
    problems: Vec<Problem>,
    calm: bool,
}

impl Summary {
    pub(crate) fn of(problems: Vec<Problem>) -> Self {
        Self { problems, calm: false }
    }

    /// Leaves the cursor in the field of the page, where a scanner goes on typing; it is read aloud all the same.
    pub fn calm(mut self) -> Self {
        self.calm = true;
        self
    }
}

impl HtmlSafe for Summary {}
