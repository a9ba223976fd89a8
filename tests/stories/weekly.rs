//! The letter of the week: once a week to each administrator, by the network's own clock.

use passegue::weekly::Weekly;

use crate::support::{
    engine::{Engine, on_both_engines},
    network::Network,
};

on_both_engines!(administrators_are_written_to_once_a_week);

const MAIL: &str = "administration@reseau.example";

async fn administrators_are_written_to_once_a_week(engine: Engine) {
    let net = Network::open(engine, "weekly").await;
    net.names_as(&net.cast.administrator.organisation(), "ADMINISTRATOR", "Ana Martel", MAIL).await;
    net.names_as(&net.cast.operator.organisation(), "OPERATOR", "Karim Benali", "karim@reseau.example").await;
    let (lodge, place) = (net.centre().lodge().clone(), net.centre().store().place().clone());
    let weekly = Weekly::new(lodge, place, std::env::temp_dir().join("passegue-weekly-nowhere"));
    let written = async || {
        net.centre().carry_letters().await.expect("letters are carried");
        let kept = net.centre().mailbox().expect("a mailbox").letters();
        let to = |mail: &str| kept.iter().filter(|kept| kept.letter.to.as_str() == mail).count();
        (to(MAIL), to("karim@reseau.example"))
    };
    // 1 October 2025 is a Wednesday.
    assert!(weekly.look().await.expect("it is written"));
    assert!(!weekly.look().await.expect("it is there"), "once a week");
    assert_eq!(written().await, (1, 0));
    let kept = net.centre().mailbox().expect("a mailbox").letters();
    let letter = &kept.iter().find(|kept| kept.letter.to.as_str() == MAIL).expect("a letter").letter;
    assert!(letter.subject.starts_with("Passegué : ") && letter.body.contains("Sauvegarde"), "{}", letter.body);
    net.it_is("2025-10-06", (6, 0));
    assert!(!weekly.look().await.expect("it is there"), "before Monday at seven");
    net.it_is("2025-10-06", (7, 0));
    assert!(weekly.look().await.expect("it is written"));
    assert_eq!(written().await, (2, 0));
}
