//! « Commander son pass » : somebody asks for a booklet at Hesdin; it is promised, kept, posted, given, or the wish ends with a reason.

use passegue::request_letters::RequestLetters;
use serde_json::{Value, json};

use crate::support::{
    engine::{Engine, on_both_engines},
    network::{
        Network, Run, Wanted,
        answer::{Answer, text},
        cast::Person,
        deeds::{
            ASK_CARNET, DECIDE_REQUEST, GIVE, POST_CARNET, REQUEST, REQUEST_QUEUE, REQUEST_RULE, REQUESTS, SET_ASIDE,
            SETTLE_RULE, WITHDRAW_REQUEST,
        },
    },
    sql,
};

on_both_engines!(
    from_the_wish_to_the_hand,
    without_booklets_a_wish_waits_its_turn,
    the_funder_decides_and_knows_nobody,
    a_ceiling_holds_and_may_be_raised,
    what_no_order_takes_is_refused_and_not_kept,
    nobody_is_promised_two_booklets,
    two_people_may_bear_one_name,
    a_booklet_by_post_opens_nothing_on_its_way,
    a_day_that_passes_is_told_twice_and_ends_the_wish,
    who_asked_is_forgotten,
    a_wish_is_known_where_it_was_recorded,
);

const TRACKING: &str = "6A 1234 5678 901";

/// A wish, as somebody types it.
pub(super) fn wish(name: &str) -> Value {
    json!({
        "name": name, "birthYear": 1951, "public": "SIXTY_AND_OVER", "homeCommune": "62447", "proofSeenOn": "2025-10-01",
    })
}

pub(super) async fn asks(net: &Network, who: &Person, input: Value) -> Answer {
    net.asks(who, ASK_CARNET, json!({ "input": input })).await
}

pub(super) async fn asked(net: &Network, name: &str) -> String {
    text(&asks(net, &net.cast.prescriber, wish(name)).await.ok()["requestId"])
}

pub(super) async fn read(net: &Network, id: &str) -> Value {
    net.asks(&net.cast.prescriber, REQUEST, json!({ "id": id })).await.shown()
}

async fn keeps(net: &Network, id: &str, run: &Run, no: usize) -> Answer {
    let asked = json!({ "id": id, "carnet": run.carnets[no].serial });
    net.asks(&net.cast.prescriber, SET_ASIDE, asked).await
}

async fn gives(net: &Network, id: &str, carnet: Option<&str>) -> Answer {
    net.asks(&net.cast.prescriber, GIVE, json!({ "id": id, "carnet": carnet })).await
}

pub(super) async fn settles(net: &Network, order: &str, rule: Value) -> Answer {
    net.asks(&net.cast.funder, SETTLE_RULE, json!({ "order": order, "input": rule })).await
}

async fn from_the_wish_to_the_hand(engine: Engine) {
    let net = Network::open(engine, "wish").await;
    let run = net.order(Wanted { carnets: 2, ..Wanted::default() }).await;
    let promised = asks(&net, &net.cast.prescriber, wish("Amina Ba")).await.ok();
    assert_eq!((&promised["stage"], &promised["dueBy"]), (&json!("ACCEPTED"), &json!("2025-10-16")));
    let id = text(&promised["requestId"]);

    let kept = keeps(&net, &id, &run, 0).await.ok();
    assert_eq!((&kept["stage"], &kept["dueBy"]), (&json!("SET_ASIDE"), &json!("2025-10-22")));
    let seen = read(&net, &id).await;
    assert_eq!(
        (&seen["carnet"], &seen["placeName"], &seen["person"]["name"]),
        (&json!(run.carnets[0].serial), &json!("Mission locale du Montreuillois"), &json!("Amina Ba"))
    );
    // Nobody else is given it, and another wish does not get it.
    net.hands_over(&run.carnets[0], "62447", "OTHER").await.refused("CARNET_SET_ASIDE");
    let other = asked(&net, "Zoé Roy").await;
    keeps(&net, &other, &run, 0).await.refused("CARNET_SET_ASIDE");
    gives(&net, &other, Some(&run.carnets[0].serial)).await.refused("CARNET_SET_ASIDE");
    gives(&net, &other, None).await.refused("INPUT_INVALID");

    // The proof was seen when the wish was recorded: five weeks later the booklet still goes.
    net.it_is("2025-10-21", (9, 0));
    let given = gives(&net, &id, None).await.ok();
    assert_eq!((&given["stage"], &given["carnet"]), (&json!("HANDED_OVER"), &json!(run.carnets[0].serial)));
    gives(&net, &id, None).await.refused("WRONG_STAGE");
    let hesdin = net.venue("Hesdin").await;
    net.redeems(&hesdin, &[&run.carnets[0][0]]).await.ok();
    gives(&net, &other, Some(&run.carnets[1].serial)).await.ok();
    let rule = net.asks(&net.cast.funder, REQUEST_RULE, json!({ "order": run.order })).await.shown();
    let counts = rule["counts"].as_array().expect("counts").iter();
    let given: Vec<i64> =
        counts.filter(|one| one["stage"] == "HANDED_OVER").filter_map(|one| one["requests"].as_i64()).collect();
    assert_eq!(given, [2]);
    net.books_hold().await;
}

