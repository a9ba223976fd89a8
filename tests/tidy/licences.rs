//! What we lean on: under licences we know, and none of the libraries that would bring a second way of doing a thing.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::{
    assert_tidy,
    metadata::{self, list, text},
};

/// Licences that ask for a notice at most, and our own.
const ALLOWED: [&str; 11] = [
    "0BSD",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "EUPL-1.2",
    "ISC",
    "MIT",
    "Unicode-3.0",
    "Zlib",
];

/// Packages under a licence outside the list, and why.
const EXCEPTIONS: [(&str, &str, &str); 5] = [
    ("pq-src", "PostgreSQL", "libpq itself; the licence asks for a notice only, as BSD does"),
    ("cynic", "MPL-2.0", FILE_BY_FILE),
    ("cynic-codegen", "MPL-2.0", FILE_BY_FILE),
    ("cynic-parser", "MPL-2.0", FILE_BY_FILE),
    ("cynic-proc-macros", "MPL-2.0", FILE_BY_FILE),
];
const FILE_BY_FILE: &str = "the licence covers its own files, which we do not change; the EUPL names it as compatible";

/// Packages that must not come in, and why.
const BANNED: [(&str, &str); 13] = [
    ("aws-lc-rs", "one cryptography: the pure Rust one"),
    ("aws-lc-sys", "one cryptography: the pure Rust one"),
    ("openssl", "nothing links OpenSSL"),
    ("openssl-sys", "nothing links OpenSSL"),
    ("native-tls", "nothing links the system's TLS"),
    ("attohttpc", "one HTTP client: reqwest"),
    ("curl", "one HTTP client: reqwest"),
    ("isahc", "one HTTP client: reqwest"),
    ("minreq", "one HTTP client: reqwest"),
    ("surf", "one HTTP client: reqwest"),
    ("ureq", "one HTTP client: reqwest"),
    ("async-std", "one runtime: tokio"),
    ("smol", "one runtime: tokio"),
];

/// Not for our own crates: chrono is the one calendar.
const NOT_OURS: [&str; 2] = ["time", "jiff"];

/// What may come only through some other packages, and why.
const ONLY_THROUGH: [(&str, &[&str], &str); 3] = [
    ("rsa", &["jsonwebtoken"], "its pure Rust feature brings it along; we fix EdDSA in code and never call it"),
    (
        "ring",
        &["rustls", "rustls-webpki"],
        "mail servers and calendars speak TLS; nothing of ours calls it but through rustls",
    ),
    (
        "rustls",
        &["lettre", "tokio-rustls"],
        "mail servers and calendars speak TLS; everything else of ours is plain, behind a proxy",
    ),
];

fn unknown_licences(metadata: &Value) -> Vec<String> {
    let mut unused: BTreeSet<&str> = EXCEPTIONS.iter().map(|(name, _, _)| *name).collect();
    let mut found = Vec::new();
    for package in list(metadata, "packages") {
        let (name, licence) = (text(package, "name"), text(package, "license"));
        match EXCEPTIONS.iter().find(|(its, allowed, _)| *its == name && *allowed == licence) {
            Some(_) => _ = unused.remove(name),
            None if !allowed(licence) => found.push(format!("{name}: licence {licence:?} is not in the list")),
            None => {}
        }
    }
    found.extend(unused.iter().map(|name| format!("{name}: an exception that nothing needs")));
    found
}

