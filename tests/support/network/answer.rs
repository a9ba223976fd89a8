//! What came back, and how a story looks at it.

use gateway::Reply;
use serde_json::Value;

/// The answer to one request.
#[derive(Clone, Debug)]
#[must_use = "a story says what it expects"]
pub(crate) struct Answer {
    field: &'static str,
    status: u16,
    body: Value,
}

/// A refusal as it was said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Said {
    pub(crate) code: String,
    pub(crate) message: String,
    pub(crate) next_step: String,
}

impl Answer {
    pub(crate) fn of(field: &'static str, reply: Reply) -> Self {
        Self { field, status: reply.status.as_u16(), body: reply.body }
    }

    /// It was done: the half of the payload that is not the refusal.
    #[track_caller]
    pub(crate) fn ok(self) -> Value {
        let payload = self.clone().shown();
        assert!(payload["refusal"].is_null(), "{} was to be done: {}", self.field, self.body);
        let halves = payload.as_object().unwrap_or_else(|| panic!("no payload: {}", self.body));
        halves.values().find(|half| !half.is_null()).cloned().unwrap_or_else(|| panic!("nothing done: {}", self.body))
    }

    /// It was refused with that code, in French, with a next step, and nothing was done.
    #[track_caller]
    pub(crate) fn refused(self, code: &str) -> Said {
        let said = self.refusal().unwrap_or_else(|| panic!("{code} expected from {}: {}", self.field, self.body));
        assert_eq!(said.code, code, "{}: {}", self.field, self.body);
        assert!(!said.message.is_empty() && !said.next_step.is_empty(), "no sentence: {}", self.body);
        // A cheque or a booklet that would be refused is shown with its refusal; everything else is done or refused.
        let shown = |(name, half): (&String, &Value)| name != "refusal" && name != "nodes" && !half.is_null();
        let both = self.body["data"][self.field].as_object().is_some_and(|halves| halves.iter().any(shown));
        assert!(!both || matches!(self.field, "cheque" | "carnet" | "communes"), "done and refused: {}", self.body);
        said
    }

    /// What a query shows: its root field, without any error.
    #[track_caller]
    pub(crate) fn shown(self) -> Value {
        assert!(self.body.get("errors").is_none(), "{}: {}", self.field, self.body);
        self.body["data"][self.field].clone()
    }

    /// The nodes of a page.
    #[track_caller]
    pub(crate) fn nodes(self) -> Vec<Value> {
        let page = self.shown();
        let edges = page["edges"].as_array().unwrap_or_else(|| panic!("no page: {page}"));
        edges.iter().map(|edge| edge["node"].clone()).collect()
    }

    /// The code of the first error.
    #[track_caller]
    pub(crate) fn fault(&self) -> &str {
        self.body["errors"][0]["extensions"]["code"].as_str().unwrap_or_else(|| panic!("no error: {}", self.body))
    }

    /// The refusal, if it is one.
    pub(crate) fn refusal(&self) -> Option<Said> {
        let refusal = &self.body["data"][self.field]["refusal"];
        let text = |name: &str| refusal[name].as_str().unwrap_or_default().to_owned();
        (!refusal.is_null()).then(|| Said { code: text("code"), message: text("message"), next_step: text("nextStep") })
    }

    /// The whole answer, byte for byte.
    pub(crate) fn text(&self) -> String {
        format!("{} {}", self.status, self.body)
    }

    /// The whole answer.
    pub(crate) fn body(&self) -> &Value {
        &self.body
    }
}

/// The text of a JSON string.
#[track_caller]
pub(crate) fn text(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("no text: {value}")).to_owned()
}
