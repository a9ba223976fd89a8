//! Files that people send: taken with a token, sealed, opened by whoever may, gone after a day if nothing took them.

use axum::{
    body::{Body, to_bytes},
    http::{Request, StatusCode, header},
};
use kernel::access::Role;
use serde_json::{Value, json};
use store::{Trouble, deposits, files::hex};
use tower::ServiceExt;

use crate::support::{
    engine::{Engine, on_both_engines},
    network::{Network, Place, answer::text, cast::Person, deeds::OPEN_FILE},
};

on_both_engines!(
    a_file_is_taken_sealed_and_opened_again,
    what_is_not_a_file_of_ours_is_refused,
    who_may_not_send_is_told_so,
    a_file_that_nothing_took_is_gone_after_a_day,
    a_file_is_opened_by_whose_it_is,
    one_person_does_not_fill_the_house,
);

const PDF: &[u8] = b"%PDF-1.7\n1 0 obj << /Type /Catalog >> endobj";

/// Sends a body as it is told; the status and the answer.
async fn sends(net: &Network, who: &Person, kind: &str, name: &str, body: Body) -> (StatusCode, Value) {
    let mut request = Request::post(format!("/files?name={name}")).header(header::CONTENT_TYPE, kind);
    if let Ok((person, organisation)) = who.actor.known() {
        let roles = Role::ALL.into_iter().filter(|role| who.actor.is(*role));
        let token = net.centre().mint(person, organisation, roles, 5).expect("a token");
        request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
    }
    let response = net.centre().router().oneshot(request.body(body).expect("a request")).await.expect("an answer");
    let status = response.status();
    let body = to_bytes(response.into_body(), usize::MAX).await.expect("the whole body");
    (status, serde_json::from_slice(&body).unwrap_or_default())
}

async fn deposits(net: &Network, who: &Person) -> String {
    let (status, answer) = sends(net, who, "application/pdf", "dossier.pdf", Body::from(PDF)).await;
    assert_eq!(status, StatusCode::CREATED, "{answer}");
    text(&answer["id"])
}

async fn a_file_is_taken_sealed_and_opened_again(engine: Engine) {
    let net = Network::open(engine, "deposit").await;
    let hesdin = net.applicant("Hesdin").await;
    let content: Vec<u8> = PDF.iter().copied().cycle().take(300_000).collect();
    let (status, answer) =
        sends(&net, &hesdin.manager, "application/pdf", "Dossier%20%C3%A9t%C3%A9.pdf", Body::from(content.clone()))
            .await;
    assert_eq!(status, StatusCode::CREATED, "{answer}");
    assert_eq!((&answer["name"], &answer["bytes"]), (&json!("Dossier été.pdf"), &json!(300_000)));
    use sha2::{Digest, Sha256};
    assert_eq!(text(&answer["sha256"]), hex(&Sha256::digest(&content)));

    let file = text(&answer["id"]);
    let ticket = net.asks(&hesdin.manager, OPEN_FILE, json!({ "file": file })).await.ok();
    assert_eq!(net.fetches(&file, &text(&ticket["ticket"])).await.expect("the content"), content);
    assert_eq!(net.fetches(&file, &text(&ticket["ticket"])).await, Err(StatusCode::NOT_FOUND), "once");
}

async fn what_is_not_a_file_of_ours_is_refused(engine: Engine) {
    let net = Network::open(engine, "not_ours").await;
    let who = &net.cast.operator;
    let large = vec![b'x'; usize::try_from(deposits::LARGEST).expect("a length") + 1];
    let table: [(&str, &str, Body, StatusCode, &str); 8] = [
        ("text/html", "a.html", Body::from("<p>"), StatusCode::UNSUPPORTED_MEDIA_TYPE, "BAD_REQUEST"),
        ("application/pdf", "a.pdf", Body::from("<html>"), StatusCode::UNSUPPORTED_MEDIA_TYPE, "BAD_REQUEST"),
        ("text/csv", "a.csv", Body::from(&b"PK\x03\x04\0"[..]), StatusCode::UNSUPPORTED_MEDIA_TYPE, "BAD_REQUEST"),
        ("text/csv", "a.csv", Body::empty(), StatusCode::UNSUPPORTED_MEDIA_TYPE, "BAD_REQUEST"),
        ("text/csv", "a.csv", Body::from(large), StatusCode::PAYLOAD_TOO_LARGE, "LIMIT_EXCEEDED"),
        ("application/pdf", "", Body::from(PDF), StatusCode::UNPROCESSABLE_ENTITY, "INPUT_INVALID"),
        ("application/pdf", "..%2Fa.pdf", Body::from(PDF), StatusCode::UNPROCESSABLE_ENTITY, "INPUT_INVALID"),
        ("application/pdf", "a%E2%80%AEfdp.exe", Body::from(PDF), StatusCode::UNPROCESSABLE_ENTITY, "INPUT_INVALID"),
    ];
    for (kind, name, body, status, code) in table {
        let (answered, answer) = sends(&net, who, kind, name, body).await;
        assert_eq!(answered, status, "{kind} {name}: {answer}");
        let fault = &answer["errors"][0]["extensions"]["code"];
        assert!(fault == code || answer["refusal"]["code"] == code, "{kind} {name}: {answer}");
    }
}

