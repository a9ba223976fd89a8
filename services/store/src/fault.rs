//! Bad news of the second kind: unexpected, for the operator. The outside sees a code and a reference.

use std::{error::Error, fmt};

use diesel::result::{ConnectionError, DatabaseErrorKind, Error as DieselError};
use kernel::refusal::{FaultCode, Refusal};

/// What a caller gets: the thing asked for, or bad news of one kind or the other.
pub type Reply<T> = Result<T, Trouble>;

/// Either kind of bad news.
#[derive(Debug)]
pub enum Trouble {
    /// Expected: for the person, with a code and facts. Nothing was changed.
    Refused(Refusal),
    /// Unexpected: for the operator.
    Broken(Fault),
}

/// What went wrong, and whether trying again may help.
#[derive(Debug)]
pub struct Fault {
    kind: Kind,
    what: String,
    source: Option<Box<dyn Error + Send + Sync>>,
}

// With pauses of 1, 2, 4 … 200 ms: about four seconds of trying before callers are told to come back.
const MOST_TRIES: u32 = 26;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// Two transactions crossed: the same batch again will do.
    Crossed,
    /// A key was taken meanwhile: judging again will see it.
    Clash,
    /// The connection is lost: reconnect, then the same batch again.
    Lost,
    /// The database cannot be used now.
    Away,
    /// Nothing to be done but to look.
    Broken,
}

impl Fault {
    /// Something that should not be.
    pub fn broken(what: impl fmt::Display) -> Self {
        Self { kind: Kind::Broken, what: what.to_string(), source: None }
    }

    /// Something that should not be, because of another error.
    pub fn because(what: &str, source: impl Error + Send + Sync + 'static) -> Self {
        Self { kind: Kind::Broken, what: what.to_owned(), source: Some(Box::new(source)) }
    }

    /// The centre cannot serve this now; trying again later may do.
    pub fn unavailable(what: impl fmt::Display) -> Self {
        Self { kind: Kind::Away, what: what.to_string(), source: None }
    }

    /// Two transactions crossed: the work is worth running again on what is there now.
    pub fn crossed(what: impl fmt::Display) -> Self {
        Self { kind: Kind::Crossed, what: what.to_string(), source: None }
    }

    pub(crate) fn away(source: ConnectionError) -> Self {
        Self { kind: Kind::Lost, what: "the database does not answer".to_owned(), source: Some(Box::new(source)) }
    }

    /// The code that the outside sees.
    pub fn code(&self) -> FaultCode {
        match self.kind {
            Kind::Crossed | Kind::Lost | Kind::Away => FaultCode::Unavailable,
            Kind::Clash | Kind::Broken => FaultCode::Internal,
        }
    }

    /// Whether the same work is worth another try after so many.
    pub(crate) fn again(&self, tries: u32) -> bool {
        match self.kind {
            Kind::Crossed | Kind::Lost => tries < MOST_TRIES,
            // A clash that stays is no race: the work itself is wrong.
            Kind::Clash => tries < 3,
            Kind::Away | Kind::Broken => false,
        }
    }

    /// Whether the work itself is at fault, and not the moment.
    pub(crate) fn poison(&self) -> bool {
        matches!(self.kind, Kind::Clash | Kind::Broken)
    }

    pub(crate) fn lost(&self) -> bool {
        self.kind == Kind::Lost
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.what)
    }
}
impl Error for Fault {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match &self.source {
            Some(source) => Some(source.as_ref()),
            None => None,
        }
    }
}

impl From<DieselError> for Fault {
    fn from(error: DieselError) -> Self {
        let kind = kind_of(&error);
        // The driver's message may quote values of a row; constraint and kind are enough to look further.
        let what = match &error {
            DieselError::DatabaseError(_, info) => match info.constraint_name() {
                Some(constraint) => format!("the database refused ({constraint})"),
                None => format!("the database refused: {}", info.message()),
            },
            other => format!("the database refused: {other}"),
        };
        Self { kind, what, source: None }
    }
}

fn kind_of(error: &DieselError) -> Kind {
    match error {
        DieselError::DatabaseError(DatabaseErrorKind::SerializationFailure, _) => Kind::Crossed,
        DieselError::DatabaseError(DatabaseErrorKind::UniqueViolation, _) => Kind::Clash,
        DieselError::DatabaseError(DatabaseErrorKind::ClosedConnection, _) | DieselError::BrokenTransactionManager => {
            Kind::Lost
        }
        DieselError::DatabaseError(_, info) => kind_of_message(info.message()),
        // The rollback fails because the COMMIT did: the commit's own error tells what happened.
        DieselError::RollbackErrorOnCommit { commit_error, .. } => kind_of(commit_error),
        _ => Kind::Broken,
    }
}

// Diesel has no kind for these; the words are those of libpq and SQLite.
fn kind_of_message(message: &str) -> Kind {
    const CROSSED: [&str; 3] = ["deadlock", "database is locked", "database table is locked"];
    const LOST: [&str; 7] = [
        "server closed the connection",
        "terminating connection",
        "connection to server",
        "no connection to the server",
        "could not receive data",
        "could not send data",
        "SSL connection has been closed",
    ];
    match message {
        m if CROSSED.iter().any(|part| m.contains(part)) => Kind::Crossed,
        m if LOST.iter().any(|part| m.contains(part)) => Kind::Lost,
        m if m.contains("disk is full") || m.contains("No space left") => Kind::Away,
        _ => Kind::Broken,
    }
}

impl From<Refusal> for Trouble {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}
impl From<Fault> for Trouble {
    fn from(fault: Fault) -> Self {
        Self::Broken(fault)
    }
}
impl From<DieselError> for Trouble {
    fn from(error: DieselError) -> Self {
        Self::Broken(error.into())
    }
}
