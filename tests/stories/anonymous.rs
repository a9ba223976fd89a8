//! Nobody in particular: what is public is open without a token, everything else is refused or null.

use serde_json::{Value, json};

use crate::support::{
    engine::{Engine, on_both_engines},
    network::{
        Network,
        cast::Person,
        deeds::{CHEQUE, COMMUNE, COMMUNES, Deed, LAST_CHECK, LISTED, SESSIONS, VENUE, VENUES, WORKSHOPS},
    },
};

on_both_engines!(what_is_public_is_open, a_cheque_is_not_looked_up_by_nobody, a_request_keeps_within_its_limits);

async fn what_is_public_is_open(engine: Engine) {
    let net = Network::open(engine, "public").await;
    let hesdin = net.venue("Hesdin").await;
    let id = net.offers(&hesdin, "Prendre en main son téléphone").await;
    net.schedules(&hesdin, &id, "2025-10-20T14:00:00+02:00").await.ok();
    let open: [(Deed, Value); 7] = [
        (COMMUNES, json!({ "year": 2025 })),
        (COMMUNE, json!({ "code": "62447", "year": 2025 })),
        (VENUES, json!({ "near": { "lat": 50.4, "lon": 2.0 } })),
        (VENUE, json!({ "id": hesdin.id })),
        (LISTED, json!({ "search": "mairie" })),
        (WORKSHOPS, json!({ "venue": hesdin.id })),
        (SESSIONS, json!({ "venue": hesdin.id })),
    ];
    for (deed, asked) in open {
        let shown = net.asks(&Person::nobody(), deed, asked).await.shown();
        assert!(!shown.is_null(), "{}", deed.field);
    }
    assert!(net.asks(&Person::nobody(), LAST_CHECK, json!({})).await.shown().is_null());
}

async fn a_cheque_is_not_looked_up_by_nobody(engine: Engine) {
    let net = Network::open(engine, "not_by_nobody").await;
    let carnet = net.carnet().await;
    net.asks(&Person::nobody(), CHEQUE, json!({ "code": &carnet[0] })).await.refused("FORBIDDEN");
    net.asks(&net.cast.prescriber, CHEQUE, json!({ "code": &carnet[0] })).await.refused("FORBIDDEN");
}

/// The door of every story is the real one: its limits hold here too.
async fn a_request_keeps_within_its_limits(engine: Engine) {
    let net = Network::open(engine, "limits").await;
    const TWO: &str =
        "mutation { a: checkNetwork { check { holds } } prepareSettlement(key: \"k\") { refusal { code } } }";
    const DEEP: &str = "{ communes(year: 2025) { nodes { nearestVenue { venue { sessions { venue { sessions { venue { sessions { workshop { title } } } } } } } } } } }";
    const UNKNOWN: &str = "{ communes(year: 2025) { maire } }";
    for (document, code) in
        [(TWO, "LIMIT_EXCEEDED"), (DEEP, "LIMIT_EXCEEDED"), (UNKNOWN, "BAD_REQUEST"), ("{", "BAD_REQUEST")]
    {
        let answer = net.asks(&net.cast.treasurer, Deed { field: "communes", document }, json!({})).await;
        assert_eq!(answer.fault(), code, "{document}");
        assert!(answer.body().get("data").is_none(), "nothing was run: {document}");
    }
    let ill_typed = net.asks(&Person::nobody(), COMMUNES, json!({ "year": "cette année" })).await;
    assert_eq!(ill_typed.fault(), "BAD_REQUEST");
}
