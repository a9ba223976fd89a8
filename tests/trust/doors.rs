//! The doors that are not the front door: a subgraph that is asked without the gateway, a venue's own machine, the agenda.

use async_graphql::{Request as Document, Variables};
use axum::{
    Router,
    body::{Body, to_bytes},
    http::Request,
};
use kernel::{
    access::{
        Action, Actor, Reach,
        Role::Operator,
        policy,
        token::{KeySet, SigningKey, Vouched, vouch},
    },
    chance::Chance,
    ids::VenueId,
};
use passegue::venue_node::{self, NodeSettings};
use serde_json::json;
use tower::ServiceExt;

use super::{
    callers::{Caller, Front, minted},
    lines,
    surface::{Ask, Surface},
    things::{Tenant, Things},
};
use crate::support::{
    engine::{Engine, on_both_engines},
    network::Network,
};

on_both_engines!(
    a_subgraph_asked_without_the_gateway_knows_nobody,
    no_path_of_the_centre_leads_to_a_subgraph,
    a_venues_machine_believes_the_centre_alone_and_once,
    the_agenda_is_told_by_its_own_machine_alone,
);

/// Whoever reaches a subgraph without the gateway brings no actor, and is nobody in particular.
async fn a_subgraph_asked_without_the_gateway_knows_nobody(engine: Engine) {
    let net = Network::open(engine, "subgraph").await;
    let tenant = Tenant::settle(&net, "Hesdin").await;
    let things = Things::of(&net, &tenant).await;
    let registry = registry::graph::schema(net.centre().lodge().clone(), net.keyring().for_desk().cabinet);
    let cheques = cheques::graph::schema(net.centre().desk().clone());
    let cabinet = net.keyring().for_desk().cabinet;
    let learners = learners::desk::Desk::new(net.centre().store().clone(), cabinet);
    let learners = learners::graph::schema(learners);
    let own = |sdl: &str| crate::support::sdl::root_fields(sdl);
    let (of_registry, of_cheques) = (own(&registry::graph::sdl()), own(&cheques::graph::sdl()));
    let of_learners = own(&learners::graph::sdl());
    let mut tried = 0;
    for ask in Surface::read().asks().iter().filter(|ask| is_private(ask)) {
        let mut arguments = lines::arguments(&ask.field, &things, None);
        arguments["key"] = json!(format!("direct-{tried}"));
        let document = Document::new(shallow(ask)).variables(Variables::from_json(arguments));
        let answer = if of_registry.contains_key(&ask.field) {
            registry.execute(document).await
        } else if of_cheques.contains_key(&ask.field) {
            cheques.execute(document).await
        } else if of_learners.contains_key(&ask.field) {
            learners.execute(document).await
        } else {
            continue;
        };
        tried += 1;
        let said = json!(answer).to_string();
        let nothing = answer.errors.is_empty() && (said.contains("FORBIDDEN") || !said.contains("\"__typename\""));
        assert!(nothing || said.contains("\"edges\":[]"), "{} without an actor: {said}", ask.field);
    }
    assert!(tried >= 25, "only {tried} fields");
    net.books_hold().await;
}

fn is_private(ask: &Ask) -> bool {
    let action = Action::ALL.iter().find(|action| action.field() == ask.field).expect("each root field is a deed");
    policy::public(*action) == Reach::Never
}

/// The root field alone: a subgraph does not know what others add to its types.
fn shallow(ask: &Ask) -> String {
    let whole = ask.document.split_once(" { ").map_or("", |(_, rest)| rest);
    let call = &whole[..whole.find(" { ").unwrap_or(whole.len())];
    let head = ask.document.split_once(" { ").map_or("", |(head, _)| head);
    let inside = match ask.named.as_str() {
        name if name.ends_with("Payload") => "refusal { code }",
        name if name.ends_with("Connection") => "edges { cursor }",
        _ => "__typename",
    };
    format!("{head} {{ {call} {{ {inside} }} }}")
}

async fn no_path_of_the_centre_leads_to_a_subgraph(engine: Engine) {
    let net = Network::open(engine, "paths").await;
    let router = net.centre().router();
    let token = minted(&net, &net.cast.operator, 10);
    let body = json!({ "query": "{ _service { sdl } }" }).to_string();
    for path in [
        "/registry",
        "/cheques",
        "/learners",
        "/venue",
        "/registry/graphql",
        "/cheques/graphql",
        "/learners/graphql",
        "/venue/graphql",
        "/graphql/registry",
        "/graphql/",
        "/graphql/venue",
        "/subgraphs/registry",
        "/subgraph",
        "/_entities",
        "/node",
        "/node/graphql",
        "/hosted",
        "/hosted/graphql",
        "/internal",
        "/admin",
        "/metrics",
        "/debug",
        "/sdl",
        "/schema",
        "/graphql/schema",
        "/api/graphql",
    ] {
        let request = Request::post(path).header("content-type", "application/json").header("passegue-client", "trust");
        let request = request.header("authorization", format!("Bearer {token}")).body(Body::from(body.clone()));
        let (status, text) = sends(&router, request.expect("a request")).await;
        assert!([404, 405].contains(&status), "{path}: {status}");
        assert!(!text.contains("_entities") && !text.contains("type Query"), "{path}: {text}");
    }
    let (status, text) = sends(&router, post("/graphql", &token, &body)).await;
    assert_eq!(status, 400, "the front door does not tell what a subgraph tells the gateway: {text}");
}

