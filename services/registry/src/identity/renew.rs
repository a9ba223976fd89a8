//! Renewing: the last refresh token gives the next one. An older one is in other hands: the visit ends.

use kernel::{access::Action, refusal::Refusal};
use store::{
    Reply, Tx,
    act::{self, ActKey},
};

use super::{
    access::{self, Access},
    lodge::Lodge,
    person,
    refresh::{self, Presented},
    visit::{self, Ending, Visit},
};
use crate::refusal::Refused;

/// For so long the refresh token before the last one is answered as the first time: its answer was lost, or asked twice.
const AGAIN_MS: i64 = 30_000;

/// A new access token, with the rights of now, for the last refresh token.
///
/// Refusal: `VISIT_ENDED`, whatever is wrong with the token. A token before the last one, later than half a minute after its
/// renewal, ends the visit, raises the person's stamp and is told in the trail.
pub async fn renew_access(lodge: &Lodge, refresh: &str) -> Reply<Access> {
    let Some(presented) = refresh::read(lodge.secrets(), refresh) else { return Err(Refused::VisitEnded.into()) };
    let (lodge, store) = (lodge.clone(), lodge.store().clone());
    // The end of a visit is to be kept, and a refusal would undo it: it comes out as a value.
    store.transact("identity.renew", move |tx| judged(tx, &lodge, presented)).await?.map_err(Into::into)
}

fn judged(tx: &mut Tx<'_>, lodge: &Lodge, presented: Presented) -> Reply<Result<Access, Refusal>> {
    let ended = || Ok(Err(Refused::VisitEnded.into()));
    let found = visit::find(tx.conn, presented.visit)?;
    let Some(visit) = found.filter(|visit| visit.goes_on(tx.now())) else { return ended() };
    match visit.generation - presented.generation {
        0 => {
            let renewed = visit::renew(tx, visit)?;
            Ok(Ok(access::of_visit(tx, lodge, &renewed)?))
        }
        1 if tx.now().0.saturating_sub(visit.renewed_at.0) <= AGAIN_MS => Ok(Ok(access::of_visit(tx, lodge, &visit)?)),
        older if older > 0 => {
            end(tx, &visit)?;
            ended()
        }
        // A token of a later generation than the books know: they were restored, and do not know this visit's end.
        _ => ended(),
    }
}

fn end(tx: &mut Tx<'_>, visit: &Visit) -> Reply<()> {
    tracing::warn!(visit.id = %visit.id, person.id = %visit.person, "a former refresh token was presented: the visit ends");
    visit::end(tx, visit.id, Ending::Reused)?;
    person::raise_stamp(tx, visit.person)?;
    let organisation = visit.structure.unwrap_or_else(|| visit.person.recast());
    let key = ActKey::new(organisation, Action::RenewAccess.field(), &visit.id.to_string())?;
    Ok(act::note(tx, &key.by(visit.person))?)
}
