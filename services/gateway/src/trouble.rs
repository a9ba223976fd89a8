//! What went wrong, as the outside may know it: a code of the closed list and a sentence. Causes stay in the log.

use kernel::{
    refusal::{Code, FaultCode},
    words,
};
use serde_json::{Value, json};

use crate::merge::Object;

/// One entry of `errors`: never a cause, an address or a text of the transport.
#[derive(Clone, Debug, PartialEq)]
pub struct Trouble {
    /// A code of `kernel::refusal`, by name.
    pub code: &'static str,
    /// A sentence for a person.
    pub message: String,
    /// Where in the data, as far as known.
    pub path: Vec<Value>,
    /// The venue concerned, where one machine among many is the trouble.
    pub venue: Option<String>,
}

impl Trouble {
    /// A fault, in the words of the house.
    pub fn fault(code: FaultCode) -> Self {
        let message = words::say_fault(code).message;
        Self { code: code.name(), message, path: Vec::new(), venue: None }
    }

    /// A fault of one venue's machine.
    pub fn of_venue(code: FaultCode, venue: &str) -> Self {
        Self { venue: Some(venue.to_owned()), ..Self::fault(code) }
    }

    /// The same, at a place in the data.
    pub fn at(mut self, path: Vec<Value>) -> Self {
        self.path = path;
        self
    }

    /// Reads an error as a subgraph wrote it. A code that is not ours becomes `INTERNAL` and its text goes to the log alone;
    /// the text of a code of ours is kept only from a subgraph of our own process.
    pub fn read(written: &Value, source: Source<'_>) -> Self {
        let code = written.pointer("/extensions/code").and_then(Value::as_str).and_then(Known::named);
        let path = plain_path(written.get("path"));
        let message = written.get("message").and_then(Value::as_str);
        match code {
            Some(known) => {
                Self { code: known.name(), message: known.sentence(message, source.trusted), path, venue: None }
            }
            None => {
                log_cause(message.unwrap_or_default(), source);
                Self::fault(FaultCode::Internal).at(path)
            }
        }
    }

    /// As it leaves: `{message, path, extensions {code, …}}`.
    pub fn to_json(&self) -> Value {
        let mut extensions = Object::new();
        extensions.insert("code".into(), json!(self.code));
        if let Some(venue) = &self.venue {
            extensions.insert("venueId".into(), json!(venue));
            extensions.insert("serviceName".into(), json!("venue"));
        }
        let mut entry = Object::new();
        entry.insert("message".into(), json!(self.message));
        if !self.path.is_empty() {
            entry.insert("path".into(), json!(self.path));
        }
        entry.insert("extensions".into(), Value::Object(extensions));
        Value::Object(entry)
    }
}

/// A path made of names and numbers, or none: it could carry a text out.
fn plain_path(written: Option<&Value>) -> Vec<Value> {
    let path = written.and_then(Value::as_array).cloned().unwrap_or_default();
    let plain = |step: &Value| step.as_str().map_or(step.is_u64(), is_name);
    if path.iter().all(plain) { path } else { Vec::new() }
}

fn is_name(text: &str) -> bool {
    text.len() <= 100 && text.chars().all(|sign| sign.is_ascii_alphanumeric() || sign == '_')
}

/// Where an error was read, and how far its words are believed.
#[derive(Clone, Copy, Debug)]
pub struct Source<'a> {
    /// The subgraph or the node.
    pub service: &'a str,
    /// The request, for the log.
    pub request_id: &'a str,
    /// Whether the subgraph runs in this very process.
    pub trusted: bool,
}

enum Known {
    Refusal(Code),
    Fault(FaultCode),
}

impl Known {
    fn named(name: &str) -> Option<Self> {
        let fault = FaultCode::ALL.iter().find(|code| code.name() == name).copied().map(Self::Fault);
        fault.or_else(|| Code::ALL.iter().find(|code| code.name() == name).copied().map(Self::Refusal))
    }

    fn name(&self) -> &'static str {
        match self {
            Self::Refusal(code) => code.name(),
            Self::Fault(code) => code.name(),
        }
    }

    fn sentence(&self, written: Option<&str>, trusted: bool) -> String {
        match (self, written) {
            (_, Some(written)) if trusted => written.to_owned(),
            (Self::Fault(code), _) => words::say_fault(*code).message,
            (Self::Refusal(code), _) => words::say(&kernel::refusal::Refusal::of(*code)).message,
        }
    }
}

/// Writes the cause of an `INTERNAL` down, once and short.
pub(crate) fn log_cause(cause: &str, source: Source<'_>) {
    let cause: String = cause.chars().filter(|sign| !sign.is_control()).take(300).collect();
    tracing::error!(request_id = source.request_id, service = source.service, cause, "subgraph fault");
}
