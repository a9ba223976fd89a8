//! Learners as they are read: whole by the structure that keeps them; a first name, a letter and how to reach them by one that serves
//! them; not at all by anybody else.

use std::collections::{BTreeSet, HashMap};

use kernel::{
    access::{Action, Actor},
    clock::{At, Day},
    ids::{LearnerRef, MergeId, PersonId},
};
use store::{Fault, Reply, conn::AnyConn, personal::Personal};

use super::{
    consent, find,
    kept::Learner,
    marks,
    needs::{Proxy, ToldBy},
    said::Consent,
    sight::{self, Sight},
    who::Who,
};
use crate::{
    desk::Desk,
    rows::{learners, merges, people},
};

/// Somebody as they are read.
#[derive(Clone, PartialEq, Eq)]
pub struct Seen {
    /// Without anything that says who.
    pub learner: Learner,
    /// Whether the caller's structure keeps them.
    pub is_kept: bool,
    /// The number on their card, for the structure that keeps them: whoever types it again reaches them for another month.
    pub card: Option<String>,
    /// « Amina B. »
    pub short: String,
    /// How old they are, roughly.
    pub age: Option<AgeBand>,
    /// Who they are, for the structure that keeps them.
    pub who: Option<Who>,
    /// How they are reached: for the structure that keeps them, and for one that serves them until a day.
    pub reached: Option<Reached>,
    /// That day, for one that serves them.
    pub reached_until: Option<Day>,
    /// The language in which they are at ease, and what they need to take part.
    pub needs: Option<Needs>,
    /// The name of the commune where they live, for the structure that keeps them.
    pub home_name: Option<String>,
    /// What they said last on each purpose, with who recorded it; on the page of the person alone.
    pub consents: Vec<(Consent, Option<String>)>,
    /// What was merged into them by the caller's structure, newest first; on the page of the person alone.
    pub merges: Vec<(MergeId, At)>,
}

/// Nothing that says who.
impl std::fmt::Debug for Seen {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Seen({})", self.learner.id)
    }
}

/// How somebody is reached.
#[derive(Clone, PartialEq, Eq)]
pub struct Reached {
    /// Where they may be called.
    pub phone: Option<String>,
    /// Whether others answer that telephone too.
    pub phone_shared: bool,
    /// Where a mail reaches them.
    pub mail: Option<String>,
    /// How they wish to be told.
    pub told_by: Option<ToldBy>,
    /// Who acts for them.
    pub proxy: Option<Proxy>,
}

/// Nothing of it.
impl std::fmt::Debug for Reached {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Reached")
    }
}

/// What helps somebody take part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Needs {
    /// The language in which they are at ease.
    pub language: String,
    /// What they need.
    pub access: Vec<super::needs::Access>,
}

/// How old somebody is, roughly, on the day of the reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AgeBand {
    /// Under 18.
    Minor,
    /// 18 to 25.
    Young,
    /// 26 to 59.
    Adult,
    /// 60 to 74.
    Senior,
    /// 75 and over.
    Elder,
}

impl AgeBand {
    /// Of somebody who was born that year: who has their birthday still to come is taken for a year older.
    pub fn of(birth_year: i32, today: Day) -> Self {
        match today.year() - birth_year {
            ..=17 => Self::Minor,
            18..=25 => Self::Young,
            26..=59 => Self::Adult,
            60..=74 => Self::Senior,
            _ => Self::Elder,
        }
    }
}

/// Which learners are wanted.
#[derive(Clone, Debug)]
pub enum Wanted {
    /// All, newest first, after a place in the list.
    All(Option<(At, LearnerRef)>),
    /// Whoever a card leads to.
    Card(String),
    /// Whoever may bear that name, as it sounds, in either order.
    Named(Box<Who>),
}

/// The learners whom the caller's structure keeps or serves; one more than `first` when others follow.
///
/// Refusals: `INPUT_INVALID` (the name that is sought).
pub async fn learners(desk: &Desk, actor: &Actor, wanted: Wanted, first: i64) -> Reply<Vec<Seen>> {
    let wanted = match wanted {
        Wanted::Named(who) => Wanted::Named(Box::new(who.tidy(desk.store.now().day())?)),
        other => other,
    };
    let (actor, personal, now) = (actor.clone(), desk.personal(), desk.store.now());
    desk.store
        .read_still("learners", move |conn| {
            let found = named(conn, &actor, &personal, &wanted, first)?;
            Ok(listed(conn, &personal, found, now)?)
        })
        .await
}

fn named(
    conn: &mut AnyConn,
    actor: &Actor,
    personal: &Personal,
    wanted: &Wanted,
    first: i64,
) -> Result<Vec<(Learner, Sight)>, Fault> {
    let Some(mine) = actor.organisation() else { return Ok(Vec::new()) };
    let found = match wanted {
        Wanted::All(before) => learners::page(conn, mine, *before, first + 1)?,
        Wanted::Card(number) => {
            let theirs = find::of_card(conn, number)?;
            find::roots(conn, &Vec::from_iter(theirs))?
        }
        Wanted::Named(who) => {
            let alike = people::marked_of(conn, &marks::sought(personal, who), mine, first)?;
            find::roots(conn, &alike)?
        }
    };
    sight::of_many(conn, actor, found)
}

/// Somebody on their own page, whatever row names them.
pub async fn learner(desk: &Desk, actor: &Actor, id: LearnerRef) -> Reply<Option<Seen>> {
    let (actor, personal, now) = (actor.clone(), desk.personal(), desk.store.now());
    desk.store
        .read_still("learner", move |conn| {
            let found: Vec<_> = sight::seen_as(conn, &actor, id)?.into_iter().collect();
            let Some(mut seen) = listed(conn, &personal, found, now)?.pop() else { return Ok(None) };
            seen.consents = consents(conn, seen.learner.id)?;
            let theirs = merges::into(conn, &[seen.learner.id])?;
            let ours = theirs.into_iter().filter(|one| actor.may(Action::UndoLearnerMerge, one.structure).is_ok());
            seen.merges = ours.map(|one| (one.id, one.at)).collect();
            Ok(Some(seen))
        })
        .await
}

