//! An accreditation's life: asked for by one, decided by another, suspended, given back, withdrawn, lapsed, for all or for one.

use kernel::access::Role;
use serde_json::{Value, json};

use crate::support::{
    engine::{Engine, on_both_engines},
    network::{
        Network, Place,
        answer::text,
        cast::Person,
        deeds::{APPLICATIONS, APPLY, DECIDE, REINSTATE, SUSPEND, VENUE, WITHDRAW},
        demand,
    },
};

on_both_engines!(
    who_applied_does_not_decide,
    a_demand_is_made_for_what_is_known,
    a_venue_applies_for_itself_alone,
    a_right_is_held_back_and_given_back,
    a_right_that_is_withdrawn_takes_a_new_application,
    a_right_lapses_at_midnight_of_its_last_day,
    a_right_may_be_for_one_funder,
    reasons_are_told_to_whom_they_concern,
    applications_are_seen_by_whom_they_concern,
);

async fn who_applied_does_not_decide(engine: Engine) {
    let net = Network::open(engine, "who_decides").await;
    let application = net.applies(demand("Hesdin")).await.ok();
    let id = &application["id"];
    let accept = json!({ "application": id, "accept": true, "lastDay": "2028-09-30" });

    net.asks(&net.cast.operator, DECIDE, accept.clone()).await.refused("SAME_PERSON");
    let table = [
        (json!({ "application": id, "accept": true }), "INPUT_INVALID"),
        (json!({ "application": id, "accept": true, "lastDay": "un jour" }), "INPUT_INVALID"),
        (json!({ "application": id, "accept": false }), "INPUT_INVALID"),
        (json!({ "application": id, "accept": true, "lastDay": "2025-09-30" }), "DATES_INVALID"),
        (json!({ "application": net.nothing(), "accept": true, "lastDay": "2028-09-30" }), "NOT_FOUND"),
    ];
    for (asked, code) in table {
        net.asks(&net.cast.second_operator, DECIDE, asked).await.refused(code);
    }
    let decided = net.asks(&net.cast.second_operator, DECIDE, accept.clone()).await.ok();
    assert_eq!((&decided["stage"], &decided["lastDay"]), (&json!("ACCEPTED"), &json!("2028-09-30")));
    net.asks(&net.cast.second_operator, DECIDE, accept).await.refused("WRONG_STAGE");
}

async fn a_demand_is_made_for_what_is_known(engine: Engine) {
    let net = Network::open(engine, "demands").await;
    let hesdin = net.venue("Hesdin").await;
    let account = demand("Hesdin")["account"].clone();
    let again = json!({ "venueId": hesdin.id, "account": account });
    net.applies(again.clone()).await.ok();
    net.applies(again).await.refused("WRONG_STAGE");

    let table = [
        (json!({ "account": account }), "INPUT_INVALID"),
        (json!({ "venueId": hesdin.id, "structureId": hesdin.structure, "account": account }), "INPUT_INVALID"),
        (json!({ "venueId": net.nothing(), "account": account }), "NOT_FOUND"),
        (json!({ "venueId": hesdin.id, "funderId": net.nothing(), "account": account }), "NOT_FOUND"),
        (json!({ "venueId": hesdin.id, "funderId": hesdin.structure, "account": account }), "INPUT_INVALID"),
        (json!({ "structureId": net.nothing(), "venue": demand("Auchy")["venue"], "account": account }), "NOT_FOUND"),
    ];
    for (input, code) in table {
        net.applies(input).await.refused(code);
    }
}

