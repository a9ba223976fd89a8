//! How an answer leaves, here and in the services above: refusals are data, faults are errors that say nothing of their cause.
//!
//! What the registry itself refuses has words of its own in its printed schema: `bad_news`.

use std::error::Error as _;

use async_graphql::{Context, Error, ErrorExtensions, ID, SimpleObject};
use kernel::{
    access::Actor,
    ids::Id,
    refusal::{Code, FaultCode, Refusal as Said},
    words,
};
use store::{Fault, Reply, Trouble};

/// Why something was not done, for the person: nothing was changed.
#[derive(Clone, SimpleObject)]
#[graphql(shareable)]
pub struct Refusal {
    /// Stable, for programs.
    code: &'static str,
    /// One sentence, in French.
    message: String,
    /// What to do next, in French.
    next_step: String,
}

impl From<&Said> for Refusal {
    fn from(refusal: &Said) -> Self {
        let said = words::say(refusal);
        Self { code: said.code, message: said.message, next_step: said.next_step }
    }
}

/// The caller; nobody in particular when the request bears none.
pub fn caller(ctx: &Context<'_>) -> Actor {
    ctx.data_opt::<Actor>().cloned().unwrap_or(Actor::Anonymous)
}

/// A refusal is the payload's other half; a fault is an error.
pub fn split<T>(reply: Reply<T>) -> Result<(Option<T>, Option<Refusal>), Error> {
    match reply {
        Ok(value) => Ok((Some(value), None)),
        Err(Trouble::Refused(refusal)) => Ok((None, Some(Refusal::from(&refusal)))),
        Err(Trouble::Broken(fault)) => Err(error(&fault)),
    }
}

/// What can only be there or not: a refusal is an absence.
pub fn present<T>(reply: Reply<T>) -> Result<Option<T>, Error> {
    split(reply).map(|(value, _)| value)
}

/// The fault, logged once with its causes, as the outside sees it.
pub fn error(fault: &Fault) -> Error {
    let mut causes = fault.to_string();
    let mut source = fault.source();
    while let Some(cause) = source {
        causes.push_str(" ← ");
        causes.push_str(&cause.to_string());
        source = cause.source();
    }
    tracing::error!(fault.code = fault.code().name(), causes, "a request failed");
    said(fault.code())
}

/// A fault's code and sentence, without anything to log.
pub fn said(code: FaultCode) -> Error {
    Error::new(words::say_fault(code).message).extend_with(|_, extensions| extensions.set("code", code.name()))
}

/// An identifier given by a client; one that cannot be read names nothing: `NOT_FOUND`.
pub fn id<K>(given: &ID) -> Result<Id<K>, Trouble> {
    given.parse().map_err(|_| Trouble::Refused(Said::of(Code::NotFound)))
}

/// What a mutation answers: what was done, or why not.
pub fn answer<V, T, P>(reply: Reply<V>) -> Result<P, Error>
where
    T: From<V>,
    P: From<(Option<T>, Option<Refusal>)>,
{
    let (value, refusal) = split(reply)?;
    Ok(P::from((value.map(T::from), refusal)))
}