async fn who_may_not_send_is_told_so(engine: Engine) {
    let net = Network::open(engine, "may_not_send").await;
    let nobody = sends(&net, &Person::nobody(), "application/pdf", "a.pdf", Body::from(PDF)).await;
    assert_eq!(nobody.0, StatusCode::UNAUTHORIZED);
    for who in [&net.cast.funder, &net.cast.prescriber, &net.cast.analyst] {
        let (status, answer) = sends(&net, who, "application/pdf", "a.pdf", Body::from(PDF)).await;
        assert_eq!((status, &answer["refusal"]["code"]), (StatusCode::FORBIDDEN, &json!("FORBIDDEN")), "{who:?}");
    }
}

async fn a_file_that_nothing_took_is_gone_after_a_day(engine: Engine) {
    let net = Network::open(engine, "unused").await;
    let operator = net.cast.operator.clone();
    let (left, kept) = (deposits(&net, &operator).await, deposits(&net, &operator).await);
    keeps(&net, &kept, &operator, &operator.organisation()).await.expect("it is there");
    let again = keeps(&net, &kept, &operator, &operator.organisation()).await;
    assert!(matches!(again, Err(Trouble::Refused(_))), "taken once");
    let sweep = async || deposits::sweep(net.centre().store(), net.centre().desk().cabinet()).await.expect("a sweep");

    net.minutes_pass(23 * 60);
    assert_eq!(sweep().await, 0);
    net.minutes_pass(61);
    assert_eq!(sweep().await, 1);
    net.asks(&operator, OPEN_FILE, json!({ "file": left })).await.refused("NOT_FOUND");
    let ticket = net.asks(&operator, OPEN_FILE, json!({ "file": kept })).await.ok();
    assert_eq!(net.fetches(&kept, &text(&ticket["ticket"])).await.expect("kept"), PDF);
}

/// As a mutation does that is given the file.
async fn keeps(net: &Network, file: &str, sender: &Person, owner: &str) -> store::Reply<()> {
    let (file, owner) = (file.parse().expect("an identifier"), owner.parse().expect("an identifier"));
    let (_, organisation) = sender.actor.known().expect("somebody");
    let keeping =
        net.centre().store().transact("story.keep", move |tx| deposits::keep(tx, file, organisation, owner).map(drop));
    keeping.await
}

async fn a_file_is_opened_by_whose_it_is(engine: Engine) {
    let net = Network::open(engine, "whose").await;
    let (hesdin, auchy): (Place, Place) = (net.applicant("Hesdin").await, net.applicant("Auchy").await);
    let own = deposits(&net, &hesdin.manager).await;
    let open = async |who: &Person, file: &str| net.asks(who, OPEN_FILE, json!({ "file": file })).await;
    open(&hesdin.manager, &own).await.ok();
    open(&net.cast.operator, &own).await.ok();
    open(&auchy.manager, &own).await.refused("NOT_FOUND");
    open(&net.cast.treasurer, &own).await.refused("NOT_FOUND");
    open(&hesdin.counter, &own).await.refused("FORBIDDEN");

    // The operator sends what a venue brought on paper: from then on it is the venue's.
    let brought = deposits(&net, &net.cast.operator).await;
    open(&hesdin.manager, &brought).await.refused("NOT_FOUND");
    let another = keeps(&net, &brought, &hesdin.manager, &hesdin.structure).await;
    assert!(matches!(another, Err(Trouble::Refused(_))), "what somebody else sent is not taken");
    keeps(&net, &brought, &net.cast.operator, &hesdin.structure).await.expect("it is there");
    open(&hesdin.manager, &brought).await.ok();
    open(&auchy.manager, &brought).await.refused("NOT_FOUND");
}

async fn one_person_does_not_fill_the_house(engine: Engine) {
    let net = Network::open(engine, "fills").await;
    for _ in 0..40 {
        deposits(&net, &net.cast.operator).await;
    }
    let (status, answer) = sends(&net, &net.cast.operator, "application/pdf", "a.pdf", Body::from(PDF)).await;
    assert_eq!((status, &answer["refusal"]["code"]), (StatusCode::TOO_MANY_REQUESTS, &json!("TOO_MANY_ATTEMPTS")));
    deposits(&net, &net.cast.second_operator).await;
}
