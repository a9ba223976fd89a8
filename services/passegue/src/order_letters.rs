//! The letters of an order's end: what is told on each day of its calendar, to whom, once.

use std::time::Duration;

use cheques::orders::{
    alerts::{self, Due},
    calendar::Alert,
};
use kernel::{
    access::Role,
    clock::At,
    ids::StructureId,
    words::{self, Fact, Written, long_day},
};
use registry::identity::{addressees, lodge::Lodge, mail::Mail};
use store::{Fault, Reply, Tx};
use tokio::time::{MissedTickBehavior, interval_at};

/// How often a centre looks whether something is due.
const LOOKS_EVERY: Duration = Duration::from_secs(600);
/// A letter that could not be sent for that long says nothing any more.
const OF_USE_MS: i64 = 10 * 24 * 3_600_000;

/// Who writes them.
#[derive(Clone, Debug)]
pub struct OrderLetters {
    lodge: Lodge,
}

/// Whom a letter concerns, and so what it says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Funder,
    Operator,
    Distributor,
    Venue,
}

impl OrderLetters {
    /// For the centre of that lodge.
    pub const fn new(lodge: Lodge) -> Self {
        Self { lodge }
    }

    /// Tells what is due and was never told; answers how many letters were written.
    pub async fn look(&self) -> Reply<usize> {
        let store = self.lodge.store();
        let now = store.now();
        let due = store.read("orders.due", move |conn| Ok(alerts::due(conn, now)?)).await?;
        let mut letters = 0;
        for one in due {
            let lodge = self.lodge.clone();
            letters += store.transact("orders.tell", move |tx| Ok(tell(tx, &lodge, &one)?)).await?;
        }
        Ok(letters)
    }

    /// Looks every ten minutes, for ever: spawn it, abort it to stop.
    pub async fn keep(self) {
        let mut ticks = interval_at(tokio::time::Instant::now() + LOOKS_EVERY, LOOKS_EVERY);
        ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            ticks.tick().await;
            if let Err(trouble) = self.look().await {
                tracing::warn!(cause = ?trouble, "an alert of an order was not told; it will be tried again");
            }
        }
    }
}

/// One alert: its letters and the memory that it was told, in one transaction.
fn tell(tx: &mut Tx<'_>, lodge: &Lodge, due: &Due) -> Result<usize, Fault> {
    let to = addressed(tx, due)?;
    if !alerts::record(tx, due, to.len())? {
        return Ok(0);
    }
    let until = At(tx.now().0).plus_ms(OF_USE_MS);
    let count = to.len();
    for (side, mail) in to {
        addressees::write(tx, lodge, mail, letter(due, side), until)?;
    }
    Ok(count)
}

/// Who is written to: the funder and the operator always, distributors while they may still hand over, venues once
/// cheques are refused.
fn addressed(tx: &mut Tx<'_>, due: &Due) -> Result<Vec<(Side, Mail)>, Fault> {
    let mut to = Vec::new();
    let mut add = |tx: &mut Tx<'_>, side: Side, role: Role, structures: &[StructureId]| -> Result<(), Fault> {
        let found = addressees::of_structures(tx.conn, role, structures)?;
        to.extend(found.into_iter().map(|(_, mail)| (side, mail)));
        Ok(())
    };
    add(tx, Side::Funder, Role::Funder, &[due.order.funder])?;
    match due.alert {
        Alert::FortnightBefore | Alert::WeekBefore => {
            let distributors: Vec<StructureId> = due.distributors.iter().copied().collect();
            add(tx, Side::Distributor, Role::Prescriber, &distributors)?;
        }
        Alert::Invalid => {
            let venues: Vec<StructureId> = due.venues.iter().copied().collect();
            add(tx, Side::Venue, Role::VenueManager, &venues)?;
        }
        Alert::MonthBefore | Alert::Statement => {}
    }
    to.extend(addressees::of_role(tx.conn, Role::Operator)?.into_iter().map(|mail| (Side::Operator, mail)));
    Ok(to)
}

/// The letter of an alert, as its reader needs it.
fn letter(due: &Due, side: Side) -> (String, String) {
    let (terms, tally) = (&due.order.terms, &due.tally);
    let (name, reader) = match (side, due.alert) {
        (Side::Distributor, _) => ("order-stop", "distributor"),
        (Side::Venue, _) => ("order-refused", "venue"),
        (Side::Funder, alert) => (named(alert), "funder"),
        (Side::Operator, alert) => (named(alert), "operator"),
    };
    let number = |count: i64| Fact::from(count.to_string());
    let facts = [
        ("label", due.order.label.as_str().into()),
        ("side", reader.into()),
        ("validity", long_day(terms.validity_ends).into()),
        ("tolerance", long_day(terms.tolerance_ends).into()),
        ("issued", number(tally.issued)),
        ("handed", number(tally.handed_over)),
        ("stock", number(tally.in_stock)),
        ("started", number(tally.started)),
    ];
    let Written { subject, body } = words::letter(name, &facts);
    (subject, body)
}

const fn named(alert: Alert) -> &'static str {
    match alert {
        Alert::MonthBefore => "order-month",
        Alert::FortnightBefore => "order-fortnight",
        Alert::WeekBefore => "order-week",
        Alert::Invalid => "order-invalid",
        Alert::Statement => "order-statement",
    }
}
