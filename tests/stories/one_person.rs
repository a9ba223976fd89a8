//! Two sheets that are one person, two again after all; and people who are forgotten.

use passegue::{erasure_rounds::ErasureRounds, learner_rounds::LearnerRounds};
use serde_json::{Value, json};

use crate::support::{
    engine::{Engine, on_both_engines},
    network::{
        Network, Place,
        answer::{Answer, text},
        cast::Person,
        deeds::{
            BOOK_SEAT, ERASE_LEARNER, KEEP_LEARNER, LEARNER, LEARNERS, MERGE_LEARNERS, RECORD_CONSENTS,
            RECORD_DIAGNOSTIC, RECORD_HELP, SERVE_LEARNER, SIMILAR, UNDO_LEARNER_MERGE,
        },
        diagnostics::answered,
    },
    sql,
};

on_both_engines!(
    a_booking_of_somebody_who_is_forgotten_leads_to_nobody,
    two_sheets_become_one_and_two_again,
    what_was_merged_last_is_undone_first,
    who_is_only_served_is_never_seen_whole_by_merging,
    who_is_served_is_served_under_the_row_of_their_card,
    who_asks_it_is_forgotten_at_once,
    who_is_not_heard_of_for_two_years_is_forgotten,
    who_is_parted_late_is_not_forgotten_at_once,
    what_is_recorded_while_somebody_is_forgotten_leads_nowhere,
);

/// Somebody of that name, kept by that structure: their identifier and their card.
async fn kept(net: &Network, who: &Person, given: &str, family: &str) -> (String, String) {
    let input = json!({ "givenName": given, "familyName": family, "birthYear": 1951, "phone": "06 12 34 56 78" });
    let kept = net.asks(who, KEEP_LEARNER, json!({ "input": input, "another": true })).await.ok();
    (text(&kept["learnerId"]), text(&kept["card"]))
}

async fn read(net: &Network, who: &Person, id: &str) -> Value {
    net.asks(who, LEARNER, json!({ "id": id })).await.shown()
}

async fn merges(net: &Network, who: &Person, from: &str, into: &str) -> Answer {
    net.asks(who, MERGE_LEARNERS, json!({ "from": from, "into": into })).await
}

async fn undoes(net: &Network, who: &Person, merge: &str) -> Answer {
    net.asks(who, UNDO_LEARNER_MERGE, json!({ "id": merge })).await
}

async fn agrees(net: &Network, who: &Person, id: &str, given: bool) {
    let answers = json!([{ "purpose": "REMINDERS", "given": given }]);
    let input = json!({ "learnerId": id, "answers": answers, "version": 1, "way": "PERSON" });
    net.asks(who, RECORD_CONSENTS, json!({ "input": input })).await.ok();
}

