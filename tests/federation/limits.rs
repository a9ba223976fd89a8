//! What is too large, too deep or no request at all, against real processes: a centre, and the bare gateway with the same
//! numbers as flags. Each is refused with its code, in less than 50 ms, nobody is asked, and no memory stays taken.

use std::time::{Duration, Instant};

use reqwest::{Client, RequestBuilder};
use serde_json::{Value, json};

use super::suite::Running;
use crate::support::{
    afar::{Afar, Ground},
    engine::Engine,
    network::deeds::LAST_CHECK,
    program::{Program, alone},
};

/// The limits of a centre, as flags of the bare gateway.
const FLAGS: &[&str] = &[
    "--max-body=65536",
    "--max-tokens=2000",
    "--max-depth=10",
    "--max-aliases=15",
    "--max-root-fields=10",
    "--max-directives=10",
    "--max-cost=2000",
    "--max-variable-values=2000",
    "--max-variable-depth=10",
];
const TRIES: usize = 5;
const QUICK: Duration = Duration::from_millis(50);
const MEGABYTES: u64 = 50;

const TOO_MUCH: &str = "LIMIT_EXCEEDED";
const UNREADABLE: &str = "BAD_REQUEST";

/// A door under attack, and what may be asked there.
struct Door<'a> {
    program: &'a Program,
    http: Client,
    /// A field that leads back to a thing of the same type, with what opens and closes it.
    deep: (&'a str, &'a str, &'a str),
    introspection: &'a str,
}

impl Door<'_> {
    fn post(&self) -> RequestBuilder {
        self.http.post(format!("{}/graphql", self.program.url())).header("Passegue-Client", "test")
    }

    /// The best time of several tries, each refused so.
    async fn refuses(&self, what: &str, request: impl Fn() -> RequestBuilder, status: u16, code: &str) -> Duration {
        let mut best = Duration::MAX;
        for _ in 0..TRIES {
            let request = request();
            let began = Instant::now();
            let answer = request.send().await.unwrap_or_else(|error| panic!("{what}: {error}"));
            let (got, body) = (answer.status().as_u16(), answer.json::<Value>().await.expect("JSON"));
            best = best.min(began.elapsed());
            let said = body["errors"][0]["extensions"]["code"].as_str().unwrap_or_default();
            assert_eq!((got, said, body.get("data")), (status, code, None), "{what}: {body}");
        }
        println!("{what:32} {status} {code:15} {best:?}");
        assert!(best < QUICK, "{what}: {best:?}");
        best
    }

    async fn is_attacked(&self) {
        let before = self.program.resident();
        for (what, body, status, code) in self.attacks() {
            let request = || self.post().header("content-type", "application/json").body(body.clone());
            self.refuses(what, request, status, code).await;
        }
        let grown = self.program.resident().saturating_sub(before);
        println!("resident memory: + {} kB", grown);
        assert!(grown < MEGABYTES * 1024, "{grown} kB more");
    }

    fn attacks(&self) -> Vec<(&'static str, String, u16, &'static str)> {
        let asked = |query: String| json!({ "query": query }).to_string();
        let told =
            |variables: String| format!("{{\"query\":\"{{ __typename }}\",\"variables\":{{\"x\":{variables}}}}}");
        let many =
            |count: usize, one: &dyn Fn(usize) -> String| -> String { (0..count).map(|no| one(no) + " ").collect() };
        let (opens, again, closes) = self.deep;
        let deep =
            format!("{opens} {} __typename {} {closes}", again.repeat(10), "}".repeat(10 * again.matches('{').count()));
        let bomb =
            many(50, &|no| format!("fragment F{no} on Query {{ {} }}", many(10, &|_| format!("...F{}", no + 1))));
        let ring = "{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }";
        let kinds = "{ fields { type ".repeat(20) + "{ name }" + &"} }".repeat(20);
        vec![
            ("depth 11 and more", asked(deep), 400, TOO_MUCH),
            ("16 aliases", asked(format!("{{ {} }}", many(16, &|no| format!("a{no}: __typename")))), 400, TOO_MUCH),
            ("1 000 root fields", asked(format!("{{ {} }}", many(1000, &|_| "__typename".into()))), 400, TOO_MUCH),
            (
                "fragment bomb 50 x 10",
                asked(format!("{{ ...F0 }} {bomb} fragment F50 on Query {{ __typename }}")),
                400,
                TOO_MUCH,
            ),
            ("fragments in a ring", asked(ring.into()), 400, TOO_MUCH),
            ("10 000 directives", asked(format!("{{ __typename {} }}", many(10_000, &|_| "@a".into()))), 400, TOO_MUCH),
            (
                "11 directives",
                asked(format!("{{ __typename {} }}", many(11, &|_| "@skip(if: false)".into()))),
                400,
                TOO_MUCH,
            ),
            ("2 001 tokens", asked(format!("{{ {} }}", many(1999, &|_| "id".into()))), 400, TOO_MUCH),
            ("a field 10 000 times", asked(format!("{{ {} }}", many(10_000, &|_| "id".into()))), 400, TOO_MUCH),
            ("1 MB body", asked(" ".repeat(1024 * 1024)), 413, TOO_MUCH),
            ("100 000 values in a variable", told(format!("[{}0]", "0,".repeat(99_999))), 413, TOO_MUCH),
            ("30 000 values in a variable", told(format!("[{}0]", "0,".repeat(29_999))), 400, TOO_MUCH),
            ("a variable 20 deep", told("[".repeat(20) + &"]".repeat(20)), 400, TOO_MUCH),
            ("JSON 10 000 deep", told("[".repeat(10_000) + &"]".repeat(10_000)), 400, UNREADABLE),
            (
                "introspection 40 deep",
                asked(format!("{{ __schema {{ types {kinds} }} }}")),
                400,
                self.introspection_code(),
            ),
            ("a batch of 100", format!("[{}]", vec![asked("{ __typename }".into()); 100].join(",")), 400, UNREADABLE),
            ("unterminated text", asked("{ a(b: \"c".into()), 400, UNREADABLE),
            ("brackets without end", asked(format!("{{ a(b: {} }}", "[".repeat(1000))), 400, TOO_MUCH),
        ]
    }

    fn introspection_code(&self) -> &'static str {
        if self.introspection == TOO_MUCH { TOO_MUCH } else { UNREADABLE }
    }

    /// What a page of another site can send, with the caller's own token at best: nothing of it is done.
    async fn is_forged(&self, document: &str, token: &str) {
        let body = json!({ "query": document }).to_string();
        let url = format!("{}/graphql", self.program.url());
        let by_url = reqwest::Url::parse_with_params(&url, [("query", document)]).expect("an address");
        let kinds = [
            ("text/plain", "text/plain"),
            ("a form", "application/x-www-form-urlencoded"),
            ("a multipart form", "multipart/form-data; boundary=x"),
        ];
        for (what, kind) in kinds {
            let request = || self.post().bearer_auth(token).header("content-type", kind).body(body.clone());
            self.refuses(what, request, 415, UNREADABLE).await;
        }
        let by_get = || self.http.get(by_url.clone()).bearer_auth(token).header("Passegue-Client", "x");
        self.refuses("a mutation by GET", by_get, 405, UNREADABLE).await;
        for origin in ["http://evil.example", "null", "http://127.0.0.1"] {
            let request = || {
                let request = self.post().bearer_auth(token).header("origin", origin);
                request.header("content-type", "application/json").body(body.clone())
            };
            self.refuses("a page of another site", request, 403, UNREADABLE).await;
        }
    }
}

