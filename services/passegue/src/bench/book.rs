//! Seats that are booked through the front door: a seat at the machine of the venue, cheques at the centre, the word; each step under
//! the booking's own key. More people ask for each session than it has seats.

use std::{
    fs,
    net::SocketAddr,
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use kernel::ids::VenueId;
use serde_json::{Value, json};
use tokio::task::JoinSet;

use super::{
    connection::{Connection, Shot},
    load,
    sheet::Sheet,
    waits::Waits,
};
use crate::{commands::say, stop::Stop};

/// Who asks for what.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct Wanted {
    /// Adresse du serveur, par exemple 127.0.0.1:4000.
    #[arg(long, value_name = "ADRESSE")]
    address: SocketAddr,
    /// La feuille du réseau préparé.
    #[arg(long, value_name = "FICHIER")]
    sheet: PathBuf,
    /// Les séances du lieu.
    #[arg(long, value_name = "FICHIER")]
    list: PathBuf,
    /// La première séance de la liste à remplir, à partir de 0.
    #[arg(long, value_name = "NOMBRE", default_value_t = 0)]
    from: usize,
    /// Séances à remplir.
    #[arg(long, value_name = "NOMBRE", default_value_t = 250)]
    count: usize,
    /// Demandes pour chacune : plus que de places.
    #[arg(long, value_name = "NOMBRE", default_value_t = 22)]
    asks: usize,
    /// Personnes qui réservent à la fois.
    #[arg(long, value_name = "NOMBRE", default_value_t = 64)]
    clients: usize,
}

const BOOK: &str = "mutation($key: ID!, $venue: ID!, $input: SeatInput!) { bookSeat(key: $key, venueId: $venue, input: $input) { \
                    seat { bookingId startsAt stage cheques } refusal { code } } }";
const HOLD: &str =
    "mutation($key: ID!, $input: HoldChequesInput!) { holdCheques(key: $key, input: $input) { refusal { code } } }";
const CONFIRM: &str = "mutation($key: ID!, $venue: ID!, $booking: ID!) { confirmSeat(key: $key, venueId: $venue, \
                       bookingId: $booking) { seat { stage } refusal { code } } }";
const SESSIONS: &str = "query($venue: ID!) { venue(id: $venue) { sessions(first: 1) { id } } }";

/// A step that found the machine away is asked again under its key, so often and so much later.
const PATIENCE: usize = 200;
const PAUSE: Duration = Duration::from_millis(50);

/// What is asked of whom, shared by all clients.
struct Round {
    sheet: Sheet,
    venue: VenueId,
    sessions: Vec<String>,
    first: usize,
    asks: usize,
    next: AtomicUsize,
}

/// What became of it.
#[derive(Default)]
struct Told {
    booked: Waits,
    full: u32,
    again: u32,
}

/// Books; prints how many seats were taken, how many people came too late, how fast and how long a booking took.
pub(crate) async fn run(wanted: Wanted) -> Result<(), Stop> {
    load::must_be_here(wanted.address)?;
    let round = Arc::new(Round::of(&wanted)?);
    let (address, clients) = (wanted.address, wanted.clients);
    let (mut told, took) = load::apart(async move { book_all(address, clients, round).await })?;
    let booked = told.booked.count();
    say(format!("booked {booked}"));
    say(format!("full {}", told.full));
    say(format!("again {}", told.again));
    say(format!("rate {:.1}", f64::from(booked) / took.as_secs_f64()));
    told.booked.print("");
    say(format!("next {}", wanted.from + wanted.count));
    Ok(())
}

impl Round {
    fn of(wanted: &Wanted) -> Result<Self, Stop> {
        let sheet = Sheet::read(&wanted.sheet)?;
        let all = listed(&wanted.list)?;
        let sessions: Vec<String> = all.into_iter().skip(wanted.from).take(wanted.count).collect();
        if sessions.len() < wanted.count || sheet.codes.is_empty() {
            return Err(Stop::refused(
                "Ce réseau n'a pas tant de séances : préparez-en davantage avec « bench seats ».",
            ));
        }
        let venue = sheet.counter(0).venue;
        let (first, asks) = (wanted.from * wanted.asks, wanted.asks.max(1));
        Ok(Self { sheet, venue, sessions, first, asks, next: AtomicUsize::new(0) })
    }
}

fn listed(path: &Path) -> Result<Vec<String>, Stop> {
    let text = fs::read_to_string(path);
    let text = text.map_err(|error| Stop::refused(format!("Les séances ne peuvent pas être lues ({error}).")))?;
    Ok(text.lines().map(str::to_owned).collect())
}

