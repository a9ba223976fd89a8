//! The life of an order in browsers: the operator's quote, the funder's signature and answers, the papers, the end.

use axum::http::StatusCode;
use serde_json::json;

use super::html;
use crate::support::{
    browser::{Browser, Shown},
    engine::Engine,
    network::{
        Network, Wanted,
        cast::Person,
        deeds::{PROPOSE_PROOF, REGISTER},
    },
};

fn browser(net: &Network, who: &Person) -> Browser {
    Browser::signed_in(net.centre(), who, "Dominique")
}

async fn opened(browser: &Browser, page: &str) -> Shown {
    let shown = browser.opens(page).await;
    assert_eq!(shown.status, StatusCode::OK, "{page}: {}", shown.text());
    assert_eq!(html::faults(&shown.html), Vec::<String>::new(), "{page}");
    shown
}

/// Sends the form of a page to the page itself, with its key.
async fn sent(browser: &Browser, page: &str, fields: &[(&str, &str)]) -> Shown {
    let key = opened(browser, page).await.value("cle").expect("the form has a key");
    let fields: Vec<(&str, &str)> = fields.iter().copied().chain([("cle", key.as_str())]).collect();
    let shown = browser.sends(page, &fields).await;
    assert_eq!(html::faults(&shown.html), Vec::<String>::new(), "{page}");
    shown
}

#[track_caller]
fn says(shown: &Shown, words: &str) {
    assert!(shown.text().contains(words), "{words:?} is not in {}", shown.text());
}

#[tokio::test]
async fn an_order_goes_from_quote_to_counted_booklets() {
    let net = Network::open(Engine::Sqlite, "pages_quote").await;
    let (operator, funder) = (browser(&net, &net.cast.operator), browser(&net, &net.cast.funder));
    says(&opened(&operator, "/commandes").await, "Établir un devis");
    let form = opened(&operator, "/commandes/nouvelle").await;
    says(&form, "Département du Pas-de-Calais");
    let (county, prescriber) = (net.cast.funder.organisation(), net.cast.prescriber.organisation());
    let asked = format!(
        "commanditaire={county}&jusque=2025-10-31&carnets=20&cheques=10&valeur=10&distribution=2026-06-30\
         &validite=2026-09-30&tolerance=2026-10-31&plafond=3&second=mois&mois=6&famille=non&papier=90&minimum=20"
    );
    let verified = opened(&operator, &format!("/commandes/verification?{asked}")).await;
    let key = verified.value("cle").expect("a key");
    let fields: Vec<(&str, &str)> = asked.split('&').filter_map(|pair| pair.split_once('=')).collect();
    let fields: Vec<(&str, &str)> = fields.into_iter().chain([("cle", key.as_str())]).collect();
    let quoted = operator.sends("/commandes", &fields).await;
    says(&quoted, "Devis à signer");
    says(&quoted, "6 mois après le premier");
    let order = quoted.path.clone();
    let step = |slug: &str| format!("{order}/etapes/{slug}");

    says(&opened(&funder, "/aujourdhui").await, "le devis attend votre signature");
    let paper = opened(&funder, &format!("{order}/documents/D-2025-0001")).await;
    says(&paper, "Devis D-2025-0001");
    says(&paper, "2 000 €");
    assert_eq!(operator.opens(&step("signature")).await.status, StatusCode::FORBIDDEN);
    says(&sent(&funder, &step("signature"), &[]).await, "Commande passée");

    says(&opened(&operator, "/aujourdhui").await, "la facture est à établir");
    says(&opened(&operator, &order).await, "La facture est à établir.");
    sent(&operator, &step("facture"), &[]).await;
    let again = sent(&operator, &step("facture"), &[]).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    let invoice = opened(&funder, &format!("{order}/documents/F-2025-0001")).await;
    says(&invoice, "Facture de valeur faciale F-2025-0001");
    says(&invoice, "Où verser ce montant");
    assert_eq!(funder.opens(&format!("{order}/documents/F-2025-0002")).await.status, StatusCode::NOT_FOUND);

    let id = order.rsplit('/').next().expect("an identifier").to_owned();
    net.issues(&id).await;
    opened(&operator, &format!("{order}/bon-a-tirer")).await;
    net.asks(&net.cast.operator, PROPOSE_PROOF, json!({ "order": id })).await.ok();
    says(&opened(&funder, "/aujourdhui").await, "le bon à tirer attend votre réponse");
    let unsaid = sent(&funder, &step("reponse"), &[("motif", "Le logo")]).await;
    assert_eq!(
        (unsaid.status, unsaid.text().contains("Choisissez une réponse.")),
        (StatusCode::UNPROCESSABLE_ENTITY, true)
    );
    sent(&funder, &step("reponse"), &[("avis", "oui")]).await;
    sent(&operator, &step("impression"), &[]).await;
    let wrong =
        sent(&operator, &step("livraison"), &[("point", &prescriber), ("premier", "21"), ("dernier", "25")]).await;
    assert_eq!(wrong.value("premier").as_deref(), Some("21"), "what was typed stays");
    sent(&operator, &step("livraison"), &[("point", &prescriber), ("premier", "1"), ("dernier", "20")]).await;
    let counted = sent(&operator, &step("comptage"), &[("livraison", "1"), ("comptes", "19")]).await;
    says(&counted, "Carnets manquants");
    says(&counted, "Mission locale du Montreuillois");
}

