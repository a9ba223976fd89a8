//! `/orientations/ID/lettre`: what is printed for the person, in large type: where, when, and whom to call. It does not say why.

use askama::Template;
use axum::extract::{Path, State};

use super::{
    facts,
    queries::{self, RECEIVE, ReferralFact, ReferralStage, Venue, Whole},
};
use crate::{format, page::Page, portal::Portal, trouble::Trouble, visitor::Member, words::t};

#[derive(Template)]
#[template(path = "referrals/letter.html")]
struct Shown {
    name: String,
    address: Vec<String>,
    /// What has become of it, in a sentence for the person.
    word: &'static str,
    stage: &'static str,
    place: String,
    street: String,
    phone: Option<String>,
    when: Option<String>,
    structure: String,
    back: String,
}

pub(super) async fn show(
    State(portal): State<Portal>,
    member: Member,
    Path(id): Path<String>,
) -> Result<Page, Trouble> {
    member.must_be_one_of(&RECEIVE)?;
    let one = queries::one(&portal, &member, &id).await?;
    let learner = one.learner_id.clone().filter(|_| one.sender).ok_or(Trouble::Absent)?;
    let person = queries::person(&portal, &member, learner.inner()).await?;
    let venue = match one.venue_id.clone() {
        Some(id) => queries::venue(&portal, &member, id).await?,
        None => None,
    };
    let address = person.person.as_ref().and_then(|named| named.address.clone()).unwrap_or_default();
    let when = one.other_starts_at.as_deref().or(one.starts_at.as_deref());
    let shown = Shown {
        name: person.name(),
        address: address.lines().map(str::to_owned).collect(),
        word: word(&one),
        stage: one.stage.word(),
        place: facts::place(&one),
        street: venue.as_ref().map(street).or_else(|| one.partner_contact.clone()).unwrap_or_default(),
        phone: venue
            .as_ref()
            .and_then(|venue| venue.phone.as_deref())
            .map(|text| format::Phone::new(text).shown().to_owned()),
        when: when.map(format::moment),
        structure: one.sender_name.clone(),
        back: one.path(),
    };
    Ok(Page::new(t("referral-letter-title"), &shown))
}

/// Whoever was told to come is told that this does not stand any more.
fn word(one: &Whole) -> &'static str {
    match one.stage {
        ReferralStage::Refused if one.has_told(ReferralFact::Recalled) => "recalled",
        ReferralStage::Proposed if one.has_told(ReferralFact::Accepted) => "moved",
        stage => stage.word(),
    }
}

fn street(venue: &Venue) -> String {
    format::address(venue.address.as_deref(), venue.commune.as_ref().map(|commune| commune.name.as_str()))
}
