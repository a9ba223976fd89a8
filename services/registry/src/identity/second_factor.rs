//! Second factors: what somebody has besides their mailbox. What was made under another secret of visits is as good as lost, and
//! counts as not set up.

use kernel::ids::PersonId;
use store::{Fault, conn::AnyConn};

use super::secrets::Secrets;
use crate::rows::second_factor::{self as rows, CardRow, Stage, TotpRow};

/// Whether they have set one up: an application of codes, or a card that is not used up.
pub fn is_set_up(conn: &mut AnyConn, secrets: &Secrets, person: PersonId) -> Result<bool, Fault> {
    let has_totp = totp(conn, secrets, person)?.is_some();
    Ok(has_totp || card(conn, secrets, person)?.is_some_and(|card| card.asked.is_some()))
}

/// The application of codes that is asked, and what it shares with us.
pub(crate) fn totp(
    conn: &mut AnyConn,
    secrets: &Secrets,
    person: PersonId,
) -> Result<Option<(TotpRow, Vec<u8>)>, Fault> {
    let row = rows::totp(conn, person, Stage::Confirmed)?;
    Ok(row.and_then(|row| secrets.open(&purpose(person), &row.sealed).map(|clear| (row, clear))))
}

/// The card that is in use.
pub(crate) fn card(conn: &mut AnyConn, secrets: &Secrets, person: PersonId) -> Result<Option<CardRow>, Fault> {
    let ours = |card: &CardRow| card.mark.as_ref().is_none_or(|mark| *mark == secrets.mark());
    Ok(rows::card(conn, person)?.filter(ours))
}

/// What the secret of an application is sealed for: each has a key of their own, and it opens for nobody else.
pub(crate) fn purpose(person: PersonId) -> String {
    format!("totp {person}")
}
