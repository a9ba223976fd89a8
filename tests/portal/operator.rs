//! The network's own pages: an application is read, compared and decided; a right is held back with its effects stated.

use axum::http::StatusCode;
use serde_json::json;

use super::html;
use crate::support::{
    browser::{Browser, Shown},
    engine::Engine,
    network::{Network, answer::text, deeds::APPLY, demand},
};

async fn sent(browser: &Browser, page: &str, action: &str, fields: &[(&str, &str)]) -> Shown {
    let shown = opened(browser, page).await;
    let key = shown.value("cle").unwrap_or_default();
    let fields: Vec<(&str, &str)> = fields.iter().copied().chain([("cle", key.as_str())]).collect();
    let answer = browser.sends(action, &fields).await;
    assert_eq!(html::faults(&answer.html), Vec::<String>::new(), "{action}");
    answer
}

async fn opened(browser: &Browser, page: &str) -> Shown {
    let shown = browser.opens(page).await;
    assert_eq!(shown.status, StatusCode::OK, "{page}: {}", shown.text());
    assert_eq!(html::faults(&shown.html), Vec::<String>::new(), "{page}");
    shown
}

#[tokio::test]
async fn an_application_is_decided_by_another_person() {
    let net = Network::open(Engine::Sqlite, "pages_decide").await;
    let (hesdin, _auchy) = (net.venue("Hesdin").await, net.venue("Auchy").await);
    let asked = json!({ "input": { "venueId": hesdin.id, "account": demand("Hesdin")["account"] } });
    let application = net.asks(&net.cast.operator, APPLY, asked).await.ok();
    let path = format!("/reseau/demandes/{}", text(&application["id"]));
    let (one, other) = (&net.cast.operator, &net.cast.second_operator);
    let [one, other] = [one, other].map(|who| Browser::signed_in(net.centre(), who, "Sacha"));

    let day = opened(&one, "/aujourdhui").await;
    assert!(day.text().contains("1 demande d’habilitation attend une décision."), "{}", day.text());
    let list = opened(&one, "/reseau/demandes").await;
    assert!(list.text().contains("Mairie de Hesdin"), "{}", list.text());
    let own = opened(&one, &path).await;
    assert!(own.text().contains("Une autre personne du réseau doit décider."), "{}", own.text());
    let case = opened(&other, &path).await;
    assert!(case.text().contains("même téléphone"), "duplicates side by side: {}", case.text());

    let decide = format!("{path}/decision");
    let refused = sent(&other, &decide, &decide, &[("jour", "")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text().contains("Choisissez une décision."), "{}", refused.text());
    let past = sent(&other, &decide, &decide, &[("decision", "oui"), ("jour", "2020-01-01")]).await;
    assert_eq!(past.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", past.text());
    let own = sent(&one, &decide, &decide, &[("decision", "oui"), ("jour", "2027-12-31")]).await;
    assert_eq!(own.status, StatusCode::UNPROCESSABLE_ENTITY, "who applied does not decide: {}", own.text());
    let done = sent(&other, &decide, &decide, &[("decision", "oui"), ("jour", "2029-12-31")]).await;
    assert!(
        done.text().contains("La décision est enregistrée.") && done.text().contains("31 décembre 2029"),
        "{}",
        done.text()
    );
}

#[tokio::test]
async fn effects_are_said_before_a_right_is_held_back() {
    let net = Network::open(Engine::Sqlite, "pages_suspend").await;
    let (hesdin, carnet) = (net.venue("Hesdin").await, net.carnet().await);
    let browser = Browser::signed_in(net.centre(), &net.cast.operator, "Sacha");
    let list = opened(&browser, "/reseau/lieux").await;
    assert!(list.text().contains("Mairie de Hesdin") && list.text().contains("Habilité"), "{}", list.text());
    let venue = format!("/reseau/lieux/{}", hesdin.id);
    let suspend = format!("{venue}/suspendre");
    let page = opened(&browser, &suspend).await;
    for effect in ["Le lieu ne peut plus encaisser de chèques", "Les chèques déjà encaissés restent payés"] {
        assert!(page.text().contains(effect), "{effect}: {}", page.text());
    }
    let refused = sent(&browser, &suspend, &suspend, &[("raison", "")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let done = sent(&browser, &suspend, &suspend, &[("raison", "Visite de contrôle")]).await;
    assert!(
        done.text().contains("Ce lieu est suspendu") && done.text().contains("Visite de contrôle"),
        "{}",
        done.text()
    );
    net.redeems(&hesdin, &[&carnet[0]]).await.refused("VENUE_SUSPENDED");
    let again = opened(&browser, &suspend).await;
    assert!(again.text().contains("ce geste ne s’applique plus"), "{}", again.text());
    let reinstate = format!("{venue}/retablir");
    let done = sent(&browser, &reinstate, &reinstate, &[("raison", "Tout est en ordre")]).await;
    assert!(done.text().contains("Ce lieu est habilité"), "{}", done.text());
    net.redeems(&hesdin, &[&carnet[0]]).await.ok();
    let absent = browser.opens(&format!("/reseau/lieux/{}", net.nothing())).await;
    assert_eq!(absent.status, StatusCode::NOT_FOUND);
    let manager = Browser::signed_in(net.centre(), &hesdin.manager, "Dominique");
    assert_eq!(manager.opens(&suspend).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn the_register_is_searched_and_grows() {
    let net = Network::open(Engine::Sqlite, "pages_register").await;
    let browser = Browser::signed_in(net.centre(), &net.cast.operator, "Sacha");
    let new = "/reseau/structures/nouvelle";
    let typed = [("nom", "Les Amis du Gué"), ("genre", "porteur"), ("siret", "20004403000018")];
    let refused = sent(&browser, new, new, &typed).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(refused.value("siret").as_deref(), Some("20004403000018"), "what was typed stays");
    let typed = [("nom", "Les Amis du Gué"), ("genre", "porteur"), ("siret", "20004403000019")];
    sent(&browser, new, new, &typed).await;
    let found = opened(&browser, "/reseau/structures?mot=amis+gu%C3%A9").await;
    assert!(found.text().contains("Les Amis du Gué") && found.text().contains("20004403000019"), "{}", found.text());
    let none = opened(&browser, "/reseau/structures?mot=zzz").await;
    assert!(none.text().contains("Aucune structure ne correspond."), "{}", none.text());
    opened(&browser, "/reseau").await;
    opened(&browser, "/reseau/importer").await;
}

#[tokio::test]
async fn a_list_is_looked_at_then_taken_in() {
    let net = Network::open(Engine::Sqlite, "pages_import").await;
    let browser = Browser::signed_in(net.centre(), &net.cast.operator, "Sacha");
    let page = "/reseau/importer";
    const LIST: &str =
        "id;nom;adresse;code_postal;commune;code_insee\n1;Mairie;1 rue du Lac;62140;Hesdin;62447\n2;<b>;;;;\n";
    let send = async |fields: &[(&str, &str)], file: Option<(&str, &str, &str)>| -> Shown {
        let key = opened(&browser, page).await.value("cle").unwrap_or_default();
        let fields: Vec<(&str, &str)> = fields.iter().copied().chain([("cle", key.as_str())]).collect();
        let shown = browser.brings(page, &fields, file).await;
        assert_eq!(html::faults(&shown.html), Vec::<String>::new());
        shown
    };
    let none = send(&[("source", "Département")], None).await;
    assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", none.text());
    assert_eq!(none.value("source").as_deref(), Some("Département"), "what was typed stays");
    let program = Some(("a.exe", "application/x-msdownload", "MZ"));
    let wrong = send(&[("source", "Département")], program).await;
    assert!(wrong.text().contains("Choisissez un CSV ou un JSON."), "{}", wrong.text());
    let empty = send(&[("source", "Département")], Some(("vide.csv", "text/csv", "a;b\n1;2\n"))).await;
    assert!(empty.text().contains("Aucune colonne « nom »"), "{}", empty.text());

    let list = Some(("lieux.csv", "application/vnd.ms-excel", LIST));
    let look = send(&[("source", "Département"), ("essai", "oui")], list).await;
    for told in ["C’était un essai", "Lieux nouveaux 1", "Lignes refusées 1"] {
        assert!(look.text().contains(told), "{told}: {}", look.text());
    }
    assert!(!look.html.contains("<b>"), "text is text");
    let done = send(&[("source", "Département")], list).await;
    assert!(
        done.text().contains("La liste est importée.") && done.text().contains("Lieux nouveaux 1"),
        "{}",
        done.text()
    );
    let sheet = done.html.split("href=\"").find(|link| link.starts_with("/files/")).expect("the sheet");
    let sheet = sheet.split('"').next().unwrap_or_default().replace("&#38;", "&");
    let sheet = browser.opens(&sheet).await;
    assert!(sheet.status == StatusCode::OK && sheet.html.contains("ligne;resultat;nom"), "{}", sheet.html);
}
