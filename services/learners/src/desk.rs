//! What the verbs of this service work with: the books, and what seals who somebody is.

use store::{Store, files::Cabinet, personal::Personal};

/// Cheap to clone.
#[derive(Clone)]
pub struct Desk {
    pub(crate) store: Store,
    cabinet: Cabinet,
}

impl Desk {
    /// The service over its books; people are sealed under the secret of that cabinet, and files lie in it.
    pub const fn new(store: Store, cabinet: Cabinet) -> Self {
        Self { store, cabinet }
    }

    /// The books.
    pub const fn store(&self) -> &Store {
        &self.store
    }

    /// What seals who somebody is, and marks them without naming them.
    pub(crate) fn personal(&self) -> Personal {
        self.cabinet.personal()
    }
}
