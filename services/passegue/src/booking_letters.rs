//! The rounds of bookings: a venue that receives nobody gives its seats back, and whoever booked hears of what happened to their session.
//! No letter names anybody.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    time::Duration,
};

use kernel::{
    access::Role,
    clock::At,
    ids::{SessionId, StructureId, VenueId},
    words::{self, Written, long_day},
};
use node::{
    tell::{sits_next, to_tell, told},
    tidings::{Tidings, What},
    turn_away::{expecting, turn_away},
};
use registry::identity::{addressees, lodge::Lodge, mail::Mail};
use store::{Fault, Reply, Store, Tx, conn::AnyConn};
use tokio::time::{MissedTickBehavior, interval_at};

use crate::openings::open_among;

/// Who books.
const BOOK: [Role; 3] = [Role::Prescriber, Role::CounterStaff, Role::VenueManager];
/// How often a centre looks.
const LOOKS_EVERY: Duration = Duration::from_secs(60);
/// A letter that could not be sent for that long says nothing any more.
const OF_USE_MS: i64 = 7 * 24 * 3_600_000;
/// Venues that are asked about at once.
const AT_ONCE: usize = 500;

/// Who makes the rounds.
#[derive(Clone)]
pub struct BookingLetters {
    lodge: Lodge,
    hosted: Store,
}

/// Who is written to of each structure, and what each venue is called.
struct Whom {
    people: BTreeMap<StructureId, Vec<Mail>>,
    places: HashMap<VenueId, String>,
}

/// What one letter tells: the same thing of one session, to one structure, of however many seats.
type Alike = (StructureId, VenueId, SessionId, What);

impl BookingLetters {
    /// For the centre of that lodge, and the hosted venues of those books.
    pub const fn new(lodge: Lodge, hosted: Store) -> Self {
        Self { lodge, hosted }
    }

    /// One round; answers how many letters were written.
    pub async fn look(&self) -> Reply<usize> {
        self.turn_away().await?;
        let (mut letters, mut after) = (0, None);
        loop {
            let due = to_tell(&self.hosted, after).await?;
            let Some(last) = due.last() else { return Ok(letters) };
            after = Some(last.place());
            let mut alike: BTreeMap<Alike, Vec<Tidings>> = BTreeMap::new();
            for one in due {
                alike.entry((one.structure, one.venue, one.session, one.what)).or_default().push(one);
            }
            let whom = self.whom(alike.keys().map(|(structure, venue, ..)| (*structure, *venue)).unzip()).await?;
            for some in alike.into_values() {
                letters += self.tell(some, &whom).await?;
            }
        }
    }

    /// Who is expected where nobody is received.
    async fn turn_away(&self) -> Reply<()> {
        for some in expecting(&self.hosted).await?.chunks(AT_ONCE) {
            let open = open_among(self.lodge.store(), some.to_vec()).await?;
            for venue in some.iter().filter(|venue| !open.contains(*venue)) {
                let bookings = turn_away(&self.hosted, *venue).await?;
                tracing::info!(venue.id = %venue, bookings, "a venue that receives nobody gave its seats back");
            }
        }
        Ok(())
    }

    /// Who is written to, and what the venues are called: once for all that is told at a time.
    async fn whom(&self, (structures, venues): (BTreeSet<StructureId>, BTreeSet<VenueId>)) -> Reply<Whom> {
        let (structures, venues) = (Vec::from_iter(structures), Vec::from_iter(venues));
        let read = move |conn: &mut AnyConn| -> Reply<Whom> {
            let people = addressees::by_structure(conn, &BOOK, &structures)?;
            Ok(Whom { people, places: registry::venue::names(conn, &venues)? })
        };
        self.lodge.store().read("bookings.whom", read).await
    }

    /// The letters first, then the memory of them in the other book: after a crash between the two somebody reads the same twice. A structure
    /// of which nobody has an address waits, and keeps nobody else waiting.
    async fn tell(&self, some: Vec<Tidings>, whom: &Whom) -> Reply<usize> {
        let Some(one) = some.first().cloned() else { return Ok(0) };
        let Some(to) = whom.people.get(&one.structure).cloned() else { return Ok(0) };
        let place = whom.places.get(&one.venue).cloned().unwrap_or_default();
        let next = sits_next(&self.hosted, one.venue, one.workshop, one.session).await?;
        let (lodge, seats) = (self.lodge.clone(), some.len());
        let next = next.map(|(_, starts_at)| starts_at);
        let letters = move |tx: &mut Tx<'_>| -> Reply<usize> {
            Ok(write(tx, &lodge, (&one, to.clone()), (&place, seats, next))?)
        };
        let letters = self.lodge.store().transact("bookings.tell", letters).await?;
        if letters > 0 {
            told(&self.hosted, some).await?;
        }
        Ok(letters)
    }

    /// Looks every minute, for ever: spawn it, abort it to stop.
    pub async fn keep(self) {
        let mut ticks = interval_at(tokio::time::Instant::now() + LOOKS_EVERY, LOOKS_EVERY);
        ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            ticks.tick().await;
            if let Err(trouble) = self.look().await {
                tracing::warn!(cause = ?trouble, "bookings were not looked at; they will be");
            }
        }
    }
}

/// One letter to each person of the structure who books; answers how many.
fn write(
    tx: &mut Tx<'_>,
    lodge: &Lodge,
    (one, to): (&Tidings, Vec<Mail>),
    (place, seats, next): (&str, usize, Option<At>),
) -> Result<usize, Fault> {
    let until = At(tx.now().0).plus_ms(OF_USE_MS);
    let count = to.len();
    for address in to {
        let Written { subject, body } = letter(lodge, one, (place, seats, next));
        addressees::write(tx, lodge, address, (subject, body), until)?;
    }
    Ok(count)
}

fn letter(lodge: &Lodge, one: &Tidings, (place, seats, next): (&str, usize, Option<At>)) -> Written {
    let facts = [
        ("fact", one.what.name().into()),
        ("place", place.into()),
        ("title", one.title.as_str().into()),
        ("when", moment(one.starts_at).into()),
        ("count", seats.into()),
        ("next", next.map_or_else(|| "none".to_owned(), moment).into()),
        ("url", format!("{}/lieux/{}", lodge.public_url(), one.venue).into()),
    ];
    words::letter("booking", &facts)
}

/// `20 octobre 2025, 14 h 30`, in Paris.
fn moment(at: At) -> String {
    let day = long_day(at.day());
    match at.paris_time() {
        (hour, 0) => format!("{day}, {hour} h"),
        (hour, minute) => format!("{day}, {hour} h {minute:02}"),
    }
}
