//! Booklets one by one, in the pages: a loss told by telephone, a box that is sent, counted and shared out.

use axum::http::StatusCode;

use super::html;
use crate::support::{
    browser::{Browser, Shown},
    engine::Engine,
    network::{Network, Wanted, cast::Person},
};

fn browser(net: &Network, who: &Person) -> Browser {
    Browser::signed_in(net.centre(), who, "Camille")
}

async fn opened(browser: &Browser, path: &str) -> Shown {
    let shown = browser.opens(path).await;
    assert_eq!((shown.status, html::faults(&shown.html)), (StatusCode::OK, Vec::new()), "{path}");
    shown
}

/// The form of a page, sent with its key to where it goes.
async fn sent(browser: &Browser, page: &str, to: &str, fields: &[(&str, &str)]) -> Shown {
    let key = opened(browser, page).await.value("cle").expect("a key");
    let fields: Vec<(&str, &str)> = fields.iter().copied().chain([("cle", key.as_str())]).collect();
    let shown = browser.sends(to, &fields).await;
    assert_eq!(html::faults(&shown.html), Vec::<String>::new(), "{to}");
    shown
}

fn says(shown: &Shown, words: &str) {
    assert!(shown.text().contains(words), "{words} in {}", shown.text());
}

#[tokio::test]
async fn a_loss_is_told_by_telephone_and_ends_with_a_new_booklet() {
    let net = Network::open(Engine::Sqlite, "pages_loss").await;
    let place = net.venue("Hesdin").await;
    let run = net.order(Wanted { carnets: 2, ..Wanted::default() }).await;
    net.hands_over(&run.carnets[0], "62447", "OTHER").await.ok();
    net.redeems(&place, &[&run.carnets[0][0]]).await.ok();
    let (old, new) = (run.carnets[0].serial.clone(), run.carnets[1].serial.clone());
    let counter = browser(&net, &place.counter);
    says(&opened(&counter, "/aujourdhui").await, "Une personne a perdu son carnet");
    says(&opened(&counter, "/carnets?numero=ZZZZZ-0001").await, "Aucun carnet ne correspond");
    assert_eq!(counter.opens("/carnets?numero=&jour=2025-10-01").await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let found = opened(&counter, "/carnets?numero=&jour=2025-10-01&commune=Hesdin-la-Foret").await;
    assert_eq!(found.path, format!("/carnets/{old}"));
    says(&found, "Mission locale du Montreuillois");
    let by_place = |typed: &str| format!("/carnets?numero=&jour=2025-10-01&commune={typed}");
    let several = counter.opens(&by_place("62140")).await;
    assert_eq!((several.status, html::faults(&several.html)), (StatusCode::UNPROCESSABLE_ENTITY, Vec::new()));
    says(&several, "Plusieurs communes correspondent. Choisissez la bonne.");
    says(&several, "Laquelle de ces communes ?");
    assert_eq!(opened(&counter, &by_place("62140&choix=62447")).await.path, format!("/carnets/{old}"));
    let nowhere = counter.opens(&by_place("Paris")).await;
    says(&nowhere, "Nous ne trouvons pas cette commune");
    assert!(!nowhere.text().contains("Laquelle de ces communes"), "there is nothing to choose");

    let (page, block) = (format!("/carnets/{old}"), format!("/carnets/{old}/bloquer"));
    let wrong = sent(&counter, &page, &block, &[("raison", "")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    says(&wrong, "perdu ou volé.");
    let blocked = sent(&counter, &page, &block, &[("pourquoi", "perdu"), ("raison", "La personne a appelé")]).await;
    says(&blocked, "Le carnet est bloqué.");
    let fields = [("nouveau", new.as_str()), ("raison", "La personne a appelé")];
    let replace = format!("{page}/remplacer");
    let slip = sent(&counter, &replace, &replace, &fields).await;
    assert_eq!(slip.path, format!("/carnets/{new}/bon"));
    says(&slip, "Servez-vous des 9 premiers chèques.");
    let analyst = browser(&net, &net.cast.analyst);
    for path in ["/carnets", page.as_str(), "/reserve"] {
        assert_eq!(analyst.opens(path).await.status, StatusCode::FORBIDDEN, "{path}");
    }
    net.books_hold().await;
}

#[tokio::test]
async fn a_box_is_shared_out_sent_and_counted() {
    let net = Network::open(Engine::Sqlite, "pages_box").await;
    let (operator, mission) = (browser(&net, &net.cast.operator), browser(&net, &net.cast.prescriber));
    let run = net.order(Wanted { carnets: 12, communes: &["62447", "62050"], ..Wanted::default() }).await;
    let to = net.cast.prescriber.organisation();
    says(&opened(&operator, "/reserve").await, "Le réseau");
    let plan = format!("/reserve/repartir?commande={}&carnets=6&fixe=1", run.order);
    says(&opened(&operator, &plan).await, "Hesdin-la-Forêt");
    let shares =
        [("commande", run.order.as_str()), ("n-62447", "2"), ("a-62447", &to), ("n-62050", "1"), ("a-62050", "")];
    sent(&operator, &plan, "/reserve/repartir", &shares).await;
    let lot = [("vers", to.as_str()), ("premier", &run.carnets[2].serial), ("dernier", &run.carnets[3].serial)];
    let parcel = sent(&operator, "/reserve/envoyer", "/reserve/envoyer", &lot).await;
    says(&parcel, "Bordereau d’envoi");
    says(&opened(&mission, "/aujourdhui").await, "2 envois de carnets à compter");
    let path = parcel.path.split('?').next().expect("a path").to_owned();
    let short = sent(&mission, &path, &path, &[("compte", "1"), ("manquants", "")]).await;
    assert_eq!(short.status, StatusCode::UNPROCESSABLE_ENTITY);
    let counted = [("compte", "1"), ("manquants", run.carnets[3].serial.as_str())];
    says(&sent(&mission, &path, &path, &counted).await, "Il manque 1 carnet");
    says(&opened(&operator, "/aujourdhui").await, "1 envoi de carnets incomplet");
    let lot = [("premier", run.carnets[2].serial.as_str())];
    says(&sent(&mission, "/reserve/rendre", "/reserve/rendre", &lot).await, "C’est fait.");
    let lot = [("commande", run.order.as_str()), ("vers", &to), ("premier", "5"), ("dernier", "6")];
    says(&sent(&operator, "/reserve/attribuer", "/reserve/attribuer", &lot).await, "C’est fait.");
    let lot = [("premier", run.carnets[5].serial.as_str()), ("pourquoi", "vole"), ("raison", "Armoire forcée")];
    says(&sent(&mission, "/reserve/perte", "/reserve/perte", &lot).await, "C’est fait.");
    for words in ["Volés", "Rendus au réseau", "Manquants à l’arrivée", "Mis en réserve"] {
        says(&opened(&mission, "/reserve/mouvements").await, words);
    }
    net.books_hold().await;
}