fn consents(conn: &mut AnyConn, id: LearnerRef) -> Result<Vec<(Consent, Option<String>)>, Fault> {
    let standing = consent::standing(conn, id)?;
    let by: BTreeSet<PersonId> = standing.iter().map(|one| one.recorded_by).collect();
    let people = registry::identity::person::of_ids(conn, &Vec::from_iter(by))?;
    let name = |id: PersonId| people.iter().find(|one| one.id == id).map(|one| one.name.clone());
    Ok(standing.into_iter().map(|one| (name(one.recorded_by), one)).map(|(name, one)| (one, name)).collect())
}

/// The same with names, cards and communes: one statement for each.
pub(super) fn listed(
    conn: &mut AnyConn,
    personal: &Personal,
    found: Vec<(Learner, Sight)>,
    now: At,
) -> Result<Vec<Seen>, Fault> {
    let roots: Vec<LearnerRef> = found.iter().map(|(one, _)| one.id).collect();
    let sealed: HashMap<LearnerRef, _> = people::sealed(conn, &roots)?.into_iter().collect();
    let cards = cards(conn, &roots)?;
    let homes: Vec<(&str, i32)> =
        found.iter().filter_map(|(one, _)| one.home.as_ref()).map(|(code, year)| (code.as_str(), *year)).collect();
    let homes = registry::territory::names(conn, &homes)?;
    let mut listed = Vec::with_capacity(found.len());
    for (learner, sight) in found {
        let Some(sealed) = sealed.get(&learner.id) else { continue };
        let who = Who::open(personal, learner.id, sealed)?;
        let mut seen = shown(who, learner, sight, now.day());
        seen.card = cards.get(&seen.learner.id).filter(|_| seen.is_kept).cloned();
        let home = seen.learner.home.as_ref().filter(|_| seen.is_kept);
        seen.home_name = home.map(|home| homes.get(home).unwrap_or(&home.0).clone());
        listed.push(seen);
    }
    Ok(listed)
}

/// The card of each, also where it was given under a row that leads to theirs.
fn cards(conn: &mut AnyConn, roots: &[LearnerRef]) -> Result<HashMap<LearnerRef, String>, Fault> {
    let leading = learners::leading_to(conn, roots)?;
    let all: Vec<LearnerRef> = roots.iter().copied().chain(leading.iter().map(|(id, _)| *id)).collect();
    let mut cards = find::cards(conn, &all)?;
    for (id, root) in leading {
        if let Some(card) = cards.remove(&id) {
            cards.entry(root).or_insert(card);
        }
    }
    Ok(cards)
}

/// What the caller's structure may see of somebody, and nothing else.
fn shown(who: Who, learner: Learner, sight: Sight, today: Day) -> Seen {
    let is_kept = sight == Sight::Keeper;
    let until = match sight {
        Sight::Serves { until } => Some(until),
        Sight::Keeper | Sight::None => None,
    };
    let is_reached = sight.is_open(today);
    Seen {
        is_kept,
        card: None,
        short: who.short(),
        age: who.birth_year.map(|year| AgeBand::of(year, today)),
        reached: is_reached.then(|| reached(&who)),
        reached_until: until,
        needs: is_reached.then(|| Needs { language: who.language.clone(), access: who.access.clone() }),
        home_name: None,
        consents: Vec::new(),
        merges: Vec::new(),
        who: is_kept.then_some(who),
        learner,
    }
}

/// How somebody is reached.
pub(crate) fn reached(who: &Who) -> Reached {
    Reached {
        phone: who.phone.clone(),
        phone_shared: who.phone_shared,
        mail: who.mail.clone(),
        told_by: who.told_by,
        proxy: who.proxy.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::learner::who::tests::who;

    #[test]
    fn an_age_is_told_roughly() {
        let today: Day = "2025-10-01".parse().unwrap();
        let table = [
            (2008, AgeBand::Minor),
            (2007, AgeBand::Young),
            (1999, AgeBand::Adult),
            (1965, AgeBand::Senior),
            (1951, AgeBand::Senior),
            (1950, AgeBand::Elder),
        ];
        for (year, band) in table {
            assert_eq!(AgeBand::of(year, today), band, "{year}");
        }
    }

    #[test]
    fn who_serves_sees_a_first_name_and_for_a_time_how_to_reach_them() {
        let today: Day = "2025-10-01".parse().unwrap();
        let chance = kernel::chance::Chance::from_seed(1);
        let one = Learner {
            id: chance.id(),
            keeper: chance.id(),
            home: Some(("62447".to_owned(), 2025)),
            kept_at: At(0),
            kept_by: chance.id(),
            last_contact: today,
            merged: None,
            erased_at: None,
        };
        let amina = Who { phone: Some("0321000000".to_owned()), ..who("Amina", "Ba", Some(1951)) };
        let seen = |sight| shown(amina.clone(), one.clone(), sight, today);
        assert_eq!(seen(Sight::Keeper).who, Some(amina.clone()));
        let served = seen(Sight::Serves { until: today });
        assert_eq!((served.short.as_str(), &served.who), ("Amina B.", &None));
        assert!(served.reached.is_some() && !served.is_kept);
        let later = seen(Sight::Serves { until: today.plus_days(-1) });
        assert_eq!((later.reached, later.needs), (None, None));
    }
}
