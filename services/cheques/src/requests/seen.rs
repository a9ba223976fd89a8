//! Requests as they are read: with the person by the structure that recorded them, without by the funder and the network.

use std::collections::{BTreeSet, HashMap};

use kernel::{
    access::{Action, Actor, Reach},
    clock::At,
    ids::{CarnetId, OrderId, RequestId, StructureId, VenueId},
};
use store::{Fault, Reply, conn::AnyConn, personal::Personal};

use super::{
    request::{Request, Stage},
    rule::Rule,
    who::Who,
};
use crate::{
    desk::Desk,
    order::Order,
    orders::rules::Rules,
    rows::{
        self, request_counts,
        requests::{self, Wanted},
    },
};

/// A request as it is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    /// The request.
    pub request: Request,
    /// The label of the order that pays.
    pub order_label: String,
    /// What that order asks of who takes a booklet, among its rules.
    pub rules: Rules,
    /// The structure that recorded it.
    pub structure_name: String,
    /// The name of the commune where the person lives.
    pub home_name: String,
    /// The printed number of the booklet, once there is one.
    pub carnet: Option<String>,
    /// The name of the place where it is kept.
    pub place_name: Option<String>,
    /// Whether its day is past.
    pub late: bool,
    /// How a list names the person; none once they are forgotten, and for who does not know them.
    pub short_name: Option<String>,
    /// Who asks, on the page of the request alone.
    pub who: Option<Who>,
    /// The venues of the structure where a booklet may be kept, on the page of the request alone.
    pub places: Vec<(VenueId, String)>,
}

/// The requests of the caller's structure, newest first, before a place in the list; one more than `first` when others follow.
pub async fn carnet_requests(
    desk: &Desk,
    actor: &Actor,
    stage: Option<Stage>,
    first: i64,
    before: Option<(At, RequestId)>,
) -> Reply<Vec<Seen>> {
    let (Some(mine), Reach::Own | Reach::Any) = (actor.organisation(), actor.reach(Action::CarnetRequests)) else {
        return Ok(Vec::new());
    };
    let wanted = Wanted { structure: Some(mine), stage, ..Wanted::default() };
    let (personal, now) = (desk.cabinet().personal(), desk.store.now());
    desk.store
        .read_still("carnet-requests", move |conn| {
            let found = requests::page(conn, &wanted, before, first + 1)?;
            let people = people(conn, &personal, &found)?;
            let mut seen = seen(conn, found, now)?;
            for one in &mut seen {
                one.short_name = people.get(&one.request.id).map(Who::short);
            }
            Ok(seen)
        })
        .await
}

/// A request with the person, for the structure that recorded it.
pub async fn carnet_request(desk: &Desk, actor: &Actor, id: RequestId) -> Reply<Option<Seen>> {
    let (actor, personal, now) = (actor.clone(), desk.cabinet().personal(), desk.store.now());
    desk.store
        .read_still("carnet-request", move |conn| {
            let may = |one: &Request| actor.may(Action::CarnetRequest, one.structure).is_ok();
            let found: Vec<Request> = requests::find(conn, id)?.filter(may).into_iter().collect();
            let mut people = people(conn, &personal, &found)?;
            let Some(mut seen) = seen(conn, found, now)?.pop() else { return Ok(None) };
            seen.who = people.remove(&id);
            seen.short_name = seen.who.as_ref().map(Who::short);
            seen.places = registry::venue::of_structure(conn, seen.request.structure)?;
            Ok(Some(seen))
        })
        .await
}

/// What the funder or the network wants of the queue.
#[derive(Clone, Copy, Debug, Default)]
pub struct Queued {
    /// Of this order alone.
    pub order: Option<OrderId>,
    /// This request alone.
    pub request: Option<RequestId>,
}

/// The queue of the caller's orders, or of all for the network, newest first: nobody is named.
pub async fn request_queue(
    desk: &Desk,
    actor: &Actor,
    queued: Queued,
    first: i64,
    before: Option<(At, RequestId)>,
) -> Reply<Vec<Seen>> {
    let funder = match (actor.reach(Action::RequestQueue), actor.organisation()) {
        (Reach::Any, _) => None,
        (Reach::Own, Some(mine)) => Some(mine),
        (Reach::Own, None) | (Reach::Never, _) => return Ok(Vec::new()),
    };
    let wanted = Wanted { funder, order: queued.order, stage: Some(Stage::Waiting), structure: None };
    let now = desk.store.now();
    desk.store
        .read_still("request-queue", move |conn| {
            let found = match queued.request {
                None => requests::page(conn, &wanted, before, first + 1)?,
                Some(id) => its(conn, id, funder)?.into_iter().collect(),
            };
            Ok(seen(conn, found, now)?)
        })
        .await
}

