//! `/lieu/ID/salles`: the rooms of a venue, the places to which it goes, and those who hold workshops.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Response},
};
use cynic::MutationBuilder;
use kernel::access::Role;

use super::{
    deed::settled,
    own::{self, Venue},
    places::{self, Places, Room},
    workshop_new::number,
};
use crate::{
    ask::Refusal,
    form::{Form, Typed},
    page::{Page, see},
    portal::Portal,
    schema,
    trouble::Trouble,
    visitor::Member,
    words::t,
};

#[derive(cynic::QueryVariables)]
struct New {
    key: cynic::Id,
    venue: cynic::Id,
    input: RoomInput,
}

#[derive(cynic::InputObject)]
struct RoomInput {
    name: String,
    seats: i32,
    address: Option<String>,
    commune: Option<cynic::Id>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "New")]
struct AddRoom {
    #[arguments(key: $key, venueId: $venue, input: $input)]
    add_room: Option<RoomPayload>,
}

#[derive(cynic::QueryVariables)]
struct GiveUp {
    key: cynic::Id,
    venue: cynic::Id,
    room: cynic::Id,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "GiveUp")]
struct EndRoom {
    #[arguments(key: $key, venueId: $venue, roomId: $room)]
    end_room: Option<RoomPayload>,
}

#[derive(cynic::QueryFragment)]
struct RoomPayload {
    refusal: Option<Refusal>,
}

#[derive(cynic::QueryVariables)]
struct Joins {
    key: cynic::Id,
    venue: cynic::Id,
    name: String,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "Joins")]
struct AddTrainer {
    #[arguments(key: $key, venueId: $venue, name: $name)]
    add_trainer: Option<TrainerPayload>,
}

#[derive(cynic::QueryVariables)]
struct Leaves {
    key: cynic::Id,
    venue: cynic::Id,
    trainer: cynic::Id,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "Leaves")]
struct EndTrainer {
    #[arguments(key: $key, venueId: $venue, trainerId: $trainer)]
    end_trainer: Option<TrainerPayload>,
}

#[derive(cynic::QueryFragment)]
struct TrainerPayload {
    refusal: Option<Refusal>,
}

#[derive(Template)]
#[template(path = "venue/rooms.html")]
struct Rooms {
    venue: Venue,
    places: Places,
    manages: bool,
    form: Form,
}

impl Rooms {
    fn back(&self) -> String {
        format!("{}/ateliers", self.venue.path())
    }

    fn facts(&self, room: &Room) -> String {
        let seats = t("rooms-seats").with("seats", room.seats).to_string();
        match &room.address {
            Some(address) => format!("{address}. {seats}"),
            None => seats,
        }
    }
}

pub(super) async fn show(
    State(portal): State<Portal>,
    member: Member,
    Path(id): Path<String>,
) -> Result<Page, Trouble> {
    let form = Form::blank(&portal, &member.visitor);
    page(&portal, &member, own::for_staff(&portal, &member, &id).await?, form).await
}

pub(super) async fn add(
    State(portal): State<Portal>,
    member: Member,
    Path(id): Path<String>,
    typed: Typed,
) -> Result<Response, Trouble> {
    let venue = own::for_staff(&portal, &member, &id).await?;
    let mut form = Form::sent(&portal, &member.visitor, typed);
    if let Some(input) = input(&mut form) {
        let new = New { key: form.key().into(), venue: venue.id.clone(), input };
        let done = portal.ask(&member.visitor, AddRoom::build(new)).await?.add_room;
        if settled(&mut form, "", done.map(|payload| payload.refusal)) {
            return Ok(back(&venue));
        }
    }
    Ok(page(&portal, &member, venue, form).await?.into_response())
}

pub(super) async fn end(
    State(portal): State<Portal>,
    member: Member,
    Path((id, room)): Path<(String, String)>,
    typed: Typed,
) -> Result<Response, Trouble> {
    let venue = own::for_staff(&portal, &member, &id).await?;
    let mut form = Form::sent(&portal, &member.visitor, typed);
    if !form.is_wrong() {
        let end = GiveUp { key: form.key().into(), venue: venue.id.clone(), room: room.into() };
        let done = portal.ask(&member.visitor, EndRoom::build(end)).await?.end_room;
        if settled(&mut form, "", done.map(|payload| payload.refusal)) {
            return Ok(back(&venue));
        }
    }
    Ok(page(&portal, &member, venue, form).await?.into_response())
}

pub(super) async fn add_trainer(
    State(portal): State<Portal>,
    member: Member,
    Path(id): Path<String>,
    typed: Typed,
) -> Result<Response, Trouble> {
    let venue = own::for_managers(&portal, &member, &id).await?;
    let mut form = Form::sent(&portal, &member.visitor, typed);
    let name = form.typed().get("qui").to_owned();
    if name.is_empty() || name.chars().count() > 80 {
        form.wrong("qui", t("rooms-wrong-who"));
    }
    if !form.is_wrong() {
        let joins = Joins { key: form.key().into(), venue: venue.id.clone(), name };
        let done = portal.ask(&member.visitor, AddTrainer::build(joins)).await?.add_trainer;
        if settled(&mut form, "", done.map(|payload| payload.refusal)) {
            return Ok(back(&venue));
        }
    }
    Ok(page(&portal, &member, venue, form).await?.into_response())
}

pub(super) async fn end_trainer(
    State(portal): State<Portal>,
    member: Member,
    Path((id, trainer)): Path<(String, String)>,
    typed: Typed,
) -> Result<Response, Trouble> {
    let venue = own::for_managers(&portal, &member, &id).await?;
    let mut form = Form::sent(&portal, &member.visitor, typed);
    if !form.is_wrong() {
        let leaves = Leaves { key: form.key().into(), venue: venue.id.clone(), trainer: trainer.into() };
        let done = portal.ask(&member.visitor, EndTrainer::build(leaves)).await?.end_trainer;
        if settled(&mut form, "", done.map(|payload| payload.refusal)) {
            return Ok(back(&venue));
        }
    }
    Ok(page(&portal, &member, venue, form).await?.into_response())
}

fn back(venue: &Venue) -> Response {
    see(&format!("{}/salles", venue.path())).into_response()
}

async fn page(portal: &Portal, member: &Member, venue: Venue, form: Form) -> Result<Page, Trouble> {
    let places = places::places(portal, member, &venue).await?;
    let manages = member.is(Role::VenueManager);
    Ok(Page::of_form(t("rooms-title"), &form.clone(), &Rooms { venue, places, manages, form }))
}

/// What was typed, unless something is wrong with it.
fn input(form: &mut Form) -> Option<RoomInput> {
    let typed = form.typed().clone();
    let name = typed.get("nom").to_owned();
    if name.is_empty() || name.chars().count() > 80 {
        form.wrong("nom", t("rooms-wrong-name"));
    }
    let seats = number(form, "places", 1..=500, "workshop-wrong-seats");
    let (address, commune) = (typed.some("adresse").map(str::to_owned), typed.some("commune").map(cynic::Id::new));
    match (&address, &commune) {
        (Some(_), None) => form.wrong("commune", t("rooms-wrong-commune")),
        (None, Some(_)) => form.wrong("adresse", t("rooms-wrong-address")),
        _ => {}
    }
    if form.is_wrong() {
        return None;
    }
    Some(RoomInput { name, seats: seats?, address, commune })
}
