//! Asking the network: typed questions, and what may come back besides the data.
//!
//! A *refusal* is data: a page asks for it with the rest and tells it to the person. A *fault* is a [`Trouble`]: its own page.

use cynic::{GraphQlResponse, Operation};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::Value;

use crate::{door::Question, portal::Portal, schema, trouble::Trouble, visitor::Visitor};

/// A refusal as every payload tells it. Put `refusal: Option<Refusal>` into the fragment of a payload.
#[derive(Clone, Debug, PartialEq, Eq, cynic::QueryFragment)]
pub struct Refusal {
    /// Stable, for programs.
    pub code: String,
    /// One sentence.
    pub message: String,
    /// What to do next.
    pub next_step: String,
}

/// Where a list stands. Put `page_info: PageInfo` into the fragment of a connection.
#[derive(Clone, Debug, PartialEq, Eq, cynic::QueryFragment)]
pub struct PageInfo {
    has_next_page: bool,
    end_cursor: Option<String>,
}

impl PageInfo {
    /// Where the next page begins, if there is one.
    pub fn next(&self) -> Option<String> {
        self.end_cursor.clone().filter(|_| self.has_next_page)
    }
}

/// A venue's machine that could not tell its part: the rest of the page stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Away {
    /// `VENUE_NODE_UNAVAILABLE`, `VENUE_NODE_TIMEOUT` or `VENUE_NODE_OLDER`.
    pub code: String,
    /// Which venue.
    pub venue: Option<String>,
    /// The field that is empty for it: `workshops`.
    pub field: Option<String>,
}

/// The data, and whose part is missing.
#[derive(Clone, Debug)]
pub struct Told<T> {
    /// As asked.
    pub data: T,
    /// Venues whose machine was away, with the sentence that the network has for it.
    pub away: Vec<Away>,
}

#[derive(Debug, Deserialize)]
struct Extensions {
    code: String,
    #[serde(rename = "venueId")]
    venue: Option<String>,
}

impl Portal {
    /// Asks in the name of the visitor. A venue's machine that is away leaves its fields empty and is no trouble.
    pub async fn ask<T, V>(&self, visitor: &Visitor, operation: Operation<T, V>) -> Result<T, Trouble>
    where
        T: DeserializeOwned + 'static,
        V: Serialize,
    {
        Ok(self.ask_partly(visitor, operation).await?.data)
    }

    /// The same, told which venues' machines were away.
    pub async fn ask_partly<T, V>(&self, visitor: &Visitor, operation: Operation<T, V>) -> Result<Told<T>, Trouble>
    where
        T: DeserializeOwned + 'static,
        V: Serialize,
    {
        let variables = serde_json::to_value(&operation.variables).map_err(|_| Trouble::Broken)?;
        let operation_name = operation.operation_name.map(|name| name.into_owned());
        let question = Question { query: operation.query, variables, operation_name, whence: None };
        read(self.door().ask(question, visitor.token()).await)
    }
}

/// What an answer holds, or the trouble that it tells.
pub(crate) fn read<T: DeserializeOwned>(body: Value) -> Result<Told<T>, Trouble> {
    let answer: GraphQlResponse<T, Extensions> = match serde_json::from_value(body.clone()) {
        Ok(answer) => answer,
        Err(error) => return Err(unreadable(&body, &error)),
    };
    let mut away = Vec::new();
    for error in answer.errors.unwrap_or_default() {
        let code = error.extensions.as_ref().map_or("", |known| known.code.as_str());
        if !code.starts_with("VENUE_NODE_") {
            return Err(Trouble::of_code(code));
        }
        let field = error.path.into_iter().flatten().rev().find_map(name_of);
        let venue = error.extensions.as_ref().and_then(|known| known.venue.clone());
        away.push(Away { code: code.to_owned(), venue, field });
    }
    let data = answer.data.ok_or(Trouble::Broken)?;
    Ok(Told { data, away })
}

fn name_of(step: cynic::GraphQlErrorPathSegment) -> Option<String> {
    match step {
        cynic::GraphQlErrorPathSegment::Field(name) => Some(name),
        cynic::GraphQlErrorPathSegment::Index(_) => None,
    }
}

/// Data that does not fit, because of an error that was told beside it, or because the two sides differ.
fn unreadable(body: &Value, error: &serde_json::Error) -> Trouble {
    let told = body.pointer("/errors/0/extensions/code").and_then(Value::as_str);
    match told {
        Some(code) if code.starts_with("VENUE_NODE_") => Trouble::Away,
        Some(code) => Trouble::of_code(code),
        None => {
            tracing::error!(line = error.line(), "the answer of the network cannot be read");
            Trouble::Broken
        }
    }
}
