//! The list of attacks on tokens, each by its name against `/graphql` over HTTP; and a trap that nobody may fall into.

mod forge;

use std::{
    net::{TcpListener, TcpStream},
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
};

use kernel::{
    access::token::{SigningKey, Vouched, vouch},
    chance::Chance,
};
use serde_json::{Value, json};

use super::callers::minted;
use crate::support::{
    engine::{Engine, on_both_engines},
    network::Network,
};
use forge::Forge;

on_both_engines!(no_forged_token_opens_the_door);

/// How many attacks the list must have.
const LEAST_ATTACKS: usize = 100;

async fn no_forged_token_opens_the_door(engine: Engine) {
    let net = Network::open(engine, "forged").await;
    let hesdin = net.venue("Hesdin").await;
    let token = minted(&net, &hesdin.counter, 15);
    let (trap, served) = (Trap::set(), Served::of(&net).await);
    let forge = Forge::of(net.keyring().signing(net.now()), &token);
    assert_eq!(served.asks(&token).await, (200, String::new()), "the honest token opens");
    assert_eq!(served.asks(&forge.faithful()).await, (200, String::new()), "the forge makes what the house makes");

    let mut attacks = forge::attacks(&forge, &trap.url());
    attacks.extend(of_machines(&net, &hesdin.counter.actor));
    assert!(attacks.len() >= LEAST_ATTACKS, "only {} attacks", attacks.len());
    let mut opened = Vec::new();
    for (name, forged) in &attacks {
        let (status, code) = served.asks(forged).await;
        // What no header can carry is turned away before anybody reads it.
        if (status, code.as_str()) != (401, "UNAUTHENTICATED") && !(status == 431 || status == 400) {
            opened.push(format!("{name}: {status} {code}"));
        }
    }
    assert!(opened.is_empty(), "of {}: {opened:#?}", attacks.len());
    assert_eq!(trap.seen(), 0, "somebody followed an address out of a token");
    println!("{} forged tokens refused, 0 addresses followed", attacks.len());
    assert_eq!(served.asks(&token).await, (200, String::new()), "and the honest one still opens");
}

/// Words of machines at the door of people, and words that were used before.
fn of_machines(net: &Network, actor: &kernel::access::Actor) -> Vec<(String, String)> {
    let (chance, now, signing) = (Chance::from_seed(3), net.now(), net.keyring());
    let word = |audience: &str, body: &[u8]| {
        let what = Vouched { audience, actor, venue: None, body };
        vouch(signing.signing(now), &what, chance.bytes(), now).expect("a machine's word")
    };
    let body = asked().to_string();
    let replayed = word("passegue", body.as_bytes());
    let retired = SigningKey::generate(&chance);
    let old = kernel::access::token::mint(&retired, actor, chance.bytes(), now, 10).expect("a token");
    let list = [
        ("a machine's word for this very body", word("passegue", body.as_bytes())),
        ("a machine's word for the centre", word("centre", body.as_bytes())),
        ("a machine's word for a node", word("hesdin", b"")),
        ("a machine's word, once", replayed.clone()),
        ("a machine's word, replayed", replayed),
        ("the kid of a key that was never or no longer believed", old),
    ];
    list.map(|(name, token)| (name.to_owned(), token)).to_vec()
}

fn asked() -> Value {
    json!({ "query": "{ networkCheck { holds } }" })
}

/// The centre on a port of its own.
struct Served {
    url: String,
    http: reqwest::Client,
}

impl Served {
    async fn of(net: &Network) -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let url = format!("http://{}/graphql", listener.local_addr().expect("a bound port"));
        let router = net.centre().router();
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self { url, http: reqwest::Client::builder().no_proxy().build().expect("a client") }
    }

    /// The status, and the code of the first error.
    async fn asks(&self, token: &str) -> (u16, String) {
        let request = self.http.post(&self.url).header("passegue-client", "trust").bearer_auth(token);
        let Ok(answer) = request.json(&asked()).send().await else { return (400, String::new()) };
        let status = answer.status().as_u16();
        let body: Value = serde_json::from_str(&answer.text().await.unwrap_or_default()).unwrap_or_default();
        (status, body["errors"][0]["extensions"]["code"].as_str().unwrap_or_default().to_owned())
    }
}

/// Listens where no honest program has any business, and counts who comes.
struct Trap {
    url: String,
    seen: Arc<AtomicUsize>,
}

impl Trap {
    fn set() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let url = format!("http://{}", listener.local_addr().expect("a bound port"));
        let seen = Arc::new(AtomicUsize::new(0));
        let counting = seen.clone();
        thread::spawn(move || {
            for _ in listener.incoming().map_while(Result::ok) {
                counting.fetch_add(1, Ordering::SeqCst);
            }
        });
        Self { url, seen }
    }

    fn url(&self) -> String {
        self.url.clone()
    }

    fn seen(&self) -> usize {
        self.seen.load(Ordering::SeqCst)
    }
}

#[test]
fn the_trap_sees_who_comes() {
    let trap = Trap::set();
    drop(TcpStream::connect(trap.url().trim_start_matches("http://")).expect("the trap is open"));
    while trap.seen() == 0 {
        thread::yield_now();
    }
    assert_eq!(trap.seen(), 1);
}
