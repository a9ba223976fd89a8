//! Following the keys of tokens: a centre at work reads their folder again every other second, so that a rotation by
//! `passegue keys rotate` needs no restart.

use std::{
    path::PathBuf,
    sync::{Arc, PoisonError, RwLock},
    time::Duration,
};

use kernel::{
    access::token::{KeySet, Signer},
    clock::Clock,
};
use store::Fault;
use tokio::time::{MissedTickBehavior, interval};

use crate::keys::tokens::TokenKeys;

const READ_EVERY: Duration = Duration::from_secs(2);

/// The keys as they are now, for all who sign and all who believe.
#[derive(Clone, Debug)]
pub struct Rotation {
    folder: PathBuf,
    clock: Clock,
    signer: Signer,
    believed: Arc<RwLock<KeySet>>,
}

impl Rotation {
    /// The keys of that folder, read now.
    pub fn open(folder: PathBuf, clock: Clock) -> Result<Self, Fault> {
        let (keys, now) = (TokenKeys::load(&folder)?, clock.now());
        let (signer, believed) = (Signer::new(keys.signing(now).clone()), Arc::new(RwLock::new(keys.believed(now))));
        Ok(Self { folder, clock, signer, believed })
    }

    /// What signs, for whoever signs.
    pub fn signer(&self) -> Signer {
        self.signer.clone()
    }

    /// The keys that are believed, for whoever believes.
    pub fn believed(&self) -> Arc<RwLock<KeySet>> {
        self.believed.clone()
    }

    /// Reads the folder again: a new key is believed before it signs.
    pub fn renew(&self) -> Result<(), Fault> {
        let (keys, now) = (TokenKeys::load(&self.folder)?, self.clock.now());
        *self.believed.write().unwrap_or_else(PoisonError::into_inner) = keys.believed(now);
        let signing = keys.signing(now);
        if signing.kid() != self.signer.key().kid() {
            tracing::info!(key.kid = signing.kid(), "another key signs from now on");
            self.signer.replace(signing.clone());
        }
        Ok(())
    }

    /// Renews every other second, for ever: spawn it, abort it to stop. Keys that cannot be read leave the last ones at work.
    pub async fn keep(self) {
        let mut ticks = interval(READ_EVERY);
        ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let mut well = true;
        loop {
            ticks.tick().await;
            let renewed = self.renew();
            if let (Err(fault), true) = (&renewed, well) {
                tracing::warn!(cause = %fault, "the keys were not read again; the last ones are kept");
            }
            well = renewed.is_ok();
        }
    }
}
