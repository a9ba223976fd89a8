//! What everybody may read.

use axum::http::{StatusCode, header};
use kernel::access::token::SigningKey;
use serde_json::{Value, json};

use super::html;
use crate::support::{
    browser::{Browser, Shown},
    engine::Engine,
    network::{
        Network,
        cast::Person,
        deeds::{COMMUNE, DECLARE_NODE},
    },
};

const PAGES: [&str; 8] = [
    "/",
    "/carte",
    "/carte?annee=2022&tri=distance",
    "/aide",
    "/mentions-legales",
    "/accessibilite",
    "/confort",
    "/C/ABCD",
];

#[track_caller]
fn is_a_page(shown: &Shown) {
    let faults = html::faults(&shown.html);
    assert!(faults.is_empty(), "{}:\n{}", shown.path, faults.join("\n"));
    let header =
        |name: &str| shown.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned();
    assert!(header("content-security-policy").starts_with("default-src 'self'; object-src 'none'"), "{}", shown.path);
    assert_eq!(header("x-content-type-options"), "nosniff");
    assert_eq!(header("referrer-policy"), "same-origin");
    assert!(header("permissions-policy").starts_with("camera=()"), "{}", shown.path);
    assert!(shown.text().len() > 60, "{}: {}", shown.path, shown.text());
}

#[tokio::test]
async fn every_public_page_is_whole_and_light() {
    let net = Network::open(Engine::Sqlite, "pages").await;
    net.venue("Hesdin").await;
    let browser = Browser::of(net.centre());
    let style = portal::assets::url("style.css");
    let kept = browser.opens(style).await;
    assert_eq!(kept.headers[header::CACHE_CONTROL], "public, max-age=31536000, immutable");
    let style = browser.weighs(style).await;
    assert!(style < 8 * 1024, "the stylesheet weighs {style}");
    let mut titles = std::collections::BTreeSet::new();
    for path in PAGES {
        let shown = browser.opens(path).await;
        assert_eq!(shown.status, StatusCode::OK, "{path}");
        is_a_page(&shown);
        let (all, most) = (browser.weighs(path).await + style, if path.starts_with("/carte") { 35 } else { 20 });
        assert!(all <= most * 1024, "{path} weighs {all}");
        titles.insert(shown.title().to_owned());
    }
    assert_eq!(titles.len(), PAGES.len() - 1, "the two years of the map have one title: {titles:?}");
}

