//! Pushing: after each change the whole agenda of a venue goes to the centre; a lost push is healed by the next one.

use std::{future::Future, time::Duration};

use kernel::{
    access::{
        Actor,
        token::{SigningKey, Vouched, vouch},
    },
    chance::Chance,
    clock::Clock,
    ids::VenueId,
};
use store::Fault;

use crate::{
    agenda::Agenda,
    house::{self, House},
    rows,
};

/// Where agendas are delivered: the centre over HTTP, or its registry in the same process.
pub trait Sink: Send + Sync {
    /// Delivers one agenda. Delivered twice, it changes nothing more.
    fn deliver(&self, agenda: &Agenda) -> impl Future<Output = Result<(), Fault>> + Send;
}

/// Delivers what is due, as soon as it is.
#[derive(Debug)]
pub struct Pusher<S> {
    house: House,
    sink: S,
}

const SHORTEST_PAUSE: Duration = Duration::from_secs(1);
const LONGEST_PAUSE: Duration = Duration::from_secs(60);

impl<S: Sink> Pusher<S> {
    /// A pusher of what is due in that house.
    pub const fn new(house: House, sink: S) -> Self {
        Self { house, sink }
    }

    /// Pushes after each change and once a minute, for ever: spawn it, abort it to stop.
    ///
    /// After a failure it waits a second, then twice as long each time, up to a minute.
    pub async fn run(self) {
        let mut pause = SHORTEST_PAUSE;
        loop {
            match self.push_due().await {
                Ok(_) => {
                    pause = SHORTEST_PAUSE;
                    // The minute covers a change by another process on the same database.
                    let _ = tokio::time::timeout(LONGEST_PAUSE, self.house.changed()).await;
                }
                Err(fault) => {
                    tracing::warn!(cause = %fault, pause_s = pause.as_secs(), "agenda not delivered; tried again later");
                    tokio::time::sleep(pause).await;
                    pause = pause.saturating_mul(2).min(LONGEST_PAUSE);
                }
            }
        }
    }

    /// Pushes once whatever is due, and says how many agendas were delivered.
    ///
    /// A venue that cannot be delivered does not hold up the others; the last fault is told at the end.
    pub async fn push_due(&self) -> Result<usize, Fault> {
        let (mut count, mut trouble) = (0, None);
        for venue in self.house.read("node.due", rows::due).await? {
            match self.push(venue).await {
                Ok(()) => count += 1,
                Err(fault) => trouble = Some(fault),
            }
        }
        trouble.map_or(Ok(count), Err)
    }

    async fn push(&self, venue: VenueId) -> Result<(), Fault> {
        let Some(agenda) = agenda_of(&self.house, venue).await? else { return Ok(()) };
        self.sink.deliver(&agenda).await?;
        let generation = agenda.generation;
        let mark = self.house.store().transact("node.delivered", move |tx| Ok(rows::delivered(tx, venue, generation)?));
        mark.await.map_err(house::fault)?;
        tracing::debug!(venue.id = %venue, agenda.generation = generation, "agenda delivered");
        Ok(())
    }
}

/// The public agenda of a venue from this morning on, so that a counter finds what sits now; `None` if it never offered anything.
pub async fn agenda_of(house: &House, venue: VenueId) -> Result<Option<Agenda>, Fault> {
    let from = house.store().now().day().at(0, 0);
    house.read_still("node.agenda", move |conn| rows::agenda(conn, venue, from)).await
}

/// The centre, over HTTP: `POST {centre}/agenda` under the word of the node's own key.
#[derive(Debug)]
pub struct HttpSink {
    client: reqwest::Client,
    url: String,
    key: SigningKey,
    clock: Clock,
    chance: Chance,
}

/// The name of the centre in the node's word.
pub const CENTRE: &str = "centre";
const PATIENCE: Duration = Duration::from_secs(10);

impl HttpSink {
    /// The centre at that address (`http://host:port`), told by the owner of that key.
    pub fn new(centre: &str, key: SigningKey, clock: Clock, chance: Chance) -> Result<Self, Fault> {
        let client = reqwest::Client::builder()
            .timeout(PATIENCE)
            // The node's word is for this address and no other.
            .redirect(reqwest::redirect::Policy::none())
            .build()
            .map_err(|error| Fault::because("the client of the centre cannot be made", error))?;
        Ok(Self { client, url: format!("{}/agenda", centre.trim_end_matches('/')), key, clock, chance })
    }

    fn word(&self, venue: VenueId, body: &[u8]) -> Result<String, Fault> {
        let what = Vouched { audience: CENTRE, actor: &Actor::Anonymous, venue: Some(venue), body };
        vouch(&self.key, &what, self.chance.bytes(), self.clock.now())
            .map_err(|error| Fault::because("an agenda cannot be vouched for", error))
    }
}

impl Sink for HttpSink {
    async fn deliver(&self, agenda: &Agenda) -> Result<(), Fault> {
        let body = serde_json::to_vec(agenda).map_err(|error| Fault::because("an agenda cannot be written", error))?;
        let word = self.word(agenda.venue_id, &body)?;
        let request =
            self.client.post(&self.url).bearer_auth(word).header("content-type", "application/json").body(body);
        let answer = request.send().await.map_err(|error| Fault::unavailable(error.without_url()))?;
        if !answer.status().is_success() {
            return Err(Fault::unavailable(format!("the centre answered {} to an agenda", answer.status().as_u16())));
        }
        Ok(())
    }
}
