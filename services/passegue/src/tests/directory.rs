//! Which machine answers for which venue.

use std::time::Duration;

use kernel::ids::VenueId;
use registry::agenda;
use serde_json::{Value, json};
use tokio::{task::yield_now, time::timeout};

use super::support::Network;

const WORKSHOPS: &str = "query ($venueId: ID!) { workshops(venueId: $venueId, first: 5) { nodes { title } } }";

impl Network {
    async fn titles(&self, venue: VenueId) -> Value {
        self.ask(WORKSHOPS, json!({ "venueId": venue })).await["workshops"].take()
    }

    /// Waits until the centre has heard what the venue offers.
    async fn heard(&self, venue: VenueId) -> usize {
        let hears = async {
            loop {
                let look = self.centre.store().read("test", move |conn| Ok(agenda::held(conn, venue)?));
                if let Some((document, _)) = look.await.unwrap() {
                    return document.workshops.len();
                }
                yield_now().await;
            }
        };
        timeout(Duration::from_secs(10), hears).await.unwrap()
    }
}

#[tokio::test]
async fn a_new_venue_is_hosted_at_once_and_tells_its_agenda() {
    let network = Network::start("directory_hosted").await;
    let (venue, structure) = network.venue("Médiathèque").await;
    let created = network.workshop(venue, structure).await;
    assert_eq!(created["workshop"]["title"], "Premiers pas", "{created}");
    assert_eq!(network.titles(venue).await["nodes"][0]["title"], "Premiers pas");
    assert_eq!(network.heard(venue).await, 1);
}

#[tokio::test]
async fn a_venue_that_nobody_knows_is_nowhere() {
    let network = Network::start("directory_nowhere").await;
    assert!(network.titles(VenueId::from_bytes([9; 16])).await.is_null());
}

#[tokio::test]
async fn a_declared_machine_answers_at_once_instead_of_the_centre() {
    let network = Network::start("directory_machine").await;
    let (venue, structure) = network.venue("Mairie").await;
    let (node, serving) = network.machine("mairie", venue, structure).await;
    network.declare(venue, &serving.url(), &node.public_key().to_hex()).await;
    let created = network.workshop(venue, structure).await;
    assert_eq!(created["workshop"]["title"], "Premiers pas", "{created}");
    let there = node::push::agenda_of(node.house(), venue).await.unwrap().unwrap();
    assert_eq!(there.workshops.len(), 1);
    assert_eq!(network.titles(venue).await["nodes"][0]["title"], "Premiers pas");
    assert_eq!(network.heard(venue).await, 1);
    serving.stop().await;
}

#[tokio::test]
async fn a_machine_declared_by_another_process_is_seen_within_a_second() {
    let network = Network::start("directory_other_process").await;
    let (venue, structure) = network.venue("Cyber").await;
    let (node, serving) = network.machine("cyber", venue, structure).await;
    let here = crate::found::machine_administrator();
    let key = node.public_key().to_hex();
    registry::declare::declare_node(network.centre.store(), &here, "k", venue, &serving.url(), &key).await.unwrap();
    network.centre.renew().await.unwrap();
    let created = network.workshop(venue, structure).await;
    assert_eq!(created["workshop"]["title"], "Premiers pas", "{created}");
    assert!(node::push::agenda_of(node.house(), venue).await.unwrap().is_some());
}
