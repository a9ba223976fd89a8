//! A venue's agenda: what it offers to learn, and when.

use serde_json::{Value, json};

use super::{
    Network, Place,
    answer::{Answer, text},
    deeds::{CREATE_WORKSHOP, SCHEDULE},
};

/// A workshop as its form is filled in.
pub(crate) fn workshop(title: &str) -> Value {
    json!({
        "title": title, "theme": "PHONE_BASICS", "level": "BEGINNER", "minutes": 120, "priceCheques": 1, "seats": 8,
    })
}

impl Network {
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
