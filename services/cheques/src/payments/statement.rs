//! Reading: orders, runs and statements, for those who may see them.

use std::collections::{BTreeSet, HashMap};

use kernel::{
    access::{Action, Actor, Reach},
    cents::Cents,
    ids::{OrderId, ReceiptId, SettlementId, StructureId, VenueId},
    root::PrintedRoot,
};
use store::{Fault, Reply, conn::AnyConn};

use crate::{
    books::daily_root,
    corrections::papers::Keeping,
    counter::service::Service,
    desk::Desk,
    order::{Order, Part},
    payments::{
        payday::{self, Transfer},
        settle,
        settlement::{Payment, Settlement, Stage, StatementLine, VenueTotal},
        share::Share,
    },
    rows,
};

/// An order, with the name of who pays.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrderSeen {
    /// The order.
    pub order: Order,
    /// The funder's name.
    pub funder_name: String,
}

/// A run with its sums.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunSeen {
    /// The run.
    pub run: Settlement,
    /// What each venue is paid.
    pub venues: Vec<VenueTotal>,
    /// What each venue has of it, once it is prepared.
    pub shares: Vec<Share>,
    /// The payments.
    pub payments: Vec<Payment>,
    /// The names of those who are paid.
    pub names: HashMap<StructureId, String>,
    /// Accounts on which nothing was paid before, while the run waits to be approved.
    pub new_accounts: usize,
}

const fn total_of(share: Share) -> VenueTotal {
    VenueTotal { venue: share.venue, structure: share.structure, cheques: share.cheques, amount: share.gathered }
}

/// What a venue is paid by a run, and a page of its lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// The run.
    pub run: Settlement,
    /// The venue's total: what this run gathered.
    pub total: VenueTotal,
    /// What became of it: brought over, kept back, paid; none while the run is prepared.
    pub share: Option<Share>,
    /// The transfer in which its structure is paid, once the run pays anybody.
    pub transfer: Option<Transfer>,
    /// A page of lines, in order of ledger; one more than asked when others follow.
    pub lines: Vec<StatementLine>,
    /// The signed root of the ledger at the end of the month, or the last before that; none before the first.
    pub root: Option<PrintedRoot>,
    /// Until when the torn papers are kept.
    pub keeping: Keeping,
    /// What the acts of these lines paid for, where the venue declared it.
    pub services: HashMap<ReceiptId, Service>,
}

/// A page of the orders that the caller may see, newest first; one more than `first` when others follow.
pub async fn orders(desk: &Desk, actor: &Actor, first: i64, before: Option<(i64, OrderId)>) -> Reply<Vec<OrderSeen>> {
    let funder = match (actor.reach(Action::Orders), actor.organisation()) {
        (Reach::Any, _) => None,
        (Reach::Own, Some(mine)) => Some(mine),
        (Reach::Own, None) | (Reach::Never, _) => return Ok(Vec::new()),
    };
    let look = move |conn: &mut AnyConn| {
        let orders = rows::orders::page(conn, funder, before, first + 1)?;
        Ok(named(conn, orders)?)
    };
    desk.store.read("orders", look).await
}

/// An order, if the caller may see it.
pub async fn order(desk: &Desk, actor: &Actor, id: OrderId) -> Reply<Option<OrderSeen>> {
    let actor = actor.clone();
    let look = move |conn: &mut AnyConn| {
        let order = rows::orders::find(conn, id)?.filter(|order| actor.may(Action::Order, order.funder).is_ok());
        Ok(named(conn, order.into_iter().collect())?.pop())
    };
    desk.store.read("order", look).await
}

/// The parts in which an order's funds came, for those who order or pay; nothing for others.
pub async fn funds(desk: &Desk, actor: &Actor, order: &Order) -> Reply<Vec<Part>> {
    let pays = actor.may(Action::PlaceOrder, order.funder).is_ok() || actor.reach(Action::ConfirmFunds) == Reach::Any;
    let id = order.id;
    match pays {
        true => desk.store.read("order.funds", move |conn| Ok(rows::funds::parts(conn, id)?)).await,
        false => Ok(Vec::new()),
    }
}

