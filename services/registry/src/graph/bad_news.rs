//! Bad news: refusals are data, faults are errors; both bear a code and French sentences.

use std::{error::Error as _, fmt::Write as _};

use async_graphql::{Error, SimpleObject};
use kernel::{
    refusal::{self, FaultCode},
    words,
};
use store::{Fault, Reply, Trouble};

use super::answer::said;

/// Why it was not done, and what to do now.
#[derive(SimpleObject)]
#[graphql(shareable)]
pub(super) struct Refusal {
    /// For machines; the list is closed.
    code: String,
    /// What is the matter, in French.
    message: String,
    /// What to do now, in French.
    next_step: String,
}

impl From<&refusal::Refusal> for Refusal {
    fn from(refusal: &refusal::Refusal) -> Self {
        let said = words::say(refusal);
        Self { code: said.code.to_owned(), message: said.message, next_step: said.next_step }
    }
}

/// What was done, or the refusal; a fault is an error.
pub(super) fn done_or_refused<T, U: From<T>>(reply: Reply<T>) -> Result<(Option<U>, Option<Refusal>), Error> {
    match reply {
        Ok(done) => Ok((Some(done.into()), None)),
        Err(Trouble::Refused(refusal)) => Ok((None, Some((&refusal).into()))),
        Err(Trouble::Broken(fault)) => Err(said(report(&fault))),
    }
}

/// What was read; a refusal reads as nothing, a fault is an error.
pub(super) fn read<T: Default>(reply: Reply<T>) -> Result<T, Error> {
    match reply {
        Ok(read) => Ok(read),
        Err(Trouble::Refused(_)) => Ok(T::default()),
        Err(Trouble::Broken(fault)) => Err(said(report(&fault))),
    }
}

/// The same where several wait for one answer: the fault is told to the log once, its code to all.
pub(super) fn read_for_all<T: Default>(reply: Reply<T>) -> Result<T, FaultCode> {
    match reply {
        Ok(read) => Ok(read),
        Err(Trouble::Refused(_)) => Ok(T::default()),
        Err(Trouble::Broken(fault)) => Err(report(&fault)),
    }
}

fn report(fault: &Fault) -> FaultCode {
    let mut causes = fault.to_string();
    let mut next = fault.source();
    while let Some(cause) = next {
        // Writing to a String does not fail.
        let _ = write!(causes, ": {cause}");
        next = cause.source();
    }
    tracing::error!(fault.code = fault.code().name(), fault.causes = causes, "the registry could not answer");
    fault.code()
}
