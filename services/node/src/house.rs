//! The house: the database of one venue or of several, and what every verb meets at its door.

use std::{fmt, pin::Pin, sync::Arc};

use kernel::{
    access::{Action, Actor},
    ids::{StructureId, VenueId},
    refusal::Refusal,
};
use serde::{Serialize, de::DeserializeOwned};
use store::{
    Fault, Reply, Store, Trouble, Tx,
    act::{ActKey, ContentHash},
    conn::AnyConn,
};
use tokio::sync::Notify;

use crate::{refusal, rows};

/// Tells which structure answers for a venue; `None` when the venue is not known.
///
/// A venue's own machine knows its one structure by configuration; the centre looks into the registry.
pub type Owners = Arc<dyn Fn(VenueId) -> Option<StructureId> + Send + Sync>;

/// Tells whether a venue receives people now, so that seats may be booked there.
///
/// A venue's own machine is asked by nobody who would not know; the centre looks into the registry.
pub type Openings = Arc<dyn Fn(VenueId) -> IsOpen + Send + Sync>;

/// The answer of [`Openings`], once it is there.
pub type IsOpen = Pin<Box<dyn Future<Output = Result<bool, Fault>> + Send>>;

/// Which venues a database serves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Served {
    /// One: the venue's own machine.
    Only(VenueId),
    /// Every venue whose owner is known: the hosted ones, at the centre.
    All,
}

/// The database of the venues served here; cheap to clone.
#[derive(Clone)]
pub struct House {
    store: Store,
    served: Served,
    owners: Owners,
    openings: Option<Openings>,
    changed: Arc<Notify>,
}

/// Who asks for a change, at which venue, under which key.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// Who is asking.
    pub actor: &'a Actor,
    /// Where.
    pub venue: VenueId,
    /// Made by the caller before sending: asked again under it, the first answer comes back.
    pub key: &'a str,
}

/// The caller's structure, and the one that answers for the venue.
pub(crate) type Parties = (StructureId, StructureId);

impl House {
    /// A house on a database of [`store::migrate::Books::Node`]; its venues receive people at all times.
    pub fn new(store: Store, served: Served, owners: Owners) -> Self {
        Self { store, served, owners, openings: None, changed: Arc::default() }
    }

    /// The same, whose venues receive people while this says so.
    pub fn opened_by(self, openings: Openings) -> Self {
        Self { openings: Some(openings), ..self }
    }

    /// Its database.
    pub const fn store(&self) -> &Store {
        &self.store
    }

    /// Whether this venue is served here; another one is answered as absent.
    pub fn serves(&self, venue: VenueId) -> bool {
        match self.served {
            Served::Only(only) => only == venue,
            Served::All => (self.owners)(venue).is_some(),
        }
    }

    /// Whether the database answers.
    pub async fn is_ready(&self) -> bool {
        self.store.is_up() && self.read("node.ready", rows::answers).await.is_ok()
    }

    /// The door of every change: the venue is here, the right is held, the key can be kept.
    pub(crate) fn admit(&self, asked: &Asked<'_>, action: Action) -> Result<ActKey, Refusal> {
        self.lets_in(asked.actor, asked.venue, action)?;
        ActKey::of(asked.actor, action, asked.key)
    }

    /// The door of what is not for everybody: the structure that answers for the venue, when the venue is here and the right is
    /// held.
    pub(crate) fn lets_in(&self, actor: &Actor, venue: VenueId, action: Action) -> Result<StructureId, Refusal> {
        match self.owner(venue) {
            Some(owner) => actor.may(action, owner).map(|()| owner),
            // Told apart only for who may see every venue: absent and "not yours" answer alike.
            None => Err(actor.may_anywhere(action).err().unwrap_or_else(refusal::absent)),
        }
    }

