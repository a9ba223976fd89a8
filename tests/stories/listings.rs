//! Listed places: what others publish, told to whoever looks for a place, and kept apart from the network's venues.

use kernel::clock::Day;
use registry::{
    import_listings::{Ending, Mode, import_listings},
    venue_file::{ListedPlace, ReadRow},
};
use serde_json::{Value, json};

use crate::support::{
    engine::{Engine, on_both_engines},
    network::{
        Network,
        answer::text,
        cast::Person,
        deeds::{LISTED, VENUES},
    },
};

on_both_engines!(a_finder_shows_what_is_published, a_list_is_read_page_by_page);

fn library() -> ListedPlace {
    ListedPlace {
        id: Some("mediatheque-auchy".to_owned()),
        name: "Médiathèque d'Auchy".to_owned(),
        commune: "AUCHY LES HESDIN".to_owned(),
        postcode: "62770".to_owned(),
        insee: Some("62050".to_owned()),
        address: "2 place de l'Abbaye".to_owned(),
        phone: Some("+33321000000".to_owned()),
        mails: vec!["prenom.nom@example.org".to_owned()],
        hours: Some("Tu 14:00-18:00".to_owned()),
        services: vec!["Maîtrise des outils numériques du quotidien".to_owned()],
        updated_on: Day::of(2024, 5, 2).ok(),
        takes_pass: true,
        ..ListedPlace::default()
    }
}

async fn listed(net: &Network, places: impl IntoIterator<Item = ListedPlace>) {
    let row = |(line, place): (usize, ListedPlace)| ReadRow {
        line,
        name: place.name.clone(),
        outcome: Ok(place),
        warnings: Vec::new(),
    };
    let rows = (2..).zip(places).map(row).collect();
    let reports =
        import_listings(net.centre().store(), rows, "Annuaire d'essai", Mode::Write).await.expect("an import");
    assert!(reports.iter().all(|report| report.ending == Ending::Imported), "{reports:?}");
}

async fn a_finder_shows_what_is_published(engine: Engine) {
    let net = Network::open(engine, "listed").await;
    let nobody = Person::nobody();
    assert!(net.asks(&nobody, LISTED, json!({})).await.nodes().is_empty());
    let (school, far) = (
        ListedPlace { name: "École".to_owned(), insee: Some("62041".to_owned()), id: None, ..library() },
        ListedPlace { name: "Maison".to_owned(), commune: "Arras".to_owned(), insee: None, id: None, ..library() },
    );
    listed(&net, [library(), school, far]).await;
    let found = net.asks(&nobody, LISTED, json!({ "search": "mediatheque AUCHY" })).await.nodes();
    let [place] = found.as_slice() else { panic!("{found:?}") };
    let mut told = place.clone();
    told.as_object_mut().expect("a place").remove("id");
    assert_eq!(
        told,
        json!({
            "name": "Médiathèque d'Auchy", "address": "2 place de l'Abbaye", "postcode": "62770",
            "communeName": "AUCHY LES HESDIN",
            "commune": { "code": "62050", "name": "Auchy-lès-Hesdin", "year": 2024 },
            "point": null, "hours": "Tu 14:00-18:00", "phone": "+33321000000",
            "services": ["Maîtrise des outils numériques du quotidien"], "takesPass": true,
            "source": "Annuaire d'essai", "updatedOn": "2024-05-02",
        })
    );
    let names = async |asked: Value| -> Vec<String> {
        net.asks(&nobody, LISTED, asked).await.nodes().iter().map(|place| text(&place["name"])).collect()
    };
    assert_eq!(names(json!({})).await, ["École", "Maison", "Médiathèque d'Auchy"]);
    assert_eq!(names(json!({ "commune": "62050" })).await, ["Médiathèque d'Auchy"]);
    assert_eq!(names(json!({ "commune": "62050", "year": 2022 })).await, ["Médiathèque d'Auchy"]);
    assert!(names(json!({ "commune": "62041" })).await.is_empty(), "outside the territory no commune is known");
    // What others publish is no venue of the network, whatever they say of the Pass.
    assert!(net.asks(&nobody, VENUES, json!({})).await.nodes().is_empty());
}

async fn a_list_is_read_page_by_page(engine: Engine) {
    let net = Network::open(engine, "listed_pages").await;
    let nobody = Person::nobody();
    // Two places of one name: the identifier decides which comes first.
    listed(
        &net,
        (0..45).map(|no| ListedPlace { id: Some(no.to_string()), name: format!("Lieu {}", no / 2), ..library() }),
    )
    .await;
    let mut seen = Vec::new();
    let mut after = Value::Null;
    loop {
        let page = net.asks(&nobody, LISTED, json!({ "after": after })).await.shown();
        let edges = page["edges"].as_array().expect("edges").clone();
        assert!(edges.len() <= 20);
        seen.extend(edges.iter().map(|edge| text(&edge["node"]["id"])));
        after = page["pageInfo"]["endCursor"].clone();
        if page["pageInfo"]["hasNextPage"] == false {
            break;
        }
    }
    let all = net.asks(&nobody, LISTED, json!({ "first": 100 })).await.nodes();
    assert_eq!(all.iter().map(|place| text(&place["id"])).collect::<Vec<_>>(), seen);
    assert_eq!(seen.len(), 45);
    for (asked, code) in [(json!({ "first": 101 }), "LIMIT_EXCEEDED"), (json!({ "after": "?" }), "BAD_REQUEST")] {
        assert_eq!(net.asks(&nobody, LISTED, asked).await.fault(), code);
    }
}
