//! Before and after: two diagnostics of one person, side by side.

use kernel::clock::Day;

use super::{
    answers::Said,
    made::Made,
    questions::QuestionSet,
    skill::{Area, Level},
};

/// How an area went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// Which.
    pub area: Area,
    /// Before.
    pub before: Level,
    /// Now.
    pub now: Level,
}

/// What changed since an earlier day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Progress {
    /// That day.
    pub since: Day,
    /// The areas that both tell of, in order.
    pub areas: Vec<Step>,
    /// What is done alone now and was not then, in the words for the person. Whatever went the other way is not told.
    pub learnt: Vec<String>,
}

impl Progress {
    /// From one diagnostic to a later one, answered to that set.
    pub fn between(earlier: &Made, later: &Made, set: &QuestionSet) -> Self {
        let step = |(area, now): (&Area, &Level)| {
            earlier.outcome.levels.get(area).map(|before| Step { area: *area, before: *before, now: *now })
        };
        Self {
            since: earlier.on,
            areas: later.outcome.levels.iter().filter_map(step).collect(),
            learnt: learnt(earlier, later, set),
        }
    }
}

/// Questions bear the same name in every version that asks them.
fn learnt(earlier: &Made, later: &Made, set: &QuestionSet) -> Vec<String> {
    let (Some(before), Some(now)) = (&earlier.answers, &later.answers) else { return Vec::new() };
    let is_new =
        |id: &str| now.said(id) == Said::Alone && matches!(before.skills.get(id), Some(Said::Help | Said::NotYet));
    set.skills.iter().filter(|one| is_new(&one.id)).map(|one| one.alone.clone()).collect()
}

#[cfg(test)]
mod tests {
    use kernel::{chance::Chance, clock::At};

    use super::*;
    use crate::diagnostic::{answers::Answers, outcome::Outcome, questions::first};

    fn made(on: &str, said: &[(&str, Said)], others: Said) -> Made {
        let (set, chance) = (first(), Chance::from_seed(1));
        let of = |id: &str| said.iter().find(|(one, _)| *one == id).map_or(others, |(_, said)| *said);
        let skills: Vec<(String, Said)> = set.skills.iter().map(|one| (one.id.clone(), of(&one.id))).collect();
        let answers = Answers::read(set, &[], &skills).unwrap();
        Made {
            id: chance.id(),
            structure: chance.id(),
            learner: Some(chance.id()),
            version: 1,
            on: on.parse().unwrap(),
            on_paper: false,
            outcome: Outcome::of(set, &answers),
            answers: Some(answers),
            entered_at: At(0),
            entered_by: chance.id(),
        }
    }

    #[test]
    fn what_was_learnt_is_told_and_what_was_lost_is_not() {
        let before = made("2025-10-01", &[("mail", Said::Help), ("trap", Said::Alone)], Said::NotYet);
        let now = made("2026-03-02", &[("mail", Said::Alone), ("handle", Said::Alone)], Said::NotYet);
        let progress = Progress::between(&before, &now, first());
        assert_eq!(progress.since.to_string(), "2025-10-01");
        let told = |id: &str| first().skill(id).unwrap().alone.clone();
        assert_eq!(progress.learnt, [told("handle"), told("mail")]);
        let of = |area: Area| progress.areas.iter().find(|step| step.area == area).copied().unwrap();
        let step = of(Area::Environment);
        assert_eq!((step.before, step.now), (Level::Untouched, Level::Beginner));
        let step = of(Area::Safety);
        assert_eq!((step.before, step.now), (Level::Beginner, Level::Untouched), "staff see what went the other way");
        assert_eq!(progress.areas.len(), 5);
    }

    #[test]
    fn what_only_one_of_them_asked_is_no_progress() {
        let before = made("2025-10-01", &[("write", Said::Unasked), ("picture", Said::Unasked)], Said::NotYet);
        let now = made("2025-11-03", &[], Said::Alone);
        let progress = Progress::between(&before, &now, first());
        assert_eq!((progress.areas.len(), progress.learnt.len()), (4, first().skills.len() - 2));
    }
}
