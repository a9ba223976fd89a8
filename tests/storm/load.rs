//! The load: counters that take cheques, each act asked until it is acknowledged under the key that it began with.

use std::{
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    time::Duration,
};

use kernel::clock::{At, Clock};
use serde_json::{Value, json};
use tokio::{
    sync::watch,
    task::JoinSet,
    time::{Instant, MissedTickBehavior, interval, timeout},
};

use super::journal::{Journal, Told};
use crate::support::{
    afar::{Afar, Client, Ground, Venue},
    network::{answer::text, deeds::REDEEM},
};

/// How soon a counter asks again when it was given no receipt.
const AGAIN: Duration = Duration::from_millis(50);
/// Longer than anything takes.
pub(crate) const PATIENCE: Duration = Duration::from_secs(60);
const TOWNS: [&str; 4] = ["Hesdin", "Auchy", "Beaurainville", "Azincourt"];

/// Counters at work on a centre that may come and go.
pub(crate) struct Load {
    shared: Arc<Shared>,
    counters: JoinSet<()>,
    up: watch::Sender<Option<Client>>,
}

/// How many work, and how fast each.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Pace {
    pub(crate) counters: usize,
    /// A counter takes no more than one act in that time, so that cheques last whatever the machine.
    pub(crate) an_act: Duration,
}

struct Shared {
    acts: Vec<Act>,
    next: AtomicUsize,
    under_way: AtomicUsize,
    acknowledged: AtomicUsize,
    unanswered: AtomicUsize,
    ends: AtomicBool,
    journal: Journal,
    clock: Clock,
    seen: Mutex<Option<Vec<Seen>>>,
}

/// Some cheques at a counter, under a key made once.
struct Act {
    key: String,
    venue: Venue,
    codes: Vec<String>,
}

/// One question and what came of it.
#[derive(Clone, Debug)]
pub(crate) struct Seen {
    pub(crate) asked: Instant,
    /// The same instant by the wall, for who compares it with another program's word.
    pub(crate) asked_at: At,
    pub(crate) took: Duration,
    /// None: no answer came.
    pub(crate) status: Option<u16>,
    pub(crate) retry_after: Option<String>,
}

impl Load {
    /// Four venues and so many booklets of fifty, then the counters begin; the journal lies beside the data.
    pub(crate) async fn begin(ground: &Ground, afar: &Afar, carnets: i64, pace: Pace) -> Self {
        let mut venues = Vec::new();
        for town in TOWNS {
            venues.push(afar.venue(town).await);
        }
        let mut codes = Vec::new();
        for order in (0..carnets).step_by(250) {
            codes.extend(afar.cheques((carnets - order).min(250), 50).await);
        }
        let shared = Arc::new(Shared {
            acts: acts(&codes, &venues),
            next: AtomicUsize::new(0),
            under_way: AtomicUsize::new(0),
            acknowledged: AtomicUsize::new(0),
            unanswered: AtomicUsize::new(0),
            ends: AtomicBool::new(false),
            journal: Journal::open(&ground.beside("journal")),
            clock: Clock::wall(),
            seen: Mutex::new(None),
        });
        let (up, whereabouts) = watch::channel(Some(afar.client.clone()));
        let work = |_| counter(shared.clone(), whereabouts.clone(), pace.an_act);
        let counters = (0..pace.counters).map(work).collect();
        Self { shared, counters, up }
    }

    /// The centre is gone: nobody asks until it is back.
    pub(crate) fn pause(&self) {
        self.up.send_replace(None);
    }

    /// The centre is there again.
    pub(crate) fn resume(&self, url: &str) {
        self.up.send_replace(Some(Client::new(url)));
    }

    /// What was acknowledged.
    pub(crate) fn journal(&self) -> &Journal {
        &self.shared.journal
    }

    /// How many acts are acknowledged.
    pub(crate) fn acknowledged(&self) -> usize {
        self.shared.acknowledged.load(Ordering::SeqCst)
    }

    /// How many acts have no receipt yet.
    pub(crate) fn under_way(&self) -> usize {
        self.shared.under_way.load(Ordering::SeqCst)
    }

    /// How often no answer came, or a 503.
    pub(crate) fn unanswered(&self) -> usize {
        self.shared.unanswered.load(Ordering::SeqCst)
    }

    /// Goes on for that long; there must be something left to do.
    pub(crate) async fn goes_on(&self, for_long: Duration) {
        let left = || self.shared.next.load(Ordering::SeqCst) < self.shared.acts.len();
        let _ = timeout(for_long, std::future::pending::<()>()).await;
        assert!(left(), "there is still something to do");
    }

    /// Waits until so many more are acknowledged; how long it took.
    pub(crate) async fn acknowledges(&self, more: usize) -> Duration {
        let (began, until) = (Instant::now(), self.acknowledged() + more);
        let mut ticks = interval(Duration::from_millis(5));
        let waiting = async {
            while self.acknowledged() < until {
                ticks.tick().await;
            }
        };
        timeout(PATIENCE, waiting).await.expect("acts are acknowledged");
        began.elapsed()
    }

