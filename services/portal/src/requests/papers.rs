//! The two papers of a request: a slip for who comes for the booklet, without anything about the person, and the letter that goes
//! with a booklet by post.

use askama::Template;
use axum::extract::{Path, State};
use cynic::QueryBuilder;

use super::queries::{self, RECEIVE, RequestStage};
use crate::{
    format::Phone, page::Page, parts::Slip, portal::Portal, schema, trouble::Trouble, visitor::Member, words::t,
};

#[derive(cynic::QueryVariables)]
struct OfStructure {
    structure: cynic::Id,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "OfStructure")]
struct Telephones {
    #[arguments(organisationId: $structure, first: 100)]
    venues: VenueConnection,
}

#[derive(cynic::QueryFragment)]
struct VenueConnection {
    nodes: Vec<Venue>,
}

#[derive(cynic::QueryFragment)]
struct Venue {
    name: Option<String>,
    phone: Option<String>,
}

#[derive(Template)]
#[template(path = "requests/slip.html")]
struct SlipPage {
    slip: Slip,
    back: String,
}

#[derive(Template)]
#[template(path = "requests/letter.html")]
struct LetterPage {
    name: String,
    address: Vec<String>,
    reference: String,
    carnet: Option<String>,
    /// Who sends it, and notes its arrival.
    structure: String,
    phone: Option<Phone>,
    back: String,
}

impl LetterPage {
    fn told(&self) -> &'static str {
        told(self.phone.as_ref())
    }
}

/// Whoever finds it on a table reads that something waits somewhere, not for whom nor why.
pub(super) async fn slip(
    State(portal): State<Portal>,
    member: Member,
    Path(id): Path<String>,
) -> Result<Page, Trouble> {
    member.must_be_one_of(&RECEIVE)?;
    let one = queries::one(&portal, &member, &id).await?;
    if one.stage != RequestStage::SetAside {
        return Err(Trouble::Absent);
    }
    let mut slip = Slip::new(t("request-slip"))
        .line(t("request-slip-reference"), &one.reference)
        .line(t("request-slip-place"), one.place_name.clone().unwrap_or_default())
        .line(t("request-slip-until"), one.until());
    let phone = telephone(&portal, &member, one.place_name.as_deref()).await?;
    if let Some(phone) = &phone {
        slip = slip.line(t("request-slip-phone"), phone.shown());
    }
    let word = t("request-slip-word").with("phone", told(phone.as_ref()));
    let shown = SlipPage { slip: slip.word(word), back: format!("/demandes/{}", one.id.inner()) };
    Ok(Page::new(t("request-slip-title"), &shown))
}

pub(super) async fn letter(
    State(portal): State<Portal>,
    member: Member,
    Path(id): Path<String>,
) -> Result<Page, Trouble> {
    member.must_be_one_of(&RECEIVE)?;
    let one = queries::one(&portal, &member, &id).await?;
    let person = one.person.ok_or(Trouble::Absent)?;
    let address = person.address.filter(|_| one.stage.is_open()).ok_or(Trouble::Absent)?;
    let shown = LetterPage {
        name: person.name,
        address: address.lines().map(str::to_owned).collect(),
        back: format!("/demandes/{}", one.id.inner()),
        reference: one.reference,
        carnet: one.carnet,
        structure: member.session().organisation.as_ref().map(|own| own.name.clone()).unwrap_or_default(),
        phone: telephone(&portal, &member, None).await?,
    };
    Ok(Page::new(t("request-letter-title"), &shown))
}

/// Where somebody of the structure answers: at the place where the booklet is kept, or else at its first venue that has a
/// telephone. The network's own number would not do: nobody there may note what the person tells.
async fn telephone(portal: &Portal, member: &Member, place: Option<&str>) -> Result<Option<Phone>, Trouble> {
    let asked = Telephones::build(OfStructure { structure: member.organisation()?.into() });
    let venues = portal.ask(&member.visitor, asked).await?.venues.nodes;
    let there = venues.iter().find(|one| one.name.as_deref() == place).and_then(|one| one.phone.as_deref());
    let phone = there.or_else(|| venues.iter().find_map(|one| one.phone.as_deref()));
    Ok(phone.map(Phone::new))
}

/// As sentences name it: whether there is a telephone.
const fn told(phone: Option<&Phone>) -> &'static str {
    if phone.is_some() { "yes" } else { "no" }
}
