//! The next sessions for somebody, across the whole network: read of what venues told the centre, so that no machine of a venue is
//! asked and a village that lost its line is still proposed. So many statements, however many venues and sessions there are.

use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};

use kernel::{
    access::{Action, Actor, Reach},
    clock::{At, Day},
    ids::{LearnerRef, VenueId, WorkshopId},
};
use registry::{
    agenda,
    directory::{self, Entry},
    distance::{self, Point},
    territory,
};
use store::{Reply, conn::AnyConn, personal::Personal};

use super::{
    known::{self, Known},
    score::{self, Judged, Spot},
    wish::{Part, Wish},
};
use crate::{
    desk::Desk,
    diagnostic::skill::Level,
    learner::needs::{Access, Transport},
    refusal::Refusal,
};

/// What is asked. What is said here stands before what is known of the person.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// For whom; none: for somebody who is not recorded.
    pub learner: Option<LearnerRef>,
    /// INSEE code of the commune where they live, as of this year.
    pub home_commune: Option<String>,
    /// How they come.
    pub transport: Option<Transport>,
    /// What they need to take part.
    pub access: Option<Vec<Access>>,
    /// The language in which they are at ease.
    pub language: Option<String>,
    /// What they can do.
    pub level: Option<Level>,
    /// The theme that they ask for.
    pub theme: Option<String>,
    /// The days on which they can come, 1 for Monday to 7 for Sunday; none: any.
    pub days: Vec<i64>,
    /// The parts of the day; none: any.
    pub parts: Vec<Part>,
    /// How many cheques they have left.
    pub cheques: Option<i64>,
}

/// A session that is proposed, and where it sits.
#[derive(Clone, Debug)]
pub struct Recommended {
    /// The session, with what speaks for it.
    pub judged: Judged,
    /// Its venue.
    pub venue: Arc<Entry>,
}

/// Who comes to a conversation wants something to go to soon.
const DAYS_AHEAD: i64 = 42;
/// Sessions that are looked at, soonest first.
const MOST_READ: i64 = 5_000;
/// Dates of one workshop that are proposed: a weekly one would fill the list.
const DATES_EACH: usize = 2;
/// What is proposed at most.
const MOST: usize = 100;

/// The sessions that suit somebody best, best first; nothing for who may not ask, for a person whom the caller's structure does not
/// know, and for a commune that does not exist.
pub async fn recommendations(desk: &Desk, actor: &Actor, asked: Asked) -> Reply<Vec<Recommended>> {
    if actor.reach(Action::Recommendations) == Reach::Never {
        return Ok(Vec::new());
    }
    let (actor, personal, now) = (actor.clone(), desk.personal(), desk.store.now());
    desk.store
        .read_still("recommendations", move |conn| {
            let Some(wish) = wish(conn, &actor, &personal, asked, now.day())? else { return Ok(Vec::new()) };
            recommended(conn, &wish, now)
        })
        .await
}

fn wish(conn: &mut AnyConn, actor: &Actor, personal: &Personal, asked: Asked, today: Day) -> Reply<Option<Wish>> {
    let known = match asked.learner {
        None => Known::default(),
        Some(learner) => match known::of(conn, actor, personal, learner, today)? {
            Some(known) => known,
            None => return Ok(None),
        },
    };
    let is_told = asked.level.is_some();
    Ok(Some(Wish {
        home: home(conn, asked.home_commune, known.home, today)?,
        transport: asked.transport.or(known.transport),
        access: asked.access.unwrap_or(known.access),
        language: asked.language.or(known.language).unwrap_or_default(),
        levels: if is_told { BTreeMap::new() } else { known.levels },
        overall: asked.level.or(known.overall),
        theme: asked.theme,
        days: asked.days,
        parts: asked.parts,
        cheques: asked.cheques,
    }))
}

/// Where the way begins: the town hall of the commune that is said, or that is known. Refusals: `COMMUNE_UNKNOWN`.
fn home(conn: &mut AnyConn, said: Option<String>, known: Option<(String, i32)>, today: Day) -> Reply<Option<Point>> {
    let (code, year) = match (said, known) {
        (Some(code), _) => (code, territory::known_year(today.year())),
        (None, Some(known)) => known,
        (None, None) => return Ok(None),
    };
    let commune = territory::find(conn, &code, year)?.ok_or(Refusal::NoSuchCommune)?;
    Ok(Some(commune.point))
}

fn recommended(conn: &mut AnyConn, wish: &Wish, now: At) -> Reply<Vec<Recommended>> {
    let venues: HashMap<VenueId, Arc<Entry>> =
        directory::accredited(conn, now)?.into_iter().map(|entry| (entry.id, entry)).collect();
    let near: Vec<VenueId> = venues.values().filter(|entry| is_near(wish, entry)).map(|entry| entry.id).collect();
    let until = now.day().plus_days(DAYS_AHEAD + 1).at(0, 0);
    let offers = agenda::offers(conn, &near, (now, until), MOST_READ)?;
    let judge = |offer: agenda::Offer| {
        let venue = venues.get(&offer.venue)?.clone();
        let spot = Spot { point: venue.point, care: &venue.access };
        let judged = score::judge(wish, offer, spot, now)?;
        Some(Recommended { judged, venue })
    };
    let mut found: Vec<Recommended> = offers.into_iter().filter_map(judge).collect();
    found.sort_by(|one, other| score::order(&one.judged, &other.judged));
    Ok(few_of_each(found))
}

fn is_near(wish: &Wish, entry: &Entry) -> bool {
    let km = |home: Point| distance::between(home, entry.point).km;
    wish.home.is_none_or(|home| km(home) <= score::reach_km(wish.transport))
}

/// The same, with two dates of a workshop at most.
fn few_of_each(found: Vec<Recommended>) -> Vec<Recommended> {
    let mut dates: HashMap<(VenueId, WorkshopId), usize> = HashMap::new();
    let is_new = |one: &Recommended| {
        let count = dates.entry((one.venue.id, one.judged.offer.workshop.id)).or_default();
        *count += 1;
        *count <= DATES_EACH
    };
    found.into_iter().filter(is_new).take(MOST).collect()
}
