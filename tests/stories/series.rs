//! Workshops that sit again and again: their days told beforehand, rooms and people never at two places, calendars of it.

use serde_json::{Value, json};

use crate::{
    agenda::{Paper, reads},
    support::{
        engine::{Engine, on_both_engines},
        network::{
            Network, Place,
            answer::{Answer, text},
            cast::Person,
            deeds::{
                ADD_ROOM, CANCEL_SESSION, CHANGE_SESSION, CLOSE_FEED, CREATE_SERIES, END_ROOM, END_SERIES, END_TRAINER,
                FEED, FEEDS, ROOMS, SCHEDULE, SERIES, SERIES_PREVIEW, SESSIONS, TRAINERS,
            },
        },
    },
};

on_both_engines!(
    a_series_tells_its_days_then_sits,
    a_day_that_clashes_refuses_the_whole_until_it_is_left_out,
    a_series_that_ends_calls_off_what_had_not_begun,
    a_room_has_one_session_at_a_time,
    nobody_holds_two_sessions_at_once,
    a_permanence_goes_from_village_to_village,
    what_cannot_be_a_series_is_refused,
    a_calendar_is_followed_until_it_is_closed,
);

const SECRET: &str = "0123456789abcdef0123456789abcdef";

/// Tuesdays at two, from the week before the clocks go back until after All Saints.
fn tuesdays(workshop: &str) -> Value {
    json!({ "workshopId": workshop, "rule": "FREQ=WEEKLY;BYDAY=TU;COUNT=6", "firstDay": "2025-10-14", "time": "14:00" })
}

async fn plans(net: &Network, place: &Place, input: &Value) -> Answer {
    net.asks(&place.counter, CREATE_SERIES, json!({ "venue": place.id, "input": input })).await
}

async fn previews(net: &Network, place: &Place, input: &Value) -> Value {
    let told = net.asks(&place.counter, SERIES_PREVIEW, json!({ "venue": place.id, "input": input })).await.shown();
    assert!(told["refusal"].is_null(), "{told}");
    told
}

async fn sessions(net: &Network, place: &Place) -> Vec<Value> {
    net.asks(&Person::nobody(), SESSIONS, json!({ "venue": place.id, "first": 100 })).await.nodes()
}

/// Each day with why it does not sit.
fn days(dates: &Value) -> Vec<(String, String)> {
    let dates = dates.as_array().expect("a list of days");
    dates.iter().map(|date| (text(&date["day"]), date["skipped"].as_str().unwrap_or("sits").to_owned())).collect()
}

async fn a_series_tells_its_days_then_sits(engine: Engine) {
    let net = Network::open(engine, "again").await;
    let hesdin = net.venue("Hesdin").await;
    let first = net.offers(&hesdin, "Premiers clics").await;
    let workshop = net.offers(&hesdin, "Mon téléphone").await;
    let mut input = tuesdays(&workshop);
    input["needs"] = json!([first]);
    let told = previews(&net, &hesdin, &input).await;
    let expected = [
        ("2025-10-14", "sits"),
        ("2025-10-21", "SCHOOL_HOLIDAY"),
        ("2025-10-28", "SCHOOL_HOLIDAY"),
        ("2025-11-04", "sits"),
        ("2025-11-11", "PUBLIC_HOLIDAY"),
        ("2025-11-18", "sits"),
    ]
    .map(|(day, why)| (day.to_owned(), why.to_owned()));
    assert_eq!(days(&told["dates"]), expected);
    assert_eq!((&told["dates"][4]["holiday"], &told["cut"]), (&json!("ARMISTICE"), &json!(false)));
    assert!(sessions(&net, &hesdin).await.is_empty(), "a preview plans nothing");

    let done = plans(&net, &hesdin, &input).await.shown();
    assert_eq!((days(&done["dates"]), &done["series"]["needs"]), (expected.to_vec(), &json!([first])));
    assert_eq!(done["series"]["rule"], "FREQ=WEEKLY;COUNT=6;BYDAY=TU");
    let sitting = sessions(&net, &hesdin).await;
    let starts: Vec<&str> = sitting.iter().filter_map(|session| session["startsAt"].as_str()).collect();
    // Two o'clock in summer, two o'clock in winter.
    assert_eq!(starts, ["2025-10-14T12:00:00Z", "2025-11-04T13:00:00Z", "2025-11-18T13:00:00Z"]);
    assert!(sitting.iter().all(|session| session["seriesId"] == done["series"]["id"]));
    let listed = net.asks(&Person::nobody(), SERIES, json!({ "venue": hesdin.id })).await.shown();
    assert_eq!((&listed[0]["time"], &listed[0]["weeks"]), (&json!("14:00"), &json!("ALL")));

    let asked = json!({ "key": "serie-1", "venue": hesdin.id, "input": tuesdays(&workshop) });
    let once = net.asks(&hesdin.counter, CREATE_SERIES, asked.clone()).await;
    assert_eq!(net.asks(&hesdin.counter, CREATE_SERIES, asked).await.text(), once.text());
    assert_eq!(sessions(&net, &hesdin).await.len(), 6, "the same key plans once");
}