async fn a_venue_applies_for_itself_alone(engine: Engine) {
    let net = Network::open(engine, "for_itself").await;
    let (hesdin, auchy) = (net.venue("Hesdin").await, net.venue("Auchy").await);
    let by = async |who: &Person, input: Value| net.asks(who, APPLY, json!({ "input": input })).await;
    let account = demand("Hesdin")["account"].clone();

    let application = by(&hesdin.manager, json!({ "venueId": hesdin.id, "account": account })).await.ok();
    assert_eq!(application["structureId"], hesdin.structure.as_str());
    assert!(!text(&application["account"]["iban"]).contains("0112"), "an IBAN is not told whole");
    by(&hesdin.manager, json!({ "venueId": auchy.id, "account": account })).await.refused("FORBIDDEN");
    by(&hesdin.counter, json!({ "venueId": hesdin.id, "account": account })).await.refused("FORBIDDEN");

    // A newcomer registers the structure of their own token, and becomes neither a funder nor a second structure.
    let newcomer = net.unregistered(Role::VenueManager);
    let mut input = demand("Azincourt");
    input["structure"]["kind"] = json!("FUNDER");
    by(&newcomer, input).await.refused("FORBIDDEN");
    let application = by(&newcomer, demand("Azincourt")).await.ok();
    assert_eq!(application["structureId"], newcomer.organisation().as_str());
    by(&newcomer, demand("Beaurainville")).await.refused("FORBIDDEN");
}

async fn a_right_is_held_back_and_given_back(engine: Engine) {
    let net = Network::open(engine, "held_back").await;
    let (hesdin, carnet) = (net.venue("Hesdin").await, net.carnet().await);
    assert_eq!(state(&net, &hesdin).await, ("ACCREDITED".to_owned(), true));

    net.reinstates(&hesdin).await.refused("WRONG_STAGE");
    assert_eq!(net.suspends(&hesdin).await.ok()["state"], "SUSPENDED");
    net.suspends(&hesdin).await.refused("WRONG_STAGE");
    assert_eq!(state(&net, &hesdin).await, ("SUSPENDED".to_owned(), false));
    net.redeems(&hesdin, &[&carnet[0]]).await.refused("VENUE_SUSPENDED");
    net.reinstates(&hesdin).await.ok();
    net.redeems(&hesdin, &[&carnet[0]]).await.ok();
    for deed in [SUSPEND, REINSTATE, WITHDRAW] {
        let absent = json!({ "venue": net.nothing(), "reason": "Absent" });
        net.asks(&net.cast.operator, deed, absent).await.refused("NOT_FOUND");
        let unsaid = json!({ "venue": hesdin.id, "reason": "  " });
        net.asks(&net.cast.operator, deed, unsaid).await.refused("INPUT_INVALID");
    }
    net.books_hold().await;
}

async fn a_right_that_is_withdrawn_takes_a_new_application(engine: Engine) {
    let net = Network::open(engine, "withdrawn").await;
    let (hesdin, carnet) = (net.venue("Hesdin").await, net.carnet().await);
    net.suspends(&hesdin).await.ok();
    net.withdraws(&hesdin).await.ok();
    net.withdraws(&hesdin).await.refused("WRONG_STAGE");
    net.reinstates(&hesdin).await.refused("WRONG_STAGE");
    assert_eq!(state(&net, &hesdin).await, ("WITHDRAWN".to_owned(), false));
    net.redeems(&hesdin, &[&carnet[0]]).await.refused("VENUE_NOT_ACCREDITED");

    net.renews(&hesdin, Value::Null, "2026-12-31").await.ok();
    net.redeems(&hesdin, &[&carnet[0]]).await.ok();
}

async fn a_right_lapses_at_midnight_of_its_last_day(engine: Engine) {
    let net = Network::open(engine, "lapses").await;
    let (hesdin, carnet) = (net.applicant("Hesdin").await, net.carnet().await);
    assert_eq!(state(&net, &hesdin).await, ("NEVER".to_owned(), false));
    net.redeems(&hesdin, &[&carnet[0]]).await.refused("VENUE_NOT_ACCREDITED");
    net.renews(&hesdin, Value::Null, "2025-10-26").await.ok();

    net.it_is("2025-10-26", (23, 59));
    net.redeems(&hesdin, &[&carnet[0]]).await.ok();
    net.it_is("2025-10-27", (0, 0));
    net.redeems(&hesdin, &[&carnet[1]]).await.refused("VENUE_NOT_ACCREDITED");
    assert_eq!(state(&net, &hesdin).await, ("LAPSED".to_owned(), false));
    net.suspends(&hesdin).await.refused("WRONG_STAGE");
    net.renews(&hesdin, Value::Null, "2026-12-31").await.ok();
    net.redeems(&hesdin, &[&carnet[1]]).await.ok();
    net.books_hold().await;
}

