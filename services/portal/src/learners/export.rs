//! `/personnes/ID/donnees.txt`: what the structure keeps of somebody, for the person who asks it: one file that anybody can read.

use axum::{
    extract::{Path, State},
    http::header,
    response::{IntoResponse, Response},
};
use cynic::QueryBuilder;

use super::{
    queries::{self, RECEIVE, Whole},
    show::proxy,
    values::{ConsentPurpose, ConsentWay},
};
use crate::{format, portal::Portal, schema, trouble::Trouble, visitor::Member, words::t};

#[derive(cynic::QueryVariables)]
struct ById {
    id: cynic::Id,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "ById")]
struct Held {
    #[arguments(id: $id)]
    learner_record: Option<LearnerRecord>,
    #[arguments(learnerId: $id, first: 100)]
    diagnostics: DiagnosticMadeConnection,
}

#[derive(cynic::QueryFragment)]
struct LearnerRecord {
    words: Vec<Word>,
    helps: Vec<HeldHelp>,
    referrals: Vec<HeldReferral>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "LearnerConsent")]
struct Word {
    purpose: ConsentPurpose,
    given: bool,
    at: String,
    version: i32,
    way: ConsentWay,
    recorded_by: Option<String>,
}

#[derive(cynic::QueryFragment)]
struct HeldHelp {
    day: String,
    minutes: i32,
    venue_name: String,
}

#[derive(cynic::QueryFragment)]
struct HeldReferral {
    sent_at: String,
    place: Option<String>,
    reason: Option<String>,
    note: Option<String>,
}

#[derive(cynic::QueryFragment)]
struct DiagnosticMadeConnection {
    nodes: Vec<DiagnosticMade>,
}

#[derive(cynic::QueryFragment)]
struct DiagnosticMade {
    id: cynic::Id,
    structure_name: String,
    made_on: String,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "ById")]
struct OneDiagnostic {
    #[arguments(id: $id)]
    diagnostic: Option<Diagnostic>,
}

/// In the voice for the person.
#[derive(cynic::QueryFragment)]
struct Diagnostic {
    can: Vec<String>,
    helped: Vec<String>,
    next: Vec<String>,
}

pub(super) async fn download(
    State(portal): State<Portal>,
    member: Member,
    Path(id): Path<String>,
) -> Result<Response, Trouble> {
    member.must_be_one_of(&RECEIVE)?;
    let one = queries::kept(&portal, &member, &id).await?;
    let held = portal.ask(&member.visitor, Held::build(ById { id: one.id.clone() })).await?;
    let record = held.learner_record.ok_or(Trouble::Absent)?;
    let mut page = vec![t("export-title").to_string(), made(&portal, &member)];
    part(&mut page, "export-who", who(&one));
    part(&mut page, "learner-consents", record.words.iter().map(word).collect());
    part(&mut page, "export-helps", record.helps.iter().map(help).collect());
    part(&mut page, "export-diagnostics", diagnostics(&portal, &member, &held.diagnostics.nodes).await?);
    part(&mut page, "referrals-sent", record.referrals.iter().flat_map(referral).collect());
    page.push(String::new());
    page.push(t("export-rights").to_string());
    let kept = [
        (header::CONTENT_TYPE, "text/plain; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"mes-donnees.txt\""),
        (header::CACHE_CONTROL, "no-store"),
    ];
    Ok((kept, page.join("\r\n")).into_response())
}

fn made(portal: &Portal, member: &Member) -> String {
    let structure = member.session().organisation.as_ref().map(|own| own.name.clone()).unwrap_or_default();
    let day = format::day(&portal.clock().now().day().to_string());
    t("export-made").with("structure", structure).with("day", day).to_string()
}

/// One part under its title; what is empty says so.
fn part(page: &mut Vec<String>, title: &str, lines: Vec<String>) {
    page.extend([String::new(), t(title).to_string().to_uppercase()]);
    match lines.is_empty() {
        true => page.push(t("export-none").to_string()),
        false => page.extend(lines),
    }
}

