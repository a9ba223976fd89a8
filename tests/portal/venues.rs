//! A venue's own pages: its sheet, its hours, what it offers, and the application that it writes, task by task.

use axum::http::StatusCode;

use super::html;
use crate::support::{
    browser::{Browser, Shown},
    engine::Engine,
    network::{
        Network, Place,
        elsewhere::{Elsewhere, event},
    },
};

/// A page that is whole, under that status.
fn whole(shown: &Shown, status: StatusCode) {
    assert_eq!(shown.status, status, "{}: {}", shown.path, shown.text());
    assert_eq!(html::faults(&shown.html), Vec::<String>::new(), "{}", shown.path);
}

/// The form of a page, sent with these fields and its hidden key.
async fn sent(browser: &Browser, page: &str, action: &str, fields: &[(&str, &str)]) -> Shown {
    let shown = browser.opens(page).await;
    whole(&shown, StatusCode::OK);
    let key = shown.value("cle").unwrap_or_default();
    let fields: Vec<(&str, &str)> = fields.iter().copied().chain([("cle", key.as_str())]).collect();
    let answer = browser.sends(action, &fields).await;
    whole(&answer, answer.status);
    answer
}

fn wrong(shown: &Shown, sentence: &str) {
    assert_eq!(shown.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", shown.text());
    assert!(shown.title().starts_with("Erreur"), "{}", shown.title());
    assert!(shown.text().matches(sentence).count() >= 2, "at the top and beside the field: {}", shown.text());
}

fn manager(net: &Network, place: &Place) -> Browser {
    Browser::signed_in(net.centre(), &place.manager, "Dominique")
}

#[tokio::test]
async fn a_manager_changes_the_sheet() {
    let net = Network::open(Engine::Sqlite, "pages_sheet").await;
    let hesdin = net.venue("Hesdin").await;
    let (browser, path) = (manager(&net, &hesdin), format!("/lieu/{}", hesdin.id));
    let home = browser.opens("/lieu").await;
    whole(&home, StatusCode::OK);
    assert_eq!(home.path, path, "the only venue is shown at once");
    assert!(home.text().contains("Ce lieu est habilité jusqu’au 30 septembre 2028"), "{}", home.text());

    let edit = format!("{path}/fiche");
    let typed = [
        ("nom", "Mairie <b>\u{202E}"),
        ("adresse", ""),
        ("telephone", "appelez"),
        ("courriel", "mairie"),
        ("venir", "=cmd|' /C calc'!A0"),
    ];
    let refused = sent(&browser, &edit, &edit, &typed).await;
    wrong(&refused, "Écrivez le numéro et la rue");
    assert!(refused.text().contains("Écrivez l’adresse en entier"), "every field is told: {}", refused.text());
    assert_eq!(refused.value("telephone").as_deref(), Some("appelez"), "what was typed stays");
    assert!(!refused.html.contains("<b>\u{202E}"), "text is text");

    let typed = [
        ("nom", "Mairie d'Hesdin"),
        ("adresse", "1 place d'Armes"),
        ("telephone", "03 21 86 71 69"),
        ("acces", "WALK_IN"),
        ("acces", "MOBILITY"),
        ("venir", "Derrière l'église."),
    ];
    let done = sent(&browser, &edit, &edit, &typed).await;
    assert_eq!(done.status, StatusCode::OK);
    for told in ["C’est enregistré", "Mairie d'Hesdin", "On peut venir sans prévenir.", "Derrière l'église."] {
        assert!(done.text().contains(told), "{told}: {}", done.text());
    }
    let auchy = net.venue("Auchy").await;
    let other = browser.opens(&format!("/lieu/{}", auchy.id)).await;
    whole(&other, StatusCode::NOT_FOUND);
    let counter = Browser::signed_in(net.centre(), &hesdin.counter, "Camille");
    whole(&counter.opens(&edit).await, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn hours_are_written_day_by_day() {
    let net = Network::open(Engine::Sqlite, "pages_hours").await;
    let hesdin = net.venue("Hesdin").await;
    let (browser, path) = (manager(&net, &hesdin), format!("/lieu/{}", hesdin.id));
    let page = format!("{path}/horaires");
    let shown = browser.opens(&page).await;
    assert_eq!(shown.value("lundi-2-a").as_deref(), Some("17 h"), "what is known stands in the form");

    let typed = [("lundi-1-de", "9h"), ("lundi-1-a", "midi"), ("mardi-1-de", "14"), ("mardi-1-a", "9")];
    let refused = sent(&browser, &page, &page, &typed).await;
    wrong(&refused, "Écrivez l’heure comme 9 h ou 9 h 30.");
    assert!(refused.text().contains("La fin vient après le début."), "{}", refused.text());
    assert_eq!(refused.value("lundi-1-a").as_deref(), Some("midi"));

    let typed = [
        ("mardi-1-de", "9h"),
        ("mardi-1-a", "12 h 30"),
        ("mardi-2-de", "14"),
        ("mardi-2-a", "17:00"),
        ("samedi-1-de", "10"),
        ("samedi-1-a", "12"),
        ("samedi-note", "sur rendez-vous"),
        ("feries", "fermes"),
    ];
    let done = sent(&browser, &page, &page, &typed).await;
    for told in [
        "mardi : de 9 h à 12 h 30 et de 14 h à 17 h",
        "samedi : de 10 h à 12 h (sur rendez-vous)",
        "jours fériés : fermé",
    ] {
        assert!(done.text().contains(told), "{told}: {}", done.text());
    }
}

#[tokio::test]
async fn a_workshop_is_proposed_announced_and_called_off() {
    let net = Network::open(Engine::Sqlite, "pages_workshops").await;
    let hesdin = net.venue("Hesdin").await;
    let browser = Browser::signed_in(net.centre(), &hesdin.counter, "Camille");
    let path = format!("/lieu/{}/ateliers", hesdin.id);
    let new = format!("{path}/nouveau");
    let refused = sent(&browser, &new, &new, &[("titre", ""), ("duree", "beaucoup")]).await;
    wrong(&refused, "Écrivez un titre, en 120 signes au plus.");
    let typed = [
        ("titre", "Premiers clics"),
        ("theme", "ordinateur"),
        ("niveau", "jamais"),
        ("duree", "90"),
        ("places", "8"),
        ("prix", "1"),
    ];
    let done = sent(&browser, &new, &new, &typed).await;
    assert!(
        done.text().contains("Premiers clics") && done.text().contains("90 minutes, 8 places, 1 chèque"),
        "{}",
        done.text()
    );

    let link = done.html.split("href=\"").find(|link| link.contains("/seance\"")).expect("a way to announce");
    let announce = link.split('"').next().expect("a path").to_owned();
    wrong(&sent(&browser, &announce, &announce, &[("jour", "hier"), ("heure", "9h")]).await, "Écrivez le jour comme");
    let past = sent(&browser, &announce, &announce, &[("jour", "2020-01-01"), ("heure", "9h")]).await;
    wrong(&past, "Ce moment est déjà passé.");
    let done = sent(&browser, &announce, &announce, &[("jour", "15/10/2025"), ("heure", "14h30")]).await;
    assert!(done.text().contains("mercredi 15 octobre 2025 à 14 h 30"), "{}", done.text());

    let link = done.html.split("href=\"").find(|link| link.contains("/annuler\"")).expect("a way to call off");
    let cancel = link.split('"').next().expect("a path").to_owned();
    wrong(&sent(&browser, &cancel, &cancel, &[("raison", "")]).await, "Dites pourquoi, en une phrase.");
    let done = sent(&browser, &cancel, &cancel, &[("raison", "Panne de chauffage")]).await;
    assert!(done.text().contains("Annulée : Panne de chauffage"), "{}", done.text());
}

/// The first link of a page whose address ends so.
fn link(shown: &Shown, end: &str) -> String {
    let found = shown.html.split("href=\"").find(|link| link.split('"').next().is_some_and(|path| path.ends_with(end)));
    found.and_then(|link| link.split('"').next()).unwrap_or_else(|| panic!("no link to {end}")).to_owned()
}

#[tokio::test]
async fn a_series_is_looked_at_then_planned_in_a_room() {
    let net = Network::open(Engine::Sqlite, "pages_series").await;
    let hesdin = net.venue("Hesdin").await;
    let browser = manager(&net, &hesdin);
    net.offers(&hesdin, "Premiers clics").await;
    let rooms = format!("/lieu/{}/salles", hesdin.id);
    wrong(&sent(&browser, &rooms, &rooms, &[("nom", ""), ("places", "8")]).await, "Écrivez un nom");
    let only = [("nom", "Mairie d’Azincourt"), ("places", "8"), ("adresse", "1 rue Charles VI")];
    wrong(&sent(&browser, &rooms, &rooms, &only).await, "Écrivez aussi le code de la commune.");
    let done = sent(&browser, &rooms, &rooms, &[("nom", "Salle bleue"), ("places", "8")]).await;
    assert!(done.text().contains("Salle bleue") && done.text().contains("8 places"), "{}", done.text());
    let people = format!("/lieu/{}/animation", hesdin.id);
    assert!(sent(&browser, &rooms, &people, &[("qui", "Camille")]).await.text().contains("Camille"));

    let workshops = browser.opens(&format!("/lieu/{}/ateliers", hesdin.id)).await;
    let series = link(&workshops, "/serie");
    wrong(&sent(&browser, &series, &series, &[("jour", "hier"), ("suite", "voir")]).await, "Écrivez le jour comme");
    let typed = [("jour", "14/10/2025"), ("heure", "14 h"), ("rythme", "semaine"), ("fin", "18/11/2025")];
    let look = sent(&browser, &series, &series, &[&typed[..], &[("suite", "voir")]].concat()).await;
    whole(&look, StatusCode::OK);
    assert_eq!(look.value("heure").as_deref(), Some("14 h"), "what was typed stays");
    for told in ["3 séances auront lieu", "mardi 11 novembre 2025", "11 novembre", "vacances scolaires"] {
        assert!(look.text().contains(told), "{told}: {}", look.text());
    }
    let done = sent(&browser, &series, &series, &[&typed[..], &[("suite", "creer")]].concat()).await;
    assert!(done.text().contains("La série est créée"), "{}", done.text());
    assert!(done.text().contains("mardi 4 novembre 2025 à 14 h"), "{}", done.text());
    assert!(!done.text().contains("mardi 11 novembre 2025"), "a holiday is not planned: {}", done.text());
}

#[tokio::test]
async fn a_calendar_elsewhere_is_read_and_what_waits_is_completed() {
    let net = Network::open(Engine::Sqlite, "pages_calendars").await;
    let hesdin = net.venue("Hesdin").await;
    let browser = manager(&net, &hesdin);
    let workshop = net.offers(&hesdin, "Premiers clics").await;
    let all_day =
        event("2@mairie", "Fête", "20251225", "").replace(";TZID=Europe/Paris:20251225T140000", ";VALUE=DATE:20251225");
    let elsewhere = Elsewhere::serves(&[event("1@mairie", "Les débuts", "20251021", ""), all_day]).await;
    let calendars = format!("/lieu/{}/calendriers", hesdin.id);
    wrong(&sent(&browser, &calendars, &calendars, &[("adresse", "")]).await, "Écrivez l’adresse de partage");
    let typed = sent(&browser, &calendars, &calendars, &[("adresse", "mon agenda")]).await;
    wrong(&typed, "Écrivez l’adresse de partage");
    assert_eq!(typed.value("adresse").as_deref(), Some("mon agenda"), "what was typed is kept");
    let address = elsewhere.address();
    let added = sent(&browser, &calendars, &calendars, &[("adresse", address.as_str())]).await;
    assert!(added.text().contains("relu dans quelques minutes"), "{}", added.text());
    assert!(!added.html.contains(&elsewhere.secret()), "an address is not shown again");

    net.reads_calendars().await;
    let read = browser.opens(&calendars).await;
    for told in [
        "localhost",
        "une date à compléter",
        "Ligne 10 : il dure toute la journée",
        "Quel atelier est « Les débuts » ?",
    ] {
        assert!(read.text().contains(told), "{told}: {}", read.text());
    }
    let path = |shown: &Shown, part: &str| {
        let form =
            shown.html.split("action=\"").find(|form| form.split('"').next().is_some_and(|to| to.contains(part)));
        form.and_then(|form| form.split('"').next()).expect("a form").to_owned()
    };
    let complete = path(&read, "/seances-a-completer/");
    let field = format!("atelier-{}", complete.rsplit('/').next().expect("an entry"));
    wrong(&sent(&browser, &calendars, &complete, &[(field.as_str(), "")]).await, "Choisissez un atelier");
    let done = sent(&browser, &calendars, &complete, &[(field.as_str(), workshop.as_str())]).await;
    assert!(done.text().contains("Une séance à venir, rien à compléter."), "{}", done.text());
    let gone = sent(&browser, &calendars, &path(&done, "/retirer"), &[]).await;
    assert!(gone.text().contains("Aucun agenda n’est relu."), "{}", gone.text());
    assert!(
        browser.opens(&format!("/lieu/{}/ateliers", hesdin.id)).await.text().contains("mardi 21 octobre 2025 à 14 h")
    );
}

#[tokio::test]
async fn a_calendar_is_opened_shown_once_followed_and_closed() {
    let net = Network::open(Engine::Sqlite, "pages_feeds").await;
    let hesdin = net.venue("Hesdin").await;
    let browser = manager(&net, &hesdin);
    let workshop = net.offers(&hesdin, "Premiers clics").await;
    net.schedules(&hesdin, &workshop, "2025-10-20T14:00:00+02:00").await.ok();
    let feeds = format!("/lieu/{}/agendas", hesdin.id);
    let opened = sent(&browser, &feeds, &feeds, &[("qui", "")]).await;
    let address = link(&opened, ".ics");
    assert!(!browser.opens(&feeds).await.html.contains(&address), "an address is shown once");
    let calendar = browser.opens(&address).await;
    assert_eq!(calendar.status, StatusCode::OK);
    assert!(calendar.html.contains("SUMMARY:Premiers clics\r\n"), "{}", calendar.html);
    let close = opened.html.split("action=\"").find(|form| form.contains("/fermer\"")).expect("a way to close");
    let close = close.split('"').next().expect("a path").to_owned();
    sent(&browser, &feeds, &close, &[]).await;
    assert_eq!(browser.opens(&address).await.status, StatusCode::NOT_FOUND);

    let bulletin = browser.opens(&format!("/lieu/{}/ateliers/seances.csv", hesdin.id)).await;
    assert!(bulletin.html.contains("lundi 20 octobre 2025;"), "{}", bulletin.html);
    assert!(bulletin.html.contains(";120;Premiers clics;Mairie de Hesdin;8;1\r\n"), "{}", bulletin.html);
}

#[tokio::test]
async fn an_application_is_written_task_by_task() {
    let net = Network::open(Engine::Sqlite, "pages_apply").await;
    let hesdin = net.venue("Hesdin").await;
    let browser = manager(&net, &hesdin);
    let tasks = browser.opens("/lieu/demande").await;
    whole(&tasks, StatusCode::OK);
    assert_eq!(tasks.text().matches("À faire").count(), 4, "{}", tasks.text());

    let place = "/lieu/demande/lieu";
    let typed = [("lieu", "nouveau"), ("nom", "Annexe"), ("adresse", "2 rue du Lac"), ("commune", "62310")];
    let several = sent(&browser, place, place, &typed).await;
    wrong(&several, "Plusieurs communes sont possibles.");
    assert!(several.text().contains("Tramecourt (62310)"), "{}", several.text());
    let chosen: Vec<(&str, &str)> = typed.into_iter().chain([("code", "62828")]).collect();
    sent(&browser, place, place, &chosen).await;

    let account = "/lieu/demande/compte";
    let bad = [("titulaire", "Commune"), ("iban", "FR76 3000 6000 0112 3456 7890 188"), ("bic", "BDFEFRPP")];
    wrong(&sent(&browser, account, account, &bad).await, "Cet IBAN ne passe pas le contrôle.");
    let good = [("titulaire", "Commune"), ("iban", "FR76 3000 6000 0112 3456 7890 189"), ("bic", "BDFEFRPP")];
    let told = sent(&browser, account, account, &good).await;
    assert!(!told.html.contains("0112"), "an account is not shown whole");
    let grid = "/lieu/demande/grille";
    sent(
        &browser,
        grid,
        grid,
        &[("critere-public", "oui"), ("note-public", "Tous les jours"), ("critere-staff", "bientot")],
    )
    .await;

    // A colleague takes it up where it was left.
    let colleague = net.newcomer(&hesdin, kernel::access::Role::VenueManager).await;
    let colleague = Browser::signed_in(net.centre(), &colleague, "Alix");
    let send = "/lieu/demande/envoyer";
    let check = colleague.opens(send).await;
    whole(&check, StatusCode::OK);
    for told in ["Annexe, 2 rue du Lac, Tramecourt", "Réponses données : 2 sur 11."] {
        assert!(check.text().contains(told), "{told}: {}", check.text());
    }
    let key = check.value("cle").unwrap_or_default();
    let done = colleague.sends(send, &[("cle", &key)]).await;
    assert!(done.text().contains("Votre demande est envoyée."), "{}", done.text());
    assert!(done.text().contains("Tous les jours") && done.text().contains("La demande attend une décision."));
    // A double click sends nothing twice.
    let again = colleague.sends(send, &[("cle", &key)]).await;
    assert_eq!(again.text().matches("Annexe").count(), 2, "one card, and the name of its link: {}", again.text());

    let write = done.path.split('?').next().unwrap_or_default().to_owned();
    let message = format!("{write}/message");
    wrong(&sent(&colleague, &write, &message, &[("message", " ")]).await, "Écrivez votre message");
    let told = sent(&colleague, &write, &message, &[("message", "Bonjour <script>")]).await;
    assert!(
        told.text().contains("pour le demandeur") && told.html.contains("Bonjour &#60;script&#62;"),
        "{}",
        told.html
    );
    let stranger = manager(&net, &net.venue("Auchy").await);
    whole(&stranger.opens(&write).await, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn files_are_joined_and_opened_again() {
    let net = Network::open(Engine::Sqlite, "pages_pieces").await;
    let hesdin = net.venue("Hesdin").await;
    let browser = manager(&net, &hesdin);
    let account = "/lieu/demande/compte";
    let good = [("titulaire", "Commune"), ("iban", "FR76 3000 6000 0112 3456 7890 189"), ("bic", "BDFEFRPP")];
    sent(&browser, account, account, &good).await;
    let place = "/lieu/demande/lieu";
    sent(&browser, place, place, &[("lieu", &hesdin.id)]).await;

    let pieces = "/lieu/demande/pieces";
    let brought = async |page: &str, criterion: &str, name: &str| {
        let key = browser.opens(page).await.value("cle").unwrap_or_default();
        let fields = [("cle", key.as_str()), ("critere", criterion)];
        let shown = browser.brings(page, &fields, Some((name, "application/pdf", "%PDF-1.7 piece %%EOF"))).await;
        whole(&shown, shown.status);
        shown
    };
    wrong(&brought(pieces, "", "rib.pdf").await, "Choisissez ce que montre la pièce.");
    let told = brought(pieces, "bank", "rib <b>.pdf").await;
    assert!(told.html.contains("rib &#60;b&#62;.pdf"), "{}", told.html);
    let send = "/lieu/demande/envoyer";
    let done = sent(&browser, send, send, &[]).await;
    assert!(done.text().contains("Votre demande est envoyée."), "{}", done.text());

    let case = done.path.split('?').next().unwrap_or_default().to_owned();
    let grid = format!("{case}/grille");
    sent(&browser, &grid, &grid, &[("critere-bank", "oui")]).await;
    let joined = brought(&format!("{case}/pieces"), "insurance", "assurance.pdf").await;
    for told in ["La pièce est jointe.", "Ouvrir assurance.pdf", "Ouvrir rib <b>.pdf"] {
        let text = joined.text().replace("&#60;", "<").replace("&#62;", ">");
        assert!(text.contains(told), "{told}: {text}");
    }
    // The operator opens it too; a stranger does not.
    let id = case.rsplit('/').next().unwrap_or_default().to_owned();
    let network = Browser::signed_in(net.centre(), &net.cast.operator, "Sacha");
    let page = network.opens(&format!("/reseau/demandes/{id}")).await;
    whole(&page, StatusCode::OK);
    let action = page.html.split("action=\"").find(|link| link.contains("/pieces/")).expect("a file to open");
    let action = action.split('"').next().unwrap_or_default().to_owned();
    let key = page.value("cle").unwrap_or_default();
    let opened = network.sends(&action, &[("cle", &key)]).await;
    assert!(opened.status == StatusCode::OK && opened.html.starts_with("%PDF"), "{}", opened.html);
    let stranger = manager(&net, &net.venue("Auchy").await);
    let foreign = action.replace("/reseau/", "/lieu/");
    let key = stranger.opens("/lieu/demande/lieu").await.value("cle").unwrap_or_default();
    let refused = stranger.sends(&foreign, &[("cle", &key)]).await;
    whole(&refused, StatusCode::NOT_FOUND);
}
