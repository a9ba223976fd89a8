//! What was written down at a venue between two days: the day of a counter, or a month to be copied elsewhere.

use std::collections::{BTreeSet, HashMap};

use kernel::{
    access::{Action, Actor},
    clock::{At, Day},
    ids::{HelpId, LearnerRef, PersonId, VenueId},
};
use registry::territory::{self, CommuneName, Successors};
use store::{Fault, Reply, conn::AnyConn};

use super::given::{Help, Mode, Way};
use crate::{
    desk::Desk,
    learner::{
        find,
        kept::Learner,
        sight::{self, Sight},
    },
    rows::{self, helps::Kept},
};

/// What a venue wrote down between two days, both included.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Helps {
    /// The venue.
    pub venue: VenueId,
    /// Its name.
    pub name: String,
    /// The commune in which it is, under its name of the last day.
    pub commune: Option<CommuneName>,
    /// The first day.
    pub from: Day,
    /// The last day.
    pub until: Day,
    /// How often help was given; what was undone is left out.
    pub count: i64,
    /// How long it took in all.
    pub minutes: i64,
    /// What this counter said last, whenever that was: the next one begins with it.
    pub usual: Option<Usual>,
    /// A page of it, the one that was written down last first; one more than asked when others follow.
    pub entries: Vec<Entry>,
}

/// What changes little from one person to the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Usual {
    /// How long it took.
    pub minutes: i64,
    /// Done for the person, or learnt.
    pub way: Option<Way>,
    /// Where.
    pub mode: Mode,
}

/// One line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// What was given.
    pub help: Help,
    /// Who gave it, as they are called.
    pub by_name: Option<String>,
    /// The name of the commune where the person lives.
    pub home_name: Option<String>,
    /// The number of the card of who showed one, for the structure that keeps them.
    pub card: Option<String>,
    /// Whether it was undone.
    pub undone: bool,
    /// Whether it can still be undone.
    pub undoable: bool,
}

/// Where a page goes on: before this place in the list.
pub type Place = (At, HelpId);

/// Between which days, both included; none: today.
pub type Days = (Option<Day>, Option<Day>);

/// A longer time is read in several questions.
const MOST_DAYS: i64 = 366;

/// What a venue of the caller's own wrote down; nothing for who may not see it, and for days that go backwards.
pub async fn helps(
    desk: &Desk,
    actor: &Actor,
    venue: VenueId,
    (from, until): Days,
    first: i64,
    before: Option<Place>,
) -> Reply<Option<Helps>> {
    let (actor, today) = (actor.clone(), desk.store.now().day());
    let until = until.unwrap_or(today);
    let from = from.unwrap_or(until);
    if !(0..MOST_DAYS).contains(&(until.number() - from.number())) {
        return Ok(None);
    }
    desk.store
        .read_still("helps", move |conn| {
            let owner = registry::venue::owner(conn, venue)?;
            if owner.is_none_or(|owner| actor.may(Action::Helps, owner).is_err()) {
                return Ok(None);
            }
            let kept = rows::helps::page(conn, venue, (from, until), before, first + 1)?;
            let entries = entries(conn, &actor, kept, today)?;
            let (count, minutes) = rows::helps::sums(conn, venue, (from, until))?;
            let last = rows::helps::last(conn, venue)?;
            Ok(Some(Helps {
                venue,
                name: registry::venue::names(conn, &[venue])?.remove(&venue).unwrap_or_default(),
                commune: commune(conn, venue, until)?,
                from,
                until,
                count,
                minutes,
                usual: last.map(|help| Usual { minutes: help.minutes, way: help.way, mode: help.mode }),
                entries,
            }))
        })
        .await
}

fn commune(conn: &mut AnyConn, venue: VenueId, on: Day) -> Result<Option<CommuneName>, Fault> {
    let year = territory::known_year(on.year());
    let Some(declared) = registry::venue::commune(conn, venue)? else { return Ok(None) };
    let code = Successors::read(conn)?.in_year(&declared, year).to_owned();
    territory::commune_at(conn, &code, year)
}

/// A few statements for all, however many there are.
fn entries(conn: &mut AnyConn, actor: &Actor, kept: Vec<Kept>, today: Day) -> Result<Vec<Entry>, Fault> {
    let people = names(conn, &kept)?;
    let homes: Vec<(&str, i32)> =
        kept.iter().filter_map(|one| one.help.home.as_ref()).map(|home| (home.commune.as_str(), home.year)).collect();
    let homes = territory::names(conn, &homes)?;
    let cards = cards(conn, actor, &kept)?;
    let entry = |Kept { help, undone }: Kept| {
        let home = help.home.as_ref().map(|home| (home.commune.clone(), home.year));
        Entry {
            by_name: people.get(&help.by).filter(|name| !name.is_empty()).cloned(),
            home_name: home.and_then(|home| homes.get(&home).cloned()),
            card: help.learner.and_then(|learner| cards.get(&learner).cloned()),
            undone,
            undoable: !undone && help.at.day() == today,
            help,
        }
    };
    Ok(kept.into_iter().map(entry).collect())
}

/// Colleagues know each other's names.
fn names(conn: &mut AnyConn, kept: &[Kept]) -> Result<HashMap<PersonId, String>, Fault> {
    let people: BTreeSet<PersonId> = kept.iter().map(|one| one.help.by).collect();
    let people = registry::identity::person::of_ids(conn, &Vec::from_iter(people))?;
    Ok(people.into_iter().map(|person| (person.id, person.name)).collect())
}

/// The cards of those whom the caller's structure keeps, under the row that names them here.
fn cards(conn: &mut AnyConn, actor: &Actor, kept: &[Kept]) -> Result<HashMap<LearnerRef, String>, Fault> {
    let named: BTreeSet<LearnerRef> = kept.iter().filter_map(|one| one.help.learner).collect();
    if named.is_empty() {
        return Ok(HashMap::new());
    }
    let named = Vec::from_iter(named);
    let roots = find::roots(conn, &named)?;
    let seen = sight::of_many(conn, actor, roots)?;
    let is_kept = |(root, sight): (Learner, Sight)| (sight == Sight::Keeper).then_some(root.id);
    let kept: Vec<LearnerRef> = seen.into_iter().filter_map(is_kept).collect();
    let cards = find::cards(conn, &kept)?;
    let root_of = rows::learners::of_ids(conn, &named)?;
    Ok(root_of.iter().filter_map(|one| Some((one.id, cards.get(&one.root())?.clone()))).collect())
}
