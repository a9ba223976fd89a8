//! Members: who works where, given and taken by those who answer for it.

use kernel::{
    access::{Actor, Role},
    chance::Chance,
    clock::Clock,
    refusal::Code,
};
use registry::{
    enrol::{Enrolment, dismiss_member, enrol_member},
    register::{WrittenStructure, register_structure},
    structure::StructureKind,
};
use serde_json::{Value, json};
use store::Trouble;

use crate::support::{
    books::{first_day, open},
    engine::{Engine, on_both_engines},
    network::{
        Network, Place,
        answer::{Answer, text},
        cast::Person,
        deeds::{DISMISS, ENROL, MEMBERS},
    },
};

on_both_engines!(a_manager_enrols_and_dismisses_for_the_place, a_role_ends_once, members_are_read_page_by_page);

async fn a_manager_enrols_and_dismisses_for_the_place(engine: Engine) {
    let net = Network::open(engine, "enrols").await;
    let (hesdin, auchy) = (net.venue("Hesdin").await, net.venue("Auchy").await);

    let member = enrols(&net, &hesdin.manager, &hesdin, "COUNTER_STAFF").await.ok();
    enrols(&net, &hesdin.manager, &hesdin, "VENUE_MANAGER").await.ok();
    for role in ["PRESCRIBER", "OPERATOR", "TREASURER", "FUNDER", "ANALYST", "ADMINISTRATOR"] {
        enrols(&net, &hesdin.manager, &hesdin, role).await.refused("FORBIDDEN");
        enrols(&net, &net.cast.administrator, &hesdin, role).await.ok();
    }
    enrols(&net, &hesdin.manager, &auchy, "COUNTER_STAFF").await.refused("FORBIDDEN");
    enrols(&net, &hesdin.counter, &hesdin, "COUNTER_STAFF").await.refused("FORBIDDEN");

    let dismissal = json!({ "member": member["id"] });
    net.asks(&auchy.manager, DISMISS, dismissal.clone()).await.refused("FORBIDDEN");
    let absent = json!({ "member": net.nothing() });
    net.asks(&auchy.manager, DISMISS, absent.clone()).await.refused("FORBIDDEN");
    net.asks(&net.cast.administrator, DISMISS, absent).await.refused("NOT_FOUND");
    net.asks(&hesdin.manager, DISMISS, dismissal).await.ok();
}

async fn a_role_ends_once(engine: Engine) {
    let net = Network::open(engine, "role_ends").await;
    let hesdin = net.venue("Hesdin").await;
    let asked = json!({ "organisation": hesdin.structure, "person": net.nothing(), "role": "COUNTER_STAFF" });
    let member = net.asks(&hesdin.manager, ENROL, asked.clone()).await.ok();
    let same = net.asks(&net.cast.administrator, ENROL, asked.clone()).await.ok();
    assert_eq!(member, same, "a role that is held already is answered as it is");

    net.asks(&hesdin.manager, DISMISS, json!({ "member": member["id"] })).await.ok();
    net.asks(&hesdin.manager, DISMISS, json!({ "member": member["id"] })).await.refused("WRONG_STAGE");
    let back = net.asks(&hesdin.manager, ENROL, asked).await.ok();
    assert_ne!(back["id"], member["id"]);
    let unreadable = json!({ "organisation": hesdin.structure, "person": "Jeanne", "role": "COUNTER_STAFF" });
    net.asks(&hesdin.manager, ENROL, unreadable).await.refused("INPUT_INVALID");
    let nowhere = json!({ "organisation": net.nothing(), "person": net.nothing(), "role": "COUNTER_STAFF" });
    net.asks(&net.cast.administrator, ENROL, nowhere).await.refused("NOT_FOUND");
}

async fn members_are_read_page_by_page(engine: Engine) {
    let net = Network::open(engine, "member_pages").await;
    let (hesdin, auchy) = (net.venue("Hesdin").await, net.venue("Auchy").await);
    for _ in 0..3 {
        net.newcomer(&hesdin, Role::CounterStaff).await;
    }
    let reads = async |who: &Person, first: i64, after: Value| {
        let asked = json!({ "organisation": hesdin.structure, "first": first, "after": after });
        net.asks(who, MEMBERS, asked).await.shown()
    };
    let first = reads(&hesdin.manager, 3, Value::Null).await;
    let rest = reads(&hesdin.manager, 3, first["pageInfo"]["endCursor"].clone()).await;
    let people = |page: &Value| -> Vec<String> {
        page["edges"].as_array().expect("edges").iter().map(|edge| text(&edge["node"]["personId"])).collect()
    };
    let all = [people(&first), people(&rest)].concat();
    assert_eq!((all.len(), &all[0], &all[1]), (5, &hesdin.counter.id(), &hesdin.manager.id()));
    assert_eq!((&first["pageInfo"]["hasNextPage"], &rest["pageInfo"]["hasNextPage"]), (&json!(true), &json!(false)));
    assert_eq!(people(&reads(&net.cast.administrator, 100, Value::Null).await), all);
    for who in [&auchy.manager, &hesdin.counter, &net.cast.operator, &Person::nobody()] {
        assert!(people(&reads(who, 100, Value::Null).await).is_empty(), "{who:?}");
    }
}

async fn enrols(net: &Network, who: &Person, place: &Place, role: &str) -> Answer {
    let asked = json!({ "organisation": place.structure, "person": net.nothing(), "role": role });
    net.asks(who, ENROL, asked).await
}

/// Two programs on one database, each of which ends the role of one of the last two at the same moment.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_the_last_two_administrators_one_stays() {
    let (fresh, clock) = (Engine::Postgres.fresh("last_two"), Clock::by_hand(first_day().at(9, 0)));
    let program = |seed| open(&fresh.place(), &clock, &Chance::from_seed(seed)).expect("a store");
    let (one, other) = (program(1), program(2));
    let key = || one.chance().id::<()>().to_string();
    let here = Actor::member(one.chance().id(), one.chance().id(), [Role::Administrator]);
    let written =
        WrittenStructure { name: "Réseau".to_owned(), kind: StructureKind::Operator, siret: None, rna: None };
    let structure = register_structure(&one, &here, &key(), &written).await.expect("a structure").id;
    let enrols = async || {
        let enrolment = Enrolment { person: one.chance().id(), structure, role: Role::Administrator };
        enrol_member(&one, &here, &key(), enrolment).await.expect("a role").id
    };
    let mut last = enrols().await;
    for _ in 0..10 {
        let (former, latter, keys) = (last, enrols().await, [key(), key()]);
        let ended = tokio::join!(
            dismiss_member(&one, &here, &keys[0], former),
            dismiss_member(&other, &here, &keys[1], latter),
        );
        last = match ended {
            (Ok(_), Err(Trouble::Refused(refused))) if refused.code == Code::LastAdministrator => latter,
            (Err(Trouble::Refused(refused)), Ok(_)) if refused.code == Code::LastAdministrator => former,
            both => panic!("one of them stays: {both:?}"),
        };
    }
}
