//! The network put together, and the ways to ask it.

use std::{
    collections::{HashMap, HashSet},
    sync::{Arc, Mutex, RwLock},
    time::Duration,
};

use kernel::{
    access::{
        Actor, Role,
        token::{self, KeySet, SigningKey},
    },
    chance::Chance,
    clock::{At, Clock},
};
use serde_json::{Value, json};

use super::{
    node::Machine,
    schemas::{Diary, registry, venue, venue_schema},
};
use crate::{
    Directory, Gateway, HttpNode, InProcess, Introspection, Limits, NodeSettings, Reply, Request, Sender, Settings,
    Shard, Sharded, Subgraph,
};

const SUPERGRAPH: &str = include_str!("supergraph.graphql");

/// Venues 1 to 3 on machines of their own, venue 4 hosted; no other.
pub(super) struct Network {
    pub(super) gateway: Arc<Gateway>,
    pub(super) machines: Vec<Machine>,
    pub(super) nodes: Vec<Arc<HttpNode>>,
    pub(super) diary: Diary,
    pub(super) key: SigningKey,
    pub(super) clock: Clock,
}

struct Shards(Mutex<HashMap<String, Shard>>);

impl Directory for Shards {
    fn owner(&self, venue: &str) -> Option<Shard> {
        self.0.lock().unwrap().get(venue).cloned()
    }
}

impl Network {
    pub(super) async fn start() -> Self {
        Self::with(Limits::default(), |settings| settings).await
    }

    /// With other limits or settings.
    pub(super) async fn with(limits: Limits, change: impl FnOnce(Settings<'_>) -> Settings<'_>) -> Self {
        let (clock, chance) = (Clock::by_hand(At(1_760_000_000_000)), Chance::from_seed(1));
        let key = SigningKey::from_seed([1; 32]);
        let keys = KeySet::of([key.public()]);
        let sender = Sender::new(key.clone(), clock.clone(), chance.clone()).unwrap();
        let diary = Diary::default();
        let hosted = Shard { name: "hosted".into(), node: Arc::new(InProcess::new("venue", venue_schema(&diary))) };
        let mut shards = HashMap::from([(venue(4), hosted)]);
        let (mut machines, mut nodes) = (Vec::new(), Vec::new());
        for number in 1..=3 {
            let machine = Machine::start(&venue(number), keys.clone(), clock.clone(), &diary).await;
            let settings = NodeSettings::of(venue(number), &machine.url);
            let settings = NodeSettings { probe_every: Duration::from_millis(10), ..settings };
            let node = Arc::new(HttpNode::new(settings, sender.clone()));
            shards.insert(venue(number), Shard { name: venue(number), node: node.clone() });
            machines.push(machine);
            nodes.push(node);
        }
        let sharded = Sharded::new(Arc::new(Shards(Mutex::new(shards))));
        let registry: Arc<dyn Subgraph> = Arc::new(InProcess::new("registry", registry()));
        let settings = Settings {
            supergraph: SUPERGRAPH,
            subgraphs: HashMap::from([("registry".to_owned(), registry), ("venue".to_owned(), Arc::new(sharded))]),
            keys: Arc::new(RwLock::new(keys)),
            revoked: Arc::default(),
            clock: clock.clone(),
            chance,
            limits,
            introspection: Introspection::Closed,
            money_fields: HashSet::from(["redeemCheques".to_owned()]),
        };
        let gateway = Arc::new(Gateway::load(change(settings)).unwrap());
        Self { gateway, machines, nodes, diary, key, clock }
    }

    pub(super) async fn reply(&self, query: &str, variables: Value) -> Reply {
        let variables = variables.as_object().cloned();
        self.gateway
            .answer(Actor::Anonymous, Request { query: query.to_owned(), variables, operation_name: None })
            .await
    }

    /// The body of an answer.
    pub(super) async fn ask(&self, query: &str) -> Value {
        self.reply(query, json!({})).await.body
    }

    /// A member and a token that proves it.
    pub(super) fn member(&self) -> (Actor, String) {
        let chance = Chance::from_seed(7);
        let actor = Actor::member(chance.id(), chance.id(), [Role::Operator]);
        let token = token::mint(&self.key, &actor, chance.bytes(), self.clock.now(), 10).unwrap();
        (actor, token)
    }

    /// Questions that all machines received.
    pub(super) fn asked(&self) -> usize {
        self.machines.iter().map(|machine| machine.asked.load(std::sync::atomic::Ordering::SeqCst)).sum()
    }
}

/// The codes of an answer's errors.
pub(super) fn codes(body: &Value) -> Vec<&str> {
    let errors = body["errors"].as_array().map(Vec::as_slice).unwrap_or_default();
    errors.iter().filter_map(|error| error["extensions"]["code"].as_str()).collect()
}
