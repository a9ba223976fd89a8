//! Cancelling: a session will not sit, and people are told why.

use kernel::{
    access::Action,
    ids::{SessionId, StructureId},
};
use store::{Reply, Tx, act::ContentHash};

use crate::{
    house::{Asked, House},
    refusal, rows, seating,
    session::Session,
    tidings::What,
};

/// Calls a session off for a reason in French that people will read, 1 to 200 characters.
///
/// Refuses `NOT_FOUND`, `FORBIDDEN`, `INPUT_INVALID`, `KEY_REUSED`, `WRONG_STAGE` (cancelled already, or begun).
pub async fn cancel_session(house: &House, asked: &Asked<'_>, id: SessionId, reason: &str) -> Reply<Session> {
    let act = house.admit(asked, Action::CancelSession)?;
    let owner = house.lets_in(asked.actor, asked.venue, Action::CancelSession)?;
    let reason = refusal::text("reason", reason, 200)?;
    let venue = asked.venue;
    let content = ContentHash::of(&(venue, id, &reason))?;
    let cancel = move |tx: &mut Tx<'_>| -> Reply<Session> {
        let session = rows::session(tx.conn, venue, id)?.ok_or_else(refusal::absent)?;
        call_off(tx, session, reason.clone(), Some(owner))
    };
    house.change(act, content, venue, cancel).await
}

/// Calls it off, and whatever hangs on it: the same whether a person does it, and knows, or the calendar from which it came.
pub(crate) fn call_off(
    tx: &mut Tx<'_>,
    session: Session,
    reason: String,
    knows: Option<StructureId>,
) -> Reply<Session> {
    let cancelled = session.cancelled(reason, tx.now())?;
    rows::update_session(tx, &cancelled)?;
    seating::call_off(tx, cancelled.venue, &[cancelled.id], (What::CalledOff, knows))?;
    Ok(cancelled)
}
