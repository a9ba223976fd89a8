//! The rules of orders on the pages, without script: what cheques pay for at the counter, what is attested at the hand-over.

use axum::http::StatusCode;
use serde_json::json;

use super::html;
use crate::support::{
    browser::{Browser, Shown},
    engine::Engine,
    network::{
        Network, Place, Wanted,
        deeds::{COUNTER_OFFER, HAND_OVER},
    },
};

fn assert_sound(shown: &Shown) {
    assert_eq!(html::faults(&shown.html), Vec::<String>::new(), "{}", shown.path);
}

/// Puts a cheque on the counter, and goes to the page « Vérifiez ».
async fn lays(browser: &Browser, code: &str) -> Shown {
    let page = browser.opens("/guichet").await;
    browser.sends("/guichet", &[("cle", &page.value("cle").unwrap_or_default()), ("code", code)]).await;
    browser.opens("/guichet/confirmer").await
}

/// What an option of a list bears, by how its words begin.
fn option(shown: &Shown, begins: &str) -> String {
    let options = shown.html.split("<option value=\"").skip(1);
    let found = options.filter_map(|option| option.split_once("\">")).find(|(_, words)| words.starts_with(begins));
    found.unwrap_or_else(|| panic!("no option « {begins} »: {}", shown.html)).0.to_owned()
}

async fn offers_today(net: &Network, hesdin: &Place) {
    let id = net.offers(hesdin, "Premiers clics").await;
    net.schedules(hesdin, &id, "2025-10-01T14:00:00+02:00").await.ok();
    let both = |page: &serde_json::Value| page["edges"].as_array().is_some_and(|edges| edges.len() == 2);
    net.waits_until(&hesdin.counter, COUNTER_OFFER, json!({ "venue": hesdin.id }), both).await;
}

#[tokio::test]
async fn a_workshop_is_chosen_and_stands_on_the_receipt() {
    let net = Network::open(Engine::Sqlite, "portal_service").await;
    let (hesdin, carnet) = (net.venue("Hesdin").await, net.carnet().await);
    offers_today(&net, &hesdin).await;
    let browser = Browser::signed_in(net.centre(), &hesdin.counter, "Camille");
    let confirm = lays(&browser, &carnet[0]).await;
    assert_sound(&confirm);
    assert!(confirm.text().contains("Pour quel atelier ?") && confirm.text().contains("rend jamais la monnaie"));

    let (session, key) = (option(&confirm, "14"), confirm.value("cle").unwrap_or_default());
    let sends = async |people: &str, rest: &str| {
        let fields = [
            ("cle", key.as_str()),
            ("lieu", hesdin.id.as_str()),
            ("cheque", &carnet[0]),
            ("atelier", session.as_str()),
            ("personnes", people),
            ("reste", rest),
        ];
        browser.sends("/guichet/confirmer", &fields).await
    };
    let wrong = sends("beaucoup", "cinq").await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(wrong.value("reste").as_deref(), Some("cinq"), "what was typed is kept");
    let missing = sends("2", "").await;
    assert!(missing.text().contains("Il manque 1 chèque"), "{}", missing.text());
    assert_eq!(missing.value("personnes").as_deref(), Some("2"), "the page lets it be said otherwise");
    assert_sound(&missing);

    for (people, rest) in [("2", ""), ("1", "5,50")] {
        let fields = [
            ("cle", key.as_str()),
            ("lieu", hesdin.id.as_str()),
            ("cheque", &carnet[0]),
            ("atelier", ""),
            ("personnes", people),
            ("reste", rest),
        ];
        let alone = browser.sends("/guichet/confirmer", &fields).await;
        assert_eq!(alone.status, StatusCode::UNPROCESSABLE_ENTITY, "{people} {rest}");
        assert!(alone.text().contains("Choisissez l’atelier :"), "{}", alone.text());
        let kept = (alone.value("personnes"), alone.value("reste"));
        assert_eq!(kept, (Some(people.to_owned()), Some(rest.to_owned())), "what was typed is kept");
        assert_sound(&alone);
    }

    let receipt = sends("2", "5,50").await;
    assert!(receipt.path.starts_with("/guichet/recu/"), "{}", receipt.path);
    assert_sound(&receipt);
    let said = receipt.text().replace('\u{A0}', " ");
    assert!(said.contains("Premiers clics") && said.contains("1 chèque par personne, pour 2 personnes"), "{said}");
    assert!(said.contains("5,50 €"), "{said}");
    net.books_hold().await;
}

