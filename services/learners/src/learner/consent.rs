//! What somebody agrees to now. It is read where it is used, at each read: withdrawn is gone with the next request.

use kernel::ids::LearnerRef;
use store::{Fault, conn::AnyConn};

use super::{find, purpose::Purpose, said::Consent};
use crate::rows::consents;

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
