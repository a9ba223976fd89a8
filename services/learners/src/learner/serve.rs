//! Serving: somebody shows their card where nobody knows them. The place learns a first name, and how to reach them for a month.

use kernel::{
    access::{Action, Actor},
    card::CardNumber,
    ids::{PersonId, StructureId},
    refusal::Code,
};
use store::{
    Reply, Tx,
    act::{ActKey, ContentHash},
    head::{self, Event},
};

use super::{attempts, change::Changed, contact, find};
use crate::{
    desk::Desk,
    refusal::Refusal,
    rows::served::{self, Cause},
};

/// Days for which a place may reach somebody whom it served, after it did.
pub const DAYS_REACHED: i64 = 30;

/// Serves somebody by the number on their card: the caller's structure sees a first name and a letter from now on.
///
/// Refusals, in this order: `FORBIDDEN`, `TOO_MANY_ATTEMPTS`, `NOT_FOUND` (no such card, or it ended, or it was mistyped).
pub async fn serve_learner(desk: &Desk, actor: &Actor, key: &str, card: String) -> Reply<Changed> {
    let by = actor.known()?;
    actor.may(Action::ServeLearner, by.1)?;
    let act = ActKey::of(actor, Action::ServeLearner, key)?;
    let content = ContentHash::of(&desk.personal().mark(&[b"learner card", card.as_bytes()]))?;
    let is_guess = CardNumber::parse(&card).is_some();
    let served = desk.store.once(act, content, move |tx| serve(tx, by, &card)).await;
    attempts::counted(desk, by, served, |said| is_guess && said.code == Code::NotFound).await
}

fn serve(tx: &mut Tx<'_>, (person, structure): (PersonId, StructureId), card: &str) -> Reply<Changed> {
    head::announce(tx, &[])?;
    let now = tx.now();
    attempts::patient(tx.conn, (person, structure), now)?;
    let row = find::row_of_card(tx.conn, card)?.ok_or(Refusal::NotFound)?;
    let root = find::resolve(tx.conn, row.id)?.ok_or(Refusal::NotFound)?;
    if root.keeper != structure {
        // Of the row that the card names: if the two are two after all, the other one is a stranger here.
        let until = tx.now().day().plus_days(DAYS_REACHED);
        served::serve(tx, row.id, (structure, Cause::Card), until)?;
    }
    contact::touch(tx, root.id)?;
    head::announce(tx, &[Event::new("learner.served", &(row.id, structure))?])?;
    Ok(Changed { learner: root.id })
}
