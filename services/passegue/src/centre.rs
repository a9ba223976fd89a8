//! The centre: registry, cheques, hosted venues and the gateway, opened over one folder of data and one database.

use std::{
    collections::HashMap,
    net::IpAddr,
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use axum::{Router, middleware::map_request};
use cheques::desk::Desk;
use gateway::{Gateway, InProcess, Introspection, Limits, Sender, Sharded, Subgraph};
use kernel::{
    access::{
        Actor, Role,
        policy::MONEY,
        token::{Grant, SigningKey},
    },
    address::is_public,
    chance::Chance,
    clock::Clock,
    ids::{PersonId, StructureId},
};
use node::{fetch::Fetcher, push::Pusher, read_calendars::Reader};
use portal::{InGateway, Letterbox, Portal, Site, files::InRouter};
use registry::{
    identity::{ask_sign_in, lodge::Lodge, person::Named},
    import_listings,
    network_keys::NetworkKeys,
    territory,
};
use store::{Fault, Reply, Store, Trouble, deposits, files::Cabinet, head, migrate::Books, store::Settings};
use tokio::task::JoinSet;

use crate::{
    booking_letters::BookingLetters,
    bookkeeping::{Bookkeeping, Kept},
    config::{House, Pages, Place, centre_file, files_folder, keys_folder},
    directory::{Noticed, Roll, Shards},
    doors::{self, Doors},
    erasure_rounds::ErasureRounds,
    errand_rounds::ErrandRounds,
    forgotten::{Forgotten, Listed, Remembered},
    found,
    hosted::{self, HostedSettings, ToRegistry},
    keys::{self, Keyring, told::told},
    learner_rounds::LearnerRounds,
    order_letters::OrderLetters,
    post::{Mailbox, Post, PostSettings},
    referral_letters::ReferralLetters,
    request_letters::RequestLetters,
    rotation::Rotation,
    weekly::Weekly,
};

const SUPERGRAPH: &str = include_str!("../../../schema/supergraph.graphql");
const READERS: u32 = 8;

/// What a centre is opened with.
#[derive(Clone, Debug)]
pub struct CentreSettings {
    /// Where its database is.
    pub place: Place,
    /// Its folder of data: `keys/`, `files/`, and on SQLite `nodes/hosted.sqlite`.
    pub data: PathBuf,
    /// Where the hosted venues' tables are; none: the place that belongs to `place` and `data`.
    pub hosted_place: Option<Place>,
    /// The network's own account.
    pub house: House,
    /// What tells the time, also to tokens.
    pub clock: Clock,
    /// Where identifiers, codes and first keys are drawn.
    pub chance: Chance,
    /// Whether missing migrations are run; otherwise they are a fault.
    pub migrate: bool,
    /// Who may read the schema: nobody, but for GraphiQL and the demo.
    pub introspection: Introspection,
    /// What its pages say besides.
    pub pages: Pages,
    /// How letters leave.
    pub post: PostSettings,
    /// Where links in letters lead; none: to the house's public address.
    pub site: Option<String>,
    /// Whether a proxy stands before it and says where requests come from.
    pub behind_proxy: bool,
    /// Where the calendars of hosted venues may be: where everybody can go, but for tests.
    pub calendars_at: fn(IpAddr) -> bool,
}

impl CentreSettings {
    /// A centre on SQLite in that folder, made when it is absent: what the demo and most tests want.
    pub fn local(data: &Path, house: House, clock: Clock, chance: Chance) -> Self {
        Self {
            place: centre_file(data),
            data: data.to_path_buf(),
            hosted_place: None,
            house,
            clock,
            chance,
            migrate: true,
            introspection: Introspection::ToAll,
            pages: Pages::on_this_machine(),
            post: PostSettings::Kept,
            site: None,
            behind_proxy: false,
            calendars_at: is_public,
        }
    }

    /// The folder of its keys.
    pub fn keys(&self) -> PathBuf {
        keys_folder(&self.data)
    }
}

/// A centre at work; cheap to clone. Its tasks end with its last clone.
#[derive(Clone)]
pub struct Centre(Arc<Inner>);

struct Inner {
    store: Store,
    hosted: Store,
    desk: Desk,
    gateway: Arc<Gateway>,
    portal: Portal,
    roll: Arc<Roll>,
    lodge: Lodge,
    post: Post,
    rotation: Rotation,
    calendars: Reader,
    behind_proxy: bool,
    clock: Clock,
    _tasks: JoinSet<()>,
}

/// Opens the centre: database, keys, territory, services, gateway.
///
/// Faults: the database does not answer, a migration is missing (unless `migrate`), the schema is newer, a key is missing.
pub async fn open(settings: CentreSettings) -> Result<Centre, Fault> {
    let store = open_store(&settings)?;
    let (keyring, desk) = open_desk(&store, &settings).await?;
    let rotation = Rotation::open(settings.keys(), settings.clock.clone())?;
    let lodge = open_lodge(&store, &keyring, &rotation, &settings)?;
    bring_territory(&store).await?;
    // Names of requests and of machines' words are drawn aside: a story told again draws the same codes.
    let aside = Chance::from_machine();
    let sender = Sender::new(rotation.signer(), settings.clock.clone(), aside.clone())
        .map_err(|error| Fault::because("the client of nodes cannot be made", error))?;
    let roll = Roll::open(store.clone(), sender).await?;
    let hosted = open_hosted(&store, &settings, &roll).await?;
    let remembered = open_remembered(&store, &settings).await?;
    let gateway = Gateway::load(gateway::Settings {
        supergraph: SUPERGRAPH,
        subgraphs: subgraphs(&lodge, told_keys(&settings), &desk, &remembered, &hosted, &roll),
        keys: rotation.believed(),
        revoked: roll.revoked(),
        clock: settings.clock.clone(),
        chance: aside,
        limits: Limits::default(),
        introspection: settings.introspection,
        money_fields: MONEY.iter().map(|action| action.field().to_owned()).collect(),
    })
    .map_err(|error| Fault::because("the gateway cannot be made", error))?;
    let post = Post::new(lodge.clone(), settings.post);
    let mut tasks = JoinSet::new();
    tasks.spawn(roll.clone().keep());
    tasks.spawn(rotation.clone().keep());
    tasks.spawn(post.clone().keep());
    tasks.spawn(OrderLetters::new(lodge.clone()).keep());
    tasks.spawn(RequestLetters::new(lodge.clone()).keep());
    tasks.spawn(LearnerRounds::new(store.clone()).keep(remembered));
    tasks.spawn(ReferralLetters::new(lodge.clone()).keep());
    tasks.spawn(Weekly::new(lodge.clone(), settings.place, settings.data).keep());
    tasks.spawn(Bookkeeping::new(desk.clone()).keep());
    tasks.spawn(sweep(store.clone(), desk.cabinet().clone()));
    let hosted_store = hosted.store().clone();
    tasks.spawn(ErasureRounds::new(store.clone(), hosted_store.clone()).keep());
    tasks.spawn(BookingLetters::new(lodge.clone(), hosted_store.clone()).keep());
    tasks.spawn(ErrandRounds::new(hosted_store.clone(), desk.clone()).keep());
    let calendars = Reader::new(hosted.clone(), Fetcher::new(settings.calendars_at));
    tasks.spawn(calendars.clone().run());
    tasks.spawn(Pusher::new(hosted, ToRegistry(store.clone())).run());
    let (hosted, gateway, clock) = (hosted_store, Arc::new(gateway), settings.clock);
    let (behind_proxy, _tasks) = (settings.behind_proxy, tasks);
    let behind = Doors { store: store.clone(), desk: desk.clone(), roll: roll.clone() };
    let files = InRouter::new(doors::router(behind, gateway.clone()));
    let portal = pages(&lodge, gateway.clone(), files, &post, settings.house, settings.pages);
    Ok(Centre(Arc::new(Inner {
        store,
        hosted,
        desk,
        gateway,
        portal,
        roll,
        lodge,
        post,
        rotation,
        calendars,
        behind_proxy,
        clock,
        _tasks,
    })))
}

impl Centre {
    /// Reads the calendars of hosted venues that are due, now; how many were asked.
    pub async fn read_calendars(&self) -> Result<usize, Fault> {
        self.0.calendars.read_due().await
    }

    /// Every route: `/graphql`, the public keys, health, files, agendas, and the pages for people.
    pub fn router(&self) -> Router {
        let Inner { store, desk, roll, gateway, .. } = &*self.0;
        let doors = Doors { store: store.clone(), desk: desk.clone(), roll: roll.clone() };
        let router = doors::router(doors, gateway.clone()).merge(portal::router(self.0.portal.clone()));
        if self.0.behind_proxy { router.layer(map_request(doors::forwarded)) } else { router }
    }

    /// An access token of this centre, by its clock: the machine's own word, in no visit, under the person's stamp as last read.
    pub fn mint(
        &self,
        person: PersonId,
        organisation: StructureId,
        roles: impl IntoIterator<Item = Role>,
        minutes: i64,
    ) -> Result<String, Fault> {
        let (key, stamp) = (self.0.lodge.signer().key(), self.0.roll.stamp(person));
        mint(&key, &self.0.clock, &Actor::member(person, organisation, roles), stamp, minutes)
    }

    /// Founds the network, once: its own structure under that name, and its first administrator.
    pub async fn found(&self, name: &str) -> Result<(PersonId, StructureId), Fault> {
        found::found(&self.0.store, name).await.map_err(fault)
    }

    /// The same, for an administrator with a name and an address.
    ///
    /// Refusals: `INPUT_INVALID` (`name`, `email`; also when the first administrator has another address), `KEY_REUSED` for
    /// another name of the network.
    pub async fn found_by(&self, network: &str, name: &str, mail: &str) -> Reply<(PersonId, StructureId)> {
        found::found_by(&self.0.store, network, Named::parse(name, mail)?).await
    }

    /// A link that signs somebody in once, within a day, to be handed over by whoever runs the machine.
    pub async fn hand_link(&self, person: PersonId) -> Reply<String> {
        ask_sign_in::hand_link(&self.0.lodge, person).await
    }

    /// What signing in needs.
    pub fn lodge(&self) -> &Lodge {
        &self.0.lodge
    }

    /// The mailbox where letters are kept, unless they are sent.
    pub fn mailbox(&self) -> Option<&Mailbox> {
        self.0.post.mailbox()
    }

    /// Carries the letters that wait, now rather than within a second.
    pub async fn carry_letters(&self) -> Reply<()> {
        self.0.post.carry().await
    }

    /// Signs the days and publishes the month that have ended, now rather than within a minute.
    pub async fn keep_books(&self) -> Reply<Kept> {
        Bookkeeping::new(self.0.desk.clone()).look().await
    }

    /// Reads the keys of tokens again, now rather than within two seconds.
    pub fn renew_keys(&self) -> Result<(), Fault> {
        self.0.rotation.renew()
    }

    /// The front door, for whoever asks in process.
    pub fn gateway(&self) -> &Arc<Gateway> {
        &self.0.gateway
    }

    /// The pages for people.
    pub fn portal(&self) -> &Portal {
        &self.0.portal
    }

    /// The service of cheques.
    pub fn desk(&self) -> &Desk {
        &self.0.desk
    }

    /// The database.
    pub fn store(&self) -> &Store {
        &self.0.store
    }

    /// The database of the venues that have no machine of their own.
    pub fn hosted(&self) -> &Store {
        &self.0.hosted
    }

    /// Waits until a disk fails under one of its databases: see [`Store::fails`].
    pub async fn fails(&self) -> Fault {
        tokio::select! {
            fault = self.0.store.fails() => fault,
            fault = self.0.hosted.fails() => fault,
        }
    }

    /// What tells the time here.
    pub fn clock(&self) -> &Clock {
        &self.0.clock
    }

    /// Reads the directory of venues and machines again, now rather than within a second.
    pub async fn renew(&self) -> Result<(), Fault> {
        self.0.roll.renew().await
    }
}

impl std::fmt::Debug for Centre {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Centre")
    }
}

