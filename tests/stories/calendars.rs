//! A venue that keeps its agenda elsewhere publishes from it: what it knows becomes sessions, the rest waits, nothing is entered twice.

use serde_json::{Value, json};

use crate::support::{
    engine::{Engine, on_both_engines},
    network::{
        Network, Place,
        answer::text,
        cast::Person,
        deeds::{
            ADD_CALENDAR, CALENDAR_ENTRIES, CALENDARS, CANCEL_SESSION, CHANGE_SESSION, COMPLETE_ENTRY, CREATE_WORKSHOP,
            REMOVE_CALENDAR, SCHEDULE, SESSIONS,
        },
        elsewhere::{Elsewhere, event},
        workshop,
    },
};

on_both_engines!(
    what_is_known_becomes_sessions_and_the_rest_waits,
    what_moves_moves_and_what_is_gone_is_called_off,
    what_cannot_be_read_changes_nothing,
    what_people_decide_here_stays,
    nothing_is_entered_twice,
    an_address_is_told_to_nobody,
);

/// Every session of a venue, called off or not: title, start, stage.
async fn sessions(net: &Network, place: &Place) -> Vec<(String, String, String)> {
    let asked = json!({ "venue": place.id, "first": 100, "cancelled": true });
    let nodes = net.asks(&Person::nobody(), SESSIONS, asked).await.nodes();
    nodes.iter().map(|one| (text(&one["title"]), text(&one["startsAt"]), text(&one["stage"]))).collect()
}

async fn starts(net: &Network, place: &Place) -> Vec<String> {
    let planned = sessions(net, place).await.into_iter().filter(|(.., stage)| stage == "PLANNED");
    planned.map(|(_, start, _)| start).collect()
}

async fn calendars(net: &Network, place: &Place) -> Vec<Value> {
    let told = net.asks(&place.counter, CALENDARS, json!({ "venue": place.id })).await.shown();
    told.as_array().expect("a list").clone()
}

async fn waiting(net: &Network, place: &Place) -> Vec<Value> {
    let told = net.asks(&place.counter, CALENDAR_ENTRIES, json!({ "venue": place.id })).await.shown();
    told.as_array().expect("a list").clone()
}

/// Half an hour later, every calendar is asked again.
async fn again(net: &Network) {
    net.minutes_pass(31);
    net.reads_calendars().await;
}

async fn what_is_known_becomes_sessions_and_the_rest_waits(engine: Engine) {
    let net = Network::open(engine, "calendars").await;
    let hesdin = net.venue("Hesdin").await;
    net.offers(&hesdin, "Premiers clics").await;
    let mails = net.offers(&hesdin, "Écrire un courriel").await;
    let elsewhere = Elsewhere::serves(&[
        event("1@mairie", "PREMIERS  CLICS !", "20251014", "RRULE:FREQ=WEEKLY;COUNT=3\r\n"),
        event("2@mairie", "Salle informatique", "20251016", "CATEGORIES:Ateliers,Premiers clics\r\n"),
        event("3@mairie", "Les mails", "20251017", "RRULE:FREQ=WEEKLY;COUNT=2\r\n"),
        event("4@mairie", "Réunion d’équipe", "20251020", ""),
    ])
    .await;
    net.publishes_from(&hesdin, &elsewhere.address()).await;
    assert_eq!(calendars(&net, &hesdin).await[0]["readAt"], Value::Null);
    net.reads_calendars().await;

    let expected = ["2025-10-14T12:00:00Z", "2025-10-16T12:00:00Z", "2025-10-21T12:00:00Z", "2025-10-28T13:00:00Z"];
    assert_eq!(starts(&net, &hesdin).await, expected, "two o’clock, whatever the clocks do");
    let read = &calendars(&net, &hesdin).await[0];
    assert_eq!((&read["planned"], &read["waiting"], &read["trouble"]), (&json!(4), &json!(3), &Value::Null));
    let rest = waiting(&net, &hesdin).await;
    let titles: Vec<(String, &Value)> = rest.iter().map(|one| (text(&one["title"]), &one["count"])).collect();
    assert_eq!(titles, [("Les mails".to_owned(), &json!(2)), ("Réunion d’équipe".to_owned(), &json!(1))]);

    let says =
        |entry: &Value, workshop: Value| json!({ "venue": hesdin.id, "entry": entry["id"], "workshop": workshop });
    let done = net.asks(&hesdin.counter, COMPLETE_ENTRY, says(&rest[0], json!(mails))).await.ok();
    assert_eq!(done["planned"], 2, "all that bears that title");
    let done = net.asks(&hesdin.counter, COMPLETE_ENTRY, says(&rest[1], Value::Null)).await.ok();
    assert_eq!(done["planned"], 0, "no workshop");
    assert!(waiting(&net, &hesdin).await.is_empty());
    net.asks(&hesdin.counter, COMPLETE_ENTRY, says(&rest[0], json!(mails))).await.refused("WRONG_STAGE");

    elsewhere.tells(&[
        event("1@mairie", "PREMIERS  CLICS !", "20251014", "RRULE:FREQ=WEEKLY;COUNT=3\r\n"),
        event("2@mairie", "Salle informatique", "20251016", "CATEGORIES:Ateliers,Premiers clics\r\n"),
        event("3@mairie", "Les mails", "20251017", "RRULE:FREQ=WEEKLY;COUNT=2\r\n"),
        event("4@mairie", "Réunion d’équipe", "20251020", ""),
        event("5@mairie", "Les mails", "20251118", ""),
        event("6@mairie", "Réunion d'équipe", "20251119", ""),
    ]);
    again(&net).await;
    assert_eq!(
        starts(&net, &hesdin).await.last().map(String::as_str),
        Some("2025-11-18T13:00:00Z"),
        "as was said once"
    );
    assert_eq!(starts(&net, &hesdin).await.len(), 7);
    assert!(waiting(&net, &hesdin).await.is_empty());
    let agenda = net.asks(&Person::nobody(), SESSIONS, json!({ "venue": hesdin.id, "first": 100 })).await.text();
    assert!(!agenda.contains("quipe"), "what is no workshop is told to nobody");
}

