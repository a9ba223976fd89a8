//! Writing about an application: applicant and operator, each on their side, in one thread that nobody changes.

use kernel::{
    access::{Action, Actor},
    ids::{ApplicationId, PersonId},
};
use store::{
    Reply, Store, Tx,
    act::{ActKey, ContentHash},
    head::{self, Event},
};

use crate::{
    case_file,
    message::{Side, Written},
    refusal::Refused,
    rows::case_file as rows,
    sheet::lines,
};

const LONGEST: usize = 2000;
/// A thread has at most so many messages.
const MOST: i64 = 500;

/// Adds a message to the thread of an application, whatever its stage.
///
/// Who belongs to the structure that applies writes as applicant, everybody else as operator. Refusals, in this order:
/// `FORBIDDEN`, `NOT_FOUND`, `INPUT_INVALID` (empty, over 2 000 characters, or the thread has 500).
pub async fn write_message(
    store: &Store,
    actor: &Actor,
    key: &str,
    application: ApplicationId,
    body: &str,
) -> Reply<Written> {
    let (person, organisation) = actor.known()?;
    let applicant = case_file::may_on(store, actor, Action::WriteMessage, application).await?;
    let side = if organisation == applicant { Side::Applicant } else { Side::Operator };
    let body = lines(body, LONGEST, "message")?;
    if body.is_empty() {
        return Err(Refused::Input("message").into());
    }
    let key = ActKey::of(actor, Action::WriteMessage, key)?;
    let content = ContentHash::of(&(application, &body))?;
    store.once(key, content, move |tx| write(tx, application, (person, side), &body)).await
}

fn write(tx: &mut Tx<'_>, application: ApplicationId, (author, side): (PersonId, Side), body: &str) -> Reply<Written> {
    if rows::length(tx.conn, application)? >= MOST {
        return Err(Refused::Input("message").into());
    }
    let written = Written { id: tx.chance().id(), author, side, at: tx.now(), body: body.to_owned() };
    rows::write(tx, application, &written)?;
    let told = serde_json::json!({ "application": application, "side": side });
    head::announce(tx, &[Event::new("application.message", &told)?])?;
    Ok(written)
}