/// An access token under that key: the machine's own word, for somebody whose stamp is that one.
pub fn mint(key: &SigningKey, clock: &Clock, actor: &Actor, stamp: i64, minutes: i64) -> Result<String, Fault> {
    let now = clock.now();
    let grant = Grant { actor, stamp, proved_at: actor.is_proved().then_some(now) };
    let token = grant.mint(key, Chance::from_machine().bytes(), now, minutes);
    token.map_err(|error| Fault::because("a token cannot be made", error))
}

const BETWEEN_SWEEPS: Duration = Duration::from_secs(3600);

/// Takes away, every hour, the files that somebody sent and nothing took within a day.
async fn sweep(store: Store, cabinet: Cabinet) {
    loop {
        match deposits::sweep(&store, &cabinet).await {
            Ok(0) => {}
            Ok(gone) => tracing::info!(files = gone, "files that nothing took are gone"),
            Err(trouble) => tracing::warn!(cause = %fault(trouble), "files that nothing took stay for now"),
        }
        tokio::time::sleep(BETWEEN_SWEEPS).await;
    }
}

fn open_store(settings: &CentreSettings) -> Result<Store, Fault> {
    Store::open(Settings {
        place: settings.place.clone(),
        books: Books::Centre,
        clock: settings.clock.clone(),
        chance: settings.chance.clone(),
        migrate: settings.migrate,
        readers: READERS,
    })
}

