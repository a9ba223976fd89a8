//! How people were called is forgotten thirty days after their session, whether or not anything happens at the venue.

use kernel::clock::Day;
use serde_json::{Value, json};

use super::support::{HESDIN, Node, counter, text};
use crate::forget::forget;

const BOOK: &str = "mutation ($venue: ID!, $key: ID!, $session: ID!) {
    bookSeat(venueId: $venue, key: $key, input: { sessionId: $session, called: \"Amina D.\", cheques: 0 }) {
        seat { bookingId }
        refusal { code }
    }
}";

const READ: &str = "query ($venue: ID!, $session: ID!) {
    sessionBookings(venueId: $venue, sessionId: $session) { called stage }
}";

async fn called(node: &Node, session: &str) -> Value {
    let answer = node.ask(&counter(), READ, json!({ "venue": HESDIN, "session": session })).await;
    answer["data"]["sessionBookings"][0]["called"].clone()
}

#[tokio::test]
async fn a_month_after_the_session_nobody_knows_how_they_were_called() {
    let node = Node::of_hesdin();
    let workshop = node.workshop("w").await;
    let soon = node.session("s", &workshop, "2025-10-03T14:00:00+02:00").await;
    let later = node.session("t", &workshop, "2025-10-20T14:00:00+02:00").await;
    for session in [&soon, &later] {
        let asked = json!({ "venue": HESDIN, "key": session, "session": session });
        let answer = node.ask(&counter(), BOOK, asked).await;
        text(&answer["data"]["bookSeat"]["seat"]["bookingId"]);
    }
    node.clock.jump_to(Day::of(2025, 11, 2).unwrap().at(12, 59));
    assert_eq!(forget(node.house.store()).await.unwrap(), 0, "an hour early");
    assert_eq!(called(&node, &soon).await, "Amina D.");
    node.clock.jump_to(Day::of(2025, 11, 2).unwrap().at(15, 0));
    assert_eq!(forget(node.house.store()).await.unwrap(), 1);
    assert_eq!((called(&node, &soon).await, called(&node, &later).await), (json!(null), json!("Amina D.")));
    assert_eq!(forget(node.house.store()).await.unwrap(), 0, "once");
}
