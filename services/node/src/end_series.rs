//! Ending a series: what had not begun is called off, and people are told why.

use kernel::{
    access::Action,
    ids::{SeriesId, SessionId},
};
use store::{Reply, Tx, act::ContentHash};

use crate::{
    house::{Asked, House},
    refusal, rows, seating,
    series::Series,
    tidings::What,
};

/// Ends a series for a reason in French that people will read, 1 to 200 characters. Sessions that have begun stay as they are.
///
/// Refuses `NOT_FOUND`, `FORBIDDEN`, `INPUT_INVALID`, `KEY_REUSED`, `WRONG_STAGE` (ended already).
pub async fn end_series(house: &House, asked: &Asked<'_>, id: SeriesId, reason: &str) -> Reply<Series> {
    let act = house.admit(asked, Action::EndSeries)?;
    let owner = house.lets_in(asked.actor, asked.venue, Action::EndSeries)?;
    let reason = refusal::text("reason", reason, 200)?;
    let venue = asked.venue;
    let content = ContentHash::of(&(venue, id, &reason))?;
    let end = move |tx: &mut Tx<'_>| -> Reply<Series> {
        let series = rows::one_series(tx.conn, venue, id)?.ok_or_else(refusal::absent)?;
        if series.ended_at.is_some() {
            return Err(refusal::stage("ended").into());
        }
        let now = tx.now();
        let coming = rows::of_series(tx.conn, venue, id, now.plus_ms(1))?;
        let ids: Vec<SessionId> = coming.iter().map(|session| session.id).collect();
        seating::call_off(tx, venue, &ids, (What::CalledOff, Some(owner)))?;
        for session in coming {
            let cancelled = session.cancelled(reason.clone(), now)?;
            rows::update_session(tx, &cancelled)?;
        }
        rows::end_series(tx, venue, id)?;
        Ok(Series { ended_at: Some(now), ..series })
    };
    house.change(act, content, venue, end).await
}