/// Keys are made only for books in which nothing has happened, and not kept if those books know others.
async fn open_desk(store: &Store, settings: &CentreSettings) -> Result<(Keyring, Desk), Fault> {
    let (folder, files) = (settings.keys(), files_folder(&settings.data));
    let makes = !folder.exists() && nothing_happened(store).await?;
    let keyring = match makes {
        true => Keyring::load_or_create(&folder, files, &settings.chance)?,
        false => {
            if folder.exists() {
                keys::make_visits(&folder, &settings.chance)?;
            }
            Keyring::load(&folder, files)?
        }
    };
    let opened = Desk::open(store.clone(), keyring.for_desk(), settings.house.clone()).await;
    let opened = opened.map(|desk| desk.with_phone(settings.pages.phone.as_deref()));
    if makes && opened.is_err() {
        // Made a moment ago, and nothing was named with them.
        let _ = std::fs::remove_dir_all(&folder);
    }
    Ok((keyring, opened?))
}

fn open_lodge(
    store: &Store,
    keyring: &Keyring,
    rotation: &Rotation,
    settings: &CentreSettings,
) -> Result<Lodge, Fault> {
    let secrets = keyring.secrets().cloned().ok_or_else(|| Fault::broken("the secret of visits is absent"))?;
    let site = settings.site.clone().unwrap_or_else(|| in_small_letters(&settings.house.public_url));
    Ok(Lodge::new(store.clone(), secrets, rotation.signer(), &site))
}

