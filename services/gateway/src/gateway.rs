//! The gateway itself: a request in, one answer out. Usable without HTTP; the portal speaks to it in process.

use std::{
    collections::{HashMap, HashSet},
    panic::AssertUnwindSafe,
    sync::{Arc, PoisonError, RwLock},
};

use axum::http::StatusCode;
use futures_util::FutureExt;
use kernel::{
    access::{Actor, Whence, token::KeySet},
    chance::Chance,
    clock::Clock,
    refusal::FaultCode,
};
use moka::sync::Cache;
use serde::Deserialize;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use tokio::time::{Instant, timeout_at};

use crate::{
    execute::{Subgraphs, execute},
    introspect::{self, Description},
    limits::{Limits, Rules},
    merge::Object,
    plan::Prepared,
    planner::{Decided, Deciders, Denied, Planner, parse},
    proofs::Proofs,
    revoked::Revoked,
    schema::Schema,
    subgraph::{Caller, Subgraph},
    supergraph::BadSupergraph,
    trouble::Trouble,
};

/// Plans kept; the least used goes first.
const PLANS: u64 = 1000;

type Digest32 = [u8; 32];

/// What a gateway is made of.
pub struct Settings<'a> {
    /// The composed supergraph.
    pub supergraph: &'a str,
    /// Who answers for each of its subgraphs, by name.
    pub subgraphs: HashMap<String, Arc<dyn Subgraph>>,
    /// The keys whose access tokens are believed, shared with whoever rotates them.
    pub keys: Arc<RwLock<KeySet>>,
    /// What ends a token before its time, shared with whoever renews it.
    pub revoked: Arc<RwLock<Revoked>>,
    /// Tells the time of tokens.
    pub clock: Clock,
    /// Names requests.
    pub chance: Chance,
    /// How large a request may be.
    pub limits: Limits,
    /// Who may read the schema.
    pub introspection: Introspection,
    /// The root fields of which one fills a request alone.
    pub money_fields: HashSet<String>,
}

/// Who may read the schema: to them `__schema` and `__type` are answered, and a document that is refused says why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Introspection {
    /// Nobody: production.
    Closed,
    /// Whoever bears a token of a member.
    ToMembers,
    /// Whoever comes: a demonstration.
    ToAll,
}

impl Introspection {
    fn is_open_to(self, actor: &Actor) -> bool {
        match self {
            Self::Closed => false,
            Self::ToMembers => matches!(actor, Actor::Member { .. }),
            Self::ToAll => true,
        }
    }
}

/// A gateway cannot be made of these settings.
#[derive(Debug, thiserror::Error)]
pub enum CannotLoad {
    /// The supergraph cannot be used.
    #[error(transparent)]
    Supergraph(#[from] BadSupergraph),
    /// Nobody answers for a subgraph of the supergraph.
    #[error("nobody answers for the subgraph {0}")]
    Unanswered(String),
}

/// The front door of the network.
pub struct Gateway {
    planner: Planner,
    schema: Schema,
    /// Where the schema is open.
    description: Option<Description>,
    introspection: Introspection,
    subgraphs: Subgraphs,
    plans: Cache<Digest32, Arc<Prepared>>,
    /// Of documents planned before: on which variables their plan depends.
    deciders: Cache<Digest32, Arc<Deciders>>,
    keys: Arc<RwLock<KeySet>>,
    revoked: Arc<RwLock<Revoked>>,
    proofs: Proofs,
    clock: Clock,
    chance: Chance,
    limits: Limits,
    rules: Rules,
}

/// A request as clients send it.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Request {
    /// The document.
    pub query: String,
    /// Its variables.
    #[serde(default)]
    pub variables: Option<Object>,
    /// Which of its operations.
    #[serde(default)]
    pub operation_name: Option<String>,
}

/// An answer as clients get it.
#[derive(Clone, Debug)]
pub struct Reply {
    /// 200 as soon as the request was run, whatever its errors say; 503 if nothing at all could be served now.
    pub status: StatusCode,
    /// `{data, errors}`.
    pub body: Value,
    /// The codes of the errors, for the log.
    pub codes: Vec<&'static str>,
}

