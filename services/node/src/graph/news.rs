//! Bad news as GraphQL tells it: a refusal is data, a fault is an error with a code and nothing of its cause.

use std::error::Error as _;

use async_graphql::{Context, Error, ErrorExtensions, Result, SimpleObject};
use kernel::{
    refusal::{FaultCode, Refusal as Refused},
    words,
};
use store::Fault;

/// Why something expected could not be done.
#[derive(Clone, Debug, SimpleObject)]
#[graphql(shareable)]
pub(crate) struct Refusal {
    /// For machines; it never changes its meaning.
    code: String,
    /// What is the matter, in French.
    message: String,
    /// What to do now, in French.
    next_step: String,
}

impl From<Refused> for Refusal {
    fn from(refused: Refused) -> Self {
        let spoken = words::say(&refused);
        Self { code: spoken.code.to_owned(), message: spoken.message, next_step: spoken.next_step }
    }
}

/// A fault, told once in the log with its causes.
pub(crate) fn broken(fault: &Fault) -> FaultCode {
    let mut causes = fault.to_string();
    let mut source = fault.source();
    while let Some(cause) = source {
        causes = format!("{causes}: {cause}");
        source = cause.source();
    }
    tracing::error!(fault.code = fault.code().name(), cause = causes, "venue subgraph failed");
    fault.code()
}

/// The error that the outside sees.
pub(crate) fn error(code: FaultCode) -> Error {
    let spoken = words::say_fault(code);
    Error::new(spoken.message).extend_with(|_, extensions| extensions.set("code", spoken.code))
}

/// What was found; on bad news null, with its error beside.
///
/// The library leaves a field that fails out of its object, and makes null of an object so emptied: an entity would be
/// lost for one of its fields.
pub(crate) fn or_null<T>(ctx: &Context<'_>, found: Result<Option<T>>) -> Option<T> {
    found.unwrap_or_else(|error| {
        ctx.add_error(ctx.set_error_path(error.into_server_error(ctx.item.pos)));
        None
    })
}
