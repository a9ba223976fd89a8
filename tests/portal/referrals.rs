//! « Orientations », page by page without script: sent, answered with another moment, told; and a partner outside by a secret address.

use axum::http::StatusCode;
use serde_json::{Value, json};

use super::html;
use crate::support::{
    browser::{Browser, Shown},
    engine::Engine,
    network::{
        Network, Place,
        answer::text,
        deeds::{KEEP_LEARNER, RECOMMENDATIONS, RECORD_CONSENTS},
    },
};

/// Opens the page of a form, and sends it with these fields.
async fn fills(browser: &Browser, path: &str, fields: &[(&str, &str)]) -> Shown {
    let page = opens(browser, path).await;
    let key = page.value("cle").unwrap_or_default();
    let fields: Vec<(&str, &str)> = [("cle", key.as_str())].into_iter().chain(fields.iter().copied()).collect();
    let seen = browser.sends(path, &fields).await;
    assert_eq!(html::faults(&seen.html), Vec::<String>::new(), "{path}, sent");
    seen
}

async fn opens(browser: &Browser, path: &str) -> Shown {
    let page = browser.opens(path).await;
    assert_eq!(html::faults(&page.html), Vec::<String>::new(), "{path}");
    page
}

/// A network, the prescriber's browser, that of Auchy's counter, and somebody whom the prescriber keeps.
async fn network(name: &str, agreed: bool) -> (Network, Place, Browser, Browser, String) {
    let net = Network::open(Engine::Sqlite, name).await;
    let auchy = net.venue("Auchy").await;
    let input = json!({
        "givenName": "Amina", "familyName": "Ba", "address": "1 rue des Canaris\n62140 Hesdin", "toldBy": "LETTER",
    });
    let kept = net.asks(&net.cast.prescriber, KEEP_LEARNER, json!({ "input": input })).await.ok();
    let id = text(&kept["learnerId"]);
    let answers = json!([{ "purpose": "REFERRAL", "given": agreed }]);
    let input = json!({ "learnerId": id, "answers": answers, "version": 1, "way": "PERSON" });
    net.asks(&net.cast.prescriber, RECORD_CONSENTS, json!({ "input": input })).await.ok();
    let sender = Browser::signed_in(net.centre(), &net.cast.prescriber, "Dominique");
    let receiver = Browser::signed_in(net.centre(), &auchy.counter, "Camille");
    (net, auchy, sender, receiver, id)
}