/// A machine of Hesdin, its door, and the centre that it believes.
struct Machine {
    net: Network,
    door: Router,
    venue: VenueId,
    own: SigningKey,
    chance: Chance,
    folder: std::path::PathBuf,
    _node: venue_node::VenueNode,
}

impl Drop for Machine {
    // A leftover in the temporary folder is no failure.
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

impl Machine {
    async fn of_hesdin(engine: Engine, name: &str) -> Self {
        let net = Network::open(engine, name).await;
        let place = net.venue("Hesdin").await;
        let (venue, structure) = (place.id.parse().expect("an id"), place.structure.parse().expect("an id"));
        let chance = Chance::from_seed(11);
        let folder = std::env::temp_dir().join(format!("passegue_{name}_{}", Chance::from_machine().id::<()>()));
        let clock = net.centre().clock().clone();
        // The centre's address is nobody's: what is told to it is tried apart.
        let local =
            NodeSettings::local(&folder, "hesdin", venue, structure, "http://127.0.0.1:9", clock, chance.clone());
        let key_file = local.key_file.clone();
        let settings = NodeSettings { centre_keys: Some(net.keyring().believed(net.now())), ..local };
        let node = venue_node::open(settings).await.expect("the machine opens");
        let own = passegue::keys::machine_key(&key_file, &chance).expect("its key");
        Self { door: node.router(), net, venue, own, chance, folder, _node: node }
    }

