//! `/lieu`: the venues of a structure; when there is one, its sheet.

use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};

use super::own::{self, Venue};
use crate::{
    page::{Page, see},
    portal::Portal,
    trouble::Trouble,
    visitor::Member,
    words::t,
};

#[derive(Template)]
#[template(path = "venue/list.html")]
struct List {
    venues: Vec<Venue>,
}

impl List {
    fn standing(&self, venue: &Venue) -> &'static str {
        own::sentence(venue.state())
    }
}

pub(super) async fn show(State(portal): State<Portal>, member: Member) -> Result<Response, Trouble> {
    own::managers(&member)?;
    let venues = own::all(&portal, &member).await?;
    if let [only] = venues.as_slice() {
        return Ok(see(&only.path()).into_response());
    }
    Ok(Page::new(t("venue-list-title"), &List { venues }).wide().into_response())
}
