//! When somebody is forgotten: what waits for an answer is taken back, what is written is destroyed, and nobody knows any more who was
//! sent. The rest is counted.

use kernel::ids::{LearnerRef, ReferralId};
use store::{Fault, Tx};

use super::{
    news::{What, Whom},
    referral::{Referral, Stage},
};
use crate::rows::{referral_links, referral_news, referrals as rows};

/// Forgets who was sent, of all the rows that are one person.
pub(crate) fn forget(tx: &mut Tx<'_>, learners: &[LearnerRef]) -> Result<(), Fault> {
    let theirs = rows::of_learners(tx.conn, learners)?;
    if theirs.is_empty() {
        return Ok(());
    }
    for from in theirs.iter().filter(|one| one.is_open()) {
        let to = Referral { stage: Stage::Withdrawn, ended_at: Some(tx.now()), ..from.clone() };
        if !rows::change(tx, from, &to)? {
            return Err(Fault::crossed("a referral moved meanwhile"));
        }
        if from.to.is_some() {
            referral_news::insert(tx, from.id, Whom::Receiver, What::Withdrawn)?;
        }
    }
    let ids: Vec<ReferralId> = theirs.iter().map(|one| one.id).collect();
    referral_links::close(tx, &ids)?;
    referral_news::forget_people(tx, &ids)?;
    rows::forget(tx, &ids)
}
