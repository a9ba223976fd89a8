//! One's account through the pages: the second factor, the counter's machine, invitations and members, the trail.

use axum::http::{Request, StatusCode, header};
use kernel::access::Role;

use super::html;
use crate::support::{
    browser::{Browser, Shown},
    engine::Engine,
    network::{Network, Place, answer::text, deeds::ME},
    sql,
};

const MAIL: &str = "ana@hesdin.example";

fn sound(shown: &Shown) {
    assert_eq!(html::faults(&shown.html), Vec::<String>::new(), "{}", shown.path);
    assert_eq!(shown.headers[header::CACHE_CONTROL], "no-store", "{}", shown.path);
}

/// Signs in through the pages; where that leads.
async fn enters(net: &Network, browser: &Browser, mail: &str) -> Shown {
    let form = browser.opens("/connexion").await;
    let key = form.value("cle").expect("a key");
    let waiting = browser.sends("/connexion", &[("cle", &key), ("suite", ""), ("courriel", mail)]).await;
    let code = net.mail_to(mail).await.code;
    let wish = waiting.value("demande").expect("a wish");
    browser.sends("/connexion/code", &[("demande", &wish), ("suite", ""), ("code", &code)]).await
}

/// Sends the form of a page, with its own key.
async fn sends(browser: &Browser, from: &str, to: &str, fields: &[(&str, &str)]) -> Shown {
    let key = browser.opens(from).await.value("cle").unwrap_or_default();
    let all: Vec<(&str, &str)> = [("cle", key.as_str())].into_iter().chain(fields.iter().copied()).collect();
    browser.sends(to, &all).await
}

/// The codes of a printed card, in the order of their numbers.
fn codes(printed: &Shown) -> Vec<String> {
    let after = printed.html.split("<dd class=\"code\">").skip(1);
    after.filter_map(|rest| rest.split('<').next()).map(str::to_owned).collect()
}

/// The code of the card that the page asks for.
fn asked(page: &Shown, codes: &[String]) -> String {
    let text = page.text();
    let (_, after) = text.split_once("code n° ").unwrap_or_else(|| panic!("a number is asked: {text}"));
    let no: usize = after.split(' ').next().and_then(|no| no.parse().ok()).expect("a number");
    codes[no - 1].clone()
}

async fn treasurer(name: &str) -> (Network, Browser) {
    let net = Network::open(Engine::Sqlite, name).await;
    net.names_as(&net.cast.operator.organisation(), "TREASURER", "Jeanne Petit", MAIL).await;
    let browser = Browser::of(net.centre());
    (net, browser)
}

