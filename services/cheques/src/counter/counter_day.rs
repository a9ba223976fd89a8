//! The day of a counter: who was received, what was taken, what can still be undone.

use std::collections::{BTreeSet, HashMap};

use kernel::{
    access::{Action, Actor},
    cents::Cents,
    clock::{At, Day},
    ids::{Id, PersonId, VenueId},
};
use store::{Fault, Reply, conn::AnyConn};

use crate::{counter::welcome, desk::Desk, rows};

/// A day of a venue in figures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CounterDay {
    /// The venue.
    pub venue: VenueId,
    /// Its name.
    pub name: String,
    /// The day, in Paris.
    pub day: Day,
    /// Acts that stand.
    pub acts: i64,
    /// Cheques in them.
    pub cheques: i64,
    /// Their value.
    pub value: Cents,
    /// People welcomed without a cheque.
    pub welcomed: i64,
    /// A page of what was done, newest first; one more than asked when others follow.
    pub entries: Vec<Entry>,
}

/// Marks the identifiers of what a counter does, whatever it is.
#[derive(Debug)]
pub enum Done {}

/// One thing done at a counter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The receipt or the welcome.
    pub id: Id<Done>,
    /// When.
    pub at: At,
    /// Who.
    pub by: PersonId,
    /// As they are called, when it is known.
    pub by_name: Option<String>,
    /// What.
    pub deed: Deed,
}

/// What was done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Deed {
    /// Cheques were taken.
    Redeemed {
        /// How many.
        cheques: i64,
        /// Their value.
        value: Cents,
        /// Whether the whole act was undone.
        voided: bool,
        /// How many of its cheques were: those that stand are counted above.
        undone: i64,
        /// Whether it can still be undone.
        voidable: bool,
    },
    /// Somebody was welcomed without a cheque.
    Welcomed {
        /// Free of charge, or to be looked into.
        kind: welcome::Kind,
        /// The refusal that led to it.
        reason: Option<String>,
        /// How many people.
        people: i64,
    },
}

/// Where a page goes on: before this place in the list.
pub type Place = (At, Id<Done>);

/// A day of a venue (today unless told), if it is the caller's own; entries before a place.
pub async fn counter_day(
    desk: &Desk,
    actor: &Actor,
    venue: VenueId,
    day: Option<Day>,
    first: i64,
    before: Option<Place>,
) -> Reply<Option<CounterDay>> {
    let (actor, now) = (actor.clone(), desk.store.now());
    desk.store
        .read("counter.day", move |conn| {
            let owner = registry::venue::owner(conn, venue)?;
            if owner.is_none_or(|owner| actor.may(Action::CounterDay, owner).is_err()) {
                return Ok(None);
            }
            Ok(Some(told(conn, venue, (day.unwrap_or(now.day()), now.day()), first, before)?))
        })
        .await
}

fn told(
    conn: &mut AnyConn,
    venue: VenueId,
    (day, today): (Day, Day),
    first: i64,
    before: Option<Place>,
) -> Result<CounterDay, Fault> {
    let (from, until) = (day.at(0, 0), day.plus_days(1).at(0, 0));
    let (at, id) = before.map_or((until, Id::from_bytes([0; 16])), |(at, id)| (at.min(until), id));
    let (acts, cheques, value) = rows::acts::sums(conn, venue, from, until)?;
    let taken = rows::acts::page(conn, venue, from, (at, id.recast()), first + 1)?;
    let welcomes = rows::welcomes::page(conn, venue, from, (at, id.recast()), first + 1)?;
    let mut entries: Vec<Entry> = taken.iter().map(|act| redeemed(act, day == today)).collect();
    entries.extend(welcomes.into_iter().map(welcomed));
    entries.sort_by_key(|entry| std::cmp::Reverse((entry.at, entry.id)));
    entries.truncate(usize::try_from(first + 1).unwrap_or(usize::MAX));
    name(conn, &mut entries)?;
    Ok(CounterDay {
        venue,
        name: registry::venue::names(conn, &[venue])?.remove(&venue).unwrap_or_default(),
        day,
        acts,
        cheques,
        value,
        welcomed: rows::welcomes::people(conn, venue, from, until)?,
        entries,
    })
}

/// Colleagues know each other's names: one statement for all.
fn name(conn: &mut AnyConn, entries: &mut [Entry]) -> Result<(), Fault> {
    let people: BTreeSet<PersonId> = entries.iter().map(|entry| entry.by).collect();
    let people = registry::identity::person::of_ids(conn, &Vec::from_iter(people))?;
    let names: HashMap<PersonId, String> = people.into_iter().map(|person| (person.id, person.name)).collect();
    for entry in entries {
        entry.by_name = names.get(&entry.by).filter(|name| !name.is_empty()).cloned();
    }
    Ok(())
}

const fn redeemed(act: &rows::acts::Act, is_today: bool) -> Entry {
    Entry {
        id: act.receipt.recast(),
        at: act.at,
        by: act.by,
        by_name: None,
        deed: Deed::Redeemed {
            cheques: act.cheques,
            value: act.value,
            voided: act.voided,
            undone: act.undone,
            voidable: is_today && act.undone == 0 && !act.settled,
        },
    }
}

fn welcomed(one: welcome::Welcome) -> Entry {
    Entry {
        id: one.id.recast(),
        at: one.at,
        by: one.by,
        by_name: None,
        deed: Deed::Welcomed { kind: one.kind, reason: one.reason, people: one.people },
    }
}