async fn two_sheets_become_one_and_two_again(engine: Engine) {
    let net = Network::open(engine, "merge").await;
    let prescriber = &net.cast.prescriber;
    let (first, first_card) = kept(&net, prescriber, "Amina", "Ba").await;
    let (second, second_card) = kept(&net, prescriber, "Aminata", "Bâ").await;
    agrees(&net, prescriber, &second, true).await;
    merges(&net, prescriber, &first, &first).await.refused("INPUT_INVALID");
    let merged = merges(&net, prescriber, &second, &first).await.ok();
    assert_eq!(merged["learnerId"], json!(first));
    merges(&net, prescriber, &second, &first).await.refused("INPUT_INVALID");

    let seen = read(&net, prescriber, &second).await;
    assert_eq!(seen, read(&net, prescriber, &first).await, "reads follow");
    assert_eq!((&seen["id"], &seen["shortName"]), (&json!(first), &json!("Amina B.")));
    assert_eq!((&seen["consents"][0]["given"], &seen["merges"][0]["id"]), (&json!(true), &merged["mergeId"]));
    for card in [&first_card, &second_card] {
        let found = net.asks(prescriber, LEARNERS, json!({ "card": card })).await.nodes();
        assert_eq!((found.len(), &found[0]["id"]), (1, &json!(first)), "{card}");
    }
    assert_eq!(net.asks(prescriber, LEARNERS, json!({})).await.nodes().len(), 1);
    let name = json!({ "givenName": "Aminata", "familyName": "Ba" });
    let similar = net.asks(prescriber, SIMILAR, json!({ "name": name })).await.shown();
    assert_eq!((similar["known"].as_array().map(Vec::len), &similar["known"][0]["id"]), (Some(1), &json!(first)));
    agrees(&net, prescriber, &second, false).await;

    let merge = text(&merged["mergeId"]);
    undoes(&net, &net.cast.operator, &merge).await.refused("FORBIDDEN");
    let hesdin = net.venue("Hesdin").await;
    undoes(&net, &hesdin.counter, &merge).await.refused("NOT_FOUND");
    assert_eq!(undoes(&net, prescriber, &merge).await.ok()["learnerId"], json!(second));
    undoes(&net, prescriber, &merge).await.refused("WRONG_STAGE");
    let (one, two) = (read(&net, prescriber, &first).await, read(&net, prescriber, &second).await);
    assert_eq!((&one["shortName"], &one["card"], &one["merges"]), (&json!("Amina B."), &json!(first_card), &json!([])));
    assert_eq!((&two["shortName"], &two["card"]), (&json!("Aminata B."), &json!(second_card)));
    // What was taken back while they were one is taken back by both.
    assert_eq!((&one["consents"][0]["given"], &two["consents"][0]["given"]), (&json!(false), &json!(false)));
    assert_eq!(net.asks(prescriber, LEARNERS, json!({})).await.nodes().len(), 2);
}

async fn what_was_merged_last_is_undone_first(engine: Engine) {
    let net = Network::open(engine, "merge_chain").await;
    let prescriber = &net.cast.prescriber;
    let (a, _) = kept(&net, prescriber, "Amina", "Ba").await;
    agrees(&net, prescriber, &a, true).await;
    let (b, _) = kept(&net, prescriber, "Amina", "Bah").await;
    let (c, _) = kept(&net, prescriber, "Amina", "Bâ").await;
    let first = text(&merges(&net, prescriber, &a, &b).await.ok()["mergeId"]);
    let second = text(&merges(&net, prescriber, &b, &c).await.ok()["mergeId"]);
    for id in [&a, &b, &c] {
        assert_eq!(read(&net, prescriber, id).await["id"], json!(c));
    }
    agrees(&net, prescriber, &a, false).await;
    undoes(&net, prescriber, &first).await.refused("WRONG_STAGE");
    assert_eq!(read(&net, prescriber, &a).await["id"], json!(c), "a refusal changes nothing");
    undoes(&net, prescriber, &second).await.ok();
    assert_eq!(read(&net, prescriber, &a).await["id"], json!(b));
    assert_eq!(read(&net, prescriber, &c).await["id"], json!(c));
    undoes(&net, prescriber, &first).await.ok();
    assert_eq!(read(&net, prescriber, &a).await["id"], json!(a));
    assert_eq!(read(&net, prescriber, &a).await["consents"][0]["given"], json!(false), "taken back two merges later");
}

