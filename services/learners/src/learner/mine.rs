//! What every verb about somebody begins with: the caller's structure knows them, or they are not there.

use kernel::{access::Actor, ids::LearnerRef};
use store::{Reply, conn::AnyConn};

use super::{
    kept::Learner,
    sight::{Sight, seen_as},
};
use crate::refusal::Refusal;

/// The row under which somebody is read, whom the caller's structure keeps. Refusals: `NOT_FOUND`.
pub(super) fn kept(conn: &mut AnyConn, actor: &Actor, id: LearnerRef) -> Reply<Learner> {
    match seen_as(conn, actor, id)? {
        Some((root, Sight::Keeper)) => Ok(root),
        _ => Err(Refusal::NotFound.into()),
    }
}

/// The same, whom it keeps or serves, or served once. Refusals: `NOT_FOUND`.
pub(super) fn known(conn: &mut AnyConn, actor: &Actor, id: LearnerRef) -> Reply<Learner> {
    Ok(seen(conn, actor, id)?.0)
}

/// The same, with what it sees of them. Refusals: `NOT_FOUND`.
pub(super) fn seen(conn: &mut AnyConn, actor: &Actor, id: LearnerRef) -> Reply<(Learner, Sight)> {
    Ok(seen_as(conn, actor, id)?.ok_or(Refusal::NotFound)?)
}
