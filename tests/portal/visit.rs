//! Who is reading: pages of signed-in people, sessions that end, forms of other sites.

use axum::http::{Request, StatusCode, header};

use super::html;
use crate::support::{browser::Browser, engine::Engine, network::Network};

#[tokio::test]
async fn nobody_is_sent_to_sign_in_and_brought_back() {
    let net = Network::open(Engine::Sqlite, "visit_nobody").await;
    let browser = Browser::of(net.centre());
    let answer = browser.once(Request::get("/aujourdhui?x=1"), String::new(), "/aujourdhui").await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert_eq!(answer.headers[header::LOCATION], "/connexion?suite=%2Faujourdhui%3Fx%3D1");
}

#[tokio::test]
async fn somebody_lands_on_their_day_and_no_browser_keeps_it() {
    let net = Network::open(Engine::Sqlite, "visit_day").await;
    let hesdin = net.venue("Hesdin").await;
    let browser = Browser::signed_in(net.centre(), &hesdin.counter, "Camille");
    let shown = browser.opens("/aujourdhui").await;
    assert_eq!(shown.status, StatusCode::OK);
    assert_eq!(shown.headers[header::CACHE_CONTROL], "no-store");
    assert!(
        shown.text().contains("Bonjour Camille") && shown.text().contains("mercredi 1er octobre 2025"),
        "{}",
        shown.text()
    );
    assert!(
        shown.html.contains("href=\"/guichet\"") && !shown.html.contains("href=\"/reseau\""),
        "only their own ways"
    );
    assert_eq!(html::faults(&shown.html), Vec::<String>::new());
    let seen: String = browser.cookies().into_values().collect();
    assert!(!seen.contains("Camille") && !shown.html.contains("eyJ"), "nobody reads the cookie, no token is in a page");
}

#[tokio::test]
async fn a_session_that_is_over_is_forgotten() {
    let net = Network::open(Engine::Sqlite, "visit_over").await;
    let hesdin = net.venue("Hesdin").await;
    let browser = Browser::signed_in(net.centre(), &hesdin.counter, "Camille");
    net.minutes_pass(16);
    let answer = browser.once(Request::get("/aujourdhui"), String::new(), "/aujourdhui").await;
    assert_eq!(answer.headers[header::LOCATION], "/connexion?suite=%2Faujourdhui&fin=1");
    assert!(browser.cookies().is_empty());
}

#[tokio::test]
async fn a_form_that_outlives_its_session_loses_nothing() {
    let net = Network::open(Engine::Sqlite, "visit_form").await;
    let browser = Browser::of(net.centre());
    let fields = [("cle", "x.y"), ("nom", "Zoé <b>\u{202E}"), ("texte", "deux\nlignes")];
    let shown = browser.sends("/aujourdhui", &fields).await;
    assert!(shown.status.is_client_error(), "{}", shown.status);
    assert_eq!(html::faults(&shown.html), Vec::<String>::new());
}

#[tokio::test]
async fn a_form_of_another_site_does_nothing() {
    let net = Network::open(Engine::Sqlite, "visit_foreign").await;
    let browser = Browser::of(net.centre());
    for (name, value) in [("origin", "https://ailleurs.example"), ("sec-fetch-site", "cross-site")] {
        let request = Request::post("/confort").header(name, value);
        let request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        let shown = browser.once(request, "taille=grand".to_owned(), "/confort").await;
        assert_eq!(shown.status, StatusCode::FORBIDDEN, "{name}");
        assert!(shown.text().contains("ne vient pas de notre site"), "{}", shown.text());
        assert!(browser.cookies().is_empty());
    }
}
