//! The public agenda: what venues announce, as the centre last heard it.
//!
//! Each venue pushes one whole document. It is a projection: the venue's own node remains the one that knows.

use std::collections::{HashMap, HashSet};

use kernel::{
    clock::At,
    ids::{SessionId, VenueId, WorkshopId},
};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use store::{Fault, Reply, Store, Tx, conn::AnyConn, ids::Ref};

use crate::{
    refusal::Refused,
    rows::agenda::{self as rows, DocumentRow, OfferRow, SessionRow, WorkshopRow},
    venue,
};

/// All that a venue announces, at one generation of its agenda.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AgendaDocument {
    /// Which venue.
    pub venue_id: VenueId,
    /// Which life of the venue's database; a later one bears a higher number.
    pub epoch: i64,
    /// How many times the agenda has changed in that life.
    pub generation: i64,
    /// The workshops on offer.
    pub workshops: Vec<AgendaWorkshop>,
    /// Their planned sessions.
    pub sessions: Vec<AgendaSession>,
}

/// A workshop on offer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AgendaWorkshop {
    /// Its identifier.
    pub id: WorkshopId,
    /// Its title.
    pub title: String,
    /// Its theme.
    pub theme: String,
    /// 0 never touched, 1 beginner, 2 intermediate, 3 advanced.
    pub level: i64,
    /// How long a session lasts.
    pub minutes: i64,
    /// Its price in cheques; 0: free.
    pub price_cheques: i64,
    /// How many people sit in a session.
    pub seats: i64,
    /// What else the venue's catalogue says.
    #[serde(flatten)]
    pub details: AgendaDetails,
}

/// What a catalogue says besides, under the names that the venue's own machine gives them. A machine of before tells none of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct AgendaDetails {
    /// What people learn to do there: `C1_1` to `C5_2`.
    pub competences: Vec<String>,
    /// What is lent to who has none.
    pub equipment: Vec<String>,
    /// The language that is spoken: `FRENCH`.
    pub language: String,
    /// For whom the place and the manner are fit: `WHEELCHAIR`.
    pub access: Vec<String>,
    /// A free event to discover: nobody needs a cheque.
    pub discovery: bool,
}

/// What a workshop is when nothing is said of it.
impl Default for AgendaDetails {
    fn default() -> Self {
        Self {
            competences: Vec::new(),
            equipment: Vec::new(),
            language: USUAL_LANGUAGE.to_owned(),
            access: Vec::new(),
            discovery: false,
        }
    }
}

/// A planned session.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AgendaSession {
    /// Its identifier.
    pub id: SessionId,
    /// Of which workshop.
    pub workshop_id: WorkshopId,
    /// Its title.
    pub title: String,
    /// When it starts, in UTC milliseconds.
    pub starts_at: At,
    /// How long it lasts.
    pub minutes: i64,
    /// How many people it can take.
    pub seats: i64,
}

/// What became of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Received {
    /// Whether it took the place of the former one; otherwise the centre already held it, or a later one.
    pub taken: bool,
    /// The epoch that the centre holds now.
    pub epoch: i64,
    /// The generation that the centre holds now.
    pub generation: i64,
}

/// A session as the centre last heard of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NextSession {
    /// Where.
    pub venue: VenueId,
    /// Which.
    pub session: SessionId,
    /// Of which workshop.
    pub workshop: WorkshopId,
    /// Its title.
    pub title: String,
    /// When it starts.
    pub starts_at: At,
    /// How long it lasts.
    pub minutes: i64,
    /// How many people it can take.
    pub seats: i64,
    /// When the venue last told its agenda.
    pub as_of: At,
}

/// A session to come anywhere in the network, with what its workshop says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// Where.
    pub venue: VenueId,
    /// Which.
    pub session: SessionId,
    /// When it starts.
    pub starts_at: At,
    /// How long it lasts.
    pub minutes: i64,
    /// How many people it can take.
    pub seats: i64,
    /// Its workshop, without what is lent.
    pub workshop: AgendaWorkshop,
}

const MOST_ITEMS: usize = 1000;
const LONGEST_TEXT: usize = 200;
const USUAL_LANGUAGE: &str = "FRENCH";
/// A list of a catalogue is shorter than this, and so is a name in it.
const MOST_NAMES: usize = 32;

