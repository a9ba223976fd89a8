//! Renewing an access that is about to end: once for each refresh, however many pages ask at the same moment.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use kernel::clock::At;
use serde::Deserialize;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use tokio::sync::OnceCell;

use crate::{
    ask,
    door::Question,
    portal::Portal,
    session::{Access, Session},
    trouble::Trouble,
};

/// How long the answer is kept for pages that still bring the old refresh: a browser opens several at once.
const KEPT_MS: i64 = 120_000;

type Digest32 = [u8; 32];
type Slot = Arc<OnceCell<Renewed>>;

/// What became of a session.
#[derive(Clone, Debug)]
pub(crate) enum Renewed {
    /// It goes on.
    On(Box<Session>),
    /// It has ended.
    Over,
}

/// The renewals of the last minutes, by the digest of the refresh that was spent.
#[derive(Debug, Default)]
pub(crate) struct Renewals(Mutex<HashMap<Digest32, (At, Slot)>>);

impl Renewals {
    /// Goes on with this session. `Err` when the network cannot answer now: the session stays as it is.
    pub(super) async fn renew(&self, portal: &Portal, session: &Session) -> Result<Renewed, Trouble> {
        let slot = self.slot(Sha256::digest(&session.refresh).into(), portal.clock().now());
        slot.get_or_try_init(|| asked(portal, session)).await.cloned()
    }

    /// Whether this refresh was spent lately: whoever brings it was overtaken by another page.
    pub(super) fn is_spent(&self, refresh: &str) -> bool {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let digest: Digest32 = Sha256::digest(refresh).into();
        kept.get(&digest).is_some_and(|(_, slot)| slot.initialized())
    }

    fn slot(&self, refresh: Digest32, now: At) -> Slot {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.retain(|_, (since, _)| since.plus_ms(KEPT_MS) > now);
        kept.entry(refresh).or_insert_with(|| (now, Slot::default())).1.clone()
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Data {
    renew_access: Payload,
}

#[derive(Deserialize)]
struct Payload {
    access: Option<Access>,
}

async fn asked(portal: &Portal, session: &Session) -> Result<Renewed, Trouble> {
    let query = format!(
        "mutation RenewAccess($refresh: String!) {{ renewAccess(refresh: $refresh) {{ access {{ {} }} refusal {{ code }} }} }}",
        Access::FIELDS
    );
    let question = Question {
        query,
        variables: json!({ "refresh": session.refresh }),
        operation_name: Some("RenewAccess".to_owned()),
        whence: None,
    };
    let body: Value = portal.door().ask(question, None).await;
    let told = ask::read::<Data>(body)?;
    Ok(match told.data.renew_access.access {
        Some(access) => Renewed::On(Box::new(Session::of(access, session.visit.clone()))),
        None => Renewed::Over,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refresh_is_spent_once_another_page_has_its_answer() {
        let renewals = Renewals::default();
        let slot = renewals.slot(Sha256::digest("first").into(), At(0));
        assert!(!renewals.is_spent("first"), "it is asked");
        slot.set(Renewed::Over).expect("nobody answered before");
        assert!(renewals.is_spent("first") && !renewals.is_spent("second"));
    }
}
