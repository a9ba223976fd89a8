//! Who asks, over HTTP as everybody does: each role where it belongs, nobody in particular, and those who are not believed.

use std::sync::atomic::{AtomicU32, Ordering};

use axum::{
    Router,
    body::{Body, to_bytes},
    http::Request,
};
use kernel::access::{Actor, Role};
use passegue::centre::mint;
use serde_json::{Value, json};
use tower::ServiceExt;

use super::{surface::Ask, things::Tenant};
use crate::support::network::{Network, cast::Person};

/// Somebody at the front door.
#[derive(Clone)]
pub(super) struct Caller {
    pub(super) name: String,
    pub(super) actor: Actor,
    pub(super) role: Option<Role>,
    /// Which of the organisations is theirs.
    pub(super) tenant: Option<usize>,
    token: Option<String>,
}

impl Caller {
    /// Somebody who was enrolled, with a token of this centre.
    pub(super) fn member(net: &Network, role: Role, person: &Person, tenant: Option<(usize, &Tenant)>) -> Self {
        let name = format!("{} of {}", role.name(), tenant.map_or("the network", |(_, tenant)| tenant.name));
        let token = Some(minted(net, person, 600));
        Self { name, actor: person.actor.clone(), role: Some(role), tenant: tenant.map(|(no, _)| no), token }
    }

    /// The same person, whose second factor was given too long ago.
    pub(super) fn unproved(net: &Network, role: Role, person: &Person) -> Self {
        let actor = person.actor.clone().unproved();
        let token = mint(net.keyring().signing(net.now()), net.centre().clock(), &actor, 0, 600).expect("a token");
        let name = format!("{} of the network, unproved", role.name());
        Self { name, actor, role: Some(role), tenant: None, token: Some(token) }
    }

    /// Nobody in particular.
    pub(super) fn nobody() -> Self {
        Self { name: "nobody".to_owned(), actor: Actor::Anonymous, role: None, tenant: None, token: None }
    }

    /// Somebody who presents what shall not be believed.
    pub(super) fn with_token(name: &str, token: String) -> Self {
        Self { name: name.to_owned(), token: Some(token), ..Self::nobody() }
    }
}

/// An access token of this centre for that person, for so many minutes.
pub(super) fn minted(net: &Network, person: &Person, minutes: i64) -> String {
    let Actor::Member { person, organisation, roles, .. } = person.actor.clone() else { panic!("nobody has no token") };
    net.centre().mint(person, organisation, roles, minutes).expect("a token")
}

/// The front door of a centre.
pub(super) struct Front {
    router: Router,
    keys: AtomicU32,
}

/// What came back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) text: String,
}

impl Front {
    pub(super) fn of(net: &Network) -> Self {
        Self { router: net.centre().router(), keys: AtomicU32::new(0) }
    }

    /// Asks for the whole of a root field; a key that was never used goes with it where one is wanted.
    pub(super) async fn asks(&self, caller: &Caller, ask: &Ask, arguments: &Value) -> Answer {
        let mut variables = arguments.clone();
        if ask.arguments.iter().any(|one| one.name == "key") && variables.get("key").is_none() {
            variables["key"] = json!(format!("trust-{:06}", self.keys.fetch_add(1, Ordering::Relaxed)));
        }
        self.sends(caller, &json!({ "query": ask.document, "variables": variables })).await
    }

    /// Sends any body at all.
    pub(super) async fn sends(&self, caller: &Caller, body: &Value) -> Answer {
        let request = Request::post("/graphql").header("content-type", "application/json");
        let request = request.header("passegue-client", "trust").header("host", "pass.example");
        let request = match &caller.token {
            Some(token) => request.header("authorization", format!("Bearer {token}")),
            None => request,
        };
        let request = request.body(Body::from(body.to_string())).expect("a request");
        let response = self.router.clone().oneshot(request).await.expect("the router answers");
        let status = response.status().as_u16();
        let body = to_bytes(response.into_body(), usize::MAX).await.expect("the whole body");
        Answer { status, text: String::from_utf8(body.to_vec()).expect("UTF-8") }
    }
}

impl Answer {
    /// The answer to that root field, or why there is none in the way that the contract allows.
    pub(super) fn root(&self, field: &str) -> Result<Value, String> {
        let body: Value = serde_json::from_str(&self.text).map_err(|error| format!("no JSON: {error}"))?;
        if self.status != 200 || body.get("errors").is_some() {
            return Err(format!("{} {}", self.status, self.text.chars().take(300).collect::<String>()));
        }
        Ok(body["data"][field].clone())
    }

    /// The code of the first error.
    pub(super) fn fault(&self) -> String {
        let body: Value = serde_json::from_str(&self.text).unwrap_or_default();
        body["errors"][0]["extensions"]["code"].as_str().unwrap_or_default().to_owned()
    }
}
