//! The grid of criteria: what an applicant answers, version by version. The text is in `data/criteria.json`.

use std::{collections::BTreeSet, sync::LazyLock};

use kernel::{clock::At, ids::FileId};
use serde::{Deserialize, Serialize};

use crate::{refusal::Refused, sheet::lines};

const TEXT: &str = include_str!("../data/criteria.json");

static GRIDS: LazyLock<Vec<Grid>> = LazyLock::new(|| serde_json::from_str(TEXT).unwrap_or_default());

/// One version of the grid. A version that was answered never changes.
#[derive(Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Grid {
    /// Its number, from 1 on.
    pub version: i64,
    /// The day from which it is asked, `2025-01-01`.
    pub since: String,
    /// Its title, in French.
    pub title: String,
    /// What it asks, in order.
    pub criteria: Vec<Criterion>,
}

/// One thing that is asked.
#[derive(Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Criterion {
    /// Its name, the same in every version that asks it.
    pub id: String,
    /// What is asked, in French, as a sentence that one agrees with or not.
    pub question: String,
    /// What helps to answer, in French.
    pub help: String,
    /// Whether a file must show it.
    pub evidence: Wanted,
}

/// Whether a file must show what is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Wanted {
    /// No file.
    None,
    /// One helps to decide.
    Welcome,
    /// One is needed.
    Needed,
}

/// The version that is asked now.
pub fn latest() -> Option<&'static Grid> {
    GRIDS.last()
}

/// That version, if there was one.
pub fn version(number: i64) -> Option<&'static Grid> {
    GRIDS.iter().find(|grid| grid.version == number)
}

impl Grid {
    /// Whether it asks this.
    pub(crate) fn asks(&self, criterion: &str) -> bool {
        self.criteria.iter().any(|one| one.id == criterion)
    }
}

/// What is said to a criterion.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reply {
    /// It is so.
    Yes,
    /// It is not so.
    No,
    /// It will be so; the note says when.
    Soon,
}

impl Reply {
    /// As it is kept: `yes`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::No => "no",
            Self::Soon => "soon",
        }
    }

    pub(crate) fn named(name: &str) -> Option<Self> {
        [Self::Yes, Self::No, Self::Soon].into_iter().find(|one| one.name() == name)
    }
}

/// An answer to a criterion.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// Which criterion.
    pub criterion: String,
    /// What is said.
    pub reply: Reply,
    /// In the applicant's words; may be empty.
    pub note: String,
}

/// Answers to a version of the grid, as somebody wrote them down.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct WrittenAnswers {
    /// The version that was read.
    pub version: i64,
    /// Some of its criteria, or all of them; each once.
    pub answers: Vec<Answer>,
}

const LONGEST_NOTE: usize = 1000;

impl WrittenAnswers {
    /// Checks version, criteria and notes, in this order.
    pub(crate) fn parse(self) -> Result<Self, Refused> {
        let grid = version(self.version).ok_or(Refused::Input("version"))?;
        let named: BTreeSet<&str> = self.answers.iter().map(|answer| answer.criterion.as_str()).collect();
        let known = named.iter().all(|criterion| grid.asks(criterion));
        if named.is_empty() || named.len() != self.answers.len() || !known {
            return Err(Refused::Input("criterion"));
        }
        let checked = |answer: Answer| Ok(Answer { note: lines(&answer.note, LONGEST_NOTE, "note")?, ..answer });
        Ok(Self { version: self.version, answers: self.answers.into_iter().map(checked).collect::<Result<_, _>>()? })
    }
}

/// A file that shows what an answer says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// Which file.
    pub file: FileId,
    /// Its name.
    pub name: String,
    /// Its length in bytes.
    pub bytes: i64,
    /// To which criterion.
    pub criterion: String,
    /// When it was attached.
    pub at: At,
}

/// What an application still lacks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Completeness {
    /// How many criteria the grid asks.
    pub asked: usize,
    /// How many have an answer.
    pub answered: usize,
    /// The criteria without an answer.
    pub unanswered: Vec<String>,
    /// The criteria of which a needed file is not there.
    pub unshown: Vec<String>,
}

impl Completeness {
    /// What is still lacking under this grid; nothing is asked where no grid was answered.
    pub fn of(grid: Option<&Grid>, answers: &[Answer], evidence: &[Evidence]) -> Self {
        let Some(grid) = grid else { return Self::default() };
        let answered: BTreeSet<&str> = answers.iter().map(|answer| answer.criterion.as_str()).collect();
        let shown: BTreeSet<&str> = evidence.iter().map(|one| one.criterion.as_str()).collect();
        let without = |missing: &dyn Fn(&Criterion) -> bool| -> Vec<String> {
            grid.criteria.iter().filter(|one| missing(one)).map(|one| one.id.clone()).collect()
        };
        let unanswered = without(&|one| !answered.contains(one.id.as_str()));
        let unshown = without(&|one| one.evidence == Wanted::Needed && !shown.contains(one.id.as_str()));
        let asked = grid.criteria.len();
        Self { asked, answered: asked - unanswered.len(), unanswered, unshown }
    }

    /// Whether nothing is lacking.
    pub fn is_complete(&self) -> bool {
        self.unanswered.is_empty() && self.unshown.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(criterion: &str) -> Answer {
        Answer { criterion: criterion.to_owned(), reply: Reply::Yes, note: String::new() }
    }

    #[test]
    fn versions_are_read_numbered_and_ask_each_thing_once() {
        let grids: Vec<Grid> = serde_json::from_str(TEXT).unwrap();
        assert_eq!(grids.iter().map(|grid| grid.version).collect::<Vec<_>>(), Vec::from_iter((1..).take(grids.len())));
        for grid in &grids {
            let names: BTreeSet<&str> = grid.criteria.iter().map(|one| one.id.as_str()).collect();
            assert_eq!(names.len(), grid.criteria.len(), "version {}", grid.version);
            assert!(grid.since.parse::<kernel::clock::Day>().is_ok());
            for one in &grid.criteria {
                assert!(one.question.ends_with('.') && one.help.ends_with('.'), "{}", one.id);
                assert!(one.id.bytes().all(|c| c.is_ascii_lowercase()), "{}", one.id);
            }
        }
        assert_eq!(latest().map(|grid| grid.version), grids.last().map(|grid| grid.version));
        assert!(version(0).is_none());
    }

    #[test]
    fn what_is_lacking_is_named() {
        let grid = version(1).unwrap();
        let answers: Vec<Answer> = grid.criteria.iter().skip(1).map(|one| answer(&one.id)).collect();
        let bank = Evidence {
            file: kernel::ids::Id::from_bytes([1; 16]),
            name: "rib.pdf".to_owned(),
            bytes: 1,
            criterion: "bank".to_owned(),
            at: At(0),
        };
        let lacking = Completeness::of(Some(grid), &answers, &[bank]);
        assert_eq!((lacking.asked, lacking.answered), (11, 10));
        assert_eq!(lacking.unanswered, ["public"]);
        assert_eq!(lacking.unshown, ["existence", "insurance"]);
        assert!(!lacking.is_complete());
        assert!(Completeness::of(None, &[], &[]).is_complete(), "an older application answered no grid");
    }
}
