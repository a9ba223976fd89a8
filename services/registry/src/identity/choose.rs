//! Choosing the structure that one acts for. Its roles come all at once; those of another one stay there.

use kernel::{access::Actor, ids::StructureId};
use store::{Reply, Tx};

use super::{
    access::{self, Access},
    lodge::Lodge,
    me, visit,
};
use crate::{refusal::Refused, rows::device};

/// Acts for that structure from now on, in the caller's visit. Refusals, in this order: `VISIT_ENDED` (also for a caller in no
/// visit), `NOT_FOUND` for a structure to which they do not belong, and for any in a visit that a short code opened.
pub async fn choose_organisation(lodge: &Lodge, actor: &Actor, structure: StructureId) -> Reply<Access> {
    let Some(id) = actor.visit() else { return Err(Refused::VisitEnded.into()) };
    let (lodge, store) = (lodge.clone(), lodge.store().clone());
    let choose = move |tx: &mut Tx<'_>| {
        let found = visit::find(tx.conn, id)?.filter(|visit| visit.goes_on(tx.now()));
        let visit = found.ok_or(Refused::VisitEnded)?;
        // Whoever was let in by a short code acts where that machine stands.
        if device::opened_visit(tx.conn, Some(id))? {
            return Err(Refused::NotFound.into());
        }
        if !me::belongings(tx.conn, visit.person)?.iter().any(|one| one.structure == structure) {
            return Err(Refused::NotFound.into());
        }
        let visit = visit::choose(tx, visit, structure)?;
        Ok(access::of_visit(tx, &lodge, &visit)?)
    };
    store.transact("identity.choose", choose).await
}
