//! Recording: a theme and some minutes are enough. No name is asked; a card is looked up when the person shows one.

use kernel::{
    access::{Action, Actor},
    card::CardNumber,
    clock::Day,
    ids::{LearnerRef, PersonId, StructureId, VenueId},
    refusal::{Code, Refusal as Said},
};
use registry::territory::{self, Successors};
use serde::Serialize;
use store::{
    Fault, Reply, Tx,
    act::{ActKey, ContentHash},
    head::{self, Event},
};

use super::{
    given::{AgeBand, Autonomy, Help, Home, Mode, Recorded, Redirected, Situation, Way},
    theme::Theme,
};
use crate::{
    desk::Desk,
    learner::{attempts, contact, find},
    refusal::{Refusal, written},
    rows,
};

/// Where the person lives, as it is said.
#[derive(Clone, Debug, Serialize)]
pub enum Lives {
    /// Nothing was said of it: in the venue's own commune.
    Here,
    /// In the commune of that code, as of the day of the help.
    At(String),
    /// Outside the territory, or they would rather not say.
    Elsewhere,
}

/// What is asked.
#[derive(Clone, Debug, Serialize)]
pub struct RecordHelp {
    /// At which venue.
    pub venue: VenueId,
    /// What it was about.
    pub theme: Theme,
    /// How long it took, 1 to 600.
    pub minutes: i64,
    /// The day on which it was given, in the thirty-one days before; none: today.
    pub day: Option<Day>,
    /// Done for the person, or learnt.
    pub way: Option<Way>,
    /// Where it took place.
    pub mode: Mode,
    /// How far the person did it alone.
    pub autonomy: Option<Autonomy>,
    /// Where the person lives.
    pub lives: Lives,
    /// How old, roughly.
    pub age: Option<AgeBand>,
    /// Under which public.
    pub situation: Option<Situation>,
    /// Where the person was sent on.
    pub redirected: Option<Redirected>,
    /// The number of the person's card, as it was typed.
    #[serde(skip)]
    pub card: Option<String>,
}

const LONGEST: i64 = 600;
/// What was given at a market or at somebody's home is written down by the end of the month.
const MOST_DAYS_BEFORE: i64 = 31;
const LONGEST_CARD: usize = 40;

/// Records help at a venue of the caller's structure, also one that is suspended.
///
/// Refusals, in this order: `FORBIDDEN`, `INPUT_INVALID` (`minutes`, `card`), `FORBIDDEN` (a venue that is absent or
/// another's), `DATES_INVALID`, `COMMUNE_UNKNOWN`, `TOO_MANY_ATTEMPTS` (cards that nobody has), `INPUT_INVALID`
/// (`card`: there is no such card, or it ended).
pub async fn record_help(desk: &Desk, actor: &Actor, key: &str, asked: RecordHelp) -> Reply<Recorded> {
    let (person, organisation) = actor.known()?;
    actor.may(Action::RecordHelp, organisation)?;
    let asked = sensible(asked)?;
    let act = ActKey::of(actor, Action::RecordHelp, key)?;
    // A card is compared by a mark: a plain hash of a number is found by trying numbers.
    let card = asked.card.as_ref().map(|card| desk.personal().mark(&[b"help card", card.as_bytes()]));
    let content = ContentHash::of(&(&asked, card))?;
    let (actor, by) = (actor.clone(), (person, organisation));
    let is_guess = asked.card.as_deref().and_then(CardNumber::parse).is_some();
    let recorded = desk
        .store
        .once(act, content, move |tx| {
            // Whoever is forgotten in this very moment is forgotten first, or after it with what is written down.
            head::announce(tx, &[])?;
            let owner = registry::venue::owner(tx.conn, asked.venue)?;
            let structure = owner.ok_or_else(|| Said::of(Code::Forbidden))?;
            actor.may(Action::RecordHelp, structure)?;
            let help = given(tx, (structure, person), &asked)?;
            rows::helps::insert(tx, &help)?;
            if let Some(learner) = help.learner {
                contact::touch(tx, learner)?;
            }
            let recorded = Recorded::of(&help);
            head::announce(tx, &[Event::new("help.given", &recorded)?])?;
            Ok(recorded)
        })
        .await;
    // Everything else was judged before the card was looked up.
    attempts::counted(desk, by, recorded, |said| is_guess && said.code == Code::InputInvalid).await
}

fn sensible(asked: RecordHelp) -> Result<RecordHelp, Refusal> {
    if !(1..=LONGEST).contains(&asked.minutes) {
        return Err(Refusal::Invalid { field: "minutes" });
    }
    let card = asked.card.as_deref().map(|card| written(card, LONGEST_CARD, "card")).transpose()?;
    Ok(RecordHelp { card, ..asked })
}

fn given(tx: &mut Tx<'_>, (structure, by): (StructureId, PersonId), asked: &RecordHelp) -> Reply<Help> {
    let day = day(tx, asked.day)?;
    Ok(Help {
        id: tx.chance().id(),
        venue: asked.venue,
        structure,
        day,
        theme: asked.theme,
        minutes: asked.minutes,
        way: asked.way,
        mode: asked.mode,
        autonomy: asked.autonomy,
        home: home(tx, asked, day)?,
        age: asked.age,
        situation: asked.situation,
        redirected: asked.redirected,
        learner: learner(tx, (by, structure), asked.card.as_deref())?,
        at: tx.now(),
        by,
    })
}

fn day(tx: &Tx<'_>, asked: Option<Day>) -> Result<Day, Refusal> {
    let today = tx.now().day();
    let day = asked.unwrap_or(today);
    match (today.plus_days(-MOST_DAYS_BEFORE)..=today).contains(&day) {
        true => Ok(day),
        false => Err(Refusal::Dates),
    }
}

fn home(tx: &mut Tx<'_>, asked: &RecordHelp, day: Day) -> Reply<Option<Home>> {
    let year = territory::known_year(day.year());
    Ok(match &asked.lives {
        Lives::Elsewhere => None,
        Lives::At(code) => {
            let commune = territory::commune_at(tx.conn, code, year)?.ok_or(Refusal::NoSuchCommune)?.code;
            Some(Home { commune, year })
        }
        Lives::Here => {
            let declared = registry::venue::commune(tx.conn, asked.venue)?;
            let declared = declared.ok_or_else(|| Fault::broken("a venue has no commune"))?;
            let commune = Successors::read(tx.conn)?.in_year(&declared, year).to_owned();
            Some(Home { commune, year })
        }
    })
}

/// Whose card it is: the row that it names, also where another one goes on. To have shown it here lets nobody see more than before.
fn learner(tx: &mut Tx<'_>, by: attempts::Trier, card: Option<&str>) -> Reply<Option<LearnerRef>> {
    let Some(card) = card else { return Ok(None) };
    let now = tx.now();
    attempts::patient(tx.conn, by, now)?;
    let row = find::row_of_card(tx.conn, card)?.ok_or(Refusal::Invalid { field: "card" })?;
    Ok(Some(row.id))
}
