//! What cheques pay for: the price in cheques and the remainder, the rules of the order, a session or none, and what is looked at.

use serde_json::{Value, json};

use crate::support::{
    engine::{Engine, on_both_engines},
    network::{
        Carnet, Network, Place, Wanted,
        answer::{Answer, text},
        deeds::{COUNTER_OFFER, HAND_OVER, LOOK_OVER, PAID_SERVICES, PREPARE, RECEIPT, REDEEM, STATEMENT},
    },
};

on_both_engines!(
    the_price_and_the_remainder_are_told_and_never_handled,
    a_cap_bounds_what_one_person_gives_for_a_workshop,
    what_is_free_and_what_is_not_covered_are_refused,
    a_personal_cheque_is_given_by_its_holder,
    an_act_without_a_word_is_as_it_was,
    a_statement_tells_the_session_of_each_cheque,
    what_exceeds_its_price_or_its_seats_is_looked_at,
    a_booklet_used_as_people_seldom_do_is_looked_at,
    a_counter_chooses_from_what_the_centre_last_heard,
);

/// A workshop of two cheques for one person.
fn workshop() -> Value {
    json!({ "title": "Premiers clics", "priceCheques": 2 })
}

async fn pays(net: &Network, place: &Place, codes: &[&str], service: Value) -> Answer {
    let asked = json!({ "venue": place.id, "codes": codes, "service": service });
    net.asks(&place.counter, REDEEM, asked).await
}

/// A booklet in somebody's hand, of an order with these rules.
async fn ruled(net: &Network, rules: Value) -> Carnet {
    let carnet = net.order_ruled(Wanted::default(), rules).await.carnets.remove(0);
    let prescriber = &net.cast.prescriber;
    let input = json!({
        "prescriberId": prescriber.organisation(), "carnet": carnet.serial, "homeCommune": "62447", "public": "OTHER",
        "attested": { "takenBy": "HOLDER" },
    });
    net.asks(prescriber, HAND_OVER, json!({ "input": input })).await.ok();
    carnet
}

async fn the_price_and_the_remainder_are_told_and_never_handled(engine: Engine) {
    let net = Network::open(engine, "price_told").await;
    let (hesdin, carnet) = (net.venue("Hesdin").await, net.carnet().await);
    let mut service = workshop();
    service["remainderCents"] = json!(550);
    let receipt = pays(&net, &hesdin, &[&carnet[0], &carnet[1]], service).await.ok();

    let expected = json!({
        "sessionId": null, "title": "Premiers clics", "priceCheques": 2, "people": 1, "remainderCents": 550,
    });
    assert_eq!((&receipt["service"], &receipt["valueCents"]), (&expected, &json!(2000)));
    let again = net.asks(&hesdin.counter, RECEIPT, json!({ "receipt": receipt["id"] })).await.shown();
    assert_eq!(again["service"], expected, "told again as it was given");
    // The money of the remainder is the venue's own affair: only the cheques are in the books.
    net.books_hold().await;
    let seen = net.asks(&net.cast.operator, PAID_SERVICES, json!({})).await.shown();
    assert_eq!((&seen["remainderCents"], &seen["walkIn"], &seen["withSession"]), (&json!(550), &json!(2), &json!(0)));
    net.voids(&hesdin, &text(&receipt["id"])).await.ok();
    let seen = net.asks(&net.cast.operator, PAID_SERVICES, json!({})).await.shown();
    assert_eq!((&seen["remainderCents"], &seen["walkIn"]), (&json!(0), &json!(0)), "undone, it counts no more");
}

async fn a_cap_bounds_what_one_person_gives_for_a_workshop(engine: Engine) {
    let net = Network::open(engine, "cap").await;
    let (hesdin, carnet) = (net.venue("Hesdin").await, ruled(&net, json!({ "capCheques": 2 })).await);
    let free = net.carnet().await;
    let three = [&carnet[0], &carnet[1], &carnet[2]];

    let said = net.redeems(&hesdin, &three).await.refused("PRICE_OVER_CAP");
    assert!(said.message.contains("2 chèques par atelier et par personne"), "{said:?}");
    let dear = json!({ "title": "Réparer son ordinateur", "priceCheques": 3, "remainderCents": 1000 });
    pays(&net, &hesdin, &[&carnet[0]], dear).await.refused("PRICE_OVER_CAP");
    let look = json!({ "venue": hesdin.id, "codes": three });
    let look = net.asks(&hesdin.counter, LOOK_OVER, look).await.ok();
    assert_eq!((&look["capCheques"], &look["personal"]), (&json!(2), &json!(false)));

    // Two of the family come with one booklet; another order in the same act has no cap.
    let mut both = workshop();
    both["people"] = json!(2);
    pays(&net, &hesdin, &[three[0], three[1], three[2], &free[0]], both).await.ok();
    net.redeems(&hesdin, &[&carnet[3], &free[1], &free[2], &free[3]]).await.ok();
    net.books_hold().await;
}

