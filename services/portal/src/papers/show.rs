//! One request: its papers, and what is missing among them: said by the venue, then by the network that looks.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Response},
};
use kernel::access::Role;

use super::queries::{self, Paper, PaperRequest, Telling};
use crate::{
    form::{Form, Typed},
    format,
    page::{Page, see},
    parts::{Cell, Checks, Facts, Table},
    portal::Portal,
    trouble::Trouble,
    visitor::Member,
    words::t,
};

#[derive(Template)]
#[template(path = "papers/show.html")]
struct Show {
    request: PaperRequest,
    network: bool,
    back: &'static str,
    action: String,
    facts: Facts,
    table: Table,
    form: Form,
}

impl Show {
    /// Those that may be missing.
    fn missing(&self) -> Checks {
        let legend = t(if self.network { "papers-not-seen" } else { "papers-not-sent" });
        let checks = self.form.checks("manque", legend).hint(t("papers-missing-hint"));
        self.request.papers.iter().fold(checks, |checks, paper| checks.choice(&paper.line.to_string(), paper.name()))
    }

    /// Those that the network has not seen: something is to be done about each.
    fn to_deal_with(&self) -> Vec<&Paper> {
        let missing = self.request.papers.iter().filter(|paper| paper.seen == Some(false));
        missing.filter(|_| self.network).collect()
    }

    /// Whether something can be said: by the venue or the network, until it is closed.
    fn is_open(&self) -> bool {
        !self.request.is_closed()
    }
}

pub(super) async fn of_venue(
    State(portal): State<Portal>,
    member: Member,
    Path(id): Path<String>,
) -> Result<Page, Trouble> {
    member.must_be_one_of(&[Role::VenueManager])?;
    let request = queries::one(&portal, &member, &id).await?;
    let form = Form::filled(&portal, &member.visitor, said(&request));
    Ok(page(request, false, form))
}

pub(super) async fn of_network(
    State(portal): State<Portal>,
    member: Member,
    Path(id): Path<String>,
) -> Result<Page, Trouble> {
    member.must_be_one_of(&[Role::Operator])?;
    let request = queries::one(&portal, &member, &id).await?;
    let form = Form::filled(&portal, &member.visitor, said(&request));
    Ok(page(request, true, form))
}

/// What the venue said is missing is ticked already.
fn said(request: &PaperRequest) -> Typed {
    let missing = request.papers.iter().filter(|paper| paper.sent == Some(false));
    missing.fold(Typed::default(), |typed, paper| typed.with("manque", paper.line.to_string()))
}

fn page(request: PaperRequest, network: bool, form: Form) -> Page {
    let back = if network { "/reseau/papiers" } else { "/lieu/papiers" };
    let facts = Facts::default()
        .fact(t("papers-venue"), &request.venue_name)
        .fact(t("papers-run"), request.settlement_no)
        .fact(t("papers-asked-on"), format::stamp(&request.asked_at))
        .fact(t("papers-reason"), &request.reason)
        .fact(t("papers-state"), request.state());
    let mut table = Table::new(t("papers-lines"), ["paper-which", "paper-at", "torn-value", "paper-state"].map(t));
    for paper in &request.papers {
        table.row([
            Cell::text(paper.name()),
            Cell::text(format::stamp(&paper.at)),
            Cell::number(format::euros(paper.value_cents.into())),
            Cell::text(paper.fate()),
        ]);
    }
    let action = format!("{back}/{}", request.id.inner());
    let show = Show { request, network, back, action, facts, table, form };
    Page::of_form(t("papers-one-title"), &show.form, &show)
}

pub(super) async fn venue_answers(
    State(portal): State<Portal>,
    member: Member,
    Path(id): Path<String>,
    typed: Typed,
) -> Result<Response, Trouble> {
    member.must_be_one_of(&[Role::VenueManager])?;
    tells(&portal, &member, &id, (false, typed)).await
}

pub(super) async fn network_looks(
    State(portal): State<Portal>,
    member: Member,
    Path(id): Path<String>,
    typed: Typed,
) -> Result<Response, Trouble> {
    member.must_be_one_of(&[Role::Operator])?;
    tells(&portal, &member, &id, (true, typed)).await
}

async fn tells(
    portal: &Portal,
    member: &Member,
    id: &str,
    (network, typed): (bool, Typed),
) -> Result<Response, Trouble> {
    let mut form = Form::sent(portal, &member.visitor, typed);
    let missing: Vec<i32> = form.typed().all("manque").iter().filter_map(|line| line.parse().ok()).collect();
    if !form.is_wrong() {
        let telling = Telling { key: form.key().into(), id: id.into(), missing: Some(missing) };
        let refusal = match network {
            true => queries::check(portal, member, telling).await?,
            false => queries::answer(portal, member, telling).await?,
        };
        match refusal {
            None => {
                let area = if network { "reseau" } else { "lieu" };
                return Ok(see(&format!("/{area}/papiers/{id}")).into_response());
            }
            Some(refusal) => form.refuse("", &refusal),
        }
    }
    Ok(page(queries::one(portal, member, id).await?, network, form).into_response())
}
