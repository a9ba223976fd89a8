//! Second factors: what somebody has besides their mailbox.

use kernel::ids::PersonId;
use store::{Fault, conn::AnyConn};

use crate::rows::second_factor::{self as rows, Stage};

/// Whether they have set one up: an application of codes, or a card that is not used up.
pub fn is_set_up(conn: &mut AnyConn, person: PersonId) -> Result<bool, Fault> {
    let has_totp = rows::totp(conn, person, Stage::Confirmed)?.is_some();
    Ok(has_totp || rows::card(conn, person)?.is_some_and(|card| card.asked.is_some()))
}
