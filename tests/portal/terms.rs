//! Under which terms venues are paid, in browsers: the smallest payment and the delay, and the network's fee on an order.

use axum::http::StatusCode;

use super::html;
use crate::support::{
    browser::{Browser, Shown},
    engine::Engine,
    network::{Network, Wanted, cast::Person},
};

const CONDITIONS: &str = "/reglements/conditions";

fn browser(net: &Network, who: &Person) -> Browser {
    Browser::signed_in(net.centre(), who, "Dominique")
}

async fn opened(browser: &Browser, page: &str) -> Shown {
    let shown = browser.opens(page).await;
    assert_eq!((shown.status, html::faults(&shown.html)), (StatusCode::OK, Vec::new()), "{page}");
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
async fn a_treasurer_sets_the_terms_and_everybody_reads_them() {
    let net = Network::open(Engine::Sqlite, "pages_terms").await;
    let treasurer = browser(&net, &net.cast.treasurer);
    assert!(opened(&treasurer, "/reglements").await.html.contains(CONDITIONS), "a link leads there");
    says(&opened(&treasurer, CONDITIONS).await, "Aucune condition n’est fixée.");

    let unread =
        sent(&treasurer, CONDITIONS, &[("jour", ""), ("minimum", "1 000,01"), ("premier", "0"), ("delai", "91")]).await;
    assert_eq!((unread.status, unread.title().starts_with("Erreur")), (StatusCode::UNPROCESSABLE_ENTITY, true));
    assert_eq!(unread.value("minimum").as_deref(), Some("1 000,01"), "what was typed is kept");
    for words in [
        "Choisissez un jour à venir.",
        "Écrivez un montant de 0 à 1 000 €",
        "Écrivez un montant jusqu’à 100 000 €, au moins égal au plus petit paiement",
        "un nombre de jours, de 1 à 90",
    ] {
        says(&unread, words);
    }
    let terms = |day: &'static str| [("jour", day), ("minimum", "15,50"), ("delai", "30")];
    let today = sent(&treasurer, CONDITIONS, &terms("2025-10-01")).await;
    assert_eq!((today.status, today.value("jour").as_deref()), (StatusCode::UNPROCESSABLE_ENTITY, Some("2025-10-01")));
    says(&today, "Ces dates ne vont pas ensemble");

    let small = [("jour", "2025-10-02"), ("minimum", "15,50"), ("premier", "15,49"), ("delai", "30")];
    let below = sent(&treasurer, CONDITIONS, &small).await;
    assert_eq!((below.status, below.value("premier").as_deref()), (StatusCode::UNPROCESSABLE_ENTITY, Some("15,49")));
    says(&below, "au moins égal au plus petit paiement");

    let set = sent(&treasurer, CONDITIONS, &terms("2025-10-02")).await;
    says(&set, "Pas de limite");
    let capped = [("jour", "2025-11-01"), ("minimum", "15,50"), ("premier", "1 500"), ("delai", "30")];
    says(&sent(&treasurer, CONDITIONS, &capped).await, "1 500 €");
    for words in ["Ces conditions sont fixées.", "2 octobre 2025", "15,50 €", "30 jours au plus"] {
        says(&set, words);
    }
    assert!(!opened(&treasurer, CONDITIONS).await.text().contains("sont fixées."), "it is confirmed once");
    net.it_is("2025-10-02", (9, 0));
    says(&opened(&Browser::of(net.centre()), "/calendrier").await, "15,50 €");

    assert!(
        !opened(&Browser::of(net.centre()), "/calendrier").await.text().contains("Premier virement"),
        "no limit yet"
    );
    net.it_is("2025-11-01", (9, 0));
    let calendar = opened(&Browser::of(net.centre()), "/calendrier").await;
    says(&calendar, "Premier virement sur un compte nouveau, au plus");
    says(&calendar, "1 500 €");

    let operator = browser(&net, &net.cast.operator);
    let read = opened(&operator, CONDITIONS).await;
    says(&read, "1er novembre 2025");
    assert!(!read.html.contains("name=\"minimum\""), "the operator reads them, and sets none");
    let refused = operator.sends(CONDITIONS, &terms("2025-10-03")).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    assert_eq!(browser(&net, &net.cast.funder).opens(CONDITIONS).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_venue_reads_that_a_first_payment_is_limited() {
    let net = Network::open(Engine::Sqlite, "pages_capped").await;
    let (hesdin, carnet) = (net.venue("Hesdin").await, net.carnet().await);
    let terms = [("jour", "2025-10-02"), ("minimum", "0"), ("premier", "25"), ("delai", "30")];
    says(&sent(&browser(&net, &net.cast.treasurer), CONDITIONS, &terms).await, "Ces conditions sont fixées.");
    net.it_is("2025-10-02", (9, 0));
    net.redeems(&hesdin, &[&carnet[0], &carnet[1], &carnet[2]]).await.ok();
    let treasurer = browser(&net, &net.cast.treasurer);
    says(&opened(&treasurer, "/reglements/apercu").await, "25 € maintenant, 5 € au règlement suivant");
    let run = net.prepares().await;
    let seen = opened(&treasurer, &format!("/reglements/{run}")).await;
    says(&seen, "Le premier virement sur un compte nouveau est limité : le reste attend");
    let statement = opened(&browser(&net, &hesdin.manager), &format!("/lieu/releves/{run}/{}", hesdin.id)).await;
    says(
        &statement,
        "5 €. Le premier virement sur un compte nouveau est limité à 25 €, pour tous les lieux de la structure.",
    );
    says(&statement, "Le reste part avec le règlement suivant.");
}

#[tokio::test]
async fn the_operator_sets_the_fee_of_an_order() {
    let net = Network::open(Engine::Sqlite, "pages_fees").await;
    let order = format!("/commandes/{}", net.places(&Wanted::default()).await);
    let fees = format!("{order}/frais");
    let operator = browser(&net, &net.cast.operator);
    assert!(opened(&operator, &order).await.html.contains(&fees), "a link leads there");
    says(&opened(&operator, &fees).await, "Aucuns frais : les lieux reçoivent toute la valeur des chèques.");

    let unread = sent(&operator, &fees, &[("jour", "demain"), ("taux", "1,55")]).await;
    assert_eq!((unread.status, unread.value("taux").as_deref()), (StatusCode::UNPROCESSABLE_ENTITY, Some("1,55")));
    says(&unread, "Écrivez un taux de 0 à 20");
    says(&unread, "Choisissez un jour à venir.");
    let today = sent(&operator, &fees, &[("jour", "2025-10-01"), ("taux", "4")]).await;
    assert_eq!((today.status, today.value("jour").as_deref()), (StatusCode::UNPROCESSABLE_ENTITY, Some("2025-10-01")));
    says(&sent(&operator, &fees, &[("jour", "2025-10-02"), ("taux", "1,5 %")]).await, "Le taux est fixé.");
    let ended = sent(&operator, &fees, &[("jour", "2025-11-01"), ("taux", "0")]).await;
    for words in ["2 octobre 2025 1,5 %", "1er novembre 2025 Aucuns frais"] {
        says(&ended, words);
    }

    let treasurer = browser(&net, &net.cast.treasurer);
    let read = opened(&treasurer, &fees).await;
    says(&read, "1,5 %");
    assert!(!read.html.contains("name=\"taux\""), "the treasurer reads it, and sets none");
    let funder = browser(&net, &net.cast.funder);
    assert!(!opened(&funder, &order).await.html.contains(&fees), "no link where the page is not theirs");
    assert_eq!(funder.opens(&fees).await.status, StatusCode::FORBIDDEN);
    let absent = format!("/commandes/{}/frais", net.nothing());
    assert_eq!(operator.opens(&absent).await.status, StatusCode::NOT_FOUND);
}