async fn without_booklets_a_wish_waits_its_turn(engine: Engine) {
    let net = Network::open(engine, "wish_queue").await;
    let run = net.order(Wanted { carnets: 3, ..Wanted::default() }).await;
    let elsewhere = net.stranger("PRESCRIBER", kernel::access::Role::Prescriber).await;
    net.allots(&run.order, &elsewhere, (1, 3)).await.ok();
    let (first, second) = (asked(&net, "Amina Ba").await, asked(&net, "Zoé Roy").await);
    for id in [&first, &second] {
        let seen = read(&net, id).await;
        assert_eq!((&seen["stage"], &seen["waitsFor"]), (&json!("WAITING"), &json!("STOCK")));
    }
    let waiting = net.asks(&net.cast.operator, REQUEST_QUEUE, json!({ "order": run.order })).await.nodes();
    assert_eq!(waiting.len(), 2);
    keeps(&net, &first, &run, 0).await.refused("WRONG_STAGE");

    net.allots(&run.order, &net.cast.prescriber, (1, 1)).await.ok();
    RequestLetters::new(net.centre().lodge().clone()).look().await.expect("a round");
    assert_eq!(read(&net, &first).await["stage"], "ACCEPTED", "who came first is served first");
    assert_eq!(read(&net, &second).await["waitsFor"], "STOCK");
    // The booklet is promised: who comes now waits, though it still lies there.
    let third = asked(&net, "Léa Petit").await;
    assert_eq!(read(&net, &third).await["waitsFor"], "STOCK");
    // Who gives up makes room.
    net.asks(&net.cast.prescriber, WITHDRAW_REQUEST, json!({ "id": first })).await.ok();
    RequestLetters::new(net.centre().lodge().clone()).look().await.expect("a round");
    assert_eq!(read(&net, &second).await["stage"], "ACCEPTED");
}

async fn the_funder_decides_and_knows_nobody(engine: Engine) {
    let net = Network::open(engine, "wish_funder").await;
    let run = net.order(Wanted { carnets: 2, ..Wanted::default() }).await;
    settles(&net, &run.order, json!({ "takes": "BY_HAND", "keepDays": 10 })).await.ok();
    settles(&net, &run.order, json!({ "takes": "BY_HAND", "keepDays": 0 })).await.refused("INPUT_INVALID");
    let (yes, no) = (asked(&net, "Amina Ba").await, asked(&net, "Zoé Roy").await);
    let funder = &net.cast.funder;
    let seen = net.asks(funder, REQUEST_QUEUE, json!({})).await;
    let told = seen.text();
    assert!(!told.contains("Amina") && !told.contains("Roy") && !told.contains("1951"), "{told}");
    let waiting = seen.nodes();
    assert_eq!((waiting.len(), &waiting[0]["waitsFor"]), (2, &json!("FUNDER")));
    assert_eq!((&waiting[0]["homeCommune"], &waiting[0]["dueBy"]), (&json!("Hesdin-la-Forêt"), &json!("2025-10-11")));

    let decides = async |id: &str, accept: bool, reason: Option<&str>| {
        net.asks(funder, DECIDE_REQUEST, json!({ "id": id, "accept": accept, "reason": reason })).await
    };
    decides(&no, false, None).await.refused("INPUT_INVALID");
    assert_eq!(decides(&yes, true, None).await.ok()["stage"], "ACCEPTED");
    decides(&yes, false, Some("Trop tard")).await.refused("WRONG_STAGE");
    assert_eq!(decides(&no, false, Some("La commande est pour les moins de 60 ans.")).await.ok()["stage"], "REFUSED");
    assert_eq!(read(&net, &no).await["reason"], "La commande est pour les moins de 60 ans.");
    keeps(&net, &no, &run, 0).await.refused("WRONG_STAGE");
    assert_eq!(keeps(&net, &yes, &run, 0).await.ok()["dueBy"], "2025-10-11");
    let other = net.stranger("FUNDER", kernel::access::Role::Funder).await;
    assert!(net.asks(&other, REQUEST_QUEUE, json!({})).await.nodes().is_empty());
    net.asks(&other, DECIDE_REQUEST, json!({ "id": no, "accept": true })).await.refused("NOT_FOUND");
    assert!(net.asks(funder, REQUEST, json!({ "id": yes })).await.shown().is_null());
}

