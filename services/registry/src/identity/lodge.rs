//! The lodge: what signing in needs besides the database — secrets, what signs tokens, the public address, the state of the post.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use kernel::access::token::Signer;
use store::Store;

use super::secrets::Secrets;

/// What every verb of identity is given; cheap to clone.
#[derive(Clone)]
pub struct Lodge(Arc<Inner>);

struct Inner {
    store: Store,
    secrets: Secrets,
    signer: Signer,
    public_url: String,
    post_is_late: AtomicBool,
}

impl Lodge {
    /// Over that database. `public_url` is where links in mails lead, without a slash at its end.
    pub fn new(store: Store, secrets: Secrets, signer: Signer, public_url: &str) -> Self {
        let public_url = public_url.trim_end_matches('/').to_owned();
        Self(Arc::new(Inner { store, secrets, signer, public_url, post_is_late: AtomicBool::new(false) }))
    }

    /// The database.
    pub fn store(&self) -> &Store {
        &self.0.store
    }

    /// The keys that hash and seal.
    pub fn secrets(&self) -> &Secrets {
        &self.0.secrets
    }

    /// What signs access tokens.
    pub fn signer(&self) -> &Signer {
        &self.0.signer
    }

    /// Where links lead.
    pub fn public_url(&self) -> &str {
        &self.0.public_url
    }

    /// Whether letters wait because the mail server does not take them, as last seen.
    pub fn post_is_late(&self) -> bool {
        self.0.post_is_late.load(Ordering::Relaxed)
    }

    /// Says so: by whoever sends the letters.
    pub fn tell_post(&self, late: bool) {
        self.0.post_is_late.store(late, Ordering::Relaxed);
    }
}

impl std::fmt::Debug for Lodge {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Lodge")
    }
}
