//! Rooms: added, given up, listed. A place in a village to which the venue goes is a room with an address.

use std::collections::HashMap;

use kernel::{
    access::Action,
    ids::{RoomId, VenueId},
};
use serde::Serialize;
use store::{Fault, Reply, Tx, act::ContentHash};

use crate::{
    house::{Asked, House},
    refusal,
    room::{Elsewhere, Room},
    rows, workshop,
};

/// A room as it is added.
#[derive(Clone, Debug, Serialize)]
pub struct NewRoom {
    /// Its name for people; 1 to 80 characters.
    pub name: String,
    /// How many people it takes.
    pub seats: i64,
    /// Where it is, when it is not within the venue's walls.
    pub elsewhere: Option<Elsewhere>,
}

/// Adds a room. Refuses `NOT_FOUND` (the venue), `FORBIDDEN`, `INPUT_INVALID`, `KEY_REUSED`.
pub async fn add_room(house: &House, asked: &Asked<'_>, new: NewRoom) -> Reply<Room> {
    let act = house.admit(asked, Action::AddRoom)?;
    let elsewhere = new.elsewhere.map(Elsewhere::checked).transpose()?;
    let (name, seats) = (refusal::text("name", &new.name, 80)?, workshop::seats(new.seats)?);
    let venue = asked.venue;
    let content = ContentHash::of(&(venue, &name, seats, &elsewhere))?;
    let add = move |tx: &mut Tx<'_>| -> Reply<Room> {
        let id = tx.chance().id();
        let room = Room { venue, id, name: name.clone(), seats, elsewhere: elsewhere.clone(), ended_at: None };
        rows::insert_room(tx, &room)?;
        Ok(room)
    };
    house.change(act, content, venue, add).await
}

/// Gives a room up: what is planned there stays, nothing more is. Refuses `NOT_FOUND`, `FORBIDDEN`, `KEY_REUSED`, `WRONG_STAGE`.
pub async fn end_room(house: &House, asked: &Asked<'_>, id: RoomId) -> Reply<Room> {
    let act = house.admit(asked, Action::EndRoom)?;
    let venue = asked.venue;
    let content = ContentHash::of(&(venue, id))?;
    let end = move |tx: &mut Tx<'_>| -> Reply<Room> {
        let room = rows::room(tx.conn, venue, id)?.ok_or_else(refusal::absent)?;
        if room.ended_at.is_some() {
            return Err(refusal::stage("ended").into());
        }
        rows::end_room(tx, venue, id)?;
        Ok(Room { ended_at: Some(tx.now()), ..room })
    };
    house.change(act, content, venue, end).await
}

/// The rooms of these venues, given up or not, in one statement. A venue that is not served here is absent.
pub async fn rooms(house: &House, venues: Vec<VenueId>) -> Result<HashMap<VenueId, Vec<Room>>, Fault> {
    let mut found: HashMap<_, _> =
        venues.into_iter().filter(|venue| house.serves(*venue)).map(|venue| (venue, Vec::new())).collect();
    let here: Vec<VenueId> = found.keys().copied().collect();
    for room in house.read("node.rooms", move |conn| rows::rooms(conn, &here)).await? {
        found.entry(room.venue).or_default().push(room);
    }
    Ok(found)
}
