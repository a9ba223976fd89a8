//! The second factor: who decides on rights and money gives one in each visit, and again before money leaves.

use kernel::clock::At;
use serde_json::{Value, json};
use totp_rs::{Algorithm, Secret, TOTP};

use crate::support::{
    engine::{Engine, on_both_engines},
    network::{
        Network,
        answer::text,
        cast::Person,
        deeds::{
            APPLY, APPROVE, CONFIRM_TOTP, END_FACTOR, MY_PROOFS, PREPARE, PRINT_CARD, PROVE, RENEW_ACCESS, SET_UP_TOTP,
        },
    },
};

on_both_engines!(
    a_role_that_decides_waits_for_a_second_factor,
    what_moves_money_out_wants_it_again_after_five_minutes,
    a_code_of_a_telephone_serves_once,
    what_was_shown_in_another_visit_is_of_no_use,
    wrong_codes_are_counted,
    a_card_is_used_up,
    another_account_wants_a_second_factor,
    what_is_lost_is_ended_by_an_administrator,
);

const MAIL: &str = "tresorerie@reseau.example";

/// A venue that is paid on one account asks to be paid on another.
async fn another_account_wants_a_second_factor(engine: Engine) {
    let net = Network::open(engine, "another_account").await;
    let hesdin = net.venue("Hesdin").await;
    let asks = |iban: &str| {
        json!({ "input": {
        "venueId": hesdin.id, "account": { "holder": "Atelier", "iban": iban, "bic": "AGRIFRPP" },
    } })
    };
    let (same, other) = ("FR76 3000 6000 0112 3456 7890 189", "FR14 2004 1010 0505 0001 3M02 606");
    let stale = Person { actor: hesdin.manager.actor.clone().unproved() };
    net.asks(&stale, APPLY, asks(other)).await.refused("STEP_UP_NEEDED");
    net.asks(&stale, APPLY, asks(same)).await.ok();
    net.asks(&hesdin.manager, APPLY, asks(other)).await.refused("WRONG_STAGE");
}

/// A treasurer of the network, who has just signed in: their token.
async fn treasurer(net: &Network) -> (String, Value) {
    let head = net.cast.operator.organisation();
    net.names_as(&head, "TREASURER", "Jeanne Petit", MAIL).await;
    let access = net.signs_in(MAIL).await;
    (text(&access["token"]), access)
}

/// The codes of a new card, in the order of their numbers.
async fn card(net: &Network, token: &str) -> Vec<String> {
    let printed = net.does(token, PRINT_CARD, json!({})).await;
    let codes = printed["card"]["codes"].as_array().unwrap_or_else(|| panic!("a card: {printed}")).clone();
    codes.iter().map(|code| text(&code["code"])).collect()
}

/// The code under the number that is asked now.
async fn asked(net: &Network, token: &str, codes: &[String]) -> String {
    let me = net.does(token, MY_PROOFS, json!({})).await;
    let no = me["secondFactor"]["card"]["asked"].as_u64().unwrap_or_else(|| panic!("a number: {me}"));
    codes[usize::try_from(no - 1).expect("a place")].clone()
}

async fn proves(net: &Network, token: &str, code: &str) -> Value {
    net.does(token, PROVE, json!({ "code": code })).await
}

fn code_of(payload: &Value) -> &str {
    payload["refusal"]["code"].as_str().unwrap_or("none")
}

/// As a telephone shows it.
fn shown(secret: &str, now: At) -> String {
    let secret = Secret::Encoded(secret.replace(' ', "")).to_bytes().expect("base 32");
    let seconds = u64::try_from(now.seconds()).expect("after 1970");
    TOTP::new_unchecked(Algorithm::SHA1, 6, 1, 30, secret).generate(seconds)
}