    /// The centre's word, but for what is changed.
    fn word(&self, key: &SigningKey, audience: &str, venue: Option<VenueId>, body: &str) -> String {
        let actor = &self.net.cast.operator.actor;
        let what = Vouched { audience, actor, venue, body: body.as_bytes() };
        vouch(key, &what, self.chance.bytes(), self.net.now()).expect("a word")
    }
}

async fn a_venues_machine_believes_the_centre_alone_and_once(engine: Engine) {
    let at = Machine::of_hesdin(engine, "machine").await;
    let (centre, audience) = (at.net.keyring().signing(at.net.now()).clone(), at.venue.to_string());
    let query = "query($v: ID!) { workshops(venueId: $v) { edges { cursor } } }";
    let body = json!({ "query": query, "variables": { "v": at.venue } }).to_string();
    let honest = || at.word(&centre, &audience, Some(at.venue), &body);

    let once = honest();
    let (status, text) = sends(&at.door, post("/graphql", &once, &body)).await;
    assert_eq!(status, 200, "the centre's own word opens: {text}");
    let other: VenueId = at.chance.id();
    let late = honest();
    let people = minted(&at.net, &at.net.cast.operator, 10);
    let counter = minted(&at.net, &at.net.venue("Auchy").await.counter, 10);
    let forged = [
        ("the same word again", once, body.clone()),
        ("a person's token", people, body.clone()),
        ("a counter's token of another venue", counter, body.clone()),
        ("its own key, not the centre's", at.word(&at.own, &audience, Some(at.venue), &body), body.clone()),
        ("a stranger's key", at.word(&SigningKey::from_seed([7; 32]), &audience, Some(at.venue), &body), body.clone()),
        ("meant for another machine", at.word(&centre, &other.to_string(), Some(at.venue), &body), body.clone()),
        ("meant for the centre", at.word(&centre, "centre", Some(at.venue), &body), body.clone()),
        ("about another venue", at.word(&centre, &audience, Some(other), &body), body.clone()),
        ("about another body", at.word(&centre, &audience, Some(at.venue), "{}"), body.clone()),
        ("no word", String::new(), body.clone()),
        ("noise", "a.b.c".to_owned(), body.clone()),
    ];
    for (name, word, body) in forged {
        let (status, text) = sends(&at.door, post("/graphql", &word, &body)).await;
        assert_eq!(status, 401, "{name}: {text}");
        assert!(text.contains("UNAUTHENTICATED") && !text.contains("data"), "{name}: {text}");
    }
    let bare = Request::post("/graphql").header("content-type", "application/json").body(Body::from(body.clone()));
    assert_eq!(sends(&at.door, bare.expect("a request")).await.0, 401, "without a word");
    at.net.minutes_pass(2);
    assert_eq!(sends(&at.door, post("/graphql", &late, &body)).await.0, 401, "its minute is over");
    for path in ["/", "/graphiql", "/agenda", "/files/x", "/registry", "/.well-known/jwks.json"] {
        let request = Request::get(path).body(Body::empty()).expect("a request");
        assert_eq!(sends(&at.door, request).await.0, 404, "{path}");
    }
}

async fn the_agenda_is_told_by_its_own_machine_alone(engine: Engine) {
    let at = Machine::of_hesdin(engine, "agenda_door").await;
    let router = at.net.centre().router();
    let body = json!({ "venueId": at.venue, "epoch": 9, "generation": 9, "workshops": [], "sessions": [] }).to_string();
    let centre = at.net.keyring().signing(at.net.now()).clone();
    let words = [
        ("a machine that was not declared", at.word(&at.own, node::push::CENTRE, Some(at.venue), &body)),
        ("the centre's own word", at.word(&centre, node::push::CENTRE, Some(at.venue), &body)),
        ("a person's token", minted(&at.net, &at.net.cast.operator, 10)),
        ("no word", String::new()),
    ];
    for (name, word) in words {
        let (status, text) = sends(&router, post("/agenda", &word, &body)).await;
        assert_eq!(status, 401, "{name}: {text}");
    }
    // Believed as a machine, a declared one is still nobody at the front door.
    let operator = Caller::member(&at.net, Operator, &at.net.cast.operator, None);
    let declare = Surface::read().asks().into_iter().find(|ask| ask.field == "declareNode").expect("a root field");
    let declared = json!({ "venueId": at.venue, "url": "http://127.0.0.1:9/", "publicKey": at.own.public().to_hex() });
    let answer = Front::of(&at.net).asks(&operator, &declare, &declared).await;
    assert!(answer.root("declareNode").is_ok_and(|root| root["refusal"].is_null()), "{answer:?}");
    let asked = json!({ "query": "{ networkCheck { holds } }" }).to_string();
    let word = at.word(&at.own, node::push::CENTRE, Some(at.venue), &asked);
    assert_eq!(sends(&router, post("/graphql", &word, &asked)).await.0, 401, "a machine is no person");
    let told = at.word(&at.own, node::push::CENTRE, Some(at.venue), &body);
    let (status, text) = sends(&router, post("/agenda", &told, &body)).await;
    assert_eq!(status, 200, "its own agenda is taken: {text}");
    let neighbour = at.net.venue("Auchy").await.id;
    let of_neighbour = body.replace(&at.venue.to_string(), &neighbour);
    for (name, venue, body) in [
        ("another venue's agenda, as one's own", Some(at.venue), &of_neighbour),
        ("another venue's agenda, as the other's", Some(neighbour.parse().expect("an id")), &of_neighbour),
        ("an agenda of nobody", None, &body),
    ] {
        let (status, text) =
            sends(&router, post("/agenda", &at.word(&at.own, node::push::CENTRE, venue, body), body)).await;
        assert_eq!(status, 401, "{name}: {text}");
    }
    let keys = KeySet::from_jwks(&at.net.centre().gateway().jwks()).expect("a document");
    assert!(
        vouch(
            &at.own,
            &Vouched { audience: "x", actor: &Actor::Anonymous, venue: None, body: b"" },
            [0; 16],
            at.net.now()
        )
        .is_ok_and(|word| kernel::access::token::check(&keys, &word, "x", b"", at.net.now()).is_err()),
        "a machine's key is not among those of people's tokens"
    );
}

fn post(path: &str, word: &str, body: &str) -> Request<Body> {
    let request = Request::post(path).header("content-type", "application/json").header("passegue-client", "trust");
    let request = request.header("authorization", format!("Bearer {word}"));
    request.body(Body::from(body.to_owned())).expect("a request")
}

async fn sends(router: &Router, request: Request<Body>) -> (u16, String) {
    let response = router.clone().oneshot(request).await.expect("the router answers");
    let status = response.status().as_u16();
    let body = to_bytes(response.into_body(), usize::MAX).await.expect("the whole body");
    (status, String::from_utf8_lossy(&body).into_owned())
}

/// The root field, and nothing of what others add.
#[test]
fn a_shallow_question_is_its_root_alone() {
    let asks = Surface::read().asks();
    let shown = |field: &str| shallow(asks.iter().find(|ask| ask.field == field).expect("a root field"));
    assert_eq!(shown("settlement"), "query($id: ID!) { settlement(id: $id) { __typename } }");
    let void = "key: $key, reason: $reason, receiptId: $receiptId) { refusal { code } } }";
    assert!(shown("voidRedemption").ends_with(void), "{}", shown("voidRedemption"));
}
