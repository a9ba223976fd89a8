//! « Bilan » without script: the questions on one page, the result in large type, the paper; and the operator's questions.

use axum::http::StatusCode;
use learners::diagnostic::questions::first;
use serde_json::json;

use super::html;
use crate::support::{
    browser::{Browser, Shown},
    engine::Engine,
    network::{
        Network,
        answer::text,
        deeds::{KEEP_LEARNER, RECORD_DIAGNOSTIC},
        diagnostics::answered,
    },
};

/// Opens the page of a form, and sends it there with these fields.
async fn fills(browser: &Browser, (page, path): (&str, &str), fields: &[(&str, &str)]) -> Shown {
    let shown = browser.opens(page).await;
    assert_eq!(html::faults(&shown.html), Vec::<String>::new(), "{page}");
    let hidden: Vec<(&str, String)> = ["cle", "version", "jour", "personne", "papier", "ecriture"]
        .into_iter()
        .filter_map(|name| Some((name, shown.value(name)?)))
        .filter(|(name, _)| fields.iter().all(|(given, _)| given != name))
        .collect();
    let fields: Vec<(&str, &str)> =
        hidden.iter().map(|(name, value)| (*name, value.as_str())).chain(fields.iter().copied()).collect();
    browser.sends(path, &fields).await
}

const NEW: &str = "/bilans/nouveau";

/// The same answer to every question about a skill, but for those that are left out.
fn all(value: &'static str, left_out: &[&str]) -> Vec<(String, &'static str)> {
    let asked = first().skills.iter().filter(|one| !left_out.contains(&one.id.as_str()));
    asked.map(|one| (format!("savoir-{}", one.id), value)).collect()
}