fn line(name: &str, value: impl std::fmt::Display) -> String {
    t("export-line").saying("name", t(name)).saying("value", value).to_string()
}

fn who(one: &Whole) -> Vec<String> {
    let mut lines = vec![line("learner-person", one.name())];
    lines.extend(one.card.as_ref().map(|card| line("learner-card", card)));
    if let Some(person) = &one.person {
        let born = person.birth_date.as_deref().map(format::day);
        let born = born.or_else(|| person.birth_year.map(|year| year.to_string()));
        lines.extend(born.map(|born| line("learner-born", born)));
        lines.extend(person.home_commune.as_ref().map(|home| line("learner-commune", home)));
        lines.extend(person.address.as_ref().map(|text| line("learner-address", text.replace('\n', ", "))));
        let way = person.transport.map(|one| t("learner-transport").with("way", one.value()));
        lines.extend(way.map(|way| line("learner-transport-ask", way)));
    }
    if let Some(contact) = &one.contact {
        lines.extend(contact.phone.as_ref().map(|phone| line("learner-phone", phone)));
        lines.extend(contact.mail.as_ref().map(|mail| line("learner-mail", mail)));
        lines.extend(contact.proxy.as_ref().map(|one| line("learner-proxy", proxy(one))));
        let by = contact.told_by.map_or("visite", |by| by.value());
        lines.push(line("learner-told-ask", t("learner-told").with("by", by)));
    }
    if let Some(needs) = &one.needs {
        let letters = needs.language.as_str();
        let spoken = t("learner-language").with("code", letters).with("letters", letters);
        lines.push(line("learner-language-ask", spoken));
        let need = |need: &super::values::AccessNeed| {
            line("learner-access-ask", t("learner-access").with("need", need.value()))
        };
        lines.extend(needs.access.iter().map(need));
    }
    lines.push(line("learner-last", format::day(&one.last_contact)));
    lines
}

fn word(one: &Word) -> String {
    let purpose = t("learner-consent").with("purpose", one.purpose.value()).to_string();
    let said = t("learner-consent-yes").with("given", if one.given { "yes" } else { "no" }).to_string();
    let by = t("learner-consent-by").with("at", format::stamp(&one.at)).with("way", one.way.value());
    let by = by.with("by", one.recorded_by.clone().unwrap_or_default()).to_string();
    t("export-word").with("purpose", purpose).with("said", said).with("by", by).with("version", one.version).to_string()
}

fn help(one: &HeldHelp) -> String {
    let day = format::day(&one.day);
    t("export-help").with("day", day).with("place", one.venue_name.as_str()).with("minutes", one.minutes).to_string()
}

async fn diagnostics(portal: &Portal, member: &Member, made: &[DiagnosticMade]) -> Result<Vec<String>, Trouble> {
    let mut lines = Vec::new();
    for one in made {
        let (day, place) = (format::day(&one.made_on), one.structure_name.as_str());
        lines.push(t("export-diagnostic").with("day", day).with("place", place).to_string());
        let asked = OneDiagnostic::build(ById { id: one.id.clone() });
        let Some(told) = portal.ask(&member.visitor, asked).await?.diagnostic else { continue };
        let said = told.can.iter().chain(&told.helped).chain(&told.next);
        lines.extend(said.map(|sentence| format!("- {sentence}")));
    }
    Ok(lines)
}

fn referral(one: &HeldReferral) -> Vec<String> {
    let place = one.place.clone().unwrap_or_else(|| t("referral-partner").to_string());
    let day = format::stamp(&one.sent_at);
    let mut lines = vec![t("export-referral").with("day", day).with("place", place).to_string()];
    lines.extend(one.reason.as_ref().map(|reason| line("referral-reason", reason.replace('\n', " "))));
    lines.extend(one.note.as_ref().map(|note| line("referral-note", note.replace('\n', " "))));
    lines
}
