//! « Coups de main »: help outside any session is written down with hardly a word, undone the same day, and never tells of a few.

use serde_json::{Value, json};

use crate::support::{
    engine::{Engine, on_both_engines},
    network::{
        Network, Place,
        answer::{Answer, text},
        cast::Person,
        deeds::{
            ERASE_LEARNER, HELP_FIGURES, HELPS, KEEP_LEARNER, MERGE_LEARNERS, RECORD_HELP, SERVE_LEARNER, UNDO_HELP,
        },
    },
    sql,
};

on_both_engines!(
    a_theme_and_some_minutes_are_enough,
    what_is_said_is_kept,
    help_is_written_down_once,
    help_is_within_reason,
    help_is_undone_the_same_day,
    a_card_is_shown_to_who_knows_the_person,
    few_people_are_hidden_and_many_shown_by_fives,
    a_person_with_a_card_counts_once,
);

/// The counter of a venue writes help down; what is said besides is added to the least.
async fn helps(net: &Network, place: &Place, said: Value) -> Answer {
    let mut input = json!({ "venueId": place.id, "theme": "MAIL", "minutes": 20 });
    for (name, value) in said.as_object().expect("an object") {
        input[name] = value.clone();
    }
    net.asks(&place.counter, RECORD_HELP, json!({ "input": input })).await
}

/// What a venue wrote down for today, or for some days.
async fn read(net: &Network, place: &Place, days: Value) -> Value {
    let mut asked = json!({ "venue": place.id, "first": 100 });
    for (name, value) in days.as_object().expect("an object") {
        asked[name] = value.clone();
    }
    net.asks(&place.counter, HELPS, asked).await.shown()
}

fn lines(helps: &Value) -> Vec<Value> {
    let edges = helps["entries"]["edges"].as_array().expect("lines");
    edges.iter().map(|edge| edge["node"].clone()).collect()
}

async fn a_theme_and_some_minutes_are_enough(engine: Engine) {
    let net = Network::open(engine, "help_least").await;
    let hesdin = net.venue("Hesdin").await;
    let before = read(&net, &hesdin, json!({})).await;
    assert_eq!(
        (&before["count"], &before["usual"], &before["communeCode"]),
        (&json!(0), &Value::Null, &json!("62447"))
    );

    net.suspends(&hesdin).await.ok();
    let recorded = helps(&net, &hesdin, json!({})).await.ok();
    assert_eq!(
        (&recorded["theme"], &recorded["minutes"], &recorded["day"]),
        (&json!("MAIL"), &json!(20), &json!("2025-10-01"))
    );
    let seen = read(&net, &hesdin, json!({})).await;
    assert_eq!((&seen["count"], &seen["minutes"]), (&json!(1), &json!(20)));
    let line = lines(&seen).remove(0);
    assert_eq!((&line["mode"], &line["homeCommune"]), (&json!("ON_SITE"), &json!("62447")), "where the venue is");
    for unsaid in ["way", "autonomy", "ageBand", "situation", "redirected", "card"] {
        assert!(line[unsaid].is_null(), "{unsaid}: {line}");
    }
    helps(&net, &hesdin, json!({ "minutes": 35, "way": "DO_FOR", "mode": "PHONE" })).await.ok();
    let usual = read(&net, &hesdin, json!({ "first": 0 })).await["usual"].clone();
    assert_eq!(usual, json!({ "minutes": 35, "way": "DO_FOR", "mode": "PHONE" }), "the next one begins with it");
    net.books_hold().await;
}

