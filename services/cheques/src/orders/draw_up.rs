//! Drawing a document up: the next number of its year, what it says at this instant, and the hash of this.

use kernel::{cents::Cents, ids::PersonId};
use store::{Fault, Tx};

use super::document::{self, Body, Document, Kind};
use crate::{desk::House, order::Order, rows};

/// Writes a document of an order; `says` adds what its kind says besides.
///
/// Numbers have no gap: the number is the last one plus one, and two that cross break their key and are drawn up again.
pub(crate) fn draw_up(
    tx: &mut Tx<'_>,
    house: &House,
    order: &Order,
    (kind, amount): (Kind, Cents),
    by: PersonId,
    says: impl FnOnce(&mut Body),
) -> Result<Document, Fault> {
    let (day, at) = (tx.now().day(), tx.now());
    let no = rows::life::next_no(tx.conn, kind, day.year())?;
    let mut body = body(tx, house, order, amount)?;
    body.number = document::number(kind, day.year(), no);
    says(&mut body);
    let text = serde_json::to_string(&body).map_err(|error| Fault::because("a document cannot be written", error))?;
    let hash = document::hash(&text);
    let document = Document {
        id: tx.chance().id(),
        kind,
        year: day.year(),
        no,
        order: order.id,
        at,
        by,
        amount,
        body,
        text,
        hash,
    };
    rows::life::insert_document(tx, &document)?;
    Ok(document)
}

fn body(tx: &mut Tx<'_>, house: &House, order: &Order, amount: Cents) -> Result<Body, Fault> {
    let terms = &order.terms;
    let funder = registry::structure::names(tx.conn, &[order.funder])?.remove(&order.funder).unwrap_or_default();
    Ok(Body {
        number: String::new(),
        day: tx.now().day(),
        issuer: house.name.clone(),
        iban: house.iban.clone(),
        bic: house.bic.clone(),
        funder,
        label: order.label.clone(),
        carnets: terms.carnets,
        cheques_per_carnet: terms.cheques_per_carnet,
        face_value: terms.face_value,
        value: terms.value().map_err(|error| Fault::because("an order's value does not fit", error))?,
        amount,
        distribution_ends: terms.distribution_ends,
        validity_ends: terms.validity_ends,
        tolerance_ends: terms.tolerance_ends,
        communes: terms.communes.iter().cloned().collect(),
        publics: terms.publics.iter().copied().collect(),
        rules: terms.rules,
        until: None,
        tally: None,
        follows: None,
    })
}
