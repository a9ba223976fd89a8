//! The counter's pages, without script: scan, confirm, receipt; each slip kept and said; nothing ever taken twice.

use axum::http::{Request, StatusCode, header};
use serde_json::json;

use super::html;
use crate::support::{
    browser::{Browser, Shown},
    engine::Engine,
    network::{
        Network, Place,
        counter::{mistyped, unknown},
    },
};

struct Desk {
    net: Network,
    hesdin: Place,
    browser: Browser,
}

impl Desk {
    async fn open(name: &str) -> Self {
        let net = Network::open(Engine::Sqlite, name).await;
        let hesdin = net.venue("Hesdin").await;
        let browser = Browser::signed_in(net.centre(), &hesdin.counter, "Camille");
        Self { net, hesdin, browser }
    }

    /// One cheque, scanned or typed.
    async fn scans(&self, code: &str) -> Shown {
        let page = self.browser.opens("/guichet").await;
        self.browser.sends("/guichet", &[("cle", &page.value("cle").unwrap_or_default()), ("code", code)]).await
    }

    /// What the form of the page « Vérifiez » sends.
    async fn form(&self) -> Vec<(String, String)> {
        hidden(&self.browser.opens("/guichet/confirmer").await, "/guichet/confirmer")
    }

    async fn takes(&self, form: &[(String, String)]) -> Shown {
        let fields: Vec<(&str, &str)> = form.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        self.browser.sends("/guichet/confirmer", &fields).await
    }

    async fn cheques_today(&self) -> i64 {
        self.net.day_of(&self.hesdin).await["cheques"].as_i64().expect("a number")
    }
}

/// The hidden fields of the form that leads there.
fn hidden(shown: &Shown, action: &str) -> Vec<(String, String)> {
    let opening = format!("action=\"{action}\"");
    let form = shown.html.split("<form").find(|form| form.contains(&opening)).unwrap_or_default();
    let form = form.split("</form>").next().unwrap_or_default();
    let attribute = |field: &str, name: &str| {
        let rest = field.split(&format!("{name}=\"")).nth(1).unwrap_or_default();
        rest.split('"').next().unwrap_or_default().to_owned()
    };
    let fields = form.split("<input type=\"hidden\"").skip(1).filter_map(|field| field.split('>').next());
    fields.map(|field| (attribute(field, "name"), attribute(field, "value"))).collect()
}

fn assert_sound(shown: &Shown) {
    assert_eq!(html::faults(&shown.html), Vec::<String>::new(), "{}", shown.path);
    assert_eq!(shown.headers[header::CACHE_CONTROL], "no-store", "{}", shown.path);
}

#[tokio::test]
async fn cheques_are_taken_from_the_first_scan_to_the_receipt() {
    let desk = Desk::open("portal_counter").await;
    let carnet = desk.net.carnet().await;
    let first = desk.browser.opens("/guichet").await;
    assert_sound(&first);
    assert!(first.html.contains("autofocus") && first.title().starts_with("Encaisser"), "{}", first.html);

    let address = format!("HTTPS://PASS.EXAMPLE/C/{}", carnet[1].replace('-', ""));
    for (code, count) in [(carnet[0].to_lowercase(), "1 chèque : 10 €"), (address, "2 chèques : 20 €")] {
        let shown = desk.scans(&code).await;
        assert_eq!((shown.status, shown.path.as_str()), (StatusCode::OK, "/guichet"));
        assert!(shown.text().contains(&format!("Continuer avec {count}")), "{}", shown.text());
        assert_sound(&shown);
    }
    assert!(!desk.browser.cookies().values().any(|value| value.contains(&carnet[0].replace('-', ""))), "sealed");

    let confirm = desk.browser.opens("/guichet/confirmer").await;
    assert_sound(&confirm);
    assert!(confirm.text().contains("8 chèques (80 €), jusqu’au 31 octobre 2026"), "{}", confirm.text());
    let receipt = desk.takes(&hidden(&confirm, "/guichet/confirmer")).await;
    assert!(receipt.path.starts_with("/guichet/recu/"), "{}", receipt.path);
    assert_sound(&receipt);
    let said = receipt.text();
    assert!(said.contains("2 chèques (20 €)") && said.contains("8 chèques (80 €)"), "{said}");
    assert!(!said.to_lowercase().contains("refus"), "{said}");
    assert!(desk.browser.opens("/guichet").await.text().contains("Encaisser"), "the table is empty again");
    assert_eq!(desk.cheques_today().await, 2);
    desk.net.books_hold().await;
}

