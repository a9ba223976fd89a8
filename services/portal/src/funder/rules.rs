//! What a funder settles for its cheques: read of an order, and typed in its form.

use crate::{
    amount,
    form::{Form, Typed},
    format,
    parts::{Facts, Radios},
    schema,
    words::t,
};

/// The parameters of an order.
#[derive(cynic::QueryFragment)]
pub(super) struct OrderRules {
    communes_year: Option<i32>,
    cap_cheques: Option<i32>,
    second_carnet: SecondCarnet,
    second_months: Option<i32>,
    family_may_present: bool,
    holds_forgiven: Option<i32>,
    paper_days: i32,
    minimum_payment_cents: i32,
}

/// Whether somebody may be given a second booklet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, cynic::Enum)]
pub(super) enum SecondCarnet {
    Free,
    Never,
    AfterMonths,
    AfterAllUsed,
}

impl SecondCarnet {
    const fn word(self) -> &'static str {
        match self {
            Self::Free => "libre",
            Self::Never => "jamais",
            Self::AfterMonths => "mois",
            Self::AfterAllUsed => "utilises",
        }
    }

    fn of(word: &str) -> Self {
        match word {
            "jamais" => Self::Never,
            "mois" => Self::AfterMonths,
            "utilises" => Self::AfterAllUsed,
            _ => Self::Free,
        }
    }
}

impl OrderRules {
    /// The facts of an order, with what is settled besides.
    pub(super) fn told(&self, facts: Facts) -> Facts {
        let second = t("rules-second-told")
            .with("rule", self.second_carnet.word())
            .with("months", self.second_months.unwrap_or_default());
        let cap = self.cap_cheques.map_or_else(|| t("rules-cap-none").to_string(), |cap| cap.to_string());
        let family = if self.family_may_present { t("rules-yes") } else { t("rules-no") };
        facts
            .known(t("rules-year"), self.communes_year)
            .fact(t("rules-cap"), cap)
            .fact(t("rules-second"), second)
            .fact(t("rules-family"), family)
            .known(t("rules-holds"), self.holds_forgiven)
            .fact(t("rules-paper"), self.paper_days)
            .fact(t("rules-minimum"), format::euros(self.minimum_payment_cents.into()))
    }
}

/// What was typed, as the network takes it.
#[derive(Clone, Debug, cynic::InputObject)]
pub(super) struct OrderRulesInput {
    communes_year: Option<i32>,
    cap_cheques: Option<i32>,
    second_carnet: SecondCarnet,
    second_months: Option<i32>,
    family_may_present: bool,
    holds_forgiven: Option<i32>,
    paper_days: i32,
    minimum_payment_cents: i32,
}

/// The usual rules, as a form shows them first.
pub(super) fn usual(typed: Typed) -> Typed {
    typed.with("second", "libre").with("famille", "oui").with("papier", "0").with("minimum", "0")
}

/// Reads the rules; what cannot be read is said beside its field.
pub(super) fn read(form: &mut Form) -> Option<OrderRulesInput> {
    let typed = form.typed().clone();
    let cap = whole(form, &typed, "plafond", None);
    let holds = whole(form, &typed, "oublis", None);
    let paper = whole(form, &typed, "papier", Some(0));
    let minimum = match typed.some("minimum").map(amount::cents) {
        None => Some(0),
        Some(None) => {
            form.wrong("minimum", t("rules-number-wrong"));
            None
        }
        Some(cents) => cents,
    };
    let second = SecondCarnet::of(typed.get("second"));
    let months = if second == SecondCarnet::AfterMonths { whole(form, &typed, "mois", None)? } else { None };
    if second == SecondCarnet::AfterMonths && months.is_none() {
        form.wrong("mois", t("rules-number-wrong"));
    }
    Some(OrderRulesInput {
        communes_year: None,
        cap_cheques: cap?,
        second_carnet: second,
        second_months: months,
        family_may_present: typed.get("famille") != "non",
        holds_forgiven: holds?,
        paper_days: paper?.unwrap_or_default(),
        minimum_payment_cents: minimum?,
    })
}

/// A number that may be left out; none, and said, when it is not one.
fn whole(form: &mut Form, typed: &Typed, name: &str, usual: Option<i32>) -> Option<Option<i32>> {
    let Some(text) = typed.some(name) else { return Some(usual) };
    let read = amount::whole(text);
    if read.is_none() {
        form.wrong(name, t("rules-number-wrong"));
    }
    read.map(Some)
}

/// Whether a second booklet is given.
pub(super) fn second(form: &Form) -> Radios {
    let rules = ["libre", "jamais", "mois", "utilises"];
    rules.into_iter().fold(form.radios("second", t("rules-second")), |all, rule| {
        all.choice(rule, t("rules-second-choice").with("rule", rule))
    })
}

/// Whether the family may present a cheque.
pub(super) fn family(form: &Form) -> Radios {
    form.radios("famille", t("rules-family")).choice("oui", t("rules-yes")).choice("non", t("rules-no"))
}
