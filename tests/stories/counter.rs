//! A day at a counter: cheques are looked over before they are taken, a receipt is told again, the day is seen whole.

use serde_json::json;

use crate::support::{
    engine::{Engine, on_both_engines},
    network::{
        Network, Wanted,
        answer::text,
        counter::{mistyped, unknown},
        deeds::{COUNTER_DAY, COUNTERS, RECEIPT},
    },
};

on_both_engines!(
    looking_over_tells_each_cheque_and_takes_none,
    a_cheque_is_read_however_it_is_written,
    looking_over_has_its_stairs,
    guessing_is_counted_while_looking_over,
    a_receipt_is_told_again_as_it_was_given,
    a_receipt_is_for_the_venue_that_gave_it,
    the_day_is_seen_whole,
    the_day_is_read_page_by_page,
    somebody_knows_the_counters_of_their_structure,
);

async fn looking_over_tells_each_cheque_and_takes_none(engine: Engine) {
    let net = Network::open(engine, "look_over").await;
    let hesdin = net.venue("Hesdin").await;
    let (one, two) = (net.carnet().await, net.carnet().await);
    let stock = net.order(Wanted::default()).await.carnets.remove(0);
    net.redeems(&hesdin, &[&one[0]]).await.ok();

    let wrong = mistyped(&one[5]);
    let stranger = unknown(1);
    let codes = [&one[1], &two[0], &one[0], &wrong, &stranger, &stock[0], &one[1], &one[2]];
    let look = net.looks_over(&hesdin, &codes).await.ok();

    let refusals: Vec<&str> = look["cheques"]
        .as_array()
        .expect("cheques")
        .iter()
        .map(|cheque| cheque["refusal"]["code"].as_str().unwrap_or("-"))
        .collect();
    let expected =
        ["-", "-", "ALREADY_REDEEMED", "CODE_MISTYPED", "CODE_UNKNOWN", "NOT_HANDED_OVER", "REPEATED_CHEQUE", "-"];
    assert_eq!(refusals, expected);
    assert_eq!((&look["accepted"], &look["valueCents"]), (&json!(3), &json!(3000)));
    let left: Vec<i64> = look["remaining"]
        .as_array()
        .expect("booklets")
        .iter()
        .map(|booklet| booklet["cheques"].as_i64().expect("a number"))
        .collect();
    assert_eq!(left.iter().sum::<i64>(), 7 + 9, "one booklet had nine, the other ten");
    assert!(text(&look["cheques"][2]["refusal"]["message"]).contains("utilisé ici"), "{look}");
    assert!(text(&look["cheques"][2]["refusal"]["message"]).starts_with("Ce chèque"), "{look}");
    assert_eq!(look["cheques"][0]["lastFour"], one[1][one[1].len() - 4..]);
    assert!(look["cheques"][3]["lastFour"].is_null() && look["cheques"][4]["carnet"].is_null());

    let taken = net.redeems(&hesdin, &[&one[1], &two[0], &one[2]]).await.ok();
    assert_eq!(taken["remaining"], look["remaining"], "what was told is what comes");
    net.books_hold().await;
}

async fn a_cheque_is_read_however_it_is_written(engine: Engine) {
    let net = Network::open(engine, "however_written").await;
    let (hesdin, carnet) = (net.venue("Hesdin").await, net.carnet().await);
    let plain = carnet[0].replace('-', "");
    let ways = [
        carnet[0].to_lowercase(),
        format!("  {}  ", carnet[0].replace('-', " ")),
        plain.replace('0', "O").replace('1', "l"),
        format!("https://pass.example/c/{}", plain.to_lowercase()),
        format!("HTTPS://PASS.EXAMPLE/C/{}\r\n", &carnet[0]),
    ];
    for way in &ways {
        let look = net.looks_over(&hesdin, &[way]).await.ok();
        assert_eq!((&look["accepted"], &look["cheques"][0]["no"]), (&json!(1), &json!(1)), "{way:?}: {look}");
    }
}

async fn looking_over_has_its_stairs(engine: Engine) {
    let net = Network::open(engine, "look_stairs").await;
    let (hesdin, auchy) = (net.venue("Hesdin").await, net.venue("Auchy").await);
    let never = net.applicant("Azincourt").await;
    let carnet = net.carnet().await;
    net.looks_over(&hesdin, &[]).await.refused("NO_CHEQUE");
    net.looks_over(&hesdin, &[&carnet[0]; 11]).await.refused("TOO_MANY_CHEQUES");
    let theirs = crate::support::network::Place { counter: auchy.counter.clone(), ..hesdin.clone() };
    net.looks_over(&theirs, &[&carnet[0]]).await.refused("FORBIDDEN");
    net.looks_over(&never, &[&carnet[0]]).await.refused("VENUE_NOT_ACCREDITED");
    net.suspends(&hesdin).await.ok();
    let said = net.looks_over(&hesdin, &[&carnet[0]]).await.refused("VENUE_SUSPENDED");
    assert!(said.next_step.starts_with("Accueillez quand même la personne."), "{said:?}");
}

