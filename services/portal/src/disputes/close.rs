//! `/reseau/contestations/ID/clore`: how a dispute ends, in a sentence for the venue.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Response},
};

use super::{
    eye::Eye,
    queries::{self, Closing, Dispute, DisputeOutcome},
};
use crate::{
    form::{Form, Typed},
    page::{Page, see},
    parts::Radios,
    portal::Portal,
    trouble::Trouble,
    visitor::Member,
    words::t,
};

#[derive(Template)]
#[template(path = "disputes/close.html")]
struct Show {
    dispute: Dispute,
    form: Form,
}

impl Show {
    fn back(&self) -> String {
        Eye::Network.path(self.dispute.id.inner())
    }

    /// A line is right or wrong; what is missing is explained.
    fn outcomes(&self) -> Radios {
        let radios = self.form.radios("issue", t("close-outcome"));
        match self.dispute.line {
            None => radios.explained("expliquee", t("dispute-explained"), t("close-explained-hint")),
            Some(_) => radios.explained("payee", t("dispute-paid-as-is"), t("close-paid-hint")).explained(
                "corrigee",
                t("dispute-reversed"),
                t("close-reversed-hint"),
            ),
        }
    }
}

fn outcome(written: &str) -> Option<DisputeOutcome> {
    match written {
        "payee" => Some(DisputeOutcome::PaidAsIs),
        "corrigee" => Some(DisputeOutcome::Reversed),
        "expliquee" => Some(DisputeOutcome::Explained),
        _ => None,
    }
}

pub(super) async fn show(
    State(portal): State<Portal>,
    member: Member,
    Path(id): Path<String>,
) -> Result<Page, Trouble> {
    Eye::Network.opens(&member)?;
    let dispute = queries::one(&portal, &member, &id).await?;
    Ok(page(dispute, Form::blank(&portal, &member.visitor)))
}

fn page(dispute: Dispute, form: Form) -> Page {
    let show = Show { dispute, form };
    Page::of_form(t("dispute-close"), &show.form, &show)
}

pub(super) async fn close(
    State(portal): State<Portal>,
    member: Member,
    Path(id): Path<String>,
    typed: Typed,
) -> Result<Response, Trouble> {
    Eye::Network.opens(&member)?;
    let mut form = Form::sent(&portal, &member.visitor, typed);
    let (outcome, reason) = (outcome(form.typed().get("issue")), form.typed().get("raison").to_owned());
    if outcome.is_none() {
        form.wrong("issue", t("close-wrong-outcome"));
    }
    if reason.is_empty() || reason.chars().count() > 200 {
        form.wrong("raison", t("close-wrong-reason"));
    }
    if let (Some(outcome), false) = (outcome, form.is_wrong()) {
        let closing = Closing { key: form.key().into(), id: id.as_str().into(), outcome, reason };
        match queries::close(&portal, &member, closing).await? {
            None => return Ok(see(&Eye::Network.path(&id)).into_response()),
            Some(refusal) => form.refuse("", &refusal),
        }
    }
    Ok(page(queries::one(&portal, &member, &id).await?, form).into_response())
}
