//! A gateway of one shop, or of any supergraph of which every part answers like that shop.

use std::{
    collections::{HashMap, HashSet},
    sync::{
        Arc, RwLock,
        atomic::{AtomicUsize, Ordering},
    },
};

use kernel::{
    access::{Actor, token::KeySet},
    chance::Chance,
    clock::{At, Clock},
};
use serde_json::{Value, json};

use super::network::codes;
use crate::{Answer, Call, Gateway, Introspection, Limits, Reply, Request, Settings, Subgraph};

/// A schema with a little of everything.
pub(super) const OPEN: &str = include_str!("open.graphql");

/// One book, whatever is asked; counts the questions.
#[derive(Default)]
struct Shop(AtomicUsize);

#[async_trait::async_trait]
impl Subgraph for Shop {
    async fn call(&self, call: Call<'_>) -> Answer {
        self.0.fetch_add(1, Ordering::SeqCst);
        let book = json!({ "__typename": "Book", "id": "b", "title": "B" });
        Answer {
            data: call.document.roots.iter().map(|root| (root.key.clone(), book.clone())).collect(),
            troubles: Vec::new(),
        }
    }
}

pub(super) struct Desk {
    gateway: Gateway,
    shop: Arc<Shop>,
    actor: Actor,
}

impl Desk {
    pub(super) fn of(supergraph: &str, introspection: Introspection, limits: Limits) -> Self {
        let shop = Arc::new(Shop::default());
        let names = ["shop", "registry", "cheques", "learners", "venue"];
        let all = names.map(|name| {
            let subgraph: Arc<dyn Subgraph> = shop.clone();
            (name.to_owned(), subgraph)
        });
        let gateway = Gateway::load(Settings {
            supergraph,
            subgraphs: HashMap::from(all),
            keys: Arc::new(RwLock::new(KeySet::default())),
            revoked: Arc::default(),
            clock: Clock::by_hand(At(0)),
            chance: Chance::from_seed(6),
            limits,
            introspection,
            money_fields: HashSet::new(),
        });
        Self { gateway: gateway.unwrap(), shop, actor: Actor::Anonymous }
    }

    pub(super) fn open() -> Self {
        Self::of(OPEN, Introspection::ToAll, Limits::default())
    }

    /// The same, asked by a member.
    pub(super) fn by_a_member(self) -> Self {
        let chance = Chance::from_seed(7);
        Self { actor: Actor::member(chance.id(), chance.id(), []), ..self }
    }

    async fn reply(&self, query: &str, variables: Value) -> Reply {
        let request =
            Request { query: query.to_owned(), variables: variables.as_object().cloned(), operation_name: None };
        self.gateway.answer(self.actor.clone(), request).await
    }

    /// The data of an answer without errors.
    pub(super) async fn data(&self, query: &str, variables: Value) -> Value {
        let body = self.reply(query, variables).await.body;
        assert_eq!(body.get("errors"), None, "{query}");
        body["data"].clone()
    }

    pub(super) async fn refused(&self, query: &str) -> (u16, String) {
        let reply = self.reply(query, json!({})).await;
        assert_eq!(reply.body.get("data"), None, "{query}");
        (reply.status.as_u16(), codes(&reply.body).join(" "))
    }

    /// Why a document is refused, as far as it is told.
    pub(super) async fn reason(&self, query: &str) -> Value {
        self.reply(query, json!({})).await.body["errors"][0]["extensions"]["details"].clone()
    }

    pub(super) fn asked(&self) -> usize {
        self.shop.0.load(Ordering::SeqCst)
    }
}
