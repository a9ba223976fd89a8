//! Which machine answers for which venue.

use std::sync::Arc;

use kernel::refusal::FaultCode;

use crate::{
    merge::Object,
    subgraph::{Answer, Caller, Document},
};

/// Knows the machine of each venue; given by whoever wires the network.
pub trait Directory: Send + Sync {
    /// The shard of a venue; nothing for a venue that does not exist.
    fn owner(&self, venue: &str) -> Option<Shard>;
}

/// One machine and the name by which its venues are put together.
#[derive(Clone)]
pub struct Shard {
    /// Stable: the venue's id for a machine of its own, `hosted` for all that the centre hosts.
    pub name: String,
    /// How the machine is reached.
    pub node: Arc<dyn Node>,
}

/// A machine that answers for venues.
#[async_trait::async_trait]
pub trait Node: Send + Sync {
    /// Asks; `VENUE_NODE_TIMEOUT` or `VENUE_NODE_UNAVAILABLE` when nothing usable comes back.
    async fn ask(&self, ask: Ask<'_>) -> Result<Answer, FaultCode>;
}

/// One question to a machine.
pub struct Ask<'a> {
    /// The document.
    pub text: &'a str,
    /// What the text is, or is a part of: what may be answered.
    pub document: &'a Document,
    /// Its variables.
    pub variables: Object,
    /// Who asks.
    pub caller: &'a Caller,
    /// The venue concerned, when there is only one.
    pub venue: Option<&'a str>,
}
