//! Whose a diagnostic is to read: whoever made it; and who knows the person, for as long as the person agrees.

use kernel::{
    access::{Action, Actor, Reach},
    clock::Day,
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

/// Whether the caller reads what other structures found of the person: they keep them, or serve them on that day, and the person agreed.
pub(super) fn shared(conn: &mut AnyConn, actor: &Actor, learner: LearnerRef, today: Day) -> Result<bool, Fault> {
    Ok(sight::sight(conn, actor, learner)?.is_open(today) && consent::stands(conn, learner, Purpose::ShareDiagnostic)?)
}

/// Whether the caller may read that diagnostic on that day.
pub(super) fn may_read(conn: &mut AnyConn, actor: &Actor, made: &Made, today: Day) -> Result<bool, Fault> {
    if actor.may(Action::Diagnostic, made.structure).is_ok() {
        return Ok(true);
    }
    match made.learner {
        Some(learner) if actor.reach(Action::Diagnostic) != Reach::Never => shared(conn, actor, learner, today),
        _ => Ok(false),
    }
}
