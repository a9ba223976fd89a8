//! What is typed in forms: what cannot be right is refused at entry, with the field to look at again.

use serde_json::{Value, json};

use crate::support::{
    engine::{Engine, on_both_engines},
    network::{
        Network,
        answer::text,
        deeds::{DECLARE_NODE, REGISTER, VENUE},
        demand,
    },
};

on_both_engines!(
    the_numbers_of_a_structure_are_controlled,
    the_account_is_controlled,
    the_venue_is_controlled,
    a_machine_is_declared_with_an_address_and_a_key,
    a_key_is_a_short_text,
);

async fn the_numbers_of_a_structure_are_controlled(engine: Engine) {
    let net = Network::open(engine, "numbers").await;
    let registers = async |siret: &str, rna: &str| {
        let input = json!({ "name": "Foyer rural", "kind": "VENUE_HOLDER", "siret": siret, "rna": rna });
        net.asks(&net.cast.operator, REGISTER, json!({ "input": input })).await
    };
    for wrong in ["73282932000075", "7328293200007", "7328293200007A", "35600000000049"] {
        registers(wrong, "").await.refused("SIRET_INVALID");
    }
    for wrong in ["W12345678", "X123456789", "W12345678-"] {
        registers("", wrong).await.refused("RNA_INVALID");
    }
    // Luhn; La Poste by the sum of its digits; a secondary one of La Poste; fourteen zeros are unknown.
    for (siret, kept) in [
        ("732 829 320 00074", json!("73282932000074")),
        ("35600000000048", json!("35600000000048")),
        ("35600000009075", json!("35600000009075")),
        ("00000000000000", Value::Null),
        ("", Value::Null),
    ] {
        let structure = registers(siret, "w751 234 567").await.ok();
        assert_eq!((&structure["siret"], &structure["rna"]), (&kept, &json!("W751234567")));
    }
    let nameless = json!({ "input": { "name": "  ", "kind": "FUNDER" } });
    net.asks(&net.cast.operator, REGISTER, nameless).await.refused("INPUT_INVALID");
}

async fn the_account_is_controlled(engine: Engine) {
    let net = Network::open(engine, "account").await;
    let table = [
        ("iban", "FR76 3000 6000 0112 3456 7890 188", "IBAN_INVALID"),
        ("iban", "FR76 3000 6000 0112 3456 7890 18", "IBAN_INVALID"),
        ("iban", "", "IBAN_INVALID"),
        ("bic", "BDFEFRP", "BIC_INVALID"),
        ("bic", "BDFE1RPP", "BIC_INVALID"),
        ("holder", "", "INPUT_INVALID"),
    ];
    for (field, wrong, code) in table {
        let mut input = demand("Hesdin");
        input["account"][field] = json!(wrong);
        net.applies(input).await.refused(code);
    }
    let application = net.applies(demand("Hesdin")).await.ok();
    let iban = text(&application["account"]["iban"]);
    assert!(iban.starts_with("FR76") && iban.ends_with("0189") && iban.contains('•'), "{iban}");
}

async fn the_venue_is_controlled(engine: Engine) {
    let net = Network::open(engine, "venue_form").await;
    let table = [
        ("name", json!(""), "INPUT_INVALID"),
        ("address", json!("\u{7}"), "INPUT_INVALID"),
        ("phone", json!("au bourg"), "INPUT_INVALID"),
        ("hours", json!("le lundi matin"), "HOURS_INVALID"),
        ("year", json!(2021), "VINTAGE_UNKNOWN"),
        ("year", json!(2027), "VINTAGE_UNKNOWN"),
        ("commune", json!("62461"), "COMMUNE_UNKNOWN"),
        ("commune", json!("75056"), "COMMUNE_UNKNOWN"),
        ("point", json!({ "lat": 91.0, "lon": 2.0 }), "INPUT_INVALID"),
    ];
    for (field, wrong, code) in table {
        let mut input = demand("Hesdin");
        input["venue"][field] = wrong.clone();
        net.applies(input).await.refused(code);
    }
    let mut input = demand("Hesdin");
    input["structure"]["siret"] = json!("12345678901234");
    net.applies(input).await.refused("SIRET_INVALID");

    // The commune of before the merger, said with its year, is right.
    let mut input = demand("Hesdin");
    input["venue"]["commune"] = json!("62461");
    input["venue"]["year"] = json!(2024);
    let application = net.applies(input).await.ok();
    let venue = net.asks(&net.cast.operator, VENUE, json!({ "id": application["venueId"] })).await.shown();
    assert_eq!(venue["commune"]["name"], "Huby-Saint-Leu");
    assert_eq!((&venue["hours"], &venue["phone"]), (&json!("Mo-Fr 09:00-12:00,14:00-17:00"), &json!("0321867169")));
}

async fn a_machine_is_declared_with_an_address_and_a_key(engine: Engine) {
    let net = Network::open(engine, "machine").await;
    let hesdin = net.venue("Hesdin").await;
    let key = kernel::access::token::SigningKey::from_seed([7; 32]).public().to_hex();
    let declares = async |venue: &str, url: &str, key: &str| {
        let asked = json!({ "venue": venue, "url": url, "publicKey": key });
        net.asks(&net.cast.operator, DECLARE_NODE, asked).await
    };
    for url in [
        "hesdin.example",
        "ftp://hesdin.example",
        "http://root@hesdin.example/",
        "https://hesdin.example:0/",
        "https://",
    ] {
        declares(&hesdin.id, url, &key).await.refused("INPUT_INVALID");
    }
    declares(&hesdin.id, "https://hesdin.example/", "00").await.refused("INPUT_INVALID");
    declares(&net.nothing(), "https://hesdin.example/", &key).await.refused("NOT_FOUND");
    let node = declares(&hesdin.id, "https://hesdin.example/", &key).await.ok();
    assert_eq!(node["venueId"], hesdin.id.as_str());
}

async fn a_key_is_a_short_text(engine: Engine) {
    let net = Network::open(engine, "short_key").await;
    let input = json!({ "name": "Foyer rural", "kind": "VENUE_HOLDER" });
    for key in ["", &"k".repeat(101), "a\nb"] {
        let asked = json!({ "key": key, "input": input });
        net.asks(&net.cast.operator, REGISTER, asked).await.refused("INPUT_INVALID");
    }
    let asked = json!({ "key": "k".repeat(100), "input": input });
    net.asks(&net.cast.operator, REGISTER, asked).await.ok();
}
