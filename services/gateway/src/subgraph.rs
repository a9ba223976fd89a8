//! What a subgraph is to the gateway: something that is asked a document and answers data and troubles.

use std::collections::BTreeSet;

use kernel::access::{Actor, Whence};
use serde_json::Value;
use tokio::time::Instant;

use crate::{merge::Object, selection::Argument, shape::Shape, trouble::Trouble};

/// Somebody who answers for one subgraph of the network.
#[async_trait::async_trait]
pub trait Subgraph: Send + Sync {
    /// Asks; whatever goes wrong comes back as troubles beside what data there is.
    async fn call(&self, call: Call<'_>) -> Answer;
}

/// One question to a subgraph.
#[derive(Clone, Debug)]
pub struct Call<'a> {
    /// What is asked.
    pub document: &'a Document,
    /// The variables of the document, representations included.
    pub variables: Object,
    /// The `_entities` fields of the document; none when root fields are asked.
    pub entities: Vec<Entities<'a>>,
    /// Who asks.
    pub caller: &'a Caller,
}

impl Call<'_> {
    /// The representations of one of its `_entities` fields.
    pub fn representations(&self, entities: &Entities<'_>) -> &[Value] {
        self.variables.get(entities.variable).and_then(Value::as_array).map_or(&[], Vec::as_slice)
    }
}

/// One `_entities` field of a document.
#[derive(Clone, Copy, Debug)]
pub struct Entities<'a> {
    /// The key under which the answer comes.
    pub answer: &'a str,
    /// The variable that carries the representations.
    pub variable: &'a str,
}

/// On whose behalf a request runs, until when.
#[derive(Clone, Debug)]
pub struct Caller {
    /// Who asks.
    pub actor: Actor,
    /// From where, as far as it is known.
    pub whence: Option<Whence>,
    /// The name of the request in every log.
    pub request_id: String,
    /// When nobody waits for the answer any more.
    pub deadline: Instant,
}

/// What came back.
#[derive(Clone, Debug, Default)]
pub struct Answer {
    /// The data, as far as there is any.
    pub data: Object,
    /// What went wrong, already in words for outside.
    pub troubles: Vec<Trouble>,
}

/// A document for a subgraph: as one text, and as its root fields for whoever has to split it.
#[derive(Clone, Debug, Default)]
pub struct Document {
    /// The whole text.
    pub text: String,
    /// Whether it changes anything: then its root fields keep their order.
    pub mutation: bool,
    /// Its root fields, in order.
    pub roots: Vec<Root>,
    /// The variables it declares, as `($name:Type=default)` writes them.
    pub declared: Vec<Variable>,
    /// What its answer may hold.
    pub(crate) shape: Shape,
}

/// A variable declared by a document.
#[derive(Clone, Debug)]
pub struct Variable {
    /// Its name.
    pub name: String,
    /// Its declaration: `$name:Type`.
    pub text: String,
}

/// One root field of a document.
#[derive(Clone, Debug)]
pub struct Root {
    /// Its alias, or its name.
    pub key: String,
    /// Its text, fragments written out.
    pub text: String,
    /// The arguments given as text, as true or false, or by a variable.
    pub arguments: Vec<(String, Argument)>,
    /// The variables used in it.
    pub variables: BTreeSet<String>,
}

impl Root {
    /// The text given for an argument under these variables.
    pub fn argument<'a>(&'a self, name: &str, variables: &'a Object) -> Option<&'a str> {
        let (_, argument) = self.arguments.iter().find(|(given, _)| given == name)?;
        argument.text(variables)
    }
}

impl Document {
    /// The text of a document that asks only some of the root fields.
    pub fn part(&self, roots: &[&Root]) -> String {
        let used: BTreeSet<&str> = roots.iter().flat_map(|root| &root.variables).map(String::as_str).collect();
        let declared = self.declared.iter().filter(|variable| used.contains(variable.name.as_str()));
        let declared: Vec<&str> = declared.map(|variable| variable.text.as_str()).collect();
        let kind = if self.mutation { "mutation" } else { "query" };
        let fields: Vec<&str> = roots.iter().map(|root| root.text.as_str()).collect();
        match declared.is_empty() {
            true => format!("{kind}{{{}}}", fields.join(" ")),
            false => format!("{kind}({}){{{}}}", declared.join(","), fields.join(" ")),
        }
    }

    /// The variables that such a part needs, out of all that were given.
    pub fn part_variables(roots: &[&Root], given: &Object) -> Object {
        let used = roots.iter().flat_map(|root| &root.variables);
        used.filter_map(|name| Some((name.clone(), given.get(name)?.clone()))).collect()
    }
}
