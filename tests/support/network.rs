//! A network for one story: a centre on a fresh database, people who ask it through the gateway, a clock moved by hand.
//!
//! Everything that a story needs is set up as people do it, by mutations. Each act takes a second of the clock.

pub(crate) mod answer;
pub(crate) mod cast;
pub(crate) mod deeds;

mod agenda;
pub(crate) mod bank;
mod books;
pub(crate) mod counter;
pub(crate) mod diagnostics;
pub(crate) mod elsewhere;
mod learners;
pub(crate) mod lodge;
pub(crate) mod orders;
mod venues;

use std::{
    path::PathBuf,
    sync::atomic::{AtomicU32, Ordering},
    time::Duration,
};

use axum::{
    body::{Body, to_bytes},
    http::{Request, StatusCode},
};
use gateway::Request as Asked;
use kernel::{
    access::Actor,
    chance::Chance,
    clock::{At, Clock, Day},
    ids::Id,
};
use passegue::{
    centre::{self, Centre, CentreSettings},
    config::House,
    keys::Keyring,
};
use serde_json::Value;
use tower::ServiceExt;

use super::{
    counting::Counter,
    engine::{Engine, Fresh},
};
use answer::Answer;
use cast::{Cast, Person};
use deeds::Deed;

pub(crate) use agenda::{Plan, workshop};
pub(crate) use orders::{Carnet, Run, Wanted};
pub(crate) use venues::{Place, demand};

/// One network and its people. Dropping it drops its databases and its folder.
pub(crate) struct Network {
    /// Who works for the network as a whole.
    pub(crate) cast: Cast,
    line: Line,
    // After the centre, so that nothing is in use when they go.
    _databases: [Fresh; 2],
    folder: Folder,
}

/// The way to the centre, and what tells its time.
pub(crate) struct Line {
    centre: Centre,
    clock: Clock,
    chance: Chance,
    keys: AtomicU32,
}

const SEED: u64 = 7;
/// Longer than anything a story waits for.
const PATIENCE: Duration = Duration::from_secs(20);

impl Network {
    /// Opens a network on that engine, at eight in the morning of 1 October 2025 in Paris; `name` helps whoever looks on.
    pub(crate) async fn open(engine: Engine, name: &str) -> Self {
        Self::on([engine.fresh(name), engine.fresh(&format!("{name}_hosted"))], name).await
    }

    /// The same, and what is asked of its books from the first statement on.
    pub(crate) async fn heard(engine: Engine, name: &str) -> (Self, Counter) {
        let databases = [engine.fresh(name), engine.fresh(&format!("{name}_hosted"))];
        let counter = Counter::of(&databases[0].place());
        (Self::on(databases, name).await, counter)
    }

    async fn on(databases: [Fresh; 2], name: &str) -> Self {
        let folder = Folder::new(name);
        let clock = Clock::by_hand(day("2025-10-01").at(8, 0));
        let settings = CentreSettings {
            place: databases[0].place(),
            hosted_place: Some(databases[1].place()),
            // Stories serve their calendars on this machine.
            calendars_at: |address| address.is_loopback(),
            ..CentreSettings::local(&folder.0, house(), clock.clone(), Chance::from_seed(SEED))
        };
        let centre = centre::open(settings).await.expect("the centre opens");
        let line = Line { centre, clock, chance: Chance::from_seed(SEED + 1), keys: AtomicU32::new(0) };
        let cast = Cast::gather(&line).await;
        Self { cast, line, _databases: databases, folder }
    }

    /// Somebody asks something; a document with `$key` gets a new key unless the variables bring one.
    pub(crate) async fn asks(&self, who: &Person, deed: Deed, variables: Value) -> Answer {
        self.line.asks(who, deed, variables).await
    }

    /// Makes it that time in Paris.
    pub(crate) fn it_is(&self, day: &str, (hour, minute): (u32, u32)) {
        self.line.clock.jump_to(self::day(day).at(hour, minute));
    }

    /// Makes it so many minutes later.
    pub(crate) fn minutes_pass(&self, minutes: i64) {
        self.line.clock.jump_to(self.now().plus_ms(minutes * 60_000));
    }

