//! Second factors: what somebody has besides their mailbox.

use kernel::ids::PersonId;
use store::{Fault, conn::AnyConn};

/// Whether they have set one up. None can be set up yet, so nobody has.
pub fn is_set_up(_: &mut AnyConn, _: PersonId) -> Result<bool, Fault> {
    Ok(false)
}
