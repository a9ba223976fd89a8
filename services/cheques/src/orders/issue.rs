//! Issuing: the codes are drawn and sealed, then booklets and cheques are made, chunk by chunk.
//!
//! The sealed file comes first: a crash afterwards leaves a run that the next call resumes with the same codes.

use std::{collections::HashMap, sync::Arc};

use kernel::{
    access::{Action, Actor},
    code::Code,
    ids::{CarnetId, OrderId},
};
use serde::{Deserialize, Serialize};
use store::{
    Fault, Reply, Store, Tx,
    act::{self, ActKey, ContentHash},
    conn::AnyConn,
    files::{self, FileFacts},
    head::{self, Event},
};

use crate::{
    desk::Desk,
    order::Order,
    orders::print_run::{self, PrintRun},
    refusal::Refusal,
    rows::{self, cheques::Blank},
};

/// What is answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Issued {
    /// The order.
    pub order: OrderId,
    /// Booklets made.
    pub carnets: i64,
    /// Cheques made.
    pub cheques: i64,
    /// The first booklet's printed number.
    pub first: String,
    /// The last booklet's printed number.
    pub last: String,
    /// The sealed print run; its hash is that of the run before it is laid out.
    pub print_run: FileFacts,
}

// Small enough that a redemption waiting behind a chunk waits some tens of milliseconds.
const CHEQUES_PER_CHUNK: i64 = 2000;

/// Issues the booklets of an order. Refusals: `FORBIDDEN`, `NOT_FOUND`, `WRONG_STAGE` (a quote, already issued, or closed).
pub async fn issue_carnets(desk: &Desk, actor: &Actor, key: &str, order: OrderId) -> Reply<Issued> {
    actor.may_anywhere(Action::IssueCarnets)?;
    let act = ActKey::of(actor, Action::IssueCarnets, key)?;
    let content = ContentHash::of(&order)?;
    if let Some(issued) = answered(&desk.store, act.clone(), content).await? {
        return Ok(issued);
    }
    let (order, file, run) = begin(desk, order).await?;
    let mut from = order.issued_carnets;
    while from < order.terms.carnets {
        from = chunk(desk, &order, &run).await?;
    }
    end(desk, act, content, order, file).await
}

async fn answered(store: &Store, act: ActKey, content: ContentHash) -> Reply<Option<Issued>> {
    store
        .read("issueCarnets.recall", move |conn| {
            let stored = act::recall(conn, std::slice::from_ref(&act))?.remove(&act);
            Ok(stored.map(|stored| stored.answer(content)).transpose()?.transpose()?)
        })
        .await
}

/// Seals the codes of an order, or finds those that an interrupted run sealed.
async fn begin(desk: &Desk, id: OrderId) -> Reply<(Order, FileFacts, Arc<PrintRun>)> {
    let order = desk.store.read("issueCarnets.order", move |conn| unissued(conn, id)).await?;
    let kept = match order.print_file {
        Some(_) => order,
        None => keep(desk, order).await?,
    };
    let file = kept.print_file.ok_or_else(|| Fault::broken("an order kept no print run"))?;
    let facts = desk.store.read("issueCarnets.file", move |conn| files::facts(conn, file)).await?;
    let cabinet = desk.keys.cabinet.clone();
    let run = aside(move || PrintRun::read(&cabinet.open(file)?)).await?;
    Ok((kept, facts, Arc::new(run)))
}

fn unissued(conn: &mut AnyConn, id: OrderId) -> Reply<Order> {
    let order = rows::orders::find(conn, id)?.ok_or(Refusal::NotFound)?;
    match order.issued_at.is_some() || order.closed_at.is_some() || order.signed_at.is_none() {
        true => Err(Refusal::WrongStage { stage: order.stage().name() }.into()),
        false => Ok(order),
    }
}

