//! A venue's own machine: its database, its door for the centre, and the task that tells its agenda.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use axum::Router;
use kernel::{
    access::token::{KeySet, PublicKey, SigningKey},
    address::is_public,
    chance::Chance,
    clock::Clock,
    ids::{StructureId, VenueId},
};
use node::{
    House, Served,
    fetch::Fetcher,
    http::{self, SharedKeys},
    push::{HttpSink, Pusher},
    read_calendars::Reader,
};
use store::{Fault, Store, migrate::Books, store::Settings};
use tokio::{
    task::JoinSet,
    time::{sleep, timeout},
};
use tower_http::catch_panic::CatchPanicLayer;

use crate::{config::Place, keys, machine_rounds::MachineRounds};

const READERS: u32 = 4;
/// How often the centre's public keys are fetched again.
const KEYS_EVERY: Duration = Duration::from_secs(60);
const SHORTEST_PAUSE: Duration = Duration::from_secs(1);
const LONGEST_PAUSE: Duration = Duration::from_secs(30);
/// How long the start waits for the centre before going on without it.
const FIRST_FETCH: Duration = Duration::from_secs(2);

/// What a venue's machine is opened with.
#[derive(Clone, Debug)]
pub struct NodeSettings {
    /// The venue it serves; its identifier is also the machine's name in the centre's word.
    pub venue: VenueId,
    /// The structure that answers for the venue.
    pub structure: StructureId,
    /// Where its database is.
    pub place: Place,
    /// The file of its own key, made when it is absent.
    pub key_file: PathBuf,
    /// The centre's address: `http://127.0.0.1:4000`.
    pub centre_url: String,
    /// The centre's public keys; none: fetched from the centre at start and every minute.
    pub centre_keys: Option<KeySet>,
    /// What tells the time.
    pub clock: Clock,
    /// Where identifiers are drawn.
    pub chance: Chance,
}

impl NodeSettings {
    /// A machine of that name in a folder of data, that fetches the keys of the centre at that address.
    pub fn local(
        data: &Path,
        name: &str,
        venue: VenueId,
        structure: StructureId,
        centre_url: &str,
        clock: Clock,
        chance: Chance,
    ) -> Self {
        let (place, key_file) = files_of(data, name);
        let centre_url = centre_url.to_owned();
        Self { venue, structure, place, key_file, centre_url, centre_keys: None, clock, chance }
    }
}

/// Where a machine of that name keeps its database and its key, in a folder of data.
pub fn files_of(data: &Path, name: &str) -> (Place, PathBuf) {
    let nodes = data.join("nodes");
    (Place::Sqlite(nodes.join(format!("{name}.sqlite"))), nodes.join(format!("{name}.key")))
}

/// Whether a machine may bear this name: it becomes the name of a file.
pub fn is_name(name: &str) -> bool {
    let plain = |c: u8| c.is_ascii_lowercase() || c.is_ascii_digit() || c == b'-';
    (1..=40).contains(&name.len()) && name.bytes().all(plain) && name != "hosted"
}

/// A venue's machine at work. Its tasks end with it.
pub struct VenueNode {
    router: Router,
    key: SigningKey,
    house: House,
    _tasks: JoinSet<()>,
}

/// Opens the machine's database and begins to tell its agenda.
///
/// It serves even when the centre does not answer; until it has the centre's keys it believes nobody.
pub async fn open(settings: NodeSettings) -> Result<VenueNode, Fault> {
    let NodeSettings { venue, structure, place, key_file, centre_url, centre_keys, clock, chance } = settings;
    let key = keys::machine_key(&key_file, &chance)?;
    let (books, readers) = (Books::Node, READERS);
    let store = Store::open(Settings { place, books, clock: clock.clone(), chance, migrate: true, readers })?;
    let owner = move |asked: VenueId| (asked == venue).then_some(structure);
    let house = House::new(store, Served::Only(venue), Arc::new(owner));
    let mut tasks = JoinSet::new();
    let keys = centre(centre_keys, &centre_url, &mut tasks).await?;
    let sink = HttpSink::new(&centre_url, key.clone(), clock.clone(), Chance::from_machine())?;
    tasks.spawn(Pusher::new(house.clone(), sink).run());
    tasks.spawn(MachineRounds::new(house.store().clone()).keep());
    tasks.spawn(Reader::new(house.clone(), Fetcher::new(is_public)).run());
    let door = http::Settings { house: house.clone(), centre_keys: keys, audience: venue.to_string(), clock };
    let router = http::router(door).layer(CatchPanicLayer::new());
    Ok(VenueNode { router, key, house, _tasks: tasks })
}

impl VenueNode {
    /// Every route: `/graphql` for the centre alone, and health.
    pub fn router(&self) -> Router {
        self.router.clone()
    }

    /// The key by which the centre recognises this machine, to be declared there.
    pub fn public_key(&self) -> PublicKey {
        self.key.public()
    }

    /// Its database and its venue.
    pub const fn house(&self) -> &House {
        &self.house
    }
}

impl std::fmt::Debug for VenueNode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "VenueNode({:?})", self.house)
    }
}

/// The keys of the centre: those given, or those that a task fetches.
async fn centre(given: Option<KeySet>, url: &str, tasks: &mut JoinSet<()>) -> Result<SharedKeys, Fault> {
    if let Some(keys) = given {
        return Ok(SharedKeys::new(keys));
    }
    let source = Source::new(url)?;
    let first =
        timeout(FIRST_FETCH, source.fetch()).await.unwrap_or_else(|_| Err(Fault::unavailable("no answer in time")));
    let keys = SharedKeys::new(KeySet::default());
    let mut pause = KEYS_EVERY;
    match first {
        Ok(fetched) => keys.replace(fetched),
        Err(fault) => {
            tracing::warn!(cause = %fault, "the centre's keys are not there yet");
            pause = SHORTEST_PAUSE;
        }
    }
    tasks.spawn(source.follow(keys.clone(), pause));
    Ok(keys)
}

/// Where the centre's keys are fetched.
struct Source {
    client: reqwest::Client,
    url: String,
}

impl Source {
    fn new(centre: &str) -> Result<Self, Fault> {
        let client = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .no_proxy()
            .timeout(Duration::from_secs(5))
            .build()
            .map_err(|error| Fault::because("the client of the centre cannot be made", error))?;
        Ok(Self { client, url: format!("{}/.well-known/jwks.json", centre.trim_end_matches('/')) })
    }

    async fn fetch(&self) -> Result<KeySet, Fault> {
        let away = |error: reqwest::Error| Fault::unavailable(error.without_url());
        let answer = self.client.get(&self.url).send().await.map_err(away)?;
        let answer = answer.error_for_status().map_err(away)?;
        let document = answer.json().await.map_err(away)?;
        KeySet::from_jwks(&document).map_err(|error| Fault::because("the centre's keys cannot be read", error))
    }

    /// Fetches for ever: every minute, and after a failure in 1, 2, 4 … 30 seconds. The last keys are kept meanwhile.
    async fn follow(self, keys: SharedKeys, first_pause: Duration) {
        let mut pause = first_pause;
        loop {
            sleep(pause).await;
            pause = match self.fetch().await {
                Ok(fetched) => {
                    keys.replace(fetched);
                    KEYS_EVERY
                }
                Err(fault) if pause >= KEYS_EVERY => {
                    tracing::warn!(cause = %fault, "the centre's keys were not fetched; the last ones are kept");
                    SHORTEST_PAUSE
                }
                Err(_) => pause.saturating_mul(2).min(LONGEST_PAUSE),
            };
        }
    }
}
