//! `/personnes/ID`: somebody, as far as the structure may see them; what they agreed to; what can be done.

use askama::Template;
use axum::extract::{Path, State};

use super::queries::{self, LearnerConsent, LearnerProxy, RECEIVE, Whole};
use crate::{
    format,
    page::Page,
    parts::{Cell, Facts, Notice, Table},
    portal::Portal,
    trouble::Trouble,
    visitor::Member,
    words::t,
};

#[derive(Template)]
#[template(path = "learners/show.html")]
struct Shown {
    name: String,
    notice: Option<Notice>,
    facts: Facts,
    consents: Table,
    /// By which other pages know the person.
    id: String,
    path: String,
    kept: bool,
    merges: Vec<(String, String)>,
}

pub(super) async fn show(
    State(portal): State<Portal>,
    member: Member,
    Path(id): Path<String>,
) -> Result<Page, Trouble> {
    member.must_be_one_of(&RECEIVE)?;
    let one = queries::one(&portal, &member, &id).await?;
    let path = format!("/personnes/{}", one.id.inner());
    let merge = |merge: &queries::LearnerMerge| {
        let words = t("learner-merge-undo-link").with("at", format::stamp(&merge.at)).to_string();
        (format!("{path}/separer/{}", merge.id.inner()), words)
    };
    let shown = Shown {
        merges: one.merges.iter().map(merge).collect(),
        notice: (!one.kept).then(|| served(&one)),
        facts: facts(&one),
        consents: consents(&one.consents),
        kept: one.kept,
        name: one.name(),
        id: one.id.inner().to_owned(),
        path: path.clone(),
    };
    Ok(Page::new(t("learner-title").saying("name", &shown.name), &shown))
}

/// What a place that only serves the person knows, and until when.
fn served(one: &Whole) -> Notice {
    let until = one.contact_until.as_deref().map(format::day).unwrap_or_default();
    let is_over = if one.contact.is_none() { "yes" } else { "no" };
    Notice::know(t("learner-served"), t("learner-served-until").with("day", until).with("over", is_over))
}

fn facts(one: &Whole) -> Facts {
    let mut facts = Facts::default().known(t("learner-card"), one.card.as_ref());
    if let Some(person) = &one.person {
        let born = person.birth_date.as_deref().map(format::day);
        facts = facts
            .known(t("learner-born"), born.or_else(|| person.birth_year.map(|year| year.to_string())))
            .known(t("learner-commune"), person.home_commune.as_ref())
            .known(t("learner-address"), person.address.as_ref().map(|lines| lines.replace('\n', ", ")));
        facts = facts.known(
            t("learner-transport-ask"),
            person.transport.map(|one| t("learner-transport").with("way", one.value())),
        );
    } else {
        facts = facts.known(t("learner-age"), one.age_band.map(|band| t("learner-age-band").with("band", band.word())));
    }
    if let Some(contact) = &one.contact {
        let shared = if contact.phone_shared { "yes" } else { "no" };
        let phone =
            contact.phone.as_ref().map(|phone| t("learner-phone-told").with("shared", shared).saying("phone", phone));
        let by = contact.told_by.map_or("visite", |by| by.value());
        facts = facts
            .known(t("learner-phone"), phone)
            .known(t("learner-mail"), contact.mail.as_ref())
            .known(t("learner-proxy"), contact.proxy.as_ref().map(proxy))
            .fact(t("learner-told-ask"), t("learner-told").with("by", by));
    }
    if let Some(needs) = &one.needs {
        let letters = needs.language.as_str();
        let needed: Vec<String> =
            needs.access.iter().map(|need| t("learner-access").with("need", need.value()).to_string()).collect();
        facts = facts
            .fact(t("learner-language-ask"), t("learner-language").with("code", letters).with("letters", letters))
            .known(t("learner-access-ask"), Some(needed.join(", ")).filter(|text| !text.is_empty()));
    }
    facts.fact(t("learner-last"), format::day(&one.last_contact))
}

/// Who acts for them, and how they are called.
pub(super) fn proxy(one: &LearnerProxy) -> String {
    let phone = one.phone.as_deref().map(|phone| format!(", {phone}")).unwrap_or_default();
    let relation = t("learner-relation").with("relation", one.relation.value()).to_string();
    format!("{} ({relation}){phone}", one.name)
}

fn consents(said: &[LearnerConsent]) -> Table {
    let heads = ["learner-consent-to", "learner-consent-said", "learner-consent-when"].map(t);
    let mut table = Table::new(t("learner-consents"), heads);
    for one in said {
        let when = t("learner-consent-by")
            .with("at", format::stamp(&one.at))
            .with("way", one.way.value())
            .with("by", one.recorded_by.clone().unwrap_or_default());
        table.row([
            Cell::text(t("learner-consent").with("purpose", one.purpose.value())),
            Cell::text(t("learner-consent-yes").with("given", if one.given { "yes" } else { "no" })),
            Cell::text(when),
        ]);
    }
    table
}
