//! What a program leaves in its log: of what people are called, how they are reached, what opens and what pays, nothing.

use kernel::{access::Role, chance::Chance, code::Code};
use serde_json::{Value, json};

use crate::support::{
    afar::{Afar, Ground},
    engine::{Engine, on_both_engines},
    network::{
        answer::text,
        counter::mistyped,
        deeds::{
            ANSWER_LINKED_REFERRAL, APPLY, CHEQUE, Deed, ENROL, HAND_OVER, KEEP_LEARNER, LEARNERS, LINKED_REFERRAL,
            MEMBERS, OPEN_FILE, OPEN_REFERRAL_LINK, RECORD_CONSENTS, REDEEM, REGISTER, SEND_REFERRAL, SERVE_LEARNER,
            SIMILAR, SUSPEND, VENUE, VOID,
        },
        demand,
    },
    program::Program,
};

on_both_engines!(a_log_holds_nothing_that_was_said_in_confidence);

/// Everything that our own crates would ever say, and what others say of importance.
const LOUD: &str = "info,passegue=trace,gateway=trace,registry=trace,cheques=trace,learners=trace,node=trace,store=trace,kernel=trace,portal=trace";

/// Words that stand in requests, and nowhere else: if one is found in a log, it came from there.
const CANARIES: [&str; 8] = [
    "Canarinom",
    "canari.courriel@exemple.test",
    "0698765432",
    "33698765432",
    "Canarititulaire",
    "Canarimotif",
    "CANARI-REFERENCE",
    "canarisecret",
];

async fn a_log_holds_nothing_that_was_said_in_confidence(engine: Engine) {
    let ground = Ground::ready(engine, "traces").await;
    let mut serve = ground.command(&["serve", "--listen", "127.0.0.1:0"]);
    serve.env("PASSEGUE_LOG", LOUD);
    let centre = Program::of(serve, &ground.log()).await;
    let afar = Afar::found(&ground, centre.url()).await;
    let venue = afar.venue("Hesdin").await;
    let codes = afar.cheques(1, 10).await;
    let mut secrets: Vec<String> = codes.iter().flat_map(|code| [code.clone(), code.replace('-', "")]).collect();
    secrets.extend([afar.operator.clone(), afar.treasurer.clone(), venue.counter.clone()]);
    secrets.extend(everything_that_is_said(&afar, &venue.counter, &venue.id, &venue.structure, &codes).await);
    secrets.extend(CANARIES.map(str::to_owned));
    secrets.push("FR7630006000011234567890189".to_owned());
    centre.signal("TERM");
    assert_eq!(centre.ends().await, Some(0));

    let log = std::fs::read_to_string(ground.log()).expect("the log");
    assert!(log.lines().count() > 20, "a log that says nothing proves nothing: {log}");
    let found: Vec<String> =
        secrets.iter().filter(|secret| log.contains(*secret)).map(|secret| around(&log, secret)).collect();
    assert!(found.is_empty(), "of {} secrets: {found:#?}", secrets.len());
    println!("{} secrets, {} lines of log, none found", secrets.len(), log.lines().count());
}

fn around(log: &str, secret: &str) -> String {
    let line = log.lines().find(|line| line.contains(secret)).unwrap_or_default();
    format!("{secret} in {}", line.chars().take(300).collect::<String>())
}

async fn asks(afar: &Afar, token: &str, deed: Deed, mut variables: Value) -> Value {
    variables["key"] = json!(format!("canarisecret-{}", Chance::from_machine().id::<()>()));
    afar.client.ask(token, deed, &variables).await.expect("an answer").body
}

/// To a partner outside, with a reason, who answers under a secret address.
async fn somebody_is_sent(afar: &Afar, counter: &str, learner: &Value) {
    let answers = json!([{ "purpose": "REFERRAL", "given": true }]);
    let agreed = json!({ "learnerId": learner, "answers": answers, "version": 1, "way": "PERSON" });
    asks(afar, counter, RECORD_CONSENTS, json!({ "input": agreed })).await;
    let input = json!({
        "learnerId": learner, "partnerName": "Canarinom", "partnerContact": "0698765432", "reason": "Canarimotif",
    });
    let sent = asks(afar, counter, SEND_REFERRAL, json!({ "input": input })).await;
    let id = text(&sent["data"]["sendReferral"]["referral"]["referralId"]);
    let secret = "canarisecret".repeat(3);
    asks(afar, counter, OPEN_REFERRAL_LINK, json!({ "id": id, "secret": secret })).await;
    asks(afar, counter, LINKED_REFERRAL, json!({ "secret": secret })).await;
    let answer = json!({ "accept": true, "startsAt": "2025-10-20T10:00:00+02:00", "note": "Canarimotif" });
    asks(afar, counter, ANSWER_LINKED_REFERRAL, json!({ "secret": secret, "input": answer })).await;
}

