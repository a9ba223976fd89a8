//! Runs a plan: asks the subgraphs in the plan's order, puts their answers together, keeps what went wrong.

use std::{
    collections::{BTreeSet, HashMap},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use futures_util::{
    FutureExt,
    future::{BoxFuture, join_all},
};
use kernel::refusal::FaultCode;
use serde_json::Value;

use crate::{
    merge::{Down, Object, at, merge},
    plan::{EntityFetch, Fetch, Group, Prepared, Step},
    project::{Shown, project},
    represent::{Represented, apply_rewrite, represent},
    schema::Schema,
    subgraph::{Answer, Call, Caller, Entities, Subgraph},
    trouble::{Source, Trouble, log_cause},
};

/// Troubles that one answer tells.
const MOST_TROUBLES: usize = 200;

/// The subgraphs by name.
pub(crate) type Subgraphs = HashMap<String, Arc<dyn Subgraph>>;

/// What a run gives: the data asked for, and the troubles met.
pub(crate) struct Outcome {
    pub(crate) data: Value,
    pub(crate) troubles: Vec<Trouble>,
}

/// Runs a plan for a caller under variables that fit; `known` is the data that needs no subgraph.
pub(crate) async fn execute(
    schema: &Schema,
    subgraphs: &Subgraphs,
    prepared: &Prepared,
    variables: Object,
    caller: &Caller,
    known: Object,
) -> Outcome {
    let data = Mutex::new(Value::Object(known));
    let run = Run { schema, subgraphs, variables, caller, data, troubles: Mutex::default() };
    if let Some(step) = &prepared.step {
        run.step(step).await;
    }
    run.finish(prepared)
}

struct Run<'a> {
    schema: &'a Schema,
    subgraphs: &'a Subgraphs,
    variables: Object,
    caller: &'a Caller,
    data: Mutex<Value>,
    troubles: Mutex<Vec<Trouble>>,
}

impl<'a> Run<'a> {
    fn step<'s>(&'s self, step: &'s Step) -> BoxFuture<'s, ()> {
        async move {
            match step {
                Step::Sequence(steps) => {
                    for step in steps {
                        self.step(step).await;
                    }
                }
                Step::Parallel(steps) => {
                    join_all(steps.iter().map(|step| self.step(step))).await;
                }
                Step::Fetch(fetch) => self.fetch(fetch).await,
                Step::Entities(fetch) => self.entities(fetch).await,
            }
        }
        .boxed()
    }

    async fn fetch(&self, fetch: &Fetch) {
        let call = Call {
            document: &fetch.document,
            variables: self.used(&fetch.variables),
            entities: Vec::new(),
            caller: self.caller,
        };
        let answer = self.ask(&fetch.service, call).await;
        let mut data = Value::Object(answer.data);
        for rewrite in &fetch.output_rewrites {
            apply_rewrite(self.schema, &mut data, rewrite);
        }
        merge(&mut held(&self.data), data);
        held(&self.troubles).extend(answer.troubles);
    }

    async fn entities(&self, fetch: &EntityFetch) {
        let mut found = self.represented(fetch);
        if found.iter().all(|(_, found)| found.places.is_empty()) {
            return;
        }
        let mut variables = self.used(&fetch.variables);
        let mut entities = Vec::new();
        for (group, found) in &mut found {
            let representations = std::mem::take(&mut found.representations);
            variables.insert(group.variable.clone(), Value::Array(representations));
            entities.push(Entities { answer: &group.answer, variable: &group.variable });
        }
        let call = Call { document: &fetch.document, variables, entities, caller: self.caller };
        let mut answer = self.ask(&fetch.service, call).await;
        for (group, found) in &found {
            let told = answer.data.remove(&group.answer).unwrap_or_default();
            let is_thing = |thing: &Value| thing.is_object() || thing.is_null();
            let as_many =
                told.as_array().is_some_and(|things| things.len() == found.places.len() && things.iter().all(is_thing));
            match told {
                Value::Array(things) if as_many => self.place(group, found, things),
                // Why there is nothing was said already.
                Value::Null if !answer.troubles.is_empty() => {}
                _ => answer.troubles.push(self.not_as_asked(&fetch.service)),
            }
        }
        held(&self.troubles).extend(answer.troubles.into_iter().map(|trouble| placed(trouble, &found)));
    }