async fn a_day_that_clashes_refuses_the_whole_until_it_is_left_out(engine: Engine) {
    let net = Network::open(engine, "clashes").await;
    let hesdin = net.venue("Hesdin").await;
    let workshop = net.offers(&hesdin, "Mon téléphone").await;
    let room = net.has_room(&hesdin, "Salle du conseil", 12).await;
    let one = json!({ "workshopId": workshop, "startsAt": "2025-11-04T15:30:00+01:00", "roomId": room });
    net.asks(&hesdin.counter, SCHEDULE, json!({ "venue": hesdin.id, "input": one })).await.ok();
    let mut input = tuesdays(&workshop);
    input["roomId"] = json!(room);
    let told = previews(&net, &hesdin, &input).await;
    assert_eq!(days(&told["dates"])[3], ("2025-11-04".to_owned(), "ROOM_TAKEN".to_owned()));
    let said = plans(&net, &hesdin, &input).await.refused("ROOM_TAKEN");
    assert!(said.message.contains("4 novembre 2025"), "{}", said.message);
    assert_eq!(sessions(&net, &hesdin).await.len(), 1, "nothing of it was planned");

    input["exceptions"] = json!(["2025-11-04"]);
    plans(&net, &hesdin, &input).await.shown();
    let starts: Vec<_> = sessions(&net, &hesdin).await.iter().map(|session| text(&session["startsAt"])).collect();
    assert_eq!(starts, ["2025-10-14T12:00:00Z", "2025-11-04T14:30:00Z", "2025-11-18T13:00:00Z"]);
}

async fn a_series_that_ends_calls_off_what_had_not_begun(engine: Engine) {
    let net = Network::open(engine, "ends").await;
    let hesdin = net.venue("Hesdin").await;
    let workshop = net.offers(&hesdin, "Mon téléphone").await;
    let series = plans(&net, &hesdin, &tuesdays(&workshop)).await.shown()["series"]["id"].clone();
    let alone = text(&net.schedules(&hesdin, &workshop, "2025-11-20T14:00:00+01:00").await.ok()["id"]);
    net.it_is("2025-10-15", (9, 0));
    let asked = json!({ "venue": hesdin.id, "series": series, "reason": "Camille change de métier" });
    assert_eq!(net.asks(&hesdin.manager, END_SERIES, asked.clone()).await.ok()["ended"], true);
    net.asks(&hesdin.manager, END_SERIES, asked).await.refused("WRONG_STAGE");
    let left = sessions(&net, &hesdin).await;
    assert_eq!((left.len(), &left[0]["id"]), (1, &json!(alone)), "what sits by itself stays");
    let from = json!({ "venue": hesdin.id, "from": "2025-10-01T00:00:00Z", "cancelled": true });
    let all = net.asks(&Person::nobody(), SESSIONS, from).await.nodes();
    let stages: Vec<_> = all.iter().map(|session| text(&session["stage"])).collect();
    assert_eq!(stages, ["PLANNED", "CANCELLED", "CANCELLED", "PLANNED"], "the first one sat yesterday");
    assert_eq!(all[1]["reason"], "Camille change de métier");
}

