//! The trail of a whole story: every act is there, told in French, found again, and tells no secret.

use serde_json::{Value, json};

use crate::support::{
    engine::{Engine, on_both_engines},
    network::{
        Network,
        answer::text,
        cast::Person,
        deeds::{NETWORK_KEYS, REDEEM, SUSPEND, TRAIL},
    },
};

on_both_engines!(
    a_day_is_told_act_by_act,
    the_trail_is_searched_by_words_names_and_days,
    the_trail_is_read_by_whom_it_concerns,
    the_keys_are_told_by_name,
);

const MAIL: &str = "accueil@hesdin.example";

/// Every entry, newest first.
async fn read(net: &Network, who: &Person, asked: Value) -> Vec<Value> {
    let (mut all, mut after) = (Vec::new(), Value::Null);
    loop {
        let mut asked = asked.clone();
        asked["first"] = json!(7);
        asked["after"] = after;
        let page = net.asks(who, TRAIL, asked).await.shown();
        all.extend(page["edges"].as_array().expect("edges").iter().map(|edge| edge["node"].clone()));
        if page["pageInfo"]["hasNextPage"] == false {
            return all;
        }
        after = page["pageInfo"]["endCursor"].clone();
    }
}

fn verbs(entries: &[Value]) -> Vec<String> {
    entries.iter().map(|entry| text(&entry["verb"])).collect()
}

async fn a_day_is_told_act_by_act(engine: Engine) {
    let net = Network::open(engine, "told_day").await;
    let (hesdin, carnet) = (net.venue("Hesdin").await, net.carnet().await);
    net.names(&hesdin, "Amélie Dupont", MAIL).await;
    let token = text(&net.signs_in(MAIL).await["token"]);
    let redeemed = net.does(&token, REDEEM, json!({ "venue": hesdin.id, "codes": [&carnet[0]] })).await;
    let receipt = text(&redeemed["receipt"]["id"]);
    net.voids(&hesdin, &receipt).await.ok();

    let all = read(&net, &net.cast.administrator, json!({})).await;
    let told = verbs(&all);
    let story = [
        "voidRedemption",
        "redeemCheques",
        "signIn",
        "enrolMember",
        "handOverCarnet",
        "confirmFunds",
        "issueCarnets",
        "placeOrder",
        "decideAccreditation",
        "applyForAccreditation",
        "registerStructure",
    ];
    for verb in story {
        assert!(told.iter().any(|one| one == verb), "{verb} is missing: {told:?}");
    }
    let at: Vec<&str> = all.iter().map(|entry| entry["at"].as_str().expect("an instant")).collect();
    assert!(at.is_sorted_by(|one, other| one >= other), "newest first");
    let redeemed = all.iter().find(|entry| entry["verb"] == "redeemCheques").expect("a redemption");
    assert_eq!(
        (&redeemed["personName"], &redeemed["deed"]),
        (&json!("Amélie Dupont"), &json!("a encaissé des chèques"))
    );
    assert_eq!(redeemed["organisationId"], hesdin.structure.as_str());
    let voided = all.iter().find(|entry| entry["verb"] == "voidRedemption").expect("a void");
    assert_eq!(voided["reason"], "Erreur de saisie");

    let whole = json!(all).to_string();
    for secret in [&*receipt, &carnet[0], &carnet.serial, MAIL, "62447"] {
        assert!(!whole.contains(secret), "{secret} is told");
    }
}

async fn the_trail_is_searched_by_words_names_and_days(engine: Engine) {
    let net = Network::open(engine, "searched").await;
    let hesdin = net.venue("Hesdin").await;
    net.names(&hesdin, "Amélie Dupont", MAIL).await;
    net.signs_in(MAIL).await;
    net.it_is("2025-10-02", (9, 0));
    let why = json!({ "venue": hesdin.id, "reason": "Visite du 2 octobre : porte fermée" });
    net.asks(&net.cast.operator, SUSPEND, why).await.ok();

    let finds = async |asked: Value| verbs(&read(&net, &net.cast.administrator, asked).await);
    assert_eq!(finds(json!({ "search": "SUSPENDU lieu" })).await, ["suspendVenue"]);
    assert_eq!(finds(json!({ "search": "porte fermee" })).await, ["suspendVenue"]);
    assert_eq!(finds(json!({ "search": "amelie" })).await, ["signIn"]);
    assert!(finds(json!({ "search": "licorne" })).await.is_empty());
    assert!(finds(json!({ "search": "%" })).await.is_empty(), "a sign of patterns stands for itself");
    assert_eq!(finds(json!({ "from": "2025-10-02" })).await, ["suspendVenue"]);
    assert!(!finds(json!({ "until": "2025-10-01" })).await.contains(&"suspendVenue".to_owned()));
    assert!(finds(json!({ "from": "2025-10-03" })).await.is_empty());
    let one_day = json!({ "from": "2025-10-02", "until": "2025-10-02", "search": "suspendu" });
    assert_eq!(finds(one_day).await, ["suspendVenue"]);
}

async fn the_trail_is_read_by_whom_it_concerns(engine: Engine) {
    let net = Network::open(engine, "concerns").await;
    let (hesdin, auchy) = (net.venue("Hesdin").await, net.venue("Auchy").await);
    let (carnet, other) = (net.carnet().await, net.carnet().await);
    net.redeems(&hesdin, &[&carnet[0]]).await.ok();
    net.redeems(&auchy, &[&other[0]]).await.ok();
    let own = read(&net, &hesdin.manager, json!({})).await;
    assert!(own.iter().all(|entry| entry["organisationId"] == hesdin.structure.as_str()), "{own:?}");
    assert_eq!(verbs(&own).iter().filter(|verb| *verb == "redeemCheques").count(), 1);
    assert_eq!(read(&net, &hesdin.manager, json!({ "organisation": hesdin.structure })).await, own);
    assert!(read(&net, &hesdin.manager, json!({ "organisation": auchy.structure })).await.is_empty());
    for who in [&hesdin.counter, &net.cast.operator, &net.cast.treasurer, &Person::nobody()] {
        assert!(read(&net, who, json!({})).await.is_empty(), "{who:?}");
    }
    let both = read(&net, &net.cast.administrator, json!({ "search": "encaissé" })).await;
    assert_eq!(both.len(), 2);
}

async fn the_keys_are_told_by_name(engine: Engine) {
    let net = Network::open(engine, "told_keys").await;
    let keys = net.asks(&net.cast.administrator, NETWORK_KEYS, json!({})).await.shown();
    let kinds: Vec<&str> = keys.as_array().expect("keys").iter().filter_map(|key| key["kind"].as_str()).collect();
    assert_eq!(kinds, ["token", "paper", "pepper", "files", "visits"]);
    for who in [&net.cast.operator, &net.cast.treasurer, &Person::nobody()] {
        assert_eq!(net.asks(who, NETWORK_KEYS, json!({})).await.shown(), json!([]), "{who:?}");
    }
}
