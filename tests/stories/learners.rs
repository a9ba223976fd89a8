//! People who learn: recorded once, known by those who keep them, received with a card elsewhere, asked what they agree to.

use kernel::{card::CardNumber, chance::Chance};
use serde_json::{Value, json};

use crate::support::{
    engine::{Engine, on_both_engines},
    network::{
        Network,
        answer::{Answer, text},
        cast::Person,
        deeds::{
            CHANGE_LEARNER, CONSENT_FORM, KEEP_LEARNER, LEARNER, LEARNERS, MERGE_LEARNERS, RECORD_CONSENTS,
            RECORD_HELP, RENEW_LEARNER_CARD, SERVE_LEARNER, SIMILAR,
        },
    },
    sql,
};

on_both_engines!(
    a_name_is_enough_and_lies_nowhere_in_clear,
    who_has_no_telephone_is_told_another_way,
    who_may_be_known_already_is_asked_about,
    nobody_finds_out_by_trying_who_is_known,
    others_of_that_name_hide_nobody,
    a_person_is_known_where_they_are_kept,
    a_card_opens_a_first_name_for_a_month,
    a_lost_card_leads_nowhere,
    what_somebody_agrees_to_counts_at_once,
);

/// Somebody, by the two names and the year of birth.
fn somebody(given: &str, family: &str, born: i32) -> Value {
    json!({ "givenName": given, "familyName": family, "birthYear": born })
}

async fn keeps(net: &Network, who: &Person, input: Value) -> Answer {
    net.asks(who, KEEP_LEARNER, json!({ "input": input })).await
}

async fn read(net: &Network, who: &Person, id: &str) -> Value {
    net.asks(who, LEARNER, json!({ "id": id })).await.shown()
}

async fn named(net: &Network, who: &Person, given: &str, family: &str) -> Vec<Value> {
    let name = json!({ "givenName": given, "familyName": family });
    net.asks(who, LEARNERS, json!({ "name": name })).await.nodes()
}

async fn a_name_is_enough_and_lies_nowhere_in_clear(engine: Engine) {
    let net = Network::open(engine, "learner_least").await;
    let prescriber = &net.cast.prescriber;
    let kept = keeps(&net, prescriber, json!({ "givenName": "Amandine", "familyName": "Wattebled" })).await.ok();
    let (id, card) = (text(&kept["learnerId"]), text(&kept["card"]));
    assert_eq!((card.len(), card.find('-')), (11, Some(5)));
    let seen = read(&net, prescriber, &id).await;
    assert_eq!(
        (&seen["shortName"], &seen["person"]["familyName"], &seen["person"]["birthYear"], &seen["ageBand"]),
        (&json!("Amandine W."), &json!("Wattebled"), &Value::Null, &Value::Null)
    );
    assert_eq!((&seen["needs"]["language"], &seen["consents"]), (&json!("fr"), &json!([])));
    for spelt in [card.to_lowercase(), card.replace('-', " ")] {
        let found = net.asks(prescriber, LEARNERS, json!({ "card": spelt })).await.nodes();
        assert_eq!((found.len(), &found[0]["id"]), (1, &json!(id)), "{spelt}");
    }
    assert_eq!(named(&net, prescriber, "wattebled", "AMANDINE").await.len(), 1, "either name first");

    // The same key again gives the same card; another name under it is another act.
    let again = json!({ "key": "une-fois", "input": somebody("Zoé", "Roy", 1951) });
    let first = net.asks(prescriber, KEEP_LEARNER, again.clone()).await.ok();
    assert_eq!(net.asks(prescriber, KEEP_LEARNER, again).await.ok(), first);
    let other = json!({ "key": "une-fois", "input": somebody("Zoé", "Petit", 1951) });
    net.asks(prescriber, KEEP_LEARNER, other).await.refused("KEY_REUSED");

    let all = sql::dump(net.centre().store().place()).join("\n");
    assert!(all.contains(&card.replace('-', "")), "the books are read whole");
    assert!(!all.contains("Amandine") && !all.contains("Wattebled"), "a name lies in clear");
}

