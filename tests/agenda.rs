//! Calendars read again by libraries that share no code with us: python-dateutil for rules, icalendar for feeds.

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
    process::Command,
};

use kernel::{chance::Chance, clock::Day};
use node::recurrence::Rule;

use crate::support::root;

const RULES: usize = 1000;

#[test]
fn the_check_finds_every_planted_fault() {
    reads(&["--self-test".as_ref()]);
}

#[test]
fn a_thousand_rules_give_the_days_that_dateutil_gives() {
    let dice = Dice(Chance::from_seed(6));
    let mut texts = BTreeSet::new();
    let mut lines = Vec::new();
    while lines.len() < RULES {
        let text = dice.rule();
        let rule: Rule = text.parse().unwrap_or_else(|_| panic!("{text} is not read"));
        let first = Day::from_number(20_089 + dice.under(1000));
        let last = first.plus_days(365);
        let days: Vec<String> = rule.days(first, last).iter().map(Day::to_string).collect();
        lines.push(format!("{rule}\t{first}\t{last}\t{}\n", days.join(",")));
        texts.insert(text);
    }
    assert!(texts.len() > RULES / 2, "the rules are of many kinds: {}", texts.len());
    let paper = Paper::lay("rules.txt", lines.concat().as_bytes());
    let said = reads(&["rules".as_ref(), &paper.0]);
    assert!(said.contains("1000 rules read again, 0 disagree"), "{said}");
}

/// What the independent program says; it must be content.
pub(crate) fn reads(arguments: &[&Path]) -> String {
    // ops/test keeps those libraries in a folder of their own, with its Python.
    let python = std::env::var("PASSEGUE_TEST_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let script = root().join("tests/agenda.py");
    let done = Command::new(python).arg(script).args(arguments).output().expect("Python runs (ops/test installs it)");
    let said = format!("{}{}", String::from_utf8_lossy(&done.stdout), String::from_utf8_lossy(&done.stderr));
    assert!(done.status.success(), "{said}");
    said
}

/// A file of the test, gone with its guard.
pub(crate) struct Paper(pub(crate) PathBuf);

impl Paper {
    pub(crate) fn lay(name: &str, content: &[u8]) -> Self {
        let path = std::env::temp_dir().join(format!("passegue-{}-{name}", std::process::id()));
        std::fs::write(&path, content).expect("the temporary folder can be written");
        Self(path)
    }
}

impl Drop for Paper {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

/// Rules drawn from a seed: of every pace, with every part that is read.
struct Dice(Chance);

impl Dice {
    fn under(&self, most: u64) -> i64 {
        i64::try_from(u64::from_le_bytes(self.0.bytes()) % most).expect("a small number")
    }

    fn among<'a>(&self, choices: &[&'a str]) -> &'a str {
        choices[usize::try_from(self.under(choices.len().try_into().expect("few"))).expect("a place")]
    }

    fn one_in(&self, many: u64) -> bool {
        self.under(many) == 0
    }

    fn rule(&self) -> String {
        let pace = self.among(&["DAILY", "WEEKLY", "WEEKLY", "MONTHLY", "MONTHLY"]);
        let mut parts = vec![format!("FREQ={pace}"), format!("INTERVAL={}", 1 + self.under(4))];
        if !self.one_in(4) {
            parts.push(format!("BYDAY={}", self.days(pace == "MONTHLY" && self.one_in(2))));
            if pace == "MONTHLY" && self.one_in(4) {
                parts.push(format!("BYSETPOS={}", self.among(&["1", "2", "-1", "1,-1"])));
            }
        }
        if pace != "WEEKLY" && self.one_in(3) {
            parts.push(format!("BYMONTHDAY={}", self.among(&["1", "13", "31", "-1", "1,15", "29,30", "-2,28"])));
        }
        if self.one_in(5) {
            parts.push(format!("BYMONTH={}", self.among(&["1,2,3", "9,10,11,12", "2", "4,6,9,11", "7,8"])));
        }
        if self.one_in(4) {
            parts.push(format!("WKST={}", self.among(&["SU", "TH"])));
        }
        match self.under(3) {
            0 => parts.push(format!("COUNT={}", 1 + self.under(60))),
            1 => parts
                .push(format!("UNTIL={}", Day::from_number(20_200 + self.under(1200)).to_string().replace('-', ""))),
            _ => {}
        }
        parts.join(";")
    }

    /// Up to three days of the week, all with a rank or none.
    fn days(&self, ranked: bool) -> String {
        let ranks: &[&str] = if ranked { &["1", "2", "3", "4", "5", "-1", "-2"] } else { &[""] };
        let day = || format!("{}{}", self.among(ranks), self.among(&["MO", "TU", "WE", "TH", "FR", "SA", "SU"]));
        let days: BTreeSet<String> = (0..=self.under(3)).map(|_| day()).collect();
        days.into_iter().collect::<Vec<_>>().join(",")
    }
}
