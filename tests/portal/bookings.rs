//! A seat is booked for somebody, confirmed in large letters, and the sheet is filled in on the day: without a script.

use axum::http::StatusCode;
use serde_json::json;

use super::html;
use crate::support::{
    browser::{Browser, Shown},
    engine::Engine,
    network::{
        Carnet, Network, Place,
        answer::text,
        deeds::{CANCEL_SESSION, ERRANDS},
    },
};

fn whole(shown: &Shown, status: StatusCode) {
    assert_eq!(shown.status, status, "{}: {}", shown.path, shown.text());
    assert_eq!(html::faults(&shown.html), Vec::<String>::new(), "{}", shown.path);
}

/// The form of a page, sent with these fields and its hidden key.
async fn sent(browser: &Browser, page: &str, action: &str, fields: &[(&str, &str)]) -> Shown {
    let shown = browser.opens(page).await;
    whole(&shown, StatusCode::OK);
    let key = shown.value("cle").unwrap_or_default();
    let fields: Vec<(&str, &str)> = fields.iter().copied().chain([("cle", key.as_str())]).collect();
    let answer = browser.sends(action, &fields).await;
    whole(&answer, answer.status);
    answer
}

/// A session of one cheque in a fortnight; its identifier.
async fn session(net: &Network, place: &Place) -> String {
    let workshop = net.offers(place, "Premiers clics").await;
    text(&net.schedules(place, &workshop, "2025-10-20T14:00:00+02:00").await.ok()["id"])
}

/// The prescriber books for somebody.
async fn booked(net: &Network, place: &Place, session: &str, carnet: &Carnet) -> Shown {
    let prescriber = Browser::signed_in(net.centre(), &net.cast.prescriber, "Claude");
    let page = format!("/reserver/{}/{session}", place.id);
    let fields = [("prenom", "Amina D."), ("carnet", carnet.serial.as_str())];
    sent(&prescriber, &page, &page, &fields).await
}