#[tokio::test]
async fn an_order_ends_with_a_statement_and_a_refund() {
    let net = Network::open(Engine::Sqlite, "pages_end").await;
    let cast = &net.cast;
    let dates = ["2025-12-31", "2025-12-31", "2026-01-29"];
    let run = net.order(Wanted { carnets: 2, dates, ..Wanted::default() }).await;
    let order = format!("/commandes/{}", run.order);
    let step = |slug: &str| format!("{order}/etapes/{slug}");
    net.it_is("2025-12-16", (9, 0));
    let (operator, funder) = (browser(&net, &cast.operator), browser(&net, &cast.funder));
    says(&opened(&funder, "/aujourdhui").await, "prenez acte de la fin avant le 24 décembre 2025");
    sent(&funder, &step("fin"), &[]).await;
    says(&opened(&operator, "/aujourdhui").await, "valables jusqu’au 31 décembre 2025");

    net.it_is("2026-02-06", (9, 0));
    // Months later, everybody signs in again.
    let (operator, funder) = (browser(&net, &cast.operator), browser(&net, &cast.funder));
    let treasurer = browser(&net, &cast.treasurer);
    says(&opened(&operator, "/aujourdhui").await, "la commande est à fermer");
    sent(&operator, &step("cloture"), &[]).await;
    sent(&operator, &step("etat"), &[]).await;
    says(&opened(&funder, "/aujourdhui").await, "l’état contradictoire attend votre réponse");
    sent(&funder, &step("accord"), &[("avis", "oui")]).await;
    let statement = opened(&funder, &format!("{order}/documents/E-2026-0001")).await;
    says(&statement, "Accepté par");
    says(&statement, "Carnets en réserve");
    sent(&treasurer, &step("avoir"), &[]).await;
    let unpaid = opened(&funder, &format!("{order}/documents/A-2026-0001")).await;
    says(&unpaid, "Pas encore payé");
    let wrong = sent(&treasurer, &step("remboursement"), &[("reference", " ")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    sent(&treasurer, &step("remboursement"), &[("reference", "VIR 77")]).await;
    says(&opened(&funder, &format!("{order}/documents/A-2026-0001")).await, "VIR 77");
    net.books_hold().await;
}

#[tokio::test]
async fn whoever_comes_after_a_hundred_others_is_chosen_as_well() {
    let net = Network::open(Engine::Sqlite, "pages_many").await;
    for no in 0..101 {
        // By name they come before the county and the mission.
        let named = json!({ "input": { "name": format!("Association {no:03}"), "kind": "PRESCRIBER" } });
        net.asks(&net.cast.operator, REGISTER, named).await.ok();
    }
    let operator = browser(&net, &net.cast.operator);
    let chosen = |id: String| format!("<option value=\"{id}\"");
    let form = opened(&operator, "/commandes/nouvelle").await;
    assert!(form.html.contains(&chosen(net.cast.funder.organisation())), "the county orders");
    assert!(!form.html.contains("Association 000"), "who orders nothing is not offered");
    let order = net.places(&Wanted::default()).await;
    for page in [format!("/commandes/{order}/etapes/livraison"), "/reserve/envoyer".to_owned()] {
        let points = opened(&operator, &page).await;
        assert!(points.html.contains(&chosen(net.cast.prescriber.organisation())), "{page}");
    }
}
