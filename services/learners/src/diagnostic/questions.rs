//! A set of questions: what is asked aloud, and what is told of each answer. A published version never changes; to change a word is to
//! draft the next one. The first version is the program's own: `data/questions.json`.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::LazyLock,
};

use serde::{Deserialize, Serialize};

use super::skill::{Area, Competence};
use crate::refusal::{Refusal, written};

const TEXT: &str = include_str!("../../data/questions.json");

static FIRST: LazyLock<QuestionSet> = LazyLock::new(|| serde_json::from_str(TEXT).unwrap_or_default());

/// The version of the program's own set.
pub const FIRST_VERSION: i64 = 1;

/// The program's own set.
pub fn first() -> &'static QuestionSet {
    &FIRST
}

/// All that is asked, in order: who comes and why, then what they can do already. Everything that people read is in French.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QuestionSet {
    /// Its title.
    pub title: String,
    /// What is asked first: equipment, connection, who helps, why now.
    pub sorts: Vec<SortQuestion>,
    /// What somebody can do alone, with help, or not yet.
    pub skills: Vec<SkillQuestion>,
}

/// A question with answers of its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SortQuestion {
    /// Its name, the same in every version that asks it.
    pub id: String,
    /// What is said.
    pub ask: String,
    /// What may be answered.
    pub choices: Vec<Choice>,
}

/// An answer that may be chosen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    /// Its name within the question.
    pub id: String,
    /// What is said.
    pub label: String,
    /// What it says of the person, if anything follows from it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tells: Option<Need>,
}

/// What follows from an answer, whatever its words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Need {
    /// Has no device.
    NoEquipment,
    /// Has no connection at home.
    NoConnection,
    /// Has no mail address that they use themselves.
    NoMailbox,
    /// Has nobody who helps.
    NoHelper,
    /// Has a formality to do, and wishes to learn it.
    Formality,
    /// Has a formality to do, and wishes that it be done for them.
    DoneForMe,
}

/// A question to which one says: alone, with help, not yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SkillQuestion {
    /// Its name, the same in every version that asks it.
    pub id: String,
    /// The competence that it is about.
    pub competence: Competence,
    /// In two words, for staff.
    pub topic: String,
    /// What is said.
    pub ask: String,
    /// What is told of somebody who does it alone.
    pub alone: String,
    /// The same of somebody who does it with help.
    pub helped: String,
    /// What comes next for somebody who does not yet.
    pub next: String,
}

const LONGEST: usize = 200;
const LONGEST_TITLE: usize = 120;
const MOST_SORTS: usize = 8;
const MOST_CHOICES: usize = 8;
const MOST_SKILLS: usize = 30;
/// In five minutes.
const ASKED: std::ops::RangeInclusive<usize> = 8..=12;
/// One answer alone says little of an area.
const LEAST_OF_AREA: usize = 2;

impl QuestionSet {
    /// The same as it is kept: it may still lack questions. Refusals: `INPUT_INVALID` (`title`, `question`).
    pub fn tidy(&self) -> Result<Self, Refusal> {
        let few = self.sorts.len() <= MOST_SORTS
            && self.skills.len() <= MOST_SKILLS
            && self.sorts.iter().all(|sort| (1..=MOST_CHOICES).contains(&sort.choices.len()));
        if !few || !self.names_once() {
            return Err(Refusal::Invalid { field: "question" });
        }
        Ok(Self {
            title: written(&self.title, LONGEST_TITLE, "title")?,
            sorts: self.sorts.iter().map(SortQuestion::tidy).collect::<Result<_, _>>()?,
            skills: self.skills.iter().map(SkillQuestion::tidy).collect::<Result<_, _>>()?,
        })
    }

    /// Whether it may be asked of people: 8 to 12 questions, at least two for each area. Refusals: `INPUT_INVALID` (`questions`,
    /// `areas`).
    pub fn whole(&self) -> Result<(), Refusal> {
        if !ASKED.contains(&self.skills.len()) {
            return Err(Refusal::Invalid { field: "questions" });
        }
        let counts = self.skills.iter().fold(BTreeMap::<Area, usize>::new(), |mut counts, one| {
            *counts.entry(one.competence.area()).or_default() += 1;
            counts
        });
        let is_asked = |area: &Area| counts.get(area).is_some_and(|count| *count >= LEAST_OF_AREA);
        if Area::ALL.iter().all(is_asked) { Ok(()) } else { Err(Refusal::Invalid { field: "areas" }) }
    }

    /// The question of that name among the first ones.
    pub fn sort(&self, id: &str) -> Option<&SortQuestion> {
        self.sorts.iter().find(|sort| sort.id == id)
    }

    /// The question of that name among those about skills.
    pub fn skill(&self, id: &str) -> Option<&SkillQuestion> {
        self.skills.iter().find(|skill| skill.id == id)
    }

