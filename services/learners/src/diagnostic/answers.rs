//! What somebody answered, aloud or on paper.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::questions::QuestionSet;
use crate::refusal::Refusal;

/// An answer to a question about a skill.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Said {
    /// Yes, alone.
    Alone,
    /// With help.
    Help,
    /// Not yet.
    NotYet,
    /// The question was passed over: it says nothing.
    Unasked,
}

/// The answers to a set, by the names of its questions.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answers {
    /// Which answer was chosen; a question that was passed over is absent.
    pub sorts: BTreeMap<String, String>,
    /// Every question about a skill.
    pub skills: BTreeMap<String, Said>,
}

impl Answers {
    /// The answers, if they are those to that set: every question about a skill once, one at least not passed over, and of the first
    /// ones at most once each. Refusals: `INPUT_INVALID` (`answers`).
    pub fn read(set: &QuestionSet, sorts: &[(String, String)], skills: &[(String, Said)]) -> Result<Self, Refusal> {
        let read = Self { sorts: sorts.iter().cloned().collect(), skills: skills.iter().cloned().collect() };
        let once = read.sorts.len() == sorts.len() && read.skills.len() == skills.len();
        let chosen = |(question, choice): (&String, &String)| {
            set.sort(question).is_some_and(|question| question.choice(choice).is_some())
        };
        let every = set.skills.len() == read.skills.len()
            && set.skills.iter().all(|question| read.skills.contains_key(&question.id));
        let something = read.skills.values().any(|said| *said != Said::Unasked);
        match once && every && something && read.sorts.iter().all(chosen) {
            true => Ok(read),
            false => Err(Refusal::Invalid { field: "answers" }),
        }
    }

    /// What was said to a question about a skill.
    pub fn said(&self, question: &str) -> Said {
        self.skills.get(question).copied().unwrap_or(Said::Unasked)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::questions::first;

    fn all(said: Said) -> Vec<(String, Said)> {
        first().skills.iter().map(|question| (question.id.clone(), said)).collect()
    }

    fn sort(question: &str, choice: &str) -> Vec<(String, String)> {
        vec![(question.to_owned(), choice.to_owned())]
    }

    #[test]
    fn answers_are_those_to_the_set() {
        let read = |sorts: &[(String, String)], skills: &[(String, Said)]| Answers::read(first(), sorts, skills);
        let answers = read(&sort("why", "learn"), &all(Said::Help)).unwrap();
        assert_eq!((answers.said("mail"), answers.said("licorne")), (Said::Help, Said::Unasked));
        assert!(read(&[], &all(Said::NotYet)).is_ok(), "the first questions may be passed over");
        let refused = Err(Refusal::Invalid { field: "answers" });
        assert_eq!(read(&[], &all(Said::Unasked)), refused, "nothing was asked");
        assert_eq!(read(&[], &all(Said::Alone)[1..]), refused, "one is missing");
        let twice = [all(Said::Alone), all(Said::Help)].concat();
        assert_eq!(read(&[], &twice), refused);
        let mut other = all(Said::Alone);
        other[0].0 = "licorne".to_owned();
        assert_eq!(read(&[], &other), refused);
        assert_eq!(read(&sort("why", "licorne"), &all(Said::Alone)), refused);
        assert_eq!(read(&sort("licorne", "learn"), &all(Said::Alone)), refused);
        let chosen_twice = [sort("why", "learn"), sort("why", "discover")].concat();
        assert_eq!(read(&chosen_twice, &all(Said::Alone)), refused);
    }
}
