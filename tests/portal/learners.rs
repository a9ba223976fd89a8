//! People who learn, page by page without script: found, written down, received with a card, merged, forgotten.

use axum::http::StatusCode;

use super::html;
use crate::support::{
    browser::{Browser, Shown},
    engine::Engine,
    network::Network,
};

const AMINA: [(&str, &str); 9] = [
    ("prenom", "Amina"),
    ("nom", "Ba"),
    ("naissance", "1951"),
    ("commune", "hesdin la foret"),
    ("telephone", "06 12 34 56 78"),
    ("partage", "oui"),
    ("prevenir", "telephone"),
    ("langue", "fr"),
    ("besoin", "lire"),
];

/// Opens the page of a form, and sends it with these fields.
async fn fills(browser: &Browser, path: &str, fields: &[(&str, &str)]) -> Shown {
    let page = browser.opens(path).await;
    assert_eq!(html::faults(&page.html), Vec::<String>::new(), "{path}");
    let key = page.value("cle").unwrap_or_default();
    let fields: Vec<(&str, &str)> = [("cle", key.as_str())].into_iter().chain(fields.iter().copied()).collect();
    let seen = browser.sends(path, &fields).await;
    assert_eq!(html::faults(&seen.html), Vec::<String>::new(), "{path}, sent");
    seen
}

async fn network(name: &str) -> (Network, Browser) {
    let net = Network::open(Engine::Sqlite, name).await;
    let browser = Browser::signed_in(net.centre(), &net.cast.prescriber, "Dominique");
    (net, browser)
}

/// The sheet of somebody who was just written down: the page after it is their card.
async fn kept(browser: &Browser, fields: &[(&str, &str)]) -> (String, String) {
    let card = fills(browser, "/personnes/nouvelle", fields).await;
    assert_eq!(card.status, StatusCode::OK, "{}", card.text());
    let sheet = card.path.trim_end_matches("/carte").to_owned();
    let text = card.text();
    let words = text.split_whitespace();
    let is_number = |word: &&str| word.len() == 11 && word.as_bytes()[5] == b'-' && word.to_uppercase() == **word;
    let number = words.filter(|word| word.is_ascii()).find(is_number).expect("a number on the card").to_owned();
    assert!(!text.contains("Amina"), "no name stands on a card: {text}");
    (sheet, number)
}

#[tokio::test]
async fn somebody_is_written_down_read_and_found() {
    let (_net, browser) = network("portal_learner").await;
    let form = browser.opens("/personnes/nouvelle").await;
    assert!(form.text().contains("Votre structure voit ces informations") && !form.text().contains("Vous seuls"));
    let (sheet, card) = kept(&browser, &AMINA).await;
    let seen = browser.opens(&sheet).await;
    for says in
        ["Amina Ba", card.as_str(), "1951", "Hesdin-la-Forêt", "ne dites rien de personnel", "Lit ou écrit", "Français"]
    {
        assert!(seen.text().contains(says), "{says}: {}", seen.text());
    }
    let list = browser.opens("/personnes").await;
    assert!(list.text().contains("Amina B.") && !list.text().contains("Amina Ba"), "{}", list.text());
    let by_card = fills(&browser, "/personnes", &[("carte", card.to_lowercase().as_str())]).await;
    assert_eq!(by_card.path, sheet);
    let by_name = fills(&browser, "/personnes", &[("prenom", "ba"), ("nom", "AMINA")]).await;
    assert_eq!((by_name.status, by_name.path.as_str()), (StatusCode::OK, "/personnes"), "no name in an address");
    assert!(by_name.text().contains("Résultat de la recherche"), "{}", by_name.text());
    for (fields, says) in [
        ([("carte", "7QK2M-9XW0T"), ("prenom", ""), ("nom", "")], "Nous ne trouvons pas cette carte"),
        ([("carte", ""), ("prenom", ""), ("nom", "Roy")], "Écrivez le prénom"),
    ] {
        let wrong = fills(&browser, "/personnes", &fields).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.text().contains(says), "{says}: {}", wrong.text());
    }
    let nobody = fills(&browser, "/personnes", &[("prenom", "Zoé"), ("nom", "Roy")]).await;
    assert!(nobody.text().contains("Nous ne trouvons personne de ce nom"), "{}", nobody.text());

    let married = [("prenom", "Amina"), ("nom", "Diop"), ("langue", "fr")];
    let changed = fills(&browser, &format!("{sheet}/modifier"), &married).await;
    assert!(changed.text().contains("Amina Diop"), "{}", changed.text());
    let new = fills(&browser, &format!("{sheet}/carte"), &[]).await;
    assert!(new.status == StatusCode::OK && !new.text().contains(&card), "{}", new.text());
}

