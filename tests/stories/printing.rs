//! Codes in clear leave by two people, once for each ticket; a run that is wrong is cancelled before any cheque is active.

use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::support::{
    engine::{Engine, on_both_engines},
    network::{
        Network, Wanted,
        answer::{Answer, text},
        cast::Person,
        deeds::{
            ASK_PRINT, CANCEL_RUN, CARNET, CHEQUE, ISSUE, LOOK_OVER, OPEN_FILE, OPEN_PRINT, ORDER, PRINT_RELEASES,
            RELEASE_PRINT, TRAIL,
        },
    },
};

on_both_engines!(
    codes_leave_by_two_people,
    booklets_are_laid_out_as_pages,
    a_run_that_is_wrong_is_cancelled_and_made_anew,
    a_run_whose_cheques_are_active_stays,
);

async fn codes_leave_by_two_people(engine: Engine) {
    let net = Network::open(engine, "two_people").await;
    let (one, other) = (net.cast.operator.clone(), net.cast.second_operator.clone());
    let order = net.places(&Wanted::default()).await;
    let issued = net.asks(&one, ISSUE, json!({ "order": order })).await.ok();
    let file = text(&issued["printRun"]["id"]);
    let wish = json!({ "input": { "fileId": file, "form": "DATA" } });
    let release = net.asks(&one, ASK_PRINT, wish.clone()).await.ok()["releaseId"].clone();
    let release = json!({ "release": release });

    net.asks(&one, OPEN_PRINT, release.clone()).await.refused("WRONG_STAGE");
    net.asks(&one, RELEASE_PRINT, release.clone()).await.refused("SAME_PERSON");
    let stale = Person { actor: other.actor.clone().unproved() };
    net.asks(&stale, RELEASE_PRINT, release.clone()).await.refused("STEP_UP_NEEDED");
    net.asks(&net.cast.treasurer, RELEASE_PRINT, release.clone()).await.refused("FORBIDDEN");
    net.asks(&other, RELEASE_PRINT, release.clone()).await.ok();
    net.asks(&other, RELEASE_PRINT, release.clone()).await.refused("WRONG_STAGE");
    let ticket = async || text(&net.asks(&one, OPEN_PRINT, release.clone()).await.ok()["ticket"]);
    let first = ticket().await;
    let csv = net.fetches(&file, &first).await.expect("the first time");
    assert!(csv.starts_with(b"carnet;cheque;code;valeur;fin_de_validite;qr\n"));
    for spent in [first.as_str(), "", "00"] {
        assert_eq!(net.fetches(&file, spent).await, Err(StatusCode::NOT_FOUND));
    }
    let late = ticket().await;
    net.minutes_pass(11);
    assert_eq!(net.fetches(&file, &late).await, Err(StatusCode::NOT_FOUND));
    assert_eq!(net.fetches(&file, &ticket().await).await.expect("a new ticket"), csv);

    // Each of them is written down, and told in the trail; the other door gives no codes to anybody.
    let told = net.asks(&other, PRINT_RELEASES, json!({ "order": order })).await.nodes();
    assert_eq!([&told[0]["opened"], &told[0]["fetched"], &told[0]["askedByMe"]], [&json!(3), &json!(2), &json!(false)]);
    let trail = net.asks(&net.cast.administrator, TRAIL, json!({ "first": 20 })).await.nodes();
    assert_eq!(trail.iter().filter(|act| act["verb"] == "openPrint").count(), 3);
    for who in [&one, &other, &net.cast.treasurer] {
        net.asks(who, OPEN_FILE, json!({ "file": file })).await.refused("NOT_FOUND");
    }
    net.it_is("2025-10-03", (9, 0));
    net.asks(&one, OPEN_PRINT, release).await.refused("WRONG_STAGE");
    net.asks(&one, ASK_PRINT, json!({ "input": { "fileId": net.nothing(), "form": "DATA" } }))
        .await
        .refused("NOT_FOUND");
    net.asks(&net.cast.funder, ASK_PRINT, wish).await.refused("FORBIDDEN");
    assert!(net.asks(&net.cast.funder, PRINT_RELEASES, json!({ "order": order })).await.nodes().is_empty());
}

async fn booklets_are_laid_out_as_pages(engine: Engine) {
    let net = Network::open(engine, "pages_of_booklets").await;
    let (one, other) = (net.cast.operator.clone(), net.cast.second_operator.clone());
    let order = net.places(&Wanted { carnets: 60, cheques: 7, ..Wanted::default() }).await;
    let issued = net.asks(&one, ISSUE, json!({ "order": order })).await.ok();
    let file = text(&issued["printRun"]["id"]);
    let wish = |first: Value, last: Value| json!({ "input": { "fileId": file, "form": "PAGES", "first": first, "last": last } });
    for (first, last) in [(json!(0), json!(1)), (json!(2), json!(1)), (json!(1), json!(51)), (json!(60), json!(61))] {
        net.asks(&one, ASK_PRINT, wish(first, last)).await.refused("INPUT_INVALID");
    }
    let release = net.asks(&one, ASK_PRINT, wish(json!(2), json!(3))).await.ok()["releaseId"].clone();
    net.asks(&other, RELEASE_PRINT, json!({ "release": release })).await.ok();
    let ticket = text(&net.asks(&other, OPEN_PRINT, json!({ "release": release })).await.ok()["ticket"]);
    let html = String::from_utf8(net.fetches(&file, &ticket).await.expect("pages")).expect("a text");
    let csv = String::from_utf8(net.prints(&file).await).expect("a text");
    let of = |no: &str| csv.lines().filter(|line| line.contains(no)).map(str::to_owned).collect::<Vec<String>>();
    for line in of("-0002;").into_iter().chain(of("-0003;")) {
        let code = line.split(';').nth(2).expect("a code").to_owned();
        assert!(html.contains(&code), "{line}");
    }
    assert!(of("-0001;").iter().all(|line| !html.contains(line.split(';').nth(2).expect("a code"))));
    assert_eq!((html.matches("<svg").count(), html.matches("class=\"talon\"").count()), (14, 2));
    let talon = html.split("class=\"talon\"").nth(1).and_then(|rest| rest.split("</section>").next()).expect("a talon");
    assert!(
        talon.contains("-0002")
            && of("-0002;").iter().all(|line| !talon.contains(line.split(';').nth(2).expect("a code")))
    );
    assert!(!html.contains('{') || !html.contains("{serial}"), "everything is filled in");
}

