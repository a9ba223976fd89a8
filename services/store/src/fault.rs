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
    /// No room is left on the disk.
    Full,
    /// The disk failed: what it kept is not known.
    Disk,
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

    /// A file could not be written; a disk without room is not our mistake.
    pub fn of_file(what: &str, source: std::io::Error) -> Self {
        let kind = if is_full(&source) { Kind::Full } else { Kind::Broken };
        Self { kind, what: what.to_owned(), source: Some(Box::new(source)) }
    }

    /// The database has not answered for too long.
    pub(crate) fn silent() -> Self {
        Self::unavailable("the database does not answer")
    }

    pub(crate) fn away(source: ConnectionError) -> Self {
        Self { kind: Kind::Lost, what: "the database does not answer".to_owned(), source: Some(Box::new(source)) }
    }

    /// The database cannot be reached, for a reason that is better not quoted.
    pub(crate) fn out_of_reach(what: &str) -> Self {
        Self { kind: Kind::Lost, what: what.to_owned(), source: None }
    }

    /// The code that the outside sees.
    pub fn code(&self) -> FaultCode {
        match self.kind {
            Kind::Crossed | Kind::Lost | Kind::Away | Kind::Full | Kind::Disk => FaultCode::Unavailable,
            Kind::Clash | Kind::Broken => FaultCode::Internal,
        }
    }

    /// Whether the same work is worth another try after so many.
    pub(crate) fn again(&self, tries: u32) -> bool {
        match self.kind {
            Kind::Crossed | Kind::Lost => tries < MOST_TRIES,
            // A clash that stays is no race: the work itself is wrong.
            Kind::Clash => tries < 3,
            Kind::Away | Kind::Full | Kind::Disk | Kind::Broken => false,
        }
    }

    /// Whether the work itself is at fault, and not the moment.
    pub(crate) fn poison(&self) -> bool {
        matches!(self.kind, Kind::Clash | Kind::Broken)
    }

    /// Whether somebody else was at work.
    pub(crate) fn is_crossed(&self) -> bool {
        self.kind == Kind::Crossed
    }

    /// Whether a file of SQLite is not one, or not one any more; the words are SQLite's.
    pub(crate) fn damaged(&self) -> bool {
        ["file is not a database", "malformed"].iter().any(|part| self.what.contains(part))
    }

    pub(crate) fn lost(&self) -> bool {
        self.kind == Kind::Lost
    }

    /// Whether the server itself said so: it is there and speaks, whatever it says.
    ///
    /// One that starts or ends speaks too, and answers nothing yet: that is silence.
    pub(crate) fn is_an_answer(&self) -> bool {
        let Some(source) = &self.source else { return self.kind != Kind::Lost };
        let said = source.to_string();
        said.contains(REFUSED_ENTRY) && !said.contains(NOT_YET)
    }

    /// Whether no room is left.
    pub(crate) fn full(&self) -> bool {
        self.kind == Kind::Full
    }

    /// Whether the disk failed.
    pub(crate) fn disk(&self) -> bool {
        self.kind == Kind::Disk
    }

    /// The same, known to be for want of room.
    pub(crate) fn for_want_of_room(self) -> Self {
        Self { kind: Kind::Full, ..self }
    }
}

// What PostgreSQL says at the door, as libpq passes it on; anything that libpq says itself has no such word.
const REFUSED_ENTRY: &str = "FATAL:";
// « starting up », « shutting down », « in recovery mode ».
const NOT_YET: &str = "the database system is";