async fn who_has_no_telephone_is_told_another_way(engine: Engine) {
    let net = Network::open(engine, "learner_told").await;
    let prescriber = &net.cast.prescriber;
    let with = |more: Value| {
        let mut input = somebody("Amina", "Ba", 1951);
        for (name, value) in more.as_object().expect("an object") {
            input[name] = value.clone();
        }
        input
    };
    for (wrong, why) in [
        (json!({ "toldBy": "SMS" }), "no telephone"),
        (json!({ "toldBy": "LETTER" }), "no address"),
        (json!({ "toldBy": "SOMEBODY" }), "nobody"),
        (json!({ "birthYear": 1899 }), "born too early"),
        (json!({ "birthDate": "1952-03-02" }), "born in two years"),
        (json!({ "phone": "demain" }), "no number"),
        (json!({ "language": "français" }), "no language"),
        (json!({ "familyName": "-" }), "no name"),
    ] {
        let said = keeps(&net, prescriber, with(wrong)).await.refused("INPUT_INVALID");
        assert!(!said.message.contains("Une des informations"), "{why}: {}", said.message);
    }
    keeps(&net, prescriber, with(json!({ "homeCommune": "62461" }))).await.refused("COMMUNE_UNKNOWN");
    assert_eq!(sql::count(net.centre().store().place(), "learner_person"), 0, "nothing refused is kept");

    let niece = json!({ "name": "Fatou Ba", "relation": "RELATIVE", "phone": "03 21 00 00 00" });
    let whole = with(json!({
        "birthDate": "1951-03-02", "phone": "06 12 34 56 78", "phoneShared": true, "toldBy": "SOMEBODY", "proxy": niece,
        "language": "AR", "access": ["READING", "SIGHT", "READING"], "transport": "LIFT", "homeCommune": "62447",
    }));
    let id = text(&keeps(&net, prescriber, whole).await.ok()["learnerId"]);
    let seen = read(&net, prescriber, &id).await;
    assert_eq!(seen["contact"]["proxy"], niece);
    assert_eq!((&seen["contact"]["toldBy"], &seen["contact"]["phoneShared"]), (&json!("SOMEBODY"), &json!(true)));
    assert_eq!(seen["needs"], json!({ "language": "ar", "access": ["SIGHT", "READING"] }));
    assert_eq!(
        (&seen["person"]["homeCommune"], &seen["person"]["transport"], &seen["ageBand"]),
        (&json!("Hesdin-la-Forêt"), &json!("LIFT"), &json!("SENIOR"))
    );

    // What is written anew takes the place of all that was known.
    net.it_is("2025-10-09", (9, 0));
    let married = somebody("Amina", "Diop", 1951);
    net.asks(prescriber, CHANGE_LEARNER, json!({ "id": id, "input": married })).await.ok();
    let seen = read(&net, prescriber, &id).await;
    assert_eq!((&seen["shortName"], &seen["contact"]["proxy"]), (&json!("Amina D."), &Value::Null));
    assert_eq!((&seen["person"]["homeCommune"], &seen["lastContact"]), (&Value::Null, &json!("2025-10-09")));
    assert!(named(&net, prescriber, "Amina", "Ba").await.is_empty(), "the marks of before are gone");
    assert_eq!(named(&net, prescriber, "Amina", "Diop").await.len(), 1);
}

