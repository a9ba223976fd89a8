//! What one begins and another ends: with three people a month goes through; with two, what is blocked says its way out.

use kernel::access::Role::{self, Operator, Treasurer};
use serde_json::{Value, json};

use crate::support::{
    engine::{Engine, on_both_engines},
    network::{
        Network,
        answer::text,
        cast::Person,
        deeds::{APPROVE, IN_PAIRS, PREPARE},
    },
};

on_both_engines!(
    with_two_people_what_is_blocked_is_listed_with_its_way_out,
    what_one_person_begins_waits_for_another,
    only_those_at_the_head_of_the_network_read_it,
);

async fn pairs(net: &Network, who: &Person) -> Vec<Value> {
    net.asks(who, IN_PAIRS, json!({})).await.shown().as_array().expect("a list").clone()
}

/// How the deed stands that this mutation ends.
async fn standing(net: &Network, ends: &str) -> (String, Option<String>) {
    let all = pairs(net, &net.cast.administrator).await;
    let pair = all.iter().find(|pair| pair["ends"] == ends).unwrap_or_else(|| panic!("{ends} in {all:?}"));
    (text(&pair["standing"]), pair["wayOut"].as_str().map(str::to_owned))
}

async fn with_two_people_what_is_blocked_is_listed_with_its_way_out(engine: Engine) {
    let net = Network::open(engine, "with_two").await;
    let (hesdin, carnet) = (net.venue("Hesdin").await, net.carnet().await);
    for gone in [&net.cast.second_operator, &net.cast.second_treasurer] {
        net.dismisses(gone).await;
    }
    net.redeems(&hesdin, &[&carnet[0]]).await.ok();
    let run = net.prepares().await;
    let alone = &net.cast.treasurer;
    net.asks(alone, APPROVE, json!({ "settlement": run })).await.refused("SAME_PERSON");

    let all = pairs(&net, alone).await;
    for pair in &all {
        let lacks = pair["standing"] != "OPEN";
        assert_eq!(pair["wayOut"].is_string(), lacks, "{pair}");
    }
    let (state, way_out) = standing(&net, "approveSettlement").await;
    assert_eq!(state, "BLOCKED");
    assert!(way_out.is_some_and(|way_out| way_out.contains("trésorier")));

    // The way out is taken: the operator keeps the accounts too, and the month ends.
    let third = net.hires(&[Operator, Treasurer]).await;
    assert_eq!(standing(&net, "approveSettlement").await, ("OPEN".to_owned(), None));
    net.asks(&third, APPROVE, json!({ "settlement": run })).await.ok();
    net.exports(&run).await.ok();
    net.confirms(&run).await.ok();
    net.asks(&third, PREPARE, json!({})).await.refused("NOTHING_TO_SETTLE");
    assert!(pairs(&net, &third).await.iter().all(|pair| pair["standing"] == "OPEN"), "{:?}", pairs(&net, &third).await);
    net.books_hold().await;
}

async fn what_one_person_begins_waits_for_another(engine: Engine) {
    let net = Network::open(engine, "narrow").await;
    assert_eq!(standing(&net, "decideAccreditation").await.0, "OPEN");
    net.venue("Hesdin").await;
    net.dismisses(&net.cast.second_operator).await;
    // A manager may apply, and the operator decides; what the operator enters, nobody else decides.
    let (state, way_out) = standing(&net, "decideAccreditation").await;
    assert_eq!(state, "NARROW");
    assert!(way_out.is_some_and(|way_out| way_out.contains("tête de réseau")));
    net.dismisses(&net.cast.operator).await;
    assert_eq!(standing(&net, "decideAccreditation").await.0, "BLOCKED");
    assert_eq!(standing(&net, "answerEndStatement").await.0, "BLOCKED");
}

async fn only_those_at_the_head_of_the_network_read_it(engine: Engine) {
    let net = Network::open(engine, "pairs_read").await;
    let roles: Vec<Role> = vec![Operator, Treasurer];
    for who in [&net.cast.administrator, &net.cast.operator, &net.cast.treasurer, &net.hires(&roles).await] {
        assert!(!pairs(&net, who).await.is_empty(), "{who:?}");
    }
    for who in [&net.cast.funder, &net.cast.analyst, &net.cast.prescriber, &Person::nobody()] {
        assert!(pairs(&net, who).await.is_empty(), "{who:?}");
    }
}