    /// This instant.
    pub(crate) fn now(&self) -> At {
        self.line.clock.now()
    }

    /// An identifier of nothing.
    pub(crate) fn nothing(&self) -> String {
        self.line.id()
    }

    /// Asks again and again until the answer is as wanted. Time stands still meanwhile.
    pub(crate) async fn waits_until(&self, who: &Person, deed: Deed, asked: Value, wanted: impl Fn(&Value) -> bool) {
        let asking = async {
            while !wanted(&self.line.ask(who, deed, asked.clone()).await.shown()) {
                tokio::task::yield_now().await;
            }
        };
        tokio::time::timeout(PATIENCE, asking).await.expect("it comes within twenty seconds");
    }

    /// Fetches a file by its ticket, as a browser does; the status when there is none.
    pub(crate) async fn fetches(&self, file: &str, ticket: &str) -> Result<Vec<u8>, StatusCode> {
        let request = Request::get(format!("/files/{file}?ticket={ticket}")).body(Body::empty()).expect("an address");
        let response = self.line.centre.router().oneshot(request).await.expect("the router answers");
        let status = response.status();
        let body = to_bytes(response.into_body(), usize::MAX).await.expect("the whole body");
        if status == StatusCode::OK { Ok(body.to_vec()) } else { Err(status) }
    }

    /// The calendars from which venues publish are asked, those that were not in the last half hour.
    pub(crate) async fn reads_calendars(&self) {
        self.line.centre.read_calendars().await.expect("calendars are asked");
    }

    /// The folder of the centre's keys.
    pub(crate) fn keys(&self) -> PathBuf {
        passegue::config::keys_folder(&self.folder.0)
    }

    pub(crate) fn centre(&self) -> &Centre {
        &self.line.centre
    }

    /// The keys of the centre, as its own machine holds them.
    pub(crate) fn keyring(&self) -> Keyring {
        Keyring::load(&self.keys(), passegue::config::files_folder(&self.folder.0)).expect("the centre made its keys")
    }
}

impl Line {
    /// One request through the gateway, with its limits and its plan; the act takes a second.
    pub(crate) async fn asks(&self, who: &Person, deed: Deed, variables: Value) -> Answer {
        let answer = self.ask(who, deed, variables).await;
        self.clock.jump_to(self.clock.now().plus_ms(1000));
        answer
    }

    async fn ask(&self, who: &Person, deed: Deed, variables: Value) -> Answer {
        let Value::Object(mut variables) = variables else { panic!("variables are an object") };
        if deed.document.contains("$key") && !variables.contains_key("key") {
            variables.insert("key".to_owned(), self.key().into());
        }
        let request = Asked { query: deed.document.to_owned(), variables: Some(variables), operation_name: None };
        let reply = self.centre.gateway().answer(who.actor.clone(), request).await;
        Answer::of(deed.field, reply)
    }

    fn key(&self) -> String {
        format!("story-{:05}", self.keys.fetch_add(1, Ordering::Relaxed))
    }

    /// A new identifier, as text.
    pub(crate) fn id(&self) -> String {
        self.chance.id::<()>().to_string()
    }

    /// Somebody of that structure, known by token alone.
    pub(crate) fn somebody(&self, organisation: &str, roles: &[kernel::access::Role]) -> Person {
        let (person, organisation) = (self.chance.id(), organisation.parse().expect("an identifier"));
        Person { actor: Actor::member(person, organisation, roles.iter().copied()) }
    }
}

/// That day, written `2025-10-31`.
pub(crate) fn day(text: &str) -> Day {
    text.parse().expect("a day")
}

/// The account of a network that never pays anybody.
fn house() -> House {
    House {
        name: "Passegué Essai".to_owned(),
        iban: "FR7630006000011234567890189".to_owned(),
        bic: "AGRIFRPP".to_owned(),
        public_url: "HTTPS://PASS.EXAMPLE".to_owned(),
        settlement_day: None,
    }
}

/// The folder of keys and sealed files of one network.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let unique: Id<()> = Chance::from_machine().id();
        Self(std::env::temp_dir().join(format!("passegue_{name}_{unique}")))
    }
}

impl Drop for Folder {
    // A leftover in the temporary folder is no failure.
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