async fn what_moves_moves_and_what_is_gone_is_called_off(engine: Engine) {
    let net = Network::open(engine, "calendar_moves").await;
    let hesdin = net.venue("Hesdin").await;
    net.offers(&hesdin, "Premiers clics").await;
    let weekly = event("1@mairie", "Premiers clics", "20251014", "RRULE:FREQ=WEEKLY;COUNT=3\r\n");
    let elsewhere = Elsewhere::serves(&[weekly.clone(), event("2@mairie", "Premiers clics", "20251103", "")]).await;
    net.publishes_from(&hesdin, &elsewhere.address()).await;
    net.reads_calendars().await;
    assert_eq!(starts(&net, &hesdin).await.len(), 4);

    let one_day =
        event("1@mairie", "Premiers clics", "20251022", "RECURRENCE-ID;TZID=Europe/Paris:20251021T140000\r\n");
    let off = event(
        "1@mairie",
        "Premiers clics",
        "20251028",
        "RECURRENCE-ID;TZID=Europe/Paris:20251028T140000\r\nSTATUS:CANCELLED\r\n",
    );
    elsewhere.tells(&[weekly, one_day, off]);
    again(&net).await;
    assert_eq!(starts(&net, &hesdin).await, ["2025-10-14T12:00:00Z", "2025-10-22T12:00:00Z"]);
    let asked = json!({ "venue": hesdin.id, "first": 100, "cancelled": true });
    let all = net.asks(&Person::nobody(), SESSIONS, asked).await.nodes();
    let why: Vec<&Value> = all.iter().filter(|one| one["stage"] == "CANCELLED").map(|one| &one["reason"]).collect();
    assert_eq!(why, ["Cette séance n’est plus dans l’agenda du lieu."; 2]);
    assert_eq!(all.len(), 4, "what moves is the same session");

    // What has begun is over, not gone.
    net.it_is("2025-10-14", (15, 0));
    elsewhere.tells(&[]);
    net.reads_calendars().await;
    assert!(starts(&net, &hesdin).await.is_empty(), "nothing to come");
    let asked = json!({ "venue": hesdin.id, "from": "2025-10-01T00:00:00Z", "first": 100 });
    assert_eq!(net.asks(&Person::nobody(), SESSIONS, asked).await.nodes().len(), 1);
}