async fn who_may_be_known_already_is_asked_about(engine: Engine) {
    let net = Network::open(engine, "learner_similar").await;
    let prescriber = &net.cast.prescriber;
    let first = text(&keeps(&net, prescriber, somebody("Amina", "Ba", 1951)).await.ok()["learnerId"]);
    for (given, family, born) in [
        ("amina", "BA", 1951),
        ("Ba", "Amina", 1951),
        ("Âmina", "Bâ", 1952),
        ("Amina", "Bah", 1950),
        ("Amina", "Ba", 1915),
    ] {
        let said = keeps(&net, prescriber, somebody(given, family, born)).await.refused("LEARNER_SIMILAR");
        assert!(said.message.contains("semblable") && !said.message.contains("Amina"), "{said:?}");
    }
    let unknown = json!({ "givenName": "Amina", "familyName": "Ba" });
    keeps(&net, prescriber, unknown.clone()).await.refused("LEARNER_SIMILAR");
    keeps(&net, prescriber, somebody("Amina", "Ba", 1990)).await.ok();
    let similar = net.asks(prescriber, SIMILAR, json!({ "name": somebody("AMINA", "ba", 1952) })).await.shown();
    assert_eq!((similar["known"].as_array().map(Vec::len), &similar["elsewhere"]), (Some(1), &json!(false)));
    assert_eq!((&similar["known"][0]["id"], &similar["known"][0]["kept"]), (&json!(first), &json!(true)));

    // Elsewhere one learns that there is somebody, and nothing else; the network and those who pay learn nothing.
    let hesdin = net.venue("Hesdin").await;
    let elsewhere = net.asks(&hesdin.counter, SIMILAR, json!({ "name": unknown })).await;
    assert_eq!(elsewhere.shown(), json!({ "elsewhere": true, "known": [] }), "not how many");
    let said = keeps(&net, &hesdin.counter, somebody("Amina", "Ba", 1951)).await.refused("LEARNER_SIMILAR");
    assert!(said.message.starts_with("Une personne"), "{said:?}");
    for who in [&net.cast.operator, &net.cast.funder, &net.cast.treasurer, &net.cast.administrator] {
        assert!(net.asks(who, SIMILAR, json!({ "name": unknown })).await.shown().is_null());
    }
    let another = json!({ "input": somebody("Amina", "Ba", 1951), "another": true });
    let other = text(&net.asks(prescriber, KEEP_LEARNER, another).await.ok()["learnerId"]);
    assert_ne!(other, first);
}

async fn nobody_finds_out_by_trying_who_is_known(engine: Engine) {
    let net = Network::open(engine, "learner_guesses").await;
    let (hesdin, auchy) = (net.venue("Hesdin").await, net.venue("Auchy").await);
    let kept = keeps(&net, &net.cast.prescriber, somebody("Amina", "Ba", 1951)).await.ok();
    let (id, card) = (text(&kept["learnerId"]), text(&kept["card"]));
    let similar = async |born: i32| {
        let name = json!({ "name": somebody("Amina", "Ba", born) });
        net.asks(&hesdin.counter, SIMILAR, name).await.shown()
    };
    // Year after year; those who are refused for who is known are counted with them.
    for born in 1930..1938 {
        assert_eq!(similar(born).await["elsewhere"], json!(false), "{born}");
    }
    keeps(&net, &hesdin.counter, somebody("Amina", "Ba", 1951)).await.refused("LEARNER_SIMILAR");
    assert_eq!(similar(1951).await["elsewhere"], json!(true));
    assert!(similar(1951).await.is_null(), "the eleventh");
    let said = keeps(&net, &hesdin.counter, somebody("Amina", "Ba", 1951)).await.refused("TOO_MANY_ATTEMPTS");
    assert!(said.message.contains("noms") && said.next_step.contains("5 minutes"), "{said:?}");
    let another = json!({ "input": somebody("Amina", "Ba", 1951), "another": true });
    net.asks(&hesdin.counter, KEEP_LEARNER, another).await.ok();

    // A card that is guessed; one that is mistyped is no guess.
    let serves = async |card: &str| net.asks(&auchy.counter, SERVE_LEARNER, json!({ "card": card })).await;
    for seed in 0..10 {
        serves(&card[..10]).await.refused("NOT_FOUND");
        serves(&CardNumber::draw(&Chance::from_seed(seed)).printed()).await.refused("NOT_FOUND");
    }
    serves(&card).await.refused("TOO_MANY_ATTEMPTS");
    let help = json!({ "venueId": auchy.id, "theme": "MAIL", "minutes": 20, "card": card });
    net.asks(&auchy.counter, RECORD_HELP, json!({ "input": help })).await.refused("TOO_MANY_ATTEMPTS");
    let plain = json!({ "venueId": auchy.id, "theme": "MAIL", "minutes": 20 });
    net.asks(&auchy.counter, RECORD_HELP, json!({ "input": plain })).await.ok();
    net.minutes_pass(5);
    assert_eq!(serves(&card).await.ok()["learnerId"], json!(id));
    let guess = json!({ "venueId": auchy.id, "theme": "MAIL", "minutes": 20,
        "card": CardNumber::draw(&Chance::from_seed(11)).printed() });
    for _ in 0..10 {
        net.asks(&auchy.counter, RECORD_HELP, json!({ "input": guess })).await.refused("INPUT_INVALID");
    }
    net.asks(&auchy.counter, RECORD_HELP, json!({ "input": guess })).await.refused("TOO_MANY_ATTEMPTS");
    assert_eq!(sql::count(net.centre().store().place(), "learner_attempt"), 10, "older ones are forgotten");
}

