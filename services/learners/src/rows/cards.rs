//! Cards: pseudonym numbers, and the person whom each leads to.

use std::collections::HashMap;

use diesel::{delete, insert_into, prelude::*, update};
use kernel::{
    card::CardNumber,
    ids::{Learner as LearnerKind, LearnerRef},
};
use store::{
    Fault, Tx,
    conn::AnyConn,
    ids::{Ref, refs},
};

use crate::tables::learner_card;

/// Gives somebody a card.
pub(crate) fn insert(tx: &mut Tx<'_>, id: LearnerRef, number: &CardNumber) -> Result<(), Fault> {
    let row = (
        learner_card::number.eq(number.symbols()),
        learner_card::learner_id.eq(Ref(id)),
        learner_card::since.eq(tx.now().0),
    );
    insert_into(learner_card::table).values(row).execute(tx.conn)?;
    Ok(())
}

/// Ends the cards that these have.
pub(crate) fn end(tx: &mut Tx<'_>, ids: &[LearnerRef]) -> Result<(), Fault> {
    let now = tx.now().0;
    let theirs = learner_card::learner_id.eq_any(refs(ids)).and(learner_card::ended_at.is_null());
    update(learner_card::table.filter(theirs)).set(learner_card::ended_at.eq(Some(now))).execute(tx.conn)?;
    Ok(())
}

/// Whom a card leads to, unless it ended.
pub(crate) fn whose(conn: &mut AnyConn, number: &CardNumber) -> Result<Option<LearnerRef>, Fault> {
    let found: Option<Ref<LearnerKind>> = learner_card::table
        .filter(learner_card::number.eq(number.symbols()).and(learner_card::ended_at.is_null()))
        .select(learner_card::learner_id)
        .first(conn)
        .optional()?;
    Ok(found.map(|id| id.0))
}

/// The newest card that each of these has.
pub(crate) fn of(conn: &mut AnyConn, ids: &[LearnerRef]) -> Result<HashMap<LearnerRef, CardNumber>, Fault> {
    let found: Vec<(Ref<LearnerKind>, String)> = learner_card::table
        .filter(learner_card::learner_id.eq_any(refs(ids)).and(learner_card::ended_at.is_null()))
        .order((learner_card::since, learner_card::number))
        .select((learner_card::learner_id, learner_card::number))
        .load(conn)?;
    let read = |(id, number): (Ref<LearnerKind>, String)| {
        let number = CardNumber::parse(&number).ok_or_else(|| Fault::broken("a card cannot be read"))?;
        Ok((id.0, number))
    };
    found.into_iter().map(read).collect()
}

/// Takes the cards of these away.
pub(crate) fn forget(tx: &mut Tx<'_>, ids: &[LearnerRef]) -> Result<(), Fault> {
    delete(learner_card::table.filter(learner_card::learner_id.eq_any(refs(ids)))).execute(tx.conn)?;
    Ok(())
}