async fn what_is_said_is_kept(engine: Engine) {
    let net = Network::open(engine, "help_said").await;
    let (hesdin, auchy) = (net.venue("Hesdin").await, net.venue("Auchy").await);
    net.it_is("2025-10-20", (17, 0));
    let said = json!({
        "theme": "MONEY_AND_TAXES", "day": "2025-10-07", "way": "LEARN", "mode": "AT_HOME", "autonomy": "GUIDED",
        "homeCommune": "62069", "ageBand": "ELDER", "situation": "RETIRED", "redirected": "SOCIAL_HELP",
    });
    helps(&net, &hesdin, said.clone()).await.ok();
    helps(&net, &hesdin, json!({ "homeElsewhere": true })).await.ok();

    assert_eq!(read(&net, &hesdin, json!({})).await["count"], 1, "today");
    let month = read(&net, &hesdin, json!({ "from": "2025-10-01", "until": "2025-10-31" })).await;
    let lines = lines(&month);
    assert_eq!((month["count"].as_i64(), lines.len()), (Some(2), 2), "{month}");
    assert_eq!((&lines[0]["homeCommune"], &lines[0]["homeName"]), (&Value::Null, &Value::Null), "elsewhere");
    for (name, value) in said.as_object().expect("an object") {
        assert_eq!(&lines[1][name], value, "{name}");
    }
    assert_eq!(lines[1]["homeName"], "Azincourt");
    let pages = net.asks(&hesdin.counter, HELPS, json!({ "venue": hesdin.id, "from": "2025-10-01", "first": 1 })).await;
    let page = pages.shown();
    let after = &page["entries"]["pageInfo"]["endCursor"];
    assert_eq!(page["entries"]["pageInfo"]["hasNextPage"], true);
    let next = read(&net, &hesdin, json!({ "from": "2025-10-01", "first": 1, "after": after })).await;
    assert_eq!(self::lines(&next)[0]["id"], lines[1]["id"]);

    for asked in [json!({ "venue": hesdin.id }), json!({ "venue": net.nothing() })] {
        assert!(net.asks(&auchy.counter, HELPS, asked).await.shown().is_null(), "another's");
    }
    let backwards = json!({ "venue": hesdin.id, "from": "2025-10-31", "until": "2025-10-01" });
    assert!(net.asks(&hesdin.counter, HELPS, backwards).await.shown().is_null());
}

async fn help_is_written_down_once(engine: Engine) {
    let net = Network::open(engine, "help_once").await;
    let hesdin = net.venue("Hesdin").await;
    let asked = |minutes: i64| {
        let input = json!({ "venueId": hesdin.id, "theme": "HEALTH", "minutes": minutes });
        json!({ "key": "coup-de-main-1", "input": input })
    };
    let first = net.asks(&hesdin.counter, RECORD_HELP, asked(15)).await.ok();
    net.it_is("2025-10-02", (9, 0));
    let again = net.asks(&hesdin.manager, RECORD_HELP, asked(15)).await.ok();
    assert_eq!(first, again, "also on the next day, by a colleague");
    net.asks(&hesdin.counter, RECORD_HELP, asked(16)).await.refused("KEY_REUSED");
    let all = read(&net, &hesdin, json!({ "from": "2025-10-01", "until": "2025-10-02" })).await;
    assert_eq!((&all["count"], &all["minutes"]), (&json!(1), &json!(15)));
}

async fn help_is_within_reason(engine: Engine) {
    let net = Network::open(engine, "help_reason").await;
    let (hesdin, auchy) = (net.venue("Hesdin").await, net.venue("Auchy").await);
    for minutes in [0, -5, 601] {
        helps(&net, &hesdin, json!({ "minutes": minutes })).await.refused("INPUT_INVALID");
    }
    for day in ["2025-10-02", "2025-08-30", "hier"] {
        helps(&net, &hesdin, json!({ "day": day })).await.refused("DATES_INVALID");
    }
    for commune in ["75056", "Hesdin", ""] {
        helps(&net, &hesdin, json!({ "homeCommune": commune })).await.refused("COMMUNE_UNKNOWN");
    }
    helps(&net, &hesdin, json!({ "homeCommune": "62069", "homeElsewhere": true })).await.refused("INPUT_INVALID");
    let card = helps(&net, &hesdin, json!({ "card": "00000-00001" })).await.refused("INPUT_INVALID");
    assert_eq!(card.message, "Nous ne trouvons pas cette carte.");
    let of = |venue: &str| json!({ "input": { "venueId": venue, "theme": "MAIL", "minutes": 20 } });
    let theirs = net.asks(&auchy.counter, RECORD_HELP, of(&hesdin.id)).await.refused("FORBIDDEN");
    for absent in [net.nothing(), "guichet".to_owned()] {
        assert_eq!(net.asks(&auchy.counter, RECORD_HELP, of(&absent)).await.refused("FORBIDDEN"), theirs);
    }
    for who in [&net.cast.prescriber, &net.cast.operator, &net.cast.analyst, &Person::nobody()] {
        net.asks(who, RECORD_HELP, of(&hesdin.id)).await.refused("FORBIDDEN");
    }
    assert_eq!(read(&net, &hesdin, json!({ "from": "2025-08-01" })).await["count"], 0);
    helps(&net, &hesdin, json!({ "minutes": 600, "day": "2025-08-31" })).await.ok();
    helps(&net, &hesdin, json!({ "minutes": 1 })).await.ok();
}

