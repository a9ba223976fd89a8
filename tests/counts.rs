//! How many statements an answer takes: the same for little and for much.

use async_graphql::Request;
use cheques::{
    carnets::stock::{hand_overs, stock},
    counter::{counter_day::counter_day, look_over::look_over, receipt_again::receipt, redeem::Presented},
};
use kernel::{
    access::{Actor, token::SigningKey},
    ids::{Id, VenueId},
};
use learners::recommend::recommendations::{Asked, recommendations};
use registry::{
    agenda::{AgendaDetails, AgendaDocument, AgendaSession, AgendaWorkshop, receive},
    graph,
    identity::{
        ask_sign_in::ask_sign_in,
        lodge::Lodge,
        person::{self, Named},
        secrets::Secrets,
        sign_in::{Proof, sign_in},
    },
};
use store::files::Cabinet;

use crate::support::{
    books::{Centre, Venue},
    counting::Counter,
    engine::{Engine, on_both_engines},
    hold::together,
};

on_both_engines!(
    an_act_takes_as_many_statements_for_one_cheque_as_for_ten,
    a_batch_takes_as_many_statements_for_one_act_as_for_a_hundred,
    the_map_of_the_territory_takes_as_many_statements_for_one_venue_as_for_many,
    a_proposal_takes_as_many_statements_for_one_venue_as_for_many,
    signing_in_takes_as_many_statements_for_a_known_address_as_for_an_unknown_one,
    looking_over_takes_as_many_statements_for_one_cheque_as_for_ten,
    the_day_and_a_receipt_take_as_many_statements_for_little_as_for_much,
    a_stock_takes_as_many_statements_for_one_order_as_for_three,
);

/// A centre whose statements are heard, a venue, and live cheques.
struct Desk {
    counter: Counter,
    centre: Centre,
    venue: Venue,
    codes: Vec<String>,
}

impl Desk {
    async fn new(engine: Engine, name: &str, carnets: i64) -> Self {
        let (centre, counter) = Centre::heard(engine, name).await;
        let funder = centre.funder("Département").await;
        let venue = centre.venue("Gare", None).await;
        let codes = centre.living(funder, (carnets, 10, 10)).await;
        Self { counter, centre, venue, codes }
    }

    /// Acts of so many cheques each, in one batch; answers what was asked of the database.
    async fn batch(&mut self, acts: usize, cheques: usize) -> Vec<String> {
        let codes: Vec<String> = self.codes.drain(..acts * cheques).collect();
        self.counter.take();
        let asks = codes.chunks(cheques).map(|codes| self.centre.redeem(&self.venue, codes));
        for reply in together(&self.centre.store, asks).await {
            assert_eq!(reply.expect("honoured").cheques, cheques);
        }
        self.counter.take()
    }
}

async fn an_act_takes_as_many_statements_for_one_cheque_as_for_ten(engine: Engine) {
    let mut desk = Desk::new(engine, "count_cheques", 3).await;
    let one = desk.batch(1, 1).await;
    let ten = desk.batch(1, 10).await;
    assert_eq!(one.len(), ten.len(), "{}\n---\n{}", one.join("\n"), ten.join("\n"));
    assert!((5..=16).contains(&one.len()), "{}: {}", one.len(), one.join("\n"));
}

async fn a_batch_takes_as_many_statements_for_one_act_as_for_a_hundred(engine: Engine) {
    let mut desk = Desk::new(engine, "count_acts", 111).await;
    let one = desk.batch(1, 1).await;
    let hundred = desk.batch(100, 1).await;
    assert_eq!(one.len(), hundred.len(), "{}\n---\n{}", one.join("\n"), hundred.join("\n"));
    // A thousand rows fit in one chunk of each table.
    let thousand = desk.batch(100, 10).await;
    assert_eq!(one.len(), thousand.len(), "{}\n---\n{}", one.join("\n"), thousand.join("\n"));
}

async fn looking_over_takes_as_many_statements_for_one_cheque_as_for_ten(engine: Engine) {
    let desk = Desk::new(engine, "count_look", 3).await;
    let mut counts = Vec::new();
    for cheques in [1, 10] {
        let presented = Presented::bare(desk.venue.id, desk.codes[..cheques].to_vec());
        desk.counter.take();
        let looked = look_over(&desk.centre.desk, &desk.venue.counter, presented).await.expect("looked over");
        assert_eq!(looked.accepted, cheques);
        counts.push(desk.counter.take());
    }
    assert_same(&counts, 8);
}

async fn the_day_and_a_receipt_take_as_many_statements_for_little_as_for_much(engine: Engine) {
    let mut desk = Desk::new(engine, "count_day", 4).await;
    let (mut days, mut receipts) = (Vec::new(), Vec::new());
    for cheques in [1, 10] {
        let codes: Vec<String> = desk.codes.drain(..cheques).collect();
        let given = desk.centre.redeem(&desk.venue, &codes).await.expect("honoured");
        desk.counter.take();
        let day = counter_day(&desk.centre.desk, &desk.venue.counter, desk.venue.id, None, 20, None).await;
        assert!(day.expect("a day").is_some_and(|day| day.cheques >= i64::try_from(cheques).expect("few")));
        days.push(desk.counter.take());
        let seen = receipt(&desk.centre.desk, &desk.venue.counter, given.id).await.expect("a receipt");
        assert_eq!(seen.map(|seen| seen.receipt), Some(given));
        receipts.push(desk.counter.take());
    }
    assert_same(&days, 8);
    assert_same(&receipts, 8);
}