async fn what_cannot_be_read_changes_nothing(engine: Engine) {
    let net = Network::open(engine, "calendar_trouble").await;
    let hesdin = net.venue("Hesdin").await;
    net.offers(&hesdin, "Premiers clics").await;
    let sound = event("1@mairie", "Premiers clics", "20251014", "");
    let elsewhere = Elsewhere::serves(std::slice::from_ref(&sound)).await;
    net.publishes_from(&hesdin, &elsewhere.address()).await;
    net.reads_calendars().await;
    let before = sessions(&net, &hesdin).await;
    assert_eq!(before.len(), 1);

    let half = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n".to_owned();
    let troubles = [
        (None, "CALENDAR_REFUSED"),
        (Some("<html>Connectez-vous</html>".to_owned()), "CALENDAR_UNREADABLE"),
        (Some(half), "CALENDAR_UNREADABLE"),
        (Some("x".repeat(1_000_001)), "CALENDAR_TOO_LARGE"),
        (Some(format!("BEGIN:VCALENDAR\r\n{}END:VCALENDAR\r\n", sound.repeat(2001))), "CALENDAR_TOO_MANY"),
    ];
    for (said, code) in troubles {
        elsewhere.says(said);
        again(&net).await;
        assert_eq!(calendars(&net, &hesdin).await[0]["trouble"], code);
        assert_eq!(sessions(&net, &hesdin).await, before, "{code}");
    }

    let day = event("2@mairie", "Fête", "20251225", "")
        .replace("DTSTART;TZID=Europe/Paris:20251225T140000", "DTSTART;VALUE=DATE:20251225");
    let yearly = event("1@mairie", "Premiers clics", "20251014", "RRULE:FREQ=YEARLY\r\n");
    elsewhere.tells(&[day, yearly]);
    again(&net).await;
    let read = &calendars(&net, &hesdin).await[0];
    assert_eq!(read["trouble"], Value::Null);
    assert_eq!(read["unread"], json!([{ "line": 4, "reason": "NO_HOUR" }, { "line": 10, "reason": "NO_RULE" }]));
    assert_eq!(sessions(&net, &hesdin).await, before, "an event that cannot be read any more is not gone");
}

async fn what_people_decide_here_stays(engine: Engine) {
    let net = Network::open(engine, "calendar_people").await;
    let hesdin = net.venue("Hesdin").await;
    net.offers(&hesdin, "Premiers clics").await;
    let told =
        |day: &str| [event("1@mairie", "Premiers clics", day, ""), event("2@mairie", "Premiers clics", "20251016", "")];
    let elsewhere = Elsewhere::serves(&told("20251014")).await;
    net.publishes_from(&hesdin, &elsewhere.address()).await;
    net.reads_calendars().await;
    let planned = net.asks(&Person::nobody(), SESSIONS, json!({ "venue": hesdin.id, "first": 9 })).await.nodes();
    let off = json!({ "venue": hesdin.id, "session": planned[0]["id"], "reason": "Panne" });
    net.asks(&hesdin.counter, CANCEL_SESSION, off).await.ok();
    let blue = net.has_room(&hesdin, "Salle bleue", 8).await;
    let in_room = json!({ "venue": hesdin.id, "session": planned[1]["id"], "input": { "seats": 6, "roomId": blue } });
    net.asks(&hesdin.counter, CHANGE_SESSION, in_room).await.ok();

    elsewhere.tells(&told("20251015"));
    again(&net).await;
    let now = net
        .asks(&Person::nobody(), SESSIONS, json!({ "venue": hesdin.id, "first": 9, "cancelled": true }))
        .await
        .nodes();
    assert_eq!(now.len(), 2);
    assert_eq!((&now[0]["stage"], &now[0]["reason"]), (&json!("CANCELLED"), &json!("Panne")), "called off by hand");
    assert_eq!((&now[1]["seats"], &now[1]["room"]["name"]), (&json!(6), &json!("Salle bleue")));

    // The room is taken where the calendar moves it: the session moves, and asks for its room again.
    let other = net.offers(&hesdin, "Photos").await;
    let taken = json!({ "workshopId": other, "startsAt": "2025-11-20T14:30:00+01:00", "roomId": blue });
    net.asks(&hesdin.counter, SCHEDULE, json!({ "venue": hesdin.id, "input": taken })).await.ok();
    elsewhere.tells(&[event("2@mairie", "Premiers clics", "20251120", "")]);
    again(&net).await;
    let moved = net.asks(&Person::nobody(), SESSIONS, json!({ "venue": hesdin.id, "first": 9 })).await.nodes();
    assert_eq!((&moved[0]["startsAt"], &moved[0]["room"]), (&json!("2025-11-20T13:00:00Z"), &Value::Null));
}

