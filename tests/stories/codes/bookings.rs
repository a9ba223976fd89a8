//! What is refused of rooms and of those who hold sessions, of seats, and of cheques that are kept for them.

use serde_json::json;

use super::Scene;
use crate::support::network::{
    Carnet, Place, Wanted,
    answer::Answer,
    deeds::{BOOK_SEAT, HOLD_CHEQUES, RELEASE_CHEQUES, SCHEDULE},
};

impl Scene {
    /// One seat, and two people.
    pub(super) async fn books_one_too_many(&self) -> Answer {
        let workshop = self.net.offers(&self.hesdin, "Premiers clics").await;
        let plan = json!({ "workshopId": workshop, "startsAt": "2025-10-20T14:00:00+02:00", "seats": 1 });
        let planned = json!({ "venue": self.hesdin.id, "input": plan });
        let session = self.net.asks(&self.hesdin.counter, SCHEDULE, planned).await.ok()["id"].clone();
        let wish = json!({ "venue": self.hesdin.id, "input": { "sessionId": session } });
        self.net.asks(&self.net.cast.prescriber, BOOK_SEAT, wish.clone()).await.ok();
        self.net.asks(&self.net.cast.prescriber, BOOK_SEAT, wish).await
    }

    /// All ten are kept for a booking at another venue, and one of them is presented here.
    pub(super) async fn kept_elsewhere(&self) -> Answer {
        let carnet = self.net.carnet().await;
        self.keeps(&self.auchy, &carnet, 10).await.ok();
        self.presents(&[&carnet[9]]).await
    }

    /// An order forgives one booking that is missed.
    pub(super) async fn is_missed_once_too_often(&self) -> Answer {
        let carnet = self.net.order_ruled(Wanted::default(), json!({ "holdsForgiven": 1 })).await.carnets.remove(0);
        self.net.hands_over(&carnet, "62447", "OTHER").await.ok();
        let booking = self.keeps(&self.hesdin, &carnet, 1).await.ok()["bookingId"].clone();
        let missed = json!({ "booking": booking, "why": "MISSED" });
        self.net.asks(&self.hesdin.counter, RELEASE_CHEQUES, missed).await.ok();
        self.keeps(&self.hesdin, &carnet, 1).await
    }

    /// The prescriber who handed a booklet over has cheques of it kept for a booking.
    async fn keeps(&self, place: &Place, carnet: &Carnet, cheques: i64) -> Answer {
        let input = json!({
            "bookingId": self.net.nothing(), "carnet": carnet.serial, "cheques": cheques, "venueId": place.id,
            "startsAt": "2025-10-08T14:00:00+02:00",
        });
        self.net.asks(&self.net.cast.prescriber, HOLD_CHEQUES, json!({ "input": input })).await
    }

    /// Two sessions in one room, or of one person, of which the second begins before the first ends.
    pub(super) async fn plans_twice(&self, field: &str, taken: &str) -> Answer {
        let workshop = self.net.offers(&self.hesdin, "Prendre en main son téléphone").await;
        let at = |hour: &str| {
            let mut input = json!({ "workshopId": workshop, "startsAt": format!("2025-10-20T{hour}:00+02:00") });
            input[field] = json!(taken);
            json!({ "venue": self.hesdin.id, "input": input })
        };
        self.net.asks(&self.hesdin.counter, SCHEDULE, at("14:00")).await.ok();
        self.net.asks(&self.hesdin.counter, SCHEDULE, at("15:59")).await
    }
}
