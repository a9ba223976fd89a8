//! The load: many connections kept alive, each asks again as soon as it is answered. A process of its own, on the same processors.

use std::{
    net::SocketAddr,
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use super::{
    asks::Asks,
    connection::{Connection, Shot},
    cpu,
    sheet::Sheet,
    waits::Waits,
};
use crate::{commands::say, stop::Stop};

/// What is sent, to whom, how long.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct Wanted {
    /// Adresse du serveur, par exemple 127.0.0.1:4000.
    #[arg(long, value_name = "ADRESSE")]
    address: SocketAddr,
    /// Connexions ouvertes à la fois.
    #[arg(long, value_name = "NOMBRE", default_value_t = 64)]
    clients: usize,
    /// Durée en secondes.
    #[arg(long, value_name = "SECONDES", default_value_t = 20)]
    seconds: u64,
    /// Nombre de demandes au plus.
    #[arg(long, value_name = "NOMBRE", default_value_t = usize::MAX)]
    count: usize,
    /// La feuille d'un réseau préparé : un chèque différent par demande.
    #[arg(long, value_name = "FICHIER", required_unless_present_any = ["body", "asks"])]
    sheet: Option<PathBuf>,
    /// Le premier code de la feuille à présenter, à partir de 0.
    #[arg(long, value_name = "NOMBRE", default_value_t = 0)]
    from: usize,
    /// Une même demande, toujours : le corps à envoyer.
    #[arg(long, value_name = "JSON", conflicts_with = "sheet", requires = "proof")]
    body: Option<String>,
    /// Des demandes préparées, l'une après l'autre : une par ligne, son jeton puis son corps.
    #[arg(long, value_name = "FICHIER", conflicts_with_all = ["sheet", "body"], requires = "proof")]
    asks: Option<PathBuf>,
    /// Ce que contient toute bonne réponse.
    #[arg(long, value_name = "TEXTE")]
    proof: Option<String>,
    /// Le jeton à présenter avec cette demande.
    #[arg(long, value_name = "JETON")]
    token: Option<String>,
}

/// Runs the load on a thread of its own; prints how many were answered, how fast, and at what cost for the sender.
pub(crate) async fn run(wanted: Wanted) -> Result<(), Stop> {
    must_be_here(wanted.address)?;
    let source = Source::of(&wanted)?;
    let told = apart(async move { fire(&wanted, source).await })?;
    told.print();
    Ok(())
}

/// Refuses any other machine: a load is for a server that was started for it.
pub(super) fn must_be_here(address: SocketAddr) -> Result<(), Stop> {
    if address.ip().is_loopback() {
        return Ok(());
    }
    Err(Stop::refused(format!(
        "L'adresse {address} n'est pas de cette machine, et une charge ne vise aucun autre serveur : donnez l'adresse d'un \
         serveur lancé ici pour la mesure, par exemple 127.0.0.1:4000."
    )))
}

/// Runs a load on one thread of its own, without work stealing: the sender is to cost little.
pub(super) fn apart<T: Send + 'static>(
    load: impl Future<Output = Result<T, Stop>> + Send + 'static,
) -> Result<T, Stop> {
    let cannot = |error: std::io::Error| Stop::refused(format!("La charge ne peut pas être lancée ({error})."));
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(cannot)?;
    std::thread::spawn(move || runtime.block_on(load)).join().map_err(|_| Stop::refused("La charge s'est arrêtée."))?
}

async fn fire(wanted: &Wanted, source: Source) -> Result<Told, Stop> {
    let next = Arc::new(AtomicUsize::new(wanted.from));
    let last = wanted.from.saturating_add(wanted.count).min(source.len());
    let mut connections = Vec::with_capacity(wanted.clients);
    for no in 0..wanted.clients {
        connections.push((Connection::open(wanted.address).await?, source.gun(no)?));
    }
    let began = Instant::now();
    let until = began + Duration::from_secs(wanted.seconds);
    let mut waiting = tokio::task::JoinSet::new();
    for (connection, gun) in connections {
        waiting.spawn(client(connection, gun, Range { next: next.clone(), last, until }));
    }
    let mut waits = Waits::default();
    while let Some(done) = waiting.join_next().await {
        waits.join(done.map_err(|error| Stop::refused(format!("Un client s'est arrêté ({error}).")))??);
    }
    Ok(Told { waits, took: began.elapsed(), next: next.load(Ordering::Relaxed).min(last), last: source.len() })
}

/// What is left to ask, shared by all clients.
struct Range {
    next: Arc<AtomicUsize>,
    last: usize,
    until: Instant,
}