async fn who_is_only_served_is_never_seen_whole_by_merging(engine: Engine) {
    let net = Network::open(engine, "merge_served").await;
    let (hesdin, auchy) = (net.venue("Hesdin").await, net.venue("Auchy").await);
    let (theirs, card) = kept(&net, &hesdin.counter, "Amina", "Ba").await;
    let (ours, _) = kept(&net, &auchy.counter, "Amina", "Bah").await;
    merges(&net, &auchy.counter, &ours, &theirs).await.refused("NOT_FOUND");
    net.asks(&auchy.counter, SERVE_LEARNER, json!({ "card": card })).await.ok();
    merges(&net, &auchy.counter, &theirs, &ours).await.refused("NOT_FOUND");
    let merged = merges(&net, &auchy.counter, &ours, &theirs).await.ok();
    let seen = read(&net, &auchy.counter, &ours).await;
    assert_eq!((&seen["id"], &seen["kept"], &seen["person"]), (&json!(theirs), &json!(false), &Value::Null));
    // Whoever keeps the person sees them, and undoes nothing that another structure did.
    let seen = read(&net, &hesdin.counter, &ours).await;
    assert_eq!((&seen["person"]["familyName"], &seen["merges"]), (&json!("Ba"), &json!([])));
    undoes(&net, &auchy.manager, &text(&merged["mergeId"])).await.ok();
    assert_eq!(read(&net, &auchy.counter, &ours).await["person"]["familyName"], "Bah");
    assert!(read(&net, &hesdin.counter, &ours).await.is_null());
}

async fn who_is_served_is_served_under_the_row_of_their_card(engine: Engine) {
    let net = Network::open(engine, "merge_card").await;
    let prescriber = &net.cast.prescriber;
    let (hesdin, auchy) = (net.venue("Hesdin").await, net.venue("Auchy").await);
    let (first, _) = kept(&net, prescriber, "Amina", "Ba").await;
    let (second, card) = kept(&net, prescriber, "Aminata", "Bâ").await;
    let serves = async |place: &Place| net.asks(&place.counter, SERVE_LEARNER, json!({ "card": card })).await.ok();
    let listed = async |place: &Place| -> Vec<Value> {
        let people = net.asks(&place.counter, LEARNERS, json!({})).await.nodes();
        people.into_iter().map(|one| one["id"].clone()).collect()
    };
    serves(&hesdin).await;
    let merge = text(&merges(&net, prescriber, &second, &first).await.ok()["mergeId"]);
    assert_eq!(listed(&hesdin).await, [json!(first)], "who was served before is listed under the row that is read");
    assert_eq!(serves(&auchy).await["learnerId"], json!(first));
    let help = json!({ "venueId": auchy.id, "theme": "MAIL", "minutes": 20, "card": card });
    net.asks(&auchy.counter, RECORD_HELP, json!({ "input": help })).await.ok();
    assert_eq!(listed(&auchy).await, [json!(first)]);

    // They were two after all: the card was of the second, and the first is a stranger at either place.
    undoes(&net, prescriber, &merge).await.ok();
    for place in [&hesdin, &auchy] {
        assert_eq!(listed(place).await, [json!(second)]);
        assert!(read(&net, &place.counter, &first).await.is_null());
        assert_eq!(read(&net, &place.counter, &second).await["shortName"], "Aminata B.");
    }
    net.asks(prescriber, ERASE_LEARNER, json!({ "id": second })).await.ok();
    let named = "select count(*) as number from help where learner_id is not null";
    assert_eq!(sql::number(net.centre().store().place(), named), 0, "the help was given to the second");
}

/// How much is known of people: who they are, marks, cards, who serves them.
fn known(net: &Network) -> [i64; 4] {
    let place = net.centre().store().place();
    ["learner_person", "learner_mark", "learner_card", "learner_served"].map(|table| sql::count(place, table))
}