/// One request, if it is of an order of that funder.
fn its(conn: &mut AnyConn, id: RequestId, funder: Option<StructureId>) -> Result<Option<Request>, Fault> {
    let Some(found) = requests::find(conn, id)? else { return Ok(None) };
    let order = rows::orders::find(conn, found.order)?;
    let is_theirs = order.is_some_and(|order| funder.is_none_or(|funder| funder == order.funder));
    Ok(Some(found).filter(|_| is_theirs))
}

/// The rule of an order, and how many requests stand at each stage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleSeen {
    /// The order.
    pub order: OrderId,
    /// Its label.
    pub label: String,
    /// The rule.
    pub rule: Rule,
    /// Requests at each stage.
    pub counts: HashMap<Stage, i64>,
}

/// The rule of an order of the caller's, or of any for the network.
pub async fn request_rule(desk: &Desk, actor: &Actor, order: OrderId) -> Reply<Option<RuleSeen>> {
    let actor = actor.clone();
    desk.store
        .read_still("request-rule", move |conn| {
            let found = rows::orders::find(conn, order)?;
            let Some(found) = found.filter(|one| actor.may(Action::RequestRule, one.funder).is_ok()) else {
                return Ok(None);
            };
            let rule = request_counts::rules(conn, &[order])?.remove(&order).unwrap_or_default();
            Ok(Some(RuleSeen { order, label: found.label, rule, counts: request_counts::by_stage(conn, order)? }))
        })
        .await
}

fn people(conn: &mut AnyConn, personal: &Personal, found: &[Request]) -> Result<HashMap<RequestId, Who>, Fault> {
    let ids: Vec<RequestId> = found.iter().map(|one| one.id).collect();
    let sealed = requests::people(conn, &ids)?;
    sealed.into_iter().map(|(id, sealed)| Ok((id, Who::open(personal, id, &sealed)?))).collect()
}

/// The same with the names of orders, communes, structures, places and booklets: one statement for each.
fn seen(conn: &mut AnyConn, found: Vec<Request>, now: At) -> Result<Vec<Seen>, Fault> {
    let orders: BTreeSet<OrderId> = found.iter().map(|one| one.order).collect();
    let orders: HashMap<OrderId, Order> =
        rows::orders::of_ids(conn, &Vec::from_iter(orders))?.into_iter().map(|order| (order.id, order)).collect();
    let structures: BTreeSet<StructureId> = found.iter().map(|one| one.structure).collect();
    let structures = registry::structure::names(conn, &Vec::from_iter(structures))?;
    let places: BTreeSet<VenueId> = found.iter().filter_map(|one| one.place).collect();
    let places = registry::venue::names(conn, &Vec::from_iter(places))?;
    let homes: Vec<(&str, i32)> = found.iter().map(|one| (one.home_commune.as_str(), one.commune_year)).collect();
    let homes = registry::territory::names(conn, &homes)?;
    let carnets: Vec<CarnetId> = found.iter().filter_map(|one| one.carnet).collect();
    let carnets = rows::carnets::covers(conn, &carnets)?;
    let told = |one: Request| {
        let structure_name = structures.get(&one.structure).cloned().unwrap_or_default();
        let place = one.place.and_then(|place| places.get(&place).cloned());
        let home = homes.get(&(one.home_commune.clone(), one.commune_year)).cloned();
        let order = orders.get(&one.order);
        Seen {
            order_label: order.map(|order| order.label.clone()).unwrap_or_default(),
            rules: order.map(|order| order.terms.rules).unwrap_or_default(),
            home_name: home.unwrap_or_else(|| one.home_commune.clone()),
            carnet: one.carnet.and_then(|id| carnets.get(&id)).map(|(serial, _)| serial.to_string()),
            place_name: (one.stage == Stage::SetAside).then(|| place.unwrap_or_else(|| structure_name.clone())),
            structure_name,
            late: one.is_late(now.day()),
            short_name: None,
            who: None,
            places: Vec::new(),
            request: one,
        }
    };
    Ok(found.into_iter().map(told).collect())
}