async fn a_room_has_one_session_at_a_time(engine: Engine) {
    let net = Network::open(engine, "one_room").await;
    let (hesdin, auchy) = (net.venue("Hesdin").await, net.venue("Auchy").await);
    let workshop = net.offers(&hesdin, "Mon téléphone").await;
    let room = net.has_room(&hesdin, "Salle bleue", 8).await;
    let at = |hour: &str| {
        let input =
            json!({ "workshopId": workshop, "startsAt": format!("2025-10-20T{hour}:00+02:00"), "roomId": room });
        json!({ "venue": hesdin.id, "input": input })
    };
    let plans = async |hour: &str| net.asks(&hesdin.counter, SCHEDULE, at(hour)).await;
    let first = text(&plans("14:00").await.ok()["id"]);
    plans("12:01").await.refused("ROOM_TAKEN");
    plans("15:59").await.refused("ROOM_TAKEN");
    plans("12:00").await.ok();
    let later = text(&plans("16:00").await.ok()["id"]);

    let moved = |session: &str, hour: &str| {
        let input = json!({ "startsAt": format!("2025-10-20T{hour}:00+02:00") });
        json!({ "venue": hesdin.id, "session": session, "input": input })
    };
    net.asks(&hesdin.counter, CHANGE_SESSION, moved(&later, "15:00")).await.refused("ROOM_TAKEN");
    net.asks(&hesdin.counter, CHANGE_SESSION, moved(&later, "16:30")).await.ok();
    let off = json!({ "venue": hesdin.id, "session": first, "reason": "Panne de chauffage" });
    net.asks(&hesdin.counter, CANCEL_SESSION, off).await.ok();
    net.asks(&hesdin.counter, CHANGE_SESSION, moved(&later, "14:30")).await.ok();

    let mut crowded = at("18:30");
    crowded["input"]["seats"] = json!(9);
    net.asks(&hesdin.counter, SCHEDULE, crowded).await.refused("INPUT_INVALID");
    let theirs = net.has_room(&auchy, "Salle des fêtes", 40).await;
    let mut elsewhere = at("18:30");
    elsewhere["input"]["roomId"] = json!(theirs);
    net.asks(&hesdin.counter, SCHEDULE, elsewhere).await.refused("NOT_FOUND");
    net.asks(&hesdin.counter, END_ROOM, json!({ "venue": hesdin.id, "room": room })).await.ok();
    plans("18:30").await.refused("WRONG_STAGE");
    // What sits there still is put off, or goes elsewhere; and does not come back.
    net.asks(&hesdin.counter, CHANGE_SESSION, moved(&later, "17:00")).await.ok();
    net.asks(&hesdin.counter, CHANGE_SESSION, moved(&later, "13:00")).await.refused("ROOM_TAKEN");
    let into = |room: &str| {
        let input = json!({ "roomId": room });
        json!({ "venue": hesdin.id, "session": later, "input": input })
    };
    let green = net.has_room(&hesdin, "Salle verte", 8).await;
    net.asks(&hesdin.counter, CHANGE_SESSION, into(&green)).await.ok();
    net.asks(&hesdin.counter, CHANGE_SESSION, into(&room)).await.refused("WRONG_STAGE");
    let rooms = net.asks(&Person::nobody(), ROOMS, json!({ "venue": hesdin.id })).await.shown();
    assert_eq!((&rooms[0]["name"], &rooms[0]["ended"]), (&json!("Salle bleue"), &json!(true)));
}