async fn what_is_free_and_what_is_not_covered_are_refused(engine: Engine) {
    let net = Network::open(engine, "not_covered").await;
    let (hesdin, carnet) = (net.venue("Hesdin").await, net.carnet().await);
    pays(&net, &hesdin, &[&carnet[0]], json!({ "title": "Accès libre", "priceCheques": 0 }))
        .await
        .refused("NOT_PAYABLE_BY_CHEQUE");
    let said = pays(&net, &hesdin, &[&carnet[0]], workshop()).await.refused("PRICE_NOT_COVERED");
    assert!(said.message.contains("Il manque 1 chèque"), "{said:?}");
    for (field, wrong) in [
        ("title", json!("  ")),
        ("priceCheques", json!(11)),
        ("people", json!(0)),
        ("remainderCents", json!(-1)),
        ("seats", json!(0)),
    ] {
        let mut service = workshop();
        service[field] = wrong;
        pays(&net, &hesdin, &[&carnet[0], &carnet[1]], service).await.refused("INPUT_INVALID");
    }
    // What remains is less than the price: the rest is paid in money, and said.
    let mut partly = workshop();
    partly["remainderCents"] = json!(1000);
    pays(&net, &hesdin, &[&carnet[0]], partly).await.ok();
    // What is refused of the cheque comes before what is refused of the price.
    pays(&net, &hesdin, &[&carnet[0]], json!({ "title": "Accès libre", "priceCheques": 0 }))
        .await
        .refused("ALREADY_REDEEMED");
    net.books_hold().await;
}

async fn a_personal_cheque_is_given_by_its_holder(engine: Engine) {
    let net = Network::open(engine, "personal").await;
    let (hesdin, carnet) = (net.venue("Hesdin").await, ruled(&net, json!({ "familyMayPresent": false })).await);
    let presents = |by: Value| json!({ "venue": hesdin.id, "codes": [&carnet[0]], "presentedBy": by });
    for by in [json!(null), json!("FAMILY")] {
        let said = net.asks(&hesdin.counter, REDEEM, presents(by)).await.refused("HOLDER_ONLY");
        assert!(said.message.starts_with("Ce chèque est personnel"), "{said:?}");
    }
    let look = net.asks(&hesdin.counter, LOOK_OVER, json!({ "venue": hesdin.id, "codes": [&carnet[0]] })).await.ok();
    assert_eq!(look["personal"], true);
    net.asks(&hesdin.counter, REDEEM, presents(json!("HOLDER"))).await.ok();
    net.books_hold().await;
}

async fn an_act_without_a_word_is_as_it_was(engine: Engine) {
    let net = Network::open(engine, "without_a_word").await;
    let (hesdin, carnet) = (net.venue("Hesdin").await, net.carnet().await);
    let first = net.redeems_under("comptoir-9", &hesdin, &[&carnet[0]]).await;
    assert_eq!(net.redeems_under("comptoir-9", &hesdin, &[&carnet[0]]).await.text(), first.text());
    assert!(first.ok()["service"].is_null());
    // The same key with a word about it is another content.
    let asked = json!({ "key": "comptoir-9", "venue": hesdin.id, "codes": [&carnet[0]], "service": workshop() });
    net.asks(&hesdin.counter, REDEEM, asked).await.refused("KEY_REUSED");
    let seen = net.asks(&net.cast.operator, PAID_SERVICES, json!({})).await.shown();
    assert_eq!((&seen["unsaid"], &seen["walkIn"]), (&json!(1), &json!(0)));
    net.books_hold().await;
}

