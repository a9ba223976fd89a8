//! The trail as people read it: who did what for which structure, when and why.

use std::collections::{BTreeSet, HashMap};

use kernel::{
    access::{Action, Actor, Reach},
    clock::{At, Day},
    fold,
    ids::{PersonId, StructureId},
    words,
};
use store::{
    Fault, Reply, Store,
    act::NOBODY,
    conn::AnyConn,
    trail::{self, Place, Sought, Told, Words},
};

use crate::{rows::person as rows, structure};

/// What is looked for.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// Acts for this structure alone; none: all that the caller may see.
    pub organisation: Option<StructureId>,
    /// Words of what was done, of a name, or of a reason.
    pub search: Option<String>,
    /// From this day on.
    pub from: Option<Day>,
    /// Until the end of this day.
    pub until: Option<Day>,
    /// After this place.
    pub after: Option<Place>,
}

/// One act, told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Where a page goes on after it.
    pub place: Place,
    /// When.
    pub at: At,
    /// For which structure; none where the machine itself acted.
    pub organisation: Option<(StructureId, String)>,
    /// Who; none where the machine itself acted, and for acts older than the trail.
    pub person: Option<PersonId>,
    /// As they are called, when somebody told.
    pub name: Option<String>,
    /// The mutation's name.
    pub verb: String,
    /// What was done, in French, to be read after the name.
    pub deed: String,
    /// Why, in the person's own words.
    pub reason: Option<String>,
}

/// The acts that the caller may see, newest first, `most` at most: an administrator's are all, a venue manager's their own
/// structure's. None for who may not see them.
pub async fn entries(store: &Store, actor: &Actor, wanted: Wanted, most: i64) -> Reply<Vec<Entry>> {
    let Some(organisation) = seen(actor, wanted.organisation) else { return Ok(Vec::new()) };
    let look = move |conn: &mut AnyConn| {
        let sought = Sought {
            organisation,
            from: wanted.from.map(|day| day.at(0, 0)),
            until: wanted.until.map(|day| day.plus_days(1).at(0, 0)),
            words: words_of(conn, wanted.search.as_deref())?,
            after: wanted.after,
        };
        let found = trail::read(conn, &sought, most)?;
        let places = trail::places(&found, wanted.after);
        Ok(told(conn, found, places)?)
    };
    store.read("trail", look).await
}

/// Whose acts are read: of one structure, or of all; nothing when they are not the caller's to see.
fn seen(actor: &Actor, organisation: Option<StructureId>) -> Option<Option<StructureId>> {
    match (actor.reach(Action::Trail), organisation) {
        (Reach::Any, organisation) => Some(organisation),
        (Reach::Own, None) => actor.organisation().map(Some),
        (Reach::Own, Some(one)) => actor.may(Action::Trail, one).is_ok().then_some(Some(one)),
        (Reach::Never, _) => None,
    }
}

/// What the words lead to: deeds told so, people called so, reasons that say so.
fn words_of(conn: &mut AnyConn, search: Option<&str>) -> Result<Option<Words>, Fault> {
    let Some(search) = search.map(str::trim).filter(|search| !search.is_empty()) else { return Ok(None) };
    let reason = fold::plain(search);
    let people = rows::all_names(conn)?.into_iter().filter(|(_, name)| has_all(name, &reason)).map(|(id, _)| id);
    Ok(Some(Words { verbs: words::deeds_with(search), people: people.collect(), reason }))
}

fn has_all(name: &str, words: &str) -> bool {
    let name = fold::plain(name);
    words.split_whitespace().all(|word| name.contains(word))
}

fn told(conn: &mut AnyConn, found: Vec<Told>, places: Vec<Place>) -> Result<Vec<Entry>, Fault> {
    let people: BTreeSet<PersonId> = found.iter().filter_map(|told| told.person).collect();
    let structures: BTreeSet<StructureId> = found.iter().map(|told| told.organisation).collect();
    let names = rows::names(conn, &Vec::from_iter(people))?;
    let structures = structure::names(conn, &Vec::from_iter(structures))?;
    Ok(found.into_iter().zip(places).map(|(told, place)| entry(told, place, &names, &structures)).collect())
}

fn entry(
    told: Told,
    place: Place,
    names: &HashMap<PersonId, String>,
    structures: &HashMap<StructureId, String>,
) -> Entry {
    let organisation = Some(told.organisation).filter(|id| *id != NOBODY);
    Entry {
        place,
        at: told.at,
        organisation: organisation.map(|id| (id, structures.get(&id).cloned().unwrap_or_default())),
        person: told.person,
        name: told.person.and_then(|id| names.get(&id).cloned()).filter(|name| !name.is_empty()),
        deed: words::deed(&told.verb).unwrap_or_else(|| told.verb.clone()),
        verb: told.verb,
        reason: told.reason,
    }
}