#[tokio::test]
async fn the_map_follows_the_communes_of_a_year() {
    let net = Network::open(Engine::Sqlite, "map").await;
    let hesdin = net.venue("Hesdin").await;
    let browser = Browser::of(net.centre());
    for (path, communes) in [("/carte?annee=2024", 69), ("/carte", 66)] {
        let shown = browser.opens(path).await;
        assert_eq!(shown.html.matches("<th scope=\"row\">").count(), communes, "{path}");
        assert_eq!(shown.html.matches("<text ").count(), communes);
        assert!(shown.html.contains(&format!("/lieux/{}", hesdin.id)));
    }
    assert_eq!(browser.opens("/carte?annee=1999").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn help_is_found_near_a_commune_in_any_spelling() {
    let net = Network::open(Engine::Sqlite, "finder").await;
    let (hesdin, beaurainville) = (net.venue("Hesdin").await, net.venue("Beaurainville").await);
    let browser = Browser::of(net.centre());
    for path in ["/lieux?ou=beaurainville", "/lieux?ou=BEAURAINVILLE&cheques=1", "/lieux?commune=62100"] {
        let shown = browser.opens(path).await;
        is_a_page(&shown);
        let (near, far) = (shown.html.find(&beaurainville.id), shown.html.find(&hesdin.id));
        assert!(near.is_some() && near < far, "the nearest first: {path}");
        assert!(shown.text().contains("Lieux près de Beaurainville"), "{}", shown.text());
        assert!(browser.weighs(path).await < 16 * 1024, "{path}");
    }
    let several = browser.opens("/lieux?ou=62140").await;
    is_a_page(&several);
    assert!(
        several.text().contains("Quelle commune ?") && several.html.contains("commune=62447"),
        "{}",
        several.text()
    );
    let none = browser.opens("/lieux?ou=Paris+%3Cb%3E%E2%80%AE").await;
    is_a_page(&none);
    assert_eq!((none.status, none.value("ou")), (StatusCode::NOT_FOUND, Some("Paris &#60;b&#62;\u{202E}".to_owned())));
    assert!(none.text().contains("Nous ne trouvons pas"), "{}", none.text());
}

#[tokio::test]
async fn a_place_says_how_to_call_and_what_comes() {
    let net = Network::open(Engine::Sqlite, "place").await;
    let hesdin = net.venue("Hesdin").await;
    let workshop = net.offers(&hesdin, "Prendre en main son téléphone").await;
    net.schedules(&hesdin, &workshop, "2025-10-20T14:00:00+02:00").await.ok();
    let browser = Browser::of(net.centre());
    let shown = browser.opens(&format!("/lieux/{}", hesdin.id)).await;
    is_a_page(&shown);
    for said in [
        "Accepte les chèques",
        "Prendre en main son téléphone",
        "lundi 20 octobre 2025 à 14 h",
        "Appelez avant de venir",
    ] {
        assert!(shown.text().to_lowercase().contains(&said.to_lowercase()), "{said}: {}", shown.text());
    }
    assert_eq!(browser.opens(&format!("/lieux/{}", net.nothing())).await.status, StatusCode::NOT_FOUND);
    let poster = browser.opens("/affiche/62447").await;
    is_a_page(&poster);
    assert_eq!(browser.opens("/affiche/75056").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_place_whose_machine_is_away_shows_what_was_heard_and_its_age() {
    let net = Network::open(Engine::Sqlite, "place_away").await;
    let hesdin = net.venue("Hesdin").await;
    let workshop = net.offers(&hesdin, "Prendre en main son téléphone").await;
    net.schedules(&hesdin, &workshop, "2025-10-20T14:00:00+02:00").await.ok();
    let told = |commune: &Value| commune["nextSession"]["title"].is_string();
    net.waits_until(&Person::nobody(), COMMUNE, json!({ "code": "62447", "year": 2025 }), told).await;
    // Nobody listens at this address.
    let key = SigningKey::from_seed([7; 32]).public().to_hex();
    let declared = json!({ "venue": hesdin.id, "url": "http://127.0.0.1:9", "publicKey": key });
    net.asks(&net.cast.operator, DECLARE_NODE, declared).await.ok();
    net.centre().renew().await.expect("the directory is read");
    net.it_is("2025-10-03", (9, 0));
    let browser = Browser::of(net.centre());
    let shown = browser.opens(&format!("/lieux/{}", hesdin.id)).await;
    assert_eq!(shown.status, StatusCode::OK);
    is_a_page(&shown);
    for said in ["Ces informations datent d’il y a 2 jours.", "Prendre en main son téléphone", "lundi 20 octobre 2025"]
    {
        assert!(shown.text().contains(said), "{said}: {}", shown.text());
    }
}

#[tokio::test]
async fn my_booklet_says_what_remains_and_nothing_else() {
    let net = Network::open(Engine::Sqlite, "my_booklet").await;
    let (hesdin, carnet) = (net.venue("Hesdin").await, net.carnet().await);
    net.redeems(&hesdin, &[&carnet[0]]).await.ok();
    let browser = Browser::of(net.centre());
    let shown = browser.sends("/mon-carnet", &[("numero", &carnet.serial), ("code", &carnet[1])]).await;
    is_a_page(&shown);
    assert!(shown.text().contains("9 chèques à utiliser") && shown.text().contains("90 €"), "{}", shown.text());
    assert_eq!(shown.headers[header::CACHE_CONTROL], "no-store");
    assert!(!shown.html.contains(&carnet[1]) && !shown.html.contains("Hesdin"), "neither the code nor where it was");
    let serial = carnet.serial.as_str();
    let wrong = [("", "", "Écrivez le numéro"), (serial, "", "Écrivez le code"), ("7V-0", &carnet[1], "")];
    for (number, code, said) in wrong {
        let shown = browser.sends("/mon-carnet", &[("numero", number), ("code", code)]).await;
        is_a_page(&shown);
        assert_eq!(shown.status, StatusCode::UNPROCESSABLE_ENTITY, "{number}");
        assert!(shown.title().starts_with("Erreur\u{A0}: ") && shown.text().contains(said), "{}", shown.text());
        assert_eq!(shown.value("numero").as_deref(), Some(number), "what was typed is kept");
    }
}

#[tokio::test]
async fn what_is_not_there_is_a_page_too() {
    let net = Network::open(Engine::Sqlite, "nowhere").await;
    let browser = Browser::of(net.centre());
    for path in ["/nulle-part", "/statique/style.css", "/carte?annee=douze"] {
        let shown = browser.opens(path).await;
        assert!(shown.status.is_client_error(), "{path}");
        if !path.starts_with("/statique") {
            is_a_page(&shown);
        }
    }
    let graphql = browser.once(axum::http::Request::get("/graphql"), String::new(), "/graphql").await;
    assert_eq!(graphql.status, StatusCode::METHOD_NOT_ALLOWED, "the other doors are as they were");
    assert_eq!(browser.opens("/health/live").await.html, "ok");
}

#[tokio::test]
async fn comfort_is_kept_on_the_machine() {
    let net = Network::open(Engine::Sqlite, "comfort").await;
    let browser = Browser::of(net.centre());
    let fields = [("taille", "tres-grand"), ("couleurs", "sombre"), ("plus", "contraste"), ("plus", "<b>")];
    let shown = browser.sends("/confort", &fields).await;
    assert!(shown.html.contains("<html lang=\"fr\" class=\"tres-grand contraste sombre\">"), "{}", &shown.html[..200]);
    is_a_page(&shown);
    assert!(browser.opens("/").await.html.contains("class=\"tres-grand contraste sombre\""));
}
