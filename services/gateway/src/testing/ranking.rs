//! Things that two subgraphs know only by their interface, and conditions at fragments: what the planner is weak at.

use std::{
    collections::{HashMap, HashSet},
    sync::{Arc, RwLock},
};

use kernel::{
    access::{Actor, token::KeySet},
    chance::Chance,
    clock::{At, Clock},
    refusal::FaultCode,
};
use serde_json::{Value, json};

use super::network::codes;
use crate::{Answer, Call, Gateway, Introspection, Limits, Request, Settings, Subgraph, Trouble};

/// A pen and a pad, as each subgraph knows them.
#[derive(Clone, Copy)]
enum Shop {
    Desk,
    /// Says nothing of what it is asked by key.
    DeskInSilence,
    Ratings,
    Stock,
}

impl Shop {
    fn thing(self, id: &str) -> Value {
        match (self, id) {
            (Self::Desk, "pen") => json!({ "__typename": "Pen", "id": "pen", "ink": "blue" }),
            (Self::Desk, _) => json!({ "__typename": "Pad", "id": "pad", "sheets": 80 }),
            (Self::DeskInSilence, _) => Value::Null,
            (Self::Ratings, id) => json!({ "__typename": "Item", "id": id, "stars": 4 }),
            (Self::Stock, _) => json!({ "left": 3 }),
        }
    }
}

#[async_trait::async_trait]
impl Subgraph for Shop {
    async fn call(&self, call: Call<'_>) -> Answer {
        let mut answer = Answer::default();
        let both = [self.thing("pen"), self.thing("pad")];
        answer.data.extend(call.document.roots.iter().map(|root| (root.key.clone(), json!(both))));
        for entities in &call.entities {
            let wanted = call.variables[entities.variable].as_array().unwrap();
            let things = wanted.iter().map(|who| self.thing(who["id"].as_str().unwrap())).collect();
            answer.data.insert(entities.answer.to_owned(), things);
        }
        if matches!(self, Self::DeskInSilence) {
            answer.troubles.push(Trouble::fault(FaultCode::Unavailable));
        }
        answer
    }
}

struct Street(Gateway);

impl Street {
    fn with(shop: Shop) -> Self {
        let subgraphs = [("shop", shop), ("ratings", Shop::Ratings), ("stock", Shop::Stock)];
        let subgraphs = subgraphs.map(|(name, shop)| {
            let subgraph: Arc<dyn Subgraph> = Arc::new(shop);
            (name.to_owned(), subgraph)
        });
        let gateway = Gateway::load(Settings {
            supergraph: include_str!("ranking.graphql"),
            subgraphs: HashMap::from(subgraphs),
            keys: Arc::new(RwLock::new(KeySet::default())),
            revoked: Arc::default(),
            clock: Clock::by_hand(At(0)),
            chance: Chance::from_seed(8),
            limits: Limits::default(),
            introspection: Introspection::ToAll,
            money_fields: HashSet::new(),
        });
        Self(gateway.unwrap())
    }

    async fn ask(&self, query: &str, variables: Value) -> Value {
        let variables = variables.as_object().cloned();
        let request = Request { query: query.to_owned(), variables, operation_name: None };
        self.0.answer(Actor::Anonymous, request).await.body
    }

    /// The data of an answer without errors.
    async fn data(&self, query: &str, variables: Value) -> Value {
        let body = self.ask(query, variables).await;
        assert_eq!(body.get("errors"), None, "{query} {body}");
        body["data"].clone()
    }
}

#[tokio::test]
async fn a_thing_stays_what_it_is_when_another_subgraph_knows_only_its_interface() {
    let street = Street::with(Shop::Desk);
    let data = street.data("{ best { ... on Pad { left } } }", json!({})).await;
    assert_eq!(data, json!({ "best": [{}, { "left": 3 }] }));
    let data = street.data("{ best { stars __typename ... on Pen { ink left } } }", json!({})).await;
    let pen = json!({ "stars": 4, "__typename": "Pen", "ink": "blue", "left": 3 });
    assert_eq!(data, json!({ "best": [pen, { "stars": 4, "__typename": "Pad" }] }));
}

#[tokio::test]
async fn the_name_of_an_interface_is_never_told_as_a_type() {
    let street = Street::with(Shop::DeskInSilence);
    assert_eq!(street.data("{ best { id } }", json!({})).await, json!({ "best": [{ "id": "pen" }, { "id": "pad" }] }));
    let body = street.ask("{ best { id __typename } }", json!({})).await;
    assert_eq!(body["data"], json!({ "best": [null, null] }));
    assert_eq!(codes(&body), ["UNAVAILABLE"]);
}

#[tokio::test]
async fn conditions_stand_at_any_fragment_and_each_request_decides_its_own() {
    let street = Street::with(Shop::Desk);
    let query = "query Pile($no: Boolean!, $yes: Boolean = true) {
        ... on Query @include(if: $yes) { pile { ... on Item @skip(if: $no) { id } ... on Any @include(if: $yes) { ... on Pad { sheets } } } }
        pile { ...Inked @skip(if: $no) ... on Pad { id @include(if: $no) } }
    }
    fragment Inked on Item { ... on Item { ... on Pen { ink } } }";
    let all = json!({ "pile": [{ "id": "pen", "ink": "blue" }, { "id": "pad", "sheets": 80 }] });
    let some = json!({ "pile": [{}, { "sheets": 80, "id": "pad" }] });
    let none = json!({ "pile": [{}, { "id": "pad" }] });
    for _ in 0..2 {
        assert_eq!(street.data(query, json!({ "no": false })).await, all);
        assert_eq!(street.data(query, json!({ "no": true })).await, some);
        assert_eq!(street.data(query, json!({ "no": true, "yes": false })).await, none);
    }
    assert_eq!(codes(&street.ask(query, json!({ "no": "maybe" })).await), ["BAD_REQUEST"]);
    assert_eq!(codes(&street.ask(query, json!({})).await), ["BAD_REQUEST"]);
}

#[tokio::test]
async fn what_conditions_leave_empty_is_still_there() {
    let street = Street::with(Shop::Desk);
    let data = street.data("{ pile { ... on Pen { ink @include(if: false) } } }", json!({})).await;
    assert_eq!(data, json!({ "pile": [{}, {}] }));
    let data = street.data("{ best { ... on Pad { left @skip(if: true) } } }", json!({})).await;
    assert_eq!(data, json!({ "best": [{}, {}] }));
    assert_eq!(street.data("{ pile @skip(if: true) { __typename } }", json!({})).await, json!({}));
}
