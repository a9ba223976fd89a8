//! Handing a booklet over, without script: the stock, the booklet, somebody without a name, a reminder to take away.

use axum::http::StatusCode;

use super::html;
use crate::support::{
    browser::{Browser, Shown},
    engine::Engine,
    network::{Network, Run, Wanted},
};

struct Desk {
    net: Network,
    run: Run,
    browser: Browser,
}

impl Desk {
    async fn open(name: &str) -> Self {
        let net = Network::open(Engine::Sqlite, name).await;
        let wanted = Wanted { carnets: 3, publics: &["SIXTY_AND_OVER", "JOB_SEEKER"], ..Wanted::default() };
        let run = net.order(wanted).await;
        net.allots(&run.order, &net.cast.prescriber, (1, 3)).await.ok();
        let browser = Browser::signed_in(net.centre(), &net.cast.prescriber, "Dominique");
        Self { net, run, browser }
    }

    async fn writes(&self, written: &str) -> Shown {
        let page = self.browser.opens("/remise").await;
        self.browser.sends("/remise", &[("cle", &page.value("cle").unwrap_or_default()), ("carnet", written)]).await
    }

    async fn fills(&self, fields: &[(&str, &str)]) -> Shown {
        let path = format!("/remise/carnet/{}", self.run.carnets[0].serial);
        let key = self.browser.opens(&path).await.value("cle").unwrap_or_default();
        let fields: Vec<(&str, &str)> = [("cle", key.as_str())].into_iter().chain(fields.iter().copied()).collect();
        self.browser.sends(&path, &fields).await
    }
}

#[tokio::test]
async fn a_booklet_is_handed_over_from_the_scan_to_the_reminder() {
    let desk = Desk::open("portal_hand_over").await;
    desk.net.venue("Hesdin").await;
    let serial = desk.run.carnets[0].serial.clone();
    let stock = desk.browser.opens("/remise").await;
    assert_eq!(html::faults(&stock.html), Vec::<String>::new());
    assert!(stock.text().contains("Il reste 3 carnets dans votre réserve."), "{}", stock.text());

    let carnet = desk.writes(&desk.run.carnets[0][4].to_lowercase()).await;
    assert_eq!((carnet.status, carnet.path.as_str()), (StatusCode::OK, format!("/remise/carnet/{serial}").as_str()));
    assert_eq!(html::faults(&carnet.html), Vec::<String>::new());
    assert!(carnet.text().contains("10 chèques (100 €)") && carnet.text().contains("60 ans et plus"));
    assert!(!carnet.text().contains("minima sociaux"), "only the publics of the order");

    let confirm = desk.fills(&[("public", "soixante"), ("commune", "hesdin la foret"), ("vu", "oui")]).await;
    assert!(confirm.path.starts_with("/remise/confirmer?"), "{}", confirm.path);
    assert_eq!(html::faults(&confirm.html), Vec::<String>::new());
    assert!(confirm.text().contains("Hesdin-la-Forêt") && confirm.text().contains("Vu par vous le 1er octobre 2025"));
    let fields: Vec<(&str, String)> = ["cle", "carnet", "public", "commune", "vu"]
        .map(|name| (name, confirm.value(name).expect("a hidden field")))
        .to_vec();
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let mut paths = Vec::new();
    for _ in 0..2 {
        let reminder = desk.browser.sends("/remise/confirmer", &fields).await;
        assert_eq!(html::faults(&reminder.html), Vec::<String>::new());
        assert!(
            reminder.text().contains(&serial) && reminder.text().contains("Mairie de Hesdin"),
            "{}",
            reminder.text()
        );
        let first = format!("/propositions?carnet={serial}");
        assert!(reminder.html.contains(&first) && reminder.html.contains("commune=Hesdin-la-For%C3%AAt"));
        paths.push(reminder.path);
    }
    assert_eq!(paths[0], paths[1], "sent twice, handed over once");
    let after = desk.browser.opens("/remise").await;
    assert!(after.text().contains("Il reste 2 carnets") && after.text().contains(&serial), "{}", after.text());
    desk.net.books_hold().await;
}

#[tokio::test]
async fn what_is_missing_is_said_and_what_was_typed_is_kept() {
    let desk = Desk::open("portal_remise_slips").await;
    for (written, says) in [("", "Scannez un chèque"), ("ZZZZZ-0001", "Nous ne trouvons pas"), ("<b>carnet</b>", "")] {
        let shown = desk.writes(written).await;
        assert_eq!(shown.status, StatusCode::UNPROCESSABLE_ENTITY, "{written}");
        assert!(shown.title().starts_with("Erreur") && shown.text().contains(says), "{}", shown.text());
        assert!(!shown.html.contains("<b>carnet"), "shown as text");
    }
    let empty = desk.fills(&[]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    for says in ["Choisissez la situation", "Écrivez le nom de la commune", "Cochez cette case"] {
        assert!(empty.text().contains(says), "{}", empty.text());
    }
    let several = desk.fills(&[("public", "emploi"), ("commune", "62140"), ("vu", "oui")]).await;
    assert!(several.text().contains("Plusieurs communes correspondent"), "{}", several.text());
    assert_eq!(several.value("commune").as_deref(), Some("62140"));
    let chosen = [("public", "emploi"), ("commune", "62140"), ("choix", "62447"), ("vu", "oui")];
    assert!(desk.fills(&chosen).await.path.starts_with("/remise/confirmer?"));
    let nowhere = desk.fills(&[("public", "emploi"), ("commune", "Paris"), ("vu", "oui")]).await;
    assert!(nowhere.text().contains("Nous ne trouvons pas cette commune"), "{}", nowhere.text());
}

#[tokio::test]
async fn the_day_of_a_prescriber_tells_the_stock() {
    let desk = Desk::open("portal_remise_today").await;
    let today = desk.browser.opens("/aujourdhui").await;
    assert!(
        today.text().contains("3 carnets dans votre réserve, à remettre avant le 30 juin 2026"),
        "{}",
        today.text()
    );
    let counter = desk.net.venue("Auchy").await.counter;
    let other = Browser::signed_in(desk.net.centre(), &counter, "Camille");
    for path in ["/remise", "/remise/carnet/K7QMX-0001"] {
        assert_eq!(other.opens(path).await.status, StatusCode::FORBIDDEN, "{path}");
    }
}