impl Gateway {
    /// Reads the supergraph; every one of its subgraphs must be answered for.
    pub fn load(settings: Settings<'_>) -> Result<Self, CannotLoad> {
        let planner = Planner::load(settings.supergraph)?;
        if let Some(missing) = planner.subgraphs().find(|name| !settings.subgraphs.contains_key(*name)) {
            return Err(CannotLoad::Unanswered(missing.to_owned()));
        }
        Ok(Self {
            schema: planner.schema(),
            description: (settings.introspection != Introspection::Closed).then(|| planner.description()),
            introspection: settings.introspection,
            planner,
            subgraphs: settings.subgraphs,
            plans: Cache::new(PLANS),
            deciders: Cache::new(PLANS),
            keys: settings.keys,
            revoked: settings.revoked,
            proofs: Proofs::new(),
            clock: settings.clock,
            chance: settings.chance,
            limits: settings.limits,
            rules: Rules {
                money_fields: settings.money_fields,
                introspection: settings.introspection != Introspection::Closed,
            },
        })
    }

    /// Answers a request in the name of an actor.
    pub async fn answer(&self, actor: Actor, request: Request) -> Reply {
        self.answer_named(actor, request, self.new_request_id()).await
    }

    /// The same, under a request's name already given.
    pub async fn answer_named(&self, actor: Actor, request: Request, request_id: String) -> Reply {
        self.answer_from(None, actor, request, request_id).await
    }

    /// The same, for a client of which it is known where it is.
    pub async fn answer_from(
        &self,
        whence: Option<Whence>,
        actor: Actor,
        request: Request,
        request_id: String,
    ) -> Reply {
        let deadline = Instant::now() + self.limits.answering;
        let caller = Caller { actor, whence, request_id, deadline };
        let run = AssertUnwindSafe(self.run(&caller, request)).catch_unwind();
        match timeout_at(deadline, run).await {
            Ok(Ok(reply)) => reply,
            Ok(Err(_)) => {
                tracing::error!(request_id = caller.request_id, "panic while answering");
                Reply::fault(FaultCode::Internal)
            }
            Err(_) => Reply::fault(FaultCode::Unavailable),
        }
    }

    async fn run(&self, caller: &Caller, request: Request) -> Reply {
        let ready = self.prepare(&request).and_then(|prepared| {
            let variables = self.variables(&prepared, request.variables.unwrap_or_default())?;
            let known = self.known(&caller.actor, &prepared, &variables)?;
            Ok((prepared, variables, known))
        });
        match ready {
            Ok((prepared, variables, known)) => {
                let outcome = execute(&self.schema, &self.subgraphs, &prepared, variables, caller, known).await;
                Reply::ran(outcome.data, &outcome.troubles)
            }
            Err(denied) => self.denied(&caller.actor, denied),
        }
    }

    /// The plan of a request, made or remembered.
    fn prepare(&self, request: &Request) -> Result<Arc<Prepared>, Denied> {
        let text = text_key(&request.query, request.operation_name.as_deref());
        if let Some(deciders) = self.deciders.get(&text)
            && let Some(prepared) = self.plans.get(&plan_key(text, &decided(&deciders, request)))
        {
            return Ok(prepared);
        }
        let document = parse(&request.query, self.limits.tokens)?;
        self.limits.check(&document, &self.rules)?;
        let operation = request.operation_name.as_deref();
        let deciders = Deciders::of(&document, operation);
        let decided = decided(&deciders, request);
        let prepared = Arc::new(self.planner.plan(&document, operation, &decided)?);
        self.plans.insert(plan_key(text, &decided), prepared.clone());
        self.deciders.insert(text, Arc::new(deciders));
        Ok(prepared)
    }

    /// The variables of a run: within limits, of the declared types, defaults filled in.
    fn variables(&self, prepared: &Prepared, mut given: Object) -> Result<Object, Denied> {
        self.limits.check_variables(&given)?;
        for declared in &prepared.variables {
            if !given.contains_key(&declared.name)
                && let Some(default) = &declared.default
            {
                given.insert(declared.name.clone(), default.clone());
            }
            if !self.schema.fits(&declared.kind, given.get(&declared.name).unwrap_or(&Value::Null)) {
                let details = vec![format!("variable ${} does not fit its type", declared.name)];
                return Err(Denied { code: FaultCode::BadRequest, details });
            }
        }
        Ok(given)
    }