async fn a_stock_takes_as_many_statements_for_one_order_as_for_three(engine: Engine) {
    let (centre, counter) = Centre::heard(engine, "count_stock").await;
    let funder = centre.funder("Département").await;
    let prescriber = centre.prescriber.organisation().expect("a structure");
    let mut counts = Vec::new();
    for orders in 1..=3 {
        centre.living(funder, (2, 5, 10)).await;
        counter.take();
        let lines = stock(&centre.desk, &centre.prescriber, prescriber).await.expect("a stock");
        assert_eq!(lines.len(), orders);
        counts.push(counter.take());
        let gone = hand_overs(&centre.desk, &centre.prescriber, prescriber, 20, None).await.expect("a list");
        assert_eq!(gone.len(), 2 * orders);
        assert!(counter.take().len() <= 2, "the booklets and the names of their communes");
    }
    assert_same(&counts, 6);
}

fn assert_same(counts: &[Vec<String>], most: usize) {
    for count in counts {
        assert_eq!(count.len(), counts[0].len(), "{}\n---\n{}", counts[0].join("\n"), count.join("\n"));
        assert!((1..=most).contains(&count.len()), "{}", count.join("\n"));
    }
}

const MAP: &str = "{ communes(year: 2022) { nodes { code nearestVenue { km venue { id name standing { state } } }
    nextSession { title startsAt } } } }";

async fn the_map_of_the_territory_takes_as_many_statements_for_one_venue_as_for_many(engine: Engine) {
    let (centre, counter) = Centre::heard(engine, "count_map").await;
    let schema = graph::schema(lodge(&centre), Cabinet::new(std::env::temp_dir(), [0; 32]));
    let mut counts = Vec::new();
    for no in 1..=8_u8 {
        let venue = centre.venue(&format!("Lieu {no}"), None).await;
        receive(&centre.store, venue.id, agenda(venue.id, &centre)).await.expect("an agenda");
        counter.take();
        let answer = schema.execute(Request::new(MAP).data(Actor::Anonymous)).await;
        assert!(answer.errors.is_empty(), "{:?}", answer.errors);
        let told = answer.data.into_json().expect("a document");
        let nodes = told["communes"]["nodes"].as_array().expect("communes");
        assert_eq!(nodes.len(), 69);
        assert!(nodes.iter().all(|node| node["nextSession"]["title"] == "Premiers clics"), "{told}");
        counts.push(counter.take());
    }
    for count in &counts {
        assert_eq!(count.len(), counts[0].len(), "{}\n---\n{}", counts[0].join("\n"), count.join("\n"));
        assert!((1..=15).contains(&count.len()), "{}", count.join("\n"));
    }
}

async fn a_proposal_takes_as_many_statements_for_one_venue_as_for_many(engine: Engine) {
    let (centre, counter) = Centre::heard(engine, "count_proposal").await;
    let desk = learners::desk::Desk::new(centre.store.clone(), Cabinet::new(std::env::temp_dir(), [0; 32]));
    let mut counts = Vec::new();
    for no in 1..=6_usize {
        let venue = centre.venue(&format!("Lieu {no}"), None).await;
        receive(&centre.store, venue.id, agenda(venue.id, &centre)).await.expect("an agenda");
        let asked = Asked { home_commune: Some("62447".to_owned()), ..Asked::default() };
        counter.take();
        let found = recommendations(&desk, &venue.counter, asked).await.expect("proposed");
        assert_eq!(found.len(), no);
        counts.push(counter.take());
    }
    assert_same(&counts, 12);
}

fn lodge(centre: &Centre) -> Lodge {
    let (key, secrets) = (SigningKey::from_seed([1; 32]), Secrets::new([2; 32]));
    Lodge::new(centre.store.clone(), secrets, key.into(), "https://pass.example")
}

/// What is asked of the database tells nothing either.
async fn signing_in_takes_as_many_statements_for_a_known_address_as_for_an_unknown_one(engine: Engine) {
    let (centre, counter) = Centre::heard(engine, "count_sign_in").await;
    let lodge = lodge(&centre);
    let named = Named::parse("Amélie Dupont", "accueil@gare.example").expect("a name and an address");
    person::write_down(&centre.store, centre.chance().id(), named).await.expect("somebody");
    let mut told = Vec::new();
    for mail in ["accueil@gare.example", "personne@nulle-part.example"] {
        counter.take();
        let asked = ask_sign_in(&lodge, Some("192.0.2.1"), mail, mail).await.expect("asked");
        let asking = counter.take();
        assert!(sign_in(&lodge, asked.id, Proof::Code("no".to_owned())).await.is_err());
        told.push((asking, counter.take()));
    }
    assert_eq!(told[0], told[1]);
    assert!((5..=12).contains(&told[0].0.len()), "{:?}", told[0]);
}

fn agenda(venue_id: VenueId, centre: &Centre) -> AgendaDocument {
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
    let session = AgendaSession {
        id: centre.chance().id(),
        workshop_id: workshop.id,
        title: workshop.title.clone(),
        starts_at: centre.now().plus_ms(3_600_000),
        minutes: 90,
        seats: 8,
    };
    AgendaDocument { venue_id, epoch: 1, generation: 1, workshops: vec![workshop], sessions: vec![session] }
}
