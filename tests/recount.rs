//! The recount script shares no code with us: it must find planted faults, and what it accepts must be valid.

use std::{
    io::Write,
    process::{Command, Output, Stdio},
};

use crate::support::root;

#[test]
fn it_finds_every_planted_fault() {
    let said = recount(&["--self-test"]);
    assert!(said.status.success(), "{}", text(&said));
}

#[test]
fn the_check_of_entries_finds_every_planted_fault() {
    let script = root().join("tests/fec.py");
    let tried = Command::new("python3").arg(script).arg("--self-test").output().expect("python3 runs");
    assert!(tried.status.success(), "{}", text(&tried));
}

#[test]
fn its_sample_is_valid_against_the_schema() {
    let sample = recount(&["--sample"]);
    assert!(sample.status.success(), "{}", text(&sample));
    let said = xmllint(&sample.stdout);
    assert!(said.status.success(), "{}", text(&said));
    let broken = String::from_utf8(sample.stdout).expect("the sample is UTF-8").replace("<PmtMtd>TRF</PmtMtd>", "");
    assert!(!xmllint(broken.as_bytes()).status.success(), "xmllint finds a missing element");
}

/// Runs the script with these arguments.
pub(crate) fn recount(arguments: &[&str]) -> Output {
    let script = root().join("tests/recount.py");
    Command::new("python3").arg(script).args(arguments).output().expect("python3 runs (ops/test installs it)")
}

/// Validates a document against the schema of pain.001.
pub(crate) fn xmllint(document: &[u8]) -> Output {
    let schema = root().join("tests/iso20022/pain.001.001.09.xsd");
    let mut child = Command::new("xmllint")
        .args(["--noout", "--nonet", "--schema"])
        .arg(schema)
        .arg("-")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("xmllint runs (ops/test installs it)");
    child.stdin.take().expect("its input is a pipe").write_all(document).expect("xmllint reads");
    child.wait_with_output().expect("xmllint ends")
}

/// All that a program said.
pub(crate) fn text(said: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&said.stdout), String::from_utf8_lossy(&said.stderr))
}