#[tokio::test]
async fn nothing_is_taken_twice_by_a_double_click_a_reload_or_back() {
    let desk = Desk::open("portal_twice").await;
    let carnet = desk.net.carnet().await;
    desk.scans(&carnet[0]).await;
    let form = desk.form().await;
    let receipt = desk.takes(&form).await;
    for _ in 0..3 {
        assert_eq!(desk.takes(&form).await.path, receipt.path, "the same receipt");
    }
    assert_eq!(desk.cheques_today().await, 1);
    // Back to « Vérifiez » finds the table empty.
    assert_eq!(desk.browser.opens("/guichet/confirmer").await.path, "/guichet");
    // The same cheque, scanned again with a new form, is told kindly.
    let again = desk.scans(&carnet[0]).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(again.text().contains("déjà été utilisé ici"), "{}", again.text());
    desk.net.books_hold().await;
}

#[tokio::test]
async fn a_slip_is_said_and_what_was_typed_is_kept() {
    let desk = Desk::open("portal_slips").await;
    let carnet = desk.net.carnet().await;
    let wrong = mistyped(&carnet[0]);
    let hostile = "<script>alert(1)</script>\u{202E}🎫";
    let long = "Z".repeat(100_000);
    for (typed, says) in
        [(wrong.as_str(), "faute de frappe"), (hostile, "faute de frappe"), (&long, ""), ("", "Scannez un chèque")]
    {
        let shown = desk.scans(typed).await;
        assert_ne!(shown.status, StatusCode::OK, "{says}");
        if shown.status == StatusCode::UNPROCESSABLE_ENTITY {
            assert!(shown.title().replace('\u{A0}', " ").starts_with("Erreur : "), "{}", shown.title());
            assert!(shown.text().contains(says) && shown.html.contains("href=\"#code\""), "{}", shown.text());
            assert!(!shown.html.contains("<script>alert"), "shown as text");
            assert_sound(&shown);
        }
    }
    let shown = desk.scans(&wrong).await;
    assert_eq!(shown.value("code").as_deref(), Some(wrong.as_str()));
    assert!(!shown.text().contains("Accueillir quand même"), "a slip of typing sends nobody away");
}

