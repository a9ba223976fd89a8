//! A card that was given. What is kept for ever with the act names nobody and bears no number: the number is read from the books, and is
//! forgotten with the person.

use kernel::ids::LearnerRef;
use serde::{Deserialize, Serialize};
use store::Reply;

use super::find;
use crate::desk::Desk;

/// Somebody who was given a card. Nobody is named.
#[derive(Clone, PartialEq, Eq)]
pub struct Carded {
    /// Whom.
    pub learner: LearnerRef,
    /// The number on the card that they have now; none once they are forgotten.
    pub card: Option<String>,
}

/// Without the number.
impl std::fmt::Debug for Carded {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Carded({})", self.learner)
    }
}

/// What is kept with the act.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Receipt {
    /// Whom.
    pub(super) learner: LearnerRef,
}

impl Receipt {
    /// The same with the number, as it is now.
    pub(super) async fn told(self, desk: &Desk) -> Reply<Carded> {
        let Self { learner } = self;
        desk.store
            .read("learner-card", move |conn| {
                let card = find::cards(conn, &[learner])?.remove(&learner);
                Ok(Carded { learner, card })
            })
            .await
    }
}
