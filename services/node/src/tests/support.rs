//! A house on a database of its own, a clock moved by hand, and people who ask.

use std::{
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
};

use kernel::{
    access::{Actor, Role},
    chance::Chance,
    clock::{At, Clock, Day},
    ids::{Id, StructureId, VenueId},
};
use serde_json::{Value, json};
use store::{Store, conn::Place, migrate::Books, store::Settings};

use crate::{
    graph::{self, VenueSchema},
    house::{House, Served},
};

pub(super) const HESDIN: VenueId = Id::from_bytes([1; 16]);
pub(super) const AUCHY: VenueId = Id::from_bytes([2; 16]);
pub(super) const ELSEWHERE: VenueId = Id::from_bytes([3; 16]);
pub(super) const HESDIN_TOWN: StructureId = Id::from_bytes([11; 16]);
pub(super) const AUCHY_TOWN: StructureId = Id::from_bytes([12; 16]);

pub(super) struct Node {
    pub(super) house: House,
    pub(super) schema: VenueSchema,
    pub(super) clock: Clock,
    pub(super) chance: Chance,
    folder: PathBuf,
}

impl Drop for Node {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

impl Node {
    /// The machine of Hesdin.
    pub(super) fn of_hesdin() -> Self {
        Self::serving(Served::Only(HESDIN))
    }

    pub(super) fn serving(served: Served) -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let name = format!("passegue-node-{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let folder = std::env::temp_dir().join(name);
        let clock = Clock::by_hand(morning());
        let chance = Chance::from_seed(7);
        let store = Store::open(Settings {
            place: Place::Sqlite(folder.join("node.sqlite")),
            books: Books::Node,
            clock: clock.clone(),
            chance: chance.clone(),
            migrate: true,
            readers: 2,
        })
        .unwrap();
        let house = House::new(store, served, Arc::new(owner));
        let schema = graph::schema(house.clone());
        Self { house, schema, clock, chance, folder }
    }

    /// Asks as that person, and reads the whole answer.
    pub(super) async fn ask(&self, actor: &Actor, query: &str, variables: Value) -> Value {
        serde_json::from_slice(&self.ask_bytes(actor, query, variables).await).unwrap()
    }

    /// The same, byte for byte.
    pub(super) async fn ask_bytes(&self, actor: &Actor, query: &str, variables: Value) -> Vec<u8> {
        let body = json!({ "query": query, "variables": variables }).to_string();
        graph::answer(&self.schema, body.as_bytes(), actor.clone()).await.unwrap()
    }

    /// Asks as nobody in particular.
    pub(super) async fn look(&self, query: &str, variables: Value) -> Value {
        self.ask(&Actor::Anonymous, query, variables).await
    }

    /// A workshop of Hesdin, and its identifier.
    pub(super) async fn workshop(&self, key: &str) -> String {
        let answer = self.ask(&counter(), CREATE, create(HESDIN, key, "Premiers clics")).await;
        text(&answer["data"]["createWorkshop"]["workshop"]["id"])
    }

    /// A session of it, and its identifier.
    pub(super) async fn session(&self, key: &str, workshop: &str, starts_at: &str) -> String {
        let answer = self.ask(&counter(), SCHEDULE, schedule(HESDIN, key, workshop, starts_at)).await;
        text(&answer["data"]["scheduleSession"]["session"]["id"])
    }
}

pub(super) fn morning() -> At {
    Day::of(2025, 10, 1).unwrap().at(9, 0)
}

fn owner(venue: VenueId) -> Option<StructureId> {
    let known = [(HESDIN, HESDIN_TOWN), (AUCHY, AUCHY_TOWN)];
    known.into_iter().find(|(one, _)| *one == venue).map(|(_, town)| town)
}

pub(super) fn counter() -> Actor {
    Actor::member(Id::from_bytes([21; 16]), HESDIN_TOWN, [Role::CounterStaff])
}

pub(super) fn neighbour() -> Actor {
    Actor::member(Id::from_bytes([22; 16]), AUCHY_TOWN, [Role::VenueManager])
}

pub(super) fn text(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("no text: {value}")).to_owned()
}

pub(super) const CREATE: &str = "mutation ($venue: ID!, $key: ID!, $input: WorkshopInput!) {
    createWorkshop(venueId: $venue, key: $key, input: $input) {
        workshop { venueId id title theme level minutes priceCheques seats ended }
        refusal { code message nextStep }
    }
}";

pub(super) fn create(venue: VenueId, key: &str, title: &str) -> Value {
    let input = json!({
        "title": title, "theme": "COMPUTER_BASICS", "level": "NEVER_TOUCHED",
        "minutes": 90, "priceCheques": 1, "seats": 8,
    });
    json!({ "venue": venue, "key": key, "input": input })
}

pub(super) const SCHEDULE: &str = "mutation ($venue: ID!, $key: ID!, $input: SessionInput!) {
    scheduleSession(venueId: $venue, key: $key, input: $input) {
        session { venueId id title startsAt minutes seats stage reason workshop { id title seats } }
        refusal { code }
    }
}";

pub(super) fn schedule(venue: VenueId, key: &str, workshop: &str, starts_at: &str) -> Value {
    json!({ "venue": venue, "key": key, "input": { "workshopId": workshop, "startsAt": starts_at } })
}

pub(super) const CANCEL: &str = "mutation ($venue: ID!, $key: ID!, $session: ID!, $reason: String!) {
    cancelSession(venueId: $venue, key: $key, sessionId: $session, reason: $reason) {
        session { id stage reason }
        refusal { code }
    }
}";

pub(super) fn cancel(key: &str, session: &str, reason: &str) -> Value {
    json!({ "venue": HESDIN, "key": key, "session": session, "reason": reason })
}
