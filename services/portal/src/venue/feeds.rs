//! `/lieu/ID/agendas`: calendars to follow from a telephone or a town's site; `/agenda/LIEU/SECRET.ics`: what is followed.
//!
//! The secret is made here and shown once: the network keeps its hash alone.

use askama::Template;
use axum::{
    extract::{Path, State},
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use cynic::{MutationBuilder, QueryBuilder};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use super::{
    deed::settled,
    own::{self, Venue},
    places::{self, Places},
};
use crate::{
    ask::Refusal,
    form::{Form, Typed},
    format,
    page::{Page, see},
    parts::Select,
    portal::Portal,
    schema,
    trouble::Trouble,
    visitor::{Member, Visitor},
    words::t,
};

#[derive(cynic::QueryVariables)]
struct OfVenue {
    venue: cynic::Id,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "OfVenue")]
struct Open {
    #[arguments(venueId: $venue)]
    feeds: Option<Vec<Feed>>,
}

#[derive(cynic::QueryFragment)]
struct Feed {
    id: cynic::Id,
    trainer_id: Option<cynic::Id>,
    created_at: String,
}

#[derive(cynic::QueryVariables)]
struct Opening {
    key: cynic::Id,
    venue: cynic::Id,
    secret: String,
    trainer: Option<cynic::Id>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "Opening")]
struct OpenFeed {
    #[arguments(key: $key, venueId: $venue, secret: $secret, trainerId: $trainer)]
    open_feed: Option<FeedPayload>,
}

#[derive(cynic::QueryVariables)]
struct Closing {
    key: cynic::Id,
    venue: cynic::Id,
    feed: cynic::Id,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "Closing")]
struct CloseFeed {
    #[arguments(key: $key, venueId: $venue, feedId: $feed)]
    close_feed: Option<FeedPayload>,
}

#[derive(cynic::QueryFragment)]
struct FeedPayload {
    refusal: Option<Refusal>,
}

#[derive(cynic::QueryVariables)]
struct BySecret {
    venue: cynic::Id,
    secret: String,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "BySecret")]
struct Followed {
    #[arguments(venueId: $venue, secret: $secret)]
    feed: Option<String>,
}

#[derive(Template)]
#[template(path = "venue/feeds.html")]
struct Feeds {
    venue: Venue,
    places: Places,
    feeds: Vec<Feed>,
    /// The address of the one that was just opened: it is shown once.
    opened: Option<String>,
    form: Form,
}

impl Feeds {
    fn back(&self) -> String {
        format!("{}/ateliers", self.venue.path())
    }

    fn whose(&self) -> Select {
        self.places.choose_trainer(self.form.select("qui", t("feeds-whose")), "feeds-whole")
    }

    fn name(&self, feed: &Feed) -> String {
        let since = format::stamp(&feed.created_at);
        let who = self.places.trainers.iter().find(|one| Some(&one.id) == feed.trainer_id.as_ref());
        match (who, &feed.trainer_id) {
            (Some(who), _) => t("feeds-of-person").with("name", who.name.as_str()).with("since", since).to_string(),
            (None, Some(_)) => t("feeds-of-somebody").with("since", since).to_string(),
            (None, None) => t("feeds-of-venue").with("since", since).to_string(),
        }
    }
}

pub(super) async fn show(
    State(portal): State<Portal>,
    member: Member,
    Path(id): Path<String>,
) -> Result<Page, Trouble> {
    let venue = own::for_managers(&portal, &member, &id).await?;
    let form = Form::blank(&portal, &member.visitor);
    page(&portal, &member, venue, None, form).await
}

pub(super) async fn open(
    State(portal): State<Portal>,
    member: Member,
    Path(id): Path<String>,
    typed: Typed,
) -> Result<Page, Trouble> {
    let venue = own::for_managers(&portal, &member, &id).await?;
    let mut form = Form::sent(&portal, &member.visitor, typed);
    if form.is_wrong() {
        return page(&portal, &member, venue, None, form).await;
    }
    let secret = secret(&portal, form.key());
    let trainer = form.typed().some("qui").map(cynic::Id::new);
    let opening = Opening { key: form.key().into(), venue: venue.id.clone(), secret: secret.clone(), trainer };
    let done = portal.ask(&member.visitor, OpenFeed::build(opening)).await?.open_feed;
    let is_open = settled(&mut form, "", done.map(|payload| payload.refusal));
    let opened = is_open.then(|| format!("/agenda/{}/{secret}.ics", venue.id.inner()));
    // Another one is opened by another form.
    let form = if opened.is_some() { Form::blank(&portal, &member.visitor) } else { form };
    page(&portal, &member, venue, opened, form).await
}

pub(super) async fn close(
    State(portal): State<Portal>,
    member: Member,
    Path((id, feed)): Path<(String, String)>,
    typed: Typed,
) -> Result<Response, Trouble> {
    let venue = own::for_managers(&portal, &member, &id).await?;
    let mut form = Form::sent(&portal, &member.visitor, typed);
    if !form.is_wrong() {
        let closing = Closing { key: form.key().into(), venue: venue.id.clone(), feed: feed.into() };
        let done = portal.ask(&member.visitor, CloseFeed::build(closing)).await?.close_feed;
        if settled(&mut form, "", done.map(|payload| payload.refusal)) {
            return Ok(see(&format!("{}/agendas", venue.path())).into_response());
        }
    }
    Ok(page(&portal, &member, venue, None, form).await?.into_response())
}

/// The calendar itself, for a program that asks every hour; nothing for a secret that opens nothing.
pub(super) async fn follow(
    State(portal): State<Portal>,
    visitor: Visitor,
    Path((venue, file)): Path<(String, String)>,
) -> Result<Response, Trouble> {
    let secret = file.strip_suffix(".ics").ok_or(Trouble::Absent)?.to_owned();
    let told = portal.ask(&visitor, Followed::build(BySecret { venue: venue.into(), secret })).await?;
    let mut response = told.feed.ok_or(Trouble::Absent)?.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/calendar; charset=utf-8"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, max-age=900"));
    Ok(response)
}

async fn page(
    portal: &Portal,
    member: &Member,
    venue: Venue,
    opened: Option<String>,
    form: Form,
) -> Result<Page, Trouble> {
    let places = places::places(portal, member, &venue).await?;
    let asked = Open::build(OfVenue { venue: venue.id.clone() });
    let feeds = portal.ask(&member.visitor, asked).await?.feeds.unwrap_or_default();
    Ok(Page::of_form(t("feeds-title"), &form.clone(), &Feeds { venue, places, feeds, opened, form }))
}

/// The same for the same form, and not to be made of what the network keeps: the key alone tells nothing of it.
fn secret(portal: &Portal, key: &str) -> String {
    let mut block = [0; 64];
    block.copy_from_slice(portal.forms());
    let mac = Hmac::<Sha256>::new(&block.into()).chain_update("agenda").chain_update(key);
    mac.finalize().into_bytes().iter().take(20).map(|byte| format!("{byte:02x}")).collect()
}
