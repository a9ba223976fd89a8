//! What every page is given: the door to the network, the time, chance, and the secrets that seal cookies and forms.

use std::sync::Arc;

use axum_extra::extract::cookie::Key;
use hmac::{Hmac, KeyInit, Mac};
use kernel::{
    chance::Chance,
    clock::{At, Clock},
};
use sha2::Sha512;

use crate::{door::Door, files::Files};

/// Who runs the site, as its pages say it.
#[derive(Clone, Debug)]
pub struct Site {
    /// The name of the network: « Passegué des 7 Vallées ».
    pub name: String,
    /// The telephone of help, with or without its country; none until the network gives one.
    pub phone: Option<String>,
    /// Where the public finds the site, without a slash at the end. Printed on posters and cheques.
    pub public_url: String,
}

/// What a portal is made with.
pub struct Settings {
    /// The way to the network.
    pub door: Arc<dyn Door>,
    /// Where the files that people choose are brought.
    pub files: Arc<dyn Files>,
    /// What tells the time.
    pub clock: Clock,
    /// Where form keys are drawn.
    pub chance: Chance,
    /// Seals cookies and form keys, by derivation: the key `visits` of the keys folder.
    pub secret: [u8; 32],
    /// Whether browsers reach the site over HTTPS. False only for plain HTTP on the machine itself.
    pub secure: bool,
    /// Who runs the site.
    pub site: Site,
    /// Whether this is the demo.
    pub demo: bool,
    /// The demo's mailbox, shown at `/courrier`; none where letters are sent.
    pub letters: Option<Arc<dyn Letterbox>>,
}

/// Where letters are kept that nobody sends.
pub trait Letterbox: Send + Sync {
    /// What it holds, newest first.
    fn letters(&self) -> Vec<Letter>;
}

/// A letter as it would have been sent.
#[derive(Clone)]
pub struct Letter {
    /// When.
    pub at: At,
    /// To whom.
    pub to: String,
    /// The line that a list of mails shows.
    pub subject: String,
    /// The text.
    pub body: String,
}

/// Everything behind the pages; cheap to clone.
#[derive(Clone)]
pub struct Portal(Arc<Inner>);

struct Inner {
    settings: Settings,
    cookies: Key,
    forms: [u8; 64],
}

impl Portal {
    /// Made once, then given to every page.
    pub fn new(settings: Settings) -> Self {
        let cookies = Key::from(&derived(&settings.secret, "portal cookies"));
        let forms = derived(&settings.secret, "portal forms");
        Self(Arc::new(Inner { settings, cookies, forms }))
    }

    /// The way to the network.
    pub fn door(&self) -> &dyn Door {
        &*self.0.settings.door
    }

    /// Where the files that people choose are brought.
    pub fn files(&self) -> &dyn Files {
        &*self.0.settings.files
    }

    /// What tells the time.
    pub fn clock(&self) -> &Clock {
        &self.0.settings.clock
    }

    /// Where keys are drawn.
    pub fn chance(&self) -> &Chance {
        &self.0.settings.chance
    }

    /// Whether browsers reach the site over HTTPS.
    pub fn secure(&self) -> bool {
        self.0.settings.secure
    }

    /// Who runs the site.
    pub fn site(&self) -> &Site {
        &self.0.settings.site
    }

    /// Whether this is the demo.
    pub fn is_demo(&self) -> bool {
        self.0.settings.demo
    }

    /// The letters of the demo, newest first; none where letters are sent.
    pub(crate) fn letters(&self) -> Option<Vec<Letter>> {
        self.0.settings.letters.as_ref().map(|letters| letters.letters())
    }

    /// What seals cookies.
    pub(crate) fn cookies(&self) -> Key {
        self.0.cookies.clone()
    }

    /// What vouches for form keys.
    pub(crate) fn forms(&self) -> &[u8; 64] {
        &self.0.forms
    }
}

impl std::fmt::Debug for Portal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Portal")
    }
}

/// A secret for one use, made of the one secret.
fn derived(secret: &[u8; 32], label: &str) -> [u8; 64] {
    let mut block = [0; 128];
    block[..32].copy_from_slice(secret);
    Hmac::<Sha512>::new(&block.into()).chain_update(label).finalize().into_bytes().into()
}
