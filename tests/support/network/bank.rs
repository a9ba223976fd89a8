//! The bank: its files, and the payments that they are about.

use axum::{
    body::{Body, to_bytes},
    http::{Request, StatusCode, header},
};
use kernel::access::Role;
use serde_json::{Value, json};
use tower::ServiceExt;

use super::{
    Network,
    answer::{Answer, text},
    cast::Person,
    deeds::{DECIDE_ACCOUNT, IMPORT_BANK, PROPOSE_ACCOUNT, TRANSFERS},
};

/// A payment of a run: its reference and its amount.
#[derive(Clone, Debug)]
pub(crate) struct Sent {
    /// Who is paid, by name.
    pub(crate) structure: String,
    pub(crate) reference: String,
    pub(crate) cents: i64,
    pub(crate) stage: String,
}

impl Network {
    /// Brings a file as that person; its identifier.
    pub(crate) async fn brings(&self, who: &Person, kind: &str, content: &str) -> String {
        let (person, organisation) = who.actor.known().expect("somebody");
        let roles = Role::ALL.into_iter().filter(|role| who.actor.is(*role));
        let token = self.centre().mint(person, organisation, roles, 5).expect("a token");
        let request = Request::post("/files?name=fichier.xml")
            .header(header::CONTENT_TYPE, kind)
            .header(header::AUTHORIZATION, format!("Bearer {token}"))
            .body(Body::from(content.to_owned()))
            .expect("a request");
        let response = self.centre().router().oneshot(request).await.expect("an answer");
        let status = response.status();
        let body = to_bytes(response.into_body(), usize::MAX).await.expect("the whole body");
        let answer: Value = serde_json::from_slice(&body).unwrap_or_default();
        assert_eq!(status, StatusCode::CREATED, "{answer}");
        text(&answer["id"])
    }

    /// The treasurer imports a file of the bank.
    pub(crate) async fn imports(&self, content: &str) -> Answer {
        let file = self.brings(&self.cast.treasurer, "application/xml", content).await;
        self.asks(&self.cast.treasurer, IMPORT_BANK, json!({ "file": file })).await
    }

    /// The payments of a run, by amount, largest first.
    pub(crate) async fn sent(&self, run: &str) -> Vec<Sent> {
        let seen = self.asks(&self.cast.treasurer, TRANSFERS, json!({ "settlement": run })).await.shown();
        let edges = seen["transfers"]["edges"].as_array().expect("a page").clone();
        let sent = |edge: &Value| Sent {
            structure: text(&edge["node"]["structureName"]),
            reference: text(&edge["node"]["reference"]),
            cents: edge["node"]["amountCents"].as_i64().expect("cents"),
            stage: text(&edge["node"]["stage"]),
        };
        let mut all: Vec<Sent> = edges.iter().map(sent).collect();
        all.sort_by_key(|one| std::cmp::Reverse(one.cents));
        all
    }

    /// A run of what waits, with the bank; its identifier.
    pub(crate) async fn sends_a_run(&self) -> String {
        let run = self.prepares().await;
        let seen = json!({ "settlement": run });
        self.asks(&self.cast.second_treasurer, super::deeds::APPROVE_SEEN, seen).await.ok();
        self.exports(&run).await.ok();
        run
    }

    /// Somebody proposes an account for a structure.
    pub(crate) async fn proposes_account(&self, who: &Person, structure: &str, iban: &str) -> Answer {
        let input = json!({
            "structureId": structure, "holder": "Trésor public Hesdin", "iban": iban, "bic": "BDFEFRPP",
            "documentDay": self.now().day().to_string(), "publicReference": "Régie 12",
        });
        self.asks(who, PROPOSE_ACCOUNT, json!({ "input": input })).await
    }

    /// Somebody approves it: the bank says that the holder is the right one.
    pub(crate) async fn approves_account(&self, who: &Person, dossier: &str) -> Answer {
        let decision = json!({ "accept": true, "payeeCheck": "MATCH" });
        self.asks(who, DECIDE_ACCOUNT, json!({ "dossier": dossier, "decision": decision })).await
    }
}
