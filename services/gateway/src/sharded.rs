//! One subgraph served by many machines: each question is cut by the venue concerned, asked of each owner, and put
//! together again in order.
//!
//! Root fields say their venue by the argument `venueId`; entities by their field `venueId`, or else `id` (a venue itself).
//! A machine that is away leaves nulls and one trouble for each of its venues; the others are complete.

use std::{collections::BTreeSet, sync::Arc};

use futures_util::future::join_all;
use kernel::refusal::FaultCode;
use serde_json::{Value, json};

use crate::{
    shard::{Ask, Directory, Shard},
    subgraph::{Answer, Call, Document, Root, Subgraph},
    trouble::Trouble,
};

const VENUE: &str = "venueId";

/// The `venue` subgraph over all accredited machines.
pub struct Sharded {
    directory: Arc<dyn Directory>,
}

impl Sharded {
    /// Sharded by this directory, which is asked anew for each request.
    pub fn new(directory: Arc<dyn Directory>) -> Self {
        Self { directory }
    }

    async fn roots(&self, call: &Call<'_>) -> Answer {
        let parts = self.root_parts(call);
        let mut whole = Answer::default();
        if call.document.mutation {
            for part in &parts {
                add(&mut whole, part.ask(call).await);
            }
        } else {
            for answer in join_all(parts.iter().map(|part| part.ask(call))).await {
                add(&mut whole, answer);
            }
        }
        whole
    }

    /// The root fields by owner; in a mutation only neighbours go together, so that the order stays.
    fn root_parts<'c>(&self, call: &'c Call<'_>) -> Vec<RootPart<'c>> {
        let mut parts: Vec<RootPart<'c>> = Vec::new();
        for root in &call.document.roots {
            let Some(venue) = root.argument(VENUE, &call.variables) else { continue };
            let Some(shard) = self.directory.owner(venue) else { continue };
            let last = parts.len().saturating_sub(1);
            let from = if call.document.mutation { last } else { 0 };
            match parts.iter_mut().skip(from).find(|part| part.shard.name == shard.name) {
                Some(part) => part.roots.push((venue, root)),
                None => parts.push(RootPart { shard, roots: vec![(venue, root)] }),
            }
        }
        parts
    }

    async fn entities(&self, call: &Call<'_>) -> Answer {
        let parts = self.entity_parts(call);
        let mut whole = Answer::default();
        for (group, entities) in call.entities.iter().enumerate() {
            let nothing = vec![Value::Null; representations(call, group).len()];
            whole.data.insert(entities.answer.to_owned(), Value::Array(nothing));
        }
        let answers = join_all(parts.iter().map(|part| part.ask(call))).await;
        for (part, answer) in parts.iter().zip(answers) {
            part.put_back(call, answer, &mut whole);
        }
        whole
    }

    fn entity_parts(&self, call: &Call<'_>) -> Vec<EntityPart> {
        let mut parts: Vec<EntityPart> = Vec::new();
        for group in 0..call.entities.len() {
            for (index, representation) in representations(call, group).iter().enumerate() {
                let Some(venue) = owner_of(representation) else { continue };
                let Some(shard) = self.directory.owner(venue) else { continue };
                let part = match parts.iter().position(|part| part.shard.name == shard.name) {
                    Some(known) => &mut parts[known],
                    None => {
                        parts.push(EntityPart::new(shard, call.entities.len()));
                        let last = parts.len() - 1;
                        &mut parts[last]
                    }
                };
                part.take(venue, call.entities[group].answer, group, index);
            }
        }
        parts
    }
}

#[async_trait::async_trait]
impl Subgraph for Sharded {
    async fn call(&self, call: Call<'_>) -> Answer {
        if call.entities.is_empty() { self.roots(&call).await } else { self.entities(&call).await }
    }
}

/// The root fields that one machine answers, each with its venue.
struct RootPart<'c> {
    shard: Shard,
    roots: Vec<(&'c str, &'c Root)>,
}