#[tokio::test]
async fn what_is_missing_is_said_and_what_was_typed_is_kept() {
    let (net, browser) = network("portal_learner_wrong").await;
    let fields = [
        ("prenom", "<b>Zoé</b>"),
        ("naissance", "hier"),
        ("prevenir", "lettre"),
        ("proche", "Fatou"),
        ("telephone", "?"),
    ];
    let wrong = fills(&browser, "/personnes/nouvelle", &fields).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.title().starts_with("Erreur") && !wrong.html.contains("<b>Zoé"), "{}", wrong.html);
    assert!(wrong.value("prenom").is_some_and(|name| name.contains("Zoé")), "what was typed is kept");
    for says in
        ["le nom de famille", "l’année de naissance", "qui est ce proche", "Remplissez d’abord", "numéro de téléphone"]
    {
        assert!(wrong.text().contains(says), "{says}: {}", wrong.text());
    }
    let treasurer = Browser::signed_in(net.centre(), &net.cast.treasurer, "Camille");
    for path in ["/personnes", "/personnes/nouvelle", "/personnes/carte"] {
        assert_eq!(treasurer.opens(path).await.status, StatusCode::FORBIDDEN, "{path}");
    }
}

#[tokio::test]
async fn who_may_be_known_already_is_shown_before_anything_is_written() {
    let (net, browser) = network("portal_learner_similar").await;
    let (sheet, card) = kept(&browser, &AMINA).await;
    let again = [("prenom", "Âmina"), ("nom", "BA"), ("naissance", "1952"), ("langue", "fr")];
    let warned = fills(&browser, "/personnes/nouvelle", &again).await;
    assert_eq!(warned.status, StatusCode::UNPROCESSABLE_ENTITY);
    for says in ["Est-ce la même personne", "Oui, c’est Amina Ba", card.as_str(), "une autre personne"] {
        assert!(warned.text().contains(says), "{says}: {}", warned.text());
    }
    assert_eq!(warned.value("prenom").as_deref(), Some("Âmina"));
    let id = sheet.rsplit('/').next().unwrap_or_default();
    let mut same = again.to_vec();
    same.push(("semblable", id));
    // The sheet of the same person, with what was typed, and what was not typed as it was known.
    let shown = fills(&browser, "/personnes/nouvelle", &same).await;
    assert!(shown.html.contains(&format!("action=\"{sheet}/modifier\"")), "{}", shown.html);
    for (name, value) in [("prenom", "Âmina"), ("nom", "BA"), ("naissance", "1952"), ("telephone", "06 12 34 56 78")] {
        assert_eq!(shown.value(name).as_deref(), Some(value), "{name}");
    }
    assert!(shown.html.contains("value=\"lire\" checked"), "{}", shown.html);
    assert!(browser.opens(&sheet).await.text().contains("Amina Ba"), "nothing is written yet");
    let key = shown.value("cle").unwrap_or_default();
    let mut sent = again.to_vec();
    sent.extend([("cle", key.as_str()), ("telephone", "06 12 34 56 78"), ("besoin", "lire")]);
    let written = browser.sends(&format!("{sheet}/modifier"), &sent).await;
    assert!(written.path == sheet && written.text().contains("Âmina BA"), "{}", written.text());
    assert!(written.text().contains("1952") && written.text().contains("06 12 34 56 78"), "{}", written.text());
    let mut another = again.to_vec();
    another.push(("semblable", "autre"));
    let written = fills(&browser, "/personnes/nouvelle", &another).await;
    assert!(written.path.ends_with("/carte") && !written.path.starts_with(&sheet), "{}", written.path);

    let hesdin = net.venue("Hesdin").await;
    let counter = Browser::signed_in(net.centre(), &hesdin.counter, "Lise");
    let warned = fills(&counter, "/personnes/nouvelle", &again).await;
    assert!(warned.text().contains("Une personne au nom semblable est suivie ailleurs"), "{}", warned.text());
    assert!(!warned.text().contains(&card), "{}", warned.text());
}

