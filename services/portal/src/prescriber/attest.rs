//! What an order asks of who takes a booklet: whether they had one before, and who comes for it. Asked, attested, never a name.

use super::queries::{AttestationInput, Bearer, Carnet, SecondCarnet};
use crate::{
    form::{Form, Typed},
    parts::{Facts, Radios},
    words::t,
};

/// The fields that ride from the page of the booklet to the page « Vérifiez ».
pub(super) const FIELDS: [&str; 4] = ["avant", "ancien", "ancienjour", "vient"];

/// Whether the person had a booklet of this order.
pub(super) fn former(form: &Form) -> Radios {
    let radios = form.radios("avant", t("prescriber-former")).hint(t("prescriber-former-hint"));
    let ways = ["jamais", "carnet", "jour"];
    ways.into_iter().fold(radios, |radios, way| radios.choice(way, t("prescriber-former-choice").with("way", way)))
}

/// Who comes for the booklet.
pub(super) fn taken_by(form: &Form) -> Radios {
    let radios = form.radios("vient", t("prescriber-taken-by"));
    radios.choice("elle", t("prescriber-taken-by-holder")).choice("famille", t("prescriber-taken-by-family"))
}

/// Whether a booklet asks whether there was another one before.
pub(super) fn asks_former(carnet: &Carnet) -> bool {
    carnet.second_carnet != SecondCarnet::Free
}

/// Says what is missing of what the booklet asks.
pub(super) fn judge(form: &mut Form, carnet: &Carnet) {
    let typed = form.typed().clone();
    if asks_former(carnet) {
        match typed.get("avant") {
            "jamais" => {}
            "carnet" if typed.some("ancien").is_some() => {}
            "carnet" => form.wrong("ancien", t("prescriber-former-carnet-missing")),
            "jour" if typed.some("ancienjour").is_some() => {}
            "jour" => form.wrong("ancienjour", t("prescriber-former-day-missing")),
            _ => form.wrong("avant", t("prescriber-former-missing")),
        }
    }
    if carnet.personal && !["elle", "famille"].contains(&typed.get("vient")) {
        form.wrong("vient", t("prescriber-taken-by-missing"));
    }
}

/// What is attested, as the network takes it.
pub(super) fn input(typed: &Typed) -> Option<AttestationInput> {
    let taken_by = match typed.get("vient") {
        "elle" => Some(Bearer::Holder),
        "famille" => Some(Bearer::Family),
        _ => None,
    };
    let way = typed.get("avant");
    let told = |name: &str, wanted: &str| typed.some(name).filter(|_| way == wanted).map(str::to_owned);
    let input = AttestationInput {
        first_carnet: way == "jamais",
        former_carnet: told("ancien", "carnet"),
        former_on: told("ancienjour", "jour"),
        taken_by,
    };
    (!way.is_empty() || taken_by.is_some()).then_some(input)
}

/// The facts of a page « Vérifiez », with what is attested.
pub(super) fn facts(facts: Facts, typed: &Typed, back: &str) -> Facts {
    let way = Some(typed.get("avant")).filter(|way| !way.is_empty());
    let former = way.map(|way| t("prescriber-former-choice").with("way", way).to_string());
    let who = match typed.get("vient") {
        "elle" => Some(t("prescriber-taken-by-holder").to_string()),
        "famille" => Some(t("prescriber-taken-by-family").to_string()),
        _ => None,
    };
    let told = [("prescriber-former-fact", former), ("prescriber-taken-by-fact", who)];
    told.into_iter().fold(facts, |facts, (name, value)| match value {
        Some(value) => facts.changed(t(name), value, back),
        None => facts,
    })
}
