//! The sheet of a venue: who changes it, and what the public reads.

use kernel::refusal::Code;
use serde_json::json;

use super::{Bench, day, graph::ask, refused};
use crate::{
    directory::{self, Wanted},
    sheet::{Access, WrittenSheet},
    structure::StructureKind,
    update_venue::update_venue,
};

const SHEET: &str = "query($id: ID!) { venue(id: $id) { name address hours hoursInWords openNow phone mail website
    access accessInWords directions description } }";

#[tokio::test]
async fn what_is_said_is_read_by_the_public() {
    let bench = Bench::new().await;
    let id = bench.accredited("CoopNum", "62447", 50.373, 2.037).await;
    let written = WrittenSheet {
        name: Some("CoopNum d'Hesdin".to_owned()),
        hours: Some("Mo,Tu 09:00-12:00,14:00-17:00; PH off".to_owned()),
        mail: Some("accueil@coopnum.example.org".to_owned()),
        website: Some("coopnum.example.org".to_owned()),
        access: Some(vec![Access::Mobility, Access::WalkIn]),
        directions: Some("Derrière la mairie.\nParking gratuit.".to_owned()),
        ..WrittenSheet::default()
    };
    let done = update_venue(&bench.store, &bench.operator, "k", id, written).await.unwrap();
    assert_eq!(done.sheet.address, "1 place d'Armes", "what is absent stays");
    let told = ask(&bench, &kernel::access::Actor::Anonymous, SHEET, json!({ "id": id })).await;
    assert_eq!(
        told["venue"],
        json!({
            "name": "CoopNum d'Hesdin", "address": "1 place d'Armes",
            "hours": "Mo,Tu 09:00-12:00,14:00-17:00; PH off",
            "hoursInWords": [
                "lundi et mardi\u{a0}: de 9\u{a0}h à 12\u{a0}h et de 14\u{a0}h à 17\u{a0}h",
                "du mercredi au dimanche\u{a0}: fermé",
                "jours fériés\u{a0}: fermé",
            ],
            // It is Monday, nine o'clock.
            "openNow": true, "phone": "0321860000",
            "mail": "accueil@coopnum.example.org", "website": "https://coopnum.example.org",
            "access": ["WALK_IN", "MOBILITY"],
            "accessInWords": ["On peut venir sans prévenir.", "Accueil des personnes à mobilité réduite."],
            "directions": "Derrière la mairie.\nParking gratuit.", "description": null,
        })
    );
}

#[tokio::test]
async fn its_own_manager_and_the_operator_change_it_nobody_else() {
    let bench = Bench::new().await;
    let id = bench.accredited("CoopNum", "62447", 50.373, 2.037).await;
    let owner = bench.look(move |conn| crate::venue::owner(conn, id)).await.unwrap();
    let (own, stranger) =
        (bench.manager_of(owner), bench.manager_of(bench.structure("X", StructureKind::VenueHolder).await));
    let phone = |phone: &str| WrittenSheet { phone: Some(phone.to_owned()), ..WrittenSheet::default() };
    let nowhere = kernel::ids::Id::from_bytes([9; 16]);
    for venue in [id, nowhere] {
        assert_eq!(refused(update_venue(&bench.store, &stranger, "k", venue, phone("0321")).await), Code::Forbidden);
    }
    assert_eq!(refused(update_venue(&bench.store, &bench.operator, "k", nowhere, phone("0321")).await), Code::NotFound);
    assert_eq!(refused(update_venue(&bench.store, &own, "k", id, phone("appelez")).await), Code::InputInvalid);
    let hours = WrittenSheet { hours: Some("le lundi".to_owned()), ..WrittenSheet::default() };
    assert_eq!(refused(update_venue(&bench.store, &own, "k", id, hours).await), Code::HoursInvalid);
    let first = update_venue(&bench.store, &own, "k", id, phone("03 21 00 00 01")).await.unwrap();
    let second = update_venue(&bench.store, &bench.operator, "l", id, phone("0321000002")).await.unwrap();
    assert_eq!((first.sheet.phone.as_str(), second.sheet.phone.as_str()), ("0321000001", "0321000002"));
    assert_eq!(
        update_venue(&bench.store, &own, "k", id, phone("03 21 00 00 01")).await.unwrap(),
        first,
        "the same key"
    );
    assert_eq!(refused(update_venue(&bench.store, &own, "k", id, phone("0321")).await), Code::KeyReused);
}

#[tokio::test]
async fn venues_are_found_by_whether_they_are_open() {
    let bench = Bench::new().await;
    let names = async |wanted: Wanted| -> Vec<String> {
        let now = bench.now();
        let found = bench.look(move |conn| directory::search(conn, &wanted, now)).await;
        found.iter().map(|found| found.entry.name.clone()).collect()
    };
    for (name, hours) in [("Matin", "Mo-Fr 09:00-12:00"), ("Soir", "Mo-Fr 17:00-19:00"), ("Inconnu", "")] {
        let id = bench.accredited(name, "62447", 50.3, 2.0).await;
        let hours = WrittenSheet { hours: Some(hours.to_owned()), ..WrittenSheet::default() };
        update_venue(&bench.store, &bench.operator, &bench.key(), id, hours).await.unwrap();
    }
    let open = |open_now| Wanted { open_now, ..Wanted::default() };
    assert_eq!(names(open(None)).await, ["Inconnu", "Matin", "Soir"]);
    assert_eq!(names(open(Some(true))).await, ["Matin"]);
    assert_eq!(names(open(Some(false))).await, ["Soir"]);
    bench.clock.jump_to(day("2025-03-03").at(18, 0));
    assert_eq!(names(open(Some(true))).await, ["Soir"]);
}