/// Done, refused and broken off: each with words that nobody else should read. Answers more secrets.
async fn everything_that_is_said(
    afar: &Afar,
    counter: &str,
    venue: &str,
    structure: &str,
    codes: &[String],
) -> Vec<String> {
    let client = &afar.client;
    let ask = async |token: &str, deed: Deed, variables: Value| asks(afar, token, deed, variables).await;
    let stranger = Code::draw(&Chance::from_seed(99)).printed();
    for said in [codes[0].as_str(), &mistyped(&codes[1]), &stranger, "Canarinom", "0698765432"] {
        ask(counter, CHEQUE, json!({ "code": said })).await;
        ask(counter, REDEEM, json!({ "venue": venue, "codes": [said] })).await;
    }
    let receipt = ask(counter, REDEEM, json!({ "venue": venue, "codes": [codes[2]] })).await;
    let receipt = text(&receipt["data"]["redeemCheques"]["receipt"]["id"]);
    ask(counter, VOID, json!({ "receipt": receipt, "reason": "Canarimotif" })).await;
    ask(&afar.operator, SUSPEND, json!({ "venue": "Canarinom", "reason": "Canarimotif" })).await;
    ask(
        &afar.operator,
        REGISTER,
        json!({ "input": { "name": "Canarinom", "kind": "VENUE_HOLDER", "siret": "canarisecret" } }),
    )
    .await;
    let mut form = demand("Auchy");
    form["account"]["holder"] = json!("Canarititulaire");
    form["venue"]["phone"] = json!("06 98 76 54 32");
    ask(&afar.operator, APPLY, json!({ "input": form })).await;
    form["account"]["iban"] = json!("FR7630006000011234567890188");
    ask(&afar.operator, APPLY, json!({ "input": form })).await;
    let role = Role::CounterStaff.name().to_uppercase().replace('-', "_");
    ask(&afar.operator, ENROL, json!({ "organisation": structure, "person": "Canarinom", "role": role })).await;
    ask(counter, MEMBERS, json!({ "organisation": "canari.courriel@exemple.test" })).await;
    ask("canarisecret.canarisecret.canarisecret", VENUE, json!({ "id": venue })).await;
    let broken =
        Deed { field: "venue", document: "query Canarinom($id: ID!) { venue(id: \"canarisecret\") { Canarinom } }" };
    ask(counter, broken, json!({ "id": "0698765432" })).await;
    let input = json!({ "prescriberId": structure, "carnet": "Canarinom", "homeCommune": "62447", "public": "OTHER" });
    ask(counter, HAND_OVER, json!({ "input": input })).await;
    let somebody = json!({
        "givenName": "Canarinom", "familyName": "Canarititulaire", "birthYear": 1951, "phone": "0698765432",
        "mail": "canari.courriel@exemple.test", "address": "Canarimotif", "toldBy": "SOMEBODY",
        "proxy": { "name": "Canarinom", "relation": "GUARDIAN", "phone": "0698765432" },
    });
    let kept = ask(counter, KEEP_LEARNER, json!({ "input": somebody })).await;
    let card = text(&kept["data"]["keepLearner"]["learner"]["card"]);
    ask(counter, KEEP_LEARNER, json!({ "input": somebody })).await;
    let name = json!({ "givenName": "Canarinom", "familyName": "Canarititulaire" });
    ask(counter, SIMILAR, json!({ "name": name })).await;
    ask(counter, LEARNERS, json!({ "name": name })).await;
    for said in [card.as_str(), "canarisecret"] {
        ask(counter, LEARNERS, json!({ "card": said })).await;
        ask(counter, SERVE_LEARNER, json!({ "card": said })).await;
    }
    somebody_is_sent(afar, counter, &kept["data"]["keepLearner"]["learner"]["learnerId"]).await;
    ask(&afar.operator, OPEN_FILE, json!({ "file": "CANARI-REFERENCE" })).await;
    for path in [
        "/files/x?ticket=canarisecret",
        "/C/canarisecret",
        "/connexion/lien?secret=canarisecret",
        "/o/canarisecretcanarisecretcanarisecret",
        "/Canarinom?mail=canari.courriel@exemple.test",
    ] {
        client.get(path).await;
    }
    let said = format!("/C/{}", codes[3]);
    client.get(&said).await;
    vec![stranger, card.replace('-', ""), card]
}