fn client() -> Client {
    Client::builder().no_proxy().build().expect("a client")
}

#[tokio::test]
async fn a_centre_refuses_what_is_too_much() {
    let _alone = alone().await;
    let ground = Ground::ready(Engine::Sqlite, "limits").await;
    let centre = ground.serve().await;
    let deep = ("{ commune(code: \"62447\", year: 2022) {", "nearestVenue { venue { commune {", "} }");
    let door = Door { program: &centre, http: client(), deep, introspection: UNREADABLE };
    door.is_attacked().await;

    let afar = Afar::found(&ground, centre.url()).await;
    door.is_forged("mutation { checkNetwork { check { holds } } }", &afar.operator).await;
    let unnamed = || {
        let request = door.http.post(format!("{}/graphql", centre.url())).bearer_auth(&afar.operator);
        request
            .header("content-type", "application/json")
            .body("{\"query\":\"mutation { checkNetwork { check { holds } } }\"}")
    };
    door.refuses("no header of a client", unnamed, 400, UNREADABLE).await;
    let kept = afar.client.shows(&afar.operator, LAST_CHECK, json!({})).await;
    assert!(kept.is_null(), "nothing was done: {kept}");
}

#[tokio::test]
async fn the_bare_gateway_refuses_the_same_by_flags_and_asks_nobody() {
    let _alone = alone().await;
    let running = Running::start("abstracts", FLAGS).await;
    let deep = ("{ items {", "... on Book { next {", "} }");
    let door = Door { program: &running.gateway, http: client(), deep, introspection: TOO_MUCH };
    door.is_attacked().await;
    door.is_forged("{ items { id } }", "x").await;
    assert_eq!(running.journal.take().len(), 0, "nobody was asked");
    let body = running.asks("{ items { id } }", &serde_json::Map::new()).await;
    assert_eq!(body["data"]["items"][0]["id"], "b1", "{body}");
}
