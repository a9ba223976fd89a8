//! The keys of the network as an administrator reads of them: names, ages and parts, nothing that is secret.

use std::{fmt, sync::Arc};

use kernel::clock::At;

/// What is told of one key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NetworkKey {
    /// Its short name.
    pub kid: String,
    /// What it is for: `token`, `paper`, `pepper`, `files`, `visits`.
    pub kind: &'static str,
    /// When its file was made, when that is known.
    pub since: Option<At>,
    /// Whether it serves what is made now.
    pub serves: bool,
}

/// Asks whoever holds the keys; cheap to clone. The registry has none itself.
#[derive(Clone)]
pub struct NetworkKeys(Arc<dyn Fn() -> Vec<NetworkKey> + Send + Sync>);

impl NetworkKeys {
    /// The keys as this tells them, each time they are asked for.
    pub fn told_by(tell: impl Fn() -> Vec<NetworkKey> + Send + Sync + 'static) -> Self {
        Self(Arc::new(tell))
    }

    /// The keys as they are now.
    pub fn now(&self) -> Vec<NetworkKey> {
        (self.0)()
    }
}

/// None: where nobody holds any.
impl Default for NetworkKeys {
    fn default() -> Self {
        Self::told_by(Vec::new)
    }
}

impl fmt::Debug for NetworkKeys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("NetworkKeys")
    }
}