async fn others_of_that_name_hide_nobody(engine: Engine) {
    let net = Network::open(engine, "learner_namesakes").await;
    let (hesdin, auchy) = (net.venue("Hesdin").await, net.venue("Auchy").await);
    let another = async |who: &Person| {
        let input = json!({ "input": somebody("Amina", "Ba", 1951), "another": true });
        net.asks(who, KEEP_LEARNER, input).await.ok()
    };
    let mut theirs = Vec::new();
    for _ in 0..24 {
        theirs.push(another(&net.cast.prescriber).await);
    }
    let ours = another(&hesdin.counter).await;
    let served = &theirs[11];
    let card = json!({ "card": served["card"] });
    net.asks(&auchy.counter, SERVE_LEARNER, card).await.ok();
    for (place, learner) in [(&hesdin, &ours), (&auchy, served)] {
        let name = json!({ "name": somebody("Amina", "Ba", 1951), "first": 1 });
        let found = net.asks(&place.counter, LEARNERS, name.clone()).await.nodes();
        assert_eq!((found.len(), &found[0]["id"]), (1, &learner["learnerId"]));
        let similar = net.asks(&place.counter, SIMILAR, json!({ "name": name["name"] })).await.shown();
        assert_eq!((similar["known"].as_array().map(Vec::len), &similar["elsewhere"]), (Some(1), &json!(true)));
        assert_eq!(similar["known"][0]["id"], learner["learnerId"]);
    }
    // Served under the row that leads to another one now: that one is found.
    let into = json!({ "from": served["learnerId"], "into": theirs[12]["learnerId"] });
    net.asks(&net.cast.prescriber, MERGE_LEARNERS, into).await.ok();
    let name = json!({ "name": somebody("Amina", "Ba", 1951) });
    let found = net.asks(&auchy.counter, LEARNERS, name).await.nodes();
    assert_eq!((found.len(), &found[0]["id"]), (1, &theirs[12]["learnerId"]));
}

async fn a_person_is_known_where_they_are_kept(engine: Engine) {
    let net = Network::open(engine, "learner_whose").await;
    let (hesdin, auchy) = (net.venue("Hesdin").await, net.venue("Auchy").await);
    let kept = keeps(&net, &hesdin.counter, somebody("Amina", "Ba", 1951)).await.ok();
    let (id, card) = (text(&kept["learnerId"]), text(&kept["card"]));
    let seen = read(&net, &hesdin.manager, &id).await;
    assert_eq!((&seen["person"]["givenName"], &seen["kept"]), (&json!("Amina"), &json!(true)));
    assert_eq!(net.asks(&hesdin.manager, LEARNERS, json!({})).await.nodes().len(), 1);
    let others = [
        &auchy.counter,
        &auchy.manager,
        &net.cast.prescriber,
        &net.cast.operator,
        &net.cast.funder,
        &net.cast.treasurer,
    ];
    for who in others {
        assert!(read(&net, who, &id).await.is_null());
        assert!(net.asks(who, LEARNERS, json!({})).await.nodes().is_empty());
        assert!(net.asks(who, LEARNERS, json!({ "card": card })).await.nodes().is_empty(), "looking is not receiving");
        assert!(named(&net, who, "Amina", "Ba").await.is_empty());
    }
    let change = json!({ "id": id, "input": somebody("Zoé", "Roy", 1951) });
    net.asks(&auchy.counter, CHANGE_LEARNER, change.clone()).await.refused("NOT_FOUND");
    net.asks(&net.cast.operator, CHANGE_LEARNER, change).await.refused("FORBIDDEN");
}