async fn who_asks_it_is_forgotten_at_once(engine: Engine) {
    let net = Network::open(engine, "erase").await;
    let (hesdin, auchy) = (net.venue("Hesdin").await, net.venue("Auchy").await);
    let (one, card) = kept(&net, &hesdin.counter, "Amandine", "Wattebled").await;
    let name = json!({ "givenName": "Amandine", "familyName": "Wattebleds" });
    let again = json!({ "key": "deux-fiches", "input": name, "another": true });
    let kept = net.asks(&hesdin.counter, KEEP_LEARNER, again.clone()).await.ok();
    let (two, second_card) = (text(&kept["learnerId"]), text(&kept["card"]));
    let merge = text(&merges(&net, &hesdin.counter, &two, &one).await.ok()["mergeId"]);
    net.asks(&auchy.counter, SERVE_LEARNER, json!({ "card": card })).await.ok();
    assert_eq!(known(&net)[..1], [2]);
    net.asks(&auchy.counter, ERASE_LEARNER, json!({ "id": one })).await.refused("NOT_FOUND");
    net.asks(&hesdin.counter, ERASE_LEARNER, json!({ "id": two })).await.ok();
    assert_eq!(known(&net), [0; 4], "both rows, and whoever served them");
    for id in [&one, &two] {
        assert!(read(&net, &hesdin.counter, id).await.is_null());
        assert!(read(&net, &auchy.counter, id).await.is_null());
    }
    net.asks(&auchy.counter, SERVE_LEARNER, json!({ "card": card })).await.refused("NOT_FOUND");
    net.asks(&hesdin.counter, ERASE_LEARNER, json!({ "id": one })).await.refused("NOT_FOUND");
    undoes(&net, &hesdin.counter, &merge).await.refused("WRONG_STAGE");
    let name = json!({ "givenName": "Amandine", "familyName": "Wattebled", "birthYear": 1951 });
    assert_eq!(
        net.asks(&hesdin.counter, SIMILAR, json!({ "name": name })).await.shown(),
        json!({ "elsewhere": false, "known": [] })
    );
    let all = sql::dump(net.centre().store().place()).join("\n");
    assert!(!all.contains("Amandine") && !all.contains("Wattebled") && !all.contains("06 12 34 56 78"));
    for card in [&card, &second_card] {
        assert!(!all.contains(card.as_str()) && !all.contains(&card.replace('-', "")), "a number stays: {card}");
    }
    let replayed = net.asks(&hesdin.counter, KEEP_LEARNER, again).await.ok();
    assert_eq!((&replayed["learnerId"], &replayed["card"]), (&json!(two), &Value::Null), "the card is known no more");
    // A row without a name remains: figures and booklets still add up.
    assert_eq!(sql::count(net.centre().store().place(), "learner"), 2);
}

/// What lies at the venues follows within the hour; the seat and its figures stay.
async fn a_booking_of_somebody_who_is_forgotten_leads_to_nobody(engine: Engine) {
    let net = Network::open(engine, "erase_booked").await;
    let hesdin = net.venue("Hesdin").await;
    let session = super::bookings::session(&net, &hesdin, 8).await;
    let (gone, _) = kept(&net, &hesdin.counter, "Amina", "Ba").await;
    let (stays, _) = kept(&net, &hesdin.counter, "Luc", "Bo").await;
    for (id, called) in [(&gone, "Amina B."), (&stays, "Luc B.")] {
        let input = json!({ "sessionId": session, "called": called, "learnerId": id, "cheques": 0 });
        net.asks(&hesdin.counter, BOOK_SEAT, json!({ "venue": hesdin.id, "input": input })).await.ok();
    }
    let rounds = ErasureRounds::new(net.centre().store().clone(), net.centre().hosted().clone());
    assert_eq!(rounds.look().await.expect("a round"), 0, "nobody was forgotten");
    net.asks(&hesdin.counter, ERASE_LEARNER, json!({ "id": gone })).await.ok();
    assert_eq!(rounds.look().await.expect("a round"), 1);
    assert_eq!(rounds.look().await.expect("a round"), 0);
    let sheet = super::bookings::sheet(&net, &hesdin, &session).await;
    let called: Vec<&Value> = sheet.iter().map(|line| &line["called"]).collect();
    assert_eq!(sheet.len(), 2, "the seat stays taken");
    assert!(called.contains(&&Value::Null) && called.contains(&&json!("Luc B.")), "{called:?}");
}

