//! One request: who asks, how far it has come, and the next step.

use askama::Template;
use axum::extract::{Path, State};
use kernel::access::Role;

use super::{
    queries::{self, RECEIVE, RequestStage, Whole},
    step::Step,
};
use crate::{
    format,
    page::Page,
    parts::{Facts, Notice},
    portal::Portal,
    prescriber::publics,
    trouble::Trouble,
    visitor::Member,
    words::t,
};

#[derive(Template)]
#[template(path = "requests/show.html")]
struct Shown {
    reference: String,
    notice: Notice,
    facts: Facts,
    ways: Vec<(String, String)>,
    papers: Vec<(String, String)>,
}

pub(super) async fn show(
    State(portal): State<Portal>,
    member: Member,
    Path(id): Path<String>,
) -> Result<Page, Trouble> {
    member.must_be_one_of(&RECEIVE)?;
    let one = queries::one(&portal, &member, &id).await?;
    let path = format!("/demandes/{}", one.id.inner());
    let gives = member.is(Role::Prescriber);
    let steps = Step::ALL.into_iter().filter(|step| step.fits(one.stage) && (gives || !step.gives()));
    let ways = steps.map(|step| {
        let label = t("request-step").with("step", step.word(one.stage)).to_string();
        (format!("{path}/etapes/{}", step.slug()), label)
    });
    let shown = Shown {
        ways: ways.collect(),
        papers: papers(&one, &path),
        notice: notice(&one, gives),
        facts: facts(&one),
        reference: one.reference.clone(),
    };
    Ok(Page::new(t("request-title").saying("reference", &one.reference), &shown))
}

/// What may be printed at this stage.
fn papers(one: &Whole, path: &str) -> Vec<(String, String)> {
    match one.stage {
        RequestStage::SetAside => vec![(format!("{path}/fiche"), t("request-slip-see").to_string())],
        RequestStage::Accepted | RequestStage::Posted if one.has_address() => {
            vec![(format!("{path}/lettre"), t("request-letter-see").to_string())]
        }
        _ => Vec::new(),
    }
}

/// Where it stands, and what to do now.
fn notice(one: &Whole, gives: bool) -> Notice {
    let next = match (one.stage.is_open(), one.late) {
        (true, true) => {
            t("request-next-late").with("day", one.until()).with("who", whose(one.stage, gives)).to_string()
        }
        _ => t("request-next")
            .with("stage", one.stage.word())
            .with("day", one.until())
            .with("gives", if gives { "yes" } else { "no" })
            .to_string(),
    };
    Notice::know(one.state(), next)
}

/// Whose turn it is: the reader's, a colleague's who gives booklets, or nobody's here.
const fn whose(stage: RequestStage, gives: bool) -> &'static str {
    match (stage, gives) {
        (RequestStage::Waiting, _) => "waits",
        (_, true) => "acts",
        (_, false) => "watches",
    }
}

fn facts(one: &Whole) -> Facts {
    let facts = match &one.person {
        Some(person) => Facts::default()
            .fact(t("request-person"), &person.name)
            .fact(t("request-born"), person.birth_year)
            .known(t("request-phone"), person.phone.as_ref())
            .known(t("request-address"), person.address.as_ref().map(|lines| lines.replace('\n', ", "))),
        None => Facts::default().fact(t("request-person"), t("request-forgotten")),
    };
    facts
        .fact(t("prescriber-public"), t(publics::word(one.public)))
        .fact(t("prescriber-home"), &one.home_commune)
        .fact(t("prescriber-eligibility"), t("request-seen-on").with("day", format::day(&one.proof_seen_on)))
        .fact(t("request-asked"), format::stamp(&one.asked_at))
        .fact(t("prescriber-order"), &one.order_label)
        .known(t("request-reason"), one.reason.as_ref())
        .known(t("prescriber-carnet-head"), one.carnet.as_ref())
        .known(t("request-place"), one.place_name.as_ref())
        .known(t("request-tracking"), one.tracking.as_ref())
}
