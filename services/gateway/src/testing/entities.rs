//! Plans over two subgraphs, when everybody is well.

use serde_json::json;

use super::{
    network::{Network, codes},
    schemas::venue,
};

#[tokio::test]
async fn one_hop_brings_the_workshops_of_each_venue_in_order() {
    let network = Network::start().await;
    let body = network.ask("{ venues { name workshops(first: 1) { title } } }").await;
    let expected = json!({ "venues": [
        { "name": "Venue 01", "workshops": [{ "title": "w0 at 01" }] },
        { "name": "Venue 02", "workshops": [{ "title": "w0 at 02" }] },
        { "name": "Venue 03", "workshops": [{ "title": "w0 at 03" }] },
    ] });
    assert_eq!(body, json!({ "data": expected }));
    assert_eq!(network.asked(), 3);
}

#[tokio::test]
async fn two_hops_go_to_the_venue_and_back_to_the_registry() {
    let network = Network::start().await;
    let query = "query Q($venue: ID!) { workshops(venueId: $venue, first: 1) { title venue { id name } } }";
    let reply = network.reply(query, json!({ "venue": venue(2) })).await;
    let expected = json!([{ "title": "w0 at 02", "venue": { "id": venue(2), "name": "Venue 02" } }]);
    assert_eq!(reply.body, json!({ "data": { "workshops": expected } }));
}

#[tokio::test]
async fn a_hop_with_two_kinds_of_things_is_batched_and_put_back_from_each_machine() {
    let network = Network::start().await;
    let body = network.ask("{ venues { workshops(first: 1) { title } flagship { title seats } } }").await;
    for (index, number) in ["01", "02", "03"].iter().enumerate() {
        let title = format!("w0 at {number}");
        let expected = json!({ "workshops": [{ "title": title }], "flagship": { "title": title, "seats": 8 } });
        assert_eq!(body["data"]["venues"][index], expected);
    }
    assert_eq!(body.get("errors"), None);
    assert_eq!(network.asked(), 3, "one question for each machine, both kinds together");
}

#[tokio::test]
async fn root_fields_of_several_machines_are_cut_and_put_together() {
    let network = Network::start().await;
    let query = "query Q($a: ID!, $n: Int = 1) { ...Both h: workshops(venueId: \"HOSTED\", first: $n) { title } }
        fragment Both on Query { x: workshops(venueId: $a, first: $n) { ...T } y: workshops(venueId: \"TWO\") { ...T } }
        fragment T on Workshop { title }";
    let query = query.replace("HOSTED", &venue(4)).replace("TWO", &venue(2));
    let reply = network.reply(&query, json!({ "a": venue(1) })).await;
    let expected = json!({ "data": {
        "x": [{ "title": "w0 at 01" }],
        "y": [{ "title": "w0 at 02" }, { "title": "w1 at 02" }],
        "h": [{ "title": "w0 at 04" }],
    } });
    assert_eq!(reply.body, expected);
}

#[tokio::test]
async fn an_unknown_venue_is_null_without_an_error() {
    let network = Network::start().await;
    let query = format!(
        "{{ workshops(venueId: \"{}\") {{ title }} venue(id: \"{0}\") {{ name workshops {{ title }} }} }}",
        venue(9)
    );
    let body = network.ask(&query).await;
    assert_eq!(body, json!({ "data": { "workshops": null, "venue": { "name": "Venue 09", "workshops": null } } }));
}

#[tokio::test]
async fn mutations_of_several_machines_run_in_order() {
    let network = Network::start().await;
    let one = |alias: &str, number| {
        format!("{alias}: createWorkshop(venueId: \"{}\", title: \"{alias}\") {{ title }}", venue(number))
    };
    let query = format!("mutation {{ {} {} {} {} }}", one("a", 1), one("b", 4), one("c", 1), one("d", 2));
    let body = network.ask(&query).await;
    assert_eq!(body.get("errors"), None, "{body}");
    assert_eq!(*network.diary.lock().unwrap(), ["a", "b", "c", "d"]);
}

#[tokio::test]
async fn type_names_aliases_and_conditions_are_shown_as_asked() {
    let network = Network::start().await;
    let query = "query Q($no: Boolean!) { __typename all: venues(first: 1) {
        __typename label: name @skip(if: $no) workshops(first: 1) @include(if: $no) { kind: __typename } } }";
    let all = |body: &serde_json::Value| body["data"].clone();
    let with = network.reply(query, json!({ "no": true })).await;
    let expected =
        json!({ "__typename": "Query", "all": [{ "__typename": "Venue", "workshops": [{ "kind": "Workshop" }] }] });
    assert_eq!(all(&with.body), expected);
    let without = network.reply(query, json!({ "no": false })).await;
    assert_eq!(
        all(&without.body),
        json!({ "__typename": "Query", "all": [{ "__typename": "Venue", "label": "Venue 01" }] })
    );
    assert_eq!(network.ask("{ __typename }").await, json!({ "data": { "__typename": "Query" } }));
}

#[tokio::test]
async fn variables_are_judged_by_their_types_before_anybody_is_asked() {
    let network = Network::start().await;
    let query =
        "query Q($search: Search!, $first: Int = 2) { find(search: $search) { id } venues(first: $first) { id } }";
    let good = [
        json!({ "search": { "level": "BEGINNER" } }),
        json!({ "search": { "level": "BEGINNER", "limit": 1 }, "first": 1 }),
    ];
    for variables in good {
        assert_eq!(network.reply(query, variables.clone()).await.body.get("errors"), None, "{variables}");
    }
    let bad = [
        json!({}),
        json!({ "search": null }),
        json!({ "search": {} }),
        json!({ "search": { "level": "EXPERT" } }),
        json!({ "search": { "level": "BEGINNER", "role": "admin" } }),
        json!({ "search": { "level": "BEGINNER", "limit": 2_147_483_648_i64 } }),
        json!({ "search": { "level": "BEGINNER", "words": [null] } }),
        json!({ "search": { "level": "BEGINNER" }, "first": "1" }),
    ];
    for variables in bad {
        let reply = network.reply(query, variables.clone()).await;
        assert_eq!((reply.status.as_u16(), codes(&reply.body)), (400, vec!["BAD_REQUEST"]), "{variables}");
    }
}

#[tokio::test]
async fn a_subgraph_fault_is_internal_and_tells_nothing_and_a_refusal_keeps_its_words() {
    let network = Network::start().await;
    let body = network.ask("{ broken caller }").await;
    assert_eq!(codes(&body), ["INTERNAL"]);
    assert_eq!(body["data"], json!({ "broken": null, "caller": "nobody" }));
    assert_eq!(body["errors"][0]["path"], json!(["broken"]));
    assert!(!body.to_string().contains("SQLITE"), "{body}");
    let body = network.ask("mutation { redeemCheques(venue: \"a\", codes: []) }").await;
    assert_eq!(codes(&body), ["FORBIDDEN"]);
    assert_eq!(body["errors"][0]["message"], "Ce n’est pas votre lieu.");
}
