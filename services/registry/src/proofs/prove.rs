//! Giving the second factor: once in each visit for the roles that want it, and again before what moves money out.

use kernel::{
    access::{Action, Actor},
    clock::At,
    ids::{PersonId, VisitId},
};
use store::{Fault, Reply, Tx};

use super::{
    second_factor as factor,
    set_up::{own_visit, proved},
};
use crate::{
    identity::{
        access::{self, Access},
        lodge::Lodge,
        visit,
    },
    refusal::Refused,
};

/// For so long the code that has just proved the visit is answered again: a double click, a lost answer.
const AGAIN_MS: i64 = 30_000;

/// Takes a code, of six digits from an application or of eight from the card under the number that is asked. The very code that
/// proved this visit is answered again for half a minute, and proves nothing anew.
///
/// Refusals, in this order: `VISIT_ENDED`, `TOO_MANY_ATTEMPTS`, `SECOND_FACTOR_MISSING` when nothing is set up,
/// `SECOND_FACTOR_WRONG` (also for a code that has served).
pub async fn prove_second_factor(lodge: &Lodge, actor: &Actor, code: &str) -> Reply<Access> {
    let (person, visit) = own_visit(actor)?;
    let (here, actor, digits) = (lodge.clone(), actor.clone(), factor::digits(code));
    let proving = move |tx: &mut Tx<'_>| {
        let tried = factor::try_once(tx, here.secrets(), person)?;
        if !factor::of(tx.conn, here.secrets(), person)?.is_set_up() {
            return Err(Refused::NoSecondFactor.into());
        }
        if let Some(access) = answered_again(tx, &here, (person, visit), &digits)? {
            return Ok(Ok(access));
        }
        if !factor::serves(tx, here.secrets(), person, &digits)? {
            // What is counted stays, so this is no refusal to the database.
            tried.keep(tx)?;
            return Ok(Err(Refused::WrongSecondFactor));
        }
        factor::note(tx, &actor, Action::ProveSecondFactor)?;
        Ok(Ok(proved(tx, &here, visit)?))
    };
    Ok(lodge.store().transact("proofs.prove", proving).await??)
}

fn answered_again(
    tx: &mut Tx<'_>,
    lodge: &Lodge,
    (person, visit): (PersonId, VisitId),
    digits: &str,
) -> Result<Option<Access>, Fault> {
    let now = tx.now();
    let Some(visit) = visit::find(tx.conn, visit)?.filter(|visit| visit.goes_on(now)) else { return Ok(None) };
    let recent = |at: &At| now.0.saturating_sub(at.0) <= AGAIN_MS;
    let Some(at) = visit.proved_at.filter(recent) else { return Ok(None) };
    match factor::served(tx, lodge.secrets(), person, digits, at)? {
        true => access::of_visit(tx, lodge, &visit).map(Some),
        false => Ok(None),
    }
}