async fn help_is_undone_the_same_day(engine: Engine) {
    let net = Network::open(engine, "help_undone").await;
    let (hesdin, auchy) = (net.venue("Hesdin").await, net.venue("Auchy").await);
    let wrong = text(&helps(&net, &hesdin, json!({ "day": "2025-09-30" })).await.ok()["helpId"]);
    helps(&net, &hesdin, json!({})).await.ok();
    let undo = async |who: &Person, id: &str| net.asks(who, UNDO_HELP, json!({ "id": id })).await;

    let theirs = undo(&auchy.counter, &wrong).await.refused("NOT_FOUND");
    assert_eq!(undo(&auchy.counter, &net.nothing()).await.refused("NOT_FOUND"), theirs);
    let under = json!({ "key": "annule-1", "id": wrong });
    let done = net.asks(&hesdin.manager, UNDO_HELP, under.clone()).await.ok();
    assert_eq!(net.asks(&hesdin.manager, UNDO_HELP, under).await.ok(), done, "asked again, the same answer");
    let twice = undo(&hesdin.counter, &wrong).await.refused("VOIDED");
    assert_eq!(twice.message, "Ce coup de main est déjà annulé.");

    let seen = read(&net, &hesdin, json!({ "from": "2025-09-01" })).await;
    assert_eq!((&seen["count"], lines(&seen).len()), (&json!(1), 2), "the line stays, and counts no more");
    let told: Vec<(bool, bool)> =
        lines(&seen).iter().map(|line| (line["undone"] == json!(true), line["undoable"] == json!(true))).collect();
    assert_eq!(told, [(false, true), (true, false)]);

    let late = text(&lines(&seen)[0]["id"]);
    net.it_is("2025-10-02", (0, 1));
    let late = undo(&hesdin.counter, &late).await.refused("VOID_TOO_LATE");
    assert!(late.message.starts_with("Un coup de main peut être annulé"), "{late:?}");
    net.books_hold().await;
}

/// Somebody whom a structure keeps: the identifier and the number of the card.
async fn known(net: &Network, place: &Place, name: &str) -> (String, String) {
    let input = json!({ "givenName": "Zélie", "familyName": name, "birthYear": 1951 });
    let kept = net.asks(&place.counter, KEEP_LEARNER, json!({ "input": input, "another": true })).await.ok();
    (text(&kept["learnerId"]), text(&kept["card"]))
}

async fn a_card_is_shown_to_who_knows_the_person(engine: Engine) {
    let net = Network::open(engine, "help_card").await;
    let (hesdin, auchy) = (net.venue("Hesdin").await, net.venue("Auchy").await);
    let (learner, card) = known(&net, &hesdin, "Canari").await;
    let typed = card.to_lowercase().replace('-', " ");
    for place in [&hesdin, &auchy] {
        let told = helps(&net, place, json!({ "card": typed })).await;
        assert!(!told.text().contains(&learner) && !told.text().contains(&card), "{}", told.text());
        told.ok();
    }
    let shown = async |place: &Place| lines(&read(&net, place, json!({})).await)[0]["card"].clone();
    assert_eq!(shown(&hesdin).await, json!(card));
    assert_eq!(shown(&auchy).await, Value::Null, "where nobody knows them, they are nobody in particular");
    net.asks(&auchy.counter, SERVE_LEARNER, json!({ "card": card })).await.ok();
    assert_eq!(shown(&auchy).await, Value::Null, "nor is a number read where they are only served");

    net.asks(&hesdin.counter, ERASE_LEARNER, json!({ "id": learner })).await.ok();
    assert_eq!(shown(&hesdin).await, Value::Null);
    assert_eq!(read(&net, &hesdin, json!({})).await["count"], 1, "and the help still counts");
    let named = "select count(*) as number from help where learner_id is not null";
    assert_eq!(sql::number(net.centre().store().place(), named), 0, "of nobody in particular");
    helps(&net, &hesdin, json!({ "card": card })).await.refused("INPUT_INVALID");
}

