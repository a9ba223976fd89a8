//! What an order asks, as it is typed: judged here in what a person can see at once, the rest by the network.

use kernel::clock::Day;

use super::rules::{self, OrderRulesInput};
use crate::{
    amount,
    form::{Form, Typed},
    format,
    words::t,
};

/// The publics of the scheme: as the schema names them, and the sentence that names them.
pub(super) const PUBLICS: [(&str, &str); 5] = [
    ("JOB_SEEKER", "public-job-seeker"),
    ("YOUNG_IN_INTEGRATION", "public-young"),
    ("SIXTY_AND_OVER", "public-sixty"),
    ("SOCIAL_MINIMA", "public-minima"),
    ("OTHER", "public-other"),
];

/// What was typed, read.
#[derive(Clone, Debug)]
pub(super) struct Terms {
    pub(super) carnets: i32,
    pub(super) cheques_per_carnet: i32,
    pub(super) face_value_cents: i32,
    pub(super) distribution_ends: Day,
    pub(super) validity_ends: Day,
    pub(super) tolerance_ends: Day,
    pub(super) communes: Vec<String>,
    pub(super) publics: Vec<String>,
    pub(super) rules: OrderRulesInput,
}

impl Terms {
    /// Cheques in all.
    pub(super) fn cheques(&self) -> i64 {
        i64::from(self.carnets) * i64::from(self.cheques_per_carnet)
    }

    /// What the funder pays.
    pub(super) fn value(&self) -> String {
        format::euros(self.cheques() * i64::from(self.face_value_cents))
    }
}

/// Ten cheques of ten euros: what most booklets are.
pub(super) fn usual() -> Typed {
    rules::usual(Typed::default().with("cheques", "10").with("valeur", "10"))
}

/// Reads the form; what cannot be read is said beside its field.
pub(super) fn read(form: &mut Form) -> Option<Terms> {
    let typed = form.typed().clone();
    let carnets = between(form, "carnets", amount::whole(typed.get("carnets")), 1..=100_000);
    let cheques_per_carnet = between(form, "cheques", amount::whole(typed.get("cheques")), 1..=50);
    let face_value = between(form, "valeur", amount::whole(typed.get("valeur")), 1..=255);
    let days = ["distribution", "validite", "tolerance"].map(|name| day(form, name));
    let rules = rules::read(form);
    let all = |name: &str| typed.all(name).into_iter().map(str::to_owned).collect::<Vec<_>>();
    let [distribution_ends, validity_ends, tolerance_ends] = days;
    let terms = Terms {
        carnets: carnets?,
        cheques_per_carnet: cheques_per_carnet?,
        face_value_cents: face_value? * 100,
        distribution_ends: distribution_ends?,
        validity_ends: validity_ends?,
        tolerance_ends: tolerance_ends?,
        communes: all("commune"),
        publics: all("public"),
        rules: rules?,
    };
    in_order(form, &terms).then_some(terms)
}

fn between(form: &mut Form, name: &str, read: Option<i32>, range: std::ops::RangeInclusive<i32>) -> Option<i32> {
    let read = read.filter(|number| range.contains(number));
    if read.is_none() {
        form.wrong(
            name,
            t("order-between").with("least", *range.start()).saying("most", format::count((*range.end()).into())),
        );
    }
    read
}

fn day(form: &mut Form, name: &str) -> Option<Day> {
    let read = form.typed().get(name).parse().ok();
    if read.is_none() {
        form.wrong(name, t("order-day-wrong"));
    }
    read
}

fn in_order(form: &mut Form, terms: &Terms) -> bool {
    if terms.validity_ends < terms.distribution_ends {
        form.wrong("validite", t("order-validity-before"));
    }
    if terms.tolerance_ends < terms.validity_ends {
        form.wrong("tolerance", t("order-tolerance-before"));
    }
    !form.is_wrong()
}
