//! Money in a browser: a month's end by two treasurers, an order from wish to booklets, what a venue is paid, the figures.

use axum::http::{Request, StatusCode, header};
use serde_json::json;

use super::html;
use crate::support::{
    bank_words::{Movement, statement},
    browser::{Browser, Shown},
    engine::Engine,
    network::{Network, Wanted, cast::Person, deeds::CHECK},
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

/// Sends the form of a page, with its key.
async fn sent(browser: &Browser, page: &str, action: &str, fields: &[(&str, &str)]) -> Shown {
    let key = opened(browser, page).await.value("cle").expect("the form has a key");
    let fields: Vec<(&str, &str)> = fields.iter().copied().chain([("cle", key.as_str())]).collect();
    let shown = browser.sends(action, &fields).await;
    assert_eq!(html::faults(&shown.html), Vec::<String>::new(), "{action}");
    shown
}

/// A file as it comes: not a page.
async fn fetched(browser: &Browser, path: &str) -> Shown {
    browser.once(Request::get(path), String::new(), path).await
}

#[track_caller]
fn says(shown: &Shown, words: &str) {
    assert!(shown.text().contains(words), "{words:?} is not in {}", shown.text());
}

#[tokio::test]
async fn a_month_ends_with_two_treasurers() {
    let net = Network::open(Engine::Sqlite, "pages_month").await;
    let (hesdin, carnet) = (net.venue("Hesdin").await, net.carnet().await);
    net.redeems(&hesdin, &[&carnet[0], &carnet[1]]).await.ok();
    let (one, other) = (browser(&net, &net.cast.treasurer), browser(&net, &net.cast.second_treasurer));

    says(&opened(&one, "/aujourdhui").await, "20 €");
    let list = opened(&one, "/reglements").await;
    says(&list, "2 chèques attendent d’être payés. La date de préparation n’est pas encore fixée.");
    says(&opened(&one, "/reglements/apercu").await, "Mairie de Hesdin");
    let run = sent(&one, "/reglements/apercu", "/reglements/apercu", &[]).await;
    says(&run, "Vous avez préparé ce règlement. Une autre personne doit le valider");
    let path = run.path.clone();

    // Who prepared does not approve, even by a form of their own making.
    let key = opened(&one, "/reglements/controle").await.value("cle").expect("a key");
    let own = one.sends(&format!("{path}/valider"), &[("cle", &key), ("jour", "2025-10-02")]).await;
    assert_eq!((own.status, own.title().starts_with("Erreur")), (StatusCode::UNPROCESSABLE_ENTITY, true));

    let past = sent(&other, &path, &format!("{path}/valider"), &[("jour", "2020-01-01")]).await;
    assert_eq!((past.status, past.value("jour").as_deref()), (StatusCode::UNPROCESSABLE_ENTITY, Some("2020-01-01")));
    let approved = sent(&other, &path, &format!("{path}/valider"), &[("jour", "2025-10-06")]).await;
    says(&approved, "Fichier à produire");
    says(&approved, "6 octobre 2025");

    let exported = sent(&one, &path, &format!("{path}/fichier"), &[]).await;
    says(&exported, "Télécharger le fichier de la banque");
    let link = exported.html.split("href=\"").find(|rest| rest.starts_with("/files/")).expect("a link");
    let link = link.split('"').next().expect("an address").replace("&amp;", "&");
    let xml = fetched(&one, &link).await;
    assert!(xml.html.contains("pain.001.001.09"), "{}", xml.html);
    assert_eq!(fetched(&one, &link).await.status, StatusCode::NOT_FOUND, "once");

    let unsaid = sent(&one, &path, &format!("{path}/paiement"), &[("reference", " ")]).await;
    assert_eq!(unsaid.status, StatusCode::UNPROCESSABLE_ENTITY);
    let paid = sent(&one, &path, &format!("{path}/paiement"), &[("reference", "VIR <b>118</b>")]).await;
    says(&paid, "Payé");
    assert!(paid.html.contains("VIR &#60;b&#62;118"), "what was typed is text");
    net.books_hold().await;
}

/// The name of the field of an entry, by its place in the list.
fn entry_field(shown: &Shown, no: usize) -> String {
    let names: Vec<&str> = shown.html.split("name=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    let mut fields = names.into_iter().filter(|name| name.starts_with("reference-"));
    fields.nth(no).unwrap_or_else(|| panic!("a field: {}", shown.html)).to_owned()
}

#[tokio::test]
async fn what_is_typed_beside_an_entry_of_the_bank_is_kept_beside_it() {
    let net = Network::open(Engine::Sqlite, "pages_bank_entry").await;
    let mut funds = Vec::new();
    for _ in 0..2 {
        let run = net.issues(&net.places(&Wanted::default()).await).await;
        let label = run.carnets[0].serial.split('-').next().expect("a label").to_owned();
        funds.push(Movement::other(Wanted::default().value(), &format!("Mandat 118 commande {label}")));
    }
    let told = net.imports(&statement("REL-1", "2025-10-01", 0, &funds)).await.ok();
    let treasurer = browser(&net, &net.cast.treasurer);
    let path = format!("/reglements/banque/{}", told["fileId"].as_str().expect("a file"));
    let page = opened(&treasurer, &path).await;
    let (first, second) = (entry_field(&page, 0), entry_field(&page, 1));
    assert_ne!(first, second, "each entry has its own field");

    let entry = second.strip_prefix("reference-").expect("a field");
    let (of, no) = entry.rsplit_once('-').expect("a statement and a number");
    let long = "Mandat <118> ".repeat(10);
    let fields = [("releve", of), ("ligne", no), (second.as_str(), long.as_str())];
    let wrong = sent(&treasurer, &path, &path, &fields).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.html.contains(&format!("<a href=\"#{second}\">")), "the error leads to its field: {}", wrong.html);
    let kept = wrong.value(&second).expect("the field");
    assert!(kept.starts_with("Mandat &#60;118&#62;"), "what was typed is kept: {kept}");
    assert_eq!(wrong.value(&first).as_deref(), Some(""), "beside that entry alone");

    let fields = [("releve", of), ("ligne", no), (second.as_str(), "Mandat 118")];
    let done = sent(&treasurer, &path, &path, &fields).await;
    assert_eq!((done.status, done.path.as_str()), (StatusCode::OK, path.as_str()));
    // Somebody confirmed it meanwhile: the refusal is told of the whole form, and leads nowhere.
    let late = [("releve", of), ("ligne", no), (second.as_str(), long.as_str())];
    let late = sent(&treasurer, &path, &path, &late).await;
    assert_eq!((late.status, late.html.contains(&second)), (StatusCode::UNPROCESSABLE_ENTITY, false));
    net.books_hold().await;
}

#[tokio::test]
async fn the_books_are_told_in_words() {
    let net = Network::open(Engine::Sqlite, "pages_books").await;
    let treasurer = browser(&net, &net.cast.treasurer);
    says(&opened(&treasurer, "/reglements/controle").await, "Aucun contrôle n’a encore été fait.");
    let held = sent(&treasurer, "/reglements/controle", "/reglements/controle", &[]).await;
    says(&held, "Tout est juste.");
    says(&held, "Aucun chèque n’est accepté deux fois.");
    net.places(&Wanted::default()).await;
    net.rewrites("update head set ledger_no = ledger_no + 1").await;
    net.asks(&net.cast.operator, CHECK, json!({})).await.ok();
    let wrong = opened(&treasurer, "/reglements/controle").await;
    says(&wrong, "Arrêtez tout paiement, et appelez le réseau.");
    says(&opened(&treasurer, "/aujourdhui").await, "Le contrôle des comptes a trouvé quelque chose");
}

#[tokio::test]
async fn an_order_goes_from_wish_to_booklets() {
    let net = Network::open(Engine::Sqlite, "pages_order").await;
    let funder = browser(&net, &net.cast.funder);
    let asked =
        "carnets=20&cheques=10&valeur=10&distribution=2026-06-30&validite=2026-09-30&tolerance=2026-10-31&public=OTHER";
    let wrong = funder.opens("/commandes/verification?carnets=beaucoup&cheques=10&valeur=10").await;
    assert_eq!((wrong.status, wrong.value("carnets").as_deref()), (StatusCode::UNPROCESSABLE_ENTITY, Some("beaucoup")));
    assert_eq!(html::faults(&wrong.html), Vec::<String>::new());
    let verified = opened(&funder, &format!("/commandes/verification?{asked}")).await;
    says(&verified, "2 000 €");
    says(&verified, "pour 200 chèques");
    let key = verified.value("cle").expect("a key");
    let fields: Vec<(&str, &str)> = asked.split('&').filter_map(|pair| pair.split_once('=')).collect();
    let fields: Vec<(&str, &str)> = fields.into_iter().chain([("cle", key.as_str())]).collect();
    let placed = funder.sends("/commandes", &fields).await;
    says(&placed, "Commande passée");
    assert_eq!(funder.sends("/commandes", &fields).await.path, placed.path, "twice is once");
    says(&opened(&funder, "/aujourdhui").await, "attend vos fonds");

    let operator = browser(&net, &net.cast.operator);
    let issued = sent(&operator, &placed.path, &format!("{}/emission", placed.path), &[]).await;
    says(&issued, "Carnets émis, fonds attendus");
    let print = format!("{}/tirage", placed.path);
    let file = opened(&operator, &print).await.value("fichier").expect("the printer's file");
    let fields = [("fichier", file.as_str()), ("forme", "donnees")];
    says(&sent(&operator, &print, &print, &fields).await, "Une autre personne doit libérer ces codes.");
    let second = browser(&net, &net.cast.second_operator);
    let waits = opened(&second, &print).await;
    let release = waits.html.split("name=\"demande\" value=\"").nth(1).expect("a wish");
    let release = release.split('"').next().expect("an identifier").to_owned();
    sent(&second, &print, &format!("{print}/liberer"), &[("demande", &release)]).await;
    let opened_file = sent(&operator, &print, &format!("{print}/ouvrir"), &[("demande", &release)]).await;
    let link = opened_file.html.split("href=\"").find(|rest| rest.starts_with("/files/")).expect("a link");
    let link = link.split('"').next().expect("an address").replace("&amp;", "&");
    assert!(fetched(&operator, &link).await.html.starts_with("carnet;cheque;code"));

    let treasurer = browser(&net, &net.cast.treasurer);
    let order = placed.path.rsplit('/').next().expect("an identifier");
    let funds = format!("/reglements/fonds/{order}");
    says(&opened(&treasurer, "/reglements").await, "Confirmer les fonds");
    let less = sent(&treasurer, &funds, &funds, &[("montant", "2 000,01"), ("reference", "VIR 1")]).await;
    assert_eq!((less.status, less.value("montant").as_deref()), (StatusCode::UNPROCESSABLE_ENTITY, Some("2 000,01")));
    let come = sent(&treasurer, &funds, &funds, &[("montant", "2 000"), ("reference", "VIR 1")]).await;
    says(&come, "Les fonds ont été confirmés");
    says(&opened(&funder, &placed.path).await, "Chèques actifs");
    net.books_hold().await;
}

#[tokio::test]
async fn a_venue_reads_what_it_is_paid() {
    let net = Network::open(Engine::Sqlite, "pages_statement").await;
    let (hesdin, auchy, carnet) = (net.venue("Hesdin").await, net.venue("Auchy").await, net.carnet().await);
    net.redeems(&hesdin, &[&carnet[0], &carnet[1], &carnet[2]]).await.ok();
    let manager = browser(&net, &hesdin.manager);
    says(
        &opened(&manager, "/aujourdhui").await,
        "Prochain virement. La date du prochain règlement n’est pas encore fixée.",
    );
    let run = net.prepares().await;
    net.approves(&run).await.ok();
    let list = opened(&manager, "/lieu/releves").await;
    says(&list, "Virement demandé à la banque pour le 2 octobre 2025.");
    let path = format!("/lieu/releves/{run}/{}", hesdin.id);
    let statement = opened(&manager, &path).await;
    says(&statement, "30 €");
    says(&statement, "••••");
    let csv = fetched(&manager, &format!("{path}/csv")).await;
    assert_eq!(csv.headers[header::CONTENT_TYPE], "text/csv; charset=utf-8");
    assert_eq!((csv.html.lines().count(), csv.headers[header::CACHE_CONTROL].as_bytes()), (4, &b"no-store"[..]));
    let others = browser(&net, &auchy.manager);
    assert_eq!(others.opens(&path).await.status, StatusCode::NOT_FOUND);
    assert_eq!(browser(&net, &hesdin.counter).opens("/lieu/releves").await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn figures_are_drawn_told_and_taken_away() {
    let net = Network::open(Engine::Sqlite, "pages_figures").await;
    let run = net.order(Wanted { carnets: 30, ..Wanted::default() }).await;
    for carnet in &run.carnets[..14] {
        net.hands_over(carnet, "62447", "OTHER").await.ok();
    }
    for carnet in &run.carnets[14..17] {
        net.hands_over(carnet, "62069", "OTHER").await.ok();
    }
    let analyst = browser(&net, &net.cast.analyst);
    let shown = opened(&analyst, "/chiffres").await;
    says(&shown, "Hesdin-la-Forêt");
    says(&shown, "caché");
    assert!(shown.html.contains("class=\"k4\"") && !shown.text().contains("Azincourt 3"), "a few people are hidden");
    for page in ["/chiffres?annee=2024&tri=carnets&carte=cheques", "/chiffres?tri=cheques", "/chiffres?tri=%3Cb%3E"] {
        opened(&analyst, page).await;
    }
    assert_eq!(analyst.opens("/chiffres?annee=1789").await.status, StatusCode::NOT_FOUND);
    let csv = fetched(&analyst, "/chiffres/csv?annee=2025").await;
    assert!(csv.html.contains("62069;Azincourt;2025;caché;0"), "{}", csv.html);
    says(&opened(&analyst, "/aujourdhui").await, "Voir les chiffres");
    for who in [&net.cast.prescriber, &net.cast.treasurer] {
        assert_eq!(browser(&net, who).opens("/chiffres").await.status, StatusCode::FORBIDDEN);
    }
    let nobody = Browser::of(net.centre());
    let sent_away = nobody.once(Request::get("/chiffres"), String::new(), "/chiffres").await;
    assert_eq!(sent_away.headers[header::LOCATION], "/connexion?suite=%2Fchiffres");
}