async fn nobody_holds_two_sessions_at_once(engine: Engine) {
    let net = Network::open(engine, "one_person").await;
    let (hesdin, auchy) = (net.venue("Hesdin").await, net.venue("Auchy").await);
    let workshop = net.offers(&hesdin, "Mon téléphone").await;
    let camille = net.has_trainer(&hesdin, "Camille").await;
    let mut input = tuesdays(&workshop);
    input["trainerId"] = json!(camille);
    plans(&net, &hesdin, &input).await.shown();
    let one = json!({ "workshopId": workshop, "startsAt": "2025-11-18T15:00:00+01:00", "trainerId": camille });
    net.asks(&hesdin.counter, SCHEDULE, json!({ "venue": hesdin.id, "input": one })).await.refused("TRAINER_TAKEN");
    assert_eq!(days(&previews(&net, &hesdin, &input).await["dates"])[0].1, "TRAINER_TAKEN");

    let theirs = net.offers(&auchy, "Naviguer").await;
    let stolen = json!({ "workshopId": theirs, "startsAt": "2025-12-18T15:00:00+01:00", "trainerId": camille });
    net.asks(&auchy.counter, SCHEDULE, json!({ "venue": auchy.id, "input": stolen })).await.refused("NOT_FOUND");
    for (who, seen) in [(&hesdin.counter, 1), (&auchy.counter, 0), (&Person::nobody(), 0)] {
        let told = net.asks(who, TRAINERS, json!({ "venue": hesdin.id })).await.shown();
        assert_eq!(told.as_array().map_or(0, Vec::len), seen, "colleagues alone read who holds workshops: {told}");
    }
    let alone = json!({ "workshopId": workshop, "startsAt": "2025-12-17T15:00:00+01:00" });
    let alone = net.asks(&hesdin.counter, SCHEDULE, json!({ "venue": hesdin.id, "input": alone })).await.ok();
    net.asks(&hesdin.manager, END_TRAINER, json!({ "venue": hesdin.id, "trainer": camille })).await.ok();
    let change = async |session: &Value, input: Value| {
        let asked = json!({ "venue": hesdin.id, "session": session, "input": input });
        net.asks(&hesdin.counter, CHANGE_SESSION, asked).await
    };
    // What was hers is put off without her name being asked again; nothing new becomes hers.
    let hers = sessions(&net, &hesdin).await[0]["id"].clone();
    change(&hers, json!({ "minutes": 90 })).await.ok();
    change(&hers, json!({ "trainerId": camille, "seats": 5 })).await.ok();
    change(&alone["id"], json!({ "trainerId": camille })).await.refused("NOT_FOUND");
    let gone = json!({ "workshopId": workshop, "startsAt": "2025-12-18T15:00:00+01:00", "trainerId": camille });
    net.asks(&hesdin.counter, SCHEDULE, json!({ "venue": hesdin.id, "input": gone })).await.refused("NOT_FOUND");
}

async fn a_permanence_goes_from_village_to_village(engine: Engine) {
    let net = Network::open(engine, "villages").await;
    let hesdin = net.venue("Hesdin").await;
    let workshop = net.offers(&hesdin, "Vos démarches, près de chez vous").await;
    let add = async |commune: Value| {
        let input =
            json!({ "name": "Mairie d’Azincourt", "seats": 8, "address": "1 rue Charles VI", "commune": commune });
        net.asks(&hesdin.counter, ADD_ROOM, json!({ "venue": hesdin.id, "input": input })).await
    };
    add(json!("Azincourt")).await.refused("INPUT_INVALID");
    add(Value::Null).await.refused("INPUT_INVALID");
    let there = text(&add(json!("62069")).await.ok()["id"]);
    // The first Thursday of each month.
    let input = json!({
        "workshopId": workshop, "rule": "FREQ=MONTHLY;BYDAY=1TH;COUNT=3", "firstDay": "2025-10-13", "time": "09:30",
        "inSchoolHolidays": true, "roomId": there,
    });
    plans(&net, &hesdin, &input).await.shown();
    let told = sessions(&net, &hesdin).await;
    let starts: Vec<_> = told.iter().map(|session| text(&session["startsAt"])).collect();
    // New Year's Day is a first Thursday: it is skipped, and the series does not go on for it.
    assert_eq!(starts, ["2025-11-06T08:30:00Z", "2025-12-04T08:30:00Z"]);
    assert_eq!(
        (&told[0]["room"]["commune"], &told[0]["room"]["name"]),
        (&json!("62069"), &json!("Mairie d’Azincourt"))
    );
}