async fn a_right_may_be_for_one_funder(engine: Engine) {
    let net = Network::open(engine, "one_funder").await;
    let other = net.stranger("FUNDER", Role::Funder).await;
    let ours = net.venue_for("Hesdin", &net.cast.funder.organisation()).await;
    let theirs = net.venue_for("Auchy", &other.organisation()).await;
    let carnet = net.carnet().await;

    assert_eq!(state(&net, &theirs).await, ("ACCREDITED".to_owned(), true));
    net.redeems(&theirs, &[&carnet[0]]).await.refused("VENUE_NOT_ACCREDITED");
    net.redeems(&ours, &[&carnet[0]]).await.ok();
    net.renews(&theirs, json!(net.cast.funder.organisation()), "2026-12-31").await.ok();
    net.redeems(&theirs, &[&carnet[1]]).await.ok();
    net.books_hold().await;
}

async fn reasons_are_told_to_whom_they_concern(engine: Engine) {
    let net = Network::open(engine, "reasons").await;
    let (hesdin, auchy) = (net.venue("Hesdin").await, net.venue("Auchy").await);
    net.suspends(&hesdin).await.ok();
    let (told, not) = (json!("Visite de contrôle"), Value::Null);
    let nobody = Person::nobody();
    let table = [
        (&hesdin.manager, &told),
        (&net.cast.operator, &told),
        (&auchy.manager, &not),
        (&net.cast.funder, &not),
        (&nobody, &not),
    ];
    for (who, reason) in table {
        let venue = net.asks(who, VENUE, json!({ "id": hesdin.id })).await.shown();
        assert_eq!(
            (&venue["standing"]["state"], &venue["standing"]["reason"]),
            (&json!("SUSPENDED"), reason),
            "{who:?}"
        );
    }
}

async fn applications_are_seen_by_whom_they_concern(engine: Engine) {
    let net = Network::open(engine, "applications").await;
    let hesdin = net.venue("Hesdin").await;
    net.applicant("Auchy").await;
    let seen = async |who: &Person, asked: Value| net.asks(who, APPLICATIONS, asked).await.nodes();

    assert_eq!(seen(&net.cast.operator, json!({})).await.len(), 3);
    assert_eq!(seen(&net.cast.operator, json!({ "stage": "ACCEPTED" })).await.len(), 1);
    let refused = seen(&net.cast.operator, json!({ "stage": "REFUSED" })).await;
    assert!(refused.iter().all(|one| one["reason"] == "Dossier à compléter"), "{refused:?}");
    let own = seen(&hesdin.manager, json!({})).await;
    assert_eq!(own.len(), 2);
    assert!(own.iter().all(|one| one["venueId"] == hesdin.id.as_str()));
    for who in [&hesdin.counter, &net.cast.treasurer, &net.cast.funder, &Person::nobody()] {
        assert!(seen(who, json!({})).await.is_empty(), "{who:?}");
    }
    let page = net.asks(&net.cast.operator, APPLICATIONS, json!({ "first": 2 })).await.shown();
    let rest = seen(&net.cast.operator, json!({ "first": 2, "after": page["pageInfo"]["endCursor"] })).await;
    assert_eq!((&page["pageInfo"]["hasNextPage"], rest.len()), (&json!(true), 1));
}

/// How the public sees a venue: its standing, and whether it takes cheques.
async fn state(net: &Network, place: &Place) -> (String, bool) {
    let venue = net.asks(&Person::nobody(), VENUE, json!({ "id": place.id })).await.shown();
    (text(&venue["standing"]["state"]), venue["acceptsCheques"] == true)
}
