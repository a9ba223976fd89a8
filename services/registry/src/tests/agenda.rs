//! Agendas as nodes push them.

use kernel::{
    clock::At,
    ids::{Id, VenueId},
    refusal::Code,
};

use super::{Bench, refused};
use crate::agenda::{self, AgendaDetails, AgendaDocument, AgendaSession, AgendaWorkshop, Received};

pub(crate) fn document(venue: VenueId, epoch: i64, generation: i64, starts: &[At]) -> AgendaDocument {
    let workshop = AgendaWorkshop {
        id: Id::from_bytes([1; 16]),
        title: "Premiers clics".to_owned(),
        theme: "COMPUTER_BASICS".to_owned(),
        level: 0,
        minutes: 90,
        price_cheques: 1,
        seats: 8,
        details: AgendaDetails::default(),
    };
    let session = |(no, at): (u8, &At)| AgendaSession {
        id: Id::from_bytes([no; 16]),
        workshop_id: workshop.id,
        title: workshop.title.clone(),
        starts_at: *at,
        minutes: 90,
        seats: 8,
    };
    let sessions = (1..).zip(starts).map(session).collect();
    AgendaDocument { venue_id: venue, epoch, generation, workshops: vec![workshop], sessions }
}

#[tokio::test]
async fn the_latest_generation_stays() {
    let bench = Bench::new().await;
    let venue = bench.accredited("Gare", "62447", 50.37, 2.03).await;
    let now = bench.now();
    let told = [
        // epoch, generation, start; taken
        (1, 5, 50, true),
        (1, 4, 40, false),
        (1, 5, 55, false),
        (1, 6, 60, true),
        (2, 1, 21, true),
        (1, 9, 90, false),
    ];
    let mut held = (0, 0, 0);
    for (epoch, generation, start, taken) in told {
        let sent = document(venue, epoch, generation, &[now.plus_ms(start)]);
        if taken {
            held = (epoch, generation, start);
        }
        let received = agenda::receive(&bench.store, venue, sent).await.unwrap();
        assert_eq!(received, Received { taken, epoch: held.0, generation: held.1 });
        let next = bench.look(move |conn| agenda::next_sessions(conn, &[venue], now)).await;
        assert_eq!(next[&venue].starts_at, now.plus_ms(held.2));
    }
    let (whole, _) = bench.look(move |conn| agenda::held(conn, venue)).await.unwrap();
    assert_eq!(whole, document(venue, 2, 1, &[now.plus_ms(21)]));
}

#[tokio::test]
async fn the_next_session_is_the_first_to_come() {
    let bench = Bench::new().await;
    let venue = bench.accredited("Gare", "62447", 50.37, 2.03).await;
    let now = bench.now();
    let starts = [30, -5, 10, 20].map(|ms| now.plus_ms(ms));
    agenda::receive(&bench.store, venue, document(venue, 1, 1, &starts)).await.unwrap();
    for (at, expected) in [(0, Some(10)), (10, Some(10)), (11, Some(20)), (31, None)] {
        let next = bench.look(move |conn| agenda::next_sessions(conn, &[venue], now.plus_ms(at))).await;
        assert_eq!(next.get(&venue).map(|session| session.starts_at.0 - now.0), expected, "at {at}");
    }
}

#[tokio::test]
async fn whatever_a_node_sends_is_measured() {
    let bench = Bench::new().await;
    let venue = bench.accredited("Gare", "62447", 50.37, 2.03).await;
    let start = [bench.now()];
    let good = document(venue, 1, 1, &start);
    let changes: [fn(&mut AgendaDocument); 11] = [
        |sent| sent.venue_id = Id::from_bytes([9; 16]),
        |sent| sent.generation = -1,
        |sent| sent.sessions[0].title = "x".repeat(201),
        |sent| sent.sessions[0].minutes = 0,
        |sent| sent.workshops[0].theme.clear(),
        |sent| sent.workshops[0].details.language = "français".to_owned(),
        |sent| sent.workshops[0].details.access = vec!["A B".to_owned()],
        |sent| sent.workshops[0].details.competences = vec!["C1_1".to_owned(); 33],
        |sent| sent.workshops[0].details.equipment = vec![String::new()],
        |sent| sent.sessions.push(sent.sessions[0].clone()),
        |sent| sent.sessions = vec![sent.sessions[0].clone(); 1001],
    ];
    for change in changes {
        let mut sent = good.clone();
        change(&mut sent);
        assert_eq!(refused(agenda::receive(&bench.store, venue, sent).await), Code::InputInvalid);
    }
    let nowhere = Id::from_bytes([9; 16]);
    let lost = agenda::receive(&bench.store, nowhere, document(nowhere, 1, 1, &start)).await;
    assert_eq!(refused(lost), Code::NotFound);
}

