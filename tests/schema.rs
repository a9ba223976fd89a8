//! The schema as it is published: each subgraph as the code speaks it, the composition neither stale nor unusable.

use std::{collections::HashMap, fs, sync::Arc};

use gateway::{Answer, Call, Gateway, Introspection, Limits, Settings, Subgraph};
use kernel::{
    access::token::KeySet,
    chance::Chance,
    clock::{At, Clock},
};

use crate::support::{
    root,
    sdl::{members, root_fields},
};

fn subgraphs() -> [(&'static str, String); 4] {
    [
        ("registry", registry::graph::sdl()),
        ("cheques", cheques::graph::sdl()),
        ("learners", learners::graph::sdl()),
        ("venue", node::graph::sdl()),
    ]
}

fn published(name: &str) -> String {
    let path = root().join("schema").join(format!("{name}.graphql"));
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("schema/{name}.graphql: {error}"))
}

#[test]
fn each_subgraph_is_published_as_it_speaks() {
    for (name, sdl) in subgraphs() {
        let same = published(name).trim() == sdl.trim();
        assert!(same, "schema/{name}.graphql is not what the service speaks: print it again and compose (ops/)");
    }
}

#[test]
fn the_composition_has_every_member_of_every_subgraph() {
    let composed = members(&published("supergraph"));
    let client = members(&published("passegue"));
    let mut missing = Vec::new();
    for (name, sdl) in subgraphs() {
        for (kind, its) in members(&sdl).into_iter().filter(|(kind, _)| !kind.starts_with('_')) {
            for member in its.into_iter().filter(|member| !member.starts_with('_')) {
                let known = |whole: &std::collections::BTreeMap<_, std::collections::BTreeSet<_>>| {
                    whole.get(&kind).is_some_and(|members| members.contains(&member))
                };
                if !known(&composed) || !known(&client) {
                    missing.push(format!("{name}: {kind}.{member}"));
                }
            }
        }
    }
    assert!(missing.is_empty(), "compose the schema again; it lacks:\n{}", missing.join("\n"));
}

#[test]
fn the_composition_has_nothing_that_no_subgraph_speaks() {
    let spoken: Vec<String> = subgraphs().into_iter().flat_map(|(_, sdl)| root_fields(&sdl).into_keys()).collect();
    for file in ["supergraph", "passegue"] {
        let fields = root_fields(&published(file));
        let strange: Vec<_> = fields.keys().filter(|field| !spoken.contains(field)).collect();
        assert!(strange.is_empty(), "schema/{file}.graphql has {strange:?}");
    }
}

/// The library gives null for a variable that was left out: where null does not fit, a right request would fail.
#[test]
fn an_argument_that_may_be_left_out_takes_null() {
    let taken = |line: &&str| line.contains('(') && line.contains("! = ") && !line.contains("directive @");
    for (name, sdl) in subgraphs() {
        let wrong: Vec<&str> = sdl.lines().filter(taken).map(str::trim).collect();
        assert!(wrong.is_empty(), "{name}: {wrong:?}");
    }
}

/// Answers nothing: the gateway only has to load.
struct Nobody;

#[async_trait::async_trait]
impl Subgraph for Nobody {
    async fn call(&self, _call: Call<'_>) -> Answer {
        Answer::default()
    }
}

#[test]
fn the_composition_loads_in_the_gateway() {
    let nobody: Arc<dyn Subgraph> = Arc::new(Nobody);
    let loaded = Gateway::load(Settings {
        supergraph: &published("supergraph"),
        subgraphs: HashMap::from_iter(subgraphs().map(|(name, _)| (name.to_owned(), nobody.clone()))),
        keys: Arc::new(std::sync::RwLock::new(KeySet::of([]))),
        revoked: Arc::default(),
        clock: Clock::by_hand(At(0)),
        chance: Chance::from_seed(1),
        limits: Limits::default(),
        introspection: Introspection::Closed,
        money_fields: Default::default(),
    });
    assert!(loaded.is_ok(), "{:?}", loaded.err());
}