/// Receives a venue's document. A generation that is not newer is ignored; the next push heals a lost one.
///
/// Refusals: `INPUT_INVALID` with the field, `NOT_FOUND` for a venue that does not exist.
pub async fn receive(store: &Store, venue: VenueId, document: AgendaDocument) -> Reply<Received> {
    check(venue, &document)?;
    let text =
        serde_json::to_string(&document).map_err(|error| Fault::because("an agenda cannot be written", error))?;
    let hash = Sha256::digest(&text).to_vec();
    store.transact("agenda.receive", move |tx| take(tx, &document, &text, &hash)).await
}

fn take(tx: &mut Tx<'_>, document: &AgendaDocument, text: &str, hash: &[u8]) -> Reply<Received> {
    let AgendaDocument { venue_id, epoch, generation, .. } = *document;
    venue::owner(tx.conn, venue_id)?.ok_or(Refused::NotFound)?;
    match rows::held(tx.conn, venue_id)? {
        Some((epoch, generation)) if (document.epoch, document.generation) <= (epoch, generation) => {
            Ok(Received { taken: false, epoch, generation })
        }
        _ => {
            let sessions: Vec<SessionRow> = document.sessions.iter().map(|session| row(venue_id, session)).collect();
            let workshops: Vec<WorkshopRow> =
                document.workshops.iter().map(|one| workshop_row(venue_id, one)).collect();
            let document = DocumentRow { venue: venue_id, epoch, generation, hash, text };
            rows::replace(tx, &document, &workshops, &sessions)?;
            Ok(Received { taken: true, epoch, generation })
        }
    }
}

fn row(venue: VenueId, session: &AgendaSession) -> SessionRow {
    SessionRow {
        venue_id: Ref(venue),
        session_id: Ref(session.id),
        workshop_id: Ref(session.workshop_id),
        title: session.title.clone(),
        starts_at: session.starts_at.0,
        minutes: session.minutes,
        seats: session.seats,
    }
}

fn workshop_row(venue: VenueId, workshop: &AgendaWorkshop) -> WorkshopRow {
    let details = &workshop.details;
    WorkshopRow {
        venue_id: Ref(venue),
        workshop_id: Ref(workshop.id),
        title: workshop.title.clone(),
        theme: workshop.theme.clone(),
        level: workshop.level,
        minutes: workshop.minutes,
        price_cheques: workshop.price_cheques,
        seats: workshop.seats,
        competences: details.competences.join(" "),
        language: details.language.clone(),
        access: details.access.join(" "),
        discovery: i64::from(details.discovery),
    }
}

/// A node is a peer, not a part of us: whatever it sends is measured.
fn check(venue: VenueId, document: &AgendaDocument) -> Result<(), Refused> {
    ok(document.venue_id == venue, "venueId")?;
    ok(document.epoch >= 0, "epoch")?;
    ok(document.generation >= 0, "generation")?;
    ok(document.workshops.len() <= MOST_ITEMS, "workshops")?;
    ok(document.sessions.len() <= MOST_ITEMS, "sessions")?;
    let workshops: HashSet<WorkshopId> = document.workshops.iter().map(|workshop| workshop.id).collect();
    ok(workshops.len() == document.workshops.len(), "workshops")?;
    let sessions: HashSet<SessionId> = document.sessions.iter().map(|session| session.id).collect();
    ok(sessions.len() == document.sessions.len(), "sessions")?;
    document.workshops.iter().try_for_each(check_workshop)?;
    document.sessions.iter().try_for_each(check_session)
}

fn check_workshop(workshop: &AgendaWorkshop) -> Result<(), Refused> {
    ok(is_text(&workshop.title), "title")?;
    ok(is_text(&workshop.theme), "theme")?;
    ok((0..=3).contains(&workshop.level), "level")?;
    ok((0..=10).contains(&workshop.price_cheques), "priceCheques")?;
    check_details(&workshop.details)?;
    check_measure(workshop.minutes, workshop.seats)
}

/// A name that this program does not know yet is kept: a machine may be newer than the centre.
fn check_details(details: &AgendaDetails) -> Result<(), Refused> {
    ok(are_names(&details.competences), "competences")?;
    ok(are_names(&details.equipment), "equipment")?;
    ok(is_name(&details.language), "language")?;
    ok(are_names(&details.access), "access")
}