#[tokio::test]
async fn a_seat_is_booked_and_its_confirmation_is_printed() {
    let net = Network::open(Engine::Sqlite, "pages_booking").await;
    let (hesdin, carnet) = (net.venue("Hesdin").await, net.carnet().await);
    let session = session(&net, &hesdin).await;
    let prescriber = Browser::signed_in(net.centre(), &net.cast.prescriber, "Claude");
    let place = format!("/lieux/{}", hesdin.id);
    let page = format!("/reserver/{}/{session}", hesdin.id);
    assert!(prescriber.opens(&place).await.html.contains(&page), "who helps people finds the way");
    assert!(!Browser::of(net.centre()).opens(&place).await.html.contains(&page), "nobody else is shown it");

    let known = prescriber.opens(&format!("{page}?carnet={}", carnet.serial)).await;
    assert!(known.html.contains(&format!("value=\"{}\"", carnet.serial)), "what is known is not asked again");

    let refused = sent(&prescriber, &page, &page, &[("prenom", "Amina D.")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text().contains("Écrivez le numéro du carnet"), "{}", refused.text());
    let wrong = sent(&prescriber, &page, &page, &[("prenom", "Amina D."), ("carnet", "ZZZZZ-0001")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.html.contains("ZZZZZ-0001"), "what was typed is kept");

    let done = booked(&net, &hesdin, &session, &carnet).await;
    whole(&done, StatusCode::OK);
    let told = done.text();
    assert!(told.contains("Votre rendez-vous") && told.contains("1 place de la Mairie"), "{told}");
    assert!(told.contains("lundi 20 octobre 2025"), "{told}");
    assert!(!told.contains("Amina") && !done.path.contains("Amina"), "a paper that is lost names nobody");
}

/// The way to a page that begins so, as a page shows it.
fn way(shown: &Shown, start: &str) -> String {
    let rest = shown.html.split_once(start).map(|(_, rest)| rest).expect("a way");
    format!("{start}{}", rest.split('"').next().unwrap_or_default())
}

#[tokio::test]
async fn a_booking_is_ended_by_who_booked_and_by_the_venue_and_the_cheques_are_free() {
    let net = Network::open(Engine::Sqlite, "pages_end_of_booking").await;
    let (hesdin, auchy, carnet) = (net.venue("Hesdin").await, net.venue("Auchy").await, net.carnet().await);
    let session = session(&net, &hesdin).await;
    let start = format!("/reserver/{}/{session}/finir/", hesdin.id);
    let all: Vec<&str> = (0..10).map(|no| &carnet[no]).collect();
    let prescriber = Browser::signed_in(net.centre(), &net.cast.prescriber, "Claude");
    let page = way(&booked(&net, &hesdin, &session, &carnet).await, &start);
    let nothing = sent(&prescriber, &page, &page, &[]).await;
    assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(nothing.text().contains("Choisissez une réponse"), "{}", nothing.text());
    // Another venue knows the address and ends nothing.
    let stranger = Browser::signed_in(net.centre(), &auchy.counter, "Dominique");
    let refused = sent(&stranger, &page, &page, &[("fin", "annulee")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    net.redeems(&auchy, &all).await.refused("HELD");
    let done = sent(&prescriber, &page, &page, &[("fin", "excusee")]).await;
    assert!(done.text().contains("sont libres"), "{}", done.text());

    booked(&net, &hesdin, &session, &carnet).await;
    let counter = Browser::signed_in(net.centre(), &hesdin.counter, "Camille");
    let sheet = counter.opens(&format!("/lieu/{}/seances/{session}/presence", hesdin.id)).await;
    let page = way(&sheet, &start);
    let done = sent(&counter, &page, &page, &[("fin", "annulee")]).await;
    assert!(done.text().contains("sont libres"), "{}", done.text());
    let errands = net.asks(&hesdin.counter, ERRANDS, json!({ "venue": hesdin.id })).await.shown();
    assert_eq!(errands, json!([]), "nothing is left to be done");
    net.redeems(&auchy, &all).await.ok();
    net.books_hold().await;
}

#[tokio::test]
async fn the_sheet_is_filled_in_and_who_was_absent_keeps_their_cheques() {
    let net = Network::open(Engine::Sqlite, "pages_sheet_of_session").await;
    let (hesdin, carnet, other) = (net.venue("Hesdin").await, net.carnet().await, net.carnet().await);
    let session = session(&net, &hesdin).await;
    booked(&net, &hesdin, &session, &carnet).await;
    booked(&net, &hesdin, &session, &other).await;
    let counter = Browser::signed_in(net.centre(), &hesdin.counter, "Camille");
    let page = format!("/lieu/{}/seances/{session}/presence", hesdin.id);
    for printed in ["emargement", "rappels"] {
        let shown = counter.opens(&page.replace("presence", printed)).await;
        whole(&shown, StatusCode::OK);
        assert!(shown.text().contains("Amina D."), "{}", shown.text());
    }
    assert!(counter.opens(&format!("/lieu/{}/presences", hesdin.id)).await.html.contains(&page));

    net.it_is("2025-10-20", (16, 0));
    let counter = Browser::signed_in(net.centre(), &hesdin.counter, "Camille");
    let sheet = counter.opens(&page).await;
    let fields: Vec<String> =
        sheet.html.split("name=\"b-").skip(1).filter_map(|rest| rest.split('"').next()).map(str::to_owned).collect();
    let (first, last) = (format!("b-{}", fields[0]), format!("b-{}", fields[fields.len() - 1]));
    assert_ne!(first, last, "two people");
    let done = sent(&counter, &page, &page, &[(first.as_str(), "vue"), (last.as_str(), "absente")]).await;
    assert!(done.text().contains("La feuille est enregistrée"), "{}", done.text());
    assert!(done.text().contains("Venue, chèques en cours") && done.text().contains("Absente"), "{}", done.text());

    // Ticked on the wrong line, it is said again, and nothing was taken from anybody.
    let wrong = sent(&counter, &page, &page, &[(first.as_str(), "excusee")]).await;
    assert!(wrong.text().contains("Excusée") && !wrong.text().contains("chèques en cours"), "{}", wrong.text());
    let right = sent(&counter, &page, &page, &[(first.as_str(), "vue")]).await;
    assert!(right.text().contains("Venue, chèques en cours"), "{}", right.text());

    let take = format!("{page}/{}", fields[0]);
    let codes = format!("codes-{}", fields[0]);
    let taken = sent(&counter, &page, &take, &[(codes.as_str(), &carnet[3])]).await;
    assert!(taken.text().contains("Les chèques sont acceptés"), "{}", taken.text());
    // A colleague had the sheet open since before: whatever they type, nothing more is taken.
    let late = sent(&counter, &page, &take, &[(codes.as_str(), &carnet[5])]).await;
    assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(late.text().contains("plus de chèque à prendre"), "{}", late.text());
    let rest: Vec<&str> = [0, 1, 2, 4, 5, 6, 7, 8, 9].into_iter().map(|no| &carnet[no]).collect();
    net.redeems(&hesdin, &rest).await.ok();
    let errands = net.asks(&hesdin.counter, ERRANDS, json!({ "venue": hesdin.id })).await.shown();
    assert_eq!(errands, json!([]), "nothing is left to be done");
    net.books_hold().await;
}

#[tokio::test]
async fn a_claim_whose_papers_are_taken_takes_no_others() {
    let net = Network::open(Engine::Sqlite, "pages_claimed_once").await;
    let (hesdin, carnet) = (net.venue("Hesdin").await, net.carnet().await);
    let session = session(&net, &hesdin).await;
    booked(&net, &hesdin, &session, &carnet).await;
    net.it_is("2025-10-20", (16, 0));
    let counter = Browser::signed_in(net.centre(), &hesdin.counter, "Camille");
    let page = format!("/lieu/{}/seances/{session}/presence", hesdin.id);
    let line = way(&counter.opens(&page).await, "name=\"b-").replace("name=\"b-", "");
    sent(&counter, &page, &page, &[(format!("b-{line}").as_str(), "vue")]).await;
    // The venue's machine was away after the first papers were taken: the line is open still.
    net.redeems_under(&format!("claim-{line}"), &hesdin, &[&carnet[3]]).await.ok();
    let (take, codes) = (format!("{page}/{line}"), format!("codes-{line}"));
    let others = sent(&counter, &page, &take, &[(codes.as_str(), &carnet[4])]).await;
    assert_eq!(others.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(others.text().contains("sont déjà acceptés pour cette séance"), "{}", others.text());
    let same = sent(&counter, &page, &take, &[(codes.as_str(), &carnet[3])]).await;
    assert!(same.text().contains("Les chèques sont acceptés"), "{}", same.text());
    let rest: Vec<&str> = [0, 1, 2, 4, 5, 6, 7, 8, 9].into_iter().map(|no| &carnet[no]).collect();
    net.redeems(&hesdin, &rest).await.ok();
    net.books_hold().await;
}

#[tokio::test]
async fn a_paper_in_hand_gives_back_what_is_kept_of_its_booklet() {
    let net = Network::open(Engine::Sqlite, "pages_kept").await;
    let (hesdin, auchy, carnet) = (net.venue("Hesdin").await, net.venue("Auchy").await, net.carnet().await);
    let session = session(&net, &hesdin).await;
    booked(&net, &hesdin, &session, &carnet).await;
    let all: Vec<&str> = (0..10).map(|no| &carnet[no]).collect();
    net.redeems(&auchy, &all).await.refused("HELD");
    let counter = Browser::signed_in(net.centre(), &auchy.counter, "Camille");
    let page = "/guichet/gardes";
    assert_eq!(sent(&counter, page, page, &[("code", "")]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let done = sent(&counter, page, page, &[("code", &carnet[2])]).await;
    assert!(done.text().contains("Les chèques de ce carnet sont libres"), "{}", done.text());
    assert!(!done.html.contains("Hesdin"), "nobody is told where");
    let nothing = sent(&counter, page, page, &[("code", &carnet[2])]).await;
    assert!(nothing.text().contains("Aucun chèque de ce carnet n"), "{}", nothing.text());
    net.redeems(&auchy, &all).await.ok();
    net.books_hold().await;
}

#[tokio::test]
async fn the_sheet_of_a_session_that_is_called_off_says_whom_to_tell() {
    let net = Network::open(Engine::Sqlite, "pages_session_off").await;
    let (hesdin, carnet) = (net.venue("Hesdin").await, net.carnet().await);
    let session = session(&net, &hesdin).await;
    booked(&net, &hesdin, &session, &carnet).await;
    let off = json!({ "venue": hesdin.id, "session": session, "reason": "La salle est prise" });
    net.asks(&hesdin.counter, CANCEL_SESSION, off).await.ok();
    let counter = Browser::signed_in(net.centre(), &hesdin.counter, "Camille");
    let page = format!("/lieu/{}/seances/{session}/presence", hesdin.id);
    let list = counter.opens(&format!("/lieu/{}/presences", hesdin.id)).await;
    whole(&list, StatusCode::OK);
    assert!(list.html.contains(&page) && list.text().contains("annulée"), "{}", list.text());
    let sheet = counter.opens(&page).await;
    whole(&sheet, StatusCode::OK);
    for told in ["La salle est prise", "Personnes à prévenir", "Amina D."] {
        assert!(sheet.text().contains(told), "{told}: {}", sheet.text());
    }
    assert!(!sheet.html.contains("name=\"sans\""), "nobody comes to it");
}
