//! The draft of an application: kept as its writers left it, so that it can be taken up another day or by a colleague.

use kernel::{
    access::{Action, Actor, Reach},
    clock::At,
};
use serde::{Deserialize, Serialize};
use store::{
    Reply, Store,
    act::{ActKey, ContentHash},
};

use crate::{refusal::Refused, rows::case_file as rows};

/// A draft as it is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// What its writers kept: a text of their own making, never judged here.
    pub document: String,
    /// When it last changed.
    pub changed_at: At,
}

const LONGEST: usize = 32 * 1024;

/// The draft of the caller's organisation, if there is one; none for who may not apply.
pub async fn draft(store: &Store, actor: &Actor) -> Reply<Option<Draft>> {
    if actor.reach(Action::ApplicationDraft) == Reach::Never {
        return Ok(None);
    }
    let (_, organisation) = actor.known()?;
    let look = move |conn: &mut _| Ok(rows::draft(conn, organisation)?);
    let held = store.read("application.draft", look).await?;
    Ok(held.map(|(document, at)| Draft { document, changed_at: At(at) }))
}

/// Keeps the draft of the caller's organisation in the place of the former one; an empty one ends it.
///
/// Refusals, in this order: `FORBIDDEN`, `INPUT_INVALID` over 32 KiB.
pub async fn save_draft(store: &Store, actor: &Actor, key: &str, document: &str) -> Reply<Draft> {
    let (person, organisation) = actor.known()?;
    actor.may(Action::SaveApplicationDraft, organisation)?;
    if document.len() > LONGEST || document.contains('\0') {
        return Err(Refused::Input("document").into());
    }
    let key = ActKey::of(actor, Action::SaveApplicationDraft, key)?;
    let document = document.to_owned();
    store
        .once(key, ContentHash::of(&document)?, move |tx| {
            rows::put_draft(tx, organisation, person, &document)?;
            // The receipt stays for ever: what was drafted is not repeated in it.
            Ok(tx.now())
        })
        .await
        .map(|changed_at| Draft { document: String::new(), changed_at })
}