async fn who_is_not_heard_of_for_two_years_is_forgotten(engine: Engine) {
    let net = Network::open(engine, "two_years").await;
    let prescriber = &net.cast.prescriber;
    let rounds = LearnerRounds::new(net.centre().store().clone());
    let (silent, _) = kept(&net, prescriber, "Amina", "Ba").await;
    let (heard, _) = kept(&net, prescriber, "Zoé", "Roy").await;
    net.it_is("2026-03-01", (9, 0));
    agrees(&net, prescriber, &heard, true).await;
    net.it_is("2027-09-30", (9, 0));
    assert_eq!(rounds.look().await.expect("a round"), 0);
    net.it_is("2027-10-01", (9, 0));
    assert_eq!(rounds.look().await.expect("a round"), 1);
    assert_eq!(rounds.look().await.expect("another round"), 0);
    assert!(read(&net, prescriber, &silent).await.is_null());
    assert_eq!(read(&net, prescriber, &heard).await["shortName"], "Zoé R.");
    net.it_is("2028-03-01", (9, 0));
    assert_eq!(rounds.look().await.expect("a round"), 1);
    assert_eq!(known(&net), [0; 4]);
}

async fn who_is_parted_late_is_not_forgotten_at_once(engine: Engine) {
    let net = Network::open(engine, "parted_late").await;
    let prescriber = &net.cast.prescriber;
    let rounds = LearnerRounds::new(net.centre().store().clone());
    let (first, _) = kept(&net, prescriber, "Amina", "Ba").await;
    let (second, _) = kept(&net, prescriber, "Aminata", "Bâ").await;
    let merge = text(&merges(&net, prescriber, &second, &first).await.ok()["mergeId"]);
    // For twenty-five months they come, and are one; the row of the second is touched by nobody.
    for day in ["2026-06-01", "2027-06-01", "2027-11-02"] {
        net.it_is(day, (9, 0));
        agrees(&net, prescriber, &second, true).await;
    }
    undoes(&net, prescriber, &merge).await.ok();
    assert_eq!(read(&net, prescriber, &second).await["consents"], json!([]), "to say yes is of the row alone");
    assert_eq!(rounds.look().await.expect("a round"), 0);
    for (id, name) in [(&first, "Amina B."), (&second, "Aminata B.")] {
        let seen = read(&net, prescriber, id).await;
        assert_eq!((&seen["shortName"], &seen["lastContact"]), (&json!(name), &json!("2027-11-02")));
    }
    net.it_is("2029-11-02", (9, 0));
    assert_eq!(rounds.look().await.expect("a round"), 2);
}

/// Whichever comes first: nothing is left that leads to somebody who is forgotten.
async fn what_is_recorded_while_somebody_is_forgotten_leads_nowhere(engine: Engine) {
    let net = Network::open(engine, "erase_race").await;
    let hesdin = net.venue("Hesdin").await;
    for _ in 0..5 {
        let (id, card) = kept(&net, &hesdin.counter, "Amina", "Ba").await;
        let help = json!({ "venueId": hesdin.id, "theme": "MAIL", "minutes": 20, "card": card });
        let mut talk = answered(&[("mail", "ALONE")], "HELP");
        talk["learnerId"] = json!(id);
        let (gone, helped, talked) = tokio::join!(
            net.asks(&hesdin.manager, ERASE_LEARNER, json!({ "id": id })),
            net.asks(&hesdin.counter, RECORD_HELP, json!({ "input": help })),
            net.asks(&hesdin.counter, RECORD_DIAGNOSTIC, json!({ "input": talk })),
        );
        gone.ok();
        for (answer, code) in [(helped, "INPUT_INVALID"), (talked, "NOT_FOUND")] {
            if let Some(said) = answer.refusal() {
                assert_eq!(said.code, code);
            }
        }
    }
    for table in ["help", "diagnostic"] {
        let named = format!("select count(*) as number from {table} where learner_id is not null");
        assert_eq!(sql::number(net.centre().store().place(), &named), 0, "{table}");
    }
}