impl RootPart<'_> {
    async fn ask(&self, call: &Call<'_>) -> Answer {
        let roots: Vec<&Root> = self.roots.iter().map(|(_, root)| *root).collect();
        let whole = roots.len() == call.document.roots.len();
        let text = if whole { call.document.text.clone() } else { call.document.part(&roots) };
        let variables = if whole { call.variables.clone() } else { Document::part_variables(&roots, &call.variables) };
        let venues: BTreeSet<&str> = self.roots.iter().map(|(venue, _)| *venue).collect();
        let venue = single(venues.iter().copied());
        match self
            .shard
            .node
            .ask(Ask { text: &text, document: call.document, variables, caller: call.caller, venue })
            .await
        {
            Ok(mut answer) => {
                answer.data.retain(|key, _| roots.iter().any(|root| root.key == *key));
                answer
            }
            Err(code) => self.away(code, &venues),
        }
    }

    fn away(&self, code: FaultCode, venues: &BTreeSet<&str>) -> Answer {
        let first = |venue: &&str| self.roots.iter().find(|(owner, _)| owner == venue).map(|(_, root)| json!(root.key));
        let trouble = |venue: &&str| Trouble::of_venue(code, venue).at(first(venue).into_iter().collect());
        Answer { troubles: venues.iter().map(trouble).collect(), ..Answer::default() }
    }
}

/// The representations that one machine answers.
struct EntityPart {
    shard: Shard,
    /// For each group of the call, which of its representations.
    picked: Vec<Vec<usize>>,
    /// Each venue concerned, with its first place in the answer.
    venues: Vec<(String, Vec<Value>)>,
}

impl EntityPart {
    fn new(shard: Shard, groups: usize) -> Self {
        Self { shard, picked: vec![Vec::new(); groups], venues: Vec::new() }
    }

    fn take(&mut self, venue: &str, answer: &str, group: usize, index: usize) {
        self.picked[group].push(index);
        if !self.venues.iter().any(|(known, _)| known == venue) {
            self.venues.push((venue.to_owned(), vec![json!(answer), json!(index)]));
        }
    }

    async fn ask(&self, call: &Call<'_>) -> Result<Answer, FaultCode> {
        let mut variables = call.variables.clone();
        for (group, picked) in self.picked.iter().enumerate() {
            let all = representations(call, group);
            let mine = picked.iter().filter_map(|index| all.get(*index).cloned()).collect();
            variables.insert(call.entities[group].variable.to_owned(), Value::Array(mine));
        }
        let venue = single(self.venues.iter().map(|(venue, _)| venue.as_str()));
        self.shard
            .node
            .ask(Ask { text: &call.document.text, document: call.document, variables, caller: call.caller, venue })
            .await
    }

    fn put_back(&self, call: &Call<'_>, answer: Result<Answer, FaultCode>, whole: &mut Answer) {
        match answer {
            Ok(mut answer) => {
                for (group, picked) in self.picked.iter().enumerate() {
                    let key = call.entities[group].answer;
                    scatter(answer.data.remove(key), picked, whole.data.get_mut(key));
                }
                let moved = answer.troubles.into_iter().map(|trouble| self.renumbered(call, trouble));
                whole.troubles.extend(moved);
            }
            Err(code) => {
                let trouble = |(venue, place): &(String, Vec<Value>)| Trouble::of_venue(code, venue).at(place.clone());
                whole.troubles.extend(self.venues.iter().map(trouble));
            }
        }
    }

    /// The place in the whole answer, for a place in this machine's answer.
    fn renumbered(&self, call: &Call<'_>, mut trouble: Trouble) -> Trouble {
        if let [Value::String(key), Value::Number(index), ..] = trouble.path.as_slice() {
            let group = call.entities.iter().position(|entities| entities.answer == key);
            let index = index.as_u64().and_then(|index| usize::try_from(index).ok());
            let original = group.zip(index).and_then(|(group, index)| self.picked[group].get(index));
            match original {
                Some(original) => trouble.path[1] = json!(original),
                None => trouble.path.clear(),
            }
        }
        trouble
    }
}

fn scatter(from: Option<Value>, picked: &[usize], to: Option<&mut Value>) {
    let (Some(Value::Array(from)), Some(Value::Array(to))) = (from, to) else { return };
    for (index, thing) in picked.iter().zip(from) {
        if let Some(place) = to.get_mut(*index) {
            *place = thing;
        }
    }
}

fn representations<'c>(call: &'c Call<'_>, group: usize) -> &'c [Value] {
    call.entities.get(group).map_or(&[], |entities| call.representations(entities))
}

fn owner_of(representation: &Value) -> Option<&str> {
    let said = representation.get(VENUE).or_else(|| representation.get("id"));
    said.and_then(Value::as_str)
}

fn single<'v>(mut venues: impl Iterator<Item = &'v str>) -> Option<&'v str> {
    let first = venues.next();
    if venues.next().is_some() { None } else { first }
}

fn add(whole: &mut Answer, part: Answer) {
    whole.data.extend(part.data);
    whole.troubles.extend(part.troubles);
}