async fn figures(net: &Network, month: i64) -> Value {
    net.asks(&net.cast.analyst, HELP_FIGURES, json!({ "year": 2025, "month": month })).await.shown()
}

fn of(figures: &Value, code: &str) -> Value {
    let communes = figures["communes"].as_array().expect("communes");
    communes.iter().find(|commune| commune["code"] == code).expect("the commune")["helps"].clone()
}

async fn few_people_are_hidden_and_many_shown_by_fives(engine: Engine) {
    let net = Network::open(engine, "help_figures").await;
    let (hesdin, auchy) = (net.venue("Hesdin").await, net.venue("Auchy").await);
    for (place, home, times) in [(&hesdin, "62447", 26), (&auchy, "62050", 14), (&hesdin, "62069", 3)] {
        for _ in 0..times {
            helps(&net, place, json!({ "homeCommune": home })).await.ok();
        }
    }
    for _ in 0..12 {
        helps(&net, &auchy, json!({ "homeElsewhere": true })).await.ok();
    }
    helps(&net, &hesdin, json!({ "homeCommune": "62447", "day": "2025-09-30" })).await.ok();
    let wrong = text(&helps(&net, &hesdin, json!({ "homeCommune": "62100" })).await.ok()["helpId"]);
    net.asks(&hesdin.counter, UNDO_HELP, json!({ "id": wrong })).await.ok();

    for who in [&net.cast.analyst, &net.cast.operator] {
        let seen = net.asks(who, HELP_FIGURES, json!({ "year": 2025, "month": 10 })).await.shown();
        assert_eq!((&seen["month"], &seen["total"]), (&json!("2025-10-01"), &json!(55)));
        assert_eq!((of(&seen, "62447"), of(&seen, "62069")), (json!(25), Value::Null), "three people are hidden");
        assert_eq!(
            (&seen["elsewhere"], of(&seen, "62050")),
            (&Value::Null, json!(15)),
            "with the smallest of the others"
        );
        assert_eq!(of(&seen, "62100"), json!(0), "what was undone is nobody's");
    }
    let september = figures(&net, 9).await;
    assert_eq!((of(&september, "62447"), &september["total"]), (Value::Null, &Value::Null), "one person alone");
    for (year, month) in [(2025, 13), (2025, 0), (2025, -1), (2019, 10)] {
        let asked = json!({ "year": year, "month": month });
        assert!(net.asks(&net.cast.analyst, HELP_FIGURES, asked).await.shown().is_null(), "{year}-{month}");
    }
    for who in [&hesdin.manager, &net.cast.funder, &net.cast.treasurer, &net.cast.prescriber, &Person::nobody()] {
        let asked = json!({ "year": 2025, "month": 10 });
        assert!(net.asks(who, HELP_FIGURES, asked).await.shown().is_null(), "{who:?}");
    }
}

async fn a_person_with_a_card_counts_once(engine: Engine) {
    let net = Network::open(engine, "help_people").await;
    let hesdin = net.venue("Hesdin").await;
    let (one, first) = known(&net, &hesdin, "Canari").await;
    let (other, second) = known(&net, &hesdin, "Pinson").await;
    for _ in 0..9 {
        helps(&net, &hesdin, json!({})).await.ok();
    }
    for card in [&first, &first, &first, &second] {
        helps(&net, &hesdin, json!({ "card": card })).await.ok();
    }
    // Nine without a card, and two with one: thirteen times, eleven people.
    assert_eq!(figures(&net, 10).await["total"], 15);
    net.asks(&hesdin.counter, MERGE_LEARNERS, json!({ "from": one, "into": other })).await.ok();
    let seen = figures(&net, 10).await;
    assert_eq!((of(&seen, "62447"), &seen["total"]), (Value::Null, &Value::Null), "ten people now");
}
