//! What the analyst and the funder read: counts, from cheques alone.

use async_graphql::{Context, Enum, ID, Object, Result, SimpleObject, connection::Connection};
use registry::graph::{
    answer::{caller, present},
    page,
};

use crate::{
    desk::Desk,
    figures::{commune_figures, funnel},
};

/// The part of the root of queries that reads figures.
#[derive(Default)]
pub(super) struct FiguresQuery;

#[Object]
impl FiguresQuery {
    /// What became of the cheques of all orders that the caller may see, or of one.
    async fn funnel(&self, ctx: &Context<'_>, order_id: Option<ID>) -> Result<Option<Funnel>> {
        let Ok(order) = order_id.map(|id| id.parse()).transpose() else { return Ok(None) };
        let seen = funnel::funnel(ctx.data::<Desk>()?, &caller(ctx), order).await;
        Ok(present(seen)?.flatten().map(Funnel))
    }

    /// Booklets and cheques by commune in a year, of all orders or of the caller's own; null for a year that is not known.
    async fn commune_figures(&self, ctx: &Context<'_>, year: i32) -> Result<Option<CommuneFigures>> {
        let seen = commune_figures::commune_figures(ctx.data::<Desk>()?, &caller(ctx), year).await;
        Ok(present(seen)?.flatten().map(CommuneFigures::from))
    }
}

/// Cheques, and their value.
#[derive(SimpleObject)]
pub(super) struct Count {
    cheques: i64,
    amount_cents: i64,
}
impl From<funnel::Count> for Count {
    fn from(count: funnel::Count) -> Self {
        Self { cheques: count.cheques, amount_cents: count.amount.get() }
    }
}

/// Four steps, each a part of the one before.
#[derive(SimpleObject)]
pub(super) struct FunnelSteps {
    /// Printed.
    issued: Count,
    /// In booklets that are in somebody's hand.
    handed_over: Count,
    /// Honoured by a venue.
    used: Count,
    /// Paid to the venue by the bank.
    settled: Count,
}
impl From<funnel::Steps> for FunnelSteps {
    fn from(steps: funnel::Steps) -> Self {
        Self {
            issued: steps.issued.into(),
            handed_over: steps.handed_over.into(),
            used: steps.used.into(),
            settled: steps.settled.into(),
        }
    }
}

/// The steps of one order.
#[derive(SimpleObject)]
pub(super) struct OrderFunnel {
    order_id: ID,
    label: String,
    /// Null when they are not shown.
    steps: Option<FunnelSteps>,
    /// Why they are not.
    hidden: Option<Hidden>,
}
impl From<funnel::OrderFunnel> for OrderFunnel {
    fn from(one: funnel::OrderFunnel) -> Self {
        Self {
            order_id: one.order.to_string().into(),
            label: one.label,
            hidden: one.steps.is_none().then_some(Hidden::SmallNumbers),
            steps: one.steps.map(FunnelSteps::from),
        }
    }
}

/// What became of cheques.
pub(super) struct Funnel(funnel::Funnel);

#[Object]
impl Funnel {
    /// All of them; null when the sum is not shown either.
    async fn total(&self) -> Option<FunnelSteps> {
        self.0.total.map(FunnelSteps::from)
    }

    /// Order by order, newest first; `first` at most 100.
    async fn orders(&self, after: Option<String>, first: Option<i32>) -> Result<Connection<usize, OrderFunnel>> {
        page::of(after, first, |start, most| {
            let rest = self.0.orders.iter().enumerate().skip(start);
            rest.take(most).map(|(place, one)| (place + 1, one.clone().into())).collect()
        })
    }
}

/// Why a number is not shown.
#[derive(Clone, Copy, PartialEq, Eq, Enum)]
pub(super) enum Hidden {
    /// It is about fewer than eleven people, or would give such a number away.
    SmallNumbers,
}

/// A number, to the nearest five.
#[derive(SimpleObject)]
pub(super) struct Figure {
    /// Null when it is not shown.
    count: Option<i64>,
    /// Why it is not.
    hidden: Option<Hidden>,
}
impl From<Option<i64>> for Figure {
    fn from(count: Option<i64>) -> Self {
        Self { count, hidden: count.is_none().then_some(Hidden::SmallNumbers) }
    }
}

/// The figures of a commune.
#[derive(SimpleObject)]
pub(super) struct CommuneFigure {
    code: ID,
    name: String,
    /// Booklets handed over to people who live there.
    carnets: Figure,
    /// Cheques used at its venues.
    cheques: Figure,
}

/// The figures of a year, commune by commune.
#[derive(SimpleObject)]
pub(super) struct CommuneFigures {
    year: i32,
    /// Booklets handed over in all.
    carnets: Figure,
    /// Cheques used in all.
    cheques: Figure,
    /// By name.
    communes: Vec<CommuneFigure>,
}
impl From<commune_figures::Figures> for CommuneFigures {
    fn from(figures: commune_figures::Figures) -> Self {
        let commune = |one: commune_figures::CommuneFigures| CommuneFigure {
            code: one.code.into(),
            name: one.name,
            carnets: one.carnets.into(),
            cheques: one.cheques.into(),
        };
        Self {
            year: figures.year,
            carnets: figures.carnets.into(),
            cheques: figures.cheques.into(),
            communes: figures.communes.into_iter().map(commune).collect(),
        }
    }
}
