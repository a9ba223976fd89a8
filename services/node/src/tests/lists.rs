//! What anybody reads.

use kernel::clock::Day;
use serde_json::{Value, json};

use super::support::{AUCHY, CANCEL, ELSEWHERE, HESDIN, Node, cancel, counter, text};

const SESSIONS: &str = "query ($venue: ID!, $first: Int, $after: String, $from: String, $cancelled: Boolean! = false) {
    sessions(venueId: $venue, first: $first, after: $after, from: $from, withCancelled: $cancelled) {
        nodes { id startsAt title stage }
        pageInfo { hasNextPage hasPreviousPage endCursor }
    }
}";

const WORKSHOPS: &str = "query ($venue: ID!, $first: Int, $after: String, $ended: Boolean! = false) {
    workshops(venueId: $venue, first: $first, after: $after, withEnded: $ended) {
        edges { cursor node { id title } }
        pageInfo { hasNextPage endCursor }
    }
}";

fn starts(answer: &Value) -> Vec<String> {
    let nodes = answer["data"]["sessions"]["nodes"].as_array().unwrap();
    nodes.iter().map(|node| text(&node["startsAt"])).collect()
}

#[tokio::test]
async fn sessions_come_soonest_first_page_by_page() {
    let node = Node::of_hesdin();
    let workshop = node.workshop("w").await;
    for (key, day) in [("a", "07"), ("b", "03"), ("c", "05"), ("d", "03")] {
        node.session(key, &workshop, &format!("2025-10-{day}T10:00:00Z")).await;
    }
    let (mut seen, mut after) = (Vec::new(), Value::Null);
    loop {
        let answer = node.look(SESSIONS, json!({ "venue": HESDIN, "first": 1, "after": after })).await;
        seen.extend(starts(&answer));
        let page = &answer["data"]["sessions"]["pageInfo"];
        assert_eq!(page["hasPreviousPage"], json!(!after.is_null()));
        after = page["endCursor"].clone();
        if page["hasNextPage"] == false {
            break;
        }
    }
    let days = ["03", "03", "05", "07"].map(|day| format!("2025-10-{day}T10:00:00Z"));
    assert_eq!(seen, days);
    let whole = node.look(SESSIONS, json!({ "venue": HESDIN })).await;
    assert_eq!(starts(&whole), days);
}

#[tokio::test]
async fn what_is_past_or_called_off_is_told_only_if_asked() {
    let node = Node::of_hesdin();
    let workshop = node.workshop("w").await;
    node.session("a", &workshop, "2025-10-02T10:00:00Z").await;
    let off = node.session("b", &workshop, "2025-10-04T10:00:00Z").await;
    node.session("c", &workshop, "2025-10-06T10:00:00Z").await;
    node.ask(&counter(), CANCEL, cancel("d", &off, "Panne")).await;
    node.clock.jump_to(Day::of(2025, 10, 3).unwrap().at(9, 0));

    assert_eq!(starts(&node.look(SESSIONS, json!({ "venue": HESDIN })).await), ["2025-10-06T10:00:00Z"]);
    let all = json!({ "venue": HESDIN, "from": "2025-10-01T00:00:00+02:00", "cancelled": true });
    assert_eq!(starts(&node.look(SESSIONS, all).await).len(), 3);
}

#[tokio::test]
async fn workshops_come_oldest_first_the_ended_ones_only_if_asked() {
    let node = Node::of_hesdin();
    let mut ids = Vec::new();
    for key in ["a", "b", "c"] {
        ids.push(node.workshop(key).await);
        node.clock.jump_to(node.clock.now().plus_ms(1000));
    }
    let end = "mutation ($venue: ID!, $workshop: ID!) {
        changeWorkshop(venueId: $venue, key: \"d\", workshopId: $workshop, input: { ended: true }) { refusal { code } }
    }";
    node.ask(&counter(), end, json!({ "venue": HESDIN, "workshop": ids[1] })).await;

    let shown = |answer: &Value| -> Vec<String> {
        let edges = answer["data"]["workshops"]["edges"].as_array().unwrap();
        edges.iter().map(|edge| text(&edge["node"]["id"])).collect()
    };
    assert_eq!(shown(&node.look(WORKSHOPS, json!({ "venue": HESDIN })).await), [ids[0].clone(), ids[2].clone()]);
    let first = node.look(WORKSHOPS, json!({ "venue": HESDIN, "ended": true, "first": 2 })).await;
    assert_eq!(shown(&first), ids[..2]);
    let after = &first["data"]["workshops"]["pageInfo"]["endCursor"];
    let rest = node.look(WORKSHOPS, json!({ "venue": HESDIN, "ended": true, "after": after })).await;
    assert_eq!(shown(&rest), ids[2..]);
}

#[tokio::test]
async fn a_venue_served_elsewhere_is_absent_without_an_error() {
    let node = Node::of_hesdin();
    for venue in [AUCHY.to_string(), ELSEWHERE.to_string(), "Hesdin".to_owned()] {
        for (query, field) in [(SESSIONS, "sessions"), (WORKSHOPS, "workshops")] {
            let answer = node.look(query, json!({ "venue": venue })).await;
            assert_eq!(answer, json!({ "data": { field: null } }));
        }
    }
}

#[tokio::test]
async fn a_question_that_cannot_be_read_has_a_code() {
    let node = Node::of_hesdin();
    for (variables, code) in [
        (json!({ "venue": HESDIN, "first": 101 }), "LIMIT_EXCEEDED"),
        (json!({ "venue": HESDIN, "first": 0 }), "BAD_REQUEST"),
        (json!({ "venue": HESDIN, "after": "ailleurs" }), "BAD_REQUEST"),
        (json!({ "venue": HESDIN, "from": "hier" }), "BAD_REQUEST"),
        (json!({}), "BAD_REQUEST"),
    ] {
        let answer = node.look(SESSIONS, variables.clone()).await;
        assert_eq!(answer["errors"][0]["extensions"]["code"], code, "{variables}");
    }
    let answer = node.look("{ __schema { types { name } } }", json!({})).await;
    assert!(answer["data"]["__schema"].is_null(), "{answer}");
}
