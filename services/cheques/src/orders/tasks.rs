//! What waits for somebody in the life of orders: computed from facts, told to those who can do it.

use std::collections::HashMap;

use kernel::{
    access::{Action, Actor, Reach},
    cents::Cents,
    clock::Day,
    ids::{OrderId, StructureId},
};
use store::{Fault, Reply, conn::AnyConn};

use super::{
    calendar::Alert,
    delivery::Delivery,
    document::{Document, Kind},
    step::{self, Proof, Step},
};
use crate::{desk::Desk, order::Order, rows};

/// What is to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Task {
    /// A quote waits to be signed.
    SignQuote,
    /// An order has no invoice.
    Invoice,
    /// A proof of print is to be sent.
    ProposeProof,
    /// A proof of print waits for its answer.
    AnswerProof,
    /// The proof is approved: the booklets are to be printed.
    Print,
    /// Booklets that were sent have not been counted.
    Count,
    /// The end is near.
    EndNears,
    /// The funder has to take note of the end.
    ValidateEnd,
    /// The tolerance is past: what is left is to be given back.
    Close,
    /// The end statement is to be proposed.
    ProposeStatement,
    /// The end statement waits for its answer.
    AnswerStatement,
    /// The credit note is to be drawn up.
    CreditNote,
    /// The bank's payment of the credit note is to be recorded.
    Refund,
}

impl Task {
    /// Every task.
    pub const ALL: [Self; 13] = [
        Self::SignQuote,
        Self::Invoice,
        Self::ProposeProof,
        Self::AnswerProof,
        Self::Print,
        Self::Count,
        Self::EndNears,
        Self::ValidateEnd,
        Self::Close,
        Self::ProposeStatement,
        Self::AnswerStatement,
        Self::CreditNote,
        Self::Refund,
    ];

    /// The deed by which it is done: whoever may do it is told.
    const fn action(self) -> Action {
        match self {
            Self::SignQuote => Action::SignOrder,
            Self::Invoice => Action::IssueInvoice,
            Self::ProposeProof => Action::ProposeProof,
            Self::AnswerProof => Action::AnswerProof,
            Self::Print => Action::RecordPrinting,
            Self::Count => Action::DispatchCarnets,
            Self::EndNears | Self::ProposeStatement => Action::ProposeEndStatement,
            Self::ValidateEnd => Action::ValidateOrderEnd,
            Self::Close => Action::CloseExpiredOrder,
            Self::AnswerStatement => Action::AnswerEndStatement,
            Self::CreditNote => Action::IssueCreditNote,
            Self::Refund => Action::ConfirmRefund,
        }
    }
}

/// A task of an order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrderTask {
    /// The order.
    pub order: OrderId,
    /// Its label.
    pub label: String,
    /// What is to be done.
    pub task: Task,
    /// By when, where there is a day.
    pub until: Option<Day>,
}

/// Orders that are under way are some tens; more than these are not looked at.
const MOST_ORDERS: i64 = 500;

/// What waits for the caller, the nearest day first.
pub async fn order_tasks(desk: &Desk, actor: &Actor) -> Reply<Vec<OrderTask>> {
    let funder = match (actor.reach(Action::OrderTasks), actor.organisation()) {
        (Reach::Any, _) => None,
        (Reach::Own, Some(mine)) => Some(mine),
        (Reach::Own, None) | (Reach::Never, _) => return Ok(Vec::new()),
    };
    let (actor, today) = (actor.clone(), desk.store.now().day());
    let found = desk.store.read("order.tasks", move |conn| Ok(waiting(conn, funder, today)?)).await?;
    let mut mine: Vec<OrderTask> = found
        .into_iter()
        .filter(|(task, funder)| match actor.reach(task.task.action()) {
            Reach::Any => true,
            Reach::Own => actor.organisation() == Some(*funder),
            Reach::Never => false,
        })
        .map(|(task, _)| task)
        .collect();
    mine.sort_by_key(|task| (task.until.is_none(), task.until, task.task));
    Ok(mine)
}

