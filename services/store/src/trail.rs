//! The trail: the acts themselves, read as who did what, when and why.
//!
//! It is read only. Acts are written by `act` alone, with what they did, and nothing here or elsewhere changes or removes
//! one. Neither receipts nor keys leave by this door.

use diesel::prelude::*;
use kernel::{
    clock::At,
    ids::{Person, PersonId, Structure, StructureId},
};
use serde::{Deserialize, Serialize};

use crate::{
    conn::{AnyConn, MultiBackend},
    fault::Fault,
    ids::{Ref, refs},
    tables::act,
};

/// What is looked for.
#[derive(Clone, Debug, Default)]
pub struct Sought {
    /// Acts for this structure alone.
    pub organisation: Option<StructureId>,
    /// Not before this instant.
    pub from: Option<At>,
    /// Before this instant.
    pub until: Option<At>,
    /// Acts that have to do with some words.
    pub words: Option<Words>,
    /// After this place.
    pub after: Option<Place>,
}

/// What words lead to: an act is found by any of the three.
#[derive(Clone, Debug, Default)]
pub struct Words {
    /// Verbs that are told in these words.
    pub verbs: Vec<&'static str>,
    /// People of that name.
    pub people: Vec<PersonId>,
    /// What the reason has in it, without case or accent.
    pub reason: String,
}

/// A place in the trail: the instant of an act, and how many acts of that instant were passed with it.
///
/// Acts are never removed and new ones are later, so a place stays where it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// When.
    pub at: At,
    /// How many of that instant, counted from the first.
    pub passed: i64,
}

/// One act as it may be told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// When.
    pub at: At,
    /// For which structure; [`NOBODY`](crate::act::NOBODY) where the machine itself acted.
    pub organisation: StructureId,
    /// Who; none where the machine itself acted, and for acts older than the trail.
    pub person: Option<PersonId>,
    /// The mutation's name.
    pub verb: String,
    /// Why, in the person's own words.
    pub reason: Option<String>,
}

type Row = (i64, Ref<Structure>, Option<Ref<Person>>, String, Option<String>);

/// The acts that are looked for, newest first, `most` at most, in one statement.
pub fn read(conn: &mut AnyConn, sought: &Sought, most: i64) -> Result<Vec<Told>, Fault> {
    let mut query = act::table
        .select((act::at, act::organisation, act::person, act::verb, act::reason))
        .order((act::at.desc(), act::organisation.asc(), act::verb.asc(), act::key.asc()))
        .limit(most)
        .into_boxed::<MultiBackend>();
    if let Some(organisation) = sought.organisation {
        query = query.filter(act::organisation.eq(Ref(organisation)));
    }
    if let Some(At(from)) = sought.from {
        query = query.filter(act::at.ge(from));
    }
    if let Some(At(until)) = sought.until {
        query = query.filter(act::at.lt(until));
    }
    if let Some(place) = sought.after {
        query = query.filter(act::at.le(place.at.0)).offset(place.passed);
    }
    if let Some(words) = &sought.words {
        let verbs = act::verb.eq_any(words.verbs.clone());
        let people = act::person.eq_any(refs(&words.people));
        let reason = act::reason_folded.like(pattern(&words.reason)).escape('\\');
        query = query.filter(verbs.or(people).or(reason));
    }
    let rows: Vec<Row> = query.load(conn)?;
    Ok(rows.into_iter().map(told).collect())
}

/// Where to go on after each of these, read from there on.
pub fn places(found: &[Told], after: Option<Place>) -> Vec<Place> {
    let mut last = after;
    let next = |told: &Told| {
        let passed = last.filter(|place| place.at == told.at).map_or(0, |place| place.passed);
        let place = Place { at: told.at, passed: passed + 1 };
        last = Some(place);
        place
    };
    found.iter().map(next).collect()
}

fn told((at, organisation, person, verb, reason): Row) -> Told {
    Told { at: At(at), organisation: organisation.0, person: person.map(|person| person.0), verb, reason }
}

/// What a reason looks like that has this text in it, wherever; signs of patterns in the text stand for themselves.
fn pattern(text: &str) -> String {
    let mut pattern = String::from("%");
    for letter in text.chars() {
        if matches!(letter, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(letter);
    }
    pattern.push('%');
    pattern
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told_at(at: i64) -> Told {
        let organisation = crate::act::NOBODY;
        Told { at: At(at), organisation, person: None, verb: "verb".to_owned(), reason: None }
    }

    #[test]
    fn signs_of_patterns_stand_for_themselves() {
        assert_eq!(pattern("50 % d_e\\"), "%50 \\% d\\_e\\\\%");
    }

    #[test]
    fn places_count_within_an_instant_and_begin_again_with_the_next() {
        let place = |at: i64, passed: i64| Place { at: At(at), passed };
        let found = [told_at(9), told_at(9), told_at(7)];
        assert_eq!(places(&found, None), [place(9, 1), place(9, 2), place(7, 1)]);
        assert_eq!(places(&found[1..], Some(place(9, 1))), [place(9, 2), place(7, 1)]);
        assert_eq!(places(&found[2..], Some(place(9, 2))), [place(7, 1)]);
    }
}