#[tokio::test]
async fn a_treasurer_prints_a_card_and_all_tools_open() {
    let (net, browser) = treasurer("page_card").await;
    let day = enters(&net, &browser, MAIL).await;
    assert!(day.text().contains("deuxième preuve"), "{}", day.text());
    let account = browser.opens("/compte").await;
    sound(&account);
    assert!(account.text().contains("Jeanne Petit") && account.text().contains(MAIL), "{}", account.text());
    sound(&browser.opens("/compte/carte").await);

    let key = browser.opens("/compte/carte").await.value("cle").expect("a key");
    let printed = browser.sends("/compte/carte", &[("cle", &key)]).await;
    sound(&printed);
    let codes = codes(&printed);
    assert_eq!(codes.len(), 20);
    let again = browser.sends("/compte/carte", &[("cle", &key)]).await;
    assert_eq!(self::codes(&again), codes, "a reload shows the same card");

    let page = browser.opens("/preuve?suite=%2Faujourdhui").await;
    sound(&page);
    let wrong = browser.sends("/preuve", &[("suite", "/aujourdhui"), ("preuve", "0000 0000")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.title().starts_with("Erreur") && wrong.text().contains("ne convient pas"), "{}", wrong.text());
    sound(&wrong);
    let right = asked(&wrong, &codes);
    let day = browser.sends("/preuve", &[("suite", "//ailleurs.example"), ("preuve", &right)]).await;
    assert_eq!((day.status, day.path.as_str()), (StatusCode::OK, "/aujourdhui"));
    assert!(day.html.contains("href=\"/reglements\""), "the treasurer's tools are there");

    let account = browser.opens("/compte").await;
    assert!(account.text().contains("19 codes restent"), "{}", account.text());
}

#[tokio::test]
async fn a_form_that_wants_a_proof_is_kept_and_sent_on() {
    let (net, browser) = treasurer("page_step_up").await;
    enters(&net, &browser, MAIL).await;
    let codes = codes(&sends(&browser, "/compte/carte", "/compte/carte", &[]).await);
    // A new card wants a proof, since there is one already.
    let form = browser.opens("/compte/carte").await;
    let key = form.value("cle").expect("a key");
    let kept = browser.sends("/compte/carte", &[("cle", &key), ("note", "Élan & <b>\u{202E}")]).await;
    sound(&kept);
    assert!(kept.text().contains("Confirmez que c’est vous"), "{}", kept.text());
    assert_eq!((kept.value("cle"), kept.value("renvoi").as_deref()), (Some(key.clone()), Some("oui")));
    let code = asked(&kept, &codes);
    let fields = [
        ("cle", key.as_str()),
        ("note", "Élan & <b>\u{202E}"),
        ("renvoi", "oui"),
        ("suite", "/compte/carte"),
        ("preuve", code.as_str()),
    ];
    let printed = browser.sends("/preuve", &fields).await;
    assert_eq!((printed.status, printed.path.as_str()), (StatusCode::OK, "/compte/carte"));
    assert_ne!(self::codes(&printed), codes, "the new card");
    assert_eq!(self::codes(&printed).len(), 20);
}

#[tokio::test]
async fn money_waits_for_a_fresh_proof_and_what_was_typed_is_sent_on() {
    let (net, browser) = treasurer("page_fresh_proof").await;
    let (hesdin, carnet) = (net.venue("Hesdin").await, net.carnet().await);
    net.redeems(&hesdin, &[&carnet[0]]).await.ok();
    enters(&net, &browser, MAIL).await;
    let codes = codes(&sends(&browser, "/compte/carte", "/compte/carte", &[]).await);
    let code = asked(&browser.opens("/preuve").await, &codes);
    browser.sends("/preuve", &[("suite", "/aujourdhui"), ("preuve", &code)]).await;
    let run = format!("/reglements/{}", net.prepares().await);

    for (step, name, value, says) in [
        ("valider", "jour", "2025-10-06", "Fichier à produire"),
        ("fichier", "note", "x", "Télécharger le fichier de la banque"),
    ] {
        let form = browser.opens(&run).await;
        let key = form.value("cle").expect("a key");
        net.minutes_pass(6);
        let kept = browser.sends(&format!("{run}/{step}"), &[("cle", &key), (name, value)]).await;
        sound(&kept);
        assert!(kept.text().contains("Confirmez que c’est vous"), "{}", kept.text());
        assert_eq!((kept.value(name).as_deref(), kept.value("cle")), (Some(value), Some(key.clone())));
        let (next, code) = (kept.value("suite").expect("where it goes"), asked(&kept, &codes));
        let fields = [("cle", key.as_str()), (name, value), ("renvoi", "oui"), ("suite", &next), ("preuve", &code)];
        let done = browser.sends("/preuve", &fields).await;
        assert!(done.status == StatusCode::OK && done.text().contains(says), "{}: {}", done.path, done.text());
    }
}

#[tokio::test]
async fn a_card_that_was_shown_long_ago_says_so() {
    let (net, browser) = treasurer("page_card_late").await;
    enters(&net, &browser, MAIL).await;
    let key = browser.opens("/compte/carte").await.value("cle").expect("a key");
    browser.sends("/compte/carte", &[("cle", &key)]).await;
    net.minutes_pass(9);
    browser.opens("/compte").await;
    net.minutes_pass(2);
    let late = browser.sends("/compte/carte", &[("cle", &key)]).await;
    sound(&late);
    assert!(late.text().contains("Cette carte a déjà été montrée"), "{}", late.text());
    assert!(late.value("cle").is_some_and(|other| other != key), "another key");
}

#[tokio::test]
async fn a_telephone_is_added_by_its_square() {
    let (net, browser) = treasurer("page_telephone").await;
    enters(&net, &browser, MAIL).await;
    sound(&browser.opens("/compte/telephone").await);
    let shown = browser.sends("/compte/telephone", &[]).await;
    sound(&shown);
    assert!(shown.html.contains("<path fill=\"#000\" d=\"M4 4h7v1h-7z"), "the square is drawn");
    let wrong = browser.sends("/compte/telephone/code", &[("code", "000000")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    sound(&wrong);
    let secret = |page: &Shown| page.html.split("<span class=\"code\">").nth(1).map(|rest| rest[..39].to_owned());
    assert_eq!(secret(&wrong), secret(&shown), "the same secret is shown again");
}

async fn counter(name: &str) -> (Network, Place, Browser) {
    let net = Network::open(Engine::Sqlite, name).await;
    let hesdin = net.venue("Hesdin").await;
    net.names_as(&hesdin.structure, "VENUE_MANAGER", "Ana Martel", MAIL).await;
    let browser = Browser::of(net.centre());
    enters(&net, &browser, MAIL).await;
    (net, hesdin, browser)
}

const OTHER_IBAN: &str = "FR76 3000 4000 0312 3456 7890 143";
const ACCOUNT: &str = "/lieu/compte/proposer";
const PAPER: Option<(&str, &str, &str)> = Some(("rib.pdf", "application/pdf", "%PDF-1.7 relevé d'identité"));

/// Another account, as a manager types it.
fn account<'a>(key: &'a str, iban: &'a str) -> [(&'static str, &'a str); 6] {
    [
        ("cle", key),
        ("titulaire", "Trésor public Hesdin"),
        ("iban", iban),
        ("bic", "BDFEFRPP"),
        ("date", "2025-10-01"),
        ("regie", "Régie 12"),
    ]
}

/// Proposed accounts that have their document.
fn with_paper(net: &Network) -> i64 {
    let counted = "select count(*) as number from bank_dossier where file_id is not null";
    sql::number(net.centre().store().place(), counted)
}

#[tokio::test]
async fn another_account_waits_for_a_fresh_proof_with_its_document() {
    let (net, _, browser) = counter("page_account_proof").await;
    let codes = codes(&sends(&browser, "/compte/carte", "/compte/carte", &[]).await);
    let key = browser.opens(ACCOUNT).await.value("cle").expect("a key");
    let typed = account(&key, OTHER_IBAN);
    let kept = browser.brings(ACCOUNT, &typed, PAPER).await;
    sound(&kept);
    assert!(kept.text().contains("Confirmez que c’est vous"), "{}", kept.text());
    for (name, value) in &typed[..5] {
        assert_eq!(kept.value(name).as_deref(), Some(*value), "what was typed is kept");
    }
    let (piece, next) = (kept.value("piece").expect("the document"), kept.value("suite").expect("where it goes"));
    let code = asked(&kept, &codes);
    let goes_along =
        [("piece", piece.as_str()), ("renvoi", "oui"), ("suite", next.as_str()), ("preuve", code.as_str())];
    let fields: Vec<(&str, &str)> = typed.into_iter().chain(goes_along).collect();
    let done = browser.sends("/preuve", &fields).await;
    sound(&done);
    assert_eq!((done.status, done.path.as_str()), (StatusCode::OK, "/lieu/compte"));
    assert!(done.text().contains("attend une décision"), "{}", done.text());
    assert_eq!(with_paper(&net), 1, "the document went along");
}

#[tokio::test]
async fn a_document_that_was_brought_is_not_asked_again() {
    let net = Network::open(Engine::Sqlite, "page_account_paper").await;
    let hesdin = net.venue("Hesdin").await;
    let browser = Browser::signed_in(net.centre(), &hesdin.manager, "Ana");
    let key = browser.opens(ACCOUNT).await.value("cle").expect("a key");
    let wrong = browser.brings(ACCOUNT, &account(&key, "FR76 1"), PAPER).await;
    sound(&wrong);
    assert_eq!((wrong.status, wrong.value("iban").as_deref()), (StatusCode::UNPROCESSABLE_ENTITY, Some("FR76 1")));
    assert!(wrong.text().contains("Nous avons déjà votre document"), "{}", wrong.text());
    let piece = wrong.value("piece").expect("the document");

    let stale = browser.brings(ACCOUNT, &account("une-autre-visite", OTHER_IBAN), PAPER).await;
    sound(&stale);
    assert_eq!((stale.status, stale.value("piece")), (StatusCode::UNPROCESSABLE_ENTITY, None));
    assert!(stale.text().contains("Choisissez de nouveau le fichier"), "{}", stale.text());
    let nothing = net.nothing();
    let gone: Vec<(&str, &str)> = account(&key, OTHER_IBAN).into_iter().chain([("piece", nothing.as_str())]).collect();
    let gone = browser.brings(ACCOUNT, &gone, None).await;
    sound(&gone);
    assert_eq!((gone.status, gone.value("piece")), (StatusCode::UNPROCESSABLE_ENTITY, None));
    assert!(gone.text().contains("Choisissez de nouveau le fichier"), "{}", gone.text());

    let fields: Vec<(&str, &str)> = account(&key, OTHER_IBAN).into_iter().chain([("piece", piece.as_str())]).collect();
    let done = browser.brings(ACCOUNT, &fields, None).await;
    assert_eq!((done.path.as_str(), with_paper(&net)), ("/lieu/compte", 1));
}

#[tokio::test]
async fn a_counter_locks_after_five_minutes_and_opens_with_a_short_code() {
    let (net, _, browser) = counter("page_device").await;
    sound(&browser.opens("/poste").await);
    let refused = sends(&browser, "/poste", "/poste", &[("nom", " ")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    sound(&refused);
    let here = sends(&browser, "/poste", "/poste", &[("nom", "Tablette")]).await;
    assert!(here.status == StatusCode::OK && here.text().contains("Tablette"), "{}", here.text());
    sound(&here);
    let weak = browser.sends("/poste/code", &[("code", "123456")]).await;
    assert!(weak.status == StatusCode::UNPROCESSABLE_ENTITY && !weak.html.contains("123456\""), "{}", weak.html);
    let chosen = browser.sends("/poste/code", &[("code", "204891")]).await;
    assert!(chosen.text().contains("est enregistré"), "{}", chosen.text());

    net.minutes_pass(4);
    assert_eq!(browser.opens("/guichet").await.path, "/guichet");
    net.minutes_pass(4);
    assert_eq!(browser.opens("/guichet").await.path, "/guichet", "each use counts");
    net.minutes_pass(5);
    let locked = browser.opens("/guichet").await;
    assert!(locked.path.starts_with("/poste?suite=%2Fguichet"), "{}", locked.path);
    sound(&locked);
    assert!(locked.text().contains("Ce poste est fermé") && locked.text().contains("Ana Martel"), "{}", locked.text());
    let person = locked.html.split("name=\"personne\" value=\"").nth(1).expect("a name")[..36].to_owned();
    let nobody = browser.sends("/poste/ouvrir", &[("suite", "/guichet"), ("code", "204891")]).await;
    assert!(nobody.text().contains("Choisissez votre nom"), "{}", nobody.text());
    let fields = [("suite", "/guichet"), ("personne", person.as_str()), ("code", "204892")];
    let wrong = browser.sends("/poste/ouvrir", &fields).await;
    assert!(wrong.text().contains("Il reste 4 essais"), "{}", wrong.text());
    sound(&wrong);
    let fields = [("suite", "/guichet"), ("personne", person.as_str()), ("code", "204891")];
    let open = browser.sends("/poste/ouvrir", &fields).await;
    assert_eq!((open.status, open.path.as_str()), (StatusCode::OK, "/guichet"));

    let members = browser.opens("/membres").await;
    let end = members.html.split("href=\"/poste/fin?poste=").nth(1).expect("a way to end it")[..36].to_owned();
    sound(&browser.opens(&format!("/poste/fin?poste={end}")).await);
    let ended = sends(&browser, &format!("/poste/fin?poste={end}"), "/poste/fin", &[("poste", &end)]).await;
    assert_eq!(ended.status, StatusCode::OK, "{}", ended.path);
    net.centre().renew().await.expect("the tick of every second");
    let out = browser.opens("/guichet").await;
    assert!(out.path.starts_with("/connexion"), "what it bears is of no use: {}", out.path);
}

#[tokio::test]
async fn somebody_is_invited_accepts_and_leaves_again() {
    let (net, hesdin, manager) = counter("page_invitation").await;
    sound(&manager.opens("/membres/inviter").await);
    let bad = sends(&manager, "/membres/inviter", "/membres/inviter", &[("nom", "Léa <b>"), ("adresse", "léa")]).await;
    assert!(bad.status == StatusCode::UNPROCESSABLE_ENTITY && bad.text().contains("Cochez au moins un rôle"));
    assert_eq!(bad.value("adresse").as_deref(), Some("léa"), "what was typed is kept");
    sound(&bad);
    let fields = [("nom", "Léa Roux"), ("adresse", "lea@hesdin.example"), ("roles", "counter-staff")];
    let members = sends(&manager, "/membres/inviter", "/membres/inviter", &fields).await;
    sound(&members);
    assert!(members.path == "/membres" && members.text().contains("Léa Roux"), "{}", members.text());

    let browser = Browser::of(net.centre());
    enters(&net, &browser, "lea@hesdin.example").await;
    let page = browser.opens("/invitation").await;
    sound(&page);
    let id = page.value("invitation").expect("an invitation");
    let taken = [("cle", page.value("cle").expect("a key")), ("invitation", id), ("accepter", "oui".to_owned())];
    let taken = taken.each_ref().map(|(name, value)| (*name, value.as_str()));
    let account = browser.sends("/invitation", &taken).await;
    assert!(account.path == "/compte" && account.text().contains("Accueil"), "{}", account.text());
    assert_eq!(browser.opens("/guichet").await.path, "/guichet", "at once");

    let twice = browser.sends("/invitation", &taken).await;
    assert_eq!(twice.path, "/compte", "a double click");
    sound(&browser.opens(&format!("/compte/quitter?structure={}", hesdin.structure)).await);
    let page = format!("/compte/quitter?structure={}", hesdin.structure);
    let left = sends(&browser, &page, "/compte/quitter", &[("structure", &hesdin.structure)]).await;
    assert!(left.path == "/compte" && left.text().contains("dans aucune structure"), "{}", left.text());

    let role = manager.opens("/membres").await;
    let role = role.html.split("href=\"/membres/fin?role=").nth(1).expect("a role")[..36].to_owned();
    let page = manager.opens(&format!("/membres/fin?role={role}")).await;
    sound(&page);
    let ended = sends(&manager, &format!("/membres/fin?role={role}"), "/membres/fin", &[("role", &role)]).await;
    assert_eq!(ended.path, "/membres");
}

#[tokio::test]
async fn whoever_is_on_the_second_page_is_found_as_well() {
    let (net, hesdin, manager) = counter("page_second").await;
    for _ in 0..100 {
        net.newcomer(&hesdin, Role::CounterStaff).await;
    }
    let first = manager.opens("/membres").await;
    let next = first.html.split("href=\"/membres?apres=").nth(1).expect("a second page");
    let next = next.split('"').next().expect("an address");
    let second = manager.opens(&format!("/membres?apres={next}")).await;
    let role = second.html.split("href=\"/membres/fin?role=").nth(1).expect("a role")[..36].to_owned();
    let page = manager.opens(&format!("/membres/fin?role={role}")).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text());
    sound(&page);
}

#[tokio::test]
async fn a_right_that_changes_meanwhile_costs_nothing_that_was_typed() {
    let (net, hesdin, browser) = counter("page_changed").await;
    let token = text(&net.signs_in(MAIL).await["token"]);
    let me = net.does(&token, ME, serde_json::json!({})).await;
    // Another role raises her stamp: the token of the open page is refused from then on.
    let more = serde_json::json!({ "organisation": hesdin.structure, "person": me["id"], "role": "COUNTER_STAFF" });
    net.asks(&hesdin.manager, crate::support::network::deeds::ENROL, more).await.ok();
    let page = browser.opens("/membres").await;
    assert_eq!((page.status, page.path.as_str()), (StatusCode::OK, "/membres"), "renewed by itself");
    let form = browser.opens("/membres/inviter").await;
    let less = serde_json::json!({ "organisation": hesdin.structure, "person": me["id"], "role": "PRESCRIBER" });
    net.asks(&net.cast.administrator, crate::support::network::deeds::ENROL, less).await.ok();
    let key = form.value("cle").expect("a key");
    let fields = [("cle", key.as_str()), ("nom", "Léa Roux"), ("adresse", "lea@b.example"), ("roles", "counter-staff")];
    let sent = browser.sends("/membres/inviter", &fields).await;
    assert!(sent.path == "/membres" && sent.text().contains("Léa Roux"), "{} {}", sent.path, sent.text());
}

#[tokio::test]
async fn the_trail_and_the_keys_are_read() {
    let net = Network::open(Engine::Sqlite, "page_trail").await;
    let (hesdin, carnet) = (net.venue("Hesdin").await, net.carnet().await);
    net.redeems(&hesdin, &[&carnet[0]]).await.ok();
    let administrator = Browser::signed_in(net.centre(), &net.cast.administrator, "Ana");
    let trail = administrator.opens("/journal?mot=encaiss%C3%A9").await;
    sound(&trail);
    assert!(trail.text().contains("a encaissé des chèques") && !trail.html.contains(&carnet[0]), "{}", trail.text());
    assert!(administrator.opens("/journal?mot=licorne").await.text().contains("Aucun acte"));
    let wrong = administrator.opens("/journal?du=hier&mot=%3Cb%3E").await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!((wrong.value("du").as_deref(), wrong.title().starts_with("Erreur")), (Some("hier"), true));
    sound(&wrong);
    let first = administrator.opens("/journal").await;
    sound(&first);
    let keys = administrator.opens("/cles").await;
    sound(&keys);
    assert!(keys.text().contains("pepper-1") && keys.text().contains("Signe les connexions"), "{}", keys.text());

    let pairs = administrator.opens("/a-deux").await;
    sound(&pairs);
    assert!(pairs.text().contains("Une personne prépare un règlement, une autre le valide."), "{}", pairs.text());
    assert!(pairs.text().contains("Il y a quelqu’un pour chaque étape."), "{}", pairs.text());
    for who in [&net.cast.administrator, &net.cast.treasurer, &net.cast.operator] {
        let day = Browser::signed_in(net.centre(), who, "Ana").opens("/aujourdhui").await;
        sound(&day);
        assert!(day.html.contains("href=\"/a-deux\"") && day.text().contains("se font à deux"), "{}", day.text());
    }

    let manager = Browser::signed_in(net.centre(), &hesdin.manager, "Camille");
    assert!(manager.opens("/journal?mot=encaiss%C3%A9").await.text().contains("a encaissé des chèques"));
    for path in ["/cles", "/a-deux"] {
        assert_eq!(manager.opens(path).await.status, StatusCode::FORBIDDEN, "{path}");
    }
    let counter = Browser::signed_in(net.centre(), &hesdin.counter, "Camille");
    for path in ["/journal", "/cles", "/membres", "/membres/inviter"] {
        assert_eq!(counter.opens(path).await.status, StatusCode::FORBIDDEN, "{path}");
    }
    let nobody = Browser::of(net.centre());
    for path in ["/compte", "/membres", "/journal", "/cles", "/preuve", "/invitation", "/compte/carte"] {
        let led = nobody.once(Request::get(path), String::new(), path).await;
        assert_eq!(led.status, StatusCode::SEE_OTHER, "{path}");
    }
}