    /// What is told of the schema itself, to those who may read it.
    fn known(&self, actor: &Actor, prepared: &Prepared, variables: &Object) -> Result<Object, Denied> {
        let Some(description) = &self.description else { return Ok(Object::new()) };
        if introspect::asks(&prepared.shown) && !self.introspection.is_open_to(actor) {
            return Err(FaultCode::BadRequest.into());
        }
        Ok(description.tell(&prepared.shown, variables, self.limits.introspection_values)?)
    }

    fn denied(&self, actor: &Actor, denied: Denied) -> Reply {
        let mut reply = Reply::fault(denied.code);
        let open = self.introspection.is_open_to(actor) && denied.code == FaultCode::BadRequest;
        if open && let Some(extensions) = reply.body.pointer_mut("/errors/0/extensions") {
            extensions["details"] = json!(denied.details);
        }
        reply
    }

    /// A name for a request: 32 hexadecimal digits.
    pub fn new_request_id(&self) -> String {
        format!("{:032x}", u128::from_be_bytes(self.chance.bytes()))
    }

    /// The limits that the gateway holds.
    pub fn limits(&self) -> &Limits {
        &self.limits
    }

    /// The actor whom an access token proves, or `UNAUTHENTICATED`.
    pub fn actor(&self, token: &str) -> Result<Actor, FaultCode> {
        let keys = self.keys.read().unwrap_or_else(PoisonError::into_inner);
        let revoked = self.revoked.read().unwrap_or_else(PoisonError::into_inner);
        let actor = self.proofs.actor(&keys, &revoked, token, self.clock.now());
        actor.map_err(|_| FaultCode::Unauthenticated)
    }

    /// The public document of the keys believed now.
    pub fn jwks(&self) -> Value {
        self.keys.read().unwrap_or_else(PoisonError::into_inner).to_jwks()
    }
}

impl Reply {
    /// A request that was not run, for this fault.
    pub fn fault(code: FaultCode) -> Self {
        let status = match code {
            FaultCode::Unauthenticated => StatusCode::UNAUTHORIZED,
            FaultCode::BadRequest | FaultCode::LimitExceeded => StatusCode::BAD_REQUEST,
            FaultCode::Internal => StatusCode::INTERNAL_SERVER_ERROR,
            _ => StatusCode::SERVICE_UNAVAILABLE,
        };
        Self { status, body: json!({ "errors": [Trouble::fault(code).to_json()] }), codes: vec![code.name()] }
    }

    /// The same, under a status of its own.
    pub fn with_status(mut self, status: StatusCode) -> Self {
        self.status = status;
        self
    }

    fn ran(data: Value, troubles: &[Trouble]) -> Self {
        let status =
            if nothing_could_be_served(&data, troubles) { StatusCode::SERVICE_UNAVAILABLE } else { StatusCode::OK };
        let mut body = json!({ "data": data });
        if !troubles.is_empty() {
            body["errors"] = troubles.iter().map(Trouble::to_json).collect();
        }
        Self { status, body, codes: troubles.iter().map(|trouble| trouble.code).collect() }
    }
}

/// What the conditions of a request are.
fn decided(deciders: &Deciders, request: &Request) -> Decided {
    request.variables.as_ref().map_or_else(|| deciders.decide(&Object::new()), |given| deciders.decide(given))
}

/// Whether every root field is empty because the centre cannot serve now: whoever retries by status must see it.
fn nothing_could_be_served(data: &Value, troubles: &[Trouble]) -> bool {
    let away = |trouble: &Trouble| trouble.code == FaultCode::Unavailable.name();
    let empty = data.as_object().is_none_or(|roots| roots.values().all(Value::is_null));
    empty && !troubles.is_empty() && troubles.iter().all(away)
}

/// The digest of the whole text and of the operation's name: short, so that large documents do not fill the memory.
fn text_key(query: &str, operation: Option<&str>) -> Digest32 {
    let mut digest = Sha256::new();
    digest.update(query.len().to_be_bytes());
    digest.update(query);
    digest.update(if operation.is_some() { "1" } else { "0" });
    digest.update(operation.unwrap_or_default());
    digest.finalize().into()
}

/// The same with what its conditions are.
fn plan_key(text: Digest32, decided: &Decided) -> Digest32 {
    if decided.is_empty() {
        return text;
    }
    let mut digest = Sha256::new_with_prefix(text);
    for truth in decided.values() {
        digest.update([u8::from(*truth)]);
    }
    digest.finalize().into()
}