/// Whether an error of a file says that there is no room.
pub(crate) fn is_full(error: &std::io::Error) -> bool {
    use std::io::ErrorKind;
    matches!(error.kind(), ErrorKind::StorageFull | ErrorKind::QuotaExceeded)
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
        // A server that has become read-only has another in its place: the next connection finds it.
        DieselError::DatabaseError(DatabaseErrorKind::ClosedConnection | DatabaseErrorKind::ReadOnlyTransaction, _)
        | DieselError::BrokenTransactionManager => Kind::Lost,
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
    // The moment is at fault, and waiting longer inside the writer would not help.
    const AWAY: [&str; 4] =
        ["lock timeout", "statement timeout", "attempt to write a readonly database", "Input/output error"];
    const FULL: [&str; 3] = ["disk is full", "No space left", "Disk quota exceeded"];
    // SQLite's own word: the file that we keep ourselves.
    const DISK: &str = "disk I/O error";
    match message {
        m if CROSSED.iter().any(|part| m.contains(part)) => Kind::Crossed,
        m if LOST.iter().any(|part| m.contains(part)) => Kind::Lost,
        m if FULL.iter().any(|part| m.contains(part)) => Kind::Full,
        m if m.contains(DISK) => Kind::Disk,
        m if AWAY.iter().any(|part| m.contains(part)) => Kind::Away,
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

#[cfg(test)]
mod tests {
    use super::*;

    fn said(kind: DatabaseErrorKind, message: &str) -> DieselError {
        DieselError::DatabaseError(kind, Box::new(message.to_owned()))
    }

    #[test]
    fn each_error_of_a_database_is_taken_for_what_it_is() {
        use DatabaseErrorKind::{
            ClosedConnection, ReadOnlyTransaction, SerializationFailure, UniqueViolation, Unknown,
        };
        let told = [
            (SerializationFailure, "could not serialize access due to concurrent update", Kind::Crossed),
            (Unknown, "deadlock detected", Kind::Crossed),
            (Unknown, "database is locked", Kind::Crossed),
            (UniqueViolation, "duplicate key value violates unique constraint \"act_pkey\"", Kind::Clash),
            (ClosedConnection, "", Kind::Lost),
            (Unknown, "server closed the connection unexpectedly", Kind::Lost),
            (Unknown, "terminating connection due to administrator command", Kind::Lost),
            (Unknown, "terminating connection due to idle-in-transaction timeout", Kind::Lost),
            (ReadOnlyTransaction, "cannot execute UPDATE in a read-only transaction", Kind::Lost),
            (Unknown, "canceling statement due to lock timeout", Kind::Away),
            (Unknown, "canceling statement due to statement timeout", Kind::Away),
            (Unknown, "could not read block 3 in file: Input/output error", Kind::Away),
            (Unknown, "database or disk is full", Kind::Full),
            (Unknown, "could not extend file: No space left on device", Kind::Full),
            (Unknown, "disk I/O error", Kind::Disk),
            (DatabaseErrorKind::CheckViolation, "CHECK constraint failed: no >= 0", Kind::Broken),
            (Unknown, "no such table: note", Kind::Broken),
        ];
        for (kind, message, expected) in told {
            assert_eq!(Fault::from(said(kind, message)).kind, expected, "{message}");
        }
        assert_eq!(Fault::from(DieselError::NotFound).kind, Kind::Broken);
    }

    #[test]
    fn a_server_that_refuses_is_there_and_one_that_is_gone_is_not() {
        let at_the_door = "connection to server at \"127.0.0.1\", port 5432 failed: ";
        let entry = |why: &str| Fault::away(ConnectionError::BadConnection(format!("{at_the_door}{why}")));
        for why in [
            "FATAL:  sorry, too many clients already",
            "FATAL:  remaining connection slots are reserved for roles with the SUPERUSER attribute",
            "FATAL:  password authentication failed for user \"passegue\"",
        ] {
            assert!(entry(why).is_an_answer(), "{why}");
        }
        for why in [
            "Connection refused\n\tIs the server running on that host and accepting TCP/IP connections?",
            "timeout expired",
            "server closed the connection unexpectedly",
            "FATAL:  the database system is starting up",
            "FATAL:  the database system is shutting down",
            "FATAL:  the database system is in recovery mode",
        ] {
            assert!(!entry(why).is_an_answer(), "{why}");
        }
        use DatabaseErrorKind::{ClosedConnection, Unknown};
        for (kind, message, answers) in [
            (Unknown, "out of shared memory", true),
            (Unknown, "canceling statement due to statement timeout", true),
            (Unknown, "terminating connection due to administrator command", false),
            (Unknown, "could not receive data from server: Connection timed out", false),
            (ClosedConnection, "", false),
        ] {
            assert_eq!(Fault::from(said(kind, message)).is_an_answer(), answers, "{message}");
        }
        assert!(!Fault::out_of_reach("the address of the database cannot be used").is_an_answer());
    }

    #[test]
    fn a_commit_that_fails_with_its_rollback_is_what_the_commit_was() {
        let both = |commit| DieselError::RollbackErrorOnCommit {
            rollback_error: Box::new(DieselError::BrokenTransactionManager),
            commit_error: Box::new(commit),
        };
        let crossed = both(said(DatabaseErrorKind::SerializationFailure, "could not serialize access"));
        assert_eq!(Fault::from(crossed).kind, Kind::Crossed);
        let lost = both(said(DatabaseErrorKind::Unknown, "no connection to the server"));
        assert_eq!(Fault::from(lost).kind, Kind::Lost);
    }

    #[test]
    fn what_is_tried_again_ends() {
        let some = [(Kind::Crossed, 25), (Kind::Lost, 25), (Kind::Clash, 2)];
        let none = [Kind::Away, Kind::Full, Kind::Disk, Kind::Broken].map(|kind| (kind, 0));
        for (kind, most) in some.into_iter().chain(none) {
            let fault = Fault { kind, what: String::new(), source: None };
            let tries = (1..100).take_while(|tries| fault.again(*tries)).count();
            assert_eq!(tries, most, "{kind:?}");
            // What is the moment's fault is the operator's patience; what is the work's own is our mistake.
            assert_eq!(fault.poison(), fault.code() == FaultCode::Internal, "{kind:?}");
        }
    }

    #[test]
    fn a_constraint_is_named_and_values_are_not() {
        let unnamed = said(DatabaseErrorKind::Unknown, "no such table: note");
        assert_eq!(Fault::from(unnamed).to_string(), "the database refused: no such table: note");
        assert!(Fault::because("outer", Fault::broken("inner")).source().is_some());
    }
}
