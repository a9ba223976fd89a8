//! Printing, in the graph: codes in clear are asked for, released by somebody else, opened once; or a run is cancelled.

use async_graphql::{
    Context, Enum, ID, InputObject, Object, Result, SimpleObject,
    connection::{Connection, Edge},
};
use registry::graph::answer::{Refusal, answer, caller, id, present};

use super::payload::{OpenPrintPayload, payload};
use crate::{
    carnets::{cancel_run, release},
    desk::Desk,
};

/// How a print run leaves.
#[derive(Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "release::Form")]
pub(super) enum PrintForm {
    /// The whole run as data for a printer.
    Data,
    /// Some booklets as pages to print here.
    Pages,
}

/// A wish to see codes in clear, and how far it has come.
#[derive(SimpleObject)]
pub(super) struct PrintRelease {
    /// Its identifier.
    id: ID,
    /// How it leaves.
    form: PrintForm,
    /// The first booklet's number within the order.
    first: i64,
    /// The last one's.
    last: i64,
    /// When it was asked for.
    asked_at: String,
    /// By whom.
    asked_by: ID,
    /// Whether it was the caller: somebody else must release it.
    asked_by_me: bool,
    /// When it was released.
    released_at: Option<String>,
    /// By whom.
    released_by: Option<ID>,
    /// Whether it opens its file now: a day long, once released.
    open: bool,
    /// Tickets that were given for it.
    opened: i64,
    /// Tickets that were used.
    fetched: i64,
}

/// What is to be printed.
#[derive(InputObject)]
pub(super) struct PrintReleaseInput {
    /// The sealed run of an order.
    file_id: ID,
    /// How it is to leave.
    form: PrintForm,
    /// For pages, the first booklet's number within the order.
    first: Option<i64>,
    /// For pages, the last one's; fifty booklets at most.
    last: Option<i64>,
}

/// A release at one of its steps.
#[derive(SimpleObject)]
pub(super) struct PrintReleaseStep {
    /// The release.
    release_id: ID,
    /// The order.
    order_id: ID,
    /// Whether somebody else has released it.
    released: bool,
}
impl From<release::Released> for PrintReleaseStep {
    fn from(told: release::Released) -> Self {
        Self {
            release_id: told.release.to_string().into(),
            order_id: told.order.to_string().into(),
            released: told.released,
        }
    }
}
payload! {
    /// Answer of `askPrintRelease` and `releasePrint`.
    PrintReleasePayload { release: PrintReleaseStep }
}

/// A print run, cancelled.
#[derive(SimpleObject)]
pub(super) struct CancelledRun {
    /// The order, which may be issued anew.
    order_id: ID,
    /// Booklets whose codes were withdrawn.
    carnets: i64,
}
impl From<cancel_run::Cancelled> for CancelledRun {
    fn from(done: cancel_run::Cancelled) -> Self {
        Self { order_id: done.order.to_string().into(), carnets: done.carnets }
    }
}
payload! {
    /// Answer of `cancelPrintRun`.
    CancelPrintRunPayload { cancelled: CancelledRun }
}

/// The part of the root of queries that reads releases.
#[derive(Default)]
pub(super) struct PrintQuery;

#[Object]
impl PrintQuery {
    /// Who asked for the codes of an order, who released them, how often they were fetched; newest first, fifty at most.
    async fn print_releases(&self, ctx: &Context<'_>, order_id: ID) -> Result<Connection<usize, PrintRelease>> {
        let (desk, caller) = (ctx.data::<Desk>()?, caller(ctx));
        let found = match id(&order_id) {
            Ok(order) => release::releases(desk, &caller, order).await,
            Err(trouble) => Err(trouble),
        };
        let (now, me) = (desk.store().now(), caller.known().ok().map(|(person, _)| person));
        let told = |one: release::Release| PrintRelease {
            id: one.id.to_string().into(),
            form: one.form.into(),
            first: one.first,
            last: one.last,
            asked_at: one.asked.0.iso_seconds(),
            asked_by: one.asked.1.to_string().into(),
            asked_by_me: Some(one.asked.1) == me,
            released_at: one.released.map(|(at, _)| at.iso_seconds()),
            released_by: one.released.map(|(_, by)| by.to_string().into()),
            open: one.is_open(now),
            opened: one.opened,
            fetched: one.fetched,
        };
        let mut listed = Connection::new(false, false);
        let found = present(found)?.unwrap_or_default();
        listed.edges.extend((1..).zip(found).map(|(no, one)| Edge::new(no, told(one))));
        Ok(listed)
    }
}

/// The part of the root of mutations that prints.
#[derive(Default)]
pub(super) struct PrintMutation;

#[Object]
impl PrintMutation {
    /// Asks that the codes of an order be released; somebody else must do it.
    async fn ask_print_release(
        &self,
        ctx: &Context<'_>,
        key: ID,
        input: PrintReleaseInput,
    ) -> Result<PrintReleasePayload> {
        let asked = id(&input.file_id).map(|file| release::AskRelease {
            file,
            form: input.form.into(),
            first: input.first,
            last: input.last,
        });
        answer(match asked {
            Ok(asked) => release::ask_print_release(ctx.data::<Desk>()?, &caller(ctx), &key, asked).await,
            Err(trouble) => Err(trouble),
        })
    }

    /// Releases what somebody else asked for.
    async fn release_print(&self, ctx: &Context<'_>, key: ID, release_id: ID) -> Result<PrintReleasePayload> {
        answer(match id(&release_id) {
            Ok(release) => release::release_print(ctx.data::<Desk>()?, &caller(ctx), &key, release).await,
            Err(trouble) => Err(trouble),
        })
    }

    /// Gives the right to fetch a released run once.
    async fn open_print(&self, ctx: &Context<'_>, key: ID, release_id: ID) -> Result<OpenPrintPayload> {
        answer(match id(&release_id) {
            Ok(release) => release::open_print(ctx.data::<Desk>()?, &caller(ctx), &key, release).await,
            Err(trouble) => Err(trouble),
        })
    }

    /// Withdraws the codes of a run of which no cheque is active yet: the order may be issued anew.
    async fn cancel_print_run(
        &self,
        ctx: &Context<'_>,
        key: ID,
        order_id: ID,
        reason: String,
    ) -> Result<CancelPrintRunPayload> {
        let asked = id(&order_id).map(|order| cancel_run::CancelRun { order, reason });
        answer(match asked {
            Ok(asked) => cancel_run::cancel_print_run(ctx.data::<Desk>()?, &caller(ctx), &key, asked).await,
            Err(trouble) => Err(trouble),
        })
    }
}
