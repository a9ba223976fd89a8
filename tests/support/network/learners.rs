//! People who learn, as counters write them down when they should not.

use serde_json::json;

use super::{
    Network, Place,
    answer::Answer,
    deeds::{KEEP_LEARNER, SEND_REFERRAL},
};

impl Network {
    /// The prescriber writes down somebody who is known already under nearly that name.
    pub(crate) async fn keeps_twice(&self) -> Answer {
        let who = |family: &str| json!({ "input": { "givenName": "Amina", "familyName": family, "birthYear": 1951 } });
        self.asks(&self.cast.prescriber, KEEP_LEARNER, who("Ba")).await.ok();
        self.asks(&self.cast.prescriber, KEEP_LEARNER, who("Bâ")).await
    }

    /// The prescriber sends somebody to a place, and did not ask them.
    pub(crate) async fn sends_without_asking(&self, place: &Place) -> Answer {
        let input = json!({ "givenName": "Zélie", "familyName": "Canari" });
        let kept =
            self.asks(&self.cast.prescriber, KEEP_LEARNER, json!({ "input": input, "another": true })).await.ok();
        let input = json!({ "learnerId": kept["learnerId"], "venueId": place.id });
        self.asks(&self.cast.prescriber, SEND_REFERRAL, json!({ "input": input })).await
    }
}
