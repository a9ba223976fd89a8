//! What cargo knows about the workspace.

use std::process::Command;

use serde_json::Value;

use crate::support::root;

/// The crates of the workspace, without what they lean on.
pub(crate) fn ours() -> Value {
    cargo(&["--no-deps"])
}

/// Every package that this machine's build may use.
pub(crate) fn everything() -> Value {
    let host = host();
    cargo(&["--locked", "--filter-platform", &host])
}

fn cargo(more: &[&str]) -> Value {
    let said = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--offline"])
        .args(more)
        .current_dir(root())
        .output()
        .expect("cargo runs");
    let why = String::from_utf8_lossy(&said.stderr);
    assert!(said.status.success(), "cargo metadata failed (cargo fetch --locked may help): {why}");
    serde_json::from_slice(&said.stdout).expect("cargo metadata is JSON")
}

fn host() -> String {
    let said = Command::new(env!("CARGO")).arg("-vV").output().expect("cargo runs");
    let text = String::from_utf8_lossy(&said.stdout);
    text.lines().find_map(|line| line.strip_prefix("host: ")).expect("cargo names its host").to_owned()
}

/// The list under a key; empty when absent.
pub(crate) fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value[key].as_array().map_or(&[], Vec::as_slice)
}

/// The text under a key; empty when absent.
pub(crate) fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap_or_default()
}