#[tokio::test]
async fn a_refusal_welcomes_the_person_first() {
    let desk = Desk::open("portal_refusals").await;
    let stock = desk.net.order(crate::support::network::Wanted::default()).await.carnets.remove(0);
    for code in [unknown(1), stock[0].to_owned()] {
        let shown = desk.scans(&code).await;
        assert_eq!(shown.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(shown.text().contains("Accueillez quand même la personne."), "{}", shown.text());
        let (before, _) = shown.html.split_once("id=\"lecture\"").expect("the form");
        assert!(before.contains("/guichet/accueil?motif="), "the first step, before the field");
    }
    desk.net.suspends(&desk.hesdin).await.ok();
    let shown = desk.scans(&stock[0]).await;
    assert!(shown.text().contains("Votre lieu ne peut pas prendre de chèques"), "{}", shown.text());

    let welcome = desk.browser.opens("/guichet/accueil?motif=VENUE_SUSPENDED").await;
    assert_sound(&welcome);
    let key = welcome.value("cle").unwrap_or_default();
    let none = [("cle", key.as_str()), ("motif", "VENUE_SUSPENDED"), ("comment", ""), ("personnes", "beaucoup")];
    let wrong = desk.browser.sends("/guichet/accueil", &none).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(wrong.value("personnes").as_deref(), Some("beaucoup"));
    let right = [("cle", key.as_str()), ("motif", "VENUE_SUSPENDED"), ("comment", "regulariser"), ("personnes", "2")];
    for _ in 0..2 {
        let day = desk.browser.sends("/guichet/accueil", &right).await;
        assert!(day.text().contains("Accueil de 2 personnes, à régulariser"), "{}", day.text());
    }
    assert_eq!(desk.net.day_of(&desk.hesdin).await["welcomed"], 2, "noted once");
}

#[tokio::test]
async fn an_act_is_undone_from_the_day_with_its_reason() {
    let desk = Desk::open("portal_undo").await;
    let carnet = desk.net.carnet().await;
    desk.scans(&carnet[0]).await;
    let receipt = desk.takes(&desk.form().await).await;
    let id = receipt.path.rsplit('/').next().expect("an identifier").to_owned();
    let day = desk.browser.opens("/guichet/jour").await;
    assert_sound(&day);
    assert!(day.html.contains(&format!("/guichet/annuler/{id}")) && day.text().contains("Vous"), "{}", day.text());

    let page = format!("/guichet/annuler/{id}");
    let form = desk.browser.opens(&page).await;
    let empty = desk.browser.sends(&page, &[("cle", &form.value("cle").unwrap_or_default()), ("motif", " ")]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    let undone = desk
        .browser
        .sends(&page, &[("cle", &form.value("cle").unwrap_or_default()), ("motif", "erreur de chèque")])
        .await;
    assert!(
        undone.text().contains("L’encaissement est annulé.") && undone.text().contains("Annulé"),
        "{}",
        undone.text()
    );
    let receipt = desk.browser.opens(&format!("/guichet/recu/{id}")).await;
    assert!(receipt.text().contains("Vos chèques vous sont rendus"), "{}", receipt.text());
    assert_eq!(desk.browser.opens(&page).await.path, format!("/guichet/recu/{id}"), "nothing to undo any more");
    desk.net.books_hold().await;
}

#[tokio::test]
async fn several_counters_are_asked_for_once() {
    let desk = Desk::open("portal_several").await;
    let annexe = desk.net.annexe(&desk.hesdin, "Auchy").await;
    let asked = desk.browser.opens("/guichet").await;
    assert_eq!(asked.path, "/guichet/lieu");
    assert_sound(&asked);
    let none = desk
        .browser
        .sends("/guichet/lieu", &[("cle", &asked.value("cle").unwrap_or_default()), ("lieu", &desk.net.nothing())])
        .await;
    assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
    let chosen = desk
        .browser
        .sends("/guichet/lieu", &[("cle", &asked.value("cle").unwrap_or_default()), ("lieu", &annexe.id)])
        .await;
    assert!(chosen.path == "/guichet" && chosen.text().contains("Mairie de Auchy"), "{}", chosen.text());
    assert_eq!(desk.browser.opens("/guichet").await.path, "/guichet", "kept");
}

#[tokio::test]
async fn a_counter_is_for_its_people_and_its_camera_for_one_page() {
    let desk = Desk::open("portal_own").await;
    let (auchy, carnet) = (desk.net.venue("Auchy").await, desk.net.carnet().await);
    desk.scans(&carnet[0]).await;
    let receipt = desk.takes(&desk.form().await).await;
    let theirs = Browser::signed_in(desk.net.centre(), &auchy.counter, "Sacha");
    assert_eq!(theirs.opens(&receipt.path).await.status, StatusCode::NOT_FOUND);
    let prescriber = Browser::signed_in(desk.net.centre(), &desk.net.cast.prescriber, "Dominique");
    for path in ["/guichet", "/guichet/jour", "/guichet/lieu", "/guichet/accueil", "/guichet/confirmer"] {
        assert_eq!(prescriber.opens(path).await.status, StatusCode::FORBIDDEN, "{path}");
        let nobody = Browser::of(desk.net.centre());
        let sent = nobody.once(Request::get(path), String::new(), path).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{path}");
    }
    let policy = |shown: &Shown| shown.headers[header::CONTENT_SECURITY_POLICY].to_str().expect("text").to_owned();
    assert!(policy(&desk.browser.opens("/guichet").await).contains("worker-src 'self' blob:"));
    for path in ["/guichet/jour", "/guichet/accueil", "/remise"] {
        assert!(!policy(&desk.browser.opens(path).await).contains("blob:"), "{path}");
    }
}

#[tokio::test]
async fn the_day_lands_with_what_was_taken() {
    let desk = Desk::open("portal_today").await;
    let carnet = desk.net.carnet().await;
    desk.net.redeems(&desk.hesdin, &[&carnet[0], &carnet[1]]).await.ok();
    let today = desk.browser.opens("/aujourdhui").await;
    assert_sound(&today);
    assert!(today.text().contains("2 chèques encaissés aujourd’hui"), "{}", today.text());
    assert!(!json!(today.html).to_string().contains("style="), "no style in the page");
}
