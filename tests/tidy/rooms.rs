//! Rooms: one room per outside world, and the same rooms in every service.

use super::{
    assert_tidy,
    paths::{Named, paths},
    source::{Source, every_source, files},
};

/// What may be named only in some rooms.
struct World {
    path: &'static [&'static str],
    rooms: &'static str,
    is_home: fn(&Source) -> bool,
}

const WORLDS: [World; 4] = [
    World { path: &["async_graphql"], rooms: "graph.rs", is_home: speaks_graphql },
    World { path: &["diesel"], rooms: "rows.rs, tables.rs and the store", is_home: keeps_rows },
    World { path: &["diesel_migrations"], rooms: "the store", is_home: |source| source.crate_name() == Some("store") },
    World { path: &["std", "env"], rooms: "passegue", is_home: |source| source.crate_name() == Some("passegue") },
];

fn speaks_graphql(source: &Source) -> bool {
    // The gateway's door to a subgraph of the same process holds a schema of that library.
    let in_process = source.path == "services/gateway/src/in_process.rs";
    in_process || source.crate_name() == Some("passegue") || source.names().iter().any(|name| is_room(name, "graph"))
}

fn keeps_rows(source: &Source) -> bool {
    let room = |name: &&str| is_room(name, "rows") || *name == "tables";
    source.crate_name() == Some("store") || source.names().iter().any(room)
}

// `rows`, and `rows_orders` where one file would be too long.
fn is_room(name: &str, room: &str) -> bool {
    name.strip_prefix(room).is_some_and(|rest| rest.is_empty() || rest.starts_with('_'))
}

fn strangers(sources: &[Source]) -> Vec<String> {
    let mut found = Vec::new();
    for source in sources.iter().filter(|source| source.crate_name().is_some()) {
        let named = paths(&source.code());
        for world in
            WORLDS.iter().filter(|world| !(world.is_home)(source) && named.iter().any(|named| is_in(named, world)))
        {
            found.push(format!("{} names {}: only {} may", source.path, world.path.join("::"), world.rooms));
        }
    }
    found
}

fn is_in(named: &Named, world: &World) -> bool {
    named.segments.len() >= world.path.len() && named.segments.iter().zip(world.path).all(|(ours, its)| ours == its)
}

const SERVICES: [&str; 4] = ["registry", "cheques", "learners", "node"];
const ROOMS: [&str; 4] = ["refusal", "tables", "rows", "graph"];

fn absent_rooms(paths: &[String]) -> Vec<String> {
    let has = |service: &str, room: &str| {
        let inside = format!("services/{service}/src/");
        let is_it = |rest: &str| rest.split('/').next().is_some_and(|name| is_room(name.trim_end_matches(".rs"), room));
        paths.iter().filter_map(|path| path.strip_prefix(&inside)).any(is_it)
    };
    let pairs = SERVICES.iter().flat_map(|service| ROOMS.iter().map(move |room| (service, room)));
    pairs
        .filter(|(service, room)| !has(service, room))
        .map(|(service, room)| format!("{service} has no {room}.rs"))
        .collect()
}

fn absent_readmes(paths: &[String]) -> Vec<String> {
    let manifests = paths.iter().filter_map(|path| path.strip_suffix("/Cargo.toml"));
    manifests
        .filter(|house| !paths.contains(&format!("{house}/README.md")))
        .map(|house| format!("{house} has no README.md"))
        .collect()
}

fn service_paths() -> Vec<String> {
    files(&["services"]).into_iter().map(|(path, _)| path).collect()
}

#[test]
fn each_outside_world_has_its_room() {
    assert_tidy("rooms", &strangers(&every_source()));
}

#[test]
fn every_service_has_the_same_rooms() {
    assert_tidy("rooms", &absent_rooms(&service_paths()));
}

#[test]
fn every_service_has_a_readme() {
    assert_tidy("readmes", &absent_readmes(&service_paths()));
}

#[test]
fn planted_strangers_are_found() {
    let planted = [
        Source::planted("services/cheques/src/redeem.rs", "use diesel::prelude::*;\nuse async_graphql::ID;"),
        Source::planted("services/cheques/src/rows.rs", "use diesel::prelude::*;\nfn f() { std::env::var(\"X\"); }"),
        Source::planted("services/cheques/src/rows_orders.rs", "use diesel::prelude::*;"),
        Source::planted("services/cheques/src/graph/order.rs", "use async_graphql::{ID, Object};"),
        Source::planted("services/registry/src/graphics.rs", "#[derive(async_graphql::SimpleObject)] struct A;"),
        Source::planted("services/kernel/src/clock.rs", "use std::{env, fmt};"),
        Source::planted("services/passegue/src/main.rs", "use std::env;"),
    ];
    let found = strangers(&planted);
    let expected = [
        "services/cheques/src/redeem.rs names async_graphql: only graph.rs may",
        "services/cheques/src/redeem.rs names diesel: only rows.rs, tables.rs and the store may",
        "services/cheques/src/rows.rs names std::env: only passegue may",
        "services/registry/src/graphics.rs names async_graphql: only graph.rs may",
        "services/kernel/src/clock.rs names std::env: only passegue may",
    ];
    assert_eq!(found, expected);
}

#[test]
fn planted_gaps_are_found() {
    let mut paths: Vec<String> = Vec::new();
    for service in SERVICES {
        paths.extend(
            ["refusal.rs", "tables.rs", "rows/mod.rs", "graph.rs"].map(|room| format!("services/{service}/src/{room}")),
        );
    }
    assert_eq!(absent_rooms(&paths), Vec::<String>::new());
    paths.retain(|path| path != "services/node/src/refusal.rs");
    paths.push("services/node/Cargo.toml".to_owned());
    assert_eq!(absent_rooms(&paths), ["node has no refusal.rs"]);
    assert_eq!(absent_readmes(&paths), ["services/node has no README.md"]);
}
