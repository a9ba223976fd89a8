//! Machines that are away, slow, talkative or dishonest.

use std::{
    sync::atomic::Ordering,
    time::{Duration, Instant},
};

use serde_json::{Value, json};

use super::{
    network::{Network, codes},
    node::Mood,
    schemas::venue,
};

const AGENDA: &str =
    "{ communes { venues { name workshops(first: 1) { title } } } venues { workshops { seats } flagship { title } } }";

fn entry(error: &Value) -> (&str, &str) {
    let extensions = &error["extensions"];
    (extensions["code"].as_str().unwrap(), extensions["venueId"].as_str().unwrap())
}

#[tokio::test]
async fn a_dead_machine_costs_its_own_venue_and_one_error() {
    let network = Network::start().await;
    network.machines[1].is(Mood::Broken);
    let body = network.ask(AGENDA).await;
    let workshops = |index: usize| body["data"]["communes"][0]["venues"][index]["workshops"].clone();
    assert_eq!(
        (workshops(0), workshops(1), workshops(2)),
        (json!([{ "title": "w0 at 01" }]), Value::Null, json!([{ "title": "w0 at 03" }]))
    );
    assert_eq!(body["data"]["communes"][0]["venues"][1]["name"], "Venue 02");
    assert_eq!(body["errors"].as_array().unwrap().len(), 1, "{body}");
    let error = &body["errors"][0];
    assert_eq!(entry(error), ("VENUE_NODE_UNAVAILABLE", venue(2).as_str()));
    assert_eq!(error["extensions"]["serviceName"], "venue");
    assert!(error["path"].as_array().is_some_and(|path| path.contains(&json!(1))), "{error}");
    assert!(!error["message"].as_str().unwrap().is_empty());
    assert!(!body.to_string().contains("127.0.0.1") && !body.to_string().contains("panicked"), "{body}");
}

#[tokio::test]
async fn whatever_is_no_answer_is_an_unavailable_machine() {
    for mood in [Mood::Page, Mood::Endless, Mood::Elsewhere, Mood::Broken] {
        let network = Network::start().await;
        network.machines[0].is(mood);
        let body = network.ask("{ venues { id workshops { title } } }").await;
        assert_eq!(codes(&body), ["VENUE_NODE_UNAVAILABLE"], "{mood:?}");
        assert_eq!(network.machines[0].probed.load(Ordering::SeqCst), 0, "{mood:?}: no redirect is followed");
    }
}

#[tokio::test]
async fn an_answer_of_a_machine_tells_nothing_of_its_inside() {
    let network = Network::start().await;
    network.machines[0].is(Mood::Talkative);
    let body = network.ask("{ venues(first: 1) { name workshops { title } } }").await;
    assert_eq!(codes(&body), ["INTERNAL", "FORBIDDEN"]);
    assert_eq!(body["errors"][1]["path"], json!(["venues", 0, "workshops"]));
    assert!(!body.to_string().contains("secret.rs"), "{body}");
}

#[tokio::test]
async fn a_machine_fills_only_what_it_was_asked() {
    let network = Network::start().await;
    network.machines[0].is(Mood::Meddling);
    let body = network.ask("{ venues(first: 1) { name workshops { title } } communes { code } }").await;
    assert_eq!(body["data"]["venues"], json!([{ "name": "Venue 01", "workshops": [] }]));
    let query = format!("{{ communes {{ code }} workshops(venueId: \"{}\") {{ title }} }}", venue(1));
    assert_eq!(network.ask(&query).await["data"]["communes"], json!([{ "code": "62447" }]));
}

#[tokio::test]
async fn a_silent_machine_is_waited_for_800_ms_then_not_at_all_until_a_probe_finds_it_back() {
    let network = Network::start().await;
    let (machine, node) = (&network.machines[2], &network.nodes[2]);
    machine.is(Mood::Silent);
    let query = format!("{{ workshops(venueId: \"{}\") {{ title }} }}", venue(3));
    let started = Instant::now();
    let three = futures_util::future::join_all((0..3).map(|_| network.ask(&query))).await;
    let took = started.elapsed();
    assert!(took >= Duration::from_millis(800) && took < Duration::from_secs(4), "{took:?}");
    for body in three {
        assert_eq!(entry(&body["errors"][0]), ("VENUE_NODE_TIMEOUT", venue(3).as_str()));
        assert_eq!(body["errors"][0]["path"], json!(["workshops"]));
        assert_eq!(body["data"], json!({ "workshops": null }));
    }
    assert!(node.is_away());

    let asked = machine.asked.load(Ordering::SeqCst);
    let started = Instant::now();
    assert_eq!(codes(&network.ask(&query).await), ["VENUE_NODE_UNAVAILABLE"]);
    assert!(started.elapsed() < Duration::from_millis(400), "at once");
    assert_eq!(machine.asked.load(Ordering::SeqCst), asked, "no request of a user is a probe");

    machine.is(Mood::Well);
    let back = async {
        while node.is_away() {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(Duration::from_secs(10), back).await.expect("the probe finds the machine back");
    assert_eq!(network.ask(&query).await.get("errors"), None);
}

#[tokio::test]
async fn a_machine_that_no_longer_answers_at_all_is_found_away_by_connection() {
    let network = Network::start().await;
    let nobody = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", nobody.local_addr().unwrap());
    drop(nobody);
    let sender =
        crate::Sender::new(network.key.clone(), network.clock.clone(), kernel::chance::Chance::from_seed(3)).unwrap();
    let node = crate::HttpNode::new(crate::NodeSettings::of("x", url), sender);
    let caller = crate::Caller {
        whence: None,
        actor: kernel::access::Actor::Anonymous,
        request_id: "r".into(),
        deadline: tokio::time::Instant::now() + Duration::from_secs(5),
    };
    for _ in 0..3 {
        let ask = crate::Ask {
            document: &crate::Document::default(),
            text: "{ x }",
            variables: crate::Object::new(),
            caller: &caller,
            venue: None,
        };
        let lost = crate::Node::ask(&node, ask).await.map(|_| ());
        assert_eq!(lost, Err(kernel::refusal::FaultCode::VenueNodeUnavailable));
    }
    assert!(node.is_away());
}