async fn a_role_that_decides_waits_for_a_second_factor(engine: Engine) {
    let net = Network::open(engine, "waits_for_factor").await;
    let (token, access) = treasurer(&net).await;
    assert_eq!((&access["secondFactor"], &access["me"]["roles"]), (&json!("TO_SET_UP"), &json!([])));
    assert_eq!(code_of(&net.does(&token, PREPARE, json!({})).await), "FORBIDDEN", "the role is not there");

    let codes = card(&net, &token).await;
    assert_eq!(codes.len(), 20);
    let code = asked(&net, &token, &codes).await;
    let proved = proves(&net, &token, &code).await["access"].clone();
    assert_eq!((&proved["secondFactor"], &proved["me"]["roles"]), (&json!("PROVED"), &json!(["TREASURER"])));
    let again = proves(&net, &token, &code).await["access"].clone();
    assert_eq!(again["refresh"], proved["refresh"], "a double click");
    let other = text(&net.signs_in(MAIL).await["token"]);
    assert_eq!(code_of(&proves(&net, &other, &code).await), "SECOND_FACTOR_WRONG", "each code serves once");
    net.minutes_pass(1);
    assert_eq!(code_of(&proves(&net, &token, &code).await), "SECOND_FACTOR_WRONG", "a minute later");
    let nothing_to_pay = net.does(&text(&proved["token"]), PREPARE, json!({})).await;
    assert_eq!(code_of(&nothing_to_pay), "NOTHING_TO_SETTLE");

    let next = net.signs_in(MAIL).await;
    assert_eq!((&next["secondFactor"], &next["me"]["roles"]), (&json!("ASKED"), &json!([])), "in each visit anew");
    let again = net.does(&text(&next["token"]), PRINT_CARD, json!({})).await;
    assert_eq!(code_of(&again), "STEP_UP_NEEDED", "whoever reads the mails does not change it");
}

async fn what_moves_money_out_wants_it_again_after_five_minutes(engine: Engine) {
    let net = Network::open(engine, "step_up").await;
    let (token, _) = treasurer(&net).await;
    let codes = card(&net, &token).await;
    let code = asked(&net, &token, &codes).await;
    let token = text(&proves(&net, &token, &code).await["access"]["token"]);
    let run = json!({ "settlement": net.nothing() });
    assert_eq!(code_of(&net.does(&token, APPROVE, run.clone()).await), "NOT_FOUND", "it is looked for");

    net.minutes_pass(6);
    assert_eq!(code_of(&net.does(&token, APPROVE, run.clone()).await), "STEP_UP_NEEDED");
    assert_eq!(code_of(&net.does(&token, PREPARE, json!({})).await), "NOTHING_TO_SETTLE", "nothing leaves by that");
    let code = asked(&net, &token, &codes).await;
    let access = proves(&net, &token, &code).await["access"].clone();
    assert_eq!(code_of(&net.does(&text(&access["token"]), APPROVE, run.clone()).await), "NOT_FOUND");

    net.minutes_pass(6);
    let renewed = net.asks(&Person::nobody(), RENEW_ACCESS, json!({ "refresh": access["refresh"] })).await.ok();
    assert_eq!(renewed["me"]["roles"], json!(["TREASURER"]), "a visit stays proved");
    assert_eq!(code_of(&net.does(&text(&renewed["token"]), APPROVE, run).await), "STEP_UP_NEEDED");
}

async fn a_code_of_a_telephone_serves_once(engine: Engine) {
    let net = Network::open(engine, "telephone").await;
    let (token, _) = treasurer(&net).await;
    let totp = net.does(&token, SET_UP_TOTP, json!({})).await["totp"].clone();
    let secret = text(&totp["secret"]);
    assert_eq!(
        net.does(&token, SET_UP_TOTP, json!({})).await["totp"]["secret"],
        totp["secret"],
        "a reload loses nothing"
    );
    assert!(text(&totp["address"]).starts_with("otpauth://totp/Passegu%C3%A9:tresorerie%40reseau.example?secret="));
    assert!(text(&totp["squarePath"]).starts_with("M4 4h7v1h-7z"));

    assert_eq!(code_of(&net.does(&token, CONFIRM_TOTP, json!({ "code": "000000" })).await), "SECOND_FACTOR_WRONG");
    let first = shown(&secret, net.now());
    let access = net.does(&token, CONFIRM_TOTP, json!({ "code": first })).await["access"].clone();
    assert_eq!(access["me"]["roles"], json!(["TREASURER"]));
    let token = text(&access["token"]);
    let other = text(&net.signs_in(MAIL).await["token"]);
    assert_eq!(code_of(&proves(&net, &other, &first).await), "SECOND_FACTOR_WRONG", "it confirmed, it does not prove");
    net.minutes_pass(1);
    let next = shown(&secret, net.now());
    assert_eq!(code_of(&proves(&net, &token, &format!("{} {}", &next[..3], &next[3..])).await), "none");
    assert_eq!(code_of(&proves(&net, &token, &next).await), "none", "a double click");
    assert_eq!(code_of(&proves(&net, &other, &next).await), "SECOND_FACTOR_WRONG");
}

