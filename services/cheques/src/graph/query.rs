//! What can be read.

use async_graphql::{
    Context, ID, Object, Result, SimpleObject,
    connection::{Connection, CursorType},
};
use kernel::{
    clock::Day,
    ids::OrderId,
    refusal::{Code, Refusal as Said},
};
use registry::graph::{
    answer::{caller, id, present, split},
    page,
};

use super::{
    counter::{self, Booklet, BookletPayload, Counter, CounterDay, CounterLook, LookOverPayload, ReceiptSeen},
    money::{Share, Transfer},
    objects::{ChequePayload, NetworkCheck, Order, Settlement, StatementLine, VenueTotal},
    prescriber::{self, CarnetPayload, HandOver, StockLine},
};
use crate::{
    books::check,
    carnets::{booklet, look_carnet_up, stock},
    counter::{counter_day, counters, look_over, look_up, receipt_again, redeem::Presented},
    desk::Desk,
    payments::{settlement, statement},
};

/// The part of the root of queries that reads orders, cheques and single runs.
#[derive(Default)]
pub(super) struct ChequesQuery;

#[Object]
impl ChequesQuery {
    /// Looks a cheque up by its code without consuming it.
    async fn cheque(&self, ctx: &Context<'_>, code: String) -> Result<ChequePayload> {
        let seen = look_up::look_up(ctx.data::<Desk>()?, &caller(ctx), &code).await;
        Ok(match split(seen)? {
            (Some(seen), _) => seen.into(),
            (None, refusal) => ChequePayload::refused(refusal),
        })
    }

    /// The counters of the caller's own structure, by name; `first` at most 100.
    async fn counters(
        &self,
        ctx: &Context<'_>,
        after: Option<String>,
        first: Option<i32>,
    ) -> Result<Connection<usize, Counter>> {
        let found = present(counters::counters(ctx.data::<Desk>()?, &caller(ctx)).await)?.unwrap_or_default();
        page::of(after, first, |start, most| numbered(found, start, most, Counter::from))
    }

    /// Looks 1 to 10 cheques over for a venue: which it could take now, which not and why. Nothing is consumed.
    async fn look_over(&self, ctx: &Context<'_>, venue_id: ID, codes: Vec<String>) -> Result<LookOverPayload> {
        let reply = match id(&venue_id) {
            Ok(venue) => look_over::look_over(ctx.data::<Desk>()?, &caller(ctx), Presented::bare(venue, codes)).await,
            Err(_) => Err(Said::of(Code::Forbidden).into()),
        };
        let (look, refusal) = split(reply)?;
        Ok(LookOverPayload { look: look.map(CounterLook::from), refusal })
    }

    /// A receipt of the caller's own structure, told again.
    async fn receipt(&self, ctx: &Context<'_>, id: ID) -> Result<Option<ReceiptSeen>> {
        let Ok(id) = id.parse() else { return Ok(None) };
        let seen = receipt_again::receipt(ctx.data::<Desk>()?, &caller(ctx), id).await;
        Ok(present(seen)?.flatten().map(ReceiptSeen::from))
    }

    /// A day of a venue of the caller's own structure, today unless told; `first` at most 100.
    async fn counter_day(
        &self,
        ctx: &Context<'_>,
        venue_id: ID,
        day: Option<String>,
        after: Option<String>,
        first: Option<i32>,
    ) -> Result<Option<CounterDay>> {
        let (Ok(venue), Ok(day)) = (id(&venue_id), day.map(|day| day.parse::<Day>()).transpose()) else {
            return Ok(None);
        };
        let (most, before) = (page::size(first)?, after.as_deref().map(counter::place).transpose()?);
        let (desk, wide) = (ctx.data::<Desk>()?, page::wide(most));
        let seen = counter_day::counter_day(desk, &caller(ctx), venue, day, wide, before).await;
        Ok(present(seen)?.flatten().map(|seen| counter::day(seen, most, before.is_some())))
    }

    /// What remains in a booklet, for whoever holds it and one of its cheques. Open to all.
    async fn booklet(&self, ctx: &Context<'_>, serial: String, code: String) -> Result<BookletPayload> {
        let (booklet, refusal) = split(booklet::booklet(ctx.data::<Desk>()?, &serial, &code).await)?;
        Ok(BookletPayload { booklet: booklet.map(Booklet::from), refusal })
    }

    /// Looks a booklet up before it is handed over, by its printed number or the code of one of its cheques.
    async fn carnet(&self, ctx: &Context<'_>, prescriber_id: ID, written: String) -> Result<CarnetPayload> {
        let reply = match id(&prescriber_id) {
            Ok(it) => look_carnet_up::look_carnet_up(ctx.data::<Desk>()?, &caller(ctx), it, &written).await,
            Err(_) => Err(Said::of(Code::Forbidden).into()),
        };
        let (seen, refusal) = split(reply)?;
        Ok(seen.map_or(CarnetPayload { carnet: None, refusal }, CarnetPayload::from))
    }