    /// From now on every question is noted.
    pub(crate) fn notes(&self) {
        *self.seen() = Some(Vec::new());
    }

    /// What was noted until now.
    pub(crate) fn noted(&self) -> Vec<Seen> {
        self.seen().take().expect("it was to be noted")
    }

    fn seen(&self) -> std::sync::MutexGuard<'_, Option<Vec<Seen>>> {
        self.shared.seen.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// No new act begins; every act that began is acknowledged.
    pub(crate) async fn ends(&mut self) {
        self.shared.ends.store(true, Ordering::SeqCst);
        let ending =
            async { while self.counters.join_next().await.transpose().expect("no counter panics").is_some() {} };
        timeout(PATIENCE, ending).await.expect("every act that began is acknowledged");
    }
}

/// One cheque each, or three at every sixteenth act, at each venue in turn.
fn acts(codes: &[String], venues: &[Venue]) -> Vec<Act> {
    let mut left = codes;
    let mut acts = Vec::new();
    while !left.is_empty() {
        let (some, rest) = left.split_at(left.len().min(if acts.len() % 16 == 15 { 3 } else { 1 }));
        let venue = venues[acts.len() % venues.len()].clone();
        acts.push(Act { key: format!("load-{:05}", acts.len()), venue, codes: some.to_vec() });
        left = rest;
    }
    acts
}

/// Takes cheques one act after another.
async fn counter(shared: Arc<Shared>, mut whereabouts: watch::Receiver<Option<Client>>, an_act: Duration) {
    let mut pace = interval(an_act);
    pace.set_missed_tick_behavior(MissedTickBehavior::Delay);
    while !shared.ends.load(Ordering::SeqCst) {
        pace.tick().await;
        let Some(act) = shared.acts.get(shared.next.fetch_add(1, Ordering::SeqCst)) else { return };
        shared.under_way.fetch_add(1, Ordering::SeqCst);
        let (receipt, told) = receipt_of(&shared, act, &mut whereabouts).await;
        shared.under_way.fetch_sub(1, Ordering::SeqCst);
        shared.journal.keep(&receipt, &told).await;
        shared.acknowledged.fetch_add(1, Ordering::SeqCst);
    }
}

async fn receipt_of(shared: &Shared, act: &Act, whereabouts: &mut watch::Receiver<Option<Client>>) -> (String, Told) {
    let variables = json!({ "key": act.key, "venue": act.venue.id, "codes": act.codes });
    loop {
        let client = whereabouts.wait_for(Option::is_some).await.expect("the test goes on").clone();
        let client = client.expect("just looked at");
        if let Some(receipt) = shared.ask(&client, act, &variables).await {
            return read(&receipt);
        }
        shared.unanswered.fetch_add(1, Ordering::SeqCst);
        // Until the centre moves, or for a moment.
        let _ = timeout(AGAIN, whereabouts.changed()).await;
    }
}

impl Shared {
    /// The receipt, if this time there is one; anything but 503 or no answer at all is a failure.
    async fn ask(&self, client: &Client, act: &Act, variables: &Value) -> Option<Value> {
        let (asked, asked_at) = (Instant::now(), self.clock.now());
        let answer = client.ask(&act.venue.counter, REDEEM, variables).await;
        let reply = answer.as_ref().ok();
        self.note(|| Seen {
            asked,
            asked_at,
            took: asked.elapsed(),
            status: reply.map(|reply| reply.status),
            retry_after: reply.and_then(|reply| reply.retry_after.clone()),
        });
        let reply = answer.ok()?;
        if reply.status == 503 {
            return None;
        }
        let payload = &reply.body["data"]["redeemCheques"];
        let clean = reply.status == 200 && reply.body.get("errors").is_none() && payload["refusal"].is_null();
        assert!(clean, "asked again under its own key: {} {}", reply.status, reply.body);
        Some(payload["receipt"].clone())
    }

    fn note(&self, seen: impl FnOnce() -> Seen) {
        if let Some(noted) = &mut *self.seen.lock().unwrap_or_else(PoisonError::into_inner) {
            noted.push(seen());
        }
    }
}

/// What a receipt says: its identifier, and what is noted of it.
pub(crate) fn read(receipt: &Value) -> (String, Told) {
    let number = |name: &str| receipt[name].as_i64().unwrap_or_else(|| panic!("{receipt}"));
    let told = Told { venue: bare(&receipt["venueId"]), cents: number("valueCents"), cheques: number("cheques") };
    (bare(&receipt["id"]), told)
}

/// An identifier without its hyphens.
fn bare(id: &Value) -> String {
    text(id).replace('-', "")
}