fn are_names(names: &[String]) -> bool {
    names.len() <= MOST_NAMES && names.iter().all(|name| is_name(name))
}

fn is_name(name: &str) -> bool {
    let is_sign = |c: u8| c.is_ascii_uppercase() || c.is_ascii_digit() || c == b'_';
    (1..=MOST_NAMES).contains(&name.len()) && name.bytes().all(is_sign)
}

fn check_session(session: &AgendaSession) -> Result<(), Refused> {
    ok(is_text(&session.title), "title")?;
    check_measure(session.minutes, session.seats)
}

fn check_measure(minutes: i64, seats: i64) -> Result<(), Refused> {
    ok((5..=600).contains(&minutes), "minutes")?;
    ok((1..=500).contains(&seats), "seats")
}

fn is_text(text: &str) -> bool {
    (1..=LONGEST_TEXT).contains(&text.chars().count()) && !text.chars().any(char::is_control)
}

fn ok(fine: bool, field: &'static str) -> Result<(), Refused> {
    if fine { Ok(()) } else { Err(Refused::Input(field)) }
}

/// The next session of each of these venues, as the centre last heard. Three statements, however many venues.
pub fn next_sessions(conn: &mut AnyConn, venues: &[VenueId], now: At) -> Result<HashMap<VenueId, NextSession>, Fault> {
    let heard: HashMap<VenueId, i64> =
        rows::received(conn, venues)?.into_iter().map(|(venue, at)| (venue.0, at)).collect();
    let mut next = HashMap::new();
    for row in rows::next_sessions(conn, venues, now)? {
        let venue = row.venue_id.0;
        let as_of = At(heard.get(&venue).copied().unwrap_or_default());
        next.entry(venue).or_insert_with(|| NextSession {
            venue,
            session: row.session_id.0,
            workshop: row.workshop_id.0,
            title: row.title,
            starts_at: At(row.starts_at),
            minutes: row.minutes,
            seats: row.seats,
            as_of,
        });
    }
    Ok(next)
}

/// The soonest sessions of these venues that start between two instants, the second one left out; `most` at most. One statement,
/// however many venues.
pub fn offers(conn: &mut AnyConn, venues: &[VenueId], between: (At, At), most: i64) -> Result<Vec<Offer>, Fault> {
    Ok(rows::offers(conn, venues, between, most)?.into_iter().map(offer).collect())
}

fn offer((session, workshop): OfferRow) -> Offer {
    let names = |kept: &str| kept.split_whitespace().map(str::to_owned).collect();
    Offer {
        venue: session.venue_id.0,
        session: session.session_id.0,
        starts_at: At(session.starts_at),
        minutes: session.minutes,
        seats: session.seats,
        workshop: AgendaWorkshop {
            id: workshop.workshop_id.0,
            theme: workshop.theme,
            level: workshop.level,
            minutes: workshop.minutes,
            price_cheques: workshop.price_cheques,
            seats: workshop.seats,
            details: AgendaDetails {
                competences: names(&workshop.competences),
                equipment: Vec::new(),
                language: workshop.language,
                access: names(&workshop.access),
                discovery: workshop.discovery == 1,
            },
            title: workshop.title,
        },
    }
}

/// What the centre last heard of a venue.
#[derive(Clone, Debug)]
pub struct Heard {
    /// All that it announced.
    pub document: AgendaDocument,
    /// Since when this is held.
    pub at: At,
}

/// What the centre holds for these venues; those that never told anything are absent. One statement.
pub fn heard(conn: &mut AnyConn, venues: &[VenueId]) -> Result<HashMap<VenueId, Heard>, Fault> {
    let told = rows::documents(conn, venues)?.into_iter();
    told.map(|(venue, text, at)| Ok((venue.0, Heard { document: read(&text)?, at: At(at) }))).collect()
}

/// The document that the centre holds for a venue, and since when.
pub fn held(conn: &mut AnyConn, venue: VenueId) -> Result<Option<(AgendaDocument, At)>, Fault> {
    let Some((text, at)) = rows::document(conn, venue)? else { return Ok(None) };
    Ok(Some((read(&text)?, At(at))))
}

fn read(text: &str) -> Result<AgendaDocument, Fault> {
    serde_json::from_str(text).map_err(|error| Fault::because("a stored agenda cannot be read", error))
}
