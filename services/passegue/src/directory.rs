//! The directory: which machine answers for which venue, and which structure, and whose tokens have ended before their time;
//! kept in memory and renewed.
//!
//! A venue whose machine was declared is asked there; any other is asked here, where it is hosted or absent.

use std::{
    collections::HashMap,
    sync::{Arc, PoisonError, RwLock},
    time::Duration,
};

use gateway::{Answer, Call, HttpNode, Node, NodeSettings, Revoked, Sender, Shard, Subgraph};
use kernel::{
    access::token::{KeySet, PublicKey},
    ids::{PersonId, StructureId, VenueId},
};
use registry::{identity::revoked, node::DeclaredNode};
use store::{Fault, Store, Trouble};
use tokio::{
    sync::Mutex,
    time::{MissedTickBehavior, interval},
};

/// How long a change by another process may stay unseen.
const RENEWED_EVERY: Duration = Duration::from_secs(1);
/// The shard of all venues that the centre hosts.
const HOSTED: &str = "hosted";

/// Every venue and every declared machine, and whatever was revoked, as last read.
pub struct Roll {
    store: Store,
    sender: Sender,
    known: RwLock<Known>,
    revoked: Arc<RwLock<Revoked>>,
    /// One reading at a time: an older one never replaces a newer one.
    reading: Mutex<()>,
}

#[derive(Clone, Default)]
struct Known {
    owners: HashMap<VenueId, StructureId>,
    machines: HashMap<VenueId, Machine>,
    /// The keys of all machines.
    keys: Arc<KeySet>,
}

#[derive(Clone)]
struct Machine {
    url: String,
    key: PublicKey,
    /// Kept for as long as its address: it remembers whether the machine is away.
    node: Arc<HttpNode>,
}

impl Roll {
    /// The roll as it is now; machines are asked by that sender.
    pub async fn open(store: Store, sender: Sender) -> Result<Arc<Self>, Fault> {
        let (known, revoked, reading) = (RwLock::default(), Arc::default(), Mutex::default());
        let roll = Self { store, sender, known, revoked, reading };
        roll.renew().await?;
        Ok(Arc::new(roll))
    }

    /// Reads venues, machines and revocations again.
    pub async fn renew(&self) -> Result<(), Fault> {
        let _alone = self.reading.lock().await;
        let now = self.store.now();
        let read = self.store.read_still("directory", move |conn| {
            let owners = registry::venue::owners(conn)?;
            Ok((owners, registry::node::nodes(conn)?, revoked::revoked(conn, now)?))
        });
        let (owners, declared, ended) = read.await.map_err(fault)?;
        *self.revoked.write().unwrap_or_else(PoisonError::into_inner) = Revoked::of(ended.stamps, ended.visits);
        let machines = self.machines(declared);
        let keys = Arc::new(KeySet::of(machines.values().map(|machine| machine.key.clone())));
        *self.known.write().unwrap_or_else(PoisonError::into_inner) = Known { owners, machines, keys };
        Ok(())
    }

    /// Renews every second, for ever: spawn it, abort it to stop.
    pub async fn keep(self: Arc<Self>) {
        let mut ticks = interval(RENEWED_EVERY);
        ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let mut well = true;
        loop {
            ticks.tick().await;
            let renewed = self.renew().await;
            if let (Err(fault), true) = (&renewed, well) {
                tracing::warn!(cause = %fault, "directory not renewed; the last one is kept");
            }
            well = renewed.is_ok();
        }
    }

    /// What ends tokens before their time, for whoever believes them.
    pub fn revoked(&self) -> Arc<RwLock<Revoked>> {
        self.revoked.clone()
    }

    /// A person's stamp, as last read; zero unless it rose lately.
    pub fn stamp(&self, person: PersonId) -> i64 {
        self.revoked.read().unwrap_or_else(PoisonError::into_inner).stamp(person)
    }

    /// The structure that answers for a venue hosted here; none for a venue with a machine of its own.
    pub fn hosted_owner(&self, venue: VenueId) -> Option<StructureId> {
        let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
        if known.machines.contains_key(&venue) { None } else { known.owners.get(&venue).copied() }
    }

    /// The key of a venue's own machine. One declared by another process a moment ago is known within a second; it tries again.
    pub fn key_of(&self, venue: VenueId) -> Option<PublicKey> {
        self.machine(venue).map(|machine| machine.key)
    }

    /// The keys of all machines: a word may be believed before it is known whose it is.
    pub fn keys(&self) -> Arc<KeySet> {
        self.known.read().unwrap_or_else(PoisonError::into_inner).keys.clone()
    }

    fn machine(&self, venue: VenueId) -> Option<Machine> {
        self.known.read().unwrap_or_else(PoisonError::into_inner).machines.get(&venue).cloned()
    }

    fn machines(&self, declared: Vec<DeclaredNode>) -> HashMap<VenueId, Machine> {
        declared.into_iter().filter_map(|one| Some((one.venue, self.machine_of(one)?))).collect()
    }

    fn machine_of(&self, declared: DeclaredNode) -> Option<Machine> {
        let DeclaredNode { venue, url, public_key } = declared;
        let key = PublicKey::from_hex(&public_key).ok()?;
        let node = match self.machine(venue) {
            Some(same) if same.url == url => same.node,
            _ => Arc::new(HttpNode::new(NodeSettings::of(venue.to_string(), &url), self.sender.clone())),
        };
        Some(Machine { url, key, node })
    }
}

/// The roll as the gateway asks it.
pub struct Shards {
    roll: Arc<Roll>,
    hosted: Arc<dyn Node>,
}

impl Shards {
    /// Over that roll; `hosted` answers for every venue without a machine of its own.
    pub const fn new(roll: Arc<Roll>, hosted: Arc<dyn Node>) -> Self {
        Self { roll, hosted }
    }
}

impl gateway::Directory for Shards {
    fn owner(&self, venue: &str) -> Option<Shard> {
        let venue: VenueId = venue.parse().ok()?;
        if let Some(machine) = self.roll.machine(venue) {
            return Some(Shard { name: venue.to_string(), node: machine.node });
        }
        Some(Shard { name: HOSTED.to_owned(), node: self.hosted.clone() })
    }
}

/// The registry's subgraph, after whose changes the roll is renewed before the answer leaves: a venue that was just
/// created, or a machine just declared, can be asked at once.
pub struct Noticed<S> {
    /// The registry's own.
    pub registry: S,
    /// What is renewed.
    pub roll: Arc<Roll>,
}

#[async_trait::async_trait]
impl<S: Subgraph> Subgraph for Noticed<S> {
    async fn call(&self, call: Call<'_>) -> Answer {
        let changes = call.document.mutation;
        let answer = self.registry.call(call).await;
        if changes && let Err(fault) = self.roll.renew().await {
            tracing::warn!(cause = %fault, "directory not renewed; the last one is kept");
        }
        answer
    }
}

/// Where nothing can be refused, a refusal is a fault.
pub(crate) fn fault(trouble: Trouble) -> Fault {
    match trouble {
        Trouble::Broken(fault) => fault,
        Trouble::Refused(refusal) => Fault::broken(format!("refused where nothing can be: {}", refusal.code)),
    }
}
