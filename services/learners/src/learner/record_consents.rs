//! What somebody says to each use of what is known of them: yes, no, or no more. What they say counts at once.

use std::collections::BTreeSet;

use kernel::{
    access::{Action, Actor},
    ids::{LearnerRef, PersonId, StructureId},
};
use serde::Serialize;
use store::{
    Reply, Tx,
    act::{ActKey, ContentHash},
    head::{self, Event},
};

use super::{
    change::Changed,
    consent_text, contact, find, mine,
    purpose::Purpose,
    said::{Consent, Way},
};
use crate::{
    desk::Desk,
    refusal::Refusal,
    rows::{consents, served},
};

/// What is asked.
#[derive(Clone, Debug, Serialize)]
pub struct RecordConsents {
    /// Who said it.
    pub learner: LearnerRef,
    /// What they said, each purpose once at most; what is not named stays as it is.
    pub answers: Vec<(Purpose, bool)>,
    /// The version of the text that was shown.
    pub version: i64,
    /// How it was said.
    pub way: Way,
}

/// Records what somebody said, for a structure that keeps or serves them; one that served them once records what is taken back alone.
///
/// Refusals, in this order: `FORBIDDEN`, `INPUT_INVALID` (`purpose`: none, or one twice; `version`), `NOT_FOUND`.
pub async fn record_consents(desk: &Desk, actor: &Actor, key: &str, asked: RecordConsents) -> Reply<Changed> {
    let by = actor.known()?;
    actor.may(Action::RecordConsents, by.1)?;
    let purposes: BTreeSet<Purpose> = asked.answers.iter().map(|(purpose, _)| *purpose).collect();
    if purposes.is_empty() || purposes.len() != asked.answers.len() {
        return Err(Refusal::Invalid { field: "purpose" }.into());
    }
    consent_text::version(asked.version).ok_or(Refusal::Invalid { field: "version" })?;
    let act = ActKey::of(actor, Action::RecordConsents, key)?;
    let content = ContentHash::of(&asked)?;
    let actor = actor.clone();
    desk.store.once(act, content, move |tx| record(tx, &actor, by, &asked)).await
}

fn record(
    tx: &mut Tx<'_>,
    actor: &Actor,
    (recorded_by, structure): (PersonId, StructureId),
    asked: &RecordConsents,
) -> Reply<Changed> {
    head::announce(tx, &[])?;
    let (root, sight) = mine::seen(tx.conn, actor, asked.learner)?;
    // Whoever served them once takes back what they said; to agree to more, they show their card again.
    if asked.answers.iter().any(|(_, given)| *given) && !sight.is_open(tx.now().day()) {
        return Err(Refusal::NotFound.into());
    }
    for (purpose, given) in &asked.answers {
        let word = Consent {
            learner: root.id,
            purpose: *purpose,
            given: *given,
            version: asked.version,
            way: asked.way,
            at: tx.now(),
            recorded_by,
            structure,
        };
        consents::insert(tx, &word)?;
    }
    if asked.answers.contains(&(Purpose::Referral, false)) {
        // Where they are expected, nobody knows them any more; agreeing again does not bring it back.
        let theirs = find::ids_of(tx.conn, root.id)?;
        served::forget_sent(tx, &theirs)?;
    }
    contact::touch(tx, root.id)?;
    head::announce(tx, &[Event::new("learner.said", &(root.id, &asked.answers))?])?;
    Ok(Changed { learner: root.id })
}
