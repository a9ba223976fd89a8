//! Small parts: the way back, steps, facts, notices, and the way to the next page of a list.

use std::fmt::Display;

use askama::{Template, filters::HtmlSafe};

/// The way back, at the top of a page.
#[derive(Clone, Debug, Template)]
#[template(source = r#"<p class="retour"><a href="{{ path }}">{{ label }}</a></p>"#, ext = "html")]
pub struct Back {
    path: String,
    label: String,
}

impl Back {
    /// Back there, under these words.
    pub fn to(path: impl Into<String>, label: impl Display) -> Self {
        Self { path: path.into(), label: label.to_string() }
    }
}

impl HtmlSafe for Back {}

/// Where somebody is in a few steps: « Étape 2 sur 3 ».
#[derive(Clone, Debug, Template)]
#[template(
    source = r#"<p class="etape">{{ crate::t("part-step").with("at", *at).with("of", *of) }}</p>"#,
    ext = "html"
)]
pub struct Steps {
    at: usize,
    of: usize,
}

impl Steps {
    /// The step that is shown, from 1, of so many.
    pub fn at(at: usize, of: usize) -> Self {
        Self { at, of }
    }
}

impl HtmlSafe for Steps {}

#[derive(Clone, Debug)]
struct Fact {
    name: String,
    value: String,
    change: Option<(String, String)>,
}

/// Facts, each under its name; with links to change them on a page « Vérifiez ».
#[derive(Clone, Debug, Default, Template)]
#[template(path = "parts/facts.html")]
pub struct Facts {
    facts: Vec<Fact>,
}

impl Facts {
    /// One more fact.
    pub fn fact(mut self, name: impl Display, value: impl Display) -> Self {
        self.facts.push(Fact { name: name.to_string(), value: value.to_string(), change: None });
        self
    }

    /// One more fact, unless nothing is known of it.
    pub fn known(self, name: impl Display, value: Option<impl Display>) -> Self {
        match value {
            Some(value) => self.fact(name, value),
            None => self,
        }
    }

    /// One more fact, with a link to change it.
    pub fn changed(mut self, name: impl Display, value: impl Display, path: impl Into<String>) -> Self {
        let (name, value) = (name.to_string(), value.to_string());
        self.facts.push(Fact { change: Some((path.into(), name.to_lowercase())), name, value });
        self
    }
}

impl HtmlSafe for Facts {}

/// Something that was done, or that should be known, in a box at the top.
#[derive(Clone, Debug, Template)]
#[template(
    source = r#"<div class="note {{ kind }}"{% if kind == "fait" %} role="status"{% endif %}><p><strong>{{ message }}</strong>{% if !next.is_empty() %} {{ next }}{% endif %}</p></div>"#,
    ext = "html"
)]
pub struct Notice {
    kind: &'static str,
    message: String,
    next: String,
}

impl Notice {
    /// It is done; what happens next.
    pub fn done(message: impl Display, next: impl Display) -> Self {
        Self { kind: "fait", message: message.to_string(), next: next.to_string() }
    }

    /// To be known before going on.
    pub fn know(message: impl Display, next: impl Display) -> Self {
        Self { kind: "savoir", message: message.to_string(), next: next.to_string() }
    }
}

impl HtmlSafe for Notice {}

/// The way to the next page of a list, and back to its beginning.
#[derive(Clone, Debug, Template)]
#[template(path = "parts/pager.html")]
pub struct Pager {
    first: Option<String>,
    next: Option<String>,
}

impl Pager {
    /// `path` is the page with what was asked (`/journal?mot=x`), `after` the cursor that was given, `end` the one that goes on.
    pub fn new(path: &str, after: Option<&str>, end: Option<&str>) -> Self {
        let sign = if path.contains('?') { '&' } else { '?' };
        let encoded = |cursor: &str| form_urlencoded::byte_serialize(cursor.as_bytes()).collect::<String>();
        let next = end.map(|end| format!("{path}{sign}apres={}", encoded(end)));
        Self { first: after.map(|_| path.to_owned()), next }
    }
}

impl HtmlSafe for Pager {}