async fn a_card_opens_a_first_name_for_a_month(engine: Engine) {
    let net = Network::open(engine, "learner_served").await;
    let (hesdin, auchy) = (net.venue("Hesdin").await, net.venue("Auchy").await);
    let mut amina = somebody("Amina", "Ba", 1951);
    (amina["phone"], amina["address"]) = (json!("06 12 34 56 78"), json!("3 rue du Gué\n62140 Hesdin-la-Forêt"));
    (amina["homeCommune"], amina["access"]) = (json!("62447"), json!(["HEARING"]));
    let kept = keeps(&net, &net.cast.prescriber, amina).await.ok();
    let (id, card) = (text(&kept["learnerId"]), text(&kept["card"]));
    let serves = async |who: &Person, card: &str| net.asks(who, SERVE_LEARNER, json!({ "card": card })).await;
    for wrong in ["", "7QK2M", &card[..10], "00000-00001"] {
        serves(&auchy.counter, wrong).await.refused("NOT_FOUND");
    }
    serves(&net.cast.operator, &card).await.refused("FORBIDDEN");

    let served = serves(&auchy.counter, &card.to_lowercase()).await.ok();
    assert_eq!(served["learnerId"], json!(id));
    let seen = net.asks(&auchy.manager, LEARNER, json!({ "id": id })).await;
    let told = seen.text();
    for secret in ["\"Ba\"", ":1951", "rue du Gué", "Hesdin-la-Forêt", "\"62447\""] {
        assert!(!told.contains(secret), "{secret}: {told}");
    }
    let seen = seen.shown();
    assert_eq!(
        (&seen["shortName"], &seen["kept"], &seen["person"], &seen["ageBand"]),
        (&json!("Amina B."), &json!(false), &Value::Null, &json!("SENIOR"))
    );
    // The number would be typed again next month: only the person shows it.
    assert!(seen["card"].is_null() && !told.contains(&card), "{told}");
    let listed = net.asks(&auchy.counter, LEARNERS, json!({})).await.text();
    assert!(listed.contains(&id) && !listed.contains(&card), "{listed}");
    let name = json!({ "name": somebody("Amina", "Ba", 1951) });
    let similar = net.asks(&auchy.counter, SIMILAR, name).await.text();
    assert!(similar.contains(&id) && !similar.contains(&card), "{similar}");
    assert_eq!(
        (&seen["contact"]["phone"], &seen["contactUntil"], &seen["needs"]["access"]),
        (&json!("06 12 34 56 78"), &json!("2025-10-31"), &json!(["HEARING"]))
    );
    assert!(read(&net, &hesdin.counter, &id).await.is_null(), "the other place still knows nothing");
    net.asks(&auchy.counter, CHANGE_LEARNER, json!({ "id": id, "input": somebody("A", "B", 1951) }))
        .await
        .refused("NOT_FOUND");
    net.asks(&auchy.counter, RENEW_LEARNER_CARD, json!({ "id": id })).await.refused("NOT_FOUND");

    net.it_is("2025-10-31", (23, 0));
    assert!(read(&net, &auchy.counter, &id).await["contact"].is_object());
    net.it_is("2025-11-01", (1, 0));
    let later = read(&net, &auchy.counter, &id).await;
    assert_eq!(
        (&later["shortName"], &later["contact"], &later["needs"]),
        (&json!("Amina B."), &Value::Null, &Value::Null)
    );
    serves(&auchy.counter, &card).await.ok();
    assert_eq!(read(&net, &auchy.counter, &id).await["contactUntil"], "2025-12-01");
}

