//! Whether the database answers, as the writer last saw it.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

/// Shared by the writer and the readiness page.
#[derive(Clone, Debug)]
pub(crate) struct Health(Arc<AtomicBool>);

impl Health {
    pub(crate) fn new() -> Self {
        Self(Arc::new(AtomicBool::new(true)))
    }
    pub(crate) fn up(&self) {
        self.0.store(true, Ordering::Relaxed);
    }
    pub(crate) fn down(&self) {
        self.0.store(false, Ordering::Relaxed);
    }
    pub(crate) fn is_up(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}
