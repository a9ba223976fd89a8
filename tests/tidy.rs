//! The house read as text: floors, rooms, loops, sizes, words, licences, tables. Each rule is first shown a planted fault.

// How the house is read.
mod metadata;
mod paths;
mod source;

// The rules.
mod demo;
mod floors;
mod licences;
mod loops;
mod measure;
mod migrations;
mod rooms;
mod trail;
mod vendor;
mod words;

/// Fails with every finding on a line of its own.
fn assert_tidy(rule: &str, findings: &[String]) {
    assert!(findings.is_empty(), "{rule}:\n- {}", findings.join("\n- "));
}