#[tokio::test]
async fn somebody_is_sent_answered_and_told() {
    let (_net, auchy, sender, receiver, id) = network("portal_referral", true).await;
    let new = format!("/orientations/nouvelle?personne={id}");
    let wrong = fills(&sender, &new, &[("lieu", ""), ("raison", "Canari")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.text().contains("Choisissez un lieu") && wrong.html.contains("Canari"), "{}", wrong.text());
    let sent = fills(&sender, &new, &[("lieu", &auchy.id), ("raison", "Canari"), ("sujet", "sante")]).await;
    assert_eq!(sent.status, StatusCode::OK, "{}", sent.text());
    let path = sent.path.clone();
    for says in ["Envoyée, pas encore vue", "Mairie de Auchy", "Amina B.", "Canari", "Prévenir la personne"] {
        assert!(sent.text().contains(says), "{says}: {}", sent.text());
    }

    let inbox = opens(&receiver, "/orientations").await;
    assert!(inbox.html.contains(&path) && !inbox.text().contains("Amina"), "{}", inbox.text());
    let seen = opens(&receiver, &path).await;
    assert!(seen.text().contains("Amina B.") && !seen.text().contains("Canari"), "{}", seen.text());
    let wrong = fills(&receiver, &format!("{path}/repondre"), &[("reponse", "non")]).await;
    assert!(wrong.text().contains("Cochez au moins une raison"), "{}", wrong.text());
    let wrong = fills(&receiver, &format!("{path}/repondre"), &[("reponse", "autre"), ("heure", "midi")]).await;
    assert!(wrong.text().contains("Écrivez un jour") && wrong.text().contains("Écrivez une heure"), "{}", wrong.text());
    let other = [
        ("reponse", "autre"),
        ("raisons", "complet"),
        ("jour", "2025-10-14"),
        ("heure", "9 h 30"),
        ("mot", "À bientôt"),
    ];
    let other = fills(&receiver, &format!("{path}/repondre"), &other).await;
    assert!(other.text().contains("mardi 14 octobre 2025 à 9"), "{}", other.text());

    let told = fills(&sender, &format!("{path}/etapes/prendre"), &[]).await;
    assert!(told.text().contains("la personne est attendue"), "{}", told.text());
    assert!(told.html.contains(&format!("/lieux/{}", auchy.id)), "a seat is the next step");
    let letter = opens(&sender, &format!("{path}/lettre")).await;
    for says in ["Amina Ba", "1 rue des Canaris", "Mairie de Auchy", "mardi 14 octobre 2025"] {
        assert!(letter.text().contains(says), "{says}: {}", letter.text());
    }
    let list = opens(&sender, "/orientations?liste=envoyees").await;
    assert!(list.text().contains("personne à prévenir"), "{}", list.text());
    assert!(list.text().contains("Envoyées ce mois-ci : 1. Reçues : 0."), "{}", list.text());
    // What is to be told to the person: sent, another moment, expected.
    for no in [2, 4, 6] {
        let told = fills(&sender, &format!("{path}/dire/{no}"), &[("facon", "lettre")]).await;
        assert_eq!((told.status, told.path.as_str()), (StatusCode::OK, path.as_str()), "{no}: {}", told.text());
    }
    let list = opens(&sender, "/orientations?liste=envoyees").await;
    assert!(!list.text().contains("personne à prévenir"), "{}", list.text());
    let absent = opens(&receiver, &format!("{path}/lettre")).await;
    assert_eq!(absent.status, StatusCode::NOT_FOUND, "the letter is of whoever sent");
}

#[tokio::test]
async fn who_is_refused_is_sent_elsewhere() {
    let (_net, auchy, sender, receiver, id) = network("portal_referral_refused", true).await;
    let sent = fills(&sender, &format!("/orientations/nouvelle?personne={id}"), &[("lieu", &auchy.id)]).await;
    let path = sent.path.clone();
    let answer = [("reponse", "non"), ("raisons", "niveau"), ("mot", "Le groupe est avancé")];
    let refused = fills(&receiver, &format!("{path}/repondre"), &answer).await;
    assert!(!refused.html.contains("/propositions?personne="), "it is nobody's here any more: {}", refused.html);
    let seen = opens(&sender, &path).await;
    assert!(seen.text().contains("le niveau ne convient pas"), "{}", seen.text());
    for next in ["/propositions?personne=", "/orientations/nouvelle?personne="] {
        assert!(seen.html.contains(&format!("{next}{id}")), "{next}: {}", seen.html);
    }
}

/// From a proposal to its session: a yes is to that one; where none was asked, one of the agenda is chosen.
#[tokio::test]
async fn somebody_is_sent_for_a_session() {
    let (net, auchy, sender, receiver, id) = network("portal_referral_session", true).await;
    let workshop = net.offers(&auchy, "Mon téléphone").await;
    let session = text(&net.schedules(&auchy, &workshop, "2025-10-14T09:30:00+02:00").await.ok()["id"]);
    let is_heard = |shown: &Value| shown["edges"].as_array().is_some_and(|all| all.len() == 1);
    net.waits_until(&net.cast.prescriber, RECOMMENDATIONS, json!({ "input": {} }), is_heard).await;

    let found = opens(&sender, &format!("/propositions?personne={id}")).await;
    let new = format!("/orientations/nouvelle?personne={id}&lieu={}&seance={session}", auchy.id);
    assert!(found.html.replace("&#38;", "&").replace("&amp;", "&").contains(&new), "{}", found.html);
    let page = opens(&sender, &new).await;
    assert!(page.text().contains("Pour cette séance") && page.text().contains("Mon téléphone"), "{}", page.text());
    let wrong = fills(&sender, &new, &[("lieu", ""), ("partenaire", "Croix-Rouge"), ("seance", "oui")]).await;
    assert!(wrong.text().contains("Cette séance est dans un autre lieu"), "{}", wrong.text());
    let sent = fills(&sender, &new, &[("lieu", &auchy.id), ("seance", "oui")]).await;
    assert!(
        sent.text().contains("Moment demandé") && sent.text().contains("mardi 14 octobre 2025 à 9"),
        "{}",
        sent.text()
    );
    let yes = fills(&receiver, &format!("{}/repondre", sent.path), &[("reponse", "oui")]).await;
    assert!(yes.text().contains("Acceptée") && yes.text().contains("mardi 14 octobre 2025 à 9"), "{}", yes.text());

    let sent = fills(&sender, &format!("/orientations/nouvelle?personne={id}"), &[("lieu", &auchy.id)]).await;
    let answer = format!("{}/repondre", sent.path);
    assert!(opens(&receiver, &answer).await.text().contains("Une séance de votre agenda"));
    let yes = fills(&receiver, &answer, &[("reponse", "oui"), ("seance", &session)]).await;
    assert!(yes.text().contains("Acceptée") && yes.text().contains("mardi 14 octobre 2025 à 9"), "{}", yes.text());
}

/// A yes says when, the letter says it too; taken back, it tells a day no more.
#[tokio::test]
async fn a_yes_says_when_and_is_taken_back() {
    let (_net, auchy, sender, receiver, id) = network("portal_referral_back", true).await;
    let sent = fills(&sender, &format!("/orientations/nouvelle?personne={id}"), &[("lieu", &auchy.id)]).await;
    let path = sent.path.clone();
    let answer = format!("{path}/repondre");
    let wrong = fills(&receiver, &answer, &[("reponse", "oui"), ("mot", "À bientôt")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.text().contains("Écrivez un jour") && wrong.html.contains("À bientôt"), "{}", wrong.text());
    let key = opens(&receiver, &answer).await.value("cle").unwrap_or_default();
    let yes = [("cle", key.as_str()), ("reponse", "oui"), ("jour", "2025-10-14"), ("heure", "9 h 30")];
    for _twice in 0..2 {
        let expected = receiver.sends(&answer, &yes).await;
        assert_eq!(expected.path, path, "sent twice, it is answered once: {}", expected.text());
        assert!(expected.text().contains("mardi 14 octobre 2025 à 9"), "{}", expected.text());
    }
    let letter = opens(&sender, &format!("{path}/lettre")).await;
    assert!(letter.text().contains("On vous attend") && letter.text().contains("14 octobre"), "{}", letter.text());

    let again = opens(&receiver, &answer).await;
    assert!(again.text().contains("Changer de moment") && !again.text().contains("Oui, la personne est attendue"));
    let wrong = fills(&receiver, &answer, &[("reponse", "autre"), ("jour", "2025-10-21"), ("heure", "9 h")]).await;
    assert!(wrong.text().contains("Cochez au moins une raison"), "{}", wrong.text());
    let other = [("reponse", "autre"), ("raisons", "ferme"), ("jour", "2025-10-21"), ("heure", "9 h")];
    fills(&receiver, &answer, &other).await;
    let letter = opens(&sender, &format!("{path}/lettre")).await;
    assert!(letter.text().contains("ne tient plus") && letter.text().contains("21 octobre"), "{}", letter.text());
    assert!(!letter.text().contains("14 octobre"), "{}", letter.text());
    fills(&sender, &format!("{path}/etapes/prendre"), &[]).await;

    fills(&receiver, &answer, &[("reponse", "non"), ("raisons", "ferme")]).await;
    let letter = opens(&sender, &format!("{path}/lettre")).await;
    assert!(letter.text().contains("ne peut plus vous recevoir"), "{}", letter.text());
    assert!(!letter.text().contains("octobre"), "no day stands any more: {}", letter.text());
    let seen = opens(&sender, &path).await;
    assert!(seen.text().contains("Le lieu ne peut plus la recevoir"), "{}", seen.text());
    assert!(seen.html.contains("/propositions?personne="), "the next step: {}", seen.html);
}

#[tokio::test]
async fn who_did_not_agree_is_asked_first() {
    let (_net, auchy, sender, _receiver, id) = network("portal_referral_no", false).await;
    let refused = fills(&sender, &format!("/orientations/nouvelle?personne={id}"), &[("lieu", &auchy.id)]).await;
    assert!(refused.text().contains("n’a pas donné son accord"), "{}", refused.text());
    assert!(refused.html.contains(&format!("/personnes/{id}/accords")), "the next step is a link");
}

#[tokio::test]
async fn a_partner_answers_under_a_secret_address() {
    let (net, _auchy, sender, _receiver, id) = network("portal_referral_out", true).await;
    let new = format!("/orientations/nouvelle?personne={id}");
    let sent =
        fills(&sender, &new, &[("lieu", ""), ("partenaire", "Croix-Rouge"), ("contact", "03 21 00 00 00")]).await;
    let path = sent.path.clone();
    let opened = fills(&sender, &format!("{path}/adresse"), &[]).await;
    let (_, rest) = opened.html.split_once("/o/").expect("an address");
    let secret: String = rest.chars().take_while(char::is_ascii_alphanumeric).collect();
    assert_eq!(secret.len(), 40);
    let shown_again = opens(&sender, &format!("{path}/adresse")).await;
    assert!(!shown_again.html.contains(&secret) && shown_again.text().contains("Une adresse est ouverte"));

    let nobody = Browser::of(net.centre());
    let seen = opens(&nobody, &format!("/o/{secret}")).await;
    assert!(seen.text().contains("Amina B.") && !seen.text().contains("Canari"), "{}", seen.text());
    let done = fills(&nobody, &format!("/o/{secret}"), &[("reponse", "oui"), ("mot", "Demandez Luc")]).await;
    assert!(done.text().contains("Écrivez un jour") && done.html.contains("Demandez Luc"), "{}", done.text());
    let yes = [("reponse", "oui"), ("jour", "2025-10-14"), ("heure", "9 h 30"), ("mot", "Demandez Luc")];
    let done = fills(&nobody, &format!("/o/{secret}"), &yes).await;
    assert!(done.text().contains("votre réponse est envoyée : la personne est attendue"), "{}", done.text());
    let back = opens(&sender, &path).await;
    assert!(back.text().contains("Demandez Luc") && back.text().contains("Acceptée"), "{}", back.text());
    assert!(back.text().contains("mardi 14 octobre 2025 à 9"), "{}", back.text());
    let no_more = [("reponse", "non"), ("raisons", "ferme")];
    let over = fills(&nobody, &format!("/o/{secret}"), &no_more).await;
    assert!(over.text().contains("Il n’y a plus rien à répondre"), "{}", over.text());
    assert_eq!(nobody.opens("/o/0123456789abcdef0123456789abcdef01234567").await.status, StatusCode::NOT_FOUND);
}
