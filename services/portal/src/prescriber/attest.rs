//! What an order asks of who takes a booklet: whether they had one before, and who comes for it. Asked, attested, never a name.
//!
//! The same fields stand on every page that gives a booklet: from the stock, on request, or by the post.

use askama::{Template, filters::HtmlSafe};

use super::queries::{AttestationInput, Bearer, SecondCarnet};
use crate::{
    form::{Form, Typed},
    format,
    parts::{Facts, Radios},
    words::t,
};

/// The fields that ride from the page of the booklet to the page « Vérifiez ».
pub(super) const FIELDS: [&str; 4] = ["avant", "ancien", "ancienjour", "vient"];

/// What is asked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Asks {
    /// Whether the person had a booklet of the order before.
    pub(crate) former: bool,
    /// Who comes for the booklet.
    pub(crate) taken_by: bool,
}

impl Asks {
    /// What the rules of an order ask.
    pub(crate) fn of(second: SecondCarnet, personal: bool) -> Self {
        Self { former: second != SecondCarnet::Free, taken_by: personal }
    }
}

/// The fields that ask it; they write nothing where nothing is asked.
#[derive(Template)]
#[template(path = "prescriber/attest.html")]
pub(crate) struct Fields<'a> {
    form: &'a Form,
    asks: Asks,
}

impl<'a> Fields<'a> {
    /// Those of a form.
    pub(crate) fn of(form: &'a Form, asks: Asks) -> Self {
        Self { form, asks }
    }

    fn former(&self) -> Radios {
        let radios = self.form.radios("avant", t("prescriber-former")).hint(t("prescriber-former-hint"));
        let ways = ["jamais", "carnet", "jour"];
        ways.into_iter().fold(radios, |radios, way| radios.choice(way, t("prescriber-former-choice").with("way", way)))
    }

    fn taken_by(&self) -> Radios {
        let radios = self.form.radios("vient", t("prescriber-taken-by"));
        radios.choice("elle", t("prescriber-taken-by-holder")).choice("famille", t("prescriber-taken-by-family"))
    }
}

impl HtmlSafe for Fields<'_> {}

/// Says what is missing of what is asked.
pub(crate) fn judge(form: &mut Form, asks: Asks) {
    let typed = form.typed().clone();
    if asks.former {
        match typed.get("avant") {
            "jamais" => {}
            "carnet" if typed.some("ancien").is_some() => {}
            "carnet" => form.wrong("ancien", t("prescriber-former-carnet-missing")),
            "jour" if typed.some("ancienjour").is_some() => {}
            "jour" => form.wrong("ancienjour", t("prescriber-former-day-missing")),
            _ => form.wrong("avant", t("prescriber-former-missing")),
        }
    }
    if asks.taken_by && !["elle", "famille"].contains(&typed.get("vient")) {
        form.wrong("vient", t("prescriber-taken-by-missing"));
    }
}

/// What is attested, as the network takes it.
pub(crate) fn input(typed: &Typed) -> Option<AttestationInput> {
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

/// The facts of a page « Vérifiez », with what is attested: the answer, the number or the day that was told with it, and who comes.
pub(super) fn facts(facts: Facts, typed: &Typed, back: &str) -> Facts {
    let way = typed.some("avant");
    let former = way.map(|way| t("prescriber-former-choice").with("way", way).to_string());
    let told = |name: &str, wanted: &str| typed.some(name).filter(|_| way == Some(wanted));
    let who = match typed.get("vient") {
        "elle" => Some(t("prescriber-taken-by-holder").to_string()),
        "famille" => Some(t("prescriber-taken-by-family").to_string()),
        _ => None,
    };
    let attested = [
        ("prescriber-former-fact", former),
        ("prescriber-former-carnet", told("ancien", "carnet").map(str::to_owned)),
        ("prescriber-former-day", told("ancienjour", "jour").map(format::day)),
        ("prescriber-taken-by-fact", who),
    ];
    attested.into_iter().fold(facts, |facts, (name, value)| match value {
        Some(value) => facts.changed(t(name), value, back),
        None => facts,
    })
}