fn named(conn: &mut AnyConn, orders: Vec<Order>) -> Result<Vec<OrderSeen>, Fault> {
    let funders: Vec<_> = orders.iter().map(|order| order.funder).collect();
    let names = registry::structure::names(conn, &funders)?;
    let named = |order: Order| OrderSeen { funder_name: names.get(&order.funder).cloned().unwrap_or_default(), order };
    Ok(orders.into_iter().map(named).collect())
}

/// A run, if the caller may see it.
pub async fn settlement(desk: &Desk, actor: &Actor, id: SettlementId) -> Reply<Option<RunSeen>> {
    if actor.may_anywhere(Action::Settlement).is_err() {
        return Ok(None);
    }
    desk.store
        .read("settlement", move |conn| {
            let Some(run) = rows::settlements::find(conn, id)? else { return Ok(None) };
            let shares = rows::shares::of_run(conn, id)?;
            let venues = match run.stage {
                Stage::Preparing => rows::settlements::by_venue(conn, id)?,
                _ => shares.iter().copied().map(total_of).collect(),
            };
            let payments = rows::settlements::payments(conn, id)?;
            let new_accounts = match run.stage {
                Stage::Prepared => settle::first_times(conn, &payments)?,
                _ => 0,
            };
            let structures: Vec<_> = payments.iter().map(|payment| payment.structure).collect();
            let names = registry::structure::names(conn, &structures)?;
            Ok(Some(RunSeen { run, venues, shares, payments, names, new_accounts }))
        })
        .await
}

/// The statement of a venue in a run, if the caller may see it; lines after a place.
pub async fn statement(
    desk: &Desk,
    actor: &Actor,
    venue: VenueId,
    id: SettlementId,
    first: i64,
    after: i64,
) -> Reply<Option<Statement>> {
    let actor = actor.clone();
    desk.store
        .read("statement", move |conn| {
            let owner = registry::venue::owner(conn, venue)?;
            if owner.is_none_or(|owner| actor.may(Action::Statement, owner).is_err()) {
                return Ok(None);
            }
            let Some(run) = rows::settlements::find(conn, id)? else { return Ok(None) };
            let share = rows::shares::of_venue(conn, id, venue)?;
            let total = match share.map(total_of) {
                Some(total) => Some(total),
                None => rows::settlements::by_venue(conn, id)?.into_iter().find(|total| total.venue == venue),
            };
            let Some(total) = total else { return Ok(None) };
            let lines = rows::settlements::statement_lines(conn, id, venue, after, first + 1)?;
            let transfer = payday::transfer(conn, &run, total.structure)?;
            let root = daily_root::of_month(conn, run.prepared_at.day())?;
            let receipts: BTreeSet<ReceiptId> = lines.iter().map(|line| line.receipt).collect();
            let services = rows::services::of_receipts(conn, &Vec::from_iter(receipts))?;
            let paid_at = rows::arrivals::paid_at(conn, id, venue)?;
            let keeping = Keeping::of(rows::papers::days_kept(conn, id, venue)?, paid_at);
            Ok(Some(Statement { run, total, share, transfer, lines, root, keeping, services }))
        })
        .await
}

impl RunSeen {
    /// The total of the run: what it pays; what it gathered while it is being prepared.
    pub fn amount(&self) -> Result<Cents, Fault> {
        let gathered = self.venues.iter().map(|total| total.amount);
        let total = match self.run.stage {
            Stage::Preparing => Cents::total(gathered),
            _ => Cents::total(self.payments.iter().map(|payment| payment.amount)),
        };
        total.map_err(|error| Fault::because("the total of a settlement does not fit", error))
    }
}