#[tokio::test]
async fn a_card_is_received_elsewhere_and_an_agreement_is_taken_back() {
    let (net, browser) = network("portal_learner_card").await;
    let (sheet, card) = kept(&browser, &AMINA).await;
    let hesdin = net.venue("Hesdin").await;
    let counter = Browser::signed_in(net.centre(), &hesdin.counter, "Lise");
    assert_eq!(counter.opens(&sheet).await.status, StatusCode::NOT_FOUND);
    let wrong = fills(&counter, "/personnes/carte", &[("carte", "7QK2M-9XW0T")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let served = fills(&counter, "/personnes/carte", &[("carte", card.as_str())]).await;
    assert_eq!(served.path, sheet);
    assert!(served.text().contains("Amina B.") && served.text().contains("31 octobre 2025"), "{}", served.text());
    for hidden in ["Amina Ba", "1951", "Hesdin-la-Forêt", "Corriger la fiche", card.as_str()] {
        assert!(!served.text().contains(hidden), "{hidden}: {}", served.text());
    }
    assert_eq!(counter.opens(&format!("{sheet}/modifier")).await.status, StatusCode::NOT_FOUND);

    let accords = format!("{sheet}/accords");
    let missing = fills(&browser, &accords, &[]).await;
    assert_eq!(missing.status, StatusCode::UNPROCESSABLE_ENTITY);
    let yes = [("orientation", "oui"), ("raison", "non"), ("maniere", "papier")];
    let said = fills(&browser, &accords, &yes).await;
    assert!(said.path == sheet && said.text().contains("sur papier, avec l’aide de"), "{}", said.text());
    let taken_back = fills(&counter, &accords, &[("orientation", "non"), ("maniere", "personne")]).await;
    assert!(taken_back.text().contains("dit par la personne"), "{}", taken_back.text());
}

#[tokio::test]
async fn two_sheets_are_merged_parted_and_one_is_forgotten() {
    let (_net, browser) = network("portal_learner_merge").await;
    let (sheet, _) = kept(&browser, &AMINA).await;
    let other = [("prenom", "Fatou"), ("nom", "Diop"), ("langue", "fr")];
    let (second, card) = kept(&browser, &other).await;
    let path = format!("{sheet}/reunir");
    let missing = fills(&browser, &path, &[]).await;
    assert_eq!(missing.status, StatusCode::UNPROCESSABLE_ENTITY);
    let merged = fills(&browser, &path, &[("carte", card.as_str())]).await;
    assert_eq!(merged.path, sheet);
    assert!(browser.opens(&second).await.text().contains("Amina Ba"), "reads follow");
    let link = merged.html.split("href=\"").find(|href| href.contains("/separer/")).expect("a way back");
    let way = link.split('"').next().unwrap_or_default().to_owned();
    let parted = fills(&browser, &way, &[]).await;
    assert!(parted.path == second && parted.text().contains("Fatou Diop"), "{}", parted.text());

    let erase = format!("{second}/effacer");
    let unsure = fills(&browser, &erase, &[]).await;
    assert_eq!(unsure.status, StatusCode::UNPROCESSABLE_ENTITY);
    let gone = fills(&browser, &erase, &[("certain", "oui")]).await;
    assert_eq!(gone.path, "/personnes?fait=efface");
    assert!(gone.text().contains("La personne est effacée") && !gone.text().contains("Fatou"), "{}", gone.text());
    assert_eq!(browser.sends(&erase, &[("certain", "oui")]).await.path, "/personnes", "sent twice");
    assert_eq!(browser.opens(&second).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_sheet_that_leads_to_one_kept_elsewhere_is_parted_from_it() {
    let (net, browser) = network("portal_learner_merge_served").await;
    let (theirs, card) = kept(&browser, &AMINA).await;
    let hesdin = net.venue("Hesdin").await;
    let counter = Browser::signed_in(net.centre(), &hesdin.counter, "Lise");
    let (ours, _) = kept(&counter, &[("prenom", "Fatou"), ("nom", "Diop"), ("langue", "fr")]).await;
    fills(&counter, "/personnes/carte", &[("carte", card.as_str())]).await;
    let merged = fills(&counter, &format!("{ours}/reunir"), &[("carte", card.as_str())]).await;
    assert_eq!(merged.path, theirs, "whoever is kept elsewhere stays there");
    assert!(!merged.html.contains("/effacer") && !merged.html.contains("/modifier"), "{}", merged.html);
    let link = merged.html.split("href=\"").find(|href| href.contains("/separer/")).expect("a way back");
    let way = link.split('"').next().unwrap_or_default().to_owned();
    let parted = fills(&counter, &way, &[]).await;
    assert!(parted.path == ours && parted.text().contains("Fatou Diop"), "{}", parted.text());
    assert!(!browser.opens(&theirs).await.html.contains("/separer/"), "another structure did nothing to part");
}

#[tokio::test]
async fn what_is_kept_is_given_in_one_readable_file() {
    let (_net, browser) = network("portal_own_data").await;
    let (sheet, card) = kept(&browser, &AMINA).await;
    let page = browser.opens(&sheet).await;
    assert!(page.html.contains(&format!("{sheet}/donnees.txt")), "{}", page.html);
    let file = browser.opens(&format!("{sheet}/donnees.txt")).await;
    assert_eq!(file.status, StatusCode::OK);
    let said = |name: &str| file.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned();
    assert!(said("content-disposition").contains("mes-donnees.txt") && said("cache-control") == "no-store");
    for says in ["Amina Ba", card.as_str(), "1951", "Hesdin-la-Forêt", "06", "Lit ou écrit difficilement", "Rien."] {
        assert!(file.html.contains(says), "{says}: {}", file.html);
    }
    let absent = browser.opens("/personnes/00000000-0000-0000-0000-000000000000/donnees.txt").await;
    assert_eq!(absent.status, StatusCode::NOT_FOUND);
}
