//! Whose a diagnostic is to read: whoever made it; and who knows the person, for as long as the person agrees.

use kernel::{
    access::{Action, Actor, Reach},
    ids::LearnerRef,
};
use store::{Fault, conn::AnyConn};

use super::made::Made;
use crate::learner::{
    consent,
    purpose::Purpose,
    sight::{self, Sight},
};

/// Whether the caller's structure keeps the person, or receives them.
pub(super) fn knows(conn: &mut AnyConn, actor: &Actor, learner: LearnerRef) -> Result<bool, Fault> {
    Ok(!matches!(sight::sight(conn, actor, learner)?, Sight::None))
}

/// Whether the caller reads what other structures found of the person: they know them, and the person agreed.
pub(super) fn shared(conn: &mut AnyConn, actor: &Actor, learner: LearnerRef) -> Result<bool, Fault> {
    Ok(knows(conn, actor, learner)? && consent::stands(conn, learner, Purpose::ShareDiagnostic)?)
}

/// Whether the caller may read that diagnostic.
pub(super) fn may_read(conn: &mut AnyConn, actor: &Actor, made: &Made) -> Result<bool, Fault> {
    if actor.may(Action::Diagnostic, made.structure).is_ok() {
        return Ok(true);
    }
    match made.learner {
        Some(learner) if actor.reach(Action::Diagnostic) != Reach::Never => shared(conn, actor, learner),
        _ => Ok(false),
    }
}
