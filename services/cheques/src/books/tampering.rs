//! Where the ledger was tampered with: which line, and which of its columns, when the line's own hash still tells.
//!
//! A hash that stands beside a changed line is the proof of what it was: each value that the deed knows is tried in its
//! place, and the one under which the hash is right again was there before.

use kernel::{cents::Cents, ids::Id};
use store::{Fault, conn::AnyConn};

use crate::{
    account::{BANK, DUE, FEES, HELD, IN_TRANSIT, Owner, RECOVERABLE, REFUNDABLE},
    ledger::chain,
    rows::{self, deeds::Known, ledger::Line},
};

/// What was done to a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// It is not there any more.
    Gone,
    /// Its hash was rewritten.
    Hash,
    /// Its amount.
    Amount,
    /// One of its two accounts.
    Accounts,
    /// Why money moves.
    Reason,
    /// What it is about.
    Subject,
    /// The line it corrects.
    Correction,
    /// When.
    Instant,
    /// Several of these, or another value than any deed knows.
    Unknown,
}

impl Change {
    /// In French, after « la ligne 12 : ».
    pub const fn in_french(self) -> &'static str {
        match self {
            Self::Gone => "elle manque",
            Self::Hash => "son empreinte a été réécrite",
            Self::Amount => "son montant a changé",
            Self::Accounts => "l’un de ses comptes a changé",
            Self::Reason => "son motif a changé",
            Self::Subject => "son objet (chèque, commande ou règlement) a changé",
            Self::Correction => "la ligne qu’elle corrige a changé",
            Self::Instant => "son heure a changé",
            Self::Unknown => "plusieurs colonnes ont changé",
        }
    }
}

/// What was done to a line that does not continue the chain. `previous` is the hash of the line before, `next` the line after.
pub(crate) fn of(
    conn: &mut AnyConn,
    previous: &[u8; 32],
    line: &Line,
    next: Option<&Line>,
    head: &[u8; 32],
) -> Result<Change, Fault> {
    let recomputed = chain(previous, line);
    let goes_on = match next {
        Some(next) => chain(&recomputed, next) == next.hash,
        None => recomputed == *head,
    };
    if goes_on {
        return Ok(Change::Hash);
    }
    let known = known(conn, line)?;
    let was = |other: &Line| chain(previous, other) == line.hash;
    let found = tries(line, &known, next).into_iter().find(|(_, other)| was(other));
    Ok(found.map_or(Change::Unknown, |(change, _)| change))
}

fn known(conn: &mut AnyConn, line: &Line) -> Result<Known, Fault> {
    let mut known = match rows::deeds::of_counter(conn, line.ledger_no)? {
        Some(known) => known,
        None => rows::deeds::of_subject(conn, line.subject.recast())?,
    };
    known.subjects.extend(rows::deeds::subjects_near(conn, line.ledger_no)?);
    for subject in rows::deeds::subjects_near(conn, line.ledger_no)?.into_iter().take(8) {
        let more = rows::deeds::of_subject(conn, subject)?;
        known.amounts.extend(more.amounts);
        known.owners.extend(more.owners);
        known.instants.extend(more.instants);
    }
    known.owners.push(Id::from_bytes([0; 16]));
    Ok(known)
}

const KINDS: [&str; 7] = [BANK, HELD, DUE, IN_TRANSIT, REFUNDABLE, RECOVERABLE, FEES];
const REASONS: [&str; 12] = [
    "funding",
    "redemption",
    "void",
    "settlement",
    "payment",
    "expiry",
    "reversal",
    "offset",
    "return",
    "reject",
    "fee",
    "refund",
];

/// The line with each of its columns as it may have been, one at a time.
fn tries(line: &Line, known: &Known, next: Option<&Line>) -> Vec<(Change, Line)> {
    let mut tries = Vec::new();
    let with = |change: &dyn Fn(&mut Line)| {
        let mut other = line.clone();
        change(&mut other);
        other
    };
    let amounts = known.amounts.iter().map(|cents| (Change::Amount, with(&|other| other.amount = Cents::new(*cents))));
    tries.extend(amounts);
    for owner in &known.owners {
        tries.push((Change::Accounts, with(&|other| other.debit_owner = *owner)));
        tries.push((Change::Accounts, with(&|other| other.credit_owner = *owner)));
    }
    for kind in KINDS {
        tries.push((Change::Accounts, with(&|other| kind.clone_into(&mut other.debit_kind))));
        tries.push((Change::Accounts, with(&|other| kind.clone_into(&mut other.credit_kind))));
    }
    tries.extend(REASONS.map(|reason| (Change::Reason, with(&|other| reason.clone_into(&mut other.reason)))));
    tries.extend(
        known.subjects.iter().map(|it: &Id<Owner>| (Change::Subject, with(&|other| other.subject = it.recast()))),
    );
    tries.extend(known.corrects.iter().map(|no| (Change::Correction, with(&|other| other.corrects = *no))));
    // Lines of one transaction bear one instant.
    let instants = known.instants.iter().copied().chain(next.map(|next| next.at));
    tries.extend(instants.map(|at| (Change::Instant, with(&|other| other.at = at))));
    tries
}