fn fields<'a>(answers: &'a [(String, &'static str)], more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    answers.iter().map(|(name, value)| (name.as_str(), *value)).chain(more.iter().copied()).collect()
}

#[tokio::test]
async fn five_minutes_lead_to_a_page_in_large_type() {
    let net = Network::open(Engine::Sqlite, "portal_bilan").await;
    let hesdin = net.venue("Hesdin").await;
    let browser = Browser::signed_in(net.centre(), &hesdin.counter, "Dominique");
    let home = browser.opens("/bilans").await;
    assert!(
        home.text().contains("Aucun bilan pour le moment") && html::faults(&home.html).is_empty(),
        "{}",
        home.text()
    );

    // What is missing is named, and nothing that was answered is lost.
    let answers = all("seul", &["mail"]);
    let chosen = [("tri-why", "learn"), ("savoir-trap", "pas-encore")];
    let answers: Vec<(String, &str)> = answers.into_iter().filter(|(name, _)| name != "savoir-trap").collect();
    let wrong = fills(&browser, (NEW, NEW), &fields(&answers, &chosen)).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(html::faults(&wrong.html), Vec::<String>::new());
    assert!(wrong.title().starts_with("Erreur"), "{}", wrong.title());
    assert!(wrong.text().contains("Il manque une réponse : Messages électroniques."), "{}", wrong.text());
    for kept in ["value=\"learn\" checked", "name=\"savoir-trap\" value=\"pas-encore\" checked"] {
        assert!(wrong.html.contains(kept), "{kept}");
    }
    assert_eq!(wrong.html.matches(" checked").count(), answers.len() + chosen.len());

    let whole = [("tri-why", "learn"), ("savoir-trap", "pas-encore"), ("savoir-mail", "aide")];
    let seen = fills(&browser, (NEW, NEW), &fields(&answers, &whole)).await;
    assert!(seen.status == StatusCode::OK && seen.path.starts_with("/bilans/"), "{} {}", seen.path, seen.text());
    assert_eq!(html::faults(&seen.html), Vec::<String>::new());
    let told = |id: &str| first().skill(id).expect("a question");
    for says in [
        "Votre bilan",
        told("handle").alone.as_str(),
        told("mail").helped.as_str(),
        told("trap").next.as_str(),
        "Imprimez-la",
    ] {
        assert!(seen.text().contains(says), "{says}: {}", seen.text());
    }
    for never in ["test", "niveau", "débutant", "Débutant", "score"] {
        assert!(!seen.text().contains(never), "{never}: {}", seen.text());
    }
    assert!(seen.html.contains("class=\"personne\""), "in large type");

    let staff = browser.opens(&format!("{}/equipe", seen.path)).await;
    assert_eq!(html::faults(&staff.html), Vec::<String>::new());
    for says in ["Se protéger", "1 : commence", "Intermédiaire", "Avec de l’aide", "2.1", "Des ateliers"] {
        assert!(staff.text().contains(says), "{says}: {}", staff.text());
    }
    assert!(browser.opens("/bilans").await.text().contains("Un bilan fait ici, dont 1 sans nom"));

    // Another place, another role, another day.
    let auchy = net.venue("Auchy").await;
    let other = Browser::signed_in(net.centre(), &auchy.counter, "Camille");
    assert_eq!(other.opens(&seen.path).await.status, StatusCode::NOT_FOUND);
    let treasurer = Browser::signed_in(net.centre(), &net.cast.treasurer, "Camille");
    for path in ["/bilans", NEW, "/bilans/papier", "/reseau/questions"] {
        assert_eq!(treasurer.opens(path).await.status, StatusCode::FORBIDDEN, "{path}");
    }
}

#[tokio::test]
async fn a_sheet_is_printed_and_copied_later() {
    let net = Network::open(Engine::Sqlite, "portal_bilan_paper").await;
    let browser = Browser::signed_in(net.centre(), &net.cast.prescriber, "Dominique");
    let paper = browser.opens("/bilans/papier").await;
    assert_eq!(html::faults(&paper.html), Vec::<String>::new());
    assert_eq!(paper.text().matches('☐').count(), first().skills.len() * 3 + 17, "{}", paper.text());
    assert!(paper.text().contains("Questions numéro 1."), "{}", paper.text());
    let enter = "/bilans/nouveau?papier=oui&version=1";
    let answers = all("pas-encore", &[]);
    let missing = fills(&browser, (enter, NEW), &fields(&answers, &[("jour", "")])).await;
    assert!(
        missing.text().contains("Écrivez le jour du bilan") && missing.value("papier").is_some(),
        "{}",
        missing.text()
    );
    let old = fills(&browser, (enter, NEW), &fields(&answers, &[("jour", "2025-01-01")])).await;
    assert_eq!(old.status, StatusCode::UNPROCESSABLE_ENTITY);
    let seen = fills(&browser, (enter, NEW), &fields(&answers, &[("jour", "2025-09-12")])).await;
    assert!(seen.text().contains("12 septembre 2025") && seen.text().contains("Vous commencez"), "{}", seen.text());
    let staff = browser.opens(&format!("{}/equipe", seen.path)).await;
    assert!(staff.text().contains("Sur papier") && staff.text().contains("0 : jamais touché"), "{}", staff.text());
    assert_eq!(browser.opens("/bilans/nouveau?version=9").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn who_prefers_that_it_be_done_is_told_where() {
    let net = Network::open(Engine::Sqlite, "portal_bilan_done").await;
    let hesdin = net.venue("Hesdin").await;
    let browser = Browser::signed_in(net.centre(), &hesdin.counter, "Dominique");
    let answers = all("aide", &[]);
    let seen = fills(&browser, (NEW, NEW), &fields(&answers, &[("tri-why", "done")])).await;
    for says in ["Pour votre démarche", "avec vous, ou pour vous", "Plus tard, si vous en avez envie"] {
        assert!(seen.text().contains(says), "{says}: {}", seen.text());
    }
    let around = browser.opens(&format!("{}?commune=hesdin+la+foret", seen.path)).await;
    assert_eq!(html::faults(&around.html), Vec::<String>::new());
    assert!(around.text().contains("Nous ne connaissons pas de lieu"), "{}", around.text());
    let unknown = browser.opens(&format!("{}?commune=xyzzyx", seen.path)).await;
    assert!(unknown.text().contains("Nous ne trouvons pas cette commune"), "{}", unknown.text());
    let which = browser.opens(&format!("{}?commune=62140", seen.path)).await;
    assert!(which.text().contains("Quelle commune") && html::faults(&which.html).is_empty(), "{}", which.text());
}

#[tokio::test]
async fn who_comes_back_reads_what_they_do_alone_now() {
    let net = Network::open(Engine::Sqlite, "portal_bilan_again").await;
    let hesdin = net.venue("Hesdin").await;
    let kept = json!({ "input": { "givenName": "Amina", "familyName": "Ba" } });
    let learner = text(&net.asks(&hesdin.counter, KEEP_LEARNER, kept).await.ok()["learnerId"]);
    let mut before = answered(&[], "NOT_YET");
    (before["learnerId"], before["madeOn"]) = (json!(learner), json!("2025-08-04"));
    net.asks(&hesdin.counter, RECORD_DIAGNOSTIC, json!({ "input": before })).await.ok();
    let browser = Browser::signed_in(net.centre(), &hesdin.counter, "Dominique");
    let answers = all("seul", &[]);
    let page = format!("/bilans/nouveau?personne={learner}");
    let seen = fills(&browser, (page.as_str(), NEW), &fields(&answers, &[])).await;
    for says in ["sans aide depuis le 4 août 2025", "Vous savez faire beaucoup de choses"] {
        assert!(seen.text().contains(says), "{says}: {}", seen.text());
    }
    assert!(seen.html.contains(&format!("/propositions?personne={learner}")), "what comes next is a link");
    assert!(
        !seen.text().contains("Amina") && !seen.text().contains("s’ouvre aujourd’hui seulement"),
        "{}",
        seen.text()
    );
    let staff = browser.opens(&format!("{}/equipe", seen.path)).await;
    assert!(staff.text().contains("Le 4 août 2025") && html::faults(&staff.html).is_empty(), "{}", staff.text());
    let list = browser.opens(&format!("/bilans/personnes/{learner}")).await;
    assert_eq!(html::faults(&list.html), Vec::<String>::new());
    assert!(list.text().contains("4 août 2025") && list.text().contains("1er octobre 2025"), "{}", list.text());
    assert_eq!(browser.opens("/bilans/personnes/amina").await.status, StatusCode::NOT_FOUND);
    // Somebody whom this place does not know.
    let foreign = format!("/bilans/nouveau?personne={}", net.nothing());
    let refused = fills(&browser, (foreign.as_str(), NEW), &fields(&answers, &[])).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn the_operator_changes_a_word_in_the_next_version() {
    let net = Network::open(Engine::Sqlite, "portal_questions").await;
    let browser = Browser::signed_in(net.centre(), &net.cast.operator, "Karim");
    let sets = "/reseau/questions";
    let draft = fills(&browser, (sets, sets), &[]).await;
    assert_eq!(draft.path, "/reseau/questions/2");
    assert_eq!(html::faults(&draft.html), Vec::<String>::new());
    assert!(browser.opens(sets).await.text().contains("Un brouillon est en cours"));
    let mail = "/reseau/questions/2/savoir/mail";
    let one = first().skill("mail").expect("a question");
    let texts = [
        ("seul", one.alone.as_str()),
        ("aide", one.helped.as_str()),
        ("suite", one.next.as_str()),
        ("sujet", one.topic.as_str()),
    ];
    let texts: Vec<(&str, &str)> = texts.into_iter().chain([("competence", "2.1")]).collect();
    let with = |ask: &'static str| texts.iter().copied().chain([("question", ask)]).collect::<Vec<_>>();
    let wrong = fills(&browser, (mail, mail), &with("")).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.html.contains(&one.topic), "nothing is lost");
    let changed = fills(&browser, (mail, mail), &with("Est-ce que vous écrivez à vos proches ?")).await;
    assert!(
        changed.path == "/reseau/questions/2" && changed.text().contains("écrivez à vos proches"),
        "{}",
        changed.text()
    );
    let why = "/reseau/questions/2/tri/why";
    let labels = [("reponse-learn", "J’aimerais apprendre"), ("reponse-formality", "Une démarche, et l’apprendre")];
    let more =
        [("reponse-done", "Une démarche, faite pour moi"), ("reponse-discover", "Voir"), ("question", "Pourquoi ?")];
    let sort = fills(&browser, (why, why), &[labels.as_slice(), more.as_slice()].concat()).await;
    assert!(sort.text().contains("J’aimerais apprendre"), "{}", sort.text());
    // Without its two questions about safety it may not be published.
    let away = "/reseau/questions/2/retirer";
    fills(&browser, ("/reseau/questions/2/savoir/trap", away), &[("question", "trap")]).await;
    let path = "/reseau/questions/2";
    let refused = fills(&browser, (path, path), &[]).await;
    assert!(refused.text().contains("chaque domaine en a au moins deux"), "{}", refused.text());
    let new = "/reseau/questions/2/savoir/nouvelle";
    let added: Vec<(&str, &str)> =
        with("Est-ce que vous voyez les pièges ?").into_iter().filter(|(name, _)| *name != "competence").collect();
    fills(&browser, (new, new), &[added.as_slice(), [("competence", "4.2")].as_slice()].concat()).await;
    let published = fills(&browser, (path, path), &[]).await;
    assert!(published.text().contains("elle ne change plus"), "{}", published.text());
    assert_eq!(browser.opens(mail).await.status, StatusCode::NOT_FOUND);

    let counter = Browser::signed_in(net.centre(), &net.cast.prescriber, "Dominique");
    let asked = counter.opens(NEW).await;
    assert!(asked.text().contains("écrivez à vos proches") && asked.text().contains("les pièges"), "{}", asked.text());
    assert_eq!(counter.opens(sets).await.status, StatusCode::FORBIDDEN);
}
