//! What comes out of the answers: a level for each area, and which way is proposed. Nothing but the answers is looked at.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{
    answers::{Answers, Said},
    questions::{Need, QuestionSet},
    skill::{Area, Level},
};

/// The way that is proposed to somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Way {
    /// Workshops.
    Training,
    /// Somebody does it for them, where that is allowed: an Aidants Connect or France services place.
    DoForThem,
    /// At ease: nothing to learn first.
    AtEase,
}

impl Way {
    /// Every way.
    pub const ALL: [Self; 3] = [Self::Training, Self::DoForThem, Self::AtEase];

    /// As the database keeps it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Training => "training",
            Self::DoForThem => "do-for-them",
            Self::AtEase => "at-ease",
        }
    }

    /// The way of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|way| way.name() == name)
    }
}

/// What comes out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    /// The level in each area of which something was asked.
    pub levels: BTreeMap<Area, Level>,
    /// In one word: the middle one of them, the lower of two.
    pub overall: Level,
    /// The way that is proposed.
    pub way: Way,
}

impl Outcome {
    /// What comes out of these answers to that set.
    pub fn of(set: &QuestionSet, answers: &Answers) -> Self {
        let level = |area| Some((area, level(&said_of(set, answers, area))?));
        let levels: BTreeMap<Area, Level> = Area::ALL.into_iter().filter_map(level).collect();
        let overall = middle(&levels);
        Self { way: way(&levels, overall, &needs(set, answers)), levels, overall }
    }
}

/// What the chosen answers say of the person.
pub fn needs(set: &QuestionSet, answers: &Answers) -> BTreeSet<Need> {
    let told = |(question, choice): (&String, &String)| set.sort(question)?.choice(choice)?.tells;
    answers.sorts.iter().filter_map(told).collect()
}

fn said_of(set: &QuestionSet, answers: &Answers, area: Area) -> Vec<Said> {
    set.skills.iter().filter(|one| one.competence.area() == area).map(|one| answers.said(&one.id)).collect()
}

/// The level that answers in one area come to: two points for what is done alone, one with help. None: 0; up to half of them: 1; more:
/// 2; all, by two answers at least: 3. No level where nothing was asked.
fn level(said: &[Said]) -> Option<Level> {
    let asked = said.iter().filter(|one| **one != Said::Unasked).count();
    let points: usize = said.iter().map(|one| points(*one)).sum();
    Some(match (asked, points) {
        (0, _) => return None,
        (_, 0) => Level::Untouched,
        (2.., points) if points == 2 * asked => Level::Advanced,
        (_, points) if points > asked => Level::Intermediate,
        _ => Level::Beginner,
    })
}

const fn points(said: Said) -> usize {
    match said {
        Said::Alone => 2,
        Said::Help => 1,
        Said::NotYet | Said::Unasked => 0,
    }
}

fn middle(levels: &BTreeMap<Area, Level>) -> Level {
    let mut sorted: Vec<Level> = levels.values().copied().collect();
    sorted.sort_unstable();
    let at = sorted.len().saturating_sub(1) / 2;
    sorted.get(at).copied().unwrap_or(Level::Untouched)
}

