//! Giving the second factor: once in each visit for the roles that want it, and again before what moves money out.

use kernel::access::{Action, Actor};
use store::{Reply, Tx};

use super::{
    second_factor as factor,
    set_up::{own_visit, proved},
};
use crate::{
    identity::{access::Access, lodge::Lodge},
    refusal::Refused,
};

/// Takes a code, of six digits from an application or of eight from the card under the number that is asked.
///
/// Refusals, in this order: `VISIT_ENDED`, `TOO_MANY_ATTEMPTS`, `SECOND_FACTOR_MISSING` when nothing is set up,
/// `SECOND_FACTOR_WRONG` (also for a code that has served).
pub async fn prove_second_factor(lodge: &Lodge, actor: &Actor, code: &str) -> Reply<Access> {
    let (person, visit) = own_visit(actor)?;
    let (here, actor, digits) = (lodge.clone(), actor.clone(), factor::digits(code));
    let proving = move |tx: &mut Tx<'_>| {
        let tried = factor::try_once(tx, here.secrets(), person)?;
        if !factor::of(tx.conn, person)?.is_set_up() {
            return Err(Refused::NoSecondFactor.into());
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