async fn a_ceiling_holds_and_may_be_raised(engine: Engine) {
    let net = Network::open(engine, "wish_ceiling").await;
    let run = net.order(Wanted { carnets: 5, ..Wanted::default() }).await;
    settles(&net, &run.order, json!({ "takes": "AUTOMATIC", "ceiling": 2, "perCommune": 1 })).await.ok();
    let first = asked(&net, "Amina Ba").await;
    let second = asked(&net, "Zoé Roy").await;
    assert_eq!(read(&net, &first).await["stage"], "ACCEPTED");
    assert_eq!(read(&net, &second).await["waitsFor"], "QUOTA", "one for each commune");
    let mut elsewhere = wish("Léa Petit");
    elsewhere["homeCommune"] = json!("62050");
    let third = asks(&net, &net.cast.prescriber, elsewhere).await.ok();
    assert_eq!(third["stage"], "ACCEPTED");
    settles(&net, &run.order, json!({ "takes": "AUTOMATIC", "ceiling": 3 })).await.ok();
    assert_eq!(read(&net, &second).await["stage"], "ACCEPTED", "what waited goes on at once");
    let fourth = asked(&net, "Luc Noël").await;
    assert_eq!(read(&net, &fourth).await["waitsFor"], "QUOTA");
}

async fn what_no_order_takes_is_refused_and_not_kept(engine: Engine) {
    let net = Network::open(engine, "wish_refused").await;
    let prescriber = &net.cast.prescriber;
    asks(&net, prescriber, wish("Amina Ba")).await.refused("REQUESTS_CLOSED");
    let narrow = Wanted { communes: &["62050"], publics: &["JOB_SEEKER"], ..Wanted::default() };
    let run = net.order(narrow).await;
    asks(&net, prescriber, wish("Amina Ba")).await.refused("OUTSIDE_PERIMETER");
    let mut near = wish("Amina Ba");
    near["homeCommune"] = json!("62050");
    asks(&net, prescriber, near.clone()).await.refused("OUTSIDE_PUBLICS");
    near["public"] = json!("JOB_SEEKER");
    settles(&net, &run.order, json!({ "takes": "NONE" })).await.ok();
    asks(&net, prescriber, near.clone()).await.refused("REQUESTS_CLOSED");
    settles(&net, &run.order, json!({ "takes": "AUTOMATIC" })).await.ok();
    for (field, wrong, code) in [
        ("name", json!("A"), "INPUT_INVALID"),
        ("birthYear", json!(1899), "INPUT_INVALID"),
        ("phone", json!("demain"), "INPUT_INVALID"),
        ("proofSeenOn", json!("2025-08-01"), "DATES_INVALID"),
        ("proofSeenOn", json!("2025-10-02"), "DATES_INVALID"),
        ("homeCommune", json!("62461"), "COMMUNE_UNKNOWN"),
    ] {
        let mut input = near.clone();
        input[field] = wrong;
        asks(&net, prescriber, input).await.refused(code);
    }
    for table in ["carnet_request", "request_person"] {
        assert_eq!(sql::count(net.centre().store().place(), table), 0, "{table}");
    }
    asks(&net, prescriber, near).await.ok();
}