/// Draws and seals the codes before the transaction that makes them the order's; of two that cross, one is kept.
async fn keep(desk: &Desk, order: Order) -> Reply<Order> {
    let (id, cabinet, chance) = (order.id, desk.keys.cabinet.clone(), desk.store.chance().clone());
    let sealed = aside(move || {
        let run = PrintRun::draw(&order, &chance)?;
        cabinet.seal(&chance, &format!("carnets-{}.csv", order.label), print_run::MEDIA_TYPE, &run.write())
    });
    let facts = sealed.await?;
    desk.store
        .transact("issueCarnets.begin", move |tx| {
            let order = unissued(tx.conn, id)?;
            if order.print_file.is_some() {
                return Ok(order);
            }
            files::record(tx, &facts)?;
            if !rows::orders::keep_print_file(tx, id, facts.id)? {
                return Err(Fault::crossed("another run of codes was kept meanwhile").into());
            }
            unissued(tx.conn, id)
        })
        .await
}

/// What takes long and touches no database, off the threads that answer.
async fn aside<T: Send + 'static>(work: impl FnOnce() -> Result<T, Fault> + Send + 'static) -> Result<T, Fault> {
    let done = tokio::task::spawn_blocking(work).await;
    done.map_err(|error| Fault::because("a print run died", error))?
}

async fn chunk(desk: &Desk, order: &Order, run: &Arc<PrintRun>) -> Reply<i64> {
    let (id, size, value) = (order.id, order.terms.cheques_per_carnet, order.terms.face_value);
    let carnets = (CHEQUES_PER_CHUNK / size).max(1);
    let (desk_here, run) = (desk.clone(), run.clone());
    desk.store
        .transact("issueCarnets.chunk", move |tx| {
            let order = rows::orders::find(tx.conn, id)?.ok_or(Refusal::NotFound)?;
            let from = order.issued_carnets;
            let to = order.terms.carnets.min(from + carnets);
            let pepper = desk_here.newest_pepper()?;
            // After a run was cancelled its booklets are there, and get new codes.
            let there = rows::carnets::between(tx.conn, order.id, (from + 1, to))?;
            let known: HashMap<i64, CarnetId> = there.iter().map(|carnet| (carnet.no, carnet.id)).collect();
            let new = |no: i64| known.get(&no).copied().unwrap_or_else(|| tx.chance().id());
            let made: Vec<(CarnetId, i64)> = (from + 1..=to).map(|no| (new(no), no)).collect();
            let blank: Vec<(CarnetId, i64)> = made.iter().filter(|(_, no)| !known.contains_key(no)).copied().collect();
            let mut blanks = Vec::new();
            for (carnet, carnet_no) in &made {
                for no in 1..=size {
                    let code = code_of(run.codes(), *carnet_no, no, size)?;
                    let id = pepper.cheque_id(code);
                    blanks.push(Blank { id, pepper_no: pepper.no(), carnet: *carnet, order: order.id, no, value });
                }
            }
            if !rows::orders::advance_issue(tx, order.id, from, to)? {
                return Err(Fault::unavailable("two issues of one order crossed").into());
            }
            rows::carnets::insert(tx, order.id, &blank)?;
            rows::cheques::insert(tx, &blanks)?;
            Ok(to)
        })
        .await
}

fn code_of(codes: &[Code], carnet: i64, no: i64, size: i64) -> Result<&Code, Fault> {
    let place = usize::try_from((carnet - 1) * size + no - 1);
    place.ok().and_then(|place| codes.get(place)).ok_or_else(|| Fault::broken("a print run is too short for its order"))
}

async fn end(desk: &Desk, act: ActKey, content: ContentHash, order: Order, print_run: FileFacts) -> Reply<Issued> {
    desk.store
        .once(act, content, move |tx: &mut Tx<'_>| {
            if !rows::orders::end_issue(tx, order.id)? {
                return Err(Refusal::WrongStage { stage: "issued" }.into());
            }
            let issued = Issued {
                order: order.id,
                carnets: order.terms.carnets,
                cheques: order.terms.cheques(),
                first: order.serial(1).to_string(),
                last: order.serial(order.terms.carnets).to_string(),
                print_run: print_run.clone(),
            };
            head::announce(tx, &[Event::new("order.issued", &issued)?])?;
            Ok(issued)
        })
        .await
}