    fn represented<'f>(&self, fetch: &'f EntityFetch) -> Vec<(&'f Group, Represented<'f>)> {
        let data = held(&self.data);
        fetch.groups.iter().map(|group| (group, represent(self.schema, group, &data))).collect()
    }

    /// Puts each entity back at every place where its thing stands.
    fn place(&self, group: &Group, found: &Represented<'_>, things: Vec<Value>) {
        let mut data = held(&self.data);
        for (mut thing, places) in things.into_iter().zip(&found.places) {
            for rewrite in &group.output_rewrites {
                apply_rewrite(self.schema, &mut thing, rewrite);
            }
            forget_interface(self.schema, &mut thing);
            let Some((last, others)) = places.split_last() else { continue };
            for place in others {
                add(&mut data, place, thing.clone());
            }
            add(&mut data, last, thing);
        }
    }

    /// A subgraph that does not answer what it was asked: which place it means is anybody's guess.
    fn not_as_asked(&self, service: &str) -> Trouble {
        let source = Source { service, request_id: &self.caller.request_id, trusted: false };
        log_cause("entities are not as many as were asked", source);
        Trouble::fault(FaultCode::Internal)
    }

    async fn ask(&self, service: &str, call: Call<'_>) -> Answer {
        match self.subgraphs.get(service) {
            Some(subgraph) => subgraph.call(call).await,
            None => Answer { troubles: vec![Trouble::fault(FaultCode::Internal)], ..Answer::default() },
        }
    }

    fn used(&self, names: &BTreeSet<String>) -> Object {
        names.iter().filter_map(|name| Some((name.clone(), self.variables.get(name)?.clone()))).collect()
    }

    fn finish(self, prepared: &Prepared) -> Outcome {
        let mut data = match self.data.into_inner().unwrap_or_else(PoisonError::into_inner) {
            Value::Object(data) => data,
            _ => Object::new(),
        };
        let Shown { data, wrong, missing } = project(self.schema, prepared, &mut data);
        let mut troubles = once_per_venue(self.troubles.into_inner().unwrap_or_else(PoisonError::into_inner));
        let source = Source { service: "", request_id: &self.caller.request_id, trusted: false };
        for place in wrong {
            log_cause("a value is not of its type", source);
            troubles.push(Trouble::fault(FaultCode::Internal).at(place));
        }
        if troubles.is_empty() && (data.is_null() || !missing.is_empty()) {
            log_cause("null where nothing may be null", source);
            troubles.push(Trouble::fault(FaultCode::Internal).at(missing.into_iter().next().unwrap_or_default()));
        }
        troubles.truncate(MOST_TROUBLES);
        Outcome { data, troubles }
    }
}

fn add(data: &mut Value, place: &[Down<'_>], thing: Value) {
    if let Some(target) = at(data, place) {
        merge(target, thing);
    }
}

/// A subgraph that knows a thing only by its interface does not unsay what the thing is.
fn forget_interface(schema: &Schema, thing: &mut Value) {
    if let Value::Object(object) = thing
        && object.get("__typename").and_then(Value::as_str).is_some_and(|name| schema.is_abstract(name))
    {
        object.remove("__typename");
    }
}

/// Moves a trouble from its place in `_entities` to the first place of that thing in the data.
fn placed(mut trouble: Trouble, found: &[(&Group, Represented<'_>)]) -> Trouble {
    let place = match trouble.path.as_slice() {
        [Value::String(answer), Value::Number(index), rest @ ..] => {
            let group = found.iter().find(|(group, _)| group.answer == *answer);
            let index = index.as_u64().and_then(|index| usize::try_from(index).ok());
            let place = group.zip(index).and_then(|((_, found), index)| found.places.get(index)?.first());
            place.map(|place| join(place, rest))
        }
        _ => None,
    };
    trouble.path = place.unwrap_or_default();
    trouble
}

fn join(place: &[Down<'_>], rest: &[Value]) -> Vec<Value> {
    place.iter().map(Value::from).chain(rest.iter().cloned()).collect()
}

/// A venue that is away is said once, however many fields of it were asked.
fn once_per_venue(troubles: Vec<Trouble>) -> Vec<Trouble> {
    let mut said = BTreeSet::new();
    let first_word = |trouble: &Trouble| trouble.venue.clone().is_none_or(|venue| said.insert(venue));
    troubles.into_iter().filter(first_word).collect()
}

fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