async fn nobody_is_promised_two_booklets(engine: Engine) {
    let net = Network::open(engine, "wish_second").await;
    let run = net.order(Wanted { carnets: 3, ..Wanted::default() }).await;
    let id = asked(&net, "Amina Ba").await;
    let said = asks(&net, &net.cast.prescriber, wish("BA, amina")).await.refused("REQUEST_OPEN");
    assert!(said.message.contains("déjà en cours"), "{said:?}");
    gives(&net, &id, Some(&run.carnets[0].serial)).await.ok();
    // The order does not say that one is enough.
    let again = asked(&net, "Amina Ba").await;
    net.asks(&net.cast.prescriber, WITHDRAW_REQUEST, json!({ "id": again })).await.ok();
    net.rewrites("update funding_order set second_carnet = 'never'").await;
    let said = asks(&net, &net.cast.prescriber, wish("Amina Ba")).await.refused("SECOND_CARNET");
    assert!(said.message.contains("un seul carnet"), "{said:?}");
    net.rewrites("update funding_order set second_carnet = 'after-months', second_months = 3").await;
    asks(&net, &net.cast.prescriber, wish("Amina Ba")).await.refused("SECOND_CARNET");
    net.it_is("2026-01-01", (9, 0));
    let mut later = wish("Amina Ba");
    later["proofSeenOn"] = json!("2026-01-01");
    asks(&net, &net.cast.prescriber, later).await.ok();
    // Somebody else of that name was born in another year.
    let mut other = wish("Amina Ba");
    (other["birthYear"], other["proofSeenOn"]) = (json!(1990), json!("2026-01-01"));
    asks(&net, &net.cast.prescriber, other).await.ok();
}

async fn two_people_may_bear_one_name(engine: Engine) {
    let net = Network::open(engine, "wish_namesake").await;
    let run = net.order_ruled(Wanted { carnets: 3, ..Wanted::default() }, json!({ "secondCarnet": "NEVER" })).await;
    let (place, prescriber) = (net.centre().store().place().clone(), &net.cast.prescriber);
    let said = || sql::number(&place, "select count(*) as number from carnet_request where another_person = 1");
    let first = asked(&net, "Marie Martin").await;
    asks(&net, prescriber, wish("Marie Martin")).await.refused("REQUEST_OPEN");
    assert_eq!((said(), sql::count(&place, "carnet_request")), (0, 1));

    let mut other = wish("Marie Martin");
    other["anotherPerson"] = json!(true);
    let asked_for = json!({ "input": other, "key": "namesake-1" });
    let told = net.asks(prescriber, ASK_CARNET, asked_for.clone()).await.ok();
    assert_eq!((&told["stage"], said()), (&json!("ACCEPTED"), 1), "it was said, and is kept");
    assert_eq!(net.asks(prescriber, ASK_CARNET, asked_for).await.ok(), told, "the same key, the same answer");
    let unsaid = json!({ "input": wish("Marie Martin"), "key": "namesake-1" });
    net.asks(prescriber, ASK_CARNET, unsaid).await.refused("KEY_REUSED");
    assert_ne!(text(&told["requestId"]), first);
    // The first one has hers: it is no second booklet of the other.
    for (id, carnet) in [first, text(&told["requestId"])].iter().zip(&run.carnets) {
        let given = json!({ "id": id, "carnet": carnet.serial, "attested": { "firstCarnet": true } });
        net.asks(prescriber, GIVE, given).await.ok();
    }
    asks(&net, prescriber, wish("Marie Martin")).await.refused("SECOND_CARNET");
    net.books_hold().await;
}

async fn a_booklet_by_post_opens_nothing_on_its_way(engine: Engine) {
    let net = Network::open(engine, "wish_post").await;
    let run = net.order(Wanted { carnets: 2, ..Wanted::default() }).await;
    let hesdin = net.venue("Hesdin").await;
    let posts = async |id: &str, no: usize, tracking: &str| {
        let asked = json!({ "id": id, "carnet": run.carnets[no].serial, "tracking": tracking });
        net.asks(&net.cast.prescriber, POST_CARNET, asked).await
    };
    let nowhere = asked(&net, "Zoé Roy").await;
    posts(&nowhere, 0, TRACKING).await.refused("INPUT_INVALID");
    let mut at_home = wish("Amina Ba");
    at_home["address"] = json!("3 rue du Gué\n62140 Hesdin-la-Forêt");
    let id = text(&asks(&net, &net.cast.prescriber, at_home).await.ok()["requestId"]);
    posts(&id, 0, "1").await.refused("INPUT_INVALID");
    let sent = posts(&id, 0, TRACKING).await.ok();
    assert_eq!((&sent["stage"], &sent["dueBy"]), (&json!("POSTED"), &json!("2025-10-11")));
    assert_eq!(read(&net, &id).await["tracking"], "6A12345678901");
    net.redeems(&hesdin, &[&run.carnets[0][0]]).await.refused("NOT_HANDED_OVER");
    net.asks(&net.cast.prescriber, WITHDRAW_REQUEST, json!({ "id": id })).await.refused("WRONG_STAGE");
    // It comes back, is kept at the counter, and goes by post again.
    assert_eq!(keeps(&net, &id, &run, 0).await.ok()["stage"], "SET_ASIDE");
    posts(&id, 0, TRACKING).await.ok();
    assert_eq!(gives(&net, &id, None).await.ok()["stage"], "HANDED_OVER");
    net.redeems(&hesdin, &[&run.carnets[0][0]]).await.ok();
    net.books_hold().await;
}