async fn a_lost_card_leads_nowhere(engine: Engine) {
    let net = Network::open(engine, "learner_card").await;
    let auchy = net.venue("Auchy").await;
    let prescriber = &net.cast.prescriber;
    let kept = keeps(&net, prescriber, somebody("Amina", "Ba", 1951)).await.ok();
    let (id, old) = (text(&kept["learnerId"]), text(&kept["card"]));
    let new = text(&net.asks(prescriber, RENEW_LEARNER_CARD, json!({ "id": id })).await.ok()["card"]);
    assert_ne!(new, old);
    net.asks(&auchy.counter, SERVE_LEARNER, json!({ "card": old })).await.refused("NOT_FOUND");
    assert!(net.asks(prescriber, LEARNERS, json!({ "card": old })).await.nodes().is_empty());
    assert_eq!(read(&net, prescriber, &id).await["card"], json!(new));
    net.asks(&auchy.counter, SERVE_LEARNER, json!({ "card": new })).await.ok();
}

async fn what_somebody_agrees_to_counts_at_once(engine: Engine) {
    let net = Network::open(engine, "learner_consents").await;
    let auchy = net.venue("Auchy").await;
    let prescriber = &net.cast.prescriber;
    let form = net.asks(&Person::nobody(), CONSENT_FORM, json!({})).await.shown();
    assert_eq!(form["purposes"].as_array().map(Vec::len), Some(4), "anybody may read what is asked");
    let kept = keeps(&net, prescriber, somebody("Amina", "Ba", 1951)).await.ok();
    let (id, card) = (text(&kept["learnerId"]), text(&kept["card"]));
    let says = async |who: &Person, answers: Value, way: &str, version: i64| {
        let input = json!({ "learnerId": id, "answers": answers, "version": version, "way": way });
        net.asks(who, RECORD_CONSENTS, json!({ "input": input })).await
    };
    let one = |purpose: &str, given: bool| json!({ "purpose": purpose, "given": given });
    says(prescriber, json!([]), "PAPER", 1).await.refused("INPUT_INVALID");
    says(prescriber, json!([one("REMINDERS", true), one("REMINDERS", false)]), "PAPER", 1)
        .await
        .refused("INPUT_INVALID");
    says(prescriber, json!([one("REMINDERS", true)]), "PAPER", 99).await.refused("INPUT_INVALID");
    says(&auchy.counter, json!([one("REMINDERS", true)]), "PERSON", 1).await.refused("NOT_FOUND");
    says(prescriber, json!([one("REFERRAL", true), one("SHARE_REASON", false)]), "PAPER", 1).await.ok();
    let stands = async |who: &Person| -> Vec<(Value, Value)> {
        let seen = read(&net, who, &id).await;
        let said = seen["consents"].as_array().expect("consents").iter();
        said.map(|one| (one["purpose"].clone(), one["given"].clone())).collect()
    };
    assert_eq!(stands(prescriber).await, [(json!("REFERRAL"), json!(true)), (json!("SHARE_REASON"), json!(false))]);
    let said = read(&net, prescriber, &id).await["consents"][0].clone();
    assert_eq!((&said["version"], &said["way"]), (&json!(1), &json!("PAPER")));
    assert!(text(&said["at"]).starts_with("2025-10-01"), "{said}");

    // Whoever receives the person takes their word as well: what they take back is gone with the next question.
    net.asks(&auchy.counter, SERVE_LEARNER, json!({ "card": card })).await.ok();
    says(&auchy.counter, json!([one("REFERRAL", false)]), "PERSON", 1).await.ok();
    assert_eq!(stands(prescriber).await[0], (json!("REFERRAL"), json!(false)));
    let place = net.centre().store().place();
    assert_eq!(sql::count(place, "learner_consent"), 3, "no word is ever changed");

    // After the last day a place takes back, and no more: to agree again the person shows their card.
    net.it_is("2025-11-01", (9, 0));
    says(&auchy.counter, json!([one("REFERRAL", true)]), "PERSON", 1).await.refused("NOT_FOUND");
    says(&auchy.counter, json!([one("REMINDERS", false), one("REFERRAL", true)]), "PERSON", 1)
        .await
        .refused("NOT_FOUND");
    says(&auchy.counter, json!([one("REMINDERS", false)]), "PERSON", 1).await.ok();
    net.asks(&auchy.counter, SERVE_LEARNER, json!({ "card": card })).await.ok();
    says(&auchy.counter, json!([one("REFERRAL", true)]), "PERSON", 1).await.ok();
    assert_eq!(sql::count(place, "learner_consent"), 5);
}