/// An address printed in capitals, as people read it: scheme and host in small letters.
fn in_small_letters(url: &str) -> String {
    let host_ends = url.find("://").and_then(|at| Some(at + 3 + url[at + 3..].find('/')?)).unwrap_or(url.len());
    let (host, path) = url.split_at(host_ends);
    format!("{}{path}", host.to_lowercase())
}

/// Places that were listed before the first start name no cheque and nobody: no key was ever used on them.
async fn nothing_happened(store: &Store) -> Result<bool, Fault> {
    let look = store.read("centre.new", |conn| Ok(head::told_after(conn, 0, 1000)?));
    let told = look.await.map_err(fault)?;
    Ok(told.len() < 1000 && told.iter().all(|told| told.topic == import_listings::IMPORTED))
}

async fn bring_territory(store: &Store) -> Result<(), Fault> {
    const FIRST_YEAR: i32 = 2022;
    let look = store.read("centre.territory", |conn| Ok(territory::communes(conn, FIRST_YEAR)?.is_empty()));
    if look.await.map_err(fault)? {
        let imported = territory::import(store).await.map_err(fault)?;
        tracing::info!(communes = imported.communes, successors = imported.successors, "territory imported");
    }
    Ok(())
}

async fn open_hosted(store: &Store, settings: &CentreSettings, roll: &Arc<Roll>) -> Result<node::House, Fault> {
    let place = match &settings.hosted_place {
        Some(place) => place.clone(),
        None => hosted::place(store, &settings.data).await?,
    };
    let (migrate, clock, chance) = (settings.migrate, settings.clock.clone(), settings.chance.clone());
    hosted::open(HostedSettings { place, migrate, clock, chance }, roll, store)
}