    fn names_once(&self) -> bool {
        let mut seen = BTreeSet::new();
        let mut names = self.sorts.iter().map(|sort| &sort.id).chain(self.skills.iter().map(|skill| &skill.id));
        names.all(|name| is_name(name) && seen.insert(name)) && self.sorts.iter().all(SortQuestion::names_once)
    }
}

impl SortQuestion {
    /// The answer of that name.
    pub fn choice(&self, id: &str) -> Option<&Choice> {
        self.choices.iter().find(|choice| choice.id == id)
    }

    fn names_once(&self) -> bool {
        let mut seen = BTreeSet::new();
        self.choices.iter().all(|choice| is_name(&choice.id) && seen.insert(&choice.id))
    }

    fn tidy(&self) -> Result<Self, Refusal> {
        let tidied = |choice: &Choice| Ok(Choice { label: said(&choice.label)?, ..choice.clone() });
        Ok(Self {
            id: self.id.clone(),
            ask: said(&self.ask)?,
            choices: self.choices.iter().map(tidied).collect::<Result<_, Refusal>>()?,
        })
    }
}

impl SkillQuestion {
    fn tidy(&self) -> Result<Self, Refusal> {
        Ok(Self {
            id: self.id.clone(),
            competence: self.competence,
            topic: said(&self.topic)?,
            ask: said(&self.ask)?,
            alone: said(&self.alone)?,
            helped: said(&self.helped)?,
            next: said(&self.next)?,
        })
    }
}

fn said(text: &str) -> Result<String, Refusal> {
    written(text, LONGEST, "question")
}

fn is_name(text: &str) -> bool {
    let fits = |c: u8| c.is_ascii_lowercase() || c.is_ascii_digit() || c == b'-';
    (1..=40).contains(&text.len()) && text.bytes().all(fits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_set_is_whole_and_says_everything() {
        let set: QuestionSet = serde_json::from_str(TEXT).unwrap();
        assert_eq!((&set, set.tidy(), set.whole()), (first(), Ok(set.clone()), Ok(())));
        for text in set.sorts.iter().map(|sort| &sort.ask).chain(set.skills.iter().map(|skill| &skill.ask)) {
            assert!(text.ends_with("\u{A0}?"), "{text}");
        }
        for skill in &set.skills {
            for text in [&skill.alone, &skill.helped, &skill.next] {
                assert!(text.ends_with('.') && text.split_whitespace().count() <= 15, "{text}");
            }
        }
        let told: BTreeSet<Need> =
            set.sorts.iter().flat_map(|sort| &sort.choices).filter_map(|choice| choice.tells).collect();
        assert_eq!(told.len(), 6, "each need is told by some answer");
    }

    #[test]
    fn nobody_is_tested() {
        let text = TEXT.to_lowercase();
        for word in ["test", "niveau", "examen", "note", "faux", "erreur", "échou", "incapable", "illettr"] {
            assert!(!text.contains(word), "{word}");
        }
    }

    #[test]
    fn what_cannot_be_kept_is_refused() {
        let usual = first().clone();
        let changed = |change: fn(&mut QuestionSet)| {
            let mut set = usual.clone();
            change(&mut set);
            set.tidy().err()
        };
        let refused = |field: &'static str| Some(Refusal::Invalid { field });
        assert_eq!(changed(|set| set.title.clear()), refused("title"));
        assert_eq!(changed(|set| set.skills[0].ask.clear()), refused("question"));
        assert_eq!(changed(|set| set.skills[0].next = "x".repeat(201)), refused("question"));
        assert_eq!(changed(|set| set.skills[0].id = "Les mails".to_owned()), refused("question"));
        assert_eq!(changed(|set| set.skills[0].id = set.skills[1].id.clone()), refused("question"));
        assert_eq!(changed(|set| set.skills[0].id = set.sorts[0].id.clone()), refused("question"));
        assert_eq!(changed(|set| set.sorts[0].choices.clear()), refused("question"));
        assert_eq!(changed(|set| set.sorts[0].choices[0].id = set.sorts[0].choices[1].id.clone()), refused("question"));
        assert_eq!(changed(|set| set.skills.truncate(1)), None, "a draft may lack questions");
    }

    #[test]
    fn what_lacks_an_area_is_not_asked_of_anybody() {
        let without = |left_out: &[&str]| {
            let mut set = first().clone();
            set.skills.retain(|skill| !left_out.contains(&skill.id.as_str()));
            set.whole().err()
        };
        assert_eq!(without(&["form"]), None);
        assert_eq!(without(&["trap"]), Some(Refusal::Invalid { field: "areas" }));
        assert_eq!(without(&["form", "mail", "write", "files"]), Some(Refusal::Invalid { field: "questions" }));
    }
}
