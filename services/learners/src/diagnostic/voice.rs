//! The voice for the person: what they can do already, what they do with help, what comes next. In the words of the set, never a level.

use super::{
    answers::{Answers, Said},
    outcome::Outcome,
    questions::{QuestionSet, SkillQuestion},
    skill::Level,
};

/// What is told to the person, in French.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Voice {
    /// What they can do.
    pub can: Vec<String>,
    /// What they do with help.
    pub helped: Vec<String>,
    /// What comes next: three things at most, the nearest first.
    pub next: Vec<String>,
}

const MOST_NEXT: usize = 3;

impl Voice {
    /// What is told of these answers to that set.
    pub fn of(set: &QuestionSet, answers: &Answers, outcome: &Outcome) -> Self {
        let said = |wanted: Said| set.skills.iter().filter(move |one| answers.said(&one.id) == wanted);
        Self {
            can: said(Said::Alone).map(|one| one.alone.clone()).collect(),
            helped: said(Said::Help).map(|one| one.helped.clone()).collect(),
            next: next(set, answers, outcome).into_iter().map(|one| one.next.clone()).collect(),
        }
    }
}

/// From the area where least is known; there, what is done with help before what is not done yet, in the order of the set.
fn next<'a>(set: &'a QuestionSet, answers: &Answers, outcome: &Outcome) -> Vec<&'a SkillQuestion> {
    let open = |one: &&SkillQuestion| matches!(answers.said(&one.id), Said::Help | Said::NotYet);
    let mut open: Vec<&SkillQuestion> = set.skills.iter().filter(open).collect();
    let level = |one: &SkillQuestion| outcome.levels.get(&one.competence.area()).copied().unwrap_or(Level::Untouched);
    // A stable sort: questions that are alike keep the order of the set.
    open.sort_by_key(|one| (level(one), answers.said(&one.id)));
    open.truncate(MOST_NEXT);
    open
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::questions::first;

    fn voice(said: &[(&str, Said)], others: Said) -> Voice {
        let set = first();
        let of = |id: &str| said.iter().find(|(one, _)| *one == id).map_or(others, |(_, said)| *said);
        let skills: Vec<(String, Said)> = set.skills.iter().map(|one| (one.id.clone(), of(&one.id))).collect();
        let answers = Answers::read(set, &[], &skills).unwrap();
        Voice::of(set, &answers, &Outcome::of(set, &answers))
    }

    fn told(id: &str) -> &'static SkillQuestion {
        first().skill(id).unwrap()
    }

    fn nexts(ids: [&str; 3]) -> Vec<String> {
        ids.into_iter().map(|id| told(id).next.clone()).collect()
    }

    #[test]
    fn who_has_never_touched_a_device_is_told_where_to_begin() {
        let voice = voice(&[], Said::NotYet);
        assert_eq!((voice.can.len(), voice.helped.len()), (0, 0));
        assert_eq!(voice.next, nexts(["handle", "trouble", "search"]));
    }

    #[test]
    fn what_is_done_alone_is_told_first_and_what_is_near_comes_next() {
        let voice = voice(&[("handle", Said::Alone), ("mail", Said::Help), ("search", Said::Help)], Said::NotYet);
        assert_eq!(voice.can, [told("handle").alone.clone()]);
        assert_eq!(voice.helped, [told("search").helped.clone(), told("mail").helped.clone()]);
        // Content and safety are at nought: they come before what is begun elsewhere.
        assert_eq!(voice.next, nexts(["write", "picture", "password"]));
    }

    #[test]
    fn within_an_area_what_is_done_with_help_comes_before_what_is_not() {
        let alone = |id: &'static str| (id, Said::Alone);
        let others: Vec<(&str, Said)> =
            ["handle", "trouble", "search", "files", "write", "picture", "password", "trap"]
                .into_iter()
                .map(alone)
                .chain([("mail", Said::NotYet), ("attachment", Said::Help)])
                .collect();
        let voice = voice(&others, Said::NotYet);
        assert_eq!(voice.next, nexts(["attachment", "mail", "form"]));
    }

    #[test]
    fn who_is_at_ease_is_told_no_next_and_what_was_passed_over_is_not_told() {
        let at_ease = voice(&[], Said::Alone);
        assert_eq!((at_ease.can.len(), at_ease.next.len()), (first().skills.len(), 0));
        let passed = voice(&[("mail", Said::Unasked)], Said::Alone);
        assert_eq!((passed.can.len(), passed.next.len()), (first().skills.len() - 1, 0));
    }
}
