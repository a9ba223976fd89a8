//! A request for a booklet without script: from the form to the slip and the hand, and what the funder sees of it.

use axum::http::StatusCode;
use kernel::access::Role;
use serde_json::json;

use super::html;
use crate::support::{
    browser::{Browser, Shown},
    engine::Engine,
    network::{Network, Place, Run, Wanted, demand},
};

struct Desk {
    net: Network,
    run: Run,
    browser: Browser,
}

const WISH: [(&str, &str); 6] = [
    ("nom", "Amina Ba"),
    ("naissance", "1951"),
    ("public", "soixante"),
    ("commune", "hesdin la foret"),
    ("adresse", "3 rue du Gué\n62140 Hesdin-la-Forêt"),
    ("vu", "oui"),
];

impl Desk {
    async fn open(name: &str) -> Self {
        let net = Network::open(Engine::Sqlite, name).await;
        let run = net.order(Wanted { carnets: 2, ..Wanted::default() }).await;
        let browser = Browser::signed_in(net.centre(), &net.cast.prescriber, "Dominique");
        Self { net, run, browser }
    }

    /// Opens the page of a form, and sends it with these fields.
    async fn fills(browser: &Browser, path: &str, fields: &[(&str, &str)]) -> Shown {
        let page = browser.opens(path).await;
        assert_eq!(html::faults(&page.html), Vec::<String>::new(), "{path}");
        let key = page.value("cle").unwrap_or_default();
        let fields: Vec<(&str, &str)> = [("cle", key.as_str())].into_iter().chain(fields.iter().copied()).collect();
        browser.sends(path, &fields).await
    }
}