async fn a_statement_tells_the_session_of_each_cheque(engine: Engine) {
    let net = Network::open(engine, "session_told").await;
    let (hesdin, carnet) = (net.venue("Hesdin").await, net.carnet().await);
    let id = net.offers(&hesdin, "Prendre en main son téléphone").await;
    let session = net.schedules(&hesdin, &id, "2025-10-01T14:00:00+02:00").await.ok();
    let sits =
        json!({ "sessionId": session["id"], "title": "Prendre en main son téléphone", "priceCheques": 1, "seats": 8 });
    pays(&net, &hesdin, &[&carnet[0]], sits).await.ok();
    net.redeems(&hesdin, &[&carnet[1]]).await.ok();
    let run = net.asks(&net.cast.treasurer, PREPARE, json!({})).await.ok()["settlementId"].clone();

    let lines = net.asks(&hesdin.manager, STATEMENT, json!({ "venue": hesdin.id, "settlement": run })).await.shown();
    let told = |no: usize| lines["lines"]["edges"][no]["node"]["service"].clone();
    assert_eq!((&told(0)["sessionId"], &told(1)), (&session["id"], &json!(null)), "{lines}");
    assert_eq!(told(0)["title"], "Prendre en main son téléphone");
    let seen = net.asks(&net.cast.operator, PAID_SERVICES, json!({})).await.shown();
    assert_eq!((&seen["withSession"], &seen["unsaid"]), (&json!(1), &json!(1)));
    net.books_hold().await;
}

async fn what_exceeds_its_price_or_its_seats_is_looked_at(engine: Engine) {
    let net = Network::open(engine, "looked_at").await;
    let hesdin = net.venue("Hesdin").await;
    let (one, two) = (net.carnet().await, net.carnet().await);
    let (crowded, calm) = (net.nothing(), net.nothing());
    let sits = |session: &str, people: i64| json!({ "sessionId": session, "title": "Courriels", "priceCheques": 1, "people": people, "seats": 2 });
    pays(&net, &hesdin, &[&one[0], &one[1]], sits(&crowded, 2)).await.ok();
    pays(&net, &hesdin, &[&two[0]], sits(&crowded, 1)).await.ok();
    pays(&net, &hesdin, &[&two[1]], sits(&calm, 1)).await.ok();
    let walk_in = pays(&net, &hesdin, &[&one[2], &one[3], &one[4]], workshop()).await.ok();

    let flags =
        async || net.asks(&net.cast.operator, PAID_SERVICES, json!({})).await.shown()["toLookAt"]["nodes"].clone();
    let found = flags().await;
    let found = found.as_array().expect("a list");
    assert_eq!(found.len(), 2, "{found:?}");
    let of_session = found.iter().find(|one| one["sessionId"] == json!(crowded)).expect("the crowded one");
    let facts = (&of_session["people"], &of_session["cheques"], &of_session["seats"], &of_session["because"]);
    assert_eq!(facts, (&json!(3), &json!(3), &json!(2), &json!(["MORE_THAN_SEATS"])));
    let alone = found.iter().find(|one| one["receiptId"] == walk_in["id"]).expect("the act without a session");
    assert_eq!((&alone["because"], &alone["venueName"]), (&json!(["MORE_THAN_PRICE"]), &json!("Mairie de Hesdin")));

    // What is undone is looked at no more.
    net.voids(&hesdin, &text(&walk_in["id"])).await.ok();
    assert_eq!(flags().await.as_array().map(Vec::len), Some(1));
    net.it_is("2025-12-24", (9, 0));
    assert_eq!(flags().await, json!([]), "a month later");
    let then = net.asks(&net.cast.treasurer, PAID_SERVICES, json!({ "until": "2025-10-02" })).await.shown();
    assert_eq!((&then["withSession"], &then["from"]), (&json!(4), &json!("2025-09-02")));
    assert!(net.asks(&hesdin.manager, PAID_SERVICES, json!({})).await.shown().is_null());
    net.books_hold().await;
}