const FUNDER: &str = "achats@departement.example";
const OPERATOR: &str = "operateur@reseau.example";
const PRESCRIBER: &str = "accueil@mission.example";

async fn a_day_that_passes_is_told_twice_and_ends_the_wish(engine: Engine) {
    let net = Network::open(engine, "wish_late").await;
    net.names_as(&net.cast.funder.organisation(), "FUNDER", "Zoé Petit", FUNDER).await;
    net.names_as(&net.cast.operator.organisation(), "OPERATOR", "Karim Benali", OPERATOR).await;
    net.names_as(&net.cast.prescriber.organisation(), "PRESCRIBER", "Lise Roy", PRESCRIBER).await;
    let run = net.order(Wanted { carnets: 2, ..Wanted::default() }).await;
    let rounds = RequestLetters::new(net.centre().lodge().clone());
    let mut so_far = 0;
    let mut told = async |day: &str| {
        net.it_is(day, (9, 0));
        let written = rounds.look().await.expect("a round");
        assert_eq!(rounds.look().await.expect("another round"), 0, "once");
        net.centre().carry_letters().await.expect("letters are carried");
        let kept = net.centre().mailbox().expect("a mailbox").letters();
        let ours = kept.iter().filter(|kept| kept.letter.subject.contains("la demande"));
        let mut new: Vec<(String, String)> =
            ours.map(|kept| (kept.letter.to.as_str().to_owned(), kept.letter.body.clone())).collect();
        // Newest first.
        new.truncate(new.len() - so_far);
        so_far += new.len();
        assert_eq!(new.len(), written);
        new
    };
    let kept = asked(&net, "Amina Ba").await;
    keeps(&net, &kept, &run, 0).await.ok();
    let mut at_home = wish("Zoé Roy");
    at_home["address"] = json!("3 rue du Gué\n62140 Hesdin-la-Forêt");
    let posted = text(&asks(&net, &net.cast.prescriber, at_home).await.ok()["requestId"]);
    let by_post = json!({ "id": posted, "carnet": run.carnets[1].serial, "tracking": TRACKING });
    net.asks(&net.cast.prescriber, POST_CARNET, by_post).await.ok();
    let waits = asked(&net, "Léa Petit").await;
    let reference = text(&read(&net, &kept).await["reference"]);

    assert_eq!(told("2025-10-10").await.len(), 0);
    let post = told("2025-10-11").await;
    assert_eq!((post.len(), post[0].0.as_str()), (1, PRESCRIBER));
    assert!(post[0].1.contains("son arrivée n’est pas notée") && !post[0].1.contains("finit le"), "{}", post[0].1);
    let again = told("2025-10-18").await;
    let mut to: Vec<&str> = again.iter().map(|(to, _)| to.as_str()).collect();
    to.sort_unstable();
    assert_eq!(to, [PRESCRIBER, OPERATOR], "the network is told as well");
    let first = told("2025-10-22").await;
    assert_eq!((first.len(), first[0].0.as_str()), (1, PRESCRIBER));
    let body = &first[0].1;
    assert!(body.contains(&reference) && body.contains("la demande finit le 29 octobre 2025"), "{body}");
    assert!(!body.contains("Amina"), "{body}");
    let last = told("2025-10-29").await;
    assert!(last.len() == 1 && last[0].1.contains("revient dans votre réserve"), "{last:?}");
    assert_eq!(
        (&read(&net, &kept).await["stage"], &read(&net, &posted).await["stage"]),
        (&json!("LAPSED"), &json!("POSTED"))
    );
    // The booklet that came back goes to the one who waited.
    assert_eq!(told("2025-10-30").await.len(), 0);
    assert_eq!(read(&net, &waits).await["stage"], "ACCEPTED");
    net.hands_over(&run.carnets[0], "62447", "OTHER").await.ok();
}