#[test]
fn the_document_is_written_as_nodes_write_it() {
    let written = serde_json::to_value(document(Id::from_bytes([3; 16]), 1, 2, &[At(5)])).unwrap();
    assert_eq!(written["venueId"], "03030303-0303-0303-0303-030303030303");
    assert_eq!(written["sessions"][0]["startsAt"], 5);
    assert_eq!(written["workshops"][0]["priceCheques"], 1);
}

#[test]
fn a_machine_of_before_tells_no_details() {
    let mut written = serde_json::to_value(document(Id::from_bytes([3; 16]), 1, 2, &[At(5)])).unwrap();
    let workshop = written["workshops"][0].as_object_mut().unwrap();
    for detail in ["competences", "equipment", "language", "access", "discovery"] {
        assert!(workshop.remove(detail).is_some(), "{detail} stands beside the rest");
    }
    let read: AgendaDocument = serde_json::from_value(written).unwrap();
    assert_eq!(read.workshops[0].details, AgendaDetails::default());
    assert_eq!(read.workshops[0].details.language, "FRENCH");
}

#[tokio::test]
async fn what_is_offered_is_read_with_what_its_workshop_says() {
    let bench = Bench::new().await;
    let (here, there) =
        (bench.accredited("Gare", "62447", 50.37, 2.03).await, bench.accredited("Halle", "62447", 50.38, 2.03).await);
    let now = bench.now();
    let mut told = document(here, 1, 1, &[now.plus_ms(30), now.plus_ms(-5), now.plus_ms(10)]);
    told.workshops[0].details = AgendaDetails {
        competences: vec!["C1_1".to_owned(), "C4_2".to_owned()],
        equipment: Vec::new(),
        language: "ARABIC".to_owned(),
        access: vec!["WHEELCHAIR".to_owned()],
        discovery: false,
    };
    let workshop = told.workshops[0].clone();
    agenda::receive(&bench.store, here, told).await.unwrap();
    agenda::receive(&bench.store, there, document(there, 1, 1, &[now.plus_ms(20)])).await.unwrap();
    let reads = async |venues: Vec<VenueId>, until: i64, most: i64| {
        let between = (now, now.plus_ms(until));
        let found = bench.look(move |conn| agenda::offers(conn, &venues, between, most)).await;
        found.into_iter().map(|offer| (offer.starts_at.0 - now.0, offer.workshop)).collect::<Vec<_>>()
    };
    let starts = |found: &[(i64, AgendaWorkshop)]| found.iter().map(|(at, _)| *at).collect::<Vec<_>>();
    let both = reads(vec![here, there], 100, 10).await;
    assert_eq!(starts(&both), [10, 20, 30]);
    assert_eq!(both[0].1, workshop, "whole");
    assert_eq!(starts(&reads(vec![here, there], 30, 10).await), [10, 20], "the end is left out");
    assert_eq!(starts(&reads(vec![here, there], 100, 1).await), [10], "the soonest");
    assert_eq!(starts(&reads(vec![there], 100, 10).await), [20]);
    // A later document takes the place of the whole.
    agenda::receive(&bench.store, here, document(here, 1, 2, &[now.plus_ms(40)])).await.unwrap();
    let after = reads(vec![here], 100, 10).await;
    assert_eq!((starts(&after), &after[0].1.details), (vec![40], &AgendaDetails::default()));
}
