//! A subgraph in another process.

use std::time::Duration;

use kernel::refusal::FaultCode;

use crate::{
    subgraph::{Answer, Call, Subgraph},
    trouble::Trouble,
    wire::{Post, Sender},
};

/// A subgraph reached over HTTP; its audience in assertions is its own name.
pub struct HttpSubgraph {
    /// Its name in the supergraph.
    pub name: String,
    /// Where it is asked.
    pub url: String,
    /// How long it is waited for.
    pub patience: Duration,
    /// What requests are sent with.
    pub sender: Sender,
}

#[async_trait::async_trait]
impl Subgraph for HttpSubgraph {
    async fn call(&self, call: Call<'_>) -> Answer {
        let post = Post {
            url: &self.url,
            service: &self.name,
            audience: &self.name,
            venue: None,
            text: &call.document.text,
            variables: &call.variables,
            caller: call.caller,
            patience: self.patience,
        };
        let lost = |_| Answer { troubles: vec![Trouble::fault(FaultCode::Unavailable)], ..Answer::default() };
        self.sender.ask(post).await.unwrap_or_else(lost)
    }
}
