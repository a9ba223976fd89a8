//! `/orientations/nouvelle?personne=ID`: to a venue of the network, for a session that was chosen there if any, or to a partner outside; why,
//! in words that stay here until the person agrees that they are read.

use askama::Template;
use axum::{
    extract::{Query, State},
    response::{IntoResponse, Response},
};
use cynic::MutationBuilder;
use serde::Deserialize;

use super::{
    deeds::{ReferralInput, SendReferral, SendVars},
    queries::{self, AnnouncedSession, Person, RECEIVE, Venue},
};
use crate::{
    form::{Form, Typed},
    format,
    page::{Page, see},
    parts::{Checks, Select},
    portal::Portal,
    trouble::Trouble,
    venue::catalogue::{THEMES, chosen},
    visitor::Member,
    words::t,
};

/// Of whom, and to where.
#[derive(Deserialize)]
pub(super) struct Asked {
    personne: String,
    lieu: Option<String>,
    /// A session of that venue, from what was proposed.
    seance: Option<String>,
}

/// A session for which the person may be sent.
struct Offered {
    venue: String,
    session: AnnouncedSession,
}

#[derive(Template)]
#[template(path = "referrals/new.html")]
struct Shown<'a> {
    form: &'a Form,
    person: &'a Person,
    venues: &'a [Venue],
    offered: Option<&'a Offered>,
    consent: bool,
}

impl Shown<'_> {
    fn name(&self) -> String {
        self.person.name()
    }

    fn sheet(&self) -> String {
        format!("/personnes/{}", self.person.id.inner())
    }

    fn action(&self) -> String {
        let path = format!("/orientations/nouvelle?personne={}", self.person.id.inner());
        match self.offered {
            Some(one) => format!("{path}&lieu={}&seance={}", one.venue, one.session.id.inner()),
            None => path,
        }
    }

    fn session(&self) -> Option<Checks> {
        let one = &self.offered?.session;
        let line = t("referral-session-line").with("when", format::moment(&one.starts_at)).saying("title", &one.title);
        Some(self.form.checks("seance", t("referral-for-session")).choice("oui", line))
    }

    fn place(&self) -> Select {
        let select = self.form.select("lieu", t("referral-place-ask")).hint(t("referral-place-hint"));
        let select = select.choice("", t("referral-place-outside"));
        self.venues.iter().fold(select, |select, one| select.choice(one.id.inner(), one.label()))
    }

    fn theme(&self) -> Select {
        let select = self.form.select("sujet", t("propose-theme-ask")).choice("", t("propose-theme-any"));
        THEMES.iter().fold(select, |select, (_, value, words)| select.choice(value, t(words)))
    }
}

pub(super) async fn show(
    State(portal): State<Portal>,
    member: Member,
    Query(asked): Query<Asked>,
) -> Result<Page, Trouble> {
    member.must_be_one_of(&RECEIVE)?;
    let person = queries::person(&portal, &member, &asked.personne).await?;
    let venues = queries::venues(&portal, &member).await?;
    let offered = offered(&portal, &member, &asked).await?;
    let typed = asked.lieu.into_iter().fold(Typed::default(), |typed, place| typed.with("lieu", place));
    let form = Form::filled(&portal, &member.visitor, typed.with("seance", "oui"));
    Ok(page(&form, (&person, &venues, offered.as_ref()), false))
}

pub(super) async fn send(
    State(portal): State<Portal>,
    member: Member,
    Query(asked): Query<Asked>,
    typed: Typed,
) -> Result<Response, Trouble> {
    member.must_be_one_of(&RECEIVE)?;
    let person = queries::person(&portal, &member, &asked.personne).await?;
    let venues = queries::venues(&portal, &member).await?;
    let offered = offered(&portal, &member, &asked).await?;
    let mut form = Form::sent(&portal, &member.visitor, typed);
    let input = read(&mut form, &person, offered.as_ref());
    let known = (&person, &*venues, offered.as_ref());
    if form.is_wrong() {
        return Ok(page(&form, known, false).into_response());
    }
    let vars = SendVars { key: form.key().into(), input };
    let told = portal.ask(&member.visitor, SendReferral::build(vars)).await?.send_referral;
    match (told.referral, told.refusal) {
        (Some(sent), _) => Ok(see(&format!("/orientations/{}", sent.referral_id.inner())).into_response()),
        (None, Some(refusal)) => {
            let needs_consent = refusal.code == "CONSENT_MISSING";
            form.refuse(if needs_consent { "" } else { "lieu" }, &refusal);
            Ok(page(&form, known, needs_consent).into_response())
        }
        (None, None) => Err(Trouble::Broken),
    }
}

/// The session that came with the address, as its venue announced it.
async fn offered(portal: &Portal, member: &Member, asked: &Asked) -> Result<Option<Offered>, Trouble> {
    let (Some(venue), Some(session)) = (&asked.lieu, &asked.seance) else { return Ok(None) };
    let all = queries::announced(portal, member, Some(&cynic::Id::new(venue))).await?;
    let found = all.into_iter().find(|one| one.id.inner() == session);
    Ok(found.map(|session| Offered { venue: venue.clone(), session }))
}

/// A venue, for a session of its own if it was ticked, or a partner: one of the two.
fn read(form: &mut Form, person: &Person, offered: Option<&Offered>) -> ReferralInput {
    let some = |form: &Form, name: &str| form.typed().some(name).map(str::to_owned);
    let (venue, partner) = (some(form, "lieu"), some(form, "partenaire"));
    match (&venue, &partner) {
        (None, None) => form.wrong("lieu", t("referral-place-missing")),
        (Some(_), Some(_)) => form.wrong("partenaire", t("referral-place-twice")),
        _ => {}
    }
    let session = offered.filter(|_| form.typed().has("seance"));
    if session.is_some_and(|one| venue.as_ref() != Some(&one.venue)) {
        form.wrong("seance", t("referral-session-elsewhere"));
    }
    if form.typed().get("raison").chars().count() > 1000 {
        form.wrong("raison", t("referral-reason-long"));
    }
    let theme = chosen(&THEMES, form.typed().get("sujet")).and_then(|theme| serde_json::to_value(theme).ok());
    ReferralInput {
        learner_id: person.id.clone(),
        venue_id: venue.map(cynic::Id::new),
        session_id: session.map(|one| one.session.id.clone()),
        partner_contact: partner.as_ref().and_then(|_| some(form, "contact")),
        partner_name: partner,
        theme: theme.as_ref().and_then(|name| name.as_str()).map(str::to_owned),
        reason: some(form, "raison"),
    }
}

/// What the page knows: who is sent, to which venues, and for which session.
type Known<'a> = (&'a Person, &'a [Venue], Option<&'a Offered>);

fn page(form: &Form, (person, venues, offered): Known<'_>, consent: bool) -> Page {
    Page::of_form(t("referral-new-title"), form, &Shown { form, person, venues, offered, consent })
}
