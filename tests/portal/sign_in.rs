//! Signing in through the pages: the address, the screen that waits, the link, the way out; and everything that may go wrong.

use axum::http::{Request, StatusCode, header};

use super::html;
use crate::support::{
    browser::{Browser, Shown},
    engine::Engine,
    network::Network,
};

const MAIL: &str = "accueil@hesdin.example";

async fn network(name: &str) -> Network {
    let net = Network::open(Engine::Sqlite, name).await;
    let hesdin = net.venue("Hesdin").await;
    net.names(&hesdin, "Amélie Dupont", MAIL).await;
    net
}

/// Asks for a code; the screen that waits.
async fn asks(browser: &Browser, wanted: &str, mail: &str) -> Shown {
    let form = browser.opens(&format!("/connexion{wanted}")).await;
    let suite = form.value("suite").expect("a hidden field");
    let waiting = browser
        .sends("/connexion", &[("cle", &form.value("cle").expect("a key")), ("suite", &suite), ("courriel", mail)])
        .await;
    assert_eq!((waiting.status, html::faults(&waiting.html)), (StatusCode::OK, Vec::new()));
    waiting
}

/// Types a code on the screen that waits.
async fn types(browser: &Browser, waiting: &Shown, code: &str) -> Shown {
    let (wish, suite) = (waiting.value("demande").expect("a wish"), waiting.value("suite").expect("a way back"));
    browser.sends("/connexion/code", &[("demande", &wish), ("suite", &suite), ("code", code)]).await
}

#[tokio::test]
async fn six_digits_lead_back_to_the_page_that_was_wanted() {
    let net = network("page_code").await;
    let browser = Browser::of(net.centre());
    let wanted = browser.opens("/aujourdhui?x=1").await;
    assert!(wanted.path.starts_with("/connexion?suite="), "{}", wanted.path);
    let waiting = asks(&browser, "?suite=%2Faujourdhui%3Fx%3D1", MAIL).await;
    let code = net.mail_to(MAIL).await.code;
    for (typed, told) in
        [("", "Écrivez les six chiffres"), (if code.starts_with('1') { "2" } else { "1" }, "n’est pas celui")]
    {
        let again = types(&browser, &waiting, typed).await;
        assert_eq!((again.status, html::faults(&again.html)), (StatusCode::UNPROCESSABLE_ENTITY, Vec::new()));
        assert!(again.title().starts_with("Erreur") && again.text().contains(told), "{}", again.text());
        assert_eq!(again.value("code").as_deref(), Some(typed), "what was typed is kept");
    }
    let day = types(&browser, &waiting, &code).await;
    assert_eq!((day.status, day.path.as_str()), (StatusCode::OK, "/aujourdhui?x=1"));
    assert!(day.text().contains("Amélie Dupont") && !day.html.contains("eyJ"), "{}", day.text());
    assert_eq!(day.headers[header::CACHE_CONTROL], "no-store");
    assert_eq!(browser.opens("/connexion").await.path, "/aujourdhui", "whoever is in is not asked again");
}

#[tokio::test]
async fn the_link_is_read_by_machines_and_used_by_a_person_once() {
    let net = network("page_link").await;
    asks(&Browser::of(net.centre()), "", MAIL).await;
    let (wish, secret) = net.mail_to(MAIL).await.link;
    let address = format!("/connexion/lien?demande={wish}&secret={secret}");
    for _ in 0..3 {
        let seen = Browser::of(net.centre()).opens(&address).await;
        assert_eq!((seen.status, html::faults(&seen.html)), (StatusCode::OK, Vec::new()));
    }
    let browser = Browser::of(net.centre());
    let page = browser.opens(&address).await;
    let fields =
        [("demande", page.value("demande").expect("a wish")), ("secret", page.value("secret").expect("a secret"))];
    let fields = fields.each_ref().map(|(name, value)| (*name, value.as_str()));
    assert_eq!(browser.sends("/connexion/lien", &fields).await.path, "/aujourdhui");
    assert_eq!(browser.sends("/connexion/lien", &fields).await.path, "/aujourdhui", "a double click");
    net.minutes_pass(1);
    let used = Browser::of(net.centre()).sends("/connexion/lien", &fields).await;
    assert_eq!((used.status, html::faults(&used.html)), (StatusCode::UNPROCESSABLE_ENTITY, Vec::new()));
    assert!(used.text().contains("a déjà servi") && used.html.contains("href=\"/connexion\""), "{}", used.text());
}

#[tokio::test]
async fn what_is_too_old_has_its_own_page() {
    let net = network("page_old").await;
    let browser = Browser::of(net.centre());
    let waiting = asks(&browser, "?suite=%2Fguichet", MAIL).await;
    let mailed = net.mail_to(MAIL).await;
    net.minutes_pass(16);
    let old = types(&browser, &waiting, &mailed.code).await;
    assert_eq!((old.status, html::faults(&old.html)), (StatusCode::UNPROCESSABLE_ENTITY, Vec::new()));
    assert!(old.text().contains("ne marche plus") && old.html.contains("/connexion?suite=%2Fguichet"), "{}", old.html);
    let invented = browser.sends("/connexion/lien", &[("demande", "x"), ("secret", "<b>\u{202E}")]).await;
    assert!(invented.text().contains("ne marche plus"), "{}", invented.text());
}

