//! What is too large, too deep or too dear, each with its status and code. Nobody is asked for any of it.

use serde_json::{Value, json};

use super::{
    network::{Network, codes},
    schemas::venue,
};

fn nested(levels: usize) -> String {
    let inner = levels.saturating_sub(2);
    let pairs: String = (0..inner).map(|level| if level % 2 == 0 { "venues { " } else { "commune { " }).collect();
    format!("{{ communes {{ {pairs} __typename {} }} }}", "}".repeat(inner))
}

fn many(count: usize, one: impl Fn(usize) -> String) -> String {
    (0..count).map(|number| one(number) + " ").collect()
}

/// Each fragment uses the next ten times.
fn bomb() -> String {
    let levels = many(20, |level| {
        let uses = many(10, |_| format!("...F{}", level + 1));
        format!("fragment F{level} on Query {{ {uses} }}")
    });
    format!("{{ ...F0 }} {levels} fragment F20 on Query {{ __typename }}")
}

#[tokio::test]
async fn each_limit_is_refused_with_its_code() {
    let network = Network::start().await;
    let aliases = |count| format!("{{ venues {{ {} }} }}", many(count, |number| format!("n{number}: name")));
    let deep = (0..11).fold(json!(1), |inner, _| json!([inner]));
    let cases: Vec<(&str, String, Value, &str)> = vec![
        ("depth 11", nested(11), json!({}), "LIMIT_EXCEEDED"),
        ("16 aliases", aliases(16), json!({}), "LIMIT_EXCEEDED"),
        ("11 root fields", format!("{{ {} }}", many(11, |_| "caller".into())), json!({}), "LIMIT_EXCEEDED"),
        (
            "root fields in fragments",
            format!("{{ {} }} fragment F on Query {{ caller slow }}", many(6, |_| "...F".into())),
            json!({}),
            "LIMIT_EXCEEDED",
        ),
        (
            "11 directives",
            format!("{{ caller {} }}", many(11, |_| "@skip(if: false)".into())),
            json!({}),
            "LIMIT_EXCEEDED",
        ),
        ("2001 tokens", format!("{{ venues {{ {} }} }}", many(2000, |_| "name".into())), json!({}), "LIMIT_EXCEEDED"),
        ("10000 duplicates", format!("{{ {} }}", many(10_000, |_| "caller".into())), json!({}), "LIMIT_EXCEEDED"),
        ("fragment bomb", bomb(), json!({}), "LIMIT_EXCEEDED"),
        (
            "fragment ring",
            "{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }".into(),
            json!({}),
            "LIMIT_EXCEEDED",
        ),
        ("brackets", format!("{{ find(search: {} }}", "[".repeat(1000)), json!({}), "LIMIT_EXCEEDED"),
        ("wide variable", "{ caller }".into(), json!({ "x": vec![1; 100_000] }), "LIMIT_EXCEEDED"),
        ("deep variable", "{ caller }".into(), json!({ "x": deep }), "LIMIT_EXCEEDED"),
        ("introspection", "{ __schema { types { name } } }".into(), json!({}), "BAD_REQUEST"),
        ("introspection of a type", "{ __type(name: \"Venue\") { name } }".into(), json!({}), "BAD_REQUEST"),
        (
            "hidden introspection",
            "{ ...F } fragment F on Query { x: __schema { types { name } } }".into(),
            json!({}),
            "BAD_REQUEST",
        ),
        ("unterminated string", "{ venue(id: \"abc".into(), json!({}), "BAD_REQUEST"),
        ("unknown field", "{ venus }".into(), json!({}), "BAD_REQUEST"),
        ("no document", String::new(), json!({}), "BAD_REQUEST"),
        ("subscription", "subscription { caller }".into(), json!({}), "BAD_REQUEST"),
        ("two operations, none named", "query A { caller } query B { caller }".into(), json!({}), "BAD_REQUEST"),
        ("unknown variable", "{ venue(id: $x) { id } }".into(), json!({}), "BAD_REQUEST"),
    ];
    for (what, query, variables, code) in cases {
        let reply = network.reply(&query, variables).await;
        assert_eq!((reply.status.as_u16(), codes(&reply.body)), (400, vec![code]), "{what}");
        assert_eq!(reply.body.get("data"), None, "{what}");
        assert!(!reply.body.to_string().contains("venues"), "{what}: nothing is suggested");
    }
    assert_eq!(network.asked(), 0);
    assert_eq!(network.ask(&nested(10)).await.get("errors"), None, "depth 10 passes");
    assert_eq!(network.ask(&aliases(15)).await.get("errors"), None, "15 aliases pass");
}

#[tokio::test]
async fn the_largest_document_within_the_limits_is_judged_quickly() {
    let network = Network::start().await;
    let started = std::time::Instant::now();
    let query = format!("{{ venues {{ {} }} }}", many(1990, |_| "name".into()));
    assert_eq!(network.ask(&query).await.get("errors"), None);
    assert!(started.elapsed() < std::time::Duration::from_secs(5), "{:?}", started.elapsed());
}

#[tokio::test]
async fn a_money_mutation_fills_its_request_alone() {
    let network = Network::start().await;
    let redeem = "redeemCheques(venue: \"a\", codes: [\"x\"])";
    let refused = [
        format!("mutation {{ a: {redeem} b: {redeem} }}"),
        format!("mutation {{ {redeem} {redeem} }}"),
        format!("mutation {{ {redeem} __typename }}"),
        format!("mutation {{ {redeem} createWorkshop(venueId: \"{}\", title: \"x\") {{ id }} }}", venue(1)),
        format!("mutation {{ a: {redeem} ...F }} fragment F on Mutation {{ b: {redeem} }}"),
        format!("mutation {{ ... on Mutation {{ a: {redeem} }} ... {{ b: {redeem} }} }}"),
        format!("mutation {{ ...F ...F }} fragment F on Mutation {{ {redeem} }}"),
        format!("query A {{ caller }} mutation B {{ a: {redeem} b: {redeem} }}"),
    ];
    for query in refused {
        let reply = network.reply(&query, json!({})).await;
        assert_eq!((reply.status.as_u16(), codes(&reply.body)), (400, vec!["LIMIT_EXCEEDED"]), "{query}");
    }
    assert!(network.diary.lock().unwrap().is_empty());
    for query in
        [format!("mutation {{ one: {redeem} }}"), format!("mutation {{ ...F }} fragment F on Mutation {{ {redeem} }}")]
    {
        assert_eq!(network.ask(&query).await.get("errors"), None, "{query}");
    }
}

#[tokio::test]
async fn a_text_that_holds_a_zero_is_refused_wherever_it_stands() {
    let network = Network::start().await;
    let create = |title: &str| format!("createWorkshop(venueId: \"{}\", title: {title}) {{ id }}", venue(1));
    let asked = [
        (format!("mutation {{ {} }}", create("\"a\\u0000b\"")), json!({})),
        (format!("mutation($t: String!) {{ {} }}", create("$t")), json!({ "t": "a\0b" })),
        (format!("mutation($t: String = \"a\\u0000b\") {{ {} }}", create("$t")), json!({})),
    ];
    for (query, variables) in asked {
        let reply = network.reply(&query, variables).await;
        assert_eq!((reply.status.as_u16(), codes(&reply.body)), (400, vec!["BAD_REQUEST"]), "{query}");
    }
    assert!(network.diary.lock().unwrap().is_empty());
}