/// Somebody else reads the mails: what they are shown in a visit of theirs confirms nothing, and once there is a second factor
/// they confirm none.
async fn what_was_shown_in_another_visit_is_of_no_use(engine: Engine) {
    let net = Network::open(engine, "other_visit").await;
    let (own, _) = treasurer(&net).await;
    let other = text(&net.signs_in(MAIL).await["token"]);
    let secret = async |token: &str| text(&net.does(token, SET_UP_TOTP, json!({})).await["totp"]["secret"]);
    let confirms = async |token: &str, secret: &str| {
        let code = shown(secret, net.now());
        net.does(token, CONFIRM_TOTP, json!({ "code": code })).await
    };
    let theirs = secret(&other).await;
    let mine = secret(&own).await;
    assert_ne!(mine, theirs, "each visit is shown its own");
    assert_eq!(code_of(&confirms(&other, &theirs).await), "WRONG_STAGE", "the later one waits");
    assert_eq!(code_of(&confirms(&other, &mine).await), "WRONG_STAGE", "in its own visit");

    let theirs = secret(&other).await;
    card(&net, &own).await;
    assert_eq!(code_of(&confirms(&other, &theirs).await), "STEP_UP_NEEDED", "there is one by now");
}

async fn wrong_codes_are_counted(engine: Engine) {
    let net = Network::open(engine, "counted_codes").await;
    let (token, _) = treasurer(&net).await;
    assert_eq!(code_of(&proves(&net, &token, "123456").await), "SECOND_FACTOR_MISSING");
    let codes = card(&net, &token).await;
    for _ in 0..5 {
        assert_eq!(code_of(&proves(&net, &token, "12345678").await), "SECOND_FACTOR_WRONG");
    }
    let right = asked(&net, &token, &codes).await;
    let told = proves(&net, &token, &right).await;
    assert_eq!(code_of(&told), "TOO_MANY_ATTEMPTS", "even the right one");
    assert!(text(&told["refusal"]["message"]).contains("codes faux"), "{told}");
    net.minutes_pass(9);
    net.minutes_pass(2);
    let renewed = net.signs_in(MAIL).await;
    assert_eq!(code_of(&proves(&net, &text(&renewed["token"]), &right).await), "none");
}

async fn a_card_is_used_up(engine: Engine) {
    let net = Network::open(engine, "used_up").await;
    let (mut token, _) = treasurer(&net).await;
    let codes = card(&net, &token).await;
    for _ in 0..20 {
        let code = asked(&net, &token, &codes).await;
        token = text(&proves(&net, &token, &code).await["access"]["token"]);
    }
    let me = net.does(&token, MY_PROOFS, json!({})).await;
    assert_eq!((&me["secondFactor"]["card"]["left"], &me["secondFactor"]["card"]["asked"]), (&json!(0), &Value::Null));
    assert_eq!(code_of(&proves(&net, &token, &codes[0]).await), "SECOND_FACTOR_MISSING");
    let next = net.signs_in(MAIL).await;
    assert_eq!(next["secondFactor"], "TO_SET_UP");
    let token = text(&next["token"]);
    let codes = card(&net, &token).await;
    let code = asked(&net, &token, &codes).await;
    assert_eq!(code_of(&proves(&net, &token, &code).await), "none", "a new card begins anew");
}

async fn what_is_lost_is_ended_by_an_administrator(engine: Engine) {
    let net = Network::open(engine, "lost_factor").await;
    let (token, access) = treasurer(&net).await;
    let codes = card(&net, &token).await;
    let code = asked(&net, &token, &codes).await;
    let token = text(&proves(&net, &token, &code).await["access"]["token"]);
    let whose = json!({ "person": access["me"]["id"] });
    net.asks(&net.cast.operator, END_FACTOR, whose.clone()).await.refused("FORBIDDEN");
    let stale = Person { actor: net.cast.administrator.actor.clone().unproved() };
    net.asks(&stale, END_FACTOR, whose.clone()).await.refused("STEP_UP_NEEDED");
    let own = json!({ "person": net.cast.administrator.id() });
    net.asks(&net.cast.administrator, END_FACTOR, own).await.refused("SAME_PERSON");
    net.asks(&net.cast.administrator, END_FACTOR, json!({ "person": net.nothing() })).await.refused("NOT_FOUND");
    net.asks(&net.cast.administrator, END_FACTOR, whose).await.ok();

    assert_eq!(net.posts(&token, MY_PROOFS, json!({})).await.0, axum::http::StatusCode::UNAUTHORIZED);
    net.centre().carry_letters().await.expect("letters are carried");
    let letters = net.centre().mailbox().expect("a mailbox").letters();
    assert!(letters.iter().any(|kept| kept.letter.subject.contains("deuxième preuve")), "they are told");
    assert_eq!(net.signs_in(MAIL).await["secondFactor"], "TO_SET_UP");
}