async fn guessing_is_counted_while_looking_over(engine: Engine) {
    let net = Network::open(engine, "look_guesses").await;
    let (hesdin, carnet) = (net.venue("Hesdin").await, net.carnet().await);
    let six: Vec<String> = (0..6).map(unknown).collect();
    let six: Vec<&str> = six.iter().map(String::as_str).collect();
    let look = net.looks_over(&hesdin, &six).await.ok();
    assert_eq!(look["cheques"].as_array().map(Vec::len), Some(6));
    for _ in 0..20 {
        net.looks_over(&hesdin, &[&mistyped(&carnet[0])]).await.ok();
    }
    // Four more would have been answered: six more are not, and the ten are reached.
    let more: Vec<String> = (10..16).map(unknown).collect();
    let more: Vec<&str> = more.iter().map(String::as_str).collect();
    net.looks_over(&hesdin, &more).await.refused("TOO_MANY_ATTEMPTS");
    net.looks_over(&hesdin, &[&carnet[0]]).await.refused("TOO_MANY_ATTEMPTS");
    net.redeems(&hesdin, &[&carnet[0]]).await.refused("TOO_MANY_ATTEMPTS");
    net.minutes_pass(6);
    net.redeems(&hesdin, &[&carnet[0]]).await.ok();
}

async fn a_receipt_is_told_again_as_it_was_given(engine: Engine) {
    let net = Network::open(engine, "receipt_again").await;
    let (hesdin, auchy) = (net.venue("Hesdin").await, net.venue("Auchy").await);
    let (one, two) = (net.carnet().await, net.carnet().await);
    net.redeems(&auchy, &[&one[8]]).await.ok();
    let given = net.redeems(&hesdin, &[&one[0], &two[0], &one[1]]).await.ok();
    let id = json!({ "receipt": given["id"] });

    // What is used later, here or elsewhere, does not change what was told then.
    net.redeems(&auchy, &[&one[2], &two[3]]).await.ok();
    net.redeems(&hesdin, &[&one[3]]).await.ok();
    let again = net.asks(&hesdin.counter, RECEIPT, id.clone()).await.shown();
    for fact in ["id", "venueId", "at", "cheques", "valueCents", "remaining"] {
        assert_eq!(again[fact], given[fact], "{fact}");
    }
    assert_eq!(
        (&again["voided"], &again["voidable"], &again["by"]),
        (&json!(false), &json!(true), &json!(hesdin.counter.id()))
    );

    net.voids(&hesdin, &text(&given["id"])).await.ok();
    let undone = net.asks(&hesdin.manager, RECEIPT, id).await.shown();
    assert_eq!((&undone["voided"], &undone["voidable"]), (&json!(true), &json!(false)));
    assert_eq!(undone["remaining"], given["remaining"]);
    net.books_hold().await;
}

async fn a_receipt_is_for_the_venue_that_gave_it(engine: Engine) {
    let net = Network::open(engine, "receipt_own").await;
    let (hesdin, auchy) = (net.venue("Hesdin").await, net.venue("Auchy").await);
    let carnet = net.carnet().await;
    let id = net.redeems(&hesdin, &[&carnet[0]]).await.ok()["id"].clone();
    for who in [&auchy.counter, &net.cast.operator, &net.cast.treasurer] {
        assert!(net.asks(who, RECEIPT, json!({ "receipt": id })).await.shown().is_null());
    }
    for nothing in [net.nothing(), "reçu n° 3".to_owned()] {
        assert!(net.asks(&hesdin.counter, RECEIPT, json!({ "receipt": nothing })).await.shown().is_null());
    }
    net.it_is("2025-10-02", (9, 0));
    let seen = net.asks(&hesdin.counter, RECEIPT, json!({ "receipt": id })).await.shown();
    assert_eq!((&seen["voided"], &seen["voidable"]), (&json!(false), &json!(false)), "the day is over");
}