async fn who_asked_is_forgotten(engine: Engine) {
    let net = Network::open(engine, "wish_forgotten").await;
    let place = net.centre().store().place().clone();
    let run = net.order(Wanted { carnets: 2, ..Wanted::default() }).await;
    let (given, gone) = (asked(&net, "Amina Ba").await, asked(&net, "Zoé Roy").await);
    let marked = || sql::number(&place, "select count(person_mark) as number from carnet_request");
    assert_eq!((sql::count(&place, "request_person"), marked()), (2, 2));
    net.asks(&net.cast.prescriber, WITHDRAW_REQUEST, json!({ "id": gone })).await.ok();
    assert_eq!((sql::count(&place, "request_person"), marked()), (1, 1), "at once");
    assert!(read(&net, &gone).await["person"].is_null());
    gives(&net, &given, Some(&run.carnets[0].serial)).await.ok();
    let rounds = RequestLetters::new(net.centre().lodge().clone());
    net.it_is("2025-10-31", (7, 0));
    rounds.look().await.expect("a round");
    assert_eq!(read(&net, &given).await["shortName"], "Amina B.");
    net.it_is("2025-11-02", (9, 0));
    rounds.look().await.expect("a round");
    assert_eq!((sql::count(&place, "request_person"), marked()), (0, 1), "the mark holds the rule of the order");
    let seen = read(&net, &given).await;
    assert!(seen["person"].is_null() && seen["shortName"].is_null() && seen["carnet"].is_string(), "{seen}");
    net.it_is("2026-08-05", (9, 0));
    rounds.look().await.expect("a round");
    assert_eq!(marked(), 0);
    let spoken = sql::number(
        &place,
        "select count(*) as number from act where receipt like '%Amina%' or receipt like '%Roy%' or reason like '%Amina%'",
    );
    let told =
        sql::number(&place, "select count(*) as number from outbox where body like '%Amina%' or body like '%Roy%'");
    assert_eq!((spoken, told), (0, 0));
}

async fn a_wish_is_known_where_it_was_recorded(engine: Engine) {
    let net = Network::open(engine, "wish_whose").await;
    let run = net.order(Wanted { carnets: 2, ..Wanted::default() }).await;
    let (hesdin, auchy) = (net.venue("Hesdin").await, net.venue("Auchy").await);
    let id = text(&asks(&net, &hesdin.counter, wish("Amina Ba")).await.ok()["requestId"]);
    let listed = net.asks(&hesdin.manager, REQUESTS, json!({})).await.nodes();
    assert_eq!((&listed[0]["shortName"], &listed[0]["person"]), (&json!("Amina B."), &Value::Null));
    let seen = net.asks(&hesdin.counter, REQUEST, json!({ "id": id })).await.shown();
    assert_eq!((&seen["person"]["name"], &seen["places"][0]["venueId"]), (&json!("Amina Ba"), &json!(hesdin.id)));
    for who in [&auchy.counter, &auchy.manager, &net.cast.prescriber, &net.cast.operator, &net.cast.funder] {
        assert!(net.asks(who, REQUEST, json!({ "id": id })).await.shown().is_null());
        assert!(net.asks(who, REQUESTS, json!({})).await.nodes().is_empty());
    }
    net.asks(&auchy.counter, WITHDRAW_REQUEST, json!({ "id": id })).await.refused("NOT_FOUND");
    keeps(&net, &id, &run, 0).await.refused("NOT_FOUND");
    // Whoever gives booklets at the venue goes on with what the counter recorded; the place is one of theirs.
    let giver = net.newcomer(&hesdin, kernel::access::Role::Prescriber).await;
    let at = |venue: &str| json!({ "id": id, "carnet": run.carnets[0].serial, "venue": venue });
    net.asks(&hesdin.counter, SET_ASIDE, at(&hesdin.id)).await.refused("FORBIDDEN");
    net.asks(&giver, SET_ASIDE, at(&auchy.id)).await.refused("NOT_FOUND");
    net.asks(&giver, SET_ASIDE, at(&hesdin.id)).await.ok();
    let seen = net.asks(&giver, REQUEST, json!({ "id": id })).await.shown();
    assert_eq!(seen["placeName"], "Mairie de Hesdin");
    net.asks(&giver, GIVE, json!({ "id": id })).await.ok();
    net.asks(&hesdin.counter, WITHDRAW_REQUEST, json!({ "id": id })).await.refused("WRONG_STAGE");
}
