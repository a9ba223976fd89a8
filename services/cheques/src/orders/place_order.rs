//! Placing an order: a funder says how many booklets, of what value, for whom, until when. What it places it has signed.

use kernel::{
    access::{Action, Actor},
    cents::Cents,
    clock::Day,
    ids::{OrderId, PersonId, StructureId},
};
use serde::{Deserialize, Serialize};
use store::{
    Reply, Tx,
    act::{ActKey, ContentHash},
    head::{self, Event},
};

use crate::{
    desk::Desk,
    order::{LABEL_SYMBOLS, Order, Terms},
    refusal::Refusal,
    rows,
};

/// What is asked.
#[derive(Clone, Debug, Serialize)]
pub struct PlaceOrder {
    /// Who pays.
    pub funder: StructureId,
    /// What is ordered.
    pub terms: Terms,
}

/// What is answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Placed {
    /// The order.
    pub order: OrderId,
    /// Its label, printed on every booklet.
    pub label: String,
}

/// Places the order. Refusals: `FORBIDDEN`, `INPUT_INVALID`, `DATES_INVALID`, `COMMUNE_UNKNOWN`, `VINTAGE_UNKNOWN`, `NOT_FOUND` (the funder).
pub async fn place_order(desk: &Desk, actor: &Actor, key: &str, asked: PlaceOrder) -> Reply<Placed> {
    actor.may(Action::PlaceOrder, asked.funder)?;
    let (person, _) = actor.known()?;
    let act = ActKey::of(actor, Action::PlaceOrder, key)?;
    let content = ContentHash::of(&asked)?;
    desk.store
        .once(act, content, move |tx| {
            let order = write(tx, &asked, None, person)?;
            let placed = Placed { order: order.id, label: order.label };
            head::announce(tx, &[Event::new("order.placed", &placed)?])?;
            Ok(placed)
        })
        .await
}

/// Writes an order once it is judged: signed by who places it, or a quote to be signed until a day.
pub(crate) fn write(tx: &mut Tx<'_>, asked: &PlaceOrder, quote_ends: Option<Day>, person: PersonId) -> Reply<Order> {
    sensible(&asked.terms, tx.now().day())?;
    let year = grounded(tx, asked)?;
    let mut order = draft(tx, asked);
    order.terms.rules.commune_year = year;
    (order.quote_ends, order.signed_at) = (quote_ends, quote_ends.is_none().then_some(order.placed_at));
    rows::orders::insert(tx, &order, person)?;
    Ok(order)
}

fn sensible(terms: &Terms, today: Day) -> Result<(), Refusal> {
    let whole_euros = terms.face_value.get() % 100 == 0 && (100..=25_500).contains(&terms.face_value.get());
    let horizon = today.plus_days(10 * 366);
    if !(1..=100_000).contains(&terms.carnets) {
        return Err(Refusal::Invalid { field: "carnets" });
    }
    if !(1..=50).contains(&terms.cheques_per_carnet) {
        return Err(Refusal::Invalid { field: "size" });
    }
    // What a bank transfer and a 32-bit amount of the API still carry.
    if terms.value().is_ok_and(|value| value > LARGEST_ORDER) {
        return Err(Refusal::Invalid { field: "carnets" });
    }
    if terms.communes.len() > MOST_COMMUNES || !terms.communes.iter().all(|code| registry::territory::is_code(code)) {
        return Err(Refusal::NoSuchCommune);
    }
    if !whole_euros {
        return Err(Refusal::Invalid { field: "faceValue" });
    }
    if let Some(field) = terms.rules.wrong(terms.cheques_per_carnet) {
        return Err(Refusal::Invalid { field });
    }
    if terms.distribution_ends < today || terms.validity_ends < terms.distribution_ends {
        return Err(Refusal::Dates);
    }
    if terms.tolerance_ends < terms.validity_ends || terms.tolerance_ends > horizon {
        return Err(Refusal::Dates);
    }
    Ok(())
}

/// 21 million euros.
const LARGEST_ORDER: Cents = Cents::new(2_100_000_000);
const MOST_COMMUNES: usize = 500;

/// The year under whose communes the perimeter is named, if it names any.
fn grounded(tx: &mut Tx<'_>, asked: &PlaceOrder) -> Reply<Option<i32>> {
    if registry::structure::names(tx.conn, &[asked.funder])?.is_empty() {
        return Err(Refusal::NotFound.into());
    }
    let today = registry::territory::known_year(tx.now().day().year());
    let year = asked.terms.rules.commune_year.map_or(Ok(today), registry::territory::vintage)?;
    let wanted: Vec<(&str, i32)> = asked.terms.communes.iter().map(|code| (code.as_str(), year)).collect();
    if registry::territory::names(tx.conn, &wanted)?.len() != wanted.len() {
        return Err(Refusal::NoSuchCommune.into());
    }
    Ok((!asked.terms.communes.is_empty()).then_some(year))
}

fn draft(tx: &Tx<'_>, asked: &PlaceOrder) -> Order {
    // A label that exists already breaks its key; the transaction runs again and draws another.
    let label = kernel::code::Code::draw(tx.chance()).symbols().chars().take(LABEL_SYMBOLS).collect();
    Order {
        id: tx.chance().id(),
        funder: asked.funder,
        label,
        terms: asked.terms.clone(),
        placed_at: tx.now(),
        signed_at: None,
        quote_ends: None,
        issued_carnets: 0,
        issued_at: None,
        print_file: None,
        received: Cents::ZERO,
        covered_carnets: 0,
        funds_at: None,
        closed_at: None,
    }
}