// `OR` and the old `/` bind less than `AND`; parentheses as written.
fn allowed(expression: &str) -> bool {
    let spaced = expression.replace('/', " OR ").replace('(', " ( ").replace(')', " ) ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut rest = words.as_slice();
    let holds = either(&mut rest);
    holds && rest.is_empty()
}

fn either(rest: &mut &[&str]) -> bool {
    let mut holds = both(rest);
    while take(rest, "OR") {
        holds |= both(rest);
    }
    holds
}

fn both(rest: &mut &[&str]) -> bool {
    let mut holds = one(rest);
    while take(rest, "AND") {
        holds &= one(rest);
    }
    holds
}

fn one(rest: &mut &[&str]) -> bool {
    if take(rest, "(") {
        let holds = either(rest);
        return take(rest, ")") && holds;
    }
    let Some((name, after)) = rest.split_first() else { return false };
    *rest = after;
    match rest {
        ["WITH", exception, after @ ..] => {
            *rest = after;
            ALLOWED.contains(&format!("{name} WITH {exception}").as_str())
        }
        _ => ALLOWED.contains(name),
    }
}

fn take(rest: &mut &[&str], word: &str) -> bool {
    let here = rest.first() == Some(&word);
    if here {
        *rest = &rest[1..];
    }
    here
}

fn rivals(metadata: &Value) -> Vec<String> {
    let mut found = Vec::new();
    for package in list(metadata, "packages") {
        let name = text(package, "name");
        found.extend(BANNED.iter().filter(|(its, _)| *its == name).map(|(_, why)| format!("{name} came in: {why}")));
        let ours = package["source"].is_null();
        let direct = list(package, "dependencies").iter().map(|other| text(other, "name"));
        found.extend(
            direct
                .filter(|other| ours && NOT_OURS.contains(other))
                .map(|other| format!("{name} leans on {other}: use chrono")),
        );
    }
    found.extend(ONLY_THROUGH.iter().flat_map(|(name, ways, _)| other_ways(metadata, name, ways)));
    found
}

fn other_ways(metadata: &Value, name: &str, ways: &[&str]) -> Vec<String> {
    let named = |id: &Value| {
        let of_id = |package: &&Value| package["id"] == *id;
        list(metadata, "packages").iter().find(of_id).map_or("", |package| text(package, "name"))
    };
    let nodes = list(&metadata["resolve"], "nodes").iter();
    let leaning = nodes.filter(|node| list(node, "dependencies").iter().any(|id| named(id) == name));
    let others = leaning.map(|node| named(&node["id"])).filter(|other| !ways.contains(other));
    others.map(|other| format!("{name} comes through {other}, and may only through {}", ways.join(", "))).collect()
}

#[test]
fn every_licence_is_known() {
    assert_tidy("licences", &unknown_licences(&metadata::everything()));
}

#[test]
fn no_rival_library_came_in() {
    assert_tidy("libraries", &rivals(&metadata::everything()));
}

#[test]
fn expressions_are_read() {
    for good in [
        "MIT",
        "Unlicense/MIT",
        "GPL-2.0-only OR Apache-2.0",
        "(MIT OR GPL-3.0-only) AND BSD-3-Clause",
        "Apache-2.0 WITH LLVM-exception",
    ] {
        assert!(allowed(good), "{good}");
    }
    for bad in [
        "",
        "GPL-3.0-only",
        "MIT AND GPL-2.0-only",
        "Apache-2.0 WITH Other-exception",
        "(MIT",
        "MIT MIT",
        "Elastic-2.0",
    ] {
        assert!(!allowed(bad), "{bad}");
    }
}

#[test]
fn planted_strangers_are_found() {
    let planted = json!({
        "packages": [
            {"id": "1", "name": "pq-src", "license": "PostgreSQL", "source": "x"},
            {"id": "2", "name": "viral", "license": "AGPL-3.0-only", "source": "x"},
            {"id": "3", "name": "bare", "license": null, "source": "x"},
            {"id": "4", "name": "openssl", "license": "MIT", "source": "x"},
            {"id": "5", "name": "kernel", "license": "EUPL-1.2", "source": null, "dependencies": [{"name": "time"}]},
            {"id": "6", "name": "rsa", "license": "MIT", "source": "x"},
            {"id": "7", "name": "jsonwebtoken", "license": "MIT", "source": "x"},
        ],
        "resolve": {"nodes": [{"id": "7", "dependencies": ["6"]}, {"id": "5", "dependencies": ["6"]}]},
    });
    let licences = ["viral: licence \"AGPL-3.0-only\" is not in the list", "bare: licence \"\" is not in the list"];
    let strangers = unknown_licences(&planted);
    assert_eq!(strangers[..2], licences);
    let expected = [
        "openssl came in: nothing links OpenSSL",
        "kernel leans on time: use chrono",
        "rsa comes through kernel, and may only through jsonwebtoken",
    ];
    assert_eq!(rivals(&planted), expected);
    let idle = unknown_licences(&json!({"packages": []}));
    assert!(idle.contains(&"pq-src: an exception that nothing needs".to_owned()) && idle.len() == EXCEPTIONS.len());
}
