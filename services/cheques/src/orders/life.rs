//! The life of an order, as those who order, pay or run the network read it.

use std::collections::HashMap;

use kernel::{
    access::{Action, Actor, Reach},
    clock::{At, Day},
    ids::{DocumentId, PersonId, StructureId},
};
use registry::identity::person;
use store::{Fault, Reply, conn::AnyConn};

use super::{
    calendar::Alert,
    count::count,
    delivery::Delivery,
    document::Document,
    step::{self, Proof, Step},
    tally::Tally,
};
use crate::{desk::Desk, order::Order, rows};

/// Everything that happened to an order, and what is to come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Life {
    /// The steps, oldest first, each with its author's name.
    pub steps: Vec<(Step, String)>,
    /// The documents, oldest first.
    pub documents: Vec<Document>,
    /// When the bank paid a credit note back, and under which reference.
    pub refunds: HashMap<DocumentId, (At, String)>,
    /// What left for distribution points, each with its name.
    pub deliveries: Vec<(Delivery, String)>,
    /// The calendar of the end: what is told, on which day, and when it was.
    pub calendar: Vec<(Alert, Day, Option<At>)>,
    /// The four counters at this instant.
    pub tally: Tally,
    /// How the proof of print stands today.
    pub proof: Proof,
}

/// The life of an order; nothing for who neither orders nor pays nor runs the network.
pub async fn life(desk: &Desk, actor: &Actor, order: &Order) -> Reply<Option<Life>> {
    let concerned = actor.may(Action::PlaceOrder, order.funder).is_ok();
    if !concerned && actor.reach(Action::ConfirmFunds) != Reach::Any {
        return Ok(None);
    }
    let (order, today) = (order.clone(), desk.store.now().day());
    desk.store.read("order.life", move |conn| Ok(Some(lived(conn, &order, today)?))).await
}

fn lived(conn: &mut AnyConn, order: &Order, today: Day) -> Result<Life, Fault> {
    let id = [order.id];
    let steps = rows::life::steps(conn, &id)?.remove(&order.id).unwrap_or_default();
    let documents = rows::life::documents(conn, &id)?;
    let deliveries = rows::life::deliveries(conn, &id)?.remove(&order.id).unwrap_or_default();
    let told = rows::life::told(conn, &id)?;
    let refunds = rows::funds::refunds(conn, &id)?.into_iter().map(|paid| (paid.document, (paid.at, paid.reference)));
    let refunds = refunds.collect();
    let (people, points) = (names(conn, &steps)?, points(conn, &deliveries)?);
    let calendar = Alert::ALL.map(|alert| {
        let at = told.get(&(order.id, alert.name().to_owned())).copied();
        (alert, alert.day(&order.terms), at)
    });
    Ok(Life {
        proof: step::proof(&steps, today),
        steps: steps
            .into_iter()
            .map(|step| (step.clone(), people.get(&step.by).cloned().unwrap_or_default()))
            .collect(),
        documents,
        refunds,
        deliveries: deliveries.into_iter().map(|one| (one, points.get(&one.to).cloned().unwrap_or_default())).collect(),
        calendar: calendar.to_vec(),
        tally: count(conn, order)?,
    })
}

fn names(conn: &mut AnyConn, steps: &[Step]) -> Result<HashMap<PersonId, String>, Fault> {
    let ids: Vec<PersonId> = steps.iter().map(|step| step.by).collect();
    Ok(person::of_ids(conn, &ids)?.into_iter().map(|person| (person.id, person.name)).collect())
}

fn points(conn: &mut AnyConn, deliveries: &[Delivery]) -> Result<HashMap<StructureId, String>, Fault> {
    let ids: Vec<StructureId> = deliveries.iter().map(|delivery| delivery.to).collect();
    registry::structure::names(conn, &ids)
}
