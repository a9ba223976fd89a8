//! What somebody agrees to now. It is read where it is used, at each read: withdrawn is gone with the next request.

use std::collections::{BTreeSet, HashMap};

use kernel::ids::LearnerRef;
use store::{Fault, conn::AnyConn};

use super::{find, purpose::Purpose, said::Consent};
use crate::rows::{consents, learners};

/// Whether somebody agrees to that now.
pub(crate) fn stands(conn: &mut AnyConn, id: LearnerRef, purpose: Purpose) -> Result<bool, Fault> {
    Ok(standing(conn, id)?.iter().any(|one| one.purpose == purpose && one.given))
}

/// The last word of somebody on each purpose on which they said one, in the order of the form.
pub(crate) fn standing(conn: &mut AnyConn, id: LearnerRef) -> Result<Vec<Consent>, Fault> {
    let ids = find::ids_of(conn, id)?;
    let said = consents::of(conn, &ids)?;
    let last = |purpose: Purpose| said.iter().rev().find(|one| one.purpose == purpose).cloned();
    Ok(Purpose::ALL.into_iter().filter_map(last).collect())
}

/// Those of these, each the row under which somebody is read, who agree to that now: two statements, however many they are.
pub(crate) fn agreeing(
    conn: &mut AnyConn,
    roots: &[LearnerRef],
    purpose: Purpose,
) -> Result<BTreeSet<LearnerRef>, Fault> {
    let mut agree = BTreeSet::new();
    if roots.is_empty() {
        return Ok(agree);
    }
    let leading: HashMap<LearnerRef, LearnerRef> = learners::leading_to(conn, roots)?.into_iter().collect();
    let ids: Vec<LearnerRef> = roots.iter().chain(leading.keys()).copied().collect();
    for word in consents::of(conn, &ids)?.into_iter().filter(|word| word.purpose == purpose) {
        let root = leading.get(&word.learner).copied().unwrap_or(word.learner);
        match word.given {
            true => agree.insert(root),
            false => agree.remove(&root),
        };
    }
    Ok(agree)
}
