//! The two papers of a request: a slip for who comes for the booklet, without anything about the person, and the letter that goes
//! with a booklet by post.

use askama::Template;
use axum::extract::{Path, State};

use super::queries::{self, RECEIVE, RequestStage};
use crate::{format, page::Page, parts::Slip, portal::Portal, trouble::Trouble, visitor::Member, words::t};

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
    network: String,
    phone: Option<format::Phone>,
    back: String,
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
    if let Some(phone) = &portal.site().phone {
        slip = slip.line(t("request-slip-phone"), format::Phone::new(phone).shown());
    }
    let shown = SlipPage { slip: slip.word(t("request-slip-word")), back: format!("/demandes/{}", one.id.inner()) };
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
        network: portal.site().name.clone(),
        phone: portal.site().phone.as_deref().map(format::Phone::new),
    };
    Ok(Page::new(t("request-letter-title"), &shown))
}
