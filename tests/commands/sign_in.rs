//! A network from nothing: founded by `passegue init`, its administrator signed in by a link, then by mail, its keys changed.

use std::fs;

use serde_json::{Value, json};

use super::{REFUSED, USAGE};
use crate::support::{
    afar::{Client, Ground},
    engine::Engine,
    network::{
        answer::text,
        deeds::{ASK_SIGN_IN, ME, RENEW_ACCESS, SIGN_IN},
    },
    post_office::PostOffice,
    program::{Ended, Program, ended},
};

const MAIL: &str = "ines@reseau.example";

/// Founds a network; the link that it gives alone on stdout.
async fn founded(ground: &Ground, name: &str, mail: &str) -> Ended {
    ground.runs(&["init", "--name", name, "--admin", "Inès Delattre", "--mail", mail]).await
}

/// A centre on it, which hands its letters in there.
async fn serving(ground: &Ground, post: &PostOffice) -> Program {
    let mut command = ground.command(&["serve", "--listen", "127.0.0.1:0"]);
    command.env("PASSEGUE_SMTP_URL", post.url()).env("PASSEGUE_MAIL_FROM", "Passegué <passegue@reseau.example>");
    command.env("PASSEGUE_LOG", "trace");
    Program::of(command, &ground.log()).await
}

fn link(printed: &str) -> (String, String) {
    let address = printed.trim();
    assert!(address.starts_with("https://pass.example/connexion/lien?demande="), "{address}");
    let (id, secret) = address.split_once("demande=").expect("a wish").1.split_once("&secret=").expect("a secret");
    (id.to_owned(), secret.to_owned())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_network_is_founded_and_its_administrator_signs_in() {
    let mut post = PostOffice::open().await;
    let ground = Ground::new(Engine::Sqlite, "init");
    let first = founded(&ground, "Réseau d'essai", MAIL).await;
    assert!(first.complained.contains("coffre") && first.complained.contains("keys"), "{first:?}");
    let (_, former) = link(&first.well());
    let (id, secret) = link(&founded(&ground, "Réseau d'essai", MAIL).await.well());
    assert_ne!(former, secret, "once more: another link, and the same network");
    founded(&ground, "Autre réseau", MAIL).await.stopped(REFUSED, "déjà fondé");
    founded(&ground, "Réseau d'essai", "autre@reseau.example").await.stopped(REFUSED, "déjà fondé");
    founded(&ground, "Réseau d'essai", "ines").await.stopped(USAGE, "--mail");

    let centre = serving(&ground, &post).await;
    let client = Client::new(centre.url());
    let by_link = client.does("", SIGN_IN, json!({ "id": id, "link": secret })).await;
    assert_eq!((&by_link["me"]["mail"], &by_link["secondFactor"]), (&json!(MAIL), &json!("TO_SET_UP")));

    // Whoever runs the network has typed a wrong password: nothing is lost, and readers are told.
    post.refuses(Some("535 5.7.8 mot de passe faux"));
    let asked = client.does("", ASK_SIGN_IN, json!({ "key": "k", "mail": MAIL })).await;
    while !client.does("", ASK_SIGN_IN, json!({ "key": "k", "mail": MAIL })).await["late"].as_bool().expect("late") {
        tokio::task::yield_now().await;
    }
    post.refuses(None);
    let mail = post.letter().await;
    assert_eq!((mail.to.as_str(), mail.head.contains("passegue@reseau.example")), (MAIL, true), "{mail:?}");
    let by_code = client.does("", SIGN_IN, json!({ "id": asked["id"], "code": mail.code() })).await;
    let renewed = client.does("", RENEW_ACCESS, json!({ "refresh": by_code["refresh"] })).await;

    ground.runs(&["keys", "rotate", "--at-once"]).await.well();
    let old = text(&renewed["token"]);
    while client.ask(&old, ME, &json!({})).await.expect("an answer").status == 200 {
        tokio::task::yield_now().await;
    }
    let again = client.does("", RENEW_ACCESS, json!({ "refresh": renewed["refresh"] })).await;
    assert_eq!(client.shows(&text(&again["token"]), ME, json!({})).await["mail"], MAIL);
    let letter = mail.code();
    drop(centre);
    nothing_is_told(&ground, &[&by_link, &by_code, &renewed, &again], &[&secret, &letter, MAIL, "Inès"]);
}

/// No token, no code, no link, no address and no name is in the log, however much it says.
fn nothing_is_told(ground: &Ground, carried: &[&Value], secrets: &[&str]) {
    let log = fs::read_to_string(ground.log()).expect("a log");
    assert!(log.len() > 10_000 && log.contains("identity.sign_in"), "the log says all: {} bytes", log.len());
    let tokens = carried.iter().flat_map(|access| [text(&access["token"]), text(&access["refresh"])]);
    for secret in tokens.chain(secrets.iter().map(|secret| (*secret).to_owned())) {
        assert!(!log.contains(&secret), "the log tells {}…", secret.chars().take(4).collect::<String>());
    }
}

#[tokio::test]
async fn keys_are_changed_without_a_restart_and_said_in_french() {
    let ground = Ground::ready(Engine::Sqlite, "keys_rotate").await;
    let missing = ended(ground.command(&["keys", "rotate"])).await;
    missing.stopped(REFUSED, "clés");
    let program = ground.serve().await;
    let kids = async |client: &Client| {
        let jwks: Value = client.get("/.well-known/jwks.json").await.json().await.expect("keys");
        jwks["keys"].as_array().expect("a list").len()
    };
    let client = Client::new(program.url());
    assert_eq!(kids(&client).await, 1);
    let told = ground.runs(&["keys", "rotate"]).await.well();
    assert!(told.contains("token-2") && told.contains("Rien n'est à relancer"), "{told}");
    while kids(&client).await < 2 {
        tokio::task::yield_now().await;
    }
}
