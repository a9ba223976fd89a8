//! The books in a browser: balance, accounts and entries for the treasurer, proof of the funds, what a funder and everybody reads.

use axum::http::{Request, StatusCode, header};

use super::html;
use crate::support::{
    browser::{Browser, Shown},
    engine::Engine,
    network::{Network, cast::Person},
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

async fn fetched(browser: &Browser, path: &str) -> Shown {
    browser.once(Request::get(path), String::new(), path).await
}

#[track_caller]
fn says(shown: &Shown, words: &str) {
    assert!(shown.text().contains(words), "{words:?} is not in {}", shown.text());
}

/// The first link of a page that begins so.
fn link(shown: &Shown, beginning: &str) -> String {
    let found = shown.html.split("href=\"").find(|rest| rest.starts_with(beginning)).expect("a link");
    found.split('"').next().expect("an address").replace("&amp;", "&").replace("&#38;", "&")
}

#[tokio::test]
async fn a_treasurer_reads_balance_accounts_and_entries() {
    let net = Network::open(Engine::Sqlite, "pages_accounts").await;
    let (hesdin, carnet) = (net.venue("Hesdin").await, net.carnet().await);
    net.redeems(&hesdin, &[&carnet[0], &carnet[1]]).await.ok();
    let treasurer = browser(&net, &net.cast.treasurer);
    let balance = opened(&treasurer, "/comptabilite").await;
    says(&balance, "467100 Dû aux lieux");
    says(&balance, "Un expert-comptable les confirme");
    says(&balance, "Le total des débits est 120 €");
    says(&opened(&treasurer, "/comptabilite?jour=2025-09-30").await, "Rien n’était encore écrit ce jour-là.");
    let account = opened(&treasurer, &link(&balance, "/comptabilite/compte?compte=due")).await;
    says(&account, "/1 accepté");
    says(&account, "-20 €");
    let csv = fetched(&treasurer, &link(&account, "/comptabilite/compte/csv")).await;
    assert_eq!(csv.headers[header::CONTENT_TYPE], "text/csv; charset=utf-8");
    assert_eq!(csv.html.lines().count(), 3, "{}", csv.html);

    let form = opened(&treasurer, "/comptabilite/fec").await;
    let key = form.value("cle").expect("a key");
    let wrong = treasurer.sends("/comptabilite/fec", &[("cle", &key), ("siren", "123"), ("au", "2025-10-01")]).await;
    assert_eq!((wrong.status, wrong.value("siren").as_deref()), (StatusCode::UNPROCESSABLE_ENTITY, Some("123")));
    assert!(wrong.title().starts_with("Erreur"), "{}", wrong.title());
    let key = wrong.value("cle").expect("a key");
    let fields = [("cle", key.as_str()), ("siren", "200044030"), ("du", ""), ("au", "2025-10-01")];
    let made = treasurer.sends("/comptabilite/fec", &fields).await;
    says(&made, "avec 6 lignes");
    let file = fetched(&treasurer, &link(&made, "/files/")).await;
    assert!(file.html.starts_with("JournalCode\tJournalLib\t"), "{}", file.html);
    for who in [&net.cast.funder, &net.cast.operator, &hesdin.manager] {
        assert_eq!(browser(&net, who).opens("/comptabilite/fec").await.status, StatusCode::FORBIDDEN);
    }
}

#[tokio::test]
async fn who_pays_sees_whether_the_money_is_there() {
    let net = Network::open(Engine::Sqlite, "pages_proof").await;
    let (hesdin, carnet) = (net.venue("Hesdin").await, net.carnet().await);
    net.redeems(&hesdin, &[&carnet[0]]).await.ok();
    let funder = browser(&net, &net.cast.funder);
    says(&opened(&funder, "/aujourdhui").await, "La preuve des fonds attend un relevé de la banque.");
    let proof = opened(&funder, "/preuve-des-fonds").await;
    says(&proof, "Non prouvé");
    says(&proof, "90 €");
    says(&proof, "100 €");
    let listed = opened(&funder, "/commandes").await;
    let mut links = listed.html.split("href=\"").filter(|rest| rest.starts_with("/commandes/"));
    let order = links.find(|rest| !rest.starts_with("/commandes/nouvelle")).expect("an order");
    let order = order.split('"').next().expect("an address");
    says(&opened(&funder, order).await, "Relevé de la commande");
    let statement = opened(&funder, &format!("{order}/releve")).await;
    says(&statement, "octobre 2025");
    says(&statement, "90 €");
    let csv = fetched(&funder, &format!("{order}/releve/csv")).await;
    assert!(csv.html.contains("2025-10-01;100,00;10,00;0,00;90,00"), "{}", csv.html);
    for who in [&net.cast.analyst, &net.cast.prescriber, &hesdin.manager] {
        assert_eq!(browser(&net, who).opens("/preuve-des-fonds").await.status, StatusCode::FORBIDDEN);
    }
    net.rewrites("update transfer set amount_cents = amount_cents + 100 where reason = 'funding'").await;
    let wrong = opened(&funder, "/preuve-des-fonds").await;
    says(&wrong, "Nos comptes se contredisent.");
    says(&opened(&funder, "/aujourdhui").await, "Nos comptes se contredisent.");
}

#[tokio::test]
async fn everybody_reads_what_is_published() {
    let net = Network::open(Engine::Sqlite, "pages_open").await;
    let nobody = Browser::of(net.centre());
    says(&opened(&nobody, "/transparence").await, "Le premier mois n’est pas encore fini.");
    net.carnet().await;
    net.it_is("2025-11-01", (8, 0));
    net.centre().keep_books().await.expect("the books are kept");
    let open = opened(&nobody, "/transparence").await;
    says(&open, "octobre 2025");
    says(&open, "Non prouvé");
    says(&open, "Trop peu pour être dit");
    let hesdin = net.venue("Hesdin").await;
    let carnet = net.carnet().await;
    net.redeems(&hesdin, &[&carnet[0]]).await.ok();
    let run = net.prepares().await;
    let manager = browser(&net, &hesdin.manager);
    let statement = opened(&manager, &format!("/lieu/releves/{run}/{}", hesdin.id)).await;
    says(&statement, "Racine du registre, signée.");
    says(&statement, "2025-10-31.");
}
