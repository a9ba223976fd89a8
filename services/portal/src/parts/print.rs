//! A slip to be printed and taken away: what was done, on half a page.

use std::fmt::Display;

use askama::{Template, filters::HtmlSafe};

/// A slip: a title, lines, and a last word. Alone on the paper when the page is printed.
#[derive(Clone, Debug, Template)]
#[template(path = "parts/slip.html")]
pub struct Slip {
    title: String,
    lines: Vec<(String, String)>,
    word: Option<String>,
}

impl Slip {
    /// A slip under this title.
    pub fn new(title: impl Display) -> Self {
        Self { title: title.to_string(), lines: Vec::new(), word: None }
    }

    /// One more line.
    pub fn line(mut self, name: impl Display, value: impl Display) -> Self {
        self.lines.push((name.to_string(), value.to_string()));
        self
    }

    /// What is said at the end.
    pub fn word(mut self, word: impl Display) -> Self {
        self.word = Some(word.to_string());
        self
    }
}

impl HtmlSafe for Slip {}
