//! Torn papers on the pages, without script: until when they are kept, asked for by the network, answered by the venue, looked at.

use axum::http::StatusCode;
use serde_json::json;

use super::html;
use crate::support::{
    browser::{Browser, Shown},
    engine::Engine,
    network::{Network, Wanted, answer::text},
};

fn assert_sound(shown: &Shown) {
    assert_eq!(html::faults(&shown.html), Vec::<String>::new(), "{}", shown.path);
}

#[tokio::test]
async fn papers_are_asked_for_answered_and_looked_at() {
    let net = Network::open(Engine::Sqlite, "portal_papers").await;
    let hesdin = net.venue("Hesdin").await;
    let carnet = net.order_ruled(Wanted::default(), json!({ "paperDays": 60 })).await.carnets.remove(0);
    net.hands_over(&carnet, "62447", "OTHER").await.ok();
    let receipt = text(&net.redeems(&hesdin, &[&carnet[0], &carnet[1]]).await.ok()["id"]);
    let run = net.prepares().await;
    let venue = Browser::signed_in(net.centre(), &hesdin.manager, "Camille");
    let network = Browser::signed_in(net.centre(), &net.cast.operator, "Alix");

    let statement = format!("/lieu/releves/{run}/{}", hesdin.id);
    for path in [statement.clone(), format!("{statement}/pointage")] {
        let shown = venue.opens(&path).await;
        assert_sound(&shown);
        assert!(shown.text().contains("60 jours après le paiement"), "{}", shown.text());
    }
    let act = network.opens(&format!("/reseau/encaissements/{receipt}")).await;
    let asking = format!("/reseau/papiers/{run}/{}/demander", hesdin.id);
    assert!(act.html.contains(&asking), "{}", act.html);

    let form = network.opens(&asking).await;
    assert_sound(&form);
    let key = form.value("cle").unwrap_or_default();
    let empty = network.sends(&asking, &[("cle", &key), ("raison", "Contrôle du mois")]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(empty.text().contains("Cochez au moins un chèque"), "{}", empty.text());
    assert_sound(&empty);
    let line = form.value("ligne").expect("a line");
    let asked = [("cle", key.as_str()), ("raison", "Contrôle du mois"), ("ligne", line.as_str())];
    let request = network.sends(&asking, &asked).await;
    assert!(request.path.starts_with("/reseau/papiers/"), "{} {}", request.path, request.text());
    assert_sound(&request);
    assert_eq!(network.sends(&asking, &asked).await.path, request.path, "sent twice, asked once");

    let today = venue.opens("/aujourdhui").await;
    assert!(today.text().contains("demande de chèques papier attend votre réponse"), "{}", today.text());
    assert_sound(&venue.opens("/lieu/papiers").await);
    let id = request.path.rsplit('/').next().expect("an identifier");
    let own = format!("/lieu/papiers/{id}");
    let page = venue.opens(&own).await;
    assert_sound(&page);
    let key = page.value("cle").unwrap_or_default();
    let answered = venue.sends(&own, &[("cle", &key), ("manque", &line)]).await;
    assert!(answered.text().contains("Manque, selon le lieu"), "{}", answered.text());

    assert!(network.opens("/aujourdhui").await.text().contains("demande de chèques papier à regarder"));
    assert_sound(&network.opens("/reseau/papiers").await);
    let page = network.opens(&request.path).await;
    let key = page.value("cle").unwrap_or_default();
    let closed = network.sends(&request.path, &[("cle", &key), ("manque", &line)]).await;
    assert_sound(&closed);
    assert!(closed.text().contains("Que faire des papiers qui manquent"), "{}", closed.text());
    assert!(closed.html.contains(&format!("/reseau/encaissements/{receipt}/retenir")), "{}", closed.html);
    net.books_hold().await;
}
