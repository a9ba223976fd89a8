//! The bank's file, from the run to the bank: valid, rightly counted, and always the same.

use std::{
    path::{Path, PathBuf},
    process::{Command, Output},
};

use cheques::payments::{
    export::{Exported, export_as, export_settlement, fetch, open_file},
    settle::{Approve, approve, prepare},
    settlement::Version,
};
use kernel::{cents::Cents, ids::SettlementId, refusal::Code};

use crate::support::{
    books::{Centre, refused},
    engine::{Engine, on_both_engines},
    root,
};

on_both_engines!(
    the_bank_file_is_valid_and_counts_right,
    the_older_form_is_valid_and_counts_right,
    the_bank_file_is_the_same_each_time,
);

/// A centre with an approved run: three structures, one of them with two venues.
async fn with_a_run(engine: Engine, name: &str) -> (Centre, SettlementId) {
    let centre = Centre::new(engine, name).await;
    let funder = centre.funder("Département").await;
    let gare = centre.venue("Médiathèque « Œuvre » d'Hesdin-la-Forêt", None).await;
    let annexe = centre.venue_of(gare.structure, "Annexe", None).await;
    let mairie = centre.venue("Mairie & Cie", None).await;
    let idle = centre.venue("Sans chèque", None).await;
    let codes = centre.living(funder, (2, 5, 13)).await;
    for (venue, codes) in [(&gare, &codes[..3]), (&annexe, &codes[3..4]), (&mairie, &codes[4..9])] {
        centre.redeem(venue, codes).await.expect("honoured");
    }
    assert!(centre.redeem(&idle, &codes[..1]).await.is_err());
    let run = prepare(&centre.desk, &centre.treasurer, &centre.key()).await.expect("a run");
    assert_eq!((run.venues, run.payments, run.cheques, run.amount), (3, 2, 9, Cents::new(11_700)));
    let asked = Approve { settlement: run.settlement, execution_day: None };
    approve(&centre.desk, &centre.other_treasurer, &centre.key(), asked).await.expect("another person approves");
    (centre, run.settlement)
}

async fn export(centre: &Centre, run: SettlementId) -> (Exported, Vec<u8>) {
    let exported = export_settlement(&centre.desk, &centre.treasurer, &centre.key(), run).await.expect("a file");
    let (_, xml) = fetch(&centre.desk, exported.file.file.id, &exported.file.ticket).await.expect("its content");
    (exported, xml)
}

async fn the_bank_file_is_valid_and_counts_right(engine: Engine) {
    let (centre, run) = with_a_run(engine, "bank_file").await;
    let (exported, xml) = export(&centre, run).await;
    assert_eq!((exported.payments, exported.amount), (2, Cents::new(11_700)));
    is_valid_and_counts(&format!("bank-{engine:?}"), &xml, "pain.001.001.09");
    let xml = String::from_utf8(xml).expect("a text");
    for part in ["<MsgId>PASSEGUE-000001</MsgId>", "Association Mairie Cie", "<ReqdExctnDt>", "2025-03-04"] {
        assert!(xml.contains(part), "{part}\n{xml}");
    }
}

async fn the_older_form_is_valid_and_counts_right(engine: Engine) {
    let (centre, run) = with_a_run(engine, "bank_file_older").await;
    let older = Some(Version::Three);
    let exported = export_as(&centre.desk, &centre.treasurer, &centre.key(), run, older).await.expect("a file");
    let (_, xml) = fetch(&centre.desk, exported.file.file.id, &exported.file.ticket).await.expect("its content");
    is_valid_and_counts(&format!("older-{engine:?}"), &xml, "pain.001.001.03");
}

/// Two payments of 117 € together, by the schema of that form and by an independent count.
fn is_valid_and_counts(name: &str, xml: &[u8], form: &str) {
    let paper = Paper::lay(name, xml);
    let schema = root().join(format!("tests/iso20022/{form}.xsd"));
    let valid = said("xmllint", &["--noout".as_ref(), "--nonet".as_ref(), "--schema".as_ref(), &schema, &paper.0]);
    assert!(valid.status.success(), "{}", text(&valid));
    let script = root().join("tests/recount.py");
    let expected = ["--expect-count".as_ref(), "2".as_ref(), "--expect-total".as_ref(), "11700".as_ref()];
    let counted = said("python3", &[&[script.as_path(), &paper.0], &expected[..]].concat());
    assert!(counted.status.success(), "{}", text(&counted));
}

async fn the_bank_file_is_the_same_each_time(engine: Engine) {
    let (centre, run) = with_a_run(engine, "bank_file_twice").await;
    let (first, xml) = export(&centre, run).await;
    centre.wait_days(3);
    let (second, again) = export(&centre, run).await;
    assert_eq!(xml, again);
    assert_eq!(first.file.file, second.file.file);
    assert_ne!(first.file.ticket, second.file.ticket, "another ticket each time");
    let reopened =
        open_file(&centre.desk, &centre.treasurer, &centre.key(), first.file.file.id).await.expect("a ticket");
    assert_eq!(fetch(&centre.desk, reopened.file.id, &reopened.ticket).await.expect("the file").1, xml);
    assert_eq!(refused(fetch(&centre.desk, reopened.file.id, &reopened.ticket).await), Code::NotFound);
}

#[tokio::test]
async fn both_engines_write_the_same_bank_file() {
    let mut files = Vec::new();
    for engine in Engine::both() {
        let (centre, run) = with_a_run(engine, "bank_file_both").await;
        files.push(String::from_utf8(export(&centre, run).await.1).expect("a text"));
    }
    assert_eq!(files[0], files[1]);
}

/// A file of the test, gone with its guard.
struct Paper(PathBuf);

impl Paper {
    fn lay(name: &str, content: &[u8]) -> Self {
        let path = std::env::temp_dir().join(format!("passegue-{}-{name}.xml", std::process::id()));
        std::fs::write(&path, content).expect("the temporary folder can be written");
        Self(path)
    }
}

impl Drop for Paper {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

fn said(program: &str, arguments: &[&Path]) -> Output {
    let ran = Command::new(program).args(arguments).output();
    ran.unwrap_or_else(|error| panic!("{program} runs (ops/test installs it): {error}"))
}

fn text(said: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&said.stdout), String::from_utf8_lossy(&said.stderr))
}