async fn a_booklet_used_as_people_seldom_do_is_looked_at(engine: Engine) {
    let net = Network::open(engine, "seldom").await;
    let (hesdin, auchy) = (net.venue("Hesdin").await, net.venue("Auchy").await);
    let run = net.order(Wanted { carnets: 4, cheques: 3, ..Wanted::default() }).await;
    let flags = async || {
        let seen = net.asks(&net.cast.operator, PAID_SERVICES, json!({})).await.shown();
        seen["carnetsToLookAt"]["nodes"].as_array().expect("a list").clone()
    };
    // Before anybody has it: refused, and kept once however often it is tried; nothing else is refused for it.
    for _ in 0..2 {
        net.redeems(&auchy, &[&run.carnets[0][0]]).await.refused("NOT_HANDED_OVER");
    }
    net.redeems(&auchy, &[&run.carnets[0][1]]).await.refused("NOT_HANDED_OVER");
    let seen = flags().await;
    assert_eq!(seen.len(), 1, "{seen:?}");
    let facts = (&seen[0]["because"], &seen[0]["carnet"], &seen[0]["cheques"], &seen[0]["valueCents"]);
    assert_eq!(facts, (&json!("BEFORE_HAND_OVER"), &json!(run.carnets[0].serial), &json!(2), &json!(2000)));

    for carnet in &run.carnets {
        net.hands_over(carnet, "62447", "OTHER").await.ok();
    }
    let [whole, slow, apart] = [0, 1, 2].map(|place: usize| &run.carnets[place]);
    // All of it within a minute, in two acts; over two minutes; at two venues.
    net.redeems(&hesdin, &[&whole[0], &whole[1]]).await.ok();
    net.redeems(&hesdin, &[&slow[0], &slow[1]]).await.ok();
    net.redeems(&hesdin, &[&apart[0], &apart[1]]).await.ok();
    net.redeems(&auchy, &[&apart[2]]).await.ok();
    let last = text(&net.redeems(&hesdin, &[&whole[2]]).await.ok()["id"]);
    net.minutes_pass(2);
    net.redeems(&hesdin, &[&slow[2]]).await.ok();
    let seen = flags().await;
    let at_once: Vec<&Value> = seen.iter().filter(|one| one["because"] == "WHOLE_AT_ONCE").collect();
    assert_eq!(at_once.len(), 1, "{seen:?}");
    assert_eq!(
        (&at_once[0]["carnet"], &at_once[0]["venueName"], &at_once[0]["cheques"]),
        (&json!(whole.serial), &json!("Mairie de Hesdin"), &json!(3))
    );
    let in_a_day: Vec<&Value> = seen.iter().filter(|one| one["because"] == "WHOLE_SAME_DAY").collect();
    assert_eq!((in_a_day.len(), &in_a_day[0]["carnet"]), (1, &json!(slow.serial)), "{seen:?}");
    // What is undone is whole no more.
    net.voids(&hesdin, &last).await.ok();
    assert_eq!(flags().await.len(), 2);
    // Whoever keeps a booklet for another day is nobody's affair.
    let kept = &run.carnets[3];
    net.redeems(&auchy, &[&kept[0], &kept[1]]).await.ok();
    net.it_is("2025-10-03", (9, 0));
    net.redeems(&auchy, &[&kept[2]]).await.ok();
    assert_eq!(flags().await.len(), 2);
    assert!(net.asks(&hesdin.manager, PAID_SERVICES, json!({})).await.shown().is_null());
    net.books_hold().await;
}

async fn a_counter_chooses_from_what_the_centre_last_heard(engine: Engine) {
    let net = Network::open(engine, "on_offer").await;
    let (hesdin, auchy) = (net.venue("Hesdin").await, net.venue("Auchy").await);
    let id = net.offers(&hesdin, "Prendre en main son téléphone").await;
    let today = net.schedules(&hesdin, &id, "2025-10-01T14:00:00+02:00").await.ok();
    net.schedules(&hesdin, &id, "2025-10-02T14:00:00+02:00").await.ok();
    let both = |page: &Value| page["edges"].as_array().is_some_and(|edges| edges.len() == 2);
    net.waits_until(&hesdin.counter, COUNTER_OFFER, json!({ "venue": hesdin.id }), both).await;

    let told = net.asks(&hesdin.counter, COUNTER_OFFER, json!({ "venue": hesdin.id })).await.nodes();
    assert_eq!(
        (&told[0]["sessionId"], &told[0]["priceCheques"], &told[0]["seats"]),
        (&today["id"], &json!(1), &json!(8))
    );
    assert_eq!((&told[1]["sessionId"], &told[1]["workshopId"]), (&json!(null), &json!(id)));
    // Once it has begun it is still today's, even when the agenda changes.
    net.it_is("2025-10-01", (15, 0));
    net.offers(&hesdin, "Courriels").await;
    let three = |page: &Value| page["edges"].as_array().is_some_and(|edges| edges.len() == 3);
    net.waits_until(&hesdin.counter, COUNTER_OFFER, json!({ "venue": hesdin.id }), three).await;
    for (who, venue) in
        [(&auchy.counter, &hesdin.id), (&net.cast.operator, &hesdin.id), (&hesdin.counter, &net.nothing())]
    {
        assert!(net.asks(who, COUNTER_OFFER, json!({ "venue": venue })).await.nodes().is_empty());
    }
}