    /// The stock of a prescriber, order by order, the one that ends first at the top; `first` at most 100.
    async fn stock(
        &self,
        ctx: &Context<'_>,
        prescriber_id: ID,
        after: Option<String>,
        first: Option<i32>,
    ) -> Result<Connection<usize, StockLine>> {
        let found = match id(&prescriber_id) {
            Ok(prescriber) => stock::stock(ctx.data::<Desk>()?, &caller(ctx), prescriber).await,
            Err(trouble) => Err(trouble),
        };
        let found = present(found)?.unwrap_or_default();
        page::of(after, first, |start, most| numbered(found, start, most, |line| StockLine::from(&line)))
    }

    /// What a prescriber handed over, newest first; `first` at most 100.
    async fn hand_overs(
        &self,
        ctx: &Context<'_>,
        prescriber_id: ID,
        after: Option<String>,
        first: Option<i32>,
    ) -> Result<Connection<String, HandOver>> {
        let (most, before) = (page::size(first)?, after.as_deref().map(prescriber::place).transpose()?);
        let found = match id(&prescriber_id) {
            Ok(it) => stock::hand_overs(ctx.data::<Desk>()?, &caller(ctx), it, page::wide(most), before).await,
            Err(trouble) => Err(trouble),
        };
        Ok(prescriber::hand_overs(present(found)?.unwrap_or_default(), most, before.is_some()))
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
        Ok(page::listed(found.into_iter().map(|one| (cursor(&one), Order(one))), most, before.is_some()))
    }

    /// An order.
    async fn order(&self, ctx: &Context<'_>, id: ID) -> Result<Option<Order>> {
        let Ok(id) = id.parse() else { return Ok(None) };
        let seen = statement::order(ctx.data::<Desk>()?, &caller(ctx), id).await;
        Ok(present(seen)?.flatten().map(Order))
    }

    /// A payment run.
    async fn settlement(&self, ctx: &Context<'_>, id: ID) -> Result<Option<Settlement>> {
        let Ok(id) = id.parse() else { return Ok(None) };
        let caller = caller(ctx);
        let seen = statement::settlement(ctx.data::<Desk>()?, &caller, id).await;
        let person = caller.known().ok().map(|(person, _)| person);
        Ok(present(seen)?.flatten().map(|seen| Settlement::seen_by(seen, person)))
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
    prepared_at: String,
    /// The day asked of the bank.
    execution_day: Option<String>,
    /// When the bank's payment was confirmed.
    paid_at: Option<String>,
    /// The transfer in which the structure is paid, for all of its venues together.
    transfer: Option<Transfer>,
    total: VenueTotal,
    /// What became of the venue's part of the run; null while it is being prepared.
    share: Option<Share>,
    /// Days for which the venue keeps the torn papers once it was paid: the most that the orders of its lines ask.
    paper_days: i64,
    /// The last day on which it keeps them; null: until it is paid, and those days more.
    papers_until: Option<String>,
    lines: Connection<i64, StatementLine>,
    /// The signed root of the ledger at the end of the run's month, or the last before: printed, it shows any later change.
    root: Option<String>,
}

fn shown(seen: &statement::Statement, most: usize, not_first: bool) -> Statement {
    let told = |line: &settlement::StatementLine| StatementLine::of(line, seen.services.get(&line.receipt).cloned());
    let lines = page::listed(seen.lines.iter().map(|line| (line.ledger_no, told(line))), most, not_first);
    Statement {
        settlement_no: seen.run.no,
        stage: seen.run.stage.name(),
        prepared_at: seen.run.prepared_at.iso_seconds(),
        execution_day: seen.run.execution_day.map(|day| day.to_string()),
        paid_at: seen.run.confirmed_at.map(kernel::clock::At::iso_seconds),
        transfer: seen.transfer.clone().map(Transfer::from),
        total: seen.total.into(),
        share: seen.share.map(Share::from),
        paper_days: seen.keeping.days,
        papers_until: seen.keeping.until.map(|day| day.to_string()),
        lines,
        root: seen.root.as_ref().map(ToString::to_string),
    }
}

fn cursor(seen: &statement::OrderSeen) -> String {
    format!("{}.{}", seen.order.placed_at.0, seen.order.id)
}

fn place_of(cursor: &str) -> Result<(i64, OrderId)> {
    page::place(cursor)
}

/// The part of a short list that a page shows, each with its place.
fn numbered<T, N>(found: Vec<T>, start: usize, most: usize, shown: impl Fn(T) -> N) -> Vec<(usize, N)> {
    let rest = found.into_iter().enumerate().skip(start).take(most);
    rest.map(|(place, one)| (place + 1, shown(one))).collect()
}
