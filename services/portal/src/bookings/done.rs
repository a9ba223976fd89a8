//! The confirmation, in large letters: what, when, where, and whom to call. To be printed and given. It names nobody.

use askama::Template;
use axum::extract::{Path, Query, State};
use kernel::ids::BookingId;
use serde::Deserialize;

use super::book::{self, Wanted};
use crate::{
    format,
    page::Page,
    parts::{Notice, Slip},
    portal::Portal,
    trouble::Trouble,
    visitor::Member,
    words::t,
};

#[derive(Template)]
#[template(path = "bookings/done.html")]
struct Shown {
    done: Notice,
    slip: Option<Slip>,
    end: Option<String>,
    back: String,
}

/// Which booking it is, and whether a seat is waited for.
#[derive(Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    attente: String,
    #[serde(default)]
    place: String,
}

pub(super) async fn show(
    State(portal): State<Portal>,
    member: Member,
    Path((venue, session)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Result<Page, Trouble> {
    let wanted = book::known(&portal, &member, &venue, &session).await?;
    let waits = !asked.attente.is_empty();
    let word = match (waits, wanted.price()) {
        (true, _) => "booking-waits",
        (false, 0) => "booking-done-free",
        (false, _) => "booking-done",
    };
    let shown = Shown {
        done: Notice::done(t(word), t(word).part("next")),
        end: asked.place.parse::<BookingId>().ok().map(|place| wanted.end_of(&place.to_string())),
        slip: (!waits).then(|| slip(&wanted)),
        back: format!("/lieux/{}", wanted.venue.id.inner()),
    };
    Ok(Page::new(t("booking-done-title"), &shown))
}

fn slip(wanted: &Wanted) -> Slip {
    let commune = wanted.venue.commune.as_ref().map(|commune| commune.name.as_str());
    let address = format::address(wanted.venue.address.as_deref(), commune);
    let slip = Slip::new(t("booking-slip"))
        .line(t("booking-slip-when"), wanted.when())
        .line(t("booking-slip-what"), wanted.title())
        .line(t("booking-slip-where"), wanted.place())
        .line(t("booking-slip-address"), address);
    let slip = match wanted.venue.phone.as_deref().map(format::Phone::new) {
        Some(phone) => slip.line(t("booking-slip-phone"), phone.shown()),
        None => slip,
    };
    let slip = match wanted.price() {
        0 => slip,
        price => slip.line(t("booking-slip-bring"), t("booking-slip-cheques").with("cheques", price)),
    };
    slip.word(t("booking-slip-word"))
}
