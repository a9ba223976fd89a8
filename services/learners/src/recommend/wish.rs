//! What somebody wishes and can: all that a session is judged by.

use std::collections::BTreeMap;

use kernel::clock::{At, Day};
use registry::distance::Point;

use crate::{
    diagnostic::skill::{Area, Level},
    learner::needs::{Access, Transport},
};

/// What somebody wishes and can. What is not known decides nothing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Wish {
    /// Where they live: the town hall of their commune.
    pub home: Option<Point>,
    /// How they come.
    pub transport: Option<Transport>,
    /// What they need to take part.
    pub access: Vec<Access>,
    /// The language in which they are at ease: two or three letters.
    pub language: String,
    /// How far they have come, area by area.
    pub levels: BTreeMap<Area, Level>,
    /// The same in one word.
    pub overall: Option<Level>,
    /// The theme that they ask for, as workshops name it.
    pub theme: Option<String>,
    /// The days on which they can come, 1 for Monday to 7 for Sunday; none: any.
    pub days: Vec<i64>,
    /// The parts of the day; none: any.
    pub parts: Vec<Part>,
    /// How many cheques they have left.
    pub cheques: Option<i64>,
}

/// A part of the day, in Paris.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Before noon.
    Morning,
    /// From noon on.
    Afternoon,
    /// From six on.
    Evening,
}

impl Part {
    /// The part in which something starts.
    pub fn of(at: At) -> Self {
        match at.paris_time() {
            (0..=11, _) => Self::Morning,
            (12..=17, _) => Self::Afternoon,
            _ => Self::Evening,
        }
    }
}

/// The day of the week: 1 for Monday to 7 for Sunday.
pub fn weekday(day: Day) -> i64 {
    // 1 January 1970 was a Thursday.
    (day.number() + 3).rem_euclid(7) + 1
}

impl Wish {
    /// The areas in which the person has come least far, where there is something left to learn.
    pub fn gaps(&self) -> Vec<Area> {
        let least = self.levels.values().min().filter(|level| **level < Level::Advanced);
        self.levels.iter().filter(|(_, level)| Some(*level) == least).map(|(area, _)| *area).collect()
    }

    /// The level to judge by in these areas: the lowest that is known in them, otherwise the one word for all.
    pub fn level_in(&self, areas: &[Area]) -> Option<Level> {
        areas.iter().filter_map(|area| self.levels.get(area)).min().copied().or(self.overall)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn days_and_their_parts_are_those_of_paris() {
        let table = [
            ("2025-10-06", (9, 0), 1, Part::Morning),
            ("2025-10-07", (11, 59), 2, Part::Morning),
            ("2025-10-08", (12, 0), 3, Part::Afternoon),
            ("2025-10-12", (17, 59), 7, Part::Afternoon),
            ("2025-10-11", (18, 0), 6, Part::Evening),
        ];
        for (text, (hour, minute), number, part) in table {
            assert_eq!((weekday(day(text)), Part::of(day(text).at(hour, minute))), (number, part), "{text}");
        }
        assert_eq!(weekday(day("1969-12-31")), 3);
    }

    #[test]
    fn gaps_are_where_somebody_has_come_least_far() {
        let of = |levels: &[(Area, Level)]| Wish { levels: levels.iter().copied().collect(), ..Wish::default() };
        let some = of(&[
            (Area::Safety, Level::Beginner),
            (Area::Content, Level::Untouched),
            (Area::Information, Level::Untouched),
        ]);
        assert_eq!(some.gaps(), [Area::Information, Area::Content]);
        assert!(of(&[(Area::Safety, Level::Advanced)]).gaps().is_empty());
        assert!(of(&[]).gaps().is_empty());
        assert_eq!(some.level_in(&[Area::Safety, Area::Content]), Some(Level::Untouched));
        assert_eq!(some.level_in(&[Area::Communication]), None);
        let known = Wish { overall: Some(Level::Beginner), ..some };
        assert_eq!(known.level_in(&[Area::Communication]), Some(Level::Beginner));
        assert_eq!(known.level_in(&[]), Some(Level::Beginner));
    }
}
