//! `/reseau/encaissements/RECEIPT/corriger`, `/retenir`, `/liberer`: which cheques, why, and what follows from it.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Response},
};
use cynic::MutationBuilder;

use super::queries::{self, Act, ActLine};
use crate::{
    ask::Refusal,
    form::{Form, Typed},
    format,
    operator::door,
    page::{Page, see},
    parts::Checks,
    portal::Portal,
    schema,
    trouble::Trouble,
    visitor::Member,
    words::t,
};

#[derive(cynic::QueryVariables)]
struct Change {
    key: cynic::Id,
    receipt: cynic::Id,
    lines: Vec<i32>,
    reason: String,
    blocked: bool,
}

#[derive(cynic::QueryFragment)]
struct ReverseRedemptionsPayload {
    refusal: Option<Refusal>,
}

#[derive(cynic::QueryFragment)]
struct HoldRedemptionsPayload {
    refusal: Option<Refusal>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "Change")]
struct Reverse {
    #[arguments(key: $key, chosen: { receiptId: $receipt, lines: $lines }, reason: $reason, blocked: $blocked)]
    reverse_redemptions: ReverseRedemptionsPayload,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "Change")]
struct Hold {
    #[arguments(key: $key, chosen: { receiptId: $receipt, lines: $lines }, reason: $reason)]
    hold_redemptions: HoldRedemptionsPayload,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "Change")]
struct Release {
    #[arguments(key: $key, chosen: { receiptId: $receipt, lines: $lines }, reason: $reason)]
    release_redemptions: HoldRedemptionsPayload,
}

/// What may be done about some cheques of an act.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Deed {
    Reverse,
    Hold,
    Release,
}

impl Deed {
    fn named(name: &str) -> Result<Self, Trouble> {
        match name {
            "corriger" => Ok(Self::Reverse),
            "retenir" => Ok(Self::Hold),
            "liberer" => Ok(Self::Release),
            _ => Err(Trouble::Absent),
        }
    }

    const fn title(self) -> &'static str {
        match self {
            Self::Reverse => "act-reverse",
            Self::Hold => "act-hold",
            Self::Release => "act-release",
        }
    }

    /// What follows from it, in the order in which it matters.
    const fn effects(self) -> &'static [&'static str] {
        match self {
            Self::Reverse => &["reverse-cheques", "reverse-unpaid", "reverse-paid", "reverse-told"],
            Self::Hold => &["hold-waits", "hold-run", "hold-told"],
            Self::Release => &["release-next"],
        }
    }

    fn fits(self, line: &ActLine) -> bool {
        match self {
            Self::Reverse => line.undone.is_none(),
            Self::Hold => line.holdable,
            Self::Release => line.hold.is_some() && line.undone.is_none(),
        }
    }
}

#[derive(Template)]
#[template(path = "operator/acts/correct.html")]
struct Show {
    act: Act,
    deed: Deed,
    action: String,
    form: Form,
}

impl Show {
    fn back(&self) -> String {
        format!("/reseau/encaissements/{}", self.act.receipt_id.inner())
    }

    fn fits(&self) -> bool {
        self.act.lines.iter().any(|line| self.deed.fits(line))
    }

    /// The cheques to which it can be done.
    fn choice(&self) -> Checks {
        let checks = self.form.checks("ligne", t("correct-which"));
        self.act.lines.iter().filter(|line| self.deed.fits(line)).fold(checks, |checks, line| {
            let label = format!("{}, {}", line.name(), format::euros(i64::from(line.value_cents)));
            checks.explained(&line.line.to_string(), label, line.fate())
        })
    }

    fn asks_for_good(&self) -> bool {
        self.deed == Deed::Reverse
    }
}

pub(super) async fn show(
    State(portal): State<Portal>,
    member: Member,
    Path((receipt, deed)): Path<(String, String)>,
) -> Result<Page, Trouble> {
    door::operator(&member)?;
    let named = Deed::named(&deed)?;
    let act = queries::act(&portal, &member, &receipt).await?;
    Ok(page(act, named, &deed, Form::blank(&portal, &member.visitor)))
}

fn page(act: Act, deed: Deed, name: &str, form: Form) -> Page {
    let action = format!("/reseau/encaissements/{}/{name}", act.receipt_id.inner());
    Page::of_form(t(deed.title()), &form.clone(), &Show { act, deed, action, form })
}

pub(super) async fn change(
    State(portal): State<Portal>,
    member: Member,
    Path((receipt, deed)): Path<(String, String)>,
    typed: Typed,
) -> Result<Response, Trouble> {
    door::operator(&member)?;
    let named = Deed::named(&deed)?;
    let act = queries::act(&portal, &member, &receipt).await?;
    let mut form = Form::sent(&portal, &member.visitor, typed);
    let lines: Vec<i32> = form.typed().all("ligne").iter().filter_map(|line| line.parse().ok()).collect();
    let reason = form.typed().get("raison").to_owned();
    if lines.is_empty() {
        form.wrong("ligne", t("correct-wrong-which"));
    }
    if reason.is_empty() || reason.chars().count() > 200 {
        form.wrong("raison", t("correct-wrong-reason"));
    }
    if form.is_wrong() {
        return Ok(page(act, named, &deed, form).into_response());
    }
    let blocked = form.typed().has("bloquer");
    let change = Change { key: form.key().into(), receipt: receipt.as_str().into(), lines, reason, blocked };
    match done(&portal, &member, named, change).await? {
        None => Ok(see(&format!("/reseau/encaissements/{receipt}?fait=oui")).into_response()),
        Some(refusal) => {
            form.refuse("", &refusal);
            Ok(page(act, named, &deed, form).into_response())
        }
    }
}

async fn done(portal: &Portal, member: &Member, deed: Deed, change: Change) -> Result<Option<Refusal>, Trouble> {
    let visitor = &member.visitor;
    Ok(match deed {
        Deed::Reverse => portal.ask(visitor, Reverse::build(change)).await?.reverse_redemptions.refusal,
        Deed::Hold => portal.ask(visitor, Hold::build(change)).await?.hold_redemptions.refusal,
        Deed::Release => portal.ask(visitor, Release::build(change)).await?.release_redemptions.refusal,
    })
}
