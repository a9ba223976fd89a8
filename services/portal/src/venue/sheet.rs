//! `/lieu/ID`: the sheet of a venue as the public reads it, how it stands, and what may be done.

use askama::Template;
use axum::extract::{Path, Query, State};
use serde::Deserialize;

use super::own::{self, Venue};
use crate::{format, page::Page, portal::Portal, trouble::Trouble, visitor::Member, words::Sentence};

#[derive(Template)]
#[template(path = "venue/sheet.html")]
struct Sheet {
    venue: Venue,
    done: bool,
}

impl Sheet {
    fn standing(&self) -> Sentence<'static> {
        own::told(self.venue.standing.as_ref())
    }

    fn phone(&self) -> Option<format::Phone> {
        self.venue.phone.as_deref().map(format::Phone::new)
    }

    fn lines<'a>(&self, text: &'a str) -> std::str::Lines<'a> {
        text.lines()
    }
}

/// What a page that follows a change is told.
#[derive(Deserialize)]
pub(super) struct After {
    #[serde(default)]
    fait: String,
}

pub(super) async fn show(
    State(portal): State<Portal>,
    member: Member,
    Path(id): Path<String>,
    Query(after): Query<After>,
) -> Result<Page, Trouble> {
    let venue = own::for_managers(&portal, &member, &id).await?;
    let title = venue.name().to_owned();
    Ok(Page::new(title, &Sheet { venue, done: !after.fait.is_empty() }))
}
