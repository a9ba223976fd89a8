//! Floors: each crate leans only on what is below it.

use serde_json::{Value, json};

use super::{
    assert_tidy,
    metadata::{self, list, text},
};

const FROM_THE_GROUND: [&str; 9] =
    ["kernel", "store", "registry", "cheques", "learners", "node", "gateway", "portal", "passegue"];

fn findings(metadata: &Value) -> Vec<String> {
    let mut found = Vec::new();
    for package in list(metadata, "packages") {
        let name = text(package, "name");
        let Some(floor) = floor(name) else {
            found.push(format!("{name} has no floor: add it to the list in its place"));
            continue;
        };
        let above = |other: &&str| self::floor(other).is_some_and(|its| its >= floor);
        let inside = list(package, "dependencies").iter().filter(|dependency| !dependency["path"].is_null());
        found.extend(
            inside.map(|other| text(other, "name")).filter(above).map(|other| format!("{name} leans on {other}")),
        );
    }
    found
}

fn floor(name: &str) -> Option<usize> {
    FROM_THE_GROUND.iter().position(|known| *known == name)
}

#[test]
fn each_crate_leans_only_on_what_is_below() {
    assert_tidy("floors", &findings(&metadata::ours()));
}

#[test]
fn a_planted_climb_is_found() {
    let planted = json!({"packages": [
        {"name": "store", "dependencies": [{"name": "kernel", "path": "/k"}, {"name": "cheques", "path": "/c"}, {"name": "serde", "path": null}]},
        {"name": "attic", "dependencies": []},
    ]});
    assert_eq!(findings(&planted), ["store leans on cheques", "attic has no floor: add it to the list in its place"]);
}
