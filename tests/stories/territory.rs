//! The territory: communes by year, what became of them, and the venue nearest to each.

use serde_json::{Value, json};

use crate::support::{
    engine::{Engine, on_both_engines},
    network::{
        Network,
        answer::text,
        cast::Person,
        deeds::{COMMUNE, COMMUNES, VENUE, VENUES},
    },
};

on_both_engines!(
    the_communes_of_a_year_are_whole,
    a_commune_that_ended_names_its_successor,
    each_commune_knows_its_nearest_venue,
    venues_are_found_by_distance_and_page_by_page,
);

async fn the_communes_of_a_year_are_whole(engine: Engine) {
    let net = Network::open(engine, "communes").await;
    let nobody = Person::nobody();
    for (year, count) in [(2022, 69), (2023, 69), (2024, 69), (2025, 66), (2026, 66)] {
        let communes = net.asks(&nobody, COMMUNES, json!({ "year": year })).await.shown();
        assert_eq!(communes["nodes"].as_array().map(Vec::len), Some(count), "{year}");
    }
    for year in [2021, 2027, 0, -1] {
        net.asks(&nobody, COMMUNES, json!({ "year": year })).await.refused("VINTAGE_UNKNOWN");
    }
}

async fn a_commune_that_ended_names_its_successor(engine: Engine) {
    let net = Network::open(engine, "successor").await;
    let commune = async |code: &str, year: i64| {
        net.asks(&Person::nobody(), COMMUNE, json!({ "code": code, "year": year })).await.shown()
    };
    let huby = commune("62461", 2024).await;
    assert_eq!((&huby["name"], &huby["successor"]), (&json!("Huby-Saint-Leu"), &json!("62447")));
    assert_eq!(commune("62447", 2024).await["name"], "Hesdin");
    let today = commune("62447", 2025).await;
    assert_eq!((&today["name"], &today["successor"]), (&json!("Hesdin-la-Forêt"), &Value::Null));
    for (code, year) in [("62461", 2025), ("75056", 2025), ("62447", 2021), ("", 2025)] {
        assert!(commune(code, year).await.is_null(), "{code} in {year}");
    }
}

async fn each_commune_knows_its_nearest_venue(engine: Engine) {
    let net = Network::open(engine, "nearest").await;
    let nearest = async |code: &str| {
        let asked = json!({ "code": code, "year": 2025 });
        net.asks(&Person::nobody(), COMMUNE, asked).await.shown()["nearestVenue"].clone()
    };
    assert!(nearest("62447").await.is_null(), "no venue yet");
    let (hesdin, auchy) = (net.venue("Hesdin").await, net.venue("Auchy").await);
    net.applicant("Beaurainville").await;

    assert_eq!(nearest("62447").await["venue"]["id"], hesdin.id.as_str());
    assert_eq!(nearest("62050").await["venue"]["id"], auchy.id.as_str());
    let far = nearest("62100").await;
    assert_eq!(far["venue"]["id"], hesdin.id.as_str(), "its own venue has no right yet");
    let km = far["km"].as_f64().expect("a distance");
    assert!((10.0..25.0).contains(&km) && far["estimated"] == true, "{far}");
    net.suspends(&hesdin).await.ok();
    assert_eq!(nearest("62447").await["venue"]["id"], auchy.id.as_str());
}

async fn venues_are_found_by_distance_and_page_by_page(engine: Engine) {
    let net = Network::open(engine, "venues").await;
    let (hesdin, auchy) = (net.venue("Hesdin").await, net.venue("Auchy").await);
    let waiting = net.applicant("Beaurainville").await;
    let found = async |asked: Value| -> Vec<String> {
        net.asks(&Person::nobody(), VENUES, asked).await.nodes().iter().map(|venue| text(&venue["id"])).collect()
    };
    let ids = |places: &[&String]| -> Vec<String> { places.iter().map(|id| (*id).clone()).collect() };

    assert_eq!(found(json!({})).await, ids(&[&auchy.id, &waiting.id, &hesdin.id]), "by name");
    assert_eq!(found(json!({ "accepts": true })).await, ids(&[&auchy.id, &hesdin.id]));
    assert_eq!(found(json!({ "accepts": false })).await, ids(&[&waiting.id]));
    let near = json!({ "near": { "lat": 50.42, "lon": 1.91 } });
    assert_eq!(found(near).await, ids(&[&waiting.id, &hesdin.id, &auchy.id]));
    assert_eq!(found(json!({ "commune": "62050" })).await[0], auchy.id);
    let page = net.asks(&Person::nobody(), VENUES, json!({ "first": 2 })).await.shown();
    let rest = found(json!({ "first": 2, "after": page["pageInfo"]["endCursor"] })).await;
    assert_eq!((&page["pageInfo"]["hasNextPage"], rest), (&json!(true), ids(&[&hesdin.id])));
    assert!(net.asks(&Person::nobody(), VENUE, json!({ "id": net.nothing() })).await.shown().is_null());
}