#[tokio::test]
async fn the_same_is_shown_for_an_address_that_nobody_has() {
    let net = network("page_alike").await;
    let mut texts = Vec::new();
    for mail in [MAIL, "personne@nulle-part.example"] {
        let browser = Browser::of(net.centre());
        let waiting = asks(&browser, "", mail).await;
        let wrong = types(&browser, &waiting, "no").await;
        texts.push((waiting.text(), wrong.text()));
    }
    assert_eq!(texts[0], texts[1]);
    let browser = Browser::of(net.centre());
    let form = browser.opens("/connexion").await;
    let told =
        browser.sends("/connexion", &[("cle", &form.value("cle").expect("a key")), ("courriel", "accueil")]).await;
    assert_eq!((told.status, html::faults(&told.html)), (StatusCode::UNPROCESSABLE_ENTITY, Vec::new()));
    assert_eq!(told.value("courriel").as_deref(), Some("accueil"));
}

#[tokio::test]
async fn mails_that_are_late_are_told_of() {
    let net = network("page_late").await;
    net.centre().lodge().tell_post(true);
    let waiting = asks(&Browser::of(net.centre()), "", MAIL).await;
    assert!(waiting.text().contains("partent en retard"), "{}", waiting.text());
    net.mail_to(MAIL).await;
    let letters = Browser::of(net.centre()).opens("/courrier").await;
    assert_eq!((letters.status, html::faults(&letters.html)), (StatusCode::OK, Vec::new()));
    assert!(letters.text().contains(MAIL) && letters.html.contains("/connexion/lien?demande="), "{}", letters.text());
}

#[tokio::test]
async fn who_leaves_has_left() {
    let net = network("page_leave").await;
    let browser = Browser::of(net.centre());
    let waiting = asks(&browser, "", MAIL).await;
    types(&browser, &waiting, &net.mail_to(MAIL).await.code).await;
    let button = browser.opens("/deconnexion").await;
    assert_eq!((button.status, html::faults(&button.html)), (StatusCode::OK, Vec::new()));
    let gone = browser.sends("/deconnexion", &[]).await;
    assert!(gone.text().contains("Votre connexion est fermée"), "{}", gone.text());
    assert!(browser.cookies().is_empty());
    let again = browser.once(Request::get("/aujourdhui"), String::new(), "/aujourdhui").await;
    assert_eq!(again.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_page_of_another_site_is_never_returned_to() {
    let net = network("page_foreign").await;
    for wanted in ["https%3A%2F%2Failleurs.example", "%2F%2Failleurs.example", "%2F%5Cailleurs.example"] {
        let browser = Browser::of(net.centre());
        let waiting = asks(&browser, &format!("?suite={wanted}"), MAIL).await;
        let day = types(&browser, &waiting, &net.mail_to(MAIL).await.code).await;
        assert_eq!(day.path, "/aujourdhui", "{wanted}");
    }
}

#[tokio::test]
async fn pages_go_on_while_the_access_is_renewed_and_end_with_the_visit() {
    let net = network("page_renewed").await;
    let browser = Browser::of(net.centre());
    let waiting = asks(&browser, "", MAIL).await;
    types(&browser, &waiting, &net.mail_to(MAIL).await.code).await;
    for _ in 0..12 {
        net.minutes_pass(30);
        assert_eq!(browser.opens("/aujourdhui").await.status, StatusCode::OK, "renewed without a word");
    }
    net.minutes_pass(13 * 60);
    let over = browser.opens("/aujourdhui").await;
    assert!(over.path.starts_with("/connexion?suite=%2Faujourdhui&fin=1"), "{}", over.path);
    assert!(over.text().contains("Votre connexion a pris fin"), "{}", over.text());
}

/// Half a day later, in the middle of a form: everything typed is in the page, and serves once somebody is back.
#[tokio::test]
async fn a_form_that_was_open_when_the_visit_ended_is_sent_again_after_signing_in() {
    let net = network("page_mid_form").await;
    let browser = Browser::of(net.centre());
    let waiting = asks(&browser, "", MAIL).await;
    types(&browser, &waiting, &net.mail_to(MAIL).await.code).await;
    let counter = browser.opens("/guichet").await;
    assert_eq!(counter.status, StatusCode::OK, "{}", counter.text());
    net.minutes_pass(13 * 60);
    let fields = [("cle", "x.y"), ("code", "2345 6789 <b>\u{202E}")];
    let kept = browser.sends("/guichet", &fields).await;
    assert_eq!((kept.status, html::faults(&kept.html)), (StatusCode::UNAUTHORIZED, Vec::new()));
    assert!(kept.text().contains("Rien n’est perdu") && kept.html.contains("2345 6789 &#60;b&#62;"), "{}", kept.html);
    assert!(browser.cookies().is_empty());
    let waiting = asks(&browser, "", MAIL).await;
    types(&browser, &waiting, &net.mail_to(MAIL).await.code).await;
    let again = browser.sends("/guichet", &fields[1..]).await;
    assert!(again.html.contains("2345 6789 &#60;b&#62;"), "what was typed is still there: {}", again.text());
}
