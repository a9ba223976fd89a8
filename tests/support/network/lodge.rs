//! People who sign in: who they are, what was written to them, what they carry.

use axum::{
    body::{Body, to_bytes},
    http::{Request, StatusCode},
};
use kernel::ids::VisitId;
use registry::identity::letter::Letter;
use serde_json::{Value, json};
use tower::ServiceExt;

use super::{
    Network, Place,
    answer::text,
    cast::Person,
    deeds::{ASK_SIGN_IN, Deed, ENROL, SIGN_IN},
};

/// What a mail holds.
#[derive(Clone, Debug)]
pub(crate) struct Mailed {
    pub(crate) code: String,
    /// The wish and the secret of its link.
    pub(crate) link: (String, String),
}

impl Network {
    /// The administrator enrols somebody new at the counter of a place, with a name and an address; their identifier.
    pub(crate) async fn names(&self, place: &Place, name: &str, mail: &str) -> String {
        self.names_as(&place.structure, "COUNTER_STAFF", name, mail).await
    }

    /// The same under another role, in any structure.
    pub(crate) async fn names_as(&self, structure: &str, role: &str, name: &str, mail: &str) -> String {
        let person = self.nothing();
        let asked = json!({ "organisation": structure, "person": person, "role": role, "name": name, "mail": mail });
        self.asks(&self.cast.administrator, ENROL, asked).await.ok();
        person
    }

    /// Asks to sign in; the identifier of the wish.
    pub(crate) async fn asks_to_sign_in(&self, mail: &str) -> String {
        text(&self.asks(&Person::nobody(), ASK_SIGN_IN, json!({ "mail": mail })).await.ok()["id"])
    }

    /// The last mail to that address.
    pub(crate) async fn mail_to(&self, mail: &str) -> Mailed {
        self.last_mail_to(mail).await.unwrap_or_else(|| panic!("a mail to {mail}"))
    }

    /// The same; none when nothing was written.
    pub(crate) async fn last_mail_to(&self, mail: &str) -> Option<Mailed> {
        self.centre().carry_letters().await.expect("letters are carried");
        let kept = self.centre().mailbox().expect("a mailbox").letters();
        let lets_in = |letter: &Letter| letter.to.as_str() == mail && letter.body.contains("/connexion/lien?");
        let letter = kept.into_iter().find(|kept| lets_in(&kept.letter))?.letter;
        let address = letter.body.lines().find(|line| line.contains("/connexion/lien?")).expect("a link");
        let (_, query) = address.split_once('?').expect("a query");
        let (id, secret) = query.split_once('&').expect("two parameters");
        let value = |part: &str| part.split_once('=').expect("a value").1.to_owned();
        Some(Mailed { code: letter.subject.chars().take(7).collect(), link: (value(id), value(secret)) })
    }

    /// What was written to that address, newest first.
    pub(crate) async fn letters_to(&self, mail: &str) -> Vec<String> {
        self.centre().carry_letters().await.expect("letters are carried");
        let kept = self.centre().mailbox().expect("a mailbox").letters();
        let theirs = kept.into_iter().filter(|kept| kept.letter.to.as_str() == mail);
        theirs.map(|kept| kept.letter.body.clone()).collect()
    }

    /// Signs somebody in by the code of their mail; what they carry.
    pub(crate) async fn signs_in(&self, mail: &str) -> Value {
        let asked = self.asks_to_sign_in(mail).await;
        let code = self.mail_to(mail).await.code;
        self.asks(&Person::nobody(), SIGN_IN, json!({ "id": asked, "code": code })).await.ok()
    }

    /// The visit that a token names; nothing of its signature is looked at.
    pub(crate) fn visit_of(&self, token: &str) -> VisitId {
        let claims = token.split('.').nth(1).expect("claims");
        let claims: Value = serde_json::from_slice(&unbase64(claims)).expect("JSON");
        text(&claims["sid"]).parse().expect("a visit")
    }

    /// The same as [`Network::posts`] where it is answered: what stands in the field, with its refusal.
    pub(crate) async fn does(&self, token: &str, deed: Deed, variables: Value) -> Value {
        let mut variables = variables;
        if deed.document.contains("$key") && variables.get("key").is_none() {
            variables["key"] = self.nothing().into();
        }
        let (status, body) = self.posts(token, deed, variables).await;
        assert_eq!(status, StatusCode::OK, "{}: {body}", deed.field);
        body["data"][deed.field].clone()
    }

    /// Asks over HTTP with a token, as a browser's client does; status and body.
    pub(crate) async fn posts(&self, token: &str, deed: Deed, variables: Value) -> (StatusCode, Value) {
        let body = json!({ "query": deed.document, "variables": variables }).to_string();
        let request = Request::post("/graphql")
            .header("content-type", "application/json")
            .header("passegue-client", "essai")
            .header("authorization", format!("Bearer {token}"));
        let request = request.body(Body::from(body)).expect("a request");
        let response = self.centre().router().oneshot(request).await.expect("the router answers");
        let status = response.status();
        let body = to_bytes(response.into_body(), usize::MAX).await.expect("the whole body");
        (status, serde_json::from_slice(&body).expect("JSON"))
    }
}

fn unbase64(text: &str) -> Vec<u8> {
    const SYMBOLS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let (mut bytes, mut held, mut bits) = (Vec::new(), 0_u32, 0_u32);
    for symbol in text.bytes() {
        let value = SYMBOLS.iter().position(|known| *known == symbol).expect("a symbol of base 64");
        held = (held << 6) | u32::try_from(value).expect("six bits");
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            bytes.push(u8::try_from((held >> bits) & 255).expect("a byte"));
        }
    }
    bytes
}