#[tokio::test]
async fn a_personal_cheque_asks_whether_the_person_is_there() {
    let net = Network::open(Engine::Sqlite, "portal_personal").await;
    let hesdin = net.venue("Hesdin").await;
    let run = net.order_ruled(Wanted::default(), json!({ "familyMayPresent": false, "capCheques": 2 })).await;
    let (carnet, prescriber) = (&run.carnets[0], &net.cast.prescriber);
    let input = json!({
        "prescriberId": prescriber.organisation(), "carnet": carnet.serial, "homeCommune": "62447", "public": "OTHER",
        "attested": { "takenBy": "HOLDER" },
    });
    net.asks(prescriber, HAND_OVER, json!({ "input": input })).await.ok();
    let browser = Browser::signed_in(net.centre(), &hesdin.counter, "Camille");
    let confirm = lays(&browser, &carnet[0]).await;
    assert_sound(&confirm);
    assert!(confirm.text().contains("La personne à qui est le carnet est là"), "{}", confirm.text());

    let key = confirm.value("cle").unwrap_or_default();
    let fields = [("cle", key.as_str()), ("lieu", hesdin.id.as_str()), ("cheque", &carnet[0])];
    let refused = browser.sends("/guichet/confirmer", &fields).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text().contains("Ce chèque est personnel"), "{}", refused.text());
    let there: Vec<(&str, &str)> = fields.into_iter().chain([("titulaire", "oui")]).collect();
    assert!(browser.sends("/guichet/confirmer", &there).await.path.starts_with("/guichet/recu/"));
    net.books_hold().await;
}

#[tokio::test]
async fn a_former_booklet_is_asked_for_and_attested() {
    let net = Network::open(Engine::Sqlite, "portal_former").await;
    let wanted = Wanted { carnets: 2, ..Wanted::default() };
    let run = net.order_ruled(wanted, json!({ "secondCarnet": "AFTER_MONTHS", "secondMonths": 6 })).await;
    let browser = Browser::signed_in(net.centre(), &net.cast.prescriber, "Dominique");
    let path = format!("/remise/carnet/{}", run.carnets[0].serial);
    let page = browser.opens(&path).await;
    assert_sound(&page);
    assert!(page.text().contains("déjà reçu un carnet de cette commande"), "{}", page.text());
    let key = page.value("cle").unwrap_or_default();
    let fills = async |more: &[(&str, &str)]| {
        let known = [("cle", key.as_str()), ("public", "emploi"), ("commune", "hesdin la foret"), ("vu", "oui")];
        let fields: Vec<(&str, &str)> = known.into_iter().chain(more.iter().copied()).collect();
        browser.sends(&path, &fields).await
    };
    assert!(fills(&[]).await.text().contains("Choisissez une réponse"), "it is asked");
    assert!(fills(&[("avant", "carnet")]).await.text().contains("Écrivez le numéro de ce premier carnet"));

    let hands = async |confirm: &Shown| {
        let names = ["cle", "carnet", "public", "commune", "vu", "avant", "ancien", "ancienjour", "vient"];
        let fields: Vec<(&str, String)> = names.iter().filter_map(|name| Some((*name, confirm.value(name)?))).collect();
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        browser.sends("/remise/confirmer", &fields).await
    };
    let soon = fills(&[("avant", "jour"), ("ancienjour", "2025-09-01")]).await;
    assert!(soon.path.starts_with("/remise/confirmer?") && soon.text().contains("sans le numéro"), "{}", soon.text());
    // What is attested is shown before it is given, each with its « Modifier ».
    assert!(soon.text().contains("Jour où il a été donné 1er septembre 2025 Modifier"), "{}", soon.text());
    let numbered = fills(&[("avant", "carnet"), ("ancien", "K7QMX-0042"), ("ancienjour", "2025-09-01")]).await;
    assert_sound(&numbered);
    assert!(numbered.text().contains("Numéro de ce premier carnet K7QMX-0042 Modifier"), "{}", numbered.text());
    assert!(!numbered.text().contains("Jour où il a été donné"), "the answer was the number: {}", numbered.text());
    let back = numbered.html.split("href=\"").find(|link| link.starts_with("/remise/carnet/")).expect("a way back");
    let back = back.split('"').next().unwrap_or_default().replace("&#38;", "&").replace("&amp;", "&");
    assert_eq!(browser.opens(&back).await.value("ancien").as_deref(), Some("K7QMX-0042"), "{back}");
    let refused = hands(&soon).await;
    assert!(refused.text().contains("à partir du 1er mars 2026"), "{}", refused.text());
    let first = fills(&[("avant", "jamais")]).await;
    assert_sound(&first);
    assert!(hands(&first).await.path.starts_with("/remise/rappel/"));
    net.books_hold().await;
}