async fn a_run_that_is_wrong_is_cancelled_and_made_anew(engine: Engine) {
    let net = Network::open(engine, "made_anew").await;
    let (operator, hesdin) = (net.cast.operator.clone(), net.venue("Hesdin").await);
    let wanted = Wanted { carnets: 230, ..Wanted::default() };
    let order = net.places(&wanted).await;
    let cancels =
        async |who: &Person, reason: &str| net.asks(who, CANCEL_RUN, json!({ "order": order, "reason": reason })).await;
    cancels(&operator, "Mauvais logo").await.refused("WRONG_STAGE");
    let old = net.issues(&order).await;
    net.allots(&order, &net.cast.prescriber, (1, 2)).await.ok();
    cancels(&operator, " ").await.refused("INPUT_INVALID");
    cancels(&net.cast.treasurer, "Mauvais logo").await.refused("FORBIDDEN");
    let key = json!({ "order": order, "reason": "Mauvais logo", "key": "cancel-1" });
    assert_eq!(net.asks(&operator, CANCEL_RUN, key.clone()).await.ok()["carnets"], 230);
    let seen = net.asks(&operator, ORDER, json!({ "order": order })).await.shown();
    assert_eq!([&seen["stage"], &seen["printFileId"]], [&json!("PLACED"), &json!(null)]);
    net.books_hold().await;

    // Made anew with other codes, under the same numbers; the old ones are told kindly that others stand in their place.
    let new = net.issues(&order).await;
    net.funds(&order, wanted.value()).await.ok();
    net.asks(&operator, CANCEL_RUN, key).await.ok();
    assert_eq!(old.carnets[229].serial, new.carnets[229].serial);
    assert_ne!(old.carnets[229][0], new.carnets[229][0]);
    net.hands_over(&new.carnets[0], "62447", "OTHER").await.ok();
    let said = net.redeems(&hesdin, &[&old.carnets[0][0]]).await.refused("BLOCKED");
    assert!(said.message.contains("un autre le remplace"), "{said:?}");
    let looked = json!({ "venue": hesdin.id, "codes": [old.carnets[0][1].to_owned(), new.carnets[0][1].to_owned()] });
    let looked = net.asks(&hesdin.counter, LOOK_OVER, looked).await.ok();
    assert_eq!([&looked["cheques"][0]["refusal"]["code"], &looked["accepted"]], [&json!("BLOCKED"), &json!(1)]);
    let looked_up: Answer = net.asks(&hesdin.counter, CHEQUE, json!({ "code": old.carnets[0][2].to_owned() })).await;
    looked_up.refused("BLOCKED");
    // Whoever hands booklets over is told the same, as often as they look: it is no guess.
    let prescriber = &net.cast.prescriber;
    for no in 0..12 {
        let asked = json!({ "prescriber": prescriber.organisation(), "written": old.carnets[no][0].to_owned() });
        let said = net.asks(prescriber, CARNET, asked).await.refused("BLOCKED");
        assert!(said.message.starts_with("Ce chèque est annulé"), "{said:?}");
    }
    let asked = json!({ "prescriber": prescriber.organisation(), "written": new.carnets[1][0].to_owned() });
    assert_eq!(net.asks(prescriber, CARNET, asked).await.ok()["carnet"], json!(new.carnets[1].serial));
    net.redeems(&hesdin, &[&new.carnets[0][0]]).await.ok();
    net.books_hold().await;
}

async fn a_run_whose_cheques_are_active_stays(engine: Engine) {
    let net = Network::open(engine, "run_stays").await;
    let run = net.order(Wanted::default()).await;
    let cancel = json!({ "order": run.order, "reason": "Mauvais logo" });
    net.asks(&net.cast.operator, CANCEL_RUN, cancel).await.refused("WRONG_STAGE");
    let absent = json!({ "order": net.nothing(), "reason": "Mauvais logo" });
    net.asks(&net.cast.operator, CANCEL_RUN, absent).await.refused("NOT_FOUND");
    let stale = Person { actor: net.cast.operator.actor.clone().unproved() };
    let cancel = json!({ "order": run.order, "reason": "Mauvais logo" });
    net.asks(&stale, CANCEL_RUN, cancel).await.refused("STEP_UP_NEEDED");
    net.books_hold().await;
}
