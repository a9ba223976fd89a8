//! Where a venue's workshops sit and who holds them, as its machine tells it.

use cynic::QueryBuilder;

use super::own::Venue;
use crate::{parts::Select, portal::Portal, schema, trouble::Trouble, visitor::Member, words::t};

#[derive(cynic::QueryVariables)]
struct OfVenue {
    venue: cynic::Id,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "OfVenue")]
struct Asked {
    #[arguments(venueId: $venue)]
    rooms: Option<Vec<Room>>,
    #[arguments(venueId: $venue)]
    trainers: Option<Vec<Trainer>>,
}

/// A room, or a place elsewhere.
#[derive(Clone, cynic::QueryFragment)]
pub(super) struct Room {
    pub(super) id: cynic::Id,
    pub(super) name: String,
    pub(super) seats: i32,
    pub(super) address: Option<String>,
    ended: bool,
}

/// Somebody who holds workshops.
#[derive(Clone, cynic::QueryFragment)]
pub(super) struct Trainer {
    pub(super) id: cynic::Id,
    pub(super) name: String,
    ended: bool,
}

/// The rooms in use, and those who hold workshops.
pub(super) struct Places {
    pub(super) rooms: Vec<Room>,
    pub(super) trainers: Vec<Trainer>,
}

/// Asks the venue's machine.
pub(super) async fn places(portal: &Portal, member: &Member, venue: &Venue) -> Result<Places, Trouble> {
    let told = portal.ask(&member.visitor, Asked::build(OfVenue { venue: venue.id.clone() })).await?;
    let rooms = told.rooms.ok_or(Trouble::Away)?;
    Ok(Places {
        rooms: rooms.into_iter().filter(|room| !room.ended).collect(),
        trainers: told.trainers.unwrap_or_default().into_iter().filter(|trainer| !trainer.ended).collect(),
    })
}

impl Places {
    /// The rooms to choose among, in a field that may stay empty.
    pub(super) fn choose_room(&self, select: Select) -> Select {
        let select = select.choice("", t("series-room-none"));
        self.rooms.iter().fold(select, |select, room| select.choice(room.id.inner(), &room.name))
    }

    /// The people to choose among, in a field that may stay empty.
    pub(super) fn choose_trainer(&self, select: Select, nobody: &'static str) -> Select {
        let select = select.choice("", t(nobody));
        self.trainers.iter().fold(select, |select, trainer| select.choice(trainer.id.inner(), &trainer.name))
    }
}