fn waiting(
    conn: &mut AnyConn,
    funder: Option<StructureId>,
    today: Day,
) -> Result<Vec<(OrderTask, StructureId)>, Fault> {
    let orders = rows::orders::page(conn, funder, None, MOST_ORDERS)?;
    let ids: Vec<OrderId> = orders.iter().map(|order| order.id).collect();
    let mut steps = rows::life::steps(conn, &ids)?;
    let mut deliveries = rows::life::deliveries(conn, &ids)?;
    let paid = rows::funds::refunds(conn, &ids)?;
    let mut documents: HashMap<OrderId, Vec<(Document, bool)>> = HashMap::new();
    for document in rows::life::documents(conn, &ids)? {
        let is_paid = paid.iter().any(|paid| paid.document == document.id);
        documents.entry(document.order).or_default().push((document, is_paid));
    }
    let mut all = Vec::new();
    for order in orders {
        let story = Story {
            steps: steps.remove(&order.id).unwrap_or_default(),
            deliveries: deliveries.remove(&order.id).unwrap_or_default(),
            documents: documents.remove(&order.id).unwrap_or_default(),
            order,
        };
        let order = &story.order;
        let tasks = story.tasks(today).into_iter().map(|(task, until)| {
            (OrderTask { order: order.id, label: order.label.clone(), task, until }, order.funder)
        });
        all.extend(tasks);
    }
    Ok(all)
}

/// An order and all that is judged.
struct Story {
    order: Order,
    steps: Vec<Step>,
    deliveries: Vec<Delivery>,
    /// Each document, and whether the bank paid it back.
    documents: Vec<(Document, bool)>,
}

type Waits = (Task, Option<Day>);

impl Story {
    fn tasks(&self, today: Day) -> Vec<Waits> {
        if self.order.closed_at.is_some() {
            return self.after().into_iter().collect();
        }
        if self.order.signed_at.is_none() {
            let open = self.order.quote_ends.filter(|until| today <= *until);
            return open.map(|until| (Task::SignQuote, Some(until))).into_iter().collect();
        }
        let invoiced = self.documents.iter().any(|(document, _)| document.kind == Kind::Invoice);
        let mut tasks: Vec<Waits> = Vec::new();
        tasks.extend((!invoiced).then_some((Task::Invoice, None)));
        tasks.extend(self.printing(today));
        tasks.extend(self.deliveries.iter().any(|one| one.counted.is_none()).then_some((Task::Count, None)));
        tasks.extend(self.ending(today));
        tasks
    }

    /// From the proof to the print, as long as booklets may still be handed over.
    fn printing(&self, today: Day) -> Option<Waits> {
        let over = today > self.order.terms.distribution_ends || self.order.issued_at.is_none();
        if over || step::was(&self.steps, step::Kind::Printed) {
            return None;
        }
        Some(match step::proof(&self.steps, today) {
            Proof::None | Proof::Refused | Proof::Lapsed { .. } => (Task::ProposeProof, None),
            Proof::Waiting { until } => (Task::AnswerProof, Some(until)),
            Proof::Approved => (Task::Print, None),
        })
    }

    fn ending(&self, today: Day) -> Vec<Waits> {
        let terms = &self.order.terms;
        if self.order.received == Cents::ZERO || today < Alert::MonthBefore.day(terms) {
            return Vec::new();
        }
        if today > terms.tolerance_ends.plus_days(1) {
            return vec![(Task::Close, None)];
        }
        let ends = Some(terms.validity_ends).filter(|day| today <= *day);
        let mut tasks: Vec<Waits> = ends.map(|day| (Task::EndNears, Some(day))).into_iter().collect();
        let open = today <= terms.validity_ends && !step::was(&self.steps, step::Kind::EndValidated);
        tasks.extend(open.then(|| (Task::ValidateEnd, Some(Alert::WeekBefore.day(terms)))));
        tasks
    }

    /// Once it is closed: statement, answer, credit note, refund.
    fn after(&self) -> Option<Waits> {
        let of = |kind: Kind| self.documents.iter().filter(move |(document, _)| document.kind == kind);
        let Some((statement, _)) = of(Kind::EndStatement).next_back() else {
            return Some((Task::ProposeStatement, Some(Alert::Statement.day(&self.order.terms))));
        };
        let number = statement.number();
        let answer = self.steps.iter().rfind(|step| step.document.as_ref() == Some(&number)).map(|step| step.kind);
        match answer {
            None => Some((Task::AnswerStatement, None)),
            Some(step::Kind::StatementAccepted) => {
                let credited = Cents::total(of(Kind::CreditNote).map(|(note, _)| note.body.amount)).ok()?;
                match credited < statement.body.amount {
                    true => Some((Task::CreditNote, None)),
                    false => of(Kind::CreditNote).any(|(_, paid)| !paid).then_some((Task::Refund, None)),
                }
            }
            Some(_) => Some((Task::ProposeStatement, None)),
        }
    }
}
