//! Interfaces, unions, `@requires` and clashing aliases: plans that the network's own schema seldom makes.

use std::{
    collections::{HashMap, HashSet},
    sync::{Arc, Mutex, RwLock},
};

use kernel::{
    access::{Actor, token::KeySet},
    chance::Chance,
    clock::{At, Clock},
    refusal::FaultCode,
};
use serde_json::{Value, json};

use super::network::codes;
use crate::{Answer, Call, Gateway, Introspection, Limits, Object, Request, Settings, Subgraph, Trouble};

/// Two books and a film.
struct Shop;

#[async_trait::async_trait]
impl Subgraph for Shop {
    async fn call(&self, call: Call<'_>) -> Answer {
        let book = |id: &str, weight: i64| json!({ "__typename": "Book", "id": id, "title": id, "weight": weight });
        let film = json!({ "__typename": "Film", "id": "f", "title": "f" });
        let all = json!([book("b", 100), film, book("c", 200)]);
        Answer {
            data: call.document.roots.iter().map(|root| (root.key.clone(), all.clone())).collect(),
            troubles: vec![],
        }
    }
}

/// Answers whatever representations come; the film's length is what a test says.
struct Post {
    length: Value,
    seen: Mutex<Vec<Value>>,
}

impl Post {
    fn thing(&self, who: &Value, keys: &[&str]) -> Value {
        self.seen.lock().unwrap().push(who.clone());
        let mut thing = Object::new();
        for key in keys {
            thing.insert((*key).to_owned(), who["weight"].clone());
        }
        thing.insert("length".into(), self.length.clone());
        thing.insert("__typename".into(), who["__typename"].clone());
        Value::Object(thing)
    }
}

#[async_trait::async_trait]
impl Subgraph for Post {
    async fn call(&self, call: Call<'_>) -> Answer {
        let mut answer = Answer::default();
        for entities in &call.entities {
            // The keys under which the document wants the postage, however the plan named them.
            let words = call.document.text.split(|sign: char| !sign.is_alphanumeric() && sign != '_' && sign != ':');
            let keys: Vec<&str> = words.filter_map(|word| word.strip_suffix(':')).collect();
            let wanted = call.variables[entities.variable].as_array().unwrap();
            let things = wanted.iter().map(|who| self.thing(who, &[&keys[..], &["postage"]].concat())).collect();
            answer.data.insert(entities.answer.to_owned(), things);
            if self.length.is_null()
                && let Some(index) = wanted.iter().position(|who| who["__typename"] == "Film")
            {
                let path = vec![json!(entities.answer), json!(index), json!("length")];
                answer.troubles.push(Trouble::fault(FaultCode::Unavailable).at(path));
            }
        }
        answer
    }
}

async fn ask(length: Value, query: &str) -> (Value, Vec<Value>) {
    let post = Arc::new(Post { length, seen: Mutex::default() });
    let shop: Arc<dyn Subgraph> = Arc::new(Shop);
    let gateway = Gateway::load(Settings {
        supergraph: include_str!("media.graphql"),
        subgraphs: HashMap::from([("shop".to_owned(), shop), ("post".to_owned(), post.clone())]),
        keys: Arc::new(RwLock::new(KeySet::default())),
        revoked: Arc::default(),
        clock: Clock::by_hand(At(0)),
        chance: Chance::from_seed(5),
        limits: Limits::default(),
        introspection: Introspection::ToAll,
        money_fields: HashSet::new(),
    });
    let request = Request { query: query.to_owned(), ..Request::default() };
    let body = gateway.unwrap().answer(Actor::Anonymous, request).await.body;
    let seen = post.seen.lock().unwrap().clone();
    (body, seen)
}

#[tokio::test]
async fn an_interface_is_completed_type_by_type_with_what_is_required() {
    let query = "{ media { __typename title ... on Book { cheap: postage(class: \"a\") dear: postage(class: \"b\") } ... on Film { length } } }";
    let (body, mut seen) = ask(json!(90), query).await;
    let book = |id: &str, weight: i64| json!({ "__typename": "Book", "title": id, "cheap": weight, "dear": weight });
    let film = json!({ "__typename": "Film", "title": "f", "length": 90 });
    assert_eq!(body, json!({ "data": { "media": [book("b", 100), film, book("c", 200)] } }));
    seen.sort_by_key(|who| who["id"].as_str().map(str::to_owned));
    seen.dedup();
    let named = |id: &str, weight: i64| json!({ "__typename": "Book", "id": id, "weight": weight });
    assert_eq!(seen, [named("b", 100), named("c", 200), json!({ "__typename": "Film", "id": "f" })]);
}

#[tokio::test]
async fn a_union_member_without_its_required_field_is_null_and_the_error_is_at_its_place() {
    let query = "{ found { ... on Film { length } ... on Book { title } } media { id } }";
    let (body, _) = ask(Value::Null, query).await;
    assert_eq!(body["data"]["found"], json!([{ "title": "b" }, null, { "title": "c" }]));
    assert_eq!(codes(&body), ["UNAVAILABLE"]);
    assert_eq!(body["errors"][0]["path"], json!(["found", 1, "length"]));
}

#[tokio::test]
async fn one_key_with_two_meanings_is_told_apart() {
    let query = "{ media { ... on Book { x: postage } ... on Film { x: length } } }";
    let (body, _) = ask(json!(90), query).await;
    // Int and Int! may not share a key: refused before anybody is asked.
    assert_eq!(codes(&body), ["BAD_REQUEST"]);
}
