//! A subgraph in another process.

use std::time::Duration;

use futures_util::future::join_all;
use kernel::refusal::FaultCode;
use serde_json::{Value, json};

use crate::{
    merge::Object,
    subgraph::{Answer, Call, Entities, Subgraph},
    trouble::Trouble,
    wire::{Lost, Post, Sender},
};

/// Things asked by themselves after a list of them failed as a whole; a longer list stays failed.
const MOST_ALONE: usize = 32;
/// Of them, at once.
const TOGETHER: usize = 8;

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
        match self.ask(&call, &call.variables).await {
            Ok(answer) if failed_whole(&call, &answer) => self.one_by_one(&call, answer).await,
            Ok(answer) => answer,
            Err(_) => away(),
        }
    }
}

impl HttpSubgraph {
    async fn ask(&self, call: &Call<'_>, variables: &Object) -> Result<Answer, Lost> {
        let post = Post {
            url: &self.url,
            service: &self.name,
            audience: &self.name,
            venue: None,
            text: &call.document.text,
            document: call.document,
            variables,
            caller: call.caller,
            patience: self.patience,
        };
        self.sender.ask(post).await
    }

    /// Some servers answer nothing at all for a list in which one thing fails, and do not say which: then each thing is
    /// asked by itself, once, so that the others are not lost.
    async fn one_by_one(&self, call: &Call<'_>, failed: Answer) -> Answer {
        let mut whole = Answer { data: failed.data, ..Answer::default() };
        for entities in &call.entities {
            if whole.data.get(entities.answer).is_some_and(Value::is_array) {
                continue;
            }
            let mut things = Vec::new();
            for some in call.representations(entities).chunks(TOGETHER) {
                let asked = join_all(some.iter().map(|representation| self.alone(call, entities, representation)));
                for answer in asked.await {
                    let (thing, troubles) = answer;
                    whole.troubles.extend(troubles.into_iter().map(|trouble| moved(trouble, things.len())));
                    things.push(thing);
                }
            }
            whole.data.insert(entities.answer.to_owned(), Value::Array(things));
        }
        whole
    }

    async fn alone(&self, call: &Call<'_>, entities: &Entities<'_>, representation: &Value) -> (Value, Vec<Trouble>) {
        let mut variables = call.variables.clone();
        for other in &call.entities {
            variables.insert(other.variable.to_owned(), json!([]));
        }
        variables.insert(entities.variable.to_owned(), json!([representation]));
        let mut answer = self.ask(call, &variables).await.unwrap_or_else(|_| away());
        let thing = answer.data.get_mut(entities.answer).and_then(|things| things.get_mut(0)).map(Value::take);
        (thing.unwrap_or_default(), answer.troubles)
    }
}

fn away() -> Answer {
    Answer { troubles: vec![Trouble::fault(FaultCode::Unavailable)], ..Answer::default() }
}

/// Whether a list of things, none of which came, is worth asking again.
fn failed_whole(call: &Call<'_>, answer: &Answer) -> bool {
    let missing =
        call.entities.iter().filter(|entities| !answer.data.get(entities.answer).is_some_and(Value::is_array));
    let things: usize = missing.map(|entities| call.representations(entities).len()).sum();
    !answer.troubles.is_empty() && (2..=MOST_ALONE).contains(&things)
}

/// What is the first of a list of one is this one of the whole list.
fn moved(mut trouble: Trouble, index: usize) -> Trouble {
    match trouble.path.get_mut(1) {
        Some(place) if place.is_number() => *place = json!(index),
        _ => trouble.path.clear(),
    }
    trouble
}
