//! What every step of a request begins and ends with.

use kernel::{
    access::{Action, Actor},
    clock::Day,
    ids::{CarnetId, RequestId},
};
use serde::{Deserialize, Serialize};
use store::{
    Fault, Reply, Tx,
    head::{self, Event},
};

use super::request::{Request, Stage, WaitsFor};
use crate::{
    carnets::hand_over::may_go,
    order::{Order, Serial},
    refusal::Refusal,
    rows::{self, requests as rows_of},
};

/// What is answered when a request is recorded or goes a step further. Nobody is named.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    /// Which.
    pub request: RequestId,
    /// What the slip bears.
    pub reference: String,
    /// Its stage after this step.
    pub stage: Stage,
    /// What it waits for, in the queue.
    pub waits_for: Option<WaitsFor>,
    /// The last day of this stage.
    pub due_by: Day,
}

impl Told {
    pub(super) fn of(one: &Request) -> Self {
        Self {
            request: one.id,
            reference: one.reference.clone(),
            stage: one.stage,
            waits_for: one.waits_for,
            due_by: one.due_by,
        }
    }
}

/// The request, if the caller may do that with it and it stands at one of these stages.
pub(super) fn still(tx: &mut Tx<'_>, actor: &Actor, action: Action, id: RequestId, stages: &[Stage]) -> Reply<Request> {
    let one = rows_of::find(tx.conn, id)?.ok_or(Refusal::NotFound)?;
    actor.may(action, one.structure).map_err(|_| Refusal::NotFound)?;
    at(&one, stages)?;
    Ok(one)
}

/// The request stands at one of these stages.
pub(super) fn at(one: &Request, stages: &[Stage]) -> Result<(), Refusal> {
    match stages.contains(&one.stage) {
        true => Ok(()),
        false => Err(Refusal::WrongStage { stage: one.stage.name() }),
    }
}

/// Writes the step, tells it, and answers it.
pub(super) fn step(tx: &mut Tx<'_>, from: &Request, to: &Request, topic: &'static str) -> Reply<Told> {
    changed(tx, from, to)?;
    let told = Told::of(to);
    head::announce(tx, &[Event::new(topic, &told)?])?;
    Ok(told)
}

/// Writes the step; when the request stands no more as it was read, the transaction runs again.
pub(super) fn changed(tx: &mut Tx<'_>, from: &Request, to: &Request) -> Result<(), Fault> {
    match rows_of::change(tx, from, to)? {
        true => Ok(()),
        false => Err(Fault::crossed("a request changed meanwhile")),
    }
}

/// Keeps a booklet of the request's order for it, in the place of the one that was kept. What was attested of a letter that came back
/// is asked anew.
///
/// Refusals, in this order: `NOT_FOUND`, `INPUT_INVALID` (`carnet`: of another order), those of handing it over, `CARNET_SET_ASIDE`.
pub(super) fn keep(tx: &mut Tx<'_>, one: &Request, written: &str) -> Reply<(Order, CarnetId)> {
    // Under the head, a booklet is not given to somebody else meanwhile.
    head::announce(tx, &[])?;
    let serial = Serial::parse(written).ok_or(Refusal::NotFound)?;
    let order = rows::orders::labelled(tx.conn, &serial.label)?.ok_or(Refusal::NotFound)?;
    let carnet = rows::carnets::find(tx.conn, order.id, serial.no)?.ok_or(Refusal::NotFound)?;
    if order.id != one.order {
        return Err(Refusal::Invalid { field: "carnet" }.into());
    }
    may_go(&order, &carnet, one.structure, tx.now().day())?;
    rows_of::free(tx, one.id)?;
    if let Some(before) = one.carnet {
        rows::attested::take_back(tx, before)?;
    }
    if !rows_of::keep(tx, carnet.id, one.id)? {
        return Err(Refusal::CarnetSetAside.into());
    }
    Ok((order, carnet.id))
}