    /// The door of what is somebody's by a booking rather than by a venue: the right is held for the caller's own structure, and the
    /// venue is here. Answers the key, and the caller's structure with the one that answers for the venue.
    pub(crate) fn hears(&self, asked: &Asked<'_>, action: Action) -> Result<(ActKey, Parties), Refusal> {
        let (_, organisation) = asked.actor.known()?;
        asked.actor.may(action, organisation)?;
        let owner = (self.owners)(asked.venue).filter(|_| self.serves(asked.venue)).ok_or_else(refusal::absent)?;
        Ok((ActKey::of(asked.actor, action, asked.key)?, (organisation, owner)))
    }

    /// Whether a venue receives people now.
    pub(crate) async fn is_open(&self, venue: VenueId) -> Result<bool, Fault> {
        match &self.openings {
            Some(is_open) => is_open(venue).await,
            None => Ok(true),
        }
    }

    /// One deed about bookings, once for ever under its key: the agenda stays as it is.
    pub(crate) async fn book<T>(
        &self,
        act: ActKey,
        content: ContentHash,
        work: impl FnMut(&mut Tx<'_>) -> Reply<T> + Send + 'static,
    ) -> Reply<T>
    where
        T: Serialize + DeserializeOwned + Send + 'static,
    {
        self.store.once(act, content, work).await
    }

    /// One change of a venue, once for ever under its key; its agenda has a new generation, which is then pushed.
    pub(crate) async fn change<T>(
        &self,
        act: ActKey,
        content: ContentHash,
        venue: VenueId,
        mut work: impl FnMut(&mut Tx<'_>) -> Reply<T> + Send + 'static,
    ) -> Reply<T>
    where
        T: Serialize + DeserializeOwned + Send + 'static,
    {
        let once = self.store.once(act, content, move |tx| {
            // First, because its row is also the lock that puts the changes of one venue one after the other.
            rows::grow(tx, venue)?;
            work(tx)
        });
        let done = once.await?;
        self.changed.notify_one();
        Ok(done)
    }

    /// What changes of a venue by itself, and by nobody's deed; its agenda has a new generation, which is then pushed.
    pub(crate) async fn adjust<T: Send + 'static>(
        &self,
        name: &'static str,
        venue: VenueId,
        mut work: impl FnMut(&mut Tx<'_>) -> Reply<T> + Send + 'static,
    ) -> Reply<T> {
        let done = self.store.transact(name, move |tx| {
            rows::grow(tx, venue)?;
            work(tx)
        });
        let done = done.await?;
        self.changed.notify_one();
        Ok(done)
    }

    /// The structure that answers for a venue that is served here.
    pub(crate) fn owner(&self, venue: VenueId) -> Option<StructureId> {
        (self.owners)(venue).filter(|_| self.serves(venue))
    }

    /// Reads what is public: nothing here can be refused.
    pub(crate) async fn read<T: Send + 'static>(
        &self,
        name: &'static str,
        look: impl FnOnce(&mut AnyConn) -> Result<T, Fault> + Send + 'static,
    ) -> Result<T, Fault> {
        self.store.read(name, |conn| Ok(look(conn)?)).await.map_err(fault)
    }

    /// The same, where several statements must see one instant.
    pub(crate) async fn read_still<T: Send + 'static>(
        &self,
        name: &'static str,
        look: impl FnOnce(&mut AnyConn) -> Result<T, Fault> + Send + 'static,
    ) -> Result<T, Fault> {
        self.store.read_still(name, |conn| Ok(look(conn)?)).await.map_err(fault)
    }

    /// Waits until something changed since it was last asked.
    pub(crate) async fn changed(&self) {
        self.changed.notified().await;
    }
}

impl fmt::Debug for House {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "House({:?})", self.served)
    }
}

pub(crate) fn fault(trouble: Trouble) -> Fault {
    match trouble {
        Trouble::Broken(fault) => fault,
        Trouble::Refused(refusal) => Fault::broken(format!("refused where nothing can be: {}", refusal.code)),
    }
}
