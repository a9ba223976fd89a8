//! The pages of help outside sessions, without script: one form, the day, the month for a spreadsheet, the figures.

use axum::http::{Request, StatusCode, header};
use serde_json::json;

use super::html;
use crate::support::{
    browser::{Browser, Shown},
    engine::Engine,
    network::{
        Network, Place,
        answer::text,
        deeds::{KEEP_LEARNER, RECORD_HELP},
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

    /// The form as it stands, filled in with these.
    async fn records(&self, said: &[(&str, &str)]) -> Shown {
        let page = self.browser.opens(RECORD).await;
        let key = page.value("cle").unwrap_or_default();
        let fields: Vec<(&str, &str)> = [("cle", key.as_str())].into_iter().chain(said.iter().copied()).collect();
        self.browser.sends(RECORD, &fields).await
    }

    /// A file, without following where it leads.
    async fn fetches(&self, path: &str) -> Shown {
        self.browser.once(Request::get(path), String::new(), path).await
    }
}

const RECORD: &str = "/guichet/coup-de-main";
const DAY: &str = "/guichet/coups-de-main";

fn assert_sound(shown: &Shown) {
    assert_eq!(html::faults(&shown.html), Vec::<String>::new(), "{}", shown.path);
    assert_eq!(shown.headers[header::CACHE_CONTROL], "no-store", "{}", shown.path);
}

#[tokio::test]
async fn help_is_noted_in_one_page_and_the_next_begins_with_it() {
    let desk = Desk::open("portal_help").await;
    let first = desk.browser.opens(RECORD).await;
    assert_sound(&first);
    assert_eq!(first.value("commune").as_deref(), Some("Hesdin-la-Forêt"), "where the venue is");
    assert_eq!((first.value("minutes").as_deref(), first.value("jour").as_deref()), (Some(""), Some("2025-10-01")));

    let day = desk.records(&[("theme", "courriel"), ("minutes", "25"), ("comment", "avec"), ("ou", "lieu")]).await;
    assert_sound(&day);
    assert_eq!(day.path, "/guichet/coups-de-main?jour=2025-10-01&fait=note");
    let said = day.text();
    assert!(said.contains("Aucun nom n’est gardé."), "{said}");
    assert!(said.contains("Le coup de main est noté.") && said.contains("1 coup de main noté : 25 minutes."), "{said}");
    assert!(said.contains("Courriel") && said.contains("Au lieu, faire avec") && said.contains("Vous"), "{said}");

    let next = desk.browser.opens(RECORD).await;
    assert_eq!(next.value("minutes").as_deref(), Some("25"));
    assert!(next.html.contains("value=\"avec\" checked"), "{}", next.html);
    assert!(!next.html.contains("value=\"courriel\" selected"), "the theme is chosen each time");
    desk.net.books_hold().await;
}

#[tokio::test]
async fn a_slip_is_said_and_what_was_typed_is_kept() {
    let desk = Desk::open("portal_help_slips").await;
    let none = desk.records(&[("theme", ""), ("minutes", "beaucoup"), ("commune", "Nulle-Part"), ("carte", "x")]).await;
    assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_sound(&none);
    for (link, words) in [
        ("#theme", "Choisissez un sujet dans la liste."),
        ("#minutes", "Écrivez un nombre de minutes, de 1 à 600."),
        ("#commune", ""),
    ] {
        assert!(none.html.contains(&format!("href=\"{link}\"")) && none.text().contains(words), "{}", none.text());
    }
    assert_eq!(none.value("minutes").as_deref(), Some("beaucoup"));
    assert!(none.html.contains("<details open>"), "what was typed further down is seen");

    let card = desk.records(&[("theme", "sante"), ("minutes", "5"), ("carte", "00000-00001")]).await;
    assert_eq!(card.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(card.html.contains("href=\"#carte\"") && card.text().contains("Nous ne trouvons pas cette carte."));
    let late = desk.records(&[("theme", "sante"), ("minutes", "5"), ("jour", "2025-10-02")]).await;
    assert!(late.html.contains("href=\"#jour\""), "{}", late.text());
    assert!(desk.browser.opens(DAY).await.text().contains("Aucun coup de main noté"), "nothing was noted");
}

#[tokio::test]
async fn help_noted_twice_by_a_double_click_counts_once_and_is_undone() {
    let desk = Desk::open("portal_help_undo").await;
    let page = desk.browser.opens(RECORD).await;
    let key = page.value("cle").unwrap_or_default();
    let fields = [("cle", key.as_str()), ("theme", "argent"), ("minutes", "10"), ("jour", "2025-09-30")];
    for _ in 0..3 {
        let day = desk.browser.sends(RECORD, &fields).await;
        assert!(day.text().contains("1 coup de main noté : 10 minutes."), "{}", day.text());
        assert!(day.text().contains("Démarche : Argent - Impôts"), "{}", day.text());
    }
    let day = desk.browser.opens("/guichet/coups-de-main?jour=2025-09-30").await;
    let (_, link) = day.html.split_once("href=\"/guichet/coups-de-main/").expect("a line to undo");
    let path = format!("/guichet/coups-de-main/{}", link.split('"').next().expect("an address"));
    assert!(path.ends_with("/annuler?jour=2025-09-30"), "{path}");
    let undo = desk.browser.opens(&path).await;
    assert_sound(&undo);
    let key = undo.value("cle").unwrap_or_default();
    let fields = [("cle", key.as_str()), ("jour", "2025-09-30")];
    let address = path.split('?').next().expect("an address");
    let undone = desk.browser.sends(address, &fields).await;
    assert!(undone.text().contains("Le coup de main est annulé."), "{}", undone.text());
    assert!(undone.text().contains("Aucun coup de main noté") && undone.text().contains("Annulé"), "{}", undone.text());
    assert!(desk.browser.opens(&path).await.path.starts_with("/guichet/coups-de-main?jour="), "nothing to undo");

    let auchy = desk.net.venue("Auchy").await;
    let theirs = Browser::signed_in(desk.net.centre(), &auchy.counter, "Sacha");
    assert_eq!(theirs.opens(&path).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_month_leaves_for_a_spreadsheet_in_the_columns_of_the_national_tool() {
    let desk = Desk::open("portal_help_csv").await;
    let first = [("theme", "argent"), ("minutes", "40"), ("comment", "place"), ("ou", "distance")];
    let rest = [("ailleurs", "oui"), ("age", "soixante-dix"), ("situation", "retraite"), ("suite", "sociale")];
    desk.records(&[first.as_slice(), rest.as_slice()].concat()).await;
    desk.records(&[("theme", "courriel"), ("minutes", "25"), ("jour", "2025-09-30")]).await;
    let csv = desk.fetches("/guichet/coups-de-main/csv?mois=2025-10").await;
    assert_eq!(csv.headers[header::CONTENT_TYPE], "text/csv; charset=utf-8");
    let lines: Vec<&str> = csv.html.lines().collect();
    assert_eq!(lines.len(), 2, "{}", csv.html);
    assert!(
        lines[0].starts_with("\u{feff}Date;Type;Bénéficiaire;Canaux d’accompagnement;Lieu;Durée (min)"),
        "{}",
        lines[0]
    );
    let line = "01/10/2025;Accompagnement individuel;Anonyme;À distance;Mairie de Hesdin;40;\
                Aide aux démarches administratives, Argent - Impôts;;Oui;\
                Structure d’aide sociale (maison des solidarités, centre social…);;70 ans et plus;Retraité;";
    assert!(lines[1].starts_with(line), "{}", lines[1]);
    for odd in ["/guichet/coups-de-main/csv", "/guichet/coups-de-main/csv?mois=octobre"] {
        assert_eq!(desk.fetches(odd).await.status, StatusCode::NOT_FOUND, "{odd}");
    }
}

#[tokio::test]
async fn a_card_is_no_line_of_a_spreadsheet() {
    let desk = Desk::open("portal_help_csv_card").await;
    let who = json!({ "input": { "givenName": "Amina", "familyName": "Ba" } });
    let kept = desk.net.asks(&desk.hesdin.counter, KEEP_LEARNER, who).await.ok();
    let card = text(&kept["card"]);
    let day = desk.records(&[("theme", "courriel"), ("minutes", "25"), ("carte", card.as_str())]).await;
    assert!(day.text().contains("Le coup de main est noté, avec la carte"), "{}", day.text());
    assert!(!day.text().contains("Aucun nom n’est gardé") && !day.text().contains("sans aucun nom"), "{}", day.text());
    let csv = desk.fetches("/guichet/coups-de-main/csv?mois=2025-10").await;
    assert!(csv.html.contains("Accompagnement individuel;Suivi;Lieu d’activité"), "{}", csv.html);
    assert!(!csv.html.contains(&card), "{}", csv.html);
}

#[tokio::test]
async fn who_reads_figures_reads_those_of_help() {
    let desk = Desk::open("portal_help_figures").await;
    let input = json!({ "venueId": desk.hesdin.id, "theme": "MAIL", "minutes": 20, "homeCommune": "62447" });
    for _ in 0..12 {
        desk.net.asks(&desk.hesdin.counter, RECORD_HELP, json!({ "input": input })).await.ok();
    }
    let analyst = Browser::signed_in(desk.net.centre(), &desk.net.cast.analyst, "Claude");
    assert!(analyst.opens("/chiffres").await.html.contains("/chiffres/coups-de-main"));
    let page = analyst.opens("/chiffres/coups-de-main").await;
    assert_sound(&page);
    assert!(page.text().contains("octobre 2025") && page.text().contains("Hesdin-la-Forêt 10"), "{}", page.text());
    let path = "/chiffres/coups-de-main/csv?mois=2025-10";
    let csv = analyst.once(Request::get(path), String::new(), path).await;
    assert!(csv.html.contains("62447;Hesdin-la-Forêt;2025-10;10"), "{}", csv.html);
    let funder = Browser::signed_in(desk.net.centre(), &desk.net.cast.funder, "Dominique");
    assert!(!funder.opens("/chiffres").await.html.contains("/chiffres/coups-de-main"));
    for path in ["/chiffres/coups-de-main", RECORD, DAY] {
        assert_eq!(funder.opens(path).await.status, StatusCode::FORBIDDEN, "{path}");
    }
}
