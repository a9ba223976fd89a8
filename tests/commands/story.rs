//! The demonstration: it tells the same story twice, its bank file is right, and the README shows what it really says.

use std::{
    fs,
    path::{Path, PathBuf},
};

use kernel::{chance::Chance, ids::Id};
use serde_json::Value;

use super::REFUSED;
use crate::{
    recount::{recount, text, xmllint},
    support::{
        afar::word,
        program::{Ended, run},
        root,
    },
};

const SINCE_HERE: &str = "— Pour essayer";
const BEGIN: &str = "<!-- story:begin -->\n";
const END: &str = "<!-- story:end -->";
/// Set to write the story into the README instead of comparing it.
const BLESS: &str = "PASSEGUE_BLESS";

/// A folder for one demonstration, gone with its guard.
struct Stage(PathBuf);

impl Stage {
    fn new() -> Self {
        let unique: Id<()> = Chance::from_machine().id();
        Self(std::env::temp_dir().join(format!("passegue_demo_{unique}")))
    }

    async fn plays(&self, words: &[&str]) -> Ended {
        run(&[&["demo", "--once", "--data", word(&self.0)], words].concat()).await
    }

    async fn document(&self, seed: &str) -> Value {
        let ended = self.plays(&["--json", "--seed", seed]).await;
        assert!(ended.complained.contains("— Le territoire"), "progress goes to stderr: {}", ended.complained);
        let said = ended.well();
        serde_json::from_str(&said).unwrap_or_else(|error| panic!("one document on stdout ({error}): {said}"))
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[tokio::test]
async fn one_seed_is_one_story() {
    let (stage, other_stage) = (Stage::new(), Stage::new());
    let first = stage.document("3").await;
    assert_eq!(first.as_object().and_then(|whole| whole.keys().next()).map(String::as_str), Some("centre"));
    assert_eq!(first["holds"], true);
    // In its own folder again, which it empties, and in another.
    let again = stage.document("3").await;
    let elsewhere = other_stage.document("3").await;
    assert_eq!(lasting(first.clone()), lasting(again));
    assert_eq!(lasting(first.clone()), lasting(elsewhere));
    let other = stage.document("4").await;
    assert_ne!(first["codes"], other["codes"]);
}

/// What one seed always gives: everything but addresses, tokens and hashes.
fn lasting(mut document: Value) -> Value {
    let whole = document.as_object_mut().expect("an object");
    for passing in ["centre", "tokens"] {
        assert!(whole.remove(passing).is_some(), "{passing}");
    }
    for machine in whole["machines"].as_array_mut().expect("machines") {
        assert!(machine["url"].take().is_string());
    }
    assert!(whole["bankFile"]["sha256"].take().is_string());
    document
}

#[tokio::test]
async fn its_bank_file_is_valid_and_adds_up() {
    let stage = Stage::new();
    let document = stage.document("1").await;
    let chapters = document["story"].as_array().expect("chapters");
    let month_end = chapters.iter().find(|chapter| chapter["chapter"] == "month-end").expect("a month's end");
    let figure = |name: &str| month_end["figures"][name].as_i64().unwrap_or_else(|| panic!("{name} in {month_end}"));
    let (payments, cents) = (figure("payments"), figure("amountCents"));
    assert!(payments > 0 && cents > 0);
    let file = stage.0.join(document["bankFile"]["name"].as_str().expect("a name"));
    let said = xmllint(&fs::read(&file).expect("the bank file"));
    assert!(said.status.success(), "{}", text(&said));
    let (payments, cents, other) = (payments.to_string(), cents.to_string(), (cents + 1).to_string());
    let said = recount(&[word(&file), "--expect-count", &payments, "--expect-total", &cents]);
    assert!(said.status.success(), "{}", text(&said));
    let said = recount(&[word(&file), "--expect-count", &payments, "--expect-total", &other]);
    assert!(!said.status.success(), "another total is found wrong");
}

#[tokio::test]
async fn a_folder_that_is_not_its_own_is_left_alone() {
    let stage = Stage::new();
    fs::create_dir_all(&stage.0).expect("a folder");
    fs::write(stage.0.join("precious"), "years of work").expect("a file");
    let refused = stage.plays(&[]).await;
    assert_eq!(refused.status, Some(REFUSED), "{refused:?}");
    assert!(refused.complained.lines().count() == 1 && refused.complained.contains("--data"), "{refused:?}");
    let left: Vec<_> = fs::read_dir(&stage.0).expect("the folder").collect();
    assert_eq!(left.len(), 1, "{left:?}");
    assert_eq!(fs::read_to_string(stage.0.join("precious")).expect("the file"), "years of work");
}

#[tokio::test]
async fn the_readme_shows_what_it_really_says() {
    let said = Stage::new().plays(&["--seed", "1"]).await.well();
    let (story, _) = said.split_once(SINCE_HERE).unwrap_or_else(|| panic!("no « {SINCE_HERE} » in {said}"));
    let told = format!("```text\n{}\n```\n", story.trim_end());
    let path = root().join("README.md");
    let readme = fs::read_to_string(&path).expect("the README");
    let (before, rest) = readme.split_once(BEGIN).expect("the story begins somewhere");
    let (shown, after) = rest.split_once(END).expect("the story ends somewhere");
    if std::env::var_os(BLESS).is_some() {
        write(&path, &format!("{before}{BEGIN}{told}{END}{after}"));
    } else {
        assert_eq!(shown, told, "run this test once with {BLESS}=1");
    }
}

fn write(path: &Path, text: &str) {
    fs::write(path, text).expect("the README can be written");
}
