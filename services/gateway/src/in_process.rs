//! A subgraph that runs in this very process: an `async_graphql` schema, asked without a wire between.

use std::sync::Arc;

use async_graphql::{
    Executor, Request, Response, Variables,
    parser::{parse_query, types::ExecutableDocument},
};
use kernel::refusal::FaultCode;
use moka::sync::Cache;
use serde_json::Value;
use tracing::Instrument;

use crate::{
    merge::Object,
    shard::{Ask, Node},
    subgraph::{Answer, Call, Caller, Subgraph},
    trouble::{Source, Trouble, log_cause},
};

/// The name of the request, as resolvers find it in their context beside the `Actor`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequestId(pub String);

/// Adds what resolvers need for one request, such as its own data loaders.
type Prepare = Arc<dyn Fn(Request, &Caller) -> Request + Send + Sync>;

/// Bytes of documents whose parsed form is kept: plans ask the same few again and again.
const DOCUMENT_BYTES: u64 = 1024 * 1024;

/// An `async_graphql` schema as a [`Subgraph`], or as the [`Node`] of hosted venues.
#[derive(Clone)]
pub struct InProcess<E> {
    name: &'static str,
    executor: E,
    prepare: Prepare,
    parsed: Cache<String, Arc<ExecutableDocument>>,
}

impl<E: Executor> InProcess<E> {
    /// The schema under its name in the supergraph. Resolvers find the `Actor`, the [`RequestId`] and, where it is known, the
    /// `Whence` in their context.
    pub fn new(name: &'static str, executor: E) -> Self {
        let length = |text: &String, _: &Arc<ExecutableDocument>| u32::try_from(text.len()).unwrap_or(u32::MAX);
        let parsed = Cache::builder().weigher(length).max_capacity(DOCUMENT_BYTES).build();
        Self { name, executor, prepare: Arc::new(|request, _| request), parsed }
    }

    /// The same, with more put into the context of each request.
    pub fn preparing(mut self, prepare: impl Fn(Request, &Caller) -> Request + Send + Sync + 'static) -> Self {
        self.prepare = Arc::new(prepare);
        self
    }

    async fn run(&self, text: &str, variables: Object, caller: &Caller) -> Answer {
        let mut request = Request::new(text)
            .variables(Variables::from_json(Value::Object(variables)))
            .data(caller.actor.clone())
            .data(RequestId(caller.request_id.clone()));
        if let Some(whence) = &caller.whence {
            request = request.data(whence.clone());
        }
        if let Some(document) = self.parsed(text) {
            request.set_parsed_query(document);
        }
        let span = tracing::info_span!("subgraph", request_id = caller.request_id, service = self.name);
        let response = self.executor.execute((self.prepare)(request, caller)).instrument(span).await;
        self.read(response, caller)
    }

    /// A document parsed now or before; nothing for one that the schema is to refuse in its own words.
    fn parsed(&self, text: &str) -> Option<ExecutableDocument> {
        if let Some(document) = self.parsed.get(text) {
            return Some(ExecutableDocument::clone(&document));
        }
        let document = parse_query(text).ok()?;
        self.parsed.insert(text.to_owned(), Arc::new(document.clone()));
        Some(document)
    }

    fn read(&self, response: Response, caller: &Caller) -> Answer {
        let source = Source { service: self.name, request_id: &caller.request_id, trusted: true };
        let written = response.errors.iter().map(serde_json::to_value);
        let mut troubles: Vec<Trouble> =
            written.map(|error| Trouble::read(&error.unwrap_or_default(), source)).collect();
        let data = match response.data.into_json() {
            Ok(Value::Object(data)) => data,
            Ok(_) => Object::new(),
            Err(error) => {
                log_cause(&error.to_string(), source);
                troubles.push(Trouble::fault(FaultCode::Internal));
                Object::new()
            }
        };
        Answer { data, troubles }
    }
}

#[async_trait::async_trait]
impl<E: Executor> Subgraph for InProcess<E> {
    async fn call(&self, call: Call<'_>) -> Answer {
        self.run(&call.document.text, call.variables, call.caller).await
    }
}

#[async_trait::async_trait]
impl<E: Executor> Node for InProcess<E> {
    async fn ask(&self, ask: Ask<'_>) -> Result<Answer, FaultCode> {
        Ok(self.run(ask.text, ask.variables, ask.caller).await)
    }
}