/// What the person wishes comes first. Who has a formality to do and has never touched a device is not kept waiting for it.
fn way(levels: &BTreeMap<Area, Level>, overall: Level, needs: &BTreeSet<Need>) -> Way {
    let wishes_it_done = needs.contains(&Need::DoneForMe);
    let cannot_wait = needs.contains(&Need::Formality) && overall == Level::Untouched;
    if wishes_it_done || cannot_wait {
        return Way::DoForThem;
    }
    let at_ease = !levels.is_empty() && levels.values().all(|level| *level == Level::Advanced);
    if at_ease { Way::AtEase } else { Way::Training }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::questions::first;

    const A: Said = Said::Alone;
    const H: Said = Said::Help;
    const N: Said = Said::NotYet;
    const U: Said = Said::Unasked;

    #[test]
    fn a_level_is_read_in_a_table() {
        let table: [(&[Said], Option<Level>); 20] = [
            (&[], None),
            (&[U, U], None),
            (&[N, N], Some(Level::Untouched)),
            (&[N, U], Some(Level::Untouched)),
            (&[H, N], Some(Level::Beginner)),
            (&[N, H], Some(Level::Beginner)),
            (&[H, H], Some(Level::Beginner)),
            (&[A, N], Some(Level::Beginner)),
            (&[N, A], Some(Level::Beginner)),
            (&[H, U], Some(Level::Beginner)),
            (&[A, H], Some(Level::Intermediate)),
            (&[H, A], Some(Level::Intermediate)),
            (&[A, U], Some(Level::Intermediate)),
            (&[A, A], Some(Level::Advanced)),
            (&[A, A, U], Some(Level::Advanced)),
            (&[A, A, A], Some(Level::Advanced)),
            (&[A, H, N], Some(Level::Beginner)),
            (&[A, A, N], Some(Level::Intermediate)),
            (&[A, A, H], Some(Level::Intermediate)),
            (&[H, N, N], Some(Level::Beginner)),
        ];
        for (said, expected) in table {
            assert_eq!(level(said), expected, "{said:?}");
        }
    }

    #[test]
    fn the_whole_is_the_middle_and_never_more() {
        let of = |numbers: &[i64]| {
            let levels = numbers.iter().map(|number| Level::numbered(*number).unwrap());
            middle(&Area::ALL.into_iter().zip(levels).collect())
        };
        let table: [(&[i64], i64); 8] = [
            (&[], 0),
            (&[2], 2),
            (&[0, 3], 0),
            (&[1, 2], 1),
            (&[0, 0, 3], 0),
            (&[0, 1, 3], 1),
            (&[3, 3, 2, 2], 2),
            (&[3, 1, 1, 2, 0], 1),
        ];
        for (numbers, expected) in table {
            assert_eq!(of(numbers).number(), expected, "{numbers:?}");
        }
    }

    #[test]
    fn the_way_is_the_persons_wish_then_what_cannot_wait_then_the_levels() {
        let all = |level: Level| Area::ALL.into_iter().map(|area| (area, level)).collect::<BTreeMap<_, _>>();
        let table = [
            (Level::Untouched, None, Way::Training),
            (Level::Untouched, Some(Need::NoEquipment), Way::Training),
            (Level::Untouched, Some(Need::Formality), Way::DoForThem),
            (Level::Untouched, Some(Need::DoneForMe), Way::DoForThem),
            (Level::Beginner, Some(Need::Formality), Way::Training),
            (Level::Beginner, Some(Need::DoneForMe), Way::DoForThem),
            (Level::Intermediate, Some(Need::Formality), Way::Training),
            (Level::Advanced, None, Way::AtEase),
            (Level::Advanced, Some(Need::Formality), Way::AtEase),
            (Level::Advanced, Some(Need::DoneForMe), Way::DoForThem),
        ];
        for (level, need, expected) in table {
            assert_eq!(way(&all(level), level, &need.into_iter().collect()), expected, "{level:?} {need:?}");
        }
        let mut uneven = all(Level::Advanced);
        uneven.insert(Area::Safety, Level::Intermediate);
        assert_eq!(way(&uneven, Level::Advanced, &BTreeSet::new()), Way::Training);
    }

    #[test]
    fn each_need_is_told_by_the_answers_alone() {
        let set = first();
        let skills: Vec<(String, Said)> = set.skills.iter().map(|one| (one.id.clone(), N)).collect();
        let answered = |sorts: &[(&str, &str)]| {
            let sorts: Vec<(String, String)> =
                sorts.iter().map(|(one, choice)| ((*one).to_owned(), (*choice).to_owned())).collect();
            Answers::read(set, &sorts, &skills).unwrap()
        };
        let nothing = answered(&[]);
        assert_eq!((needs(set, &nothing).len(), Outcome::of(set, &nothing).way), (0, Way::Training));
        let hurried = answered(&[("equipment", "none"), ("why", "formality")]);
        assert_eq!(needs(set, &hurried), BTreeSet::from([Need::NoEquipment, Need::Formality]));
        let outcome = Outcome::of(set, &hurried);
        assert_eq!((outcome.overall, outcome.way, outcome.levels.len()), (Level::Untouched, Way::DoForThem, 5));
        assert!(Way::ALL.into_iter().all(|way| Way::named(way.name()) == Some(way)));
    }
}
