//! « Chercher un atelier », page by page without script: asked in an address, proposed with reasons in words.

use axum::http::StatusCode;
use serde_json::{Value, json};

use super::html;
use crate::support::{
    browser::{Browser, Shown},
    engine::Engine,
    network::{
        Network,
        answer::text,
        deeds::{KEEP_LEARNER, RECOMMENDATIONS},
    },
};

async fn opens(browser: &Browser, path: &str) -> Shown {
    let page = browser.opens(path).await;
    assert_eq!(html::faults(&page.html), Vec::<String>::new(), "{path}");
    page
}

async fn network(name: &str) -> (Network, Browser) {
    let net = Network::open(Engine::Sqlite, name).await;
    let auchy = net.venue("Auchy").await;
    let workshop = net.offers(&auchy, "Mon téléphone").await;
    net.schedules(&auchy, &workshop, "2025-10-07T09:30:00+02:00").await.ok();
    let is_heard = |shown: &Value| shown["edges"].as_array().is_some_and(|edges| edges.len() == 1);
    net.waits_until(&net.cast.prescriber, RECOMMENDATIONS, json!({ "input": {} }), is_heard).await;
    let browser = Browser::signed_in(net.centre(), &net.cast.prescriber, "Dominique");
    (net, browser)
}

#[tokio::test]
async fn a_session_is_proposed_with_its_reason() {
    let (net, browser) = network("portal_propose").await;
    let asked = opens(&browser, "/propositions").await;
    assert!(!asked.text().contains("Mon téléphone"), "nothing was asked yet: {}", asked.text());
    let found = opens(&browser, "/propositions?commune=hesdin+la+foret&transport=voiture&cheques=3").await;
    for says in [
        "Mon téléphone",
        "mardi 7 octobre 2025",
        "Mairie de Auchy",
        "à 7",
        "mardi matin",
        "8 places en tout",
        "niveau débutant",
    ] {
        assert!(found.text().contains(says), "{says}: {}", found.text());
    }
    assert!(found.html.contains("value=\"3\""), "what was asked stays");
    assert!(found.html.contains("/reserver/") && !found.text().contains("Orienter"), "{}", found.html);
    let handed = opens(&browser, "/propositions?commune=hesdin+la+foret&carnet=K7QMX-0042").await;
    assert!(handed.html.contains("?carnet=K7QMX-0042"), "the booklet goes on to the seat: {}", handed.html);
    let odd = opens(&browser, "/propositions?carnet=%22%3E%3Cb").await;
    assert!(odd.html.contains("/reserver/") && !odd.html.contains("?carnet="), "{}", odd.html);
    let none = opens(&browser, "/propositions?cheques=0").await;
    assert!(none.text().contains("Nous ne trouvons aucune séance"), "{}", none.text());

    let input = json!({ "givenName": "Amina", "familyName": "Ba", "homeCommune": "62050", "access": ["MOTOR"] });
    let kept = net.asks(&net.cast.prescriber, KEEP_LEARNER, json!({ "input": input })).await.ok();
    let id = text(&kept["learnerId"]);
    let sheet = opens(&browser, &format!("/personnes/{id}")).await;
    assert!(sheet.html.contains(&format!("/propositions?personne={id}")), "{}", sheet.html);
    let hers = opens(&browser, &format!("/propositions?personne={id}")).await;
    for says in ["moins de 1", "Appelez le lieu avant", "se déplace difficilement", "Orienter vers Mairie de Auchy"] {
        assert!(hers.text().contains(says), "{says}: {}", hers.text());
    }
}

#[tokio::test]
async fn what_cannot_be_read_is_said() {
    let (_net, browser) = network("portal_propose_wrong").await;
    for (query, says) in [
        ("commune=Atlantide", "commune"),
        ("cheques=beaucoup", "Écrivez un nombre de chèques"),
        ("cheques=101", "Écrivez un nombre de chèques"),
    ] {
        let wrong = opens(&browser, &format!("/propositions?{query}")).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{query}");
        assert!(wrong.text().contains(says) && !wrong.text().contains("Mon téléphone"), "{query}: {}", wrong.text());
    }
    let nobody = opens(&browser, "/propositions?personne=Amina&jour=2").await;
    assert!(nobody.text().contains("Mon téléphone") && !nobody.html.contains("name=\"personne\""), "{}", nobody.html);
}
