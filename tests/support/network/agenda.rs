//! A venue's agenda: what it offers to learn, and when.

use serde_json::{Value, json};

use super::{
    Network, Place,
    answer::{Answer, text},
    deeds::{
        ADD_CALENDAR, ADD_ROOM, ADD_TRAINER, CALENDARS, CREATE_SERIES, CREATE_WORKSHOP, OPEN_FEED, REMOVE_CALENDAR,
        SCHEDULE,
    },
};

/// A workshop as its form is filled in.
pub(crate) fn workshop(title: &str) -> Value {
    json!({
        "title": title, "theme": "PHONE_BASICS", "level": "BEGINNER", "minutes": 120, "priceCheques": 1, "seats": 8,
    })
}

/// What sits again and again, where, held by whom, a calendar of it and one from which the venue publishes, by their identifiers.
pub(crate) struct Plan {
    pub(crate) series: String,
    pub(crate) room: String,
    pub(crate) trainer: String,
    pub(crate) feed: String,
    pub(crate) calendar: String,
}

impl Network {
    /// The people of a venue plan two Wednesdays of a workshop; they have a room, somebody who holds it, and a calendar.
    pub(crate) async fn plans(&self, place: &Place, workshop: &str) -> Plan {
        let input =
            json!({ "workshopId": workshop, "rule": "FREQ=WEEKLY;COUNT=2", "firstDay": "2025-11-05", "time": "10:00" });
        let series = self.asks(&place.counter, CREATE_SERIES, json!({ "venue": place.id, "input": input })).await;
        Plan {
            series: text(&series.shown()["series"]["id"]),
            room: self.has_room(place, "Salle du conseil", 12).await,
            trainer: self.has_trainer(place, "Camille").await,
            feed: self.follows(place, &self.nothing().replace('-', ""), None).await,
            calendar: self.publishes_from_one_more(place, &format!("http://localhost:1/{}.ics", self.nothing())).await,
        }
    }

    /// A venue publishes from one more calendar; from five at most, so that the oldest is given up for it.
    pub(crate) async fn publishes_from_one_more(&self, place: &Place, address: &str) -> String {
        let open = self.asks(&place.manager, CALENDARS, json!({ "venue": place.id })).await.shown();
        if let Some([oldest, _, _, _, _]) = open.as_array().map(Vec::as_slice) {
            let gone = json!({ "venue": place.id, "calendar": oldest["id"] });
            self.asks(&place.manager, REMOVE_CALENDAR, gone).await.ok();
        }
        self.publishes_from(place, address).await
    }

    /// A venue publishes from a calendar elsewhere; its identifier.
    pub(crate) async fn publishes_from(&self, place: &Place, address: &str) -> String {
        let asked = json!({ "venue": place.id, "address": address });
        text(&self.asks(&place.manager, ADD_CALENDAR, asked).await.ok()["id"])
    }

    /// A venue has one more room; its identifier.
    pub(crate) async fn has_room(&self, place: &Place, name: &str, seats: i64) -> String {
        let input = json!({ "name": name, "seats": seats });
        text(&self.asks(&place.counter, ADD_ROOM, json!({ "venue": place.id, "input": input })).await.ok()["id"])
    }

    /// Somebody more holds workshops there; their identifier.
    pub(crate) async fn has_trainer(&self, place: &Place, name: &str) -> String {
        let asked = json!({ "venue": place.id, "name": name });
        text(&self.asks(&place.manager, ADD_TRAINER, asked).await.ok()["id"])
    }

    /// A calendar is opened under a secret, of the venue or of one person; its identifier.
    pub(crate) async fn follows(&self, place: &Place, secret: &str, trainer: Option<&str>) -> String {
        let asked = json!({ "venue": place.id, "secret": secret, "trainer": trainer });
        text(&self.asks(&place.manager, OPEN_FEED, asked).await.ok()["id"])
    }

    /// The counter of a venue offers a workshop; its identifier.
    pub(crate) async fn offers(&self, place: &Place, title: &str) -> String {
        let variables = json!({ "venue": place.id, "input": workshop(title) });
        text(&self.asks(&place.counter, CREATE_WORKSHOP, variables).await.ok()["id"])
    }

    /// It plans a session of it.
    pub(crate) async fn schedules(&self, place: &Place, workshop: &str, starts_at: &str) -> Answer {
        let input = json!({ "workshopId": workshop, "startsAt": starts_at });
        self.asks(&place.counter, SCHEDULE, json!({ "venue": place.id, "input": input })).await
    }
}