async fn the_day_is_seen_whole(engine: Engine) {
    let net = Network::open(engine, "counter_day").await;
    let (hesdin, auchy) = (net.venue("Hesdin").await, net.venue("Auchy").await);
    let carnet = net.carnet().await;
    net.redeems(&hesdin, &[&carnet[0], &carnet[1]]).await.ok();
    let undone = text(&net.redeems(&hesdin, &[&carnet[2]]).await.ok()["id"]);
    net.welcomes(&hesdin, "TO_REGULARISE", 2).await.ok();
    net.voids(&hesdin, &undone).await.ok();
    net.redeems(&auchy, &[&carnet[3]]).await.ok();

    let day = net.day_of(&hesdin).await;
    assert_eq!(
        (&day["acts"], &day["cheques"], &day["valueCents"], &day["welcomed"]),
        (&json!(1), &json!(2), &json!(2000), &json!(2))
    );
    let entries: Vec<_> =
        day["entries"]["edges"].as_array().expect("entries").iter().map(|edge| &edge["node"]).collect();
    let told: Vec<_> = entries
        .iter()
        .map(|one| (&one["cheques"], &one["voided"], &one["voidable"], one["welcome"].as_str(), &one["people"]))
        .collect();
    let (yes, no) = (json!(true), json!(false));
    assert_eq!(
        told,
        [
            (&json!(0), &no, &no, Some("TO_REGULARISE"), &json!(2)),
            (&json!(1), &yes, &no, None, &json!(0)),
            (&json!(2), &no, &yes, None, &json!(0)),
        ]
    );
    assert!(entries.iter().all(|one| one["by"] == hesdin.counter.id()));

    net.prepares().await;
    let settled = net.day_of(&hesdin).await;
    assert_eq!(settled["entries"]["edges"][2]["node"]["voidable"], false, "it is being paid");
    net.it_is("2025-10-02", (0, 0));
    let tomorrow = net.day_of(&hesdin).await;
    assert_eq!((&tomorrow["acts"], &tomorrow["day"]), (&json!(0), &json!("2025-10-02")));
    let yesterday = net.asks(&hesdin.counter, COUNTER_DAY, json!({ "venue": hesdin.id, "day": "2025-10-01" })).await;
    assert_eq!(yesterday.shown()["cheques"], 2);
    for (who, venue) in
        [(&auchy.counter, &hesdin.id), (&net.cast.operator, &hesdin.id), (&hesdin.counter, &net.nothing())]
    {
        assert!(net.asks(who, COUNTER_DAY, json!({ "venue": venue })).await.shown().is_null());
    }
}

async fn the_day_is_read_page_by_page(engine: Engine) {
    let net = Network::open(engine, "day_pages").await;
    let (hesdin, carnet) = (net.venue("Hesdin").await, net.carnet().await);
    for place in 0..5 {
        net.redeems(&hesdin, &[&carnet[place]]).await.ok();
        net.welcomes(&hesdin, "FREE", 1).await.ok();
    }
    let (mut seen, mut after) = (Vec::new(), json!(null));
    loop {
        let asked = json!({ "venue": hesdin.id, "first": 3, "after": after });
        let page = net.asks(&hesdin.counter, COUNTER_DAY, asked).await.shown()["entries"].clone();
        seen.extend(page["edges"].as_array().expect("edges").iter().map(|edge| text(&edge["node"]["id"])));
        after = page["pageInfo"]["endCursor"].clone();
        if page["pageInfo"]["hasNextPage"] == false {
            break;
        }
    }
    let whole = net.day_of(&hesdin).await;
    let all: Vec<String> =
        whole["entries"]["edges"].as_array().expect("edges").iter().map(|edge| text(&edge["node"]["id"])).collect();
    assert_eq!((seen.len(), &seen), (10, &all));
    let wrong = json!({ "venue": hesdin.id, "after": "hier" });
    assert_eq!(net.asks(&hesdin.counter, COUNTER_DAY, wrong).await.fault(), "BAD_REQUEST");
}

async fn somebody_knows_the_counters_of_their_structure(engine: Engine) {
    let net = Network::open(engine, "counters").await;
    let hesdin = net.venue("Hesdin").await;
    let annexe = net.annexe(&hesdin, "Auchy").await;
    net.venue("Beaurainville").await;
    net.suspends(&annexe).await.ok();
    let counters = net.asks(&hesdin.counter, COUNTERS, json!({})).await.nodes();
    let told: Vec<_> = counters.iter().map(|one| (text(&one["venueId"]), one["open"] == true)).collect();
    assert_eq!(told, [(annexe.id.clone(), false), (hesdin.id.clone(), true)], "by name: Auchy, Hesdin");
    assert_eq!(net.asks(&net.cast.prescriber, COUNTERS, json!({})).await.nodes(), Vec::<serde_json::Value>::new());
}