/// Books that were put back otherwise than by `restore` forget again whoever was forgotten since they were copied.
async fn open_remembered(store: &Store, settings: &CentreSettings) -> Result<Remembered, Fault> {
    let begun = Remembered::begin(store.clone(), Forgotten::of(&settings.data)).await;
    let (remembered, again) = begun.map_err(fault)?;
    if again > 0 {
        tracing::warn!(rows = again, "these books knew people who were forgotten since; they are forgotten again");
    }
    Ok(remembered)
}

/// The keys by name, read from their folder each time an administrator asks.
fn told_keys(settings: &CentreSettings) -> NetworkKeys {
    let (folder, clock) = (settings.keys(), settings.clock.clone());
    NetworkKeys::told_by(move || told(&folder, clock.now()))
}

fn subgraphs(
    lodge: &Lodge,
    keys: NetworkKeys,
    desk: &Desk,
    remembered: &Remembered,
    hosted: &node::House,
    roll: &Arc<Roll>,
) -> HashMap<String, Arc<dyn Subgraph>> {
    let registry =
        InProcess::new("registry", registry::graph::schema_with(lodge.clone(), keys, desk.cabinet().clone()));
    let registry = Noticed { registry, roll: roll.clone() };
    let cheques = InProcess::new("cheques", cheques::graph::schema(desk.clone()));
    let learners = learners::desk::Desk::new(lodge.store().clone(), desk.cabinet().clone());
    let learners = InProcess::new("learners", learners::graph::schema(learners));
    let learners = Listed { learners, remembered: remembered.clone() };
    let hosted = InProcess::new("venue", node::graph::schema(hosted.clone()));
    let venue = Sharded::new(Arc::new(Shards::new(roll.clone(), Arc::new(hosted))));
    let by_name: [(&str, Arc<dyn Subgraph>); 4] = [
        ("registry", Arc::new(registry)),
        ("cheques", Arc::new(cheques)),
        ("learners", Arc::new(learners)),
        ("venue", Arc::new(venue)),
    ];
    by_name.into_iter().map(|(name, subgraph)| (name.to_owned(), subgraph)).collect()
}

/// The pages for people: a client of the gateway like anybody else, without a socket between.
fn pages(lodge: &Lodge, gateway: Arc<Gateway>, files: InRouter, post: &Post, house: House, pages: Pages) -> Portal {
    let Pages { phone, secure, demo } = pages;
    // Drawn aside, like the names of requests.
    let chance = Chance::from_machine();
    Portal::new(portal::Settings {
        door: Arc::new(InGateway::new(gateway)),
        files: Arc::new(files),
        clock: lodge.store().clock().clone(),
        secret: lodge.secrets().key("portal"),
        chance,
        secure,
        site: Site { name: house.name, phone, public_url: house.public_url },
        demo,
        letters: post.mailbox().cloned().map(|mailbox| -> Arc<dyn Letterbox> { Arc::new(mailbox) }),
    })
}

fn fault(trouble: Trouble) -> Fault {
    match trouble {
        Trouble::Broken(fault) => fault,
        Trouble::Refused(refusal) => Fault::broken(format!("refused where nothing can be: {}", refusal.code)),
    }
}