async fn what_cannot_be_a_series_is_refused(engine: Engine) {
    let net = Network::open(engine, "no_series").await;
    let (hesdin, auchy) = (net.venue("Hesdin").await, net.venue("Auchy").await);
    let workshop = net.offers(&hesdin, "Mon téléphone").await;
    let theirs = net.offers(&auchy, "Naviguer").await;
    let wrong = [
        ("rule", json!("chaque mardi"), "INPUT_INVALID"),
        ("rule", json!("FREQ=HOURLY"), "INPUT_INVALID"),
        ("time", json!("25:00"), "INPUT_INVALID"),
        ("firstDay", json!("14/10/2025"), "INPUT_INVALID"),
        ("exceptions", json!(["demain"]), "INPUT_INVALID"),
        ("minutes", json!(4), "INPUT_INVALID"),
        ("needs", json!([workshop]), "INPUT_INVALID"),
        ("needs", json!([theirs]), "NOT_FOUND"),
        ("workshopId", json!(theirs), "NOT_FOUND"),
        ("roomId", json!(net.nothing()), "NOT_FOUND"),
        ("firstDay", json!("2024-10-15"), "DATES_INVALID"),
    ];
    for (field, value, code) in wrong {
        let mut input = tuesdays(&workshop);
        input[field] = value;
        plans(&net, &hesdin, &input).await.refused(code);
    }
    assert!(sessions(&net, &hesdin).await.is_empty());
    let daily = json!({ "workshopId": workshop, "rule": "FREQ=DAILY", "firstDay": "2025-10-13", "time": "09:00", "inSchoolHolidays": true });
    let told = previews(&net, &hesdin, &daily).await;
    let sitting = days(&told["dates"]).iter().filter(|(_, why)| why == "sits").count();
    assert_eq!((sitting, &told["cut"]), (200, &json!(true)));
}

async fn a_calendar_is_followed_until_it_is_closed(engine: Engine) {
    let net = Network::open(engine, "followed").await;
    let hesdin = net.venue("Hesdin").await;
    let workshop =
        net.offers(&hesdin, "Photos, vidéos; et le reste de ce que l’on garde longtemps dans son téléphone").await;
    let camille = net.has_trainer(&hesdin, "Camille").await;
    let mut input = tuesdays(&workshop);
    (input["trainerId"], input["roomId"]) = (json!(camille), json!(net.has_room(&hesdin, "Salle bleue", 8).await));
    plans(&net, &hesdin, &input).await.shown();
    let off = text(&net.schedules(&hesdin, &workshop, "2025-11-20T14:00:00+01:00").await.ok()["id"]);
    let cancel = json!({ "venue": hesdin.id, "session": off, "reason": "Panne" });
    net.asks(&hesdin.counter, CANCEL_SESSION, cancel).await.ok();
    let feed = net.follows(&hesdin, SECRET, None).await;
    let own = format!("{SECRET}0");
    net.follows(&hesdin, &own, Some(&camille)).await;

    let read = async |secret: &str| {
        net.asks(&Person::nobody(), FEED, json!({ "venue": hesdin.id, "secret": secret })).await.shown()
    };
    let calendar = text(&read(SECRET).await);
    assert!(!calendar.contains("Camille"), "no name of a person stands in a calendar");
    let events = heard(&format!("{engine:?}-venue"), &calendar);
    assert_eq!(events.len(), 4);
    assert_eq!((&events[0]["start"], &events[0]["minutes"]), (&json!("2025-10-14T12:00:00Z"), &json!(120)));
    assert_eq!((&events[0]["place"], &events[3]["status"]), (&json!("Salle bleue"), &json!("CANCELLED")));
    assert!(text(&events[0]["title"]).starts_with("Photos, vidéos; et le reste"));
    assert_eq!(heard(&format!("{engine:?}-trainer"), &text(&read(&own).await)).len(), 3, "those that Camille holds");

    let feeds = net.asks(&hesdin.manager, FEEDS, json!({ "venue": hesdin.id })).await;
    assert!(!feeds.text().contains(SECRET), "a secret is not told again");
    assert!(read("ffffffffffffffffffffffffffffffff").await.is_null());
    net.asks(&hesdin.manager, CLOSE_FEED, json!({ "venue": hesdin.id, "feed": feed })).await.ok();
    assert!(read(SECRET).await.is_null(), "its address leads nowhere now");
}

/// The events of a calendar, as an independent program reads them; it must find it valid.
fn heard(name: &str, calendar: &str) -> Vec<Value> {
    let paper = Paper::lay(&format!("{name}.ics"), calendar.as_bytes());
    let said = reads(&["feed".as_ref(), &paper.0]);
    said.lines().map(|line| serde_json::from_str(line).unwrap_or_else(|_| panic!("{line}"))).collect()
}
