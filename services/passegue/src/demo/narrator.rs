//! Who tells the story: to people in plain French, or to programs as one JSON document.

use serde_json::{Map, Value, json};

use super::client::Said;

/// Tells as the story goes; in JSON, keeps the chapters for the end and tells progress apart.
pub(crate) struct Narrator {
    json: bool,
    chapters: Vec<(String, Map<String, Value>)>,
}

impl Narrator {
    pub(crate) const fn new(json: bool) -> Self {
        Self { json, chapters: Vec::new() }
    }

    /// A new chapter.
    pub(crate) fn chapter(&mut self, name: &str, title: &str) {
        self.say("");
        self.say(&format!("— {title}"));
        self.chapters.push((name.to_owned(), Map::new()));
    }

    /// A sentence.
    pub(crate) fn say(&self, sentence: &str) {
        if self.json {
            eprintln!("{sentence}");
        } else {
            println!("{sentence}");
        }
    }

    /// A figure of the chapter.
    pub(crate) fn figure(&mut self, name: &str, value: impl Into<Value>) {
        if let Some((_, figures)) = self.chapters.last_mut() {
            figures.insert(name.to_owned(), value.into());
        }
    }

    /// An attempt that was refused, as it was said at the counter.
    pub(crate) fn refused(&mut self, attempt: &str, said: &Said) {
        self.say(&format!("  · {attempt}"));
        self.say(&format!("    « {} {} »", said.message, said.next_step));
        self.figure(&said.code, json!({ "message": said.message, "nextStep": said.next_step }));
    }

    /// The chapters as a JSON document.
    pub(crate) fn chapters(self) -> Value {
        Value::Array(
            self.chapters.into_iter().map(|(name, figures)| json!({ "chapter": name, "figures": figures })).collect(),
        )
    }
}
