//! What can be read.

use async_graphql::{
    Context, ID, Object, Result, SimpleObject,
    connection::{Connection, CursorType, Edge},
};
use kernel::ids::OrderId;

use super::{
    answer::{caller, id, present, split},
    objects::{ChequePayload, NetworkCheck, Order, Settlement, StatementLine, VenueTotal},
    page,
};
use crate::{check, desk::Desk, look_up, statement};

/// The root of queries.
pub struct Query;

#[Object]
impl Query {
    /// Looks a cheque up by its code without consuming it.
    async fn cheque(&self, ctx: &Context<'_>, code: String) -> Result<ChequePayload> {
        let seen = look_up::look_up(ctx.data::<Desk>()?, &caller(ctx), &code).await;
        Ok(match split(seen)? {
            (Some(seen), _) => seen.into(),
            (None, refusal) => ChequePayload::refused(refusal),
        })
    }

    /// The orders that the caller may see, newest first; `first` at most 100.
    async fn orders(
        &self,
        ctx: &Context<'_>,
        after: Option<String>,
        first: Option<i32>,
    ) -> Result<Connection<String, Order>> {
        let before = after.as_deref().map(place_of).transpose()?;
        let most = page::size(first)?;
        let found = statement::orders(ctx.data::<Desk>()?, &caller(ctx), page::wide(most), before).await;
        let found = present(found)?.unwrap_or_default();
        let mut orders = Connection::new(before.is_some(), found.len() > most);
        orders.edges.extend(
            found.into_iter().take(most).map(|one| Edge::new(format!("{}.{}", one.placed_at.0, one.id), Order(one))),
        );
        Ok(orders)
    }

    /// A payment run.
    async fn settlement(&self, ctx: &Context<'_>, id: ID) -> Result<Option<Settlement>> {
        let Ok(id) = id.parse() else { return Ok(None) };
        let seen = statement::settlement(ctx.data::<Desk>()?, &caller(ctx), id).await;
        Ok(present(seen)?.flatten().map(Settlement::from))
    }

    /// What a venue is paid by a run, cheque by cheque.
    async fn statement(
        &self,
        ctx: &Context<'_>,
        venue_id: ID,
        settlement_id: ID,
        after: Option<String>,
        first: Option<i32>,
    ) -> Result<Option<Statement>> {
        let (Ok(venue), Ok(settlement)) = (id(&venue_id), id(&settlement_id)) else { return Ok(None) };
        let most = page::size(first)?;
        let start = after.as_deref().map_or(Ok(0), i64::decode_cursor).map_err(|_| page::unreadable())?;
        let seen =
            statement::statement(ctx.data::<Desk>()?, &caller(ctx), venue, settlement, page::wide(most), start).await;
        Ok(present(seen)?.flatten().map(|seen| shown(&seen, most, start > 0)))
    }

    /// The last recomputation of the invariants.
    async fn network_check(&self, ctx: &Context<'_>) -> Result<Option<NetworkCheck>> {
        let last = check::last_check(ctx.data::<Desk>()?, &caller(ctx)).await;
        Ok(present(last)?.flatten().map(NetworkCheck::from))
    }
}

/// The statement of a venue.
#[derive(SimpleObject)]
pub(super) struct Statement {
    settlement_no: i64,
    stage: &'static str,
    execution_day: Option<String>,
    total: VenueTotal,
    lines: Connection<i64, StatementLine>,
}

fn shown(seen: &statement::Statement, most: usize, not_first: bool) -> Statement {
    let mut lines = Connection::new(not_first, seen.lines.len() > most);
    lines.edges.extend(seen.lines.iter().take(most).map(|line| Edge::new(line.ledger_no, StatementLine::from(line))));
    Statement {
        settlement_no: seen.run.no,
        stage: seen.run.stage.name(),
        execution_day: seen.run.execution_day.map(|day| day.to_string()),
        total: seen.total.into(),
        lines,
    }
}

fn place_of(cursor: &str) -> Result<(i64, OrderId)> {
    let parts = cursor.split_once('.');
    parts.and_then(|(at, id)| Some((at.parse().ok()?, id.parse().ok()?))).ok_or_else(page::unreadable)
}