async fn nothing_is_entered_twice(engine: Engine) {
    let net = Network::open(engine, "calendar_once").await;
    let hesdin = net.venue("Hesdin").await;
    let events = [
        event("1@mairie", "Premiers clics", "20251014", "RRULE:FREQ=WEEKLY;COUNT=3\r\n"),
        event("2@mairie", "Premiers clics", "20251016", ""),
    ];
    let elsewhere = Elsewhere::serves(&events).await;
    let first = net.publishes_from(&hesdin, &elsewhere.address()).await;
    net.reads_calendars().await;
    assert_eq!(waiting(&net, &hesdin).await[0]["count"], 4, "no workshop bears that title yet");

    // Offered meanwhile; and the same events stand in a second calendar.
    let asked = json!({ "venue": hesdin.id, "input": workshop("Premiers clics") });
    net.asks(&hesdin.counter, CREATE_WORKSHOP, asked).await.ok();
    let copy = Elsewhere::serves(&events).await;
    net.publishes_from(&hesdin, &copy.address()).await;
    net.reads_calendars().await;
    elsewhere.tells(&[events.as_slice(), &[event("3@mairie", "Réunion", "20251022", "")]].concat());
    again(&net).await;
    assert_eq!(starts(&net, &hesdin).await.len(), 4);
    let (asked, before) = (elsewhere.readings(), copy.readings());
    again(&net).await;
    assert_eq!((elsewhere.readings(), copy.readings()), (asked, before), "what did not change is not read again");
    net.minutes_pass(24 * 60);
    net.reads_calendars().await;
    assert!(elsewhere.readings() > asked, "but once a day, as the year moves on");
    assert_eq!(starts(&net, &hesdin).await.len(), 4);

    let given_up = json!({ "venue": hesdin.id, "calendar": first });
    net.asks(&hesdin.manager, REMOVE_CALENDAR, given_up.clone()).await.ok();
    net.asks(&hesdin.manager, REMOVE_CALENDAR, given_up).await.refused("WRONG_STAGE");
    assert_eq!(starts(&net, &hesdin).await.len(), 4, "what is planned stays");
    net.publishes_from(&hesdin, &elsewhere.address()).await;
    again(&net).await;
    assert_eq!(sessions(&net, &hesdin).await.len(), 4, "added again, nothing is entered again");
}

async fn an_address_is_told_to_nobody(engine: Engine) {
    let net = Network::open(engine, "calendar_secret").await;
    let (hesdin, auchy) = (net.venue("Hesdin").await, net.venue("Auchy").await);
    let elsewhere = Elsewhere::serves(&[event("1@mairie", "Réunion", "20251014", "")]).await;
    let asked = json!({ "venue": hesdin.id, "address": elsewhere.address() });
    net.asks(&hesdin.counter, ADD_CALENDAR, asked.clone()).await.refused("FORBIDDEN");
    let added = net.asks(&hesdin.manager, ADD_CALENDAR, asked.clone()).await;
    assert!(!added.text().contains(&elsewhere.secret()), "not even to who wrote it");
    let added = added.ok();
    assert_eq!(added["host"], "localhost");
    net.asks(&hesdin.manager, ADD_CALENDAR, asked).await.refused("WRONG_STAGE");
    net.reads_calendars().await;
    for deed in [CALENDARS, CALENDAR_ENTRIES] {
        let told = net.asks(&hesdin.manager, deed, json!({ "venue": hesdin.id })).await;
        assert!(!told.text().contains(&elsewhere.secret()), "{}", told.text());
        let strangers = net.asks(&auchy.manager, deed, json!({ "venue": hesdin.id })).await;
        assert!(strangers.shown().is_null(), "nothing is told to others");
    }
    for address in [
        "agenda",
        "file:///etc/passwd",
        "http://169.254.169.254/latest/meta-data/",
        "http://[::1]/agenda.ics",
        "https://moi:secret@agenda.example/agenda.ics",
    ] {
        let asked = json!({ "venue": hesdin.id, "address": address });
        net.asks(&hesdin.manager, ADD_CALENDAR, asked).await.refused("INPUT_INVALID");
    }
    let theirs = json!({ "venue": auchy.id, "calendar": added["id"] });
    net.asks(&auchy.manager, REMOVE_CALENDAR, theirs).await.refused("NOT_FOUND");
}