async fn book_all(address: SocketAddr, clients: usize, round: Arc<Round>) -> Result<(Told, Duration), Stop> {
    let mut open = Vec::with_capacity(clients);
    for no in 0..clients {
        let (connection, token) = (Connection::open(address).await?, round.sheet.counter(no).token.clone());
        open.push(Client { connection, token, told: Told::default() });
    }
    if let Some(first) = open.first_mut() {
        first.wait_for(&round).await?;
    }
    let began = Instant::now();
    let mut booking = JoinSet::new();
    for client in open {
        booking.spawn(client.book(round.clone()));
    }
    let mut told = Told::default();
    while let Some(done) = booking.join_next().await {
        let one = done.map_err(|error| Stop::refused(format!("Un client s'est arrêté ({error}).")))??;
        told.booked.join(one.booked);
        told.full += one.full;
        told.again += one.again;
    }
    Ok((told, began.elapsed()))
}

/// Somebody who books for others.
struct Client {
    connection: Connection,
    token: String,
    told: Told,
}

impl Client {
    /// Waits until the centre has heard of the machine: its sessions are there.
    async fn wait_for(&mut self, round: &Round) -> Result<(), Stop> {
        for _ in 0..PATIENCE {
            let seen = self.ask(SESSIONS, &json!({ "venue": round.venue.to_string() })).await?;
            if seen["venue"]["sessions"][0]["id"].is_string() {
                return Ok(());
            }
            tokio::time::sleep(PAUSE).await;
        }
        Err(Stop::refused("La machine du lieu ne répond pas : lancez-la et déclarez-la au centre."))
    }

    /// Books until nothing is left to ask.
    async fn book(mut self, round: Arc<Round>) -> Result<Told, Stop> {
        loop {
            let no = round.next.fetch_add(1, Ordering::Relaxed);
            let Some(session) = round.sessions.get(no / round.asks) else { return Ok(self.told) };
            let no = round.first + no;
            let paper = &round.sheet.codes[no % round.sheet.codes.len()];
            let began = Instant::now();
            if self.saga(&round, no, (session.as_str(), paper.as_str())).await? {
                self.told.booked.add(began.elapsed());
            } else {
                self.told.full += 1;
            }
        }
    }

    /// One booking, whole; answers whether there was a seat.
    async fn saga(&mut self, round: &Round, no: usize, (session, paper): (&str, &str)) -> Result<bool, Stop> {
        let (key, venue) = (format!("bench-seat-{no:010}"), round.venue.to_string());
        let input = json!({ "sessionId": session, "called": "Amina B.", "wait": false });
        let told = self.ask(BOOK, &json!({ "key": key, "venue": venue, "input": input })).await?;
        let seat = &told["bookSeat"]["seat"];
        if seat.is_null() {
            let is_full = told["bookSeat"]["refusal"]["code"] == "SESSION_FULL";
            return if is_full { Ok(false) } else { Err(refused("Réserver une place", &told)) };
        }
        let (carnet, code) = paper.split_once(' ').unwrap_or_default();
        let input = json!({
            "bookingId": seat["bookingId"],
            "carnet": carnet,
            "code": code,
            "cheques": seat["cheques"],
            "venueId": venue,
            "startsAt": seat["startsAt"],
        });
        let held = self.ask(HOLD, &json!({ "key": key, "input": input })).await?;
        if !held["holdCheques"]["refusal"].is_null() {
            return Err(refused("Garder des chèques", &held));
        }
        let word = json!({ "key": key, "venue": venue, "booking": seat["bookingId"] });
        let confirmed = self.ask(CONFIRM, &word).await?;
        let is_ours = confirmed["confirmSeat"]["seat"]["stage"] == "CONFIRMED";
        if is_ours { Ok(true) } else { Err(refused("Confirmer une place", &confirmed)) }
    }

    /// One step, asked again while the machine is away: under its key it is done once.
    async fn ask(&mut self, query: &str, variables: &Value) -> Result<Value, Stop> {
        let body = json!({ "query": query, "variables": variables }).to_string();
        let shot = Shot::new(&body, Some(&self.token));
        for _ in 0..PATIENCE {
            if let Some(told) = self.connection.told(&shot).await? {
                return Ok(told);
            }
            self.told.again += 1;
            tokio::time::sleep(PAUSE).await;
        }
        Err(Stop::refused("La machine du lieu ne répond pas, ou plus."))
    }
}

/// A refusal that no measure expects, in a line.
fn refused(doing: &str, told: &Value) -> Stop {
    Stop::refused(format!("{doing} : la réponse n'est pas celle attendue : {told}"))
}
