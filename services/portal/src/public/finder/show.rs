//! The page: a field; then, if several communes may be meant, which one; then the places around it.

use askama::Template;
use axum::{
    extract::{Query, State},
    http::StatusCode,
};
use cynic::QueryBuilder;
use serde::Deserialize;

use super::{
    ask::{Around, Place, Places, Typed, Venue, Wanted},
    picture::{Picture, picture},
};
use crate::{format, page::Page, parts::Pager, portal::Portal, trouble::Trouble, visitor::Visitor, words::t};

const YEARS: (i32, i32) = (2022, 2026);
/// Longer than any name of a commune.
const LONGEST: usize = 100;

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    ou: String,
    commune: String,
    cheques: String,
    ouvert: String,
    apres: Option<String>,
}

impl Asked {
    fn cheques(&self) -> bool {
        !self.cheques.is_empty()
    }

    fn open(&self) -> bool {
        !self.ouvert.is_empty()
    }

    /// The address of the same question, without its page.
    fn path(&self, commune: &str) -> String {
        let mut pairs = form_urlencoded::Serializer::new(String::new());
        pairs.append_pair("commune", commune);
        if self.cheques() {
            pairs.append_pair("cheques", "1");
        }
        if self.open() {
            pairs.append_pair("ouvert", "1");
        }
        format!("/lieux?{}", pairs.finish())
    }
}

#[derive(Template)]
#[template(path = "public/finder.html")]
struct Start<'a> {
    typed: &'a str,
    /// Nothing of that name.
    unknown: bool,
    choices: Vec<Choice>,
}

/// A commune to choose.
struct Choice {
    path: String,
    name: String,
    postcode: String,
    found_as: Option<String>,
}

#[derive(Template)]
#[template(path = "public/found.html")]
struct Found<'a> {
    commune: &'a str,
    code: &'a str,
    asked: &'a Asked,
    venues: Vec<Listed>,
    picture: Picture,
    pager: Pager,
}

struct Listed {
    no: usize,
    id: String,
    name: String,
    place: String,
    phone: Option<format::Phone>,
    way: Option<String>,
    minutes: String,
    cheques: bool,
    open: Option<bool>,
}

pub(crate) async fn show(
    State(portal): State<Portal>,
    visitor: Visitor,
    Query(asked): Query<Asked>,
) -> Result<Page, Trouble> {
    if !asked.commune.is_empty() {
        return found(&portal, &visitor, &asked, &asked.commune).await;
    }
    let typed: String = asked.ou.trim().chars().take(LONGEST).collect();
    if typed.is_empty() {
        return Ok(start(&typed, false, Vec::new()));
    }
    let search = Typed { search: typed.clone(), year: year(&portal) };
    let places = portal.ask(&visitor, Places::build(search)).await?.places;
    match places.as_slice() {
        [] => Ok(start(&typed, true, Vec::new()).status(StatusCode::NOT_FOUND)),
        [only] => found(&portal, &visitor, &asked, only.code.inner()).await,
        several => Ok(start(&typed, false, several.iter().map(|place| choice(&asked, place)).collect())),
    }
}

fn start(typed: &str, unknown: bool, choices: Vec<Choice>) -> Page {
    let title = if choices.is_empty() { "finder-title" } else { "finder-which" };
    Page::new(t(title), &Start { typed, unknown, choices }).description(t("home-description"))
}

fn choice(asked: &Asked, place: &Place) -> Choice {
    let Place { code, name, postcode, found_as } = place.clone();
    Choice { path: asked.path(code.inner()), name, postcode, found_as }
}

async fn found(portal: &Portal, visitor: &Visitor, asked: &Asked, code: &str) -> Result<Page, Trouble> {
    let (cheques, open) = (asked.cheques().then_some(true), asked.open().then_some(true));
    let after = asked.apres.clone();
    let wanted = Wanted { commune: cynic::Id::new(code), year: year(portal), cheques, open, after };
    let around = portal.ask(visitor, Around::build(wanted)).await?;
    let commune = around.commune.ok_or(Trouble::Absent)?;
    let code = commune.code.inner();
    let picture = picture(&around.communes.nodes, code, &around.venues.nodes);
    let venues = around.venues.nodes.iter().enumerate().map(|(at, venue)| listed(at + 1, venue)).collect();
    let end = around.venues.page_info.next();
    let pager = Pager::new(&asked.path(code), asked.apres.as_deref(), end.as_deref());
    let page = Found { commune: &commune.name, code, asked, venues, picture, pager };
    Ok(Page::new(t("found-title").with("commune", commune.name.as_str()), &page).wide())
}

fn year(portal: &Portal) -> i32 {
    portal.clock().now().day().year().clamp(YEARS.0, YEARS.1)
}

fn listed(no: usize, venue: &Venue) -> Listed {
    Listed {
        no,
        id: venue.id.inner().to_owned(),
        name: venue.name.clone().unwrap_or_default(),
        place: format::address(venue.address.as_deref(), venue.commune.as_ref().map(|commune| commune.name.as_str())),
        phone: venue.phone.as_deref().map(format::Phone::new),
        way: venue.distance.as_ref().map(|way| format::km(way.km)),
        minutes: venue.distance.as_ref().map(|way| format!("{:.0}", way.minutes.max(1.0))).unwrap_or_default(),
        cheques: venue.accepts_cheques == Some(true),
        open: venue.open_now,
    }
}