/// Asks until the time or the cheques are over; answers how long each answer took.
async fn client(mut connection: Connection, mut gun: Gun, range: Range) -> Result<Waits, Stop> {
    let mut waits = Waits::new();
    loop {
        let began = Instant::now();
        if began >= range.until {
            return Ok(waits);
        }
        let no = range.next.fetch_add(1, Ordering::Relaxed);
        if no >= range.last {
            return Ok(waits);
        }
        gun.aim(no);
        connection.ask(&gun.shot, &gun.proof).await?;
        waits.add(began.elapsed());
    }
}

/// Where requests come from.
enum Source {
    /// Redemptions: a cheque of the sheet each.
    Cheques(Arc<Sheet>),
    /// The same request for ever.
    Same { body: String, proof: String, token: Option<String> },
    /// Requests made beforehand, from the first again after the last.
    Asks { asks: Arc<Asks>, proof: String },
}

const NO_KEY: &str = "bench-00000000000000";
const NO_CODE: &str = "0000-0000-0000-0000";
const REDEEM: &str = "mutation($key: ID!, $venue: ID!, $codes: [String!]!) { redeemCheques(key: $key, venueId: $venue, \
                      codes: $codes) { receipt { id cheques valueCents remaining { carnet cheques valueCents } } \
                      refusal { code message nextStep } } }";

impl Source {
    fn of(wanted: &Wanted) -> Result<Self, Stop> {
        let proof = wanted.proof.clone().unwrap_or_default();
        match (&wanted.sheet, &wanted.body, &wanted.asks) {
            (Some(path), ..) => Ok(Self::Cheques(Arc::new(Sheet::read(path)?))),
            (_, Some(body), _) => Ok(Self::Same { body: body.clone(), proof, token: wanted.token.clone() }),
            (.., Some(path)) => Ok(Self::Asks { asks: Arc::new(Asks::read(path)?), proof }),
            (None, None, None) => Err(Stop::usage("Donnez --sheet, ou --proof avec --body ou --asks.")),
        }
    }

    fn len(&self) -> usize {
        match self {
            Self::Cheques(sheet) => sheet.codes.len(),
            Self::Same { .. } | Self::Asks { .. } => usize::MAX,
        }
    }

    /// The requests of one client: of one counter, when there are counters.
    fn gun(&self, no: usize) -> Result<Gun, Stop> {
        match self {
            Self::Same { body, proof, token } => {
                Ok(Gun { shot: Shot::new(body, token.as_deref()), proof: proof.clone(), change: Change::None })
            }
            Self::Asks { asks, proof } => {
                Ok(Gun { shot: asks.shot(0).clone(), proof: proof.clone(), change: Change::Whole(asks.clone()) })
            }
            Self::Cheques(sheet) => {
                let counter = sheet.counter(no);
                let variables =
                    serde_json::json!({ "key": NO_KEY, "venue": counter.venue.to_string(), "codes": [NO_CODE] });
                let body = serde_json::json!({ "query": REDEEM, "variables": variables }).to_string();
                let shot = Shot::new(&body, Some(&counter.token));
                let places = shot.place(NO_KEY).zip(shot.place(NO_CODE));
                let (key, code) = places.ok_or_else(|| Stop::refused("Une demande ne peut pas être préparée."))?;
                let change = Change::Cheque { sheet: sheet.clone(), key, code };
                Ok(Gun { shot, proof: "\"receipt\":{\"id\":\"".to_owned(), change })
            }
        }
    }
}

/// A client's request, and what changes in it.
struct Gun {
    shot: Shot,
    proof: String,
    change: Change,
}

/// What is not the same in the next request.
enum Change {
    None,
    Cheque { sheet: Arc<Sheet>, key: usize, code: usize },
    Whole(Arc<Asks>),
}

impl Gun {
    fn aim(&mut self, no: usize) {
        match &self.change {
            Change::None => {}
            Change::Cheque { sheet, key, code } => {
                self.shot.write(*key, &format!("bench-{no:014}"));
                self.shot.write(*code, &sheet.codes[no]);
            }
            Change::Whole(asks) => self.shot = asks.shot(no).clone(),
        }
    }
}

/// What a run of the load has shown.
struct Told {
    waits: Waits,
    took: Duration,
    next: usize,
    last: usize,
}

impl Told {
    fn print(mut self) {
        let done = self.waits.count();
        say(format!("done {done}"));
        say(format!("seconds {:.3}", self.took.as_secs_f64()));
        say(format!("rate {:.1}", f64::from(done) / self.took.as_secs_f64()));
        self.waits.print("");
        say(format!("load_cpu_s {:.2}", cpu::seconds().unwrap_or_default()));
        say(format!("next {}", self.next));
        say(format!("exhausted {}", u8::from(self.next >= self.last)));
    }
}