#[tokio::test]
async fn a_wish_goes_from_the_form_to_the_slip_and_the_hand() {
    let desk = Desk::open("portal_wish").await;
    let browser = &desk.browser;
    let seen = Desk::fills(browser, "/demandes/nouvelle", &WISH).await;
    assert!(seen.status == StatusCode::OK && seen.path.starts_with("/demandes/"), "{}", seen.path);
    assert_eq!(html::faults(&seen.html), Vec::<String>::new());
    for says in ["Carnet promis", "Amina Ba", "Hesdin-la-Forêt", "non copié", "16 octobre 2025"] {
        assert!(seen.text().contains(says), "{says}: {}", seen.text());
    }
    let letter = browser.opens(&format!("{}/lettre", seen.path)).await;
    assert!(letter.text().contains("3 rue du Gué") && html::faults(&letter.html).is_empty(), "{}", letter.text());
    // The structure has no telephone, and the network's would not do.
    assert!(letter.text().contains("Prévenez-nous quand vous avez reçu"), "{}", letter.text());
    assert!(letter.text().contains("Sa structure") && !letter.text().contains("Appelez-nous"), "{}", letter.text());

    let (path, serial) = (seen.path.clone(), desk.run.carnets[0].serial.as_str());
    let aside = format!("{path}/etapes/mettre-de-cote");
    let wrong = Desk::fills(browser, &aside, &[("carnet", "")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let slip = Desk::fills(browser, &aside, &[("carnet", serial)]).await;
    assert_eq!(slip.path, format!("{path}/fiche"));
    assert_eq!(html::faults(&slip.html), Vec::<String>::new());
    let told = slip.text();
    assert!(told.contains("Mission locale du Montreuillois") && told.contains("22 octobre 2025"), "{told}");
    assert!(!told.contains("Amina") && !told.contains("60 ans") && !told.contains(serial), "{told}");

    let list = browser.opens("/demandes").await;
    assert!(list.text().contains("Amina B.") && list.text().contains("Carnet mis de côté"), "{}", list.text());
    assert_eq!(html::faults(&list.html), Vec::<String>::new());
    let today = browser.opens("/aujourdhui").await;
    assert!(today.text().contains("demande de carnet suit son cours"), "{}", today.text());
    let done = Desk::fills(browser, &format!("{path}/etapes/remettre"), &[]).await;
    assert!(done.text().contains("Carnet remis") && done.text().contains(serial), "{}", done.text());
    desk.net.books_hold().await;
}

#[tokio::test]
async fn what_the_order_asks_is_attested_when_the_booklet_is_given() {
    let net = Network::open(Engine::Sqlite, "portal_wish_attested").await;
    let rules = json!({ "secondCarnet": "AFTER_MONTHS", "secondMonths": 6, "familyMayPresent": false });
    let run = net.order_ruled(Wanted { carnets: 2, ..Wanted::default() }, rules).await;
    let browser = Browser::signed_in(net.centre(), &net.cast.prescriber, "Dominique");
    let wish = Desk::fills(&browser, "/demandes/nouvelle", &WISH).await;
    let give = format!("{}/etapes/remettre", wish.path);
    let page = browser.opens(&give).await;
    assert_eq!(html::faults(&page.html), Vec::<String>::new());
    let serial = run.carnets[0].serial.as_str();
    for (told, says) in [
        (vec![], "Choisissez une réponse."),
        (vec![("avant", "carnet"), ("vient", "elle")], "Écrivez le numéro de ce premier carnet."),
        (vec![("avant", "jamais")], "Choisissez qui vient chercher le carnet."),
        (vec![("avant", "jour"), ("ancienjour", "2025-09-01"), ("vient", "elle")], "à partir du 1er mars 2026"),
        (vec![("avant", "jour"), ("ancienjour", "2025-10-02"), ("vient", "elle")], "href=\"#ancienjour\""),
        (vec![("avant", "jamais"), ("vient", "famille")], "href=\"#vient\""),
    ] {
        let fields: Vec<(&str, &str)> = [("carnet", serial)].into_iter().chain(told.iter().copied()).collect();
        let wrong = Desk::fills(&browser, &give, &fields).await;
        assert_eq!((wrong.status, html::faults(&wrong.html)), (StatusCode::UNPROCESSABLE_ENTITY, Vec::new()), "{says}");
        assert!(wrong.text().contains(says) || wrong.html.contains(says), "{says}: {}", wrong.text());
        for (name, value) in fields.iter().filter(|(name, _)| ["carnet", "ancienjour"].contains(name)) {
            assert_eq!(wrong.value(name).as_deref(), Some(*value), "what was typed is kept");
        }
    }
    let key = browser.opens(&give).await.value("cle").unwrap_or_default();
    let fields = [("cle", key.as_str()), ("carnet", serial), ("avant", "jamais"), ("vient", "elle")];
    for _ in 0..2 {
        let done = browser.sends(&give, &fields).await;
        assert!(done.path == wish.path && done.text().contains("Carnet remis"), "{}: {}", done.path, done.text());
    }
    net.books_hold().await;
}

#[tokio::test]
async fn a_letter_is_attested_before_it_leaves_and_its_arrival_is_only_noted() {
    let net = Network::open(Engine::Sqlite, "portal_wish_letter").await;
    let rules = json!({ "secondCarnet": "NEVER", "familyMayPresent": false });
    let run = net.order_ruled(Wanted::default(), rules).await;
    let browser = Browser::signed_in(net.centre(), &net.cast.prescriber, "Dominique");
    let wish = Desk::fills(&browser, "/demandes/nouvelle", &WISH).await;
    let post = format!("{}/etapes/envoyer", wish.path);
    let letter = [("carnet", run.carnets[0].serial.as_str()), ("suivi", "6A 1234 5678 901")];
    let wrong = Desk::fills(&browser, &post, &letter).await;
    assert_eq!((wrong.status, html::faults(&wrong.html)), (StatusCode::UNPROCESSABLE_ENTITY, Vec::new()));
    assert!(wrong.text().contains("Choisissez une réponse."), "{}", wrong.text());
    assert!(!wrong.text().contains("Qui vient chercher"), "a letter goes to the person: {}", wrong.text());
    assert_eq!(wrong.value("suivi").as_deref(), Some("6A 1234 5678 901"));
    let fields: Vec<(&str, &str)> = letter.into_iter().chain([("avant", "jamais")]).collect();
    let posted = Desk::fills(&browser, &post, &fields).await;
    assert!(posted.text().contains("Carnet envoyé par la poste"), "{}", posted.text());

    let arrived = format!("{}/etapes/remettre", wish.path);
    let page = browser.opens(&arrived).await;
    assert!(!page.html.contains("name=\"avant\"") && !page.html.contains("name=\"vient\""), "{}", page.html);
    let done = Desk::fills(&browser, &arrived, &[]).await;
    assert!(done.text().contains("Carnet remis"), "{}", done.text());
    net.books_hold().await;
}

#[tokio::test]
async fn what_is_missing_in_a_wish_is_said_and_what_was_typed_is_kept() {
    let desk = Desk::open("portal_wish_wrong").await;
    let empty = Desk::fills(&desk.browser, "/demandes/nouvelle", &[("nom", "Zoé <b>Roy</b>")]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(empty.title().starts_with("Erreur") && !empty.html.contains("<b>Roy"), "{}", empty.html);
    assert!(empty.value("nom").is_some_and(|name| name.contains("Roy")), "what was typed is kept");
    for says in ["l’année de naissance", "la situation de la personne", "le nom de la commune", "Cochez cette case"]
    {
        assert!(empty.text().contains(says), "{says}: {}", empty.text());
    }
    Desk::fills(&desk.browser, "/demandes/nouvelle", &WISH).await;
    let twice = Desk::fills(&desk.browser, "/demandes/nouvelle", &WISH).await;
    assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(twice.text().contains("Une demande est déjà en cours pour cette personne."), "{}", twice.text());
    assert_eq!(html::faults(&twice.html), Vec::<String>::new());
    // Somebody of that name asked before: it may be another person, and that is said.
    assert!(twice.text().contains("C’est une autre personne") || twice.text().contains("C'est une autre personne"));
    let other: Vec<(&str, &str)> = WISH.into_iter().chain([("autre", "oui")]).collect();
    let done = Desk::fills(&desk.browser, "/demandes/nouvelle", &other).await;
    assert!(done.status == StatusCode::OK && done.path.starts_with("/demandes/"), "{}", done.text());
    let treasurer = Browser::signed_in(desk.net.centre(), &desk.net.cast.treasurer, "Camille");
    for path in ["/demandes", "/demandes/nouvelle"] {
        assert_eq!(treasurer.opens(path).await.status, StatusCode::FORBIDDEN, "{path}");
    }
}

#[tokio::test]
async fn the_funder_settles_the_rule_and_decides_without_names() {
    let desk = Desk::open("portal_wish_funder").await;
    let funder = Browser::signed_in(desk.net.centre(), &desk.net.cast.funder, "Camille");
    let path = format!("/commandes/{}/demandes", desk.run.order);
    let wrong = Desk::fills(&funder, &path, &[("accord", "main"), ("jours", "200")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let settled = Desk::fills(&funder, &path, &[("accord", "main"), ("plafond", "10"), ("jours", "14")]).await;
    assert!(settled.status == StatusCode::OK && settled.path == format!("{path}?fait=regles"), "{}", settled.path);
    assert!(settled.text().contains("Ces règles sont enregistrées."), "{}", settled.text());
    assert_eq!((html::faults(&settled.html), settled.value("plafond").as_deref()), (Vec::new(), Some("10")));
    assert!(!funder.opens(&path).await.text().contains("sont enregistrées"), "it is confirmed once");
    let seen = Desk::fills(&desk.browser, "/demandes/nouvelle", &WISH).await;
    assert!(seen.text().contains("En attente d’une décision du commanditaire"), "{}", seen.text());
    let id = seen.path.rsplit('/').next().unwrap_or_default().to_owned();

    let today = funder.opens("/aujourdhui").await;
    assert!(today.text().contains("demande attend votre décision"), "{}", today.text());
    let queue = funder.opens(&path).await;
    assert_eq!(html::faults(&queue.html), Vec::<String>::new());
    assert!(queue.text().contains("Hesdin-la-Forêt") && !queue.text().contains("Amina"), "{}", queue.text());
    let one = format!("{path}/{id}");
    let missing = Desk::fills(&funder, &one, &[("avis", "non")]).await;
    assert_eq!(missing.status, StatusCode::UNPROCESSABLE_ENTITY);
    let decided = Desk::fills(&funder, &one, &[("avis", "non"), ("motif", "Les carnets sont pour les jeunes.")]).await;
    assert_eq!(decided.path, format!("{path}?fait=decision"));
    assert!(decided.text().contains("Votre décision est enregistrée."), "{}", decided.text());
    let told = desk.browser.opens(&seen.path).await;
    assert!(told.text().contains("Les carnets sont pour les jeunes."), "{}", told.text());
}

#[tokio::test]
async fn the_papers_say_where_the_structure_answers() {
    let desk = Desk::open("portal_wish_phone").await;
    let form = demand("Auchy");
    let mission = desk.net.cast.prescriber.organisation();
    let applied = json!({ "structureId": mission, "venue": form["venue"], "account": form["account"] });
    desk.net.applies(applied).await.ok();
    let path = Desk::fills(&desk.browser, "/demandes/nouvelle", &WISH).await.path;
    let letter = desk.browser.opens(&format!("{path}/lettre")).await;
    assert!(letter.text().contains("Appelez-nous quand vous avez reçu cette lettre"), "{}", letter.text());
    assert!(letter.text().contains("Sa structure, 03 21 86 71 69"), "{}", letter.text());
    let serial = desk.run.carnets[0].serial.as_str();
    let slip = Desk::fills(&desk.browser, &format!("{path}/etapes/mettre-de-cote"), &[("carnet", serial)]).await;
    assert!(slip.text().contains("03 21 86 71 69") && slip.text().contains("Appelez, ou demandez"), "{}", slip.text());
}

#[tokio::test]
async fn whoever_reads_that_the_day_is_past_reads_whose_turn_it_is() {
    let desk = Desk::open("portal_wish_late").await;
    let path = Desk::fills(&desk.browser, "/demandes/nouvelle", &WISH).await.path;
    let structure = desk.net.cast.prescriber.organisation();
    let mission = Place { structure, ..desk.net.venue("Hesdin").await };
    let counter = desk.net.newcomer(&mission, Role::CounterStaff).await;
    desk.net.it_is("2025-10-17", (9, 0));
    for (who, says) in [
        (&desk.net.cast.prescriber, "choisissez ce que vous faites maintenant"),
        (&counter, "Parlez-en à un prescripteur de votre structure"),
    ] {
        let late = Browser::signed_in(desk.net.centre(), who, "Camille").opens(&path).await;
        assert!(late.text().contains("La date du 16 octobre 2025 est passée"), "{}", late.text());
        assert!(late.text().contains(says), "{}", late.text());
    }
}
