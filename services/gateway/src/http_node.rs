//! A venue's own machine. When it fails three times in a row nobody waits for it any more: questions fail at once, and a
//! task in the background asks it every second whether it lives. No user's request ever serves as a probe.

use std::{
    sync::{
        Arc, Weak,
        atomic::{AtomicBool, AtomicU32, Ordering},
    },
    time::Duration,
};

use kernel::refusal::FaultCode;
use tokio::time::{MissedTickBehavior, interval};

use crate::{
    shard::{Ask, Node},
    subgraph::Answer,
    wire::{Lost, Post, Sender},
};

/// A machine and how it is dealt with.
#[derive(Clone)]
pub struct NodeSettings {
    /// As it knows itself: the audience of assertions, the same as its shard's name.
    pub name: String,
    /// Its address, without a path: `/graphql` and `/health/live` are added.
    pub url: String,
    /// How long it is waited for.
    pub patience: Duration,
    /// Failures in a row until it counts as away.
    pub failures: u32,
    /// How often it is asked whether it lives, once it is away.
    pub probe_every: Duration,
}

impl NodeSettings {
    /// The settings of the house: 800 ms, three failures, a probe each second.
    pub fn of(name: impl Into<String>, url: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            url: url.into().trim_end_matches('/').to_owned(),
            patience: Duration::from_millis(800),
            failures: 3,
            probe_every: Duration::from_secs(1),
        }
    }
}

/// A machine reached over HTTP. Keep one for as long as the machine is known: it remembers whether the machine is away.
pub struct HttpNode {
    settings: NodeSettings,
    endpoint: String,
    sender: Sender,
    breaker: Arc<Breaker>,
}

#[derive(Default)]
struct Breaker {
    failures: AtomicU32,
    open: AtomicBool,
}

impl HttpNode {
    /// Believed to live until it fails.
    pub fn new(settings: NodeSettings, sender: Sender) -> Self {
        let endpoint = format!("{}/graphql", settings.url);
        Self { settings, endpoint, sender, breaker: Arc::default() }
    }

    /// Whether the machine counts as away.
    pub fn is_away(&self) -> bool {
        self.breaker.open.load(Ordering::SeqCst)
    }

    fn failed(&self) {
        let failures = self.breaker.failures.fetch_add(1, Ordering::SeqCst) + 1;
        if failures >= self.settings.failures && !self.breaker.open.swap(true, Ordering::SeqCst) {
            tracing::warn!(node = self.settings.name, "node away");
            tokio::spawn(probe(self.settings.clone(), self.sender.clone(), Arc::downgrade(&self.breaker)));
        }
    }
}

/// Asks until the machine lives again, or until nobody knows it any more.
async fn probe(settings: NodeSettings, sender: Sender, breaker: Weak<Breaker>) {
    let mut ticks = interval(settings.probe_every);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    ticks.tick().await;
    while breaker.strong_count() > 0 {
        ticks.tick().await;
        if sender.lives(&settings.url, settings.patience).await
            && let Some(breaker) = breaker.upgrade()
        {
            // On probation: the next failure opens it again, an answer clears it.
            breaker.failures.store(settings.failures.saturating_sub(1), Ordering::SeqCst);
            breaker.open.store(false, Ordering::SeqCst);
            tracing::info!(node = settings.name, "node back");
            return;
        }
    }
}

#[async_trait::async_trait]
impl Node for HttpNode {
    async fn ask(&self, ask: Ask<'_>) -> Result<Answer, FaultCode> {
        if self.is_away() {
            return Err(FaultCode::VenueNodeUnavailable);
        }
        let post = Post {
            url: &self.endpoint,
            service: &self.settings.name,
            audience: &self.settings.name,
            venue: ask.venue,
            text: ask.text,
            document: ask.document,
            variables: &ask.variables,
            caller: ask.caller,
            patience: self.settings.patience,
        };
        match self.sender.ask(post).await {
            Ok(answer) => {
                self.breaker.failures.store(0, Ordering::SeqCst);
                Ok(answer)
            }
            Err(Lost::Rushed) => Err(FaultCode::VenueNodeTimeout),
            Err(lost) => {
                self.failed();
                Err(if lost == Lost::Late { FaultCode::VenueNodeTimeout } else { FaultCode::VenueNodeUnavailable })
            }
        }
    }
}
